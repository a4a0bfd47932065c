/* Articles as text, Markdown and JSON. */
#include "codes/article_store.h"
#include "codes/markdown.h"
#include "codes/title.h"
#include <nixie/json.h>
#include <nixie/text.h>

static char *write_text(const NxCodes *codes, const NxArticle *article, const char *lang, guint width)
{
    NxPage *page = nx_article_render(codes, article, lang, width);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < page->lines->len; i++) {
        const GArray *line = page->lines->pdata[i];
        for (guint j = 0; j < line->len; j++)
            g_string_append(out, g_array_index(line, NxSpan, j).text);
        g_string_append_c(out, '\n');
    }
    nx_page_free(page);
    return g_string_free(out, FALSE);
}

static char *write_markdown(const NxCodes *codes, const NxArticle *article)
{
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "# %s %s\n", article->name, article->title);
    for (guint i = 0; i < article->sections->len; i++) {
        const NxArticleSection *section = article->sections->pdata[i];
        g_autofree char *body = g_strstrip(g_strdup(section->body));
        g_string_append_printf(out, "\n## %s\n\n%s\n",
                               nx_words_label(codes->words, "section", section->id, article->lang), body);
    }
    return g_string_free(out, FALSE);
}

/* What the code alone means; null where that is not known. */
static void add_policy(GString *json, const NxCodes *codes, const NxArticle *article)
{
    gboolean known = article->kind == NX_ARTICLE_CODE && article->status.klass > 2;
    NxReason reason = known ? nx_judge_code(codes->judge, article->status, NULL, NULL) : NX_REASON_UNDEFINED;
    NxPolicy policy = known ? nx_judge_policy(codes->judge, reason, article->status, NULL) : (NxPolicy){0};
    nx_json_text(json, "reason", known ? nx_reason_name(reason) : NULL);
    nx_json_text(json, "class", known ? nx_class_name(policy.klass) : NULL);
    nx_json_text(json, "advice", known ? nx_advice_name(policy.advice) : NULL);
    nx_json_text(json, "plan", known && policy.plan ? nx_plan_name(policy.plan) : NULL);
}

static void add_sections(GString *json, const NxCodes *codes, const NxArticle *article)
{
    nx_json_list_open(json, "sections");
    for (guint i = 0; i < article->sections->len; i++) {
        const NxArticleSection *section = article->sections->pdata[i];
        g_autofree char *body = g_strstrip(g_strdup(section->body));
        nx_json_object_open(json, NULL);
        nx_json_text(json, "id", section->id);
        nx_json_text(json, "heading", nx_words_label(codes->words, "section", section->id, article->lang));
        nx_json_text(json, "markdown", body);
        nx_json_object_close(json);
    }
    nx_json_list_close(json);
}

static const char *const KINDS[] = {"code", "reply", "reason", "provider", "topic", "signature"};

static char *write_json(const NxCodes *codes, const NxArticle *article)
{
    GString *json = g_string_new(NULL);
    nx_json_object_open(json, NULL);
    nx_json_text(json, "name", article->name);
    nx_json_text(json, "kind", KINDS[article->kind]);
    nx_json_text(json, "lang", nx_lang_name(article->lang));
    nx_json_text(json, "title", article->title);
    nx_json_flag(json, "written", article->written);
    add_policy(json, codes, article);
    nx_json_texts(json, "related", (const char *const *)article->related);
    nx_json_texts(json, "sources", (const char *const *)article->sources);
    add_sections(json, codes, article);
    nx_json_object_close(json);
    g_string_append_c(json, '\n');
    return g_string_free(json, FALSE);
}

char *nx_article_write(const NxCodes *codes, const NxArticle *article, const char *lang, NxArticleFormat format,
                       guint width)
{
    switch (format) {
    case NX_ARTICLE_TEXT: return write_text(codes, article, lang, width);
    case NX_ARTICLE_MARKDOWN: return write_markdown(codes, article);
    case NX_ARTICLE_JSON: return write_json(codes, article);
    }
    g_assert_not_reached();
}

/* ---- Lists ------------------------------------------------------------------------------------------------------- */

/* The title; of a code that no registry has, what the providers that use it mean by it. Caller frees. */
static char *list_title(const NxCodes *codes, const NxName *name, NxLang lang)
{
    gboolean own = name->kind != NX_ARTICLE_CODE || nx_registry_find(codes->registry, name->status) ||
                   nx_codes_is_written(codes, name->text, lang);
    g_autofree char *used = own ? NULL : nx_article_facts_used(codes, name->status, lang);
    return g_strdup(used ? used : nx_codes_name_title(codes, name, lang));
}

/* The line of its page that the words stand in, without marks; NULL if none are asked for. */
static char *found_line(const NxCodes *codes, const char *name, const char *words, NxLang lang)
{
    const NxArticle *article = words ? nx_codes_find(codes, name, nx_lang_name(lang)) : NULL;
    g_autofree char *line = article ? nx_search_line(article, words) : NULL;
    if (!line)
        return NULL;
    g_autoptr(GArray) spans = nx_markdown_spans(line + strspn(line, "-#> "));
    GString *plain = g_string_new(NULL);
    for (guint i = 0; i < spans->len; i++)
        g_string_append(plain, g_array_index(spans, NxSpan, i).text);
    return g_string_free(plain, FALSE);
}

static void add_found(GString *out, const char *found, guint width)
{
    g_autofree char *line = found ? g_strdup_printf("    %s", found) : NULL;
    g_autofree char *cut = line ? nx_cut(line, width, 0, FALSE) : NULL;
    if (cut)
        g_string_append_printf(out, "%s\n", cut);
}

static char *list_text(const NxCodes *codes, const char *const *names, const char *words, NxLang lang, guint width)
{
    guint column = 0;
    for (const char *const *at = names; *at; at++)
        column = MAX(column, nx_cells(*at, -1) + 2);
    GString *out = g_string_new(NULL);
    for (const char *const *at = names; *at; at++) {
        NxName name;
        if (!nx_name_read(codes->words, *at, &name))
            continue;
        g_autofree char *title = list_title(codes, &name, lang);
        g_autofree char *line = g_strdup_printf("%-*s%s", (int)column, name.text, title);
        g_autofree char *cut = nx_cut(line, width, 0, FALSE);
        g_autofree char *found = found_line(codes, *at, words, lang);
        g_string_append_printf(out, "%s\n", cut);
        add_found(out, found, width);
    }
    return g_string_free(out, FALSE);
}

static char *list_markdown(const NxCodes *codes, const char *const *names, const char *words, NxLang lang)
{
    GString *out = g_string_new(NULL);
    for (const char *const *at = names; *at; at++) {
        NxName name;
        if (!nx_name_read(codes->words, *at, &name))
            continue;
        g_autofree char *title = list_title(codes, &name, lang);
        g_autofree char *found = found_line(codes, *at, words, lang);
        g_string_append_printf(out, "- [%s](%s) %s%s%s\n", name.text, name.text, title, found ? ": " : "",
                               found ? found : "");
    }
    return g_string_free(out, FALSE);
}

static char *list_json(const NxCodes *codes, const char *const *names, const char *words, NxLang lang)
{
    GString *json = g_string_new(NULL);
    nx_json_list_open(json, NULL);
    for (const char *const *at = names; *at; at++) {
        NxName name;
        if (!nx_name_read(codes->words, *at, &name))
            continue;
        g_autofree char *title = list_title(codes, &name, lang);
        nx_json_object_open(json, NULL);
        nx_json_text(json, "name", name.text);
        nx_json_text(json, "kind", KINDS[name.kind]);
        nx_json_text(json, "lang", nx_lang_name(lang));
        nx_json_text(json, "title", title);
        if (words) {
            g_autofree char *found = found_line(codes, *at, words, lang);
            nx_json_text(json, "line", found);
        }
        nx_json_object_close(json);
    }
    nx_json_list_close(json);
    g_string_append_c(json, '\n');
    return g_string_free(json, FALSE);
}

char *nx_codes_write_found(const NxCodes *codes, const char *const *names, const char *words, const char *language,
                           NxArticleFormat format, guint width)
{
    NxLang lang = nx_lang_parse(language);
    switch (format) {
    case NX_ARTICLE_TEXT: return list_text(codes, names, words, lang, width);
    case NX_ARTICLE_MARKDOWN: return list_markdown(codes, names, words, lang);
    case NX_ARTICLE_JSON: return list_json(codes, names, words, lang);
    }
    g_assert_not_reached();
}

char *nx_codes_write_list(const NxCodes *codes, const char *const *names, const char *language, NxArticleFormat format,
                          guint width)
{
    return nx_codes_write_found(codes, names, NULL, language, format, width);
}
