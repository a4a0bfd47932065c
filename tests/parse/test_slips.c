/* Names without a domain, text that is attached, records of keys and values, delays told in prose, desks that failed
 * themselves; and what looks like each of them and is none. */
#include "reports.h"

typedef struct {
    const char *name, *headers, *body;
    const char *want; /* recipients joined by a blank, "" for none */
    NxKind kind;
    const char *says; /* part of what is said of the first, in diagnostic or note; NULL: not asked */
} Case;

#define NULL_PATH "Return-Path: <>\nTo: <me@sender.example>\n"
#define DAEMON NULL_PATH "From: Mail Delivery <MAILER-DAEMON@post.example>\nSubject: Undelivered mail\n"
#define MIXED "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"

static const Case CASES[] = {
    {"names of the host that the words tell", DAEMON,
     "Your mail could not be delivered to the following recipients at boats.example:\n\n   breezy77\n   tinker (no "
     "such "
     "user)\n",
     "breezy77@boats.example tinker@boats.example", NX_KIND_BOUNCE, "could not be delivered"},
    {"names of the system that reports", DAEMON,
     "The following recipients could not be reached:\n\n  w.moll:  550 no such user\n", "w.moll@post.example",
     NX_KIND_BOUNCE, "no such user"},
    {"fields below an announcement are no names", DAEMON,
     "Your mail could not be delivered to the following recipients:\n\nSubject: letters\nStatus\n", "", NX_KIND_UNKNOWN,
     NULL},
    {"nor are the words of a sentence", DAEMON,
     "Your mail could not be delivered to the following recipients:\n\nnobody we know\n", "", NX_KIND_UNKNOWN, NULL},
    {"nor those who got it", DAEMON, "Your mail has been delivered to the following recipients:\n\nbreezy77\n", "",
     NX_KIND_UNKNOWN, NULL},
    {"an empty body and an attached text", DAEMON MIXED,
     "--b\nContent-Type: text/plain\n\n\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; "
     "filename=\"error.txt\"\n\nMail to ann@example.com was not delivered: the mailbox is full.\n--b--\n",
     "ann@example.com", NX_KIND_BOUNCE, "mailbox is full"},
    {"a text that only its file's name tells", DAEMON MIXED,
     "--b\nContent-Type: text/plain\n\nSee the report.\n--b\nContent-Type: application/octet-stream; "
     "name=\"Report.LOG\"\n\nMail to ann@example.com was not delivered.\n--b--\n",
     "ann@example.com", NX_KIND_BOUNCE, NULL},
    {"a list in YAML", DAEMON MIXED,
     "--b\nContent-Type: text/plain\n\nSee the record.\n--b\nContent-Type: text/x-yaml\n\nfailures:\n  - recipient: "
     "ann@example.com\n    code: 550\n    message: no such user\n  - recipient: bob@example.net\n    code: 552\n    "
     "message: mailbox full\n--b--\n",
     "ann@example.com bob@example.net", NX_KIND_BOUNCE, "no such user"},
    {"data beside words", DAEMON MIXED,
     "--b\nContent-Type: text/plain\n\nSee the record.\n--b\nContent-Type: application/json\nContent-Disposition: "
     "attachment\n\n{\"failed\":[{\"recipient\":\"ann@example.com\",\"error\":\"550 no such user\"}]}\n--b--\n",
     "ann@example.com", NX_KIND_BOUNCE, "no such user"},
    {"what is attached to a person's letter is nobody's notice",
     "From: Carla <carla@people.example>\nTo: me@sender.example\nSubject: the log\n" MIXED,
     "--b\nContent-Type: text/plain\n\nHere it is.\n--b\nContent-Type: text/plain\nContent-Disposition: "
     "attachment\n\nMail to ann@example.com was not delivered: 550 no such user\n--b--\n",
     "", NX_KIND_NOT_A_BOUNCE, NULL},
    {"where the text names the recipient, an attached list does not", DAEMON MIXED,
     "--b\nContent-Type: text/plain\n\nMail to ann@example.com was not delivered.\n--b\nContent-Type: "
     "text/plain\nContent-Disposition: attachment\n\nRecipient: bob@example.net\nStatus: failed\n--b--\n",
     "ann@example.com", NX_KIND_BOUNCE, NULL},
    {"keys and values", NULL_PATH "From: pump@mail.example\nSubject: notification\n",
     "event=permanent_fail\nrcpt=ann@example.com\nmailfrom=me@sender.example\nreply=550 5.2.1 account disabled\n",
     "ann@example.com", NX_KIND_BOUNCE, "account disabled"},
    {"keys and values of another job", NULL_PATH "From: jobs@office.example\nSubject: notification\n",
     "job=nightly\nowner=ann@example.com\nresult=failed\n", "", NX_KIND_NOT_A_BOUNCE, NULL},
    {"data that is the notice",
     NULL_PATH "From: events@relay.example\nSubject: delivery event\nMIME-Version: 1.0\nContent-Type: "
               "application/json\n",
     "{\"event\":\"hard_bounce\",\"target\":{\"email\":\"ann@example.com\"},\"response\":{\"code\":552,\"text\":"
     "\"mailbox full\"}}\n",
     "ann@example.com", NX_KIND_BOUNCE, "mailbox full"},
    {"data of another program",
     NULL_PATH "From: events@shop.example\nSubject: order event\nMIME-Version: 1.0\nContent-Type: "
               "application/json\n",
     "{\"event\":\"order\",\"target\":{\"email\":\"ann@example.com\"},\"response\":{\"code\":200}}\n", "",
     NX_KIND_NOT_A_BOUNCE, NULL},
    {"a delay in prose", NULL_PATH "From: Queue <queue@relay.example>\nSubject: Still trying to deliver your message\n",
     "Your message has been waiting for 4 hours for ann@example.com. We will keep trying until 6 December.\n",
     "ann@example.com", NX_KIND_DELAY, NULL},
    {"a parcel that waits", NULL_PATH "From: Courier <care@parcels.example>\nSubject: About your parcel\n",
     "Your parcel has been waiting for 4 hours for Ann (ann@example.com). We will keep trying.\n", "",
     NX_KIND_NOT_A_BOUNCE, NULL},
    {"a desk that the message was for", NULL_PATH "From: Desk <no-reply@desk.example>\nSubject: Not accepted\n",
     "Your message to support@desk.example was rejected: only members may write.\n", "support@desk.example",
     NX_KIND_BOUNCE, "only members"},
    {"a desk to ask", DAEMON, "Your message to ann@example.com was rejected. Write to support@desk.example about it.\n",
     "ann@example.com", NX_KIND_BOUNCE, NULL},
    {"the cause in a field below the sentence", DAEMON,
     "Mail to ann@example.com could not be delivered.\n\nReason: no such user\n", "ann@example.com", NX_KIND_BOUNCE,
     "no such user"},
    {"the cause in another sentence", DAEMON, "Mail to ann@example.com could not be delivered. The mailbox is full.\n",
     "ann@example.com", NX_KIND_BOUNCE, "mailbox is full"},
    {"fields behind the answer are no part of it", DAEMON,
     "Recipient: ann@example.com\nAnswer: 554 this user has no active account\nSender: me@sender.example\n",
     "ann@example.com", NX_KIND_BOUNCE, "554 this user has no active account"},
    {"a task about a bounce",
     NULL_PATH "From: Board <board@tasks.example>\nSubject: Task \"Fix returned mail\" is late\n",
     "Assigned to ann@example.com by bob@example.net.\n", "", NX_KIND_NOT_A_BOUNCE, NULL},
    {"a build that failed", NULL_PATH "From: Builds <ci@forge.example>\nSubject: Build failed: mail #550\n",
     "test_mail: got \"550 5.1.1 <ann@example.com>: User unknown\"\n", "", NX_KIND_NOT_A_BOUNCE, NULL},
};

static NxReader *reader;

static void test_case(gconstpointer data)
{
    const Case *want = data;
    gboolean mime = strstr(want->headers, "MIME-Version") != NULL;
    g_autofree char *message =
        g_strdup_printf("%sDate: Mon, 2 Nov 2026 10:00:00 +0000\n%s\n%s", want->headers,
                        mime ? "" : "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n", want->body);
    NxReport *report = nx_reports_text(reader, message, -1);
    g_autoptr(GString) got = g_string_new(NULL);
    for (guint i = 0; i < report->n_recipients; i++)
        g_string_append_printf(got, "%s%s", i ? " " : "", report->recipients[i].recipient);
    g_assert_cmpstr(got->str, ==, want->want);
    g_assert_cmpstr(nx_kind_name(report->kind), ==, nx_kind_name(want->kind));
    if (want->says) {
        const NxRecipient *first = &report->recipients[0];
        g_autofree char *said = g_strconcat(first->diagnostic ? first->diagnostic : "", " ", first->note, NULL);
        g_assert_nonnull(strstr(said, want->says));
        g_assert_null(strstr(said, "Sender:"));
    }
    nx_report_free(report);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    reader = nx_reports_reader(NULL, NULL, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strconcat("/parse/slips/", CASES[i].name, NULL);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    int result = g_test_run();
    nx_reader_free(reader);
    return result;
}
