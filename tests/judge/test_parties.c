/* Who is named in a refusal, and which of several words about parties holds for the words that decide. */
#include "judge/about.h"
#include <nixie/verdict.h>
#include <string.h>

static NxLibrary *library;
static NxJudge *judge;

/* The answer `text` about ann@dest.example, of a message from news@list.example that went out by ours.example. */
static NxAbout about(const char *text)
{
    static const char *const ALIASES[] = {"ann.lee@alias.example", NULL}, *const NONE[] = {NULL};
    NxRecipient recipients[] = {
        {.kind = NX_KIND_BOUNCE,
         .recipient = "ann@dest.example",
         .key = "ann@dest.example",
         .original_recipient = "anna@first.example",
         .final_recipient = "ann@final.example",
         .aliases = ALIASES,
         .action = NX_ACTION_FAILED,
         .diagnostic = text,
         .reply_code = 550,
         .command = NX_COMMAND_RCPT},
        {.kind = NX_KIND_BOUNCE, .recipient = "bob@second.example", .key = "bob@second.example", .aliases = NONE}};
    NxReport report = {.kind = NX_KIND_BOUNCE,
                       .origin = NX_ORIGIN_OURS,
                       .to = "bounces@back.example",
                       .return_path = "path@return.example",
                       .reporting_mta = "MTA.relay.example",
                       .original = {.from_key = "news@list.example",
                                    .message_id = "<1@mail.ids.example>",
                                    .list_id = "news.lists.example"},
                       .recipients = recipients,
                       .n_recipients = 2};
    NxVerdict verdict;
    nx_judge_event(judge, &report, 0, &verdict);
    return verdict.about;
}

static void assert_about(const char *format, const char *name, NxAbout wanted)
{
    g_autofree char *text = g_strdup_printf(format, name);
    NxAbout found = about(text);
    g_test_message("%s: %s", text, nx_about_name(found));
    g_assert_cmpint(found, ==, wanted);
}

#define ALONE "550 <%s> frobnicated"
#define BESIDE_SENDER "550 <news@list.example> wibbled <%s>"

static void an_address_is_the_recipients_under_each_of_its_names(void)
{
    static const char *const NAMES[] = {"ann@dest.example", "ANN@DEST.example", "anna@first.example",
                                        "ann@final.example", "ann.lee@alias.example"};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        assert_about(ALONE, NAMES[i], NX_ABOUT_RECIPIENT);
        assert_about(BESIDE_SENDER, NAMES[i], NX_ABOUT_RECIPIENT);
    }
}

static void another_recipient_or_the_same_name_elsewhere_keeps_it_from_the_sender(void)
{
    static const char *const NAMES[] = {"bob@second.example", "ann@store.internal.example"};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        assert_about(ALONE, NAMES[i], NX_ABOUT_UNKNOWN);
        assert_about(BESIDE_SENDER, NAMES[i], NX_ABOUT_UNKNOWN);
    }
    static const char *const STRANGERS[] = {"carl@else.example", "an@store.internal.example",
                                            "anne@store.internal.example"};
    for (guint i = 0; i < G_N_ELEMENTS(STRANGERS); i++) {
        assert_about(ALONE, STRANGERS[i], NX_ABOUT_UNKNOWN);
        assert_about(BESIDE_SENDER, STRANGERS[i], NX_ABOUT_SENDER);
    }
}

static void ours_is_the_sender(void)
{
    static const char *const NAMES[] = {"news@list.example", "bounces@back.example", "path@return.example",
                                        "anybody@ours.example", "me@else.example"};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++)
        assert_about(ALONE, NAMES[i], NX_ABOUT_SENDER);
    assert_about(ALONE, "other@list.example", NX_ABOUT_UNKNOWN);
    assert_about(ALONE, "you@else.example", NX_ABOUT_UNKNOWN);
}

#define DOMAIN_ALONE "550 %s frobnicated"
#define DOMAIN_BESIDE_SENDER "550 <news@list.example> wibbled %s"

static void domains(void)
{
    static const char *const SENDERS[] = {"ours.example",       "list.example",     "mx.list.example",
                                          "back.example",       "mail.ids.example", "ids.example",
                                          "a.mail.ids.example", "lists.example",    "news.lists.example"};
    for (guint i = 0; i < G_N_ELEMENTS(SENDERS); i++)
        assert_about(DOMAIN_ALONE, SENDERS[i], NX_ABOUT_SENDER);
    static const char *const STRANGERS[] = {"else.example", "mylist.example", "other.ids2.example", "dest.example.org"};
    for (guint i = 0; i < G_N_ELEMENTS(STRANGERS); i++) {
        assert_about(DOMAIN_ALONE, STRANGERS[i], NX_ABOUT_UNKNOWN);
        assert_about(DOMAIN_BESIDE_SENDER, STRANGERS[i], NX_ABOUT_SENDER);
    }
    assert_about(DOMAIN_ALONE, "mta.relay.example", NX_ABOUT_HOST);
    assert_about(DOMAIN_ALONE, "mtb.relay.example", NX_ABOUT_UNKNOWN);
    /* The recipient's own domain, or another recipient's, is no word about the sender; a host below it only speaks. */
    assert_about(DOMAIN_BESIDE_SENDER, "dest.example", NX_ABOUT_UNKNOWN);
    assert_about(DOMAIN_BESIDE_SENDER, "second.example", NX_ABOUT_UNKNOWN);
    assert_about(DOMAIN_BESIDE_SENDER, "mx.dest.example", NX_ABOUT_SENDER);
    assert_about(DOMAIN_ALONE, "mx.dest.example", NX_ABOUT_UNKNOWN);
}

/* ---- Clauses and marks ------------------------------------------------------------------------------------------- */

static void assert_clause(const char *text, const char *words, const char *clause)
{
    NxCanonical canonical = {.text = (char *)text, .len = strlen(text)};
    guint start, end;
    nx_canonical_clause(&canonical, (guint)(strstr(text, words) - text), (guint)strlen(words), &start, &end);
    g_autofree char *found = g_strndup(text + start, end - start);
    g_assert_cmpstr(found, ==, clause);
}

static void a_clause_ends_at_a_full_stop(void)
{
    assert_clause("one two. three four. five", "three", " three four");
    assert_clause("one two; three four! five", "three", " three four");
    assert_clause("one? three four", "three", " three four");
    assert_clause("one 5.1.1 three... four", "three", "one 5.1.1 three... four");
    assert_clause("three.", "three", "three");
    assert_clause("three", "three", "three");
    assert_clause("a.three", "three", "a.three");
    assert_clause(". three", "three", " three");
    assert_clause(".. three", "three", ".. three");
}

typedef struct {
    NxAbout party;
    guint at, len;
    gboolean rest;
} Mark;

static GArray *array_of(const Mark *marks, guint n)
{
    GArray *array = g_array_new(FALSE, FALSE, sizeof(NxAboutMark));
    for (guint i = 0; i < n; i++) {
        NxAboutMark mark = {marks[i].party, marks[i].at, marks[i].len, marks[i].rest};
        g_array_append_val(array, mark);
    }
    return array;
}

/* Whom the words at [20, 24) of a text of 60 bytes without stops are about. */
static NxAbout nearest(const Mark *marks, guint n)
{
    g_autofree char *blank = g_strnfill(60, 'x');
    NxCanonical text = {.text = blank, .len = 60};
    NxAboutText self = {.text = &text, .marks = array_of(marks, n), .addresses = array_of(NULL, 0)};
    NxAbout party = nx_about_text_at(&self, 20, 4);
    nx_about_text_clear(&self);
    return party;
}

/* What stands before is the subject sooner than what follows: three times as near has to be what follows. */
static void the_nearest_mark_holds(void)
{
    static const struct {
        Mark marks[2];
        NxAbout party;
    } CASES[] = {
        {{{NX_ABOUT_SENDER, 0, 5, FALSE}, {NX_ABOUT_MESSAGE, 10, 5, FALSE}}, NX_ABOUT_MESSAGE},
        {{{NX_ABOUT_MESSAGE, 10, 5, FALSE}, {NX_ABOUT_SENDER, 0, 5, FALSE}}, NX_ABOUT_MESSAGE},
        {{{NX_ABOUT_SENDER, 10, 4, FALSE}, {NX_ABOUT_MESSAGE, 25, 5, FALSE}},
         NX_ABOUT_SENDER}, /* 6 before, 2 * 3 behind */
        {{{NX_ABOUT_SENDER, 10, 3, FALSE}, {NX_ABOUT_MESSAGE, 25, 5, FALSE}}, NX_ABOUT_MESSAGE}, /* 7 before */
        {{{NX_ABOUT_SENDER, 10, 10, FALSE}, {NX_ABOUT_MESSAGE, 24, 5, FALSE}},
         NX_ABOUT_SENDER}, /* right before, right behind */
        {{{NX_ABOUT_SENDER, 18, 4, FALSE}, {NX_ABOUT_MESSAGE, 10, 9, FALSE}}, NX_ABOUT_SENDER}, /* it overlaps */
        {{{NX_ABOUT_SENDER, 10, 9, FALSE}, {NX_ABOUT_MESSAGE, 23, 4, FALSE}}, NX_ABOUT_MESSAGE},
        {{{NX_ABOUT_SENDER, 15, 5, FALSE}, {NX_ABOUT_MESSAGE, 10, 10, FALSE}},
         NX_ABOUT_SENDER}, /* of two as near the first */
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        g_assert_cmpint(nearest(CASES[i].marks, 2), ==, CASES[i].party);
    g_assert_cmpint(nearest(NULL, 0), ==, NX_ABOUT_UNKNOWN);
}

/* Whom the words at [20, 24) of `words` are about, where the address at `address` is of `party`. */
static NxAbout beside_address(const char *words, Mark address, const Mark *mark, gboolean *stranger)
{
    NxCanonical text = {.text = (char *)words, .len = strlen(words)};
    NxAboutText self = {.text = &text, .marks = array_of(mark, mark ? 1 : 0), .addresses = array_of(&address, 1)};
    NxAbout party = nx_about_text_at(&self, 20, 4);
    *stranger = nx_about_text_address(&self, 20, 4) == NX_ABOUT_OTHER;
    nx_about_text_clear(&self);
    return party;
}

static void an_address_beside_the_words_is_whom_they_are_about(void)
{
    static const char WORDS[] = "xxxxxxxxxxxxxxxxxxxxgonexxxxxxxxxxxxxxxxxxxx";
    static const Mark RECIPIENT = {NX_ABOUT_RECIPIENT, 0, 20, FALSE};
    gboolean stranger;
    g_assert_cmpint(beside_address(WORDS, (Mark){NX_ABOUT_SENDER, 2, 6, FALSE}, &RECIPIENT, &stranger), ==,
                    NX_ABOUT_SENDER);
    g_assert_cmpint(beside_address(WORDS, (Mark){NX_ABOUT_SENDER, 1, 6, FALSE}, &RECIPIENT, &stranger), ==,
                    NX_ABOUT_RECIPIENT); /* 13 bytes before */
    g_assert_cmpint(beside_address("xxxxxxxxxxxxxxxxxxxxgone: <xxxxxxxxxx", (Mark){NX_ABOUT_SENDER, 26, 6, FALSE},
                                   &RECIPIENT, &stranger),
                    ==, NX_ABOUT_SENDER);
    g_assert_cmpint(beside_address("xxxxxxxxxxxxxxxxxxxxgone, a <xxxxxxxx", (Mark){NX_ABOUT_SENDER, 28, 6, FALSE},
                                   &RECIPIENT, &stranger),
                    ==, NX_ABOUT_RECIPIENT);
    g_assert_false(stranger);
    g_assert_cmpint(beside_address(WORDS, (Mark){NX_ABOUT_OTHER, 20, 4, FALSE}, &RECIPIENT, &stranger), ==,
                    NX_ABOUT_RECIPIENT);
    g_assert_true(stranger);
}

static void what_a_clause_supposes_reaches_to_a_comma(void)
{
    static const Mark IF = {NX_ABOUT_OTHER, 2, 2, TRUE}, BEHIND = {NX_ABOUT_OTHER, 28, 2, TRUE};
    static const Mark FAR = {NX_ABOUT_RECIPIENT, 40, 1, FALSE};
    static const struct {
        const char *words;
        const Mark *mark;
        gboolean supposed;
    } CASES[] = {
        {"xxifxxxxxxxxxxxxxxxxgonexxxxxxxxxxxxxxxxx", &IF, TRUE},
        {"xxifxxxxxxxxxx,xxxxxgonexxxxxxxxxxxxxxxxx", &IF, FALSE},
        {"xxifxxxxxxxxxx:xxxxxgonexxxxxxxxxxxxxxxxx", &IF, FALSE},
        {"xxifxxxxxxxxxx.xxxxxgonexxxxxxxxxxxxxxxxx", &IF, TRUE}, /* no full stop */
        {"xxifxxxxxxxxx. xxxxxgonexxxxxxxxxxxxxxxxx", &IF, FALSE},
        {"xxxxxxxxxxxxxxxxxxxxgonexxxxxxxxxxxxxxxxx", &BEHIND, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        gboolean stranger;
        g_test_message("%s", CASES[i].words);
        g_assert_cmpint(beside_address(CASES[i].words, FAR, CASES[i].mark, &stranger) == NX_ABOUT_OTHER, ==,
                        CASES[i].supposed);
    }
}

static NxAbout whole(const Mark *marks, guint n, gboolean names_address)
{
    NxCanonical text = {.text = (char *)"", .len = 0};
    NxAboutText self = {
        .text = &text, .names_address = names_address, .marks = array_of(marks, n), .addresses = array_of(NULL, 0)};
    NxAbout party = nx_about_text_whole(&self);
    nx_about_text_clear(&self);
    return party;
}

static void the_whole_is_about_whom_it_speaks_of_first(void)
{
    static const Mark BOTH[] = {{NX_ABOUT_MESSAGE, 30, 4, FALSE}, {NX_ABOUT_SENDER, 10, 4, FALSE}};
    g_assert_cmpint(whole(BOTH, 2, FALSE), ==, NX_ABOUT_SENDER);
    g_assert_cmpint(whole(BOTH, 1, FALSE), ==, NX_ABOUT_MESSAGE);
    static const Mark FIRST_RECIPIENT[] = {{NX_ABOUT_RECIPIENT, 10, 4, FALSE}, {NX_ABOUT_SENDER, 30, 4, FALSE}};
    g_assert_cmpint(whole(FIRST_RECIPIENT, 2, FALSE), ==, NX_ABOUT_UNKNOWN);
    g_assert_cmpint(whole(FIRST_RECIPIENT, 1, FALSE), ==, NX_ABOUT_RECIPIENT);
    static const Mark FIRST_SENDER[] = {{NX_ABOUT_RECIPIENT, 30, 4, FALSE}, {NX_ABOUT_SENDER, 10, 4, FALSE}};
    g_assert_cmpint(whole(FIRST_SENDER, 2, FALSE), ==, NX_ABOUT_SENDER);
    g_assert_cmpint(whole(NULL, 0, FALSE), ==, NX_ABOUT_UNKNOWN);
    g_assert_cmpint(whole(NULL, 0, TRUE), ==, NX_ABOUT_RECIPIENT);
    g_assert_cmpint(whole(BOTH, 1, TRUE), ==, NX_ABOUT_MESSAGE);
}

static void only_the_recipient_or_nobody_may_be_buried(void)
{
    for (guint i = 0; i < NX_N_ABOUTS; i++)
        g_assert_cmpint(nx_about_may_bury((NxAbout)i), ==, i == NX_ABOUT_UNKNOWN || i == NX_ABOUT_RECIPIENT);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxSettings settings = {0};
    nx_settings_add(&settings.own_domains, "ours.example", NULL);
    nx_settings_add(&settings.own_addresses, "me@else.example", NULL);
    library = nx_library_new(&settings, NULL);
    judge = nx_judge_new(library, NULL);
    g_test_add_func("/judge/parties/an address is the recipient's under each of its names",
                    an_address_is_the_recipients_under_each_of_its_names);
    g_test_add_func("/judge/parties/another recipient, or the same name elsewhere, is no sender",
                    another_recipient_or_the_same_name_elsewhere_keeps_it_from_the_sender);
    g_test_add_func("/judge/parties/what is ours is the sender", ours_is_the_sender);
    g_test_add_func("/judge/parties/domains", domains);
    g_test_add_func("/judge/parties/a clause ends at a full stop", a_clause_ends_at_a_full_stop);
    g_test_add_func("/judge/parties/the nearest mark holds", the_nearest_mark_holds);
    g_test_add_func("/judge/parties/an address beside the words is whom they are about",
                    an_address_beside_the_words_is_whom_they_are_about);
    g_test_add_func("/judge/parties/what a clause supposes reaches to a comma",
                    what_a_clause_supposes_reaches_to_a_comma);
    g_test_add_func("/judge/parties/the whole is about whom it speaks of first",
                    the_whole_is_about_whom_it_speaks_of_first);
    g_test_add_func("/judge/parties/only the recipient may be buried", only_the_recipient_or_nobody_may_be_buried);
    int failed = g_test_run();
    nx_judge_free(judge);
    nx_library_unref(library);
    nx_settings_clear(&settings);
    return failed;
}
