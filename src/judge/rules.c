/* The rules files read, put in order, and tried on a text. */
#include "judge/rules.h"
#include "judge/codepattern.h"
#include "judge/prefilter.h"
#include <nixie/data.h>
#include <nixie/text.h>
#include <string.h>

struct NxRules {
    GPtrArray *all;      /* of NxRule, in the order they are tried */
    NxPrefilter *filter; /* all their wordings and sayings, in that order */
    NxTerms *terms;
    GPtrArray *rule_of_match; /* by number of wording, borrowed */
};

/* ---- Reading files ----------------------------------------------------------------------------------------------- */

typedef struct {
    NxRuleWords words;
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
    const char *lack = nx_rule_lack(rule);
    if (!reading->bad && lack)
        complain_of_rule(reading, file, rule->line, lack);
    if (!reading->bad && g_hash_table_contains(reading->ids, rule->id))
        complain_of_rule(reading, file, rule->line, nx_tr("there is a rule of this id already"));
    if (reading->bad) {
        nx_rule_free(rule);
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
    g_autofree char *why = reading->bad ? NULL : nx_rule_take(reading->now, line->key, line->value, &reading->words);
    if (why)
        complain_of_rule(reading, name, line->line, why);
}

/* What patterns call {NAME} and what sayings are made of: all files are looked through for that first, so that the
 * order of files does not matter. */
static const char WORDS[] = "words"; /* [words NAME], each line `word = ALTERNATIVES` */
static const char TERMS[] = "terms"; /* [terms SENSE], each line `LANGUAGE = TERM, TERM` */

static void take_words(Reading *reading, const NxDataLine *line)
{
    GHashTable *patterns = reading->words.patterns;
    const char *before = g_hash_table_lookup(patterns, line->argument);
    g_hash_table_replace(patterns, g_strdup(line->argument),
                         before ? g_strconcat(before, "|", line->value, NULL) : g_strdup(line->value));
}

static void read_words(Reading *reading, const NxDataFile *file)
{
    NxDataReader *reader = nx_data_reader_new(file->bytes, file->origin, NULL);
    NxDataLine line;
    while (nx_data_reader_next(reader, &line)) {
        if (line.kind != NX_DATA_PAIR)
            continue;
        if (strcmp(line.section, WORDS) == 0 && strcmp(line.key, "word") == 0)
            take_words(reading, &line);
        if (strcmp(line.section, TERMS) != 0)
            continue;
        g_autofree char *why = nx_terms_take(reading->words.terms, line.argument, line.value);
        if (why)
            complain(reading, nx_data_reader_name(reader), line.line, why);
    }
    nx_data_reader_free(reader);
}

/* Sections that no rule begins with. */
static gboolean is_vocabulary(const char *section)
{
    return strcmp(section, WORDS) == 0 || strcmp(section, TERMS) == 0;
}

static void read_file(Reading *reading, const NxDataFile *file)
{
    NxDataReader *reader = nx_data_reader_new(file->bytes, file->origin, reading->problems);
    const char *name = nx_data_reader_name(reader);
    NxDataLine line;
    while (nx_data_reader_next(reader, &line)) {
        gboolean words = is_vocabulary(line.section);
        if (line.kind == NX_DATA_PAIR) {
            if (strcmp(line.section, WORDS) == 0 && strcmp(line.key, "word") != 0)
                complain(reading, name, line.line, nx_tr("[words NAME] has the key word only"));
            else if (!words)
                take_pair(reading, name, &line);
            continue;
        }
        close_rule(reading, name);
        reading->now = words ? NULL : nx_rule_new(line.section, line.argument, file, line.line);
        if (!reading->now && !words)
            complain(reading, name, line.line,
                     nx_tr("a rules file has sections [rule ID], [about ID], [temporary ID], [alternative ID], "
                           "[words NAME] and [terms SENSE] only"));
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
    GPtrArray *all = g_ptr_array_new_with_free_func(nx_rule_free);
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
        for (guint k = 0; k < rule->sayings->len; k++, n++) {
            nx_prefilter_add_always(rules->filter);
            g_ptr_array_add(rules->rule_of_match, rule);
        }
    }
    nx_prefilter_seal(rules->filter);
}

NxRules *nx_rules_from(const GPtrArray *files, NxProblems *problems)
{
    Reading reading = {.rules = g_ptr_array_new(), .problems = problems};
    reading.words.patterns = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    reading.words.terms = nx_terms_new();
    reading.ids = g_hash_table_new(g_str_hash, g_str_equal);
    reading.disabled = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    gboolean users = TRUE;
    for (guint i = 0; i < files->len; i++)
        read_words(&reading, g_ptr_array_index(files, i));
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
    g_hash_table_unref(reading.words.patterns);
    rules->terms = reading.words.terms;
    nx_terms_seal(rules->terms);
    g_hash_table_unref(reading.ids);
    g_hash_table_unref(reading.disabled);
    index_wordings(rules);
    return rules;
}

NxRules *nx_rules_new(const NxLibrary *library, NxProblems *problems)
{
    g_autoptr(GPtrArray) files = nx_library_files(library, "rules", problems);
    return nx_rules_from(files, problems);
}

void nx_rules_free(NxRules *rules)
{
    if (!rules)
        return;
    g_ptr_array_unref(rules->all);
    nx_prefilter_free(rules->filter);
    nx_terms_free(rules->terms);
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

const NxTerms *nx_rules_terms(const NxRules *rules)
{
    return rules->terms;
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

void nx_rule_scan_init(NxRuleScan *scan, const NxRules *rules, const NxRuleInput *input)
{
    *scan = (NxRuleScan){.rules = rules, .input = input, .candidates = g_malloc(nx_prefilter_size(rules->filter))};
    nx_prefilter_run(rules->filter, input->text->text, input->text->len, scan->candidates);
    scan->terms = nx_terms_find(rules->terms, input->text, input->name);
}

void nx_rule_scan_clear(NxRuleScan *scan)
{
    g_clear_pointer(&scan->candidates, g_free);
    g_clear_pointer(&scan->terms, g_array_unref);
}

/* The `k`th of the rule's wordings, and behind them its sayings. */
static gboolean match_at(const NxRuleScan *scan, NxRuleHit *hit, guint k, guint from)
{
    const NxRule *rule = hit->rule;
    const NxCanonical *text = scan->input->text;
    if (k < rule->matches->len)
        return nx_wording_match(g_ptr_array_index(rule->matches, k), text, from, &hit->at, &hit->len);
    const NxSaying *saying = &g_array_index(rule->sayings, NxSaying, k - rule->matches->len);
    return nx_saying_match(saying, scan->terms, text, from, &hit->at, &hit->len);
}

guint nx_rule_scan_first(const NxRuleScan *scan, const NxRule *rule)
{
    NxRuleHit hit = {.rule = rule};
    guint n = rule->matches->len + rule->sayings->len, k = 0;
    while (k < n && !match_at(scan, &hit, k, 0))
        k++;
    return k;
}

/* Marks and the like may stand in several clauses, and what is said of one may be said of another further on. */
static gboolean try_match(const NxRuleScan *scan, NxRuleHit *hit, guint k, NxRuleTaker take, gpointer user)
{
    enum { MOST_SAID = 6 };
    gboolean said = k >= hit->rule->matches->len;
    guint from = 0;
    for (guint n = 0; match_at(scan, hit, k, from) && !(said && n == MOST_SAID); n++) {
        if (take(hit, user))
            return TRUE;
        if (hit->rule->kind == NX_RULE_REASON && !said)
            return FALSE;
        from = hit->at + MAX(hit->len, 1);
    }
    return FALSE;
}

/* Few are candidates: so many bytes are looked at in one go. */
enum { RUN = sizeof(guint64) };

static inline gboolean is_empty_run(const guint8 *bits, gsize left)
{
    guint64 run = 1;
    if (left >= sizeof run)
        memcpy(&run, bits, sizeof run);
    return run == 0;
}

gboolean nx_rule_scan_each(const NxRuleScan *scan, NxRuleKind kind, NxRuleTaker take, gpointer user)
{
    const NxRules *rules = scan->rules;
    gsize size = nx_prefilter_size(rules->filter);
    for (gsize byte = 0; byte < size; byte++) {
        if (is_empty_run(scan->candidates + byte, size - byte)) {
            byte += RUN - 1;
            continue;
        }
        for (guint bit = 0; scan->candidates[byte] >> bit; bit++) {
            if (!(scan->candidates[byte] >> bit & 1))
                continue;
            guint number = (guint)byte * 8 + bit;
            NxRuleHit hit = {.rule = g_ptr_array_index(rules->rule_of_match, number)};
            if (hit.rule->kind == kind && allowed(hit.rule, scan->input) &&
                try_match(scan, &hit, number - hit.rule->first_match, take, user))
                return TRUE;
        }
    }
    return FALSE;
}
