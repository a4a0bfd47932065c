/* The lines of a log that tell of a failure or a delay. */
#include "mailbox/box.h"
#include "mailbox/file.h"
#include "mailbox/mbox.h"
#include "mailbox/series_type.h"
#include <nixie/text.h>
#include <string.h>

enum { BLOCK = 256 * 1024 };
G_STATIC_ASSERT(BLOCK > 2 * NX_MAX_LOG_LINE);

typedef struct {
    char *block;       /* bytes of the file */
    goffset start;     /* where they begin, */
    gsize len;         /* and how many */
    guint line;        /* number of the line in hand */
    guint nameless;    /* failures of which the log does not say whose */
    guint nameless_at; /* line of the first */
    gboolean understood, ended;
} Log;

static gpointer new_log(const NxSeriesSpec *spec)
{
    (void)spec;
    Log *log = g_new0(Log, 1);
    log->block = g_malloc(BLOCK);
    return log;
}

static void free_log(gpointer state)
{
    Log *log = state;
    g_free(log->block);
    g_free(log);
}

/* Sees to it that the block holds the line that begins at `at`, or as much of it as fits. */
static gboolean look_at(Log *log, const NxSeriesSpec *spec, goffset at, GError **error)
{
    goffset have = log->start + (goffset)log->len - at;
    if (at >= log->start && have > 0 && memchr(log->block + (at - log->start), '\n', (gsize)have))
        return TRUE;
    log->start = at;
    log->len = (gsize)MIN(spec->end - at, (goffset)BLOCK);
    return nx_file_read(spec->fd, at, log->block, log->len, error);
}

/* The line that begins at `at`, without its end; *next is where the one behind it begins. What is longer than any line
 * of a log comes in pieces, which no format knows. */
static gboolean read_line(Log *log, const NxSeriesSpec *spec, goffset at, NxBytes *line, goffset *next, GError **error)
{
    if (!look_at(log, spec, at, error))
        return FALSE;
    const char *from = log->block + (at - log->start);
    gsize len = log->len - (gsize)(at - log->start);
    const char *newline = memchr(from, '\n', len);
    *line = (NxBytes){from, newline ? (gsize)(newline - from) : len};
    *next = at + (goffset)line->len + (newline != NULL);
    return TRUE;
}

static void say_nameless(Log *log, const NxSeriesSpec *spec, NxProblems *problems)
{
    guint n = log->nameless;
    g_autofree char *what = g_strdup_printf(
        nx_trn("%u line from here on does not say whose mail it is about: the log leaves it out, or began later",
               "%u lines from here on do not say whose mail they are about: the log leaves it out, or began later", n),
        n);
    if (n)
        nx_series_complain(spec, log->nameless_at, what, problems);
    log->nameless = 0;
}

static void end(Log *log, const NxSeriesSpec *spec, NxProblems *problems)
{
    say_nameless(log, spec, problems);
    if (!log->understood && !log->ended)
        nx_series_complain(spec, 1, nx_tr("no line of this log is of a mail server that is known"), problems);
    log->ended = TRUE;
}

static gboolean next_in_log(gpointer state, NxSeriesSpec *spec, NxPlace *place, NxProblems *problems, GError **error)
{
    Log *log = state;
    NxLogTail *tail = nx_box_log(spec->mailbox);
    while (spec->from < spec->end) {
        NxBytes line;
        goffset at = spec->from;
        if (!read_line(log, spec, at, &line, &spec->from, error))
            return FALSE;
        log->line++;
        NxLogVerdict verdict = nx_log_tail_line(tail, line);
        log->understood = log->understood || verdict != NX_LOG_UNKNOWN;
        if (verdict == NX_LOG_NAMELESS && !log->nameless++)
            log->nameless_at = log->line;
        if (!tail->told)
            continue;
        *place = (NxPlace){.entry = NX_ENTRY_LOG, .offset = at, .size = (goffset)line.len};
        place->digest = nx_mbox_digest(line.at, MIN(line.len, NX_DIGEST_BYTES));
        place->before = tail->before ? g_string_chunk_insert(nx_box_text(spec->mailbox), tail->before) : NULL;
        return TRUE;
    }
    end(log, spec, problems);
    return FALSE;
}

const NxSeriesType NX_SERIES_LOG = {NX_SNIFF_LOG, new_log, free_log, next_in_log};
