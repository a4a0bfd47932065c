/* The page of one event: what decided, what follows from it, whether code and provider disagree, the words themselves,
 * and where to read on. */
#include "codes/markdown.h"
#include "codes/page.h"
#include "codes/title.h"
#include <nixie/text.h>
#include <string.h>

enum { TEXT_BYTES = 1500, SHOWN_BEFORE = 400 }; /* of the answer, at most; before the words that decided */

typedef struct {
    const NxCodes *codes;
    const NxDecided *event;
    NxLang lang;
    NxPageSetter *setter;
    const NxArticle *signature;
    NxEvidenceField field;
    guint at, len; /* the words that decided */
} Page;

static const char *label(const Page *page, const char *name)
{
    return nx_words_label(page->codes->words, "label", name, page->lang);
}

static const NxRecipient *recipient_of(const Page *page)
{
    const NxReport *report = page->event->report;
    return report && page->event->recipient < report->n_recipients ? &report->recipients[page->event->recipient] : NULL;
}

/* "- name: text", the text perhaps a link. */
static void put_line(const Page *page, const char *name, const char *link, const char *text)
{
    if (!text || !*text)
        return;
    g_autoptr(GArray) spans = nx_spans_new();
    nx_spans_add(spans, NX_STYLE_STRONG, name, -1, NULL);
    nx_spans_add(spans, NX_STYLE_STRONG, ":", -1, NULL);
    nx_spans_add(spans, NX_STYLE_PLAIN, " ", -1, NULL);
    if (link) {
        nx_spans_add(spans, NX_STYLE_LINK, link, -1, link);
        nx_spans_add(spans, NX_STYLE_PLAIN, " ", -1, NULL);
    }
    nx_spans_add(spans, NX_STYLE_PLAIN, text, -1, NULL);
    nx_page_put_item(page->setter, spans);
}

static char *code_name(const NxVerdict *verdict, char out[NX_STATUS_TEXT_SIZE])
{
    NxStatus status = nx_verdict_status(verdict);
    if (status.klass)
        nx_status_text(status, out);
    else
        g_snprintf(out, NX_STATUS_TEXT_SIZE, "%u", verdict->reply_code);
    return out;
}

static gboolean has_code(const NxVerdict *verdict)
{
    return nx_verdict_status(verdict).klass || verdict->reply_code;
}

/* ---- What decided ------------------------------------------------------------------------------------------------ */

static void put_decider(const Page *page)
{
    const NxVerdict *verdict = page->event->verdict;
    if (page->signature)
        put_line(page, label(page, "signature"), nx_article_name(page->signature), nx_article_title(page->signature));
    g_autofree char *rule = verdict->rule_origin ? g_strdup_printf("%s  (%s)", verdict->rule, verdict->rule_origin)
                                                 : g_strdup(verdict->rule);
    put_line(page, label(page, verdict->rule_origin ? "by-rule" : "by-table"), NULL, rule);
}

static void put_verdict(const Page *page)
{
    const NxVerdict *verdict = page->event->verdict;
    const char *reason = nx_reason_name(verdict->reason);
    g_autofree char *text =
        g_strdup_printf("%s, %s", nx_words_label(page->codes->words, "reason", reason, page->lang),
                        nx_words_label(page->codes->words, "class", nx_class_name(verdict->klass), page->lang));
    put_line(page, label(page, "verdict"), reason, text);
    const char *advice =
        page->event->advice ? page->event->advice
                            : nx_words_label(page->codes->words, "advice", nx_advice_name(verdict->advice), page->lang);
    put_line(page, label(page, "advice"), NULL, advice);
}

/* Whether code and provider, or code and words, disagree, and why. */
static void put_disagreement(const Page *page)
{
    const NxDecided *event = page->event;
    const NxRecipient *recipient = recipient_of(page);
    g_autofree char *over =
        nx_codes_override(page->codes, event->report, event->recipient, event->verdict, nx_lang_name(page->lang));
    put_line(page, label(page, "disagrees"), NULL, over);
    if (over || !recipient || !recipient->provider || !nx_verdict_status(event->verdict).klass)
        return;
    NxPartyCode party = {.status = nx_verdict_status(event->verdict)};
    g_strlcpy(party.provider, recipient->provider, sizeof party.provider);
    nx_status_text(party.status, party.code);
    g_autofree char *means = nx_codes_party_sentence(page->codes, &party, nx_lang_name(page->lang));
    put_line(page, label(page, "provider-says"), NULL, means);
}

static void put_decided(const Page *page)
{
    nx_page_put_heading(page->setter, nx_words_label(page->codes->words, "section", "decided", page->lang));
    put_decider(page);
    put_verdict(page);
    put_disagreement(page);
    put_line(page, label(page, "seen"), NULL, page->event->seen);
}

/* ---- The words --------------------------------------------------------------------------------------------------- */

static const char *text_of(const Page *page)
{
    const NxRecipient *recipient = recipient_of(page);
    if (!recipient)
        return NULL;
    if (page->field == NX_EVIDENCE_NOTE)
        return recipient->note ? recipient->note : page->event->report->text;
    return recipient->diagnostic;
}

static void add_piece(GArray *spans, NxStyle style, const char *text, gsize from, gsize to)
{
    if (from >= to)
        return;
    g_autofree char *piece = g_strndup(text + from, to - from);
    g_autofree char *line = g_strdup(piece);
    for (char *at = line; *at; at++)
        if (g_ascii_isspace(*at))
            *at = ' ';
    g_autofree char *safe = nx_safe_screen(line, -1, NX_SAFE_NONE, 0);
    nx_spans_add(spans, style, safe, -1, NULL);
}

/* On a character. */
static gsize aligned(const char *text, gsize at)
{
    while (at && (text[at] & 0xc0) == 0x80)
        at--;
    return at;
}

static void put_words(const Page *page)
{
    const char *text = text_of(page);
    gsize size = text ? strlen(text) : 0, at = page->at, len = page->len;
    if (!size)
        return;
    if (at + len > size)
        at = len = 0;
    gsize from = aligned(text, at > SHOWN_BEFORE ? at - SHOWN_BEFORE : 0);
    gsize to = aligned(text, MIN(size, MAX(from + TEXT_BYTES, at + len)));
    g_autoptr(GArray) spans = nx_spans_new();
    if (from)
        nx_spans_add(spans, NX_STYLE_DIM, "... ", -1, NULL);
    add_piece(spans, NX_STYLE_CODE, text, from, at);
    add_piece(spans, NX_STYLE_STRONG, text, at, at + len);
    add_piece(spans, NX_STYLE_CODE, text, at + len, to);
    if (to < size)
        nx_spans_add(spans, NX_STYLE_DIM, " ...", -1, NULL);
    nx_page_put_heading(page->setter, nx_words_label(page->codes->words, "section", "text", page->lang));
    nx_page_put_paragraph(page->setter, spans);
}

/* ---- Where to read on -------------------------------------------------------------------------------------------- */

static void put_page(const Page *page, const char *name)
{
    const NxArticle *article = nx_codes_find(page->codes, name, nx_lang_name(page->lang));
    if (!article)
        return;
    g_autoptr(GArray) spans = nx_spans_new();
    nx_spans_add(spans, NX_STYLE_LINK, nx_article_name(article), -1, nx_article_name(article));
    nx_spans_add(spans, NX_STYLE_PLAIN, " ", -1, NULL);
    nx_spans_add(spans, NX_STYLE_PLAIN, nx_article_title(article), -1, NULL);
    nx_page_put_item(page->setter, spans);
}

static void put_pages(const Page *page)
{
    char code[NX_STATUS_TEXT_SIZE];
    const NxVerdict *verdict = page->event->verdict;
    const NxRecipient *recipient = recipient_of(page);
    nx_page_put_heading(page->setter, nx_words_label(page->codes->words, "section", "pages", page->lang));
    if (page->signature)
        put_page(page, nx_article_name(page->signature));
    put_page(page, nx_reason_name(verdict->reason));
    if (recipient && recipient->provider)
        put_page(page, recipient->provider);
    if (has_code(verdict))
        put_page(page, code_name(verdict, code));
}

/* The page whose advice stands first, and whose own sections come last. */
static const NxArticle *leading(const Page *page)
{
    if (page->signature)
        return page->signature;
    return nx_codes_find(page->codes, nx_reason_name(page->event->verdict->reason), nx_lang_name(page->lang));
}

NxPage *nx_codes_event_page(const NxCodes *codes, const NxDecided *event, const char *language, guint width)
{
    Page page = {.codes = codes, .event = event, .lang = nx_lang_parse(language)};
    page.signature = nx_codes_signature(codes, event->report, event->recipient, event->verdict, language, &page.field,
                                        &page.at, &page.len);
    if (!page.len && event->verdict->match_len) {
        page.field = event->verdict->evidence == NX_EVIDENCE_NOTE ? NX_EVIDENCE_NOTE : NX_EVIDENCE_DIAGNOSTIC;
        page.at = event->verdict->match_at;
        page.len = event->verdict->match_len;
    }
    const NxArticle *article = leading(&page);
    page.setter = nx_page_begin(width);
    nx_page_put_title(page.setter, nx_article_title(article));
    static const char *const FIRST[] = {"first", NULL}, *const REST[] = {"meaning", "steps", "contact", "sender", NULL};
    nx_page_put_sections(page.setter, codes, article, page.lang, FIRST);
    put_decided(&page);
    put_words(&page);
    nx_page_put_sections(page.setter, codes, article, page.lang, REST);
    put_pages(&page);
    return nx_page_end(page.setter);
}
