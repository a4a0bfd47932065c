/* What `accept` takes and leaves, and why. */
#include "advise/fixture.h"

static NxChoice *accept_all(Fixture *fixture)
{
    guint n;
    g_autofree guint32 *all = all_addresses(fixture, &n);
    return nx_advisor_accept(fixture->advisor, all, n, TRUE, NOON);
}

static const NxOrder *order_for(const NxChoice *choice, const char *key)
{
    for (guint i = 0; i < choice->taken->len; i++) {
        const NxOrder *order = &g_array_index(choice->taken, NxOrder, i);
        if (g_str_equal(order->key, key))
            return order;
    }
    return NULL;
}

static void advice_is_taken_as_it_is_named(void)
{
    for (guint i = 0; i < NX_N_ADVICES; i++)
        g_assert_cmpstr(nx_decision_name(nx_advice_decision((NxAdviceKind)i)), ==,
                        i == NX_ADVICE_REVIEW ? NULL : nx_advice_name((NxAdviceKind)i));
}

static void what_is_certain_is_taken(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "Ann@isp.example", NOON - NX_DAY);
    full_mailbox(fixture, "bob@isp.example", NOON - NX_HOUR);
    blocked(fixture, "cleo@isp.example", NOON - NX_DAY);
    advise(fixture);
    NxChoice *choice = accept_all(fixture);
    g_assert_cmpuint(choice->taken->len, ==, 3);
    g_assert_cmpuint(choice->by_decision[NX_DECISION_SUPPRESS], ==, 1);
    g_assert_cmpuint(choice->by_decision[NX_DECISION_RETRY], ==, 1);
    g_assert_cmpuint(choice->by_decision[NX_DECISION_HOLD], ==, 1);
    const NxOrder *ann = order_for(choice, "ann@isp.example");
    g_assert_cmpstr(ann->spelling, ==, "Ann@isp.example");
    g_assert_cmpint(ann->decision, ==, NX_DECISION_SUPPRESS);
    g_assert_cmpint(ann->reason, ==, NX_REASON_USERUNKNOWN);
    g_assert_true(nx_status_equal(ann->status, (NxStatus){5, 1, 1}));
    g_assert_nonnull(ann->rule);
    g_assert_nonnull(ann->place_id);
    const NxOrder *bob = order_for(choice, "bob@isp.example");
    g_assert_cmpint(bob->not_before, ==, NOON + 23 * NX_HOUR);
    g_assert_cmpint(bob->plan, ==, NX_PLAN_S1);
    g_assert_cmpuint(bob->attempt, ==, 1);
    g_assert_cmpuint(bob->attempts, ==, 4);
    g_assert_cmpstr(order_for(choice, "cleo@isp.example")->cause, ==, "-/blocked");
    g_assert_null(nx_choice_left(choice, fixture->library));
    nx_choice_free(choice);
}

static void taken_once_is_decided(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_DAY);
    full_mailbox(fixture, "bob@isp.example", NOON - NX_HOUR);
    advise(fixture);
    NxChoice *choice = accept_all(fixture);
    g_assert_true(nx_ledger_decide(ledger(fixture), &anna, (const NxOrder *)(gpointer)choice->taken->data,
                                   choice->taken->len, NULL, NULL, NULL));
    nx_choice_free(choice);
    remember(fixture);
    choice = accept_all(fixture);
    g_assert_cmpuint(choice->taken->len, ==, 0);
    g_assert_cmpuint(choice->left[NX_LEFT_DECIDED], ==, 2);
    nx_choice_free(choice);
}

static void what_is_left_is_counted_by_cause(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce guess = {.to = "ann@isp.example",
                    .status = "5.3.0",
                    .diagnostic = "550 5.3.0 Permanent mail system failure",
                    .at = NOON - NX_DAY};
    Bounce dark = {.to = "bob@isp.example", .status = "5.0.0", .diagnostic = "554 5.0.0 qwertz", .at = NOON - NX_DAY};
    Bounce delayed = {.to = "fay@isp.example",
                      .status = "4.4.1",
                      .diagnostic = "451 4.4.1 no answer",
                      .action = "delayed",
                      .at = NOON - NX_DAY};
    add_bounce(fixture, &guess);
    add_bounce(fixture, &dark);
    unknown_host(fixture, "cleo@gmail.com", NOON - NX_DAY);
    unknown_user(fixture, "postmaster@isp.example", NOON - NX_DAY);
    unknown_user(fixture, "eve@isp.example", NOON - NX_DAY);
    add_bounce(fixture, &delayed);
    advise(fixture);
    NxOrder order = {.key = "eve@isp.example", .decision = NX_DECISION_IGNORE};
    decide(fixture, &order);
    remember(fixture);
    NxChoice *choice = accept_all(fixture);
    g_assert_cmpuint(choice->taken->len, ==, 0);
    g_assert_cmpuint(choice->left[NX_LEFT_UNCERTAIN], ==, 1);
    g_assert_cmpuint(choice->left[NX_LEFT_REVIEW], ==, 1);
    g_assert_cmpuint(choice->left[NX_LEFT_GUARDED], ==, 1);
    g_assert_cmpuint(choice->left[NX_LEFT_PROTECTED], ==, 1);
    g_assert_cmpuint(choice->left[NX_LEFT_DECIDED], ==, 1);
    g_assert_cmpuint(choice->left[NX_LEFT_NOBODY], ==, 1);
    g_autofree char *left = nx_choice_left(choice, fixture->library);
    g_assert_cmpstr(left, ==,
                    "left 6: 1 not certain, 1 to be reviewed, 1 held back by a guard, 1 protected, 1 decided already, "
                    "1 without anything to decide");
    nx_choice_free(choice);
}

/* What limits and groups tell of an address is what `accept` does with it. */
static void why_it_is_left_stands_with_the_address(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const struct {
        const char *address;
        NxLeft left;
    } LEFT[] = {
        {"ann@isp.example", NX_LEFT_UNCERTAIN}, {"bob@other.example", NX_LEFT_REVIEW},
        {"cleo@gmail.com", NX_LEFT_GUARDED},    {"postmaster@isp.example", NX_LEFT_PROTECTED},
        {"eve@isp.example", NX_LEFT_DECIDED},   {"fay@isp.example", NX_LEFT_NOBODY},
        {"gus@full.example", NX_LEFT_NOT},
    };
    Bounce guess = {.to = "ann@isp.example",
                    .status = "5.3.0",
                    .diagnostic = "550 5.3.0 Permanent mail system failure",
                    .at = NOON - NX_DAY};
    Bounce dark = {.to = "bob@other.example", .status = "5.0.0", .diagnostic = "554 5.0.0 qwertz", .at = NOON - NX_DAY};
    Bounce delayed = {.to = "fay@isp.example",
                      .status = "4.4.1",
                      .diagnostic = "451 4.4.1 no answer",
                      .action = "delayed",
                      .at = NOON - NX_DAY};
    add_bounce(fixture, &guess);
    add_bounce(fixture, &dark);
    unknown_host(fixture, "cleo@gmail.com", NOON - NX_DAY);
    unknown_user(fixture, "postmaster@isp.example", NOON - NX_DAY);
    unknown_user(fixture, "eve@isp.example", NOON - NX_DAY);
    add_bounce(fixture, &delayed);
    full_mailbox(fixture, "gus@full.example", NOON - NX_DAY);
    advise(fixture);
    NxOrder order = {.key = "eve@isp.example", .decision = NX_DECISION_IGNORE};
    decide(fixture, &order);
    remember(fixture);
    NxChoice *choice = accept_all(fixture);
    guint counted[NX_N_LEFTS] = {0};
    for (guint i = 0; i < G_N_ELEMENTS(LEFT); i++) {
        guint32 number = address_of(fixture, LEFT[i].address);
        NxLeft left = nx_catalog_address(fixture->catalog, number)->standing.left;
        if (left != LEFT[i].left)
            g_error("%s is left: %s", LEFT[i].address, nx_left_words(left));
        counted[left]++;
    }
    for (guint i = NX_LEFT_NOT + 1; i < NX_N_LEFTS; i++)
        g_assert_cmpuint(choice->left[i], ==, counted[i]);
    g_assert_cmpuint(choice->taken->len, ==, counted[NX_LEFT_NOT]);
    nx_choice_free(choice);
}

static void without_own_the_setting_is_named(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_DAY);
    full_mailbox(fixture, "bob@isp.example", NOON - NX_HOUR);
    advise(fixture);
    NxChoice *choice = accept_all(fixture);
    g_assert_null(order_for(choice, "ann@isp.example"));
    g_assert_cmpuint(choice->left[NX_LEFT_UNCERTAIN], ==, 1);
    g_autofree char *left = nx_choice_left(choice, fixture->library);
    g_assert_nonnull(strstr(left, "[own]"));
    nx_choice_free(choice);
}

static void one_alone_is_taken_uncertain(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce b = {.to = "ann@isp.example",
                .status = "5.3.0",
                .diagnostic = "550 5.3.0 Permanent mail system failure",
                .at = NOON - NX_DAY};
    Bounce dark = {.to = "bob@isp.example", .status = "5.0.0", .diagnostic = "554 5.0.0 qwertz", .at = NOON - NX_DAY};
    add_bounce(fixture, &b);
    add_bounce(fixture, &dark);
    advise(fixture);
    const guint32 ann = address_of(fixture, "ann@isp.example"), bob = address_of(fixture, "bob@isp.example");
    NxChoice *choice = nx_advisor_accept(fixture->advisor, &ann, 1, FALSE, NOON);
    g_assert_cmpuint(choice->by_decision[NX_DECISION_SUPPRESS], ==, 1);
    nx_choice_free(choice);
    choice = nx_advisor_accept(fixture->advisor, &bob, 1, FALSE, NOON);
    g_assert_cmpuint(choice->left[NX_LEFT_REVIEW], ==, 1);
    nx_choice_free(choice);
}

static void the_protected_stay_out_in_bulk(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "postmaster@isp.example", NOON - NX_DAY);
    unknown_user(fixture, "ann@isp.example", NOON - NX_DAY);
    advise(fixture);
    const guint32 both[] = {0, 1, NX_NOBODY};
    NxChoice *choice = nx_advisor_decide(fixture->advisor, both, 3, NX_DECISION_SUPPRESS, TRUE, NOON);
    g_assert_cmpuint(choice->taken->len, ==, 1);
    g_assert_cmpuint(choice->left[NX_LEFT_PROTECTED], ==, 1);
    g_assert_cmpuint(choice->left[NX_LEFT_NOBODY], ==, 1);
    nx_choice_free(choice);
    choice = nx_advisor_decide(fixture->advisor, both, 1, NX_DECISION_SUPPRESS, FALSE, NOON);
    g_assert_cmpuint(choice->taken->len, ==, 1);
    nx_choice_free(choice);
    choice = nx_advisor_decide(fixture->advisor, both, 2, NX_DECISION_IGNORE, TRUE, NOON);
    g_assert_cmpuint(choice->taken->len, ==, 2);
    nx_choice_free(choice);
}

static void a_decision_of_ones_own_has_dates_and_causes(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_HOUR);
    advise(fixture);
    const guint32 ann = 0;
    NxChoice *choice = nx_advisor_decide(fixture->advisor, &ann, 1, NX_DECISION_RETRY, FALSE, NOON);
    const NxOrder *order = &g_array_index(choice->taken, NxOrder, 0);
    g_assert_cmpint(order->not_before, ==, NOON + 23 * NX_HOUR);
    g_assert_cmpint(order->plan, ==, NX_PLAN_S1);
    g_assert_cmpuint(order->attempts, ==, 4);
    nx_choice_free(choice);
    choice = nx_advisor_decide(fixture->advisor, &ann, 1, NX_DECISION_HOLD, FALSE, NOON);
    g_assert_cmpstr(g_array_index(choice->taken, NxOrder, 0).cause, ==, "-/userunknown");
    nx_choice_free(choice);
    choice = nx_advisor_decide(fixture->advisor, &ann, 1, NX_DECISION_NONE, FALSE, NOON);
    g_assert_cmpint(g_array_index(choice->taken, NxOrder, 0).decision, ==, NX_DECISION_NONE);
    nx_choice_free(choice);
}

static void an_address_in_no_mailbox(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "ann@isp.example", NOON - NX_DAY);
    advise(fixture);
    record(fixture);
    g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func(g_free);
    NxOrder order;
    nx_advise_order(fixture->library, NULL, "bob@isp.example", "bob@isp.example", NX_DECISION_RETRY, NOON, &order,
                    strings);
    g_assert_cmpint(order.not_before, ==, NOON + NX_DAY);
    g_assert_cmpuint(order.attempt, ==, 1);
    g_assert_cmpuint(order.attempts, ==, 4);
    const char *const keys[] = {"ann@isp.example"};
    g_autoptr(GPtrArray) recalls = nx_ledger_recall(ledger(fixture), keys, 1, NULL);
    nx_advise_order(fixture->library, recalls->pdata[0], keys[0], keys[0], NX_DECISION_RETRY, NOON, &order, strings);
    g_assert_cmpint(order.not_before, ==, NOON);
    g_assert_cmpint(order.reason, ==, NX_REASON_MAILBOXFULL);
    g_assert_nonnull(order.diagnostic);
    nx_advise_order(fixture->library, recalls->pdata[0], keys[0], keys[0], NX_DECISION_HOLD, NOON, &order, strings);
    g_assert_cmpstr(order.cause, ==, "-/mailboxfull");
    nx_advise_order(fixture->library, recalls->pdata[0], keys[0], keys[0], NX_DECISION_NONE, NOON, &order, strings);
    g_assert_null(order.diagnostic);
}

static void a_retry_that_stands_goes_on(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "bob@isp.example", NOON - NX_DAY);
    advise(fixture);
    NxOrder stands = {.key = "ann@isp.example",
                      .decision = NX_DECISION_RETRY,
                      .not_before = NOON + 2 * NX_DAY,
                      .plan = NX_PLAN_S1,
                      .attempt = 3,
                      .attempts = 4};
    decide(fixture, &stands);
    const char *const keys[] = {"ann@isp.example"};
    g_autoptr(GPtrArray) recalls = nx_ledger_recall(ledger(fixture), keys, 1, NULL);
    g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func(g_free);
    NxOrder order;
    nx_advise_order(fixture->library, recalls->pdata[0], keys[0], keys[0], NX_DECISION_RETRY, NOON, &order, strings);
    g_assert_cmpuint(order.attempt, ==, 3);
    g_assert_cmpint(order.not_before, ==, NOON + 2 * NX_DAY);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/advise/choice/advice is taken as it is named", advice_is_taken_as_it_is_named);
    ADD_TEST("/advise/choice/what is certain is taken, each with its evidence", what_is_certain_is_taken);
    ADD_TEST("/advise/choice/what was taken once is decided", taken_once_is_decided);
    ADD_TEST("/advise/choice/what is left is counted by its cause", what_is_left_is_counted_by_cause);
    ADD_TEST("/advise/choice/why it is left stands with the address", why_it_is_left_stands_with_the_address);
    ADD_TEST_WITHOUT_OWN("/advise/choice/without [own] nothing is certain, and the setting is named",
                         without_own_the_setting_is_named);
    ADD_TEST("/advise/choice/one address alone is taken also where uncertain, but not for review",
             one_alone_is_taken_uncertain);
    ADD_TEST("/advise/choice/the protected stay out in bulk", the_protected_stay_out_in_bulk);
    ADD_TEST("/advise/choice/a decision of one's own has its date or cause",
             a_decision_of_ones_own_has_dates_and_causes);
    ADD_TEST("/advise/choice/an address in no mailbox is decided from what the ledger knows", an_address_in_no_mailbox);
    ADD_TEST("/advise/choice/a retry that stands goes on", a_retry_that_stands_goes_on);
    return g_test_run();
}
