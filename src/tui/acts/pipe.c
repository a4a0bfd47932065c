/* The addresses to a command, the address to the clipboard. */
#include "tui/acts/acts.h"
#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define MAX_OUTPUT (1 << 20) /* of what a command says, that is shown */

typedef struct {
    NxInspector *in;
    char *command;
} Piped;

static void show_output(NxInspector *in, const char *command, GBytes *got, gboolean well)
{
    g_autofree char *text =
        nx_text_from_utf8(g_bytes_get_data(got, NULL), (gssize)MIN(g_bytes_get_size(got), MAX_OUTPUT));
    if (*text)
        nx_inspector_push(in, nx_text_view_new(in, command, text));
    nx_inspector_say(in, well ? NX_SAY_INFO : NX_SAY_ERROR, well ? nx_tr("%s: done") : nx_tr("%s: failed"), command);
}

static void on_piped(GObject *source, GAsyncResult *result, gpointer user)
{
    Piped *piped = user;
    GSubprocess *child = G_SUBPROCESS(source);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) got = NULL;
    nx_inspector_end_command(piped->in);
    if (g_subprocess_communicate_finish(child, result, &got, NULL, &error)) {
        show_output(piped->in, piped->command, got,
                    g_subprocess_get_if_exited(child) && g_subprocess_get_exit_status(child) == 0);
    } else {
        g_subprocess_force_exit(child);
        nx_inspector_say(piped->in, NX_SAY_ERROR, "%s: %s", piped->command, error->message);
    }
    g_free(piped->command);
    g_free(piped);
}

/* The addresses as a file without a name: a command that does not read all of them is none that failed. */
static int input_file(const char *input, GError **error)
{
    g_autofree char *name = NULL;
    int fd = g_file_open_tmp("nixie-XXXXXX", &name, error);
    if (fd < 0)
        return -1;
    g_unlink(name);
    for (gsize len = strlen(input); len > 0;) {
        gssize n = write(fd, input, len);
        if (n <= 0) {
            g_set_error(error, NX_ERROR, NX_ERROR_UNREADABLE, "%s: %s", name, g_strerror(errno));
            close(fd);
            return -1;
        }
        input += n;
        len -= (gsize)n;
    }
    lseek(fd, 0, SEEK_SET);
    return fd;
}

static GSubprocess *spawn(const char *command, const char *input, GError **error)
{
    const char *argv[] = {"/bin/sh", "-c", command, NULL};
    int fd = input_file(input, error);
    if (fd < 0)
        return NULL;
    g_autoptr(GSubprocessLauncher) launcher =
        g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
    g_subprocess_launcher_take_stdin_fd(launcher, fd);
    return g_subprocess_launcher_spawnv(launcher, argv, error);
}

static void run_command(NxInspector *in, const char *command, const char *input)
{
    g_autoptr(GError) error = NULL;
    if (in->piping) {
        nx_inspector_say(in, NX_SAY_ERROR, "%s", nx_tr("a command is still running; ^C ends it"));
        return;
    }
    g_autoptr(GSubprocess) child = spawn(command, input, &error);
    if (!child) {
        nx_inspector_say(in, NX_SAY_ERROR, "%s", error->message);
        return;
    }
    Piped *piped = g_new0(Piped, 1);
    piped->in = in;
    piped->command = g_strdup(command);
    g_subprocess_communicate_async(child, NULL, nx_inspector_begin_command(in), on_piped, piped);
    nx_inspector_say(in, NX_SAY_INFO, nx_tr("%s: running; ^C ends it"), command);
}

static void append_line(GString *lines, const char *address)
{
    g_autofree char *safe = nx_safe_pipe(address);
    if (safe)
        g_string_append_printf(lines, "%s\n", safe);
}

static void pipe_scope(NxInspector *in, NxScope *scope, gpointer command)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < scope->addresses->len; i++)
        append_line(lines,
                    nx_catalog_address(in->model->catalog, g_array_index(scope->addresses, guint32, i))->spelling);
    nx_scope_free(scope);
    run_command(in, command, lines->str);
}

static void pipe_records(NxInspector *in, const char *command)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GPtrArray) owner = NULL, records = nx_ledger_view_records(nx_inspector_top(in), NX_LEDGER_MEANT, &owner);
    for (guint i = 0; i < records->len; i++)
        append_line(lines, ((const NxRecord *)records->pdata[i])->spelling);
    run_command(in, command, lines->str);
}

static void pipe_done(NxInspector *in, const char *text, gpointer data)
{
    (void)data;
    g_autofree char *command = g_strstrip(g_strdup(text));
    if (!*command)
        return;
    if (nx_inspector_top(in)->ops->in == NX_IN_LEDGER)
        pipe_records(in, command);
    else
        nx_scope_with(in, nx_tr("Give to the command"), pipe_scope, g_steal_pointer(&command), g_free);
}

void nx_do_pipe(NxInspector *in, const char *argument)
{
    static const NxPromptOps OPS = {.label = N_("give the addresses to"), .history = "pipe", .done = pipe_done};
    if (*argument)
        pipe_done(in, argument, NULL);
    else
        nx_inspector_prompt(in, &OPS, "", NULL, NULL);
}

/* "domains=example.org;example.net": with those that are set already, as a key stands there once. */
static char *own_line(const NxLibrary *library, const char *domain)
{
    const GArray *before = nx_library_settings(library)->own_domains;
    GString *line = g_string_new("domains=");
    for (guint i = 0; before && i < before->len; i++)
        g_string_append_printf(line, "%s;", g_array_index(before, NxSetting, i).value);
    g_string_append(line, domain);
    return g_string_free(line, FALSE);
}

static void own_done(NxInspector *in, const char *text, gpointer data)
{
    (void)data;
    g_autofree char *name = g_strstrip(g_strdup(text)), *domain = strchr(name, '.') ? nx_domain_key(name, -1) : NULL;
    if (!domain) {
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("\"%s\" is no name of a domain"), name);
        return;
    }
    g_autofree char *line = own_line(in->start->library, domain), *both = g_strdup_printf("[own]\n%s\n", line);
    if (in->terminal && nx_terminal_copy(in->terminal, both))
        nx_inspector_say(in, NX_SAY_INFO, nx_tr("For nixie.conf, and in the terminal's clipboard:  [own]  %s"), line);
    else
        nx_inspector_say(in, NX_SAY_INFO, nx_tr("For nixie.conf:  [own]  %s"), line);
}

void nx_do_own(NxInspector *in, const char *argument)
{
    static const NxPromptOps OPS = {.label = N_("a domain of ours"), .done = own_done};
    if (*argument)
        own_done(in, argument, NULL);
    else
        nx_inspector_prompt(in, &OPS, "", NULL, NULL);
}

void nx_do_copy(NxInspector *in, const char *argument)
{
    (void)argument;
    g_autoptr(GPtrArray) owner = NULL;
    const char *text = NULL;
    if (nx_inspector_top(in)->ops->in == NX_IN_LEDGER) {
        g_autoptr(GPtrArray) records = nx_ledger_view_records(nx_inspector_top(in), NX_LEDGER_MEANT, &owner);
        text = records->len > 0 ? ((const NxRecord *)g_ptr_array_index(records, 0))->spelling : NULL;
    } else {
        guint32 number = nx_inspector_need_address(in);
        text = number == NX_NOBODY ? NULL : nx_catalog_address(in->model->catalog, number)->spelling;
    }
    if (!text)
        return;
    if (in->terminal && nx_terminal_copy(in->terminal, text))
        nx_inspector_say(in, NX_SAY_INFO, nx_tr("Gave %s to the terminal's clipboard."), text);
    else
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("This terminal takes nothing to its clipboard: %s"), text);
}
