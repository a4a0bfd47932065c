/* The commands: one constant entry each. */
#pragma once
#include "cli/app.h"

typedef int (*NxRun)(NxApp *app, int argc, char **argv); /* argv[0] is the command's name; the exit status */

struct NxVerb {
    const char *name;
    const char *arguments; /* "MAILBOX..." */
    const char *help;
    NxRun run;
    gboolean reads_mail; /* asks what was sent, [own] sent= */
    char *(*more)(void); /* what its help says below the options; NULL: nothing. Caller frees */
};

const NxVerb *nx_verb_find(const char *name);
/* All of them; ends with one without a name. */
const NxVerb *nx_verbs(void);

int nx_run_inspect(NxApp *app, int argc, char **argv);
int nx_run_report(NxApp *app, int argc, char **argv);
int nx_run_summary(NxApp *app, int argc, char **argv);
int nx_run_explain(NxApp *app, int argc, char **argv);
int nx_run_show(NxApp *app, int argc, char **argv);
int nx_run_decide(NxApp *app, int argc, char **argv);
int nx_run_protect(NxApp *app, int argc, char **argv);
int nx_run_delivered(NxApp *app, int argc, char **argv);
int nx_run_release(NxApp *app, int argc, char **argv);
int nx_run_purge(NxApp *app, int argc, char **argv);
int nx_run_accept(NxApp *app, int argc, char **argv);
int nx_run_export(NxApp *app, int argc, char **argv);
int nx_run_import(NxApp *app, int argc, char **argv);
int nx_run_filter(NxApp *app, int argc, char **argv);
int nx_run_check(NxApp *app, int argc, char **argv);
int nx_run_due(NxApp *app, int argc, char **argv);
int nx_run_undo(NxApp *app, int argc, char **argv);
int nx_run_log(NxApp *app, int argc, char **argv);
int nx_run_tidy(NxApp *app, int argc, char **argv);
int nx_run_ledger(NxApp *app, int argc, char **argv);
