/* The ledger on a thread of its own: jobs go in, are done one by one in their order, and come back to the main loop.
 *
 * A job is a struct that begins with NxLedgerJob. `work` runs on the ledger's thread and sees nothing but the job;
 * `done` runs on the main loop's. Nothing is lost when the program quits: nx_ledger_thread_free waits until all jobs
 * are on disk. */
#pragma once
#include <nixie/ledger.h>

typedef struct NxLedgerJob NxLedgerJob;
struct NxLedgerJob {
    void (*work)(NxLedgerJob *job,
                 NxLedger *ledger); /* sets `error` where it fails; never called where the ledger cannot be opened */
    void (*done)(NxLedgerJob *job); /* not called when the program is quitting */
    void (*free)(NxLedgerJob *job); /* frees the job itself too */
    GError *error;                  /* freed with the job by the thread */
    gconstpointer owner;            /* who asked, if he may go before the answer comes; else NULL */
};

typedef struct NxLedgerThread NxLedgerThread;
/* `path` is opened for writing with the first job. */
NxLedgerThread *nx_ledger_thread_new(const char *path);
/* Finishes what is queued, closes the ledger and ends the thread. */
void nx_ledger_thread_free(NxLedgerThread *thread);
/* Takes the job over. */
void nx_ledger_thread_post(NxLedgerThread *thread, NxLedgerJob *job);
/* `owner` is going: `done` is not called any more for the jobs that are his. */
void nx_ledger_thread_forget(NxLedgerThread *thread, gconstpointer owner);
/* Jobs posted whose `done` has not run yet. */
guint nx_ledger_thread_pending(const NxLedgerThread *thread);
