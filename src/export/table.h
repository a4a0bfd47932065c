/* Tables of text: CSV (RFC 4180) and tab-separated values. */
#pragma once
#include <nixie/error.h>

/* Writes one cell; `text` may be NULL. An address is quoted and never prefixed, other text is guarded against
 * formulas. */
void nx_table_write(GString *out, gboolean csv, gboolean first, const char *text, gboolean is_address);
void nx_table_end(GString *out, gboolean csv);

/* Reads rows one by one. */
typedef struct {
    const char *at, *end;
    guint line; /* 1-based: of the row read last */
    guint next_line;
    gboolean csv;
} NxTableReader;
void nx_table_reader_init(NxTableReader *reader, gboolean csv, const char *bytes, gsize len);
/* The cells of the next row that is not blank, NULL at the end. Caller owns (g_ptr_array_unref). */
GPtrArray *nx_table_reader_next(NxTableReader *reader);
