/* What both back ends share: where they read and write, and what is shown now. */
#include "tui/terminal/terminal.h"
#include <nixie/error.h>
#include <nixie/text.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* No window is larger; what claims to be is not believed. */
#define MAX_ROWS 1000
#define MAX_COLS 2000
/* A terminal takes no more at once (xterm's bound on OSC 52 is about this). */
#define MAX_COPY 65536

static gboolean find_streams(NxTerminal *terminal, GError **error)
{
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
        terminal->in = stdin;
        terminal->out = stdout;
        return TRUE;
    }
    terminal->owns = TRUE;
    terminal->in = fopen("/dev/tty", "re");
    terminal->out = fopen("/dev/tty", "we");
    if (terminal->in && terminal->out)
        return TRUE;
    g_set_error(error, NX_ERROR, NX_ERROR_MISSING, "%s",
                nx_tr("there is no terminal to show anything on; see nixie report"));
    return FALSE;
}

static void release_streams(NxTerminal *terminal)
{
    if (!terminal->owns)
        return;
    if (terminal->in)
        fclose(terminal->in);
    if (terminal->out)
        fclose(terminal->out);
}

NxTerminal *nx_terminal_open(const NxTerminalSpec *spec, GError **error)
{
    NxTerminal *terminal = g_new0(NxTerminal, 1);
    terminal->spec = *spec;
    if (!find_streams(terminal, error)) {
        release_streams(terminal);
        g_free(terminal);
        return NULL;
    }
    tcgetattr(fileno(terminal->in), &terminal->before);
    if (nx_terminal_curses_open(terminal) || nx_terminal_lines_open(terminal)) {
        nx_terminal_size(terminal, &terminal->rows, &terminal->cols);
        return terminal;
    }
    g_set_error(error, NX_ERROR, NX_ERROR_UNREADABLE, nx_tr("the terminal cannot be set up: %s"), g_strerror(errno));
    release_streams(terminal);
    g_free(terminal);
    return NULL;
}

void nx_terminal_close(NxTerminal *terminal)
{
    if (!terminal)
        return;
    nx_crash_close(terminal->crash);
    terminal->ops->close(terminal);
    nx_cells_free(terminal->shown);
    release_streams(terminal);
    g_free(terminal->restore);
    g_free(terminal);
}

void nx_terminal_guard(NxTerminal *terminal, const char *words)
{
    g_autofree char *safe = nx_safe_screen(words, -1, NX_SAFE_NONE, 0);
    g_autofree char *bytes = g_strconcat(terminal->restore ? terminal->restore : "\r\n", safe, "\r\n", NULL);
    terminal->crash = nx_crash_open(fileno(terminal->out), &terminal->before, bytes);
}

int nx_terminal_fd(const NxTerminal *terminal)
{
    return fileno(terminal->in);
}

void nx_terminal_size(NxTerminal *terminal, guint *rows, guint *cols)
{
    struct winsize size = {0};
    if (ioctl(fileno(terminal->out), TIOCGWINSZ, &size) < 0 || size.ws_row == 0 || size.ws_col == 0) {
        size.ws_row = 24;
        size.ws_col = 80;
    }
    *rows = MIN(size.ws_row, MAX_ROWS);
    *cols = MIN(size.ws_col, MAX_COLS);
    if (*rows == terminal->rows && *cols == terminal->cols)
        return;
    terminal->rows = *rows;
    terminal->cols = *cols;
    terminal->ops->resize(terminal, *rows, *cols);
    nx_terminal_repaint(terminal);
}

static void remember(NxTerminal *terminal, const NxCells *cells)
{
    if (!terminal->shown || terminal->shown->rows != cells->rows || terminal->shown->cols != cells->cols) {
        nx_cells_free(terminal->shown);
        terminal->shown = nx_cells_new(cells->rows, cells->cols, cells->ascii);
    }
    memcpy(terminal->shown->cell, cells->cell, sizeof(NxCell) * cells->rows * cells->cols);
}

void nx_terminal_flush(NxTerminal *terminal, const NxCells *cells)
{
    terminal->ops->flush(terminal, cells);
    remember(terminal, cells);
}

void nx_terminal_repaint(NxTerminal *terminal)
{
    g_clear_pointer(&terminal->shown, nx_cells_free);
}

gboolean nx_terminal_read(NxTerminal *terminal, NxKey *key, NxMouse *mouse)
{
    return terminal->ops->read(terminal, key, mouse);
}

gboolean nx_terminal_is_dead(const NxTerminal *terminal)
{
    struct pollfd poller = {.fd = fileno(terminal->in), .events = POLLIN};
    if (poll(&poller, 1, 0) < 0)
        return errno != EINTR;
    if (poller.revents & (POLLHUP | POLLERR | POLLNVAL))
        return TRUE;
    /* Readable without a byte to read: the other side is gone. */
    int waiting = 1;
    return (poller.revents & POLLIN) && ioctl(poller.fd, FIONREAD, &waiting) == 0 && waiting == 0;
}

void nx_terminal_leave(NxTerminal *terminal)
{
    terminal->ops->leave(terminal);
}

void nx_terminal_return(NxTerminal *terminal)
{
    terminal->ops->back(terminal);
    nx_terminal_repaint(terminal);
}

static void write_all(NxTerminal *terminal, const char *bytes, gsize len)
{
    while (len > 0) {
        gssize n = write(fileno(terminal->out), bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return; /* the terminal is gone, which the loop will see */
        bytes += n;
        len -= (gsize)n;
    }
}

gboolean nx_terminal_copy(NxTerminal *terminal, const char *text)
{
    if (!terminal->ops->can_copy || strlen(text) > MAX_COPY)
        return FALSE;
    g_autofree char *coded = g_base64_encode((const guchar *)text, strlen(text));
    g_autofree char *sequence = g_strdup_printf("\033]52;c;%s\033\\", coded);
    write_all(terminal, sequence, strlen(sequence));
    return TRUE;
}

void nx_terminal_sync(NxTerminal *terminal, guint64 number)
{
    if (!terminal->spec.sync)
        return;
    g_autofree char *sequence = g_strdup_printf("\033]7777;%" G_GUINT64_FORMAT "\033\\", number);
    write_all(terminal, sequence, strlen(sequence));
}
