/* general.weights: every weight of the general reader is reached by its example, not by its near miss, and decides what
 * is found in the example. */
#include "parse/general/candidates.h"
#include "parse/general/evidence.h"
#include "parse/general/general.h"
#include "parse/mime/message_bytes.h"
#include "parse/notice/notice_maker.h"
#include <nixie/library.h>

/* Examples that are no whole message come in one like this. */
#define HEADER                                                                                                         \
    "From: Mail Delivery System <MAILER-DAEMON@relay.example>\nTo: <me@sender.example>\nSubject: Undelivered mail\n\n"

static NxLibrary *library;
static NxWeights *weights;

typedef struct {
    NxPartList *list;
    NxNoticeMaker *maker;
    NxOriginalHeaders original;
} Message;

static gboolean is_whole(NxWeightName name)
{
    return name <= NX_WEIGHT_CODES || name == NX_WEIGHT_ENOUGH_NOTICE;
}

static void message_init(Message *message, NxWeightName name, const char *example)
{
    g_autofree char *text = g_strconcat(is_whole(name) ? "" : HEADER, example, "\n", NULL);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text)), lines = nx_message_bytes_normalise(bytes);
    message->list = nx_part_list_new(lines);
    message->maker = nx_notice_maker_new(message->list, library, 0);
    const NxNotice *notice = &message->maker->notice;
    message->original = (NxOriginalHeaders){0};
    nx_original_headers_read(&message->original, message->list, notice->text, notice->text_original);
    nx_notice_maker_set_original(message->maker, &message->original);
}

static void message_clear(Message *message)
{
    nx_original_headers_clear(&message->original);
    nx_notice_maker_free(message->maker);
    nx_part_list_free(message->list);
}

/* What holds of the notice, or of the first address in its text. */
static NxCircumstances find_circumstances(NxWeightName name, const char *example)
{
    Message message;
    message_init(&message, name, example);
    const NxNotice *notice = &message.maker->notice;
    NxEvidence evidence;
    nx_evidence_read(&evidence, notice, weights);
    NxCandidates *candidates = nx_candidates_new(notice, weights, notice->text, notice->text_original);
    g_assert_cmpuint(candidates->list->len, >, 0);
    NxCircumstances holds = is_whole(name) ? evidence.holds : nx_candidates_get(candidates, 0)->holds;
    nx_candidates_free(candidates);
    message_clear(&message);
    return holds;
}

/* The recipients that are found where one of the weights is another; joined by blanks. */
static char *find_recipients(NxWeightName name, const char *example, gint weight)
{
    Message message;
    NxWeights changed = *weights;
    changed.all[name].weight = weight;
    message_init(&message, name, example);
    NxReportBuilder *builder = nx_builder_new(library);
    nx_general_read(builder, &message.maker->notice, &changed);
    g_autoptr(GString) found = g_string_new(NULL);
    for (guint i = 0; i < nx_builder_count(builder); i++)
        g_string_append_printf(found, "%s%s", i ? " " : "",
                               nx_draft_get(nx_builder_get(builder, i), NX_DRAFT_RECIPIENT));
    nx_builder_free(builder);
    message_clear(&message);
    return g_string_free(g_steal_pointer(&found), FALSE);
}

/* "4 = place label+3 address notice-tells+1", for a test that fails. */
static char *describe(NxCircumstances holds)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, "%d =", nx_weights_sum(weights, holds));
    for (guint i = 0; i < NX_N_WEIGHTS; i++) {
        g_autofree char *section = nx_weight_section((NxWeightName)i);
        if (holds >> i & 1)
            g_string_append_printf(text, " %s%+d", section, weights->all[i].weight);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* Does what is found depend on the weight being this and not another? */
static void assert_decides(NxWeightName name, const char *example, gint another)
{
    g_autofree char *found = find_recipients(name, example, weights->all[name].weight),
                    *otherwise = find_recipients(name, example, another);
    if (g_str_equal(found, otherwise))
        g_test_fail_printf("'%s' is found in the example with %d and with %d", found, weights->all[name].weight,
                           another);
}

static void test_weight(gconstpointer data)
{
    NxWeightName name = (NxWeightName)GPOINTER_TO_UINT(data);
    const NxWeight *row = &weights->all[name];
    NxCircumstances example = find_circumstances(name, row->example),
                    near_miss = find_circumstances(name, row->near_miss), holds = (NxCircumstances)1 << name;
    g_autofree char *reached = describe(example), *missed = describe(near_miss);
    if (!(example & holds))
        g_test_fail_printf("the example does not reach it: %s", reached);
    if (near_miss & holds)
        g_test_fail_printf("the near miss reaches it: %s", missed);
    assert_decides(name, row->example, row->weight > 0 ? row->weight - 1 : row->weight + 1);
}

/* The example is at the bound, the near miss one below it. */
static void test_enough(gconstpointer data)
{
    NxWeightName name = (NxWeightName)GPOINTER_TO_UINT(data);
    const NxWeight *row = &weights->all[name];
    g_assert_cmpint(nx_weights_sum(weights, find_circumstances(name, row->example)), ==, row->weight);
    g_assert_cmpint(nx_weights_sum(weights, find_circumstances(name, row->near_miss)), ==, row->weight - 1);
    assert_decides(name, row->example, row->weight + 1);
    assert_decides(name, row->near_miss, row->weight - 1);
}

/* ---- The table itself -------------------------------------------------------------------------------------------- */

static void test_embedded(void)
{
    NxProblems *problems = nx_problems_new();
    nx_weights_free(nx_weights_new(problems));
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpstr(lines[0], ==, NULL);
    nx_problems_free(problems);
}

/* The rest of a row that is not about its fault. */
#define REST "why = it is so\nexample = a|b\nnot = c\n"

static const struct {
    const char *name, *text, *complaint;
} FAULTS[] = {
    {"a name that nothing has", "[notice moon]\nweight = 1\n" REST,
     "general.weights:1: nothing of that name is weighed: notice moon"},
    {"a sort that there is not", "\n[weather report]\nweight = 1\n" REST,
     "general.weights:2: nothing of that name is weighed: weather report"},
    {"a weight of none", "[notice report]\n" REST,
     "general.weights:1: a weight needs all of these: "
     "weight, why, example, not"},
    {"a weight of nothing", "[notice report]\nweight = 0\n" REST,
     "general.weights:2: no weight, sentence or example: weight"},
    {"a weight that is no number", "[notice report]\nweight = 3kg\n" REST,
     "general.weights:2: no weight, sentence or example: weight"},
    {"no sentence", "[notice report]\nweight = 3\nexample = a\nnot = b\n",
     "general.weights:1: a weight needs all of these: weight, why, example, not"},
    {"a key that there is not", "[notice report]\nweight = 3\n" REST "colour = red\n",
     "general.weights:6: no weight, sentence or example: colour"},
    {"two examples", "[notice report]\nweight = 3\n" REST "example = d\n",
     "general.weights:6: no weight, sentence or example: example"},
};

/* What is wrong is complained of by line, weighs nothing, and the rest stands. */
static void test_fault(gconstpointer data)
{
    guint i = GPOINTER_TO_UINT(data);
    NxProblems *problems = nx_problems_new();
    g_autofree char *text = g_strconcat(FAULTS[i].text, "[notice auto]\nweight = 7\n" REST, NULL);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    NxWeights *read = nx_weights_read(bytes, problems);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpstr(lines[0], ==, FAULTS[i].complaint);
    g_assert_cmpstr(lines[1], ==, "general.weights: [notice report] has no weight");
    g_assert_cmpint(read->all[NX_WEIGHT_REPORT].weight, ==, 0);
    g_assert_cmpint(read->all[NX_WEIGHT_AUTO].weight, ==, 7);
    g_assert_cmpstr(read->all[NX_WEIGHT_AUTO].example, ==, "a\nb");
    nx_weights_free(read);
    nx_problems_free(problems);
}

static void test_twice(void)
{
    const char *text = "[notice auto]\nweight = 7\n" REST "[notice auto]\nweight = 8\n" REST;
    NxProblems *problems = nx_problems_new();
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    NxWeights *read = nx_weights_read(bytes, problems);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpstr(lines[0], ==, "general.weights:6: it has a weight already: notice auto");
    g_assert_cmpint(read->all[NX_WEIGHT_AUTO].weight, ==, 7);
    nx_weights_free(read);
    nx_problems_free(problems);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxSettings settings = {0};
    library = nx_library_new(&settings, NULL);
    weights = nx_weights_new(NULL);
    for (guint i = 0; i < NX_N_WEIGHTS; i++) {
        g_autofree char *section = nx_weight_section((NxWeightName)i);
        g_autofree char *path = g_strdup_printf("/parse/weights/%s", section);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), i >= NX_WEIGHT_ENOUGH_NOTICE ? test_enough : test_weight);
    }
    g_test_add_func("/parse/weights/the embedded table is whole", test_embedded);
    for (guint i = 0; i < G_N_ELEMENTS(FAULTS); i++) {
        g_autofree char *path = g_strdup_printf("/parse/weights/refused: %s", FAULTS[i].name);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_fault);
    }
    g_test_add_func("/parse/weights/refused: the same twice", test_twice);
    int status = g_test_run();
    nx_weights_free(weights);
    nx_library_unref(library);
    return status;
}
