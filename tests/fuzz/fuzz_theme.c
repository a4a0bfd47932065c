/* Any bytes as a theme, as a list of keys and as an action's keys: complaints, and a theme and a keymap all the same.
 */
#include "fuzz/fuzz.h"
#include "tui/acts/action_table.h"
#include "tui/keymap.h"
#include "tui/terminal/theme.h"

static void check_theme(const uint8_t *data, size_t size, NxProblems *problems)
{
    static NxLibrary *library;
    g_autofree char *themes = g_build_filename(nx_fuzz_folder(), "themes", NULL),
                    *path = g_build_filename(themes, "mine.theme", NULL);
    g_mkdir_with_parents(themes, 0700);
    if (!library) {
        const char *const dirs[] = {nx_fuzz_folder(), NULL};
        NxSettings settings = {.data_dirs = (char **)dirs};
        library = nx_library_new(&settings, NULL);
    }
    if (!g_file_set_contents(path, (const char *)data, (gssize)size, NULL))
        g_error("%s: cannot be written", path);
    NxTheme *theme = nx_theme_load(library, "mine", problems);
    for (guint i = 0; i < NX_N_LOOKS; i++)
        g_assert_cmpint(theme->paint[i].ink.rich, <, 256);
    nx_theme_free(theme);
    g_unlink(path);
    g_rmdir(themes);
}

static void check_keys(const char *text, NxProblems *problems)
{
    guint n_actions;
    const NxUiAction *actions = nx_actions(&n_actions);
    g_auto(GStrv) parts = g_strsplit(text, "=", 3);
    const NxKeyBinding binding = {parts[0], parts[0] && parts[1] ? parts[1] : text, "nixie.conf:1"},
                       known = {"suppress", text, "nixie.conf:2"};
    const NxKeyBinding bindings[] = {known, binding};
    NxKeymap *keymap = nx_keymap_new(actions, n_actions, bindings, parts[0] ? 2 : 1, problems);
    g_autofree char *keys = nx_keymap_keys(keymap, nx_keymap_action(keymap, "suppress"));
    nx_fuzz_check_safe(keys);
    NxChord chord;
    if (nx_chord_parse(text, -1, &chord)) {
        g_autofree char *name = nx_chord_name(&chord);
        NxChord again;
        g_assert_true(nx_chord_parse(name, -1, &again));
        g_assert_cmpuint(again.n, ==, chord.n);
    }
    nx_keymap_free(keymap);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = nx_fuzz_text(data, size);
    NxProblems *problems = nx_problems_new();
    check_theme(data, size, problems);
    check_keys(text, problems);
    nx_fuzz_check_problems(problems);
    nx_problems_free(problems);
    return 0;
}
