/* Lines read into the list one by one; a command that fails is named. */
#include "cli/sent.h"
#include <nixie/maillog.h>
#include <nixie/text.h>
#include <errno.h>
#include <sys/wait.h>

enum { LINE_BYTES = 4096 };

static gboolean is_command(const char *from)
{
    return *from == '|';
}

/* NULL with the cause. */
static FILE *open_file(const char *path, GPid *pid, GError **error)
{
    FILE *file = fopen(path, "re");
    *pid = 0;
    if (!file)
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s", g_strerror(errno));
    return file;
}

static FILE *open_command(const char *command, GPid *pid, GError **error)
{
    char *argv[] = {(char *)"/bin/sh", (char *)"-c", (char *)command, NULL};
    gint out;
    gboolean runs =
        g_spawn_async_with_pipes(NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, pid, NULL, &out, NULL, error);
    return runs ? fdopen(out, "r") : NULL;
}

/* A log of one's own relay says what was sent to whom, whatever became of it. */
static void take_logged(const NxLogLine *line, gpointer user)
{
    g_autofree char *id = line->message_id ? g_strdup_printf("<%s>", line->message_id) : NULL;
    if (id)
        nx_sent_add(user, id, line->recipient);
}

typedef struct {
    NxSent *sent;
    NxLogReader *log;
} Source;

static NxSentResult take_line(const Source *source, const char *line)
{
    NxLogVerdict verdict = nx_log_reader_line(source->log, line, strcspn(line, "\r\n"));
    return verdict == NX_LOG_UNKNOWN ? nx_sent_add_line(source->sent, line) : NX_SENT_TAKEN;
}

/* Reads lines of any length; what is longer than an address and an id can be is no line of theirs. */
static void read_lines(const Source *source, FILE *file, const char *from, NxProblems *problems)
{
    char line[LINE_BYTES];
    guint n = 0, wrong = 0, first = 0;
    NxSentResult result = NX_SENT_TAKEN;
    for (gboolean whole = TRUE; result != NX_SENT_FULL && fgets(line, sizeof line, file);) {
        gboolean begins = whole;
        whole = strchr(line, '\n') != NULL || feof(file);
        n += begins;
        if (!begins || (whole && line[strspn(line, " \t\r\n")] == '\0'))
            continue;
        result = whole ? take_line(source, line) : NX_SENT_WRONG;
        wrong += result == NX_SENT_WRONG;
        first = first ? first : result == NX_SENT_WRONG ? n : 0;
    }
    if (wrong)
        nx_problems_add(problems, from,
                        nx_tr("[own] sent: %u lines are no Message-ID TAB RECIPIENT and of no log that is known, the "
                              "first is line %u; left out"),
                        wrong, first);
    if (result == NX_SENT_FULL)
        nx_problems_add(problems, from, nx_tr("[own] sent: only the first %u lines are taken"), NX_MAX_SENT);
}

/* Has it told all it had to tell? */
static gboolean ended_well(GPid pid)
{
    int status = 0;
    gboolean known = waitpid(pid, &status, 0) == pid;
    g_spawn_close_pid(pid);
    return known && g_spawn_check_wait_status(status, NULL);
}

NxSent *nx_sent_from(const char *from, NxTime now, NxProblems *problems)
{
    NxSent *sent = nx_sent_new();
    const Source source = {sent, nx_log_reader_new(now, take_logged, sent)};
    g_autoptr(GError) error = NULL;
    GPid pid = 0;
    FILE *file = is_command(from) ? open_command(from + 1, &pid, &error) : open_file(from, &pid, &error);
    if (file) {
        read_lines(&source, file, from, problems);
        gboolean failed = ferror(file);
        fclose(file);
        if (failed || (is_command(from) && !ended_well(pid)))
            nx_problems_add(problems, from, "%s", nx_tr("[own] sent: it could not be read to its end"));
    } else {
        nx_problems_add(problems, from, nx_tr("[own] sent: %s"), error ? error->message : g_strerror(errno));
    }
    nx_log_reader_free(source.log);
    nx_sent_close(sent);
    return sent;
}
