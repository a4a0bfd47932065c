/* The logs of mail servers: what each line says of whom, and what foreign text in it must not say. */
#include <nixie/maillog.h>
#include <string.h>
#include <time.h>

#define NOW ((NxTime)1763719200) /* 2025-11-21T10:00:00Z, 13:00 of the local time here */
#define AT(day, hour, minute) (NOW + ((day)-21) * NX_DAY + ((hour)-10) * NX_HOUR + (minute)*60)

static GString *told; /* "sent postfix ann@a.example>target at host: text", a line each; "-" where nothing is known */
static NxTime told_at;
static NxLibrary *library; /* mta1.ours.example, ours.example */

static void take(const NxLogLine *line, gpointer user)
{
    guint *lives = user;
    char status[NX_STATUS_TEXT_SIZE];
    g_string_append_printf(told, "%s %s %s>%s at %s%s %s %s <%s>: %s\n", nx_log_result_name(line->result),
                           line->software, line->recipient, line->target ? line->target : "-",
                           line->local ? "here," : "", line->host ? line->host : "-",
                           nx_status_text(line->status, status), line->queue_id ? line->queue_id : "-",
                           line->message_id ? line->message_id : "-", line->text ? line->text : "-");
    told_at = line->at;
    if (lives)
        *lives += nx_log_line_proves_life(line, library);
}

static NxLogVerdict read_lines(const char *text, guint *lives)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    NxLogReader *reader = nx_log_reader_new(NOW, take, lives);
    NxLogVerdict verdict = NX_LOG_UNKNOWN;
    g_string_truncate(told, 0);
    for (guint i = 0; lines[i]; i++)
        verdict = nx_log_reader_line(reader, lines[i], strlen(lines[i]));
    nx_log_reader_free(reader);
    return verdict;
}

typedef struct {
    const char *lines, *want;
} Case;

static const Case TELLING[] = {
    {"type,timeLogged,orig,rcpt,dsnStatus,dsnDiag,dsnMta,jobId,header_Message-ID\n"
     "b,2025-11-20 11:30:00+0300,news@n.example,ann@a.example,5.1.1 (bad destination mailbox "
     "address),\"smtp;550 5.1.1 "
     "no \"\"such\"\", user\",mx.a.example (192.0.2.1),J1,<n1@n.example>",
     "bounced powermta ann@a.example>- at mx.a.example 5.1.1 J1 <n1@n.example>: 550 5.1.1 no \"such\", user\n"},
    {"type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta\n"
     "t,2025-11-20 11:30:00+0300,2025-11-20 "
     "11:29:00+0300,n@n.example,bob@b.example,rfc822;ann@a.example,delayed,4.4.1,"
     "smtp;451 later,mx.b.example (192.0.2.1)\n"
     "d,2025-11-20 11:30:00+0300,2025-11-20 11:29:00+0300,n@n.example,sam@b.example,,relayed,2.0.0,smtp;250 "
     "ok,",
     "deferred powermta ann@a.example>bob@b.example at mx.b.example 4.4.1 - <->: 451 later\n"
     "sent powermta sam@b.example>- at - 2.0.0 - <->: 250 ok\n"},
    {"rb,2025-11-20 11:30:00+0300,2025-11-20 11:29:00+0300,n@n.example,ann@a.example,,failed,5.0.0,smtp;550 "
     "no,mx",
     "bounced powermta ann@a.example>- at - 5.0.0 - <->: 550 no\n"},
    {"Nov 20 11:29:00 mx postfix/cleanup[1]: 4A1: message-id=<n1@news.example>\n"
     "Nov 20 11:30:00 mx postfix/smtp[1]: 4A1: to=<ann@a.example>, relay=mx.a.example[192.0.2.1]:25, delay=1, "
     "delays=0/0/1/0, dsn=2.0.0, status=sent (250 2.0.0 ok)",
     "sent postfix ann@a.example>- at mx.a.example 2.0.0 4A1 <n1@news.example>: 250 2.0.0 ok\n"},
    {"2025-11-20T11:30:00+03:00 mx postfix-out/lmtp[1]: 4A1: to=<all@a.example>, orig_to=<ann@a.example>, "
     "relay=box[private/dovecot-lmtp], delay=1, dsn=2.0.0, status=sent (250 2.0.0 Saved)",
     "sent postfix ann@a.example>all@a.example at - 2.0.0 4A1 <->: 250 2.0.0 Saved\n"},
    {"Nov 20 11:30:00 mx postfix/smtp[1]: 4A1: to=<ann@a.example>, relay=none, delay=1, dsn=4.4.1, "
     "status=deferred "
     "(connect to mx.a.example[192.0.2.1]:25: Connection timed out)",
     "deferred postfix ann@a.example>- at - 4.4.1 4A1 <->: connect to mx.a.example[192.0.2.1]:25: Connection "
     "timed "
     "out\n"},
    {"Nov 20 11:30:00 mx postfix/smtp[1]: 4A1: to=<ann@a.example>, relay=mx.a.example[192.0.2.1]:25, delay=1, "
     "dsn=5.1.1, status=bounced (host mx.a.example[192.0.2.1] said: 550 5.1.1 no such user (in reply to RCPT "
     "TO "
     "command))",
     "bounced postfix ann@a.example>- at mx.a.example 5.1.1 4A1 <->: host mx.a.example[192.0.2.1] said: 550 "
     "5.1.1 no "
     "such "
     "user (in reply to RCPT TO command)\n"},
    {"Nov 20 11:30:00 mx postfix/local[1]: 4A1: to=<ann@ours.example>, relay=local, delay=1, dsn=2.0.0, "
     "status=sent "
     "(delivered to mailbox)",
     "sent postfix ann@ours.example>- at here,- 2.0.0 4A1 <->: delivered to mailbox\n"},
    {"Nov 20 11:30:00 mx sendmail[1]: A1: from=<list@news.example>, size=1, msgid=<n1@news.example>, "
     "proto=ESMTP\n"
     "Nov 20 11:30:00 mx sm-mta[1]: A1: to=<ann@a.example>,<bob@a.example>, delay=00:00:01, mailer=esmtp, "
     "relay=mx.a.example. [192.0.2.1], dsn=2.0.0, stat=Sent (ok id=7)",
     "sent sendmail ann@a.example>- at mx.a.example 2.0.0 A1 <n1@news.example>: ok id=7\n"
     "sent sendmail bob@a.example>- at mx.a.example 2.0.0 A1 <n1@news.example>: ok id=7\n"},
    {"Nov 20 11:30:00 mx sendmail[1]: A1: to=ann@a.example, ctladdr=me (1/1), delay=1, mailer=esmtp, "
     "relay=mx.a.example., dsn=5.1.1, stat=User unknown",
     "bounced sendmail ann@a.example>- at mx.a.example 5.1.1 A1 <->: User unknown\n"},
    {"Nov 20 11:30:00 mx sendmail[1]: A1: to=<ann@a.example>, delay=1, mailer=esmtp, relay=mx.a.example., "
     "dsn=4.0.0, "
     "stat=Deferred: Connection refused",
     "deferred sendmail ann@a.example>- at mx.a.example 4.0.0 A1 <->: Connection refused\n"},
    {"2025-11-20 11:29:00 1abCDE-0001AB-CD <= list@news.example H=h [192.0.2.9] P=esmtp S=1 "
     "id=n1@news.example\n"
     "2025-11-20 11:30:00 1abCDE-0001AB-CD => ann@a.example R=dnslookup T=remote_smtp H=mx.a.example "
     "[192.0.2.1] "
     "C=\"250 ok\"",
     "sent exim ann@a.example>- at mx.a.example  1abCDE-0001AB-CD <n1@news.example>: 250 ok\n"},
    {"2025-11-20 11:30:00.123 +0300 [77] 1abCDE-00000001abC-0abC => ann <ann@ours.example> R=local_user "
     "T=local_delivery",
     "sent exim ann@ours.example>ann at here,-  1abCDE-00000001abC-0abC <->: -\n"},
    {"Nov 20 11:30:00 mx exim[7]: 2025-11-20 11:30:00 1abCDE-0001AB-CD -> b@b.example (list@a.example) "
     "<ann@a.example> "
     "R=dnslookup T=remote_smtp H=mx.b.example [192.0.2.1]",
     "sent exim ann@a.example>b@b.example at mx.b.example  1abCDE-0001AB-CD <->: -\n"},
    {"2025-11-20 11:30:00 1abCDE-0001AB-CD == ann@a.example R=dnslookup T=remote_smtp defer (-44) "
     "H=mx.a.example "
     "[192.0.2.1]: SMTP error from remote mail server after RCPT TO:<ann@a.example>: 451 later",
     "deferred exim ann@a.example>- at mx.a.example  1abCDE-0001AB-CD <->: SMTP error from remote mail server "
     "after "
     "RCPT "
     "TO:<ann@a.example>: 451 later\n"},
    {"2025-11-20 11:30:00 1abCDE-0001AB-CD ** ann@a.example R=dnslookup T=remote_smtp H=mx.a.example "
     "[192.0.2.1]: SMTP "
     "error from remote mail server after RCPT TO:<ann@a.example>: 550 moved => victim@y.example",
     "bounced exim ann@a.example>- at mx.a.example  1abCDE-0001AB-CD <->: SMTP error from remote mail server "
     "after "
     "RCPT "
     "TO:<ann@a.example>: 550 moved => victim@y.example\n"},
    {"2025-11-20 11:30:00 1abCDE-0001AB-CD ** ann@a.example: Unrouteable address",
     "bounced exim ann@a.example>- at -  1abCDE-0001AB-CD <->: Unrouteable address\n"},
    {"2025-11-20 11:30:00 [7] 1abCDE-0001AB-00 => <ann@a.example> host=mx.a.example with esmtp",
     "sent masqmail ann@a.example>- at mx.a.example  1abCDE-0001AB-00 <->: -\n"},
    {"@40000000691ed1ad00000000 starting delivery 12: msg 34 to remote ann@a.example\n"
     "@40000000691ed1ad1234abcd delivery 12: success: "
     "192.0.2.1_accepted_message./Remote_host_said:_250_ok_=>_v@y.example/",
     "sent qmail ann@a.example>- at 192.0.2.1  34 <->: 192.0.2.1 accepted message./Remote host said: 250 ok => "
     "v@y.example/\n"},
    {"Nov 20 11:29:00 mx qmail: 1763627340.123456 starting delivery 9: msg 34 to local ann@ours.example\n"
     "Nov 20 11:30:00 mx qmail: 1763627400.123456 delivery 9: failure: "
     "Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/",
     "bounced qmail ann@ours.example>- at here,-  34 <->: Sorry, no mailbox here by that name. (#5.1.1)/\n"},
    {"Nov 20 11:30:00 mx smtpd[1]: 8f2a mta delivery evpid=1a2b from=<list@news.example> to=<ann@a.example> "
     "rcpt=<-> "
     "source=\"192.0.2.9\" relay=\"192.0.2.1 (mx.a.example)\" delay=1s result=\"Ok\" stat=\"250 2.0.0: ok\"",
     "sent opensmtpd ann@a.example>- at mx.a.example  1a2b <->: 250 2.0.0: ok\n"},
    {"Nov 20 11:30:00 mx smtpd[1]: 8f2a mda delivery evpid=1a2b from=<list@news.example> to=<ann@ours.example> "
     "rcpt=<team@ours.example> user=ann delay=1s result=Ok stat=Delivered",
     "sent opensmtpd team@ours.example>ann@ours.example at here,-  1a2b <->: Delivered\n"},
    {"Nov 20 11:30:00 mx smtpd[1]: 8f2a mta delivery evpid=1a2b from=<> to=<ann@a.example> rcpt=<-> "
     "source=\"-\" "
     "relay=\"-\" delay=1s result=\"PermFail\" stat=\"550 no result=Ok here\"",
     "bounced opensmtpd ann@a.example>- at -  1a2b <->: 550 no result=Ok here\n"},
    {"2025-11-20T08:29:00.000Z [PROTOCOL] [AB-1] [outbound] C: RCPT TO:<ann@a.example>\n"
     "2025-11-20T08:30:00.000Z [NOTICE] [AB-1] [outbound] delivered file=17_1 domain=a.example "
     "host=\"mx.a.example\" "
     "ip=192.0.2.1 port=25 mode=SMTP tls=Y auth=N response=\"250 2.0.0 OK\" delay=0.5 fails=0 rcpts=1/0/0",
     "sent haraka ann@a.example>- at mx.a.example  17_1 <->: 250 2.0.0 OK\n"},
    {"Nov 20 11:30:00 mx courieresmtp: "
     "id=0001.AB,from=<list@news.example>,addr=<ann@a.example>,size=7,success: "
     "delivered: mx.a.example [192.0.2.1]",
     "sent courier ann@a.example>- at mx.a.example  0001.AB <->: delivered: mx.a.example [192.0.2.1]\n"},
    {"Nov 20 11:30:00 mx courieresmtp: id=0001.AB,from=<l@news.example>,addr=<ann@a.example>: 550 no,success: "
     "delivered\n"
     "Nov 20 11:30:00 mx courieresmtp: id=0001.AB,from=<l@news.example>,addr=<ann@a.example>,status: failure",
     "bounced courier ann@a.example>- at -  0001.AB <->: 550 no,success: delivered\n"},
    {"Nov 20 11:29:00 mx dma[1]: mail to=<ann@a.example> queued as 8a0b6.5557\n"
     "Nov 20 11:29:30 mx dma[8a0b6.5557]: trying remote delivery to mx.a.example [192.0.2.1] pref 10\n"
     "Nov 20 11:30:00 mx dma[8a0b6.5557]: delivery successful",
     "sent dma ann@a.example>- at mx.a.example  8a0b6.5557 <->: -\n"},
};

static void test_telling(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(TELLING); i++) {
        g_test_message("%s", TELLING[i].lines);
        g_assert_cmpint(read_lines(TELLING[i].lines, NULL), ==, NX_LOG_UNDERSTOOD);
        g_assert_cmpstr(told->str, ==, TELLING[i].want);
        g_assert_cmpint(told_at, ==, AT(20, 8, 30));
    }
}

/* What a stranger can write: an address, an answer, a HELO. None of it becomes structure. */
static const char *const FOREIGN[] = {
    "Nov 20 11:30:00 mx postfix/smtp[1]: A1: to=<ann@a.example>, relay=none, dsn=5.0.0, status=bounced (550 "
    "to=<v@y.example>, "
    "relay=mx.y.example[192.0.2.1]:25, dsn=2.0.0, status=sent (250 ok))",
    "Nov 20 11:30:00 mx postfix/smtp[1]: A1: to=<\"x>, relay=mx.y.example[1.2.3.4]:25, status=sent (y\"@a.example>, "
    "relay=none, "
    "dsn=5.0.0, status=bounced (no)",
    "Nov 20 11:30:00 mx postfix/smtp[1]: A1: host mx.a.example[192.0.2.1] said: 550 to=<v@y.example>, status=sent (250 "
    "ok)",
    "Nov 20 11:30:00 mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from h[192.0.2.1]: 550 to=<v@y.example>, relay=mx, "
    "status=sent (x)",
    "Nov 20 11:30:00 mx postfix/qmgr[1]: A1: from=<list@news.example>, size=1, nrcpt=1 status=sent (x)",
    "Nov 20 11:30:00 mx sendmail[1]: A1: to=<ann@a.example>, dsn=5.1.1, stat=User unknown, to=<v@y.example>, stat=Sent",
    "Nov 20 11:30:00 mx sendmail[1]: A1: to=<ann@a.example>, dsn=5.1.1, stat=Sentinel refused it",
    "Nov 20 11:30:00 mx sendmail[1]: ruleset=check_rcpt, arg1=<v@y.example>, reject=550 to=<v@y.example>, stat=Sent",
    "2025-11-20 11:30:00 1abCDE-0001AB-CD ** ann@a.example R=d T=r: 550 => v@y.example",
    "2025-11-20 11:30:00 1abCDE-0001AB-CD <= list@news.example H=(x => v@y.example) [192.0.2.1]",
    "2025-11-20 11:30:00 H=(1abCDE-0001AB-CD => v@y.example) [192.0.2.1] rejected RCPT <v@y.example>",
    "2025-11-20 11:30:00 1abCDE-0001AB-CD => :blackhole: <v@y.example> R=drop",
    "2025-11-20 11:30:00 1abCDE-0001AB-CD *> v@y.example R=d T=r",
    "x => v@y.example",
    "v@y.example status=sent",
    "delivery 12: success: 192.0.2.1_accepted_message.",
    "Nov 20 11:30:00 mx qmail: 1763627400.1 delivery 12: success: starting_delivery_12:_msg_1_to_remote_v@y.example",
    "Nov 20 11:30:00 mx smtpd[1]: 8f2a mta delivery evpid=1 to=<ann@a.example> rcpt=<-> result=\"TempFail\" stat=\"450 "
    "result=Ok "
    "to=<v@y.example>\"",
    "Nov 20 11:30:00 mx smtpd[1]: 8f2a smtp envelope evpid=1 from=<a@b.example> to=<v@y.example> result=Ok",
    "2025-11-20T08:30:00.000Z [NOTICE] [AB-1] [core] C: RCPT TO:<v@y.example>",
    "2025-11-20T08:30:00.000Z [NOTICE] [AB-1] [outbound] delivered file=1 host=\"mx\" response=\"C: RCPT "
    "TO:<v@y.example>\" rcpts=1/0/0",
    "Nov 20 11:30:00 mx courieresmtp: id=1,from=<>,addr=<ann@a.example>: 550 x,addr=<v@y.example>,success: delivered: "
    "mx",
    "Nov 20 11:30:00 mx dma[8a0b6]: delivery successful",
    "Nov 20 11:30:00 mx dma[8a0b6]: remote delivery failed: mail to=<v@y.example> queued as 8a0b6",
    "Nov 20 11:30:00 mx sshd[1]: to=<v@y.example>, relay=mx, status=sent (ok)",
    "",
    "#",
    "Nov 20",
    "@4000",
    "<",
    "Nov 20 11:30:00 ",
    "Nov 20 11:30:00 mx postfix/smtp[1]: ",
};

static void test_foreign(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(FOREIGN); i++) {
        g_test_message("%s", FOREIGN[i]);
        read_lines(FOREIGN[i], NULL);
        g_assert_null(strstr(told->str, ">v@y.example"));
        g_assert_null(strstr(told->str, " v@y.example>"));
        g_assert_false(g_str_has_prefix(told->str, "sent"));
    }
}

static void test_verdicts(void)
{
    static const struct {
        const char *line;
        NxLogVerdict verdict;
    } CASES[] = {
        {"Nov 20 11:30:00 mx postfix/qmgr[1]: A1: removed", NX_LOG_UNDERSTOOD},
        {"2025-11-20 11:30:00 1abCDE-0001AB-CD Completed", NX_LOG_UNDERSTOOD},
        {"@40000000691ed1ad00000000 end msg 34", NX_LOG_UNDERSTOOD},
        {"2025-11-20T08:30:00.000Z [NOTICE] [AB-1] [outbound] delivered file=1 host=\"mx\" rcpts=1/0/0",
         NX_LOG_NAMELESS},
        {"@40000000691ed1ad00000000 delivery 12: success: did_1+0+0/", NX_LOG_NAMELESS},
        {"Nov 20 11:30:00 mx dma[8a0b6]: delivery successful", NX_LOG_NAMELESS},
        {"Nov 20 11:30:00 mx sshd[1]: Accepted publickey", NX_LOG_UNKNOWN},
        {"ann@a.example", NX_LOG_UNKNOWN},
        {"x => ann@a.example", NX_LOG_UNKNOWN},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_test_message("%s", CASES[i].line);
        g_assert_cmpint(read_lines(CASES[i].line, NULL), ==, CASES[i].verdict);
    }
}

static void test_times(void)
{
    static const struct {
        const char *time;
        NxTime at;
    } CASES[] = {
        {"2025-11-20T08:30:00Z mx", AT(20, 8, 30)},
        {"2025-11-20T11:30:00+03:00 mx", AT(20, 8, 30)},
        {"2025-11-20T08:30:00.123456+00:00 mx", AT(20, 8, 30)},
        {"<22>Nov 20 11:30:00 mx", AT(20, 8, 30)},
        {"Nov  2 11:30:00 mx", AT(2, 8, 30)},
        {"Nov 21 13:00:00 mx", NOW},
        {"Nov 21 13:00:01 mx", NOW + 1 - 365 * NX_DAY}, /* that was last year */
        {"Dec 31 11:30:00 mx", AT(20, 8, 30) + 41 * NX_DAY - 365 * NX_DAY},
        {"Feb 29 11:30:00 mx", 1709195400}, /* of 2024, as no later year has one */
        {"2025-11-22T08:30:00Z mx", NOW},   /* a clock that is ahead */
        {"Nov 31 11:30:00 mx", NOW},        /* says nothing */
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *line =
            g_strconcat(CASES[i].time, " postfix/smtp[1]: A: to=<ann@a.example>, relay=mx, status=sent (ok)", NULL);
        read_lines(line, NULL);
        g_test_message("%s", line);
        g_assert_cmpstr(told->str, !=, "");
        g_assert_cmpint(told_at, ==, CASES[i].at);
    }
}

static void test_life(void)
{
    static const struct {
        const char *to, *relay;
        guint lives;
    } CASES[] = {
        {"ann@a.example", "mx.a.example[192.0.2.1]:25", 1},
        {"ann@sub.firm.co.uk", "in.firm.co.uk[192.0.2.1]:25", 1},
        {"ann@gmail.com", "gmail-smtp-in.l.google.com[192.0.2.1]:25", 1},
        {"ann@a.example", "mta1.ours.example[192.0.2.1]:25", 0},
        {"ann@ours.example", "mta1.ours.example[192.0.2.1]:25", 0}, /* a relay of ours takes all */
        {"ann@ours.example", "box.ours.example[192.0.2.1]:25", 0},
        {"ann@a.example", "filter.vendor.example[192.0.2.1]:25", 0},
        {"ann@a.example", "192.0.2.1[192.0.2.1]:25", 0},
        {"ann@a.example", "mx.a.example.evil.example[192.0.2.1]:25", 0},
        {"ann@a.co.uk", "mx.b.co.uk[192.0.2.1]:25", 0},
        {"ann@gmail.com", "smtp-relay.gmail.com[192.0.2.1]:25", 0},
        {"ann@a.example", "smtp.a.example[192.0.2.1]:25", 0},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        guint lives = 0;
        g_autofree char *line = g_strdup_printf("Nov 20 11:30:00 mx postfix/smtp[1]: A: to=<%s>, relay=%s, dsn=2.0.0, "
                                                "status=sent (250 ok)",
                                                CASES[i].to, CASES[i].relay);
        read_lines(line, &lives);
        g_test_message("%s", line);
        g_assert_cmpuint(lives, ==, CASES[i].lives);
    }
    guint lives = 0;
    read_lines(
        "Nov 20 11:30:00 mx postfix/virtual[1]: A: to=<ann@ours.example>, relay=virtual, status=sent (delivered to "
        "maildir)\n"
        "Nov 20 11:30:00 mx postfix/smtp[1]: A: to=<b@b.example>, orig_to=<ann@b.example>, "
        "relay=mx.b.example[1.1.1.1]:25, "
        "status=sent (ok)\n"
        "Nov 20 11:30:00 mx postfix/pipe[1]: A: to=<ann@a.example>, relay=fax, status=sent (delivered via fax "
        "service)\n"
        "Nov 20 11:30:00 mx postfix/smtp[1]: A: to=<ann@a.example>, relay=mx.a.example[192.0.2.1]:25, status=deferred "
        "(later)",
        &lives);
    g_assert_cmpuint(lives, ==, 1); /* the first */
}

/* Names without an end are forgotten some time, those in use are not. */
static void test_memory(void)
{
    NxLogReader *reader = nx_log_reader_new(NOW, take, NULL);
    g_string_truncate(told, 0);
    for (guint i = 0; i < 120000; i++) {
        g_autofree char *line =
            g_strdup_printf("Nov 20 11:30:00 mx qmail: starting delivery %u: msg 1 to remote u%u@a.example", i, i);
        nx_log_reader_line(reader, line, strlen(line));
    }
    g_assert_cmpint(nx_log_reader_line(reader, "Nov 20 11:30:00 mx qmail: delivery 0: success: x",
                                       strlen("Nov 20 11:30:00 mx qmail: delivery 0: success: x")),
                    ==, NX_LOG_NAMELESS);
    static const char LAST[] = "Nov 20 11:30:00 mx qmail: delivery 119999: success: x";
    g_assert_cmpint(nx_log_reader_line(reader, LAST, strlen(LAST)), ==, NX_LOG_UNDERSTOOD);
    nx_log_reader_free(reader);
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "XST-3", TRUE);
    tzset();
    g_test_init(&argc, &argv, NULL);
    told = g_string_new(NULL);
    NxSettings settings = {0};
    nx_settings_add(&settings.own_mta, "mta1.ours.example", NULL);
    nx_settings_add(&settings.own_domains, "ours.example", NULL);
    NxProblems *problems = nx_problems_new();
    library = nx_library_new(&settings, problems);
    g_test_add_func("/log/each server's lines say what became of whom", test_telling);
    g_test_add_func("/log/foreign text is never structure", test_foreign);
    g_test_add_func("/log/what it did not understand, it says", test_verdicts);
    g_test_add_func("/log/when", test_times);
    g_test_add_func("/log/only a host of the recipient's domain proves that somebody is there", test_life);
    g_test_add_func("/log/what is remembered has a bound", test_memory);
    int status = g_test_run();
    nx_library_unref(library);
    nx_settings_clear(&settings);
    nx_problems_free(problems);
    g_string_free(told, TRUE);
    return status;
}
