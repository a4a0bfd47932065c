/* Our rules against their own examples, with the whole engine. */
#include <nixie/verdict.h>

static void print_problems(NxProblems *problems)
{
    g_auto(GStrv) lines = nx_problems_take(problems);
    for (char **line = lines; *line; line++)
        g_test_message("%s", *line);
}

static void test_own_examples(void)
{
    NxProblems *problems = nx_problems_new();
    NxSettings settings = {0};
    NxLibrary *library = nx_library_new(&settings, problems);
    NxJudge *judge = nx_judge_new(library, problems);
    NxRuleCounts counts;
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    gboolean good = nx_judge_check(judge, problems, &counts);
    print_problems(problems);
    g_test_message("%u rules, %u match lines, %u examples", counts.rules, counts.matches, counts.examples);
    g_assert_true(good);
    g_assert_cmpuint(counts.rules, >=, 60);
    g_assert_cmpuint(counts.examples, >=, counts.matches);
    nx_judge_free(judge);
    nx_library_unref(library);
    nx_problems_free(problems);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func(
        "/judge/rules/every rule decides on its own examples, by each of its wordings, and on none of its near misses",
        test_own_examples);
    return g_test_run();
}
