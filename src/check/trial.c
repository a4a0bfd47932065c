/* Two questions: one that every resolver can answer, one that none must. */
#include "check/trial.h"
#include <nixie/text.h>

struct NxTrial {
    NxNameserver *nameserver;
    NxTrialDone done;
    gpointer user;
};

static const char *const TEXTS[] = {
    [NX_TRIAL_GOOD] = NULL,
    [NX_TRIAL_SILENT] = N_("the resolver does not answer: nothing was decided by it"),
    [NX_TRIAL_INVENTS] = N_("the resolver invents answers for names that do not exist: nothing was decided by it"),
};
G_STATIC_ASSERT(G_N_ELEMENTS(TEXTS) == NX_N_TRIAL_RESULTS);

const char *nx_trial_text(NxTrialResult result)
{
    return TEXTS[result];
}

const char *const *nx_trial_controls(void)
{
    static const char *const CONTROLS[] = {"gmail.com", "outlook.com", "yahoo.com", "icloud.com", "gmx.net", "web.de",
                                           "orange.fr", "libero.it",   "mail.ru",   "163.com",    NULL};
    return CONTROLS;
}

static void invented(const NxDnsAnswer *answer, gpointer user)
{
    NxTrial *trial = user;
    trial->done(answer->outcome == NX_DNS_NXDOMAIN  ? NX_TRIAL_GOOD
                : answer->outcome == NX_DNS_TIMEOUT ? NX_TRIAL_SILENT
                                                    : NX_TRIAL_INVENTS,
                trial->user);
}

/* RFC 6761 6.4: no name ends in `invalid`. One that nobody has asked about is in no cache. */
static void answered(const NxDnsAnswer *answer, gpointer user)
{
    NxTrial *trial = user;
    if (answer->outcome != NX_DNS_OK) {
        trial->done(NX_TRIAL_SILENT, trial->user);
        return;
    }
    g_autofree char *name = g_strdup_printf("%08x%08x.invalid", g_random_int(), g_random_int());
    nx_nameserver_ask(trial->nameserver, name, NX_DNS_MX, TRUE, invented, trial);
}

NxTrial *nx_trial_start(NxNameserver *nameserver, NxTrialDone done, gpointer user)
{
    NxTrial *trial = g_new0(NxTrial, 1);
    *trial = (NxTrial){nameserver, done, user};
    nx_nameserver_ask(nameserver, "com", NX_DNS_SOA, TRUE, answered, trial);
    return trial;
}

void nx_trial_free(NxTrial *trial)
{
    g_free(trial);
}
