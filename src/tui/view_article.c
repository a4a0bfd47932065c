/* The article about a code, a reason or a provider; links lead on, Backspace leads back. */
#include "tui/inspector.h"
#include "tui/paper_view.h"

typedef struct {
    NxPaperView paper;
    GPtrArray *names; /* the way here; the last is shown */
} ArticleView;

static const NxLook looks[] = {
    [NX_STYLE_PLAIN] = NX_LOOK_TEXT, [NX_STYLE_TITLE] = NX_LOOK_HEADING, [NX_STYLE_HEADING] = NX_LOOK_HEADING, [NX_STYLE_STRONG] = NX_LOOK_STRONG,
    [NX_STYLE_CODE] = NX_LOOK_CODE,  [NX_STYLE_LINK] = NX_LOOK_LINK,     [NX_STYLE_DIM] = NX_LOOK_DIM,
};

static const char *name_of(const ArticleView *view)
{
    return g_ptr_array_index(view->names, view->names->len - 1);
}

static const NxArticle *article_of(const ArticleView *view)
{
    const NxInspector *in = view->paper.base.in;
    return nx_codes_find(in->start->codes, name_of(view), in->article_language);
}

static NxPaper *write_article(NxPaperView *base, guint width)
{
    NxInspector *in = base->base.in;
    NxPaper *paper = nx_paper_new(width, in->ascii);
    const NxArticle *article = article_of((ArticleView *)base);
    if (!article)
        return paper;
    guint margin = width >= 60 ? 2 : 0;
    NxPage *page = nx_article_render(in->start->codes, article, in->article_language, MIN(width - margin, 100));
    for (guint i = 0; i < page->lines->len; i++) {
        const GArray *spans = g_ptr_array_index(page->lines, i);
        nx_paper_tab(paper, margin);
        for (guint s = 0; s < spans->len; s++) {
            const NxSpan *span = &g_array_index(spans, NxSpan, s);
            nx_paper_put_link(paper, looks[span->style], span->text, span->link);
        }
        nx_paper_end(paper);
    }
    nx_page_free(page);
    return paper;
}

static void show(ArticleView *view)
{
    const NxArticle *article = article_of(view);
    g_free(view->paper.title);
    view->paper.title =
        article ? g_strdup_printf("%s  %s   [%s]", nx_article_name(article), nx_article_title(article), view->paper.base.in->article_language)
                : g_strdup(name_of(view));
    nx_paper_view_renew(&view->paper);
    view->paper.base.top = 0;
    view->paper.link = G_MAXUINT;
}

static gboolean open_link(NxView *base)
{
    ArticleView *view = (ArticleView *)base;
    const char *link = nx_paper_view_link(&view->paper);
    if (!link) {
        nx_paper_view_step_link(&view->paper, FALSE);
        return nx_paper_view_link(&view->paper) != NULL;
    }
    if (!nx_codes_find(base->in->start->codes, link, base->in->article_language))
        return FALSE;
    g_ptr_array_add(view->names, g_strdup(link));
    show(view);
    return TRUE;
}

gboolean nx_article_view_back(NxView *base)
{
    ArticleView *view = (ArticleView *)base;
    if (view->names->len < 2)
        return FALSE;
    g_ptr_array_set_size(view->names, (gint)view->names->len - 1);
    show(view);
    return TRUE;
}

void nx_article_view_step_link(NxView *base, gboolean backward)
{
    nx_paper_view_step_link((NxPaperView *)base, backward);
}

void nx_article_view_renew(NxView *base)
{
    show((ArticleView *)base);
}

static void free_article(NxView *view)
{
    nx_paper_view_clear((NxPaperView *)view);
    g_ptr_array_unref(((ArticleView *)view)->names);
    g_free(view);
}

static const NxViewOps ops = {.in = NX_IN_ARTICLE, .name = N_("article"), .free = free_article, .open = open_link, NX_PAPER_VIEW_OPS};

NxView *nx_article_view_new(NxInspector *in, const char *name)
{
    ArticleView *view = g_new0(ArticleView, 1);
    nx_paper_view_init(&view->paper, &ops, in, name);
    view->paper.write = write_article;
    view->names = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(view->names, g_strdup(name));
    show(view);
    return &view->paper.base;
}
