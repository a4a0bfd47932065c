/* Lists as they come with the program, and those of a user beside them. */
#pragma once
#include <nixie/check.h>
#include <glib/gstdio.h>

typedef struct {
    char *folder; /* of the user's data; NULL: none */
    NxProblems *problems;
    NxLibrary *library;
    NxCheckLists *lists;
} Lists;

/* `table` stands in the user's lists.d/mine.tsv; NULL: there is none. */
static inline void lists_init(Lists *lists, const char *table)
{
    *lists = (Lists){.problems = nx_problems_new()};
    char *dirs[] = {NULL, NULL};
    if (table) {
        lists->folder = g_dir_make_tmp("nixie-lists-XXXXXX", NULL);
        g_autofree char *place = g_build_filename(lists->folder, "lists.d", NULL);
        g_autofree char *file = g_build_filename(place, "mine.tsv", NULL);
        g_assert_cmpint(g_mkdir(place, 0700), ==, 0);
        g_assert_true(g_file_set_contents(file, table, -1, NULL));
        dirs[0] = lists->folder;
    }
    NxSettings settings = {.data_dirs = table ? dirs : NULL};
    lists->library = nx_library_new(&settings, lists->problems);
    lists->lists = nx_check_lists_new(lists->library, lists->problems);
}

static inline void lists_clear(Lists *lists)
{
    nx_check_lists_free(lists->lists);
    nx_library_unref(lists->library);
    nx_problems_free(lists->problems);
    if (lists->folder) {
        g_autofree char *place = g_build_filename(lists->folder, "lists.d", NULL);
        g_autofree char *file = g_build_filename(place, "mine.tsv", NULL);
        g_unlink(file);
        g_rmdir(place);
        g_rmdir(lists->folder);
    }
    g_free(lists->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Lists, lists_clear)
