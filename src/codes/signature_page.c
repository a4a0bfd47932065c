/* The page of a signature: who acts, what it says, what it means, the steps, where to turn, and who says so. */
#include "codes/signature_page.h"
#include "codes/first.h"

static const char *label(const NxCodes *codes, const char *name, NxLang lang)
{
    return nx_words_label(codes->words, "label", name, lang);
}

static char *quoted_text(const NxCodes *codes, const NxSignature *signature, NxLang lang)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < signature->texts->len; i++)
        g_string_append_printf(out, "- `%s`\n", (const char *)signature->texts->pdata[i]);
    const char *before = label(codes, "known-by", lang);
    for (guint i = 0; i < signature->marks->len; i++) {
        const NxSignatureMark *mark = signature->marks->pdata[i];
        if (!mark->token)
            continue;
        g_string_append_printf(out, "%s%s `%s`", *before == ',' ? "" : "\n", before, mark->written);
        before = ",";
    }
    g_string_append_c(out, '\n');
    return g_string_free(out, FALSE);
}

static char *meaning_text(const NxCodes *codes, const NxSignature *signature, NxLang lang)
{
    g_autofree char *sure = g_strconcat("sure-", nx_sure_name(signature->sure), NULL);
    return g_strdup_printf("%s\n\n%s\n", signature->means[lang], label(codes, sure, lang));
}

static char *steps_text(const NxSignature *signature, NxLang lang)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < signature->steps[lang]->len; i++)
        g_string_append_printf(out, "%u. %s\n", i + 1, (const char *)signature->steps[lang]->pdata[i]);
    for (guint i = 0; i < signature->commands->len; i++)
        g_string_append_printf(out, "%s%s\n%s", i ? "" : "\n```\n", (const char *)signature->commands->pdata[i],
                               i + 1 == signature->commands->len ? "```\n" : "");
    return g_string_free(out, FALSE);
}

static char *contact_text(const NxSignature *signature)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < signature->contacts->len; i++)
        g_string_append_printf(out, "- `%s`\n", (const char *)signature->contacts->pdata[i]);
    return g_string_free(out, FALSE);
}

static char **sources_of(const NxCodes *codes, const NxSignature *signature, NxLang lang)
{
    g_autoptr(GStrvBuilder) sources = g_strv_builder_new();
    for (guint i = 0; i < signature->sources->len; i++)
        g_strv_builder_add(sources, signature->sources->pdata[i]);
    g_autofree char *checked = nx_words_fill(label(codes, "checked", lang), "date", signature->checked, NULL);
    g_strv_builder_add(sources, checked);
    return g_strv_builder_end(sources);
}

static char **related_of(const NxSignature *signature)
{
    g_autoptr(GStrvBuilder) related = g_strv_builder_new();
    for (char **at = signature->party->providers; *at; at++)
        if (!g_strv_contains((const char *const *)signature->related, *at))
            g_strv_builder_add(related, *at);
    for (char **at = signature->related; *at; at++)
        g_strv_builder_add(related, *at);
    return g_strv_builder_end(related);
}

NxArticle *nx_signature_article(const NxCodes *codes, const NxSignature *signature, NxLang lang)
{
    NxName name = {.kind = NX_ARTICLE_SIGNATURE};
    g_strlcpy(name.text, signature->name, sizeof name.text);
    NxArticle *article = nx_article_begin(&name, lang, signature->title[lang]);
    article->written = TRUE;
    article->related = related_of(signature);
    article->sources = sources_of(codes, signature, lang);
    nx_article_add(article, "first",
                   nx_first_text(codes, nx_actor_name(signature->actor), signature->steps[lang]->pdata[0],
                                 signature->avoid[lang], lang));
    nx_article_add(article, "text", quoted_text(codes, signature, lang));
    nx_article_add(article, "meaning", meaning_text(codes, signature, lang));
    if (signature->steps[lang]->len > 1 || signature->commands->len) /* the first stands above */
        nx_article_add(article, "steps", steps_text(signature, lang));
    if (signature->contacts->len)
        nx_article_add(article, "contact", contact_text(signature));
    return article;
}
