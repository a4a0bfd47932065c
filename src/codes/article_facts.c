/* What policy and code tables say about a name: type, category, advice and plan are never written in articles. */
#include "codes/article_store.h"
#include "codes/title.h"

static const char *label(const NxCodes *codes, const char *name, NxLang lang)
{
    return nx_words_label(codes->words, "label", name, lang);
}

static const char *reason_title(const NxCodes *codes, NxReason reason, NxLang lang)
{
    return nx_words_label(codes->words, "reason", nx_reason_name(reason), lang);
}

static void add_fact(GString *out, const NxCodes *codes, NxLang lang, const char *name, const char *value)
{
    g_string_append_printf(out, "- **%s:** %s\n", label(codes, name, lang), value);
}

/* "36 h", "72 h (3 d)" */
static char *duration_text(const NxCodes *codes, NxTime seconds, NxLang lang)
{
    g_autofree char *hours = g_strdup_printf("%" G_GINT64_FORMAT, seconds / NX_HOUR);
    g_autofree char *days = g_strdup_printf("%" G_GINT64_FORMAT, seconds / NX_DAY);
    gboolean whole = seconds >= 2 * NX_DAY && seconds % NX_DAY == 0;
    return nx_words_fill(label(codes, whole ? "hours-days" : "hours", lang), "h", hours, "d", days, NULL);
}

/* ---- Type, category, advice, plan -------------------------------------------------------------------------------- */

static const char *category_of(const NxArticle *article)
{
    static const char *const BY_SUBJECT[] = {"other",     "address",   "mailbox", "technical",
                                             "technical", "technical", "content", "policy"};
    if (article->category)
        return article->category;
    return article->status.subject < G_N_ELEMENTS(BY_SUBJECT) ? BY_SUBJECT[article->status.subject] : "other";
}

/* "S1: after 24 h, then 48 h, ..."; of a plan without steps its name and what it means. */
static char *plan_line(const NxCodes *codes, NxPlan plan, NxLang lang)
{
    const NxSettings *settings = nx_library_settings(codes->library);
    guint attempts = 0;
    NxTime first = nx_plan_next(settings, plan, 1, NX_DAY, &attempts);
    g_autoptr(GString) steps = g_string_new(NULL);
    for (guint i = 1; first && i <= MAX(attempts, 1); i++) {
        g_autofree char *step = duration_text(codes, nx_plan_next(settings, plan, i, NX_DAY, NULL) - NX_DAY, lang);
        g_string_append_printf(steps, "%s%s", i > 1 ? ", " : "", step);
    }
    g_autofree char *count = g_strdup_printf("%u", attempts);
    g_autofree char *key = g_strconcat("plan:", nx_plan_name(plan), NULL);
    const char *pattern = nx_words_title(codes->words, key, lang);
    return nx_words_fill(pattern ? pattern : nx_plan_name(plan), "steps", steps->str, "n", count, NULL);
}

/* "hard bounce; advice suppress; no retries" for a reason under a class of code. */
static char *policy_line(const NxCodes *codes, NxReason reason, NxStatus status, NxLang lang)
{
    NxPolicy policy = nx_judge_policy(codes->judge, reason, status, NULL);
    g_autofree char *plan = plan_line(codes, policy.plan, lang);
    return nx_words_fill(label(codes, "policy-line", lang), "class",
                         nx_words_label(codes->words, "class", nx_class_name(policy.klass), lang), "advice",
                         nx_words_label(codes->words, "advice", nx_advice_name(policy.advice), lang), "plan", plan,
                         NULL);
}

static char *reason_link(const NxCodes *codes, NxReason reason, NxLang lang)
{
    const char *name = nx_reason_name(reason);
    return g_strdup_printf("[%s](%s) (%s)", name, name, reason_title(codes, reason, lang));
}

static void add_status_facts(GString *out, const NxCodes *codes, NxStatus status, NxLang lang)
{
    NxReason reason = nx_judge_code(codes->judge, status, NULL, NULL);
    NxPolicy policy = nx_judge_policy(codes->judge, reason, status, NULL);
    g_autofree char *link = reason_link(codes, reason, lang);
    g_autofree char *plan = plan_line(codes, policy.plan, lang);
    const char *permanence = label(codes, status.klass == 5 ? "permanent" : "temporary", lang);
    g_autofree char *type =
        g_strdup_printf("%s; %s", nx_words_label(codes->words, "class", nx_class_name(policy.klass), lang), permanence);
    add_fact(out, codes, lang, "type", type);
    add_fact(out, codes, lang, "reason", link);
    add_fact(out, codes, lang, "advice", nx_words_label(codes->words, "advice", nx_advice_name(policy.advice), lang));
    add_fact(out, codes, lang, "plan", plan);
}

/* The same for both classes of failure, one line each. */
static void add_both_classes(GString *out, const NxCodes *codes, const NxName *name, NxLang lang)
{
    for (guint klass = 4; klass <= 5; klass++) {
        NxStatus status = {klass, name->status.subject, name->status.detail};
        gboolean code = name->kind == NX_ARTICLE_CODE;
        NxReason reason = code ? nx_judge_code(codes->judge, status, NULL, NULL) : name->reason;
        g_autofree char *line = policy_line(codes, reason, status, lang);
        if (code)
            g_string_append_printf(out, "- [%u.%u.%u](%u.%u.%u): %s, %s\n", klass, status.subject, status.detail, klass,
                                   status.subject, status.detail, reason_title(codes, reason, lang), line);
        else
            add_fact(out, codes, lang, klass == 4 ? "with-4" : "with-5", line);
    }
}

static void add_reply_facts(GString *out, const NxCodes *codes, const NxName *name, NxLang lang)
{
    guint klass = name->reply / 100;
    if (klass < 4) {
        add_fact(out, codes, lang, "type", label(codes, "success", lang));
        return;
    }
    NxReason reason = nx_judge_reply(codes->judge, name->reply);
    g_autofree char *link = reason_link(codes, reason, lang);
    g_autofree char *policy = policy_line(codes, reason, (NxStatus){klass, 0, 0}, lang);
    g_autofree char *line = g_strdup_printf("%s; %s", link, policy);
    add_fact(out, codes, lang, "type", label(codes, klass == 5 ? "permanent" : "temporary", lang));
    add_fact(out, codes, lang, "reply-alone", line);
}

/* By which hosts and addresses a provider is known. */
static void add_provider_facts(GString *out, const NxCodes *codes, const NxName *name, NxLang lang)
{
    guint n;
    const NxProvider *providers = nx_providers(&n);
    for (guint i = 0; i < n; i++) {
        if (strcmp(providers[i].name, name->text) != 0)
            continue;
        if (*providers[i].hosts)
            add_fact(out, codes, lang, "hosts", providers[i].hosts);
        if (*providers[i].domains)
            add_fact(out, codes, lang, "domains", providers[i].domains);
    }
}

char *nx_article_facts_text(const NxCodes *codes, const NxArticle *article, const NxName *name)
{
    NxLang lang = article->lang;
    GString *out = g_string_new(NULL);
    gboolean failure = name->kind == NX_ARTICLE_CODE && name->status.klass > 2;
    if (failure)
        add_status_facts(out, codes, name->status, lang);
    else if (name->kind == NX_ARTICLE_CODE && name->status.klass == 2)
        add_fact(out, codes, lang, "type", label(codes, "success", lang));
    else if (name->kind == NX_ARTICLE_CODE || name->kind == NX_ARTICLE_REASON)
        add_both_classes(out, codes, name, lang);
    else if (name->kind == NX_ARTICLE_REPLY)
        add_reply_facts(out, codes, name, lang);
    else
        add_provider_facts(out, codes, name, lang);
    if (name->kind == NX_ARTICLE_CODE)
        add_fact(out, codes, lang, "category", nx_words_label(codes->words, "category", category_of(article), lang));
    if (failure)
        g_string_append_printf(out, "\n%s\n", label(codes, "text-first", lang));
    return g_string_free(out, out->len == 0);
}

/* ---- The plan, step by step -------------------------------------------------------------------------------------- */

static void add_steps(GString *out, const NxCodes *codes, NxPlan plan, guint attempts, NxLang lang)
{
    const NxSettings *settings = nx_library_settings(codes->library);
    NxTime total = 0;
    for (guint i = 1; i <= attempts; i++) {
        NxTime step = nx_plan_next(settings, plan, i, NX_DAY, NULL) - NX_DAY;
        total += step;
        g_autofree char *number = g_strdup_printf("%u", i);
        g_autofree char *after = duration_text(codes, step, lang);
        g_autofree char *sum = duration_text(codes, total, lang);
        g_autofree char *line = nx_words_fill(label(codes, i == 1 ? "first-step" : "next-step", lang), "n", number,
                                              "step", after, "total", sum, NULL);
        g_string_append_printf(out, "%u. %s\n", i, line);
    }
}

char *nx_article_facts_plan(const NxCodes *codes, NxStatus status, NxLang lang)
{
    NxReason reason = nx_judge_code(codes->judge, status, NULL, NULL);
    NxPolicy policy = nx_judge_policy(codes->judge, reason, status, NULL);
    guint attempts = 0;
    NxTime first = nx_plan_next(nx_library_settings(codes->library), policy.plan, 1, NX_DAY, &attempts);
    g_autofree char *wait = first ? duration_text(codes, first - NX_DAY, lang) : g_strdup("");
    g_autofree char *count = g_strdup_printf("%u", attempts);
    g_autofree char *key = g_strconcat("plan:", nx_plan_name(policy.plan), NULL);
    const char *pattern = nx_words_text(codes->words, key, lang);
    g_autofree char *opening = nx_words_fill(pattern ? pattern : "", "n", count, "step", wait, NULL);
    GString *out = g_string_new(opening);
    g_string_append(out, "\n\n");
    if (attempts) {
        add_steps(out, codes, policy.plan, attempts, lang);
        g_string_append_printf(out, "\n%s\n", label(codes, "after-last", lang));
    }
    return g_string_free(out, FALSE);
}

/* ---- Providers and codes ----------------------------------------------------------------------------------------- */

char *nx_article_facts_providers(const NxCodes *codes, NxStatus status, NxLang lang)
{
    NxReason plain = nx_judge_code(codes->judge, status, NULL, NULL);
    g_autoptr(GPtrArray) providers = nx_words_names(codes->words, "provider");
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < providers->len; i++) {
        const char *provider = providers->pdata[i], *rule = NULL;
        NxReason reason = nx_judge_code(codes->judge, status, provider, &rule);
        if (reason == plain || !rule || !g_str_has_prefix(rule, "provider:"))
            continue;
        g_autofree char *link = reason_link(codes, reason, lang);
        g_string_append_printf(out, "- [%s](%s): %s\n", nx_words_label(codes->words, "provider", provider, lang),
                               provider, link);
    }
    return g_string_free(out, out->len == 0);
}

char *nx_article_facts_used(const NxCodes *codes, NxStatus status, NxLang lang)
{
    g_autoptr(GPtrArray) providers = nx_words_names(codes->words, "provider");
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < providers->len; i++) {
        const char *provider = providers->pdata[i], *rule = NULL;
        NxReason reason = nx_judge_code(codes->judge, status, provider, &rule);
        if (rule && g_str_has_prefix(rule, "provider:"))
            g_string_append_printf(out, "%s%s: %s", out->len ? "; " : "",
                                   nx_words_label(codes->words, "provider", provider, lang),
                                   reason_title(codes, reason, lang));
    }
    return out->len ? g_strdup(out->str) : NULL;
}

/* The registered codes that mean a reason by themselves. */
static void add_codes_of_reason(GString *out, const NxCodes *codes, NxReason reason, NxLang lang)
{
    for (guint8 klass = 4; klass <= 5; klass++)
        for (guint i = 0; i < nx_registry_length(codes->registry); i++) {
            NxStatus status = nx_registry_at(codes->registry, i)->status;
            status.klass = klass;
            if (nx_judge_code(codes->judge, status, NULL, NULL) != reason)
                continue;
            NxName name = {.kind = NX_ARTICLE_CODE, .status = status};
            nx_status_text(status, name.text);
            g_autofree char *line = nx_codes_line(codes, &name, lang);
            g_string_append_printf(out, "- %s\n", line);
        }
}

/* "[5.7.26](5.7.26)"; a pattern of codes is no link. */
static void add_code_of_provider(GString *out, const NxCodes *codes, const char *code)
{
    NxName name;
    if (nx_name_read(codes->words, code, &name))
        g_string_append_printf(out, "[%s](%s)", name.text, name.text);
    else
        g_string_append_printf(out, "`%s`", code);
}

/* One line for each meaning, in the order of the table, with all codes that the provider uses for it. */
static void add_codes_of_provider(GString *out, const NxCodes *codes, const char *provider, NxLang lang)
{
    gboolean told[NX_N_REASONS] = {FALSE};
    guint n = nx_judge_provider_codes(codes->judge);
    for (guint row = 0; row < n; row++) {
        const NxProviderCode *first = nx_judge_provider_code(codes->judge, row);
        if (strcmp(first->provider, provider) != 0 || told[first->reason])
            continue;
        told[first->reason] = TRUE;
        g_autofree char *link = reason_link(codes, first->reason, lang);
        g_string_append_printf(out, "- %s:", link);
        for (guint i = row; i < n; i++) {
            const NxProviderCode *other = nx_judge_provider_code(codes->judge, i);
            if (strcmp(other->provider, provider) != 0 || other->reason != first->reason)
                continue;
            g_string_append(out, i == row ? " " : ", ");
            add_code_of_provider(out, codes, other->code);
        }
        g_string_append_c(out, '\n');
    }
}

char *nx_article_facts_codes(const NxCodes *codes, const NxName *name, NxLang lang)
{
    GString *out = g_string_new(NULL);
    if (name->kind == NX_ARTICLE_REASON)
        add_codes_of_reason(out, codes, name->reason, lang);
    else if (name->kind == NX_ARTICLE_PROVIDER)
        add_codes_of_provider(out, codes, name->text, lang);
    return g_string_free(out, out->len == 0);
}

char *nx_article_facts_signatures(const NxCodes *codes, const NxName *name, NxLang lang)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < nx_signatures_count(codes->signatures); i++) {
        const NxSignature *signature = nx_signatures_at(codes->signatures, i);
        if (g_strv_contains((const char *const *)signature->party->providers, name->text))
            g_string_append_printf(out, "- [%s](%s) %s\n", signature->name, signature->name, signature->title[lang]);
    }
    return g_string_free(out, out->len == 0);
}
