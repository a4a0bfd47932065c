/* Two queues, and a thread that opens the ledger with its first job. */
#include "tui/model/ledger_thread.h"

struct NxLedgerThread {
    char *path;
    GThread *thread;
    GAsyncQueue *queue;
    NxLedger *ledger;   /* of the thread */
    GQueue posted;      /* of the main loop: jobs whose `done` has not run yet */
    gint quitting;      /* atomic */
    GAsyncQueue *ready; /* done, waiting for the main loop */
};

static char the_end; /* posted to end the thread */

static void free_job(NxLedgerJob *job)
{
    g_clear_error(&job->error);
    job->free(job);
}

static gboolean on_ready(gpointer user)
{
    NxLedgerThread *thread = user;
    NxLedgerJob *job = g_async_queue_try_pop(thread->ready);
    if (!job)
        return G_SOURCE_REMOVE;
    g_queue_remove(&thread->posted, job);
    if (job->done)
        job->done(job);
    free_job(job);
    return G_SOURCE_REMOVE;
}

static void hand_back(NxLedgerThread *thread, NxLedgerJob *job)
{
    g_async_queue_push(thread->ready, job);
    if (!g_atomic_int_get(&thread->quitting))
        g_idle_add_full(G_PRIORITY_DEFAULT, on_ready, thread, NULL);
}

static gpointer run(gpointer user)
{
    NxLedgerThread *thread = user;
    for (;;) {
        gpointer item = g_async_queue_pop(thread->queue);
        if (item == &the_end)
            break;
        NxLedgerJob *job = item;
        if (!thread->ledger)
            thread->ledger = nx_ledger_open(thread->path, NX_LEDGER_WRITE, &job->error);
        if (thread->ledger)
            job->work(job, thread->ledger);
        hand_back(thread, job);
    }
    if (thread->ledger)
        nx_ledger_close(thread->ledger);
    return NULL;
}

NxLedgerThread *nx_ledger_thread_new(const char *path)
{
    NxLedgerThread *thread = g_new0(NxLedgerThread, 1);
    thread->path = g_strdup(path);
    thread->queue = g_async_queue_new();
    thread->ready = g_async_queue_new();
    thread->thread = g_thread_new("ledger", run, thread);
    return thread;
}

void nx_ledger_thread_free(NxLedgerThread *thread)
{
    if (!thread)
        return;
    g_atomic_int_set(&thread->quitting, 1);
    g_async_queue_push(thread->queue, &the_end);
    g_thread_join(thread->thread);
    while (g_source_remove_by_user_data(thread)) {
        /* hand-backs that the main loop will not see any more */
    }
    for (NxLedgerJob *job; (job = g_async_queue_try_pop(thread->ready));)
        free_job(job);
    g_queue_clear(&thread->posted);
    g_async_queue_unref(thread->ready);
    g_async_queue_unref(thread->queue);
    g_free(thread->path);
    g_free(thread);
}

void nx_ledger_thread_post(NxLedgerThread *thread, NxLedgerJob *job)
{
    g_queue_push_tail(&thread->posted, job);
    g_async_queue_push(thread->queue, job);
}

void nx_ledger_thread_forget(NxLedgerThread *thread, gconstpointer owner)
{
    for (GList *at = thread->posted.head; at; at = at->next) {
        NxLedgerJob *job = at->data;
        if (job->owner == owner)
            job->done = NULL; /* the ledger's thread never looks at it */
    }
}

guint nx_ledger_thread_pending(const NxLedgerThread *thread)
{
    return thread->posted.length;
}
