/* An event for the outside world: the fields that stand in `report`, as JSON or as a row of a table, and its line. */
#include "export/table.h"
#include <nixie/event_field.h>
#include <nixie/export.h>
#include <nixie/json.h>
#include <nixie/text.h>

static gboolean is_reported(const NxEventField *field)
{
    return field->description != NULL;
}

/* A list is empty where nothing is known, everything else null. */
static void write_member(GString *out, const NxEventField *field, const NxFacts *facts)
{
    NxEventValue value;
    if (field->type == NX_VALUE_LIST)
        nx_json_texts(out, field->name, field->get(facts, &value) ? value.list : NULL);
    else if (field->type == NX_VALUE_NUMBER && field->get(facts, &value))
        nx_json_number(out, field->name, value.number);
    else if (field->type == NX_VALUE_TRUTH && field->get(facts, &value))
        nx_json_flag(out, field->name, TRUE);
    else
        nx_json_text(out, field->name, nx_event_field_text(field, facts, &value));
}

char *nx_event_json(const NxCatalog *catalog, guint32 event)
{
    NxFacts facts;
    nx_catalog_facts(catalog, event, &facts);
    GString *out = g_string_sized_new(1024);
    nx_json_object_open(out, NULL);
    guint n;
    const NxEventField *fields = nx_event_fields(&n);
    for (guint i = 0; i < n; i++)
        if (is_reported(&fields[i]))
            write_member(out, &fields[i], &facts);
    nx_json_object_close(out);
    return g_string_free(out, FALSE);
}

static const NxTableStyle *style_of(gboolean csv)
{
    return csv ? &NX_TABLE_CSV : &NX_TABLE_TSV;
}

static void write_cell(GString *out, gboolean csv, gboolean first, const NxEventField *field, const NxFacts *facts)
{
    NxEventValue value;
    g_autofree char *list = NULL;
    const char *text = NULL;
    if (field->type != NX_VALUE_LIST)
        text = nx_event_field_text(field, facts, &value);
    else if (field->get(facts, &value))
        text = list = g_strjoinv(" ", (char **)value.list);
    nx_table_write(out, style_of(csv), first, text, field->type == NX_VALUE_ADDRESS ? NX_TEXT_ADDRESS : NX_TEXT_FREE);
}

void nx_event_row(const NxCatalog *catalog, guint32 event, gboolean csv, GString *out)
{
    NxFacts facts;
    nx_catalog_facts(catalog, event, &facts);
    guint n, written = 0;
    const NxEventField *fields = nx_event_fields(&n);
    for (guint i = 0; i < n; i++)
        if (is_reported(&fields[i]))
            write_cell(out, csv, written++ == 0, &fields[i], &facts);
    nx_table_end(out, style_of(csv));
}

void nx_event_head(gboolean csv, GString *out)
{
    guint n, written = 0;
    const NxEventField *fields = nx_event_fields(&n);
    for (guint i = 0; i < n; i++)
        if (is_reported(&fields[i]))
            nx_table_write(out, style_of(csv), written++ == 0, fields[i].name, NX_TEXT_FREE);
    nx_table_end(out, style_of(csv));
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
    const NxEvent *row = nx_catalog_event(catalog, event);
    const NxVerdict *verdict = &row->verdict;
    gboolean guess = nx_catalog_suggestion(catalog, event)->confidence == NX_GUESS;
    char status[NX_STATUS_TEXT_SIZE];
    g_autofree char *klass = g_strconcat(nx_event_class_word(row), guess ? "?" : "", NULL);
    g_autofree char *said = row->diagnostic ? nx_text_squeeze(row->diagnostic) : g_strdup("-");
    g_autofree char *safe = nx_safe_screen(said, -1, NX_SAFE_NONE, 0);
    GString *out = g_string_new(NULL);
    append_padded(out, row->recipient ? row->recipient : nx_tr("(nobody)"), 34);
    append_padded(out, klass, 6);
    append_padded(out, nx_tr(nx_reason_label(verdict->reason)), 19);
    append_padded(out, verdict->status.klass ? nx_status_text(verdict->status, status) : "-", 6);
    g_string_append(out, safe);
    return g_string_free(out, FALSE);
}

char *nx_event_path(const NxCatalog *catalog, guint32 event)
{
    const NxEvent *row = nx_catalog_event(catalog, event);
    return nx_mailbox_place_name(nx_catalog_mailbox(catalog, row->mailbox), &row->place, NX_PLACE_FILE);
}
