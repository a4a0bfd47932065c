#include "advise/account.h"
#include "advise/event.h"

/* ---- Attempts ---------------------------------------------------------------------------------------------------- */

typedef struct {
    NxTime arrived;
    NxPlan plan;
} Failure;

static gint by_arrival(gconstpointer a, gconstpointer b)
{
    NxTime x = ((const Failure *)a)->arrived, y = ((const Failure *)b)->arrived;
    return (x > y) - (x < y);
}

static gboolean is_paused(const NxStanding *standing)
{
    return standing->decision == NX_DECISION_RETRY && standing->attempt > 0;
}

/* What came before is over: mail went through, or a suppression because of it has ended. */
static NxTime open_since(const NxStanding *standing)
{
    return standing->decision == NX_DECISION_NONE ? MAX(standing->delivered, standing->until) : standing->delivered;
}

/* The failures of the open episode, oldest first. A retry that stands has taken in what the ledger knows. */
static void find_failures(const NxAdvisor *advisor, guint32 number, GArray *failures)
{
    const NxAddress *address = nx_catalog_address(advisor->catalog, number);
    const NxStanding *standing = &address->standing;
    const NxPast *past = is_paused(standing) ? NULL : g_hash_table_lookup(advisor->pasts, GUINT_TO_POINTER(number));
    gboolean in_order = TRUE;
    g_array_set_size(failures, 0);
    for (guint i = 0; past && i < past->failures->len; i++) {
        const NxPastFailure *known = &g_array_index(past->failures, NxPastFailure, i);
        Failure failure = {known->arrived, known->plan};
        if (failure.arrived > open_since(standing))
            g_array_append_val(failures, failure);
    }
    for (guint32 i = address->first_event; i != G_MAXUINT32; i = nx_catalog_event(advisor->catalog, i)->next) {
        const NxEvent *event = nx_catalog_event(advisor->catalog, i);
        Failure failure = {event->arrived, event->verdict.plan};
        if (!nx_event_is_failure(event) || failure.arrived <= open_since(standing) ||
            (is_paused(standing) && !event->fresh))
            continue;
        in_order = in_order && (failures->len == 0 ||
                                g_array_index(failures, Failure, failures->len - 1).arrived <= failure.arrived);
        g_array_append_val(failures, failure);
    }
    if (!in_order)
        g_array_sort(failures, by_arrival);
}

static gboolean has_counted_plan(NxPlan plan)
{
    return plan == NX_PLAN_S1 || plan == NX_PLAN_S2;
}

/* A plan begins with the first failure that has one; blocks and rate limits before it say nothing of the address. */
static guint begin(const NxSettings *settings, const GArray *failures, guint at, guint episodes, NxAttempts *attempts)
{
    while (at < failures->len && !has_counted_plan(g_array_index(failures, Failure, at).plan))
        at++;
    if (at == failures->len)
        return at;
    const Failure *first = &g_array_index(failures, Failure, at);
    *attempts = (NxAttempts){nx_retry_first(settings, first->plan, first->arrived, episodes), first->arrived};
    return at + 1;
}

/* FALSE: nothing is proven. */
static gboolean work_out(const NxSettings *settings, const NxStanding *standing, const GArray *failures,
                         NxAttempts *attempts)
{
    gboolean asked = is_paused(standing);
    guint at = 0;
    if (asked)
        *attempts = (NxAttempts){.retry = {standing->plan, standing->attempt, standing->attempts, standing->not_before,
                                           standing->attempt_sent, standing->attempt_sent_at, standing->episodes}};
    else
        at = begin(settings, failures, 0, standing->episodes, attempts);
    if (!asked && at == failures->len && attempts->from == NX_TIME_UNKNOWN)
        return FALSE;
    while (at < failures->len) {
        const Failure *failure = &g_array_index(failures, Failure, at);
        NxRetryStep step = (asked ? nx_retry_take : nx_retry_take_unasked)(&attempts->retry, settings, failure->plan,
                                                                           failure->arrived);
        if (step == NX_RETRY_OVER) {
            asked = FALSE;
            at = begin(settings, failures, at, standing->episodes + 1, attempts);
            continue;
        }
        if (step == NX_RETRY_MOVES)
            attempts->from = failure->arrived;
        at++;
    }
    return TRUE;
}

const NxAttempts *nx_account_attempts(const NxAdvisor *advisor, guint32 address)
{
    return g_hash_table_lookup(advisor->attempts, GUINT_TO_POINTER(address));
}

/* ---- Evidence ---------------------------------------------------------------------------------------------------- */

/* A domain that is gone is gone for certain when our own resolver has said so on two days. */
static gboolean is_firm(const NxAdvisor *advisor, const NxEvent *event)
{
    NxCheckWord word = nx_checks_word(advisor->checks, event, advisor->now);
    return word != NX_WORD_UNCHECKED && word != NX_WORD_ANSWERS && event->verdict.advice == NX_ADVICE_SUPPRESS &&
           event->verdict.confidence == NX_CERTAIN &&
           !nx_is_temporary(nx_verdict_status(&event->verdict), event->verdict.reply_code);
}

static gboolean is_guarded(const NxAdvisor *advisor, guint32 number, const NxStanding *standing)
{
    NxGuarded guarded = {.library = advisor->library,
                         .catalog = advisor->catalog,
                         .event = nx_catalog_event(advisor->catalog, number),
                         .number = number,
                         .standing = standing,
                         .advice = NX_ADVICE_SUPPRESS};
    return nx_guards_of(advisor->guards, &guarded) != NX_GUARD_NONE;
}

NxTime nx_account_exists(const NxAdvisor *advisor, guint32 number)
{
    const NxAddress *address = nx_catalog_address(advisor->catalog, number);
    const NxPast *past = g_hash_table_lookup(advisor->pasts, GUINT_TO_POINTER(number));
    NxTime exists = past ? past->exists : NX_TIME_UNKNOWN;
    for (guint32 i = address->first_event; i != G_MAXUINT32; i = nx_catalog_event(advisor->catalog, i)->next) {
        const NxEvent *event = nx_catalog_event(advisor->catalog, i);
        if (nx_event_is_failure(event) && nx_reason_needs_mailbox(event->verdict.reason) &&
            event->verdict.confidence >= NX_LIKELY)
            exists = MAX(exists, event->arrived);
    }
    return exists;
}

/* The newest certain word of the catalog in the open episode, heeding nothing else. */
static guint32 newest_firm(const NxAdvisor *advisor, guint32 number)
{
    const NxAddress *address = nx_catalog_address(advisor->catalog, number);
    guint32 firm = G_MAXUINT32;
    for (guint32 i = address->first_event; i != G_MAXUINT32; i = nx_catalog_event(advisor->catalog, i)->next) {
        const NxEvent *event = nx_catalog_event(advisor->catalog, i);
        if (nx_event_is_failure(event) && is_firm(advisor, event) && event->arrived > open_since(&address->standing) &&
            (firm == G_MAXUINT32 || event->arrived >= nx_catalog_event(advisor->catalog, firm)->arrived))
            firm = i;
    }
    return firm;
}

guint32 nx_account_firm_event(const NxAdvisor *advisor, guint32 number)
{
    const NxAddress *address = nx_catalog_address(advisor->catalog, number);
    guint32 firm = newest_firm(advisor, number);
    if (firm == G_MAXUINT32 ||
        nx_catalog_event(advisor->catalog, firm)->arrived <= nx_account_exists(advisor, number) ||
        is_guarded(advisor, firm, &address->standing))
        return G_MAXUINT32;
    return firm;
}

static gboolean past_is_guarded(const NxAdvisor *advisor, const NxStanding *standing, const NxSighting *firm)
{
    NxFailure failure = {.arrived = firm->arrived,
                         .klass = firm->klass,
                         .reason = firm->reason,
                         .sha256 = firm->sha256,
                         .key = firm->key,
                         .provider = firm->provider,
                         .reporting_mta = firm->reporting_mta,
                         .remote_mta = firm->remote_mta};
    return standing->is_protected || nx_guards_why(advisor->guards, NX_GUARD_MASS, &failure) ||
           nx_guards_why(advisor->guards, NX_GUARD_RESOLVER, &failure);
}

const NxSighting *nx_account_firm_past(const NxAdvisor *advisor, guint32 number)
{
    const NxPast *past = g_hash_table_lookup(advisor->pasts, GUINT_TO_POINTER(number));
    const NxSighting *firm = past ? past->firm : NULL;
    const NxStanding *standing = &nx_catalog_address(advisor->catalog, number)->standing;
    if (!firm || firm->arrived <= open_since(standing) || firm->arrived <= nx_account_exists(advisor, number) ||
        past_is_guarded(advisor, standing, firm))
        return NULL;
    return firm;
}

/* ---- Contradictions ---------------------------------------------------------------------------------------------- */

/* When the address was last said to be dead for certain; unknown: it is not. */
static NxTime dead_since(const NxAdvisor *advisor, guint32 number)
{
    guint32 event = nx_account_firm_event(advisor, number);
    const NxSighting *past = nx_account_firm_past(advisor, number);
    NxTime dead = event == G_MAXUINT32 ? NX_TIME_UNKNOWN : nx_catalog_event(advisor->catalog, event)->arrived;
    return past ? MAX(dead, past->arrived) : dead;
}

static gboolean is_contradicted(const NxAdvisor *advisor, guint32 number)
{
    const NxStanding *standing = &nx_catalog_address(advisor->catalog, number)->standing;
    if (standing->decision == NX_DECISION_NONE || standing->pending)
        return FALSE;
    return standing->decision == NX_DECISION_SUPPRESS ? nx_past_speaks_for_life(standing)
                                                      : dead_since(advisor, number) > nx_past_known(standing);
}

/* ---- All --------------------------------------------------------------------------------------------------------- */

/* One failure tells no more than itself. */
static gboolean has_history(const NxAdvisor *advisor, guint32 number, const NxAddress *address)
{
    return address->n_events > 1 || is_paused(&address->standing) || address->standing.episodes >= NX_MANY_EPISODES ||
           g_hash_table_contains(advisor->pasts, GUINT_TO_POINTER(number));
}

void nx_account_make(NxAdvisor *advisor, guint32 number)
{
    NxAddress *address = nx_catalog_address(advisor->catalog, number);
    address->standing.contradicted = is_contradicted(advisor, number);
    g_hash_table_remove(advisor->attempts, GUINT_TO_POINTER(number));
    if (!has_history(advisor, number, address))
        return;
    NxAttempts attempts = {0};
    g_autoptr(GArray) failures = g_array_new(FALSE, FALSE, sizeof(Failure));
    find_failures(advisor, number, failures);
    if (work_out(nx_library_settings(advisor->library), &address->standing, failures, &attempts))
        g_hash_table_insert(advisor->attempts, GUINT_TO_POINTER(number), g_memdup2(&attempts, sizeof attempts));
}
