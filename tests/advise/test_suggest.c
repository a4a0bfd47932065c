/* What is advised on an event, by verdict and history. */
#include "advise/fixture.h"

static void a_dead_address_is_to_be_suppressed(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_HOUR);
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    g_assert_cmpint(suggested(fixture, 0)->confidence, ==, NX_CERTAIN);
    g_assert_cmpint(suggested(fixture, 0)->not_before, ==, NX_TIME_UNKNOWN);
}

static void a_full_mailbox_is_tried_again(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "ann@isp.example", NOON - NX_HOUR);
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_RETRY);
    g_assert_cmpint(suggested(fixture, 0)->not_before, ==, NOON + 23 * NX_HOUR);
    g_assert_cmpuint(suggested(fixture, 0)->attempt, ==, 1);
    g_assert_cmpuint(suggested(fixture, 0)->attempts, ==, 4);
}

static void overdue_stays_as_computed(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "ann@isp.example", NOON - 30 * NX_DAY);
    advise(fixture);
    g_assert_cmpint(suggested(fixture, 0)->not_before, ==, NOON - 29 * NX_DAY);
    g_assert_cmpuint(suggested(fixture, 0)->attempt, ==, 1);
}

static void a_block_is_held(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    blocked(fixture, "ann@isp.example", NOON - NX_HOUR);
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_HOLD);
}

static void a_delay_is_only_shown(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce delayed = {.to = "ann@isp.example",
                      .status = "4.4.1",
                      .diagnostic = "451 4.4.1 no answer from host",
                      .action = "delayed",
                      .at = NOON - NX_HOUR};
    Bounce delivered = {.to = "bob@isp.example",
                        .status = "2.0.0",
                        .diagnostic = "250 ok",
                        .action = "delivered",
                        .at = NOON - NX_HOUR};
    add_bounce(fixture, &delayed);
    add_bounce(fixture, &delivered);
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_IGNORE);
    assert_advice(fixture, 1, NX_ADVICE_IGNORE);
    g_assert_cmpuint(nx_advisor_deciding(fixture->advisor, address_of(fixture, "ann@isp.example")), ==, G_MAXUINT32);
}

static void a_temporary_code_never_suppresses_at_once(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_settings_add(&fixture->settings.policy, "userunknown=suppress", NULL);
    nx_settings_add(&fixture->settings.policy, "userunknown.4=suppress", NULL);
    Bounce b = {
        .to = "ann@isp.example", .status = "4.1.1", .diagnostic = "450 4.1.1 User unknown", .at = NOON - NX_HOUR};
    add_bounce(fixture, &b);
    advise(fixture);
    assert_advice(fixture, 0, NX_ADVICE_RETRY);
    g_assert_cmpint(suggested(fixture, 0)->not_before, >, NOON);
}

static void a_used_up_plan_is_to_be_suppressed(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "ann@isp.example", NOON - NX_HOUR);
    advise(fixture);
    retry_stands(fixture, "ann@isp.example", 5, NOON - NX_DAY);
    remember(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    g_assert_cmpint(suggested(fixture, 0)->confidence, ==, NX_LIKELY);
    g_assert_true(suggested(fixture, 0)->doubts & NX_DOUBT_HISTORY);
}

static void a_bounce_of_the_attempt_means_the_next_one(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "ann@isp.example", NOON - NX_HOUR);
    advise(fixture);
    retry_stands(fixture, "ann@isp.example", 1, NOON - NX_DAY);
    attempt_sent(fixture, "ann@isp.example", NOON - 5 * NX_HOUR);
    remember(fixture);
    g_assert_cmpuint(suggested(fixture, 0)->attempt, ==, 2);
    g_assert_cmpint(suggested(fixture, 0)->not_before, ==, NOON + 47 * NX_HOUR);
    record(fixture);
    remember(fixture);
    g_assert_cmpuint(suggested(fixture, 0)->attempt, ==, 2);
    g_assert_cmpint(suggested(fixture, 0)->not_before, ==, NOON + 47 * NX_HOUR);
    const NxAddress *address = nx_catalog_address(fixture->catalog, 0);
    g_assert_cmpuint(address->standing.attempt, ==, 2);
    g_assert_cmpint(address->standing.not_before, ==, NOON + 47 * NX_HOUR);
}

static void the_last_attempt_that_bounced_ends_the_plan(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "ann@isp.example", NOON - NX_HOUR);
    advise(fixture);
    retry_stands(fixture, "ann@isp.example", 4, NOON - NX_DAY);
    attempt_sent(fixture, "ann@isp.example", NOON - 5 * NX_HOUR);
    remember(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    record(fixture);
    remember(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
}

static void suppressed_stays_suppressed(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "ann@isp.example", NOON - NX_HOUR);
    advise(fixture);
    NxOrder order = {.key = "ann@isp.example", .decision = NX_DECISION_SUPPRESS};
    decide(fixture, &order);
    remember(fixture);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
    g_assert_cmpint(suggested(fixture, 0)->not_before, ==, NX_TIME_UNKNOWN);
}

static void a_delivery_since_ends_the_story(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "ann@isp.example", NOON - NX_DAY);
    unknown_user(fixture, "bob@isp.example", NOON - NX_DAY);
    advise(fixture);
    record(fixture);
    told_alive(fixture, "ann@isp.example", NOON);
    told_alive(fixture, "bob@isp.example", NOON);
    remember(fixture);
    assert_advice(fixture, 0, NX_ADVICE_IGNORE);
    assert_advice(fixture, 1, NX_ADVICE_REVIEW);
    g_assert_true(suggested(fixture, 1)->doubts & NX_DOUBT_HISTORY);
}

static void the_newest_failure_decides(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_DAY);
    full_mailbox(fixture, "ann@isp.example", NOON - 9 * NX_DAY);
    advise(fixture);
    g_assert_cmpuint(nx_advisor_deciding(fixture->advisor, 0), ==, 0);
}

static void a_complaint_stands(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    complaint(fixture, "ann@isp.example", "abuse", NOON - 9 * NX_DAY);
    full_mailbox(fixture, "ann@isp.example", NOON - NX_DAY);
    advise(fixture);
    g_assert_cmpint(event_of(fixture, 0)->kind, ==, NX_KIND_FEEDBACK);
    g_assert_cmpuint(nx_advisor_deciding(fixture->advisor, address_of(fixture, "ann@isp.example")), ==, 0);
    assert_advice(fixture, 0, NX_ADVICE_SUPPRESS);
}

static void a_report_that_is_none_of_the_recipient_does_not_stand(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    complaint(fixture, "ann@isp.example", "fraud", NOON - NX_HOUR);
    full_mailbox(fixture, "ann@isp.example", NOON - NX_DAY);
    advise(fixture);
    g_assert_cmpuint(nx_advisor_deciding(fixture->advisor, address_of(fixture, "ann@isp.example")), ==, 1);
    assert_advice(fixture, 0, NX_ADVICE_REVIEW);
}

static void ledger_and_catalog_are_counted_together_and_once(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "ann@isp.example", NOON - NX_DAY);
    full_mailbox(fixture, "ann@isp.example", NOON - 9 * NX_DAY);
    advise(fixture);
    const NxAddress *address = nx_catalog_address(fixture->catalog, 0);
    remember(fixture);
    g_assert_cmpuint(address->standing.seen, ==, 2);
    g_assert_true(event_of(fixture, 0)->fresh);
    record(fixture);
    remember(fixture);
    g_assert_cmpuint(address->standing.seen, ==, 2);
    g_assert_false(event_of(fixture, 0)->fresh);
    g_assert_cmpint(address->standing.first_seen, ==, NOON - 9 * NX_DAY);
    g_assert_cmpint(address->standing.last_seen, ==, NOON - NX_DAY);
}

static void an_address_seen_often_is_counted_once_each(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    for (guint i = 0; i < 40; i++)
        full_mailbox(fixture, "ann@isp.example", NOON - i * 3 * NX_DAY);
    advise(fixture);
    record(fixture);
    remember(fixture);
    g_assert_cmpuint(nx_catalog_address(fixture->catalog, 0)->standing.seen, ==, 40);
    for (guint32 i = 0; i < 40; i++) {
        g_assert_false(event_of(fixture, i)->fresh);
        g_assert_true(event_of(fixture, i)->counted);
    }
}

static void what_would_be_exported_of_the_undecided(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "Ann@isp.example", NOON - NX_HOUR);
    blocked(fixture, "bob@isp.example", NOON - NX_HOUR);
    advise(fixture);
    NxRecord *ann = nx_record_from_event(fixture->catalog, 0), *bob = nx_record_from_event(fixture->catalog, 1);
    g_assert_cmpstr(ann->key, ==, "ann@isp.example");
    g_assert_cmpstr(ann->spelling, ==, "Ann@isp.example");
    g_assert_cmpint(ann->decision, ==, NX_DECISION_NONE);
    g_assert_cmpint(ann->reason, ==, NX_REASON_MAILBOXFULL);
    g_assert_cmpint(ann->not_before, ==, NOON + 23 * NX_HOUR);
    g_assert_cmpuint(ann->seen, ==, 1);
    g_assert_cmpstr(ann->file, ==, "box");
    g_assert_nonnull(ann->place_id);
    g_assert_cmpstr(bob->cause, ==, "-/blocked");
    NxStanding standing;
    NxFacts facts;
    nx_record_facts(ann, &standing, &facts);
    g_assert_cmpstr(facts.domain, ==, "isp.example");
    g_assert_cmpint(facts.reason, ==, NX_REASON_MAILBOXFULL);
    g_assert_cmpuint(facts.standing->seen, ==, 1);
    nx_record_free(ann);
    nx_record_free(bob);
}

static void a_notice_repeated_from_the_ledger_counts_no_more(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce b = {.to = "ann@isp.example",
                .status = "4.2.2",
                .diagnostic = "452 4.2.2 Mailbox is full",
                .at = NOON - NX_HOUR,
                .original = "<same@news.example>"};
    add_bounce(fixture, &b);
    advise(fixture);
    g_autoptr(GPtrArray) sightings = nx_catalog_sightings(fixture->catalog, 0, 1);
    NxSighting *other = sightings->pdata[0];
    other->sha256[0] ^= 1;
    g_free(other->place_id);
    other->place_id = g_strdup("elsewhere");
    other->arrived -= NX_HOUR;
    g_assert_true(
        nx_ledger_record_events(ledger(fixture), &anna, nx_library_settings(fixture->library), sightings, NULL, NULL));
    remember(fixture);
    g_assert_false(event_of(fixture, 0)->counted);
    g_assert_cmpuint(nx_catalog_address(fixture->catalog, 0)->standing.seen, ==, 1);
}

static void what_is_on_its_way_to_disk_is_not_overwritten(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_HOUR);
    advise(fixture);
    NxStanding *standing = &nx_catalog_address(fixture->catalog, 0)->standing;
    standing->decision = NX_DECISION_SUPPRESS;
    standing->pending = TRUE;
    remember(fixture);
    g_assert_cmpint(standing->decision, ==, NX_DECISION_SUPPRESS);
    g_assert_true(standing->pending);
}

/* Somebody sends on the notice of a failure that another got. */
static void pass_on(Fixture *fixture, const char *to, NxTime at, const char *original)
{
    g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(at);
    g_autofree char *separator = g_date_time_format(when, "%a %b %d %H:%M:%S %Y");
    g_autofree char *stamp = g_date_time_format(when, "%a, %d %b %Y %H:%M:%S +0000");
    g_string_append_printf(fixture->box,
                           "From karl@firm.example %s\nReceived: from firm.example by in.news.example; "
                           "%s\nReturn-Path: <karl@firm.example>\n"
                           "From: Karl <karl@firm.example>\nTo: bounces@news.example\nSubject: Fwd: Undelivered mail\n"
                           "Message-ID: <f%u@firm.example>\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n",
                           separator, stamp, ++fixture->n);
    g_string_append_printf(
        fixture->box,
        "From: MAILER-DAEMON@mx.isp.example\nSubject: Undelivered mail\nContent-Type: multipart/report; "
        "boundary=cut\n\n"
        "--cut\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.isp.example\n\nFinal-Recipient: "
        "rfc822; %s\n"
        "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n\n"
        "--cut\nContent-Type: text/rfc822-headers\n\nFrom: list@news.example\nTo: %s\nMessage-ID: %s\n\n--cut--\n\n",
        to, to, original);
}

static void a_notice_passed_on_is_only_looked_at(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    pass_on(fixture, "ann@isp.example", NOON - NX_HOUR, "<o9@news.example>");
    advise(fixture);
    g_assert_cmpstr(event_of(fixture, 0)->recipient, ==, "ann@isp.example");
    assert_advice(fixture, 0, NX_ADVICE_REVIEW);
    g_assert_cmpint(suggested(fixture, 0)->confidence, ==, NX_GUESS);
    g_assert_false(event_of(fixture, 0)->counted);
    g_assert_cmpuint(nx_advisor_deciding(fixture->advisor, address_of(fixture, "ann@isp.example")), ==, G_MAXUINT32);
}

static void a_notice_passed_on_does_not_stand_in_for_the_notice(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce bounce = {.to = "ann@isp.example",
                     .status = "5.1.1",
                     .diagnostic = "550 5.1.1 User unknown",
                     .at = NOON - 2 * NX_HOUR,
                     .original = "<o9@news.example>"};
    pass_on(fixture, "ann@isp.example", NOON - 3 * NX_HOUR, "<o9@news.example>");
    add_bounce(fixture, &bounce);
    pass_on(fixture, "ann@isp.example", NOON - NX_HOUR, "<o9@news.example>");
    advise(fixture);
    g_assert_true(event_of(fixture, 1)->counted);
    g_assert_cmpuint(nx_advisor_deciding(fixture->advisor, address_of(fixture, "ann@isp.example")), ==, 1);
    assert_advice(fixture, 1, NX_ADVICE_SUPPRESS);
}

static void a_failure_of_nobody_is_to_be_looked_at(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "no-address", NOON - NX_HOUR);
    full_mailbox(fixture, "|/usr/bin/sorter", NOON - NX_HOUR);
    complaint(fixture, "redacted", "abuse", NOON - NX_HOUR);
    advise(fixture);
    for (guint32 i = 0; i < nx_catalog_n_events(fixture->catalog); i++) {
        g_assert_cmpuint(event_of(fixture, i)->address, ==, NX_NOBODY);
        assert_advice(fixture, i, NX_ADVICE_REVIEW);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/advise/suggest/a dead address is to be suppressed", a_dead_address_is_to_be_suppressed);
    ADD_TEST("/advise/suggest/a full mailbox is tried again a day after its bounce", a_full_mailbox_is_tried_again);
    ADD_TEST("/advise/suggest/an overdue date stays as it was worked out", overdue_stays_as_computed);
    ADD_TEST("/advise/suggest/a block is held", a_block_is_held);
    ADD_TEST("/advise/suggest/delays and deliveries are only shown", a_delay_is_only_shown);
    ADD_TEST("/advise/suggest/a temporary code never suppresses at once, whatever the configuration says",
             a_temporary_code_never_suppresses_at_once);
    ADD_TEST("/advise/suggest/a used up plan is to be suppressed", a_used_up_plan_is_to_be_suppressed);
    ADD_TEST("/advise/suggest/a bounce of the attempt means the next one, recorded or not",
             a_bounce_of_the_attempt_means_the_next_one);
    ADD_TEST("/advise/suggest/the last attempt that bounced ends the plan",
             the_last_attempt_that_bounced_ends_the_plan);
    ADD_TEST("/advise/suggest/suppressed stays suppressed", suppressed_stays_suppressed);
    ADD_TEST("/advise/suggest/a delivery since ends the story", a_delivery_since_ends_the_story);
    ADD_TEST("/advise/suggest/the newest failure decides", the_newest_failure_decides);
    ADD_TEST("/advise/suggest/a complaint of the recipient stands", a_complaint_stands);
    ADD_TEST("/advise/suggest/a report of fraud does not decide over a failure",
             a_report_that_is_none_of_the_recipient_does_not_stand);
    ADD_TEST("/advise/suggest/ledger and catalog are counted together, each event once",
             ledger_and_catalog_are_counted_together_and_once);
    ADD_TEST("/advise/suggest/an address seen often is counted once for each event",
             an_address_seen_often_is_counted_once_each);
    ADD_TEST("/advise/suggest/what would be exported of the undecided", what_would_be_exported_of_the_undecided);
    ADD_TEST("/advise/suggest/a notice that repeats one of the ledger counts no more",
             a_notice_repeated_from_the_ledger_counts_no_more);
    ADD_TEST("/advise/suggest/what is on its way to disk is not overwritten",
             what_is_on_its_way_to_disk_is_not_overwritten);
    ADD_TEST("/advise/suggest/a notice that somebody passed on is only looked at",
             a_notice_passed_on_is_only_looked_at);
    ADD_TEST("/advise/suggest/a notice that somebody passed on does not stand in for the notice",
             a_notice_passed_on_does_not_stand_in_for_the_notice);
    ADD_TEST("/advise/suggest/a failure of nobody that could be decided about is to be looked at",
             a_failure_of_nobody_is_to_be_looked_at);
    return g_test_run();
}
