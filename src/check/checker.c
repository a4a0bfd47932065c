/* The thread that asks: rounds one after the other, each once the resolver has proven itself, and what comes back on
 * its way to whoever asked. */
#include "check/round.h"
#include "check/trial.h"
#include <nixie/text.h>

enum { SILENCE_MAX = 20 }; /* questions without an answer, in a row */

struct NxChecker {
    /* Of the thread alone, once it runs: */
    GMainContext *context;
    GMainLoop *loop;
    NxNameserver *nameserver;
    NxTrial *trial; /* NULL: none is on its way */
    gboolean is_proven;
    GQueue rounds; /* of NxRound; the first one is asked, if the resolver is proven */
    gboolean is_asking;
    NxTime keep;
    gboolean special; /* a name server was named: ours, and names that nobody else knows */
    NxCheckWake wake;
    gpointer user;
    GThread *thread;
    /* Of both sides: */
    GMutex lock;
    GCond news;
    GPtrArray *ready; /* of NxDomainFacts */
    guint asked, answered;
    gboolean is_doubted; /* the resolver is asked again what it must know */
    NxTrialResult trouble;
};

/* ---- On its thread ----------------------------------------------------------------------------------------------- */

static void go_on(NxChecker *checker);
static void doubt(NxChecker *checker);

static void says(NxDomainFacts *facts, gpointer user)
{
    NxChecker *checker = user;
    doubt(checker);
    g_mutex_lock(&checker->lock);
    g_ptr_array_add(checker->ready, facts);
    checker->answered++;
    g_cond_signal(&checker->news);
    g_mutex_unlock(&checker->lock);
    if (checker->wake)
        checker->wake(checker->user);
}

/* Not from within the round, which is still being walked through. */
static gboolean drop_round(gpointer user)
{
    NxChecker *checker = user;
    nx_round_free(g_queue_pop_head(&checker->rounds));
    checker->is_asking = FALSE;
    go_on(checker);
    return G_SOURCE_REMOVE;
}

static void call_later(NxChecker *checker, GSourceFunc function)
{
    g_autoptr(GSource) idle = g_idle_source_new();
    g_source_set_priority(idle, G_PRIORITY_DEFAULT);
    g_source_set_callback(idle, function, checker, NULL);
    g_source_attach(idle, checker->context);
}

static void round_done(gpointer user)
{
    call_later(user, drop_round);
}

static void give_up(NxChecker *checker, NxTrialResult why)
{
    g_mutex_lock(&checker->lock);
    checker->trouble = why;
    g_mutex_unlock(&checker->lock);
    nx_nameserver_free(g_steal_pointer(&checker->nameserver));
    for (NxRound *round; (round = g_queue_pop_head(&checker->rounds));) {
        nx_round_give_up(round);
        nx_round_free(round);
    }
    checker->is_asking = FALSE;
}

static gboolean trial_is_over(gpointer user)
{
    NxChecker *checker = user;
    g_clear_pointer(&checker->trial, nx_trial_free);
    if (checker->trouble != NX_TRIAL_GOOD)
        give_up(checker, checker->trouble);
    else
        go_on(checker);
    g_mutex_lock(&checker->lock);
    checker->is_doubted = FALSE;
    g_cond_signal(&checker->news);
    g_mutex_unlock(&checker->lock);
    if (checker->wake)
        checker->wake(checker->user);
    return G_SOURCE_REMOVE;
}

static void proven(NxTrialResult result, gpointer user)
{
    NxChecker *checker = user;
    checker->is_proven = result == NX_TRIAL_GOOD;
    g_mutex_lock(&checker->lock);
    checker->trouble = result;
    g_mutex_unlock(&checker->lock);
    call_later(checker, trial_is_over);
}

/* The next round, or the trial before the first one. */
static void go_on(NxChecker *checker)
{
    NxRound *round = g_queue_peek_head(&checker->rounds);
    if (!round || checker->is_asking || checker->trial)
        return;
    if (!checker->nameserver) {
        give_up(checker, checker->trouble);
    } else if (!checker->is_proven) {
        checker->trial = nx_trial_start(checker->nameserver, proven, checker);
    } else {
        checker->is_asking = TRUE;
        nx_round_start(round, checker->nameserver, checker->keep, checker->special);
    }
}

/* A resolver that falls silent is asked what it must know, before all domains that are left are waited for. */
static void doubt(NxChecker *checker)
{
    if (!checker->nameserver || checker->trial || nx_nameserver_silence(checker->nameserver) < SILENCE_MAX)
        return;
    checker->trial = nx_trial_start(checker->nameserver, proven, checker);
    g_mutex_lock(&checker->lock);
    checker->is_doubted = TRUE;
    g_mutex_unlock(&checker->lock);
}

static gpointer run(gpointer user)
{
    NxChecker *checker = user;
    g_main_context_push_thread_default(checker->context);
    g_main_loop_run(checker->loop);
    nx_nameserver_free(g_steal_pointer(&checker->nameserver));
    nx_trial_free(checker->trial);
    g_queue_clear_full(&checker->rounds, (GDestroyNotify)nx_round_free);
    g_main_context_pop_thread_default(checker->context);
    return NULL;
}

typedef struct {
    NxChecker *checker;
    NxRound *round;
} Handed;

static gboolean take_over(gpointer user)
{
    Handed *handed = user;
    g_queue_push_tail(&handed->checker->rounds, handed->round);
    go_on(handed->checker);
    return G_SOURCE_REMOVE;
}

static gboolean stop(gpointer user)
{
    g_main_loop_quit(((NxChecker *)user)->loop);
    return G_SOURCE_REMOVE;
}

/* ---- For those who ask ------------------------------------------------------------------------------------------- */

NxChecker *nx_checker_new(const NxCheckSettings *settings, NxCheckWake wake, gpointer user, GError **error)
{
    g_autoptr(GMainContext) context = g_main_context_new();
    NxNameserver *nameserver = nx_nameserver_new(settings, context, error);
    if (!nameserver)
        return NULL;
    NxChecker *checker = g_new0(NxChecker, 1);
    checker->context = g_main_context_ref(context);
    checker->loop = g_main_loop_new(context, FALSE);
    checker->nameserver = nameserver;
    checker->keep = settings->keep;
    checker->special = settings->nameserver != NULL;
    checker->wake = wake;
    checker->user = user;
    checker->ready = g_ptr_array_new_with_free_func((GDestroyNotify)nx_domain_facts_free);
    g_mutex_init(&checker->lock);
    g_cond_init(&checker->news);
    checker->thread = g_thread_new("nixie-check", run, checker);
    return checker;
}

void nx_checker_free(NxChecker *checker)
{
    if (!checker)
        return;
    g_main_context_invoke(checker->context, stop, checker);
    g_thread_join(checker->thread);
    g_main_loop_unref(checker->loop);
    g_main_context_unref(checker->context);
    g_ptr_array_unref(checker->ready);
    g_mutex_clear(&checker->lock);
    g_cond_clear(&checker->news);
    g_free(checker);
}

void nx_checker_ask(NxChecker *checker, const NxCheckQuestion *questions, guint n, NxTime now)
{
    if (n == 0)
        return;
    Handed *handed = g_new0(Handed, 1);
    *handed = (Handed){checker, nx_round_new(questions, n, now, says, round_done, checker)};
    g_mutex_lock(&checker->lock);
    checker->asked += n;
    g_mutex_unlock(&checker->lock);
    g_main_context_invoke_full(checker->context, G_PRIORITY_DEFAULT, take_over, handed, g_free);
}

GPtrArray *nx_checker_take(NxChecker *checker)
{
    GPtrArray *fresh = g_ptr_array_new_with_free_func((GDestroyNotify)nx_domain_facts_free);
    g_mutex_lock(&checker->lock);
    GPtrArray *ready = checker->ready;
    checker->ready = fresh;
    g_mutex_unlock(&checker->lock);
    return ready;
}

static gboolean is_busy(const NxChecker *checker)
{
    return checker->answered < checker->asked || checker->is_doubted;
}

gboolean nx_checker_wait(NxChecker *checker, guint ms)
{
    gint64 end = g_get_monotonic_time() + (gint64)ms * 1000;
    g_mutex_lock(&checker->lock);
    while (checker->ready->len == 0 && is_busy(checker) && g_cond_wait_until(&checker->news, &checker->lock, end))
        ;
    gboolean more = checker->ready->len > 0 || is_busy(checker);
    g_mutex_unlock(&checker->lock);
    return more;
}

void nx_checker_progress(NxChecker *checker, guint *answered, guint *asked)
{
    g_mutex_lock(&checker->lock);
    *answered = checker->answered;
    *asked = checker->asked;
    g_mutex_unlock(&checker->lock);
}

char *nx_checker_trouble(NxChecker *checker)
{
    g_mutex_lock(&checker->lock);
    const char *text = nx_trial_text(checker->trouble);
    g_mutex_unlock(&checker->lock);
    return text ? g_strdup(nx_tr(text)) : NULL;
}
