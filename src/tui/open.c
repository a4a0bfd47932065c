/* The table of actions, the first two views, and the view of the last session. */
#include "tui/open.h"
#include "tui/acts/action_table.h"
#include "tui/session.h"
#include "tui/views/views.h"

NxInspector *nx_inspector_open(const NxTuiStart *start, const char *const *paths)
{
    guint n;
    const NxUiAction *actions = nx_actions(&n);
    NxInspector *in = nx_inspector_new(start, paths, actions, n);
    nx_inspector_begin(in, nx_index_new(in), nx_detail_new(in));
    return in;
}

static NxView *groups_of(NxInspector *in, const char *what)
{
    g_auto(GStrv) words = g_strsplit(what, " ", 2);
    NxBy by;
    return words[0] && nx_by_parse(words[0], &by) ? nx_groups_new(in, by, words[1]) : NULL;
}

static NxView *timeline_of(NxInspector *in, const char *what)
{
    g_auto(GStrv) words = g_strsplit(what, " ", 2);
    NxBy by;
    return words[0] && nx_by_parse(words[0], &by) && nx_by_is_time(by) ? nx_timeline_new(in, by, words[1]) : NULL;
}

static NxView *overview_of(NxInspector *in, const char *what)
{
    (void)what;
    return nx_overview_view_new(in);
}

/* Views that come back, by the name with which NxViewOps.remember begins. */
static const struct {
    const char *name;
    NxView *(*make)(NxInspector *in, const char *what); /* NULL: it cannot be made of that */
} REMEMBERED[] = {{"groups", groups_of}, {"timeline", timeline_of}, {"overview", overview_of}};

void nx_inspector_restore(NxInspector *in)
{
    nx_session_restore(in->model);
    g_auto(GStrv) words = g_strsplit(in->model->view ? in->model->view : "", " ", 2);
    for (guint i = 0; words[0] && i < G_N_ELEMENTS(REMEMBERED); i++) {
        NxView *view =
            g_str_equal(REMEMBERED[i].name, words[0]) ? REMEMBERED[i].make(in, words[1] ? words[1] : "") : NULL;
        if (view)
            nx_inspector_push(in, view);
    }
}

/* The uppermost that can be remembered: what stands above is help, a text, an article. */
void nx_inspector_save(NxInspector *in)
{
    g_clear_pointer(&in->model->view, g_free);
    for (guint i = in->views->len; i-- > 0 && !in->model->view;) {
        const NxView *view = in->views->pdata[i];
        in->model->view = view->ops->remember ? view->ops->remember(view) : NULL;
    }
    nx_session_save(in->model);
}
