/* Jobs for the ledger: done in their order on its thread, answered on the main loop, and not to those who went. */
#include "bounces.h"
#include "tui/model/ledger_thread.h"

typedef struct {
    NxLedgerJob job;
    GString *told;
    char name;
} Job;

static void work(NxLedgerJob *job, NxLedger *ledger)
{
    (void)job;
    g_assert_nonnull(ledger);
}

static void done(NxLedgerJob *job)
{
    g_string_append_c(((Job *)job)->told, ((Job *)job)->name);
}

static void free_job(NxLedgerJob *job)
{
    g_string_append_c(((Job *)job)->told, '.');
    g_free(job);
}

static void post(NxLedgerThread *thread, GString *told, char name, gconstpointer owner)
{
    Job *job = g_new0(Job, 1);
    job->job = (NxLedgerJob){.work = work, .done = done, .free = free_job, .owner = owner};
    job->told = told;
    job->name = name;
    nx_ledger_thread_post(thread, &job->job);
}

static NxLedgerThread *open_thread(const char *name)
{
    g_autofree char *path = nx_test_path(name);
    return nx_ledger_thread_new(path);
}

static void answers_come_in_order(void)
{
    NxLedgerThread *thread = open_thread("order.db");
    g_autoptr(GString) told = g_string_new(NULL);
    for (char name = 'a'; name <= 'e'; name++)
        post(thread, told, name, NULL);
    g_assert_cmpuint(nx_ledger_thread_pending(thread), ==, 5);
    while (nx_ledger_thread_pending(thread) > 0)
        g_main_context_iteration(NULL, TRUE);
    g_assert_cmpstr(told->str, ==, "a.b.c.d.e.");
    nx_ledger_thread_free(thread);
}

static void who_went_is_not_answered(void)
{
    NxLedgerThread *thread = open_thread("went.db");
    g_autoptr(GString) told = g_string_new(NULL);
    int gone, stays;
    post(thread, told, 'a', &gone);
    post(thread, told, 'b', &stays);
    post(thread, told, 'c', NULL);
    post(thread, told, 'd', &gone);
    nx_ledger_thread_forget(thread, &gone);
    while (nx_ledger_thread_pending(thread) > 0)
        g_main_context_iteration(NULL, TRUE);
    g_assert_cmpstr(told->str, ==, ".b.c.."); /* its jobs were done and freed all the same */
    nx_ledger_thread_free(thread);
}

static void nobody_is_answered_on_quitting(void)
{
    NxLedgerThread *thread = open_thread("quit.db");
    g_autoptr(GString) told = g_string_new(NULL);
    post(thread, told, 'a', NULL);
    post(thread, told, 'b', NULL);
    nx_ledger_thread_free(thread);
    g_assert_cmpstr(told->str, ==, "..");
    g_autofree char *path = nx_test_path("quit.db");
    g_assert_true(g_file_test(path, G_FILE_TEST_EXISTS)); /* they were done */
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/ledger thread/answers come in the order of the questions", answers_come_in_order);
    g_test_add_func("/tui/ledger thread/who went is not answered", who_went_is_not_answered);
    g_test_add_func("/tui/ledger thread/quitting does what was asked and answers nobody",
                    nobody_is_answered_on_quitting);
    return g_test_run();
}
