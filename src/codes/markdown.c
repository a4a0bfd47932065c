/* Blocks out of lines, spans out of marks, and what is wrong with either. */
#include "codes/markdown.h"

static void block_free(gpointer data)
{
    NxBlock *block = data;
    g_free(block->marker);
    g_free(block->text);
    g_free(block);
}

/* The length of "- " or "12. " at the start, 0 if the line is no item. */
static gsize marker_length(const char *line)
{
    if (line[0] == '-' && line[1] == ' ')
        return 2;
    gsize digits = strspn(line, "0123456789");
    return digits > 0 && digits <= 3 && line[digits] == '.' && line[digits + 1] == ' ' ? digits + 2 : 0;
}

typedef struct {
    GPtrArray *blocks;
    GString *text; /* of the block being read */
    NxBlock *open;
} Reader;

static void close_block(Reader *reader)
{
    if (!reader->open)
        return;
    reader->open->text = g_strdup(reader->text->str);
    g_ptr_array_add(reader->blocks, reader->open);
    g_string_truncate(reader->text, 0);
    reader->open = NULL;
}

static void open_block(Reader *reader, NxBlockKind kind, guint line)
{
    close_block(reader);
    reader->open = g_new0(NxBlock, 1);
    reader->open->kind = kind;
    reader->open->line = line;
}

static void add_line(Reader *reader, const char *line, char joint)
{
    if (reader->text->len)
        g_string_append_c(reader->text, joint);
    g_string_append(reader->text, line);
}

static void read_prose_line(Reader *reader, const char *line, guint number)
{
    gsize indent = strspn(line, " ");
    const char *text = line + indent;
    gsize marker = marker_length(text);
    if (!*text) {
        close_block(reader);
    } else if (g_str_has_prefix(line, "### ")) {
        open_block(reader, NX_BLOCK_HEADING, number);
        add_line(reader, line + 4, ' ');
        close_block(reader);
    } else if (marker) {
        open_block(reader, NX_BLOCK_ITEM, number);
        reader->open->indent = indent >= 2 ? 2 : 0;
        reader->open->marker = g_strndup(text, marker);
        add_line(reader, text + marker, ' ');
    } else {
        if (!reader->open)
            open_block(reader, NX_BLOCK_PARAGRAPH, number);
        add_line(reader, text, ' ');
    }
}

GPtrArray *nx_markdown_blocks(const char *text)
{
    g_autoptr(GString) open = g_string_new(NULL);
    Reader reader = {g_ptr_array_new_with_free_func(block_free), open, NULL};
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    gboolean fenced = FALSE;
    for (guint i = 0; lines[i]; i++) {
        if (g_str_has_prefix(lines[i], "```")) {
            if (fenced)
                close_block(&reader);
            else
                open_block(&reader, NX_BLOCK_CODE, i + 1);
            fenced = !fenced;
        } else if (fenced) {
            add_line(&reader, lines[i], '\n');
        } else {
            read_prose_line(&reader, lines[i], i + 1);
        }
    }
    close_block(&reader);
    return reader.blocks;
}

static void span_clear(gpointer data)
{
    NxSpan *span = data;
    g_free(span->text);
    g_free(span->link);
}

GArray *nx_spans_new(void)
{
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(NxSpan));
    g_array_set_clear_func(spans, span_clear);
    return spans;
}

void nx_spans_add(GArray *spans, NxStyle style, const char *text, gssize len, const char *link)
{
    gsize size = len < 0 ? strlen(text) : (gsize)len;
    if (!size)
        return;
    NxSpan span = {style, g_strndup(text, size), g_strdup(link)};
    g_array_append_val(spans, span);
}

/* A mark that opens at `at`: what it encloses and where it ends. FALSE if none opens there or it has no end. */
typedef struct {
    NxStyle style;
    const char *inner;
    gsize inner_len;
    const char *link;
    gsize link_len;
    const char *end;
} Mark;

static gboolean read_mark(const char *at, Mark *mark)
{
    *mark = (Mark){0};
    const char *close = NULL;
    if (at[0] == '*' && at[1] == '*') {
        close = strstr(at + 2, "**");
        mark->style = NX_STYLE_STRONG, mark->inner = at + 2, mark->end = close ? close + 2 : NULL;
    } else if (*at == '`') {
        close = strchr(at + 1, '`');
        mark->style = NX_STYLE_CODE, mark->inner = at + 1, mark->end = close ? close + 1 : NULL;
    } else if (*at == '[') {
        close = strstr(at + 1, "](");
        const char *stop = close ? strchr(close, ')') : NULL;
        if (!stop)
            return FALSE;
        mark->style = NX_STYLE_LINK, mark->inner = at + 1, mark->end = stop + 1;
        mark->link = close + 2, mark->link_len = stop - close - 2;
    }
    if (!close || close == mark->inner)
        return FALSE;
    mark->inner_len = close - mark->inner;
    return TRUE;
}

GArray *nx_markdown_spans(const char *text)
{
    GArray *spans = nx_spans_new();
    const char *plain = text;
    for (const char *at = text; *at;) {
        Mark mark;
        if (!read_mark(at, &mark)) {
            at++;
            continue;
        }
        nx_spans_add(spans, NX_STYLE_PLAIN, plain, at - plain, NULL);
        g_autofree char *link = mark.link ? g_strndup(mark.link, mark.link_len) : NULL;
        nx_spans_add(spans, mark.style, mark.inner, mark.inner_len, link);
        plain = at = mark.end;
    }
    nx_spans_add(spans, NX_STYLE_PLAIN, plain, -1, NULL);
    return spans;
}

const char *nx_markdown_fault(const NxBlock *block)
{
    if (block->kind == NX_BLOCK_CODE)
        return NULL;
    const char *fault = NULL;
    g_autoptr(GArray) spans = nx_markdown_spans(block->text);
    for (guint i = 0; !fault && i < spans->len; i++) {
        const NxSpan *span = &g_array_index(spans, NxSpan, i);
        if (span->style == NX_STYLE_STRONG && strpbrk(span->text, "`["))
            fault = "marks inside ** are not known";
        if (span->style != NX_STYLE_PLAIN)
            continue;
        if (strstr(span->text, "**"))
            fault = "** is not closed";
        else if (strchr(span->text, '`'))
            fault = "` is not closed";
        else if (strstr(span->text, "]("))
            fault = "a link is not closed";
        else if (span->text[0] == '#' && i == 0)
            fault = "a heading of a depth that articles do not know (## opens a section, ### stands inside one)";
    }
    return fault;
}
