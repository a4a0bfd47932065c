/* Only what does not fit the terminal goes through it. */
#include "cli/pager.h"
#include <gio/gio.h>
#include <sys/ioctl.h>
#include <unistd.h>

static gboolean fits(const char *text)
{
    struct winsize size;
    guint lines = 0;
    for (const char *at = text; *at; at++)
        lines += *at == '\n';
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && lines < size.ws_row;
}

static gboolean through_pager(const char *text)
{
    const char *pager = g_getenv("PAGER");
    const char *const command[] = {"/bin/sh", "-c", pager && *pager ? pager : "less -R", NULL};
    g_autoptr(GError) error = NULL;
    g_autoptr(GSubprocess) process = g_subprocess_newv(command, G_SUBPROCESS_FLAGS_STDIN_PIPE, &error);
    if (!process)
        return FALSE;
    g_subprocess_communicate_utf8(process, text, NULL, NULL, NULL, NULL);
    enum { NOT_FOUND = 127 }; /* sh(1) */
    return !(g_subprocess_get_if_exited(process) && g_subprocess_get_exit_status(process) == NOT_FOUND);
}

void nx_page_out(const NxApp *app, const char *text)
{
    gboolean paged = !app->plain && isatty(STDOUT_FILENO) && isatty(STDIN_FILENO) && !fits(text) && through_pager(text);
    if (!paged)
        nx_put(text, strlen(text));
}
