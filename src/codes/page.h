/* Setting a page, line by line, from what is no article. */
#pragma once
#include "codes/article_store.h"

G_BEGIN_DECLS

typedef struct NxPageSetter NxPageSetter;
NxPageSetter *nx_page_begin(guint width);
void nx_page_put_title(NxPageSetter *setter, const char *text);
void nx_page_put_heading(NxPageSetter *setter, const char *text);
/* Elements are NxSpan; wrapped as an item of a list or as a paragraph. */
void nx_page_put_item(NxPageSetter *setter, const GArray *spans);
void nx_page_put_paragraph(NxPageSetter *setter, const GArray *spans);
/* The sections of an article that are named; NULL: all of them. */
void nx_page_put_sections(NxPageSetter *setter, const NxCodes *codes, const NxArticle *article, NxLang lang,
                          const char *const *only);
/* Frees the setter. */
NxPage *nx_page_end(NxPageSetter *setter);

G_END_DECLS
