/* Themes are read line by line, and a wrong line is named. */
#include "bounces.h"
#include "tui/terminal/theme.h"

static NxLibrary *library_with(const char *name, const char *theme)
{
    NxSettings settings = {0};
    g_autofree char *path = g_build_filename("data", "themes", name, NULL);
    if (theme)
        nx_test_put(path, theme);
    g_autofree char *folder = nx_test_path("data");
    const char *dirs[] = {folder, NULL};
    settings.data_dirs = theme ? g_strdupv((char **)dirs) : NULL;
    NxLibrary *library = nx_library_new(&settings, NULL);
    nx_settings_clear(&settings);
    return library;
}

static void ours_are_without_fault(void)
{
    static const char *const NAMES[] = {"default", "dark", "light", "mono"};
    NxLibrary *library = library_with(NULL, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        NxProblems *problems = nx_problems_new();
        NxTheme *theme = nx_theme_load(library, NAMES[i], problems);
        g_assert_cmpuint(nx_problems_count(problems), ==, 0);
        g_assert_cmpstr(theme->name, ==, NAMES[i]);
        nx_theme_free(theme);
        nx_problems_free(problems);
    }
    nx_library_unref(library);
}

static void the_default_paints_no_ground(void)
{
    NxLibrary *library = library_with(NULL, NULL);
    NxTheme *theme = nx_theme_load(library, NULL, NULL), *mono = nx_theme_load(library, "mono", NULL);
    for (guint i = 0; i < NX_N_LOOKS; i++) {
        g_assert_cmpint(theme->paint[i].ground.rich, ==, NX_COLOUR_OWN);
        g_assert_cmpint(mono->paint[i].ink.rich, ==, NX_COLOUR_OWN);
    }
    nx_theme_free(theme);
    nx_theme_free(mono);
    nx_library_unref(library);
}

static void a_users_theme_is_read_line_by_line(void)
{
    NxLibrary *library = library_with(
        "mine.theme", "[looks]\nhard = 203|red bold\nsoft = pink\nnoise = red\nblock = green on 17|blue\n");
    NxProblems *problems = nx_problems_new();
    NxTheme *theme = nx_theme_load(library, "mine", problems);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 2);
    g_assert_nonnull(strstr(lines[0], "mine.theme:3"));
    g_assert_nonnull(strstr(lines[0], "pink"));
    g_assert_nonnull(strstr(lines[1], "noise"));
    g_assert_cmpint(theme->paint[NX_LOOK_HARD].ink.rich, ==, 203);
    g_assert_cmpint(theme->paint[NX_LOOK_HARD].ink.poor, ==, 1);
    g_assert_cmpint(theme->paint[NX_LOOK_HARD].flags, ==, NX_PAINT_BOLD);
    g_assert_cmpint(theme->paint[NX_LOOK_BLOCK].ground.poor, ==, 4);
    nx_theme_free(theme);
    nx_problems_free(problems);
    nx_library_unref(library);
}

static void an_unknown_theme_gives_the_default(void)
{
    NxLibrary *library = library_with(NULL, NULL);
    NxProblems *problems = nx_problems_new();
    NxTheme *theme = nx_theme_load(library, "neon", problems);
    g_assert_cmpstr(theme->name, ==, "default");
    g_assert_cmpuint(nx_problems_count(problems), ==, 1);
    nx_theme_free(theme);
    nx_problems_free(problems);
    nx_library_unref(library);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/theme/our themes are without fault", ours_are_without_fault);
    g_test_add_func("/tui/theme/the default paints no ground, mono no colour", the_default_paints_no_ground);
    g_test_add_func("/tui/theme/a user's theme is read, and its bad lines named", a_users_theme_is_read_line_by_line);
    g_test_add_func("/tui/theme/an unknown theme gives the default", an_unknown_theme_gives_the_default);
    return g_test_run();
}
