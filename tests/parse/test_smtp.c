/* What servers answered, in all the shapes in which mail systems quote it. */
#include "parse/smtp/smtp.h"

typedef struct {
    const char *name;
    const char *text;
    guint reply;
    const char *status;
    NxCommand command;
    const char *host;
    const char *said; /* what the text is or, ending with "...", begins with; NULL: not looked at */
} Case;

static const Case CASES[] = {
    {"a bare diagnostic", "550 5.1.1 <ann@example.com>: no such user", 550, "5.1.1", NX_COMMAND_NONE, NULL,
     "550 5.1.1 <ann@example.com>: no such user"},
    {"a code without a status", "554 delivery error: dd No account here", 554, "", NX_COMMAND_NONE, NULL, NULL},
    {"repeated prefixes of one line are joined",
     "550-5.7.1 Our system has detected that 550-5.7.1 this message is unwanted. 550 5.7.1 Go away", 550, "5.7.1",
     NX_COMMAND_NONE, NULL, "550-5.7.1 Our system has detected that this message is unwanted. Go away"},
    {"a reply in several lines is joined",
     "550-Your message was refused.\n550-Reason: no reverse DNS.\n550 7d39-aa\nThat was all.", 550, "", NX_COMMAND_NONE,
     NULL, "550-Your message was refused. Reason: no reverse DNS. 7d39-aa..."},
    {"blank lines inside a reply do not end it",
     "550-5.7.1 Your message was\n\n550-5.7.1 refused.\n\n550 5.7.1 Go away\n\nThat was all.", 550, "5.7.1",
     NX_COMMAND_NONE, NULL, "550-5.7.1 Your message was refused. Go away"},
    {"what follows from a refusal does not count", "503 5.5.1 RCPT first; 550 5.2.1 <ann@example.com> disabled", 550,
     "5.2.1", NX_COMMAND_NONE, NULL, NULL},
    {"a code under a name", "ResponseCode 421, come back later", 421, "", NX_COMMAND_NONE, NULL, NULL},
    {"a code under a name and a sign", "smtp ResponseCode=550 Reason=none", 550, "", NX_COMMAND_NONE, NULL, NULL},
    {"a number under another name", "TicketCode 421, come back later", 0, "", NX_COMMAND_NONE, NULL, NULL},
    {"a Sendmail transcript",
     "... while talking to mx.example.net.:\n>>> RCPT To:<bob@example.net>\n<<< 550 5.1.1 <bob@example.net>... User "
     "unknown\n550 5.1.1 bob... User "
     "unknown\n"
     "<<< 503 5.0.0 Need RCPT (recipient)\n",
     550, "5.1.1", NX_COMMAND_RCPT, "mx.example.net", "550 5.1.1 <bob@example.net>... User unknown"},
    {"a transcript in several lines",
     ">>> DATA\n<<< 554-5.7.1 Refused by policy.\n<<< 554 5.7.1 Write to nobody.\n554 5.0.0 Service unavailable\n", 554,
     "5.7.1", NX_COMMAND_DATA, NULL, "554-5.7.1 Refused by policy. Write to nobody."},
    {"a refused EHLO does not hide the refused recipient",
     ">>> EHLO out.example.org\n<<< 502 Not implemented\n>>> HELO out.example.org\n<<< 250 mx\n>>> RCPT "
     "TO:<a@example.net>\n<<< 550 unknown\n",
     550, "", NX_COMMAND_RCPT, NULL, "550 unknown"},
    {"Postfix",
     "host mx.example.net[192.0.2.25] said: 550\n    5.1.1 <a@example.net>: User unknown (in reply to RCPT TO command)",
     550, "5.1.1", NX_COMMAND_RCPT, "mx.example.net", "550 5.1.1 <a@example.net>: User unknown..."},
    {"Postfix that lost its connection",
     "lost connection with mx.example.net[192.0.2.25] while receiving the initial server greeting", 0, "",
     NX_COMMAND_CONN, NULL, NULL},
    {"Exim",
     "SMTP error from remote mail server after RCPT TO:<ann@example.com>:\n    host mx.example.com [192.0.2.153]: 550 "
     "5.1.1 unknown\n",
     550, "5.1.1", NX_COMMAND_RCPT, "mx.example.com", NULL},
    {"United Internet, refused in the greeting",
     "SMTP error from remote server in greeting:\nhost: mx.example.com\n554 none of yours\n", 554, "", NX_COMMAND_CONN,
     "mx.example.com", "554 none of yours"},
    {"Exim, host first",
     "host mx.example.com [192.0.2.22]\n    SMTP error from remote mail server after end of data:\n    571 No PTR "
     "record found for\n    "
     "203.0.113.22\n",
     571, "", NX_COMMAND_DATA, "mx.example.com", "571 No PTR record found for 203.0.113.22"},
    {"qmail", "192.0.2.153 does not like recipient.\nRemote host said: 550 5.1.1 unknown\nGiving up on 192.0.2.153.",
     550, "5.1.1", NX_COMMAND_RCPT, "192.0.2.153", "550 5.1.1 unknown"},
    {"qmail's status in brackets", "Sorry, no mailbox here by that name. (#5.1.1)", 0, "5.1.1", NX_COMMAND_NONE, NULL,
     NULL},
    {"qmail after many hosts",
     "most progress was RCPT TO response; remote host 192.0.2.32 said: 550 Unknown user a@example.net (#5.5.0)", 550,
     "5.5.0", NX_COMMAND_RCPT, "192.0.2.32", NULL},
    {"Exchange", "Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'", 550, "5.1.1",
     NX_COMMAND_NONE, NULL, NULL},
    {"Exchange with hashes", "#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##", 550, "5.1.1", NX_COMMAND_NONE, NULL,
     NULL},
    {"Exchange, status first", "<mx.example.com #5.1.1 smtp;550 5.1.1 <a@example.com>: rejected>", 550, "5.1.1",
     NX_COMMAND_NONE, NULL, NULL},
    {"Google", "The error that the other server returned was: 550 550 5.1.1 <a@example.com>: rejected (state 14).", 550,
     "5.1.1", NX_COMMAND_NONE, NULL, NULL},
    {"a status before a reply that quotes another",
     "5.1.0 - Unknown address error 550-'5.1.1 The account does not exist.' (delivery attempts: 0)", 550, "5.1.1",
     NX_COMMAND_NONE, NULL, NULL},
    {"Google, the code said twice", "The error that the other server returned was: 450 450 4.2.2 <a@example.com>: full",
     450, "4.2.2", NX_COMMAND_NONE, NULL, "450 4.2.2 <a@example.com>: full"},
    {"a reply in brackets", "Das Postfach ist voll. (552 5.2.2 mailbox full)", 552, "5.2.2", NX_COMMAND_NONE, NULL,
     "552 5.2.2 mailbox full"},
    {"a code with a colon", "550: <a@example.com>: User unknown", 550, "", NX_COMMAND_NONE, NULL, NULL},
    {"a code behind a word and a colon", "Invalid Address, ERROR_CODE :550, ERROR_CODE :mailbox unavailable", 550, "",
     NX_COMMAND_NONE, NULL, NULL},
    {"a quoted reply behind words", "5.3.0 - Other mail system problem 550-'Unknown user a@example.com' (attempts: 0)",
     550, "5.3.0", NX_COMMAND_NONE, NULL, NULL},
    {"an old Sendmail's words around the answer", "554 <a@example.com>... 550 Host unknown", 550, "", NX_COMMAND_NONE,
     NULL, "550 Host unknown"},
    {"an expired message and what the server had said",
     "554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection dropped>", 421, "4.4.2",
     NX_COMMAND_NONE, NULL, NULL},
    {"an exit code is no reply", "255", 0, "", NX_COMMAND_NONE, NULL, NULL},
    {"a status of another class does not fit", "550 Mailbox full for 4.2.2 days", 550, "", NX_COMMAND_NONE, NULL, NULL},
    {"addresses of hosts are no codes", "Connected to 5.7.1.9 from 4.16.55.1, port 550, and gave up.", 0, "",
     NX_COMMAND_NONE, "5.7.1.9", NULL},
    {"sizes, dates and queue ids are no codes",
     "Message of 552 bytes from 2010-450-550, queued as 550ABC at 12:450: limit is\n500 MB", 0, "", NX_COMMAND_NONE,
     NULL, NULL},
    {"a port behind a host is left", "while talking to mx.example.net:25\n<<< 421 4.3.2 busy", 421, "4.3.2",
     NX_COMMAND_NONE, "mx.example.net", NULL},
    {"nothing of a dialogue", "We could not find out what happened.", 0, "", NX_COMMAND_NONE, NULL,
     "We could not find out what happened."},
    {"nothing", "", 0, "", NX_COMMAND_NONE, NULL, ""},
    {"the refusal of a greeting counts less than that of a recipient",
     ">>> EHLO a.example\n<<< 550 no\n>>> RCPT TO:<a@example.net>\n<<< 551 moved\n", 551, "", NX_COMMAND_RCPT, NULL,
     "551 moved"},
    {"so does that of AUTH", ">>> AUTH PLAIN\n<<< 535 no\n>>> RCPT TO:<a@example.net>\n<<< 551 moved\n", 551, "",
     NX_COMMAND_RCPT, NULL, "551 moved"},
    {"and that of STARTTLS", ">>> STARTTLS\n<<< 454 no\n>>> RCPT TO:<a@example.net>\n<<< 551 moved\n", 551, "",
     NX_COMMAND_RCPT, NULL, "551 moved"},
    {"the refusal of a sender counts as much",
     ">>> MAIL FROM:<a@example.net>\n<<< 550 no\n>>> RCPT "
     "TO:<a@example.net>\n<<< 551 moved\n",
     550, "", NX_COMMAND_MAIL, NULL, "550 no"},
    {"the first of two as good", "550 no such user\n551 moved\n", 550, "", NX_COMMAND_NONE, NULL, "550 no such user"},
    {"a success counts where nothing else was said", "250 2.1.5 ok\n", 250, "2.1.5", NX_COMMAND_NONE, NULL,
     "250 2.1.5 ok"},
    {"a refusal goes before a success", "250 ok\n400 later\n", 400, "", NX_COMMAND_NONE, NULL, "400 later"},
    {"a bad sequence is the last refusal", "503 5.5.1 RCPT first\n", 503, "5.5.1", NX_COMMAND_NONE, NULL, NULL},
    {"codes from 200 to 599", "199 no\n600 no\n", 0, "", NX_COMMAND_NONE, NULL, NULL},
    {"the greatest", "599 no\n", 599, "", NX_COMMAND_NONE, NULL, "599 no"},
    {"codes that nobody answers", "254 no\n259 no\n260 no\n399 no\n", 0, "", NX_COMMAND_NONE, NULL, NULL},
    {"those around them", "253 yes\n", 253, "", NX_COMMAND_NONE, NULL, "253 yes"},
    {"a percentage is none", "the quota is: 550 % used", 0, "", NX_COMMAND_NONE, NULL, NULL},
    {"a sum of money is none", "the price is: 550$", 0, "", NX_COMMAND_NONE, NULL, NULL},
    {"a number with a fraction is none", "550.5 and 551,5", 0, "", NX_COMMAND_NONE, NULL, NULL},
    {"a longer number is none", "5500 and 0550", 0, "", NX_COMMAND_NONE, NULL, NULL},
    {"a line that is indented goes on", "550 one\n    two\n", 550, "", NX_COMMAND_NONE, NULL, "550 one two"},
    {"a blank line ends a reply", "550 one\n\ntwo\n", 550, "", NX_COMMAND_NONE, NULL, "550 one"},
    {"another code ends a reply", "550 one\n551 two\n", 550, "", NX_COMMAND_NONE, NULL, "550 one"},
    {"an arrow ends a reply", "550 one\n<<< two\n", 550, "", NX_COMMAND_NONE, NULL, "550 one"},
    {"the other arrow, too", "550 one\n>>> QUIT\n", 550, "", NX_COMMAND_NONE, NULL, "550 one"},
    {"dots end a reply", "550 one\n... two\n", 550, "", NX_COMMAND_NONE, NULL, "550 one"},
    {"qmail's last words end a reply", "550 one\nGiving up on 192.0.2.1.\n", 550, "", NX_COMMAND_NONE, "192.0.2.1",
     "550 one"},
    {"in a transcript the next line is another's", "<<< 550 one\ntwo\n", 550, "", NX_COMMAND_NONE, NULL, "550 one"},
    {"quotes around it go", "said: '550 one'", 550, "", NX_COMMAND_NONE, NULL, "550 one"},
    {"double quotes, too", "said: \"550 one\"", 550, "", NX_COMMAND_NONE, NULL, "550 one"},
    {"quotes that do not match stay", "said: '550 one\"", 550, "", NX_COMMAND_NONE, NULL, "550 one\""},
    {"hashes around it go", "said: #550 one ##", 550, "", NX_COMMAND_NONE, NULL, "550 one"},
    {"a code said twice before a status counts wherever it stands", "it gave up 550 550 5.1.1 no", 550, "5.1.1",
     NX_COMMAND_NONE, NULL, NULL},
    {"two codes are not one said twice", "it gave up 550 551 5.1.1 no", 551, "5.1.1", NX_COMMAND_NONE, NULL,
     "551 5.1.1 no"},
    {"brackets inside it stay", "said: (550 one (two))", 550, "", NX_COMMAND_NONE, NULL, NULL},
    {"the status before it is part of it", "5.1.1 550 one", 550, "5.1.1", NX_COMMAND_NONE, NULL, "5.1.1 550 one"},
    {"a status of its class in its words", "550 one (5.2.2) two", 550, "5.2.2", NX_COMMAND_NONE, NULL, NULL},
    {"of two, that of its class", "550 one 4.2.1 two 5.2.2", 550, "5.2.2", NX_COMMAND_NONE, NULL, NULL},
    {"the host named last before it", "host a.example.net\nhost b.example.net said: 550 no\nhost c.example.net", 550,
     "", NX_COMMAND_NONE, "b.example.net", NULL},
    {"a name without a dot is no host", "while talking to localhost:\n<<< 550 no\n", 550, "", NX_COMMAND_NONE, NULL,
     "550 no"},
    {"a host in brackets", "host [192.0.2.7] said: 550 no", 550, "", NX_COMMAND_NONE, "192.0.2.7", NULL},
    {"a host of version six", "host 2001:db8::1 said: 550 no", 550, "", NX_COMMAND_NONE, "2001:db8::1", NULL},
    {"a host in front of what it does not like", "mx.example.net does not like sender.\n550 no", 550, "",
     NX_COMMAND_MAIL, "mx.example.net", "550 no"},
};

static void test_case(gconstpointer data)
{
    const Case *want = data;
    NxSmtp smtp;
    char status[NX_STATUS_TEXT_SIZE];
    nx_smtp_read(&smtp, want->text, -1);
    g_assert_cmpuint(smtp.reply, ==, want->reply);
    g_assert_cmpstr(nx_status_text(smtp.status, status), ==, want->status);
    g_assert_cmpint(smtp.command, ==, want->command);
    g_assert_cmpstr(smtp.host, ==, want->host);
    if (want->said && g_str_has_suffix(want->said, "..."))
        g_assert_cmpint(strncmp(smtp.text, want->said, strlen(want->said) - 3), ==, 0);
    else if (want->said)
        g_assert_cmpstr(smtp.text, ==, want->said);
    guint reply;
    NxStatus codes;
    g_assert_cmpint(nx_smtp_codes(want->text, -1, &reply, &codes), ==, want->reply || *want->status);
    g_assert_cmpuint(reply, ==, want->reply);
    g_assert_true(nx_status_equal(codes, smtp.status));
    nx_smtp_clear(&smtp);
}

static void test_address(void)
{
    NxSmtp smtp;
    nx_smtp_read(&smtp, "after RCPT TO:<Ann@Example.com>:\n550 unknown", -1);
    g_assert_cmpstr(smtp.address, ==, "Ann@Example.com");
    nx_smtp_clear(&smtp);
    nx_smtp_read(&smtp, "after RCPT TO:\n    <bob@example.com>:\n550 unknown", -1);
    g_assert_cmpstr(smtp.address, ==, "bob@example.com");
    nx_smtp_clear(&smtp);
    nx_smtp_read(&smtp, "after MAIL FROM:<me@example.org>:\n550 no", -1);
    g_assert_null(smtp.address);
    nx_smtp_clear(&smtp);
    nx_smtp_read(&smtp, "after RCPT TO:<>:\n550 no", -1);
    g_assert_null(smtp.address);
    nx_smtp_clear(&smtp);
    nx_smtp_read(&smtp, "after RCPT TO:ann@example.com:\n550 no", -1);
    g_assert_null(smtp.address);
    nx_smtp_clear(&smtp);
    for (guint len = 1000; len <= 1001; len++) {
        g_autofree char *local = g_strnfill(len - strlen("@example.com"), 'a'),
                        *text = g_strconcat("after RCPT TO:<", local, "@example.com>:\n550 no", NULL);
        nx_smtp_read(&smtp, text, -1);
        g_assert_cmpuint(smtp.address ? strlen(smtp.address) : 0, ==, len == 1000 ? 1000 : 0);
        nx_smtp_clear(&smtp);
    }
}

/* A text of nothing but replies is read within its bounds. */
static void test_flood(void)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < 20000; i++)
        g_string_append(text, "<<< 550-5.1.1 RCPT TO:<a@example.net> host \n");
    NxSmtp smtp;
    nx_smtp_read(&smtp, text->str, (gssize)text->len);
    g_assert_cmpuint(smtp.reply, ==, 550);
    g_assert_cmpuint(strlen(smtp.text), <=, 16384);
    nx_smtp_clear(&smtp);
    g_string_free(text, TRUE);
}

static void test_refusal(void)
{
    static const struct {
        const char *text;
        gboolean refusal;
    } cases[] = {
        {"399 lines were sent", FALSE}, /* no reply code */
        {"400 later", TRUE},
        {"599 never", TRUE},
        {"250 ok", FALSE},
        {"250 2.1.5 ok, as 5.1.1 is not", FALSE}, /* the status of another reply says nothing of this one */
        {"the status is 4.2.2", TRUE},
        {"the status is 2.1.5", FALSE},
        {"nothing is said", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        NxSmtp smtp;
        g_test_message("%s", cases[i].text);
        nx_smtp_read(&smtp, cases[i].text, -1);
        g_assert_cmpint(nx_smtp_is_refusal(smtp.reply, smtp.status), ==, cases[i].refusal);
        g_assert_cmpint(nx_smtp_has_refusal(cases[i].text, -1), ==, cases[i].refusal);
        nx_smtp_clear(&smtp);
    }
}

/* A number that counts something is no reply: "waited 550 hours". */
static void test_units(void)
{
    static const char *const UNITS[] = {"bytes", "kb", "hours", "day", "percent", "messages", "per", "am", "gmt", "%"};
    for (gsize i = 0; i < G_N_ELEMENTS(UNITS); i++) {
        g_autofree char *text = g_strdup_printf("550 %s", UNITS[i]), *other = g_strdup_printf("550 %szz", UNITS[i]);
        g_assert_false(nx_smtp_has_refusal(text, -1));
        g_assert_cmpint(nx_smtp_has_refusal(other, -1), ==, *UNITS[i] != '%');
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char *path = g_strdup_printf("/parse/smtp/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_case);
        g_free(path);
    }
    g_test_add_func("/parse/smtp/the address of a command is read, a sender's is not", test_address);
    g_test_add_func("/parse/smtp/a refusal is a reply of 4xx or 5xx, or where there is none a status of 4 or 5",
                    test_refusal);
    g_test_add_func("/parse/smtp/a number with a unit is no reply", test_units);
    g_test_add_func("/parse/smtp/a flood of replies is bounded", test_flood);
    return g_test_run();
}
