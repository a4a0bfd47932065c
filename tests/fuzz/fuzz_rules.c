/* Any bytes as a user's rules file: refused by file and line or taken in, and then a line is judged by them. The rules
 * are read with all of ours, which is slow; what is found is worth it. */
#include "fuzz/fuzz.h"
#include "judge/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *data_dir = g_build_filename(nx_fuzz_folder(), "data", NULL),
                    *folder = g_build_filename(data_dir, "rules.d", NULL),
                    *path = g_build_filename(folder, "fuzz.rules", NULL);
    g_mkdir_with_parents(folder, 0700);
    if (!g_file_set_contents(path, (const char *)data, (gssize)size, NULL))
        g_error("%s: cannot be written", path);
    const char *const dirs[] = {data_dir, NULL};
    NxSettings settings = {.data_dirs = (char **)dirs};
    NxProblems *problems = nx_problems_new();
    NxLibrary *library = nx_library_new(&settings, problems);
    NxJudge *judge = nx_judge_new(library, problems);
    NxReport *report =
        nx_reader_read_line(nx_fuzz_ground()->reader, "550 5.1.1 <ann@one.example>: the attic is full of mice");
    NxVerdict verdict;
    nx_judge_event(judge, report, 0, &verdict);
    nx_report_free(report);
    nx_judge_free(judge);
    nx_library_unref(library);
    nx_fuzz_check_problems(problems);
    nx_problems_free(problems);
    g_unlink(path);
    g_rmdir(folder);
    g_rmdir(data_dir);
    return 0;
}
