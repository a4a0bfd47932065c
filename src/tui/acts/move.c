/* Moving, opening, going back. */
#include "tui/acts/acts.h"

static void go(NxInspector *in, gint64 line)
{
    NxView *view = nx_inspector_top(in);
    guint n = view->ops->lines(view);
    if (n == 0)
        return;
    /* What scrolls stops with its last page. */
    guint most = view->ops->scrolls ? (n > view->height ? n - view->height : 0) : n - 1;
    view->ops->go(view, (guint)CLAMP(line, 0, (gint64)most));
}

static void step(NxInspector *in, gint64 by)
{
    NxView *view = nx_inspector_top(in);
    go(in, (gint64)view->ops->position(view) + by);
}

static gint64 page(NxInspector *in)
{
    return MAX(nx_inspector_top(in)->height, 1);
}

void nx_do_down(NxInspector *in, const char *argument)
{
    (void)argument;
    step(in, 1);
}

void nx_do_up(NxInspector *in, const char *argument)
{
    (void)argument;
    step(in, -1);
}

void nx_do_half_down(NxInspector *in, const char *argument)
{
    (void)argument;
    step(in, MAX(page(in) / 2, 1));
}

void nx_do_half_up(NxInspector *in, const char *argument)
{
    (void)argument;
    step(in, -MAX(page(in) / 2, 1));
}

void nx_do_page_down(NxInspector *in, const char *argument)
{
    (void)argument;
    step(in, page(in));
}

void nx_do_page_up(NxInspector *in, const char *argument)
{
    (void)argument;
    step(in, -page(in));
}

void nx_do_first(NxInspector *in, const char *argument)
{
    (void)argument;
    go(in, 0);
}

void nx_do_last(NxInspector *in, const char *argument)
{
    (void)argument;
    go(in, G_MAXUINT32);
}

void nx_do_goto_line(NxInspector *in, const char *argument)
{
    guint64 number;
    if (g_ascii_string_to_unsigned(argument, 10, 1, G_MAXUINT32, &number, NULL))
        go(in, (gint64)number - 1);
    else
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("\"%s\" is no number of a line"), argument);
}

void nx_do_open(NxInspector *in, const char *argument)
{
    (void)argument;
    NxView *view = nx_inspector_top(in);
    if (!view->ops->open || !view->ops->open(view))
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("There is nothing to open here."));
}

/* FALSE on the top level. */
static gboolean go_back(NxInspector *in)
{
    if (nx_inspector_end_range(in) || nx_inspector_pop(in))
        return TRUE;
    g_autoptr(NxLevel) level = nx_model_leave(in->model);
    if (level)
        nx_inspector_push(in, (level->is_charted ? nx_timeline_new : nx_groups_new)(in, level->by, level->name));
    else if (nx_inspector_end_overview(in))
        nx_inspector_push(in, nx_overview_view_new(in));
    else
        return FALSE;
    return TRUE;
}

void nx_do_back(NxInspector *in, const char *argument)
{
    (void)argument;
    if (!go_back(in))
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("This is the top level; q leaves."));
}

static void answer_leave(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    (void)data;
    nx_inspector_quit(in);
}

static gboolean is_from_input(const NxModel *model)
{
    return model->paths && g_strv_contains((const char *const *)model->paths, "-");
}

void nx_do_close(NxInspector *in, const char *argument)
{
    (void)argument;
    if (go_back(in))
        return;
    gboolean pending = nx_model_is_deciding(in->model), input = is_from_input(in->model);
    if (!pending && !input) {
        nx_inspector_quit(in);
        return;
    }
    NxQuestion *question = nx_question_new(g_strdup(nx_tr("Leave?")), NULL, NULL);
    nx_question_line(question, g_strdup(pending ? nx_tr("A decision is not on disk yet.") : NULL));
    nx_question_line(
        question, g_strdup(input ? nx_tr("The mailbox came from standard input: it cannot be opened again.") : NULL));
    nx_question_choice(question, 'y', g_strdup(nx_tr("leave")), answer_leave, FALSE);
    nx_inspector_ask(in, question);
}

void nx_do_other_pane(NxInspector *in, const char *argument)
{
    (void)argument;
    if (nx_inspector_top(in) == in->detail)
        nx_inspector_pop(in);
    else if (in->model->selected != NX_NO_EVENT)
        nx_inspector_push(in, in->detail);
}

static void to_event(NxInspector *in, gint by)
{
    NxModel *model = in->model;
    gint64 wanted = (gint64)model->position + by;
    if (wanted < 0 || wanted >= model->list->len) {
        nx_inspector_say(in, NX_SAY_INFO, "%s",
                         by > 0 ? nx_tr("This is the last event.") : nx_tr("This is the first event."));
        return;
    }
    nx_model_select(model, (guint)wanted);
}

void nx_do_next_event(NxInspector *in, const char *argument)
{
    (void)argument;
    to_event(in, 1);
}

void nx_do_previous_event(NxInspector *in, const char *argument)
{
    (void)argument;
    to_event(in, -1);
}
