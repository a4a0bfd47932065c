/* Mends the JSON that mail broke or cut off, and reads each sort of notification by one table. */
#include "parse/fields/ses.h"
#include "parse/bounds.h"
#include "parse/mime/field_set.h"
#include <json-glib/json-glib.h>

/* Mail breaks lines in the middle of strings. Some relays set a blank behind each break: it is theirs if no line is
 * without one. */
static gboolean is_indented(const char *text)
{
    gboolean quoted = FALSE;
    for (const char *at = text; *at; at++) {
        if (*at == '\n' && quoted && at[1] != ' ')
            return FALSE;
        if (*at == '\\' && quoted && at[1] && at[1] != '\n')
            at++;
        else if (*at == '"')
            quoted = !quoted;
        else if (*at == '\n' && at[1] == '\n')
            break;
    }
    return TRUE;
}

static const char *past_breaks(const char *at, gboolean indented)
{
    while (*at == '\n')
        at += 1 + (indented && at[1] == ' ');
    return at;
}

/* JSON that is copied: what is open, and how far all members are whole. */
typedef struct {
    GString *out;
    gboolean quoted;
    guint depth;
    char open[NX_MAX_JSON_DEPTH + 1]; /* "{" or "[" */
    gsize whole;                      /* bytes of `out` */
    guint whole_depth;
} Copy;

static void note_structure(Copy *copy, char c)
{
    if (c == '{' || c == '[') {
        copy->open[copy->depth++] = c;
        copy->whole = copy->out->len;
        copy->whole_depth = copy->depth;
    } else if (c == ',') {
        copy->whole = copy->out->len - 1;
        copy->whole_depth = copy->depth;
    } else if (c == '}' || c == ']') {
        copy->depth--;
        copy->whole = copy->out->len;
        copy->whole_depth = copy->depth;
    }
}

/* Notifications that were cut off end behind their last whole member: half an address would be another's. */
static void close_copy(Copy *copy)
{
    g_string_truncate(copy->out, copy->whole);
    for (guint i = copy->whole_depth; i-- > 0;)
        g_string_append_c(copy->out, copy->open[i] == '{' ? '}' : ']');
}

/* The JSON object at the beginning of the text, without the breaks in its strings; *cut: it does not end, and was
 * closed. NULL if it nests deeper than any notification. Caller frees. */
static char *cut_object(const char *text, gboolean *cut)
{
    Copy copy = {.out = g_string_new(NULL)};
    gboolean indented = is_indented(text);
    *cut = FALSE;
    for (const char *at = text; *(at = copy.quoted ? past_breaks(at, indented) : at); at++) {
        g_string_append_c(copy.out, *at);
        if (*at == '\\' && copy.quoted) {
            const char *escaped = past_breaks(at + 1, indented);
            if (!*escaped)
                break;
            g_string_append_c(copy.out, *escaped);
            at = escaped;
        } else if (*at == '"') {
            copy.quoted = !copy.quoted;
        } else if (!copy.quoted && (copy.depth || *at == '{')) {
            note_structure(&copy, *at);
            if (copy.depth == 0)
                return g_string_free(copy.out, FALSE);
            if (copy.depth > NX_MAX_JSON_DEPTH)
                return g_string_free(copy.out, TRUE);
        }
    }
    *cut = TRUE;
    close_copy(&copy);
    return g_string_free(copy.out, FALSE);
}

/* The notification in an SNS envelope that was cut off in it: the string that "Message" begins, up to where the text
 * ends. NULL if there is none. Caller frees. */
static char *cut_message(const char *text)
{
    static const char KEY[] = "\"Message\"";
    const char *at = strstr(text, KEY);
    if (!at)
        return NULL;
    at += strlen(KEY);
    at += strspn(at, " \t\n:");
    if (*at != '"')
        return NULL;
    gboolean indented = is_indented(text);
    GString *out = g_string_new(NULL);
    for (at = past_breaks(at + 1, indented); *at && *at != '"'; at = past_breaks(at + 1, indented)) {
        if (*at == '\\')
            at = past_breaks(at + 1, indented);
        if (!*at)
            break;
        g_string_append_c(out, at[-1] == '\\' && *at == 'n' ? ' ' : *at);
    }
    return g_string_free(out, FALSE);
}

static const char *string_of(JsonObject *object, const char *name)
{
    JsonNode *node = object ? json_object_get_member(object, name) : NULL;
    return node && JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_STRING
               ? json_node_get_string(node)
               : NULL;
}

static JsonObject *object_of(JsonObject *object, const char *name)
{
    JsonNode *node = object ? json_object_get_member(object, name) : NULL;
    return node && JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
}

static JsonArray *array_of(JsonObject *object, const char *name)
{
    JsonNode *node = object ? json_object_get_member(object, name) : NULL;
    return node && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;
}

/* Where each sort of notification keeps what: `all` are fields of its object that hold for every recipient. */
static const struct {
    const char *type, *object, *recipients, *diagnostic;
    NxSource source;
    NxKind kind;
} SORTS[] = {
    {"Bounce", "bounce", "bouncedRecipients", NULL, NX_SOURCE_LAYOUT, NX_KIND_BOUNCE},
    {"Complaint", "complaint", "complainedRecipients", NULL, NX_SOURCE_ARF, NX_KIND_FEEDBACK},
    {"Delivery", "delivery", "recipients", "smtpResponse", NX_SOURCE_LAYOUT, NX_KIND_DELIVERED},
    {"DeliveryDelay", "deliveryDelay", "delayedRecipients", NULL, NX_SOURCE_LAYOUT, NX_KIND_DELAY},
};

static void add(NxReportBuilder *builder, gsize sort, JsonObject *about, JsonNode *node)
{
    JsonObject *fields = JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
    const char *value = fields                        ? string_of(fields, "emailAddress")
                        : JSON_NODE_HOLDS_VALUE(node) ? json_node_get_string(node)
                                                      : NULL;
    g_autofree char *type = NULL, *diagnostic_type = NULL;
    g_autofree char *address = value ? nx_field_address(value, &type) : NULL;
    NxDraft *draft = address ? nx_builder_add_recipient(builder, address, SORTS[sort].source, "ses") : NULL;
    if (!draft)
        return;
    const char *said = fields                   ? string_of(fields, "diagnosticCode")
                       : SORTS[sort].diagnostic ? string_of(about, SORTS[sort].diagnostic)
                                                : NULL;
    g_autofree char *diagnostic = said ? nx_field_typed(said, TRUE, &diagnostic_type) : NULL;
    nx_draft_set_kind(draft, SORTS[sort].kind);
    nx_draft_set(draft, NX_DRAFT_ACTION, string_of(fields, "action"));
    nx_draft_set(draft, NX_DRAFT_STATUS, string_of(fields, "status"));
    nx_draft_set(draft, NX_DRAFT_DIAGNOSTIC, diagnostic);
    nx_draft_set(draft, NX_DRAFT_DIAGNOSTIC_TYPE, diagnostic_type);
    nx_draft_set(draft, NX_DRAFT_MAILER, "ses");
    static const char *const KEPT[] = {"bounceType", "bounceSubType", "complaintSubType", "delayType"};
    for (gsize i = 0; i < G_N_ELEMENTS(KEPT); i++)
        if (string_of(about, KEPT[i]))
            nx_draft_add_field(draft, KEPT[i], string_of(about, KEPT[i]));
}

static void read_mail(NxReportBuilder *builder, JsonObject *mail)
{
    JsonObject *headers = object_of(mail, "commonHeaders");
    nx_builder_fill_message(builder, NX_MESSAGE_ORIGINAL_ID, string_of(headers, "messageId"));
    nx_builder_fill_message(builder, NX_MESSAGE_ORIGINAL_SUBJECT, string_of(headers, "subject"));
    nx_builder_fill_message(builder, NX_MESSAGE_ORIGINAL_DATE, string_of(headers, "date"));
    nx_builder_fill_message(builder, NX_MESSAGE_ORIGINAL_FROM, string_of(mail, "source"));
    /* The id that SES gave it stands in for a Message-ID, but not beside one: a delivery status about the same message
     * would not know it. */
    const char *id = string_of(mail, "messageId");
    if (!nx_builder_message(builder, NX_MESSAGE_ORIGINAL_ID))
        nx_builder_fill_message(builder, NX_MESSAGE_ENVELOPE_ID, id);
    else if (id)
        nx_builder_add_field(builder, "messageId", id);
}

static gboolean read_notification(NxReportBuilder *builder, JsonObject *root)
{
    const char *type =
        string_of(root, "notificationType") ? string_of(root, "notificationType") : string_of(root, "eventType");
    gsize sort = 0;
    while (sort < G_N_ELEMENTS(SORTS) && g_strcmp0(type, SORTS[sort].type) != 0)
        sort++;
    JsonObject *about = sort < G_N_ELEMENTS(SORTS) ? object_of(root, SORTS[sort].object) : NULL;
    if (!about)
        return FALSE;
    JsonArray *recipients = array_of(about, SORTS[sort].recipients);
    guint n = recipients ? json_array_get_length(recipients) : 0;
    if (n > NX_MAX_RECIPIENTS)
        nx_builder_cut(builder, NX_CUT_RECIPIENTS);
    for (guint i = 0; i < MIN(n, NX_MAX_RECIPIENTS); i++)
        add(builder, sort, about, json_array_get_element(recipients, i));
    const char *mta = string_of(about, "reportingMTA");
    g_autofree char *host = mta ? nx_field_host(mta) : NULL;
    nx_builder_fill_message(builder, NX_MESSAGE_REPORTING_MTA, host);
    if (SORTS[sort].kind == NX_KIND_FEEDBACK)
        nx_builder_fill_message(builder, NX_MESSAGE_FEEDBACK_TYPE,
                                string_of(about, "complaintFeedbackType") ? string_of(about, "complaintFeedbackType")
                                                                          : "abuse");
    read_mail(builder, object_of(root, "mail"));
    return TRUE;
}

/* `deep`: the notification may stand as a string in an SNS envelope. */
static gboolean read_json(NxReportBuilder *builder, const char *text, gboolean deep)
{
    gboolean cut;
    g_autofree char *json = cut_object(text, &cut);
    g_autofree char *message = cut && deep ? cut_message(text) : NULL;
    if (message && *message == '{')
        return read_json(builder, message, FALSE);
    g_autoptr(JsonParser) parser = json_parser_new_immutable();
    if (!json || !json_parser_load_from_data(parser, json, -1, NULL) ||
        !JSON_NODE_HOLDS_OBJECT(json_parser_get_root(parser)))
        return cut;
    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    const char *inner = deep ? string_of(root, "Message") : NULL;
    return (inner && *inner == '{' ? read_json(builder, inner, FALSE) : read_notification(builder, root)) || cut;
}

gboolean nx_ses_is(NxBytes text)
{
    static const char *const NAMES[] = {"notificationType", "eventType"};
    gsize blank = 0;
    while (blank < text.len && strchr(" \t\n", text.at[blank]))
        blank++;
    for (gsize i = 0; blank < text.len && text.at[blank] == '{' && i < G_N_ELEMENTS(NAMES); i++)
        if (memmem(text.at, text.len, NAMES[i], strlen(NAMES[i])))
            return TRUE;
    return FALSE;
}

gboolean nx_ses_read_text(NxReportBuilder *builder, const char *text)
{
    text += strspn(text, " \t\n");
    return nx_ses_is((NxBytes){text, strlen(text)}) && read_json(builder, text, TRUE);
}

gboolean nx_ses_read(NxReportBuilder *builder, const NxNotice *notice)
{
    if (nx_ses_read_text(builder, notice->text))
        return TRUE;
    for (guint i = 0; i < nx_part_list_count(notice->list); i++) {
        const NxPart *part = nx_part_list_get(notice->list, i);
        if (!nx_part_is(part, "application/json") || nx_part_is_inner(notice->list, i))
            continue;
        g_autofree char *text = nx_part_text(notice->list, part);
        if (nx_ses_read_text(builder, text))
            return TRUE;
    }
    return FALSE;
}
