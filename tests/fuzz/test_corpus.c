/* What fuzzers found, and one small example of each thing that they begin with, run again with every `make check`. */
#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/* NX_FUZZ_TARGETS is X(fuzz_article) X(fuzz_codes) ..., from the Makefile: there is one for each file. */
#define X(name) int name(const uint8_t *data, size_t size);
NX_FUZZ_TARGETS
#undef X

static const struct {
    const char *name;
    int (*run)(const uint8_t *data, size_t size);
} TARGETS[] = {
#define X(name) {#name, name},
    NX_FUZZ_TARGETS
#undef X
};

static void replay(gconstpointer data)
{
    const guint i = GPOINTER_TO_UINT(data);
    g_autofree char *folder =
        g_test_build_filename(G_TEST_DIST, "fuzz", "corpus", TARGETS[i].name + strlen("fuzz_"), NULL);
    GDir *dir = g_dir_open(folder, 0, NULL);
    TARGETS[i].run((const uint8_t *)"", 0);
    if (!dir) {
        g_test_skip("nothing is kept of it yet");
        return;
    }
    guint n = 0;
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL), *bytes = NULL;
        gsize len;
        g_assert_true(g_file_get_contents(path, &bytes, &len, NULL));
        g_test_message("%s", path);
        /* A block of its exact size: reading behind it is seen by the sanitizers. */
        g_autofree uint8_t *exact = g_memdup2(bytes, len);
        g_assert_cmpint(TARGETS[i].run(exact, len), ==, 0);
        n++;
    }
    g_dir_close(dir);
    g_assert_cmpuint(n, >, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(TARGETS); i++) {
        g_autofree char *path = g_strconcat("/fuzz/corpus/", TARGETS[i].name, NULL);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), replay);
    }
    return g_test_run();
}
