/* Prompts and questions, without an inspector: what keys make of a line, and what they answer. */
#include "bounces.h"
#include "tui/prompt/prompt.h"
#include "tui/prompt/question.h"

typedef struct {
    char *done;
    guint n_changed;
    gboolean cancelled;
} Told;

static void on_changed(NxInspector *in, NxPrompt *prompt)
{
    (void)in;
    ((Told *)prompt->data)->n_changed++;
}

static void on_done(NxInspector *in, const char *text, gpointer data)
{
    (void)in;
    ((Told *)data)->done = g_strdup(text);
}

static void on_cancelled(NxInspector *in, gpointer data)
{
    (void)in;
    ((Told *)data)->cancelled = TRUE;
}

static char **complete(NxInspector *in, const char *text)
{
    static const char *const WORDS[] = {"class:", "class:hard", "code:", "über", "übung", NULL};
    (void)in;
    return nx_complete_words(WORDS, text);
}

static const NxPromptOps OPS = {.label = "limit",
                                .history = "limit",
                                .complete = complete,
                                .changed = on_changed,
                                .done = on_done,
                                .cancelled = on_cancelled};

/* Keys by name with blanks between; what is no name is typed. FALSE when the prompt is over. */
static gboolean press(NxPrompt *prompt, const char *keys)
{
    g_auto(GStrv) names = g_strsplit(keys, " ", -1);
    gboolean goes_on = TRUE;
    for (guint i = 0; names[i]; i++) {
        NxKey key;
        if (nx_key_parse(names[i], -1, &key)) {
            goes_on = nx_prompt_key(prompt, key);
            continue;
        }
        for (const char *at = names[i]; *at; at = g_utf8_next_char(at))
            goes_on = nx_prompt_key(prompt, g_utf8_get_char(at));
    }
    return goes_on;
}

static void keys_edit_the_line(void)
{
    static const struct {
        const char *keys, *line; /* with '|' where the cursor stands */
    } CASES[] = {
        {"abc", "abc|"},
        {"jörg Left Left x", "jöx|rg"},
        {"jörg Left Left Backspace", "j|rg"}, /* a character, however many bytes */
        {"jörg Home Right Delete", "j|rg"},
        {"abc ^B ^B ^F x", "abx|c"},
        {"abc ^A x ^E y", "xabcy|"},
        {"abc ^A ^D", "|bc"},
        {"abc ^H", "ab|"},
        {"abc Left ^H", "a|c"},
        {"one Space two Left ^U", "|o"},
        {"one Space two Left Left ^K", "one t|"},
        {"one Space two ^W", "one |"},
        {"one Space two Space Space ^W", "one |"},
        {"one Space two Left ^W", "one |o"},
        {"^U", "|"},
        {"^W", "|"},
        {"Backspace Delete Left Right", "|"},
        {"abc End Delete Right", "abc|"},
        {"abc Home Backspace Left", "|abc"},
        {"ab F1 PgUp ^L", "ab|"}, /* what is no character and no command does nothing */
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Told told = {0};
        NxPrompt *prompt = nx_prompt_new(NULL, NULL, &OPS, "", &told, NULL);
        g_assert_true(press(prompt, CASES[i].keys));
        g_autoptr(GString) line = g_string_new(prompt->text->str);
        g_string_insert_c(line, (gssize)prompt->cursor, '|');
        g_test_message("%s", CASES[i].keys);
        g_assert_cmpstr(line->str, ==, CASES[i].line);
        nx_prompt_free(prompt);
    }
}

static void a_change_is_told_and_clears_the_error(void)
{
    Told told = {0};
    NxPrompt *prompt = nx_prompt_new(NULL, NULL, &OPS, "seen:", &told, NULL);
    g_assert_cmpuint(told.n_changed, ==, 1); /* what stands there at the start */
    nx_prompt_error(prompt, g_strdup("a number is wanted"), 6);
    press(prompt, "Left");
    g_assert_cmpuint(told.n_changed, ==, 1);
    g_assert_nonnull(prompt->error);
    press(prompt, "End 2");
    g_assert_cmpuint(told.n_changed, ==, 2);
    g_assert_null(prompt->error);
    g_assert_cmpuint(prompt->error_column, ==, 0);
    nx_prompt_free(prompt);
}

static void enter_ends_it_and_so_do_three_keys(void)
{
    static const char *const CANCEL[] = {"Esc", "^C", "^G"};
    Told told = {0};
    NxHistory *history = nx_history_new(NULL);
    NxPrompt *prompt = nx_prompt_new(NULL, history, &OPS, "", &told, NULL);
    g_assert_false(press(prompt, "abc Enter"));
    g_assert_cmpstr(told.done, ==, "abc");
    g_assert_false(told.cancelled);
    g_free(told.done);
    nx_prompt_free(prompt);
    for (guint i = 0; i < G_N_ELEMENTS(CANCEL); i++) {
        told = (Told){0};
        prompt = nx_prompt_new(NULL, history, &OPS, "", &told, NULL);
        press(prompt, "abc");
        g_assert_false(press(prompt, CANCEL[i]));
        g_assert_true(told.cancelled);
        g_assert_null(told.done);
        nx_prompt_free(prompt);
    }
    g_assert_cmpstr(nx_history_get(history, "limit", 1), ==, "abc");
    g_assert_null(nx_history_get(history, "limit", 2)); /* what was cancelled is not remembered */
    nx_history_free(history);
}

static void lines_typed_before_come_back(void)
{
    Told told = {0};
    NxHistory *history = nx_history_new(NULL);
    nx_history_add(history, "limit", "older");
    nx_history_add(history, "limit", "newer");
    nx_history_add(history, "search", "elsewhere");
    NxPrompt *prompt = nx_prompt_new(NULL, history, &OPS, "", &told, NULL);
    press(prompt, "begun Up");
    g_assert_cmpstr(prompt->text->str, ==, "newer");
    press(prompt, "^P");
    g_assert_cmpstr(prompt->text->str, ==, "older");
    press(prompt, "Up");
    g_assert_cmpstr(prompt->text->str, ==, "older"); /* there is none before it */
    press(prompt, "^N");
    g_assert_cmpstr(prompt->text->str, ==, "newer");
    press(prompt, "Down");
    g_assert_cmpstr(prompt->text->str, ==, "begun");
    press(prompt, "Down");
    g_assert_cmpstr(prompt->text->str, ==, "begun");
    nx_prompt_free(prompt);
    nx_history_free(history);
}

static void tab_completes_the_last_word(void)
{
    static const struct {
        const char *keys, *line;
        gboolean choices;
    } CASES[] = {
        {"cl Tab", "class:", TRUE},
        {"cl Tab Tab", "class:", TRUE},
        {"cl Tab Tab Tab", "class:hard", TRUE},
        {"cl Tab Tab Tab Tab", "class:", TRUE}, /* and round again */
        {"co Tab", "code:", FALSE},
        {"c Tab", "c", TRUE},
        {"zz Tab", "zz", FALSE},
        {"ü Tab", "üb", TRUE}, /* never within a character */
        {"x Space co Tab", "x code:", FALSE},
        {"cl Tab Space", "class: ", FALSE}, /* any other key takes what stands */
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Told told = {0};
        NxPrompt *prompt = nx_prompt_new(NULL, NULL, &OPS, "", &told, NULL);
        press(prompt, CASES[i].keys);
        g_test_message("%s", CASES[i].keys);
        g_assert_cmpstr(prompt->text->str, ==, CASES[i].line);
        g_assert_cmpint(prompt->choices != NULL, ==, CASES[i].choices);
        nx_prompt_free(prompt);
    }
}

static void history_is_kept_in_its_file(void)
{
    g_autofree char *path = nx_test_path("history");
    NxHistory *history = nx_history_new(path);
    nx_history_add(history, "limit", "class:hard");
    nx_history_add(history, "limit", "class:hard"); /* once is enough */
    nx_history_add(history, "limit", "");
    nx_history_add(history, "search", "corp");
    nx_history_free(history);
    history = nx_history_new(path);
    g_assert_cmpstr(nx_history_get(history, "limit", 1), ==, "class:hard");
    g_assert_null(nx_history_get(history, "limit", 2));
    g_assert_cmpstr(nx_history_get(history, "search", 1), ==, "corp");
    g_assert_null(nx_history_get(history, "search", 0));
    g_assert_null(nx_history_get(history, "file", 1));
    for (guint i = 1; i <= 200; i++) {
        g_autofree char *line = g_strdup_printf("is:%u", i);
        nx_history_add(history, "limit", line);
    }
    nx_history_free(history);
    history = nx_history_new(path);
    g_assert_cmpstr(nx_history_get(history, "limit", 1), ==, "is:200");
    g_assert_cmpstr(nx_history_get(history, "limit", 200), ==, "is:1");
    g_assert_null(nx_history_get(history, "limit", 201)); /* the oldest went */
    g_assert_null(nx_history_get(history, "search", 1));
    nx_history_free(history);
}

/* ---- Questions --------------------------------------------------------------------------------------------------- */
static void yes(NxInspector *in, NxKey key, gpointer data)
{
    (void)in;
    (void)key;
    (void)data;
}

static void look(NxInspector *in, NxKey key, gpointer data)
{
    (void)in;
    (void)key;
    (void)data;
}

static void a_question_knows_its_keys(void)
{
    int data;
    NxQuestion *question = nx_question_new(g_strdup("Suppress 2 addresses?"), &data, NULL);
    nx_question_choice(question, 'y', g_strdup("all 2"), yes, FALSE);
    nx_question_choice(question, 'v', g_strdup("view the list"), look, TRUE);
    gboolean keeps = TRUE;
    g_assert_true(nx_question_answer(question, 'y', &keeps) == yes);
    g_assert_false(keeps);
    g_assert_true(nx_question_answer(question, 'v', &keeps) == look);
    g_assert_true(keeps);
    g_assert_null(nx_question_answer(question, 'Y', &keeps));
    g_assert_false(keeps);
    g_assert_true(nx_question_data(question) == &data);
    nx_question_free(question);
}

static char *drawn(guint rows, guint cols, guint n_lines)
{
    NxQuestion *question = nx_question_new(g_strdup("Suppress 2 addresses?"), NULL, NULL);
    for (guint i = 0; i < n_lines; i++)
        nx_question_line(question, g_strdup_printf("fact %u", i + 1));
    nx_question_line(question, NULL);
    nx_question_line(question, g_strdup(""));
    nx_question_choice(question, 'y', g_strdup("all 2"), yes, FALSE);
    NxCells *cells = nx_cells_new(rows, cols, FALSE);
    NxFrame frame;
    nx_frame_make(rows, cols, &frame);
    nx_question_draw(question, cells, &frame);
    char *text = nx_cells_text(cells);
    nx_cells_free(cells);
    nx_question_free(question);
    return text;
}

static void facts_give_way_to_choices(void)
{
    g_autofree char *all = drawn(24, 80, 2), *few = drawn(4, 80, 5), *narrow = drawn(12, 24, 0);
    g_assert_nonnull(strstr(all, "Suppress 2 addresses?"));
    g_assert_nonnull(strstr(all, "fact 1\n fact 2\n y = all 2   any other key = cancel"));
    g_assert_nonnull(strstr(few, "fact 2\n y = all 2"));
    g_assert_null(strstr(few, "fact 3"));
    g_assert_nonnull(strstr(narrow, "y = all 2\n any other key = cancel"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/prompt/keys edit the line", keys_edit_the_line);
    g_test_add_func("/tui/prompt/a change is told and clears the error", a_change_is_told_and_clears_the_error);
    g_test_add_func("/tui/prompt/Enter ends it, and so do Esc, ^C and ^G", enter_ends_it_and_so_do_three_keys);
    g_test_add_func("/tui/prompt/lines typed before come back", lines_typed_before_come_back);
    g_test_add_func("/tui/prompt/Tab completes the last word", tab_completes_the_last_word);
    g_test_add_func("/tui/prompt/history is kept in its file", history_is_kept_in_its_file);
    g_test_add_func("/tui/question/it knows its keys", a_question_knows_its_keys);
    g_test_add_func("/tui/question/facts give way to choices", facts_give_way_to_choices);
    return g_test_run();
}
