/* Any bytes as the configuration: complaints by file and line, defaults where a value is wrong, never one outside of
 * its bounds. Commands that it names are not run here. */
#include "cli/config.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *path = nx_fuzz_file("nixie.conf", data, size);
    NxProblems *problems = nx_problems_new();
    g_autoptr(GError) error = NULL;
    NxConfig config;
    nx_config_init(&config);
    g_assert_true(nx_config_read(&config, path, TRUE, problems, &error));
    NxLibrary *library = nx_library_new(&config.settings, problems);
    const NxSettings *settings = nx_library_settings(library);
    g_assert_cmpuint(settings->plan_steps, >=, 3);
    g_assert_cmpuint(settings->plan_steps, <=, NX_PLAN_MAX);
    for (guint i = 0; i < settings->plan_steps; i++)
        g_assert_cmpint(settings->plan[i], >, 0);
    g_assert_true(settings->guard_share > 0 && settings->guard_share <= 1);
    nx_library_is_own(library, "ann@one.example");
    nx_library_is_protected(library, "ann@one.example");
    nx_library_unref(library);
    nx_config_clear(&config);
    nx_fuzz_check_problems(problems);
    nx_problems_free(problems);
    return 0;
}
