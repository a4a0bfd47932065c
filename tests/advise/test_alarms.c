/* What a person sees of what guards hold back, and what comes of the answer. */
#include "advise/fixture.h"

static GPtrArray *alarms_of(Fixture *fixture)
{
    guint n;
    g_autofree guint32 *addresses = all_addresses(fixture, &n);
    return nx_advisor_alarms(fixture->advisor, addresses, n, NOON);
}

static void a_person_sees_twenty_of_all(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 15, "small.example", NOON - NX_DAY);
    die_at(fixture, 101, "isp.example", NOON - NX_DAY);
    others(fixture, 40, NOON - NX_DAY);
    advise(fixture);
    g_autoptr(GPtrArray) alarms = alarms_of(fixture);
    g_assert_cmpuint(alarms->len, ==, 2);
    const NxAlarm *large = alarms->pdata[0], *small = alarms->pdata[1];
    g_assert_cmpstr(large->source, ==, "domain:isp.example");
    g_assert_cmpstr(small->source, ==, "domain:small.example");
    g_assert_cmpuint(small->sample->len, ==, 15);
    g_assert_cmpuint(large->held, ==, 101);
    g_assert_cmpuint(large->sample->len, ==, NX_ALARM_SAMPLE);
    g_assert_cmpuint(g_array_index(large->sample, guint32, 0), ==, 15);
    g_assert_cmpuint(g_array_index(large->sample, guint32, NX_ALARM_SAMPLE - 1), ==, 115);
    for (guint i = 1; i < NX_ALARM_SAMPLE; i++)
        g_assert_cmpuint(g_array_index(large->sample, guint32, i) - g_array_index(large->sample, guint32, i - 1), >=,
                         5);
    g_autofree char *line = nx_alarm_line(large);
    g_assert_cmpstr(line, ==,
                    "domain:isp.example: 101 newly dead addresses within 1 h, and nothing says that so many are usual; "
                    "101 are held back");
}

static void the_decided_are_not_held(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 15, "isp.example", NOON - NX_DAY);
    advise(fixture);
    NxOrder order = {.key = "user3@isp.example", .spelling = "user3@isp.example", .decision = NX_DECISION_IGNORE};
    decide(fixture, &order);
    remember(fixture);
    g_autoptr(GPtrArray) alarms = alarms_of(fixture);
    g_assert_cmpuint(alarms->len, ==, 1);
    g_assert_cmpuint(((const NxAlarm *)alarms->pdata[0])->held, ==, 14);
}

static void accept_one(Fixture *fixture, const char *key, NxTime at)
{
    NxActHead head = {.name = "accept", .actor = "cron", .session = "night", .at = at};
    NxOrder order = {.key = key, .spelling = key, .decision = NX_DECISION_SUPPRESS, .provider = "tiny"};
    g_assert_true(nx_ledger_decide(ledger(fixture), &head, &order, 1, NULL, NULL, NULL));
}

static void what_was_taken_before_is_named_and_taken_back(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 15, "isp.example", NOON - NX_DAY);
    advise(fixture);
    accept_one(fixture, "ann@isp.example", NOON - 71 * NX_HOUR);
    accept_one(fixture, "bob@mail.isp.example", NOON - NX_HOUR);
    accept_one(fixture, "old@isp.example", NOON - 73 * NX_HOUR);
    accept_one(fixture, "cleo@other.example", NOON - NX_HOUR);
    remember(fixture);
    g_autoptr(GPtrArray) alarms = alarms_of(fixture);
    g_assert_cmpuint(alarms->len, ==, 1);
    const NxAlarm *alarm = alarms->pdata[0];
    g_assert_cmpuint(alarm->taken->len, ==, 2);
    g_assert_cmpstr(((const NxTaken *)alarm->taken->pdata[0])->key, ==, "ann@isp.example");
    NxActHead head = {.name = "take-back", .actor = "anna", .session = "one", .at = NOON};
    guint restored = 0;
    g_assert_true(nx_advise_take_back(ledger(fixture), &head, alarm->source, &restored, NULL));
    g_assert_cmpuint(restored, ==, 2);
    GError *error = NULL;
    g_assert_false(nx_advise_take_back(ledger(fixture), &head, alarm->source, &restored, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_NOTHING);
    g_error_free(error);
}

/* Nor is what one has let through taken back with something wider. */
static void what_was_let_through_is_not_taken_back(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 15, "isp.example", NOON - NX_DAY);
    advise(fixture);
    let_through(fixture, "domain:isp.example");
    accept_one(fixture, "user1@isp.example", NOON - NX_HOUR);
    accept_one(fixture, "cleo@other.example", NOON - NX_HOUR);
    NxActHead head = {.name = "take-back", .actor = "anna", .session = "one", .at = NOON};
    guint restored = 0;
    g_assert_true(nx_advise_take_back(ledger(fixture), &head, "all", &restored, NULL));
    g_assert_cmpuint(restored, ==, 1);
    g_assert_true(nx_advise_take_back(ledger(fixture), &head, "domain:isp.example", &restored, NULL));
    g_assert_cmpuint(restored, ==, 1);
}

/* ---- Which, in which order, how they are told -------------------------------------------------------------------- */

static void all_twenty_are_seen_where_there_are_no_more(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 20, "small.example", NOON - NX_DAY);
    die_at(fixture, 21, "isp.example", NOON - NX_DAY);
    others(fixture, 40, NOON - NX_DAY);
    advise(fixture);
    g_autoptr(GPtrArray) alarms = alarms_of(fixture);
    const NxAlarm *large = alarms->pdata[0], *small = alarms->pdata[1];
    g_assert_cmpuint(large->held, ==, 21);
    g_assert_cmpuint(large->sample->len, ==, 20);
    g_assert_cmpuint(g_array_index(large->sample, guint32, 19), ==, 40);
    g_assert_cmpuint(small->held, ==, 20);
    for (guint32 i = 0; i < 20; i++)
        g_assert_cmpuint(g_array_index(small->sample, guint32, i), ==, i);
}

static void of_two_that_hold_as_many_the_name_decides(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 15, "b.example", NOON - NX_DAY);
    die_at(fixture, 15, "a.example", NOON - NX_DAY);
    die_at(fixture, 15, "c.example", NOON - NX_DAY);
    others(fixture, 40, NOON - NX_DAY);
    advise(fixture);
    g_autoptr(GPtrArray) alarms = alarms_of(fixture);
    g_autofree char *names = nx_alarms_names(alarms, ", ");
    g_assert_cmpstr(names, ==, "domain:a.example, domain:b.example, domain:c.example");
    g_assert_true(nx_alarms_find(alarms, "domain:c.example") == alarms->pdata[2]);
    g_assert_null(nx_alarms_find(alarms, "domain:d.example"));
}

static void none_are_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 14, "isp.example", NOON - NX_DAY);
    advise(fixture);
    g_autoptr(GPtrArray) alarms = alarms_of(fixture);
    g_assert_cmpuint(alarms->len, ==, 0);
    g_autofree char *names = nx_alarms_names(alarms, ", ");
    g_assert_cmpstr(names, ==, "");
    const guint32 nobody = NX_NOBODY;
    g_autoptr(GPtrArray) of_nobody = nx_advisor_alarms(fixture->advisor, &nobody, 0, NOON);
    g_assert_cmpuint(of_nobody->len, ==, 0);
}

/* Only what it was asked about is held by it. */
static void of_some_only_these_are_held(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 15, "isp.example", NOON - NX_DAY);
    full_mailbox(fixture, "full@isp.example", NOON - NX_DAY);
    advise(fixture);
    const guint32 some[] = {address_of(fixture, "full@isp.example"), address_of(fixture, "user3@isp.example")};
    g_autoptr(GPtrArray) alarms = nx_advisor_alarms(fixture->advisor, some, 2, NOON);
    g_assert_cmpuint(alarms->len, ==, 1);
    const NxAlarm *alarm = alarms->pdata[0];
    g_assert_cmpuint(alarm->held, ==, 1);
    g_assert_cmpuint(g_array_index(alarm->sample, guint32, 0), ==, 3);
    g_autofree char *line = nx_alarm_line(alarm);
    g_assert_true(g_str_has_suffix(line, "; 1 is held back"));
}

/* The worse first and the worse last. */
static void the_worst_of_its_jumps_is_told(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 15, "isp.example", NOON - 30 * NX_DAY);
    die_at(fixture, 25, "isp.example", NOON - NX_DAY);
    die_at(fixture, 17, "other.example", NOON - 30 * NX_DAY);
    die_at(fixture, 15, "other.example", NOON - NX_DAY);
    others(fixture, 80, NOON - 30 * NX_DAY);
    others(fixture, 80, NOON - NX_DAY);
    advise(fixture);
    g_autoptr(GPtrArray) alarms = alarms_of(fixture);
    const NxAlarm *isp = nx_alarms_find(alarms, "domain:isp.example"),
                  *other = nx_alarms_find(alarms, "domain:other.example");
    g_assert_cmpuint(isp->held, ==, 40);
    g_assert_true(g_str_has_prefix(isp->text, "25 newly dead addresses within 1 h"));
    g_assert_true(g_str_has_prefix(other->text, "17 newly dead addresses within 1 h"));
}

static void assert_event_line(Fixture *fixture, guint32 event, const char *wanted)
{
    g_autofree char *line = nx_alarm_event(fixture->catalog, event);
    g_assert_cmpstr(line, ==, wanted);
}

static void an_event_is_told_with_the_words_of_its_answer(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce silent = {.to = "bob@isp.example", .status = "5.1.1", .at = NOON};
    Bounce hostile = {.to = "a.very.long.name.indeed.of.anna@isp.example",
                      .status = "5.2.1",
                      .diagnostic = "550 5.2.1 gone \x1b[2J away",
                      .at = NOON};
    unknown_user(fixture, "Ann@isp.example", NOON);
    add_bounce(fixture, &silent);
    add_bounce(fixture, &hostile);
    advise(fixture);
    assert_event_line(fixture, 0, "5.1.1    Ann@isp.example                     550 5.1.1 User unknown");
    assert_event_line(fixture, 1, "5.1.1    bob@isp.example                     Your message could not be delivered");
    g_autofree char *line = nx_alarm_event(fixture->catalog, 2);
    g_assert_true(g_str_has_prefix(line, "5.2.1    a.very.long.name.indeed.of.anna@isp.example  550 5.2.1 gone"));
    g_assert_null(strchr(line, '\x1b'));
}

static void what_was_taken_is_told_with_its_time(void)
{
    char spelling[] = "Ann@\x1b[mcorp.example";
    NxTaken taken = {.spelling = spelling, .at = NOON};
    g_autofree char *line = nx_alarm_taken(&taken);
    g_assert_true(g_str_has_prefix(line, "suppressed by advice 2026-11-21 12:00: Ann@"));
    g_assert_null(strchr(line, '\x1b'));
}

/* ---- Of what was taken ------------------------------------------------------------------------------------------- */

static void for_72_hours_and_no_longer(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    die_at(fixture, 15, "isp.example", NOON - NX_DAY);
    advise(fixture);
    accept_one(fixture, "ann@isp.example", NOON - 72 * NX_HOUR);
    accept_one(fixture, "old@isp.example", NOON - 72 * NX_HOUR - 1);
    NxActHead head = {.name = "take-back", .actor = "anna", .session = "one", .at = NOON};
    guint restored = 0;
    g_assert_true(nx_advise_take_back(ledger(fixture), &head, "domain:isp.example", &restored, NULL));
    g_assert_cmpuint(restored, ==, 1);
    NxRecord *old = nx_ledger_record(ledger(fixture), "old@isp.example", NULL);
    g_assert_cmpint(old->decision, ==, NX_DECISION_SUPPRESS);
    nx_record_free(old);
}

/* A source that holds nobody now and of which some were taken, before it woke, is an alarm as well; nothing is of one
 * that has not jumped. */
static void a_source_is_named_for_what_was_taken_alone(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 10; i++) {
        g_autofree char *to = g_strdup_printf("ann@domain%u.example", i);
        unknown_host(fixture, to, NOON - NX_HOUR);
    }
    others(fixture, 40, NOON - NX_HOUR);
    advise(fixture);
    record(fixture);
    NxActHead head = {.name = "accept", .actor = "cron", .session = "night", .at = NOON - NX_HOUR};
    for (guint i = 0; i < 10; i++) {
        g_autofree char *key = g_strdup_printf("ann@domain%u.example", i);
        NxOrder order = {.key = key,
                         .spelling = key,
                         .decision = NX_DECISION_SUPPRESS,
                         .reason = NX_REASON_HOSTUNKNOWN,
                         .klass = NX_CLASS_HARD};
        g_assert_true(nx_ledger_decide(ledger(fixture), &head, &order, 1, NULL, NULL, NULL));
    }
    remember(fixture);
    g_autoptr(GPtrArray) alarms = alarms_of(fixture);
    g_assert_cmpuint(alarms->len, ==, 1);
    const NxAlarm *alarm = alarms->pdata[0];
    g_assert_cmpstr(alarm->source, ==, "resolver");
    g_assert_cmpuint(alarm->held, ==, 0);
    g_assert_cmpuint(alarm->taken->len, ==, 10);
    g_assert_true(g_str_has_prefix(alarm->text, "10 unknown domains within 24 h"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/advise/alarms/a person sees twenty of all that is held", a_person_sees_twenty_of_all);
    ADD_TEST("/advise/alarms/all twenty are seen where there are no more", all_twenty_are_seen_where_there_are_no_more);
    ADD_TEST("/advise/alarms/the decided are not held", the_decided_are_not_held);
    ADD_TEST("/advise/alarms/what was taken before is named and taken back",
             what_was_taken_before_is_named_and_taken_back);
    ADD_TEST("/advise/alarms/what was let through is not taken back with something wider",
             what_was_let_through_is_not_taken_back);
    ADD_TEST("/advise/alarms/of two that hold as many the name decides", of_two_that_hold_as_many_the_name_decides);
    ADD_TEST("/advise/alarms/none are none", none_are_none);
    ADD_TEST("/advise/alarms/asked about some, only these are held", of_some_only_these_are_held);
    ADD_TEST("/advise/alarms/the worst of its jumps is told", the_worst_of_its_jumps_is_told);
    ADD_TEST("/advise/alarms/an event is told with the words of its answer",
             an_event_is_told_with_the_words_of_its_answer);
    g_test_add_func("/advise/alarms/what was taken is told with its time", what_was_taken_is_told_with_its_time);
    ADD_TEST("/advise/alarms/what was taken is given back for 72 hours and no longer", for_72_hours_and_no_longer);
    ADD_TEST("/advise/alarms/a source is named for what was taken of it alone",
             a_source_is_named_for_what_was_taken_alone);
    return g_test_run();
}
