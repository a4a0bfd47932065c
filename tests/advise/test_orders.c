/* What an event, or what the ledger knows of an address, becomes when something is decided: each field in its place. */
#include "advise/fixture.h"

/* A bounce that has all that an order may hold, each of it unlike the rest. */
static const Bounce WHOLE = {.to = "Ann@gmail.com",
                             .status = "5.2.1",
                             .diagnostic = "550-5.2.1 The email account that you tried to reach is disabled.",
                             .at = NOON - NX_DAY,
                             .remote_mta = "gmail-smtp-in.l.google.com",
                             .reporting = "relay.example"};

static void assert_evidence(const NxOrder *order, const NxEvent *event)
{
    g_assert_cmpint(order->reason, ==, NX_REASON_SUSPEND);
    g_assert_cmpint(order->klass, ==, NX_CLASS_HARD);
    g_assert_true(nx_status_equal(order->status, (NxStatus){5, 2, 1}));
    g_assert_cmpuint(order->reply_code, ==, 550);
    g_assert_cmpstr(order->provider, ==, "google");
    g_assert_cmpstr(order->diagnostic, ==, event->diagnostic);
    g_assert_cmpstr(order->evidence, ==, event->evidence);
    g_assert_cmpstr(order->rule, ==, event->verdict.rule);
    g_assert_cmpstr(order->file, ==, "box");
    const char *const texts[] = {order->diagnostic, order->evidence, order->rule,
                                 order->provider,   order->file,     order->place_id};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        for (guint j = 0; j < i; j++)
            g_assert_cmpstr(texts[i], !=, texts[j]);
}

static void from_an_event(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    add_bounce(fixture, &WHOLE);
    advise(fixture);
    const guint32 ann = 0;
    NxChoice *choice = nx_advisor_accept(fixture->advisor, &ann, 1, FALSE, NOON);
    g_assert_cmpuint(choice->taken->len, ==, 1);
    const NxOrder *order = &g_array_index(choice->taken, NxOrder, 0);
    g_assert_cmpstr(order->key, ==, "ann@gmail.com");
    g_assert_cmpstr(order->spelling, ==, "Ann@gmail.com");
    assert_evidence(order, event_of(fixture, 0));
    g_assert_null(order->cause);
    g_assert_null(order->note);
    g_assert_cmpint(order->plan, ==, NX_PLAN_NONE);
    g_assert_cmpint(order->not_before, ==, NX_TIME_UNKNOWN);
    nx_choice_free(choice);
}

static void from_the_ledger(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    add_bounce(fixture, &WHOLE);
    advise(fixture);
    record(fixture);
    const char *const keys[] = {"ann@gmail.com"};
    g_autoptr(GPtrArray) recalls = nx_ledger_recall(ledger(fixture), keys, 1, NULL);
    g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func(g_free);
    NxOrder order;
    nx_advise_order(fixture->library, recalls->pdata[0], "ann@gmail.com", "ANN@gmail.com", NX_DECISION_SUPPRESS, NOON,
                    &order, strings);
    g_assert_cmpstr(order.key, ==, "ann@gmail.com");
    g_assert_cmpstr(order.spelling, ==, "ANN@gmail.com");
    assert_evidence(&order, event_of(fixture, 0));
    g_assert_null(order.cause);
    g_assert_cmpint(order.not_before, ==, NX_TIME_UNKNOWN);
}

static void to_forget_takes_nothing_along(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    add_bounce(fixture, &WHOLE);
    advise(fixture);
    const guint32 ann = 0;
    NxChoice *choice = nx_advisor_decide(fixture->advisor, &ann, 1, NX_DECISION_NONE, TRUE, NOON);
    const NxOrder *order = &g_array_index(choice->taken, NxOrder, 0);
    g_assert_cmpstr(order->key, ==, "ann@gmail.com");
    g_assert_cmpint(order->reason, ==, NX_REASON_UNDEFINED);
    g_assert_null(order->diagnostic);
    g_assert_null(order->place_id);
    g_assert_cmpuint(choice->by_decision[NX_DECISION_NONE], ==, 1);
    nx_choice_free(choice);
}

static void a_cause_is_only_of_what_is_held(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    add_bounce(fixture, &WHOLE);
    advise(fixture);
    const guint32 ann = 0;
    static const NxDecision ALL[] = {NX_DECISION_SUPPRESS, NX_DECISION_RETRY, NX_DECISION_HOLD, NX_DECISION_IGNORE};
    for (guint i = 0; i < G_N_ELEMENTS(ALL); i++) {
        NxChoice *choice = nx_advisor_decide(fixture->advisor, &ann, 1, ALL[i], FALSE, NOON);
        const NxOrder *order = &g_array_index(choice->taken, NxOrder, 0);
        g_assert_cmpstr(order->cause, ==, ALL[i] == NX_DECISION_HOLD ? "google/suspend" : NULL);
        g_assert_cmpint(order->not_before, ==, ALL[i] == NX_DECISION_RETRY ? NOON : NX_TIME_UNKNOWN);
        g_assert_cmpuint(order->attempts, ==, ALL[i] == NX_DECISION_RETRY ? 4 : 0);
        nx_choice_free(choice);
    }
}

/* Only delays of it are known: the last of them says what there is to say. */
static void of_what_never_failed_the_last_event_is_taken(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce early = {.to = "ann@isp.example",
                    .status = "4.4.1",
                    .diagnostic = "451 4.4.1 no answer from host",
                    .action = "delayed",
                    .at = NOON - NX_DAY};
    Bounce late = {.to = "ann@isp.example",
                   .status = "4.2.2",
                   .diagnostic = "452 4.2.2 Mailbox is full",
                   .action = "delayed",
                   .at = NOON - NX_HOUR};
    add_bounce(fixture, &early);
    add_bounce(fixture, &late);
    advise(fixture);
    const guint32 ann = 0;
    NxChoice *choice = nx_advisor_decide(fixture->advisor, &ann, 1, NX_DECISION_IGNORE, FALSE, NOON);
    const NxOrder *order = &g_array_index(choice->taken, NxOrder, 0);
    g_assert_true(nx_status_equal(order->status, (NxStatus){4, 2, 2}));
    nx_choice_free(choice);
    choice = nx_advisor_accept(fixture->advisor, &ann, 1, FALSE, NOON);
    g_assert_cmpuint(choice->left[NX_LEFT_NOBODY], ==, 1);
    g_assert_cmpuint(choice->taken->len, ==, 0);
    nx_choice_free(choice);
}

/* ---- Retries ----------------------------------------------------------------------------------------------------- */

static void stand_at(Fixture *fixture, NxDecision decision, guint attempt)
{
    NxOrder order = {.key = "ann@isp.example",
                     .decision = decision,
                     .not_before = NOON + 3 * NX_DAY,
                     .plan = NX_PLAN_S2,
                     .attempt = attempt,
                     .attempts = 4};
    decide(fixture, &order);
    remember(fixture);
}

/* An address of which advice says nothing about retrying: its retry, as a person wants it. */
static NxOrder retry_of_a_dead_one(Fixture *fixture)
{
    const guint32 ann = address_of(fixture, "ann@isp.example");
    NxChoice *choice = nx_advisor_decide(fixture->advisor, &ann, 1, NX_DECISION_RETRY, FALSE, NOON);
    NxOrder order = g_array_index(choice->taken, NxOrder, 0);
    order.place_id = NULL;
    nx_choice_free(choice);
    return order;
}

static void a_retry_that_stands_is_gone_on_with(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_DAY);
    advise(fixture);
    stand_at(fixture, NX_DECISION_RETRY, 4);
    NxOrder order = retry_of_a_dead_one(fixture);
    g_assert_cmpuint(order.attempt, ==, 4);
    g_assert_cmpuint(order.attempts, ==, 4);
    g_assert_cmpint(order.plan, ==, NX_PLAN_S2);
    g_assert_cmpint(order.not_before, ==, NOON + 3 * NX_DAY);
}

static void one_that_is_used_up_begins_anew(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_DAY);
    advise(fixture);
    stand_at(fixture, NX_DECISION_RETRY, 5);
    NxOrder order = retry_of_a_dead_one(fixture);
    g_assert_cmpuint(order.attempt, ==, 1);
    g_assert_cmpint(order.plan, ==, NX_PLAN_S1);
    g_assert_cmpint(order.not_before, ==, NOON);
}

/* What stood was another decision, or a retry of which no attempt was planned. */
static void what_is_no_retry_is_not_gone_on_with(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_DAY);
    advise(fixture);
    stand_at(fixture, NX_DECISION_IGNORE, 2);
    g_assert_cmpuint(retry_of_a_dead_one(fixture).attempt, ==, 1);
    stand_at(fixture, NX_DECISION_RETRY, 0);
    g_assert_cmpuint(retry_of_a_dead_one(fixture).attempt, ==, 1);
    g_assert_cmpint(retry_of_a_dead_one(fixture).not_before, ==, NOON);
}

/* ---- What is left ------------------------------------------------------------------------------------------------ */

static void assert_left(Fixture *fixture, const NxChoice *choice, const char *wanted)
{
    g_autofree char *left = nx_choice_left(choice, fixture->library);
    g_assert_cmpstr(left, ==, wanted);
}

static void only_what_is_left_is_told(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON);
    load(fixture);
    static const struct {
        NxChoice choice;
        const char *said;
    } LEFT[] = {
        {{.left[NX_LEFT_UNCERTAIN] = 2}, "left 2: 2 not certain"},
        {{.left[NX_LEFT_REVIEW] = 3}, "left 3: 3 to be reviewed"},
        {{.left[NX_LEFT_GUARDED] = 4}, "left 4: 4 held back by a guard"},
        {{.left[NX_LEFT_PROTECTED] = 5}, "left 5: 5 protected"},
        {{.left[NX_LEFT_DECIDED] = 6}, "left 6: 6 decided already"},
        {{.left[NX_LEFT_NOBODY] = 7}, "left 7: 7 without anything to decide"},
        {{.left[NX_LEFT_UNCERTAIN] = 2, .left_unproven = 1},
         "left 2: 2 not certain; for 1 nothing is lacking but proof that it was your mail: [own] mta= names your mail "
         "servers, sent= what you sent"},
        {{0}, NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(LEFT); i++)
        assert_left(fixture, &LEFT[i].choice, LEFT[i].said);
}

/* The same bounce, from a server that is none of ours: its origin rests on what anybody could know. */
static void who_lacks_nothing_but_proof_is_counted(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_settings_clear(&fixture->settings);
    fixture->settings = (NxSettings){0};
    nx_settings_add(&fixture->settings.own_domains, "news.example", NULL);
    Bounce dark = {.to = "bob@isp.example",
                   .status = "5.3.0",
                   .diagnostic = "550 5.3.0 Permanent mail system failure",
                   .at = NOON - NX_DAY};
    unknown_user(fixture, "ann@isp.example", NOON - NX_DAY);
    add_bounce(fixture, &dark);
    advise(fixture);
    guint n;
    g_autofree guint32 *all = all_addresses(fixture, &n);
    NxChoice *choice = nx_advisor_accept(fixture->advisor, all, n, TRUE, NOON);
    g_assert_cmpuint(choice->taken->len, ==, 0);
    g_assert_cmpuint(choice->left[NX_LEFT_UNCERTAIN], ==, 2);
    g_assert_cmpuint(choice->left_unproven, ==, 1);
    nx_choice_free(choice);
}

static void what_is_on_its_way_to_disk_is_decided(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_DAY);
    advise(fixture);
    const guint32 ann = 0;
    nx_catalog_address(fixture->catalog, ann)->standing.pending = TRUE; /* to be forgotten: no decision stands */
    NxChoice *choice = nx_advisor_accept(fixture->advisor, &ann, 1, FALSE, NOON);
    g_assert_cmpuint(choice->taken->len, ==, 0);
    g_assert_cmpuint(choice->left[NX_LEFT_DECIDED], ==, 1);
    nx_choice_free(choice);
}

/* What a guard holds is not taken where a person takes one alone, either; what it merely doubts is. */
static void what_is_guarded_is_left_also_alone(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_host(fixture, "ann@gmail.com", NOON - NX_DAY);
    unknown_user(fixture, "postmaster@isp.example", NOON - NX_DAY);
    advise(fixture);
    for (guint32 i = 0; i < 2; i++) {
        NxChoice *choice = nx_advisor_accept(fixture->advisor, &i, 1, FALSE, NOON);
        g_assert_cmpuint(choice->taken->len, ==, 0);
        g_assert_cmpuint(choice->left[NX_LEFT_GUARDED], ==, i == 0);
        g_assert_cmpuint(choice->left[NX_LEFT_PROTECTED], ==, i == 1);
        nx_choice_free(choice);
    }
}

/* ---- Records of the undecided ------------------------------------------------------------------------------------ */

static void a_record_says_what_its_event_says(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce before = WHOLE;
    before.at = NOON - 9 * NX_DAY;
    add_bounce(fixture, &before);
    add_bounce(fixture, &WHOLE);
    advise(fixture);
    NxAddress *address = nx_catalog_address(fixture->catalog, 0);
    address->standing.is_protected = TRUE;
    address->standing.delivered = NOON - 20 * NX_DAY;
    const NxEvent *event = event_of(fixture, 1);
    NxRecord *record = nx_record_from_event(fixture->catalog, 1);
    g_assert_cmpint(record->reason, ==, NX_REASON_SUSPEND);
    g_assert_cmpint(record->klass, ==, NX_CLASS_HARD);
    g_assert_true(nx_status_equal(record->status, (NxStatus){5, 2, 1}));
    g_assert_cmpuint(record->reply_code, ==, 550);
    g_assert_cmpstr(record->diagnostic, ==, event->diagnostic);
    g_assert_cmpstr(record->evidence, ==, event->evidence);
    g_assert_cmpstr(record->rule, ==, event->verdict.rule);
    g_assert_cmpstr(record->provider, ==, "google");
    g_assert_cmpstr(record->file, ==, "box");
    g_assert_cmpuint(record->seen, ==, 2);
    g_assert_cmpint(record->first_seen, ==, NOON - 9 * NX_DAY);
    g_assert_cmpint(record->last_seen, ==, NOON - NX_DAY);
    g_assert_cmpint(record->delivered, ==, NOON - 20 * NX_DAY);
    g_assert_true(record->is_protected);
    g_assert_null(record->cause);
    g_assert_null(record->note);
    nx_record_free(record);
}

static void a_record_of_nobody_has_no_key(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce nobody = {.to = "no address", .status = "5.1.1", .diagnostic = "550 5.1.1 User unknown", .at = NOON};
    add_bounce(fixture, &nobody);
    advise(fixture);
    g_assert_cmpuint(event_of(fixture, 0)->address, ==, NX_NOBODY);
    NxRecord *record = nx_record_from_event(fixture->catalog, 0);
    g_assert_null(record->key);
    g_assert_cmpstr(record->spelling, ==, event_of(fixture, 0)->recipient);
    g_assert_cmpint(record->first_seen, ==, NOON);
    g_assert_cmpint(record->last_seen, ==, NOON);
    nx_record_free(record);
}

/* Whatever was never made can be let go. */
static void nothing_is_let_go(void)
{
    nx_advisor_free(NULL);
    nx_choice_free(NULL);
    nx_baseline_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/advise/orders/from an event", from_an_event);
    ADD_TEST("/advise/orders/from what the ledger knows", from_the_ledger);
    ADD_TEST("/advise/orders/to forget takes nothing along", to_forget_takes_nothing_along);
    ADD_TEST("/advise/orders/a cause is only of what is held, a date of what is retried",
             a_cause_is_only_of_what_is_held);
    ADD_TEST("/advise/orders/of what never failed the last event is taken",
             of_what_never_failed_the_last_event_is_taken);
    ADD_TEST("/advise/orders/a retry that stands is gone on with, to its last attempt",
             a_retry_that_stands_is_gone_on_with);
    ADD_TEST("/advise/orders/one that is used up begins anew", one_that_is_used_up_begins_anew);
    ADD_TEST("/advise/orders/what is no retry is not gone on with", what_is_no_retry_is_not_gone_on_with);
    ADD_TEST("/advise/orders/only what is left is told", only_what_is_left_is_told);
    ADD_TEST("/advise/orders/who lacks nothing but proof is counted", who_lacks_nothing_but_proof_is_counted);
    ADD_TEST("/advise/orders/what is on its way to disk is decided", what_is_on_its_way_to_disk_is_decided);
    ADD_TEST("/advise/orders/what is guarded is left also where it is alone", what_is_guarded_is_left_also_alone);
    ADD_TEST("/advise/orders/a record says what its event says", a_record_says_what_its_event_says);
    ADD_TEST("/advise/orders/a record of nobody has no key", a_record_of_nobody_has_no_key);
    g_test_add_func("/advise/nothing is let go", nothing_is_let_go);
    return g_test_run();
}
