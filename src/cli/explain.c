/* nixie explain: the article on a code, reason or provider; what a pattern fits; the verdict on a pasted SMTP line or
 * diagnostic; or the articles that some words stand in. */
#include "cli/input.h"
#include "cli/language.h"
#include "cli/pager.h"
#include "cli/verb.h"
#include "cli/why.h"
#include <json-glib/json-glib.h>

enum {
    WIDEST = 100,
    SHORT_LINES = 6,
    MOST_BYTES = 64 * 1024, /* of a pasted diagnostic */
};

static const struct {
    const char *name;
    NxArticleFormat format;
} FORMATS[] = {{"text", NX_ARTICLE_TEXT}, {"md", NX_ARTICLE_MARKDOWN}, {"json", NX_ARTICLE_JSON}};

static gboolean format_parse(const char *name, NxArticleFormat *format)
{
    for (guint i = 0; i < G_N_ELEMENTS(FORMATS); i++)
        if (g_str_equal(FORMATS[i].name, name)) {
            *format = FORMATS[i].format;
            return TRUE;
        }
    return FALSE;
}

static guint text_width(void)
{
    return MIN(nx_output_width(), WIDEST);
}

static void page_text(const NxApp *app, const char *text, NxArticleFormat format)
{
    NxSafeFlags flags = NX_SAFE_NEWLINES | (nx_output_is_ascii() ? NX_SAFE_ASCII : NX_SAFE_NONE);
    g_autofree char *safe = format == NX_ARTICLE_TEXT ? nx_safe_screen(text, -1, flags, G_MAXSIZE) : g_strdup(text);
    nx_page_out(app, safe);
    if (*safe && safe[strlen(safe) - 1] != '\n')
        nx_put("\n", 1);
}

static char *article_text(NxApp *app, const char *name, NxArticleFormat format)
{
    const NxArticle *article = nx_codes_find(nx_app_codes(app), name, nx_language());
    return article ? nx_article_write(nx_app_codes(app), article, nx_language(), format, text_width()) : NULL;
}

/* A list of names; the article, where there is but one. */
static char *names_text(NxApp *app, char **names, NxArticleFormat format)
{
    if (names[0] && !names[1])
        return article_text(app, names[0], format);
    return nx_codes_write_list(nx_app_codes(app), (const char *const *)names, nx_language(), format, text_width());
}

/* The article that a verdict sends its reader to: that of its code, else of its reason. */
static const NxArticle *article_for(NxApp *app, const NxVerdict *verdict)
{
    char code[NX_STATUS_TEXT_SIZE];
    if (verdict->status.klass)
        return nx_codes_find(nx_app_codes(app), nx_status_text(verdict->status, code), nx_language());
    return nx_codes_find(nx_app_codes(app), nx_reason_name(verdict->reason), nx_language());
}

static gboolean is_heading(const GArray *line)
{
    return line->len && g_array_index(line, NxSpan, 0).style == NX_STYLE_HEADING;
}

static char *line_text(const GArray *line)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < line->len; i++)
        g_string_append(text, g_array_index(line, NxSpan, i).text);
    return g_strchug(g_string_free(text, FALSE));
}

/* What an article says in short: the first paragraph below its second heading; the first is a table of facts. */
static void say_meaning(NxApp *app, const NxArticle *article, const char *indent)
{
    NxPage *page = nx_article_render(nx_app_codes(app), article, nx_language(), 76);
    guint headings = 0, said = 0;
    for (guint i = 0; i < page->lines->len && said < SHORT_LINES; i++) {
        const GArray *line = page->lines->pdata[i];
        g_autofree char *text = line_text(line);
        if (is_heading(line))
            headings++;
        else if (headings == 2 && *text)
            nx_say("%s%s", indent, text);
        else if (said)
            break;
        said += headings == 2 && *text && !is_heading(line);
    }
    nx_page_free(page);
}

static void say_article(NxApp *app, const NxArticle *article, NxArticleFormat format)
{
    gboolean markdown = format == NX_ARTICLE_MARKDOWN;
    nx_say("%s", "");
    nx_say("%s%s  %s", markdown ? "## " : "    ", nx_article_name(article), nx_article_title(article));
    if (markdown)
        nx_say("%s", "");
    say_meaning(app, article, markdown ? "" : "    ");
}

static void say_field(const char *title, const char *text, NxArticleFormat format)
{
    if (format == NX_ARTICLE_TEXT)
        nx_say_field(title, text);
    else if (text && *text)
        nx_say("- **%s:** %s", title, text);
}

static void say_verdict(NxApp *app, const NxReport *report, const NxVerdict *verdict, NxArticleFormat format)
{
    char code[NX_STATUS_TEXT_SIZE];
    g_autofree char *reply = verdict->reply_code ? g_strdup_printf("%u", verdict->reply_code) : NULL;
    g_autofree char *reason =
        g_strdup_printf("%s (%s)", nx_tr(nx_reason_label(verdict->reason)), nx_reason_name(verdict->reason));
    g_autofree char *against = nx_judge_contradiction(nx_app_judge(app), report, 0, NULL);
    g_autofree char *why = nx_codes_override(nx_app_codes(app), report, 0, verdict, nx_language());
    g_autofree char *rule = verdict->rule_origin ? g_strdup_printf("%s  (%s)", verdict->rule, verdict->rule_origin)
                                                 : g_strdup(verdict->rule ? verdict->rule : "-");
    const struct {
        const char *title, *text;
    } fields[] = {
        {nx_tr("reason"), reason},
        {nx_tr("class"), nx_class_name(verdict->klass)},
        {nx_tr("advice"), nx_tr(nx_advice_name(verdict->advice))},
        {nx_tr("status"), nx_status_text(verdict->status, code)},
        {nx_tr("reply code"), reply},
        {nx_tr("provider"), report->n_recipients ? report->recipients[0].provider : NULL},
        {nx_tr("rule"), rule},
        {nx_tr("about"), nx_about_label(verdict->about) ? nx_tr(nx_about_label(verdict->about)) : NULL},
        {nx_tr("why"), why},
        {nx_tr("against"), against},
    };
    for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
        say_field(fields[i].title, fields[i].text, format);
    if (format == NX_ARTICLE_TEXT)
        nx_say_confidence(verdict->confidence, verdict->doubts);
    else
        say_field(nx_tr("confidence"), nx_tr(nx_confidence_name(verdict->confidence)), format);
}

static void add_member(JsonBuilder *builder, const char *name, const char *value)
{
    json_builder_set_member_name(builder, name);
    if (value && *value)
        json_builder_add_string_value(builder, value);
    else
        json_builder_add_null_value(builder);
}

static void write_verdict_json(NxApp *app, const NxReport *report, const NxVerdict *verdict, const char *text,
                               const NxArticle *article)
{
    char code[NX_STATUS_TEXT_SIZE];
    g_autofree char *reply = verdict->reply_code ? g_strdup_printf("%u", verdict->reply_code) : NULL;
    g_autofree char *why = nx_codes_override(nx_app_codes(app), report, 0, verdict, nx_language());
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    add_member(builder, "text", text);
    add_member(builder, "status", nx_status_text(verdict->status, code));
    add_member(builder, "reply_code", reply);
    add_member(builder, "reason", nx_reason_name(verdict->reason));
    add_member(builder, "class", nx_class_name(verdict->klass));
    add_member(builder, "suggested", nx_advice_name(verdict->advice));
    add_member(builder, "confidence", nx_confidence_name(verdict->confidence));
    add_member(builder, "rule", verdict->rule);
    add_member(builder, "about", nx_about_name(verdict->about));
    add_member(builder, "override", why);
    add_member(builder, "article", article ? nx_article_name(article) : NULL);
    json_builder_end_object(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    g_autofree char *json = json_to_string(root, FALSE);
    nx_put(json, strlen(json));
    nx_put("\n", 1);
}

static void explain_verdict(NxApp *app, const NxReport *report, const NxVerdict *verdict, const char *text,
                            NxArticleFormat format)
{
    const NxArticle *article = article_for(app, verdict);
    if (format == NX_ARTICLE_JSON) {
        write_verdict_json(app, report, verdict, text, article);
        return;
    }
    say_verdict(app, report, verdict, format);
    if (article)
        say_article(app, article, format);
}

/* A word that is no name: one that is near to it may have been meant. */
static void explain_unknown(NxApp *app, const char *word)
{
    g_auto(GStrv) near = nx_codes_suggest(nx_app_codes(app), word, nx_language());
    g_autofree char *names = near && near[0] ? g_strjoinv(", ", near) : NULL;
    if (names)
        nx_app_fault(app, nx_tr("%s: nothing is known of that; near to it: %s"), word, names);
    else
        nx_app_fault(app, nx_tr("%s: nothing is known of that"), word);
}

static void explain_text(NxApp *app, const char *text, NxArticleFormat format)
{
    NxReport *report = nx_reader_read_line(nx_app_reader(app), text);
    NxVerdict verdict;
    nx_judge_event(nx_app_judge(app), report, 0, &verdict);
    g_auto(GStrv) names = NULL;
    NxAsked asked = nx_codes_asked(nx_app_codes(app), text, &verdict, nx_language(), &names);
    if (asked == NX_ASKED_LINE)
        explain_verdict(app, report, &verdict, text, format);
    else if (asked == NX_ASKED_WORDS) {
        g_autofree char *page = names_text(app, names, format);
        page_text(app, page, format);
    } else
        explain_unknown(app, text);
    nx_report_free(report);
}

/* Articles and lists, if every word is a name or a pattern that fits some; else NULL. */
static char *explain_names(NxApp *app, char **words, NxArticleFormat format)
{
    g_autoptr(GString) all = g_string_new(NULL);
    for (; *words; words++) {
        g_autofree char *article = article_text(app, *words, format);
        g_auto(GStrv) fitting = article ? NULL : nx_codes_match(nx_app_codes(app), *words);
        g_autofree char *list = fitting && fitting[0] ? names_text(app, fitting, format) : NULL;
        if (!article && !list)
            return NULL;
        g_string_append(all, article ? article : list);
    }
    return g_strdup(all->str);
}

static void explain(NxApp *app, char **words, NxArticleFormat format)
{
    g_autofree char *page = explain_names(app, words, format);
    g_autofree char *joined = g_strjoinv(" ", words);
    g_autofree char *text = nx_text_from_utf8(g_strstrip(joined), (gssize)strnlen(joined, MOST_BYTES));
    if (page)
        page_text(app, page, format);
    else
        explain_text(app, text, format);
}

/* Standard input, as one text. */
static void explain_input(NxApp *app, NxArticleFormat format)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = nx_input_read("-", app->config.input_max, &error);
    if (!bytes) {
        nx_app_error(app, g_steal_pointer(&error));
        return;
    }
    gsize len;
    const char *data = g_bytes_get_data(bytes, &len);
    g_autofree char *text = g_strstrip(nx_text_from_utf8(data ? data : "", (gssize)MIN(len, MOST_BYTES)));
    char *words[] = {text, NULL};
    if (*text)
        explain(app, words, format);
    else
        nx_app_fault(app, "%s", nx_tr("name a code, a reason or a provider, or paste an SMTP line"));
}

int nx_run_explain(NxApp *app, int argc, char **argv)
{
    g_autofree char *format_text = NULL;
    const GOptionEntry options[] = {
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &format_text, N_("text, md or json"), N_("FORMAT")},
        {0},
    };
    NxArticleFormat format = NX_ARTICLE_TEXT;
    if (!nx_app_start(app, options, &argc, &argv))
        return app->status;
    if (format_text && !format_parse(format_text, &format))
        return nx_app_usage(app, nx_tr("there is no format %s"), format_text);
    if (argc < 2)
        return nx_app_usage(app, "%s", nx_tr("name a code, a reason or a provider, or paste an SMTP line"));
    nx_app_codes(app);
    nx_app_problems(app);
    if (argc == 2 && g_str_equal(argv[1], "-"))
        explain_input(app, format);
    else
        explain(app, argv + 1, format);
    return app->status;
}
