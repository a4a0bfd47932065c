/* Records as JSON, one object a line. */
#include "base/line.h"
#include "export/format.h"
#include "export/json.h"
#include "export/record.h"
#include <nixie/text.h>
#include <json-glib/json-glib.h>

static void write_jsonl(NxWriting *writing)
{
    for (guint i = 0; i < writing->records->len; i++) {
        nx_json_open(writing->out);
        for (const NxRecordColumn *column = nx_record_columns(); column->name; column++) {
            g_autofree char *text = column->text(writing->records->pdata[i]);
            if (text && column->type == NX_CELL_NUMBER)
                nx_json_number(writing->out, column->name, g_ascii_strtoll(text, NULL, 10));
            else
                nx_json_text(writing->out, column->name, text);
        }
        nx_json_close(writing->out);
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
    JsonObjectIter iter;
    const char *name;
    JsonNode *node;
    json_object_iter_init(&iter, object);
    while (json_object_iter_next(&iter, &name, &node)) {
        g_autofree char *low = g_ascii_strdown(name, -1);
        const char *key = g_str_equal(low, "email") || g_str_equal(low, "recipient") ? "address" : low;
        GType type = JSON_NODE_HOLDS_VALUE(node) ? json_node_get_value_type(node) : G_TYPE_INVALID;
        if (JSON_NODE_HOLDS_NULL(node))
            g_hash_table_replace(members, g_strdup(key), g_strdup(""));
        else if (type == G_TYPE_STRING)
            g_hash_table_replace(members, g_strdup(key), nx_text_from_utf8(json_node_get_string(node), -1));
        else if (type == G_TYPE_INT64)
            g_hash_table_replace(members, g_strdup(key), g_strdup_printf("%" G_GINT64_FORMAT, json_node_get_int(node)));
    }
    return members;
}

/* Our lines are flat; the parser calls itself for each level, and a file must not choose how often. */
static gboolean is_deep(const char *text, gsize len)
{
    guint opened = 0;
    for (gsize i = 0; i < len; i++)
        opened += text[i] == '[' || text[i] == '{';
    return opened > 1000;
}

static void read_object(NxReading *reading, guint line, const char *text, gsize len)
{
    g_autoptr(JsonParser) parser = json_parser_new_immutable();
    g_autoptr(GError) error = NULL;
    JsonNode *root = !is_deep(text, len) && json_parser_load_from_data(parser, text, (gssize)len, &error)
                         ? json_parser_get_root(parser)
                         : NULL;
    if (!root || !JSON_NODE_HOLDS_OBJECT(root)) {
        nx_reading_complain(reading, line, N_("no JSON object"), error ? error->message : "");
        return;
    }
    g_autoptr(GHashTable) members = members_of(json_node_get_object(root));
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
    .write = write_jsonl,
    .read = read_jsonl,
};
