/* The tags and entities of HTML that have an effect on its text (html.tsv). */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum {
    NX_TAG_INLINE,
    NX_TAG_BREAK,
    NX_TAG_BLOCK,
    NX_TAG_CELL,
    NX_TAG_PRE,
    NX_TAG_SKIP,
    NX_TAG_LINK,
    NX_N_TAGS
} NxTagKind;

typedef struct {
    char *name;
    gsize len;
    NxTagKind kind;
    guint64 bit; /* its own */
} NxHtmlTag;

/* The tag of that name in any case; NULL: one without effect. */
const NxHtmlTag *nx_html_tag(const char *name, gsize len);
/* The character that "&name;" stands for; 0: none. */
gunichar nx_html_entity(const char *name, gsize len);

G_END_DECLS
