/* The back end that curses draws, and the keys that it reads. */
#define _XOPEN_SOURCE_EXTENDED 1
#include "tui/terminal/terminal.h"
#include <curses.h>
#include <term.h>
#include <wchar.h>

/* term.h spells capabilities as macros that hide ordinary words. */
#undef lines
#undef columns

typedef struct {
    SCREEN *screen;
    gboolean colours;
    attr_t attrs[NX_N_LOOKS];
    gboolean paired[NX_N_LOOKS];
    gboolean grounded; /* pairs of the selected row stand behind those of the looks */
} Curses;

static short colour_of(const NxColour *colour, short own)
{
    short wanted = COLORS >= 256 ? colour->rich : colour->poor;
    return wanted < 0 || wanted >= COLORS ? own : wanted;
}

static attr_t attributes_of(guint8 flags)
{
    attr_t attrs = A_NORMAL;
    attrs |= flags & NX_PAINT_BOLD ? A_BOLD : 0;
    attrs |= flags & NX_PAINT_DIM ? A_DIM : 0;
    attrs |= flags & NX_PAINT_UNDERLINE ? A_UNDERLINE : 0;
    attrs |= flags & NX_PAINT_REVERSE ? A_REVERSE : 0;
    return attrs;
}

/* The selected row has one ground, on which each look keeps its ink. */
static void start_selection(NxTerminal *terminal, Curses *curses, gboolean own)
{
    const NxColour *wanted = &terminal->spec.theme->paint[NX_LOOK_CURSOR].ground;
    short ground = colour_of(wanted, -1);
    curses->grounded = curses->colours && ground >= 0 && 2 * NX_N_LOOKS < COLOR_PAIRS;
    for (guint i = 0; curses->grounded && i < NX_N_LOOKS; i++) {
        short ink = colour_of(&terminal->spec.theme->paint[i].ink, own ? -1 : COLOR_WHITE);
        curses->grounded = init_pair((short)(NX_N_LOOKS + i + 1), ink, ground) == OK;
    }
}

static void start_colours(NxTerminal *terminal, Curses *curses)
{
    gboolean own = FALSE;
    if (terminal->spec.colour && has_colors() && start_color() == OK) {
        curses->colours = TRUE;
        own = use_default_colors() == OK; /* fails where the terminal cannot go back to its own */
    }
    for (guint i = 0; i < NX_N_LOOKS; i++) {
        const NxPaint *paint = &terminal->spec.theme->paint[i];
        curses->attrs[i] = attributes_of(paint->flags);
        if (!curses->colours || (int)i + 1 >= COLOR_PAIRS)
            continue;
        short ink = colour_of(&paint->ink, own ? -1 : COLOR_WHITE),
              ground = colour_of(&paint->ground, own ? -1 : COLOR_BLACK);
        curses->paired[i] = init_pair((short)(i + 1), ink, ground) == OK;
    }
    start_selection(terminal, curses, own);
}

/* raw: every key is ours, ^C, ^Z and ^S too. */
static gboolean set_modes(void)
{
    return raw() == OK && noecho() == OK && nonl() == OK && keypad(stdscr, TRUE) == OK && nodelay(stdscr, TRUE) == OK &&
           meta(stdscr, TRUE) == OK;
}

static gboolean can_move(NxTerminal *terminal)
{
    int error = 0;
    if (setupterm(NULL, fileno(terminal->out), &error) != OK)
        return FALSE;
    const char *move = tigetstr("cup"), *clear = tigetstr("clear");
    gboolean can = move && move != (char *)-1 && clear && clear != (char *)-1;
    del_curterm(cur_term);
    return can;
}

/* What endwin() would write, for where it cannot be called. */
static char *restore_bytes(void)
{
    static const char *const NAMES[] = {"rmkx", "sgr0", "cnorm", "rmcup"};
    g_autoptr(GString) bytes = g_string_new("\r");
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        const char *value = tigetstr(NAMES[i]);
        if (value && value != (char *)-1)
            g_string_append(bytes, value);
    }
    return g_string_free(g_steal_pointer(&bytes), FALSE);
}

static void close_curses(NxTerminal *terminal)
{
    Curses *curses = terminal->state;
    if (!isendwin())
        endwin();
    delscreen(curses->screen);
    g_free(curses);
}

/* What curses would count or keep other than we do is shown as question marks: the grid must not shift. */
static guint wide_of(const NxCell *cell, wchar_t wide[CCHARW_MAX + 1])
{
    guint n = 0;
    const char *at = cell->bytes, *end = at + cell->len;
    while (at < end && n < CCHARW_MAX) {
        wide[n++] = (wchar_t)g_utf8_get_char(at);
        at = g_utf8_next_char(at);
    }
    wide[n] = 0;
    if (at == end && n > 0 && wcwidth(wide[0]) == cell->width)
        return n;
    wide[0] = L'?';
    wide[1] = 0;
    return 1;
}

static guint to_cchars(const Curses *curses, const NxCell *cell, cchar_t *out)
{
    wchar_t wide[CCHARW_MAX + 1];
    guint look = cell->look < NX_N_LOOKS ? cell->look : NX_LOOK_TEXT;
    attr_t attrs = curses->attrs[look];
    short pair = curses->paired[look] ? (short)(look + 1) : 0;
    if (cell->cursor && curses->grounded) {
        pair = (short)(NX_N_LOOKS + look + 1);
    } else if (cell->cursor) { /* without its ink: a ground of many colours hides more than it tells */
        attrs |= A_REVERSE;
        pair = 0;
    }
    gboolean replaced = cell->len > 0 && wide_of(cell, wide) == 1 && wide[0] == L'?' && cell->bytes[0] != '?';
    if (setcchar(&out[0], wide, attrs, pair, NULL) != OK) {
        setcchar(&out[0], L"?", attrs, pair, NULL);
        replaced = TRUE;
    }
    if (cell->width == 2 && replaced) {
        setcchar(&out[1], L"?", attrs, pair, NULL);
        return 2;
    }
    return 1;
}

static void flush_row(const Curses *curses, const NxCells *cells, guint row)
{
    g_autofree cchar_t *line = g_new0(cchar_t, cells->cols + 2);
    guint n = 0;
    for (guint col = 0; col < cells->cols; col++) {
        const NxCell *cell = nx_cells_at(cells, row, col);
        if (cell->width > 0)
            n += to_cchars(curses, cell, &line[n]);
    }
    mvadd_wchnstr((int)row, 0, line, (int)n); /* does not wrap, so the last corner is safe */
}

static void flush_curses(NxTerminal *terminal, const NxCells *cells)
{
    const Curses *curses = terminal->state;
    if (!terminal->shown)
        clearok(curscr, TRUE);
    for (guint row = 0; row < cells->rows && row < (guint)LINES; row++) {
        if (!terminal->shown || !nx_cells_row_equal(terminal->shown, cells, row))
            flush_row(curses, cells, row);
    }
    curs_set(cells->has_cursor ? 1 : 0); /* ERR where the terminal always shows it */
    move((int)cells->cursor_row, (int)cells->cursor_col);
    wnoutrefresh(stdscr);
    doupdate();
}

static NxKey translate(wint_t code)
{
    static const struct {
        int curses;
        NxKey key;
    } KEYS[] = {
        {KEY_UP, NX_KEY_UP},       {KEY_DOWN, NX_KEY_DOWN},           {KEY_LEFT, NX_KEY_LEFT},
        {KEY_RIGHT, NX_KEY_RIGHT}, {KEY_HOME, NX_KEY_HOME},           {KEY_FIND, NX_KEY_HOME},
        {KEY_END, NX_KEY_END},     {KEY_SELECT, NX_KEY_END},          {KEY_PPAGE, NX_KEY_PGUP},
        {KEY_NPAGE, NX_KEY_PGDN},  {KEY_IC, NX_KEY_INSERT},           {KEY_DC, NX_KEY_DELETE},
        {KEY_ENTER, NX_KEY_ENTER}, {KEY_BACKSPACE, NX_KEY_BACKSPACE}, {KEY_BTAB, NX_KEY_BACKTAB},
        {KEY_MOUSE, NX_KEY_MOUSE}, {KEY_SUSPEND, NX_CTRL('Z')},
    };
    for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        if (KEYS[i].curses == (int)code)
            return KEYS[i].key;
    }
    if (code >= (wint_t)KEY_F(1) && code <= (wint_t)KEY_F(12))
        return NX_KEY_F1 + (NxKey)(code - (wint_t)KEY_F(1));
    return NX_KEY_NONE;
}

static gboolean read_mouse(NxMouse *mouse)
{
    MEVENT event;
    if (getmouse(&event) != OK || event.x < 0 || event.y < 0)
        return FALSE;
    mouse->row = (guint)event.y;
    mouse->col = (guint)event.x;
    if (event.bstate & BUTTON4_PRESSED)
        mouse->kind = NX_MOUSE_UP;
    else if (event.bstate & BUTTON5_PRESSED)
        mouse->kind = NX_MOUSE_DOWN;
    else
        mouse->kind = event.bstate & BUTTON1_DOUBLE_CLICKED ? NX_MOUSE_DOUBLE : NX_MOUSE_CLICK;
    return TRUE;
}

/* What follows an escape at once is a sequence that curses does not know: it is read to its end and means nothing,
 * except for the arrows in the other of their two forms. Else an unknown key would look like Esc with letters behind
 * it. */
static NxKey read_sequence(void)
{
    static const char LETTERS[] = "ABCDHF";
    static const NxKey KEYS[] = {NX_KEY_UP, NX_KEY_DOWN, NX_KEY_RIGHT, NX_KEY_LEFT, NX_KEY_HOME, NX_KEY_END};
    G_STATIC_ASSERT(G_N_ELEMENTS(KEYS) == sizeof LETTERS - 1);
    wint_t code = 0, first = 0;
    if (get_wch(&first) != OK)
        return NX_KEY_ESC;
    if (first != '[' && first != 'O')
        return NX_KEY_NONE;
    guint parameters = 0;
    while (get_wch(&code) == OK && (code < 0x40 || code > 0x7e))
        parameters++;
    const char *at = code > 0 && code < 0x80 && parameters == 0 ? strchr(LETTERS, (int)code) : NULL;
    return at ? KEYS[at - LETTERS] : NX_KEY_NONE;
}

static NxKey read_key(void)
{
    wint_t code = 0;
    int got = get_wch(&code);
    if (got == ERR)
        return NX_KEY_LAST + 1; /* there is none */
    if (got == KEY_CODE_YES)
        return translate(code);
    switch (code) {
    case '\n': return NX_KEY_ENTER;
    case 127: return NX_KEY_BACKSPACE;
    case NX_KEY_ESC: return read_sequence();
    default: return (NxKey)code;
    }
}

static gboolean read_curses(NxTerminal *terminal, NxKey *key, NxMouse *mouse)
{
    (void)terminal;
    for (;;) {
        *key = read_key();
        if (*key == NX_KEY_LAST + 1)
            return FALSE;
        if (*key != NX_KEY_NONE && (*key != NX_KEY_MOUSE || read_mouse(mouse)))
            return TRUE;
    }
}

static void leave_curses(NxTerminal *terminal)
{
    (void)terminal;
    if (!isendwin())
        endwin();
}

static void return_curses(NxTerminal *terminal)
{
    (void)terminal;
    reset_prog_mode();
    set_modes();
    refresh();
}

static void resize_curses(NxTerminal *terminal, guint rows, guint cols)
{
    (void)terminal;
    if (is_term_resized((int)rows, (int)cols))
        resizeterm((int)rows, (int)cols);
    erase();
}

static const NxTerminalOps OPS = {
    .close = close_curses,
    .flush = flush_curses,
    .read = read_curses,
    .leave = leave_curses,
    .back = return_curses,
    .resize = resize_curses,
    .can_copy = TRUE,
};

gboolean nx_terminal_curses_open(NxTerminal *terminal)
{
    if (!can_move(terminal))
        return FALSE;
    SCREEN *screen = newterm(NULL, terminal->out, terminal->in);
    if (!screen)
        return FALSE;
    if (!set_modes()) {
        endwin();
        delscreen(screen);
        return FALSE;
    }
    set_escdelay(25);
    intrflush(stdscr, FALSE); /* ERR where the terminal has none, which is as good */
    Curses *curses = g_new0(Curses, 1);
    curses->screen = screen;
    start_colours(terminal, curses);
    if (terminal->spec.mouse && !terminal->spec.plain)
        mousemask(BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
    terminal->state = curses;
    terminal->restore = restore_bytes();
    terminal->ops = &OPS;
    return TRUE;
}
