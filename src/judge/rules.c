#include "judge/rules.h"
#include "judge/codepattern.h"
#include "judge/finder.h"
#include "judge/literal.h"
#include <nixie/data.h>
#include <string.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

struct NxRules {
    GPtrArray *all;   /* of NxRule, in the order they are tried */
    NxFinder *finder; /* tags are places in `all` */
    guint8 *always;   /* bit of a rule that has a pattern without a literal */
    gsize bytes;      /* of a set of rules */
    pcre2_match_context *limits;
};

/* A text written to make a pattern run for ever ends here, as no match. */
enum { MATCH_LIMIT = 20000, DEPTH_LIMIT = 500 };

static void rule_free(gpointer data)
{
    NxRule *rule = data;
    g_free(rule->id);
    g_free(rule->origin);
    g_ptr_array_unref(rule->providers);
    g_array_unref(rule->codes);
    g_ptr_array_unref(rule->matches);
    g_ptr_array_unref(rule->patterns);
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
    rule->reason = NX_N_REASONS;
    rule->providers = g_ptr_array_new_with_free_func(g_free);
    rule->codes = g_array_new(FALSE, FALSE, sizeof(NxCodePattern));
    rule->matches = g_ptr_array_new_with_free_func((GDestroyNotify)pcre2_code_free);
    rule->patterns = g_ptr_array_new_with_free_func(g_free);
    rule->examples = g_ptr_array_new_with_free_func(g_free);
    rule->nots = g_ptr_array_new_with_free_func(g_free);
    return rule;
}

/* ---- Reading one rule ---------------------------------------------------------------------------------------------- */

/* Keys of a rule. Each takes the value in or says why not (caller frees). */
typedef char *(*RuleKey)(NxRule *rule, const char *value);

/* The pattern without accents, as the text it is tried on; its upper case stays (\S is not \s). */
static char *folded(const char *pattern)
{
    GString *out = g_string_sized_new(strlen(pattern) + 1);
    for (const char *p = pattern; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        g_string_append_unichar(out, c < 0x80 ? c : nx_canonical_char(c));
    }
    return g_string_free(out, FALSE);
}

static char *take_match(NxRule *rule, const char *source)
{
    g_autofree char *value = folded(source);
    int error;
    PCRE2_SIZE at;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)value, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS, &error, &at, NULL);
    if (!code) {
        PCRE2_UCHAR why[160] = "";
        pcre2_get_error_message(error, why, sizeof why);
        return g_strdup_printf("match, character %u: %s", (guint)at + 1, (const char *)why);
    }
    if (*value == '\0') {
        pcre2_code_free(code);
        return g_strdup("match is empty");
    }
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    g_ptr_array_add(rule->matches, code);
    g_ptr_array_add(rule->patterns, g_strdup(value));
    return NULL;
}

static char *take_reason(NxRule *rule, const char *value)
{
    return nx_reason_parse(value, &rule->reason) ? NULL : g_strdup_printf("no such reason: %s", value);
}

static char *take_providers(NxRule *rule, const char *value)
{
    g_auto(GStrv) words = g_strsplit_set(value, " \t,;", -1);
    for (char **word = words; *word; word++) {
        if (**word)
            g_ptr_array_add(rule->providers, g_ascii_strdown(*word, -1));
    }
    return rule->providers->len ? NULL : g_strdup("providers names none");
}

static char *take_codes(NxRule *rule, const char *value)
{
    g_auto(GStrv) words = g_strsplit_set(value, " \t,;", -1);
    for (char **word = words; *word; word++) {
        NxCodePattern pattern;
        if (**word && !nx_code_pattern_parse(*word, &pattern))
            return g_strdup_printf("no code or pattern of codes: %s", *word);
        if (**word)
            g_array_append_val(rule->codes, pattern);
    }
    return rule->codes->len ? NULL : g_strdup("codes names none");
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
    {"match", take_match}, {"reason", take_reason},   {"providers", take_providers},
    {"codes", take_codes}, {"example", take_example}, {"not", take_not},
};

static char *rule_take(NxRule *rule, const char *key, const char *value)
{
    for (guint i = 0; i < G_N_ELEMENTS(rule_keys); i++) {
        if (strcmp(rule_keys[i].name, key) == 0)
            return rule_keys[i].take(rule, value);
    }
    return g_strdup_printf("a rule has no key '%s'", key);
}

static const char *rule_lack(const NxRule *rule)
{
    return !*rule->id                     ? "a rule needs an id"
           : !rule->matches->len          ? "a rule needs a match"
           : rule->reason == NX_N_REASONS ? "a rule needs a reason"
           : !rule->examples->len         ? "a rule needs an example"
                                          : NULL;
}

/* ---- Reading files ------------------------------------------------------------------------------------------------- */

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
    g_autofree char *whole = g_strdup_printf("rule %s refused: %s", reading->now->id, why);
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
        complain_of_rule(reading, file, rule->line, "there is a rule of this id already");
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
        complain(reading, name, line->line, "this stands in no rule");
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
            complain(reading, name, line.line, "a rules file has sections [rule ID] only");
    }
    close_rule(reading, name);
    nx_data_reader_free(reader);
}

/* ---- Order --------------------------------------------------------------------------------------------------------- */

static gint phase_of(const NxRule *rule)
{
    return rule->users ? 0 : rule->providers->len ? 1 : 2;
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
            nx_problems_add(reading->problems, where, "disable: there is no rule %s", (const char *)id);
    }
}

static void index_literals(NxRules *rules)
{
    rules->bytes = (rules->all->len + 7) / 8;
    rules->always = g_malloc0(rules->bytes + 1);
    rules->finder = nx_finder_new();
    for (guint i = 0; i < rules->all->len; i++) {
        const NxRule *rule = g_ptr_array_index(rules->all, i);
        for (guint k = 0; k < rule->patterns->len; k++) {
            GPtrArray *literals = nx_literals_required(g_ptr_array_index(rule->patterns, k));
            if (!literals)
                rules->always[i / 8] |= (guint8)(1u << i % 8);
            for (guint n = 0; literals && n < literals->len; n++)
                nx_finder_add(rules->finder, g_ptr_array_index(literals, n), i);
            g_clear_pointer(&literals, g_ptr_array_unref);
        }
    }
    nx_finder_seal(rules->finder);
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
    rules->limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(rules->limits, MATCH_LIMIT);
    pcre2_set_depth_limit(rules->limits, DEPTH_LIMIT);
    index_literals(rules);
    return rules;
}

void nx_rules_free(NxRules *rules)
{
    if (!rules)
        return;
    g_ptr_array_unref(rules->all);
    nx_finder_free(rules->finder);
    pcre2_match_context_free(rules->limits);
    g_free(rules->always);
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

/* ---- Trying them --------------------------------------------------------------------------------------------------- */

static gboolean allowed(const NxRule *rule, const NxRuleInput *input)
{
    gboolean provider = rule->providers->len == 0, code = rule->codes->len == 0;
    for (guint i = 0; input->provider && i < rule->providers->len; i++)
        provider |= strcmp(g_ptr_array_index(rule->providers, i), input->provider) == 0;
    for (guint i = 0; provider && !code && i < rule->codes->len; i++)
        code = nx_code_pattern_fits(&g_array_index(rule->codes, NxCodePattern, i), input->status, input->reply);
    return provider && code;
}

static void mark(guint tag, gpointer data)
{
    guint8 *set = data;
    set[tag / 8] |= (guint8)(1u << tag % 8);
}

static pcre2_match_data *match_data(void)
{
    static GPrivate own = G_PRIVATE_INIT((GDestroyNotify)pcre2_match_data_free);
    pcre2_match_data *data = g_private_get(&own);
    if (!data) {
        data = pcre2_match_data_create(1, NULL);
        g_private_set(&own, data);
    }
    return data;
}

static gboolean rule_matches(const NxRules *rules, const NxRule *rule, const NxCanonical *text, guint *at, guint *len)
{
    pcre2_match_data *data = match_data();
    for (guint i = 0; i < rule->matches->len; i++) {
        int rc = pcre2_match(g_ptr_array_index(rule->matches, i), (PCRE2_SPTR)text->text, text->len, 0, PCRE2_NO_UTF_CHECK, data, rules->limits);
        if (rc < 0)
            continue;
        const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(data);
        *at = (guint)bounds[0];
        *len = bounds[1] > bounds[0] ? (guint)(bounds[1] - bounds[0]) : 0;
        return TRUE;
    }
    return FALSE;
}

const NxRule *nx_rules_find(const NxRules *rules, const NxRuleInput *input, guint *at, guint *len)
{
    guint8 *set = g_newa(guint8, rules->bytes + 1);
    memcpy(set, rules->always, rules->bytes);
    nx_finder_run(rules->finder, input->text->text, input->text->len, mark, set);
    for (guint i = 0; i < rules->all->len; i++) {
        const NxRule *rule = g_ptr_array_index(rules->all, i);
        if ((set[i / 8] >> i % 8 & 1) && allowed(rule, input) && rule_matches(rules, rule, input->text, at, len))
            return rule;
    }
    return NULL;
}
