/* Signatures: what is wrong in a file is named with file and line; ours are whole, and each of their texts is known
 * again. */
#include "codes/signatures.h"
#include "judge/rules.h"
#include <nixie/codes.h>
#include <nixie/nixie.h>
#include <string.h>

static struct {
    NxLibrary *library;
    NxJudge *judge;
    NxRules *rules;
    NxSignatures *ours;
    NxCodes *codes;
    char **complaints;
} shared;

/* ---- Files ------------------------------------------------------------------------------------------------------- */

#define HEAD "providers = google\ntitle.en = A\ntitle.de = A\n[signature one]\n"
#define LOOKED "token = (S1234)\ntext = 550 no (S1234)\n"
#define WHO "who = sender\nsure = sure\n"
#define ENGLISH "title.en = T\nmeans.en = M\ndo.en = D\n"
#define GERMAN "title.de = T\nmeans.de = M\ndo.de = D\n"
#define SOURCE "source = A friend\nchecked = 2026-11-30\n"
#define WHOLE HEAD LOOKED WHO ENGLISH GERMAN SOURCE

static GPtrArray *read_text(const char *text, NxSignatureParty **party, char ***complaints)
{
    GPtrArray *all = g_ptr_array_new_with_free_func(nx_signature_free);
    NxProblems *problems = nx_problems_new();
    NxDataFile file = {.name = (char *)"a.signatures",
                       .origin = (char *)"a.signatures",
                       .bytes = g_bytes_new_static(text, strlen(text))};
    *party = nx_signatures_read(&file, all, problems);
    *complaints = nx_problems_take(problems);
    nx_problems_free(problems);
    g_bytes_unref(file.bytes);
    return all;
}

static const struct {
    const char *text, *complaint; /* NULL: it is whole */
} FILES[] = {
    {WHOLE, NULL},
    {WHOLE "[signature one]\n" LOOKED WHO ENGLISH GERMAN SOURCE, "a.signatures:17: there is another signature a/one"},
    {HEAD LOOKED WHO ENGLISH GERMAN "checked = 2026-11-30\n", "a.signatures:4: a/one has no source"},
    {HEAD LOOKED WHO ENGLISH GERMAN "source = A friend\n", "a.signatures:4: a/one has no checked"},
    {HEAD LOOKED WHO ENGLISH GERMAN "source = A\nchecked = 2026-02-30\n",
     "a.signatures:16: no date (2026-11-30): 2026-02-30"},
    {HEAD LOOKED WHO ENGLISH GERMAN "source = A\nchecked = 2026-2-30\n",
     "a.signatures:16: no date (2026-11-30): 2026-2-30"},
    {HEAD LOOKED WHO ENGLISH SOURCE, "a.signatures:4: a/one has no title.de"},
    {WHOLE "do.de = E\n", "a.signatures:4: a/one says more in one language than in the other"},
    {WHOLE "not.en = E\n", "a.signatures:4: a/one says more in one language than in the other"},
    {HEAD LOOKED "who = me\nsure = sure\n" ENGLISH GERMAN SOURCE, "a.signatures:7: who cannot be me"},
    {HEAD "text = x\n" WHO ENGLISH GERMAN SOURCE, "a.signatures:4: a/one has no token"},
    {WHOLE "token = (1)\n", "a.signatures:17: no text to look for: (1)"},
    {WHOLE "means.en = **x\n", "a.signatures:17: ** is not closed"},
    {WHOLE "codes = 5.7.649-606\n", "a.signatures:17: no code: 5.7.649-606"},
    {WHOLE "text = a `b` c\n", "a.signatures:17: a ` cannot stand here: the page puts them around it"},
    {WHOLE "colour = red\n", "a.signatures:17: signatures know no key \"colour\""},
    {"colour = red\n" WHOLE, "a.signatures:1: signatures know no key \"colour\""},
    {WHOLE "[signature A B]\n", "a.signatures:17: a section is written [signature ID], in small letters and digits"},
};

static void test_files(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_auto(GStrv) complaints = NULL;
        NxSignatureParty *party;
        g_autoptr(GPtrArray) all = read_text(FILES[i].text, &party, &complaints);
        g_assert_cmpstr(complaints[0], ==, FILES[i].complaint);
        if (!FILES[i].complaint)
            g_assert_cmpuint(all->len, ==, 1);
        nx_signature_party_free(party);
    }
}

/* ---- Marks ------------------------------------------------------------------------------------------------------- */

static const struct {
    const char *mark, *text;
    gboolean found;
} MARKS[] = {
    {"token = (S1234)", "550 5.7.1 on our list (S1234).", TRUE},
    {"token = (S1234)", "550 5.7.1 on our list (S12345).", FALSE},
    {"token = AUP#1310", "550 refused. aup#1310", TRUE},
    {"token = AUP#1310", "550 refused. AUP#13101", FALSE},
    {"token = OFR*_506", "550 5.7.1 OFR_506", TRUE},
    {"token = OFR*_506", "550 5.7.1 OFR006_506 [506]", TRUE},
    {"token = OFR*_506", "550 5.7.1 OFR 1_506", FALSE},
    {"token = OFR*_506", "550 5.7.1 OFR_5061", FALSE},
    {"token = messages from ... on our block list", "550-Messages from [192.0.2.1] are\r\n550 on our block list", TRUE},
    {"token = messages from ... on our block list", "550 on our block list are messages from you", FALSE},
};

static void test_marks(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(MARKS); i++) {
        g_auto(GStrv) complaints = NULL;
        g_autofree char *file = g_strconcat(HEAD, MARKS[i].mark, "\ntext = x\n" WHO ENGLISH GERMAN SOURCE, NULL);
        NxSignatureParty *party;
        g_autoptr(GPtrArray) all = read_text(file, &party, &complaints);
        g_assert_cmpstr(complaints[0], ==, NULL);
        const NxSignature *one = all->pdata[0];
        NxSignatureText seen;
        guint at, len;
        nx_signature_text_init(&seen, MARKS[i].text);
        if (nx_signature_mark_find(one->marks->pdata[0], &seen, &at, &len) != MARKS[i].found)
            g_error("%s in %s", MARKS[i].mark, MARKS[i].text);
        nx_signature_text_clear(&seen);
        nx_signature_party_free(party);
    }
}

/* ---- Ours -------------------------------------------------------------------------------------------------------- */

static void test_ours_are_whole(void)
{
    for (char **at = shared.complaints; *at; at++)
        g_test_message("%s", *at);
    g_assert_null(shared.complaints[0]);
    g_assert_cmpuint(nx_signatures_count(shared.ours), >, 0);
}

static NxSpoken said_by(const NxSignature *signature, const char *text)
{
    NxSpoken said = {.text = text, .provider = signature->party->providers[0], .mailer = signature->party->mailers[0]};
    nx_status_find(text, -1, &said.status, NULL, NULL);
    said.reply = nx_reply_find(text, -1, NULL);
    return said;
}

static void test_their_texts_are_known_again(void)
{
    guint bad = 0;
    for (guint i = 0; i < nx_signatures_count(shared.ours); i++) {
        const NxSignature *signature = nx_signatures_at(shared.ours, i);
        for (guint j = 0; j < signature->texts->len; j++) {
            NxSpoken said = said_by(signature, signature->texts->pdata[j]);
            const NxSignature *found = nx_signatures_said(shared.ours, &said, NULL, NULL);
            if (found == signature)
                continue;
            g_test_message("%s:%u: %s is taken for %s: %s", signature->origin, signature->line, signature->name,
                           found ? found->name : "nothing", said.text);
            bad++;
        }
    }
    g_assert_cmpuint(bad, ==, 0);
}

/* The verdict on a text of a signature, had its party written it. */
static NxAdviceKind advice_on(const NxSpoken *said)
{
    NxRecipient recipient = {.kind = NX_KIND_BOUNCE,
                             .action = NX_ACTION_FAILED,
                             .diagnostic = said->text,
                             .provider = said->provider,
                             .mailer = said->mailer,
                             .reply_code = said->reply,
                             .diagnostic_status = said->status,
                             .recipient = "user@example.org",
                             .key = "user@example.org"};
    NxReport report = {.kind = NX_KIND_BOUNCE, .recipients = &recipient, .n_recipients = 1};
    NxVerdict verdict;
    nx_judge_event(shared.judge, &report, 0, &verdict);
    return verdict.advice;
}

/* Who has to act is nobody on the list: then the address must not go. */
static void test_nobody_is_suppressed_whom_others_have_to_help(void)
{
    guint bad = 0;
    for (guint i = 0; i < nx_signatures_count(shared.ours); i++) {
        const NxSignature *signature = nx_signatures_at(shared.ours, i);
        for (guint j = 0; j < signature->texts->len; j++) {
            NxSpoken said = said_by(signature, signature->texts->pdata[j]);
            NxAdviceKind advice = advice_on(&said);
            gboolean list = signature->actor == NX_ACTOR_LIST;
            if (list ? advice == NX_ADVICE_SUPPRESS || advice == NX_ADVICE_REVIEW : advice != NX_ADVICE_SUPPRESS)
                continue;
            g_test_message("%s:%u: %s is for %s, and the advice is %s: %s", signature->origin, signature->line,
                           signature->name, nx_actor_name(signature->actor), nx_advice_name(advice), said.text);
            bad++;
        }
    }
    g_assert_cmpuint(bad, ==, 0);
}

static const NxRule *rule_of(const char *id)
{
    for (guint i = 0; i < nx_rules_count(shared.rules); i++)
        if (strcmp(nx_rules_at(shared.rules, i)->id, id) == 0)
            return nx_rules_at(shared.rules, i);
    return NULL;
}

static void test_their_rules_are_there(void)
{
    for (guint i = 0; i < nx_signatures_count(shared.ours); i++) {
        const NxSignature *signature = nx_signatures_at(shared.ours, i);
        for (char **id = signature->rules; *id; id++)
            if (!rule_of(*id))
                g_error("%s:%u: %s: no rule %s", signature->origin, signature->line, signature->name, *id);
    }
}

static gboolean has_signature(const char *rule)
{
    for (guint i = 0; i < nx_signatures_count(shared.ours); i++)
        if (g_strv_contains((const char *const *)nx_signatures_at(shared.ours, i)->rules, rule))
            return TRUE;
    return FALSE;
}

static void test_rules_of_a_party_have_a_signature(void)
{
    guint bad = 0;
    for (guint i = 0; i < nx_rules_count(shared.rules); i++) {
        const NxRule *rule = nx_rules_at(shared.rules, i);
        if (rule->kind != NX_RULE_REASON || !(rule->providers->len + rule->mailers->len) || has_signature(rule->id))
            continue;
        g_test_message("%s:%u: rule %s has no signature", rule->origin, rule->line, rule->id);
        bad++;
    }
    g_assert_cmpuint(bad, ==, 0);
}

/* A link anywhere on their pages leads to a page. */
static void test_their_links_lead_somewhere(void)
{
    for (guint i = 0; i < nx_signatures_count(shared.ours); i++)
        for (guint lang = 0; lang < NX_N_LANGS; lang++) {
            const char *name = nx_signatures_at(shared.ours, i)->name;
            const NxArticle *article = nx_codes_find(shared.codes, name, nx_lang_name(lang));
            g_assert_nonnull(article);
            NxPage *page = nx_article_render(shared.codes, article, nx_lang_name(lang), 80);
            for (guint j = 0; j < page->lines->len; j++) {
                const GArray *line = page->lines->pdata[j];
                for (guint k = 0; k < line->len; k++) {
                    const char *link = g_array_index(line, NxSpan, k).link;
                    if (link && !nx_codes_find(shared.codes, link, nx_lang_name(lang)))
                        g_error("%s: no page %s", name, link);
                }
            }
            for (const char *const *at = nx_article_related(article); *at; at++)
                if (!nx_codes_find(shared.codes, *at, nx_lang_name(lang)))
                    g_error("%s: no page %s", name, *at);
            nx_page_free(page);
        }
}

static gboolean is_contact(const char *text)
{
    return g_str_has_prefix(text, "https://") || (strchr(text, '@') && !strpbrk(text, " /<>")) ||
           g_str_has_prefix(text, "http://");
}

static void test_contacts_are_pages_or_addresses(void)
{
    for (guint i = 0; i < nx_signatures_count(shared.ours); i++) {
        const NxSignature *signature = nx_signatures_at(shared.ours, i);
        for (guint j = 0; j < signature->contacts->len; j++)
            if (!is_contact(signature->contacts->pdata[j]))
                g_error("%s: no page and no address: %s", signature->name, (char *)signature->contacts->pdata[j]);
    }
}

/* What somebody types leads to one page. */
static void test_a_token_has_one_page(void)
{
    guint bad = 0;
    for (guint i = 0; i < nx_signatures_count(shared.ours); i++) {
        const NxSignature *signature = nx_signatures_at(shared.ours, i);
        for (guint j = 0; j < signature->marks->len; j++) {
            const NxSignatureMark *mark = signature->marks->pdata[j];
            g_autoptr(GPtrArray) found = nx_signatures_typed(shared.ours, mark->written, NX_TYPED_TOKEN);
            if (!mark->token || strstr(mark->written, "...") || (found->len && found->pdata[0] == signature))
                continue;
            g_test_message("%s and %s have the token %s", signature->name,
                           found->len ? ((const NxSignature *)found->pdata[0])->name : "nobody", mark->written);
            bad++;
        }
    }
    g_assert_cmpuint(bad, ==, 0);
}

static void set_up(void)
{
    NxSettings settings = {0};
    NxProblems *problems = nx_problems_new();
    shared.library = nx_library_new(&settings, NULL);
    shared.judge = nx_judge_new(shared.library, NULL);
    shared.rules = nx_rules_new(shared.library, NULL);
    shared.ours = nx_signatures_new(shared.library, problems);
    shared.codes = nx_codes_new(shared.library, shared.judge, NULL);
    shared.complaints = nx_problems_take(problems);
    nx_problems_free(problems);
}

static void tear_down(void)
{
    g_strfreev(shared.complaints);
    nx_codes_free(shared.codes);
    nx_signatures_free(shared.ours);
    nx_rules_free(shared.rules);
    nx_judge_free(shared.judge);
    nx_library_unref(shared.library);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    set_up();
    g_test_add_func("/codes/signatures/what-is-wrong-in-a-file-is-named", test_files);
    g_test_add_func("/codes/signatures/texts-stand-as-whole-words", test_marks);
    g_test_add_func("/codes/signatures/ours-are-whole", test_ours_are_whole);
    g_test_add_func("/codes/signatures/their-texts-are-known-again", test_their_texts_are_known_again);
    g_test_add_func("/codes/signatures/nobody-is-suppressed-whom-others-have-to-help",
                    test_nobody_is_suppressed_whom_others_have_to_help);
    g_test_add_func("/codes/signatures/their-rules-are-there", test_their_rules_are_there);
    g_test_add_func("/codes/signatures/rules-of-a-party-have-a-signature", test_rules_of_a_party_have_a_signature);
    g_test_add_func("/codes/signatures/their-links-lead-somewhere", test_their_links_lead_somewhere);
    g_test_add_func("/codes/signatures/contacts-are-pages-or-addresses", test_contacts_are_pages_or_addresses);
    g_test_add_func("/codes/signatures/a-token-has-one-page", test_a_token_has_one_page);
    int failed = g_test_run();
    tear_down();
    return failed;
}
