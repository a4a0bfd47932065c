/* Cells of tables, written safely and read leniently. */
#include "export/table.h"
#include <nixie/address.h>
#include <nixie/text.h>

const NxTableStyle NX_TABLE_CSV = {',', TRUE, TRUE}, NX_TABLE_TSV = {'\t', FALSE, FALSE};

/* An address in another's table: quotes only where it needs them, since not all who read it know them. */
static gboolean stands_bare(const NxTableStyle *style, const char *address)
{
    char needs[] = {'"', ',', ';', style->separator, '\0'};
    return !style->always_quoted && !strpbrk(address, needs);
}

static char *address_cell(const NxTableStyle *style, const char *text)
{
    g_autofree char *exact = nx_safe_address(text);
    if (!exact || style->separator == '\t' || stands_bare(style, exact))
        return exact ? g_steal_pointer(&exact) : nx_safe_tsv(text);
    return nx_safe_csv(text, FALSE);
}

void nx_table_write(GString *out, const NxTableStyle *style, gboolean first, const char *text, NxTextKind kind)
{
    if (!first)
        g_string_append_c(out, style->separator);
    if (!text || !*text)
        return;
    g_autofree char *key = kind == NX_TEXT_ADDRESS ? nx_address_key(text, -1) : NULL;
    g_autofree char *guarded = kind == NX_TEXT_GUARDED ? nx_safe_guarded(text) : NULL;
    gboolean exact = key || guarded || kind == NX_TEXT_EXACT;
    g_autofree char *cell = exact                      ? address_cell(style, guarded ? guarded : text)
                            : style->separator == '\t' ? nx_safe_tsv(text)
                                                       : nx_safe_csv(text, TRUE);
    g_string_append(out, cell);
}

void nx_table_end(GString *out, const NxTableStyle *style)
{
    g_string_append(out, style->crlf ? "\r\n" : "\n");
}

/* ---- Reading ----------------------------------------------------------------------------------------------------- */

void nx_table_reader_init(NxTableReader *reader, char separator, gboolean quoted, const char *bytes, gsize len)
{
    bytes = bytes ? bytes : ""; /* GBytes of nothing have none */
    *reader =
        (NxTableReader){.at = bytes, .end = bytes + len, .next_line = 1, .separator = separator, .quoted = quoted};
    if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        reader->at += 3;
}

char nx_table_separator(const char *bytes, gsize len)
{
    static const char SEPARATORS[] = "\t;,"; /* the rarer in text first */
    guint counts[sizeof SEPARATORS] = {0}, best = 0;
    gboolean inside = FALSE;
    for (gsize i = 0; i < len && (inside || bytes[i] != '\n'); i++) {
        const char *found = bytes[i] && !inside ? strchr(SEPARATORS, bytes[i]) : NULL;
        inside ^= bytes[i] == '"';
        if (found)
            counts[found - SEPARATORS]++;
    }
    for (guint i = 1; SEPARATORS[i]; i++)
        if (counts[i] > counts[best])
            best = i;
    return counts[best] ? SEPARATORS[best] : '\0';
}

/* From behind the opening quote to behind the one that closes it; line ends stand for themselves in between. */
static const char *behind_quote(NxTableReader *reader, const char *at)
{
    for (; at < reader->end; at++) {
        if (*at != '"')
            reader->next_line += *at == '\n';
        else if (at + 1 < reader->end && at[1] == '"')
            at++;
        else
            return at + 1;
    }
    reader->broken = TRUE;
    return at;
}

gboolean nx_table_cell_next(NxTableReader *reader, NxTableCell *cell)
{
    const char *at = reader->at;
    guint line = reader->next_line;
    cell->at = at;
    cell->quoted = reader->quoted && at < reader->end && *at == '"';
    if (cell->quoted)
        at = behind_quote(reader, at + 1);
    const char *closed = at;
    while (at < reader->end && *at != reader->separator && *at != '\n')
        at++;
    gboolean more = at < reader->end && *at == reader->separator;
    cell->len = (gsize)(at - cell->at);
    if (!more && cell->len && at[-1] == '\r')
        cell->len--;
    /* A quote that was left open is closed by the next one, which was meant to open a cell rows below. */
    reader->broken |= cell->quoted && line != reader->next_line && cell->at + cell->len > closed;
    reader->next_line += at < reader->end && *at == '\n';
    reader->at = at + (at < reader->end);
    return more;
}

NxBytes nx_cell_bytes(const NxTableCell *cell, GString *scratch)
{
    if (!cell->quoted)
        return (NxBytes){cell->at, cell->len};
    const char *inner = cell->at + 1, *end = cell->at + cell->len, *quote = memchr(inner, '"', (gsize)(end - inner));
    if (!quote || quote + 1 == end)
        return (NxBytes){inner, (gsize)((quote ? quote : end) - inner)};
    gboolean inside = TRUE;
    g_string_truncate(scratch, 0);
    for (const char *at = inner; at < end; at++) {
        gboolean pair = inside && *at == '"' && at + 1 < end && at[1] == '"';
        if (inside && *at == '"' && !pair)
            inside = FALSE;
        else
            g_string_append_c(scratch, *at);
        at += pair;
    }
    return (NxBytes){scratch->str, scratch->len};
}

GPtrArray *nx_table_reader_next(NxTableReader *reader)
{
    g_autoptr(GString) scratch = g_string_new(NULL);
    while (reader->at < reader->end) {
        g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
        NxTableCell cell;
        gboolean more = TRUE;
        for (reader->line = reader->next_line; more;) {
            more = nx_table_cell_next(reader, &cell);
            NxBytes bytes = nx_cell_bytes(&cell, scratch);
            g_ptr_array_add(cells, nx_text_from_utf8(bytes.at, (gssize)bytes.len));
        }
        if (cells->len > 1 || *(const char *)cells->pdata[0])
            return g_steal_pointer(&cells);
    }
    return NULL;
}
