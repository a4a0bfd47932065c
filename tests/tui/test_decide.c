/* Decisions, from the key to the disk and back. */
#include "tui/harness.h"

static NxHarness *harness_of(const char *name)
{
    nx_harness_mailbox("box");
    return nx_harness_new(name, "box");
}

static void a_key_decides_about_the_selection(void)
{
    static const struct {
        const char *key, *letter, *said;
        NxDecision decision;
    } KEYS[] = {{"s", ">  S", "Suppressed kijitora@orchard.example.  u undoes.", NX_DECISION_SUPPRESS},
                {"r", ">  R", "Retry kijitora@orchard.example not before ", NX_DECISION_RETRY},
                {"h", ">  H", "Held kijitora@orchard.example.", NX_DECISION_HOLD},
                {"i", ">  I", "Ignored kijitora@orchard.example.", NX_DECISION_IGNORE}};
    g_autoptr(NxHarness) harness = harness_of("keys");
    for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        nx_harness_press(harness, KEYS[i].key);
        nx_assert_shows(harness, KEYS[i].letter);
        nx_assert_shows(harness, KEYS[i].said);
        nx_assert_shows(harness, "u undoes");
        g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, KEYS[i].decision);
    }
    nx_harness_press(harness, "x");
    nx_assert_hides(harness, ">  I");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
}

static void a_letter_waits_for_the_disk(void)
{
    g_autoptr(NxHarness) harness = harness_of("pending");
    nx_inspector_key(harness->in, 's'); /* nothing has run since */
    nx_assert_shows(harness, ">  …");
    nx_harness_settle(harness);
    nx_assert_shows(harness, ">  S");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
}

static void two_addresses_are_asked_about(void)
{
    g_autoptr(NxHarness) harness = harness_of("bulk");
    nx_harness_press(harness, "t t t s");
    nx_assert_shows(harness, "Suppress 3 tagged addresses?");
    nx_assert_shows(harness, "2 hard, 1 soft");
    nx_harness_press(harness, "n");
    nx_assert_shows(harness, "nothing was changed");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
    nx_harness_press(harness, "s y");
    nx_assert_shows(harness, "Suppressed 3 addresses");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
    g_assert_cmpint(nx_harness_on_disk(harness, "taro.yamada@mail.quay.example"), ==, NX_DECISION_SUPPRESS);
    nx_assert_shows(harness, "this session: 3 suppressed");
}

static void one_tagged_address_elsewhere_is_asked_about(void)
{
    g_autoptr(NxHarness) harness = harness_of("elsewhere");
    nx_harness_press(harness, "t j s");
    nx_assert_shows(harness, "Suppress 1 tagged address?");
    nx_assert_shows(harness, " kijitora@orchard.example  1 hard.");
    nx_harness_press(harness, "Esc");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
}

static void what_the_limit_hides_is_told_apart(void)
{
    g_autoptr(NxHarness) harness = harness_of("hidden");
    nx_harness_press(harness, "t t t l");
    nx_harness_type(harness, "class:soft");
    nx_harness_press(harness, "Enter h");
    nx_assert_shows(harness, "1 shown, 2 hidden by the limit.");
    nx_assert_shows(harness, "y = the 1 shown");
    nx_assert_shows(harness, "A = all 3");
    nx_harness_press(harness, "y");
    g_assert_cmpint(nx_harness_on_disk(harness, "taro.yamada@mail.quay.example"), ==, NX_DECISION_HOLD);
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 2); /* only the tags it used have ended */
    nx_harness_press(harness, ":");
    nx_harness_type(harness, "retag");
    nx_harness_press(harness, "Enter h");
    nx_assert_shows(harness, "1 is held already.");
    nx_harness_press(harness, "A");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_HOLD);
}

static void the_list_can_be_viewed_first(void)
{
    g_autoptr(NxHarness) harness = harness_of("view");
    nx_harness_press(harness, "t t s v");
    nx_assert_shows(harness, "sironeko@orchard.example");
    nx_assert_hides(harness, "Suppress 2 tagged addresses?");
    nx_harness_press(harness, "q");
    nx_assert_shows(harness, "Suppress 2 tagged addresses?");
    nx_harness_press(harness, "y");
    g_assert_cmpint(nx_harness_on_disk(harness, "sironeko@orchard.example"), ==, NX_DECISION_SUPPRESS);
}

static void an_act_is_undone_and_redone_as_a_whole(void)
{
    g_autoptr(NxHarness) harness = harness_of("undo");
    nx_harness_press(harness, "t t t s y u");
    nx_assert_shows(harness, "Took the decisions on 3 addresses back");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
    nx_assert_hides(harness, "this session");
    nx_harness_press(harness, "^R");
    nx_assert_shows(harness, "Decided 3 addresses again");
    g_assert_cmpint(nx_harness_on_disk(harness, "sironeko@orchard.example"), ==, NX_DECISION_SUPPRESS);
    nx_harness_press(harness, "u u");
    nx_assert_shows(harness, "nothing");
}

static void an_older_act_is_asked_about(void)
{
    NxHarness *before = harness_of("older");
    nx_harness_press(before, "s");
    nx_harness_free(before);
    g_autoptr(NxHarness) harness = nx_harness_new("older", "box");
    nx_assert_shows(harness, ">  S"); /* what was decided is still there */
    nx_harness_press(harness, "u");
    nx_assert_shows(harness, "older act");
    nx_harness_press(harness, "n");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
    nx_harness_press(harness, "u y");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
    nx_assert_hides(harness, ">  S");
}

static void protected_addresses_stay_out_in_bulk(void)
{
    g_autoptr(NxHarness) harness = harness_of("protected");
    nx_harness_press(harness, "/");
    nx_harness_type(harness, "postmaster");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, ">  P");
    nx_harness_press(harness, "t k k t s");
    nx_assert_shows(harness, "protected and stays out");
    nx_harness_press(harness, "y");
    g_assert_cmpint(nx_harness_on_disk(harness, "postmaster@garden.example"), ==, NX_DECISION_NONE);
    nx_harness_press(harness, ":");
    nx_harness_type(harness, "untag-all");
    nx_harness_press(harness, "Enter /");
    nx_harness_type(harness, "postmaster");
    nx_harness_press(harness, "Enter s");
    nx_assert_shows(harness, "It is protected");
    nx_harness_press(harness, "y");
    g_assert_cmpint(nx_harness_on_disk(harness, "postmaster@garden.example"), ==, NX_DECISION_SUPPRESS);
}

static void accept_takes_the_advice(void)
{
    g_autoptr(NxHarness) harness = harness_of("accept");
    nx_harness_press(harness, "a");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
    nx_harness_press(harness, "j j a");
    g_assert_cmpint(nx_harness_on_disk(harness, "taro.yamada@mail.quay.example"), ==, NX_DECISION_RETRY);
    nx_harness_press(harness, "j j a");
    g_assert_cmpint(nx_harness_on_disk(harness, "ops@corp.example"), ==, NX_DECISION_HOLD);
}

static void accept_in_bulk_says_what_it_leaves(void)
{
    g_autoptr(NxHarness) harness = harness_of("accept-bulk");
    nx_harness_press(harness, "T Enter");
    nx_harness_press(harness, "a");
    nx_assert_shows(harness, "Take the advice for");
    nx_assert_shows(harness, "left ");
    nx_harness_press(harness, "y");
    nx_assert_shows(harness, "left ");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
    g_assert_cmpint(nx_harness_on_disk(harness, "postmaster@garden.example"), ==, NX_DECISION_NONE);
    nx_harness_press(harness, "u");
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
}

static void a_dot_repeats_the_last_act(void)
{
    g_autoptr(NxHarness) harness = harness_of("repeat");
    nx_harness_press(harness, "i j .");
    g_assert_cmpint(nx_harness_on_disk(harness, "sironeko@orchard.example"), ==, NX_DECISION_IGNORE);
}

static void a_range_is_decided_about(void)
{
    g_autoptr(NxHarness) harness = harness_of("range");
    nx_harness_press(harness, "v j s");
    nx_assert_shows(harness, "Suppress 2 addresses?");
    nx_harness_press(harness, "y");
    g_assert_cmpint(nx_harness_on_disk(harness, "sironeko@orchard.example"), ==, NX_DECISION_SUPPRESS);
}

static void addresses_can_be_typed(void)
{
    g_autoptr(NxHarness) harness = harness_of("typed");
    nx_harness_press(harness, ":");
    nx_harness_type(harness, "hold OPS@corp.example");
    nx_harness_press(harness, "Enter y");
    g_assert_cmpint(nx_harness_on_disk(harness, "ops@corp.example"), ==, NX_DECISION_HOLD);
    nx_harness_press(harness, ":");
    nx_harness_type(harness, "hold stranger@far.example");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "in none of these mailboxes");
}

static void a_group_is_decided_about(void)
{
    g_autoptr(NxHarness) harness = harness_of("group");
    nx_harness_press(harness, "b d /");
    nx_harness_type(harness, "corp");
    nx_harness_press(harness, "Enter h");
    nx_assert_shows(harness, "Hold 2 addresses of corp.example?");
    nx_harness_press(harness, "y");
    g_assert_cmpint(nx_harness_on_disk(harness, "ops@corp.example"), ==, NX_DECISION_HOLD);
    g_assert_cmpint(nx_harness_on_disk(harness, "sales@corp.example"), ==, NX_DECISION_HOLD);
    g_assert_cmpint(nx_harness_on_disk(harness, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
}

static void a_changed_message_decides_nothing(void)
{
    nx_harness_mailbox("changing");
    g_autoptr(NxHarness) harness = nx_harness_new("changing-state", "changing");
    g_autofree char *text = NULL;
    gsize len;
    g_assert_true(g_file_get_contents("changing", &text, &len, NULL));
    g_assert_true(
        g_file_set_contents("changing", text + 200, (gssize)len - 200, NULL)); /* another file under the same name */
    nx_inspector_key(harness->in, 'j');                                        /* before it is noticed */
    nx_inspector_key(harness->in, 's');
    nx_assert_shows(harness, "no longer what was read");
    nx_harness_settle(harness);
    g_assert_cmpint(nx_harness_on_disk(harness, "sironeko@orchard.example"), ==, NX_DECISION_NONE);
}

static void a_ledger_that_cannot_be_written_says_so(void)
{
    nx_harness_mailbox("box");
    NxHarness *harness = nx_harness_prepare("broken", "box");
    g_assert_true(g_file_set_contents("broken/ledger.db",
                                      "this is no database, and long enough to look like one might be", -1, NULL));
    nx_harness_open(harness);
    nx_harness_press(harness, "s");
    nx_assert_hides(harness, ">  S");
    g_assert_nonnull(harness->in->message);
    g_assert_cmpint(harness->in->message_kind, ==, NX_SAY_ERROR);
    nx_harness_free(harness);
}

static void the_ledger_lists_and_releases(void)
{
    g_autoptr(NxHarness) harness = harness_of("ledger");
    nx_harness_press(harness, "s j j r L");
    nx_assert_shows(harness, "Ledger");
    nx_assert_shows(harness, "[2 of 2]");
    nx_assert_shows(harness, "in 23 h, 2 of 4");
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "is:suppressed");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "[1 of 2]");
    nx_assert_shows(harness, "kijitora@orchard.example");
    nx_assert_hides(harness, "taro.yamada");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "rule: user-unknown");
    nx_assert_shows(harness, "diagnostic: 550 5.1.1 <kijitora");
    nx_assert_shows(harness, "message: box");
    nx_harness_press(harness, "q");
    nx_harness_press(harness, "l ^U Enter t t x");
    nx_assert_shows(harness, "Release 2 addresses?");
    nx_harness_press(harness, "y");
    g_assert_cmpint(nx_harness_on_disk(harness, "taro.yamada@mail.quay.example"), ==, NX_DECISION_NONE);
    nx_assert_shows(harness, "[0 of 0]");
    nx_harness_press(harness, "t");
    nx_assert_shows(harness, "0 of 0 -- 0 tagged");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "There is nothing to open here.");
}

static void the_review_shows_this_session(void)
{
    g_autoptr(NxHarness) harness = harness_of("review");
    nx_harness_press(harness, "t t s y $");
    nx_assert_shows(harness, "1 act");
    nx_assert_shows(harness, "2 addresses");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "kijitora@orchard.example");
    nx_assert_shows(harness, "undecided -> suppressed");
    nx_harness_press(harness, "q u");
    nx_assert_shows(harness, "(taken back)");
}

static void a_note_is_kept(void)
{
    g_autoptr(NxHarness) harness = harness_of("note");
    nx_harness_press(harness, "e");
    nx_harness_type(harness, "left the company");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "Noted on kijitora@orchard.example");
    nx_harness_press(harness, "j k");
    nx_assert_shows(harness, "NOTE");
    nx_assert_shows(harness, "left the company");
}

/* What the advice was is told by what was decided; what was taken back, and notes, are not counted. */
static void the_session_counts_by_decision(void)
{
    nx_harness_mailbox("box");
    g_autoptr(NxHarness) harness = nx_harness_new("session-counts", "box");
    nx_harness_press(harness, "A y");
    g_autofree char *status = nx_harness_row(harness, "this session:");
    g_assert_nonnull(strstr(status, " suppressed, "));
    g_assert_nonnull(strstr(status, " paused, 2 held"));
    g_assert_null(strstr(status, "released"));
    nx_harness_press(harness, "u");
    nx_assert_hides(harness, "this session:");
    nx_harness_press(harness, "e");
    nx_harness_type(harness, "asked them");
    nx_harness_press(harness, "Enter");
    nx_assert_hides(harness, "this session:");
}

/* Why what is left is not certain stands below the groups. */
static void groups_tell_the_doubts(void)
{
    nx_harness_mailbox("box");
    g_autoptr(NxHarness) harness = nx_harness_prepare("doubts", "box");
    nx_harness_open(harness);
    nx_harness_press(harness, "b r");
    nx_assert_hides(harness, "Doubt"); /* the unknown users are certain */
    nx_harness_press(harness, "G");
    for (guint i = 0; i < 8 && !nx_harness_shows(harness, ">  host unknown"); i++)
        nx_harness_press(harness, "k");
    nx_assert_shows(harness, ">  host unknown");
    nx_assert_shows(harness, "Doubt       1: ");
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "UTC", TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/decide/a key decides about the selection", a_key_decides_about_the_selection);
    g_test_add_func("/tui/decide/a letter waits for the disk", a_letter_waits_for_the_disk);
    g_test_add_func("/tui/decide/two addresses are asked about", two_addresses_are_asked_about);
    g_test_add_func("/tui/decide/one tagged address that is not the selected one is asked about",
                    one_tagged_address_elsewhere_is_asked_about);
    g_test_add_func("/tui/decide/what the limit hides is told apart", what_the_limit_hides_is_told_apart);
    g_test_add_func("/tui/decide/the list can be viewed first", the_list_can_be_viewed_first);
    g_test_add_func("/tui/decide/an act is undone and redone as a whole", an_act_is_undone_and_redone_as_a_whole);
    g_test_add_func("/tui/decide/an older act is asked about first", an_older_act_is_asked_about);
    g_test_add_func("/tui/decide/protected addresses stay out in bulk", protected_addresses_stay_out_in_bulk);
    g_test_add_func("/tui/decide/a takes the advice", accept_takes_the_advice);
    g_test_add_func("/tui/decide/a in bulk says what it leaves", accept_in_bulk_says_what_it_leaves);
    g_test_add_func("/tui/decide/a dot repeats the last act", a_dot_repeats_the_last_act);
    g_test_add_func("/tui/decide/a range is decided about", a_range_is_decided_about);
    g_test_add_func("/tui/decide/addresses can be typed", addresses_can_be_typed);
    g_test_add_func("/tui/decide/a group is decided about", a_group_is_decided_about);
    g_test_add_func("/tui/decide/a message that changed decides nothing", a_changed_message_decides_nothing);
    g_test_add_func("/tui/decide/a ledger that cannot be written says so", a_ledger_that_cannot_be_written_says_so);
    g_test_add_func("/tui/decide/the ledger lists, limits and releases", the_ledger_lists_and_releases);
    g_test_add_func("/tui/decide/the review shows this session", the_review_shows_this_session);
    g_test_add_func("/tui/decide/a note is kept", a_note_is_kept);
    g_test_add_func("/tui/decide/the session counts by decision", the_session_counts_by_decision);
    g_test_add_func("/tui/decide/groups tell the doubts", groups_tell_the_doubts);
    return g_test_run();
}
