/* Lines of data files, and on top of them tables of cells and lists of words. */
#include "base/line.h"
#include <nixie/data.h>
#include <nixie/library.h>
#include <nixie/text.h>

struct NxDataReader {
    GBytes *bytes;
    char *name;
    NxProblems *problems;
    NxBytes rest;
    guint line;
    gboolean astray; /* after a broken section line: its pairs belong to nobody */
    GString *section, *argument, *key, *value;
};

static void complain(NxProblems *problems, const char *name, guint line, const char *reason)
{
    g_autofree char *where = g_strdup_printf("%s:%u", name, line);
    nx_problems_add(problems, where, "%s", reason);
}

/* Cuts the next line off; FALSE at the end. Takes LF and CRLF. */
static gboolean cut_line(NxBytes *rest, NxBytes *line)
{
    if (!nx_line_next(rest, line))
        return FALSE;
    if (line->len && line->at[line->len - 1] == '\r')
        line->len--;
    return TRUE;
}

/* All of the file but a byte order mark. */
static NxBytes content_of(GBytes *bytes)
{
    gsize size, mark;
    const char *at = g_bytes_get_data(bytes, &size);
    mark = size >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    return (NxBytes){at ? at + mark : "", size - mark}; /* nothing has no place */
}

static gboolean is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static NxBytes stripped(NxBytes text)
{
    while (text.len && is_blank(text.at[0])) {
        text.at++;
        text.len--;
    }
    while (text.len && is_blank(text.at[text.len - 1]))
        text.len--;
    return text;
}

/* Splits off the first word, up to a blank or '='. */
static NxBytes first_word(NxBytes *text, gboolean stop_at_equals)
{
    NxBytes word = {text->at, 0};
    while (word.len < text->len && !is_blank(word.at[word.len]) && !(stop_at_equals && word.at[word.len] == '='))
        word.len++;
    *text = stripped((NxBytes){text->at + word.len, text->len - word.len});
    return word;
}

static void set(GString *string, NxBytes text)
{
    g_string_truncate(string, 0);
    g_string_append_len(string, text.at, (gssize)text.len);
}

NxDataReader *nx_data_reader_new(GBytes *bytes, const char *name, NxProblems *problems)
{
    NxDataReader *reader = g_new0(NxDataReader, 1);
    reader->bytes = g_bytes_ref(bytes);
    reader->name = g_strdup(name);
    reader->problems = problems;
    reader->rest = content_of(bytes);
    reader->section = g_string_new(NULL);
    reader->argument = g_string_new(NULL);
    reader->key = g_string_new(NULL);
    reader->value = g_string_new(NULL);
    return reader;
}

void nx_data_reader_free(NxDataReader *reader)
{
    if (!reader)
        return;
    g_bytes_unref(reader->bytes);
    g_free(reader->name);
    g_string_free(reader->section, TRUE);
    g_string_free(reader->argument, TRUE);
    g_string_free(reader->key, TRUE);
    g_string_free(reader->value, TRUE);
    g_free(reader);
}

const char *nx_data_reader_name(const NxDataReader *reader)
{
    return reader->name;
}

static gboolean read_section(NxDataReader *reader, NxBytes text)
{
    gboolean closed = text.len > 2 && text.at[text.len - 1] == ']';
    NxBytes inside = closed ? stripped((NxBytes){text.at + 1, text.len - 2}) : (NxBytes){NULL, 0};
    reader->astray = !inside.len;
    if (reader->astray) {
        complain(reader->problems, reader->name, reader->line,
                 nx_tr("a section is written [name] or [name argument]; passed over up to the next one"));
        return FALSE;
    }
    set(reader->section, first_word(&inside, FALSE));
    set(reader->argument, inside);
    return TRUE;
}

/* Appends the indented lines that follow; comments among them are none of the value. */
static void read_continuation(NxDataReader *reader)
{
    NxBytes next = reader->rest;
    NxBytes line;
    while (cut_line(&next, &line) && line.len && is_blank(line.at[0])) {
        NxBytes text = stripped(line);
        if (!text.len || !g_utf8_validate_len(text.at, text.len, NULL))
            break;
        reader->rest = next;
        reader->line++;
        if (text.at[0] == '#')
            continue;
        if (reader->value->len)
            g_string_append_c(reader->value, ' ');
        g_string_append_len(reader->value, text.at, (gssize)text.len);
    }
}

static gboolean read_pair(NxDataReader *reader, NxBytes text)
{
    NxBytes key = first_word(&text, TRUE);
    if (!key.len) {
        complain(reader->problems, reader->name, reader->line, nx_tr("a value without a key; passed over"));
        return FALSE;
    }
    if (text.len && text.at[0] == '=')
        text = stripped((NxBytes){text.at + 1, text.len - 1});
    set(reader->key, key);
    set(reader->value, text);
    read_continuation(reader);
    return TRUE;
}

/* TRUE if the line gave something to hand out. */
static gboolean read_line(NxDataReader *reader, NxBytes line, NxDataKind *kind)
{
    NxBytes text = stripped(line);
    if (!text.len || text.at[0] == '#')
        return FALSE;
    if (!g_utf8_validate_len(line.at, line.len, NULL)) {
        complain(reader->problems, reader->name, reader->line, nx_tr("not UTF-8; passed over"));
        return FALSE;
    }
    if (is_blank(line.at[0])) {
        if (!reader->astray)
            complain(reader->problems, reader->name, reader->line,
                     nx_tr("an indented line that goes on with nothing; passed over"));
        return FALSE;
    }
    *kind = text.at[0] == '[' ? NX_DATA_SECTION : NX_DATA_PAIR;
    if (*kind == NX_DATA_SECTION)
        return read_section(reader, text);
    return !reader->astray && read_pair(reader, text);
}

gboolean nx_data_reader_next(NxDataReader *reader, NxDataLine *line)
{
    NxBytes bytes;
    while (cut_line(&reader->rest, &bytes)) {
        NxDataKind kind;
        guint number = ++reader->line;
        if (!read_line(reader, bytes, &kind))
            continue;
        gboolean pair = kind == NX_DATA_PAIR;
        *line = (NxDataLine){.kind = kind,
                             .line = number,
                             .section = reader->section->str,
                             .argument = reader->argument->str,
                             .key = pair ? reader->key->str : "",
                             .value = pair ? reader->value->str : ""};
        return TRUE;
    }
    return FALSE;
}

/* ---- Tables ------------------------------------------------------------------------------------------------------ */

struct NxTable {
    char **columns;
    guint width;
    GStringChunk *text;
    GPtrArray *cells; /* row after row, borrowed from text */
    GArray *lines;    /* guint */
};

static char **split_cells(NxBytes line, guint *count)
{
    g_autofree char *copy = g_strndup(line.at, line.len);
    char **cells = g_strsplit(copy, "\t", -1);
    *count = g_strv_length(cells);
    for (guint i = 0; i < *count; i++)
        g_strstrip(cells[i]);
    return cells;
}

static void add_row(NxTable *table, char **cells, guint count, guint line)
{
    for (guint i = 0; i < table->width; i++)
        g_ptr_array_add(table->cells, i < count ? g_string_chunk_insert_const(table->text, cells[i]) : (char *)"");
    g_array_append_val(table->lines, line);
}

static void read_row(NxTable *table, NxBytes bytes, const char *name, guint line, NxProblems *problems)
{
    if (!g_utf8_validate_len(bytes.at, bytes.len, NULL)) {
        complain(problems, name, line, nx_tr("not UTF-8; passed over"));
        return;
    }
    guint count;
    char **cells = split_cells(bytes, &count);
    if (!table->columns) {
        table->columns = g_steal_pointer(&cells);
        table->width = count;
    } else if (count > table->width)
        complain(problems, name, line, nx_tr("more cells than columns; passed over"));
    else
        add_row(table, cells, count, line);
    g_strfreev(cells);
}

NxTable *nx_table_new(GBytes *bytes, const char *name, NxProblems *problems)
{
    NxTable *table = g_new0(NxTable, 1);
    table->text = g_string_chunk_new(4096);
    table->cells = g_ptr_array_new();
    table->lines = g_array_new(FALSE, FALSE, sizeof(guint));
    NxBytes rest = content_of(bytes);
    NxBytes line;
    for (guint number = 1; cut_line(&rest, &line); number++)
        if (stripped(line).len && line.at[0] != '#')
            read_row(table, line, name, number, problems);
    return table;
}

void nx_table_free(NxTable *table)
{
    if (!table)
        return;
    g_strfreev(table->columns);
    g_string_chunk_free(table->text);
    g_ptr_array_unref(table->cells);
    g_array_unref(table->lines);
    g_free(table);
}

guint nx_table_rows(const NxTable *table)
{
    return table->lines->len;
}

const char *nx_table_cell(const NxTable *table, guint row, const char *column)
{
    g_assert(row < table->lines->len);
    for (guint i = 0; i < table->width; i++)
        if (strcmp(table->columns[i], column) == 0)
            return g_ptr_array_index(table->cells, row * table->width + i);
    return NULL;
}

guint nx_table_line(const NxTable *table, guint row)
{
    g_assert(row < table->lines->len);
    return g_array_index(table->lines, guint, row);
}

static void take_rows(const NxTable *table, const char *name, NxRowTaker take, gpointer into, NxProblems *problems)
{
    for (guint row = 0; row < nx_table_rows(table); row++) {
        const char *wrong = take(into, table, row);
        if (wrong)
            complain(problems, name, nx_table_line(table, row), wrong);
    }
}

static void warn(NxProblems *problems)
{
    g_auto(GStrv) lines = nx_problems_take(problems);
    for (char **line = lines; *line; line++)
        g_warning("%s", *line);
    nx_problems_free(problems);
}

void nx_table_read(const char *name, NxRowTaker take, gpointer into, NxProblems *problems)
{
    NxProblems *told = problems ? problems : nx_problems_new();
    g_autoptr(GBytes) bytes = nx_library_embedded(name);
    g_assert(bytes);
    NxTable *table = nx_table_new(bytes, name, told);
    take_rows(table, name, take, into, told);
    nx_table_free(table);
    if (!problems)
        warn(told);
}

/* ---- Lists of words ---------------------------------------------------------------------------------------------- */

typedef struct {
    const NxWordTable *table;
    GPtrArray **lists;
} WordLists;

static const char *take_word(gpointer into, const NxTable *table, guint row)
{
    const WordLists *words = into;
    const char *list = nx_table_cell(table, row, words->table->column), *word = nx_table_cell(table, row, "word");
    for (guint i = 0; i < words->table->n; i++)
        if (g_strcmp0(list, words->table->lists[i]) == 0 && word && *word) {
            g_ptr_array_add(words->lists[i], g_strdup(word));
            return NULL;
        }
    return nx_tr("a row is the name of a list and a word for it");
}

const char *const *const *nx_word_lists_read(const NxWordTable *table)
{
    WordLists words = {table, g_new(GPtrArray *, table->n)};
    for (guint i = 0; i < table->n; i++)
        words.lists[i] = g_ptr_array_new();
    nx_table_read(table->file, take_word, &words, NULL);
    char ***lists = g_new(char **, table->n);
    for (guint i = 0; i < table->n; i++) {
        g_ptr_array_add(words.lists[i], NULL);
        lists[i] = (char **)g_ptr_array_free(words.lists[i], FALSE);
    }
    g_free(words.lists);
    return (const char *const *const *)lists;
}
