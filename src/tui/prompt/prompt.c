/* The line under the fingers: editing, history, completion, drawing. */
#include "tui/prompt/prompt.h"
#include "tui/rich_text.h"

enum { ABOVE_ROWS = 6 };

NxPrompt *nx_prompt_new(NxInspector *in, NxHistory *history, const NxPromptOps *ops, const char *text, gpointer data,
                        GDestroyNotify free_data)
{
    NxPrompt *prompt = g_new0(NxPrompt, 1);
    prompt->ops = ops;
    prompt->in = in;
    prompt->history = history;
    prompt->text = g_string_new(text);
    prompt->cursor = prompt->text->len;
    prompt->data = data;
    prompt->free_data = free_data;
    if (ops->changed)
        ops->changed(in, prompt);
    return prompt;
}

static void drop_choices(NxPrompt *prompt)
{
    g_clear_pointer(&prompt->choices, g_strfreev);
    prompt->chosen = 0;
}

void nx_prompt_free(NxPrompt *prompt)
{
    if (!prompt)
        return;
    if (prompt->free_data)
        prompt->free_data(prompt->data);
    drop_choices(prompt);
    g_string_free(prompt->text, TRUE);
    g_free(prompt->hint);
    g_free(prompt->error);
    g_free(prompt->note);
    g_free(prompt->typed);
    g_free(prompt);
}

void nx_prompt_hint(NxPrompt *prompt, char *hint)
{
    g_free(prompt->hint);
    prompt->hint = hint;
}

void nx_prompt_note(NxPrompt *prompt, char *note)
{
    g_free(prompt->note);
    prompt->note = note;
}

void nx_prompt_error(NxPrompt *prompt, char *error, guint column)
{
    g_free(prompt->error);
    prompt->error = error;
    prompt->error_column = column;
}

static void changed(NxPrompt *prompt)
{
    nx_prompt_error(prompt, NULL, 0);
    if (prompt->ops->changed)
        prompt->ops->changed(prompt->in, prompt);
}

static void set_text(NxPrompt *prompt, const char *text)
{
    g_string_assign(prompt->text, text);
    prompt->cursor = prompt->text->len;
    changed(prompt);
}

static gsize before(const NxPrompt *prompt)
{
    const char *at = g_utf8_find_prev_char(prompt->text->str, prompt->text->str + prompt->cursor);
    return at ? (gsize)(at - prompt->text->str) : 0;
}

static gsize after(const NxPrompt *prompt)
{
    return prompt->cursor < prompt->text->len
               ? (gsize)(g_utf8_next_char(prompt->text->str + prompt->cursor) - prompt->text->str)
               : prompt->text->len;
}

static void erase(NxPrompt *prompt, gsize from, gsize to)
{
    if (from == to)
        return;
    g_string_erase(prompt->text, (gssize)from, (gssize)(to - from));
    prompt->cursor = from;
    changed(prompt);
}

static gsize word_start(const NxPrompt *prompt)
{
    gsize at = prompt->cursor;
    while (at > 0 && prompt->text->str[at - 1] == ' ')
        at--;
    while (at > 0 && prompt->text->str[at - 1] != ' ')
        at--;
    return at;
}

/* ---- History ----------------------------------------------------------------------------------------------------- */
static void step_history(NxPrompt *prompt, gboolean older)
{
    if (!prompt->ops->history || (!older && prompt->back == 0))
        return;
    guint back = older ? prompt->back + 1 : prompt->back - 1;
    const char *line = back == 0 ? prompt->typed : nx_history_get(prompt->history, prompt->ops->history, back);
    if (!line)
        return;
    if (prompt->back == 0) {
        g_free(prompt->typed);
        prompt->typed = g_strdup(prompt->text->str);
    }
    prompt->back = back;
    set_text(prompt, line);
}

/* ---- Completion -------------------------------------------------------------------------------------------------- */
char **nx_complete_words(const char *const *words, const char *text)
{
    const char *blank = strrchr(text, ' '), *start = blank ? blank + 1 : text;
    GStrvBuilder *builder = g_strv_builder_new();
    for (guint i = 0; words[i]; i++) {
        if (g_str_has_prefix(words[i], start))
            g_strv_builder_add(builder, words[i]);
    }
    char **found = g_strv_builder_end(builder);
    g_strv_builder_unref(builder);
    return found;
}

static gsize last_word(const NxPrompt *prompt)
{
    gsize at = prompt->cursor;
    while (at > 0 && !strchr(" (!", prompt->text->str[at - 1]))
        at--;
    return at;
}

static void replace_word(NxPrompt *prompt, const char *word)
{
    gsize start = last_word(prompt);
    g_string_erase(prompt->text, (gssize)start, (gssize)(prompt->cursor - start));
    g_string_insert(prompt->text, (gssize)start, word);
    prompt->cursor = start + strlen(word);
    changed(prompt);
}

static gsize common_prefix(char **words)
{
    gsize len = strlen(words[0]);
    for (guint i = 1; words[i]; i++) {
        gsize n = 0;
        while (n < len && words[i][n] == words[0][n])
            n++;
        len = n;
    }
    while (len > 0 && ((guchar)words[0][len] & 0xc0) == 0x80)
        len--; /* not within a character */
    return len;
}

static void complete(NxPrompt *prompt)
{
    if (prompt->choices) { /* Tab again goes round */
        guint n = g_strv_length(prompt->choices);
        g_autofree char *word = g_strdup(prompt->choices[prompt->chosen++ % n]);
        replace_word(prompt, word);
        return;
    }
    if (!prompt->ops->complete)
        return;
    g_autofree char *text = g_strndup(prompt->text->str, prompt->cursor);
    char **words = prompt->ops->complete(prompt->in, text);
    if (!words || !words[0]) {
        g_strfreev(words);
        return;
    }
    g_autofree char *common = g_strndup(words[0], common_prefix(words));
    if (strlen(common) > prompt->cursor - last_word(prompt) || !words[1])
        replace_word(prompt, common);
    if (words[1])
        prompt->choices = words;
    else
        g_strfreev(words);
}

/* ---- Keys -------------------------------------------------------------------------------------------------------- */
static void type(NxPrompt *prompt, NxKey key)
{
    if (key >= 0x110000 || !g_unichar_isprint(key))
        return;
    char utf8[8] = {0};
    int len = g_unichar_to_utf8(key, utf8);
    g_string_insert_len(prompt->text, (gssize)prompt->cursor, utf8, len);
    prompt->cursor += (gsize)len;
    changed(prompt);
}

static void edit(NxPrompt *prompt, NxKey key)
{
    switch (key) {
    case NX_KEY_LEFT:
    case NX_CTRL('B'): prompt->cursor = before(prompt); break;
    case NX_KEY_RIGHT:
    case NX_CTRL('F'): prompt->cursor = after(prompt); break;
    case NX_KEY_HOME:
    case NX_CTRL('A'): prompt->cursor = 0; break;
    case NX_KEY_END:
    case NX_CTRL('E'): prompt->cursor = prompt->text->len; break;
    case NX_KEY_BACKSPACE:
    case NX_CTRL('H'): erase(prompt, before(prompt), prompt->cursor); break;
    case NX_KEY_DELETE:
    case NX_CTRL('D'): erase(prompt, prompt->cursor, after(prompt)); break;
    case NX_CTRL('W'): erase(prompt, word_start(prompt), prompt->cursor); break;
    case NX_CTRL('U'): erase(prompt, 0, prompt->cursor); break;
    case NX_CTRL('K'): erase(prompt, prompt->cursor, prompt->text->len); break;
    case NX_KEY_UP:
    case NX_CTRL('P'): step_history(prompt, TRUE); break;
    case NX_KEY_DOWN:
    case NX_CTRL('N'): step_history(prompt, FALSE); break;
    default: type(prompt, key); break;
    }
}

gboolean nx_prompt_key(NxPrompt *prompt, NxKey key)
{
    if (key == NX_KEY_ESC || key == NX_CTRL('C') || key == NX_CTRL('G')) {
        if (prompt->ops->cancelled)
            prompt->ops->cancelled(prompt->in, prompt->data);
        return FALSE;
    }
    if (key == NX_KEY_ENTER) {
        if (prompt->ops->check && !prompt->ops->check(prompt->in, prompt))
            return TRUE;
        if (prompt->ops->history)
            nx_history_add(prompt->history, prompt->ops->history, prompt->text->str);
        prompt->ops->done(prompt->in, prompt->text->str, prompt->data);
        return FALSE;
    }
    if (key == NX_KEY_TAB) {
        complete(prompt);
        return TRUE;
    }
    drop_choices(prompt);
    edit(prompt, key);
    return TRUE;
}

/* ---- Drawing ----------------------------------------------------------------------------------------------------- */
static void draw_above(const NxPrompt *prompt, NxCells *cells, const NxFrame *frame)
{
    guint rows = MIN(frame->message.row, ABOVE_ROWS);
    NxRect area = {frame->message.row - rows, 0, rows, frame->cols};
    g_autofree char *list = prompt->choices ? g_strjoinv("  ", prompt->choices) : NULL;
    const char *text = list ? list : prompt->error ? prompt->error : prompt->note;
    if (text)
        nx_rich_text_at_bottom(cells, &area, text == prompt->error ? NX_LOOK_ERROR : NX_LOOK_TEXT, text);
}

/* Where the error is, the character stands out. */
static void draw_error_place(const NxPrompt *prompt, NxCells *cells, guint row, guint col)
{
    if (prompt->error_column == 0)
        return;
    const char *at = prompt->text->str;
    for (guint i = 1; i < prompt->error_column && *at; i++)
        at = g_utf8_next_char(at);
    guint skip = nx_cells(prompt->text->str, at - prompt->text->str);
    nx_cells_paint(cells, row, col + skip, 1, NX_LOOK_MATCH);
}

void nx_prompt_draw(const NxPrompt *prompt, NxCells *cells, const NxFrame *frame)
{
    guint row = frame->message.row, cols = frame->cols;
    draw_above(prompt, cells, frame);
    nx_cells_fill(cells, row, 0, cols, NX_LOOK_TEXT, " ");
    guint hint = prompt->hint && cols >= 60 ? nx_cells(prompt->hint, -1) + 2 : 0;
    if (hint >= cols / 2)
        hint = 0;
    guint at = nx_cells_printf(cells, row, 1, cols, NX_LOOK_PROMPT, "%s: ", nx_tr(prompt->ops->label)) + 1;
    guint room = cols > at + hint + 1 ? cols - at - hint - 1 : 1;
    /* What is typed scrolls so that the cursor is seen. */
    const char *from = prompt->text->str, *cursor = from + prompt->cursor;
    while (from < cursor && nx_cells(from, cursor - from) >= room)
        from = g_utf8_next_char(from);
    nx_cells_put(cells, row, at, room, NX_LOOK_TEXT, from);
    if (from == prompt->text->str)
        draw_error_place(prompt, cells, row, at);
    if (hint > 0)
        nx_cells_put_right(cells, row, cols - hint, hint - 1, NX_LOOK_DIM, prompt->hint);
    nx_cells_cursor(cells, row, at + nx_cells(from, cursor - from));
}
