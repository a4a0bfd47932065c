/* Where a verdict is not what its code says by itself: what stood against the code, and why. */
#include "codes/article_store.h"
#include <nixie/text.h>

enum { QUOTE_BYTES = 160 };

static const char *label(const NxCodes *codes, const char *name, NxLang lang)
{
    return nx_words_label(codes->words, "label", name, lang);
}

static char *reason_text(const NxCodes *codes, NxReason reason, NxLang lang)
{
    const char *name = nx_reason_name(reason);
    return g_strdup_printf("%s (%s)", name, nx_words_label(codes->words, "reason", name, lang));
}

/* The words that decided, on one line; NULL if the rule looked at something else than words. */
static char *deciding_words(const NxReport *report, guint i, const NxVerdict *verdict)
{
    if (!report || i >= report->n_recipients || !verdict->match_len)
        return NULL;
    const NxRecipient *recipient = &report->recipients[i];
    const char *text = NULL;
    if (verdict->evidence == NX_EVIDENCE_DIAGNOSTIC)
        text = recipient->diagnostic;
    else if (verdict->evidence == NX_EVIDENCE_NOTE)
        text = recipient->note ? recipient->note : report->text;
    if (!text || (gsize)verdict->match_at + verdict->match_len > strlen(text))
        return NULL;
    g_autofree char *words = g_strndup(text + verdict->match_at, verdict->match_len);
    g_autofree char *line = nx_text_squeeze(words);
    return nx_safe_screen(line, -1, NX_SAFE_NONE, QUOTE_BYTES);
}

/* "5.2.1 by itself stands for ..."; of a reply what it means where no code stands beside it. */
static char *by_itself(const NxCodes *codes, const NxVerdict *verdict, NxReason plain, NxLang lang)
{
    char code[NX_STATUS_TEXT_SIZE];
    g_autofree char *reply = g_strdup_printf("%u", verdict->reply_code);
    g_autofree char *reason = reason_text(codes, plain, lang);
    const char *pattern = label(codes, plain == NX_REASON_UNDEFINED ? "by-itself-nothing" : "by-itself", lang);
    return nx_words_fill(pattern, "code", verdict->status.klass ? nx_status_text(verdict->status, code) : reply,
                         "reason", reason, NULL);
}

static char *what_decided(const NxCodes *codes, const NxReport *report, guint i, const NxVerdict *verdict, NxLang lang)
{
    g_autofree char *reason = reason_text(codes, verdict->reason, lang);
    g_autofree char *words = deciding_words(report, i, verdict);
    const char *provider = report && i < report->n_recipients ? report->recipients[i].provider : NULL;
    const char *pattern = "other-makes";
    if (verdict->rule_origin)
        pattern = words ? "rule-makes" : "rule-makes-plain";
    else if (provider && g_str_has_prefix(verdict->rule, "provider:"))
        pattern = "provider-makes";
    return nx_words_fill(label(codes, pattern, lang), "rule", verdict->rule, "reason", reason, "words",
                         words ? words : "", "provider",
                         provider ? nx_words_label(codes->words, "provider", provider, lang) : "", NULL);
}

/* What the code tables themselves say, and what is no failure, stands against no code. */
static gboolean is_plain(const NxVerdict *verdict)
{
    static const char *const PLAIN[] = {"code:", "subject:", "class:", "kind:"};
    for (guint i = 0; i < G_N_ELEMENTS(PLAIN) && !verdict->rule_origin; i++)
        if (g_str_has_prefix(verdict->rule, PLAIN[i]))
            return TRUE;
    return FALSE;
}

char *nx_codes_override(const NxCodes *codes, const NxReport *report, guint i, const NxVerdict *verdict,
                        const char *language)
{
    NxLang lang = nx_lang_parse(language);
    if (!verdict->rule || is_plain(verdict) || (!verdict->status.klass && !verdict->reply_code))
        return NULL;
    NxReason plain = verdict->status.klass ? nx_judge_code(codes->judge, verdict->status, NULL, NULL)
                                           : nx_judge_reply(codes->judge, verdict->reply_code);
    if (plain == verdict->reason)
        return NULL;
    g_autofree char *before = by_itself(codes, verdict, plain, lang);
    g_autofree char *after = what_decided(codes, report, i, verdict, lang);
    return g_strdup_printf("%s %s", before, after);
}
