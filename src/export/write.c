/* Records as a list of a format: in which spellings, in which rows, as many as one file or document may hold. */
#include "export/format.h"
#include "export/spelling.h"
#include "export/table.h"
#include <nixie/address.h>
#include <nixie/json.h>
#include <nixie/text.h>
#include <string.h>

typedef struct {
    const NxFormat *format;
    const NxExportStyle *style;
    GPtrArray *columns; /* of the format; borrowed */
    NxTableStyle table;
    GString *out;
    NxProblems *problems;
    GPtrArray *held;
    GHashTable *standing; /* what its reader takes for one address, and the record that stands there under it */
    guint part, n;        /* of a part that is being filled, from 1; addresses in it */
    gsize bytes;
    gboolean is_open;
    guint left; /* addresses behind the part that was asked for */
} Writing;

/* ---- What fills a field --------------------------------------------------------------------------------------------
 */

/* One row: a record in one spelling, with one word of each choice. */
typedef struct {
    const Writing *writing;
    const NxRecord *record;
    const char *address;
    const char *word; /* of the choice that gives a row for each of its words; NULL: there is none */
} Row;

static gboolean holds(const NxFormatCase *saying, const NxRecord *record)
{
    const char *word = saying->condition;
    return !word || g_str_equal(word, nx_decision_name(record->decision)) ||
           g_str_equal(word, nx_class_name(record->klass)) || g_str_equal(word, nx_reason_name(record->reason));
}

static const char *choice_text(const NxFormatChoice *choice, const NxRecord *record)
{
    for (guint i = 0; i < choice->cases->len; i++) {
        const NxFormatCase *saying = choice->cases->pdata[i];
        if (holds(saying, record))
            return saying->text;
    }
    return ""; /* the last one always holds */
}

static const char *choose(gconstpointer user, const char *word)
{
    const Row *row = user;
    if (*row->address == '@' && g_str_equal(word, "domain")) /* in this spelling */
        return row->address + 1;
    const NxFormatChoice *choice = nx_format_choice(row->writing->format, word);
    return !choice ? NULL : choice->each ? row->word : choice_text(choice, row->record);
}

static NxFilling filling_of(const Row *row)
{
    return (NxFilling){.record = row->record, .address = row->address, .choice = choose, .user = row};
}

/* ---- Rows -----------------------------------------------------------------------------------------------------------
 */

static void write_line(const Row *row, GString *out)
{
    NxFilling filling = filling_of(row);
    const Writing *writing = row->writing;
    gboolean whole_domain = *row->address == '@' && !writing->style->removal;
    const NxFormatColumn *column = writing->columns->pdata[0];
    g_autofree char *text = nx_template_text(whole_domain ? writing->format->domain : column->text, &filling);
    g_string_append_printf(out, "%s\n", text);
}

static gboolean is_address(const NxFormatColumn *column)
{
    const NxPiece *only = nx_template_only_field(column->text);
    return only && g_str_equal(only->word, NX_FIELD_ADDRESS);
}

static void write_cells(const Row *row, GString *out)
{
    NxFilling filling = filling_of(row);
    const Writing *writing = row->writing;
    gsize filled = 0;
    for (guint i = 0; i < writing->columns->len; i++) {
        const NxFormatColumn *column = writing->columns->pdata[i];
        g_autofree char *text = nx_template_text(column->text, &filling);
        NxTextKind address = writing->style->for_spreadsheet ? NX_TEXT_GUARDED : NX_TEXT_EXACT;
        nx_table_write(out, &writing->table, i == 0, text, is_address(column) ? address : NX_TEXT_FREE);
        filled = *text ? out->len : filled;
    }
    if (writing->format->trim)
        g_string_truncate(out, filled);
    nx_table_end(out, &writing->table);
}

static void write_head(const Writing *writing)
{
    for (guint i = 0; i < writing->columns->len; i++) {
        const NxFormatColumn *column = writing->columns->pdata[i];
        gboolean guarded = is_address(column) && writing->style->for_spreadsheet;
        nx_table_write(writing->out, &writing->table, i == 0, guarded ? NX_GUARDED_ADDRESS : column->name,
                       NX_TEXT_FREE);
    }
    nx_table_end(writing->out, &writing->table);
}

/* Of one field alone it has the type; what is not known is null in lists of our own, and empty in others. */
static void write_member(const NxFormatColumn *column, const NxFilling *filling, gboolean own, GString *out)
{
    const NxPiece *only = nx_template_only_field(column->text);
    const char *name = *column->name ? column->name : NULL;
    g_autofree char *text = only ? nx_piece_text(only, filling) : nx_template_text(column->text, filling);
    NxCellType type = only && only->field ? only->field->type : NX_CELL_TEXT;
    if (text && type == NX_CELL_NUMBER)
        nx_json_number(out, name, g_ascii_strtoll(text, NULL, 10));
    else if (text && type == NX_CELL_FLAG)
        nx_json_flag(out, name, g_str_equal(text, "true"));
    else
        nx_json_text(out, name, text || own ? text : "");
}

static void write_members(const Row *row, GString *out)
{
    NxFilling filling = filling_of(row);
    const GPtrArray *columns = row->writing->columns;
    gboolean bare = columns->len == 1 && !*((const NxFormatColumn *)columns->pdata[0])->name;
    if (!bare)
        nx_json_object_open(out, NULL);
    for (guint i = 0; i < columns->len; i++)
        write_member(columns->pdata[i], &filling, row->writing->format->own, out);
    if (!bare)
        nx_json_object_close(out);
    if (!row->writing->format->list)
        g_string_append_c(out, '\n');
}

/* A row for each word of the choice that has some; one, where there is none. */
static void write_rows(const Writing *writing, const NxRecord *record, const char *address, GString *out)
{
    static void (*const WRITERS[])(const Row *row, GString *out) = {
        [NX_FORMAT_LINES] = write_line,
        [NX_FORMAT_TABLE] = write_cells,
        [NX_FORMAT_OBJECTS] = write_members,
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(WRITERS) == NX_N_FORMAT_KINDS);
    const NxFormatChoice *each = NULL;
    for (guint i = 0; i < writing->format->choices->len && !writing->style->removal; i++) {
        const NxFormatChoice *choice = writing->format->choices->pdata[i];
        each = choice->each ? choice : each;
    }
    g_auto(GStrv) words = g_strsplit(each ? choice_text(each, record) : "-", " ", -1);
    for (char **word = words; *word; word++) {
        Row row = {writing, record, address, each ? *word : NULL};
        WRITERS[writing->format->kind](&row, out);
    }
}

/* ---- Parts ----------------------------------------------------------------------------------------------------------
 */

static gboolean is_documents(const NxFormat *format)
{
    return format->kind == NX_FORMAT_OBJECTS && format->list;
}

/* Documents stand one below the other, each a call; files are asked for one by one. */
static gboolean is_wanted(const Writing *writing)
{
    return is_documents(writing->format) || writing->part == MAX(writing->style->part, 1);
}

static void open_part(Writing *writing)
{
    const NxFormat *format = writing->format;
    const NxFormatColumn *first = writing->columns->pdata[0];
    writing->is_open = TRUE;
    if (!is_wanted(writing))
        return;
    if (format->kind == NX_FORMAT_TABLE && !format->headless && *first->name)
        write_head(writing);
    if (!is_documents(format))
        return;
    if (g_str_equal(format->list, "-")) {
        nx_json_list_open(writing->out, NULL);
    } else {
        nx_json_object_open(writing->out, NULL);
        nx_json_list_open(writing->out, format->list);
    }
}

static void close_part(Writing *writing)
{
    if (writing->is_open && is_documents(writing->format)) {
        nx_json_list_close(writing->out);
        if (!g_str_equal(writing->format->list, "-"))
            nx_json_object_close(writing->out);
        g_string_append_c(writing->out, '\n');
    }
    writing->is_open = FALSE;
    writing->n = 0;
    writing->bytes = 0;
}

static gboolean is_full(const Writing *writing, guint more, gsize bytes)
{
    const NxFormat *format = writing->format;
    return writing->n && ((format->most && writing->n + more > format->most) ||
                          (format->bytes && writing->bytes + bytes > format->bytes));
}

static void put_rows(Writing *writing, NxRecord *record, guint n, const GString *rows)
{
    if (is_full(writing, n, rows->len)) {
        close_part(writing);
        writing->part++;
    }
    if (!writing->is_open)
        open_part(writing);
    gboolean wanted = is_wanted(writing);
    if (wanted && is_documents(writing->format) && writing->n)
        g_string_append_c(writing->out, ',');
    if (wanted) {
        g_string_append_len(writing->out, rows->str, (gssize)rows->len);
        g_ptr_array_add(writing->held, record);
    }
    writing->n += n;
    writing->bytes += rows->len;
    writing->left += !wanted && writing->part > MAX(writing->style->part, 1);
}

/* ---- Records --------------------------------------------------------------------------------------------------------
 */

static gboolean may_stand(const Writing *writing, const NxRecord *record)
{
    const NxFormat *format = writing->format;
    return !format->decisions || writing->style->removal || format->decisions & 1U << record->decision;
}

/* Whether a spelling is new to its reader. Two addresses that it takes for one are both left out by the one line. */
static gboolean is_new(Writing *writing, const NxRecord *record, const char *spelling)
{
    if (writing->format->own)
        return TRUE;
    char *seen = writing->format->folds ? g_utf8_casefold(spelling, -1) : g_ascii_strdown(spelling, -1);
    const NxRecord *other = g_hash_table_lookup(writing->standing, seen);
    if (!other) {
        g_hash_table_insert(writing->standing, seen, (gpointer)record);
        return TRUE;
    }
    g_free(seen);
    if (!g_str_equal(other->key, record->key))
        nx_problems_add(writing->problems, spelling, nx_tr("stands there once, together with %s: they are one to it"),
                        other->spelling ? other->spelling : other->key);
    return FALSE;
}

static void write_record(Writing *writing, NxRecord *record)
{
    g_autoptr(GPtrArray) spellings = g_ptr_array_new_with_free_func(g_free);
    gboolean ascii = writing->style->ascii || writing->format->ascii;
    const char *why = may_stand(writing, record) ? nx_spellings_of(writing->format, record, ascii, spellings)
                                                 : N_("nobody decided to send it no mail");
    if (why) {
        nx_problems_add(writing->problems, record->spelling ? record->spelling : record->key, "%s", nx_tr(why));
        return;
    }
    g_autoptr(GString) rows = g_string_new(NULL);
    guint n = 0;
    for (guint i = 0; i < spellings->len; i++) {
        if (!is_new(writing, record, spellings->pdata[i]))
            continue;
        write_rows(writing, record, spellings->pdata[i], rows);
        n++;
    }
    if (n)
        put_rows(writing, record, n, rows);
    else
        g_ptr_array_add(writing->held, record);
}

static void say_left(const Writing *writing)
{
    if (writing->left && !writing->style->part)
        nx_problems_add(writing->problems, writing->format->name,
                        nx_trn("%u address more than one file may have: --part 2, 3, ... gives the rest",
                               "%u addresses more than one file may have: --part 2, 3, ... gives the rest",
                               writing->left),
                        writing->left);
}

static void make_ascii(GString *out, const NxFormat *format, gsize from)
{
    g_autofree char *ascii =
        format->kind == NX_FORMAT_OBJECTS ? nx_json_ascii(out->str + from) : nx_safe_ascii(out->str + from);
    g_string_truncate(out, from);
    g_string_append(out, ascii);
}

/* Those that are asked for, in that order, or all. Caller unrefs. */
static GPtrArray *columns_of(const NxFormat *format, const NxExportStyle *style)
{
    GPtrArray *all = style->removal && format->removal ? format->removal : format->columns;
    if (!style->columns || !format->own)
        return g_ptr_array_ref(all);
    GPtrArray *chosen = g_ptr_array_new();
    for (guint i = 0; style->columns[i]; i++)
        for (guint c = 0; c < all->len; c++)
            if (g_str_equal(((const NxFormatColumn *)all->pdata[c])->name, style->columns[i]))
                g_ptr_array_add(chosen, all->pdata[c]);
    return chosen;
}

GPtrArray *nx_export_write(const NxFormat *format, const GPtrArray *records, const NxExportStyle *style, GString *out,
                           NxProblems *problems)
{
    g_autoptr(GPtrArray) columns = columns_of(format, style);
    Writing writing = {
        .format = format,
        .style = style,
        .columns = columns,
        .table = {format->separator, format->crlf, format->always_quoted},
        .out = out,
        .problems = problems,
        .held = g_ptr_array_new(),
        .standing = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .part = 1,
    };
    gsize from = out->len;
    for (guint i = 0; i < records->len; i++)
        write_record(&writing, records->pdata[i]);
    /* A list of nobody has its head, or is an empty one; a call about nobody is none. */
    if (!writing.is_open && writing.part == 1 && !(is_documents(format) && format->most))
        open_part(&writing);
    close_part(&writing);
    say_left(&writing);
    if (style->ascii)
        make_ascii(out, format, from);
    g_hash_table_unref(writing.standing);
    return writing.held;
}

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
