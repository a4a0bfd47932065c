/* Records as JSON, one object a line. */
#include "base/line.h"
#include "export/format.h"
#include "export/import_headings.h"
#include "export/json_line.h"
#include "export/record.h"
#include <nixie/json.h>

void nx_record_json(const NxRecord *record, GString *out)
{
    nx_json_object_open(out, NULL);
    for (const NxRecordColumn *column = nx_record_columns(); column->name; column++) {
        g_autofree char *text = column->text(record);
        if (text && column->type == NX_CELL_NUMBER)
            nx_json_number(out, column->name, g_ascii_strtoll(text, NULL, 10));
        else
            nx_json_text(out, column->name, text);
    }
    nx_json_object_close(out);
}

static void write_jsonl(NxWriting *writing)
{
    for (guint i = 0; i < writing->records->len; i++) {
        nx_record_json(writing->records->pdata[i], writing->out);
        g_string_append_c(writing->out, '\n');
    }
}

/* What a member says as text; numbers were turned into text when the line was read. */
static const char *member_text(gpointer row, const char *column)
{
    return g_hash_table_lookup(row, column);
}

static GHashTable *members_of(JsonObject *object)
{
    GHashTable *members = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GList) names = json_object_get_members(object);
    for (const GList *name = names; name; name = name->next) {
        char *column = nx_heading_column(name->data), *text = nx_json_member_text(object, name->data);
        if (text && (g_str_equal(column, name->data) || !g_hash_table_contains(members, column))) {
            g_hash_table_replace(members, column, text);
        } else {
            g_free(column);
            g_free(text);
        }
    }
    return members;
}

static void read_object(NxReading *reading, guint line, const char *text, gsize len)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonObject) object = nx_json_line_read(text, len, &error);
    if (!object) {
        nx_reading_complain(reading, line, error->message, "");
        return;
    }
    g_autoptr(GHashTable) members = members_of(object);
    nx_reading_take(reading, line, member_text, members);
}

static gboolean is_blank(const char *text, gsize len)
{
    while (len && g_ascii_isspace(text[len - 1]))
        len--;
    return len == 0;
}

static void read_jsonl(NxReading *reading)
{
    NxBytes rest = {reading->bytes, reading->len}, line;
    for (guint number = 1; nx_line_next(&rest, &line); number++)
        if (!is_blank(line.at, line.len))
            read_object(reading, number, line.at, line.len);
}

const NxFormat NX_FORMAT_JSONL = {
    .name = "jsonl",
    .help = N_("one JSON object on a line"),
    .extension = "jsonl",
    .has_columns = TRUE,
    .write = write_jsonl,
    .read = read_jsonl,
};
