/* The table of commands. */
#include "cli/lists.h"
#include "cli/verb.h"
#include <nixie/text.h>

static const NxVerb VERBS[] = {
    {"report", N_("MAILBOX..."), N_("one line per event"), nx_run_report, TRUE, NULL},
    {"summary", N_("MAILBOX..."), N_("counts and bars"), nx_run_summary, TRUE, NULL},
    {"explain", N_("CODE|REASON|TEXT..."), N_("what a code means; or the verdict on a pasted SMTP line"),
     nx_run_explain, FALSE, NULL},
    {"show", N_("ADDRESS..."), N_("the events, decision and history of addresses"), nx_run_show, FALSE, NULL},
    {"suppress", N_("ADDRESS...|-"), N_("never mail these again"), nx_run_decide, FALSE, NULL},
    {"retry", N_("ADDRESS...|-"), N_("pause these, and try again later"), nx_run_decide, FALSE, NULL},
    {"hold", N_("ADDRESS...|-"), N_("leave these out until their cause is released"), nx_run_decide, FALSE, NULL},
    {"ignore", N_("ADDRESS...|-"), N_("seen, nothing to do"), nx_run_decide, FALSE, NULL},
    {"forget", N_("ADDRESS...|-"), N_("take the decision away"), nx_run_decide, FALSE, NULL},
    {"protect", N_("[ADDRESS...|-]"), N_("never suppress these in bulk; without one, list who is"), nx_run_protect,
     FALSE, NULL},
    {"delivered", N_("ADDRESS...|-"), N_("mail to these went through (addresses, or lines of an MTA's log)"),
     nx_run_delivered, FALSE, NULL},
    {"release", N_("[CAUSE]"), N_("take back all holds of a cause; without one, list the causes"), nx_run_release,
     FALSE, nx_formats_written_help},
    {"accept", N_("MAILBOX..."), N_("take the advice that is certain"), nx_run_accept, TRUE, NULL},
    {"export", "", N_("write decisions for another program"), nx_run_export, FALSE, nx_formats_written_help},
    {"import", N_("FILE|-"), N_("read a suppression list that exists already"), nx_run_import, FALSE,
     nx_formats_read_help},
    {"filter", "", N_("a list of recipients in, the list without those to be left out"), nx_run_filter, FALSE, NULL},
    {"check", N_("ADDRESS...|FILE|-"), N_("does mail to these have somewhere to go? asks lists and name servers"),
     nx_run_check, TRUE, NULL},
    {"due", "", N_("who may be mailed again"), nx_run_due, FALSE, nx_formats_written_help},
    {"undo", N_("[ACT]"), N_("take back the last act"), nx_run_undo, FALSE, NULL},
    {"redo", N_("[ACT]"), N_("make it again"), nx_run_undo, FALSE, NULL},
    {"log", N_("[ACT]"), N_("what was decided, newest first"), nx_run_log, FALSE, NULL},
    {"purge", N_("ADDRESS...|-"), N_("blank out all that is known of addresses"), nx_run_purge, FALSE, NULL},
    {"tidy", "", N_("list what is stale, with the command for each; decides about nobody"), nx_run_tidy, FALSE, NULL},
    {"ledger", N_("check|backup FILE|compact"), N_("look the ledger over, copy it, make it small again"), nx_run_ledger,
     FALSE, NULL},
    {NULL, NULL, NULL, NULL, FALSE, NULL},
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
