/* What each mail service writes of whom, by fixtures of ours in the shape of its notifications. */
#include "boxes.h"
#include "reports.h"
#include <nixie/data.h>
#include <string.h>

#define NOW ((NxTime)1763719200) /* 2025-11-21T10:00:00Z */

static NxReader *reader;

static const char *or_dash(const char *text)
{
    return text ? text : "-";
}

/* "kind recipient status reply host id at: diagnostic", a line for each; "kind -" of what names nobody. */
static void tell(GString *out, const NxReport *report)
{
    g_autofree char *at = nx_time_rfc3339(report->arrived);
    const char *id = report->original.message_id ? report->original.message_id : report->envelope_id;
    if (!report->n_recipients)
        g_string_append_printf(out, "%s - %s\n", nx_kind_name(report->kind), at + strlen("2025-11-20T"));
    for (guint i = 0; i < report->n_recipients; i++) {
        const NxRecipient *r = &report->recipients[i];
        char status[NX_STATUS_TEXT_SIZE];
        const NxStatus told = r->status.klass ? r->status : r->diagnostic_status;
        g_string_append_printf(out, "%s %s %s %u %s %s %s: %s\n", nx_kind_name(r->kind), or_dash(r->recipient),
                               nx_status_text(told, status), r->reply_code, or_dash(r->remote_mta), or_dash(id),
                               at + strlen("2025-11-20T"), or_dash(r->diagnostic));
    }
}

static char *read_service(const char *name)
{
    g_autofree char *file = g_strconcat(name, ".json", NULL);
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "mailboxes", "services", file, NULL);
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_autoptr(NxProblems) problems = nx_problems_new();
    g_autoptr(GArray) places = box_scan(mailbox, problems);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < places->len; i++) {
        const NxPlace *place = &g_array_index(places, NxPlace, i);
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) bytes = nx_mailbox_read(mailbox, place, &error);
        NxEnvelope envelope = {.now = NOW, .entry = place->entry};
        NxReport *report = nx_reader_read(reader, bytes, &envelope, &error);
        g_assert_no_error(error);
        tell(out, report);
        for (guint k = 0; k < report->n_recipients; k++) {
            g_assert_true(g_str_has_prefix(name, report->recipients[k].mailer));
            g_assert_cmpstr(report->recipients[k].recipient, !=, "eve@one.example");
        }
        nx_report_free(report);
    }
    return g_string_free(out, FALSE);
}

static const struct {
    const char *name, *want;
} SERVICES[] = {
    {"ses", "bounce ann@one.example 5.1.1 550 - <n1@news.example> 08:00:00Z: 550 5.1.1 no such user\n"
            "not-a-bounce - 08:00:01Z\n"
            "not-a-bounce - 10:00:00Z\n"
            "not-a-bounce - 10:00:00Z\n"},
    {"sendgrid", "bounce ann@one.example 5.1.1 550 - <n1@ismtpd-1> 08:00:00Z: 550 5.1.1 The account you tried to reach "
                 "does not exist\n"
                 "bounce bob@one.example 5.7.1 550 - m2.r1 08:00:01Z: 550 5.7.1 your address is on a block list\n"
                 "delay carl@one.example 4.3.0 451 - m3 08:00:02Z: 451 4.3.0 try again later\n"
                 "bounce dora@one.example 5.0.0 0 - m4 08:00:03Z: Bounced Address\n"
                 "feedback emil@one.example  0 - m5 08:00:04Z: -\n"
                 "delivered fritz@one.example  250 - m6 08:00:05Z: 250 OK\n"
                 "not-a-bounce - 08:00:06Z\n"},
    {"mailgun",
     "bounce ann@one.example 5.1.1 550 mx.one.example <n1@news.example> 08:00:00Z: 5.1.1 no such user here\n"
     "delay bob@one.example 4.2.1 450 - <n2@news.example> 08:00:01Z: 450 4.2.1 later\n"
     "bounce carl@one.example  0 - <n3@news.example> 08:00:02Z: Not delivering to previously bounced address\n"
     "feedback dora@one.example  0 - <n4@news.example> 08:00:03Z: -\n"
     "not-a-bounce - 08:00:04Z\n"},
    {"postmark", "bounce ann@one.example 5.1.1 550 - <883953f4-6105@mtasv.net> 08:00:00Z: 550 5.1.1 The email account "
                 "does not exist\n"
                 "delay bob@one.example 4.2.1 450 - <883953f4-6106@mtasv.net> 08:00:01Z: 450 4.2.1 later\n"
                 "feedback carl@one.example  0 - <883953f4-6107@mtasv.net> 08:00:02Z: -\n"
                 "delivered dora@one.example  250 - <883953f4-6108@mtasv.net> 08:00:03Z: 250 ok\n"
                 "not-a-bounce - 10:00:00Z\n"},
    {"sparkpost", "bounce Ann@one.example 5.1.1 550 - s1 08:00:00Z: 550 5.1.1 no such user\n"
                  "delay bob@one.example 4.3.0 451 - s2 08:00:01Z: 451 4.3.0 later\n"
                  "feedback carl@one.example  0 - s3 08:00:02Z: -\n"
                  "not-a-bounce - 08:00:03Z\n"},
    {"brevo", "bounce ann@one.example 5.1.1 550 - <n1@smtp-relay.example> 08:00:00Z: 550 5.1.1 no such user\n"
              "bounce bob@one.example 4.2.2 452 - <n2@smtp-relay.example> 08:00:01Z: 452 4.2.2 mailbox full\n"
              "delay carl@one.example  451 - <n3@smtp-relay.example> 08:00:02Z: 451 later\n"
              "feedback dora@one.example  0 - <n4@smtp-relay.example> 08:00:03Z: -\n"
              "not-a-bounce - 08:00:04Z\n"},
    {"mandrill", "bounce ann@one.example 5.1.1 550 - a1 08:00:00Z: 550 5.1.1 no such user\n"
                 "delay bob@one.example 4.3.5 451 192.0.2.1 a2 08:00:01Z: 451 4.3.5 later\n"
                 "feedback carl@one.example  0 - a3 08:00:02Z: -\n"
                 "not-a-bounce - 08:00:03Z\n"},
    {"mailchimp", "bounce ann@one.example  0 - c1 08:00:00Z: -\n"
                  "feedback bob@one.example  0 - c1 08:00:01Z: -\n"
                  "not-a-bounce - 08:00:02Z\n"},
    {"postal", "bounce ann@one.example 5.1.1 550 - <n1@rp.news.example> 08:00:00Z: 550 5.1.1 no such user\n"
               "delay bob@one.example  451 - <n2@rp.news.example> 08:00:01Z: 451 later\n"
               "bounce carl@one.example  0 - <n3@rp.news.example> 08:00:02Z: -\n"
               "not-a-bounce - 08:00:03Z\n"},
    {"resend", "bounce ann@one.example 5.1.1 550 - r1 08:00:00Z: 550 5.1.1 no such user\n"
               "bounce bob@one.example  0 - r2 08:00:01Z: The recipient's email address is on the suppression list "
               "because it has a recent history of producing hard bounces.\n"
               "bounce carl@one.example  0 - r2 08:00:01Z: The recipient's email address is on the suppression list "
               "because it has a recent history of producing hard bounces.\n"
               "feedback dora@one.example  0 - r3 08:00:02Z: -\n"
               "not-a-bounce - 08:00:03Z\n"},
    {"kumomta", "bounce ann@one.example 5.1.1 550 mx.one.example <n1@news.example> 08:00:00Z: 550 no such user\n"
                "delay bob@one.example  451 - 1d98076b 08:00:01Z: 451 later\n"
                "not-a-bounce - 08:00:02Z\n"},
};

static void test_services(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(SERVICES); i++) {
        g_autofree char *got = read_service(SERVICES[i].name);
        g_test_message("%s", SERVICES[i].name);
        g_assert_cmpstr(got, ==, SERVICES[i].want);
    }
}

static const char *note_service(gpointer into, const NxTable *table, guint row)
{
    g_hash_table_add(into, g_strdup(nx_table_cell(table, row, "service")));
    return NULL;
}

/* A service of the table without a line above is named; what follows a dash in a name is a form of the same. */
static void test_all_have_fixtures(void)
{
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    nx_table_read("services.tsv", note_service, names, NULL);
    GHashTableIter iter;
    gpointer name;
    g_hash_table_iter_init(&iter, names);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        g_autofree char *first = g_strndup(name, strcspn(name, "-"));
        gboolean found = g_str_equal(first, "sns"); /* stands in the fixture of ses */
        for (guint i = 0; i < G_N_ELEMENTS(SERVICES); i++)
            found = found || g_str_equal(first, SERVICES[i].name);
        if (!found)
            g_test_fail_printf("no fixture for the service %s", (const char *)name);
    }
}

/* What is of nobody's making is said, and what stands in another's text names nobody. */
static void test_unknown(void)
{
    static const char *const NONE[] = {"{\"hello\":\"world\"}", "{\"event\":\"bounce\",\"email\":\"ann@one.example\"}",
                                       "{\"email\":\"ann@one.example\",\"text\":\"sg_event_id event\"}",
                                       "{\"note\":{\"sg_event_id\":1,\"event\":\"bounce\",\"email\":\"a@b.example\"}}"};
    for (guint i = 0; i < G_N_ELEMENTS(NONE); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) bytes = g_bytes_new(NONE[i], strlen(NONE[i]));
        NxEnvelope envelope = {.now = NOW, .entry = NX_ENTRY_JSON};
        g_assert_null(nx_reader_read(reader, bytes, &envelope, &error));
        g_assert_error(error, NX_ERROR, NX_ERROR_NO_MAILBOX);
    }
}

/* Times that nobody can mean are none, and none is after now. */
static void test_times(void)
{
    static const struct {
        const char *time;
        NxTime want;
    } TIMES[] = {{"1763625600", 1763625600},
                 {"\"1763625600\"", 1763625600},
                 {"1763625600123", 1763625600},
                 {"1763625600.9", 1763625600},
                 {"99999999999", NOW},
                 {"\"2025-11-20 08:00:00\"", 1763625600},
                 {"\"2025-11-20T08:00:00Z\"", 1763625600},
                 {"-5", NOW},
                 {"\"soon\"", NOW},
                 {"0", NOW}};
    for (guint i = 0; i < G_N_ELEMENTS(TIMES); i++) {
        g_autofree char *text = g_strdup_printf(
            "{\"email\":\"ann@one.example\",\"event\":\"bounce\",\"sg_event_id\":\"e\",\"timestamp\":%s}",
            TIMES[i].time);
        g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
        NxEnvelope envelope = {.now = NOW, .entry = NX_ENTRY_JSON};
        NxReport *report = nx_reader_read(reader, bytes, &envelope, NULL);
        g_test_message("%s", text);
        g_assert_cmpint(report->arrived, ==, TIMES[i].want);
        nx_report_free(report);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    reader = nx_reports_reader(NULL, NULL, NULL);
    g_test_add_func("/services/each says what became of whom", test_services);
    g_test_add_func("/services/each has a fixture", test_all_have_fixtures);
    g_test_add_func("/services/of none that is known", test_unknown);
    g_test_add_func("/services/when", test_times);
    int status = g_test_run();
    nx_reader_free(reader);
    return status;
}
