/* Paper: lines of spans with looks, for everything that is read rather than picked from. */
#pragma once
#include "tui/cells.h"

typedef struct {
    NxLook look;
    char *text;
    char *link; /* where a link leads, or NULL */
    guint col;  /* cells from the left */
    guint cells;
} NxPaperSpan;

typedef struct NxPaper NxPaper;
NxPaper *nx_paper_new(guint width, gboolean ascii);
void nx_paper_free(NxPaper *paper);
guint nx_paper_width(const NxPaper *paper);
guint nx_paper_lines(const NxPaper *paper);

/* Adds to the line that is being written. Text is made safe here. */
void nx_paper_put(NxPaper *paper, NxLook look, const char *text);
void nx_paper_put_link(NxPaper *paper, NxLook look, const char *text, const char *link);
void nx_paper_printf(NxPaper *paper, NxLook look, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Moves on to a column (at least one blank where something stands before it). */
void nx_paper_tab(NxPaper *paper, guint col);
void nx_paper_end(NxPaper *paper); /* ends the line */
/* Adds running text from here on, wrapped at words; lines after the first begin at `indent`. */
void nx_paper_wrap(NxPaper *paper, NxLook look, guint indent, const char *text);
/* The same with bytes from `at`, `len` of them, in another look. */
void nx_paper_wrap_marked(NxPaper *paper, NxLook look, guint indent, const char *text, guint at, guint len, NxLook marked);

/* Elements NxPaperSpan, of a finished line; borrowed. */
const GArray *nx_paper_line(const NxPaper *paper, guint line);
char *nx_paper_line_text(const NxPaper *paper, guint line);
/* The links in their order. Returns FALSE where there is no such number. */
gboolean nx_paper_link(const NxPaper *paper, guint number, guint *line, const NxPaperSpan **span);
guint nx_paper_n_links(const NxPaper *paper);
/* Draws lines from `top` on. `chosen` is the number of the link to stand out, or G_MAXUINT. */
void nx_paper_draw(const NxPaper *paper, guint top, guint chosen, NxCells *cells, const NxRect *area);
