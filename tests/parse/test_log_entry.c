/* The lines of a log as a report: for whom, what, why, when, on which machine; and what in them is another's. */
#include "reports.h"
#include <nixie/maillog.h>
#include <string.h>
#include <time.h>

#define NOW ((NxTime)1763719200) /* 2025-11-21T10:00:00Z */

static NxReport *read_lines_of(const NxReader *reader, const char *lines, gsize len)
{
    GError *error = NULL;
    g_autoptr(GBytes) bytes = g_bytes_new(lines, len);
    NxEnvelope envelope = {.now = NOW, .entry = NX_ENTRY_LOG};
    NxReport *report = nx_reader_read(reader, bytes, &envelope, &error);
    g_assert_no_error(error);
    return report;
}

static const char *or_dash(const char *text)
{
    return text ? text : "-";
}

/* "kind recipient>final action status reply host [queue id] by software on machine, of <id> from sender at time" */
static char *told(const NxReport *report)
{
    GString *out = g_string_new(NULL);
    g_autofree char *at = nx_time_rfc3339(report->arrived);
    for (guint i = 0; i < report->n_recipients; i++) {
        const NxRecipient *r = &report->recipients[i];
        char status[NX_STATUS_TEXT_SIZE];
        g_string_append_printf(out, "%s %s>%s %s %s %u %s [%s] by %s on %s, of %s from %s at %s\n",
                               nx_kind_name(r->kind), or_dash(r->recipient), or_dash(r->final_recipient),
                               or_dash(nx_action_name(r->action)), nx_status_text(r->status, status), r->reply_code,
                               or_dash(r->remote_mta), or_dash(r->final_log_id), or_dash(r->mailer),
                               or_dash(report->reporting_mta), or_dash(report->original.message_id),
                               or_dash(report->original.from_key), at);
    }
    return g_string_free(out, FALSE);
}

static const struct {
    const char *lines, *want, *diagnostic; /* of the first */
} CASES[] = {
    {"Nov 20 11:29:00 mx postfix/cleanup[1]: 4A1: message-id=<n1@news.example>\n"
     "Nov 20 11:29:00 mx postfix/qmgr[1]: 4A1: from=<news@news.example>, size=9, nrcpt=1 (queue active)\n"
     "Nov 20 11:30:00 mx postfix/smtp[1]: 4A1: to=<ann@a.example>, relay=mx.a.example[192.0.2.1]:25, delay=1, "
     "dsn=5.1.1, "
     "status=bounced (host mx.a.example[192.0.2.1] said: 550 5.1.1 no such user (in reply to RCPT TO command))",
     "bounce ann@a.example>- failed 5.1.1 550 mx.a.example [4A1] by postfix on mx, of <n1@news.example> from "
     "news@news.example at 2025-11-20T11:30:00Z\n",
     "550 5.1.1 no such user"},
    {"Nov 20 11:30:00 mx postfix/smtp[1]: 4A1: to=<bob@b.example>, orig_to=<ann@a.example>, relay=none, dsn=4.4.1, "
     "status=deferred (connect to mx.a.example[192.0.2.1]:25: Connection timed out)",
     "delay ann@a.example>bob@b.example delayed 4.4.1 0 - [4A1] by postfix on mx, of - from - at "
     "2025-11-20T11:30:00Z\n",
     "Connection timed out"},
    {"2025-11-20 10:10:00 1abCDE-0001AB-CD <= news@news.example H=app [192.0.2.9] P=esmtp S=9 id=n1@news.example\n"
     "2025-11-20 10:11:12 1abCDE-0001AB-CD ** ann@a.example R=dnslookup T=remote_smtp H=mx.a.example [192.0.2.1]: SMTP "
     "error from remote mail server after RCPT TO:<ann@a.example>: 550 no such user",
     "bounce ann@a.example>- failed  550 mx.a.example [1abCDE-0001AB-CD] by exim on -, of <n1@news.example> from "
     "news@news.example at 2025-11-20T10:11:12Z\n",
     "550 no such user"},
    {"Nov 20 11:29:00 mx sm-mta[1]: 4A1: from=<news@news.example>, size=9, class=0, nrcpts=2, msgid=<n1@news.example>, "
     "proto=ESMTP\n"
     "Nov 20 11:30:00 mx sm-mta[1]: 4A1: to=<ann@a.example>,<bob@a.example>, delay=00:00:01, mailer=esmtp, "
     "relay=mx.a.example. [192.0.2.1], dsn=5.1.1, stat=User unknown",
     "bounce ann@a.example>- failed 5.1.1 0 mx.a.example [4A1] by sendmail on mx, of <n1@news.example> from "
     "news@news.example at 2025-11-20T11:30:00Z\n"
     "bounce bob@a.example>- failed 5.1.1 0 mx.a.example [4A1] by sendmail on mx, of <n1@news.example> from "
     "news@news.example at 2025-11-20T11:30:00Z\n",
     "User unknown"},
    {"Nov 20 11:30:00 mx qmail: 1763637000.1 starting delivery 7: msg 34 to remote ann@a.example\n"
     "Nov 20 11:30:01 mx qmail: 1763637001.1 delivery 7: failure: "
     "192.0.2.1_does_not_like_recipient./Remote_host_said:_550_no_such_user/Giving_up_on_192.0.2.1./",
     "bounce ann@a.example>- failed  550 - [34] by qmail on mx, of - from - at 2025-11-20T11:30:01Z\n",
     "550 no such user"},
    {"Nov 20 11:30:00 mx smtpd[1]: 0a1 mta delivery evpid=e1 from=<n@n.example> to=<ann@a.example> rcpt=<-> "
     "source=\"192.0.2.9\" relay=\"192.0.2.1 (mx.a.example)\" delay=1s result=\"PermFail\" stat=\"550 no such user\"",
     "bounce ann@a.example>- failed  550 mx.a.example [e1] by opensmtpd on mx, of - from - at 2025-11-20T11:30:00Z\n",
     "550 no such user"},
    {"Nov 20 11:30:00 mx courieresmtp: id=0000A.B,from=<n@n.example>,addr=<ann@a.example>: 550 no such user\n"
     "Nov 20 11:30:01 mx courieresmtp: id=0000A.B,from=<n@n.example>,addr=<ann@a.example>,status: failure",
     "bounce ann@a.example>- failed  550 - [0000A.B] by courier on mx, of - from - at 2025-11-20T11:30:01Z\n",
     "550 no such user"},
    {"Nov 20 11:29:00 mx dma[Q1]: mail to=<ann@a.example> queued as Q1\n"
     "Nov 20 11:29:30 mx dma[Q1]: trying remote delivery to mx.a.example [192.0.2.1] pref 10\n"
     "Nov 20 11:30:00 mx dma[Q1]: remote delivery deferred: 451 later",
     "delay ann@a.example>- delayed  451 mx.a.example [Q1] by dma on mx, of - from - at 2025-11-20T11:30:00Z\n",
     "451 later"},
    {"2025-11-20T11:30:00.000Z [PROTOCOL] [U1] [outbound] C: RCPT TO:<ann@a.example>\n"
     "2025-11-20T11:30:00.100Z [PROTOCOL] [U1] [outbound] C: RCPT TO:<bob@a.example>\n"
     "2025-11-20T11:30:01.000Z [NOTICE] [U1] [outbound] bounced file=F1 host=mx.a.example response=\"550 no\" "
     "rcpts=0/0/2",
     "bounce ann@a.example>- failed  550 mx.a.example [F1] by haraka on -, of - from - at 2025-11-20T11:30:01Z\n"
     "bounce bob@a.example>- failed  550 mx.a.example [F1] by haraka on -, of - from - at 2025-11-20T11:30:01Z\n",
     "550 no"},
    {"type,timeLogged,orig,rcpt,dsnStatus,dsnDiag,dsnMta,srcMta,jobId,header_Message-ID\n"
     "b,2025-11-20 11:30:00+0000,news@news.example,ann@a.example,5.1.1 (bad destination mailbox "
     "address),\"smtp;550 5.1.1 no such user\",mx.a.example (192.0.2.1),mx1,J1,<n1@news.example>",
     "bounce ann@a.example>- failed 5.1.1 550 mx.a.example [J1] by powermta on mx1, of <n1@news.example> from "
     "news@news.example at 2025-11-20T11:30:00Z\n",
     "550 5.1.1 no such user"},
};

static void test_fields(void)
{
    NxReader *reader = nx_reports_reader(NULL, NULL, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxReport *report = read_lines_of(reader, CASES[i].lines, strlen(CASES[i].lines));
        g_autofree char *got = told(report);
        g_assert_cmpstr(got, ==, CASES[i].want);
        g_assert_nonnull(strstr(report->recipients[0].diagnostic, CASES[i].diagnostic));
        g_assert_cmpstr(report->text, ==, CASES[i].lines);
        nx_report_free(report);
    }
    nx_reader_free(reader);
}

/* What another wrote: fields of a log, a header, an address, lines behind a CR, behind the last field of each format.
 */
static const char *const FOREIGN[] = {
    "Nov 20 11:30:00 mx postfix/smtp[1]: 4A1: to=<ann@a.example>, relay=mx.a.example[192.0.2.1]:25, dsn=5.7.1, "
    "status=bounced (%s)",
    "2025-11-20 10:11:12 1abCDE-0001AB-CD ** ann@a.example R=r T=t H=mx.a.example [192.0.2.1]: %s",
    "Nov 20 11:30:00 mx sm-mta[1]: 4A1: to=<ann@a.example>, mailer=esmtp, relay=mx.a.example., dsn=5.7.1, stat=%s",
    "Nov 20 11:29:00 mx qmail: starting delivery 7: msg 34 to remote ann@a.example\n"
    "Nov 20 11:30:00 mx qmail: delivery 7: failure: %s",
    "Nov 20 11:30:00 mx smtpd[1]: 0a1 mta delivery evpid=e1 to=<ann@a.example> rcpt=<-> relay=\"mx.a.example\" "
    "result=\"PermFail\" stat=%s",
    "Nov 20 11:29:00 mx courieresmtp: id=A,addr=<ann@a.example>: %s\n"
    "Nov 20 11:30:00 mx courieresmtp: id=A,addr=<ann@a.example>,status: failure",
    "Nov 20 11:29:00 mx dma[Q1]: mail to=<ann@a.example> queued as Q1\n"
    "Nov 20 11:30:00 mx dma[Q1]: remote delivery failed: %s",
    "b,2025-11-20 11:30:00+0000,2025-11-20 11:29:00+0000,n@n.example,ann@a.example,,failed,5.7.1,\"smtp;%s\",mx",
};
static const char *const SAID[] = {
    "to=<eve@a.example>, relay=x, dsn=5.1.1, status=bounced (550 5.1.1 no such user)",
    "550 no\rNov 20 11:30:00 mx postfix/smtp[1]: 4A2: to=<eve@a.example>, dsn=5.1.1, status=bounced (no)",
    "550 no: ** eve@a.example: no such user",
    "stat=User unknown, to=<eve@a.example>, rcpt=<eve@a.example> result=\"PermFail\"",
    "Final-Recipient: rfc822; eve@a.example\rAction: failed\rStatus: 5.1.1\rMessage-ID: <forged@a.example>",
    "550 no,b,2025-11-20 11:30:00+0000,eve@a.example,status: failure",
};

static void test_foreign(void)
{
    NxReader *reader = nx_reports_reader(NULL, NULL, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(FOREIGN); i++)
        for (guint k = 0; k < G_N_ELEMENTS(SAID); k++) {
            g_autofree char *lines = g_strdup_printf(FOREIGN[i], SAID[k]);
            NxReport *report = read_lines_of(reader, lines, strlen(lines));
            g_test_message("%s", lines);
            g_assert_cmpuint(report->n_recipients, ==, 1);
            g_assert_cmpstr(report->recipients[0].recipient, ==, "ann@a.example");
            g_assert_null(report->original.message_id);
            g_assert_cmpint(report->arrived, >=, NOW - NX_DAY - 2 * NX_HOUR);
            g_assert_cmpuint(g_strv_length((char **)report->recipients[0].aliases), ==, 0);
            nx_report_free(report);
        }
    nx_reader_free(reader);
}

/* A server of ours proves itself by its name, which syslog may cut at the first dot; another's does not. */
static void test_origin(void)
{
    static const struct {
        const char *server;
        NxProof proof;
    } SERVERS[] = {{"mx1", NX_PROOF_RELAY}, {"mx1.ours.example", NX_PROOF_RELAY},  {"MX1", NX_PROOF_RELAY},
                   {"mx", NX_PROOF_NONE},   {"mx1.theirs.example", NX_PROOF_NONE}, {"mx10", NX_PROOF_NONE},
                   {"ours", NX_PROOF_NONE}};
    NxSettings settings = {0};
    nx_settings_add(&settings.own_mta, "mx1.ours.example", NULL);
    NxReader *reader = nx_reports_reader_of(&settings);
    for (guint i = 0; i < G_N_ELEMENTS(SERVERS); i++) {
        g_autofree char *line =
            g_strdup_printf("Nov 20 11:30:00 %s postfix/smtp[1]: 4A1: to=<ann@a.example>, relay=none, "
                            "dsn=5.1.1, status=bounced (no)",
                            SERVERS[i].server);
        NxReport *report = read_lines_of(reader, line, strlen(line));
        g_test_message("%s", line);
        g_assert_cmpint(report->proof, ==, SERVERS[i].proof);
        nx_report_free(report);
    }
    nx_reader_free(reader);
}

/* In a mail the same line is what it is there: text. Nobody can post himself into our log. */
static void test_mail_is_no_log(void)
{
    static const char MAIL[] = "From: a@b.example\nSubject: look\n\n"
                               "Nov 20 11:30:00 mx1 postfix/smtp[1]: 4A1: to=<ann@a.example>, relay=none, dsn=5.1.1, "
                               "status=bounced (no such user)\n";
    NxSettings settings = {0};
    nx_settings_add(&settings.own_mta, "mx1.ours.example", NULL);
    NxReader *reader = nx_reports_reader_of(&settings);
    NxReport *report = nx_reports_text(reader, MAIL, -1);
    g_assert_cmpint(report->proof, ==, NX_PROOF_NONE);
    for (guint i = 0; i < report->n_recipients; i++)
        g_assert_cmpstr(report->recipients[i].layout, !=, "log");
    nx_report_free(report);
    nx_reader_free(reader);
}

/* The same line is the same message, whether the lines in front of it were still there or not. */
static void test_hash(void)
{
    static const char ID[] = "Nov 20 11:29:00 mx postfix/cleanup[1]: 4A1: message-id=<n1@news.example>\n";
    static const char LINE[] = "Nov 20 11:30:00 mx postfix/smtp[1]: 4A1: to=<ann@a.example>, relay=none, dsn=5.1.1, "
                               "status=bounced (no)";
    g_autofree char *both = g_strconcat(ID, LINE, NULL);
    NxReader *reader = nx_reports_reader(NULL, NULL, NULL);
    NxReport *whole = read_lines_of(reader, both, strlen(both)), *bare = read_lines_of(reader, LINE, strlen(LINE));
    NxReport *other = read_lines_of(reader, LINE, strlen(LINE) - 1);
    g_assert_cmpmem(whole->sha256, 32, bare->sha256, 32);
    g_assert_cmpint(memcmp(other->sha256, bare->sha256, 32), !=, 0);
    g_autofree char *key = nx_report_event_key(whole, 0);
    g_assert_cmpstr(key, ==, "ann@a.example\x1f<n1@news.example>");
    nx_report_free(whole);
    nx_report_free(bare);
    nx_report_free(other);
    nx_reader_free(reader);
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "UTC", TRUE);
    tzset();
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/log entry/each server's lines become the fields of a report", test_fields);
    g_test_add_func("/log entry/what another wrote names nobody", test_foreign);
    g_test_add_func("/log entry/a server of ours proves itself", test_origin);
    g_test_add_func("/log entry/what stands in a mail is no log", test_mail_is_no_log);
    g_test_add_func("/log entry/which lines stand in front makes no other message", test_hash);
    return g_test_run();
}
