/* Tables of text: CSV (RFC 4180) and tab-separated values. */
#pragma once
#include <nixie/error.h>
#include <nixie/text.h>

/* How a table is written. */
typedef struct {
    char separator; /* a cell between tabs has no quotes, another has them where it needs them */
    gboolean crlf;
    gboolean always_quoted; /* an address stands in quotes, whether it needs them or not */
} NxTableStyle;
extern const NxTableStyle NX_TABLE_CSV, NX_TABLE_TSV;

typedef enum {
    NX_TEXT_FREE,    /* guarded against formulas */
    NX_TEXT_ADDRESS, /* exact, unless it is no address: then it is text */
    NX_TEXT_EXACT,   /* of which the caller knows that it is one */
    NX_TEXT_GUARDED, /* the same, guarded like text */
} NxTextKind;
/* Writes one cell; `text` may be NULL. */
void nx_table_write(GString *out, const NxTableStyle *style, gboolean first, const char *text, NxTextKind kind);
void nx_table_end(GString *out, const NxTableStyle *style);

/* Reads rows one by one. */
typedef struct {
    const char *at, *end;
    guint line; /* 1-based: where the row read last begins */
    guint next_line;
    char separator;
    gboolean quoted; /* a cell may stand in double quotes, which then may hold separators and line ends */
    gboolean broken; /* a quote is never closed, or closed rows later: nobody can say where a row ends */
} NxTableReader;
void nx_table_reader_init(NxTableReader *reader, char separator, gboolean quoted, const char *bytes, gsize len);
/* The separator of a table whose first row is at the beginning of `bytes`: the one of tab, semicolon and comma that
 * stands there most often outside of quotes; 0 if none does. */
char nx_table_separator(const char *bytes, gsize len);

/* A cell as it stands, with its quotes; borrowed from the table. */
typedef struct {
    const char *at;
    gsize len;
    gboolean quoted;
} NxTableCell;
/* Takes the next cell; TRUE if another follows in its row. At the end of the table cells are empty. */
gboolean nx_table_cell_next(NxTableReader *reader, NxTableCell *cell);
/* What a cell says, as bytes without its quotes: a part of the table where nothing had to be taken out, else of
 * `scratch`. */
NxBytes nx_cell_bytes(const NxTableCell *cell, GString *scratch);

/* The cells of the next row that is not blank, as text; NULL at the end. Caller owns (g_ptr_array_unref). */
GPtrArray *nx_table_reader_next(NxTableReader *reader);
