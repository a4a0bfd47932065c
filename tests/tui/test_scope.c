/* Whom an act is about: what one stands on, or the tagged; groups within groups; all that is shown. */
#include "tui/harness.h"

static NxHarness *harness_of(const char *name)
{
    nx_harness_mailbox("box");
    return nx_harness_new(name, "box");
}

static void command(NxHarness *harness, const char *text)
{
    nx_harness_press(harness, ":");
    nx_harness_type(harness, text);
    nx_harness_press(harness, "Enter");
}

static void find(NxHarness *harness, const char *text)
{
    nx_harness_press(harness, "/");
    nx_harness_type(harness, text);
    nx_harness_press(harness, "Enter");
}

#define assert_decided(harness, address, decision) g_assert_cmpint(nx_harness_on_disk(harness, address), ==, decision)

/* ---- Tags and what one stands on --------------------------------------------------------------------------------- */
static void an_open_detail_is_about_its_address(void)
{
    g_autoptr(NxHarness) harness = harness_of("detail");
    nx_harness_press(harness, "t t j j Enter s");
    nx_assert_shows(harness, "Suppress?");
    nx_assert_shows(harness, "o = this one, ops@corp.example   t = your 2 tagged");
    nx_harness_press(harness, "n");
    assert_decided(harness, "ops@corp.example", NX_DECISION_NONE);
    nx_harness_press(harness, "s o");
    assert_decided(harness, "ops@corp.example", NX_DECISION_SUPPRESS);
    assert_decided(harness, "kijitora@orchard.example", NX_DECISION_NONE);
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 2); /* they were not used */
    nx_harness_press(harness, "h t");
    nx_assert_shows(harness, "Hold 2 tagged addresses?");
    nx_harness_press(harness, "y");
    assert_decided(harness, "kijitora@orchard.example", NX_DECISION_HOLD);
    assert_decided(harness, "ops@corp.example", NX_DECISION_SUPPRESS);
}

static void what_alone_is_tagged_and_open_is_not_asked_about(void)
{
    g_autoptr(NxHarness) harness = harness_of("same");
    nx_harness_press(harness, "t k Enter s");
    nx_assert_hides(harness, "this one");
    assert_decided(harness, "kijitora@orchard.example", NX_DECISION_SUPPRESS);
}

static void on_a_group_both_are_offered(void)
{
    g_autoptr(NxHarness) harness = harness_of("group");
    nx_harness_press(harness, "t t t l");
    nx_harness_type(harness, "!domain:orchard.example");
    nx_harness_press(harness, "Enter b d");
    find(harness, "corp");
    nx_harness_press(harness, "h");
    nx_assert_shows(harness, "g = this group, 2   t = your 3 tagged, 1 of them shown");
    nx_harness_press(harness, "g");
    nx_assert_shows(harness, "Hold 2 addresses of corp.example?");
    nx_harness_press(harness, "y");
    assert_decided(harness, "ops@corp.example", NX_DECISION_HOLD);
    assert_decided(harness, "taro.yamada@mail.quay.example", NX_DECISION_NONE);
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 3);
    nx_harness_press(harness, "h t");
    nx_assert_shows(harness, "1 shown, 2 hidden by the limit.");
    nx_harness_press(harness, "y");
    assert_decided(harness, "taro.yamada@mail.quay.example", NX_DECISION_HOLD);
    assert_decided(harness, "kijitora@orchard.example", NX_DECISION_NONE);
}

static void several_groups_are_tagged_and_decided(void)
{
    g_autoptr(NxHarness) harness = harness_of("groups");
    nx_harness_press(harness, "b d t t i t y");
    assert_decided(harness, "ops@corp.example", NX_DECISION_IGNORE);
    assert_decided(harness, "taro.yamada@mail.quay.example", NX_DECISION_IGNORE);
    assert_decided(harness, "kijitora@orchard.example", NX_DECISION_NONE);
    g_autofree char *row = nx_harness_row(harness, "corp.example");
    g_assert_nonnull(strstr(row, "✓"));
}

static void a_decision_ends_the_tags_it_used(void)
{
    g_autoptr(NxHarness) harness = harness_of("ends");
    nx_harness_press(harness, "t t h y");
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 0);
    nx_harness_press(harness, "i"); /* about the selection again */
    assert_decided(harness, "taro.yamada@mail.quay.example", NX_DECISION_IGNORE);
    assert_decided(harness, "kijitora@orchard.example", NX_DECISION_HOLD);
    command(harness, "retag");
    nx_assert_shows(harness, "Tagged 2 addresses again.");
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 2);
}

static void what_is_given_away_keeps_its_tags(void)
{
    g_autoptr(NxHarness) harness = harness_of("keeps");
    nx_harness_press(harness, "t t");
    command(harness, "pipe cat");
    nx_assert_shows(harness, "sironeko@orchard.example");
    nx_harness_press(harness, "q y");
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 2);
}

/* ---- Repeating --------------------------------------------------------------------------------------------------- */
static void what_was_cancelled_is_not_repeated(void)
{
    g_autoptr(NxHarness) harness = harness_of("cancelled");
    nx_harness_press(harness, "i j v j s n .");
    assert_decided(harness, "sironeko@orchard.example", NX_DECISION_NONE);
    assert_decided(harness, "taro.yamada@mail.quay.example", NX_DECISION_IGNORE); /* what was done before */
}

static void a_tag_is_repeated(void)
{
    g_autoptr(NxHarness) harness = harness_of("tag-repeated");
    nx_harness_press(harness, "t . .");
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 3);
}

/* ---- Groups within groups ---------------------------------------------------------------------------------------- */
static void groups_stand_within_groups(void)
{
    g_autoptr(NxHarness) harness = harness_of("within");
    nx_harness_press(harness, "b k");
    find(harness, "hard");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "class:hard");
    nx_harness_press(harness, "b r");
    nx_assert_shows(harness, "class:hard › by reason   6 events");
    nx_assert_hides(harness, "mailbox full   ");
    find(harness, "user unknown");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "class:hard › reason:userunknown  ");
    nx_assert_shows(harness, "[4 of 12]");
    nx_harness_press(harness, "b d");
    nx_assert_shows(harness, "class:hard › reason:userunknown › by domain");
}

static void going_back_peels_one_off(void)
{
    g_autoptr(NxHarness) harness = harness_of("peel");
    nx_harness_press(harness, "b k");
    find(harness, "hard");
    nx_harness_press(harness, "Enter b r");
    find(harness, "host unknown");
    nx_harness_press(harness, "Enter q");
    nx_assert_shows(harness, "class:hard › by reason");
    nx_assert_shows(harness, ">  host unknown"); /* where one was */
    nx_harness_press(harness, "q");
    nx_assert_shows(harness, "class:hard  ");
    nx_assert_shows(harness, "[6 of 12]");
    nx_harness_press(harness, "q");
    nx_assert_shows(harness, "nixie  by class");
    nx_assert_shows(harness, ">  hard");
    nx_harness_press(harness, "q");
    g_assert_cmpuint(harness->in->model->list->len, ==, 12);
}

static void an_act_stays_within_its_groups(void)
{
    g_autoptr(NxHarness) harness = harness_of("stays");
    nx_harness_press(harness, "b k");
    find(harness, "hard");
    nx_harness_press(harness, "Enter b d");
    find(harness, "orchard");
    nx_harness_press(harness, "h y");
    assert_decided(harness, "kijitora@orchard.example", NX_DECISION_HOLD);
    assert_decided(harness, "info@nowhere.invalid", NX_DECISION_NONE);
}

static void the_way_is_remembered(void)
{
    NxHarness *before = harness_of("remembered");
    nx_harness_press(before, "b k");
    find(before, "hard");
    nx_harness_press(before, "Enter b r");
    find(before, "user unknown");
    nx_harness_press(before, "Enter");
    nx_harness_free(before);
    g_autoptr(NxHarness) harness = nx_harness_new("remembered", "box");
    nx_assert_shows(harness, "class:hard › reason:userunknown");
    nx_assert_shows(harness, "[4 of 12]");
}

static void groups_sort_by_any_column(void)
{
    g_autoptr(NxHarness) harness = harness_of("sort");
    nx_harness_press(harness, "b d j o");
    nx_harness_type(harness, "name");
    nx_harness_press(harness, "Enter g g");
    nx_assert_shows(harness, "sort: name ▲ (o)");
    nx_assert_shows(harness, ">  (nobody)  ");
    nx_harness_press(harness, "O g g");
    nx_assert_shows(harness, "sort: name ▼ (o)");
    nx_assert_shows(harness, ">  orchard.example");
    nx_harness_press(harness, "o");
    nx_harness_type(harness, "left");
    nx_harness_press(harness, "Enter g g");
    nx_assert_shows(harness, ">  garden.example"); /* protected: the first by name of those that are left */
    nx_harness_press(harness, "o");
    nx_harness_type(harness, "colour");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "there is no order \"colour\"");
}

static void days_stand_in_their_order(void)
{
    g_autoptr(NxHarness) harness = harness_of("days");
    nx_harness_press(harness, "b t g g");
    nx_assert_shows(harness, ">  2026-11-16");
    nx_harness_press(harness, "G");
    nx_assert_shows(harness, ">  2026-11-20");
}

static void an_act_goes_on_to_the_next_undecided_group(void)
{
    g_autoptr(NxHarness) harness = harness_of("goes-on");
    nx_harness_press(harness, "b d g g h y");
    nx_assert_shows(harness, ">  mail.quay.example");
    nx_harness_press(harness, "h h y");
    nx_assert_shows(harness, ">  a-long-domain.harbour.example"); /* past the group that names nobody */
    nx_harness_press(harness, "n");
}

static void an_article_explains_a_group(void)
{
    g_autoptr(NxHarness) harness = harness_of("explains");
    nx_harness_press(harness, "b r");
    find(harness, "mailbox full");
    nx_harness_press(harness, "c");
    nx_assert_shows(harness, "5.2.2");
}

/* ---- All that is shown ------------------------------------------------------------------------------------------- */
static void the_advice_is_taken_for_all_that_is_shown(void)
{
    g_autoptr(NxHarness) harness = harness_of("shown");
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "!class:block");
    nx_harness_press(harness, "Enter t A");
    nx_assert_shows(harness, "Take the advice for all 8 addresses shown?");
    nx_assert_shows(harness, "left 3: 1 not certain, 1 to be reviewed, 1 protected");
    nx_harness_press(harness, "v");
    nx_assert_shows(harness, "karl@island.example");
    nx_harness_press(harness, "q y");
    nx_assert_shows(harness, "left 3: 1 not certain");
    assert_decided(harness, "kijitora@orchard.example", NX_DECISION_SUPPRESS);
    assert_decided(harness, "karl@island.example", NX_DECISION_RETRY);
    assert_decided(harness, "postmaster@garden.example", NX_DECISION_NONE);
    assert_decided(harness, "neko@minato.example", NX_DECISION_NONE);
    assert_decided(harness, "ops@corp.example", NX_DECISION_NONE); /* hidden by the limit */
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 1);         /* it is not about them */
    nx_harness_press(harness, "u");
    assert_decided(harness, "karl@island.example", NX_DECISION_NONE);
}

static void what_is_decided_is_told_and_not_asked(void)
{
    g_autoptr(NxHarness) harness = harness_of("decided");
    nx_harness_press(harness, "a a");
    nx_assert_shows(harness, "That is decided already; x forgets it.");
    nx_harness_press(harness, "b d");
    find(harness, "corp");
    nx_harness_press(harness, "h y k k k k");
    find(harness, "corp");
    nx_harness_press(harness, "a");
    nx_assert_shows(harness, "That is decided already");
    g_assert_null(harness->in->question);
}

static void what_is_left_is_listed_by_why(void)
{
    g_autoptr(NxHarness) harness = harness_of("left");
    nx_harness_press(harness, "A y b l");
    nx_assert_shows(harness, "decided already");
    nx_assert_shows(harness, "not certain");
    nx_assert_shows(harness, "without anything to decide");
    find(harness, "protected");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "left:protected");
    nx_assert_shows(harness, "postmaster@garden.example");
    nx_assert_shows(harness, "[1 of 12]");
    nx_harness_press(harness, "q q l");
    nx_harness_type(harness, "is:decidable left:review");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "neko@minato.example");
    nx_assert_shows(harness, "[1 of 12]");
}

/* One act: one undo takes all of it back. Nothing typed takes notes away again. */
static void a_note_is_written_on_a_whole_group(void)
{
    nx_harness_mailbox("box");
    g_autoptr(NxHarness) harness = nx_harness_new("note-group", "box");
    nx_harness_press(harness, "b d g g e");
    nx_assert_shows(harness, "on 2 addresses");
    nx_harness_type(harness, "their filter is broken");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "Noted on 2 addresses.");
    nx_harness_press(harness, "Enter G Enter");
    nx_assert_shows(harness, "their filter is broken");
    nx_harness_press(harness, "u");
    nx_assert_hides(harness, "their filter is broken");
    nx_harness_press(harness, "K");
    nx_assert_hides(harness, "their filter is broken");
    nx_harness_press(harness, "q t j t e"); /* in the list, on the tagged */
    nx_assert_shows(harness, "on 2 addresses");
}

#define TEST(name, function) g_test_add_func("/tui/scope/" name, function)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    TEST("an open detail is about its address", an_open_detail_is_about_its_address);
    TEST("what alone is tagged and open is not asked about", what_alone_is_tagged_and_open_is_not_asked_about);
    TEST("on a group both are offered", on_a_group_both_are_offered);
    TEST("several groups are tagged and decided", several_groups_are_tagged_and_decided);
    TEST("a decision ends the tags it used", a_decision_ends_the_tags_it_used);
    TEST("what is given away keeps its tags", what_is_given_away_keeps_its_tags);
    TEST("what was cancelled is not repeated", what_was_cancelled_is_not_repeated);
    TEST("a tag is repeated", a_tag_is_repeated);
    TEST("groups stand within groups", groups_stand_within_groups);
    TEST("going back peels one off", going_back_peels_one_off);
    TEST("an act stays within its groups", an_act_stays_within_its_groups);
    TEST("the way is remembered", the_way_is_remembered);
    TEST("groups sort by any column", groups_sort_by_any_column);
    TEST("days stand in their order", days_stand_in_their_order);
    TEST("an act goes on to the next undecided group", an_act_goes_on_to_the_next_undecided_group);
    TEST("an article explains a group", an_article_explains_a_group);
    TEST("the advice is taken for all that is shown", the_advice_is_taken_for_all_that_is_shown);
    TEST("what is decided is told and not asked", what_is_decided_is_told_and_not_asked);
    TEST("what is left is listed by why", what_is_left_is_listed_by_why);
    g_test_add_func("/tui/scope/a note is written on a whole group", a_note_is_written_on_a_whole_group);
    return g_test_run();
}
