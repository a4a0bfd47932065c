/* The layout engine: what it takes, what it refuses and why. */
#include "parse/layout/layout.h"
#include "parse/layout/layout_file.h"
#include "parse/notice/notice_maker.h"
#include <glib/gstdio.h>

static NxLayout *load(const char *text, char **complaint)
{
    GBytes *bytes = g_bytes_new(text, strlen(text));
    NxProblems *problems = nx_problems_new();
    GPtrArray *disabled = g_ptr_array_new_with_free_func(g_free);
    NxLayout *layout = nx_layout_new(bytes, "mine.layout", disabled, problems);
    char **lines = nx_problems_take(problems);
    *complaint = g_strdup(lines[0]);
    g_strfreev(lines);
    g_ptr_array_unref(disabled);
    nx_problems_free(problems);
    g_bytes_unref(bytes);
    return layout;
}

typedef struct {
    const char *name, *text, *complaint; /* the complaint begins so */
} Wrong;

#define GOOD "[layout]\nid = mine\n[recognise]\nall = body ^Mine\n"
static const Wrong WRONGS[] = {
    {"a section that is not there", GOOD "[records]\nstart = x\n", "mine.layout:5: there is no section [records]"},
    {"a key that is not there", GOOD "[record]\nstart = x\nbegin = y\n",
     "mine.layout:7: there is no key \"begin\" here"},
    {"a pattern that is none", GOOD "[record]\nstart = (?<recipient>x\n", "mine.layout:6: missing closing parenthesis"},
    {"a group that is no field", GOOD "[record]\nstart = (?<rcpt>x)\n",
     "mine.layout:6: \"rcpt\" is no field of a report"},
    {"no id", "[layout]\nmailer = x\n[recognise]\nall = body x\n[record]\nstart = x\n",
     "mine.layout:6: the layout has no id"},
    {"nothing to recognise it by", "[layout]\nid = mine\n[record]\nstart = x\n",
     "mine.layout:4: nothing says how to recognise it"},
    {"no record", GOOD, "mine.layout:4: there is no [record]"},
    {"a record without a start and without labels", GOOD "[record]\ncontinues = no\n",
     "mine.layout:6: [record] has no start"},
    {"a section that a record names in vain", GOOD "[record]\nsection = list\nstart = x\n",
     "mine.layout:7: [record] names a section \"list\""},
    {"a section without a begin", GOOD "[section list]\nend = x\n[record]\nstart = x\n",
     "mine.layout:8: [section list] has no begin"},
    {"a place that is none", "[layout]\nid = mine\n[recognise]\nall = subject x\n[record]\nstart = x\n",
     "mine.layout:4: \"subject\" is no place to look in"},
    {"a way to continue that is none", GOOD "[record]\nstart = x\ncontinues = for ever\n",
     "mine.layout:7: continues is"},
    {"a transform that is none", GOOD "[record]\nstart = x\ntransform = recipient rot13\n",
     "mine.layout:7: \"rot13\" is no transform"},
    {"a text that is none", GOOD "[text]\nuse = pdf\n[record]\nstart = x\n",
     "mine.layout:6: use is plain, html or raw"},
    {"a start given twice", GOOD "[record]\nstart = x\nstart = y\n", "mine.layout:7: start is given twice"},
    {"a sticky line before any record", GOOD "[sticky]\nline = x\n",
     "mine.layout:6: [sticky] stands after the [record]"},
    {"a field that cannot be overridden", "[layout]\nid = mine\nbeside = override colour\n",
     "mine.layout:3: \"colour\" is no field of a recipient"},
    {"a broken section line", GOOD "[record\nstart = x\n", "mine.layout:5: "},
};

static void test_wrong(gconstpointer data)
{
    const Wrong *wrong = data;
    char *complaint;
    NxLayout *layout = load(wrong->text, &complaint);
    g_assert_null(layout);
    g_assert_nonnull(complaint);
    g_assert_true(g_str_has_prefix(complaint, wrong->complaint));
    g_free(complaint);
}

/* ---- Reading with layouts of a user's own ------------------------------------------------------------------------ */

static char *user_dir;

static void write_layout(const char *name, const char *text)
{
    char *dir = g_build_filename(user_dir, "layouts.d", NULL), *path = g_build_filename(dir, name, NULL);
    GError *error = NULL;
    g_assert_cmpint(g_mkdir_with_parents(dir, 0700), ==, 0);
    g_file_set_contents(path, text, -1, &error);
    g_assert_no_error(error);
    g_free(path);
    g_free(dir);
}

static void drop_layout(const char *name)
{
    char *path = g_build_filename(user_dir, "layouts.d", name, NULL);
    g_assert_cmpint(g_unlink(path), ==, 0);
    g_free(path);
}

static NxReport *read_text(const char *headers, const char *body)
{
    char *dirs[] = {user_dir, NULL};
    NxSettings settings = {.data_dirs = dirs};
    NxProblems *problems = nx_problems_new();
    NxLibrary *library = nx_library_new(&settings, problems);
    NxReader *reader = nx_reader_new(library, problems);
    char *text = g_strconcat("From: MAILER-DAEMON@relay.example\nTo: me@sender.example\nSubject: Undelivered mail\n",
                             headers, "\n", body, NULL);
    GBytes *bytes = g_bytes_new_take(text, strlen(text));
    NxEnvelope envelope = {.now = 1798675200};
    NxReport *report = nx_reader_read(reader, bytes, &envelope, NULL);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    g_bytes_unref(bytes);
    nx_reader_free(reader);
    nx_library_unref(library);
    nx_problems_free(problems);
    return report;
}

static void test_sticky_and_labels(void)
{
    write_layout("mine.layout",
                 GOOD "[section list]\nbegin = ^List:\nend = ^End\n[record]\nsection = list\n[sticky]\nline = ^Host "
                      "(?<remote_mta>\\S+)\n"
                      "[labels.en]\nrecipient = Empfang; Who\ndiagnostic = Why\n[labels.ja]\nrecipient = 宛先\n");
    NxReport *report = read_text("", "Mine\nWho: no@example.com\nList:\nHost mx1.example.com\nWho: "
                                     "ann@example.com\nWhy: 550 5.1.1 gone\n  for good\n"
                                     "Host mx2.example.com\n宛先： bob@example.net\nEnd\nWho: no@example.org\n");
    g_assert_cmpuint(report->n_recipients, ==, 2);
    g_assert_cmpstr(report->recipients[0].recipient, ==, "ann@example.com");
    g_assert_cmpstr(report->recipients[0].diagnostic, ==, "550 5.1.1 gone for good");
    g_assert_cmpstr(report->recipients[0].remote_mta, ==, "mx1.example.com");
    g_assert_cmpstr(report->recipients[0].layout, ==, "mine");
    g_assert_cmpstr(report->recipients[1].recipient, ==, "bob@example.net");
    g_assert_cmpstr(report->recipients[1].remote_mta, ==, "mx2.example.com");
    nx_report_free(report);
    drop_layout("mine.layout");
}

static void test_transform(void)
{
    write_layout(
        "mine.layout",
        GOOD "[record]\nstart = ^Failed (?<recipient>.+)$\ntransform = recipient x400 angle unquote percent route\n");
    NxReport *report = read_text("", "Mine\nFailed \"Ann\" <ann%2Bnews@example.com>\nFailed "
                                     "@relay.example:bob@example.net\nFailed /RFC-822=carl(a)example.org/O=x/\n");
    g_assert_cmpuint(report->n_recipients, ==, 3);
    g_assert_cmpstr(report->recipients[0].recipient, ==, "ann+news@example.com");
    g_assert_cmpstr(report->recipients[1].recipient, ==, "bob@example.net");
    g_assert_cmpstr(report->recipients[2].recipient, ==, "carl@example.org");
    nx_report_free(report);
    drop_layout("mine.layout");
}

static void test_continues(void)
{
    write_layout("mine.layout", GOOD "[record]\nstart = ^A (?<recipient>\\S+)\ncontinues = indent > 1\n[record]\nstart "
                                     "= ^B (?<recipient>\\S+)\ncontinues = until next\n"
                                     "[record]\nstart = ^C (?<recipient>\\S+)\n");
    NxReport *report = read_text("", "Mine\nA ann@example.com\n  550 one\n  two\n three\nC carl@example.org 552 "
                                     "rest\nmore\nB bob@example.net\n551 one\n\ntwo\n");
    g_assert_cmpuint(report->n_recipients, ==, 3);
    g_assert_cmpstr(report->recipients[0].diagnostic, ==, "550 one two");
    g_assert_cmpstr(report->recipients[1].recipient, ==, "bob@example.net");
    g_assert_cmpuint(report->recipients[1].reply_code, ==, 551);
    g_assert_cmpstr(report->recipients[2].diagnostic, ==, "552 rest");
    nx_report_free(report);
    drop_layout("mine.layout");
}

#define DSN "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n"
#define DSN_BODY                                                                                                       \
    "--b\n\nMine\nann@example.com: 552 5.2.2 full\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; " \
    "relay.example\n\n"                                                                                                \
    "Final-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 "             \
    "no\n\n--b--\n"

static void test_beside(void)
{
    write_layout("mine.layout", GOOD "[record]\nstart = ^(?<recipient>\\S+@\\S+): (?<diagnostic>.+)$\n");
    NxReport *report = read_text(DSN, DSN_BODY);
    g_assert_cmpuint(report->n_recipients, ==, 1);
    g_assert_cmpstr(report->recipients[0].diagnostic, ==, "550 no");
    g_assert_cmpint(report->recipients[0].source, ==, NX_SOURCE_DSN);
    nx_report_free(report);
    write_layout("mine.layout",
                 "[layout]\nid = mine\nbeside = override diagnostic\n[recognise]\nall = body ^Mine\n[record]\nstart = "
                 "^(?<recipient>\\S+@\\S+): (?<diagnostic>.+)$\n");
    report = read_text(DSN, DSN_BODY);
    g_assert_cmpuint(report->n_recipients, ==, 1);
    g_assert_cmpstr(report->recipients[0].diagnostic, ==, "552 5.2.2 full");
    g_assert_cmpstr(report->recipients[0].layout, ==, "mine");
    nx_report_free(report);
    drop_layout("mine.layout");
}

static const char *layout_of(const char *body)
{
    NxReport *report = read_text("", body);
    g_assert_cmpuint(report->n_recipients, ==, 1);
    const char *layout = g_intern_string(report->recipients[0].layout);
    nx_report_free(report);
    return layout;
}

static void test_order(void)
{
    static const char QMAIL[] =
        "Hi. This is the qmail-send program at relay.example.\nI'm afraid I wasn't able to deliver your message to the "
        "following addresses.\n\n<ann@example.com>:\nno.\n";
    g_assert_cmpstr(layout_of(QMAIL), ==, "qmail");
    write_layout("b.layout",
                 "[layout]\nid = b\n[recognise]\nall = body ^Hi\n[record]\nstart = ^<(?<recipient>[^>]+)>\n");
    g_assert_cmpstr(layout_of(QMAIL), ==, "b");
    write_layout("c.layout",
                 "[layout]\nid = a\n[recognise]\nall = body ^Hi\n[record]\nstart = ^<(?<recipient>[^>]+)>\n");
    g_assert_cmpstr(layout_of(QMAIL), ==, "a");
    write_layout("d.layout",
                 "[layout]\nid = z\n[recognise]\nall = body ^Hi. This is\n[record]\nstart = ^<(?<recipient>[^>]+)>\n");
    g_assert_cmpstr(layout_of(QMAIL), ==, "z");
    write_layout(
        "d.layout",
        "[layout]\nid = z\n[recognise]\nall = body ^Hi. This is\n[record]\nstart = ^nobody (?<recipient>[^>]+)>\n");
    g_assert_cmpstr(layout_of(QMAIL), ==, "a");
    drop_layout("b.layout");
    drop_layout("c.layout");
    write_layout("d.layout", "disable qmail\n");
    g_assert_cmpstr(layout_of(QMAIL), ==, NULL);
    drop_layout("d.layout");
}

static void test_quoted(void)
{
    static const char PERSON[] =
        "From: Carla <carla@people.example>\nTo: me@sender.example\nSubject: Can you help?\n\n";
    static const char NOTICE[] =
        "This message was created automatically by mail delivery software.\n\nThe following address(es) failed:\n\n  "
        "ann@example.com\n    550 unknown\n";
    static const char *const BEFORE[] = {"", "Hi,\nI got this, what is it?\n\n"};
    for (guint i = 0; i < G_N_ELEMENTS(BEFORE); i++) {
        NxSettings settings = {0};
        NxLibrary *library = nx_library_new(&settings, NULL);
        NxReader *reader = nx_reader_new(library, NULL);
        char *text = g_strconcat(PERSON, BEFORE[i], NOTICE, NULL);
        GBytes *bytes = g_bytes_new_take(text, strlen(text));
        NxEnvelope envelope = {.now = 1798675200};
        NxReport *report = nx_reader_read(reader, bytes, &envelope, NULL);
        g_assert_cmpuint(report->n_recipients, ==, i == 0);
        g_assert_cmpstr(nx_kind_name(report->kind), ==, i == 0 ? "bounce" : "not-a-bounce");
        nx_report_free(report);
        g_bytes_unref(bytes);
        nx_reader_free(reader);
        nx_library_unref(library);
    }
}

/* Columns are counted with tabs to the next multiple of eight. */
static void test_tab_in_a_column(void)
{
    write_layout("mine.layout", GOOD "[record]\nstart = ^A (?<recipient>\\S+)\ncontinues = indent > 8\n");
    static const struct {
        const char *body, *diagnostic;
    } CASES[] = {
        {"Mine\nA ann@example.com 550 one\n\tmore\n", "550 one"},        /* eight columns are not more than eight */
        {"Mine\nA ann@example.com 550 one\n\t more\n", "550 one more"},  /* nine */
        {"Mine\nA ann@example.com 550 one\n       \tmore\n", "550 one"}, /* seven and a tab are eight */
        {"Mine\nA ann@example.com 550 one\n        \tmore\n", "550 one more"}, /* eight and a tab sixteen */
        {"Mine\nA ann@example.com 550 one\n\t\tmore\n", "550 one more"},
        {"Mine\nA ann@example.com 550 one\n         more\n\n         too\n", "550 one more"}, /* a blank line ends it */
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxReport *report = read_text("", CASES[i].body);
        g_test_message("%s", CASES[i].body);
        g_assert_cmpuint(report->n_recipients, ==, 1);
        g_assert_cmpstr(report->recipients[0].diagnostic, ==, CASES[i].diagnostic);
        nx_report_free(report);
    }
    drop_layout("mine.layout");
}

/* What a record calls its recipient besides: all of it, and of no other. */
static void test_aliases(void)
{
    write_layout("mine.layout", GOOD "[record]\nstart = ^Failed (?<recipient>\\S+)\ncontinues = until next\nalso = "
                                     "^alias (?<alias>\\S+)$\n");
    NxReport *report = read_text("", "Mine\nFailed ann@example.com\nalias team@example.org\n550 no\nFailed "
                                     "bob@example.net\n551 no\n");
    g_assert_cmpuint(report->n_recipients, ==, 2);
    g_assert_cmpstr(report->recipients[0].aliases[0], ==, "team@example.org");
    g_assert_null(report->recipients[0].aliases[1]);
    g_assert_null(report->recipients[1].aliases[0]);
    nx_report_free(report);
    report = read_text(DSN, "--b\n\nMine\nFailed ann@example.com\nalias team@example.org\n550 no\n--b\nContent-Type: "
                            "message/delivery-status\n\nReporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; "
                            "team@example.org\nAction: failed\nDiagnostic-Code: smtp; 552 full\n\n--b--\n");
    g_assert_cmpuint(report->n_recipients, ==, 1); /* known by its alias */
    g_assert_cmpstr(report->recipients[0].diagnostic, ==, "552 full");
    nx_report_free(report);
    drop_layout("mine.layout");
}

/* Each field of a recipient and of the message that a layout may name goes to its own place. */
static void test_every_field(void)
{
    write_layout("mine.layout",
                 GOOD "[record]\nstart = ^Failed (?<recipient>\\S+)\ncontinues = until next\n"
                      "[labels.en]\noriginal = o\noriginal_type = ot\nfinal = f\nfinal_type = ft\naction = a\n"
                      "status = s\ndiagnostic = d\ndiagnostic_type = dt\ntext_status = ts\ncommand = c\n"
                      "remote_mta = rm\nlog_id = l\nlast_attempt = la\nretry_until = ru\n"
                      "reporting_mta = rep\ndsn_gateway = g\nreceived_from = rf\nenvelope_id = e\narrival_date = ad\n"
                      "original_id = oi\noriginal_from = of\noriginal_to = oto\noriginal_cc = oc\n"
                      "original_subject = os\noriginal_date = od\n");
    NxReport *report = read_text(
        "", "Mine\nFailed ann@example.com\no: ann@example.com\not: rfc822\nf: last@example.org\nft: utf-8\na: failed\n"
            "s: 5.1.2\nd: 550 5.1.1 gone\ndt: smtp\nts: 5.2.1\nc: DATA\nrm: dns; remote.example\nl: log-1\n"
            "la: Thu, 19 Nov 2026 09:00:05 +0000\nru: Fri, 20 Nov 2026 09:00:05 +0000\nrep: reporting.example\n"
            "g: gateway.example\nrf: received.example\ne: env-1\nad: Wed, 18 Nov 2026 09:00:05 +0000\n"
            "oi: m@sender.example\nof: from@sender.example\noto: ann@example.com\noc: copy@example.net\nos: News\n"
            "od: Tue, 17 Nov 2026 09:00:05 +0000\n");
    g_assert_cmpuint(report->n_recipients, ==, 1);
    const NxRecipient *ann = &report->recipients[0];
    g_assert_cmpstr(ann->original_recipient, ==, "ann@example.com");
    g_assert_cmpstr(ann->original_type, ==, "rfc822");
    g_assert_cmpstr(ann->final_recipient, ==, "last@example.org");
    g_assert_cmpstr(ann->final_type, ==, "utf-8");
    g_assert_cmpint(ann->action, ==, NX_ACTION_FAILED);
    g_assert_cmpuint(ann->status.detail, ==, 2);
    g_assert_cmpstr(ann->diagnostic, ==, "550 5.1.1 gone");
    g_assert_cmpstr(ann->diagnostic_type, ==, "smtp");
    g_assert_cmpuint(ann->text_status.subject, ==, 2);
    g_assert_cmpint(ann->command, ==, NX_COMMAND_DATA);
    g_assert_cmpstr(ann->remote_mta, ==, "remote.example");
    g_assert_cmpstr(ann->final_log_id, ==, "log-1");
    g_assert_cmpint(ann->last_attempt, ==, 1795078805);
    g_assert_cmpint(ann->will_retry_until, ==, 1795165205);
    g_assert_cmpstr(report->reporting_mta, ==, "reporting.example");
    g_assert_cmpstr(report->dsn_gateway, ==, "gateway.example");
    g_assert_cmpstr(report->received_from_mta, ==, "received.example");
    g_assert_cmpstr(report->envelope_id, ==, "env-1");
    g_assert_cmpint(report->arrival_date, ==, 1794992405);
    g_assert_cmpstr(report->original.message_id, ==, "<m@sender.example>");
    g_assert_cmpstr(report->original.from_key, ==, "from@sender.example");
    g_assert_cmpstr(report->original.to, ==, "ann@example.com");
    g_assert_cmpstr(report->original.cc, ==, "copy@example.net");
    g_assert_cmpstr(report->original.subject, ==, "News");
    g_assert_cmpint(report->original.date, ==, 1794906005);
    nx_report_free(report);
    drop_layout("mine.layout");
}

/* A section elsewhere in the notice is joined by address: what it says of one is not another's. */
static void test_join(void)
{
    write_layout("mine.layout",
                 GOOD "[section talk]\nbegin = ^Talk:\nend = ^End\n[record]\nstart = ^<(?<recipient>[^>]+)>$\n[join]\n"
                      "section = talk\n");
    NxReport *report = read_text("", "Mine\nTalk:\n... while talking to mx1.example.com.:\n<<< 550 5.1.1 "
                                     "<ann@example.com> gone\n... while talking to mx2.example.net.:\n<<< 552 5.2.2 "
                                     "<bob@example.net> full\nEnd\n\n<ann@example.com>\n<bob@example.net>\n"
                                     "<carl@example.org>\n");
    g_assert_cmpuint(report->n_recipients, ==, 3);
    g_assert_cmpuint(report->recipients[0].reply_code, ==, 550);
    g_assert_cmpstr(report->recipients[0].remote_mta, ==, "mx1.example.com");
    g_assert_cmpuint(report->recipients[1].reply_code, ==, 552);
    g_assert_cmpstr(report->recipients[1].remote_mta, ==, "mx2.example.net");
    g_assert_cmpuint(report->recipients[2].reply_code, ==, 0);
    g_assert_null(report->recipients[2].remote_mta);
    nx_report_free(report);
    drop_layout("mine.layout");
}

/* Each condition by which a layout knows a notice, met and not met. */
static void test_conditions(void)
{
    static const struct {
        const char *recognise, *headers, *body;
        gboolean known;
    } CASES[] = {
        {"all = body ^Mine\nall = body ^Too\n", "", "Mine\nToo\n<ann@example.com>\n", TRUE},
        {"all = body ^Mine\nall = body ^Too\n", "", "Mine\n<ann@example.com>\n", FALSE},
        {"any = body ^Mine\nany = body ^Too\n", "", "Too\n<ann@example.com>\n", TRUE},
        {"any = body ^Mine\nany = body ^Too\n", "", "None\n<ann@example.com>\n", FALSE},
        {"all = body ^Mine\nany = body ^Too\n", "", "Mine\n<ann@example.com>\n", FALSE},
        {"all = body ^Mine\nnot = body ^Too\n", "", "Mine\n<ann@example.com>\n", TRUE},
        {"all = body ^Mine\nnot = body ^Too\n", "", "Mine\nToo\n<ann@example.com>\n", FALSE},
        {"all = header x-mine ^yes\n", "X-Mine: no\nX-Mine: yes\n", "<ann@example.com>\n", TRUE},
        {"all = header x-mine ^yes\n", "X-Mine: no\n", "<ann@example.com>\n", FALSE},
        {"all = header x-mine ^yes\n", "", "X-Mine: yes\n<ann@example.com>\n", FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *layout = g_strconcat("[layout]\nid = mine\n[recognise]\n", CASES[i].recognise,
                                              "[record]\nstart = ^<(?<recipient>[^>]+)>$\n", NULL);
        write_layout("mine.layout", layout);
        NxReport *report = read_text(CASES[i].headers, CASES[i].body);
        g_test_message("%s%s%s", CASES[i].recognise, CASES[i].headers, CASES[i].body);
        g_assert_cmpstr(report->n_recipients ? report->recipients[0].layout : NULL, ==, CASES[i].known ? "mine" : NULL);
        nx_report_free(report);
    }
    drop_layout("mine.layout");
}

/* A pattern that would try for ever on a text is given up, and the message is read all the same. */
static void test_greedy(void)
{
    write_layout("mine.layout",
                 "[layout]\nid = mine\n[recognise]\nall = body ^(?:a+)+$\n[record]\nstart = ^<(?<recipient>[^>]+)>\n");
    char *body = g_strnfill(8000, 'a');
    char *text = g_strconcat(body, "!\nThe following address failed:\n\n<ann@example.com>: unknown user\n", NULL);
    g_assert_cmpstr(layout_of(text), ==, NULL);
    g_free(text);
    g_free(body);
    drop_layout("mine.layout");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    user_dir = g_dir_make_tmp("nixie-layout-XXXXXX", NULL);
    for (guint i = 0; i < G_N_ELEMENTS(WRONGS); i++) {
        char *path = g_strdup_printf("/parse/layout/refused: %s", WRONGS[i].name);
        g_test_add_data_func(path, &WRONGS[i], test_wrong);
        g_free(path);
    }
    g_test_add_func("/parse/layout/sticky lines and labels hold inside their section", test_sticky_and_labels);
    g_test_add_func("/parse/layout/addresses are transformed", test_transform);
    g_test_add_func("/parse/layout/a record ends where it says", test_continues);
    g_test_add_func("/parse/layout/beside a delivery status a layout fills, and overrides only what it says",
                    test_beside);
    g_test_add_func("/parse/layout/a user's layouts come first, then the more specific, then by name", test_order);
    g_test_add_func("/parse/layout/a notice in somebody's question is none", test_quoted);
    g_test_add_func("/parse/layout/a tab goes to the next of eight columns", test_tab_in_a_column);
    g_test_add_func("/parse/layout/an alias is its record's, and finds who is known by it", test_aliases);
    g_test_add_func("/parse/layout/every field goes to its own place", test_every_field);
    g_test_add_func("/parse/layout/a joined section tells each its own", test_join);
    g_test_add_func("/parse/layout/all, any and not of the conditions hold", test_conditions);
    g_test_add_func("/parse/layout/a pattern that never ends is given up", test_greedy);
    int status = g_test_run();
    char *dir = g_build_filename(user_dir, "layouts.d", NULL);
    g_rmdir(dir);
    g_rmdir(user_dir);
    g_free(dir);
    g_free(user_dir);
    return status;
}
