/* Where the knowledge base keeps its articles, and how it makes what nobody wrote. */
#pragma once
#include "codes/article.h"
#include "codes/registry.h"
#include "codes/signatures.h"

G_BEGIN_DECLS

struct NxCodes {
    NxLibrary *library;
    const NxJudge *judge;
    NxWords *words;
    NxRegistry *registry;
    NxSignatures *signatures;
    GHashTable *synonyms;            /* word to names */
    GHashTable *firsts;              /* name to NxFirst */
    GHashTable *files[NX_N_LANGS];   /* name to NxDataFile: ours, each read when it is asked for */
    GHashTable *written[NX_N_LANGS]; /* name to NxArticle: the user's, and what was read of ours */
    GRecMutex lock;                  /* for `written` and `made` */
    GHashTable *made[NX_N_LANGS];    /* name to NxArticle, as asked for */
};

/* The article that somebody wrote, perhaps without what the program adds to it; NULL if nobody did. Borrowed. */
NxArticle *nx_codes_written(const NxCodes *codes, const char *name, NxLang lang);
/* Is there one? It is not read for that. */
gboolean nx_codes_is_written(const NxCodes *codes, const char *name, NxLang lang);

/* What people type for something else (synonyms.tsv). */
GHashTable *nx_synonyms_new(NxProblems *problems);

/* A whole article from registry, subject, class and the words of the tables. */
NxArticle *nx_compose_article(const NxCodes *codes, const NxName *name, NxLang lang);
/* Adds to an article, written or composed, the sections that the program computes, and puts the plan where it says
 * {plan}. */
void nx_compose_computed(const NxCodes *codes, NxArticle *article, const NxName *name);

/* The line of an article that most of the words stand in; NULL if none does. Caller frees. */
char *nx_search_line(const NxArticle *article, const char *words);

/* The policy's part of it (article_facts.c), as Markdown; callers free. */
char *nx_article_facts_text(const NxCodes *codes, const NxArticle *article, const NxName *name);
char *nx_article_facts_plan(const NxCodes *codes, NxStatus status, NxLang lang);
/* What a code means at the providers that use it otherwise, and the codes that a reason or provider stands for; NULL if
 * there are none. */
char *nx_article_facts_providers(const NxCodes *codes, NxStatus status, NxLang lang);
/* "Google (Gmail, Workspace): auth failure", all that use it; NULL if none does. */
char *nx_article_facts_used(const NxCodes *codes, NxStatus status, NxLang lang);
/* The signatures of a provider, a line each; NULL if it has none. */
char *nx_article_facts_signatures(const NxCodes *codes, const NxName *name, NxLang lang);
char *nx_article_facts_codes(const NxCodes *codes, const NxName *name, NxLang lang);

G_END_DECLS
