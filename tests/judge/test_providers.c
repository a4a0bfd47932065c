/* What providers answer, in their shape and in words of nobody's: the token or the page that they name decides,
 * whatever the sentence beside it says; without it the sentence means what it says. */
#include "bounces.h"
#include "reports.h"
#include <nixie/verdict.h>
#include <string.h>

static NxLibrary *library;
static NxReader *reader;
static NxJudge *judge;

#define MAIL " (in reply to MAIL FROM command)"
#define RCPT " (in reply to RCPT TO command)"
#define DATA " (in reply to end of DATA command)"
#define UNKNOWN "<ann.lee@dest.example>: user unknown "

typedef struct {
    const char *host;
    const char *text;
    const char *reason;
    const char *advice;
} Answer;

static void judge_answer(const Answer *answer, NxVerdict *verdict)
{
    g_autofree char *diagnostic = g_strdup_printf("host %s[198.51.100.7] said: %s", answer->host, answer->text);
    NxStatus status;
    char words[NX_STATUS_TEXT_SIZE];
    if (!nx_status_find(answer->text, -1, &status, NULL, NULL))
        status = (NxStatus){(guint)(answer->text[0] - '0'), 0, 0};
    NxBounce bounce = {.recipient = "ann.lee@dest.example",
                       .status = nx_status_text(status, words),
                       .diagnostic = diagnostic,
                       .remote_mta = answer->host,
                       .original_id = "n1@sender.example",
                       .arrived = 1763719200};
    g_autofree char *notice = nx_bounce_text(&bounce);
    NxReport *report = nx_reports_text(reader, notice, -1);
    g_assert_cmpuint(report->n_recipients, ==, 1);
    nx_judge_event(judge, report, 0, verdict);
    nx_report_free(report);
}

static void check(const Answer *answers, guint n)
{
    for (guint i = 0; i < n; i++) {
        NxVerdict verdict;
        judge_answer(&answers[i], &verdict);
        g_test_message("%s: %s: %s %s by %s", answers[i].host, answers[i].text, nx_reason_name(verdict.reason),
                       nx_advice_name(verdict.advice), verdict.rule);
        g_assert_cmpstr(nx_reason_name(verdict.reason), ==, answers[i].reason);
        g_assert_cmpstr(nx_advice_name(verdict.advice), ==, answers[i].advice);
    }
}

/* ---- Spectrum ---------------------------------------------------------------------------------------------------- */

/* Every number there is: none of them is about the recipient, whatever stands beside it. */
static void no_number_of_spectrums_buries_anybody(void)
{
    static const char *const FORMS[] = {"AUP#", "AUP#In-", "AUP#O-", "AUP#Out-", "AUP# In"};
    for (guint number = 1000; number < 2000; number += 10) {
        for (guint form = 0; form < G_N_ELEMENTS(FORMS); form++) {
            g_autofree char *text = g_strdup_printf("550 5.1.0 " UNKNOWN "%s%u" RCPT, FORMS[form], number);
            NxVerdict verdict;
            judge_answer(&(Answer){"mx0.charter.net", text, NULL, NULL}, &verdict);
            g_test_message("%s: %s", text, verdict.rule);
            g_assert_cmpint(verdict.advice, !=, NX_ADVICE_SUPPRESS);
            g_assert_cmpint(verdict.reason, !=, NX_REASON_USERUNKNOWN);
        }
    }
}

#define CHARTER(number, reason, advice)                                                                                \
    {                                                                                                                  \
        "mx0.charter.net", "550 5.1.0 not from there AUP#In-" number MAIL, reason, advice                              \
    }

static void spectrums_numbers_name_the_cause(void)
{
    static const Answer ANSWERS[] = {
        CHARTER("1000", "blocked", "hold"),
        CHARTER("1020", "rejected", "hold"),
        CHARTER("1090", "speeding", "retry"),
        CHARTER("1100", "requireptr", "hold"),
        CHARTER("1150", "requireptr", "hold"),
        CHARTER("1160", "authfailure", "hold"),
        CHARTER("1190", "authfailure", "hold"),
        CHARTER("1200", "blocked", "hold"),
        CHARTER("1220", "blocked", "hold"),
        CHARTER("1260", "blocked", "hold"),
        CHARTER("1300", "toomanyconn", "retry"),
        CHARTER("1340", "toomanyconn", "retry"),
        CHARTER("1350", "speeding", "retry"),
        CHARTER("1490", "speeding", "retry"),
        CHARTER("1500", "rejected", "hold"),
        CHARTER("1530", "mesgtoobig", "hold"),
        CHARTER("1540", "speeding", "retry"),
        CHARTER("1560", "speeding", "retry"),
        CHARTER("1990", "policyviolation", "review"),
        {"mx0.charter.net", "550 5.1.1 " UNKNOWN "see our AUP" RCPT, "userunknown", "suppress"},
    };
    check(ANSWERS, G_N_ELEMENTS(ANSWERS));
}

/* ---- Pages ------------------------------------------------------------------------------------------------------- */

#define GMX "mx00.gmx.net"
#define BOX "Requested action not taken: mailbox unavailable"
#define PAGE " See https://postmaster.example.net/case?"

static void a_page_outranks_the_sentence(void)
{
    static const Answer ANSWERS[] = {
        {GMX, "550 " BOX "." PAGE "c=hi" RCPT, "rejected", "hold"},
        {GMX, "550-" BOX " 550" PAGE "c=hi&i=ip&v=192.0.2.9&r=1Mx" RCPT, "rejected", "hold"},
        {GMX, "550-" BOX " 550" PAGE "i=ip&c=sp&v=192.0.2.9" DATA, "rejected", "hold"},
        {GMX, "450-" BOX " 450" PAGE "c=r1602&i=ip" RCPT, "speeding", "retry"},
        {GMX, "554-" BOX " 554" PAGE "c=r0301&i=ip" RCPT, "blocked", "hold"},
        {GMX, "554-" BOX " 554" PAGE "c=rdns&i=ip" RCPT, "requireptr", "hold"},
        {GMX, "550-" BOX " 550" PAGE "c=r7777&i=ip" RCPT, "policyviolation", "review"},
        {GMX, "550-" BOX " 550 invalid DNS MX or A/AAAA resource record" MAIL, "rejected", "hold"},
        {GMX, "550 " BOX RCPT, "userunknown", "suppress"},
        {GMX, "550 " BOX "." PAGE "d=hi" RCPT, "userunknown", "suppress"},
        {"mxin.i.ua", "550 " UNKNOWN "http://mail.i.ua/err/1/" RCPT, "norelaying", "review"},
        {"mxin.i.ua", "550 no, see http://mail.i.ua/err/2/" RCPT, "userunknown", "suppress"},
        {"mxin.i.ua", "550 no, see http://mail.i.ua/err/3/" RCPT, "suspend", "suppress"},
        {"mxin.i.ua", "550 " UNKNOWN "http://mail.i.ua/err/4/" RCPT, "mailboxfull", "retry"},
        {"mxin.i.ua", "550 " UNKNOWN "http://mail.i.ua/err/5/" RCPT, "speeding", "retry"},
        {"mxin.i.ua", "550 " UNKNOWN "http://mail.i.ua/err/8/" RCPT, "rejected", "hold"},
        {"mxin.i.ua", "550 " UNKNOWN "http://mail.i.ua/err/9/" RCPT, "blocked", "hold"},
        {"mxin.i.ua", "550 " UNKNOWN "http://mail.i.ua/err/10/" RCPT, "policyviolation", "review"},
        {"mxin.i.ua", "550 5.1.1 " UNKNOWN "http://mail.i.ua/help/4/" RCPT, "userunknown", "suppress"},
        {"mx1.comcast.net", "554 5.1.1 no, see http://a.example/smtp-error-codes.php#BL000110" MAIL, "blocked", "hold"},
        {"mx1.comcast.net", "421 4.1.0 no, see http://a.example/smtp-error-codes.php#RL000003" MAIL, "speeding",
         "retry"},
    };
    check(ANSWERS, G_N_ELEMENTS(ANSWERS));
}

#define QQ "mx3.qq.com"
#define DETAIL "550 No mailbox here. http://service.mail.qq.com/detail/122/"

static void qq_protects_a_mailbox_that_gets_too_much(void)
{
    static const Answer ANSWERS[] = {
        {QQ, "550 Mailbox unavailable or access denied" RCPT, "speeding", "retry"},
        {QQ, "550 5.1.1 Mailbox unavailable or access denied" DATA, "speeding", "retry"},
        {QQ, DETAIL "166" RCPT, "speeding", "retry"},
        {QQ, DETAIL "66" RCPT, "blocked", "hold"},
        {QQ, DETAIL "71" DATA, "spamdetected", "hold"},
        {QQ, DETAIL "72" DATA, "authfailure", "hold"},
        {QQ, DETAIL "92" DATA, "policyviolation", "review"},
        {QQ, DETAIL "169" RCPT, "userunknown", "suppress"},
        {QQ, "550 Mailbox not found" RCPT, "userunknown", "suppress"},
        {QQ, "550 Mail is rejected by recipients" DATA, "policyviolation", "review"},
    };
    check(ANSWERS, G_N_ELEMENTS(ANSWERS));
}

/* ---- Tokens and codes of one provider ---------------------------------------------------------------------------- */

#define YAHOO "mta5.am0.yahoodns.net"
#define ORANGE "smtp-in.orange.fr"
#define NETEASE "163mx01.mxmail.netease.com"
#define OFFICE "dest-example.mail.protection.outlook.com"
#define COX "mx.cox.net"
#define GODADDY "smtp.secureserver.net"

static void a_token_outranks_the_sentence(void)
{
    static const Answer ANSWERS[] = {
        {YAHOO, "553 5.7.2 [TSS09]" MAIL, "badreputation", "hold"},
        {YAHOO, "553 5.7.1 [TSS07] not from there" MAIL, "blocked", "hold"},
        {YAHOO, "553 5.7.2 [TSS11] not from there" MAIL, "badreputation", "hold"},
        {YAHOO, "421 4.7.0 [TSS04] not for now" MAIL, "speeding", "retry"},
        {YAHOO, "451 temporarily deferred: unresolvable RFC.5321 from domain" DATA, "rejected", "hold"},
        {YAHOO, "554 no: unresolvable RFC.5322 from domain" DATA, "rejected", "hold"},
        {YAHOO, "554 5.7.9 no" DATA, "authfailure", "hold"},
        {YAHOO, "554 5.7.5 (AU01)" DATA, "authfailure", "hold"},
        {ORANGE, "550 5.1.1 no. OFR_100 [100]" RCPT, "blocked", "hold"},
        {ORANGE, "550 5.1.1 no. OFR006_107 [107]" RCPT, "requireptr", "hold"},
        {ORANGE, "550 5.1.1 no. OFR_201 [201]" RCPT, "blocked", "hold"},
        {ORANGE, "550 5.1.1 no. OFR_395 [395]" RCPT, "authfailure", "hold"},
        {ORANGE, "550 5.1.1 no. OFR_401 [401]" RCPT, "authfailure", "hold"},
        {ORANGE, "550 5.1.1 no. OFR_402 [402]" RCPT, "rejected", "hold"},
        {ORANGE, "550 5.1.1 no. OFR_415 [415]" RCPT, "rejected", "hold"},
        {ORANGE, "550 5.1.1 no. OFR_416 [416]" RCPT, "userunknown", "suppress"},
        {ORANGE, "550 5.1.1 no. OFR_425 [425]" RCPT, "rejected", "hold"},
        {ORANGE, "550 5.1.1 no. OFR_510 [510]" DATA, "spamdetected", "hold"},
        {ORANGE, "550 5.1.1 no. OFR_515 [515]" DATA, "authfailure", "hold"},
        {ORANGE, "550 5.1.1 no. OFR_519 [519]" DATA, "authfailure", "hold"},
        {ORANGE, "550 5.1.1 no. OFR_630 [630]" RCPT, "blocked", "hold"},
        {ORANGE, "550 5.1.1 no. OFR_999 [999]" RCPT, "speeding", "retry"},
        {NETEASE, "554 MI:SPB 163 mx2, spam" RCPT, "rejected", "hold"},
        {NETEASE, "550 MI:IMF 163 mx2, spam" RCPT, "rejected", "hold"},
        {NETEASE, "550 MI:NHD 163 mx2" RCPT, "blocked", "hold"},
        {NETEASE, "550 RP:ORQ 163 mx2" RCPT, "speeding", "retry"},
        {NETEASE, "554 DT:SPM 163 mx2" RCPT, "spamdetected", "hold"},
        {COX, "550 5.1.1 no CXBL" RCPT, "blocked", "hold"},
        {COX, "550 5.1.1 no CXSNDR" RCPT, "authfailure", "hold"},
        {COX, "550 5.1.1 no CXSMTP" RCPT, "syntaxerror", "hold"},
        {COX, "421 4.1.1 no AUP#CXTHRT" RCPT, "rejected", "hold"},
        {COX, "421 4.1.1 no CXMJ" RCPT, "rejected", "hold"},
        {GODADDY, "550 no IB504" RCPT, "speeding", "retry"},
        {GODADDY, "550 no IB506" RCPT, "rejected", "hold"},
        {GODADDY, "550 no IB510" RCPT, "speeding", "retry"},
        {GODADDY, "550 no IB113" RCPT, "blocked", "hold"},
        {"mx1.comcast.net", "452 4.1.1 <ann.lee@dest.example> too many recent messages" RCPT, "speeding", "retry"},
        {"smtp-18.iol.local", "550 no [smtp-41.iol.local; VIR_420]" MAIL, "rejected", "hold"},
        {"mx00.t-online.de", "550-(grey defer DKIMr) 550-Your IP: 192.0.2.9" DATA, "authfailure", "hold"},
        {"d1.ess.barracudanetworks.com", "422 License Expired" RCPT, "systemerror", "retry"},
        {"mx.dest.example", "521 5.3.2 Service currently unavailable" RCPT, "blocked", "hold"},
        {"mx.dest.example", "450 4.3.2 Service currently unavailable" RCPT, "systemerror", "retry"},
        {"mx.dest.example", "550 5.1.5 Recipient address reserved by RFC 2606" RCPT, "userunknown", "suppress"},
        {"mx.dest.example", "550 5.1.6 Recipient addresses in single label domains not accepted" RCPT, "userunknown",
         "suppress"},
        {"mx.poczta.interia.pl", "550 5.2.1 Mailbox not available" RCPT, "filtered", "review"},
        {"mx.poczta.interia.pl", "550 5.1.1 Account not found" RCPT, "userunknown", "suppress"},
    };
    check(ANSWERS, G_N_ELEMENTS(ANSWERS));
}

static void microsofts_numbers_are_about_who_sends(void)
{
    static const Answer ANSWERS[] = {
        {OFFICE, "550 5.7.501 Access denied, spam abuse detected" MAIL, "rejected", "hold"},
        {OFFICE, "550 5.7.502 the account is banned" RCPT, "rejected", "hold"},
        {OFFICE, "550 5.7.503" RCPT, "rejected", "hold"},
        {OFFICE, "550 5.7.510 this domain takes no mail over IPv6" RCPT, "blocked", "hold"},
        {OFFICE, "550 5.7.510" RCPT, "blocked", "hold"},
        {OFFICE, "550 5.7.705 Access denied, tenant has exceeded threshold" MAIL, "rejected", "hold"},
        {OFFICE, "550 5.7.705" MAIL, "rejected", "hold"},
        {OFFICE, "550 5.7.520 no forwards to the outside AS(7555)" RCPT, "policyviolation", "review"},
        {OFFICE, "550 5.4.1 <ann.lee@dest.example>: Recipient address rejected: Access denied" RCPT, "userunknown",
         "suppress"},
        {"mx.dest.example", "550 5.4.1 <ann.lee@dest.example>: Recipient address rejected: Access denied" RCPT,
         "policyviolation", "review"},
        {"mx.dest.example", "550 5.7.13" RCPT, "securityerror", "review"},
    };
    check(ANSWERS, G_N_ELEMENTS(ANSWERS));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxSettings settings = {0};
    nx_settings_add(&settings.own_domains, "sender.example", "test");
    nx_settings_add(&settings.own_mta, "mta.sender.example", "test");
    NxProblems *problems = nx_problems_new();
    library = nx_library_new(&settings, problems);
    reader = nx_reader_new(library, problems);
    judge = nx_judge_new(library, problems);
    nx_settings_clear(&settings);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    g_test_add_func("/judge/providers/no number of Spectrum's buries anybody", no_number_of_spectrums_buries_anybody);
    g_test_add_func("/judge/providers/Spectrum's numbers name the cause", spectrums_numbers_name_the_cause);
    g_test_add_func("/judge/providers/a page outranks the sentence", a_page_outranks_the_sentence);
    g_test_add_func("/judge/providers/QQ protects a mailbox that gets too much",
                    qq_protects_a_mailbox_that_gets_too_much);
    g_test_add_func("/judge/providers/a token outranks the sentence", a_token_outranks_the_sentence);
    g_test_add_func("/judge/providers/Microsoft's numbers are about who sends", microsofts_numbers_are_about_who_sends);
    int failed = g_test_run();
    nx_judge_free(judge);
    nx_reader_free(reader);
    nx_library_unref(library);
    nx_problems_free(problems);
    return failed;
}
