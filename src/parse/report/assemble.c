/* Headers, fields and drafts into the report's own strings; what repeats a recipient is left out. */
#include "parse/report/assemble.h"
#include "parse/bounds.h"
#include "parse/mime/address_list.h"
#include "parse/mime/field_set.h"
#include "parse/notice/arrival.h"
#include "parse/report/builder_private.h"
#include "parse/report/fanout.h"
#include "parse/report/named.h"
#include "parse/report/origin.h"

typedef struct {
    NxReport report;          /* first: what callers hold */
    NxReportBuilder *builder; /* owns all strings and fields */
    NxRecipient *recipients;
    GPtrArray *aliases;
    NxNamed *named;
} Owned;

/* So many are walked faster than hashed. */
enum { FEW = 8 };

void nx_report_free(NxReport *report)
{
    Owned *owned = (Owned *)report;
    if (!owned)
        return;
    nx_named_free(owned->named);
    g_free(owned->recipients);
    g_ptr_array_unref(owned->aliases);
    nx_builder_free(owned->builder);
    g_free(owned);
}

/* ---- The message ------------------------------------------------------------------------------------------------- */

static const char *bracketed(NxReportBuilder *builder, const char *id)
{
    g_autofree char *bare = id ? g_strstrip(g_strdup(id)) : NULL;
    if (!bare || !*bare)
        return NULL;
    const char *open = strchr(bare, '<'), *close = open ? strchr(open, '>') : NULL;
    if (close) {
        g_autofree char *cut = g_strndup(open, (gsize)(close + 1 - open));
        return nx_builder_keep(builder, cut);
    }
    bare[strcspn(bare, " \t")] = '\0';
    g_autofree char *whole = g_strconcat("<", bare, ">", NULL);
    return nx_builder_keep(builder, whole);
}

static const char *list_id(NxReportBuilder *builder, const char *value)
{
    const char *open = value ? strrchr(value, '<') : NULL, *close = open ? strchr(open, '>') : NULL;
    g_autofree char *inner = close ? g_strndup(open + 1, (gsize)(close - open - 1)) : g_strdup(value);
    return inner ? nx_builder_keep(builder, g_strstrip(inner)) : NULL;
}

static const char *either(NxReportBuilder *builder, const char *header, NxMessageField field)
{
    return header ? nx_builder_keep(builder, header) : nx_builder_message(builder, field);
}

static void fill_original(NxReport *report, NxReportBuilder *builder, const NxOriginalHeaders *headers)
{
    NxOriginal *original = &report->original;
    original->message_id = bracketed(
        builder, headers->message_id ? headers->message_id : nx_builder_message(builder, NX_MESSAGE_ORIGINAL_ID));
    original->from = either(builder, headers->from, NX_MESSAGE_ORIGINAL_FROM);
    original->to = either(builder, headers->to, NX_MESSAGE_ORIGINAL_TO);
    original->cc = either(builder, headers->cc, NX_MESSAGE_ORIGINAL_CC);
    original->subject = either(builder, headers->subject, NX_MESSAGE_ORIGINAL_SUBJECT);
    original->list_id = list_id(builder, headers->list_id);
    original->feedback_id = nx_builder_keep(builder, headers->feedback_id);
    original->date =
        nx_field_date(headers->date ? headers->date : nx_builder_message(builder, NX_MESSAGE_ORIGINAL_DATE));

    g_autofree char *from = nx_address_list_first_key(original->from);
    original->from_key = nx_builder_keep(builder, from);
    g_autoptr(GPtrArray) to = nx_address_list_read(original->to), cc = nx_address_list_read(original->cc);
    if (to->len + cc->len == 1) {
        g_autofree char *key = nx_address_key(g_ptr_array_index(to->len ? to : cc, 0), -1);
        original->to_key = nx_builder_keep(builder, key);
    }
}

static void fill_told(NxReport *report, NxReportBuilder *builder, const NxReportSetting *setting)
{
    const NxTold *told = setting->told;
    g_autofree char *text = nx_text_from_utf8(told->text.at, (gssize)told->text.len);
    report->text = nx_builder_keep_bounded(builder, text, NX_MAX_TEXT);
    if (told->arrived > 0)
        report->arrived = MIN(told->arrived, setting->envelope->now);
}

static void fill_message(NxReport *report, NxReportBuilder *builder, const NxReportSetting *setting)
{
    const NxNotice *notice = setting->wrapper ? setting->wrapper : setting->notice;
    report->forwarded = setting->wrapper != NULL;
    report->message_id = bracketed(builder, nx_notice_header(notice, "message-id", 0));
    report->from = nx_builder_keep(builder, notice->from);
    report->to = nx_builder_keep(builder, notice->to);
    report->subject = nx_builder_keep(builder, notice->subject);
    report->return_path =
        notice->return_path && !*notice->return_path ? "<>" : nx_builder_keep(builder, notice->return_path);
    report->text =
        nx_builder_keep_bounded(builder, setting->notice->text, MIN(setting->notice->text_original, NX_MAX_TEXT));
    report->arrived = nx_arrival_read(notice, setting->envelope);
    if (setting->told)
        fill_told(report, builder, setting);
    fill_original(report, builder, setting->original);
}

static void fill_answer(NxReport *report, NxReportBuilder *builder, const NxReportSetting *setting)
{
    NxAnswerFacts facts;
    nx_answer_facts_read(&facts, setting->notice, setting->answers, report->arrived);
    report->away_until = facts.away_until;
    report->new_address = nx_builder_keep(builder, facts.new_address);
    report->departed = facts.departed;
    report->answered = nx_builder_keep(builder, facts.answered);
    nx_answer_facts_clear(&facts);
}

static void fill_status(NxReport *report, NxReportBuilder *builder)
{
    report->envelope_id = nx_builder_message(builder, NX_MESSAGE_ENVELOPE_ID);
    report->reporting_mta = nx_builder_message(builder, NX_MESSAGE_REPORTING_MTA);
    report->dsn_gateway = nx_builder_message(builder, NX_MESSAGE_DSN_GATEWAY);
    report->received_from_mta = nx_builder_message(builder, NX_MESSAGE_RECEIVED_FROM);
    report->arrival_date = nx_field_date(nx_builder_message(builder, NX_MESSAGE_ARRIVAL_DATE));
    report->feedback_type = nx_builder_message(builder, NX_MESSAGE_FEEDBACK_TYPE);
    report->fields = (const NxField *)builder->fields->data;
    report->n_fields = builder->fields->len;
}

/* ---- Recipients -------------------------------------------------------------------------------------------------- */

/* The same group twice, as when a system writes its report into two parts. `seen` holds what came before it. */
static gboolean is_repeat(GHashTable *seen, const NxRecipient *recipient)
{
    char status[NX_STATUS_TEXT_SIZE];
    if (!recipient->key)
        return FALSE;
    return !g_hash_table_add(seen, g_strdup_printf("%s\x1f%d\x1f%s\x1f%s", recipient->key, recipient->action,
                                                   nx_status_text(recipient->status, status),
                                                   recipient->diagnostic ? recipient->diagnostic : "\x1f"));
}

static void fill_recipients(Owned *owned, const NxReportSetting *setting)
{
    NxReportBuilder *builder = owned->builder;
    guint n_drafts = builder->drafts->len;
    gboolean alone = setting->notice && (n_drafts == 1 || nx_recipients_are_unnamed(builder, setting->notice));
    NxRecipientSetting rest = {setting->providers, setting->notice, setting->path ? setting->path->recipient : NULL,
                               setting->mailer,    n_drafts,        alone};
    owned->recipients = g_new0(NxRecipient, builder->drafts->len + 1);
    guint n = 0;
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < builder->drafts->len; i++) {
        const char **aliases = NULL;
        owned->recipients[n] = (NxRecipient){0};
        gboolean kept = nx_recipient_fill(&owned->recipients[n], nx_builder_get(builder, i), &rest, &aliases);
        if (aliases)
            g_ptr_array_add(owned->aliases, aliases);
        if (kept && !(n_drafts > 1 && is_repeat(seen, &owned->recipients[n])))
            n++;
    }
    nx_fanout_mark_repeated(owned->recipients, n);
    owned->report.recipients = owned->recipients;
    owned->report.n_recipients = n;
    owned->report.named = owned->named = n > FEW ? nx_named_new(owned->recipients, n) : NULL;
}

static void fill_origin(Owned *owned, const NxReportSetting *setting)
{
    NxReport *report = &owned->report;
    const NxLibrary *library = owned->builder->library;
    NxOriginCase origin = {library, setting->wrapper ? setting->wrapper : setting->notice, setting->path, report,
                           setting->told && setting->told->is_own};
    nx_origin_read(&origin, report);
    for (guint i = 0; library && i < report->n_recipients; i++)
        owned->recipients[i].sent =
            nx_sent_names(nx_library_settings(library)->sent, report->original.message_id, owned->recipients[i].key);
}

NxReport *nx_report_assemble(NxReportBuilder *builder, const NxReportSetting *setting)
{
    Owned *owned = g_new0(Owned, 1);
    owned->builder = builder;
    owned->aliases = g_ptr_array_new_with_free_func(g_free);
    if (setting->notice)
        fill_message(&owned->report, builder, setting);
    if (setting->answers)
        fill_answer(&owned->report, builder, setting);
    fill_status(&owned->report, builder);
    fill_recipients(owned, setting);
    if (setting->notice)
        fill_origin(owned, setting);
    owned->report.cuts = builder->cuts;
    owned->report.kind = owned->report.n_recipients ? NX_KIND_UNKNOWN : setting->nobody;
    for (guint i = 0; i < owned->report.n_recipients; i++)
        owned->report.kind = MAX(owned->report.kind, owned->recipients[i].kind);
    return &owned->report;
}
