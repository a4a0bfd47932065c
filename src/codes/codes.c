/* The knowledge base itself: what the user wrote is read at the start, everything else when it is asked for. */
#include "codes/article_store.h"
#include "codes/first.h"

/* ---- What is written --------------------------------------------------------------------------------------------- */

/* Ours, in the place of a user's file that was refused, if there is one of its name. */
static void restore_ours(NxCodes *codes, const NxDataFile *refused, NxLang lang)
{
    g_autofree char *path = g_strdup_printf("codes/%s/%s", nx_lang_name(lang), refused->name);
    g_autoptr(GBytes) bytes = nx_library_embedded(path);
    NxDataFile file = {.name = refused->name, .origin = refused->name, .bytes = bytes};
    NxArticle *article = bytes ? nx_article_read(&file, lang, codes->words, NULL) : NULL;
    if (article && !g_hash_table_contains(codes->written[lang], article->name))
        g_hash_table_insert(codes->written[lang], article->name, article);
    else
        nx_article_free(article);
}

/* The user's are read at once, so that what is wrong in them is told; ours when they are asked for. */
static void list_articles(NxCodes *codes, NxLang lang, NxProblems *problems)
{
    g_autofree char *place = g_strconcat("codes/", nx_lang_name(lang), NULL);
    g_autoptr(GPtrArray) files = nx_library_files(codes->library, place, problems);
    g_ptr_array_set_free_func(files, NULL);
    for (guint i = 0; i < files->len; i++) {
        NxDataFile *file = files->pdata[i];
        if (!file->users) {
            g_hash_table_insert(codes->files[lang], g_strndup(file->name, strlen(file->name) - strlen(".md")), file);
            continue;
        }
        NxArticle *article = nx_article_read(file, lang, codes->words, problems);
        if (article && g_hash_table_contains(codes->written[lang], article->name))
            g_clear_pointer(&article, nx_article_free); /* the first stands */
        if (article)
            g_hash_table_insert(codes->written[lang], article->name, article);
        else
            restore_ours(codes, file, lang);
        nx_data_file_free(file);
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
    g_rec_mutex_init(&codes->lock);
    for (guint lang = 0; lang < NX_N_LANGS; lang++) {
        codes->written[lang] = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)nx_article_free);
        codes->made[lang] = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)nx_article_free);
        codes->files[lang] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)nx_data_file_free);
        list_articles(codes, lang, problems);
    }
    return codes;
}

void nx_codes_free(NxCodes *codes)
{
    if (!codes)
        return;
    for (guint lang = 0; lang < NX_N_LANGS; lang++) {
        g_hash_table_unref(codes->files[lang]);
        g_hash_table_unref(codes->written[lang]);
        g_hash_table_unref(codes->made[lang]);
    }
    g_rec_mutex_clear(&codes->lock);
    nx_registry_free(codes->registry);
    nx_signatures_free(codes->signatures);
    g_hash_table_unref(codes->synonyms);
    g_hash_table_unref(codes->firsts);
    nx_words_free(codes->words);
    nx_library_unref(codes->library);
    g_free(codes);
}

static NxArticle *made_article(const NxCodes *codes, const NxName *name, NxLang lang)
{
    NxArticle *article = g_hash_table_lookup(codes->made[lang], name->text);
    if (!article) {
        article = nx_compose_article(codes, name, lang);
        g_hash_table_insert(codes->made[lang], article->name, article);
    }
    return article;
}

const NxArticle *nx_codes_find(const NxCodes *codes, const char *text, const char *language)
{
    NxLang lang = nx_lang_parse(language);
    NxName name;
    if (!text || !nx_name_read(codes->words, text, &name) ||
        (name.kind == NX_ARTICLE_SIGNATURE && !nx_signatures_find(codes->signatures, name.text)))
        return NULL;
    g_rec_mutex_lock((GRecMutex *)&codes->lock); /* the caches alone change behind it */
    NxArticle *article = nx_codes_written(codes, name.text, lang);
    if (!article)
        article = made_article(codes, &name, lang);
    if (!article->complete) {
        article->complete = TRUE;
        nx_compose_computed(codes, article, &name);
    }
    g_rec_mutex_unlock((GRecMutex *)&codes->lock);
    return article;
}
