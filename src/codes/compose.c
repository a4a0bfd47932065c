/* Articles that nobody wrote, from registry, subject and class; and the computed sections of all. */
#include "codes/article_store.h"
#include "codes/first.h"
#include "codes/signature_page.h"
#include "codes/title.h"

static const char *label(const NxCodes *codes, const char *name, NxLang lang)
{
    return nx_words_label(codes->words, "label", name, lang);
}

static const char *text_of(const NxCodes *codes, NxLang lang, const char *format, ...) G_GNUC_PRINTF(3, 4);
static const char *text_of(const NxCodes *codes, NxLang lang, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *key = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return nx_words_text(codes->words, key, lang);
}

/* ---- Whole articles ---------------------------------------------------------------------------------------------- */

static const char *subject_text(const NxCodes *codes, NxStatus status, NxLang lang)
{
    const char *text = text_of(codes, lang, "subject:%u", status.subject);
    return text ? text : text_of(codes, lang, "subject:other");
}

static void add_meaning(const NxCodes *codes, NxArticle *article)
{
    NxStatus status = article->status;
    const char *own = text_of(codes, article->lang, "X.%u.%u", status.subject, status.detail);
    const char *klass = status.klass ? text_of(codes, article->lang, "class:%u", status.klass)
                                     : text_of(codes, article->lang, "class:X");
    const char *unregistered = label(codes, "unregistered", article->lang);
    nx_article_add(article, "meaning", g_strdup_printf("%s\n\n%s\n", own ? own : unregistered, klass ? klass : ""));
}

static void add_digits(const NxCodes *codes, NxArticle *article)
{
    NxLang lang = article->lang;
    NxStatus status = article->status;
    g_autofree char *klass = status.klass ? g_strdup_printf("%u", status.klass) : g_strdup("X");
    g_autofree char *subject = g_strdup_printf("%u", status.subject);
    const char *subject_title = nx_words_label(codes->words, "subject", subject, lang);
    GString *body = g_string_new(NULL);
    g_string_append_printf(body, "- **%s** %s\n", klass, nx_words_label(codes->words, "digit", klass, lang));
    g_string_append_printf(body, "- **%u** %s: %s\n", status.subject,
                           subject_title == subject ? label(codes, "no-subject", lang) : subject_title,
                           subject_text(codes, status, lang));
    g_string_append_printf(body, "- **%u** %s\n", status.detail,
                           nx_registry_find(codes->registry, status) ? article->title
                                                                     : label(codes, "no-detail", lang));
    nx_article_add(article, "digits", g_string_free(body, FALSE));
}

static void add_replies(const NxCodes *codes, NxArticle *article)
{
    const NxRegistered *row = nx_registry_find(codes->registry, article->status);
    if (!row || !*row->replies)
        return;
    g_autoptr(GString) list = g_string_new(NULL);
    for (char **at = row->replies; *at; at++)
        if (!article->status.klass || **at - '0' == article->status.klass)
            g_string_append_printf(list, "%s[%s](%s)", list->len ? ", " : "", *at, *at);
    if (list->len)
        nx_article_add(article, "practice",
                       g_strdup_printf("%s %s.\n", label(codes, "replies", article->lang), list->str));
}

static void relate_code(const NxCodes *codes, NxArticle *article)
{
    NxStatus status = article->status;
    g_autoptr(GStrvBuilder) related = g_strv_builder_new();
    static const guint8 CLASSES[] = {5, 4};
    for (guint i = 0; i < G_N_ELEMENTS(CLASSES); i++) {
        g_autofree char *other = g_strdup_printf("%u.%u.%u", CLASSES[i], status.subject, status.detail);
        if (CLASSES[i] != status.klass)
            g_strv_builder_add(related, other);
    }
    guint failure = status.klass == 4 ? 4 : 5;
    for (guint i = 0; i < nx_registry_length(codes->registry); i++) {
        NxStatus near = nx_registry_at(codes->registry, i)->status;
        g_autofree char *name = g_strdup_printf("%u.%u.%u", failure, near.subject, near.detail);
        gboolean same = near.detail == status.detail;
        if (near.subject == status.subject && !same &&
            (near.detail == 0 || nx_codes_is_written(codes, name, article->lang)))
            g_strv_builder_add(related, name);
    }
    article->related = g_strv_builder_end(related);
}

static void source_code(const NxCodes *codes, NxArticle *article)
{
    const NxRegistered *row = nx_registry_find(codes->registry, article->status);
    g_autoptr(GStrvBuilder) sources = g_strv_builder_new();
    for (guint i = 0; row && row->defined[i]; i++)
        g_strv_builder_add(sources, row->defined[i]);
    if (!row || !g_strv_contains((const char *const *)row->defined, "RFC 3463"))
        g_strv_builder_add(sources, "RFC 3463");
    g_strv_builder_add(sources, label(codes, "registry", article->lang));
    article->sources = g_strv_builder_end(sources);
}

static void compose_code(const NxCodes *codes, NxArticle *article)
{
    add_meaning(codes, article);
    add_digits(codes, article);
    add_replies(codes, article);
    if (article->status.klass > 2)
        nx_article_add(article, "plan", g_strdup("{plan}\n"));
    relate_code(codes, article);
    source_code(codes, article);
}

/* All that is known of a reply: its own sentence, its group's, its class's; and the enhanced codes that go with it. */
static void compose_reply(const NxCodes *codes, NxArticle *article)
{
    GString *body = g_string_new(NULL);
    for (int digits = 3; digits > 0; digits--) {
        const char *text = text_of(codes, article->lang, "reply:%.*s", digits, article->name);
        if (text)
            g_string_append_printf(body, "%s\n\n", text);
    }
    nx_article_add(article, "meaning", g_string_free(body, FALSE));
    g_autoptr(GStrvBuilder) related = g_strv_builder_new();
    for (guint i = 0; i < nx_registry_length(codes->registry); i++) {
        const NxRegistered *row = nx_registry_at(codes->registry, i);
        g_autofree char *name = g_strdup_printf("%c.%u.%u", article->name[0] == '3' ? '2' : article->name[0],
                                                row->status.subject, row->status.detail);
        if (g_strv_contains((const char *const *)row->replies, article->name))
            g_strv_builder_add(related, name);
    }
    article->related = g_strv_builder_end(related);
    static const char *const SOURCES[] = {"RFC 5321", NULL};
    article->sources = g_strdupv((char **)SOURCES);
}

static void compose_words(const NxCodes *codes, NxArticle *article, const char *place)
{
    const char *text = text_of(codes, article->lang, "%s:%s", place, article->name);
    nx_article_add(article, "meaning",
                   g_strdup_printf("%s\n", text ? text : label(codes, "plain-provider", article->lang)));
}

NxArticle *nx_compose_article(const NxCodes *codes, const NxName *name, NxLang lang)
{
    if (name->kind == NX_ARTICLE_SIGNATURE)
        return nx_signature_article(codes, nx_signatures_find(codes->signatures, name->text), lang);
    NxArticle *article = nx_article_begin(name, lang, nx_codes_name_title(codes, name, lang));
    switch (name->kind) {
    case NX_ARTICLE_CODE: compose_code(codes, article); break;
    case NX_ARTICLE_REPLY: compose_reply(codes, article); break;
    case NX_ARTICLE_REASON: compose_words(codes, article, "reason"); break;
    case NX_ARTICLE_PROVIDER: compose_words(codes, article, "provider"); break;
    case NX_ARTICLE_TOPIC: compose_words(codes, article, "topic"); break;
    case NX_ARTICLE_SIGNATURE: g_assert_not_reached();
    }
    if (!article->related)
        article->related = g_new0(char *, 1);
    if (!article->sources)
        article->sources = g_new0(char *, 1);
    return article;
}

/* ---- Computed sections ------------------------------------------------------------------------------------------- */

/* Takes `text` over. */
static void add_if_any(NxArticle *article, const char *id, char *text)
{
    g_autofree char *body = text;
    if (body && *body)
        nx_article_add(article, id, g_steal_pointer(&body));
}

static void fill_plan(const NxCodes *codes, NxArticle *article)
{
    for (guint i = 0; i < article->sections->len; i++) {
        NxArticleSection *section = article->sections->pdata[i];
        if (strcmp(section->id, "plan") != 0)
            continue;
        g_autofree char *plan = nx_article_facts_plan(codes, article->status, article->lang);
        char *filled = nx_words_fill(section->body, "plan", plan, NULL);
        g_free(section->body);
        section->body = filled;
    }
}

static char *related_text(const NxCodes *codes, const NxArticle *article)
{
    GString *out = g_string_new(NULL);
    for (char **at = article->related; *at; at++) {
        NxName name;
        if (!nx_name_read(codes->words, *at, &name))
            continue;
        g_autofree char *line = nx_codes_line(codes, &name, article->lang);
        g_string_append_printf(out, "- %s\n", line);
    }
    return g_string_free(out, FALSE);
}

static char *sources_text(const NxArticle *article)
{
    GString *out = g_string_new(NULL);
    for (char **at = article->sources; *at; at++)
        if (**at)
            g_string_append_printf(out, "- %s\n", *at);
    return g_string_free(out, FALSE);
}

void nx_compose_computed(const NxCodes *codes, NxArticle *article, const NxName *name)
{
    gboolean code = name->kind == NX_ARTICLE_CODE;
    const NxFirst *first = nx_first_of(codes, name);
    if (first)
        nx_article_add(article, "first",
                       nx_first_text(codes, nx_actor_name(first->actor), first->now[article->lang],
                                     first->avoid[article->lang], article->lang));
    fill_plan(codes, article);
    add_if_any(article, "facts", nx_article_facts_text(codes, article, name));
    if (code && name->status.klass > 2)
        add_if_any(article, "providers", nx_article_facts_providers(codes, name->status, article->lang));
    if (name->kind == NX_ARTICLE_REASON || name->kind == NX_ARTICLE_PROVIDER)
        add_if_any(article, "codes", nx_article_facts_codes(codes, name, article->lang));
    if (name->kind == NX_ARTICLE_PROVIDER)
        add_if_any(article, "signatures", nx_article_facts_signatures(codes, name, article->lang));
    add_if_any(article, "related", related_text(codes, article));
    add_if_any(article, "sources", sources_text(article));
}
