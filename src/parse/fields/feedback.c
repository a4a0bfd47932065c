/* Who complained: by the fields of the report, else by the copy, else by who sent it. */
#include "parse/fields/feedback.h"
#include "parse/mime/address_list.h"
#include "parse/mime/field_set.h"

static const NxPart *find_report(const NxPartList *list)
{
    for (guint i = 0; i < nx_part_list_count(list); i++)
        if (!nx_part_is_inner(list, i) && nx_part_is(nx_part_list_get(list, i), "message/feedback-report"))
            return nx_part_list_get(list, i);
    return NULL;
}

/* Services that send a complaint without a feedback-report part, known by a header of theirs or by their address and
 * what they write into the copy that they return. */
static const struct {
    const char *header, *from; /* either; `from` is a prefix of From's key */
    gboolean reported;         /* the copy must name the recipient that complained */
    const char *type;
    gboolean sender; /* the sender of the notice is who complained */
} SERVICES[] = {
    {"x-apple-unsubscribe", NULL, FALSE, "opt-out", TRUE},
    {NULL, "staff@hotmail.", TRUE, "abuse", FALSE},
    {NULL, "staff@outlook.", TRUE, "abuse", FALSE},
};

static gboolean is_feedback_report(const NxNotice *notice)
{
    const NxPart *top = nx_part_list_get(notice->list, 0);
    const char *type = nx_part_param(notice->list, top, "report-type");
    return nx_part_is(top, "multipart/report") && type && g_ascii_strcasecmp(type, "feedback-report") == 0;
}

static gsize find_service(const NxNotice *notice, const NxOriginalHeaders *original)
{
    gsize i = 0;
    for (; i < G_N_ELEMENTS(SERVICES); i++) {
        if (SERVICES[i].header && !nx_notice_header(notice, SERVICES[i].header, 0))
            continue;
        if (SERVICES[i].from && !(notice->from_address && g_str_has_prefix(notice->from_address, SERVICES[i].from)))
            continue;
        if (!SERVICES[i].reported || original->reported)
            break;
    }
    return i;
}

/* "redacted@mail.example", "xxxxx@mail.example": whoever reported it may not say who complained (RFC 6590). */
static gboolean is_redacted(const char *key)
{
    enum { CROSSES = 3 };
    gsize local = (gsize)(nx_address_domain(key) - 1 - key);
    gsize crosses = strspn(key, "x*");
    const char *word = strstr(key, "redacted");
    return (word && word < key + local) || (crosses == local && crosses >= CROSSES);
}

static NxDraft *add(NxReportBuilder *builder, const char *address)
{
    g_autofree char *key = address ? nx_address_key(address, -1) : NULL;
    if (!key || is_redacted(key) || nx_builder_find(builder, address))
        return NULL;
    NxDraft *draft = nx_builder_add_recipient(builder, address, NX_SOURCE_ARF, NULL);
    if (draft)
        nx_draft_set_kind(draft, NX_KIND_FEEDBACK);
    return draft;
}

static void add_list(NxReportBuilder *builder, const char *value)
{
    g_autoptr(GPtrArray) found = nx_address_list_read(value);
    for (guint i = 0; i < found->len; i++)
        add(builder, g_ptr_array_index(found, i));
}

static void add_fields(NxReportBuilder *builder, const NxFieldGroup *group, const char *name)
{
    const char *value;
    for (guint i = 0; (value = nx_field_group_get(group, name, i)) != NULL; i++) {
        g_autofree char *type = NULL;
        g_autofree char *address = nx_field_address(value, &type);
        if (!address || !strchr(address, '@'))
            continue;
        g_autofree char *key = nx_address_key(address, -1);
        if (key)
            add(builder, address);
        else
            add_list(builder, value);
    }
}

static void read_fields(NxReportBuilder *builder, const NxFieldGroup *group)
{
    static const char *const RECIPIENTS[] = {"Original-Rcpt-To", "Removal-Recipient"};
    for (gsize i = 0; i < G_N_ELEMENTS(RECIPIENTS); i++)
        if (nx_builder_count(builder) == 0)
            add_fields(builder, group, RECIPIENTS[i]);
    const char *type = nx_field_group_get(group, "Feedback-Type", 0);
    g_autofree char *lower = type ? g_strstrip(g_ascii_strdown(type, -1)) : NULL;
    nx_builder_fill_message(builder, NX_MESSAGE_FEEDBACK_TYPE, lower);
    const char *envelope = nx_field_group_get(group, "Original-Envelope-Id", 0);
    g_autofree char *id = envelope ? nx_field_xtext(envelope) : NULL;
    nx_builder_fill_message(builder, NX_MESSAGE_ENVELOPE_ID, id);
    const char *mta = nx_field_group_get(group, "Reporting-MTA", 0);
    g_autofree char *host = mta ? nx_field_host(mta) : NULL;
    nx_builder_fill_message(builder, NX_MESSAGE_REPORTING_MTA, host);
    const char *date = nx_field_group_get(group, "Arrival-Date", 0);
    nx_builder_fill_message(builder, NX_MESSAGE_ARRIVAL_DATE,
                            date ? date : nx_field_group_get(group, "Received-Date", 0));
    for (guint i = 0; i < group->fields->len; i++) {
        const NxField *field = &g_array_index(group->fields, NxField, i);
        nx_builder_add_field(builder, field->name, field->value);
    }
}

/* Whom we mailed, where the report does not say it: by the sender it was mailed with, or by our own list. */
static void add_by_our_own_records(NxReportBuilder *builder, const NxNotice *notice, const NxOriginalHeaders *original,
                                   const NxReturnPath *path)
{
    const NxSent *sent = notice->library ? nx_library_settings(notice->library)->sent : NULL;
    add(builder, path->recipient);
    if (nx_builder_count(builder) == 0)
        add(builder, nx_sent_sole(sent, original->message_id));
}

static void read_return_path(NxReturnPath *path, const NxLibrary *library, const NxFieldGroup *group)
{
    const char *value = nx_field_group_get(group, "Original-Mail-From", 0);
    g_autoptr(GPtrArray) found = nx_address_list_read(value);
    if (found->len > 0)
        nx_return_path_read_address(path, library, g_ptr_array_index(found, 0));
}

gboolean nx_feedback_read(NxReportBuilder *builder, const NxNotice *notice, const NxOriginalHeaders *original,
                          NxReturnPath *path)
{
    const NxPart *part = find_report(notice->list);
    gsize service = find_service(notice, original);
    if (!part && service == G_N_ELEMENTS(SERVICES) && !is_feedback_report(notice))
        return FALSE;
    if (part) {
        g_autofree char *text = nx_part_text(notice->list, part);
        NxFieldSet *set = nx_field_set_new(text);
        for (guint i = 0; i < set->groups->len; i++) {
            read_fields(builder, g_ptr_array_index(set->groups, i));
            read_return_path(path, notice->library, g_ptr_array_index(set->groups, i));
        }
        nx_field_set_free(set);
    }
    if (service < G_N_ELEMENTS(SERVICES))
        nx_builder_fill_message(builder, NX_MESSAGE_FEEDBACK_TYPE, SERVICES[service].type);
    nx_builder_fill_message(builder, NX_MESSAGE_FEEDBACK_TYPE, "abuse");
    if (nx_builder_count(builder) == 0)
        add(builder, original->reported);
    if (nx_builder_count(builder) == 0 && service < G_N_ELEMENTS(SERVICES) && SERVICES[service].sender)
        add(builder, notice->from_address);
    if (nx_builder_count(builder) == 0 && (!original->reported || part))
        add_list(builder, original->to);
    if (nx_builder_count(builder) == 0)
        add_by_our_own_records(builder, notice, original, path);
    return TRUE;
}
