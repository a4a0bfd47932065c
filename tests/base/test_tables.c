/* A wrong row in a table of the base is refused by name and line, and the others are read. */
#include "base/code_words.h"
#include "spoilt.h"
#include <nixie/library.h>
#include <string.h>

static gboolean ends(const char *text, gboolean counted)
{
    return nx_code_words_end_at(text, strlen(text), counted);
}

static void read_code_words(void)
{
    g_assert_true(ends("Error", FALSE));
    g_assert_true(ends("an error", FALSE));
    g_assert_false(ends("terror", FALSE));
    g_assert_false(ends("err", FALSE));
    g_assert_false(ends("was", FALSE));
    g_assert_true(ends("it was", TRUE));
    g_assert_false(ends("", TRUE));
}

static void read_library(void)
{
    NxSettings settings = {0};
    NxLibrary *library = nx_library_new(&settings, NULL);
    g_assert_true(nx_library_is_protected(library, "postmaster@example.com"));
    g_assert_false(nx_library_is_protected(library, "post@example.com"));
    g_assert_true(nx_library_is_large(library, "gmail.com"));
    nx_library_unref(library);
}

static const NxSpoilt TABLES[] = {
    {"src/base/code-words.tsv", "moon\tfull", "a row is the name of a list and a word for it", read_code_words},
    {"src/base/roles.tsv", "moon\tfull\t1", "more cells than columns; passed over", read_library},
    {"src/base/large.tsv", "\tMoon", "the first cell is empty", read_library},
};

int main(int argc, char **argv)
{
    return nx_spoilt_run(argc, argv, "base", TABLES, G_N_ELEMENTS(TABLES));
}
