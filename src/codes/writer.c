/* Articles as text, Markdown and JSON. */
#include "shelf.h"
#include <json-glib/json-glib.h>

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
        const NxSection *section = article->sections->pdata[i];
        g_autofree char *body = g_strstrip(g_strdup(section->body));
        g_string_append_printf(out, "\n## %s\n\n%s\n", nx_words_label(codes->words, "section", section->id, article->lang), body);
    }
    return g_string_free(out, FALSE);
}

static void add_text(JsonBuilder *json, const char *key, const char *value)
{
    json_builder_set_member_name(json, key);
    if (value)
        json_builder_add_string_value(json, value);
    else
        json_builder_add_null_value(json);
}

static void add_list(JsonBuilder *json, const char *key, char **list)
{
    json_builder_set_member_name(json, key);
    json_builder_begin_array(json);
    for (char **at = list; *at; at++)
        json_builder_add_string_value(json, *at);
    json_builder_end_array(json);
}

/* What the code alone means; null where that is not known. */
static void add_policy(JsonBuilder *json, const NxCodes *codes, const NxArticle *article)
{
    gboolean known = article->kind == NX_ARTICLE_CODE && article->status.klass > 2;
    NxReason reason = known ? nx_judge_code(codes->judge, article->status, NULL, NULL) : NX_REASON_UNDEFINED;
    NxPolicy policy = known ? nx_judge_policy(codes->judge, reason, article->status, NULL) : (NxPolicy){0};
    add_text(json, "reason", known ? nx_reason_name(reason) : NULL);
    add_text(json, "class", known ? nx_class_name(policy.klass) : NULL);
    add_text(json, "advice", known ? nx_advice_name(policy.advice) : NULL);
    add_text(json, "plan", known && policy.plan ? nx_plan_name(policy.plan) : NULL);
}

static void add_sections(JsonBuilder *json, const NxCodes *codes, const NxArticle *article)
{
    json_builder_set_member_name(json, "sections");
    json_builder_begin_array(json);
    for (guint i = 0; i < article->sections->len; i++) {
        const NxSection *section = article->sections->pdata[i];
        g_autofree char *body = g_strstrip(g_strdup(section->body));
        json_builder_begin_object(json);
        add_text(json, "id", section->id);
        add_text(json, "heading", nx_words_label(codes->words, "section", section->id, article->lang));
        add_text(json, "markdown", body);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static char *write_json(const NxCodes *codes, const NxArticle *article)
{
    static const char *const kinds[] = {"code", "reply", "reason", "provider"};
    g_autoptr(JsonBuilder) json = json_builder_new();
    json_builder_begin_object(json);
    add_text(json, "name", article->name);
    add_text(json, "kind", kinds[article->kind]);
    add_text(json, "lang", nx_lang_name(article->lang));
    add_text(json, "title", article->title);
    json_builder_set_member_name(json, "written");
    json_builder_add_boolean_value(json, article->written);
    add_policy(json, codes, article);
    add_list(json, "related", article->related);
    add_list(json, "sources", article->sources);
    add_sections(json, codes, article);
    json_builder_end_object(json);
    g_autoptr(JsonNode) root = json_builder_get_root(json);
    g_autofree char *text = json_to_string(root, TRUE);
    return g_strconcat(text, "\n", NULL);
}

char *nx_article_write(const NxCodes *codes, const NxArticle *article, const char *lang, NxArticleFormat format, guint width)
{
    switch (format) {
    case NX_FORMAT_TEXT: return write_text(codes, article, lang, width);
    case NX_FORMAT_MARKDOWN: return write_markdown(codes, article);
    case NX_FORMAT_JSON: return write_json(codes, article);
    }
    g_assert_not_reached();
}
