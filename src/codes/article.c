/* Making articles and asking them; sections stand in the order of the page, however they come. */
#include "codes/article.h"

const NxSectionKind NX_SECTION_KINDS[] = {
    {"first", FALSE, TRUE},     {"text", FALSE, TRUE},         {"facts", FALSE, TRUE},
    {"meaning", TRUE, FALSE},   {"steps", FALSE, TRUE},        {"contact", FALSE, TRUE},
    {"digits", FALSE, FALSE},   {"practice", TRUE, FALSE},     {"causes", FALSE, FALSE},
    {"sender", FALSE, FALSE},   {"developer", FALSE, FALSE},   {"recipient", FALSE, FALSE},
    {"plan", FALSE, FALSE},     {"differences", FALSE, FALSE}, {"examples", FALSE, FALSE},
    {"wordings", FALSE, FALSE}, {"investigate", FALSE, FALSE}, {"providers", FALSE, TRUE},
    {"codes", FALSE, TRUE},     {"signatures", FALSE, TRUE},   {"related", FALSE, TRUE},
    {"sources", FALSE, TRUE},
};
const guint NX_N_SECTION_KINDS = G_N_ELEMENTS(NX_SECTION_KINDS);

static void section_free(gpointer data)
{
    NxArticleSection *section = data;
    g_free(section->body);
    g_free(section);
}

NxArticle *nx_article_begin(const NxName *name, NxLang lang, const char *title)
{
    NxArticle *article = g_new0(NxArticle, 1);
    article->name = g_strdup(name->text);
    article->title = g_strdup(title);
    article->kind = name->kind;
    article->status = name->status;
    article->lang = lang;
    article->sections = g_ptr_array_new_with_free_func(section_free);
    return article;
}

void nx_article_free(NxArticle *article)
{
    if (!article)
        return;
    g_free(article->name);
    g_free(article->title);
    g_free(article->category);
    g_strfreev(article->related);
    g_strfreev(article->sources);
    g_ptr_array_unref(article->sections);
    g_free(article);
}

static guint rank(const char *id)
{
    guint i = 0;
    while (i < NX_N_SECTION_KINDS && strcmp(NX_SECTION_KINDS[i].id, id) != 0)
        i++;
    return i;
}

void nx_article_add(NxArticle *article, const char *id, char *body)
{
    guint at = 0;
    while (at < article->sections->len && rank(((NxArticleSection *)article->sections->pdata[at])->id) < rank(id))
        at++;
    NxArticleSection *section = g_new0(NxArticleSection, 1);
    section->id = NX_SECTION_KINDS[rank(id)].id;
    section->body = body;
    g_ptr_array_insert(article->sections, at, section);
}

const char *nx_article_section(const NxArticle *article, const char *id)
{
    for (guint i = 0; i < article->sections->len; i++) {
        const NxArticleSection *section = article->sections->pdata[i];
        if (strcmp(section->id, id) == 0)
            return section->body;
    }
    return NULL;
}

const char *nx_article_name(const NxArticle *article)
{
    return article->name;
}

const char *nx_article_title(const NxArticle *article)
{
    return article->title;
}

NxArticleKind nx_article_kind(const NxArticle *article)
{
    return article->kind;
}

gboolean nx_article_is_written(const NxArticle *article)
{
    return article->written;
}

const char *const *nx_article_related(const NxArticle *article)
{
    return (const char *const *)article->related;
}
