/* The keys of a rule: each takes its value in or says why not. */
#include "judge/rule.h"
#include "judge/codepattern.h"
#include <nixie/text.h>
#include <string.h>

static const char *const SECTIONS[NX_N_RULE_KINDS] = {
    [NX_RULE_REASON] = "rule",
    [NX_RULE_ABOUT] = "about",
    [NX_RULE_TEMPORARY] = "temporary",
    [NX_RULE_ALTERNATIVE] = "alternative",
};

NxRule *nx_rule_new(const char *section, const char *id, const NxDataFile *file, guint line)
{
    guint kind = 0;
    while (kind < NX_N_RULE_KINDS && strcmp(SECTIONS[kind], section) != 0)
        kind++;
    if (kind == NX_N_RULE_KINDS)
        return NULL;
    NxRule *rule = g_new0(NxRule, 1);
    rule->kind = (NxRuleKind)kind;
    rule->id = g_strdup(id);
    rule->origin = g_strconcat(file->users ? "user:" : "", file->origin, NULL);
    rule->line = line;
    rule->users = file->users;
    rule->reason = rule->elsewhere = NX_N_REASONS;
    rule->providers = g_ptr_array_new_with_free_func(g_free);
    rule->mailers = g_ptr_array_new_with_free_func(g_free);
    rule->codes = g_array_new(FALSE, FALSE, sizeof(NxCodePattern));
    rule->matches = g_ptr_array_new_with_free_func((GDestroyNotify)nx_wording_free);
    rule->sayings = g_array_new(FALSE, FALSE, sizeof(NxSaying));
    rule->examples = g_ptr_array_new_with_free_func(g_free);
    rule->nots = g_ptr_array_new_with_free_func(g_free);
    return rule;
}

void nx_rule_free(gpointer data)
{
    NxRule *rule = data;
    g_free(rule->id);
    g_free(rule->origin);
    g_ptr_array_unref(rule->providers);
    g_ptr_array_unref(rule->mailers);
    g_array_unref(rule->codes);
    g_ptr_array_unref(rule->matches);
    g_array_unref(rule->sayings);
    g_ptr_array_unref(rule->examples);
    g_ptr_array_unref(rule->nots);
    g_free(rule);
}

/* ---- Values ------------------------------------------------------------------------------------------------------ */

/* Does a name of [words NAME] begin here? Not in "\\p{L}", "\\x{61}" and their like, nor in "x{2,3}". */
static gboolean begins_name(const char *pattern, const char *at)
{
    static const char TAKERS[] = "pPxNkgo"; /* escapes that take braces */
    gboolean escaped = at > pattern && at[-1] == '\\';
    gboolean taken = at > pattern + 1 && at[-2] == '\\' && strchr(TAKERS, at[-1]);
    return *at == '{' && g_ascii_isalpha(at[1]) && !escaped && !taken;
}

/* "{user} unknown" with the alternatives of [words user] in place of the name. NULL and *why where there are none. */
static char *with_words(const char *pattern, GHashTable *words, char **why)
{
    GString *out = g_string_new(NULL);
    for (const char *p = pattern; *p; p++) {
        const char *close = begins_name(pattern, p) ? strchr(p, '}') : NULL;
        if (!close) {
            g_string_append_c(out, *p);
            continue;
        }
        g_autofree char *name = g_strndup(p + 1, (gsize)(close - p - 1));
        const char *alternatives = g_hash_table_lookup(words, name);
        if (!alternatives) {
            *why = g_strdup_printf(nx_tr("no [words %s]"), name);
            g_string_free(out, TRUE);
            return NULL;
        }
        g_string_append_printf(out, "(?:%s)", alternatives);
        p = close;
    }
    return g_string_free(out, FALSE);
}

static char *take_match(NxRule *rule, const char *value, const NxRuleWords *words)
{
    char *why = NULL;
    if (*value == '\0')
        return g_strdup(nx_tr("match is empty"));
    g_autofree char *pattern = with_words(value, words->patterns, &why);
    if (!pattern)
        return why;
    NxWording *wording = rule->users ? nx_wording_new(pattern, &why) : nx_wording_new_trusted(pattern);
    if (wording)
        g_ptr_array_add(rule->matches, wording);
    return why;
}

static char *take_says(NxRule *rule, const char *value, const NxRuleWords *words)
{
    NxSaying saying;
    char *why = nx_saying_read(&saying, words->terms, value);
    if (!why)
        g_array_append_val(rule->sayings, saying);
    return why;
}

static char *take_reason(NxRule *rule, const char *value, const NxRuleWords *words)
{
    (void)words;
    return nx_reason_parse(value, &rule->reason) ? NULL : g_strdup_printf(nx_tr("no such reason: %s"), value);
}

static char *take_elsewhere(NxRule *rule, const char *value, const NxRuleWords *words)
{
    (void)words;
    return nx_reason_parse(value, &rule->elsewhere) ? NULL : g_strdup_printf(nx_tr("no such reason: %s"), value);
}

/* One of `n` names; -1 if it is none. */
static gint one_of(const char *value, const char *const *names, guint n)
{
    for (guint i = 0; i < n; i++)
        if (names[i] && strcmp(names[i], value) == 0)
            return (gint)i;
    return -1;
}

static char *take_strength(NxRule *rule, const char *value, const NxRuleWords *words)
{
    static const char *const NAMES[] = {
        [NX_STRENGTH_NONE] = NULL, [NX_STRENGTH_BROAD] = "broad", [NX_STRENGTH_TELLING] = "telling"};
    G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_STRENGTHS);
    (void)words;
    gint found = one_of(value, NAMES, G_N_ELEMENTS(NAMES));
    if (found < 0)
        return g_strdup_printf(nx_tr("strength is telling or broad, not %s"), value);
    rule->strength = (NxStrength)found;
    return NULL;
}

static char *take_lookup(NxRule *rule, const char *value, const NxRuleWords *words)
{
    (void)words;
    rule->own_lookup = strcmp(value, "own") == 0;
    return rule->own_lookup ? NULL : g_strdup_printf(nx_tr("lookup is own, not %s"), value);
}

static char *take_stands(NxRule *rule, const char *value, const NxRuleWords *words)
{
    (void)words;
    return nx_status_parse(value, -1, &rule->stands) ? NULL : g_strdup_printf(nx_tr("no status: %s"), value);
}

static char *take_party(NxRule *rule, const char *value, const NxRuleWords *words)
{
    (void)words;
    return nx_about_parse(value, &rule->party) ? NULL : g_strdup_printf(nx_tr("no such party: %s"), value);
}

static char *take_scope(NxRule *rule, const char *value, const NxRuleWords *words)
{
    static const char *const NAMES[] = {
        [NX_REACH_CLAUSE] = "clause", [NX_REACH_REPLY] = "reply", [NX_REACH_REST] = "rest"};
    G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_REACHES);
    (void)words;
    gint found = one_of(value, NAMES, G_N_ELEMENTS(NAMES));
    if (found < 0)
        return g_strdup_printf(nx_tr("scope is clause, reply or rest, not %s"), value);
    rule->scope = (NxReach)found;
    return NULL;
}

static char *take_command(NxRule *rule, const char *value, const NxRuleWords *words)
{
    (void)words;
    rule->command = nx_command_parse(value);
    return rule->command != NX_COMMAND_NONE ? NULL : g_strdup_printf(nx_tr("no such command: %s"), value);
}

static gboolean take_names(GPtrArray *names, const char *value)
{
    g_auto(GStrv) parts = g_strsplit_set(value, " \t,;", -1);
    for (char **part = parts; *part; part++)
        if (**part)
            g_ptr_array_add(names, g_ascii_strdown(*part, -1));
    return names->len > 0;
}

static char *take_providers(NxRule *rule, const char *value, const NxRuleWords *words)
{
    (void)words;
    return take_names(rule->providers, value) ? NULL : g_strdup(nx_tr("providers names none"));
}

static char *take_mailers(NxRule *rule, const char *value, const NxRuleWords *words)
{
    (void)words;
    return take_names(rule->mailers, value) ? NULL : g_strdup(nx_tr("mailers names none"));
}

static char *take_codes(NxRule *rule, const char *value, const NxRuleWords *words)
{
    (void)words;
    g_auto(GStrv) parts = g_strsplit_set(value, " \t,;", -1);
    for (char **part = parts; *part; part++) {
        NxCodePattern pattern;
        if (**part && !nx_code_pattern_parse(*part, &pattern))
            return g_strdup_printf(nx_tr("no code or pattern of codes: %s"), *part);
        if (**part)
            g_array_append_val(rule->codes, pattern);
    }
    return rule->codes->len ? NULL : g_strdup(nx_tr("codes names none"));
}

static char *take_example(NxRule *rule, const char *value, const NxRuleWords *words)
{
    (void)words;
    g_ptr_array_add(rule->examples, g_strdup(value));
    return NULL;
}

static char *take_not(NxRule *rule, const char *value, const NxRuleWords *words)
{
    (void)words;
    g_ptr_array_add(rule->nots, g_strdup(value));
    return NULL;
}

/* ---- Keys -------------------------------------------------------------------------------------------------------- */

enum {
    REASON = 1 << NX_RULE_REASON,
    ABOUT = 1 << NX_RULE_ABOUT,
    TEMPORARY = 1 << NX_RULE_TEMPORARY,
    ALTERNATIVE = 1 << NX_RULE_ALTERNATIVE,
    ALL = REASON | ABOUT | TEMPORARY | ALTERNATIVE,
};

static const struct {
    const char *name;
    guint kinds; /* that have it */
    char *(*take)(NxRule *rule, const char *value, const NxRuleWords *words);
} KEYS[] = {
    {"match", ALL, take_match},
    {"says", ALL, take_says},
    {"reason", REASON, take_reason},
    {"elsewhere", REASON, take_elsewhere},
    {"strength", REASON, take_strength},
    {"lookup", REASON, take_lookup},
    {"stands", REASON, take_stands},
    {"party", ABOUT, take_party},
    {"scope", ABOUT, take_scope},
    {"command", REASON | ABOUT, take_command},
    {"providers", REASON | ABOUT, take_providers},
    {"mailers", REASON | ABOUT, take_mailers},
    {"codes", REASON | ABOUT | TEMPORARY, take_codes},
    {"example", ALL, take_example},
    {"not", ALL, take_not},
};

char *nx_rule_take(NxRule *rule, const char *key, const char *value, const NxRuleWords *words)
{
    for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++)
        if (KEYS[i].kinds >> rule->kind & 1 && strcmp(KEYS[i].name, key) == 0)
            return KEYS[i].take(rule, value, words);
    return g_strdup_printf(nx_tr("a rule has no key '%s'"), key);
}

/* What the operator wrote himself is meant as he wrote it: it need not say its strength. */
const char *nx_rule_lack(const NxRule *rule)
{
    gboolean reason = rule->kind == NX_RULE_REASON;
    return !*rule->id                                    ? nx_tr("a rule needs an id")
           : !rule->matches->len && !rule->sayings->len  ? nx_tr("a rule needs a match")
           : reason && rule->reason == NX_N_REASONS      ? nx_tr("a rule needs a reason")
           : reason && !rule->users && !rule->strength   ? nx_tr("a rule needs a strength")
           : rule->kind == NX_RULE_ABOUT && !rule->party ? nx_tr("this needs a party")
           : !rule->examples->len                        ? nx_tr("a rule needs an example")
                                                         : NULL;
}
