/* The pipe, and the handlers that were there before. */
#include "tui/terminal/signals.h"
#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

static const int TAKEN[] = {SIGTSTP, SIGCONT, SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGPIPE};

struct NxSignals {
    int pipe[2];
    guint source;
    NxSignalFunc func;
    gpointer user;
    struct sigaction before[G_N_ELEMENTS(TAKEN)];
};

static volatile sig_atomic_t wake_fd = -1; /* a handler has no other way to know */

static void on_signal(int number)
{
    int kept = errno;
    guint8 byte = (guint8)number;
    if (wake_fd >= 0 && write(wake_fd, &byte, 1) < 0) {
        /* A full pipe wakes the loop as well as one byte more would. */
    }
    errno = kept;
}

static void take(int number, struct sigaction *before)
{
    struct sigaction action = {.sa_flags = SA_RESTART};
    action.sa_handler = number == SIGPIPE ? SIG_IGN : on_signal;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, before);
}

static gboolean on_wake(gint fd, GIOCondition condition, gpointer user)
{
    NxSignals *signals = user;
    guint8 bytes[64];
    (void)condition;
    gssize n = read(fd, bytes, sizeof bytes);
    for (gssize i = 0; i < n; i++)
        signals->func(bytes[i], signals->user);
    return G_SOURCE_CONTINUE;
}

NxSignals *nx_signals_open(NxSignalFunc func, gpointer user)
{
    NxSignals *signals = g_new0(NxSignals, 1);
    signals->func = func;
    signals->user = user;
    if (!g_unix_open_pipe(signals->pipe, FD_CLOEXEC, NULL)) {
        g_free(signals);
        return NULL;
    }
    g_unix_set_fd_nonblocking(signals->pipe[0], TRUE, NULL);
    g_unix_set_fd_nonblocking(signals->pipe[1], TRUE, NULL);
    wake_fd = signals->pipe[1];
    for (guint i = 0; i < G_N_ELEMENTS(TAKEN); i++)
        take(TAKEN[i], &signals->before[i]);
    signals->source = g_unix_fd_add_full(G_PRIORITY_HIGH, signals->pipe[0], G_IO_IN, on_wake, signals, NULL);
    return signals;
}

void nx_signals_close(NxSignals *signals)
{
    if (!signals)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(TAKEN); i++)
        sigaction(TAKEN[i], &signals->before[i], NULL);
    wake_fd = -1;
    g_source_remove(signals->source);
    close(signals->pipe[0]);
    close(signals->pipe[1]);
    g_free(signals);
}

void nx_signals_stop_here(NxSignals *signals)
{
    struct sigaction plain = {.sa_handler = SIG_DFL};
    (void)signals;
    sigemptyset(&plain.sa_mask);
    sigaction(SIGTSTP, &plain, NULL);
    /* Where nobody could wake it again (a session leader), the kernel drops this and we go on. */
    raise(SIGTSTP);
    take(SIGTSTP, NULL);
}
