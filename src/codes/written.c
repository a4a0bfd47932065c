/* What somebody wrote: the user's is there from the start, ours is read when it is asked for. */
#include "codes/article_store.h"

gboolean nx_codes_is_written(const NxCodes *codes, const char *name, NxLang lang)
{
    g_rec_mutex_lock((GRecMutex *)&codes->lock);
    gboolean is = g_hash_table_contains(codes->written[lang], name) || g_hash_table_contains(codes->files[lang], name);
    g_rec_mutex_unlock((GRecMutex *)&codes->lock);
    return is;
}

NxArticle *nx_codes_written(const NxCodes *codes, const char *name, NxLang lang)
{
    g_rec_mutex_lock((GRecMutex *)&codes->lock);
    NxArticle *article = g_hash_table_lookup(codes->written[lang], name);
    const NxDataFile *file = article ? NULL : g_hash_table_lookup(codes->files[lang], name);
    if (file && (article = nx_article_read(file, lang, codes->words, NULL)))
        g_hash_table_insert(codes->written[lang], article->name, article);
    g_rec_mutex_unlock((GRecMutex *)&codes->lock);
    return article;
}
