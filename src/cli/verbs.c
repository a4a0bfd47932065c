#include "cli/verb.h"
#include <nixie/text.h>

static const NxVerb VERBS[] = {
    {"report", "MAILBOX...", N_("one line per event"), nx_run_report},
    {"summary", "MAILBOX...", N_("counts and bars"), nx_run_summary},
    {"explain", "CODE|REASON|TEXT...", N_("what a code means; or the verdict on a pasted SMTP line"), nx_run_explain},
    {"show", "ADDRESS...", N_("the events, decision and history of addresses"), nx_run_show},
    {"suppress", "ADDRESS...|-", N_("never mail these again"), nx_run_decide},
    {"retry", "ADDRESS...|-", N_("pause these, and try again later"), nx_run_decide},
    {"hold", "ADDRESS...|-", N_("leave these out until their cause is released"), nx_run_decide},
    {"ignore", "ADDRESS...|-", N_("seen, nothing to do"), nx_run_decide},
    {"forget", "ADDRESS...|-", N_("take the decision away"), nx_run_decide},
    {"protect", "ADDRESS...|-", N_("never suppress these in bulk"), nx_run_protect},
    {"delivered", "ADDRESS...|-", N_("mail to these went through (addresses, or lines of an MTA's log)"), nx_run_delivered},
    {"release", "[CAUSE]", N_("take back all holds of a cause; without one, list the causes"), nx_run_release},
    {"accept", "MAILBOX...", N_("take the advice that is certain"), nx_run_accept},
    {"export", "", N_("write decisions for another program"), nx_run_export},
    {"import", "FILE|-", N_("read a suppression list that exists already"), nx_run_import},
    {"filter", "", N_("a list of recipients in, the list without those to be left out"), nx_run_filter},
    {"due", "", N_("who may be mailed again"), nx_run_due},
    {"undo", "[ACT]", N_("take back the last act"), nx_run_undo},
    {"redo", "[ACT]", N_("make it again"), nx_run_undo},
    {"log", "[ACT]", N_("what was decided, newest first"), nx_run_log},
    {"purge", "ADDRESS...|-", N_("blank out all that is known of addresses"), nx_run_purge},
    {NULL, NULL, NULL, NULL},
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
