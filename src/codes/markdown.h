/* The subset of Markdown that articles are written in (doc/ARTICLES.md). */
#pragma once
#include <nixie/codes.h>

G_BEGIN_DECLS

typedef enum { NX_BLOCK_PARAGRAPH, NX_BLOCK_HEADING, NX_BLOCK_ITEM, NX_BLOCK_CODE } NxBlockKind;

typedef struct {
    NxBlockKind kind;
    guint line;   /* 1-based, in the text given */
    guint indent; /* of an item: 0 or 2 cells */
    char *marker; /* of an item: "- " or "1. "; else NULL */
    char *text;   /* lines joined by a space; of a code block by '\n' */
} NxBlock;

/* The blocks of a text, which cannot be wrong; the array owns them. */
GPtrArray *nx_markdown_blocks(const char *text);

/* The spans of a block's text: **strong**, `code`, [text](name). The array owns them. Marks without their end are plain
 * text. */
GArray *nx_markdown_spans(const char *text);
GArray *nx_spans_new(void);
void nx_spans_add(GArray *spans, NxStyle style, const char *text, gssize len, const char *link);

/* Why the marks of a block's text are wrong, "** is not closed"; NULL if they are not. */
const char *nx_markdown_fault(const NxBlock *block);

G_END_DECLS
