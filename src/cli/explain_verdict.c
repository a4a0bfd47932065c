/* What decided, with what confidence, and in short the pages that it leads to: the signature, and the code or reason.
 */
#include "cli/explain_verdict.h"
#include "cli/answer.h"
#include "cli/language.h"
#include "cli/why.h"

enum {
    MOST_RECIPIENTS = 20,
    SHORT_WIDTH = 76,
};

/* What only a mailbox can settle: of pasted text nobody can know it. */
static const NxDoubt OF_MAILBOXES = NX_DOUBT_NO_OWN | NX_DOUBT_ORIGIN | NX_DOUBT_PROOF | NX_DOUBT_ADDRESS |
                                    NX_DOUBT_SOURCE | NX_DOUBT_FORWARDED | NX_DOUBT_FANOUT;

typedef struct {
    NxApp *app;
    const NxReport *report;
    guint i;
    NxVerdict verdict;
    NxArticleFormat format;
    const NxArticle *signature; /* NULL: none */
    const NxArticle *page;      /* of the code, else of the reason */
} Explained;

static const NxArticle *page_of(NxApp *app, const NxVerdict *verdict)
{
    char code[NX_STATUS_TEXT_SIZE];
    if (verdict->status.klass)
        return nx_codes_find(nx_app_codes(app), nx_status_text(verdict->status, code), nx_language());
    return nx_codes_find(nx_app_codes(app), nx_reason_name(verdict->reason), nx_language());
}

static void say_short(const Explained *self, const NxArticle *article)
{
    gboolean markdown = self->format == NX_ARTICLE_MARKDOWN;
    NxPage *page = nx_article_render_short(nx_app_codes(self->app), article, nx_language(), SHORT_WIDTH);
    nx_say("%s", "");
    for (guint i = 0; i < page->lines->len; i++) {
        const GArray *spans = page->lines->pdata[i];
        g_autoptr(GString) line = g_string_new(NULL);
        for (guint s = 0; s < spans->len; s++)
            g_string_append(line, g_array_index(spans, NxSpan, s).text);
        gboolean heading = i == 0 || (spans->len && g_array_index(spans, NxSpan, 0).style == NX_STYLE_HEADING);
        nx_say("%s%s", markdown ? (i == 0 ? "## " : heading ? "### " : "") : line->len ? "    " : "", line->str);
    }
    nx_page_free(page);
}

static void say_field(const Explained *self, const char *title, const char *text)
{
    if (self->format == NX_ARTICLE_TEXT)
        nx_say_field(title, text);
    else if (text && *text)
        nx_say("- **%s:** %s", title, text);
}

/* Which signature it bears; what is known instead. */
static char *signature_text(const Explained *self)
{
    if (self->signature)
        return g_strdup_printf("%s  %s", nx_article_name(self->signature), nx_article_title(self->signature));
    return g_strdup(self->verdict.rule_origin ? nx_tr("none is known; a rule knows the wording")
                                              : nx_tr("none is known; the code alone decides"));
}

static void say_verdict(const Explained *self)
{
    char code[NX_STATUS_TEXT_SIZE];
    const NxVerdict *verdict = &self->verdict;
    const NxRecipient *recipient = self->i < self->report->n_recipients ? &self->report->recipients[self->i] : NULL;
    g_autofree char *reply = verdict->reply_code ? g_strdup_printf("%u", verdict->reply_code) : NULL;
    g_autofree char *reason =
        g_strdup_printf("%s (%s)", nx_tr(nx_reason_label(verdict->reason)), nx_reason_name(verdict->reason));
    g_autofree char *signature = signature_text(self);
    g_autofree char *against = nx_judge_contradiction(nx_app_judge(self->app), self->report, self->i, NULL);
    g_autofree char *why = nx_codes_override(nx_app_codes(self->app), self->report, self->i, verdict, nx_language());
    g_autofree char *rule = verdict->rule_origin ? g_strdup_printf("%s  (%s)", verdict->rule, verdict->rule_origin)
                                                 : g_strdup(verdict->rule ? verdict->rule : "-");
    const struct {
        const char *title, *text;
    } fields[] = {
        {nx_tr("recipient"), self->report->n_recipients > 1 && recipient ? recipient->recipient : NULL},
        {nx_tr("signature"), signature},
        {nx_tr("reason"), reason},
        {nx_tr("class"), nx_class_name(verdict->klass)},
        {nx_tr("advice"), nx_tr(nx_advice_name(verdict->advice))},
        {nx_tr("status"), nx_status_text(verdict->status, code)},
        {nx_tr("reply code"), reply},
        {nx_tr("provider"), recipient ? recipient->provider : NULL},
        {nx_tr("rule"), rule},
        {nx_tr("about"), nx_about_label(verdict->about) ? nx_tr(nx_about_label(verdict->about)) : NULL},
        {nx_tr("why"), why},
        {nx_tr("against"), against},
    };
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        say_field(self, fields[i].title, fields[i].text);
    if (self->format == NX_ARTICLE_TEXT)
        nx_say_confidence(verdict->confidence, verdict->doubts & ~OF_MAILBOXES);
    else
        say_field(self, nx_tr("confidence"), nx_tr(nx_confidence_name(verdict->confidence)));
}

static void add_member(GString *answer, const char *name, const char *value)
{
    nx_json_text(answer, name, value && *value ? value : NULL);
}

static void write_json(const Explained *self, const char *text)
{
    char code[NX_STATUS_TEXT_SIZE];
    const NxVerdict *verdict = &self->verdict;
    const NxRecipient *recipient = self->i < self->report->n_recipients ? &self->report->recipients[self->i] : NULL;
    g_autofree char *reply = verdict->reply_code ? g_strdup_printf("%u", verdict->reply_code) : NULL;
    g_autofree char *why = nx_codes_override(nx_app_codes(self->app), self->report, self->i, verdict, nx_language());
    GString *answer = nx_answer_new();
    add_member(answer, "text", text);
    add_member(answer, "status", nx_status_text(verdict->status, code));
    add_member(answer, "reply_code", reply);
    add_member(answer, "reason", nx_reason_name(verdict->reason));
    add_member(answer, "class", nx_class_name(verdict->klass));
    add_member(answer, "suggested", nx_advice_name(verdict->advice));
    add_member(answer, "confidence", nx_confidence_name(verdict->confidence));
    add_member(answer, "rule", verdict->rule);
    add_member(answer, "about", nx_about_name(verdict->about));
    add_member(answer, "override", why);
    add_member(answer, "article", self->page ? nx_article_name(self->page) : NULL);
    add_member(answer, "provider", recipient ? recipient->provider : NULL);
    add_member(answer, "signature", self->signature ? nx_article_name(self->signature) : NULL);
    nx_answer_put(answer);
}

static void explain_recipient(NxApp *app, const NxReport *report, guint i, const char *text, NxArticleFormat format)
{
    Explained self = {.app = app, .report = report, .i = i, .format = format};
    nx_judge_event(nx_app_judge(app), report, i, &self.verdict);
    self.page = page_of(app, &self.verdict);
    self.signature = nx_codes_signature(nx_app_codes(app), report, i, &self.verdict, nx_language(), NULL, NULL, NULL);
    if (format == NX_ARTICLE_JSON) {
        write_json(&self, text);
        return;
    }
    if (i > 0)
        nx_say("%s", "");
    say_verdict(&self);
    if (self.signature)
        say_short(&self, self.signature);
    if (self.page)
        say_short(&self, self.page);
}

void nx_explain_report(NxApp *app, const NxReport *report, const char *text, NxArticleFormat format)
{
    guint n = CLAMP(report->n_recipients, 1, MOST_RECIPIENTS);
    for (guint i = 0; i < n; i++)
        explain_recipient(app, report, i, text, format);
}
