/* A line is split by each separator in turn; the one that makes a heading of it is that of the table below. */
#include "parse/general/table.h"
#include "base/line.h"
#include "parse/bounds.h"
#include "parse/general/phrases.h"
#include "parse/general/reach.h"
#include <string.h>

/* What parts cells. GAP is two blanks or more. */
typedef enum { TAB, BAR, SEMICOLON, COMMA, GAP, N_SEPARATORS } Separator;

enum { MAX_CELLS = 32 }; /* a bit of a guint for each */

typedef struct {
    NxBytes cells[MAX_CELLS]; /* without blanks and quotes around them */
    guint n;                  /* 0: no cells, or too many */
} Row;

typedef struct {
    GString *out;
    gboolean open; /* a table has begun, and its next row is due */
    Separator separator;
    Row headings;     /* borrowed from the text */
    guint recipients; /* a bit for each column that is one of recipients, by its heading */
} Tables;

/* ---- Rows -------------------------------------------------------------------------------------------------------- */

/* Bytes of the separator at `at`, 0 if none stands there. */
static gsize separator_len(Separator separator, NxBytes line, gsize at)
{
    static const char MARKS[] = {[TAB] = '\t', [BAR] = '|', [SEMICOLON] = ';', [COMMA] = ','};
    if (separator != GAP)
        return line.at[at] == MARKS[separator];
    gsize end = at;
    while (end < line.len && line.at[end] == ' ')
        end++;
    return end - at >= NX_REACH_GAP ? end - at : 0;
}

static NxBytes trim(NxBytes cell)
{
    while (cell.len && strchr(" \t\r\"", cell.at[0]))
        cell.at++, cell.len--;
    while (cell.len && strchr(" \t\r\"", cell.at[cell.len - 1]))
        cell.len--;
    return cell;
}

/* A bar or blanks may stand at both ends. */
static NxBytes strip_frame(NxBytes line, Separator separator)
{
    line = trim(line);
    if (separator == BAR && line.len && line.at[0] == '|')
        line.at++, line.len--;
    if (separator == BAR && line.len && line.at[line.len - 1] == '|')
        line.len--;
    return line;
}

static void split(Row *row, NxBytes line, Separator separator)
{
    gboolean quoted = FALSE;
    gsize start = 0;
    row->n = 0;
    line = separator == TAB || separator == BAR ? strip_frame(line, separator) : line;
    for (gsize at = 0; at <= line.len; at++) {
        gsize len = at < line.len && !quoted ? separator_len(separator, line, at) : 0;
        quoted ^= at < line.len && line.at[at] == '"' && (separator == SEMICOLON || separator == COMMA);
        if (!len && at < line.len)
            continue;
        if (row->n == MAX_CELLS) {
            row->n = 0;
            return;
        }
        row->cells[row->n++] = trim((NxBytes){line.at + start, at - start});
        start = at + len;
        at += len ? len - 1 : 0;
    }
}

/* ---- Headings ---------------------------------------------------------------------------------------------------- */

static gboolean is_label(NxBytes cell, NxPhraseKind kind)
{
    g_autofree char *folded = nx_phrases_fold(cell.at, cell.len);
    return nx_phrases_is_label(folded, strlen(folded), kind);
}

/* Short cells without an address, of which some are labels of recipients: a bit for each, 0 where it is no line of
 * headings. */
static guint recipient_columns(const Row *row)
{
    guint columns = 0;
    for (guint i = 0; i < row->n; i++) {
        NxBytes cell = row->cells[i];
        if (cell.len > NX_REACH_LABEL || memchr(cell.at, '@', cell.len) || memchr(cell.at, ':', cell.len))
            return 0;
        columns |= cell.len && is_label(cell, NX_PHRASE_RECIPIENT) ? 1u << i : 0;
    }
    return row->n > 1 ? columns : 0;
}

static gboolean begin_table(Tables *tables, NxBytes line)
{
    if (line.len > MAX_CELLS * NX_REACH_LABEL)
        return FALSE;
    for (Separator separator = 0; separator < N_SEPARATORS; separator++) {
        split(&tables->headings, line, separator);
        tables->recipients = recipient_columns(&tables->headings);
        tables->separator = separator;
        if (tables->recipients)
            return TRUE;
    }
    return FALSE;
}

/* ---- Records ----------------------------------------------------------------------------------------------------- */

static void put_cell(GString *out, NxBytes heading, NxBytes value)
{
    if (!value.len)
        return;
    g_string_append_len(out, heading.at, (gssize)heading.len);
    g_string_append(out, ": ");
    g_string_append_len(out, value.at, (gssize)value.len);
    g_string_append_c(out, '\n');
}

/* FALSE where it is no row of the table. */
static gboolean put_row(Tables *tables, NxBytes line)
{
    Row row;
    split(&row, line, tables->separator);
    if (row.n != tables->headings.n)
        return FALSE;
    guint address = 0; /* its column */
    while (address < row.n &&
           !(tables->recipients >> address & 1 && memchr(row.cells[address].at, '@', row.cells[address].len)))
        address++;
    if (address == row.n)
        return TRUE;
    put_cell(tables->out, tables->headings.cells[address], row.cells[address]);
    for (guint i = 0; i < row.n; i++)
        if (i != address)
            put_cell(tables->out, tables->headings.cells[i], row.cells[i]);
    g_string_append_c(tables->out, '\n');
    return TRUE;
}

/* Dashes, plus signs and bars between rows. */
static gboolean is_ruling(NxBytes line)
{
    gsize at = 0;
    while (at < line.len && strchr("-=+| \t\r_", line.at[at]))
        at++;
    return at == line.len;
}

/* ---- Lines of names and values ----------------------------------------------------------------------------------- */

/* Where the name of "NAME=value" ends, 0 if it is none. */
static gsize name_len(NxBytes cell)
{
    gsize at = 0;
    while (at < cell.len && (g_ascii_isalnum(cell.at[at]) || strchr("-_ .", cell.at[at])))
        at++;
    return at < cell.len && cell.at[at] == '=' && at < NX_REACH_LABEL ? at : 0;
}

/* "EVENT=FAIL|TO=ann@example.com|SMTP=550": a line for each. FALSE where it is no such line. */
static gboolean put_pairs(GString *out, NxBytes line)
{
    enum { LEAST = 2 };
    for (Separator separator = 0; separator < COMMA; separator++) {
        Row row;
        guint pairs = 0;
        split(&row, line, separator);
        for (guint i = 0; i < row.n; i++)
            pairs += name_len(row.cells[i]) > 0;
        if (pairs < LEAST || pairs < row.n)
            continue;
        for (guint i = 0; i < row.n; i++) {
            gsize len = name_len(row.cells[i]);
            put_cell(out, (NxBytes){row.cells[i].at, len},
                     trim((NxBytes){row.cells[i].at + len + 1, row.cells[i].len - len - 1}));
        }
        return TRUE;
    }
    return FALSE;
}

static void add_tables(GString *out, const char *text, gsize len)
{
    Tables tables = {.out = out};
    NxBytes rest = {text, len}, line;
    gboolean open = FALSE; /* a record of pairs has begun: the next line of pairs belongs to it */
    while (out->len < NX_MAX_MARKED_TEXT && nx_line_next(&rest, &line)) {
        if (tables.open && is_ruling(line))
            continue;
        if (tables.open && put_row(&tables, line))
            continue;
        gboolean pairs = put_pairs(out, line);
        if (open && !pairs)
            g_string_append_c(out, '\n');
        open = pairs;
        tables.open = !pairs && begin_table(&tables, line);
    }
    if (open)
        g_string_append_c(out, '\n');
}

char *nx_table_records(const char *text, gsize len)
{
    GString *out = g_string_new(NULL);
    add_tables(out, text, len);
    return g_string_free(out, FALSE);
}

char *nx_table_of_notice(const NxNotice *notice)
{
    GString *out = g_string_new(NULL);
    add_tables(out, notice->text, MIN(notice->text_original, NX_MAX_MARKED_TEXT));
    if (strcmp(notice->html, notice->text) != 0)
        add_tables(out, notice->html, MIN(notice->html_original, NX_MAX_MARKED_TEXT));
    for (guint i = 1; i < nx_part_list_count(notice->list); i++) {
        const NxPart *part = nx_part_list_get(notice->list, i);
        if (nx_part_is_inner(notice->list, i) ||
            !(nx_part_is(part, "text/csv") || nx_part_is(part, "text/tab-separated-values")))
            continue;
        g_autofree char *content = nx_part_text(notice->list, part);
        add_tables(out, content, MIN(strlen(content), NX_MAX_MARKED_TEXT));
    }
    return g_string_free(out, FALSE);
}
