/* The knowledge base itself: what is written is read at the start, what is not is made when it is asked for. */
#include "codes/article_store.h"
#include "codes/first.h"

/* Ours, in the place of a user's file that was refused; NULL if there is none of its name. */
static NxArticle *read_built_in(const NxCodes *codes, const NxDataFile *refused, NxLang lang)
{
    g_autofree char *path = g_strdup_printf("codes/%s/%s", nx_lang_name(lang), refused->name);
    g_autoptr(GBytes) bytes = nx_library_embedded(path);
    NxDataFile file = {.name = refused->name, .origin = refused->name, .bytes = bytes};
    return bytes ? nx_article_read(&file, lang, codes->words, NULL) : NULL;
}

static void read_articles(NxCodes *codes, NxLang lang, NxProblems *problems)
{
    g_autofree char *place = g_strconcat("codes/", nx_lang_name(lang), NULL);
    g_autoptr(GPtrArray) files = nx_library_files(codes->library, place, problems);
    for (guint i = 0; i < files->len; i++) {
        const NxDataFile *file = files->pdata[i];
        NxArticle *article = nx_article_read(file, lang, codes->words, problems);
        if (!article && file->users)
            article = read_built_in(codes, file, lang);
        if (article && g_hash_table_contains(codes->written[lang], article->name))
            g_clear_pointer(&article, nx_article_free); /* the user's came first */
        if (article)
            g_hash_table_insert(codes->written[lang], article->name, article);
    }
}

/* After all are read: an article names others by their titles. */
static void complete_articles(NxCodes *codes, NxLang lang)
{
    GHashTableIter iter;
    gpointer article;
    g_hash_table_iter_init(&iter, codes->written[lang]);
    while (g_hash_table_iter_next(&iter, NULL, &article)) {
        NxName name;
        if (nx_name_read(codes->words, nx_article_name(article), &name))
            nx_compose_computed(codes, article, &name);
    }
}

NxCodes *nx_codes_new(const NxLibrary *library, const NxJudge *judge, NxProblems *problems)
{
    NxCodes *codes = g_new0(NxCodes, 1);
    codes->library = nx_library_ref((NxLibrary *)library);
    codes->judge = judge;
    codes->words = nx_words_new(problems);
    codes->registry = nx_registry_new(problems);
    codes->signatures = nx_signatures_new(library, problems);
    codes->firsts = nx_firsts_new(problems);
    codes->synonyms = nx_synonyms_new(problems);
    g_mutex_init(&codes->lock);
    for (guint lang = 0; lang < NX_N_LANGS; lang++) {
        codes->written[lang] = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)nx_article_free);
        codes->made[lang] = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)nx_article_free);
        read_articles(codes, lang, problems);
        complete_articles(codes, lang);
    }
    return codes;
}

void nx_codes_free(NxCodes *codes)
{
    if (!codes)
        return;
    for (guint lang = 0; lang < NX_N_LANGS; lang++) {
        g_hash_table_unref(codes->written[lang]);
        g_hash_table_unref(codes->made[lang]);
    }
    g_mutex_clear(&codes->lock);
    nx_registry_free(codes->registry);
    nx_signatures_free(codes->signatures);
    g_hash_table_unref(codes->synonyms);
    g_hash_table_unref(codes->firsts);
    nx_words_free(codes->words);
    nx_library_unref(codes->library);
    g_free(codes);
}

static const NxArticle *made_article(NxCodes *codes, const NxName *name, NxLang lang)
{
    g_mutex_lock(&codes->lock);
    NxArticle *article = g_hash_table_lookup(codes->made[lang], name->text);
    if (!article) {
        article = nx_compose_article(codes, name, lang);
        nx_compose_computed(codes, article, name);
        g_hash_table_insert(codes->made[lang], article->name, article);
    }
    g_mutex_unlock(&codes->lock);
    return article;
}

const NxArticle *nx_codes_find(const NxCodes *codes, const char *text, const char *language)
{
    NxLang lang = nx_lang_parse(language);
    NxName name;
    if (!text || !nx_name_read(codes->words, text, &name) ||
        (name.kind == NX_ARTICLE_SIGNATURE && !nx_signatures_find(codes->signatures, name.text)))
        return NULL;
    const NxArticle *article = g_hash_table_lookup(codes->written[lang], name.text);
    return article ? article
                   : made_article((NxCodes *)codes, &name, lang); /* the cache alone changes, behind its lock */
}
