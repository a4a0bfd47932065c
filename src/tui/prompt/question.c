/* The facts above, the choices below, and the key that was pressed. */
#include "tui/prompt/question.h"
#include "tui/rich_text.h"

typedef struct {
    NxKey key;
    char *label;
    NxAnswer answer;
    gboolean keeps;
} Choice;

typedef struct {
    char *text;
    gboolean is_cut;
} Line;

struct NxQuestion {
    char *title;
    GArray *lines;
    GArray *choices;
    gpointer data;
    GDestroyNotify free_data;
};

static void clear_line(gpointer data)
{
    g_free(((Line *)data)->text);
}

static void clear_choice(gpointer data)
{
    g_free(((Choice *)data)->label);
}

NxQuestion *nx_question_new(char *title, gpointer data, GDestroyNotify free_data)
{
    NxQuestion *question = g_new0(NxQuestion, 1);
    question->title = title;
    question->lines = g_array_new(FALSE, TRUE, sizeof(Line));
    g_array_set_clear_func(question->lines, clear_line);
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
    g_array_unref(question->lines);
    g_array_unref(question->choices);
    g_free(question);
}

static void add_line(NxQuestion *question, char *text, gboolean is_cut)
{
    Line line = {text, is_cut};
    if (text && *text)
        g_array_append_val(question->lines, line);
    else
        g_free(text);
}

void nx_question_line(NxQuestion *question, char *line)
{
    add_line(question, line, FALSE);
}

void nx_question_sample(NxQuestion *question, char *line)
{
    add_line(question, line, TRUE);
}

void nx_question_choice(NxQuestion *question, NxKey key, char *label, NxAnswer answer, gboolean keeps)
{
    Choice choice = {key, label, answer, keeps};
    g_array_append_val(question->choices, choice);
}

NxAnswer nx_question_answer(const NxQuestion *question, NxKey key, gboolean *keeps)
{
    *keeps = FALSE;
    for (guint i = 0; i < question->choices->len; i++) {
        const Choice *choice = &g_array_index(question->choices, Choice, i);
        if (choice->key != key)
            continue;
        *keeps = choice->keeps;
        return choice->answer;
    }
    return NULL;
}

gpointer nx_question_data(const NxQuestion *question)
{
    return question->data;
}

/* The choices in as many rows as they need. Elements char *; the array owns them. */
static GPtrArray *choice_rows(const NxQuestion *question, guint width)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(g_free);
    GString *row = g_string_new(NULL);
    for (guint i = 0; i <= question->choices->len; i++) {
        g_autofree char *text = NULL;
        if (i < question->choices->len) {
            const Choice *choice = &g_array_index(question->choices, Choice, i);
            g_autofree char *key = nx_key_name(choice->key);
            text = g_strdup_printf("%s = %s", key, choice->label);
        } else {
            text = g_strdup(nx_tr("any other key = cancel"));
        }
        if (row->len > 0 && nx_cells(row->str, -1) + nx_cells(text, -1) + 3 > width) {
            g_ptr_array_add(rows, g_strdup(row->str));
            g_string_truncate(row, 0);
        }
        g_string_append_printf(row, "%s%s", row->len > 0 ? "   " : "", text);
    }
    g_ptr_array_add(rows, g_string_free(row, FALSE));
    return rows;
}

static void put_cut(NxRichText *page, const char *text, guint width, gboolean ascii)
{
    g_autofree char *safe = nx_safe_screen(text, -1, ascii ? NX_SAFE_ASCII : NX_SAFE_NONE, 0),
                    *cut = nx_cut(safe, width, 0, ascii);
    nx_rich_text_put(page, NX_LOOK_DIM, cut);
}

static NxRichText *facts_text(const NxQuestion *question, guint width, gboolean ascii)
{
    NxRichText *page = nx_rich_text_new(width, ascii);
    for (guint i = 0; i < question->lines->len; i++) {
        const Line *line = &g_array_index(question->lines, Line, i);
        if (line->is_cut)
            put_cut(page, line->text, width, ascii);
        else
            nx_rich_text_wrap(page, NX_LOOK_TEXT, 0, line->text);
        nx_rich_text_end(page);
    }
    return page;
}

static guint put_line(NxCells *cells, guint row, guint cols, const char *text)
{
    nx_cells_fill(cells, row, 0, cols, NX_LOOK_TEXT, " ");
    return nx_cells_put_cut(cells, row, 1, cols - 1, 0, NX_LOOK_TEXT, text);
}

void nx_question_draw(const NxQuestion *question, NxCells *cells, const NxFrame *frame)
{
    guint cols = frame->cols;
    g_autoptr(GPtrArray) choices = choice_rows(question, cols > 2 ? cols - 2 : cols);
    /* Where rows are few the choices stand before the facts: a question that cannot be answered helps nobody. */
    NxRichText *lines = facts_text(question, cols > 2 ? cols - 2 : cols, cells->ascii);
    guint wanted = 1 + nx_rich_text_lines(lines) + choices->len, rows = MIN(wanted, frame->rows),
          row = frame->rows - rows;
    guint facts = rows > 1 + choices->len ? rows - 1 - choices->len : 0;
    nx_cells_fill(cells, row, 0, cols, NX_LOOK_QUESTION, nx_symbol(cells->ascii, NX_SYMBOL_RULE));
    g_autofree char *title = g_strdup_printf(" %s ", question->title);
    nx_cells_put_cut(cells, row++, 1, cols - 1, 0, NX_LOOK_QUESTION, title);
    for (guint i = 0; i < facts; i++)
        nx_cells_fill(cells, row + i, 0, cols, NX_LOOK_TEXT, " ");
    NxRect area = {row, 1, facts, cols - 1};
    nx_rich_text_draw(lines, 0, G_MAXUINT, cells, &area);
    nx_rich_text_free(lines);
    row += facts;
    guint used = 0;
    for (guint i = 0; i < choices->len && row < frame->rows; i++)
        used = put_line(cells, row++, cols, g_ptr_array_index(choices, i));
    nx_cells_cursor(cells, row - 1, 1 + used);
}
