/* Copies report and verdict, recipient by recipient, into the strings of a catalog. */
#include "catalog/new_event.h"
#include <nixie/address.h>

/* The text that `field` of the evidence stands for; `buffer` for what is no string in the report. */
static const char *evidence_text(const NxReport *report, const NxRecipient *recipient, const NxVerdict *verdict,
                                 char buffer[NX_STATUS_TEXT_SIZE])
{
    switch (verdict->evidence) {
    case NX_EVIDENCE_KIND: return nx_kind_name(recipient ? recipient->kind : report->kind);
    case NX_EVIDENCE_ACTION: return recipient ? recipient->action_raw : NULL;
    case NX_EVIDENCE_STATUS: return nx_status_text(verdict->status, buffer);
    case NX_EVIDENCE_DIAGNOSTIC: return recipient ? recipient->diagnostic : NULL;
    case NX_EVIDENCE_NOTE: return recipient ? recipient->note : report->text;
    case NX_EVIDENCE_FEEDBACK: return report->feedback_type;
    case NX_EVIDENCE_REPLY: g_snprintf(buffer, NX_STATUS_TEXT_SIZE, "%u", verdict->reply_code); return buffer;
    case NX_EVIDENCE_NONE: break;
    }
    return NULL;
}

static const char *evidence(const NxReport *report, const NxRecipient *recipient, const NxVerdict *verdict,
                            NxStringTable *strings)
{
    char buffer[NX_STATUS_TEXT_SIZE];
    const char *text = evidence_text(report, recipient, verdict, buffer);
    gsize len = text ? strlen(text) : 0;
    if (len == 0)
        return NULL;
    if (verdict->match_len == 0 || verdict->match_at >= len)
        return nx_string_table_share(strings, text);
    return nx_string_table_share_n(strings, text + verdict->match_at, MIN(verdict->match_len, len - verdict->match_at));
}

static const char *const *share_names(NxStringTable *strings, const char *const *names)
{
    static const char *const NONE[] = {NULL};
    gsize n = 0;
    while (names[n])
        n++;
    if (n == 0)
        return NONE;
    const char **copy = nx_string_table_room(strings, (n + 1) * sizeof *copy);
    for (gsize i = 0; i < n; i++)
        copy[i] = nx_string_table_share(strings, names[i]);
    copy[n] = NULL;
    return copy;
}

static const char *const *share_cuts(NxStringTable *strings, NxCuts cuts)
{
    const char *names[NX_N_CUTS + 1] = {NULL};
    for (guint cut = 0, n = 0; cut < NX_N_CUTS; cut++)
        if (cuts & NX_CUT_BIT(cut))
            names[n++] = nx_cut_name((NxCut)cut);
    return share_names(strings, names);
}

/* What is the same for all recipients of a message. */
static void draft_message(NxNewEvent *draft, const NxReport *report, const NxPlace *place, NxStringTable *strings)
{
    NxEvent *e = &draft->event;
    memcpy(draft->sha256, report->sha256, sizeof draft->sha256);
    e->place = *place;
    e->arrived = report->arrived;
    e->origin = report->origin;
    e->proof = report->proof;
    e->reporting_mta = nx_string_table_share(strings, report->reporting_mta);
    e->message_id = nx_string_table_keep(strings, report->message_id);
    e->subject = nx_string_table_share(strings, report->subject);
    e->away_until = report->away_until;
    e->new_address = nx_string_table_share(strings, report->new_address);
    e->departed = report->departed != FALSE;
    e->feedback_type = nx_string_table_share(strings, report->feedback_type);
    e->original_message_id = nx_string_table_share(strings, report->original.message_id);
    e->original_subject = nx_string_table_share(strings, report->original.subject);
    e->original_from = nx_string_table_share(strings, report->original.from);
    e->list_id = nx_string_table_share(strings, report->original.list_id);
    e->stream = nx_string_table_share(strings, nx_report_stream(report));
    e->envelope_id = nx_string_table_share(strings, report->envelope_id);
    e->arrival_date = report->arrival_date;
    e->return_path = nx_string_table_share(strings, report->return_path);
    e->cut = share_cuts(strings, report->cuts);
}

static void draft_recipient(NxNewEvent *draft, const NxRecipient *r, NxStringTable *strings)
{
    NxEvent *e = &draft->event;
    draft->address_key = nx_string_table_share(strings, r->key);
    e->kind = r->kind;
    e->source = r->source;
    e->action = r->action;
    e->recipient = nx_string_table_share(strings, r->recipient);
    e->original_recipient = nx_string_table_share(strings, r->original_recipient);
    e->final_recipient = nx_string_table_share(strings, r->final_recipient);
    e->aliases = share_names(strings, r->aliases);
    e->diagnostic = nx_string_table_share(strings, r->diagnostic);
    e->remote_mta = nx_string_table_share(strings, r->remote_mta);
    e->mailer = nx_string_table_share(strings, r->mailer);
    e->provider = nx_string_table_share(strings, r->provider);
    e->layout = nx_string_table_share(strings, r->layout);
    e->last_attempt = r->last_attempt;
    e->will_retry_until = r->will_retry_until;
    e->final_log_id = nx_string_table_keep(strings, r->final_log_id);
    e->diagnostic_type = nx_string_table_share(strings, r->diagnostic_type);
    e->domain = r->key ? nx_string_table_share(strings, nx_address_domain(r->key)) : NULL;
}

static void add_recipient(GArray *drafts, const NxNewEvent *message, const NxReport *report, guint i,
                          const NxJudge *judge, NxStringTable *strings)
{
    NxNewEvent draft = *message;
    const NxRecipient *recipient = i < report->n_recipients ? &report->recipients[i] : NULL;
    if (recipient) {
        draft_recipient(&draft, recipient, strings);
        g_autofree char *key = nx_report_event_key(report, i);
        draft.event.key = nx_string_table_keep(strings, key);
    }
    draft.event.ordinal = i;
    nx_judge_event(judge, report, i, &draft.event.verdict);
    draft.event.evidence = evidence(report, recipient, &draft.event.verdict, strings);
    g_array_append_val(drafts, draft);
}

void nx_new_events_add(GArray *drafts, const NxReport *report, const NxPlace *place, const NxJudge *judge,
                       NxStringTable *strings)
{
    NxNewEvent message = {.event = {.kind = report->kind, .source = NX_SOURCE_NONE}};
    message.event.aliases = share_names(strings, (const char *const[]){NULL});
    draft_message(&message, report, place, strings);
    for (guint i = 0; i < MAX(report->n_recipients, 1); i++)
        add_recipient(drafts, &message, report, i, judge, strings);
}
