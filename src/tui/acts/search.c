/* Searching in what the view on top shows: the count lives while one types, and no key press waits for it. */
#include "tui/acts/acts.h"

#define LOOKED_AT 100 /* lines, then the clock */

typedef struct {
    NxInspector *in;
    NxView *view;
    NxPrompt *prompt;
    char *needle;
    guint from; /* where the search began: what cancelling goes back to */
    guint line; /* looked at so far */
    guint matches;
    guint first; /* match at or after `from`, or G_MAXUINT */
    guint source;
} Search;

static void show_count(Search *search, gboolean done)
{
    char *hint = search->matches > 0 ? g_strdup_printf(nx_trn("%u match%s", "%u matches%s", search->matches),
                                                       search->matches, done ? "" : "...")
                 : done              ? g_strdup(nx_tr("no match"))
                                     : g_strdup("...");
    nx_prompt_hint(search->prompt, hint);
    nx_inspector_touch(search->in);
}

static gboolean matches(const NxView *view, guint line, const char *needle)
{
    g_autofree char *text = view->ops->line_text(view, line);
    return nx_matches(text, needle);
}

static gboolean on_slice(gpointer user)
{
    Search *search = user;
    guint n = search->view->ops->lines(search->view);
    gint64 end = nx_slice_end();
    for (; search->line < n && (search->line % LOOKED_AT > 0 || g_get_monotonic_time() < end); search->line++) {
        if (!matches(search->view, search->line, search->needle))
            continue;
        search->matches++;
        if (search->first == G_MAXUINT && search->line >= search->from) {
            search->first = search->line;
            search->view->ops->go(search->view, search->line); /* jumps there while one types */
        }
    }
    show_count(search, search->line >= n);
    if (search->line < n)
        return G_SOURCE_CONTINUE;
    search->source = 0;
    return G_SOURCE_REMOVE;
}

static void stop(Search *search)
{
    if (search->source)
        g_source_remove(search->source);
    search->source = 0;
}

static void changed(NxInspector *in, NxPrompt *prompt)
{
    Search *search = prompt->data;
    search->prompt = prompt;
    stop(search);
    g_free(search->needle);
    search->needle = g_strdup(prompt->text->str);
    nx_inspector_seek(in, search->needle);
    search->line = search->matches = 0;
    search->first = G_MAXUINT;
    nx_prompt_hint(prompt, NULL);
    if (*search->needle)
        search->source = g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, on_slice, search, NULL);
}

/* On the way to the next or the one before, round the end if need be. */
typedef struct {
    NxInspector *in;
    guint from, n; /* lines, when it began */
    guint passed;
    gboolean backward;
} Seeking;

static void found(const Seeking *seeking, NxView *view, guint line)
{
    view->ops->go(view, line);
    nx_inspector_touch(seeking->in);
    if (seeking->backward ? line > seeking->from : line < seeking->from)
        nx_inspector_say(seeking->in, NX_SAY_INFO, "%s", nx_tr("The search went round."));
    else
        g_clear_pointer(&seeking->in->message, g_free);
}

static gboolean on_seek(gpointer user)
{
    Seeking *seeking = user;
    NxInspector *in = seeking->in;
    NxView *view = nx_inspector_top(in);
    gint64 end = nx_slice_end();
    while (seeking->passed < seeking->n && seeking->n <= view->ops->lines(view)) {
        guint i = seeking->passed++, line = (seeking->from + (seeking->backward ? seeking->n - i : i)) % seeking->n;
        if (matches(view, line, in->needle)) {
            found(seeking, view, line);
            return G_SOURCE_REMOVE;
        }
        if (i % LOOKED_AT == 0 && g_get_monotonic_time() > end)
            return G_SOURCE_CONTINUE;
    }
    nx_inspector_say(in, NX_SAY_INFO, nx_tr("\"%s\" is not there."), in->needle);
    return G_SOURCE_REMOVE;
}

static void find(NxInspector *in, guint from, gboolean backward)
{
    Seeking *seeking = g_new(Seeking, 1);
    *seeking = (Seeking){in, from, nx_inspector_top(in)->ops->lines(nx_inspector_top(in)), 0, backward};
    if (on_seek(seeking) == G_SOURCE_REMOVE) {
        g_free(seeking);
        return;
    }
    nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("searching...  Esc ends it"));
    nx_inspector_go_on(in, on_seek, seeking, g_free);
}

static void find_next(NxInspector *in, gboolean backward)
{
    NxView *view = nx_inspector_top(in);
    guint n = view->ops->lines(view);
    if (!in->needle)
        nx_inspector_seek(in, nx_history_get(in->history, "search", 1));
    if (!in->needle) {
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("Nothing was searched for yet."));
        return;
    }
    if (n > 0)
        find(in, backward ? (view->ops->position(view) + n - 1) % n : (view->ops->position(view) + 1) % n, backward);
}

static void done(NxInspector *in, const char *text, gpointer data)
{
    Search *search = data;
    gboolean is_found = search->first != G_MAXUINT;
    stop(search);
    if (!*text) { /* as before, once more */
        nx_inspector_seek(in, nx_history_get(in->history, "search", 1));
        if (in->needle)
            find_next(in, FALSE);
        return;
    }
    if (!is_found)
        find(in, search->from, FALSE);
}

static void cancelled(NxInspector *in, gpointer data)
{
    Search *search = data;
    stop(search);
    nx_inspector_seek(in, NULL);
    guint n = search->view->ops->lines(search->view);
    if (n > 0)
        search->view->ops->go(search->view, MIN(search->from, n - 1));
}

static void free_search(gpointer data)
{
    Search *search = data;
    stop(search);
    g_free(search->needle);
    g_free(search);
}

static const NxPromptOps PROMPT_OPS = {
    .label = N_("search"), .history = "search", .changed = changed, .done = done, .cancelled = cancelled};

void nx_do_search(NxInspector *in, const char *argument)
{
    NxView *view = nx_inspector_top(in);
    if (*argument) {
        nx_inspector_seek(in, argument);
        find(in, view->ops->position(view), FALSE);
        return;
    }
    Search *search = g_new0(Search, 1);
    search->in = in;
    search->view = view;
    search->from = view->ops->position(view);
    search->first = G_MAXUINT;
    nx_inspector_prompt(in, &PROMPT_OPS, "", search, free_search);
}

void nx_do_search_next(NxInspector *in, const char *argument)
{
    (void)argument;
    find_next(in, FALSE);
}

void nx_do_search_previous(NxInspector *in, const char *argument)
{
    (void)argument;
    find_next(in, TRUE);
}
