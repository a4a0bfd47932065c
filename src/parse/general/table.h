/* Tables that a notice holds, turned to records: rows of cells under a line of headings, in its text, its page or an
 * attached file. */
#pragma once
#include "parse/notice/notice.h"

G_BEGIN_DECLS

/* Rows of tables of which a heading is a label of recipients (phrases.tsv), each as lines "heading: value", the address
 * first and a blank line behind. Cells are parted by tabs (as those of a page are), bars, semicolons, commas (RFC 4180)
 * or two blanks and more, the same in all rows; a row of other cells ends the table. Lines of two pairs "NAME=value"
 * and more, parted by tabs, bars or semicolons, are records as well, one below the other the same one. `len` bytes of
 * `text` are looked at. "" where there are none. Caller frees. */
char *nx_table_records(const char *text, gsize len);

/* Those of the text, of the page and of parts of type text/csv and text/tab-separated-values, attached or not; at most
 * NX_MAX_MARKED_TEXT bytes of records. Caller frees. */
char *nx_table_of_notice(const NxNotice *notice);

G_END_DECLS
