/* For terminals that cannot move their cursor: writes the lines that changed, one below the other. */
#include "tui/terminal/terminal.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

typedef struct {
    struct termios before;
    guint8 bytes[64];
    guint n;
} Lines;

static gboolean go_raw(NxTerminal *terminal)
{
    const Lines *lines = terminal->state;
    struct termios raw_mode = lines->before;
    raw_mode.c_iflag &= ~(tcflag_t)(ICRNL | IXON | ISTRIP);
    raw_mode.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
    raw_mode.c_cc[VMIN] = 0;
    raw_mode.c_cc[VTIME] = 0;
    return tcsetattr(fileno(terminal->in), TCSADRAIN, &raw_mode) == 0;
}

static void leave_lines(NxTerminal *terminal)
{
    const Lines *lines = terminal->state;
    fputs("\n", terminal->out);
    fflush(terminal->out);
    tcsetattr(fileno(terminal->in), TCSADRAIN, &lines->before);
}

static void return_lines(NxTerminal *terminal)
{
    go_raw(terminal);
}

static void close_lines(NxTerminal *terminal)
{
    leave_lines(terminal);
    g_free(terminal->state);
}

static void write_row(NxTerminal *terminal, const NxCells *cells, guint row)
{
    GString *line = g_string_new(NULL);
    for (guint col = 0; col < cells->cols; col++) {
        const NxCell *cell = nx_cells_at(cells, row, col);
        g_string_append_len(line, cell->bytes, cell->len);
    }
    while (line->len > 0 && line->str[line->len - 1] == ' ')
        g_string_truncate(line, line->len - 1);
    g_string_append_c(line, '\n');
    fwrite(line->str, 1, line->len, terminal->out);
    g_string_free(line, TRUE);
}

static void flush_lines(NxTerminal *terminal, const NxCells *cells)
{
    for (guint row = 0; row < cells->rows; row++) {
        if (!terminal->shown || !nx_cells_row_equal(terminal->shown, cells, row))
            write_row(terminal, cells, row);
    }
    fflush(terminal->out);
}

static void drop(Lines *lines, guint n)
{
    memmove(lines->bytes, lines->bytes + n, lines->n - n);
    lines->n -= n;
}

static NxKey escape_key(Lines *lines)
{
    static const struct {
        char last;
        NxKey key;
    } KEYS[] = {{'A', NX_KEY_UP},   {'B', NX_KEY_DOWN}, {'C', NX_KEY_RIGHT},
                {'D', NX_KEY_LEFT}, {'H', NX_KEY_HOME}, {'F', NX_KEY_END}};
    if (lines->n < 3 || (lines->bytes[1] != '[' && lines->bytes[1] != 'O')) {
        drop(lines, 1);
        return NX_KEY_ESC;
    }
    for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        if (lines->bytes[2] == (guint8)KEYS[i].last) {
            drop(lines, 3);
            return KEYS[i].key;
        }
    }
    drop(lines, 3);
    return NX_KEY_NONE;
}

static NxKey character_key(Lines *lines)
{
    gunichar c = g_utf8_get_char_validated((const char *)lines->bytes, (gssize)lines->n);
    if (c >= 0x110000) {
        drop(lines, 1);
        return NX_KEY_NONE;
    }
    drop(lines, (guint)g_unichar_to_utf8(c, NULL));
    return c == '\n' ? NX_KEY_ENTER : c == 127 ? NX_KEY_BACKSPACE : c;
}

static gboolean read_lines(NxTerminal *terminal, NxKey *key, NxMouse *mouse)
{
    Lines *lines = terminal->state;
    (void)mouse;
    if (lines->n < sizeof lines->bytes / 2) {
        gssize n = read(fileno(terminal->in), lines->bytes + lines->n, sizeof lines->bytes - lines->n);
        lines->n += n > 0 ? (guint)n : 0;
    }
    while (lines->n > 0) {
        *key = lines->bytes[0] == NX_KEY_ESC ? escape_key(lines) : character_key(lines);
        if (*key != NX_KEY_NONE)
            return TRUE;
    }
    return FALSE;
}

static void resize_lines(NxTerminal *terminal, guint rows, guint cols)
{
    (void)terminal;
    (void)rows;
    (void)cols;
}

static const NxTerminalOps OPS = {
    .close = close_lines,
    .flush = flush_lines,
    .read = read_lines,
    .leave = leave_lines,
    .back = return_lines,
    .resize = resize_lines,
};

gboolean nx_terminal_lines_open(NxTerminal *terminal)
{
    Lines *lines = g_new0(Lines, 1);
    terminal->state = lines;
    terminal->ops = &OPS;
    if (tcgetattr(fileno(terminal->in), &lines->before) == 0 && go_raw(terminal))
        return TRUE;
    g_free(lines);
    return FALSE;
}
