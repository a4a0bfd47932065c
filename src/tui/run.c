/* The main loop: keys, signals, repaints. Everything else is the inspector's. */
#include "tui/open.h"
#include "tui/screen.h"
#include "tui/session.h"
#include "tui/terminal/signals.h"
#include <glib-unix.h>
#include <signal.h>

/* Keys come first, then what the model has to say, then one repaint for all of it, then lists in slices, then the word
 * to a test. */
#define REPAINT_PRIORITY (G_PRIORITY_HIGH_IDLE + 20)
#define BUSY_MS 5

typedef struct {
    NxInspector *in;
    NxTerminal *terminal;
    NxSignals *signals;
    GMainLoop *loop;
    guint key_source, repaint_source, sync_source;
    gboolean sync;
    int status; /* of the program */
} Run;

/* ---- Telling a test that all is drawn ---------------------------------------------------------------------------- */
static gboolean on_sync(gpointer user)
{
    Run *run = user;
    run->sync_source = 0;
    if (nx_model_is_busy(run->in->model))
        run->sync_source = g_timeout_add(BUSY_MS, on_sync, run);
    else if (!run->repaint_source)
        nx_terminal_sync(run->terminal, run->in->keys);
    return G_SOURCE_REMOVE;
}

/* ---- Painting ---------------------------------------------------------------------------------------------------- */
static gboolean on_repaint(gpointer user)
{
    Run *run = user;
    guint rows, cols;
    run->repaint_source = 0;
    nx_terminal_size(run->terminal, &rows, &cols);
    nx_inspector_resize(run->in, rows, cols);
    const NxCells *cells = nx_screen_draw(run->in);
    nx_terminal_flush(run->terminal, cells);
    if (run->sync && !run->sync_source)
        run->sync_source = g_idle_add_full(G_PRIORITY_LOW, on_sync, run, NULL);
    /* Drawing may have asked for something that changes the screen again. */
    if (run->repaint_source && run->sync_source) {
        g_source_remove(run->sync_source);
        run->sync_source = 0;
    }
    return G_SOURCE_REMOVE;
}

static void wake(gpointer user)
{
    Run *run = user;
    if (!run->repaint_source)
        run->repaint_source = g_idle_add_full(REPAINT_PRIORITY, on_repaint, run, NULL);
}

/* ---- Leaving for a while, and for good --------------------------------------------------------------------------- */
static void leave_for_shell(Run *run)
{
    nx_inspector_suspend(run->in, FALSE);
    nx_terminal_leave(run->terminal);
    nx_signals_stop_here(run->signals);
    nx_terminal_return(run->terminal);
    nx_inspector_touch(run->in);
}

static void quit(Run *run, int status)
{
    run->status = status;
    g_main_loop_quit(run->loop);
}

static void look(Run *run)
{
    if (run->in->quit)
        quit(run, run->status);
    else if (run->in->suspend)
        leave_for_shell(run);
}

static void on_signal(int number, gpointer user)
{
    Run *run = user;
    switch (number) {
    case SIGWINCH: nx_inspector_touch(run->in); break;
    case SIGTSTP: leave_for_shell(run); break;
    case SIGCONT: /* it may have been stopped without being asked */
        nx_terminal_return(run->terminal);
        nx_inspector_touch(run->in);
        break;
    default: quit(run, 128 + number); break;
    }
}

static gboolean on_keys(gint fd, GIOCondition condition, gpointer user)
{
    Run *run = user;
    (void)fd;
    NxKey key;
    NxMouse mouse;
    guint n = 0;
    while (!run->in->quit && !run->in->suspend && nx_terminal_read(run->terminal, &key, &mouse)) {
        n++;
        if (key == NX_KEY_MOUSE)
            nx_inspector_mouse(run->in, &mouse);
        else
            nx_inspector_key(run->in, key);
    }
    look(run);
    /* The other side is gone: nothing can be shown or asked any more, and waiting here would spin. */
    if ((condition & (G_IO_HUP | G_IO_ERR | G_IO_NVAL)) || (n == 0 && nx_terminal_is_dead(run->terminal))) {
        run->key_source = 0;
        quit(run, 128 + SIGHUP);
        return G_SOURCE_REMOVE;
    }
    return G_SOURCE_CONTINUE;
}

static gboolean on_start(gpointer user)
{
    Run *run = user;
    nx_model_load(run->in->model); /* after the first paint: the frame stands before a byte was read */
    nx_inspector_touch(run->in);
    return G_SOURCE_REMOVE;
}

static gboolean open_terminal(Run *run)
{
    const NxTuiStart *start = run->in->start;
    const char *no_colour = g_getenv("NO_COLOR");
    NxTerminalSpec spec = {.theme = run->in->theme,
                           .mouse = start->mouse,
                           .plain = start->plain,
                           .colour = !start->plain && !(no_colour && *no_colour),
                           .sync = g_getenv("NIXIE_TEST_SYNC") != NULL};
    g_autoptr(GError) error = NULL;
    run->terminal = nx_terminal_open(&spec, &error);
    run->sync = spec.sync;
    if (!run->terminal) {
        g_printerr("nixie: %s\n", error->message);
        return FALSE;
    }
    g_autofree char *words = g_strdup_printf(
        nx_tr(
            "nixie has failed.  Every decision whose letter was on the screen is in the ledger, %s; one that was still "
            "marked as on its way may be missing, none is there by half."),
        start->ledger_path);
    nx_terminal_guard(run->terminal, words);
    return TRUE;
}

static void run_loop(Run *run)
{
    run->loop = g_main_loop_new(NULL, FALSE);
    run->signals = nx_signals_open(on_signal, run);
    nx_inspector_attach(run->in, run->terminal, wake, run);
    run->key_source = g_unix_fd_add(nx_terminal_fd(run->terminal), G_IO_IN | G_IO_HUP | G_IO_ERR, on_keys, run);
    g_idle_add_full(REPAINT_PRIORITY + 1, on_start, run, NULL);
    nx_inspector_restore(run->in);
    nx_inspector_touch(run->in);
    g_main_loop_run(run->loop);
    nx_inspector_attach(run->in, NULL, NULL, NULL);
    while (g_source_remove_by_user_data(run)) {
        /* keys, repaints, syncs */
    }
}

static void close_all(Run *run)
{
    nx_inspector_save(run->in);
    nx_terminal_close(run->terminal);
    nx_signals_close(run->signals);
    g_main_loop_unref(run->loop);
}

/* What was complained of on the screen is said once more where it stays. */
static gboolean give_problems_back(NxInspector *in)
{
    nx_model_take_problems(in->model);
    for (guint i = 0; i < in->model->problems->len; i++)
        nx_problems_add(in->start->problems, NULL, "%s", (const char *)g_ptr_array_index(in->model->problems, i));
    return in->model->problems->len > 0;
}

int nx_tui_run(const NxTuiStart *start)
{
    g_auto(GStrv) remembered = NULL;
    const char *const *paths = start->mailboxes;
    if (!paths || !paths[0]) {
        remembered = nx_session_mailboxes(start);
        paths = (const char *const *)remembered;
    }
    if (!paths || !paths[0]) {
        g_printerr("nixie: %s\n", nx_tr("no mailbox is named, and there was no last session; try: nixie MAILBOX"));
        return 2;
    }
    Run run = {.in = nx_inspector_open(start, paths)};
    if (!open_terminal(&run)) {
        nx_inspector_free(run.in);
        return 2;
    }
    run_loop(&run);
    close_all(&run);
    gboolean any = give_problems_back(run.in);
    nx_inspector_free(run.in);
    return run.status == 0 && any ? 1 : run.status;
}
