/* Bytes, text, and the one module that makes text safe.
 *
 * Bytes carry a length and may hold anything, NUL too. Text is `const char *`: valid UTF-8 without NUL, in which a
 * NUL byte stands as U+2400 and an undecodable byte as \xHH, so that it stays visible and takes nothing beside it
 * away. Text may still hold terminal escapes, bidirectional and zero-width characters: everything that leaves the
 * program goes through exactly one of the nx_safe_* functions, one per sink. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Translation: cli alone sets the locale and binds the domain; rooms mark with N_() and give people nx_tr(). */
#define NX_TEXT_DOMAIN "nixie"
#undef N_
#define N_(msgid) msgid
const char *nx_tr(const char *msgid) G_GNUC_FORMAT(1);
const char *nx_trn(const char *one, const char *many, gulong n) G_GNUC_FORMAT(1) G_GNUC_FORMAT(2);

typedef struct {
    const char *at; /* borrowed; NULL only if len is 0 */
    gsize len;      /* bytes */
} NxBytes;

/* Bytes to text as said above; UTF-8 in, no charset conversion. `len` -1: up to the NUL. Caller frees. */
char *nx_text_from_utf8(const char *bytes, gssize len);
/* White space collapsed to single spaces, none at either end. Caller frees. */
char *nx_text_squeeze(const char *text);

typedef enum {
    NX_SAFE_NONE = 0,
    NX_SAFE_ASCII = 1 << 0,    /* what is not ASCII as \u{XXXX} */
    NX_SAFE_NEWLINES = 1 << 1, /* keep '\n' (reading panes); else it is shown like a control */
} NxSafeFlags;

#define NX_MAX_SHOWN ((gsize)256 * 1024) /* bytes of one text that are shown where nobody asks for less */

/* For a terminal or a cell. C0, C1, DEL, bidirectional controls, zero-width and unassigned characters, line and
 * paragraph separators become visible \xHH or \u{XXXX}; a base keeps at most 4 combining marks; a mark without a
 * base gets U+25CC. At most `max_bytes` bytes (0: NX_MAX_SHOWN), cut at a cluster with an ellipsis. Caller frees. */
char *nx_safe_screen(const char *text, gssize len, NxSafeFlags flags, gsize max_bytes);
/* For a CSV cell, quoted by RFC 4180 where needed. Controls are replaced as on the screen. With `free_text` a cell that
 * a spreadsheet would take for a formula (= + - @ TAB CR) gets an apostrophe in front, and so does one that looks as if
 * it had got one; addresses never do, they are exact and always quoted. Caller frees. */
char *nx_safe_csv(const char *text, gboolean free_text);
/* The same of text without quotes, for a cell between tabs. Caller frees. */
char *nx_safe_tsv(const char *text);
/* An address as a cell of a spreadsheet: with an apostrophe in front where it would be a formula. Caller frees. */
char *nx_safe_guarded(const char *address);
/* What a guarded cell said: behind its apostrophe, or as it stands. Borrowed from `cell`. */
const char *nx_safe_unguarded(const char *cell);
/* An address as it is, to the byte: NULL where anything in it would not be seen, or is not UTF-8. Caller frees. */
char *nx_safe_address(const char *address);
/* Text that was made safe already, in ASCII: what is not, as \u{XXXX}. Caller frees. */
char *nx_safe_ascii(const char *safe);
/* For a map file (Postfix, Exim, one address per line): NULL if the address cannot stand there unharmed: with white
 * space outside of its quotes or anything unseen, with one of `without` in it, or one of `start` at its beginning. Else
 * a copy. Caller frees. */
char *nx_safe_map(const char *address, const char *start, const char *without);
/* For a command's standard input, one per line: NULL where a newline, NUL or other control is in it. Caller frees. */
char *nx_safe_pipe(const char *text);

/* Walks safe text by what stands in one place of the grid: a base with its marks, at most 31 bytes. */
typedef struct {
    char bytes[32]; /* NUL-terminated */
    guint8 len;
    guint8 width; /* 1 or 2 cells */
} NxCluster;
/* The cluster at *at, which is moved behind it; FALSE at the end. What has two or more spacing characters joined by
 * U+200D is given one by one, since curses keeps only part of it. */
gboolean nx_cluster_next(const char **at, const char *end, NxCluster *cluster);
/* Cells that safe text takes. */
guint nx_cells(const char *safe, gssize len);
/* `safe` cut to `cells` cells; `keep_tail` cells of the end stay, the middle goes, with an ellipsis ("..." in ASCII).
 * Caller frees. */
char *nx_cut(const char *safe, guint cells, guint keep_tail, gboolean ascii);

G_END_DECLS
