/* A view of paper: what article, help, raw message and lists to read have in common. Views that have more begin with it. */
#pragma once
#include "tui/paper.h"
#include "tui/view.h"

typedef struct NxPaperView NxPaperView;
struct NxPaperView {
    NxView base;
    /* Writes the paper for a width; called again when the width changes or after nx_paper_view_renew. */
    NxPaper *(*write)(NxPaperView *view, guint width);
    NxPaper *paper;
    char *title;
    guint link; /* number of the link that stands out, G_MAXUINT: none */
};

/* Operations that fit any of them. */
void nx_paper_view_arrange(NxView *view, const NxRect *area);
void nx_paper_view_draw(const NxView *view, NxCells *cells, const NxRect *area);
guint nx_paper_view_lines(const NxView *view);
guint nx_paper_view_position(const NxView *view);
void nx_paper_view_go(NxView *view, guint line);
char *nx_paper_view_line_text(const NxView *view, guint line);
char *nx_paper_view_title(const NxView *view);
char *nx_paper_view_status(const NxView *view);
#define NX_PAPER_VIEW_OPS                                                                                                                            \
    .arrange = nx_paper_view_arrange, .draw = nx_paper_view_draw, .lines = nx_paper_view_lines, .position = nx_paper_view_position,                  \
    .go = nx_paper_view_go, .line_text = nx_paper_view_line_text, .title = nx_paper_view_title, .status = nx_paper_view_status, .scrolls = TRUE

void nx_paper_view_init(NxPaperView *view, const NxViewOps *ops, NxInspector *in, const char *title);
void nx_paper_view_clear(NxPaperView *view);
void nx_paper_view_renew(NxPaperView *view);
/* To the next or previous link, which is scrolled to. */
void nx_paper_view_step_link(NxPaperView *view, gboolean backward);
/* Where the chosen link leads, or NULL; borrowed. */
const char *nx_paper_view_link(const NxPaperView *view);
