/* Lines put together and wrapped, and the links in them. */
#include "tui/rich_text.h"

struct NxRichText {
    GPtrArray *lines; /* of GArray of NxRichTextSpan */
    GArray *open;     /* the line being written */
    guint col;
    guint width;
    gboolean ascii;
};

static void clear_span(gpointer data)
{
    NxRichTextSpan *span = data;
    g_free(span->text);
    g_free(span->link);
}

static GArray *line_new(void)
{
    GArray *line = g_array_new(FALSE, TRUE, sizeof(NxRichTextSpan));
    g_array_set_clear_func(line, clear_span);
    return line;
}

NxRichText *nx_rich_text_new(guint width, gboolean ascii)
{
    NxRichText *page = g_new0(NxRichText, 1);
    page->lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    page->open = line_new();
    page->width = width;
    page->ascii = ascii;
    return page;
}

void nx_rich_text_free(NxRichText *page)
{
    if (!page)
        return;
    g_ptr_array_unref(page->lines);
    g_array_unref(page->open);
    g_free(page);
}

guint nx_rich_text_width(const NxRichText *page)
{
    return page->width;
}

guint nx_rich_text_lines(const NxRichText *page)
{
    return page->lines->len;
}

/* `text` is safe already. */
static void put_safe(NxRichText *page, NxLook look, const char *text, gsize len, const char *link)
{
    if (len == 0)
        return;
    NxRichTextSpan span = {.look = look, .text = g_strndup(text, len), .link = g_strdup(link), .col = page->col};
    span.cells = nx_cells(span.text, -1);
    page->col += span.cells;
    g_array_append_val(page->open, span);
}

static char *safe(const NxRichText *page, const char *text, gssize len)
{
    return nx_safe_screen(text, len, page->ascii ? NX_SAFE_ASCII : NX_SAFE_NONE, 0);
}

void nx_rich_text_put_link(NxRichText *page, NxLook look, const char *text, const char *link)
{
    if (!text)
        return;
    g_autofree char *shown = safe(page, text, -1);
    put_safe(page, look, shown, strlen(shown), link);
}

void nx_rich_text_put(NxRichText *page, NxLook look, const char *text)
{
    nx_rich_text_put_link(page, look, text, NULL);
}

void nx_rich_text_printf(NxRichText *page, NxLook look, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    g_autofree char *text = g_strdup_vprintf(format, ap);
    va_end(ap);
    nx_rich_text_put(page, look, text);
}

void nx_rich_text_tab(NxRichText *page, guint col)
{
    if (page->col < col)
        page->col = col;
    else if (page->col > 0 && col > 0)
        page->col++;
}

void nx_rich_text_end(NxRichText *page)
{
    g_ptr_array_add(page->lines, page->open);
    page->open = line_new();
    page->col = 0;
}

static void break_line(NxRichText *page, guint indent)
{
    nx_rich_text_end(page);
    page->col = indent;
}

/* Running text, part of which looks different. */
typedef struct {
    const char *text;
    NxLook look, marked;
    gsize from, to; /* the part, in bytes */
    guint indent;
} Running;

static NxLook look_at(const Running *running, gsize at)
{
    return at >= running->from && at < running->to ? running->marked : running->look;
}

/* Puts bytes of the text that lie on one line. */
static void put_piece(NxRichText *page, const Running *running, gsize at, gsize end)
{
    while (at < end) {
        gsize until = at < running->from ? MIN(end, running->from) : at < running->to ? MIN(end, running->to) : end;
        put_safe(page, look_at(running, at), running->text + at, until - at, NULL);
        at = until;
    }
}

/* Puts a word that fits on no line, as much of it on each as fits. */
static void put_long(NxRichText *page, const Running *running, gsize at, gsize end)
{
    const char *next = running->text + at;
    gsize from = at;
    guint used = page->col;
    NxCluster cluster;
    for (gsize before = at; nx_cluster_next(&next, running->text + end, &cluster);
         before = (gsize)(next - running->text)) {
        if (used + cluster.width > page->width && used > running->indent) {
            put_piece(page, running, from, before);
            break_line(page, running->indent);
            used = running->indent;
            from = before;
        }
        used += cluster.width;
    }
    put_piece(page, running, from, end);
}

/* A word with the blanks before it, which are dropped where a line ends but not where the text begins. */
static void put_word(NxRichText *page, const Running *running, gsize blanks_at, gsize at, gsize end)
{
    guint wide = nx_cells(running->text + at, (gssize)(end - at)),
          blanks = page->col > 0 || blanks_at == 0 ? (guint)(at - blanks_at) : 0;
    if (page->col + blanks + wide <= page->width) {
        put_piece(page, running, at - blanks, end);
        return;
    }
    if (page->col > running->indent && (running->indent + wide <= page->width || page->col + blanks >= page->width))
        break_line(page, running->indent);
    else if (page->col + blanks < page->width)
        put_piece(page, running, at - blanks, at);
    put_long(page, running, at, end);
}

static void wrap_running(NxRichText *page, Running *running)
{
    running->indent = running->indent + 8 > page->width ? 0 : running->indent; /* too narrow to hang anything */
    for (gsize at = 0; running->text[at];) {
        gsize word = at + strspn(running->text + at, " "), end = word + strcspn(running->text + word, " ");
        if (end > word)
            put_word(page, running, at, word, end);
        else if (page->col > 0 && page->col + (word - at) <= page->width)
            put_piece(page, running, at, word); /* blanks that end a text stand before what comes next */
        at = end;
    }
}

void nx_rich_text_wrap(NxRichText *page, NxLook look, guint indent, const char *text)
{
    g_auto(GStrv) rows = g_strsplit(text ? text : "", "\n", -1);
    for (guint i = 0; rows[i]; i++) {
        if (i > 0)
            break_line(page, indent);
        g_autofree char *shown = safe(page, rows[i], -1);
        Running running = {.text = shown, .look = look, .marked = look, .indent = indent};
        wrap_running(page, &running);
    }
}

void nx_rich_text_wrap_marked(NxRichText *page, NxLook look, guint indent, const char *text, guint at, guint len,
                              NxLook marked)
{
    gsize all = strlen(text);
    if (len == 0 || at > all || len > all - at) {
        nx_rich_text_wrap(page, look, indent, text);
        return;
    }
    /* Made safe in three pieces, since what is made visible takes more bytes than it had. */
    g_autofree char *before = safe(page, text, (gssize)at), *words = safe(page, text + at, (gssize)len),
                    *after = safe(page, text + at + len, -1);
    g_autofree char *whole = g_strconcat(before, words, after, NULL);
    Running running = {.text = whole,
                       .look = look,
                       .marked = marked,
                       .from = strlen(before),
                       .to = strlen(before) + strlen(words),
                       .indent = indent};
    wrap_running(page, &running);
}

const GArray *nx_rich_text_line(const NxRichText *page, guint line)
{
    return line < page->lines->len ? g_ptr_array_index(page->lines, line) : NULL;
}

char *nx_rich_text_line_text(const NxRichText *page, guint number)
{
    GString *text = g_string_new(NULL);
    const GArray *line = nx_rich_text_line(page, number);
    guint col = 0;
    for (guint i = 0; line && i < line->len; i++) {
        const NxRichTextSpan *span = &g_array_index(line, NxRichTextSpan, i);
        for (; col < span->col; col++)
            g_string_append_c(text, ' ');
        g_string_append(text, span->text);
        col = span->col + span->cells;
    }
    return g_string_free(text, FALSE);
}

gboolean nx_rich_text_link(const NxRichText *page, guint number, guint *line, const NxRichTextSpan **found)
{
    guint seen = 0;
    for (guint l = 0; l < page->lines->len; l++) {
        const GArray *spans = g_ptr_array_index(page->lines, l);
        for (guint i = 0; i < spans->len; i++) {
            const NxRichTextSpan *span = &g_array_index(spans, NxRichTextSpan, i);
            if (!span->link || seen++ != number)
                continue;
            *line = l;
            *found = span;
            return TRUE;
        }
    }
    return FALSE;
}

guint nx_rich_text_n_links(const NxRichText *page)
{
    guint n = 0, line;
    const NxRichTextSpan *span;
    while (nx_rich_text_link(page, n, &line, &span))
        n++;
    return n;
}

void nx_rich_text_draw(const NxRichText *page, guint top, guint chosen, NxCells *cells, const NxRect *area)
{
    const NxRichTextSpan *link = NULL;
    guint link_line = 0;
    if (chosen != G_MAXUINT)
        nx_rich_text_link(page, chosen, &link_line, &link);
    for (guint row = 0; row < area->rows && top + row < page->lines->len; row++) {
        const GArray *line = g_ptr_array_index(page->lines, top + row);
        for (guint i = 0; i < line->len; i++) {
            const NxRichTextSpan *span = &g_array_index(line, NxRichTextSpan, i);
            if (span->col >= area->cols)
                continue;
            nx_cells_put(cells, area->row + row, area->col + span->col, area->cols - span->col, span->look, span->text);
            if (span == link)
                nx_cells_select(cells, area->row + row, area->col + span->col,
                                MIN(span->cells, area->cols - span->col));
        }
    }
}

guint nx_rich_text_at_bottom(NxCells *cells, const NxRect *area, NxLook look, const char *text)
{
    NxRichText *page = nx_rich_text_new(area->cols > 1 ? area->cols - 1 : 1, cells->ascii);
    nx_rich_text_wrap(page, look, 0, text);
    nx_rich_text_end(page);
    guint rows = MIN(nx_rich_text_lines(page), area->rows), first = area->row + area->rows - rows;
    for (guint i = 0; i < rows; i++)
        nx_cells_fill(cells, first + i, area->col, area->cols, NX_LOOK_TEXT, " ");
    NxRect place = {first, area->col + 1, rows, area->cols > 1 ? area->cols - 1 : 1};
    nx_rich_text_draw(page, 0, G_MAXUINT, cells, &place);
    nx_rich_text_free(page);
    return rows;
}
