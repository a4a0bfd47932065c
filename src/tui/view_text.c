/* Text that is only read: raw messages, complaints, what an act is about to take. */
#include "tui/inspector.h"
#include "tui/paper_view.h"

#define MAX_LINES 20000 /* more is for a pager */

typedef struct {
    NxPaperView paper;
    char *text;
} TextView;

static NxPaper *write_text(NxPaperView *view, guint width)
{
    NxPaper *paper = nx_paper_new(width, view->base.in->ascii);
    const char *at = ((TextView *)view)->text;
    for (guint n = 0; *at; n++) {
        const char *end = strchrnul(at, '\n');
        if (n == MAX_LINES) {
            nx_paper_put(paper, NX_LOOK_DIM, nx_tr("(the rest is left out)"));
            nx_paper_end(paper);
            break;
        }
        g_autofree char *line = g_strndup(at, (gsize)(end - at));
        nx_paper_wrap(paper, NX_LOOK_TEXT, 0, line);
        nx_paper_end(paper);
        at = *end ? end + 1 : end;
    }
    return paper;
}

static void free_text(NxView *view)
{
    nx_paper_view_clear((NxPaperView *)view);
    g_free(((TextView *)view)->text);
    g_free(view);
}

static const NxViewOps ops = {.in = NX_IN_RAW, .name = N_("text"), .free = free_text, NX_PAPER_VIEW_OPS};

NxView *nx_text_view_new(NxInspector *in, const char *title, const char *text)
{
    TextView *view = g_new0(TextView, 1);
    nx_paper_view_init(&view->paper, &ops, in, title);
    view->paper.write = write_text;
    view->text = g_strdup(text);
    return &view->paper.base;
}
