/* One function for each place that text is written to; what that place would obey is escaped. */
#include "base/glyph.h"
#include <nixie/text.h>

#define MARKS_KEPT 4
#define TAB_STOP 8
#define DOTTED_CIRCLE "\xe2\x97\x8c"

typedef struct {
    GString *out;
    NxSafeFlags flags;
    gsize max;    /* bytes that may be written before the ellipsis no longer fits */
    gsize fits;   /* where to cut: the last cluster's end from which the ellipsis still fits */
    guint column; /* for tab stops */
    guint marks;  /* on the base before */
    gboolean base;
} Screen;

static const char *ellipsis(gboolean ascii)
{
    return ascii ? "..." : "\xe2\x80\xa6";
}

static void put_base(Screen *screen, const char *bytes, gsize len, guint cells)
{
    g_string_append_len(screen->out, bytes, (gssize)len);
    screen->column += cells;
    screen->base = TRUE;
    screen->marks = 0;
}

/* "\xHH" or "\u{XXXX}" */
static void put_escape(Screen *screen, gboolean is_byte, guint value)
{
    static const char DIGITS[] = "0123456789ABCDEF";
    char escape[12] = "\\";
    gsize len = 1;
    escape[len++] = is_byte ? 'x' : 'u';
    if (!is_byte)
        escape[len++] = '{';
    int width = is_byte ? 2 : value > 0xFFFFF ? 6 : value > 0xFFFF ? 5 : 4;
    while (width--)
        escape[len++] = DIGITS[value >> 4 * width & 0xF];
    if (!is_byte)
        escape[len++] = '}';
    put_base(screen, escape, len, (guint)len);
    screen->base = FALSE; /* a mark must not sit on our own brace */
}

static void put_control(Screen *screen, guchar c)
{
    if (!(screen->flags & NX_SAFE_NEWLINES) || (c != '\n' && c != '\t')) {
        put_escape(screen, TRUE, c);
        return;
    }
    if (c == '\n') {
        put_base(screen, "\n", 1, 0);
        screen->column = 0;
        screen->base = FALSE;
    } else {
        guint cells = TAB_STOP - screen->column % TAB_STOP;
        put_base(screen, "        ", cells, cells);
    }
}

static void put_mark(Screen *screen, const char *bytes, gsize len)
{
    if (!screen->base)
        put_base(screen, DOTTED_CIRCLE, strlen(DOTTED_CIRCLE), 1);
    if (screen->marks < MARKS_KEPT)
        g_string_append_len(screen->out, bytes, (gssize)len);
    screen->marks++;
}

/* Writes a run of printable ASCII at once; most text is nothing else. Stops one byte behind what fits, so that this is
 * seen. */
static gsize put_plain(Screen *screen, const char *at, gsize left, gsize max)
{
    gsize room = max - screen->out->len, run = 0;
    left = left > room ? room + 1 : left;
    while (run < left && at[run] >= 0x20 && at[run] < 0x7F)
        run++;
    if (!run)
        return 0;
    if (screen->out->len <= screen->max)
        screen->fits = MIN(screen->max, screen->out->len + run - 1);
    put_base(screen, at, run, (guint)run);
    return run;
}

/* Writes what else stands at `at` and returns how many bytes of the text that was. */
static gsize put_next(Screen *screen, const char *at, gsize left)
{
    guchar byte = (guchar)*at;
    if (byte < 0x80) {
        put_control(screen, byte);
        return 1;
    }
    gunichar c = g_utf8_get_char_validated(at, (gssize)left);
    if (c == (gunichar)-1 || c == (gunichar)-2) {
        put_escape(screen, TRUE, byte);
        return 1;
    }
    gsize len = (gsize)g_utf8_skip[byte];
    NxGlyph glyph = screen->flags & NX_SAFE_ASCII ? NX_GLYPH_HIDDEN : nx_glyph_of(c);
    switch (glyph) {
    case NX_GLYPH_HIDDEN: put_escape(screen, FALSE, c); break;
    case NX_GLYPH_MARK: put_mark(screen, at, len); break;
    case NX_GLYPH_BASE: put_base(screen, at, len, 1); break;
    case NX_GLYPH_WIDE: put_base(screen, at, len, 2); break;
    }
    return len;
}

static gboolean starts_cluster(const Screen *screen, const char *at, gsize left)
{
    if ((guchar)*at < 0x80 || screen->flags & NX_SAFE_ASCII)
        return TRUE;
    gunichar c = g_utf8_get_char_validated(at, (gssize)left);
    return c == (gunichar)-1 || c == (gunichar)-2 || nx_glyph_of(c) != NX_GLYPH_MARK;
}

char *nx_safe_screen(const char *text, gssize len, NxSafeFlags flags, gsize max_bytes)
{
    gsize left = !text ? 0 : len < 0 ? strlen(text) : (gsize)len;
    const char *dots = ellipsis(flags & NX_SAFE_ASCII);
    gsize max = max_bytes ? max_bytes : NX_MAX_SHOWN;
    gsize dots_len = MIN(strlen(dots), max);
    Screen screen = {.out = g_string_sized_new(MIN(left, max) + 16), .flags = flags, .max = max - dots_len};

    while (left) {
        gsize used = put_plain(&screen, text, left, max);
        if (!used) {
            if (screen.out->len <= screen.max && starts_cluster(&screen, text, left))
                screen.fits = screen.out->len;
            used = put_next(&screen, text, left);
        }
        text += used;
        left -= used;
        if (screen.out->len > max) {
            g_string_truncate(screen.out, screen.fits);
            g_string_append_len(screen.out, dots, dots_len == strlen(dots) ? (gssize)dots_len : 0);
            break;
        }
    }
    return g_string_free(screen.out, FALSE);
}

/* What spreadsheets take for the start of a formula, also behind blanks and in their full-width forms. */
static gboolean looks_like_formula(const char *text)
{
    static const gunichar STARTS[] = {'=', '+', '-', '@', '\t', '\r', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20};
    while (*text == ' ')
        text++;
    gunichar first = g_utf8_get_char_validated(text, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(STARTS); i++)
        if (first == STARTS[i])
            return TRUE;
    /* A control at the start is shown as "\xHH", and read back as that. */
    return g_str_has_prefix(text, "\\x09") || g_str_has_prefix(text, "\\x0D");
}

/* A formula, or what would be read back as one that was guarded. */
static gboolean needs_guard(const char *text)
{
    while (*text == '\'')
        text++;
    return looks_like_formula(text);
}

const char *nx_safe_unguarded(const char *cell)
{
    return cell + (*cell == '\'' && needs_guard(cell));
}

char *nx_safe_guarded(const char *address)
{
    return g_strconcat(needs_guard(address) ? "'" : "", address, NULL);
}

static char *quoted(const char *shown, const char *open)
{
    GString *cell = g_string_sized_new(strlen(shown) + 8);
    g_string_append(cell, open);
    for (const char *at = shown; *at; at++) {
        if (*at == '"')
            g_string_append_c(cell, '"');
        g_string_append_c(cell, *at);
    }
    g_string_append_c(cell, '"');
    return g_string_free(cell, FALSE);
}

char *nx_safe_csv(const char *text, gboolean free_text)
{
    g_autofree char *exact = free_text ? NULL : nx_safe_address(text);
    if (exact)
        return quoted(exact, "\"");
    g_autofree char *shown = nx_safe_screen(text, -1, NX_SAFE_NONE, G_MAXSIZE);
    if (needs_guard(text))
        return quoted(shown, "\"'");
    if (free_text && !strpbrk(shown, "\",;") && *shown != ' ' && !g_str_has_suffix(shown, " "))
        return g_steal_pointer(&shown);
    return quoted(shown, "\"");
}

char *nx_safe_tsv(const char *text)
{
    char *shown = nx_safe_screen(text, -1, NX_SAFE_NONE, G_MAXSIZE);
    if (!needs_guard(text))
        return shown;
    char *guarded = g_strconcat("'", shown, NULL);
    g_free(shown);
    return guarded;
}

char *nx_safe_address(const char *address)
{
    if (!g_utf8_validate(address, -1, NULL))
        return NULL;
    for (const char *at = address; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (nx_glyph_of(c) == NX_GLYPH_HIDDEN || (c != ' ' && g_unichar_isspace(c)))
            return NULL;
    }
    return g_strdup(address);
}

char *nx_safe_ascii(const char *safe)
{
    GString *out = g_string_sized_new(strlen(safe));
    for (const char *at = safe; *at; at = g_utf8_next_char(at)) {
        if ((guchar)*at < 0x80)
            g_string_append_c(out, *at);
        else
            g_string_append_printf(out, "\\u{%04X}", g_utf8_get_char(at));
    }
    return g_string_free(out, FALSE);
}

char *nx_safe_map(const char *address, const char *start, const char *without)
{
    if (!*address || strchr(start, *address) || strpbrk(address, without))
        return NULL;
    gboolean inside = FALSE;
    for (const char *at = address; *at; at++) {
        inside ^= *at == '"';
        if (*at == ' ' && !inside)
            return NULL;
    }
    return nx_safe_address(address);
}

char *nx_safe_pipe(const char *text)
{
    for (const char *at = text; *at; at++)
        if ((guchar)*at < 0x20 || *at == 0x7F)
            return NULL;
    if (g_utf8_validate(text, -1, NULL))
        for (const char *at = text; *at; at = g_utf8_next_char(at)) {
            GUnicodeType type = g_unichar_type(g_utf8_get_char(at));
            if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR)
                return NULL;
        }
    return g_strdup(text);
}
