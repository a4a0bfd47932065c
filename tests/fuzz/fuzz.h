/* The fuzzers' common ground: one library, reader and judge for the life of the process; bytes as text, files, pieces.
 *
 * A fuzzer is tests/fuzz/fuzz_NAME.c with one LLVMFuzzerTestOneInput; `make fuzz` links it with libFuzzer, and `make
 * check` runs it on what is kept in tests/fuzz/corpus/NAME (there the Makefile gives the function its file's name). */
#pragma once
#include <nixie/nixie.h>
#include <glib/gstdio.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#define NX_FUZZ_NOW ((NxTime)1795255200)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
    NxLibrary *library;
    NxReader *reader;
    NxJudge *judge;
} NxFuzzGround;

static inline const NxFuzzGround *nx_fuzz_ground(void)
{
    static NxFuzzGround ground;
    if (!ground.library) {
        NxSettings settings = {0};
        nx_settings_add(&settings.own_domains, "sender.example", NULL);
        nx_settings_add(&settings.verp, "bounce+{local}={domain}@sender.example", NULL);
        ground.library = nx_library_new(&settings, NULL);
        ground.reader = nx_reader_new(ground.library, NULL);
        ground.judge = nx_judge_new(ground.library, NULL);
        nx_settings_clear(&settings);
    }
    return &ground;
}

/* As a string of the bytes up to the first NUL; what is no UTF-8 is replaced. Caller frees. */
G_GNUC_UNUSED static char *nx_fuzz_text(const uint8_t *data, size_t size)
{
    return nx_text_from_utf8((const char *)data, (gssize)strnlen((const char *)data, size));
}

/* A folder of this process's, in memory where that is to be had; it is taken away at the end. */
static void nx_fuzz_tidy(void);
G_GNUC_UNUSED static const char *nx_fuzz_folder(void)
{
    static char folder[64];
    if (!*folder) {
        g_snprintf(folder, sizeof folder, "%s/nixie-fuzz-XXXXXX",
                   g_access("/dev/shm", W_OK) == 0 ? "/dev/shm" : g_get_tmp_dir());
        if (!g_mkdtemp(folder))
            g_error("%s: cannot be made", folder);
        atexit(nx_fuzz_tidy);
    }
    return folder;
}

static void nx_fuzz_tidy(void)
{
    const char *folder = nx_fuzz_folder();
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_remove(path);
    }
    if (dir)
        g_dir_close(dir);
    g_rmdir(folder);
}

/* Writes a file there; returns its path. Caller frees. */
G_GNUC_UNUSED static char *nx_fuzz_file(const char *name, const uint8_t *data, size_t size)
{
    char *path = g_build_filename(nx_fuzz_folder(), name, NULL);
    FILE *file = g_fopen(path, "wbe");
    if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0)
        g_error("%s: cannot be written", path);
    return path;
}

/* What is told of bytes that are wrong: lines that name their file, and nothing a terminal would obey. */
G_GNUC_UNUSED static void nx_fuzz_check_problems(NxProblems *problems)
{
    g_auto(GStrv) lines = nx_problems_take(problems);
    for (guint i = 0; lines[i]; i++) {
        g_assert_true(g_utf8_validate(lines[i], -1, NULL));
        for (const char *at = lines[i]; *at; at++)
            g_assert_true((guchar)*at >= 0x20 && *at != 0x7f);
    }
}

/* What leaves through the one sanitiser may be shown. */
G_GNUC_UNUSED static void nx_fuzz_check_safe(const char *text)
{
    if (!text)
        return;
    g_autofree char *safe = nx_safe_screen(text, -1, NX_SAFE_NONE, 0);
    g_assert_true(g_utf8_validate(safe, -1, NULL));
    for (const char *at = safe; *at; at++)
        g_assert_true((guchar)*at >= 0x20 && *at != 0x7f);
}
