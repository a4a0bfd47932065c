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
    guint rules, examples;
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    gboolean good = nx_judge_check(judge, problems, &rules, &examples);
    print_problems(problems);
    g_test_message("%u rules, %u examples", rules, examples);
    g_assert_true(good);
    g_assert_cmpuint(rules, >=, 60);
    g_assert_cmpuint(examples, >, rules);
    nx_judge_free(judge);
    nx_library_unref(library);
    nx_problems_free(problems);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/judge/rules/every rule decides on its own examples and on none of its near misses", test_own_examples);
    return g_test_run();
}
