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

/* Puts a word that fits on no line cluster by cluster. */
static void put_long(NxPaper *paper, NxLook look, guint indent, const char *word, gsize len)
{
    const char *at = word, *end = word + len, *from = word;
    guint used = paper->col;
    NxCluster cluster;
    for (const char *before = at; nx_cluster_next(&at, end, &cluster); before = at) {
        if (used + cluster.width > paper->width && used > indent) {
            put_safe(paper, look, from, (gsize)(before - from), NULL);
            break_line(paper, indent);
            used = indent;
            from = before;
        }
        used += cluster.width;
    }
    put_safe(paper, look, from, (gsize)(end - from), NULL);
}

static void put_word(NxPaper *paper, NxLook look, guint indent, const char *word, gsize len)
{
    guint wide = nx_cells(word, (gssize)len);
    if (paper->col + wide > paper->width && paper->col > indent && indent + wide <= paper->width)
        break_line(paper, indent);
    if (paper->col + wide <= paper->width)
        put_safe(paper, look, word, len, NULL);
    else
        put_long(paper, look, indent, word, len);
}

static void wrap_safe(NxPaper *paper, NxLook look, guint indent, const char *text)
{
    indent = indent + 8 > paper->width ? 0 : indent; /* too narrow to hang anything */
    for (const char *at = text; *at;) {
        gsize blanks = strspn(at, " "), len;
        if (blanks > 0 && paper->col + blanks < paper->width && paper->col > 0)
            put_safe(paper, look, at, blanks, NULL);
        else if (blanks > 0 && paper->col > indent && at[blanks])
            break_line(paper, indent); /* the blank falls on the edge: the next word must not take its place */
        at += blanks;
        len = strcspn(at, " ");
        if (len > 0)
            put_word(paper, look, indent, at, len);
        at += len;
    }
}

void nx_paper_wrap(NxPaper *paper, NxLook look, guint indent, const char *text)
{
    g_auto(GStrv) rows = g_strsplit(text ? text : "", "\n", -1);
    for (guint i = 0; rows[i]; i++) {
        if (i > 0)
            break_line(paper, indent);
        g_autofree char *shown = safe(paper, rows[i], -1);
        wrap_safe(paper, look, indent, shown);
    }
}

void nx_paper_wrap_marked(NxPaper *paper, NxLook look, guint indent, const char *text, guint at, guint len, NxLook marked)
{
    gsize all = strlen(text);
    if (len == 0 || at > all || len > all - at) {
        nx_paper_wrap(paper, look, indent, text);
        return;
    }
    g_autofree char *before = safe(paper, text, (gssize)at), *words = safe(paper, text + at, (gssize)len), *after = safe(paper, text + at + len, -1);
    wrap_safe(paper, look, indent, before);
    wrap_safe(paper, marked, indent, words);
    wrap_safe(paper, look, indent, after);
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
