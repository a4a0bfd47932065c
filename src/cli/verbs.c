#include "cli/lists.h"
#include "cli/verb.h"
#include <nixie/text.h>

static const NxVerb VERBS[] = {
    {"report", N_("MAILBOX..."), N_("one line per event"), nx_run_report, NULL},
    {"summary", N_("MAILBOX..."), N_("counts and bars"), nx_run_summary, NULL},
    {"explain", N_("CODE|REASON|TEXT..."), N_("what a code means; or the verdict on a pasted SMTP line"),
     nx_run_explain, NULL},
    {"show", N_("ADDRESS..."), N_("the events, decision and history of addresses"), nx_run_show, NULL},
    {"suppress", N_("ADDRESS...|-"), N_("never mail these again"), nx_run_decide, NULL},
    {"retry", N_("ADDRESS...|-"), N_("pause these, and try again later"), nx_run_decide, NULL},
    {"hold", N_("ADDRESS...|-"), N_("leave these out until their cause is released"), nx_run_decide, NULL},
    {"ignore", N_("ADDRESS...|-"), N_("seen, nothing to do"), nx_run_decide, NULL},
    {"forget", N_("ADDRESS...|-"), N_("take the decision away"), nx_run_decide, NULL},
    {"protect", N_("ADDRESS...|-"), N_("never suppress these in bulk"), nx_run_protect, NULL},
    {"delivered", N_("ADDRESS...|-"), N_("mail to these went through (addresses, or lines of an MTA's log)"),
     nx_run_delivered, NULL},
    {"release", N_("[CAUSE]"), N_("take back all holds of a cause; without one, list the causes"), nx_run_release,
     NULL},
    {"accept", N_("MAILBOX..."), N_("take the advice that is certain"), nx_run_accept, NULL},
    {"export", "", N_("write decisions for another program"), nx_run_export, nx_formats_written_help},
    {"import", N_("FILE|-"), N_("read a suppression list that exists already"), nx_run_import, nx_formats_read_help},
    {"filter", "", N_("a list of recipients in, the list without those to be left out"), nx_run_filter, NULL},
    {"due", "", N_("who may be mailed again"), nx_run_due, nx_formats_written_help},
    {"undo", N_("[ACT]"), N_("take back the last act"), nx_run_undo, NULL},
    {"redo", N_("[ACT]"), N_("make it again"), nx_run_undo, NULL},
    {"log", N_("[ACT]"), N_("what was decided, newest first"), nx_run_log, NULL},
    {"purge", N_("ADDRESS...|-"), N_("blank out all that is known of addresses"), nx_run_purge, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

const NxVerb *nx_verbs(void)
{
    return VERBS;
}

const NxVerb *nx_verb_find(const char *name)
{
    for (const NxVerb *verb = VERBS; verb->name; verb++)
        if (g_str_equal(verb->name, name))
            return verb;
    return NULL;
}
