#include "tui/paper.h"

/* The lines joined by blanks are the text again, whatever the width: no word touches the next. */
static void words_stay_apart(void)
{
    static const char *const TEXTS[] = {
        "[r] retry: due since 2026-11-08 08:14; the next send is attempt 1 of 4",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "one twoo three fourteen 5 six",
    };
    for (guint t = 0; t < G_N_ELEMENTS(TEXTS); t++)
        for (guint width = 12; width < 90; width++) {
            NxPaper *paper = nx_paper_new(width, FALSE);
            nx_paper_wrap(paper, NX_LOOK_TEXT, 0, TEXTS[t]);
            nx_paper_end(paper);
            g_autoptr(GString) joined = g_string_new(NULL);
            for (guint i = 0; i < nx_paper_lines(paper); i++) {
                g_autofree char *line = nx_paper_line_text(paper, i);
                g_assert_cmpuint(nx_cells(line, -1), <=, width);
                g_string_append_printf(joined, "%s%s", i ? " " : "", g_strchomp(line));
            }
            g_assert_cmpstr(joined->str, ==, TEXTS[t]);
            nx_paper_free(paper);
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paper/words stay apart at every width", words_stay_apart);
    return g_test_run();
}
