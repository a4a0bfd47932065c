/* Articles as lines of spans, wrapped by cells. */
#include "codes/page.h"
#include "codes/markdown.h"
#include <nixie/text.h>

#define MIN_WIDTH 20
#define MAX_WIDTH 120 /* longer lines are hard to read */
#define BODY_INDENT 2

struct NxPageSetter {
    NxPage *page;
    guint width;
    GArray *line; /* spans of the line being filled, NULL: none */
    guint cells;  /* of it */
    guint indent; /* of the lines that follow */
};
typedef NxPageSetter Setter;

static void line_free(gpointer line)
{
    g_array_unref(line);
}

static void new_line(Setter *setter, guint indent)
{
    setter->line = nx_spans_new();
    setter->cells = indent;
    g_ptr_array_add(setter->page->lines, setter->line);
    for (guint i = 0; i < indent; i++)
        nx_spans_add(setter->line, NX_STYLE_PLAIN, " ", 1, NULL);
}

/* Adds to the last span where nothing changes. */
static void put(Setter *setter, NxStyle style, const char *text, gsize len, const char *link)
{
    NxSpan *last = setter->line->len ? &g_array_index(setter->line, NxSpan, setter->line->len - 1) : NULL;
    setter->cells += nx_cells(text, len);
    if (last && last->style == style && g_strcmp0(last->link, link) == 0) {
        char *joined = g_strdup_printf("%s%.*s", last->text, (int)len, text);
        g_free(last->text);
        last->text = joined;
    } else {
        nx_spans_add(setter->line, style, text, len, link);
    }
}

/* What has no place in any line is broken between clusters. */
static void put_broken(Setter *setter, const NxSpan *piece)
{
    const char *at = piece->text, *end = at + strlen(at);
    NxCluster cluster;
    for (const char *from = at; nx_cluster_next(&at, end, &cluster); from = at) {
        if (setter->cells + cluster.width > setter->width)
            new_line(setter, setter->indent);
        put(setter, piece->style, from, at - from, piece->link);
    }
}

/* A word: pieces of several spans with no space between them. */
typedef struct {
    GArray *pieces; /* of NxSpan */
    guint cells;
    gboolean space; /* before it */
    NxStyle space_style;
    const char *space_link;
} Word;

static void put_word(Setter *setter, Word *word)
{
    if (!word->pieces->len)
        return;
    gboolean fresh = setter->cells <= setter->indent;
    guint gap = word->space && !fresh ? 1 : 0;
    gboolean fits = setter->cells + gap + word->cells <= setter->width;
    if (!fits && !fresh) {
        new_line(setter, setter->indent);
        gap = 0;
    }
    if (gap)
        put(setter, word->space_style, " ", 1, word->space_link);
    for (guint i = 0; i < word->pieces->len; i++) {
        const NxSpan *piece = &g_array_index(word->pieces, NxSpan, i);
        if (setter->cells + nx_cells(piece->text, -1) <= setter->width)
            put(setter, piece->style, piece->text, strlen(piece->text), piece->link);
        else
            put_broken(setter, piece);
    }
    g_array_set_size(word->pieces, 0);
    word->cells = 0;
    word->space = FALSE;
}

static void put_spans(Setter *setter, const GArray *spans, NxStyle plain)
{
    Word word = {.pieces = nx_spans_new()};
    for (guint i = 0; i < spans->len; i++) {
        const NxSpan *span = &g_array_index(spans, NxSpan, i);
        NxStyle style = span->style == NX_STYLE_PLAIN ? plain : span->style;
        for (const char *at = span->text; *at;) {
            gsize len = strcspn(at, " ");
            if (!len) {
                put_word(setter, &word);
                gboolean inside = at != span->text; /* a space at a span's edge belongs to neither */
                word.space = TRUE, word.space_style = inside ? style : plain,
                word.space_link = inside ? span->link : NULL;
                at++;
                continue;
            }
            nx_spans_add(word.pieces, style, at, len, span->link);
            word.cells += nx_cells(at, len);
            at += len;
        }
    }
    put_word(setter, &word);
    g_array_unref(word.pieces);
}

static void put_text(Setter *setter, const char *text, NxStyle plain)
{
    g_autoptr(GArray) spans = nx_markdown_spans(text);
    put_spans(setter, spans, plain);
}

static void put_code(Setter *setter, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **at = lines; *at; at++) {
        setter->indent = BODY_INDENT + 2;
        new_line(setter, setter->indent);
        NxSpan piece = {NX_STYLE_CODE, *at, NULL};
        put_broken(setter, &piece);
    }
}

static void put_item(Setter *setter, const NxBlock *block)
{
    guint indent = BODY_INDENT + block->indent;
    new_line(setter, indent);
    put(setter, NX_STYLE_DIM, block->marker, strlen(block->marker), NULL);
    setter->indent = indent + strlen(block->marker);
    put_text(setter, block->text, NX_STYLE_PLAIN);
}

static void put_block(Setter *setter, const NxBlock *block)
{
    setter->indent = BODY_INDENT;
    switch (block->kind) {
    case NX_BLOCK_ITEM: put_item(setter, block); break;
    case NX_BLOCK_CODE: put_code(setter, block->text); break;
    case NX_BLOCK_HEADING:
        new_line(setter, setter->indent);
        put_text(setter, block->text, NX_STYLE_HEADING);
        break;
    case NX_BLOCK_PARAGRAPH:
        new_line(setter, setter->indent);
        put_text(setter, block->text, NX_STYLE_PLAIN);
        break;
    }
}

void nx_page_put_heading(NxPageSetter *setter, const char *text)
{
    new_line(setter, 0);
    setter->indent = 0;
    new_line(setter, 0);
    put_text(setter, text, NX_STYLE_HEADING);
}

static void put_section(Setter *setter, const char *heading, const char *body)
{
    nx_page_put_heading(setter, heading);
    g_autoptr(GPtrArray) blocks = nx_markdown_blocks(body);
    for (guint i = 0; i < blocks->len; i++) {
        const NxBlock *block = blocks->pdata[i], *before = i ? blocks->pdata[i - 1] : NULL;
        gboolean together = before && (before->kind == NX_BLOCK_HEADING ||
                                       (before->kind == NX_BLOCK_ITEM && block->kind == NX_BLOCK_ITEM));
        if (before && !together)
            new_line(setter, 0);
        put_block(setter, block);
    }
}

/* ---- Its face ---------------------------------------------------------------------------------------------------- */

NxPageSetter *nx_page_begin(guint width)
{
    NxPageSetter *setter = g_new0(NxPageSetter, 1);
    setter->page = g_new0(NxPage, 1);
    setter->width = CLAMP(width, MIN_WIDTH, MAX_WIDTH);
    setter->page->lines = g_ptr_array_new_with_free_func(line_free);
    new_line(setter, 0);
    return setter;
}

void nx_page_put_title(NxPageSetter *setter, const char *text)
{
    put_text(setter, text, NX_STYLE_TITLE);
}

void nx_page_put_item(NxPageSetter *setter, const GArray *spans)
{
    static const char MARKER[] = "- ";
    new_line(setter, BODY_INDENT);
    put(setter, NX_STYLE_DIM, MARKER, strlen(MARKER), NULL);
    setter->indent = BODY_INDENT + (guint)strlen(MARKER);
    put_spans(setter, spans, NX_STYLE_PLAIN);
}

void nx_page_put_paragraph(NxPageSetter *setter, const GArray *spans)
{
    setter->indent = BODY_INDENT;
    new_line(setter, BODY_INDENT);
    put_spans(setter, spans, NX_STYLE_PLAIN);
}

void nx_page_put_sections(NxPageSetter *setter, const NxCodes *codes, const NxArticle *article, NxLang lang,
                          const char *const *only)
{
    for (guint i = 0; i < article->sections->len; i++) {
        const NxArticleSection *section = article->sections->pdata[i];
        if (!only || g_strv_contains(only, section->id))
            put_section(setter, nx_words_label(codes->words, "section", section->id, lang), section->body);
    }
}

NxPage *nx_page_end(NxPageSetter *setter)
{
    NxPage *page = setter->page;
    g_free(setter);
    return page;
}

static NxPage *render(const NxCodes *codes, const NxArticle *article, const char *language, guint width,
                      const char *const *only)
{
    NxPageSetter *setter = nx_page_begin(width);
    nx_page_put_title(setter, article->name);
    g_autoptr(GArray) title = nx_spans_new();
    nx_spans_add(title, NX_STYLE_TITLE, " ", 1, NULL);
    nx_spans_add(title, NX_STYLE_TITLE, article->title, -1, NULL);
    put_spans(setter, title, NX_STYLE_TITLE);
    nx_page_put_sections(setter, codes, article, language ? nx_lang_parse(language) : article->lang, only);
    return nx_page_end(setter);
}

NxPage *nx_article_render(const NxCodes *codes, const NxArticle *article, const char *language, guint width)
{
    return render(codes, article, language, width, NULL);
}

NxPage *nx_article_render_short(const NxCodes *codes, const NxArticle *article, const char *language, guint width)
{
    static const char *const SHORT[] = {"first", "meaning", NULL};
    return render(codes, article, language, width, SHORT);
}

void nx_page_free(NxPage *page)
{
    if (!page)
        return;
    g_ptr_array_unref(page->lines);
    g_free(page);
}
