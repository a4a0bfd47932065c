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
} Shelf;

#define NOW ((NxTime)1763719200) /* 2025-11-21T10:00:00Z */

static inline void shelf_set_up(Shelf *shelf, gconstpointer data)
{
    (void)data;
    NxSettings settings = {0};
    shelf->problems = nx_problems_new();
    shelf->library = nx_library_new(&settings, shelf->problems);
    shelf->reader = nx_reader_new(shelf->library, shelf->problems);
    shelf->judge = nx_judge_new(shelf->library, shelf->problems);
    shelf->catalog = nx_catalog_new();
    g_strfreev(nx_problems_take(shelf->problems));
}

static inline void shelf_tear_down(Shelf *shelf, gconstpointer data)
{
    (void)data;
    nx_load_free(shelf->load);
    nx_catalog_free(shelf->catalog);
    nx_judge_free(shelf->judge);
    nx_reader_free(shelf->reader);
    nx_library_unref(shelf->library);
    nx_problems_free(shelf->problems);
}

static inline void shelf_start(Shelf *shelf, const char *const *paths, guint threads)
{
    g_clear_pointer(&shelf->load, nx_load_free);
    shelf->load = nx_load_start(shelf->catalog, paths, shelf->reader, shelf->judge, NOW, threads, shelf->problems, NULL, NULL);
}

static inline void shelf_finish(Shelf *shelf)
{
    while (nx_load_wait(shelf->load))
        ;
}

static inline void shelf_fill(Shelf *shelf, const char *path)
{
    shelf_start(shelf, (const char *const[]){path, NULL}, 2);
    shelf_finish(shelf);
}

/* Fills it from a mailbox with these bounces. */
static inline void shelf_fill_with(Shelf *shelf, const char *name, const NxBounce *bounces, guint n)
{
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        nx_bounce_append(mbox, &bounces[i]);
    g_autofree char *path = nx_test_file(name, mbox->str);
    shelf_fill(shelf, path);
}
