/* Notices taken in: which count, and what is known of an address afterwards. */
#include "ledger/fixture.h"

static guint seen(Fixture *fixture, const char *key)
{
    NxRecord *record = record_of(fixture, key);
    guint n = record ? record->seen : 0;
    nx_record_free(record);
    return n;
}

static void a_message_read_again_never_counts_again(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpuint(record_one(fixture, NOON, sighting("ann@example.com", 1, NOON)), ==, 1);
    g_assert_cmpuint(record_one(fixture, NOON + 9 * NX_DAY, sighting("ann@example.com", 1, NOON + 9 * NX_DAY)), ==, 0);
    g_autoptr(GPtrArray) history = nx_ledger_history(fixture->ledger, "ann@example.com", NULL);
    g_assert_cmpuint(history->len, ==, 1);
    g_assert_cmpint(((NxSighting *)history->pdata[0])->arrived, ==, NOON);
}

static void a_copy_elsewhere_never_counts_again(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting("ann@example.com", 1, NOON));
    NxSighting *copy = sighting("ann@example.com", 1, NOON + 9 * NX_DAY);
    g_free(copy->place_id);
    copy->place_id = g_strdup("/other/box\x1f"
                              "77");
    g_assert_cmpuint(record_one(fixture, NOON, copy), ==, 0);
    g_assert_cmpuint(seen(fixture, "ann@example.com"), ==, 1);
}

static NxSighting *another_message_of_the_same_event(NxTime arrived)
{
    NxSighting *other = sighting("ann@example.com", 2, arrived);
    g_free(other->event_key);
    other->event_key = g_strdup("ann@example.com\x1f<1@news.example>");
    return other;
}

static void a_second_notice_within_a_day_is_a_repeat(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting("ann@example.com", 1, NOON));
    g_assert_cmpuint(record_one(fixture, NOON, another_message_of_the_same_event(NOON + 23 * NX_HOUR)), ==, 0);
    g_assert_cmpuint(record_one(fixture, NOON, another_message_of_the_same_event(NOON - 23 * NX_HOUR)), ==, 0);
}

static void a_resend_a_day_later_counts(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting("ann@example.com", 1, NOON));
    g_assert_cmpuint(record_one(fixture, NOON, another_message_of_the_same_event(NOON + 25 * NX_HOUR)), ==, 1);
    g_assert_cmpuint(seen(fixture, "ann@example.com"), ==, 2);
}

static void one_message_counts_for_each_it_names(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    GPtrArray *sightings = g_ptr_array_new();
    g_ptr_array_add(sightings, sighting("ann@example.com", 1, NOON));
    g_ptr_array_add(sightings, sighting("bob@example.com", 1, NOON));
    g_ptr_array_add(sightings, sighting("bob@example.com", 1, NOON));
    g_assert_cmpuint(record_at(fixture, NOON, sightings), ==, 2);
    g_assert_cmpuint(seen(fixture, "bob@example.com"), ==, 1);
}

static void history_comes_whole_and_newest_first(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting("ann@example.com", 1, NOON - 9 * NX_DAY));
    record_one(fixture, NOON, sighting("ann@example.com", 2, NOON));
    g_autoptr(GPtrArray) history = nx_ledger_history(fixture->ledger, "ann@example.com", NULL);
    g_assert_cmpuint(history->len, ==, 2);
    const NxSighting *newest = history->pdata[0];
    NxSighting *same = sighting("ann@example.com", 2, NOON);
    g_assert_cmpint(newest->arrived, ==, NOON);
    g_assert_cmpstr(newest->key, ==, same->key);
    g_assert_cmpstr(newest->domain, ==, "example.com");
    g_assert_cmpstr(newest->event_key, ==, same->event_key);
    g_assert_cmpstr(newest->place_id, ==, same->place_id);
    g_assert_cmpmem(newest->sha256, 32, same->sha256, 32);
    g_assert_cmpint(newest->reason, ==, NX_REASON_MAILBOXFULL);
    g_assert_cmpint(newest->klass, ==, NX_CLASS_SOFT);
    g_assert_cmpint(newest->plan, ==, NX_PLAN_S1);
    g_assert_true(nx_status_equal(newest->status, same->status));
    g_assert_cmpuint(newest->reply_code, ==, 452);
    g_assert_cmpstr(newest->provider, ==, "google");
    g_assert_cmpstr(newest->reporting_mta, ==, "mx.news.example");
    g_assert_cmpstr(newest->diagnostic, ==, same->diagnostic);
    g_assert_cmpstr(newest->rule, ==, same->rule);
    g_assert_cmpstr(newest->evidence, ==, same->evidence);
    g_assert_cmpstr(newest->file, ==, "2");
    nx_sighting_free(same);
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_cmpuint(record->seen, ==, 2);
    g_assert_cmpint(record->first_seen, ==, NOON - 9 * NX_DAY);
    g_assert_cmpint(record->last_seen, ==, NOON);
    nx_record_free(record);
}

static void recall_answers_in_the_order_asked(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting("ann@example.com", 1, NOON));
    decide(fixture, "bob@example.com", NX_DECISION_HOLD);
    const char *const keys[] = {"nobody@example.com", "bob@example.com", "ann@example.com"};
    g_autoptr(GPtrArray) recalls = nx_ledger_recall(fixture->ledger, keys, 3, NULL);
    g_assert_cmpuint(recalls->len, ==, 3);
    g_assert_null(recalls->pdata[0]);
    const NxRecall *bob = recalls->pdata[1], *ann = recalls->pdata[2];
    g_assert_cmpint(bob->record->decision, ==, NX_DECISION_HOLD);
    g_assert_cmpuint(bob->sightings->len, ==, 0);
    g_assert_null(ann->record);
    g_assert_cmpuint(ann->sightings->len, ==, 1);
}

static void recent_events_of_one_code(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxSighting *system = sighting("ann@example.com", 1, NOON);
    system->status = (NxStatus){5, 3, 0};
    record_one(fixture, NOON, system);
    record_one(fixture, NOON, sighting("bob@example.com", 2, NOON));
    g_autoptr(GPtrArray) recent = nx_ledger_recent(fixture->ledger, (NxStatus){5, 3, 0}, NOON - NX_DAY, NULL);
    g_assert_cmpuint(recent->len, ==, 1);
    g_assert_cmpstr(((NxSighting *)recent->pdata[0])->key, ==, "ann@example.com");
    g_autoptr(GPtrArray) later = nx_ledger_recent(fixture->ledger, (NxStatus){5, 3, 0}, NOON + 1, NULL);
    g_assert_cmpuint(later->len, ==, 0);
}

static void many_at_once(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    guint n = g_test_perf() ? 100000 : 5000;
    GPtrArray *sightings = g_ptr_array_new();
    for (guint i = 0; i < n; i++) {
        g_autofree char *key = g_strdup_printf("user%u@domain%u.example", i, i % 997);
        g_ptr_array_add(sightings, sighting(key, i, NOON - i));
    }
    g_test_timer_start();
    g_assert_cmpuint(record_at(fixture, NOON, sightings), ==, n);
    g_test_message("%u sightings taken in in %.2f s", n, g_test_timer_elapsed());
    g_autofree char **keys = g_new0(char *, n);
    for (guint i = 0; i < n; i++)
        keys[i] = g_strdup_printf("user%u@domain%u.example", i, i % 997);
    g_test_timer_start();
    g_autoptr(GPtrArray) recalls = nx_ledger_recall(fixture->ledger, (const char *const *)keys, n, NULL);
    g_test_message("%u addresses recalled in %.2f s", n, g_test_timer_elapsed());
    for (guint i = 0; i < n; i++) {
        g_assert_cmpuint(((NxRecall *)recalls->pdata[i])->sightings->len, ==, 1);
        g_free(keys[i]);
    }
}

static void an_event_without_a_key_repeats_none(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 2; i++) {
        NxSighting *s = sighting("ann@example.com", i, NOON + i);
        g_clear_pointer(&s->event_key, g_free);
        g_clear_pointer(&s->spelling, g_free);
        g_assert_cmpuint(record_one(fixture, NOON, s), ==, 1);
    }
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_cmpuint(record->seen, ==, 2);
    g_assert_cmpstr(record->spelling, ==, "ann@example.com");
    nx_record_free(record);
}

static void a_repeat_is_one_of_the_nearest_notice(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting("ann@example.com", 1, NOON));
    record_one(fixture, NOON, another_message_of_the_same_event(NOON + 5 * NX_DAY));
    NxSighting *third = another_message_of_the_same_event(NOON + 5 * NX_DAY + NX_HOUR);
    g_free(third->place_id);
    third->place_id = g_strdup("/mail/box\x1f"
                               "3");
    third->sha256[0] = 3;
    g_assert_cmpuint(record_one(fixture, NOON, third), ==, 0);
}

static void a_message_has_arrived_when_it_was_first_read(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting("ann@example.com", 1, NOON));
    record_one(fixture, NOON, sighting("bob@example.com", 1, NOON + NX_HOUR));
    GPtrArray *two = g_ptr_array_new();
    g_ptr_array_add(two, sighting("cleo@example.com", 1, NOON + NX_HOUR));
    g_ptr_array_add(two, sighting("dan@example.com", 2, NOON + NX_HOUR));
    record_at(fixture, NOON, two);
    static const struct {
        const char *key;
        NxTime arrived;
    } KEPT[] = {{"bob@example.com", NOON}, {"cleo@example.com", NOON}, {"dan@example.com", NOON + NX_HOUR}};
    for (guint i = 0; i < G_N_ELEMENTS(KEPT); i++) {
        NxRecord *record = record_of(fixture, KEPT[i].key);
        g_assert_cmpint(record->first_seen, ==, KEPT[i].arrived);
        nx_record_free(record);
    }
}

static void messages_in_one_place_are_told_apart_by_their_bytes(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    GPtrArray *two = g_ptr_array_new();
    for (guint i = 1; i <= 2; i++) {
        NxSighting *s = sighting(i == 1 ? "ann@example.com" : "bob@example.com", i, NOON + i);
        g_clear_pointer(&s->place_id, g_free);
        g_ptr_array_add(two, s);
    }
    g_assert_cmpuint(record_at(fixture, NOON, two), ==, 2);
    NxRecord *bob = record_of(fixture, "bob@example.com");
    g_assert_cmpint(bob->first_seen, ==, NOON + 2);
    nx_record_free(bob);
}

static void first_and_last_are_those_of_all_notices(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const NxTime ARRIVALS[] = {NOON, NOON - 3 * NX_DAY, NOON + 3 * NX_DAY, NOON - NX_DAY};
    for (guint i = 0; i < G_N_ELEMENTS(ARRIVALS); i++)
        record_one(fixture, NOON, sighting("ann@example.com", i, ARRIVALS[i]));
    NxRecord *record = record_of(fixture, "ann@example.com");
    g_assert_cmpint(record->first_seen, ==, NOON - 3 * NX_DAY);
    g_assert_cmpint(record->last_seen, ==, NOON + 3 * NX_DAY);
    g_assert_cmpuint(record->seen, ==, 4);
    nx_record_free(record);
}

static void a_report_keeps_who_said_what_to_whom(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxSighting *s = sighting("ann@example.com", 1, NOON);
    g_free(s->spelling);
    s->spelling = g_strdup("Ann@Example.com");
    s->feedback_type = g_strdup("abuse");
    s->remote_mta = g_strdup("mx.example.com");
    record_one(fixture, NOON, s);
    g_autoptr(GPtrArray) history = nx_ledger_history(fixture->ledger, "ann@example.com", NULL);
    const NxSighting *kept = history->pdata[0];
    g_assert_cmpstr(kept->key, ==, "ann@example.com");
    g_assert_cmpstr(kept->spelling, ==, "Ann@Example.com");
    g_assert_cmpstr(kept->feedback_type, ==, "abuse");
    g_assert_cmpstr(kept->reporting_mta, ==, "mx.news.example");
    g_assert_cmpstr(kept->remote_mta, ==, "mx.example.com");
}

static void recall_gives_a_record_where_more_is_known_than_bounces(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    const char *const keys[] = {"noted@example.com", "protected@example.com", "delivered@example.com",
                                "seen@example.com", "forgotten@example.com"};
    g_assert_true(nx_ledger_note(fixture->ledger, &anna, keys[0], NULL, "phoned", NULL, NULL));
    g_assert_true(nx_ledger_protect(fixture->ledger, &anna, &keys[1], NULL, 1, TRUE, NULL, NULL));
    for (guint i = 2; i < 4; i++)
        record_one(fixture, NOON, sighting(keys[i], i, NOON));
    g_assert_true(delivered(fixture->ledger, &anna, &keys[2], NULL, 1, NULL));
    decide(fixture, keys[4], NX_DECISION_HOLD);
    decide(fixture, keys[4], NX_DECISION_NONE);
    g_autoptr(GPtrArray) recalls = nx_ledger_recall(fixture->ledger, keys, G_N_ELEMENTS(keys), NULL);
    static const struct {
        gboolean record;
        guint sightings;
    } KNOWN[] = {{TRUE, 0}, {TRUE, 0}, {TRUE, 1}, {FALSE, 1}, {FALSE, 0}};
    for (guint i = 0; i < G_N_ELEMENTS(KNOWN); i++) {
        const NxRecall *recall = recalls->pdata[i];
        g_assert_cmpint(recall->record != NULL, ==, KNOWN[i].record);
        g_assert_cmpuint(recall->sightings->len, ==, KNOWN[i].sightings);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/events/a message read again never counts again", a_message_read_again_never_counts_again);
    ADD_TEST("/ledger/events/a copy in another mailbox never counts again", a_copy_elsewhere_never_counts_again);
    ADD_TEST("/ledger/events/a second notice within a day is a repeat", a_second_notice_within_a_day_is_a_repeat);
    ADD_TEST("/ledger/events/a resend more than a day later counts", a_resend_a_day_later_counts);
    ADD_TEST("/ledger/events/one message counts once for each it names", one_message_counts_for_each_it_names);
    ADD_TEST("/ledger/events/history comes whole and newest first", history_comes_whole_and_newest_first);
    ADD_TEST("/ledger/events/recall answers in the order asked", recall_answers_in_the_order_asked);
    ADD_TEST("/ledger/events/recent events of one code are found", recent_events_of_one_code);
    ADD_TEST("/ledger/events/many events are taken in at once", many_at_once);
    ADD_TEST("/ledger/events/an event without a key repeats none", an_event_without_a_key_repeats_none);
    ADD_TEST("/ledger/events/a repeat is one of the nearest notice", a_repeat_is_one_of_the_nearest_notice);
    ADD_TEST("/ledger/events/a message has arrived when it was first read",
             a_message_has_arrived_when_it_was_first_read);
    ADD_TEST("/ledger/events/messages in one place are told apart by their bytes",
             messages_in_one_place_are_told_apart_by_their_bytes);
    ADD_TEST("/ledger/events/first and last are those of all notices", first_and_last_are_those_of_all_notices);
    ADD_TEST("/ledger/events/a report keeps who said what to whom", a_report_keeps_who_said_what_to_whom);
    ADD_TEST("/ledger/events/recall gives a record where more is known than bounces",
             recall_gives_a_record_where_more_is_known_than_bounces);
    return g_test_run();
}
