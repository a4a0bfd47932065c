/* screen MAILBOX NAME: the inspector on a mailbox without a terminal; how long any one turn of its main loop takes, in
 * milliseconds of the thread's CPU time and of the wall, and how long it is until all that a key asked for is shown.
 * NAME keeps a ledger of its own: the same again is the next session. */
#include "tui/screen.h"
#include "tui/harness.h"
#include "tui/open.h"
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

typedef struct {
    NxHarness *harness;
    double cpu, wall; /* the longest turn */
} Watch;

static double clock_ms(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

typedef struct {
    double cpu, wall;
} Mark;

static Mark mark(void)
{
    return (Mark){clock_ms(CLOCK_THREAD_CPUTIME_ID), clock_ms(CLOCK_MONOTONIC)};
}

static void took(Watch *watch, Mark from)
{
    Mark to = mark();
    watch->cpu = MAX(watch->cpu, to.cpu - from.cpu);
    watch->wall = MAX(watch->wall, to.wall - from.wall);
}

static void draw(Watch *watch)
{
    if (!watch->harness->in->dirty)
        return;
    Mark from = mark();
    nx_screen_draw(watch->harness->in);
    took(watch, from);
}

static gboolean is_busy(const Watch *watch)
{
    return nx_model_is_busy(watch->harness->in->model) || watch->harness->in->dirty || g_main_context_pending(NULL);
}

static void settle(Watch *watch)
{
    draw(watch);
    while (is_busy(watch)) {
        Mark from = mark();
        if (g_main_context_iteration(NULL, FALSE))
            took(watch, from);
        else if (!watch->harness->in->dirty)
            g_main_context_iteration(NULL, TRUE); /* something other threads do */
        draw(watch);
    }
}

static void report(Watch *watch, const char *name, double began)
{
    printf("%-28s %9.1f %9.1f %9.0f\n", name, watch->cpu, watch->wall, clock_ms(CLOCK_MONOTONIC) - began);
    fflush(stdout);
    watch->cpu = watch->wall = 0;
}

static void press(Watch *watch, const char *name, const char *keys)
{
    double began = clock_ms(CLOCK_MONOTONIC);
    g_auto(GStrv) each = g_strsplit(keys, " ", -1);
    for (guint i = 0; each[i]; i++) {
        NxKey key;
        g_assert_true(nx_key_parse(each[i], -1, &key));
        Mark from = mark();
        nx_inspector_key(watch->harness->in, key);
        took(watch, from);
        draw(watch);
    }
    settle(watch);
    report(watch, name, began);
}

static void memory(const char *when)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%-28s %9.0f MB at the most\n", when, (double)usage.ru_maxrss / 1024);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    const char *mailbox = argv[1], *name = argv[2];
    int none = 1;
    char *bare[] = {argv[0], NULL}, **args = bare;
    g_test_init(&none, &args, NULL);
    NxHarness *harness = nx_harness_prepare(name, mailbox);
    Watch watch = {.harness = harness};
    printf("%-28s %9s %9s %9s\n", "", "cpu", "wall", "settled");
    harness->in = nx_inspector_open(&harness->start, harness->start.mailboxes);
    nx_inspector_resize(harness->in, 36, 120);
    nx_model_load(harness->in->model);
    double began = clock_ms(CLOCK_MONOTONIC);
    while (nx_catalog_n_events(harness->in->model->catalog) == 0)
        g_main_context_iteration(NULL, TRUE);
    report(&watch, "first row", began);
    settle(&watch);
    report(&watch, "loaded", began);
    memory("loaded");
    static const char *const KEYS[][2] = {
        {"down", "j"},
        {"end", "G"},
        {"sort by arrival", ": s o r t Space a r r i v a l Enter"},
        {"sort by class", ": s o r t Space c l a s s Enter"},
        {"sort by seen", ": s o r t Space s e e n Enter"},
        {"sort by address", ": s o r t Space a d d r e s s Enter"},
        {"sort by domain", ": s o r t Space d o m a i n Enter"},
        {"sort by place", ": s o r t Space p l a c e Enter"},
        {"search, as typed", "/ q u o t"},
        {"search, done", "Enter"},
        {"next", "n"},
        {"search that finds nothing", "/ z q z q Enter"},
        {"again", "n"},
        {"limit by words", "l y a h o Enter"},
        {"limit by reason", ": l i m i t Space r e a s o n : f u l l Enter"},
        {"limit by state", ": l i m i t Space i s : u n d e c i d e d Enter"},
        {"all", ": l i m i t Space a l l Enter"},
        {"groups by domain", "b d"},
        {"out", "q"},
        {"groups by reason", "b r"},
        {"out of these", "q"},
        {"ledger", "L"},
        {"search in the ledger", "/ q u o t Enter"},
        {"out of the ledger", "q"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++)
        press(&watch, KEYS[i][0], KEYS[i][1]);
    memory("after these");
    nx_harness_free(harness);
    return 0;
}
