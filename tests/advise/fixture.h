/* What the tests of advice share: small mailboxes of bounces, a catalog made from them, a ledger, a clock. */
#pragma once
#include <nixie/advise.h>
#include <glib/gstdio.h>

#define NOON ((NxTime)1795262400) /* 2026-11-21T12:00:00Z */

typedef struct {
    char *folder, *path;
    GString *box;
    guint n;
    NxSettings settings;
    NxLibrary *library;
    NxReader *reader;
    NxJudge *judge;
    NxCatalog *catalog;
    NxLedger *ledger;
    NxAdvisor *advisor;
} Fixture;

G_GNUC_UNUSED static void fixture_up(Fixture *fixture, gconstpointer no_own)
{
    fixture->folder = g_dir_make_tmp("nixie-advise-XXXXXX", NULL);
    fixture->path = g_build_filename(fixture->folder, "ledger.db", NULL);
    fixture->box = g_string_new(NULL);
    if (no_own)
        return;
    nx_settings_add(&fixture->settings.own_domains, "news.example", NULL);
    nx_settings_add(&fixture->settings.own_mta, "mx.isp.example", NULL);
    nx_settings_add(&fixture->settings.own_mta, "relay.example", NULL);
}

static void fixture_down(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const char *const files[] = {"box", "ledger.db", "ledger.db-wal", "ledger.db-shm"};
    nx_advisor_free(fixture->advisor);
    nx_ledger_close(fixture->ledger);
    if (fixture->catalog)
        nx_catalog_free(fixture->catalog);
    nx_judge_free(fixture->judge);
    nx_reader_free(fixture->reader);
    nx_library_unref(fixture->library);
    nx_settings_clear(&fixture->settings);
    g_string_free(fixture->box, TRUE);
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(fixture->folder, files[i], NULL);
        g_remove(path);
    }
    g_rmdir(fixture->folder);
    g_free(fixture->folder);
    g_free(fixture->path);
}

#define ADD_TEST(name, function) g_test_add(name, Fixture, NULL, fixture_up, function, fixture_down)
#define ADD_TEST_WITHOUT_OWN(name, function) g_test_add(name, Fixture, "no own", fixture_up, function, fixture_down)

typedef struct {
    const char *to, *status, *diagnostic;
    NxTime at;
    const char *action;     /* NULL: failed */
    const char *remote_mta; /* NULL: none */
    const char *reporting;  /* NULL: mx.isp.example */
    const char *original;   /* Message-ID of the original; NULL: one of its own */
} Bounce;

static void add_head(Fixture *fixture, NxTime at, const char *type)
{
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(at);
    g_autofree char *separator = g_date_time_format(date, "%a %b %d %H:%M:%S %Y");
    g_autofree char *stamp = g_date_time_format(date, "%a, %d %b %Y %H:%M:%S +0000");
    g_string_append_printf(fixture->box,
                           "From MAILER-DAEMON %s\nReceived: by mx.isp.example; %s\n"
                           "From: MAILER-DAEMON@mx.isp.example\nTo: bounces@news.example\nSubject: Undelivered mail\n"
                           "Message-ID: <n%u@mx.isp.example>\nMIME-Version: 1.0\nContent-Type: %s; boundary=cut\n\n",
                           separator, stamp, ++fixture->n, type);
}

static void add_original(Fixture *fixture, const char *to, const char *id)
{
    g_string_append_printf(
        fixture->box,
        "\n--cut\nContent-Type: text/rfc822-headers\n\nFrom: list@news.example\nTo: %s\nSubject: News\nMessage-ID: ",
        to);
    if (id)
        g_string_append_printf(fixture->box, "%s\n\n--cut--\n\n", id);
    else
        g_string_append_printf(fixture->box, "<o%u@news.example>\n\n--cut--\n\n", fixture->n);
}

static void add_bounce(Fixture *fixture, const Bounce *b)
{
    add_head(fixture, b->at, "multipart/report; report-type=delivery-status");
    g_string_append(fixture->box, "--cut\nContent-Type: text/plain\n\nYour message could not be delivered.\n");
    g_string_append_printf(fixture->box,
                           "\n--cut\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
                           "%s\n\nFinal-Recipient: rfc822; %s\nAction: %s\n",
                           b->reporting ? b->reporting : "mx.isp.example", b->to, b->action ? b->action : "failed");
    if (b->status)
        g_string_append_printf(fixture->box, "Status: %s\n", b->status);
    if (b->remote_mta)
        g_string_append_printf(fixture->box, "Remote-MTA: dns; %s\n", b->remote_mta);
    if (b->diagnostic)
        g_string_append_printf(fixture->box, "Diagnostic-Code: smtp; %s\n", b->diagnostic);
    add_original(fixture, b->to, b->original);
}

G_GNUC_UNUSED static void unknown_user(Fixture *fixture, const char *to, NxTime at)
{
    Bounce b = {.to = to, .status = "5.1.1", .diagnostic = "550 5.1.1 User unknown", .at = at};
    add_bounce(fixture, &b);
}

G_GNUC_UNUSED static void full_mailbox(Fixture *fixture, const char *to, NxTime at)
{
    Bounce b = {.to = to, .status = "4.2.2", .diagnostic = "452 4.2.2 Mailbox is full", .at = at};
    add_bounce(fixture, &b);
}

G_GNUC_UNUSED static void unknown_host(Fixture *fixture, const char *to, NxTime at)
{
    Bounce b = {
        .to = to, .status = "5.1.2", .diagnostic = "550 5.1.2 Host unknown (Name server: host not found)", .at = at};
    add_bounce(fixture, &b);
}

G_GNUC_UNUSED static void blocked(Fixture *fixture, const char *to, NxTime at)
{
    Bounce b = {.to = to,
                .status = "5.7.1",
                .diagnostic = "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
                .at = at};
    add_bounce(fixture, &b);
}

G_GNUC_UNUSED static void complaint(Fixture *fixture, const char *to, const char *type, NxTime at)
{
    add_head(fixture, at, "multipart/report; report-type=feedback-report");
    g_string_append_printf(
        fixture->box,
        "--cut\nContent-Type: text/plain\n\nA report.\n\n--cut\nContent-Type: message/feedback-report\n\n"
        "Feedback-Type: %s\nUser-Agent: test/1\nVersion: 1\nReporting-MTA: dns; mx.isp.example\nOriginal-Rcpt-To: "
        "<%s>\n",
        type, to);
    add_original(fixture, to, NULL);
}

/* ---- Many at once ------------------------------------------------------------------------------------------------ */

G_GNUC_UNUSED static void die(Fixture *fixture, const char *to, const char *mta, const char *reporting, NxTime at)
{
    Bounce b = {.to = to,
                .status = "5.1.1",
                .diagnostic = "550 5.1.1 User unknown",
                .at = at,
                .remote_mta = mta,
                .reporting = reporting};
    add_bounce(fixture, &b);
}

/* Each at a domain of its own, so that only who answered is common to them. */
G_GNUC_UNUSED static void die_apart(Fixture *fixture, guint n, const char *mta, const char *reporting, NxTime at)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *to = g_strdup_printf("ann@firm%u.example", fixture->n);
        die(fixture, to, mta, reporting, at + i);
    }
}

/* So many that everything together has not jumped. */
G_GNUC_UNUSED static void others(Fixture *fixture, guint n, NxTime at)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *to = g_strdup_printf("other%u@other%u.example", fixture->n, fixture->n);
        full_mailbox(fixture, to, at + i);
    }
}

G_GNUC_UNUSED static void die_at(Fixture *fixture, guint n, const char *domain, NxTime at)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *to = g_strdup_printf("user%u@%s", fixture->n, domain);
        die(fixture, to, NULL, NULL, at + i);
    }
}

/* ---- What is made of it ------------------------------------------------------------------------------------------ */

/* Reads what was added; the advisor knows nothing of a ledger yet. */
static void load(Fixture *fixture)
{
    g_autofree char *box = g_build_filename(fixture->folder, "box", NULL);
    g_assert_true(g_file_set_contents(box, fixture->box->str, (gssize)fixture->box->len, NULL));
    fixture->library = nx_library_new(&fixture->settings, NULL);
    fixture->reader = nx_reader_new(fixture->library, NULL);
    fixture->judge = nx_judge_new(fixture->library, NULL);
    fixture->catalog = nx_catalog_new();
    const char *const paths[] = {box, NULL};
    NxProblems *problems = nx_problems_new();
    NxLoad *reading =
        nx_load_start(fixture->catalog, paths, fixture->reader, fixture->judge, NOON, 1, problems, NULL, NULL);
    while (nx_load_wait(reading))
        continue;
    nx_load_free(reading);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    nx_problems_free(problems);
    fixture->advisor = nx_advisor_new(fixture->library, fixture->judge, fixture->catalog, NULL);
}

G_GNUC_UNUSED static void advise(Fixture *fixture)
{
    load(fixture);
    nx_advisor_run(fixture->advisor);
}

G_GNUC_UNUSED static NxLedger *ledger(Fixture *fixture)
{
    GError *error = NULL;
    if (!fixture->ledger)
        fixture->ledger = nx_ledger_open(fixture->path, NX_LEDGER_WRITE, &error);
    g_assert_no_error(error);
    return fixture->ledger;
}

static const NxActHead anna = {.name = "suppress", .actor = "anna", .session = "one", .at = NOON};

/* Recalls all and advises anew. */
G_GNUC_UNUSED static void remember(Fixture *fixture)
{
    GError *error = NULL;
    g_assert_true(nx_advisor_recall_all(fixture->advisor, ledger(fixture), NOON, &error));
    g_assert_no_error(error);
    nx_advisor_run(fixture->advisor);
}

/* Takes all counted events of the catalog into the ledger. */
G_GNUC_UNUSED static void record(Fixture *fixture)
{
    g_autoptr(GPtrArray) sightings = nx_catalog_sightings(fixture->catalog, 0, nx_catalog_n_events(fixture->catalog));
    GError *error = NULL;
    g_assert_true(nx_ledger_record_events(ledger(fixture), &anna, nx_library_settings(fixture->library), sightings,
                                          NULL, &error));
    g_assert_no_error(error);
}

G_GNUC_UNUSED static void decide(Fixture *fixture, const NxOrder *order)
{
    GError *error = NULL;
    g_assert_true(nx_ledger_decide(ledger(fixture), &anna, order, 1, NULL, NULL, &error));
    g_assert_no_error(error);
}

G_GNUC_UNUSED static void let_through(Fixture *fixture, const char *source)
{
    const NxActHead allow = {.name = "allow", .actor = "anna", .session = "one", .at = NOON};
    GError *error = NULL;
    g_assert_true(nx_advise_allow(ledger(fixture), &allow, source, &error));
    g_assert_no_error(error);
    remember(fixture);
}

/* All that the catalog has. */
G_GNUC_UNUSED static guint32 *all_addresses(Fixture *fixture, guint *n)
{
    *n = nx_catalog_n_addresses(fixture->catalog);
    guint32 *addresses = g_new(guint32, *n);
    for (guint i = 0; i < *n; i++)
        addresses[i] = i;
    return addresses;
}

/* A retry by S1 stands, of which attempt `attempt` of 4 comes next. */
G_GNUC_UNUSED static void retry_stands(Fixture *fixture, const char *key, guint attempt, NxTime not_before)
{
    NxOrder order = {.key = key,
                     .decision = NX_DECISION_RETRY,
                     .not_before = not_before,
                     .plan = NX_PLAN_S1,
                     .attempt = attempt,
                     .attempts = 4};
    decide(fixture, &order);
}

G_GNUC_UNUSED static void attempt_sent(Fixture *fixture, const char *key, NxTime at)
{
    const char *const keys[] = {key, NULL};
    g_assert_true(nx_ledger_attempted(ledger(fixture), "news", keys, at, NULL));
}

/* A person says that mail to `key` went through. */
G_GNUC_UNUSED static void told_alive(Fixture *fixture, const char *key, NxTime at)
{
    NxLife life = {.key = (char *)key, .kind = NX_LIFE_TOLD, .at = at};
    g_autoptr(GPtrArray) lives = g_ptr_array_new();
    g_ptr_array_add(lives, &life);
    g_assert_true(nx_ledger_delivered(ledger(fixture), &anna, lives, NULL, NULL));
}

G_GNUC_UNUSED static guint32 address_of(Fixture *fixture, const char *key)
{
    guint32 number = nx_catalog_find(fixture->catalog, key);
    g_assert_cmpuint(number, !=, NX_NOBODY);
    return number;
}

G_GNUC_UNUSED static const NxEvent *event_of(Fixture *fixture, guint32 event)
{
    g_assert_cmpuint(event, <, nx_catalog_n_events(fixture->catalog));
    return nx_catalog_event(fixture->catalog, event);
}

G_GNUC_UNUSED static const NxSuggestion *suggested(Fixture *fixture, guint32 event)
{
    g_assert_cmpuint(event, <, nx_catalog_n_events(fixture->catalog));
    return nx_catalog_suggestion(fixture->catalog, event);
}

G_GNUC_UNUSED static NxGuard guards_on(Fixture *fixture, guint32 event)
{
    NxAdvice advice;
    nx_advisor_explain(fixture->advisor, event, NULL, NULL, NOON, &advice);
    guint guards = NX_GUARD_NONE;
    for (guint i = 0; i < advice.against->len; i++) {
        const NxPoint *point = advice.against->pdata[i];
        guards |= point->kind == NX_POINT_GUARD ? point->bit : 0;
    }
    nx_advice_clear(&advice);
    return (NxGuard)guards;
}

#define assert_advice(fixture, event, wanted)                                                                          \
    g_assert_cmpstr(nx_advice_name(suggested(fixture, event)->kind), ==, nx_advice_name(wanted))
