/* Titles: what a code, a reply, a reason or a provider is called, written about or not. */
#include "codes/title.h"
#include "codes/words.h"

static const char *status_title(const NxCodes *codes, NxStatus status, NxLang lang)
{
    const NxStatus nearest[] = {status, {0, status.subject, 0}, {0, 0, 0}};
    for (guint i = 0; i < G_N_ELEMENTS(nearest); i++) {
        g_autofree char *key = nx_name_any_class(nearest[i]);
        const char *title = nx_words_title(codes->words, key, lang);
        if (title)
            return title;
        const NxRegistered *row = nx_registry_find(codes->registry, nearest[i]);
        if (row)
            return row->name;
    }
    return nx_words_label(codes->words, "label", "no-status", lang);
}

const char *nx_codes_title(const NxCodes *codes, NxStatus status, const char *language)
{
    NxLang lang = nx_lang_parse(language);
    return status.klass ? status_title(codes, status, lang) : nx_words_label(codes->words, "label", "no-status", lang);
}

/* Most exact first: the reply itself, its first two digits, its first. */
static const char *reply_title(const NxCodes *codes, const NxName *name, NxLang lang)
{
    for (int digits = 3; digits > 0; digits--) {
        g_autofree char *key = g_strdup_printf("reply:%.*s", digits, name->text);
        const char *title = nx_words_title(codes->words, key, lang);
        if (title)
            return title;
    }
    return name->text;
}

const char *nx_codes_name_title(const NxCodes *codes, const NxName *name, NxLang lang)
{
    const NxArticle *written = nx_codes_written(codes, name->text, lang);
    if (written)
        return written->title;
    switch (name->kind) {
    case NX_ARTICLE_CODE: return status_title(codes, name->status, lang);
    case NX_ARTICLE_REPLY: return reply_title(codes, name, lang);
    case NX_ARTICLE_REASON: return nx_words_label(codes->words, "reason", name->text, lang);
    case NX_ARTICLE_PROVIDER: return nx_words_label(codes->words, "provider", name->text, lang);
    case NX_ARTICLE_TOPIC: return nx_words_label(codes->words, "topic", name->text, lang);
    case NX_ARTICLE_SIGNATURE: {
        const NxSignature *signature = nx_signatures_find(codes->signatures, name->text);
        return signature ? signature->title[lang] : name->text;
    }
    }
    return name->text;
}

char *nx_codes_line(const NxCodes *codes, const NxName *name, NxLang lang)
{
    return g_strdup_printf("[%s](%s) %s", name->text, name->text, nx_codes_name_title(codes, name, lang));
}
