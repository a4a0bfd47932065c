/* What every command works with: options, configuration, and the rooms of the engine, made when first asked for. */
#pragma once
#include "cli/config.h"
#include "cli/output.h"
#include <nixie/nixie.h>

typedef enum {
    NX_EXIT_DONE = 0,
    NX_EXIT_FAULT = 1, /* something could not be read or written; the rest was done */
    NX_EXIT_USAGE = 2,
    NX_EXIT_GUARD = 3, /* stopped by a guard */
} NxExit;

typedef struct NxVerb NxVerb;

typedef struct {
    const NxVerb *verb; /* NULL: the inspector */
    char *config_path, *ledger_path, *language;
    gboolean plain, ascii, version;
    gboolean below; /* mailboxes below folders, too */
    NxConfig config;
    NxProblems *problems;
    NxLibrary *library;
    NxReader *reader;
    NxJudge *judge;
    NxCodes *codes;
    NxLedger *ledger;
    NxCatalog *catalog;
    NxLoad *load;
    NxAdvisor *advisor;
    NxTime now;
    char *session; /* id of this run */
    int status;
} NxApp;

void nx_app_init(NxApp *app, const NxVerb *verb);
/* Frees all and gives the exit status. */
int nx_app_end(NxApp *app);

/* Parses options (`own` may be NULL), reads the configuration, makes the library. What is left in argv are the
 * arguments. FALSE: the command is over, its status is set. Values of options are bytes as they were typed: use
 * G_OPTION_ARG_FILENAME. */
gboolean nx_app_start(NxApp *app, const GOptionEntry *own, int *argc, char ***argv);

/* The option of commands that read mailboxes; `letter` 0 where it means something else there. */
#define NX_OPTION_BELOW(app, letter)                                                                                   \
    {                                                                                                                  \
        "recursive", letter, 0, G_OPTION_ARG_NONE, &(app)->below,                                                      \
            N_("all mailboxes in and below a folder: Maildir++, MH, files"), NULL                                      \
    }
/* "nixie CMD: ..." on standard error; gives (and sets) the status. */
int nx_app_usage(NxApp *app, const char *format, ...) G_GNUC_PRINTF(2, 3);
int nx_app_fault(NxApp *app, const char *format, ...) G_GNUC_PRINTF(2, 3);
int nx_app_guard(NxApp *app, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Says the error; takes it. */
int nx_app_error(NxApp *app, GError *error);
/* Says all problems so far; TRUE if there were any. */
gboolean nx_app_problems(NxApp *app);

const NxReader *nx_app_reader(NxApp *app);
const NxJudge *nx_app_judge(NxApp *app);
const NxCodes *nx_app_codes(NxApp *app);
/* NULL (said, status set) if it cannot be opened. */
NxLedger *nx_app_ledger(NxApp *app, NxLedgerMode mode);
NxTime nx_app_settle(const NxApp *app);
NxActHead nx_app_act(const NxApp *app, const char *name, const char *scope);
char *nx_app_ledger_path(const NxApp *app);
/* Is there a ledger? An answer from none would look like one from an empty one: who gives answers asks, and says so.
 * Caller frees *path. */
gboolean nx_app_has_ledger(const NxApp *app, char **path);
/* FALSE (said, status set) if the query is none; NULL text gives a NULL query, "@NAME" is a limit of the
 * configuration. */
gboolean nx_app_query(NxApp *app, const char *text, NxQuery **query);
