/* What the model says is passed on to the views, what actions ask for is done. */
#include "tui/inspector.h"
#include "tui/session.h"

/* ---- What the model tells ---------------------------------------------------------------------------------------- */
static void on_changed(gpointer user)
{
    nx_inspector_touch(user);
}

static void on_say(gpointer user, NxSay kind, const char *text)
{
    nx_inspector_say(user, kind, "%s", text);
}

static void on_loaded(gpointer user)
{
    nx_inspector_touch(user);
}

static void on_moved(gpointer user)
{
    nx_message_forget(((NxInspector *)user)->messages);
}

static const NxModelEvents MODEL_EVENTS = {on_changed, on_say, on_loaded, on_moved};

/* ---- What takes long --------------------------------------------------------------------------------------------- */
struct NxGoingOn {
    NxInspector *in;
    GSourceFunc slice;
    gpointer data;
    GDestroyNotify free_data;
    guint source;
};

static void break_off(NxInspector *in)
{
    struct NxGoingOn *going = g_steal_pointer(&in->going_on);
    if (!going)
        return;
    g_source_remove(going->source);
    going->free_data(going->data);
    g_free(going);
}

static gboolean on_slice(gpointer user)
{
    struct NxGoingOn *going = user;
    if (going->slice(going->data))
        return G_SOURCE_CONTINUE;
    break_off(going->in);
    return G_SOURCE_REMOVE;
}

static void finish_what_goes_on(NxInspector *in)
{
    while (in->going_on && in->going_on->slice(in->going_on->data))
        continue;
    break_off(in);
}

void nx_inspector_go_on(NxInspector *in, GSourceFunc slice, gpointer data, GDestroyNotify free_data)
{
    break_off(in);
    in->going_on = g_new(struct NxGoingOn, 1);
    *in->going_on = (struct NxGoingOn){in, slice, data, free_data, 0};
    in->going_on->source = g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, on_slice, in->going_on, NULL);
}

/* ---- Life -------------------------------------------------------------------------------------------------------- */
static void read_limits(NxInspector *in)
{
    in->saved_limits = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    nx_session_read_limits(in->start, in->saved_limits);
    for (guint i = 0; i < in->start->n_limits; i++)
        nx_inspector_keep_limit(in, in->start->limits[i].name, in->start->limits[i].query);
}

NxInspector *nx_inspector_new(const NxTuiStart *start, const char *const *paths, const NxUiAction *actions,
                              guint n_actions)
{
    NxInspector *in = g_new0(NxInspector, 1);
    in->start = start;
    in->ascii = start->ascii || start->plain;
    in->theme = nx_theme_load(start->library, start->theme, start->problems);
    in->keymap = nx_keymap_new(actions, n_actions, start->keys, start->n_keys, start->problems);
    in->wanted_columns = nx_columns_parse(start->columns, start->problems);
    in->model = nx_model_new(start, paths, &MODEL_EVENTS, in);
    in->messages = nx_message_cache_new(in->model);
    in->article_language = g_strdup(start->language ? start->language : "en");
    in->views = g_ptr_array_new();
    g_autofree char *path = nx_session_beside(start, "history");
    in->history = nx_history_new(path);
    read_limits(in);
    nx_inspector_resize(in, 24, 80);
    nx_model_take_problems(in->model);
    return in;
}

void nx_inspector_begin(NxInspector *in, NxView *index, NxView *detail)
{
    g_ptr_array_add(in->views, index);
    in->detail = detail;
    const GPtrArray *problems = in->model->problems; /* of the configuration and of data files */
    if (problems->len == 1)
        nx_inspector_say(in, NX_SAY_ERROR, "%s", (const char *)problems->pdata[0]);
    else if (problems->len > 1)
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("%s   (and %u more: :problems)"), (const char *)problems->pdata[0],
                         problems->len - 1);
}

void nx_inspector_attach(NxInspector *in, NxTerminal *terminal, void (*wake)(gpointer user), gpointer user)
{
    in->terminal = terminal;
    in->wake = wake;
    in->wake_user = user;
}

void nx_inspector_free(NxInspector *in)
{
    if (!in)
        return;
    in->wake = NULL;
    break_off(in);
    if (in->piping)
        g_cancellable_cancel(in->piping);
    while (in->piping)
        g_main_context_iteration(NULL, TRUE);
    nx_prompt_free(in->prompt);
    nx_question_free(in->question);
    while (nx_inspector_pop(in)) {
        /* all but the index, which pop leaves */
    }
    NxView *index = g_ptr_array_index(in->views, 0);
    index->ops->free(index);
    in->detail->ops->free(in->detail);
    g_ptr_array_unref(in->views);
    nx_model_free(in->model);
    nx_message_cache_free(in->messages);
    nx_history_free(in->history);
    nx_keymap_free(in->keymap);
    nx_theme_free(in->theme);
    nx_cells_free(in->cells);
    g_hash_table_unref(in->saved_limits);
    g_free(in->overview_limit);
    g_free(in->article_language);
    g_free(in->message);
    g_free(in->needle);
    g_free(in);
}

/* ---- Views ------------------------------------------------------------------------------------------------------- */
NxView *nx_inspector_top(const NxInspector *in)
{
    return g_ptr_array_index(in->views, in->views->len - 1);
}

void nx_inspector_push(NxInspector *in, NxView *view)
{
    g_ptr_array_add(in->views, view);
    nx_inspector_touch(in);
}

gboolean nx_inspector_pop(NxInspector *in)
{
    if (in->views->len == 1)
        return FALSE;
    NxView *view = g_ptr_array_steal_index(in->views, in->views->len - 1);
    if (view != in->detail)
        view->ops->free(view);
    nx_inspector_touch(in);
    return TRUE;
}

void nx_inspector_leave_overview(NxInspector *in)
{
    if (!in->overview_limit)
        in->overview_limit = g_strdup(in->model->limit);
}

gboolean nx_inspector_end_overview(NxInspector *in)
{
    g_autofree char *limit = g_steal_pointer(&in->overview_limit);
    return limit && nx_model_limit(in->model, limit, NULL);
}

gboolean nx_inspector_is_split(const NxInspector *in)
{
    return in->frame.detail.rows > 0;
}

void nx_inspector_touch(NxInspector *in)
{
    in->dirty = TRUE;
    if (in->wake)
        in->wake(in->wake_user);
}

void nx_inspector_drawn(NxInspector *in)
{
    in->dirty = FALSE;
}

void nx_inspector_resize(NxInspector *in, guint rows, guint cols)
{
    if (in->cells && in->cells->rows == rows && in->cells->cols == cols)
        return;
    nx_cells_free(in->cells);
    in->cells = nx_cells_new(rows, cols, in->ascii);
    nx_frame_make(rows, cols, &in->frame);
    nx_inspector_touch(in);
}

/* ---- Saying and asking ------------------------------------------------------------------------------------------- */
void nx_inspector_say(NxInspector *in, NxSay kind, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    g_free(in->message);
    in->message = g_strdup_vprintf(format, ap);
    va_end(ap);
    in->message_kind = kind;
    nx_inspector_touch(in);
}

NxPrompt *nx_inspector_prompt(NxInspector *in, const NxPromptOps *ops, const char *text, gpointer data,
                              GDestroyNotify free_data)
{
    in->prompt = nx_prompt_new(in, in->history, ops, text, data, free_data);
    return in->prompt;
}

void nx_inspector_ask(NxInspector *in, NxQuestion *question)
{
    nx_question_free(in->question);
    in->question = question;
    in->question_depth = in->views->len;
    nx_inspector_touch(in);
}

gboolean nx_inspector_is_asking(const NxInspector *in)
{
    return in->question && in->views->len == in->question_depth;
}

/* ---- What actions do --------------------------------------------------------------------------------------------- */
guint32 nx_inspector_need_event(NxInspector *in)
{
    if (in->model->selected == NX_NO_EVENT)
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("Nothing is selected."));
    return in->model->selected;
}

guint32 nx_inspector_need_address(NxInspector *in)
{
    guint32 event = nx_inspector_need_event(in);
    if (event == NX_NO_EVENT)
        return NX_NOBODY;
    guint32 number = nx_catalog_event(in->model->catalog, event)->address;
    if (number == NX_NOBODY)
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("This event names nobody one could decide about."));
    return number;
}

void nx_inspector_do(NxInspector *in, const NxUiAction *action, const char *argument)
{
    const NxViewOps *view = nx_inspector_top(in)->ops;
    nx_inspector_touch(in);
    if (!(action->in & view->in)) {
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("%s does nothing here (%s)"), action->name, nx_tr(view->name));
        return;
    }
    nx_model_finish_list(in->model);
    finish_what_goes_on(in);
    in->doing = action;
    action->run(in, argument);
    in->doing = NULL;
}

void nx_inspector_did(NxInspector *in, const NxUiAction *action)
{
    in->last_act = action;
}

void nx_inspector_begin_range(NxInspector *in)
{
    in->ranging = TRUE;
    in->range_from = in->model->position;
}

gboolean nx_inspector_end_range(NxInspector *in)
{
    gboolean was = in->ranging;
    in->ranging = FALSE;
    return was;
}

void nx_inspector_seek(NxInspector *in, const char *needle)
{
    char *copy = needle && *needle ? g_strdup(needle) : NULL;
    g_free(in->needle);
    in->needle = copy;
}

void nx_inspector_set_language(NxInspector *in, const char *language)
{
    g_free(in->article_language);
    in->article_language = g_strdup(language);
}

void nx_inspector_keep_limit(NxInspector *in, const char *name, const char *query)
{
    g_hash_table_insert(in->saved_limits, g_strdup(name), g_strdup(query));
}

GCancellable *nx_inspector_begin_command(NxInspector *in)
{
    in->piping = g_cancellable_new();
    return in->piping;
}

void nx_inspector_end_command(NxInspector *in)
{
    g_clear_object(&in->piping);
}

void nx_inspector_suspend(NxInspector *in, gboolean suspend)
{
    in->suspend = suspend;
}

void nx_inspector_quit(NxInspector *in)
{
    in->quit = TRUE;
}

/* ---- Keys and mouse ---------------------------------------------------------------------------------------------- */
static void say_unbound(NxInspector *in, const NxChord *chord)
{
    g_autofree char *name = nx_chord_name(chord),
                    *help = nx_keymap_key(in->keymap, nx_keymap_action(in->keymap, "help"));
    if (chord->n == 1 && (chord->key[0] == 'd' || chord->key[0] == 'D' || chord->key[0] == NX_KEY_DELETE))
        nx_inspector_say(
            in, NX_SAY_INFO,
            nx_tr("%s does nothing: nixie never deletes mail.  s suppresses the address, %s lists the keys."), name,
            help);
    else
        nx_inspector_say(in, NX_SAY_INFO, nx_tr("%s does nothing here.  %s lists the keys."), name, help);
}

static void press_action_key(NxInspector *in, NxKey key)
{
    NxChord chord = in->pending;
    in->pending = (NxChord){0};
    if (chord.n > 0 && (key == NX_KEY_ESC || key == NX_CTRL('C')))
        return;
    chord.key[chord.n++] = key;
    gboolean prefix;
    const NxUiAction *action = nx_keymap_find(in->keymap, nx_inspector_top(in)->ops->in, &chord, &prefix);
    if (action)
        nx_inspector_do(in, action, "");
    else if (prefix && chord.n < NX_CHORD_MAX)
        in->pending = chord;
    else
        say_unbound(in, &chord);
}

static void press_prompt_key(NxInspector *in, NxKey key)
{
    NxPrompt *prompt = in->prompt;
    if (nx_prompt_key(prompt, key))
        return;
    if (in->prompt == prompt) /* else `done` asked for the next thing */
        in->prompt = NULL;
    nx_prompt_free(prompt);
}

static void press_question_key(NxInspector *in, NxKey key)
{
    NxQuestion *question = in->question;
    gboolean keeps;
    NxAnswer answer = nx_question_answer(question, key, &keeps);
    if (!keeps)
        in->question = NULL; /* the answer may ask the next one */
    if (answer)
        answer(in, key, nx_question_data(question));
    else
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("Cancelled; nothing was changed."));
    if (!keeps)
        nx_question_free(question);
}

/* Where nothing can be seen nothing happens, but one can always leave; ":quit" does by its q. */
static void press_blind_key(NxInspector *in, NxKey key)
{
    if (key == 'q' || key == NX_CTRL('C'))
        nx_inspector_quit(in);
    else if (key == NX_CTRL('Z'))
        nx_inspector_suspend(in, TRUE);
}

void nx_inspector_key(NxInspector *in, NxKey key)
{
    in->keys++;
    nx_inspector_touch(in);
    if (in->frame.shape == NX_SHAPE_SMALL) {
        press_blind_key(in, key);
        return;
    }
    g_clear_pointer(&in->message, g_free);
    NxView *top = nx_inspector_top(in);
    if (in->going_on && key == NX_KEY_ESC) {
        break_off(in);
        return;
    }
    if (in->prompt)
        press_prompt_key(in, key);
    else if (nx_inspector_is_asking(in))
        press_question_key(in, key);
    else if (in->pending.n > 0 || !top->ops->type || !top->ops->type(top, key))
        press_action_key(in, key);
}

/* The view under the mouse: beside a focused detail the index is still there to be clicked on. */
static NxView *view_at(NxInspector *in, const NxMouse *mouse)
{
    NxView *top = nx_inspector_top(in);
    const NxRect *list = &in->frame.list;
    if (!nx_inspector_is_split(in) || top != in->detail || mouse->row >= list->row + list->rows ||
        mouse->col >= list->col + list->cols)
        return top;
    nx_inspector_pop(in);
    return nx_inspector_top(in);
}

void nx_inspector_mouse(NxInspector *in, const NxMouse *mouse)
{
    in->keys++;
    nx_inspector_touch(in);
    if (in->prompt || in->question || in->frame.shape == NX_SHAPE_SMALL)
        return;
    if (mouse->kind == NX_MOUSE_UP || mouse->kind == NX_MOUSE_DOWN) {
        nx_inspector_do(in, nx_keymap_action(in->keymap, mouse->kind == NX_MOUSE_UP ? "up" : "down"), "");
        return;
    }
    nx_model_finish_list(in->model);
    finish_what_goes_on(in);
    NxView *view = view_at(in, mouse);
    if (view->ops->scrolls || mouse->row < view->row || mouse->row - view->row >= view->height)
        return;
    guint line = view->top + mouse->row - view->row;
    if (line >= view->ops->lines(view))
        return;
    view->ops->go(view, line);
    if (mouse->kind == NX_MOUSE_DOUBLE && view->ops->open)
        view->ops->open(view);
}
