/* The program itself: commands typed, stopping, leaving. */
#include "tui/acts/acts.h"

static char **complete_name(const NxKeymap *keymap, const char *start)
{
    guint n;
    const NxUiAction *actions = nx_keymap_actions(keymap, &n);
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    for (guint i = 0; i < n; i++) {
        if (g_str_has_prefix(actions[i].name, start))
            g_strv_builder_add(names, actions[i].name);
    }
    return g_strv_builder_end(names);
}

static char **complete_command(NxInspector *in, const char *text)
{
    const char *blank = strchr(text, ' ');
    if (!blank)
        return complete_name(in->keymap, text);
    g_autofree char *name = g_strndup(text, (gsize)(blank - text));
    const NxUiAction *action = nx_keymap_action(in->keymap, name);
    return action && action->complete ? action->complete(in, blank + 1) : NULL;
}

/* "NAME ARGUMENT"; the argument is "" where there is none. Caller frees both. */
static char *split_command(const char *text, char **argument)
{
    g_autofree char *line = g_strstrip(g_strdup(text));
    gsize end = strcspn(line, " ");
    *argument = g_strstrip(g_strdup(line + end));
    return g_strndup(line, end);
}

/* Why it cannot be done, or NULL. Caller frees. */
static char *command_fault(const NxInspector *in, const char *name, const char *argument)
{
    const NxUiAction *action = nx_keymap_action(in->keymap, name);
    if (!action)
        return g_strdup_printf(nx_tr("there is no action \"%s\"; Tab lists them, ? explains them"), name);
    if (*argument && !action->argument)
        return g_strdup_printf(nx_tr("%s takes nothing behind it"), name);
    return NULL;
}

static gboolean command_check(NxInspector *in, NxPrompt *prompt)
{
    g_autofree char *argument = NULL, *name = split_command(prompt->text->str, &argument),
                    *fault = *name ? command_fault(in, name, argument) : NULL;
    if (!fault)
        return TRUE;
    nx_prompt_error(prompt, g_steal_pointer(&fault), 1);
    return FALSE;
}

static void command_done(NxInspector *in, const char *text, gpointer data)
{
    (void)data;
    g_autofree char *argument = NULL, *name = split_command(text, &argument);
    if (*name)
        nx_inspector_do(in, nx_keymap_action(in->keymap, name), argument);
}

/* What the action being typed is about, in the line above. */
static void command_changed(NxInspector *in, NxPrompt *prompt)
{
    g_autofree char *name = g_strndup(prompt->text->str, strcspn(prompt->text->str, " "));
    const NxUiAction *action = nx_keymap_action(in->keymap, name);
    nx_prompt_note(prompt, !action ? NULL
                           : action->argument
                               ? g_strdup_printf("%s %s:  %s", name, nx_tr(action->argument), nx_tr(action->help))
                               : g_strdup_printf("%s:  %s", name, nx_tr(action->help)));
}

void nx_do_command(NxInspector *in, const char *argument)
{
    static const NxPromptOps OPS = {.label = N_("command"),
                                    .history = "command",
                                    .complete = complete_command,
                                    .changed = command_changed,
                                    .check = command_check,
                                    .done = command_done};
    (void)argument;
    nx_inspector_prompt(in, &OPS, "", NULL, NULL);
}

void nx_do_redraw(NxInspector *in, const char *argument)
{
    (void)argument;
    if (nx_model_stale_rows(in->model) > 0)
        nx_model_renew_list(in->model);
    if (in->terminal)
        nx_terminal_repaint(in->terminal);
}

void nx_do_suspend(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_inspector_suspend(in, TRUE);
}

void nx_do_stop(NxInspector *in, const char *argument)
{
    (void)argument;
    if (in->model->loading) {
        nx_model_stop(in->model);
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("Stopped; what was read stands."));
    } else if (in->piping) {
        g_cancellable_cancel(in->piping);
    } else if (!nx_inspector_end_range(in)) {
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("Nothing is under way.  q goes back, :quit leaves."));
    }
}

void nx_do_refresh(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_message_forget(in->messages);
    nx_detail_forget(in->detail);
    nx_model_refresh(in->model);
}

void nx_do_quit(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_inspector_quit(in);
}
