#include "judge/rules.h"
#include "judge/codepattern.h"
#include "judge/prefilter.h"
#include <nixie/data.h>
#include <nixie/text.h>
#include <string.h>

struct NxRules {
    GPtrArray *all;           /* of NxRule, in the order they are tried */
    NxPrefilter *filter;      /* all their wordings, in that order */
    GPtrArray *rule_of_match; /* by number of wording, borrowed */
};

static void rule_free(gpointer data)
{
    NxRule *rule = data;
    g_free(rule->id);
    g_free(rule->origin);
    g_ptr_array_unref(rule->providers);
    g_ptr_array_unref(rule->mailers);
    g_array_unref(rule->codes);
    g_ptr_array_unref(rule->matches);
    g_ptr_array_unref(rule->examples);
    g_ptr_array_unref(rule->nots);
    g_free(rule);
}

static NxRule *rule_new(const char *id, const NxDataFile *file, guint line)
{
    NxRule *rule = g_new0(NxRule, 1);
    rule->id = g_strdup(id);
    rule->origin = g_strconcat(file->users ? "user:" : "", file->origin, NULL);
    rule->line = line;
    rule->users = file->users;
    rule->reason = rule->elsewhere = NX_N_REASONS;
    rule->providers = g_ptr_array_new_with_free_func(g_free);
    rule->mailers = g_ptr_array_new_with_free_func(g_free);
    rule->codes = g_array_new(FALSE, FALSE, sizeof(NxCodePattern));
    rule->matches = g_ptr_array_new_with_free_func((GDestroyNotify)nx_wording_free);
    rule->examples = g_ptr_array_new_with_free_func(g_free);
    rule->nots = g_ptr_array_new_with_free_func(g_free);
    return rule;
}

/* ---- Reading one rule -------------------------------------------------------------------------------------------- */

/* Keys of a rule. Each takes the value in or says why not (caller frees). */
typedef char *(*RuleKey)(NxRule *rule, const char *value);

static char *take_match(NxRule *rule, const char *value)
{
    char *why = NULL;
    if (*value == '\0')
        return g_strdup(nx_tr("match is empty"));
    NxWording *wording = rule->users ? nx_wording_new(value, &why) : nx_wording_new_trusted(value);
    if (wording)
        g_ptr_array_add(rule->matches, wording);
    return why;
}

static char *take_reason(NxRule *rule, const char *value)
{
    return nx_reason_parse(value, &rule->reason) ? NULL : g_strdup_printf(nx_tr("no such reason: %s"), value);
}

static char *take_elsewhere(NxRule *rule, const char *value)
{
    return nx_reason_parse(value, &rule->elsewhere) ? NULL : g_strdup_printf(nx_tr("no such reason: %s"), value);
}

static char *take_command(NxRule *rule, const char *value)
{
    rule->command = nx_command_parse(value);
    return rule->command != NX_COMMAND_NONE ? NULL : g_strdup_printf(nx_tr("no such command: %s"), value);
}

static gboolean take_names(GPtrArray *names, const char *value)
{
    g_auto(GStrv) words = g_strsplit_set(value, " \t,;", -1);
    for (char **word = words; *word; word++) {
        if (**word)
            g_ptr_array_add(names, g_ascii_strdown(*word, -1));
    }
    return names->len > 0;
}

static char *take_providers(NxRule *rule, const char *value)
{
    return take_names(rule->providers, value) ? NULL : g_strdup(nx_tr("providers names none"));
}

static char *take_mailers(NxRule *rule, const char *value)
{
    return take_names(rule->mailers, value) ? NULL : g_strdup(nx_tr("mailers names none"));
}

static char *take_codes(NxRule *rule, const char *value)
{
    g_auto(GStrv) words = g_strsplit_set(value, " \t,;", -1);
    for (char **word = words; *word; word++) {
        NxCodePattern pattern;
        if (**word && !nx_code_pattern_parse(*word, &pattern))
            return g_strdup_printf(nx_tr("no code or pattern of codes: %s"), *word);
        if (**word)
            g_array_append_val(rule->codes, pattern);
    }
    return rule->codes->len ? NULL : g_strdup(nx_tr("codes names none"));
}

static char *take_example(NxRule *rule, const char *value)
{
    g_ptr_array_add(rule->examples, g_strdup(value));
    return NULL;
}

static char *take_not(NxRule *rule, const char *value)
{
    g_ptr_array_add(rule->nots, g_strdup(value));
    return NULL;
}

static const struct {
    const char *name;
    RuleKey take;
} rule_keys[] = {
    {"match", take_match},     {"reason", take_reason},       {"elsewhere", take_elsewhere},
    {"command", take_command}, {"providers", take_providers}, {"mailers", take_mailers},
    {"codes", take_codes},     {"example", take_example},     {"not", take_not},
};

static char *rule_take(NxRule *rule, const char *key, const char *value)
{
    for (guint i = 0; i < G_N_ELEMENTS(rule_keys); i++) {
        if (strcmp(rule_keys[i].name, key) == 0)
            return rule_keys[i].take(rule, value);
    }
    return g_strdup_printf(nx_tr("a rule has no key '%s'"), key);
}

static const char *rule_lack(const NxRule *rule)
{
    return !*rule->id                     ? nx_tr("a rule needs an id")
           : !rule->matches->len          ? nx_tr("a rule needs a match")
           : rule->reason == NX_N_REASONS ? nx_tr("a rule needs a reason")
           : !rule->examples->len         ? nx_tr("a rule needs an example")
                                          : NULL;
}

/* ---- Reading files ----------------------------------------------------------------------------------------------- */

typedef struct {
    GPtrArray *rules;     /* of NxRule, as read */
    GHashTable *ids;      /* id of ours or of the user's, borrowed */
    GHashTable *disabled; /* id -> "FILE:LINE", of those not yet met */
    NxProblems *problems;
    NxRule *now; /* the rule being read */
    gboolean bad;
} Reading;

static void complain(Reading *reading, const char *file, guint line, const char *why)
{
    g_autofree char *where = g_strdup_printf("%s:%u", file, line);
    nx_problems_add(reading->problems, where, "%s", why);
}

static void complain_of_rule(Reading *reading, const char *file, guint line, const char *why)
{
    g_autofree char *whole = g_strdup_printf(nx_tr("rule %s refused: %s"), reading->now->id, why);
    complain(reading, file, line, whole);
    reading->bad = TRUE;
}

/* The rule that was being read is whole: it is kept or refused. */
static void close_rule(Reading *reading, const char *file)
{
    NxRule *rule = g_steal_pointer(&reading->now);
    if (!rule)
        return;
    reading->now = rule;
    const char *lack = rule_lack(rule);
    if (!reading->bad && lack)
        complain_of_rule(reading, file, rule->line, lack);
    if (!reading->bad && g_hash_table_contains(reading->ids, rule->id))
        complain_of_rule(reading, file, rule->line, nx_tr("there is a rule of this id already"));
    if (reading->bad) {
        rule_free(rule);
    } else {
        g_hash_table_add(reading->ids, rule->id);
        g_ptr_array_add(reading->rules, rule);
    }
    reading->now = NULL;
    reading->bad = FALSE;
}

static void take_pair(Reading *reading, const char *name, const NxDataLine *line)
{
    if (strcmp(line->key, "disable") == 0) {
        g_hash_table_insert(reading->disabled, g_strdup(line->value), g_strdup_printf("%s:%u", name, line->line));
        return;
    }
    if (!reading->now) {
        complain(reading, name, line->line, nx_tr("this stands in no rule"));
        return;
    }
    g_autofree char *why = reading->bad ? NULL : rule_take(reading->now, line->key, line->value);
    if (why)
        complain_of_rule(reading, name, line->line, why);
}

static void read_file(Reading *reading, const NxDataFile *file)
{
    NxDataReader *reader = nx_data_reader_new(file->bytes, file->origin, reading->problems);
    const char *name = nx_data_reader_name(reader);
    NxDataLine line;
    while (nx_data_reader_next(reader, &line)) {
        if (line.kind == NX_DATA_PAIR) {
            take_pair(reading, name, &line);
            continue;
        }
        close_rule(reading, name);
        if (strcmp(line.section, "rule") == 0)
            reading->now = rule_new(line.argument, file, line.line);
        else
            complain(reading, name, line.line, nx_tr("a rules file has sections [rule ID] only"));
    }
    close_rule(reading, name);
    nx_data_reader_free(reader);
}

/* ---- Order ------------------------------------------------------------------------------------------------------- */

static gint phase_of(const NxRule *rule)
{
    return rule->users ? 0 : rule->providers->len || rule->mailers->len ? 1 : 2;
}

/* A user may switch off a rule of ours and give another the same id. */
static void drop_disabled(Reading *reading)
{
    for (guint i = 0; i < reading->rules->len;) {
        const NxRule *rule = g_ptr_array_index(reading->rules, i);
        if (!rule->users && g_hash_table_contains(reading->disabled, rule->id))
            g_ptr_array_remove_index(reading->rules, i);
        else
            i++;
    }
}

static GPtrArray *in_order(GPtrArray *read)
{
    GPtrArray *all = g_ptr_array_new_with_free_func(rule_free);
    for (gint phase = 0; phase < 3; phase++) {
        for (guint i = 0; i < read->len; i++) {
            NxRule *rule = g_ptr_array_index(read, i);
            if (phase_of(rule) == phase)
                g_ptr_array_add(all, rule);
        }
    }
    return all;
}

static void complain_of_disabled(Reading *reading)
{
    GHashTableIter iter;
    gpointer id, where;
    g_hash_table_iter_init(&iter, reading->disabled);
    while (g_hash_table_iter_next(&iter, &id, &where)) {
        gboolean known = FALSE;
        for (guint i = 0; i < reading->rules->len; i++)
            known |= strcmp(((const NxRule *)g_ptr_array_index(reading->rules, i))->id, id) == 0;
        if (!known)
            nx_problems_add(reading->problems, where, nx_tr("disable: there is no rule %s"), (const char *)id);
    }
}

static void index_wordings(NxRules *rules)
{
    guint n = 0;
    rules->filter = nx_prefilter_new();
    rules->rule_of_match = g_ptr_array_new();
    for (guint i = 0; i < rules->all->len; i++) {
        NxRule *rule = g_ptr_array_index(rules->all, i);
        rule->first_match = n;
        for (guint k = 0; k < rule->matches->len; k++, n++) {
            nx_prefilter_add(rules->filter, nx_wording_pattern(g_ptr_array_index(rule->matches, k)));
            g_ptr_array_add(rules->rule_of_match, rule);
        }
    }
    nx_prefilter_seal(rules->filter);
}

NxRules *nx_rules_new(const NxLibrary *library, NxProblems *problems)
{
    Reading reading = {.rules = g_ptr_array_new(), .problems = problems};
    reading.ids = g_hash_table_new(g_str_hash, g_str_equal);
    reading.disabled = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    GPtrArray *files = nx_library_files(library, "rules", problems);
    gboolean users = TRUE;
    for (guint i = 0; i < files->len; i++) {
        const NxDataFile *file = g_ptr_array_index(files, i);
        if (users && !file->users) /* the user's are read; theirs and ours may have ids in common */
            g_hash_table_remove_all(reading.ids);
        users = file->users;
        read_file(&reading, file);
    }
    complain_of_disabled(&reading);
    NxRules *rules = g_new0(NxRules, 1);
    rules->all = in_order(reading.rules);
    g_ptr_array_free(reading.rules, TRUE);
    reading.rules = rules->all;
    drop_disabled(&reading);
    g_hash_table_unref(reading.ids);
    g_hash_table_unref(reading.disabled);
    g_ptr_array_unref(files);
    index_wordings(rules);
    return rules;
}

void nx_rules_free(NxRules *rules)
{
    if (!rules)
        return;
    g_ptr_array_unref(rules->all);
    nx_prefilter_free(rules->filter);
    g_ptr_array_unref(rules->rule_of_match);
    g_free(rules);
}

guint nx_rules_count(const NxRules *rules)
{
    return rules->all->len;
}

const NxRule *nx_rules_at(const NxRules *rules, guint i)
{
    return g_ptr_array_index(rules->all, i);
}

/* ---- Trying them ------------------------------------------------------------------------------------------------- */

/* Is `name` among them? None named: any will do. */
static gboolean names_hold(const GPtrArray *names, const char *name)
{
    gboolean held = names->len == 0;
    for (guint i = 0; name && i < names->len; i++)
        held |= strcmp(g_ptr_array_index(names, i), name) == 0;
    return held;
}

static gboolean allowed(const NxRule *rule, const NxRuleInput *input)
{
    if (rule->command != NX_COMMAND_NONE && rule->command != input->command)
        return FALSE;
    if (!names_hold(rule->providers, input->provider) || !names_hold(rule->mailers, input->mailer))
        return FALSE;
    gboolean code = rule->codes->len == 0;
    for (guint i = 0; !code && i < rule->codes->len; i++)
        code = nx_code_pattern_fits(&g_array_index(rule->codes, NxCodePattern, i), input->status, input->reply);
    return code;
}

/* The first of all wordings, in the order of their rules, that may match, is allowed and does. */
const NxRule *nx_rules_find(const NxRules *rules, const NxRuleInput *input, guint *at, guint *len)
{
    gsize size = nx_prefilter_size(rules->filter);
    guint8 *candidates = g_malloc(size);
    const NxRule *found = NULL;
    nx_prefilter_run(rules->filter, input->text->text, input->text->len, candidates);
    for (gsize byte = 0; byte < size && !found; byte++) {
        for (guint bit = 0; candidates[byte] >> bit && !found; bit++) {
            if (!(candidates[byte] >> bit & 1))
                continue;
            const NxRule *rule = g_ptr_array_index(rules->rule_of_match, byte * 8 + bit);
            NxWording *wording = g_ptr_array_index(rule->matches, byte * 8 + bit - rule->first_match);
            if (allowed(rule, input) && nx_wording_match(wording, input->text, at, len))
                found = rule;
        }
    }
    g_free(candidates);
    return found;
}
