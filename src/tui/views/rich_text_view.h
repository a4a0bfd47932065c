/* A view of rich text: what article, help, raw message and lists to read have in common. Views that have more begin
 * with it. */
#pragma once
#include "tui/rich_text.h"
#include "tui/view.h"

typedef struct NxRichTextView NxRichTextView;
struct NxRichTextView {
    NxView base;
    /* Writes the page for a width; called again when the width changes or after nx_rich_text_view_renew. */
    NxRichText *(*write)(NxRichTextView *view, guint width);
    NxRichText *page;
    char *title;
    guint link; /* number of the link that stands out, G_MAXUINT: none */
};

/* Operations that fit any of them. */
void nx_rich_text_view_arrange(NxView *view, const NxRect *area);
void nx_rich_text_view_draw(const NxView *view, NxCells *cells, const NxRect *area);
guint nx_rich_text_view_lines(const NxView *view);
guint nx_rich_text_view_position(const NxView *view);
void nx_rich_text_view_go(NxView *view, guint line);
char *nx_rich_text_view_line_text(const NxView *view, guint line);
char *nx_rich_text_view_title(const NxView *view);
char *nx_rich_text_view_status(const NxView *view);
#define NX_RICH_TEXT_VIEW_OPS                                                                                          \
    .arrange = nx_rich_text_view_arrange, .draw = nx_rich_text_view_draw, .lines = nx_rich_text_view_lines,            \
    .position = nx_rich_text_view_position, .go = nx_rich_text_view_go, .line_text = nx_rich_text_view_line_text,      \
    .title = nx_rich_text_view_title, .status = nx_rich_text_view_status, .scrolls = TRUE

void nx_rich_text_view_init(NxRichTextView *view, const NxViewOps *ops, NxInspector *in, const char *title);
void nx_rich_text_view_clear(NxRichTextView *view);
void nx_rich_text_view_renew(NxRichTextView *view);
/* To the next or previous link, which is scrolled to. */
void nx_rich_text_view_step_link(NxRichTextView *view, gboolean backward);
/* Where the chosen link leads, or NULL; borrowed. */
const char *nx_rich_text_view_link(const NxRichTextView *view);
