/* Decisions, from the key to the disk and back. */
#include "tui/stage.h"

static NxStage *stage_of(const char *name)
{
    nx_stage_mailbox("box");
    return nx_stage_new(name, "box");
}

static void a_key_decides_about_the_selection(void)
{
    static const struct {
        const char *key, *letter;
        NxDecision decision;
    } keys[] = {
        {"s", ">  S", NX_DECISION_SUPPRESS}, {"r", ">  R", NX_DECISION_RETRY}, {"h", ">  H", NX_DECISION_HOLD}, {"i", ">  I", NX_DECISION_IGNORE}};
    g_autoptr(NxStage) stage = stage_of("keys");
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        nx_stage_press(stage, keys[i].key);
        nx_assert_shows(stage, keys[i].letter);
        nx_assert_shows(stage, "u undoes");
        g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, keys[i].decision);
    }
    nx_stage_press(stage, "x");
    nx_assert_hides(stage, ">  I");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
}

static void a_letter_waits_for_the_disk(void)
{
    g_autoptr(NxStage) stage = stage_of("pending");
    nx_inspector_key(stage->in, 's'); /* nothing has run since */
    nx_assert_shows(stage, ">  …");
    nx_stage_settle(stage);
    nx_assert_shows(stage, ">  S");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
}

static void two_addresses_are_asked_about(void)
{
    g_autoptr(NxStage) stage = stage_of("bulk");
    nx_stage_press(stage, "t t t s");
    nx_assert_shows(stage, "Suppress 3 tagged addresses?");
    nx_assert_shows(stage, "2 hard, 1 soft");
    nx_stage_press(stage, "n");
    nx_assert_shows(stage, "nothing was changed");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
    nx_stage_press(stage, "s y");
    nx_assert_shows(stage, "Suppressed 3 addresses");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
    g_assert_cmpint(nx_stage_on_disk(stage, "taro.yamada@mail.quay.example"), ==, NX_DECISION_SUPPRESS);
    nx_assert_shows(stage, "this session: 3 suppressed");
}

static void one_tagged_address_elsewhere_is_asked_about(void)
{
    g_autoptr(NxStage) stage = stage_of("elsewhere");
    nx_stage_press(stage, "t j s");
    nx_assert_shows(stage, "Suppress 1 tagged address?");
    nx_assert_shows(stage, " kijitora@orchard.example  1 hard.");
    nx_stage_press(stage, "Esc");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
}

static void what_the_limit_hides_is_told_apart(void)
{
    g_autoptr(NxStage) stage = stage_of("hidden");
    nx_stage_press(stage, "t t t l");
    nx_stage_type(stage, "class:soft");
    nx_stage_press(stage, "Enter h");
    nx_assert_shows(stage, "1 shown, 2 hidden by the limit.");
    nx_assert_shows(stage, "y = the 1 shown");
    nx_assert_shows(stage, "A = all 3");
    nx_stage_press(stage, "y");
    g_assert_cmpint(nx_stage_on_disk(stage, "taro.yamada@mail.quay.example"), ==, NX_DECISION_HOLD);
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
    nx_stage_press(stage, "h");
    nx_assert_shows(stage, "1 is held already.");
    nx_stage_press(stage, "A");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_HOLD);
}

static void the_list_can_be_viewed_first(void)
{
    g_autoptr(NxStage) stage = stage_of("view");
    nx_stage_press(stage, "t t s v");
    nx_assert_shows(stage, "sironeko@orchard.example");
    nx_assert_hides(stage, "Suppress 2 tagged addresses?");
    nx_stage_press(stage, "q");
    nx_assert_shows(stage, "Suppress 2 tagged addresses?");
    nx_stage_press(stage, "y");
    g_assert_cmpint(nx_stage_on_disk(stage, "sironeko@orchard.example"), ==, NX_DECISION_SUPPRESS);
}

static void an_act_is_undone_and_redone_as_a_whole(void)
{
    g_autoptr(NxStage) stage = stage_of("undo");
    nx_stage_press(stage, "t t t s y u");
    nx_assert_shows(stage, "Took the decisions on 3 addresses back");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
    nx_assert_hides(stage, "this session");
    nx_stage_press(stage, "^R");
    nx_assert_shows(stage, "Decided 3 addresses again");
    g_assert_cmpint(nx_stage_on_disk(stage, "sironeko@orchard.example"), ==, NX_DECISION_SUPPRESS);
    nx_stage_press(stage, "u u");
    nx_assert_shows(stage, "nothing");
}

static void an_older_act_is_asked_about(void)
{
    NxStage *before = stage_of("older");
    nx_stage_press(before, "s");
    nx_stage_free(before);
    g_autoptr(NxStage) stage = nx_stage_new("older", "box");
    nx_assert_shows(stage, ">  S"); /* what was decided is still there */
    nx_stage_press(stage, "u");
    nx_assert_shows(stage, "older act");
    nx_stage_press(stage, "n");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
    nx_stage_press(stage, "u y");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
    nx_assert_hides(stage, ">  S");
}

static void protected_addresses_stay_out_in_bulk(void)
{
    g_autoptr(NxStage) stage = stage_of("protected");
    nx_stage_press(stage, "/");
    nx_stage_type(stage, "postmaster");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, ">  P");
    nx_stage_press(stage, "t k k t s");
    nx_assert_shows(stage, "protected and stays out");
    nx_stage_press(stage, "y");
    g_assert_cmpint(nx_stage_on_disk(stage, "postmaster@garden.example"), ==, NX_DECISION_NONE);
    nx_stage_press(stage, ":");
    nx_stage_type(stage, "untag-all");
    nx_stage_press(stage, "Enter /");
    nx_stage_type(stage, "postmaster");
    nx_stage_press(stage, "Enter s");
    nx_assert_shows(stage, "It is protected");
    nx_stage_press(stage, "y");
    g_assert_cmpint(nx_stage_on_disk(stage, "postmaster@garden.example"), ==, NX_DECISION_SUPPRESS);
}

static void accept_takes_the_advice(void)
{
    g_autoptr(NxStage) stage = stage_of("accept");
    nx_stage_press(stage, "a");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
    nx_stage_press(stage, "j j a");
    g_assert_cmpint(nx_stage_on_disk(stage, "taro.yamada@mail.quay.example"), ==, NX_DECISION_RETRY);
    nx_stage_press(stage, "j j a");
    g_assert_cmpint(nx_stage_on_disk(stage, "ops@corp.example"), ==, NX_DECISION_HOLD);
}

static void accept_in_bulk_says_what_it_leaves(void)
{
    g_autoptr(NxStage) stage = stage_of("accept-bulk");
    nx_stage_press(stage, "T Enter");
    nx_stage_press(stage, "a");
    nx_assert_shows(stage, "Take the advice for");
    nx_assert_shows(stage, "left ");
    nx_stage_press(stage, "y");
    nx_assert_shows(stage, "left ");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_SUPPRESS);
    g_assert_cmpint(nx_stage_on_disk(stage, "postmaster@garden.example"), ==, NX_DECISION_NONE);
    nx_stage_press(stage, "u");
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
}

static void a_dot_repeats_the_last_act(void)
{
    g_autoptr(NxStage) stage = stage_of("repeat");
    nx_stage_press(stage, "i j .");
    g_assert_cmpint(nx_stage_on_disk(stage, "sironeko@orchard.example"), ==, NX_DECISION_IGNORE);
}

static void a_range_is_decided_about(void)
{
    g_autoptr(NxStage) stage = stage_of("range");
    nx_stage_press(stage, "v j s");
    nx_assert_shows(stage, "Suppress 2 addresses?");
    nx_stage_press(stage, "y");
    g_assert_cmpint(nx_stage_on_disk(stage, "sironeko@orchard.example"), ==, NX_DECISION_SUPPRESS);
}

static void addresses_can_be_typed(void)
{
    g_autoptr(NxStage) stage = stage_of("typed");
    nx_stage_press(stage, ":");
    nx_stage_type(stage, "hold OPS@corp.example");
    nx_stage_press(stage, "Enter y");
    g_assert_cmpint(nx_stage_on_disk(stage, "ops@corp.example"), ==, NX_DECISION_HOLD);
    nx_stage_press(stage, ":");
    nx_stage_type(stage, "hold stranger@far.example");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "in none of these mailboxes");
}

static void a_group_is_decided_about(void)
{
    g_autoptr(NxStage) stage = stage_of("group");
    nx_stage_press(stage, "b d /");
    nx_stage_type(stage, "corp");
    nx_stage_press(stage, "Enter h");
    nx_assert_shows(stage, "Hold 2 addresses of corp.example?");
    nx_stage_press(stage, "y");
    g_assert_cmpint(nx_stage_on_disk(stage, "ops@corp.example"), ==, NX_DECISION_HOLD);
    g_assert_cmpint(nx_stage_on_disk(stage, "sales@corp.example"), ==, NX_DECISION_HOLD);
    g_assert_cmpint(nx_stage_on_disk(stage, "kijitora@orchard.example"), ==, NX_DECISION_NONE);
}

static void a_changed_message_decides_nothing(void)
{
    nx_stage_mailbox("changing");
    g_autoptr(NxStage) stage = nx_stage_new("changing-state", "changing");
    g_autofree char *text = NULL;
    gsize len;
    g_assert_true(g_file_get_contents("changing", &text, &len, NULL));
    g_assert_true(g_file_set_contents("changing", text + 200, (gssize)len - 200, NULL)); /* another file under the same name */
    nx_stage_press(stage, "j s");
    nx_assert_shows(stage, "no longer what was read");
    g_assert_cmpint(nx_stage_on_disk(stage, "sironeko@orchard.example"), ==, NX_DECISION_NONE);
}

static void a_ledger_that_cannot_be_written_says_so(void)
{
    nx_stage_mailbox("box");
    NxStage *stage = nx_stage_prepare("broken", "box");
    g_assert_true(g_file_set_contents("broken/ledger.db", "this is no database, and long enough to look like one might be", -1, NULL));
    nx_stage_open(stage);
    nx_stage_press(stage, "s");
    nx_assert_hides(stage, ">  S");
    g_assert_nonnull(stage->in->message);
    g_assert_cmpint(stage->in->message_kind, ==, NX_SAY_ERROR);
    nx_stage_free(stage);
}

static void the_ledger_lists_and_releases(void)
{
    g_autoptr(NxStage) stage = stage_of("ledger");
    nx_stage_press(stage, "s j j r L");
    nx_assert_shows(stage, "Ledger");
    nx_assert_shows(stage, "[2 of 2]");
    nx_assert_shows(stage, "by anna");
    nx_stage_press(stage, "l");
    nx_stage_type(stage, "is:suppressed");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "[1 of 2]");
    nx_assert_shows(stage, "kijitora@orchard.example");
    nx_assert_hides(stage, "taro.yamada");
    nx_stage_press(stage, "l ^U Enter t t x");
    nx_assert_shows(stage, "Release 2 addresses?");
    nx_stage_press(stage, "y");
    g_assert_cmpint(nx_stage_on_disk(stage, "taro.yamada@mail.quay.example"), ==, NX_DECISION_NONE);
    nx_assert_shows(stage, "[0 of 0]");
}

static void the_review_shows_this_session(void)
{
    g_autoptr(NxStage) stage = stage_of("review");
    nx_stage_press(stage, "t t s y $");
    nx_assert_shows(stage, "1 act");
    nx_assert_shows(stage, "2 addresses");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "kijitora@orchard.example");
    nx_assert_shows(stage, "undecided -> suppressed");
    nx_stage_press(stage, "q u");
    nx_assert_shows(stage, "(taken back)");
}

static void a_note_is_kept(void)
{
    g_autoptr(NxStage) stage = stage_of("note");
    nx_stage_press(stage, "e");
    nx_stage_type(stage, "left the company");
    nx_stage_press(stage, "Enter");
    nx_assert_shows(stage, "Noted on kijitora@orchard.example");
    nx_stage_press(stage, "j k");
    nx_assert_shows(stage, "NOTE");
    nx_assert_shows(stage, "left the company");
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "UTC", TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/decide/a key decides about the selection", a_key_decides_about_the_selection);
    g_test_add_func("/tui/decide/a letter waits for the disk", a_letter_waits_for_the_disk);
    g_test_add_func("/tui/decide/two addresses are asked about", two_addresses_are_asked_about);
    g_test_add_func("/tui/decide/one tagged address that is not the selected one is asked about", one_tagged_address_elsewhere_is_asked_about);
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
    return g_test_run();
}
