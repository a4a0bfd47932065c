/* A list read as what it is said to be, or as what it seems to be. */
#include "base/line.h"
#include "export/json_line.h"
#include "export/list_time.h"
#include "export/reading.h"
#include "export/table.h"
#include <nixie/address.h>
#include <string.h>

GPtrArray *nx_import_read(const NxFormat *format, GBytes *bytes, const char *name, NxProblems *problems)
{
    NxReading reading = {.format = format, .name = name, .problems = problems};
    reading.bytes = g_bytes_get_data(bytes, &reading.len);
    reading.imported = g_ptr_array_new_with_free_func((GDestroyNotify)nx_imported_free);
    if (!reading.len)
        return reading.imported;
    gboolean json = nx_looks_like_json((NxBytes){reading.bytes, reading.len});
    if (format->kind == NX_FORMAT_LINES && format->columns)
        nx_read_lines(&reading);
    else if (json || (format->kind == NX_FORMAT_OBJECTS && format->own))
        nx_read_json(&reading);
    else
        nx_read_table(&reading);
    return reading.imported;
}

#define ROWS_LOOKED_AT 20

/* ---- What a list seems to be ----------------------------------------------------------------------------------------
 */

static gboolean all_there(char **finds, GHashTable *names)
{
    for (char **name = finds; *name; name++)
        if (!g_hash_table_contains(names, *name))
            return FALSE;
    return TRUE;
}

/* How many names tell that a list with these is of a format; 0: not enough. */
static guint names_found(const NxFormat *format, GHashTable *names)
{
    guint best = 0;
    for (guint i = 0; i < format->finds->len; i++) {
        char **finds = format->finds->pdata[i];
        if (all_there(finds, names))
            best = MAX(best, g_strv_length(finds));
    }
    return best;
}

static GHashTable *new_names(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void add_names(GHashTable *names, JsonObject *object, const char *prefix)
{
    g_autoptr(GList) members = json_object_get_members(object);
    for (const GList *member = members; member; member = member->next) {
        g_autofree char *full = g_strconcat(prefix, member->data, NULL), *within = g_strconcat(full, ".", NULL);
        JsonNode *node = json_object_get_member(object, member->data);
        g_hash_table_add(names, g_ascii_strdown(full, -1));
        if (JSON_NODE_HOLDS_OBJECT(node) && !*prefix)
            add_names(names, json_node_get_object(node), within);
    }
}

static GHashTable *names_of_json(const NxFormat *format, NxBytes bytes)
{
    NxBytes row;
    GHashTable *names = new_names();
    g_autoptr(JsonObject) object =
        nx_json_first_row(format, bytes, &row) ? nx_json_line_read(row.at, row.len, NULL) : NULL;
    if (object)
        add_names(names, object, "");
    return names;
}

static const NxFormat *guess_json(NxBytes bytes)
{
    const GPtrArray *all = nx_format_table();
    const NxFormat *best = nx_format_find("jsonl");
    guint most = 0;
    for (guint i = 0; i < all->len; i++) {
        const NxFormat *format = all->pdata[i];
        g_autoptr(GHashTable) names = names_of_json(format, bytes);
        guint found = format->reads ? 2 * (names_found(format, names) + nx_json_has_list(format, bytes)) : 0;
        found += found && format->kind == NX_FORMAT_OBJECTS;
        if (found > most) {
            most = found;
            best = format;
        }
    }
    return best;
}

/* Cells that say what the columns of a table without names would. */
static gboolean fits_places(const NxFormat *format, const GPtrArray *cells)
{
    guint told = 0;
    if (!format->headless || cells->len < 2 || cells->len > format->columns->len)
        return FALSE;
    for (guint i = 0; i < cells->len; i++) {
        const NxPiece *field = nx_template_only_field(((const NxFormatColumn *)format->columns->pdata[i])->text);
        const char *cell = cells->pdata[i], *word = field ? field->word : "";
        g_autofree char *key = g_str_equal(word, NX_FIELD_ADDRESS) ? nx_address_key(cell, -1) : NULL;
        gboolean kind = g_str_equal(word, "kind") && nx_listed_parse(cell) != NX_LISTED_NOT_SAID;
        gboolean until = g_str_equal(word, "until") && nx_list_time(cell) != NX_TIME_UNKNOWN;
        told += key || kind || until || !field;
    }
    return told == cells->len;
}

static guint table_score(const NxFormat *format, const GPtrArray *cells, GHashTable *names, char separator)
{
    guint found = names_found(format, names);
    if (found)
        return 2 * found + (format->separator == separator);
    return fits_places(format, cells);
}

static const NxFormat *guess_table(const GPtrArray *cells, char separator)
{
    const GPtrArray *all = nx_format_table();
    g_autoptr(GHashTable) names = new_names();
    const NxFormat *best = NULL;
    guint most = 0;
    gboolean address = FALSE;
    for (guint i = 0; i < cells->len; i++) {
        g_hash_table_add(names, g_strstrip(g_ascii_strdown(cells->pdata[i], -1)));
        address |= nx_is_address_heading(cells->pdata[i]);
    }
    for (guint i = 0; i < all->len; i++) {
        const NxFormat *format = all->pdata[i];
        guint score = format->reads ? table_score(format, cells, names, separator) : 0;
        if (score > most) {
            most = score;
            best = format;
        }
    }
    return best || !address ? best : nx_format_find("csv");
}

/* The first line that says something, as text. Caller frees. */
static char *first_line(NxBytes rest)
{
    NxBytes line;
    while (nx_line_next(&rest, &line)) {
        char *text = g_strstrip(nx_text_from_utf8(line.at, (gssize)line.len));
        if (*text && *text != '#')
            return text;
        g_free(text);
    }
    return g_strdup("");
}

/* A map has something behind its address that refuses mail. */
static const NxFormat *guess_lines(const char *line)
{
    const GPtrArray *all = nx_format_table();
    for (guint i = 0; i < all->len; i++) {
        const NxFormat *format = all->pdata[i];
        const char *behind;
        if (format->kind != NX_FORMAT_LINES || !format->refusals)
            continue;
        g_autofree char *address = nx_line_address(format, line, &behind);
        g_autofree char *key = address ? nx_address_key(address, -1) : NULL;
        if (key && *behind && nx_line_refuses(format, behind))
            return format;
    }
    return all->pdata[0];
}

const NxFormat *nx_format_guess(GBytes *bytes)
{
    gsize len;
    const char *at = g_bytes_get_data(bytes, &len);
    NxBytes list = {at ? at : "", len};
    if (nx_looks_like_json(list))
        return guess_json(list);
    NxTableReader reader;
    char separator = nx_table_separator(list.at, list.len);
    nx_table_reader_init(&reader, separator ? separator : ',', separator != '\t', list.at, list.len);
    const NxFormat *table = NULL;
    for (guint row = 0; !table && row < ROWS_LOOKED_AT; row++) { /* one row may lack what the next one tells */
        g_autoptr(GPtrArray) cells = nx_table_reader_next(&reader);
        if (!cells || reader.broken)
            break;
        table = guess_table(cells, separator ? separator : ',');
    }
    if (table)
        return table;
    g_autofree char *line = first_line(list);
    return guess_lines(line);
}
