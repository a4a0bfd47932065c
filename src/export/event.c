/* An event for the outside world: one table of columns makes the JSON, the cells and the lines of `report`. */
#include "export/json.h"
#include "export/table.h"
#include <nixie/export.h>
#include <nixie/text.h>

typedef struct {
    const NxCatalog *catalog;
    const NxEvent *event;
    const NxSuggestion *suggestion;
    const NxStanding *standing; /* NULL without an address */
} Row;

typedef enum { TEXT, ADDRESS, NUMBER, TIME, LIST } Type;

/* What a column gives for a row; `made` is freed by who asked. */
typedef struct {
    const char *text;
    gint64 number;
    char *made;
} Value;

static char *status_text(NxStatus status)
{
    char text[NX_STATUS_TEXT_SIZE];
    return status.klass ? g_strdup(nx_status_text(status, text)) : NULL;
}

static void get_file(const Row *row, Value *value)
{
    const NxMailbox *mailbox = nx_catalog_mailbox(row->catalog, row->event->mailbox);
    value->text = value->made = nx_mailbox_place_name(mailbox, &row->event->place, NX_PLACE_SHORT);
}

static void get_status(const Row *row, Value *value)
{
    value->text = value->made = status_text(row->event->verdict.status);
}

static void get_inferred(const Row *row, Value *value)
{
    value->text = value->made = status_text(row->event->verdict.inferred_status);
}

static void get_reply(const Row *row, Value *value)
{
    guint code = row->event->verdict.reply_code;
    value->text = value->made = code ? g_strdup_printf("%u", code) : NULL;
}

static void get_decision(const Row *row, Value *value)
{
    value->text = row->standing ? nx_decision_name(row->standing->decision) : NULL;
}

#define GET_TEXT(name, expression)                                                                                     \
    static void get_##name(const Row *row, Value *value)                                                               \
    {                                                                                                                  \
        value->text = expression;                                                                                      \
    }
#define GET_NUMBER(name, expression)                                                                                   \
    static void get_##name(const Row *row, Value *value)                                                               \
    {                                                                                                                  \
        value->number = (gint64)(expression);                                                                          \
    }
GET_TEXT(mailbox, nx_mailbox_path(nx_catalog_mailbox(row->catalog, row->event->mailbox)))
GET_NUMBER(index, row->event->place.index)
GET_NUMBER(offset, row->event->place.offset)
GET_TEXT(message_id, row->event->message_id)
GET_TEXT(original_message_id, row->event->original_message_id)
GET_TEXT(envelope_id, row->event->envelope_id)
GET_TEXT(list_id, row->event->list_id)
GET_TEXT(subject, row->event->subject)
GET_NUMBER(arrived, row->event->arrived)
GET_TEXT(kind, nx_kind_name(row->event->kind))
GET_TEXT(origin, nx_origin_name(row->event->origin))
GET_TEXT(recipient, row->event->recipient)
GET_TEXT(original_recipient, row->event->original_recipient)
GET_TEXT(final_recipient, row->event->final_recipient)
GET_TEXT(action, nx_action_name(row->event->action))
GET_TEXT(status_source, nx_status_source_name(row->event->verdict.status_source))
GET_TEXT(diagnostic, row->event->diagnostic)
GET_TEXT(reporting_mta, row->event->reporting_mta)
GET_TEXT(remote_mta, row->event->remote_mta)
GET_TEXT(mailer, row->event->mailer)
GET_TEXT(provider, row->event->provider)
GET_TEXT(domain, row->event->domain)
GET_TEXT(reason, nx_reason_name(row->event->verdict.reason))
GET_TEXT(class, nx_class_name(row->event->verdict.klass))
GET_TEXT(suggested, nx_advice_name(row->suggestion->kind))
GET_NUMBER(not_before, row->suggestion->not_before)
GET_TEXT(confidence, nx_confidence_name(row->suggestion->confidence))
GET_TEXT(rule, row->event->verdict.rule)
GET_TEXT(layout, row->event->layout)

/* doc/DESIGN.md 7, in its order. */
static const struct {
    const char *name;
    Type type;
    void (*get)(const Row *row, Value *value);
} COLUMNS[] = {
    {"file", TEXT, get_file},
    {"mailbox", TEXT, get_mailbox},
    {"index", NUMBER, get_index},
    {"offset", NUMBER, get_offset},
    {"message_id", TEXT, get_message_id},
    {"original_message_id", TEXT, get_original_message_id},
    {"envelope_id", TEXT, get_envelope_id},
    {"list_id", TEXT, get_list_id},
    {"subject", TEXT, get_subject},
    {"arrived", TIME, get_arrived},
    {"kind", TEXT, get_kind},
    {"origin", TEXT, get_origin},
    {"recipient", ADDRESS, get_recipient},
    {"original_recipient", ADDRESS, get_original_recipient},
    {"final_recipient", ADDRESS, get_final_recipient},
    {"aliases", LIST, NULL},
    {"action", TEXT, get_action},
    {"status", TEXT, get_status},
    {"status_source", TEXT, get_status_source},
    {"inferred_status", TEXT, get_inferred},
    {"reply_code", TEXT, get_reply},
    {"diagnostic", TEXT, get_diagnostic},
    {"reporting_mta", TEXT, get_reporting_mta},
    {"remote_mta", TEXT, get_remote_mta},
    {"mailer", TEXT, get_mailer},
    {"provider", TEXT, get_provider},
    {"domain", TEXT, get_domain},
    {"reason", TEXT, get_reason},
    {"class", TEXT, get_class},
    {"suggested", TEXT, get_suggested},
    {"not_before", TIME, get_not_before},
    {"confidence", TEXT, get_confidence},
    {"rule", TEXT, get_rule},
    {"layout", TEXT, get_layout},
    {"decision", TEXT, get_decision},
};
enum { N_COLUMNS = G_N_ELEMENTS(COLUMNS) };

static Row row_of(const NxCatalog *catalog, guint32 event)
{
    NxFacts facts;
    nx_catalog_facts(catalog, event, &facts);
    return (Row){catalog, facts.event, facts.suggestion, facts.standing};
}

static Value value_of(const Row *row, guint column)
{
    Value value = {0};
    if (COLUMNS[column].get)
        COLUMNS[column].get(row, &value);
    return value;
}

static void write_member(GString *out, const Row *row, guint column)
{
    const char *name = COLUMNS[column].name;
    Value value = value_of(row, column);
    switch (COLUMNS[column].type) {
    case TEXT:
    case ADDRESS: nx_json_text(out, name, value.text); break;
    case NUMBER: nx_json_number(out, name, value.number); break;
    case TIME: nx_json_time(out, name, value.number); break;
    case LIST: nx_json_list(out, name, row->event->aliases); break;
    }
    g_free(value.made);
}

char *nx_event_json(const NxCatalog *catalog, guint32 event)
{
    Row row = row_of(catalog, event);
    GString *out = g_string_sized_new(1024);
    nx_json_open(out);
    for (guint i = 0; i < N_COLUMNS; i++)
        write_member(out, &row, i);
    nx_json_close(out);
    return g_string_free(out, FALSE);
}

const char *const *nx_event_columns(void)
{
    static gsize made;
    static const char *names[N_COLUMNS + 1];
    if (g_once_init_enter(&made)) {
        for (guint i = 0; i < N_COLUMNS; i++)
            names[i] = COLUMNS[i].name;
        g_once_init_leave(&made, 1);
    }
    return names;
}

static char *cell_of(const Row *row, guint column)
{
    Value value = value_of(row, column);
    char *cell = NULL;
    switch (COLUMNS[column].type) {
    case TEXT:
    case ADDRESS: cell = value.made ? g_steal_pointer(&value.made) : g_strdup(value.text); break;
    case NUMBER: cell = g_strdup_printf("%" G_GINT64_FORMAT, value.number); break;
    case TIME: cell = value.number == NX_TIME_UNKNOWN ? NULL : nx_time_rfc3339(value.number); break;
    case LIST: cell = g_strjoinv(" ", (char **)row->event->aliases); break;
    }
    g_free(value.made);
    return cell ? cell : g_strdup("");
}

char **nx_event_cells(const NxCatalog *catalog, guint32 event)
{
    Row row = row_of(catalog, event);
    char **cells = g_new0(char *, N_COLUMNS + 1);
    for (guint i = 0; i < N_COLUMNS; i++)
        cells[i] = cell_of(&row, i);
    return cells;
}

void nx_event_row(const NxCatalog *catalog, guint32 event, gboolean csv, GString *out)
{
    g_auto(GStrv) cells = nx_event_cells(catalog, event);
    for (guint i = 0; i < N_COLUMNS; i++)
        nx_table_write(out, csv, i == 0, cells[i], COLUMNS[i].type == ADDRESS);
    nx_table_end(out, csv);
}

/* Appends `text` made safe and padded to `cells`. */
static void append_padded(GString *out, const char *text, guint cells)
{
    g_autofree char *safe = nx_safe_screen(text, -1, NX_SAFE_NONE, 0);
    g_string_append(out, safe);
    for (guint n = nx_cells(safe, -1); n < cells; n++)
        g_string_append_c(out, ' ');
    g_string_append(out, "  ");
}

char *nx_event_line(const NxCatalog *catalog, guint32 event)
{
    Row row = row_of(catalog, event);
    const NxVerdict *verdict = &row.event->verdict;
    g_autofree char *status = status_text(verdict->status);
    g_autofree char *klass =
        g_strconcat(nx_class_name(verdict->klass), row.suggestion->confidence == NX_GUESS ? "?" : "", NULL);
    g_autofree char *said = row.event->diagnostic ? nx_text_squeeze(row.event->diagnostic) : g_strdup("-");
    g_autofree char *safe = nx_safe_screen(said, -1, NX_SAFE_NONE, 0);
    GString *out = g_string_new(NULL);
    append_padded(out, row.event->recipient ? row.event->recipient : nx_tr("(nobody)"), 34);
    append_padded(out, klass, 6);
    append_padded(out, nx_tr(nx_reason_label(verdict->reason)), 19);
    append_padded(out, status ? status : "-", 6);
    g_string_append(out, safe);
    return g_string_free(out, FALSE);
}

char *nx_event_path(const NxCatalog *catalog, guint32 event)
{
    const NxEvent *row = nx_catalog_event(catalog, event);
    return nx_mailbox_place_name(nx_catalog_mailbox(catalog, row->mailbox), &row->place, NX_PLACE_FILE);
}
