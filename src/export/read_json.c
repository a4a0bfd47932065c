/* Lists of JSON: objects on lines, one behind the other, in lists, in documents that hold a list. */
#include "base/line.h"
#include "export/json_line.h"
#include "export/json_span.h"
#include "export/reading.h"
#include <string.h>

/* ---- Rows -----------------------------------------------------------------------------------------------------------
 */

typedef struct {
    GHashTable *columns, *names; /* texts; by column of ours, by name of theirs */
} Members;

static const char *text_of_column(gpointer row, const char *column)
{
    return g_hash_table_lookup(((const Members *)row)->columns, column);
}

static const char *text_named(gpointer row, const char *name)
{
    return g_hash_table_lookup(((const Members *)row)->names, name);
}

/* The column's own name counts for more than another's for it, and what is filled in for more than what is not. */
static void add_member(const NxFormat *format, Members *members, char *name, char *text)
{
    char *column = nx_reading_column(format, name);
    const char *had = g_hash_table_lookup(members->columns, column);
    if (*column && (!had || (*text && !*had) || g_str_equal(column, name)))
        g_hash_table_replace(members->columns, g_strdup(column), g_strdup(text));
    g_free(column);
    g_hash_table_replace(members->names, name, text);
}

/* A list of texts, as one with commas. */
static char *joined(JsonNode *node)
{
    g_autoptr(GString) all = g_string_new(NULL);
    JsonArray *list = json_node_get_array(node);
    for (guint i = 0; i < json_array_get_length(list); i++) {
        JsonNode *one = json_array_get_element(list, i);
        const char *text = JSON_NODE_HOLDS_VALUE(one) ? json_node_get_string(one) : NULL;
        if (text)
            g_string_append_printf(all, "%s%s", all->len ? "," : "", text);
    }
    return nx_text_from_utf8(all->str, (gssize)all->len);
}

static char *text_of(JsonObject *object, const char *name)
{
    JsonNode *node = json_object_get_member(object, name);
    if (JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_BOOLEAN)
        return g_strdup(json_node_get_boolean(node) ? "true" : "false");
    if (JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_DOUBLE)
        return g_strdup_printf("%" G_GINT64_FORMAT, (gint64)CLAMP(json_node_get_double(node), -1e15, 1e15));
    return JSON_NODE_HOLDS_ARRAY(node) ? joined(node) : nx_json_member_text(object, name);
}

/* Members, and those of objects in it as NAME.NAME. */
static void add_members(const NxFormat *format, Members *members, JsonObject *object, const char *prefix)
{
    g_autoptr(GList) names = json_object_get_members(object);
    for (const GList *name = names; name; name = name->next) {
        g_autofree char *full = g_strconcat(prefix, name->data, NULL), *low = g_ascii_strdown(full, -1);
        JsonNode *node = json_object_get_member(object, name->data);
        char *text = JSON_NODE_HOLDS_OBJECT(node) ? NULL : text_of(object, name->data);
        if (text) {
            add_member(format, members, g_steal_pointer(&low), text);
        } else if (JSON_NODE_HOLDS_OBJECT(node) && !*prefix) {
            g_autofree char *within = g_strconcat(full, ".", NULL);
            add_members(format, members, json_node_get_object(node), within);
        }
    }
}

static void read_object(NxReading *reading, guint line, NxBytes value)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(JsonObject) object = nx_json_line_read(value.at, value.len, &error);
    if (!object) {
        nx_reading_complain(reading, line, error->message, "");
        return;
    }
    Members members = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                       g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};
    add_members(reading->format, &members, object, "");
    nx_reading_take(reading, line, &(NxListRow){text_of_column, text_named, &members});
    g_hash_table_unref(members.columns);
    g_hash_table_unref(members.names);
}

/* An address that is the whole entry. It is read as an object of one, so that escapes are. */
static void read_text(NxReading *reading, guint line, NxBytes value)
{
    g_autofree char *object = g_strdup_printf("{\"" NX_FIELD_ADDRESS "\":%.*s}", (int)value.len, value.at);
    read_object(reading, line, (NxBytes){object, strlen(object)});
}

/* ---- Lists ----------------------------------------------------------------------------------------------------------
 */

static gboolean is_name(NxBytes name, const char *text, gsize len)
{
    return name.len == len && memcmp(name.at, text, len) == 0;
}

/* The list at the end of a path, NAME or NAME.NAME, in an object. */
static gboolean find_list(NxBytes object, const char *path, NxBytes *list)
{
    NxBytes inside = nx_json_span_inside(object), name, value;
    gsize first = strcspn(path, ".");
    while (nx_json_span_member(&inside, &name, &value)) {
        if (!is_name(name, path, first))
            continue;
        if (!path[first]) {
            *list = value;
            return *value.at == '[';
        }
        if (*value.at == '{' && find_list(value, path + first + 1, list))
            return TRUE;
    }
    return FALSE;
}

static gboolean list_in(const NxFormat *format, NxBytes object, NxBytes *list)
{
    for (guint i = 0; i < format->lists->len; i++)
        if (find_list(object, format->lists->pdata[i], list))
            return TRUE;
    return FALSE;
}

static void read_list(NxReading *reading, guint line, NxBytes list)
{
    NxBytes inside = nx_json_span_inside(list), value;
    for (reading->entry = 1; nx_json_span_next(&inside, &value); reading->entry++) {
        if (*value.at == '"')
            read_text(reading, line, value);
        else
            read_object(reading, line, value);
    }
    if (inside.len)
        nx_reading_complain(reading, line, N_("this is no JSON"), "");
    reading->entry = 0;
}

static void read_value(NxReading *reading, guint line, NxBytes value)
{
    NxBytes list;
    if (*value.at == '[')
        read_list(reading, line, value);
    else if (*value.at == '{' && list_in(reading->format, value, &list))
        read_list(reading, line, list);
    else
        read_object(reading, line, value);
}

static guint newlines(const char *from, const char *to)
{
    guint n = 0;
    for (; from < to; from++)
        n += *from == '\n';
    return n;
}

/* All values in `rest`, which begins at a line. */
static void read_values(NxReading *reading, guint line, NxBytes rest)
{
    const char *counted = rest.at;
    NxBytes value;
    while (nx_json_span_next(&rest, &value)) {
        line += newlines(counted, value.at);
        counted = value.at;
        read_value(reading, line, value);
    }
    if (rest.len)
        nx_reading_complain(reading, line + newlines(counted, rest.at), N_("no JSON object"), "");
}

static NxBytes without_mark(NxBytes bytes)
{
    gboolean marked = bytes.len >= 3 && memcmp(bytes.at, "\xEF\xBB\xBF", 3) == 0;
    return marked ? (NxBytes){bytes.at + 3, bytes.len - 3} : bytes;
}

gboolean nx_looks_like_json(NxBytes bytes)
{
    bytes = without_mark(bytes);
    while (bytes.len && g_ascii_isspace(*bytes.at))
        bytes = (NxBytes){bytes.at + 1, bytes.len - 1};
    return bytes.len && (*bytes.at == '{' || *bytes.at == '[');
}

/* Does the first line that is not blank hold whole values? Then each does, and one that is broken breaks no other. */
static gboolean is_lines(NxBytes rest)
{
    NxBytes line, value;
    while (nx_line_next(&rest, &line)) {
        NxBytes left = line;
        gboolean any = FALSE;
        while (nx_json_span_next(&left, &value))
            any = TRUE;
        if (any || left.len)
            return any && !left.len;
    }
    return FALSE;
}

void nx_read_json(NxReading *reading)
{
    NxBytes rest = without_mark((NxBytes){reading->bytes, reading->len}), line;
    if (!is_lines(rest)) {
        read_values(reading, 1, rest);
        return;
    }
    for (guint number = 1; nx_line_next(&rest, &line); number++)
        read_values(reading, number, line);
}

gboolean nx_json_has_list(const NxFormat *format, NxBytes bytes)
{
    NxBytes rest = without_mark(bytes), value, list;
    return nx_json_span_next(&rest, &value) && *value.at == '{' && list_in(format, value, &list);
}

gboolean nx_json_first_row(const NxFormat *format, NxBytes bytes, NxBytes *row)
{
    NxBytes rest = without_mark(bytes), value, list;
    if (!nx_json_span_next(&rest, &value))
        return FALSE;
    gboolean in_list = *value.at == '[';
    list = value;
    if (*value.at == '{')
        in_list = list_in(format, value, &list);
    NxBytes inside = nx_json_span_inside(list);
    *row = value;
    return !in_list || nx_json_span_next(&inside, row);
}
