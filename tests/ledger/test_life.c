/* Signs of life: what they close, what makes them void, how they are taken back; and the episodes that they part. */
#include "ledger/fixture.h"

#define ANN "ann@example.com"

/* A retry that advice began. */
static void advised_retry(Fixture *fixture, NxTime not_before)
{
    NxOrder order = {.key = ANN,
                     .decision = NX_DECISION_RETRY,
                     .by_advice = TRUE,
                     .not_before = not_before,
                     .plan = NX_PLAN_S1,
                     .attempt = 1,
                     .attempts = 4};
    decide_as(fixture, &anna, &order);
}

#define assert_record(fixture, member, value)                                                                          \
    do {                                                                                                               \
        NxRecord *record_ = record_of(fixture, ANN);                                                                   \
        g_assert_cmpint(record_->member, ==, value);                                                                   \
        nx_record_free(record_);                                                                                       \
    } while (0)

static void an_answer_ends_a_retry_by_advice(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    advised_retry(fixture, NOON + NX_DAY);
    g_assert_true(answers(fixture, ANN, NOON, 0)); /* at the same moment is late enough */
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_NONE);
    assert_record(fixture, delivered, NOON);
}

static void an_answer_before_the_bounce_ends_nothing(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    advised_retry(fixture, NOON + NX_DAY);
    g_assert_true(answers(fixture, ANN, NOON - 1, 0));
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_RETRY);
    assert_record(fixture, delivered, NOON - 1);
}

static void a_persons_decision_is_not_undone_by_an_answer(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const NxDecision KEPT[] = {NX_DECISION_SUPPRESS, NX_DECISION_RETRY, NX_DECISION_HOLD, NX_DECISION_IGNORE};
    for (guint i = 0; i < G_N_ELEMENTS(KEPT); i++) {
        decide(fixture, ANN, KEPT[i]);
        g_assert_true(answers(fixture, ANN, NOON + i, 0));
        g_assert_cmpint(decision_of(fixture, ANN), ==, KEPT[i]);
    }
}

/* Offered for release, and no more. */
static void a_suppression_by_advice_stands(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxOrder order = {.key = ANN, .decision = NX_DECISION_SUPPRESS, .by_advice = TRUE};
    decide_as(fixture, &anna, &order);
    g_assert_true(answers(fixture, ANN, NOON + NX_DAY, 0));
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_SUPPRESS);
    assert_record(fixture, delivered, NOON + NX_DAY);
}

static void who_is_not_known_is_not_written_down(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_assert_false(answers(fixture, ANN, NOON, 0));
    g_assert_null(record_of(fixture, ANN));
}

static void each_is_heard_once(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    g_assert_true(answers(fixture, ANN, NOON, 0));
    g_assert_false(answers(fixture, ANN, NOON, 0));
    g_assert_true(answers(fixture, ANN, NOON + 1, 0));
    const char *const key = ANN;
    for (guint i = 0; i < 2; i++)
        g_assert_true(delivered(fixture->ledger, &anna, &key, NULL, 1, NULL));
    g_autoptr(GPtrArray) lives = nx_ledger_lives(fixture->ledger, ANN, NULL);
    g_assert_cmpuint(lives->len, ==, 3);
}

static void newest_first_with_what_it_said(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    answers(fixture, ANN, NOON + 1, 0);
    answers(fixture, ANN, NOON + 2, 7);
    g_autoptr(GPtrArray) lives = nx_ledger_lives(fixture->ledger, ANN, NULL);
    const NxLife *newest = lives->pdata[0];
    g_assert_cmpint(newest->at, ==, NOON + 2);
    g_assert_cmpint(newest->kind, ==, NX_LIFE_ANSWER);
    g_assert_cmpstr(newest->text, ==, "Out of office");
    g_assert_cmpstr(newest->event_key, ==, ANN "\x1f<7@news.example>");
    const char *const key = ANN;
    g_autoptr(GPtrArray) recalls = nx_ledger_recall(fixture->ledger, &key, 1, NULL);
    g_assert_cmpint(((const NxRecall *)recalls->pdata[0])->life->at, ==, NOON + 2);
}

/* ---- Void -------------------------------------------------------------------------------------------------------- */

static void a_later_bounce_of_that_message_makes_it_void(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    advised_retry(fixture, NOON + NX_DAY);
    answers(fixture, ANN, NOON + 5 * NX_DAY, 2);
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_NONE);
    record_one(fixture, NOON + 6 * NX_DAY, sighting(ANN, 2, NOON + 5 * NX_DAY));
    assert_record(fixture, delivered, NX_TIME_UNKNOWN);
    NxRecord *record = record_of(fixture, ANN);
    g_assert_cmpint(record->decision, ==, NX_DECISION_RETRY);
    g_assert_cmpuint(record->attempt, ==, 2); /* it came after the date: an attempt was made */
    g_assert_cmpint(record->not_before, ==, NOON + 7 * NX_DAY);
    nx_record_free(record);
}

static void a_bounce_of_another_message_does_not(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    answers(fixture, ANN, NOON + NX_DAY, 2);
    record_one(fixture, NOON, sighting(ANN, 3, NOON + 3 * NX_DAY));
    assert_record(fixture, delivered, NOON + NX_DAY);
    record_one(fixture, NOON, sighting("bob@example.com", 2, NOON + 3 * NX_DAY));
    assert_record(fixture, delivered, NOON + NX_DAY);
}

static void an_earlier_bounce_of_that_message_does_not(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    answers(fixture, ANN, NOON + 1, 1);
    assert_record(fixture, delivered, NOON + 1);
}

static void so_it_is_if_the_bounce_was_read_first(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    answers(fixture, ANN, NOON, 1);
    assert_record(fixture, delivered, NX_TIME_UNKNOWN);
    g_autoptr(GPtrArray) lives = nx_ledger_lives(fixture->ledger, ANN, NULL);
    g_assert_true(((const NxLife *)lives->pdata[0])->is_void);
}

static void an_older_sign_counts_again_then(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    answers(fixture, ANN, NOON + 1, 0);
    answers(fixture, ANN, NOON + 5 * NX_DAY, 2);
    assert_record(fixture, delivered, NOON + 5 * NX_DAY);
    record_one(fixture, NOON, sighting(ANN, 2, NOON + 6 * NX_DAY));
    assert_record(fixture, delivered, NOON + 1);
}

/* A bounce whose key is its envelope id, and which returns message `number`. */
static NxSighting *of_envelope(guint number, NxTime arrived)
{
    NxSighting *bounce = sighting(ANN, number, arrived);
    g_free(bounce->event_key);
    bounce->event_key = g_strdup(ANN "\x1frun+41");
    bounce->original_message_id = g_strdup_printf("<%u@news.example>", number);
    return bounce;
}

static void by_its_message_too_where_its_key_is_another(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    answers(fixture, ANN, NOON + NX_DAY, 2);
    record_one(fixture, NOON, of_envelope(3, NOON + 2 * NX_DAY)); /* another message's */
    assert_record(fixture, delivered, NOON + NX_DAY);
    record_one(fixture, NOON, of_envelope(2, NOON + 4 * NX_DAY));
    assert_record(fixture, delivered, NX_TIME_UNKNOWN);
    answers(fixture, ANN, NOON + 4 * NX_DAY, 2); /* read after it */
    assert_record(fixture, delivered, NX_TIME_UNKNOWN);
    answers(fixture, ANN, NOON + 4 * NX_DAY + 1, 2); /* a bounce before it says nothing */
    assert_record(fixture, delivered, NOON + 4 * NX_DAY + 1);
}

/* ---- Taken back -------------------------------------------------------------------------------------------------- */

static gint64 newest_act(Fixture *fixture)
{
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 1, NULL);
    return ((const NxAct *)log->pdata[0])->number;
}

static void what_was_told_can_be_undone_and_redone(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    const char *const key = ANN;
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    answers(fixture, ANN, NOON + 1, 0);
    retry(fixture, ANN, NOON + NX_DAY, 1);
    NxTime at = NOON + 2 * NX_DAY;
    g_assert_true(delivered(fixture->ledger, &anna, &key, &at, 1, NULL));
    gint64 act = newest_act(fixture);
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_NONE);
    guint n = 0;
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, act, &n, NULL, NULL));
    g_assert_cmpuint(n, ==, 1);
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_RETRY);
    assert_record(fixture, delivered, NOON + 1);
    g_assert_true(nx_ledger_redo(fixture->ledger, &anna, act, &n, NULL, NULL));
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_NONE);
    assert_record(fixture, delivered, at);
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, act, &n, NULL, NULL));
    assert_record(fixture, delivered, NOON + 1);
}

static void word_that_changed_no_decision_can_be_undone_too(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    const char *const keys[] = {ANN, "bob@example.com"};
    record_one(fixture, NOON, sighting(ANN, 1, NOON));
    record_one(fixture, NOON, sighting(keys[1], 2, NOON));
    g_assert_true(delivered(fixture->ledger, &anna, keys, NULL, 2, NULL));
    guint n = 0;
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, newest_act(fixture), &n, NULL, NULL));
    g_assert_cmpuint(n, ==, 2);
    assert_record(fixture, delivered, NX_TIME_UNKNOWN);
    g_assert_true(delivered(fixture->ledger, &anna, keys, NULL, 1, NULL)); /* and told anew */
    assert_record(fixture, delivered, NOON);
}

/* ---- Episodes ---------------------------------------------------------------------------------------------------- */

static void episodes_are_parted_by_signs_of_life(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    guint number = 0;
    record_one(fixture, NOON, sighting(ANN, ++number, NOON));
    record_one(fixture, NOON, sighting(ANN, ++number, NOON + NX_DAY));
    assert_record(fixture, episodes, 1);
    answers(fixture, ANN, NOON + NX_DAY, 0);
    assert_record(fixture, episodes, 1);
    answers(fixture, ANN, NOON + 2 * NX_DAY, 0); /* nothing lies between the two */
    assert_record(fixture, episodes, 1);
    record_one(fixture, NOON, sighting(ANN, ++number, NOON + 3 * NX_DAY));
    assert_record(fixture, episodes, 2);
    record_one(fixture, NOON, sighting(ANN, ++number, NOON + 4 * NX_DAY));
    assert_record(fixture, episodes, 2);
    answers(fixture, ANN, NOON + 5 * NX_DAY, 9);
    record_one(fixture, NOON, sighting(ANN, ++number, NOON + 6 * NX_DAY));
    assert_record(fixture, episodes, 3);
    record_one(fixture, NOON, sighting(ANN, 9, NOON + 7 * NX_DAY)); /* the answer before was none */
    assert_record(fixture, episodes, 2);
    assert_record(fixture, seen, 6);
}

static void silence_after_an_attempt_parts_them_too(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting(ANN, 1, NOON - NX_DAY));
    retry(fixture, ANN, NOON, 1);
    sent(fixture, ANN, NOON);
    record_one(fixture, NOON + 8 * NX_DAY, sighting("bob@example.com", 2, NOON));
    record_one(fixture, NOON + 9 * NX_DAY, sighting(ANN, 3, NOON + 9 * NX_DAY));
    assert_record(fixture, episodes, 2);
    g_autoptr(GPtrArray) lives = nx_ledger_lives(fixture->ledger, ANN, NULL);
    g_assert_cmpint(((const NxLife *)lives->pdata[0])->kind, ==, NX_LIFE_SILENCE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/life/an answer ends a retry by advice", an_answer_ends_a_retry_by_advice);
    ADD_TEST("/ledger/life/one before the bounce does not", an_answer_before_the_bounce_ends_nothing);
    ADD_TEST("/ledger/life/a person's decision stands", a_persons_decision_is_not_undone_by_an_answer);
    ADD_TEST("/ledger/life/a suppression by advice stands", a_suppression_by_advice_stands);
    ADD_TEST("/ledger/life/strangers are not written down", who_is_not_known_is_not_written_down);
    ADD_TEST("/ledger/life/each is heard once", each_is_heard_once);
    ADD_TEST("/ledger/life/newest first", newest_first_with_what_it_said);
    ADD_TEST("/ledger/life/void by a later bounce of that message", a_later_bounce_of_that_message_makes_it_void);
    ADD_TEST("/ledger/life/not by that of another", a_bounce_of_another_message_does_not);
    ADD_TEST("/ledger/life/not by an earlier one", an_earlier_bounce_of_that_message_does_not);
    ADD_TEST("/ledger/life/by one that was read first", so_it_is_if_the_bounce_was_read_first);
    ADD_TEST("/ledger/life/by its message, too, where its key is another", by_its_message_too_where_its_key_is_another);
    ADD_TEST("/ledger/life/an older one counts again then", an_older_sign_counts_again_then);
    ADD_TEST("/ledger/life/undone and redone", what_was_told_can_be_undone_and_redone);
    ADD_TEST("/ledger/life/undone where no decision changed", word_that_changed_no_decision_can_be_undone_too);
    ADD_TEST("/ledger/life/episodes", episodes_are_parted_by_signs_of_life);
    ADD_TEST("/ledger/life/silence parts episodes", silence_after_an_attempt_parts_them_too);
    return g_test_run();
}
