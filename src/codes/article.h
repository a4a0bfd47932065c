/* Articles of the knowledge base: their parts, and the reader of those written in Markdown (doc/ARTICLES.md). */
#pragma once
#include "codes/name.h"

G_BEGIN_DECLS

typedef struct {
    const char *id; /* "meaning"; static */
    char *body;     /* Markdown, safe for a screen, lines ended by '\n' */
} NxArticleSection;

struct NxArticle {
    char *name;
    char *title;
    char *category; /* "mailbox"; NULL where the subject of the code says it */
    NxArticleKind kind;
    NxLang lang;
    NxStatus status; /* of a code */
    gboolean written;
    gboolean complete; /* with what the program adds */
    char **related;
    char **sources;
    GPtrArray *sections; /* of NxArticleSection, in the order of the page */
};

typedef struct {
    const char *id;
    gboolean required; /* of a written article about a code */
    gboolean computed; /* never written: front matter, registry and policy say it */
} NxSectionKind;
extern const NxSectionKind NX_SECTION_KINDS[];
extern const guint NX_N_SECTION_KINDS;

NxArticle *nx_article_begin(const NxName *name, NxLang lang, const char *title);
void nx_article_free(NxArticle *article);
/* Takes `body`. */
void nx_article_add(NxArticle *article, const char *id, char *body);
/* NULL if it has no such section. Borrowed. */
const char *nx_article_section(const NxArticle *article, const char *id);

/* Reads a file; NULL if it is refused, with a complaint that names file and line. */
NxArticle *nx_article_read(const NxDataFile *file, NxLang lang, const NxWords *words, NxProblems *problems);

G_END_DECLS
