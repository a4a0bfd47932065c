/* Verdict, advice, why, history, fields and the returned message, in the order in which they are read. */
#include "tui/views/detail_text.h"
#include "tui/inspector.h"
#include "tui/keymap.h"

#define LABEL 18 /* where values begin */
#define WORD 10  /* where the sentences begin */

typedef struct {
    NxInspector *in;
    NxRichText *page;
    const NxEvent *event;
    guint32 number;
    const NxMessage *message;
    const NxRecipient *recipient; /* NULL: the message names nobody, or cannot be read */
    const NxRecall *recall;
    NxVerdict verdict;
    NxAdvice advice;
    guint right; /* where the second column of fields begins; 0: there is none */
} Writer;

/* ---- Fields ------------------------------------------------------------------------------------------------------ */
static void label(Writer *w, guint col, const char *name)
{
    nx_rich_text_tab(w->page, col);
    nx_rich_text_put(w->page, NX_LOOK_LABEL, name);
}

/* Cut to `width` cells, so that the column beside it stays where it is. */
static void value(Writer *w, guint col, guint width, const char *text)
{
    g_autofree char *safe = nx_safe_screen(text, -1, w->in->ascii ? NX_SAFE_ASCII : NX_SAFE_NONE, 0),
                    *cut = nx_cut(safe, width, width / 3, w->in->ascii);
    nx_rich_text_tab(w->page, col);
    nx_rich_text_put(w->page, NX_LOOK_TEXT, cut);
}

/* One field at the left; empty ones are left out. */
static void field(Writer *w, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    label(w, 1, name);
    nx_rich_text_tab(w->page, LABEL + 1);
    nx_rich_text_wrap(w->page, NX_LOOK_TEXT, LABEL + 1, text);
    nx_rich_text_end(w->page);
}

/* Two fields beside each other where there is room. */
static void pair(Writer *w, const char *name, const char *text, const char *name2, const char *text2)
{
    guint width = nx_rich_text_width(w->page);
    if (w->right == 0 || !text2 || !*text2) {
        field(w, name, text);
        field(w, name2, text2);
        return;
    }
    if (text && *text) {
        label(w, 1, name);
        value(w, LABEL + 1, w->right - LABEL - 3, text);
    }
    guint at = w->right + MAX(nx_cells(name2, -1) + 2, 12);
    label(w, w->right, name2);
    if (at < width)
        value(w, at, width - at, text2);
    nx_rich_text_end(w->page);
}

static char *typed(const char *type, const char *address)
{
    if (!address)
        return NULL;
    return type ? g_strdup_printf("%s; %s", type, address) : g_strdup(address);
}

static void write_place(Writer *w, const char *name, const char *text)
{
    const NxReport *report = w->message->report;
    const NxMailbox *mailbox = nx_catalog_mailbox(w->in->model->catalog, w->event->mailbox);
    g_autofree char *where = nx_mailbox_place_name(mailbox, &w->event->place, NX_PLACE_INSIDE);
    GString *place = g_string_new(where);
    if (report && report->part > 0) {
        g_string_append(place, "  ");
        g_string_append_printf(place, nx_tr("part %u of %u"), report->part, report->parts);
    }
    pair(w, name, text, nx_tr("message"), place->str);
    g_string_free(place, TRUE);
}

static void write_status(Writer *w)
{
    const NxRecipient *recipient = w->recipient;
    char code[NX_STATUS_TEXT_SIZE];
    nx_status_text(recipient->status, code);
    g_autofree char *text =
        g_strdup_printf("%s / %s", recipient->action_raw ? recipient->action_raw : "-", *code ? code : "-");
    pair(w, "Action / Status", text, "Remote-MTA", w->event->remote_mta);
}

static void mark_words(Writer *w, const char *name, const char *prefix, const char *text, NxEvidenceField evidence)
{
    if (!text || !*text)
        return;
    label(w, 1, name);
    nx_rich_text_tab(w->page, LABEL + 1);
    if (prefix) {
        nx_rich_text_put(w->page, NX_LOOK_TEXT, prefix);
        nx_rich_text_put(w->page, NX_LOOK_TEXT, "; ");
    }
    gboolean decided = w->verdict.evidence == evidence;
    guint at = decided ? w->verdict.match_at : 0, len = decided ? w->verdict.match_len : 0;
    nx_rich_text_wrap_marked(w->page, NX_LOOK_TEXT, LABEL + 1, text, at, len, NX_LOOK_EVIDENCE);
    nx_rich_text_end(w->page);
}

static void write_fields(Writer *w)
{
    const NxRecipient *recipient = w->recipient;
    const NxReport *report = w->message->report;
    g_autofree char *arrived = nx_time_local(w->event->arrived, "%Y-%m-%d %H:%M:%S %z");
    g_autofree char *when = g_strdup_printf("%s   %s", arrived, nx_tr(nx_origin_name(w->event->origin)));
    g_autofree char *final = recipient ? typed(recipient->final_type, recipient->final_recipient) : NULL;
    g_autofree char *original = recipient ? typed(recipient->original_type, recipient->original_recipient) : NULL;
    if (final)
        write_place(w, "Final-Recipient", final);
    else
        write_place(w, nx_tr("Recipient"), w->event->recipient ? w->event->recipient : nx_tr("(nobody)"));
    pair(w, "Original-Rcpt", original, nx_tr("arrived"), when);
    if (recipient) {
        write_status(w);
        mark_words(w, "Diagnostic-Code", recipient->diagnostic_type, recipient->diagnostic, NX_EVIDENCE_DIAGNOSTIC);
        mark_words(w, nx_tr("Notice"), NULL, recipient->note, NX_EVIDENCE_NOTE);
    }
    pair(w, "Reporting-MTA", report->reporting_mta, nx_tr("written by"), w->event->mailer);
}

/* ---- Sentences --------------------------------------------------------------------------------------------------- */
static void sentence(Writer *w, const char *word, NxLook look, const char *text)
{
    if (!text || !*text)
        return;
    nx_rich_text_tab(w->page, 1);
    nx_rich_text_put(w->page, NX_LOOK_LABEL, word);
    nx_rich_text_tab(w->page, WORD);
    nx_rich_text_wrap(w->page, look, WORD, text);
    nx_rich_text_end(w->page);
}

static void write_verdict(Writer *w)
{
    const NxVerdict *verdict = &w->verdict;
    char code[NX_STATUS_TEXT_SIZE];
    nx_rich_text_tab(w->page, 1);
    nx_rich_text_put(w->page, NX_LOOK_LABEL, nx_tr("VERDICT"));
    nx_rich_text_tab(w->page, WORD);
    const char *klass = nx_event_class_word(w->event), *reason = nx_tr(nx_reason_label(verdict->reason));
    if (!g_str_equal(klass, reason)) /* a complaint is one */
        nx_rich_text_printf(w->page, NX_LOOK_STRONG, "%s, ", klass);
    nx_rich_text_printf(w->page, NX_LOOK_STRONG, "%s, %s ", reason,
                        nx_tr(nx_confidence_name(w->advice.suggestion.confidence)));
    if (verdict->rule) {
        nx_rich_text_tab(w->page, MIN(nx_rich_text_width(w->page) / 2, 44));
        nx_rich_text_printf(w->page, NX_LOOK_TEXT, "%s  %s", nx_tr("rule"), verdict->rule);
        if (verdict->rule_origin && g_str_has_prefix(verdict->rule_origin, "user:"))
            nx_rich_text_printf(w->page, NX_LOOK_TEXT, " (%s)", verdict->rule_origin);
    }
    nx_rich_text_end(w->page);
    NxStatus status = nx_verdict_status(verdict);
    if (status.klass > 0) {
        nx_rich_text_tab(w->page, WORD);
        g_autofree char *text =
            g_strdup_printf("%s  %s%s   %s", nx_status_text(status, code),
                            nx_codes_title(w->in->start->codes, status, w->in->article_language),
                            verdict->status.klass > 0 ? "" : nx_tr("  (inferred)"), nx_tr("c explains"));
        nx_rich_text_wrap(w->page, NX_LOOK_DIM, WORD, text);
        nx_rich_text_end(w->page);
    }
}

/* Who wrote it, and the signature that it bears. */
static void write_signature(Writer *w)
{
    const NxArticle *signature = nx_codes_signature(w->in->start->codes, w->message->report, w->event->ordinal,
                                                    &w->verdict, w->in->article_language, NULL, NULL, NULL);
    const NxArticle *provider =
        w->event->provider ? nx_codes_find(w->in->start->codes, w->event->provider, w->in->article_language) : NULL;
    g_autofree char *text =
        g_strdup_printf("%s%s%s%s%s", provider ? nx_article_title(provider) : "", provider && signature ? "   " : "",
                        signature ? nx_article_name(signature) : "", signature ? "  " : "",
                        signature ? nx_article_title(signature) : "");
    if (!*text)
        return;
    nx_rich_text_tab(w->page, WORD);
    nx_rich_text_wrap(w->page, NX_LOOK_DIM, WORD, text);
    nx_rich_text_end(w->page);
}

static void drop_kind(GPtrArray *points, NxPointKind kind)
{
    for (guint i = points->len; i > 0; i--)
        if (((const NxPoint *)points->pdata[i - 1])->kind == kind)
            g_ptr_array_remove_index(points, i - 1);
}

/* What overrides the code is said with its rule: then that the text says something else is said already. */
static void write_against(Writer *w)
{
    GPtrArray *against = w->advice.against;
    g_autofree char *over = nx_codes_override(w->in->start->codes, w->message->report, w->event->ordinal, &w->verdict,
                                              w->in->start->language);
    sentence(w, "", NX_LOOK_TEXT, over);
    gboolean nothing = against->len == 0;
    if (over)
        drop_kind(against, NX_POINT_TEXT);
    g_autofree char *text = nothing ? g_strdup(nx_tr("nothing.")) : nx_points_text(against);
    g_autofree char *line = text ? g_strdup_printf(nx_tr("Against it: %s"), text) : NULL;
    sentence(w, "", NX_LOOK_TEXT, line);
}

static void write_why(Writer *w)
{
    g_autofree char *cut = nx_cuts_text(w->message->report->cuts);
    sentence(w, nx_tr("CUT"), NX_LOOK_ERROR, cut);
    g_autofree char *why = nx_points_text(w->advice.reasons);
    sentence(w, nx_tr("WHY"), NX_LOOK_TEXT, why);
    write_against(w);
    for (guint i = 0; i < w->advice.doubts->len; i++) {
        const NxPoint *doubt = w->advice.doubts->pdata[i];
        g_autofree char *line = g_strdup_printf(nx_tr("Not certain: %s"), doubt->sentence);
        sentence(w, "", NX_LOOK_DIM, line);
    }
    for (guint i = 0; i < w->advice.against->len; i++) {
        const NxPoint *point = w->advice.against->pdata[i];
        if (point->kind == NX_POINT_GUARD)
            sentence(w, nx_tr("GUARD"), NX_LOOK_ERROR, point->sentence);
    }
}

static void write_standing(Writer *w)
{
    const NxAddress *address = nx_model_address(w->in->model, w->number);
    const NxRecord *record = w->recall ? w->recall->record : NULL;
    if (!address)
        return;
    if (address->standing.decision != NX_DECISION_NONE) {
        g_autofree char *since = nx_time_local(address->standing.since, "%Y-%m-%d"),
                        *until = nx_time_local(address->standing.not_before, "%Y-%m-%d %H:%M");
        GString *text = g_string_new(nx_tr(nx_decision_state(address->standing.decision)));
        g_string_append_printf(text, nx_tr(" since %s"), since);
        if (record && record->actor)
            g_string_append_printf(text, nx_tr(" by %s"), record->actor);
        if (*until)
            g_string_append_printf(text, nx_tr(", not before %s"), until);
        if (record && record->cause)
            g_string_append_printf(text, nx_tr(", cause %s"), record->cause);
        if (address->standing.handed_over)
            g_string_append(text, nx_tr(", handed over"));
        sentence(w, nx_tr("DECIDED"), NX_LOOK_DECIDED, text->str);
        g_string_free(text, TRUE);
    }
    if (address->standing.is_protected)
        sentence(w, "", NX_LOOK_TEXT, nx_tr("protected: never suppressed in bulk"));
    if (record && record->note)
        sentence(w, nx_tr("NOTE"), NX_LOOK_TEXT, record->note);
}

/* The key that decides as advised; NULL for review. */
static char *advised_key(const Writer *w)
{
    const char *action = nx_decision_name(nx_advice_decision(w->advice.suggestion.kind));
    return action ? nx_keymap_key(w->in->keymap, nx_keymap_action(w->in->keymap, action)) : NULL;
}

static void write_advice(Writer *w)
{
    g_autofree char *key = advised_key(w);
    g_autofree char *line =
        key && *key ? g_strdup_printf("[%s] %s", key, w->advice.action) : g_strdup(w->advice.action);
    sentence(w, nx_tr("ADVICE"), NX_LOOK_STRONG, line);
    GString *others = g_string_new(NULL);
    for (guint i = 0; i < NX_N_DECISIONS; i++) {
        if (w->advice.why_not[i] && nx_decision_name((NxDecision)i))
            g_string_append_printf(others, nx_tr("%snot %s: %s"), others->len > 0 ? "   " : "",
                                   nx_tr(nx_decision_name((NxDecision)i)), w->advice.why_not[i]);
    }
    sentence(w, "", NX_LOOK_DIM, others->str);
    g_string_free(others, TRUE);
}

static void write_about(Writer *w)
{
    const char *about = nx_about_label(w->event->verdict.about);
    sentence(w, nx_tr("ABOUT"), NX_LOOK_DIM, about ? nx_tr(about) : NULL);
    sentence(w, nx_tr("PROOF"), NX_LOOK_DIM, w->advice.proof);
}

static void add_original(GString *text, const char *name, const char *value)
{
    if (value && *value)
        g_string_append_printf(text, "%s%s: %s", text->len > 0 ? "   " : "", name, value);
}

static void write_original(Writer *w)
{
    const NxOriginal *original = &w->message->report->original;
    GString *text = g_string_new(NULL);
    add_original(text, "From", original->from);
    add_original(text, "To", original->to);
    add_original(text, "Subject", original->subject);
    add_original(text, "Message-ID", original->message_id);
    add_original(text, "List-Id", original->list_id);
    if (text->len > 0) {
        nx_rich_text_end(w->page);
        sentence(w, nx_tr("Original"), NX_LOOK_TEXT, text->str);
    }
    g_string_free(text, TRUE);
    if (w->message->report->text && *w->message->report->text) {
        nx_rich_text_end(w->page);
        nx_rich_text_tab(w->page, 1);
        nx_rich_text_put(w->page, NX_LOOK_LABEL, nx_tr("What the notice says"));
        nx_rich_text_end(w->page);
        nx_rich_text_tab(w->page, 1);
        nx_rich_text_wrap(w->page, NX_LOOK_TEXT, 1, w->message->report->text);
        nx_rich_text_end(w->page);
    }
}

static void write_unreadable(Writer *w)
{
    const char *text =
        w->event->gone
            ? nx_tr("This message is no longer in its mailbox (the mark -): it cannot be shown.  What its row says was "
                    "read before, and can still be decided about.")
        : g_error_matches(w->message->error, NX_ERROR, NX_ERROR_CHANGED)
            ? nx_tr("This message is no longer what was read: nothing of it is shown.  :refresh looks for new mail.")
            : w->message->error->message;
    nx_rich_text_tab(w->page, 1);
    nx_rich_text_wrap(w->page, NX_LOOK_ERROR, 1, text);
    nx_rich_text_end(w->page);
    if (!w->event->gone)
        return;
    sentence(w, nx_tr("Reason"), NX_LOOK_TEXT, nx_tr(nx_reason_label(w->event->verdict.reason)));
    sentence(w, "Diagnostic-Code", NX_LOOK_TEXT, w->event->diagnostic);
}

NxRichText *nx_detail_write(NxInspector *in, guint32 number, const NxRecall *recall, guint width)
{
    Writer w = {.in = in,
                .number = number,
                .recall = recall,
                .page = nx_rich_text_new(width, in->ascii),
                .right = width >= 96 ? MAX(width / 2, 60) : 0};
    w.event = nx_catalog_event(in->model->catalog, number);
    w.message = nx_message_get(in->messages, number);
    if (!w.message->report) {
        write_unreadable(&w);
        return w.page;
    }
    if (w.event->ordinal < w.message->report->n_recipients)
        w.recipient = &w.message->report->recipients[w.event->ordinal];
    nx_judge_event(in->start->judge, w.message->report, w.event->ordinal, &w.verdict);
    nx_advisor_explain(in->model->advisor, number, w.message->report, recall, nx_model_now(in->model), &w.advice);
    write_verdict(&w);
    write_advice(&w);
    write_standing(&w);
    write_why(&w);
    write_signature(&w);
    write_about(&w);
    sentence(&w, nx_tr("CHECK"), NX_LOOK_TEXT, w.advice.check);
    sentence(&w, nx_tr("HISTORY"), NX_LOOK_TEXT, w.advice.history);
    nx_rich_text_end(w.page);
    write_fields(&w);
    write_original(&w);
    nx_advice_clear(&w.advice);
    return w.page;
}
