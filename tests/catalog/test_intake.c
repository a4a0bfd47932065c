/* How a notice becomes rows: which count, and where each of its fields goes. */
#include "catalog/catalog.h"
#include "catalog/fixture.h"

static const char NOTICE[] =
    "Return-Path: <>\nReceived: from mta.sender.example by sender.example; Fri, 21 Nov 2025 10:00:00 +0000\n"
    "Date: Fri, 21 Nov 2025 10:00:00 +0000\nFrom: Mail Delivery System <mailer-daemon@mta.sender.example>\n"
    "To: news@sender.example\nSubject: Undelivered Mail\nMessage-ID: <bounce@mta.sender.example>\n"
    "Auto-Submitted: auto-replied\nMIME-Version: 1.0\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=limit\n\n"
    "--limit\nContent-Type: text/plain\n\nYour message could not be delivered.\n\n"
    "--limit\nContent-Type: message/delivery-status\n\n"
    "Reporting-MTA: dns; mta.sender.example\nOriginal-Envelope-Id: envelope-7\n\n"
    "Original-Recipient: rfc822; info@b.example\nFinal-Recipient: rfc822; Anna@b.example\nAction: failed\n"
    "Status: 5.1.1\nRemote-MTA: dns; mx.b.example\nDiagnostic-Code: smtp; 550 5.1.1 no such user\n\n"
    "Final-Recipient: rfc822; carl@d.example\nAction: failed\nStatus: 4.2.2\nRemote-MTA: dns; mx.d.example\n"
    "Diagnostic-Code: smtp; 452 4.2.2 mailbox full\n\n"
    "--limit\nContent-Type: message/rfc822\n\nFrom: News <news@sender.example>\nTo: info@b.example\n"
    "Subject: The news\nMessage-ID: <original@sender.example>\nList-Id: Monthly <monthly.sender.example>\n"
    "\nHello.\n\n--limit--\n";

static void each_field_of_a_notice_has_its_place(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *path = nx_test_file("notice.eml", NOTICE);
    fixture_fill(fixture, path);
    g_assert_cmpuint(nx_catalog_n_events(fixture->catalog), ==, 2);
    g_assert_cmpuint(nx_catalog_n_messages(fixture->catalog), ==, 1);
    const NxEvent *anna = nx_catalog_event(fixture->catalog, 0), *carl = nx_catalog_event(fixture->catalog, 1);
    for (guint i = 0; i < 2; i++) {
        const NxEvent *e = nx_catalog_event(fixture->catalog, i);
        g_assert_cmpuint(e->ordinal, ==, i);
        g_assert_cmpint(e->arrived, ==, NOW);
        g_assert_cmpint(e->kind, ==, NX_KIND_BOUNCE);
        g_assert_cmpint(e->action, ==, NX_ACTION_FAILED);
        g_assert_true(e->counted && e->fresh);
        g_assert_cmpstr(e->reporting_mta, ==, "mta.sender.example");
        g_assert_cmpstr(e->message_id, ==, "<bounce@mta.sender.example>");
        g_assert_cmpstr(e->subject, ==, "Undelivered Mail");
        g_assert_cmpstr(e->original_message_id, ==, "<original@sender.example>");
        g_assert_cmpstr(e->original_subject, ==, "The news");
        g_assert_nonnull(strstr(e->original_from, "news@sender.example"));
        g_assert_cmpstr(e->list_id, ==, "monthly.sender.example");
        g_assert_cmpstr(e->stream, ==, "monthly.sender.example");
        g_assert_cmpstr(e->envelope_id, ==, "envelope-7");
        g_assert_null(e->feedback_type);
        g_assert_nonnull(e->aliases);
        g_assert_true(e->sha256 == anna->sha256);
    }
    g_assert_cmpstr(anna->recipient, ==, "info@b.example");
    g_assert_cmpstr(anna->final_recipient, ==, "Anna@b.example");
    g_assert_cmpstr(anna->original_recipient, ==, "info@b.example");
    g_assert_cmpstr(anna->remote_mta, ==, "mx.b.example");
    g_assert_cmpstr(anna->domain, ==, "b.example");
    g_assert_cmpstr(anna->diagnostic, ==, "550 5.1.1 no such user");
    g_assert_nonnull(strstr(anna->diagnostic, anna->evidence));
    g_assert_cmpint(anna->verdict.klass, ==, NX_CLASS_HARD);
    g_assert_cmpstr(carl->recipient, ==, "carl@d.example");
    g_assert_null(carl->original_recipient);
    g_assert_cmpstr(carl->remote_mta, ==, "mx.d.example");
    g_assert_cmpstr(carl->diagnostic, ==, "452 4.2.2 mailbox full");
    g_assert_cmpint(carl->verdict.klass, ==, NX_CLASS_SOFT);
    g_assert_cmpuint(carl->verdict.reply_code, ==, 452);

    NxFacts facts;
    nx_catalog_facts(fixture->catalog, 1, &facts);
    g_assert_true(facts.event == carl);
    g_assert_true(facts.suggestion == nx_catalog_suggestion(fixture->catalog, 1));
    g_assert_true(facts.standing == &nx_catalog_address(fixture->catalog, carl->address)->standing);
    g_assert_cmpstr(facts.recipient, ==, carl->recipient);
    g_assert_cmpstr(facts.domain, ==, "d.example");
    g_assert_cmpstr(facts.provider, ==, carl->provider);
    g_assert_cmpstr(facts.diagnostic, ==, carl->diagnostic);
    g_assert_null(facts.cause);
    g_assert_cmpint(facts.reason, ==, NX_REASON_MAILBOXFULL);
    g_assert_cmpint(facts.klass, ==, NX_CLASS_SOFT);
    g_assert_true(nx_status_equal(facts.status, (NxStatus){4, 2, 2}));
    g_assert_cmpuint(facts.reply_code, ==, 452);
    g_assert_cmpint(facts.arrived, ==, NOW);
    g_assert_false(facts.tagged);
    nx_catalog_address(fixture->catalog, carl->address)->tagged = TRUE;
    nx_catalog_facts(fixture->catalog, 1, &facts);
    g_assert_true(facts.tagged);
}

static void a_sighting_is_the_event(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *path = nx_test_file("sighting.eml", NOTICE);
    fixture_fill(fixture, path);
    NxEvent *event = (NxEvent *)nx_catalog_event(fixture->catalog, 0);
    event->provider = "google";
    event->feedback_type = "abuse";
    g_autoptr(GPtrArray) all = nx_catalog_sightings(fixture->catalog, 0, 1);
    g_assert_cmpuint(all->len, ==, 1);
    const NxSighting *s = all->pdata[0];
    g_autofree char *place = nx_mailbox_message_id(nx_catalog_mailbox(fixture->catalog, 0), &event->place);
    g_assert_cmpstr(s->key, ==, "info@b.example");
    g_assert_cmpstr(s->spelling, ==, event->recipient);
    g_assert_cmpstr(s->domain, ==, "b.example");
    g_assert_cmpstr(s->event_key, ==, event->key);
    g_assert_cmpstr(s->place_id, ==, place);
    g_assert_cmpmem(s->sha256, 32, event->sha256, 32);
    g_assert_cmpint(s->arrived, ==, NOW);
    g_assert_cmpint(s->reason, ==, NX_REASON_USERUNKNOWN);
    g_assert_cmpint(s->klass, ==, NX_CLASS_HARD);
    g_assert_cmpint(s->plan, ==, event->verdict.plan);
    g_assert_true(nx_status_equal(s->status, (NxStatus){5, 1, 1}));
    g_assert_cmpuint(s->reply_code, ==, 550);
    g_assert_cmpstr(s->provider, ==, "google");
    g_assert_cmpstr(s->reporting_mta, ==, "mta.sender.example");
    g_assert_cmpstr(s->remote_mta, ==, "mx.b.example");
    g_assert_cmpstr(s->feedback_type, ==, "abuse");
    g_assert_cmpstr(s->diagnostic, ==, event->diagnostic);
    g_assert_cmpstr(s->rule, ==, event->verdict.rule);
    g_assert_cmpstr(s->evidence, ==, event->evidence);
    g_assert_cmpstr(s->file, ==, event->place.name);
}

/* An event made by hand of the message `number`. */
static NxNewEvent made(guint number, const char *key, NxTime arrived)
{
    NxNewEvent draft = {.address_key = key,
                        .event = {.kind = NX_KIND_BOUNCE,
                                  .recipient = key,
                                  .key = "the key of an event",
                                  .arrived = arrived,
                                  .place = {.index = number},
                                  .verdict = {.klass = NX_CLASS_HARD, .reason = NX_REASON_USERUNKNOWN}}};
    memcpy(draft.sha256, &number, sizeof number);
    return draft;
}

static void what_counts_in_history(void)
{
    static const struct {
        NxKind kind;
        NxClass klass;
        NxReason reason;
        guint doubts;
        gboolean has_key, counts;
    } CASES[] = {
        {NX_KIND_BOUNCE, NX_CLASS_HARD, NX_REASON_USERUNKNOWN, 0, TRUE, TRUE},
        {NX_KIND_BOUNCE, NX_CLASS_HARD, NX_REASON_USERUNKNOWN, 0, FALSE, FALSE},
        {NX_KIND_BOUNCE, NX_CLASS_HARD, NX_REASON_SUPPRESSED, 0, TRUE, FALSE},
        {NX_KIND_BOUNCE, NX_CLASS_HARD, NX_REASON_USERUNKNOWN, NX_DOUBT_FORWARDED, TRUE, FALSE},
        {NX_KIND_DELAY, NX_CLASS_SOFT, NX_REASON_MAILBOXFULL, 0, TRUE, FALSE},
        {NX_KIND_FEEDBACK, NX_CLASS_COMPLAINT, NX_REASON_FEEDBACK, 0, TRUE, TRUE},
        {NX_KIND_FEEDBACK, NX_CLASS_NONE, NX_REASON_FEEDBACK, 0, TRUE, FALSE},
        {NX_KIND_FEEDBACK, NX_CLASS_COMPLAINT, NX_REASON_FEEDBACK, NX_DOUBT_FORWARDED, TRUE, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxCatalog *catalog = nx_catalog_new();
        NxNewEvent draft = made(1, "ann@example.com", NOW);
        draft.event.kind = CASES[i].kind;
        draft.event.verdict.klass = CASES[i].klass;
        draft.event.verdict.reason = CASES[i].reason;
        draft.event.verdict.doubts = CASES[i].doubts;
        if (!CASES[i].has_key)
            draft.event.key = NULL;
        nx_catalog_add_event(catalog, 0, &draft);
        g_assert_cmpint(nx_catalog_event(catalog, 0)->counted, ==, CASES[i].counts);
        g_assert_cmpuint(nx_catalog_address(catalog, 0)->standing.seen, ==, CASES[i].counts);
        nx_catalog_free(catalog);
    }
}

static void a_day_after_is_a_repeat_and_a_second_more_is_none(void)
{
    static const struct {
        NxTime after;
        gboolean counts;
    } CASES[] = {{NX_DAY, FALSE}, {NX_DAY + 1, TRUE}, {-NX_DAY, FALSE}, {-NX_DAY - 1, TRUE}};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxCatalog *catalog = nx_catalog_new();
        NxNewEvent first = made(1, "ann@example.com", NOW), second = made(2, "ann@example.com", NOW + CASES[i].after);
        nx_catalog_add_event(catalog, 0, &first);
        nx_catalog_add_event(catalog, 0, &second);
        g_assert_cmpint(nx_catalog_event(catalog, 1)->counted, ==, CASES[i].counts);
        const NxStanding *standing = &nx_catalog_address(catalog, 0)->standing;
        g_assert_cmpint(standing->first_seen, ==, CASES[i].counts ? MIN(NOW, NOW + CASES[i].after) : NOW);
        g_assert_cmpint(standing->last_seen, ==, CASES[i].counts ? MAX(NOW, NOW + CASES[i].after) : NOW);
        nx_catalog_free(catalog);
    }
}

/* The same bytes elsewhere do not count again, though their key does not repeat any. */
static void a_copy_counts_only_in_its_first_place(void)
{
    NxCatalog *catalog = nx_catalog_new();
    for (guint i = 0; i < 3; i++) {
        NxNewEvent draft = made(1, "ann@example.com", NOW + i * 9 * NX_DAY);
        draft.event.place.index = i == 2 ? 2 : 1;
        nx_catalog_add_event(catalog, i == 1, &draft);
        g_assert_cmpint(nx_catalog_event(catalog, i)->counted, ==, i == 0);
    }
    nx_catalog_free(catalog);
}

static void what_was_recalled_is_set_each_by_itself(void)
{
    NxCatalog *catalog = nx_catalog_new();
    NxNewEvent draft = made(1, "ann@example.com", NOW);
    draft.event.verdict.advice = NX_ADVICE_HOLD;
    draft.event.verdict.confidence = NX_LIKELY;
    draft.event.verdict.doubts = NX_DOUBT_FORWARDED;
    nx_catalog_add_event(catalog, 0, &draft);
    const NxEvent *event = nx_catalog_event(catalog, 0);
    for (guint i = 0; i < 2; i++) {
        nx_catalog_recalled(catalog, 0, NOW - i, i, !i);
        g_assert_cmpint(event->arrived, ==, NOW - i);
        g_assert_cmpint(event->counted, ==, i);
        g_assert_cmpint(event->fresh, ==, !i);
    }
    g_assert_cmpint(nx_catalog_suggestion(catalog, 0)->kind, ==, NX_ADVICE_HOLD);
    g_assert_cmpint(nx_catalog_suggestion(catalog, 0)->confidence, ==, NX_LIKELY);
    g_assert_cmpint(nx_catalog_suggestion(catalog, 0)->doubts, ==, NX_DOUBT_FORWARDED);
    g_assert_cmpuint(nx_catalog_generation(catalog), ==, 0);
    nx_catalog_touch(catalog);
    g_assert_cmpuint(nx_catalog_generation(catalog), ==, 1);
    nx_catalog_free(catalog);
}

static void an_address_without_a_spelling_has_its_key(void)
{
    NxCatalog *catalog = nx_catalog_new();
    NxNewEvent ann = made(1, "ann@example.com", NOW), bob = made(2, "bob@example.com", NOW),
               nobody = made(3, NULL, NOW);
    ann.event.recipient = NULL;
    bob.event.recipient = "Bob@example.com";
    nx_catalog_add_event(catalog, 0, &ann);
    nx_catalog_add_event(catalog, 0, &bob);
    nx_catalog_add_event(catalog, 0, &nobody);
    g_assert_cmpstr(nx_catalog_address(catalog, 0)->spelling, ==, "ann@example.com");
    g_assert_cmpstr(nx_catalog_address(catalog, 1)->spelling, ==, "Bob@example.com");
    g_assert_cmpstr(nx_catalog_address(catalog, 1)->key, ==, "bob@example.com");
    g_assert_cmpuint(nx_catalog_n_addresses(catalog), ==, 2);
    g_assert_cmpuint(nx_catalog_n_messages(catalog), ==, 3);
    g_assert_cmpuint(nx_catalog_find(catalog, "carl@example.com"), ==, NX_NOBODY);
    nx_catalog_free(catalog);
}

/* Enough for every shard to grow, and for strings that need blocks of their own. */
static void equal_strings_are_one_and_others_are_not(void)
{
    NxStringTable *table = nx_string_table_new();
    enum { N = 20000 };
    g_autofree const char **first = g_new0(const char *, N);
    for (guint i = 0; i < N; i++) {
        g_autofree char *text = g_strdup_printf("string %u", i);
        first[i] = nx_string_table_share(table, text);
        g_assert_cmpstr(first[i], ==, text);
    }
    for (guint i = 0; i < N; i++) {
        g_autofree char *text = g_strdup_printf("string %u", i);
        g_assert_true(nx_string_table_share(table, text) == first[i]);
        g_assert_cmpstr(first[i], ==, text);
    }
    const char *begin = nx_string_table_share_n(table, "string 1 and more", 8);
    g_assert_cmpstr(begin, ==, "string 1");
    g_assert_true(begin == first[1]);
    g_assert_true(nx_string_table_keep(table, "string 1") != first[1]);
    static const gsize LENGTHS[] = {16382, 16383, 16384, 65535, 65536, 200000};
    for (guint i = 0; i < G_N_ELEMENTS(LENGTHS); i++) {
        g_autofree char *text = g_strnfill(LENGTHS[i], 'x');
        const char *shared = nx_string_table_share(table, text);
        g_assert_cmpstr(shared, ==, text);
        g_assert_true(nx_string_table_share(table, text) == shared);
    }
    for (gsize size = 1; size < 70000; size = size * 3 + 1) {
        gpointer room = nx_string_table_room(table, size);
        g_assert_cmpuint(GPOINTER_TO_SIZE(room) % sizeof(gpointer), ==, 0);
        memset(room, 0xff, size);
    }
    for (guint i = 0; i < N; i++)
        g_assert_true(g_str_has_prefix(first[i], "string "));
    g_assert_null(nx_string_table_share(table, NULL));
    g_assert_null(nx_string_table_keep(table, NULL));
    nx_string_table_unref(table);
}

#define FIXTURE(path, test) g_test_add(path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    FIXTURE("/intake/each field of a notice has its place", each_field_of_a_notice_has_its_place);
    FIXTURE("/intake/a sighting is the event", a_sighting_is_the_event);
    g_test_add_func("/intake/failures and complaints count, forwarded notices do not", what_counts_in_history);
    g_test_add_func("/intake/a day after is a repeat, and a second more is none",
                    a_day_after_is_a_repeat_and_a_second_more_is_none);
    g_test_add_func("/intake/a copy counts only in its first place", a_copy_counts_only_in_its_first_place);
    g_test_add_func("/intake/what was recalled is set each by itself", what_was_recalled_is_set_each_by_itself);
    g_test_add_func("/intake/an address without a spelling has its key", an_address_without_a_spelling_has_its_key);
    g_test_add_func("/intake/equal strings are one, and others are not", equal_strings_are_one_and_others_are_not);
    return g_test_run();
}
