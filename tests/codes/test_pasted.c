/* A pasted line is judged as it would be in a mailbox, whatever stands before the answer; and it bears a signature, or
 * none is claimed. */
#include "judge/rules.h"
#include <nixie/codes.h>
#include <nixie/nixie.h>
#include <string.h>

static struct {
    NxLibrary *library;
    NxReader *reader;
    NxJudge *judge;
    NxRules *rules;
    NxCodes *codes;
} shared;

#define HOST "mx.sealed.example" /* of nobody in the examples */
#define ADDRESS "user@example.org"

/* Who is meant, and the code of the Status field; FALSE where the text has no code. */
typedef struct {
    const char *diagnostic;
    char *address, code[NX_STATUS_TEXT_SIZE];
    guint reply; /* 0: no host said it */
} Told;

static gboolean told_init(Told *told, const char *diagnostic)
{
    NxStatus status = NX_STATUS_NONE;
    guint reply = nx_reply_find(diagnostic, -1, NULL);
    g_autoptr(NxReport) report = nx_reader_read_line(shared.reader, diagnostic);
    *told = (Told){.diagnostic = diagnostic};
    told->address = g_strdup(report->recipients[0].recipient ? report->recipients[0].recipient : ADDRESS);
    nx_status_find(diagnostic, -1, &status, NULL, NULL);
    if (status.klass)
        nx_status_text(status, told->code);
    else
        g_snprintf(told->code, sizeof told->code, "%u.0.0", reply / 100);
    told->reply = reply;
    return status.klass || reply;
}

/* The verdict on a DSN with that diagnostic. */
static void judge_notice(const Told *told, NxVerdict *verdict)
{
    g_autofree char *text =
        g_strdup_printf("From: MAILER-DAEMON@mail.sender.example\nTo: news@sender.example\n"
                        "Subject: Undelivered Mail Returned to Sender\n"
                        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
                        "--b\nContent-Type: text/plain\n\nSorry.\n"
                        "--b\nContent-Type: message/delivery-status\n\n"
                        "Reporting-MTA: dns; mail.sender.example\n\n"
                        "Final-Recipient: rfc822; %s\nAction: failed\nStatus: %s\n"
                        "Remote-MTA: dns; " HOST "\nDiagnostic-Code: smtp; %s\n\n--b--\n",
                        told->address, told->code, told->diagnostic);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    NxEnvelope envelope = {.now = 1763719200};
    g_autoptr(NxReport) report = nx_reader_read(shared.reader, bytes, &envelope, NULL);
    g_assert_cmpuint(report->n_recipients, ==, 1);
    nx_judge_event(shared.judge, report, 0, verdict);
}

/* What stands in the place of {a}, {c} and {d}: address, code, diagnostic. */
static const char *const FORMS[] = {
    "{d}",
    "smtp; {d}",
    "Diagnostic-Code: smtp;{d}",
    "<{a}>: host " HOST "[192.0.2.1] said: {d} (in reply to RCPT TO command)",
    "Nov 30 10:00:00 mail postfix/smtp[123]: 4ABCDEF012: to=<{a}>, relay=" HOST "[192.0.2.1]:25, delay=1, "
    "delays=0/0/0/1, dsn={c}, status=bounced (host " HOST "[192.0.2.1] said: {d} (in reply to RCPT TO command))",
    "Final-Recipient: rfc822; {a}\nAction: failed\nStatus: {c}\nDiagnostic-Code: smtp; {d}",
};

static void judge_pasted(const char *form, const Told *told, NxVerdict *verdict)
{
    g_autoptr(GString) text = g_string_new(form);
    g_string_replace(text, "{a}", told->address, 0);
    g_string_replace(text, "{c}", told->code, 0);
    g_string_replace(text, "{d}", told->diagnostic, 0);
    g_autoptr(NxReport) report = nx_reader_read_pasted(shared.reader, text->str, NULL);
    nx_judge_event(shared.judge, report, 0, verdict);
    guint at, len;
    const NxArticle *signature = nx_codes_signature(shared.codes, report, 0, verdict, "en", NULL, &at, &len);
    if (signature && len)
        g_assert_cmpuint(at + len, <=, strlen(report->recipients[0].diagnostic));
}

static gboolean agree(const NxVerdict *one, const NxVerdict *other)
{
    return one->reason == other->reason && one->advice == other->advice;
}

static guint compare(const NxRule *rule, const char *example)
{
    NxVerdict notice;
    Told told;
    guint apart = 0;
    gboolean coded = told_init(&told, example);
    if (coded)
        judge_notice(&told, &notice);
    for (guint i = 0; coded && i < G_N_ELEMENTS(FORMS); i++) {
        NxVerdict pasted;
        if (!told.reply && strstr(FORMS[i], "said:"))
            continue;
        judge_pasted(FORMS[i], &told, &pasted);
        if (agree(&notice, &pasted))
            continue;
        apart++;
        g_test_message("%s form %u: mailbox %s %s (%s), pasted %s %s (%s): %s", rule->id, i,
                       nx_reason_name(notice.reason), nx_advice_name(notice.advice), notice.rule,
                       nx_reason_name(pasted.reason), nx_advice_name(pasted.advice), pasted.rule, example);
    }
    g_free(told.address);
    return apart;
}

static void test_pasted_lines_are_judged_like_mail(void)
{
    guint apart = 0, n = 0;
    for (guint i = 0; i < nx_rules_count(shared.rules); i++) {
        const NxRule *rule = nx_rules_at(shared.rules, i);
        for (guint j = 0; rule->kind == NX_RULE_REASON && j < rule->examples->len; j++, n++)
            apart += compare(rule, rule->examples->pdata[j]);
    }
    g_test_message("%u of %u examples in %u forms apart", apart, n, (guint)G_N_ELEMENTS(FORMS));
    g_assert_cmpuint(apart, ==, 0);
}

static void set_up(void)
{
    NxSettings settings = {0};
    shared.library = nx_library_new(&settings, NULL);
    shared.reader = nx_reader_new(shared.library, NULL);
    shared.judge = nx_judge_new(shared.library, NULL);
    shared.rules = nx_rules_new(shared.library, NULL);
    shared.codes = nx_codes_new(shared.library, shared.judge, NULL);
}

static void tear_down(void)
{
    nx_codes_free(shared.codes);
    nx_rules_free(shared.rules);
    nx_judge_free(shared.judge);
    nx_reader_free(shared.reader);
    nx_library_unref(shared.library);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    set_up();
    g_test_add_func("/codes/pasted/lines-are-judged-like-mail", test_pasted_lines_are_judged_like_mail);
    int failed = g_test_run();
    tear_down();
    return failed;
}
