/* Finds the text of a delivery status, and takes its fields by one table. */
#include "parse/fields/dsn.h"
#include "parse/bounds.h"
#include "parse/mime/field_set.h"
#include "parse/mime/status_lines.h"
#include <nixie/address.h>

/* In a body whose MIME could not be taken apart: from the header of the delivery-status part to the next boundary. */
static char *cut_from_raw(const char *raw)
{
    g_autofree char *lower = g_ascii_strdown(raw, -1);
    const char *type = strstr(lower, "message/delivery-status");
    const char *blank = type ? strstr(type, "\n\n") : NULL;
    if (!blank && nx_status_lines_in(raw)) {
        const char *first = nx_status_lines_find(raw, "Reporting-MTA");
        return g_strdup(first ? first : raw);
    }
    if (!blank)
        return NULL;
    const char *begin = raw + (blank - lower) + 2, *end = strstr(begin, "\n--");
    return g_strndup(begin, end ? (gsize)(end + 1 - begin) : strlen(begin));
}

static char *text_of(const NxPartList *list, const NxPart *part, gboolean lenient)
{
    if (nx_part_is_status(part)) { /* some write prose into it, and the fields into another */
        g_autofree char *fields = nx_part_text(list, part);
        return nx_status_lines_are_any(fields) ? g_steal_pointer(&fields) : NULL;
    }
    if (!lenient || !(g_str_has_prefix(part->type, "text/") || part->broken))
        return NULL;
    if (nx_part_is(part, "text/html") || strstr(part->type, "rfc822-header"))
        return NULL;
    g_autofree char *text = nx_part_text(list, part);
    if (part->broken)
        return cut_from_raw(text);
    if (!nx_status_lines_in(text))
        return NULL;
    return g_steal_pointer(&text);
}

char *nx_dsn_text(const NxPartList *list, gboolean lenient, guint *found)
{
    *found = 0;
    for (int typed = 1; typed >= 0; typed--)
        for (guint i = 0; i < nx_part_list_count(list); i++) {
            const NxPart *part = nx_part_list_get(list, i);
            if (nx_part_is_status(part) != typed || nx_part_is_inner(list, i))
                continue;
            char *text = text_of(list, part, lenient);
            if (text) {
                *found = i + 1;
                return text;
            }
        }
    return NULL;
}

/* ---- Groups ------------------------------------------------------------------------------------------------------ */

typedef void (*SetMessage)(NxReportBuilder *builder, const char *value);
typedef void (*SetDraft)(NxDraft *draft, const char *value);

static void set_message_host(NxReportBuilder *builder, NxMessageField field, const char *value)
{
    g_autofree char *host = nx_field_host(value);
    nx_builder_fill_message(builder, field, host);
}

static void set_reporting_mta(NxReportBuilder *builder, const char *value)
{
    set_message_host(builder, NX_MESSAGE_REPORTING_MTA, value);
}

static void set_gateway(NxReportBuilder *builder, const char *value)
{
    set_message_host(builder, NX_MESSAGE_DSN_GATEWAY, value);
}

static void set_received_from(NxReportBuilder *builder, const char *value)
{
    set_message_host(builder, NX_MESSAGE_RECEIVED_FROM, value);
}

static void set_envelope_id(NxReportBuilder *builder, const char *value)
{
    g_autofree char *id = nx_field_xtext(value);
    nx_builder_fill_message(builder, NX_MESSAGE_ENVELOPE_ID, g_strstrip(id));
}

static void set_arrival_date(NxReportBuilder *builder, const char *value)
{
    nx_builder_fill_message(builder, NX_MESSAGE_ARRIVAL_DATE, value);
}

static void set_address(NxDraft *draft, NxDraftField field, NxDraftField type_field, const char *value)
{
    g_autofree char *type = NULL;
    g_autofree char *address = nx_field_address(value, &type);
    nx_draft_fill(draft, field, address);
    if (address)
        nx_draft_fill(draft, type_field, type);
}

static void set_original(NxDraft *draft, const char *value)
{
    set_address(draft, NX_DRAFT_ORIGINAL, NX_DRAFT_ORIGINAL_TYPE, value);
}

static void set_final(NxDraft *draft, const char *value)
{
    set_address(draft, NX_DRAFT_FINAL, NX_DRAFT_FINAL_TYPE, value);
}

static void set_action(NxDraft *draft, const char *value)
{
    nx_draft_fill(draft, NX_DRAFT_ACTION, value);
}

static void set_status(NxDraft *draft, const char *value)
{
    g_autofree char *words = nx_field_status_words(value);
    nx_draft_fill(draft, NX_DRAFT_STATUS, value);
    nx_draft_fill(draft, NX_DRAFT_STATUS_WORDS, words);
}

static void set_diagnostic(NxDraft *draft, const char *value)
{
    g_autofree char *type = NULL;
    g_autofree char *text = nx_field_typed(value, TRUE, &type);
    nx_draft_fill(draft, NX_DRAFT_DIAGNOSTIC, text);
    if (*text)
        nx_draft_fill(draft, NX_DRAFT_DIAGNOSTIC_TYPE, type);
}

static void set_remote_mta(NxDraft *draft, const char *value)
{
    g_autofree char *host = nx_field_host(value);
    nx_draft_fill(draft, NX_DRAFT_REMOTE_MTA, host);
}

static void set_log_id(NxDraft *draft, const char *value)
{
    nx_draft_fill(draft, NX_DRAFT_LOG_ID, value);
}

static void set_last_attempt(NxDraft *draft, const char *value)
{
    nx_draft_fill(draft, NX_DRAFT_LAST_ATTEMPT, value);
}

static void set_retry_until(NxDraft *draft, const char *value)
{
    nx_draft_fill(draft, NX_DRAFT_RETRY_UNTIL, value);
}

/* X-Actual-Recipient (Sun, Courier, Sendmail): where it would have gone, which may be a pipe. */
static void set_actual(NxDraft *draft, const char *value)
{
    g_autofree char *type = NULL;
    g_autofree char *address = nx_field_address(value, &type);
    g_autofree char *key = address ? nx_address_key(address, -1) : NULL;
    if (key)
        nx_draft_set(draft, NX_DRAFT_ALIAS, address);
    nx_draft_add_field(draft, "X-Actual-Recipient", value);
}

static const struct {
    const char *name;
    SetMessage message;
    SetDraft draft;
} KNOWN[] = {
    {"Reporting-MTA", set_reporting_mta, NULL},
    {"DSN-Gateway", set_gateway, NULL},
    {"Received-From-MTA", set_received_from, NULL},
    {"Original-Envelope-Id", set_envelope_id, NULL},
    {"Arrival-Date", set_arrival_date, NULL},
    {"Original-Recipient", NULL, set_original},
    {"Final-Recipient", NULL, set_final},
    {"Action", NULL, set_action},
    {"Status", NULL, set_status},
    {"Diagnostic-Code", NULL, set_diagnostic},
    {"Remote-MTA", NULL, set_remote_mta},
    {"Final-Log-ID", NULL, set_log_id},
    {"Last-Attempt-Date", NULL, set_last_attempt},
    {"Will-Retry-Until", NULL, set_retry_until},
    {"X-Actual-Recipient", NULL, set_actual},
};

static gsize find_known(const char *name)
{
    gsize i = 0;
    while (i < G_N_ELEMENTS(KNOWN) && g_ascii_strcasecmp(KNOWN[i].name, name) != 0)
        i++;
    return i;
}

static gboolean names_recipient(const NxFieldGroup *group)
{
    return nx_field_group_get(group, "Final-Recipient", 0) || nx_field_group_get(group, "Original-Recipient", 0);
}

static gboolean is_about_recipient(const NxFieldGroup *group)
{
    return names_recipient(group) || nx_field_group_get(group, "Action", 0) || nx_field_group_get(group, "Status", 0) ||
           nx_field_group_get(group, "Diagnostic-Code", 0);
}

/* The recipient that the group is about. A stray blank line cuts a group in two: the half without a name belongs to the
 * one before, as long as that one lacks what it says. */
static NxDraft *draft_for(NxReportBuilder *builder, const NxFieldGroup *group, NxDraft *before)
{
    gboolean fits = before && !names_recipient(group) &&
                    !(nx_draft_get(before, NX_DRAFT_ACTION) && nx_field_group_get(group, "Action", 0)) &&
                    !(nx_draft_get(before, NX_DRAFT_STATUS) && nx_field_group_get(group, "Status", 0));
    return fits ? before : nx_builder_add_recipient(builder, NULL, NX_SOURCE_DSN, NULL);
}

/* Fields before the first per-recipient one are the message's, also where the blank line between the groups is
 * missing. */
static NxDraft *read_group(NxReportBuilder *builder, const NxFieldGroup *group, NxDraft *before)
{
    NxDraft *draft = is_about_recipient(group) ? draft_for(builder, group, before) : NULL;
    gboolean reached = FALSE;
    for (guint i = 0; i < group->fields->len; i++) {
        const NxField *field = &g_array_index(group->fields, NxField, i);
        gsize k = find_known(field->name);
        reached |= k < G_N_ELEMENTS(KNOWN) && KNOWN[k].draft;
        if (k < G_N_ELEMENTS(KNOWN) && KNOWN[k].message)
            KNOWN[k].message(builder, field->value);
        else if (k < G_N_ELEMENTS(KNOWN) && draft)
            KNOWN[k].draft(draft, field->value);
        else if (draft && reached)
            nx_draft_add_field(draft, field->name, field->value);
        else if (!draft || !reached)
            nx_builder_add_field(builder, field->name, field->value);
    }
    return draft ? draft : before;
}

void nx_dsn_read(NxReportBuilder *builder, const NxPartList *list, gboolean lenient, guint *part)
{
    g_autofree char *text = nx_dsn_text(list, lenient, part);
    if (!text)
        return;
    if (nx_part_list_get(list, *part - 1)->body.len > NX_MAX_BODY)
        nx_builder_cut(builder, NX_CUT_RECIPIENTS);
    NxFieldSet *set = nx_field_set_new(text);
    for (guint cut = 0; cut < NX_N_CUTS; cut++)
        if (set->cuts & NX_CUT_BIT(cut))
            nx_builder_cut(builder, (NxCut)cut);
    NxDraft *before = NULL;
    for (guint i = 0; i < set->groups->len; i++)
        before = read_group(builder, g_ptr_array_index(set->groups, i), before);
    nx_field_set_free(set);
}
