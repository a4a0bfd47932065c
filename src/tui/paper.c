#include "tui/paper.h"

struct NxPaper {
    GPtrArray *lines; /* of GArray of NxPaperSpan */
    GArray *open;     /* the line being written */
    guint col;
    guint width;
    gboolean ascii;
};

static void clear_span(gpointer data)
{
    NxPaperSpan *span = data;
    g_free(span->text);
    g_free(span->link);
}

static GArray *line_new(void)
{
    GArray *line = g_array_new(FALSE, TRUE, sizeof(NxPaperSpan));
    g_array_set_clear_func(line, clear_span);
    return line;
}

NxPaper *nx_paper_new(guint width, gboolean ascii)
{
    NxPaper *paper = g_new0(NxPaper, 1);
    paper->lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    paper->open = line_new();
    paper->width = width;
    paper->ascii = ascii;
    return paper;
}

void nx_paper_free(NxPaper *paper)
{
    if (!paper)
        return;
    g_ptr_array_unref(paper->lines);
    g_array_unref(paper->open);
    g_free(paper);
}

guint nx_paper_width(const NxPaper *paper)
{
    return paper->width;
}

guint nx_paper_lines(const NxPaper *paper)
{
    return paper->lines->len;
}

/* `text` is safe already. */
static void put_safe(NxPaper *paper, NxLook look, const char *text, gsize len, const char *link)
{
    if (len == 0)
        return;
    NxPaperSpan span = {.look = look, .text = g_strndup(text, len), .link = g_strdup(link), .col = paper->col};
    span.cells = nx_cells(span.text, -1);
    paper->col += span.cells;
    g_array_append_val(paper->open, span);
}

static char *safe(const NxPaper *paper, const char *text, gssize len)
{
    return nx_safe_screen(text, len, paper->ascii ? NX_SAFE_ASCII : NX_SAFE_NONE, 0);
}

void nx_paper_put_link(NxPaper *paper, NxLook look, const char *text, const char *link)
{
    if (!text)
        return;
    g_autofree char *shown = safe(paper, text, -1);
    put_safe(paper, look, shown, strlen(shown), link);
}

void nx_paper_put(NxPaper *paper, NxLook look, const char *text)
{
    nx_paper_put_link(paper, look, text, NULL);
}

void nx_paper_printf(NxPaper *paper, NxLook look, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    g_autofree char *text = g_strdup_vprintf(format, ap);
    va_end(ap);
    nx_paper_put(paper, look, text);
}

void nx_paper_tab(NxPaper *paper, guint col)
{
    if (paper->col < col)
        paper->col = col;
    else if (paper->col > 0 && col > 0)
        paper->col++;
}

void nx_paper_end(NxPaper *paper)
{
    g_ptr_array_add(paper->lines, paper->open);
    paper->open = line_new();
    paper->col = 0;
}

static void break_line(NxPaper *paper, guint indent)
{
    nx_paper_end(paper);
    paper->col = indent;
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
static void put_piece(NxPaper *paper, const Running *running, gsize at, gsize end)
{
    while (at < end) {
        gsize until = at < running->from ? MIN(end, running->from) : at < running->to ? MIN(end, running->to) : end;
        put_safe(paper, look_at(running, at), running->text + at, until - at, NULL);
        at = until;
    }
}

/* Puts a word that fits on no line, as much of it on each as fits. */
static void put_long(NxPaper *paper, const Running *running, gsize at, gsize end)
{
    const char *next = running->text + at;
    gsize from = at;
    guint used = paper->col;
    NxCluster cluster;
    for (gsize before = at; nx_cluster_next(&next, running->text + end, &cluster); before = (gsize)(next - running->text)) {
        if (used + cluster.width > paper->width && used > running->indent) {
            put_piece(paper, running, from, before);
            break_line(paper, running->indent);
            used = running->indent;
            from = before;
        }
        used += cluster.width;
    }
    put_piece(paper, running, from, end);
}

/* A word with the blanks before it, which are dropped where a line ends. */
static void put_word(NxPaper *paper, const Running *running, gsize blanks_at, gsize at, gsize end)
{
    guint wide = nx_cells(running->text + at, (gssize)(end - at)), blanks = paper->col > 0 ? (guint)(at - blanks_at) : 0;
    if (paper->col + blanks + wide <= paper->width) {
        put_piece(paper, running, at - blanks, end);
        return;
    }
    if (paper->col > running->indent && running->indent + wide <= paper->width)
        break_line(paper, running->indent);
    else if (paper->col + blanks < paper->width)
        put_piece(paper, running, at - blanks, at);
    put_long(paper, running, at, end);
}

static void wrap_running(NxPaper *paper, Running *running)
{
    running->indent = running->indent + 8 > paper->width ? 0 : running->indent; /* too narrow to hang anything */
    for (gsize at = 0; running->text[at];) {
        gsize word = at + strspn(running->text + at, " "), end = word + strcspn(running->text + word, " ");
        if (end > word)
            put_word(paper, running, at, word, end);
        else if (paper->col > 0 && paper->col + (word - at) <= paper->width)
            put_piece(paper, running, at, word); /* blanks that end a text stand before what comes next */
        at = end;
    }
}

void nx_paper_wrap(NxPaper *paper, NxLook look, guint indent, const char *text)
{
    g_auto(GStrv) rows = g_strsplit(text ? text : "", "\n", -1);
    for (guint i = 0; rows[i]; i++) {
        if (i > 0)
            break_line(paper, indent);
        g_autofree char *shown = safe(paper, rows[i], -1);
        Running running = {.text = shown, .look = look, .marked = look, .indent = indent};
        wrap_running(paper, &running);
    }
}

void nx_paper_wrap_marked(NxPaper *paper, NxLook look, guint indent, const char *text, guint at, guint len, NxLook marked)
{
    gsize all = strlen(text);
    if (len == 0 || at > all || len > all - at) {
        nx_paper_wrap(paper, look, indent, text);
        return;
    }
    /* Made safe in three pieces, since what is made visible takes more bytes than it had. */
    g_autofree char *before = safe(paper, text, (gssize)at), *words = safe(paper, text + at, (gssize)len), *after = safe(paper, text + at + len, -1);
    g_autofree char *whole = g_strconcat(before, words, after, NULL);
    Running running = {.text = whole, .look = look, .marked = marked, .from = strlen(before), .to = strlen(before) + strlen(words), .indent = indent};
    wrap_running(paper, &running);
}

const GArray *nx_paper_line(const NxPaper *paper, guint line)
{
    return line < paper->lines->len ? g_ptr_array_index(paper->lines, line) : NULL;
}

char *nx_paper_line_text(const NxPaper *paper, guint number)
{
    GString *text = g_string_new(NULL);
    const GArray *line = nx_paper_line(paper, number);
    guint col = 0;
    for (guint i = 0; line && i < line->len; i++) {
        const NxPaperSpan *span = &g_array_index(line, NxPaperSpan, i);
        for (; col < span->col; col++)
            g_string_append_c(text, ' ');
        g_string_append(text, span->text);
        col = span->col + span->cells;
    }
    return g_string_free(text, FALSE);
}

gboolean nx_paper_link(const NxPaper *paper, guint number, guint *line, const NxPaperSpan **found)
{
    guint seen = 0;
    for (guint l = 0; l < paper->lines->len; l++) {
        const GArray *spans = g_ptr_array_index(paper->lines, l);
        for (guint i = 0; i < spans->len; i++) {
            const NxPaperSpan *span = &g_array_index(spans, NxPaperSpan, i);
            if (!span->link || seen++ != number)
                continue;
            *line = l;
            *found = span;
            return TRUE;
        }
    }
    return FALSE;
}

guint nx_paper_n_links(const NxPaper *paper)
{
    guint n = 0, line;
    const NxPaperSpan *span;
    while (nx_paper_link(paper, n, &line, &span))
        n++;
    return n;
}

void nx_paper_draw(const NxPaper *paper, guint top, guint chosen, NxCells *cells, const NxRect *area)
{
    const NxPaperSpan *link = NULL;
    guint link_line = 0;
    if (chosen != G_MAXUINT)
        nx_paper_link(paper, chosen, &link_line, &link);
    for (guint row = 0; row < area->rows && top + row < paper->lines->len; row++) {
        const GArray *line = g_ptr_array_index(paper->lines, top + row);
        for (guint i = 0; i < line->len; i++) {
            const NxPaperSpan *span = &g_array_index(line, NxPaperSpan, i);
            if (span->col >= area->cols)
                continue;
            nx_cells_put(cells, area->row + row, area->col + span->col, area->cols - span->col, span->look, span->text);
            if (span == link)
                nx_cells_select(cells, area->row + row, area->col + span->col, MIN(span->cells, area->cols - span->col));
        }
    }
}
