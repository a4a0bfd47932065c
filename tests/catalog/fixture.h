/* A catalog filled from bounces made to order. */
#pragma once
#include "bounces.h"
#include <nixie/catalog.h>

typedef struct {
    NxLibrary *library;
    NxReader *reader;
    NxJudge *judge;
    NxCatalog *catalog;
    NxProblems *problems;
    NxLoad *load;
} Fixture;

#define NOW ((NxTime)1763719200) /* 2025-11-21T10:00:00Z */

static inline void fixture_set_up_with(Fixture *fixture, const NxSettings *settings)
{
    fixture->problems = nx_problems_new();
    fixture->library = nx_library_new(settings, fixture->problems);
    fixture->reader = nx_reader_new(fixture->library, fixture->problems);
    fixture->judge = nx_judge_new(fixture->library, fixture->problems);
    fixture->catalog = nx_catalog_new();
    g_strfreev(nx_problems_take(fixture->problems));
}

static inline void fixture_set_up(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture_set_up_with(fixture, &(NxSettings){0});
}

static inline void fixture_tear_down(Fixture *fixture, gconstpointer data)
{
    (void)data;
    nx_load_free(fixture->load);
    nx_catalog_free(fixture->catalog);
    nx_judge_free(fixture->judge);
    nx_reader_free(fixture->reader);
    nx_library_unref(fixture->library);
    nx_problems_free(fixture->problems);
}

static inline void fixture_start(Fixture *fixture, const char *const *paths, guint threads)
{
    g_clear_pointer(&fixture->load, nx_load_free);
    fixture->load = nx_load_start(fixture->catalog, paths, fixture->reader, fixture->judge, NOW, threads,
                                  fixture->problems, NULL, NULL);
}

static inline void fixture_finish(Fixture *fixture)
{
    while (nx_load_wait(fixture->load))
        ;
}

static inline void fixture_fill(Fixture *fixture, const char *path)
{
    fixture_start(fixture, (const char *const[]){path, NULL}, 2);
    fixture_finish(fixture);
}

/* Fills it from a mailbox with these bounces. */
static inline void fixture_fill_with(Fixture *fixture, const char *name, const NxBounce *bounces, guint n)
{
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        nx_bounce_append(mbox, &bounces[i]);
    g_autofree char *path = nx_test_file(name, mbox->str);
    fixture_fill(fixture, path);
}
