/* The documents say what the program does: manual page, schema, demo. */
#include "cli/verb.h"
#include "export/record.h"
#include <nixie/export.h>
#include <nixie/nixie.h>
#include <json-glib/json-glib.h>
#include <tui/tui.h>

static char *document(const char *name)
{
    char *text;
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "doc", name, NULL);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

static void assert_says(const char *text, const char *words)
{
    if (!strstr(text, words))
        g_error("not in the document: %s", words);
}

/* ---- The manual page
 *
 * -------------------------------------------------------------------------------------------------------------------------
 */

static void test_manual_has_all_commands(void)
{
    g_autofree char *manual = document("nixie.1");
    for (const NxVerb *verb = nx_verbs(); verb->name; verb++) {
        g_autofree char *pattern = g_strdup_printf("(?m)^\\.It Cm (\\w+ \\| )*%s\\b", verb->name);
        if (!g_regex_match_simple(pattern, manual, 0, 0))
            g_error("no command in the manual: %s", verb->name);
    }
}

/* The part of the manual between two comments is a copy of what the program says of itself. With NIXIE_UPDATE set it is
 * copied anew. */
static void assert_copied(const char *name, const char *wanted)
{
    g_autofree char *manual = document("nixie.1");
    g_autofree char *first = g_strdup_printf(".\\\" %s: made by tests/cli/test_documents\n", name),
                    *last = g_strdup_printf(".\\\" %s: end\n", name);
    const char *begin = strstr(manual, first), *end = strstr(manual, last);
    g_assert_true(begin && end && begin < end);
    begin += strlen(first);
    g_autofree char *found = g_strndup(begin, (gsize)(end - begin));
    if (g_str_equal(found, wanted))
        return;
    if (!g_getenv("NIXIE_UPDATE"))
        g_error("doc/nixie.1 is behind in its %s: run this test with NIXIE_UPDATE=1", name);
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "doc", "nixie.1", NULL);
    g_autofree char *text = g_strdup_printf("%.*s%s%s", (int)(begin - manual), manual, wanted, end);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void test_manual_has_all_actions(void)
{
    g_autofree char *actions = nx_tui_manual();
    assert_copied("actions", actions);
}

static void add_escaped(GString *out, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "\\", -1);
    g_autofree char *escaped = g_strjoinv("\\e", parts);
    g_string_append(out, escaped);
}

static void test_manual_has_all_fields(void)
{
    guint n;
    const NxQueryField *fields = nx_query_fields(&n);
    g_autoptr(GString) items = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        g_string_append(items, ".It Li ");
        add_escaped(items, fields[i].sample);
        g_string_append_c(items, '\n');
        add_escaped(items, fields[i].help);
        g_string_append_c(items, '\n');
    }
    assert_copied("fields", items->str);
}

static void test_manual_has_all_mailboxes(void)
{
    g_autoptr(GString) items = g_string_new(NULL);
    const char *label, *help;
    for (guint i = 0; nx_mailbox_explain(i, &label, &help); i++)
        g_string_append_printf(items, ".It %s\n%s\n", label, help);
    assert_copied("mailboxes", items->str);
}

static void test_manual_has_all_formats(void)
{
    g_autoptr(GString) items = g_string_new(NULL), columns = g_string_new(NULL);
    for (const NxFormat *const *format = nx_formats(); *format; format++)
        g_string_append_printf(items, ".It Cm %s\n%s%s\n", nx_format_name(*format), nx_format_help(*format),
                               nx_format_can_read(*format) ? "" : " (cannot be imported)");
    for (const NxRecordColumn *column = nx_record_columns(); column->name; column++)
        g_string_append_printf(columns, "%s%s", column->name, column[1].name ? ", " : ".\n");
    assert_copied("formats", items->str);
    assert_copied("columns", columns->str);
}

/* ---- The schema
 *
 * ------------------------------------------------------------------------------------------------------------------------------
 */

static void test_schema_has_all_columns(void)
{
    g_autofree char *schema = document("report.schema.json");
    g_autoptr(JsonParser) parser = json_parser_new();
    g_assert_true(json_parser_load_from_data(parser, schema, -1, NULL));
    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    JsonObject *properties = json_object_get_object_member(root, "properties");
    JsonArray *required = json_object_get_array_member(root, "required");
    const char *const *columns = nx_event_columns();
    guint n = g_strv_length((char **)columns);
    g_assert_cmpuint(json_object_get_size(properties), ==, n);
    g_assert_cmpuint(json_array_get_length(required), ==, n);
    g_autoptr(GList) names = json_object_get_members(properties);
    GList *at = names;
    for (guint i = 0; i < n; i++, at = at->next) {
        g_assert_cmpstr(at->data, ==, columns[i]);
        g_assert_cmpstr(json_array_get_string_element(required, i), ==, columns[i]);
    }
}

static void test_schema_knows_all_reasons(void)
{
    g_autofree char *schema = document("report.schema.json");
    for (guint i = 0; i < NX_N_REASONS; i++) {
        g_autofree char *quoted = g_strdup_printf("\"%s\"", nx_reason_name(i));
        assert_says(schema, quoted);
    }
}

/* ---- The demo
 *
 * --------------------------------------------------------------------------------------------------------------------------------
 */

#define DEMO_NOW ((NxTime)1795255200) /* 2026-11-21T10:00:00Z, as in doc/demo/run */
#define DEMO_FROM (DEMO_NOW - 15 * NX_DAY)

typedef struct {
    guint messages, kinds[NX_N_KINDS], classes[NX_N_CLASSES], nameless;
} Tally;

/* Nobody's mail can come of it. */
static gboolean is_reserved(const char *domain)
{
    static const char *const endings[] = {"example", "test", "invalid", "example.com", "example.org", "example.net"};
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *below = g_strconcat(".", endings[i], NULL);
        if (g_str_equal(domain, endings[i]) || g_str_has_suffix(domain, below))
            return TRUE;
    }
    return FALSE;
}

static void take_report(Tally *tally, const NxReport *report, const NxJudge *judge)
{
    tally->messages++;
    g_assert_cmpint(report->arrived, >, DEMO_FROM);
    g_assert_cmpint(report->arrived, <, DEMO_NOW);
    tally->nameless += report->n_recipients == 0;
    for (guint i = 0; i < report->n_recipients; i++) {
        const NxRecipient *recipient = &report->recipients[i];
        NxVerdict verdict;
        nx_judge_event(judge, report, i, &verdict);
        tally->kinds[recipient->kind]++;
        tally->classes[verdict.klass]++;
        if (recipient->key && !is_reserved(strrchr(recipient->key, '@') + 1))
            g_error("%s: this could be somebody's", recipient->key);
    }
}

static void read_folder(Tally *tally, const NxReader *reader, const NxJudge *judge, const char *folder)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "doc", "demo", "mailbox", folder, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    g_assert_nonnull(dir);
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        char *text;
        gsize len;
        g_assert_true(g_file_get_contents(file, &text, &len, NULL));
        g_autoptr(GBytes) bytes = g_bytes_new_take(text, len);
        NxEnvelope envelope = {.now = DEMO_NOW};
        NxReport *report = nx_reader_read(reader, bytes, &envelope, NULL);
        g_assert_nonnull(report);
        take_report(tally, report, judge);
        nx_report_free(report);
    }
}

static void test_demo(void)
{
    NxSettings settings = {0};
    nx_settings_add(&settings.own_domains, "harbour.example", NULL);
    nx_settings_add(&settings.own_domains, "news.harbour.example", NULL);
    nx_settings_add(&settings.own_domains, "shop.harbour.example", NULL);
    NxLibrary *library = nx_library_new(&settings, NULL);
    NxReader *reader = nx_reader_new(library, NULL);
    NxJudge *judge = nx_judge_new(library, NULL);
    Tally tally = {0};
    read_folder(&tally, reader, judge, "new");
    read_folder(&tally, reader, judge, "cur");
    g_assert_cmpuint(tally.messages, ==, 40);
    g_assert_cmpuint(tally.nameless, ==, 1);
    g_assert_cmpuint(tally.kinds[NX_KIND_FEEDBACK], ==, 1);
    g_assert_cmpuint(tally.kinds[NX_KIND_AUTOREPLY], ==, 1);
    g_assert_cmpuint(tally.kinds[NX_KIND_DELAY], ==, 1);
    g_assert_cmpuint(tally.kinds[NX_KIND_BOUNCE], ==, 40);
    g_assert_cmpuint(tally.classes[NX_CLASS_BLOCK], >=, 9); /* what the hint over the groups speaks of */
    nx_judge_free(judge);
    nx_reader_free(reader);
    nx_library_unref(library);
    nx_settings_clear(&settings);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/documents/the manual has all commands", test_manual_has_all_commands);
    g_test_add_func("/documents/the manual has all actions and their keys", test_manual_has_all_actions);
    g_test_add_func("/documents/the manual has all fields of a limit", test_manual_has_all_fields);
    g_test_add_func("/documents/the manual has all kinds of mailbox", test_manual_has_all_mailboxes);
    g_test_add_func("/documents/the manual has all formats", test_manual_has_all_formats);
    g_test_add_func("/documents/the schema has the columns of report, in their order", test_schema_has_all_columns);
    g_test_add_func("/documents/the schema knows all reasons", test_schema_knows_all_reasons);
    g_test_add_func("/documents/the demo has forty messages, and none could reach anybody", test_demo);
    return g_test_run();
}
