/* What counts about an address: evidence adds up, revises what advice had decided, and proves attempts. */
#include "advise/fixture.h"

static NxChoice *accept_all(Fixture *fixture)
{
    guint n;
    g_autofree guint32 *all = all_addresses(fixture, &n);
    return nx_advisor_accept(fixture->advisor, all, n, NX_ACCEPT_IN_BULK, NOON);
}

/* ---- Evidence adds up -------------------------------------------------------------------------------------------- */

/* Dead, by a code alone. */
static void likely_dead(Fixture *fixture, const char *to, NxTime at)
{
    Bounce b = {.to = to, .status = "5.1.1", .at = at};
    add_bounce(fixture, &b);
}

static NxDecision first_choice(const NxChoice *choice)
{
    g_assert_cmpuint(choice->taken->len, ==, 1);
    return g_array_index(choice->taken, NxOrder, 0).decision;
}

static void a_certain_word_stays_certain(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - 5 * NX_DAY);
    likely_dead(fixture, "ann@isp.example", NOON - 3 * NX_DAY);
    advise(fixture);
    g_assert_cmpint(suggested(fixture, 1)->confidence, ==, NX_LIKELY);
    NxChoice *choice = accept_all(fixture);
    g_assert_cmpint(first_choice(choice), ==, NX_DECISION_SUPPRESS);
    g_assert_true(g_array_index(choice->taken, NxOrder, 0).by_advice);
    nx_choice_free(choice);
}

static void a_likely_word_alone_does_not(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    likely_dead(fixture, "ann@isp.example", NOON - 5 * NX_DAY);
    likely_dead(fixture, "ann@isp.example", NOON - 3 * NX_DAY);
    advise(fixture);
    NxChoice *choice = accept_all(fixture);
    g_assert_cmpuint(choice->taken->len, ==, 0);
    g_assert_cmpuint(choice->left[NX_LEFT_UNCERTAIN], ==, 1);
    nx_choice_free(choice);
}

static void a_full_mailbox_contradicts_an_older_word(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - 5 * NX_DAY);
    full_mailbox(fixture, "ann@isp.example", NOON - 3 * NX_DAY);
    full_mailbox(fixture, "bob@isp.example", NOON - 5 * NX_DAY);
    unknown_user(fixture, "bob@isp.example", NOON - 3 * NX_DAY);
    advise(fixture);
    NxChoice *choice = accept_all(fixture);
    g_assert_cmpuint(choice->taken->len, ==, 2);
    for (guint i = 0; i < 2; i++) {
        const NxOrder *order = &g_array_index(choice->taken, NxOrder, i);
        gboolean full = g_str_equal(order->key, "ann@isp.example");
        g_assert_cmpint(order->decision, ==, full ? NX_DECISION_RETRY : NX_DECISION_SUPPRESS);
    }
    nx_choice_free(choice);
}

/* A fault on the way says nothing of the mailbox, for or against. */
static void another_failure_does_not(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce late = {.to = "ann@isp.example",
                   .status = "4.4.7",
                   .diagnostic = "451 4.4.7 Delivery time expired",
                   .at = NOON - 3 * NX_DAY};
    unknown_user(fixture, "ann@isp.example", NOON - 5 * NX_DAY);
    add_bounce(fixture, &late);
    advise(fixture);
    NxChoice *choice = accept_all(fixture);
    g_assert_cmpint(first_choice(choice), ==, NX_DECISION_SUPPRESS);
    nx_choice_free(choice);
}

static void what_the_ledger_knows_adds_up_too(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint full = 0; full < 2; full++) {
        NxSighting old = {.key = (char *)(full ? "bob@isp.example" : "ann@isp.example"),
                          .spelling = (char *)(full ? "bob@isp.example" : "ann@isp.example"),
                          .event_key = (char *)"x",
                          .place_id = (char *)(full ? "/old/2" : "/old/1"),
                          .sha256 = {(guint8)(full + 1)},
                          .arrived = NOON - 9 * NX_DAY,
                          .reason = NX_REASON_USERUNKNOWN,
                          .klass = NX_CLASS_HARD,
                          .confidence = NX_CERTAIN,
                          .advice = NX_ADVICE_SUPPRESS,
                          .status = {5, 1, 1},
                          .reply_code = 550,
                          .diagnostic = (char *)"550 5.1.1 No such user"};
        g_autoptr(GPtrArray) one = g_ptr_array_new();
        g_ptr_array_add(one, &old);
        g_assert_true(nx_ledger_record_events(ledger(fixture), &anna, &fixture->settings, one, NULL, NULL));
    }
    likely_dead(fixture, "ann@isp.example", NOON - 3 * NX_DAY);
    full_mailbox(fixture, "bob@isp.example", NOON - 3 * NX_DAY);
    load(fixture);
    remember(fixture);
    NxChoice *choice = accept_all(fixture);
    g_assert_cmpuint(choice->taken->len, ==, 2);
    const NxOrder *ann = &g_array_index(choice->taken, NxOrder, 0), *bob = ann + 1;
    g_assert_cmpint(ann->decision, ==, NX_DECISION_SUPPRESS);
    g_assert_cmpstr(ann->diagnostic, ==, "550 5.1.1 No such user");
    g_assert_cmpint(bob->decision, ==, NX_DECISION_RETRY);
    nx_choice_free(choice);
}

/* ---- Evidence revises advice ------------------------------------------------------------------------------------- */

/* What stands of ann before her certain death is read. */
static NxChoice *choice_after(Fixture *fixture, NxDecision decision, gboolean by_advice)
{
    unknown_user(fixture, "ann@isp.example", NOON - 3 * NX_DAY);
    load(fixture);
    NxOrder order = {.key = "ann@isp.example",
                     .decision = decision,
                     .by_advice = by_advice,
                     .not_before = decision == NX_DECISION_RETRY ? NOON + NX_DAY : NX_TIME_UNKNOWN,
                     .plan = NX_PLAN_S1,
                     .attempt = 1,
                     .attempts = 4};
    NxActHead head = anna;
    head.at = NOON - 9 * NX_DAY;
    g_assert_true(nx_ledger_decide(ledger(fixture), &head, &order, 1, NULL, NULL, NULL));
    remember(fixture);
    return accept_all(fixture);
}

static void a_pause_by_advice_gives_way(Fixture *fixture, gconstpointer decision)
{
    NxChoice *choice = choice_after(fixture, (NxDecision)GPOINTER_TO_INT(decision), TRUE);
    g_assert_cmpint(first_choice(choice), ==, NX_DECISION_SUPPRESS);
    g_assert_cmpuint(choice->revised, ==, 1);
    g_assert_cmpuint(choice->contradicted->len, ==, 0);
    nx_choice_free(choice);
}

static void a_persons_decision_does_not(Fixture *fixture, gconstpointer decision)
{
    NxChoice *choice = choice_after(fixture, (NxDecision)GPOINTER_TO_INT(decision), FALSE);
    g_assert_cmpuint(choice->taken->len, ==, 0);
    g_assert_cmpuint(choice->left[NX_LEFT_CONTRADICTED], ==, 1);
    g_assert_true(nx_catalog_address(fixture->catalog, 0)->standing.contradicted);
    g_autofree char *words = nx_contradiction_words(fixture->advisor, g_array_index(choice->contradicted, guint32, 0),
                                                    &(NxRecord){.actor = (char *)"anna"});
    g_assert_true(g_str_has_prefix(words, "ann@isp.example: "));
    g_assert_nonnull(strstr(words, "by anna 2026-11-12; 2026-11-18 550 5.1.1 User unknown"));
    nx_choice_free(choice);
}

/* Who decides by hand has seen what was there. */
static void what_a_person_knew_contradicts_nothing(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - 3 * NX_DAY);
    load(fixture);
    decide(fixture, &(NxOrder){.key = "ann@isp.example", .decision = NX_DECISION_IGNORE});
    remember(fixture);
    NxChoice *choice = accept_all(fixture);
    g_assert_cmpuint(choice->left[NX_LEFT_DECIDED], ==, 1);
    g_assert_cmpuint(choice->left[NX_LEFT_CONTRADICTED], ==, 0);
    nx_choice_free(choice);
}

static void a_plan_that_is_used_up_is_asked_for(Fixture *fixture, gconstpointer by_advice)
{
    full_mailbox(fixture, "ann@isp.example", NOON - 3 * NX_DAY);
    load(fixture);
    decide(fixture, &(NxOrder){.key = "ann@isp.example",
                               .decision = NX_DECISION_RETRY,
                               .by_advice = by_advice != NULL,
                               .plan = NX_PLAN_S1,
                               .attempt = 5,
                               .attempts = 4});
    remember(fixture);
    NxChoice *choice = accept_all(fixture);
    g_assert_cmpuint(choice->taken->len, ==, 0);
    g_assert_cmpuint(choice->left[NX_LEFT_USED_UP], ==, by_advice ? 1 : 0);
    nx_choice_free(choice);
    const guint32 ann = 0;
    choice = nx_advisor_accept(fixture->advisor, &ann, 1, NX_ACCEPT_IN_BULK | NX_ACCEPT_USED_UP, NOON);
    g_assert_cmpuint(choice->taken->len, ==, by_advice ? 1 : 0);
    if (by_advice)
        g_assert_cmpint(first_choice(choice), ==, NX_DECISION_SUPPRESS);
    nx_choice_free(choice);
}

static void a_suppression_is_offered_back_after_a_sign_of_life(Fixture *fixture, gconstpointer by_advice)
{
    unknown_user(fixture, "ann@isp.example", NOON - 3 * NX_DAY);
    load(fixture);
    record(fixture);
    NxActHead head = anna;
    head.at = NOON - 2 * NX_DAY;
    NxOrder order = {.key = "ann@isp.example", .decision = NX_DECISION_SUPPRESS, .by_advice = by_advice != NULL};
    g_assert_true(nx_ledger_decide(ledger(fixture), &head, &order, 1, NULL, NULL, NULL));
    told_alive(fixture, "ann@isp.example", NOON - NX_DAY);
    remember(fixture);
    NxChoice *choice = accept_all(fixture);
    g_assert_cmpuint(choice->taken->len, ==, 0);
    g_assert_cmpuint(choice->left[NX_LEFT_REVIVED], ==, by_advice ? 1 : 0);
    g_assert_cmpuint(choice->left[NX_LEFT_CONTRADICTED], ==, by_advice ? 0 : 1);
    nx_choice_free(choice);
    const guint32 ann = 0;
    choice = nx_advisor_accept(fixture->advisor, &ann, 1, NX_ACCEPT_IN_BULK | NX_ACCEPT_RELEASE, NOON);
    g_assert_cmpuint(choice->taken->len, ==, by_advice ? 1 : 0);
    if (by_advice)
        g_assert_cmpint(first_choice(choice), ==, NX_DECISION_NONE);
    nx_choice_free(choice);
}

static void a_new_failure_revises_an_ignore_by_advice(Fixture *fixture, gconstpointer by_advice)
{
    full_mailbox(fixture, "ann@isp.example", NOON - NX_DAY);
    load(fixture);
    decide(fixture,
           &(NxOrder){.key = "ann@isp.example", .decision = NX_DECISION_IGNORE, .by_advice = by_advice != NULL});
    remember(fixture);
    NxChoice *choice = accept_all(fixture);
    g_assert_cmpuint(choice->taken->len, ==, by_advice ? 1 : 0);
    if (by_advice)
        g_assert_cmpint(first_choice(choice), ==, NX_DECISION_RETRY);
    nx_choice_free(choice);
}

/* ---- Attempts that bounces prove --------------------------------------------------------------------------------- */

static void bounces_of_a_first_mailbox_prove_attempts(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const guint DAYS[] = {0, 3, 7, 11, 17}; /* 24 h, 48 h, 72 h, 7 d: the last falls into the last step */
    for (guint i = 0; i < G_N_ELEMENTS(DAYS); i++)
        full_mailbox(fixture, "ann@isp.example", NOON - 20 * NX_DAY + DAYS[i] * NX_DAY);
    advise(fixture);
    NxChoice *choice = accept_all(fixture);
    const NxOrder *order = &g_array_index(choice->taken, NxOrder, 0);
    g_assert_cmpint(order->decision, ==, NX_DECISION_RETRY);
    g_assert_cmpuint(order->attempt, ==, 4);
    g_assert_cmpuint(order->attempts, ==, 4);
    g_assert_cmpint(order->not_before, ==, NOON - 20 * NX_DAY + 18 * NX_DAY);
    nx_choice_free(choice);
}

static void a_dated_pause_comes_before_used_up(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 7; i++)
        full_mailbox(fixture, "ann@isp.example", NOON - 70 * NX_DAY + i * 10 * NX_DAY);
    advise(fixture);
    NxChoice *choice = accept_all(fixture);
    const NxOrder *order = &g_array_index(choice->taken, NxOrder, 0);
    g_assert_cmpint(order->decision, ==, NX_DECISION_RETRY);
    g_assert_cmpuint(order->attempt, ==, 4);
    g_assert_cmpint(order->not_before, ==, NOON - 10 * NX_DAY + 7 * NX_DAY);
    nx_choice_free(choice);
}

static void bounces_inside_one_step_prove_one(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 4; i++)
        full_mailbox(fixture, "ann@isp.example", NOON - NX_DAY + i * 8 * NX_HOUR);
    advise(fixture);
    g_assert_cmpuint(suggested(fixture, 3)->attempt, ==, 1); /* the fourth lies on the bound */
    g_assert_cmpint(suggested(fixture, 3)->not_before, ==, NOON);
}

static void one_second_later_is_the_next_attempt(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "ann@isp.example", NOON - 2 * NX_DAY);
    full_mailbox(fixture, "ann@isp.example", NOON - NX_DAY + 1);
    advise(fixture);
    g_assert_cmpuint(suggested(fixture, 0)->attempt, ==, 1);
    g_assert_cmpuint(suggested(fixture, 1)->attempt, ==, 2);
    g_assert_cmpint(suggested(fixture, 1)->not_before, ==, NOON - NX_DAY + 1 + 2 * NX_DAY);
}

static void a_sign_of_life_begins_a_new_count(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 3; i++)
        full_mailbox(fixture, "ann@isp.example", NOON - 20 * NX_DAY + i * 5 * NX_DAY);
    full_mailbox(fixture, "ann@isp.example", NOON - NX_DAY);
    load(fixture);
    record(fixture);
    told_alive(fixture, "ann@isp.example", NOON - 5 * NX_DAY);
    remember(fixture);
    g_assert_cmpuint(suggested(fixture, 3)->attempt, ==, 1);
    g_assert_cmpint(suggested(fixture, 3)->not_before, ==, NOON);
    g_assert_cmpuint(nx_catalog_address(fixture->catalog, 0)->standing.episodes, ==, 2);
}

/* A full mailbox that took mail since is over; a message that is too big still is. */
static void a_sign_of_life_ends_soft_failures_alone(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce big = {.to = "ann@isp.example",
                  .status = "5.2.3",
                  .diagnostic = "552 5.2.3 message size exceeds the maximum",
                  .at = NOON - 2 * NX_DAY};
    full_mailbox(fixture, "ann@isp.example", NOON - 3 * NX_DAY);
    add_bounce(fixture, &big);
    load(fixture);
    record(fixture);
    told_alive(fixture, "ann@isp.example", NOON - NX_DAY);
    remember(fixture);
    g_assert_cmpint(suggested(fixture, 0)->kind, ==, NX_ADVICE_IGNORE);
    g_assert_cmpint(suggested(fixture, 1)->kind, ==, NX_ADVICE_HOLD);
}

static void frequent_offenders_wait_twice_as_long(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint episode = 0; episode < 4; episode++)
        full_mailbox(fixture, "ann@isp.example", NOON - (40 - episode * 10) * NX_DAY);
    load(fixture);
    record(fixture);
    for (guint episode = 0; episode < 3; episode++)
        told_alive(fixture, "ann@isp.example", NOON - (38 - episode * 10) * NX_DAY);
    remember(fixture);
    g_assert_cmpuint(nx_catalog_address(fixture->catalog, 0)->standing.episodes, ==, 4);
    g_assert_cmpint(suggested(fixture, 3)->not_before, ==, NOON - 10 * NX_DAY + 2 * NX_DAY);
}

/* By whom: `data` is the tests', not the fixture's. */
static void up(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture_up(fixture, NULL);
}

#define ADD_CASE(name, data, function) g_test_add(name, Fixture, data, up, function, fixture_down)
#define BY_BOTH(name, function)                                                                                        \
    ADD_CASE(name ", by advice", "advice", function);                                                                  \
    ADD_CASE(name ", by hand", NULL, function)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/advise/account/a certain word stays certain", a_certain_word_stays_certain);
    ADD_TEST("/advise/account/a likely word alone does not", a_likely_word_alone_does_not);
    ADD_TEST("/advise/account/a full mailbox contradicts an older word", a_full_mailbox_contradicts_an_older_word);
    ADD_TEST("/advise/account/another failure does not", another_failure_does_not);
    ADD_TEST("/advise/account/what the ledger knows adds up", what_the_ledger_knows_adds_up_too);
    ADD_TEST("/advise/account/what a person knew contradicts nothing", what_a_person_knew_contradicts_nothing);
    ADD_TEST("/advise/account/bounces of a first mailbox prove attempts", bounces_of_a_first_mailbox_prove_attempts);
    ADD_TEST("/advise/account/a dated pause comes before used up", a_dated_pause_comes_before_used_up);
    ADD_TEST("/advise/account/bounces inside one step prove one", bounces_inside_one_step_prove_one);
    ADD_TEST("/advise/account/one second later is the next attempt", one_second_later_is_the_next_attempt);
    ADD_TEST("/advise/account/a sign of life ends soft failures alone", a_sign_of_life_ends_soft_failures_alone);
    ADD_TEST("/advise/account/a sign of life begins a new count", a_sign_of_life_begins_a_new_count);
    ADD_TEST("/advise/account/frequent offenders wait twice as long", frequent_offenders_wait_twice_as_long);
    ADD_CASE("/advise/account/revised, a pause", GINT_TO_POINTER(NX_DECISION_RETRY), a_pause_by_advice_gives_way);
    ADD_CASE("/advise/account/revised, a hold", GINT_TO_POINTER(NX_DECISION_HOLD), a_pause_by_advice_gives_way);
    ADD_CASE("/advise/account/revised, an ignore", GINT_TO_POINTER(NX_DECISION_IGNORE), a_pause_by_advice_gives_way);
    ADD_CASE("/advise/account/named, a pause", GINT_TO_POINTER(NX_DECISION_RETRY), a_persons_decision_does_not);
    ADD_CASE("/advise/account/named, a hold", GINT_TO_POINTER(NX_DECISION_HOLD), a_persons_decision_does_not);
    ADD_CASE("/advise/account/named, an ignore", GINT_TO_POINTER(NX_DECISION_IGNORE), a_persons_decision_does_not);
    BY_BOTH("/advise/account/a plan that is used up", a_plan_that_is_used_up_is_asked_for);
    BY_BOTH("/advise/account/alive though suppressed", a_suppression_is_offered_back_after_a_sign_of_life);
    BY_BOTH("/advise/account/a failure after an ignore", a_new_failure_revises_an_ignore_by_advice);
    return g_test_run();
}
