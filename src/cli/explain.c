/* nixie explain: the article on a code, reason or provider; or the verdict on a pasted SMTP line. */
#include "cli/language.h"
#include "cli/pager.h"
#include "cli/verb.h"
#include "cli/why.h"
#include <json-glib/json-glib.h>

enum { WIDEST = 100, SHORT_LINES = 6 };

static const struct {
    const char *name;
    NxArticleFormat format;
} FORMATS[] = {{"text", NX_FORMAT_TEXT}, {"md", NX_FORMAT_MARKDOWN}, {"json", NX_FORMAT_JSON}};

static gboolean format_parse(const char *name, NxArticleFormat *format)
{
    for (guint i = 0; i < G_N_ELEMENTS(FORMATS); i++)
        if (g_str_equal(FORMATS[i].name, name)) {
            *format = FORMATS[i].format;
            return TRUE;
        }
    return FALSE;
}

static void write_article(NxApp *app, const NxArticle *article, NxArticleFormat format)
{
    g_autofree char *text = nx_article_write(nx_app_codes(app), article, nx_language(), format, MIN(nx_output_width(), WIDEST));
    NxSafeFlags flags = NX_SAFE_NEWLINES | (nx_output_is_ascii() ? NX_SAFE_ASCII : NX_SAFE_NONE);
    g_autofree char *safe = format == NX_FORMAT_TEXT ? nx_safe_screen(text, -1, flags, G_MAXSIZE) : g_steal_pointer(&text);
    nx_page_out(app, safe);
    if (*safe && safe[strlen(safe) - 1] != '\n')
        nx_put("\n", 1);
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
static void say_meaning(NxApp *app, const NxArticle *article)
{
    NxPage *page = nx_article_render(nx_app_codes(app), article, nx_language(), 76);
    nx_say("%s", "");
    nx_say("    %s  %s", nx_article_name(article), nx_article_title(article));
    guint headings = 0, said = 0;
    for (guint i = 0; i < page->lines->len && said < SHORT_LINES; i++) {
        const GArray *line = page->lines->pdata[i];
        g_autofree char *text = line_text(line);
        if (is_heading(line))
            headings++;
        else if (headings == 2 && *text)
            nx_say("    %s", text);
        else if (said)
            break;
        said += headings == 2 && *text && !is_heading(line);
    }
    nx_page_free(page);
}

static void say_verdict(NxApp *app, const NxReport *report, const NxVerdict *verdict)
{
    char code[NX_STATUS_TEXT_SIZE];
    g_autofree char *reply = verdict->reply_code ? g_strdup_printf("%u", verdict->reply_code) : NULL;
    g_autofree char *reason = g_strdup_printf("%s (%s)", nx_tr(nx_reason_label(verdict->reason)), nx_reason_name(verdict->reason));
    g_autofree char *against = nx_judge_contradiction(nx_app_judge(app), report, 0);
    g_autofree char *rule =
        verdict->rule_origin ? g_strdup_printf("%s  (%s)", verdict->rule, verdict->rule_origin) : g_strdup(verdict->rule ? verdict->rule : "-");
    nx_say_field(nx_tr("reason"), reason);
    nx_say_field(nx_tr("class"), nx_class_name(verdict->klass));
    nx_say_field(nx_tr("advice"), nx_tr(nx_advice_name(verdict->advice)));
    nx_say_field(nx_tr("status"), nx_status_text(verdict->status, code));
    nx_say_field(nx_tr("reply code"), reply);
    nx_say_field(nx_tr("provider"), report->n_recipients ? report->recipients[0].provider : NULL);
    nx_say_field(nx_tr("rule"), rule);
    nx_say_field(nx_tr("against"), against);
    nx_say_confidence(verdict->confidence, verdict->doubts);
}

static void add_member(JsonBuilder *builder, const char *name, const char *value)
{
    json_builder_set_member_name(builder, name);
    if (value && *value)
        json_builder_add_string_value(builder, value);
    else
        json_builder_add_null_value(builder);
}

static void write_verdict_json(const NxVerdict *verdict, const char *text, const NxArticle *article)
{
    char code[NX_STATUS_TEXT_SIZE];
    g_autofree char *reply = verdict->reply_code ? g_strdup_printf("%u", verdict->reply_code) : NULL;
    g_autofree char *valid = nx_text_from_utf8(text, -1);
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    add_member(builder, "text", valid);
    add_member(builder, "status", nx_status_text(verdict->status, code));
    add_member(builder, "reply_code", reply);
    add_member(builder, "reason", nx_reason_name(verdict->reason));
    add_member(builder, "class", nx_class_name(verdict->klass));
    add_member(builder, "suggested", nx_advice_name(verdict->advice));
    add_member(builder, "confidence", nx_confidence_name(verdict->confidence));
    add_member(builder, "rule", verdict->rule);
    add_member(builder, "article", article ? nx_article_name(article) : NULL);
    json_builder_end_object(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    g_autofree char *json = json_to_string(root, FALSE);
    nx_put(json, strlen(json));
    nx_put("\n", 1);
}

static void explain_line(NxApp *app, const char *text, NxArticleFormat format)
{
    g_autofree char *line = nx_text_from_utf8(text, -1);
    NxReport *report = nx_reader_read_line(nx_app_reader(app), line);
    NxVerdict verdict;
    nx_judge_event(nx_app_judge(app), report, 0, &verdict);
    const NxArticle *article = article_for(app, &verdict);
    if (format == NX_FORMAT_JSON) {
        write_verdict_json(&verdict, text, article);
    } else {
        say_verdict(app, report, &verdict);
        if (article)
            say_meaning(app, article);
    }
    nx_report_free(report);
}

/* A word that is no name: one that is near to it may have been meant. */
static int explain_unknown(NxApp *app, const char *word)
{
    g_auto(GStrv) near = nx_codes_suggest(nx_app_codes(app), word, nx_language());
    g_autofree char *names = near && near[0] ? g_strjoinv(", ", near) : NULL;
    if (names)
        return nx_app_fault(app, nx_tr("%s: nothing is known of that; near to it: %s"), word, names);
    return nx_app_fault(app, nx_tr("%s: nothing is known of that"), word);
}

static gboolean all_are_names(NxApp *app, char **words)
{
    for (; *words; words++)
        if (!nx_codes_find(nx_app_codes(app), *words, nx_language()))
            return FALSE;
    return TRUE;
}

static int explain_words(NxApp *app, char **words, NxArticleFormat format)
{
    g_autofree char *text = g_strjoinv(" ", words);
    g_strstrip(text);
    if (all_are_names(app, words)) {
        for (; *words; words++)
            write_article(app, nx_codes_find(nx_app_codes(app), *words, nx_language()), format);
        return app->status;
    }
    if (!*text || !strpbrk(text, " \t"))
        return explain_unknown(app, text);
    explain_line(app, text, format);
    return app->status;
}

int nx_run_explain(NxApp *app, int argc, char **argv)
{
    g_autofree char *format_text = NULL;
    const GOptionEntry options[] = {
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &format_text, N_("text, md or json"), N_("FORMAT")},
        {0},
    };
    NxArticleFormat format = NX_FORMAT_TEXT;
    if (!nx_app_start(app, options, &argc, &argv))
        return app->status;
    if (format_text && !format_parse(format_text, &format))
        return nx_app_usage(app, nx_tr("there is no format %s"), format_text);
    if (argc < 2)
        return nx_app_usage(app, "%s", nx_tr("name a code, a reason or a provider, or paste an SMTP line"));
    nx_app_codes(app);
    nx_app_problems(app);
    return explain_words(app, argv + 1, format);
}
