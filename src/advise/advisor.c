/* What is known is taken in, and suggestions are worked out. */
#include "advise/advisor.h"
#include "advise/account.h"
#include "advise/left.h"
#include "advise/recall.h"

NxAdvisor *nx_advisor_new(const NxLibrary *library, const NxJudge *judge, NxCatalog *catalog, NxProblems *problems)
{
    NxAdvisor *advisor = g_new0(NxAdvisor, 1);
    advisor->library = library;
    advisor->judge = judge;
    advisor->catalog = catalog;
    advisor->guards = nx_guards_new();
    advisor->checks = nx_checks_new(library, problems);
    advisor->pasts = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, (GDestroyNotify)nx_past_free);
    advisor->attempts = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    return advisor;
}

void nx_advisor_free(NxAdvisor *advisor)
{
    if (!advisor)
        return;
    nx_guards_free(advisor->guards);
    nx_checks_free(advisor->checks);
    g_hash_table_unref(advisor->pasts);
    g_hash_table_unref(advisor->attempts);
    g_free(advisor);
}

void nx_advisor_apply(NxAdvisor *advisor, const guint32 *addresses, guint n, const GPtrArray *recalls)
{
    for (guint i = 0; i < n; i++)
        nx_address_recall(advisor, addresses[i], recalls ? recalls->pdata[i] : NULL);
    nx_catalog_touch(advisor->catalog);
}

void nx_advisor_checked(NxAdvisor *advisor, const NxDomainFacts *facts)
{
    nx_checks_add(advisor->checks, nx_domain_facts_copy(facts));
    advisor->now = MAX(advisor->now, facts->at);
}

void nx_advisor_baseline(NxAdvisor *advisor, NxBaseline *baseline)
{
    advisor->now = MAX(advisor->now, baseline->now);
    for (guint i = 0; i < baseline->domains->len; i++)
        nx_advisor_checked(advisor, baseline->domains->pdata[i]);
    nx_guards_baseline(advisor->guards, baseline);
}

static gboolean recall_baseline(NxAdvisor *advisor, NxLedger *ledger, NxTime now, GError **error)
{
    NxBaseline *baseline = nx_baseline_read(ledger, now, error);
    if (!baseline)
        return FALSE;
    nx_advisor_baseline(advisor, baseline);
    return TRUE;
}

gboolean nx_advisor_recall_all(NxAdvisor *advisor, NxLedger *ledger, NxTime now, GError **error)
{
    guint n = nx_catalog_n_addresses(advisor->catalog);
    g_autofree guint32 *addresses = g_new(guint32, n);
    g_autofree const char **keys = g_new(const char *, n);
    for (guint i = 0; i < n; i++) {
        addresses[i] = i;
        keys[i] = nx_catalog_address(advisor->catalog, i)->key;
    }
    g_autoptr(GPtrArray) recalls = ledger ? nx_ledger_recall(ledger, keys, n, error) : NULL;
    if (ledger && (!recalls || !recall_baseline(advisor, ledger, now, error)))
        return FALSE;
    nx_advisor_apply(advisor, addresses, n, recalls);
    return TRUE;
}

/* ---- Running ----------------------------------------------------------------------------------------------------- */

/* Addresses that nobody has recalled anything for are protected all the same. */
static gboolean greet(NxAdvisor *advisor, guint max)
{
    guint32 n = nx_catalog_n_addresses(advisor->catalog), to = advisor->n_greeted + MIN(max, n - advisor->n_greeted);
    for (; advisor->n_greeted < to; advisor->n_greeted++) {
        NxAddress *address = nx_catalog_address(advisor->catalog, advisor->n_greeted);
        address->standing.is_protected =
            address->standing.is_protected || nx_library_is_protected(advisor->library, address->key);
    }
    return to < n;
}

static gboolean tell_checks(NxAdvisor *advisor, guint max)
{
    return nx_checks_tell(advisor->checks, advisor->catalog, max);
}

static gboolean look_for_guards(NxAdvisor *advisor, guint max)
{
    if (advisor->at++ == 0)
        nx_guards_begin(advisor->guards);
    return nx_guards_step(advisor->guards, advisor->library, advisor->catalog, max);
}

static gboolean make_accounts(NxAdvisor *advisor, guint max)
{
    guint32 n = nx_catalog_n_addresses(advisor->catalog), to = advisor->at + MIN(max, n - advisor->at);
    for (; advisor->at < to; advisor->at++)
        nx_account_make(advisor, advisor->at);
    return to < n;
}

static void suggest(NxAdvisor *advisor, guint32 event)
{
    NxSuggestion suggestion;
    nx_advisor_suggest(advisor, event, &suggestion, NULL);
    nx_catalog_suggest(advisor->catalog, event, &suggestion);
}

static gboolean suggest_all(NxAdvisor *advisor, guint max)
{
    guint32 n = nx_catalog_n_events(advisor->catalog), to = advisor->at + MIN(max, n - advisor->at);
    for (; advisor->at < to; advisor->at++)
        suggest(advisor, advisor->at);
    return to < n;
}

static void tell_left(NxAdvisor *advisor, guint32 number)
{
    NxWeighed weighed;
    gboolean release;
    nx_address_weigh(advisor, number, &weighed);
    nx_catalog_address(advisor->catalog, number)->standing.left =
        nx_weighed_left(advisor, &weighed, NX_ACCEPT_IN_BULK, &release);
}

static gboolean tell_all_left(NxAdvisor *advisor, guint max)
{
    guint32 n = nx_catalog_n_addresses(advisor->catalog), to = advisor->at + MIN(max, n - advisor->at);
    for (; advisor->at < to; advisor->at++)
        tell_left(advisor, advisor->at);
    return to < n;
}

/* Takes itself further; FALSE: done. */
typedef gboolean (*Step)(NxAdvisor *advisor, guint max);
static const Step STEPS[] = {greet, tell_checks, look_for_guards, make_accounts, suggest_all, tell_all_left};

void nx_advisor_begin(NxAdvisor *advisor)
{
    advisor->step = advisor->at = 0;
}

gboolean nx_advisor_step(NxAdvisor *advisor, guint max)
{
    if (advisor->step < G_N_ELEMENTS(STEPS) && !STEPS[advisor->step](advisor, max)) {
        advisor->step++;
        advisor->at = 0;
        if (advisor->step == G_N_ELEMENTS(STEPS))
            nx_catalog_touch(advisor->catalog);
    }
    return advisor->step < G_N_ELEMENTS(STEPS);
}

void nx_advisor_run(NxAdvisor *advisor)
{
    nx_advisor_begin(advisor);
    while (nx_advisor_step(advisor, G_MAXUINT))
        continue;
}

void nx_advisor_run_some(NxAdvisor *advisor, const guint32 *addresses, guint n)
{
    for (guint i = 0; i < n; i++) {
        nx_account_make(advisor, addresses[i]);
        guint32 event = nx_catalog_address(advisor->catalog, addresses[i])->first_event;
        for (; event != G_MAXUINT32; event = nx_catalog_event(advisor->catalog, event)->next)
            suggest(advisor, event);
        tell_left(advisor, addresses[i]);
    }
    nx_catalog_touch(advisor->catalog);
}
