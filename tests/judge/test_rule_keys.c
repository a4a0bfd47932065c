/* A rule, key by key: what each kind of section may say, and what each value has to be. */
#include "judge/codepattern.h"
#include "judge/rule.h"
#include <string.h>

typedef struct {
    NxRuleWords words;
    NxRule *rule;
} Fixture;

static const NxDataFile OURS = {.name = (char *)"50-own.rules", .origin = (char *)"50-own.rules"};
static const NxDataFile USERS = {.name = (char *)"own.rules", .origin = (char *)"/home/own.rules", .users = TRUE};

static void up(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    fixture->words.patterns = g_hash_table_new(g_str_hash, g_str_equal);
    fixture->words.terms = nx_terms_new();
    g_assert_null(nx_terms_take(fixture->words.terms, "person", "tenant"));
    g_assert_null(nx_terms_take(fixture->words.terms, "gone", "flown, lost*"));
    g_hash_table_insert(fixture->words.patterns, (gpointer) "user", (gpointer) "user|account");
    g_hash_table_insert(fixture->words.patterns, (gpointer) "gone", (gpointer) "gone");
    fixture->rule = nx_rule_new("rule", "attic", &OURS, 7);
}

static void down(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_rule_free(fixture->rule);
    g_hash_table_unref(fixture->words.patterns);
    nx_terms_free(fixture->words.terms);
}

static void assert_taken(Fixture *fixture, const char *key, const char *value)
{
    g_autofree char *why = nx_rule_take(fixture->rule, key, value, &fixture->words);
    g_assert_cmpstr(why, ==, NULL);
}

static void assert_refused(Fixture *fixture, const char *key, const char *value, const char *wanted)
{
    g_autofree char *why = nx_rule_take(fixture->rule, key, value, &fixture->words);
    g_assert_cmpstr(why, ==, wanted);
}

static void a_section_is_a_rule_of_its_kind(void)
{
    static const char *const SECTIONS[] = {"rule", "about", "temporary", "alternative"};
    for (guint i = 0; i < NX_N_RULE_KINDS; i++) {
        NxRule *rule = nx_rule_new(SECTIONS[i], "x", &USERS, 3);
        g_assert_cmpint(rule->kind, ==, i);
        g_assert_cmpstr(rule->id, ==, "x");
        g_assert_cmpstr(rule->origin, ==, "user:/home/own.rules");
        g_assert_cmpuint(rule->line, ==, 3);
        g_assert_true(rule->users);
        g_assert_cmpint(rule->reason, ==, NX_N_REASONS);
        g_assert_cmpint(rule->elsewhere, ==, NX_N_REASONS);
        nx_rule_free(rule);
    }
    g_assert_null(nx_rule_new("rules", "x", &OURS, 1));
    g_assert_null(nx_rule_new("", "x", &OURS, 1));
    NxRule *ours = nx_rule_new("rule", "x", &OURS, 1);
    g_assert_cmpstr(ours->origin, ==, "50-own.rules");
    g_assert_false(ours->users);
    nx_rule_free(ours);
}

static void each_kind_has_its_keys(void)
{
    static const struct {
        const char *key, *value;
        gboolean rule, about, temporary, alternative;
    } KEYS[] = {
        {"match", "x", TRUE, TRUE, TRUE, TRUE},
        {"reason", "blocked", TRUE, FALSE, FALSE, FALSE},
        {"elsewhere", "blocked", TRUE, FALSE, FALSE, FALSE},
        {"strength", "broad", TRUE, FALSE, FALSE, FALSE},
        {"lookup", "own", TRUE, FALSE, FALSE, FALSE},
        {"party", "sender", FALSE, TRUE, FALSE, FALSE},
        {"scope", "reply", FALSE, TRUE, FALSE, FALSE},
        {"command", "DATA", TRUE, TRUE, FALSE, FALSE},
        {"providers", "google", TRUE, TRUE, FALSE, FALSE},
        {"mailers", "exim", TRUE, TRUE, FALSE, FALSE},
        {"codes", "550", TRUE, TRUE, TRUE, FALSE},
        {"example", "x", TRUE, TRUE, TRUE, TRUE},
        {"not", "x", TRUE, TRUE, TRUE, TRUE},
        {"colour", "red", FALSE, FALSE, FALSE, FALSE},
    };
    static const char *const SECTIONS[] = {"rule", "about", "temporary", "alternative"};
    for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        const gboolean has[] = {KEYS[i].rule, KEYS[i].about, KEYS[i].temporary, KEYS[i].alternative};
        for (guint kind = 0; kind < NX_N_RULE_KINDS; kind++) {
            NxRule *rule = nx_rule_new(SECTIONS[kind], "x", &OURS, 1);
            g_autofree char *why = nx_rule_take(rule, KEYS[i].key, KEYS[i].value, &(NxRuleWords){0});
            g_autofree char *none = g_strdup_printf("a rule has no key '%s'", KEYS[i].key);
            g_test_message("[%s] %s", SECTIONS[kind], KEYS[i].key);
            g_assert_cmpstr(why, ==, has[kind] ? NULL : none);
            nx_rule_free(rule);
        }
    }
}

static void values_go_where_they_belong(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    assert_taken(fixture, "reason", "mailboxfull");
    assert_taken(fixture, "elsewhere", "filtered");
    assert_taken(fixture, "strength", "telling");
    assert_taken(fixture, "lookup", "own");
    assert_taken(fixture, "command", "RCPT");
    assert_taken(fixture, "providers", "Google, yahoo;gmx");
    assert_taken(fixture, "mailers", "\tExim ");
    assert_taken(fixture, "codes", "5.2.* 45*");
    assert_taken(fixture, "example", "one");
    assert_taken(fixture, "not", "two");
    const NxRule *rule = fixture->rule;
    g_assert_cmpint(rule->reason, ==, NX_REASON_MAILBOXFULL);
    g_assert_cmpint(rule->elsewhere, ==, NX_REASON_FILTERED);
    g_assert_cmpint(rule->strength, ==, NX_STRENGTH_TELLING);
    g_assert_true(rule->own_lookup);
    g_assert_cmpint(rule->command, ==, NX_COMMAND_RCPT);
    g_assert_cmpuint(rule->providers->len, ==, 3);
    g_assert_cmpstr(rule->providers->pdata[0], ==, "google");
    g_assert_cmpstr(rule->providers->pdata[2], ==, "gmx");
    g_assert_cmpuint(rule->mailers->len, ==, 1);
    g_assert_cmpstr(rule->mailers->pdata[0], ==, "exim");
    g_assert_cmpuint(rule->codes->len, ==, 2);
    g_assert_true(nx_code_pattern_fits(&g_array_index(rule->codes, NxCodePattern, 1), NX_STATUS_NONE, 459));
    g_assert_cmpuint(rule->examples->len, ==, 1);
    g_assert_cmpstr(rule->examples->pdata[0], ==, "one");
    g_assert_cmpstr(rule->nots->pdata[0], ==, "two");
    assert_taken(fixture, "strength", "broad");
    g_assert_cmpint(rule->strength, ==, NX_STRENGTH_BROAD);
}

static void whom_and_how_far(void)
{
    NxRule *rule = nx_rule_new("about", "x", &OURS, 1);
    g_assert_cmpint(rule->scope, ==, NX_REACH_CLAUSE);
    g_assert_null(nx_rule_take(rule, "party", "message", &(NxRuleWords){0}));
    g_assert_null(nx_rule_take(rule, "scope", "reply", &(NxRuleWords){0}));
    g_assert_cmpint(rule->party, ==, NX_ABOUT_MESSAGE);
    g_assert_cmpint(rule->scope, ==, NX_REACH_REPLY);
    g_assert_null(nx_rule_take(rule, "scope", "rest", &(NxRuleWords){0}));
    g_assert_cmpint(rule->scope, ==, NX_REACH_REST);
    g_assert_null(nx_rule_take(rule, "scope", "clause", &(NxRuleWords){0}));
    g_assert_cmpint(rule->scope, ==, NX_REACH_CLAUSE);
    g_autofree char *far = nx_rule_take(rule, "scope", "far", &(NxRuleWords){0}),
                    *who = nx_rule_take(rule, "party", "nobody", &(NxRuleWords){0});
    g_assert_cmpstr(far, ==, "scope is clause, reply or rest, not far");
    g_assert_cmpstr(who, ==, "no such party: nobody");
    nx_rule_free(rule);
}

static void wrong_values_are_named(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    assert_refused(fixture, "reason", "nonsense", "no such reason: nonsense");
    assert_refused(fixture, "elsewhere", "nonsense", "no such reason: nonsense");
    assert_refused(fixture, "strength", "strong", "strength is telling or broad, not strong");
    assert_refused(fixture, "lookup", "others", "lookup is own, not others");
    assert_refused(fixture, "command", "QUIT", "no such command: QUIT");
    assert_refused(fixture, "providers", " ,", "providers names none");
    assert_refused(fixture, "mailers", "", "mailers names none");
    assert_refused(fixture, "codes", " ", "codes names none");
    assert_refused(fixture, "codes", "550 5.x", "no code or pattern of codes: 5.x");
    assert_taken(fixture, "says", "person gone");
    assert_taken(fixture, "says", "- gone ...");
    g_assert_cmpuint(fixture->rule->sayings->len, ==, 2);
    assert_refused(fixture, "says", "person", "says needs a subject and what is said of it");
    assert_refused(fixture, "says", "person flown", "no [terms flown]");
    assert_refused(fixture, "says", "person gone gone gone", "says has too many senses");
    assert_refused(fixture, "match", "", "match is empty");
    assert_refused(fixture, "match", "{nobody} gone", "no [words nobody]");
}

static const char *pattern(Fixture *fixture, const char *value)
{
    assert_taken(fixture, "match", value);
    return nx_wording_pattern(g_ptr_array_index(fixture->rule->matches, fixture->rule->matches->len - 1));
}

static void lists_of_words_stand_by_their_names(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpstr(pattern(fixture, "{user} unknown"), ==, "(?:user|account) unknown");
    g_assert_cmpstr(pattern(fixture, "no {user} {gone}"), ==, "no (?:user|account) (?:gone)");
    g_assert_cmpstr(pattern(fixture, "{user}"), ==, "(?:user|account)");
    /* Braces that mean something else. */
    g_assert_cmpstr(pattern(fixture, "x{2,3}"), ==, "x{2,3}");
    g_assert_cmpstr(pattern(fixture, "\\p{user}"), ==, "\\p{user}");
    g_assert_cmpstr(pattern(fixture, "\\x{user}"), ==, "\\x{user}");
    g_assert_cmpstr(pattern(fixture, "\\{user"), ==, "\\{user");
    g_assert_cmpstr(pattern(fixture, "a {user"), ==, "a {user");
    g_assert_cmpstr(pattern(fixture, "p{user}"), ==, "p(?:user|account)");
}

/* ---- Whole ------------------------------------------------------------------------------------------------------- */

static void what_a_rule_lacks_is_named(void)
{
    static const struct {
        const char *section, *id, *lines, *lack;
        const NxDataFile *file;
    } CASES[] = {
        {"rule", "", "match=x reason=blocked strength=broad example=x", "a rule needs an id", &OURS},
        {"rule", "a", "reason=blocked strength=broad example=x", "a rule needs a match", &OURS},
        {"rule", "a", "match=x strength=broad example=x", "a rule needs a reason", &OURS},
        {"rule", "a", "match=x reason=blocked example=x", "a rule needs a strength", &OURS},
        {"rule", "a", "match=x reason=blocked strength=broad", "a rule needs an example", &OURS},
        {"rule", "a", "match=x reason=blocked strength=broad example=x", NULL, &OURS},
        {"rule", "a", "match=x reason=blocked example=x", NULL, &USERS},
        {"rule", "a", "match=x example=x", "a rule needs a reason", &USERS},
        {"about", "a", "match=x example=x", "this needs a party", &OURS},
        {"about", "a", "match=x party=sender example=x", NULL, &OURS},
        {"temporary", "a", "match=x example=x", NULL, &OURS},
        {"alternative", "a", "match=x example=x", NULL, &OURS},
        {"alternative", "a", "example=x", "a rule needs a match", &OURS},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxRule *rule = nx_rule_new(CASES[i].section, CASES[i].id, CASES[i].file, 1);
        g_auto(GStrv) lines = g_strsplit(CASES[i].lines, " ", -1);
        for (char **line = lines; *line; line++) {
            g_auto(GStrv) sides = g_strsplit(*line, "=", 2);
            g_assert_null(nx_rule_take(rule, sides[0], sides[1], &(NxRuleWords){0}));
        }
        g_assert_cmpstr(nx_rule_lack(rule), ==, CASES[i].lack);
        nx_rule_free(rule);
    }
}

#define FIXTURE(path, test) g_test_add("/judge/rule keys/" path, Fixture, NULL, up, test, down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/judge/rule keys/a section is a rule of its kind", a_section_is_a_rule_of_its_kind);
    g_test_add_func("/judge/rule keys/each kind has its keys", each_kind_has_its_keys);
    FIXTURE("values go where they belong", values_go_where_they_belong);
    g_test_add_func("/judge/rule keys/whom it is about, and how far that reaches", whom_and_how_far);
    FIXTURE("wrong values are named", wrong_values_are_named);
    FIXTURE("lists of words stand by their names", lists_of_words_stand_by_their_names);
    g_test_add_func("/judge/rule keys/what a rule lacks is named", what_a_rule_lacks_is_named);
    return g_test_run();
}
