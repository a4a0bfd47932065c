/* Text: lines of spans with looks, for everything that is read rather than picked from. */
#pragma once
#include "tui/terminal/cells.h"

typedef struct {
    NxLook look;
    char *text;
    char *link; /* where a link leads, or NULL */
    guint col;  /* cells from the left */
    guint cells;
} NxRichTextSpan;

typedef struct NxRichText NxRichText;
NxRichText *nx_rich_text_new(guint width, gboolean ascii);
void nx_rich_text_free(NxRichText *page);
guint nx_rich_text_width(const NxRichText *page);
guint nx_rich_text_lines(const NxRichText *page);

/* Adds to the line that is being written. Text is made safe here. */
void nx_rich_text_put(NxRichText *page, NxLook look, const char *text);
void nx_rich_text_put_link(NxRichText *page, NxLook look, const char *text, const char *link);
void nx_rich_text_printf(NxRichText *page, NxLook look, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Moves on to a column (at least one blank where something stands before it). */
void nx_rich_text_tab(NxRichText *page, guint col);
void nx_rich_text_end(NxRichText *page); /* ends the line */
/* Adds running text from here on, wrapped at words; lines after the first begin at `indent`. */
void nx_rich_text_wrap(NxRichText *page, NxLook look, guint indent, const char *text);
/* The same with bytes from `at`, `len` of them, in another look. */
void nx_rich_text_wrap_marked(NxRichText *page, NxLook look, guint indent, const char *text, guint at, guint len,
                              NxLook marked);

/* Elements NxRichTextSpan, of a finished line; borrowed. */
const GArray *nx_rich_text_line(const NxRichText *page, guint line);
char *nx_rich_text_line_text(const NxRichText *page, guint line);
/* The links in their order. Returns FALSE where there is no such number. */
gboolean nx_rich_text_link(const NxRichText *page, guint number, guint *line, const NxRichTextSpan **span);
guint nx_rich_text_n_links(const NxRichText *page);
/* Text at the bottom of `area`, wrapped over as many of its rows as it needs, over whatever stood there; how many. */
guint nx_rich_text_at_bottom(NxCells *cells, const NxRect *area, NxLook look, const char *text);
/* Draws lines from `top` on. `chosen` is the number of the link to stand out, or G_MAXUINT. */
void nx_rich_text_draw(const NxRichText *page, guint top, guint chosen, NxCells *cells, const NxRect *area);
