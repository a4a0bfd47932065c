#include <tui/inspector.h>
#include <tui/question.h>

typedef struct {
    NxKey key;
    char *label;
    NxAnswer answer;
    gboolean keeps;
} Choice;

struct NxQuestion {
    NxInspector *in;
    char *title;
    GPtrArray *lines;
    GArray *choices;
    guint depth; /* of views, when it was asked */
    gpointer data;
    GDestroyNotify free_data;
};

static void clear_choice(gpointer data)
{
    g_free(((Choice *)data)->label);
}

NxQuestion *nx_question_new(NxInspector *in, char *title, gpointer data, GDestroyNotify free_data)
{
    NxQuestion *question = g_new0(NxQuestion, 1);
    question->in = in;
    question->title = title;
    question->lines = g_ptr_array_new_with_free_func(g_free);
    question->choices = g_array_new(FALSE, TRUE, sizeof(Choice));
    g_array_set_clear_func(question->choices, clear_choice);
    question->data = data;
    question->free_data = free_data;
    return question;
}

void nx_question_free(NxQuestion *question)
{
    if (!question)
        return;
    if (question->free_data)
        question->free_data(question->data);
    g_free(question->title);
    g_ptr_array_unref(question->lines);
    g_array_unref(question->choices);
    g_free(question);
}

void nx_question_line(NxQuestion *question, char *line)
{
    if (line && *line)
        g_ptr_array_add(question->lines, line);
    else
        g_free(line);
}

void nx_question_choice(NxQuestion *question, NxKey key, char *label, NxAnswer answer, gboolean keeps)
{
    Choice choice = {key, label, answer, keeps};
    g_array_append_val(question->choices, choice);
}

void nx_question_ask(NxQuestion *question)
{
    nx_question_free(question->in->question);
    question->in->question = question;
    question->depth = question->in->views->len;
    nx_inspector_touch(question->in);
}

gboolean nx_question_is_active(const NxQuestion *question)
{
    return question->in->views->len == question->depth;
}

void nx_question_key(NxQuestion *question, NxKey key)
{
    NxInspector *in = question->in;
    for (guint i = 0; i < question->choices->len; i++) {
        const Choice *choice = &g_array_index(question->choices, Choice, i);
        if (choice->key != key)
            continue;
        if (choice->keeps) {
            choice->answer(in, question->data);
            return;
        }
        in->question = NULL; /* the answer may ask the next one */
        choice->answer(in, question->data);
        nx_question_free(question);
        return;
    }
    in->question = NULL;
    nx_question_free(question);
    nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("Cancelled; nothing was changed."));
}

static char *choices_text(const NxQuestion *question)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < question->choices->len; i++) {
        const Choice *choice = &g_array_index(question->choices, Choice, i);
        g_autofree char *key = nx_key_name(choice->key);
        g_string_append_printf(text, "%s = %s   ", key, choice->label);
    }
    g_string_append(text, nx_tr("any other key = cancel"));
    return g_string_free(text, FALSE);
}

static guint put_wrapped(NxCells *cells, guint row, guint cols, const char *text)
{
    nx_cells_fill(cells, row, 0, cols, NX_LOOK_TEXT, " ");
    return nx_cells_put_cut(cells, row, 1, cols - 1, 0, NX_LOOK_TEXT, text);
}

void nx_question_draw(const NxQuestion *question, NxCells *cells, const NxFrame *frame)
{
    guint rows = MIN(question->lines->len + 2, frame->rows - 1), cols = frame->cols, row = frame->rows - rows;
    const char *rule = nx_glyph(cells->ascii, NX_GLYPH_RULE);
    nx_cells_fill(cells, row, 0, cols, NX_LOOK_QUESTION, rule);
    guint used = nx_cells_put_cut(cells, row, 1, cols - 1, 0, NX_LOOK_QUESTION, " ");
    used += nx_cells_put_cut(cells, row, 1 + used, cols - 2 - used, 0, NX_LOOK_QUESTION, question->title);
    nx_cells_put(cells, row, 1 + used, 1, NX_LOOK_QUESTION, " ");
    for (guint i = 0; i + 2 < rows; i++)
        put_wrapped(cells, row + 1 + i, cols, g_ptr_array_index(question->lines, i));
    g_autofree char *choices = choices_text(question);
    used = put_wrapped(cells, frame->rows - 1, cols, choices);
    nx_cells_cursor(cells, frame->rows - 1, 1 + used);
}
