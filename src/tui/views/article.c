/* The article about a code, a reason, a provider or a signature, a list of them, what decided an event, or the verdict
 * on a pasted line; links lead on, Backspace leads back. */
#include "tui/inspector.h"
#include "tui/views/rich_text_view.h"
#include "tui/views/views.h"
#include <string.h>

/* An article by its name; articles to choose from; what decided an event; or the verdict on a line. */
typedef struct {
    char *name, *heading, *line;
    gboolean is_event;
    guint32 event;
    char **names;
    guint top, link; /* where one was when one went on */
} Page;

typedef struct {
    NxRichTextView rich;
    GPtrArray *pages; /* the way here; the last is shown */
} ArticleView;

static const NxLook LOOKS[] = {
    [NX_STYLE_PLAIN] = NX_LOOK_TEXT,    [NX_STYLE_TITLE] = NX_LOOK_HEADING, [NX_STYLE_HEADING] = NX_LOOK_HEADING,
    [NX_STYLE_STRONG] = NX_LOOK_STRONG, [NX_STYLE_CODE] = NX_LOOK_CODE,     [NX_STYLE_LINK] = NX_LOOK_LINK,
    [NX_STYLE_DIM] = NX_LOOK_DIM,
};
G_STATIC_ASSERT(G_N_ELEMENTS(LOOKS) == NX_N_STYLES);

static void page_free(gpointer data)
{
    Page *page = data;
    g_free(page->name);
    g_free(page->heading);
    g_free(page->line);
    g_strfreev(page->names);
    g_free(page);
}

static Page *page_of(const ArticleView *view)
{
    return g_ptr_array_index(view->pages, view->pages->len - 1);
}

static const NxArticle *article_called(const NxInspector *in, const char *name)
{
    return nx_codes_find(in->start->codes, name, in->article_language);
}

/* Takes the page over. */
static void write_spans(NxRichText *rich, guint margin, NxPage *page)
{
    for (guint i = 0; i < page->lines->len; i++) {
        const GArray *spans = g_ptr_array_index(page->lines, i);
        nx_rich_text_tab(rich, margin);
        for (guint s = 0; s < spans->len; s++) {
            const NxSpan *span = &g_array_index(spans, NxSpan, s);
            nx_rich_text_put_link(rich, LOOKS[span->style], span->text, span->link);
        }
        nx_rich_text_end(rich);
    }
    nx_page_free(page);
}

static guint page_width(const NxRichText *rich, guint margin)
{
    return MIN(nx_rich_text_width(rich) - margin, 100);
}

static void write_article(NxInspector *in, NxRichText *rich, guint margin, const NxArticle *article)
{
    write_spans(rich, margin,
                nx_article_render(in->start->codes, article, in->article_language, page_width(rich, margin)));
}

/* "812 times in this mailbox, 31 undecided, since 14:10" */
static char *seen_text(NxInspector *in, guint32 number)
{
    NxAlike alike;
    const NxEvent *event = nx_catalog_event(in->model->catalog, number);
    nx_catalog_alike(in->model->catalog, number,
                     event->evidence && strlen(event->evidence) <= 24 ? event->evidence : NULL, &alike);
    g_autofree char *today = nx_time_local(nx_model_now(in->model), "%Y-%m-%d"),
                    *day = nx_time_local(alike.since, "%Y-%m-%d");
    g_autofree char *since = nx_time_local(alike.since, g_str_equal(today, day) ? "%H:%M" : "%Y-%m-%d %H:%M");
    return g_strdup_printf(nx_trn("%u time in this mailbox, %u undecided, since %s",
                                  "%u times in this mailbox, %u undecided, since %s", alike.n),
                           alike.n, alike.undecided, since);
}

static void write_event(NxInspector *in, NxRichText *rich, guint margin, guint32 number)
{
    const NxEvent *event = nx_catalog_event(in->model->catalog, number);
    const NxMessage *message = nx_message_get(in->messages, number);
    if (!message->report)
        return;
    NxVerdict verdict;
    NxAdvice advice = {0};
    nx_judge_event(in->start->judge, message->report, event->ordinal, &verdict);
    nx_advisor_explain(in->model->advisor, number, message->report, NULL, nx_model_now(in->model), &advice);
    g_autofree char *seen = seen_text(in, number);
    NxDecided decided = {message->report, event->ordinal, &verdict, advice.action, seen};
    write_spans(rich, margin,
                nx_codes_event_page(in->start->codes, &decided, in->article_language, page_width(rich, margin)));
    nx_advice_clear(&advice);
}

static void write_list(NxInspector *in, NxRichText *rich, guint margin, const Page *page)
{
    guint widest = 0;
    for (guint i = 0; page->names[i]; i++)
        widest = MAX(widest, nx_cells(page->names[i], -1));
    nx_rich_text_tab(rich, margin);
    nx_rich_text_wrap(rich, NX_LOOK_HEADING, margin, page->heading);
    nx_rich_text_end(rich);
    nx_rich_text_end(rich);
    for (guint i = 0; page->names[i]; i++) {
        const NxArticle *article = article_called(in, page->names[i]);
        nx_rich_text_tab(rich, margin);
        nx_rich_text_put_link(rich, NX_LOOK_LINK, page->names[i], page->names[i]);
        nx_rich_text_tab(rich, margin + widest + 2);
        nx_rich_text_wrap(rich, NX_LOOK_TEXT, margin + widest + 2, article ? nx_article_title(article) : "");
        nx_rich_text_end(rich);
    }
}

static void write_line(NxInspector *in, NxRichText *rich, guint margin, const char *line)
{
    NxReport *report = nx_reader_read_line(in->start->reader, line);
    NxVerdict verdict;
    nx_judge_event(in->start->judge, report, 0, &verdict);
    NxDecided decided = {.report = report, .verdict = &verdict};
    write_spans(rich, margin,
                nx_codes_event_page(in->start->codes, &decided, in->article_language, page_width(rich, margin)));
    nx_report_free(report);
}

static NxRichText *write_page(NxRichTextView *base, guint width)
{
    NxInspector *in = base->base.in;
    const Page *page = page_of((ArticleView *)base);
    NxRichText *rich = nx_rich_text_new(width, in->ascii);
    guint margin = width >= 60 ? 2 : 0;
    const NxArticle *article = page->name ? article_called(in, page->name) : NULL;
    if (page->names)
        write_list(in, rich, margin, page);
    else if (page->line)
        write_line(in, rich, margin, page->line);
    else if (page->is_event)
        write_event(in, rich, margin, page->event);
    else if (article)
        write_article(in, rich, margin, article);
    return rich;
}

static char *title_of(const ArticleView *view)
{
    const NxInspector *in = view->rich.base.in;
    const Page *page = page_of(view);
    const NxArticle *article = page->name ? article_called(in, page->name) : NULL;
    if (article)
        return g_strdup_printf("%s  %s   [%s]", nx_article_name(article), nx_article_title(article),
                               in->article_language);
    const char *heading = page->heading    ? page->heading
                          : page->line     ? nx_tr("the verdict on a pasted line")
                          : page->is_event ? nx_tr("what decided this bounce")
                                           : page->name;
    return g_strdup_printf("%s   [%s]", heading, in->article_language);
}

static void show(ArticleView *view)
{
    const Page *page = page_of(view);
    g_free(view->rich.title);
    view->rich.title = title_of(view);
    nx_rich_text_view_renew(&view->rich);
    view->rich.base.top = page->top;
    view->rich.link = page->link;
}

/* A page of its own, with nothing chosen; of a list the first is. */
static void add_page(ArticleView *view, Page given)
{
    given.link = given.names ? 0 : G_MAXUINT;
    g_ptr_array_add(view->pages, g_memdup2(&given, sizeof given));
    show(view);
}

static gboolean open_link(NxView *base)
{
    ArticleView *view = (ArticleView *)base;
    const char *link = nx_rich_text_view_link(&view->rich);
    if (!link) {
        nx_rich_text_view_step_link(&view->rich, FALSE);
        return nx_rich_text_view_link(&view->rich) != NULL;
    }
    if (!article_called(base->in, link))
        return FALSE;
    page_of(view)->top = base->top;
    page_of(view)->link = view->rich.link;
    add_page(view, (Page){.name = g_strdup(link)});
    return TRUE;
}

gboolean nx_article_view_back(NxView *base)
{
    ArticleView *view = (ArticleView *)base;
    if (view->pages->len < 2)
        return FALSE;
    g_ptr_array_set_size(view->pages, (gint)view->pages->len - 1);
    show(view);
    return TRUE;
}

void nx_article_view_step_link(NxView *base, gboolean backward)
{
    nx_rich_text_view_step_link((NxRichTextView *)base, backward);
}

void nx_article_view_renew(NxView *base)
{
    show((ArticleView *)base);
}

static void free_article(NxView *view)
{
    nx_rich_text_view_clear((NxRichTextView *)view);
    g_ptr_array_unref(((ArticleView *)view)->pages);
    g_free(view);
}

static const NxViewOps OPS = {.in = NX_IN_ARTICLE,
                              .name = N_("article"),
                              .hints = "help next-link open link-back article-language look-up search close",
                              .free = free_article,
                              .open = open_link,
                              NX_RICH_TEXT_VIEW_OPS};

static NxView *view_new(NxInspector *in, Page first)
{
    ArticleView *view = g_new0(ArticleView, 1);
    nx_rich_text_view_init(&view->rich, &OPS, in, "");
    view->rich.write = write_page;
    view->pages = g_ptr_array_new_with_free_func(page_free);
    add_page(view, first);
    return &view->rich.base;
}

NxView *nx_article_view_new(NxInspector *in, const char *name)
{
    return view_new(in, (Page){.name = g_strdup(name)});
}

NxView *nx_article_view_new_list(NxInspector *in, const char *heading, char **names)
{
    return view_new(in, (Page){.heading = g_strdup(heading), .names = names});
}

NxView *nx_article_view_new_line(NxInspector *in, const char *line)
{
    return view_new(in, (Page){.line = g_strdup(line)});
}

NxView *nx_article_view_new_event(NxInspector *in, guint32 event)
{
    return view_new(in, (Page){.is_event = TRUE, .event = event});
}
