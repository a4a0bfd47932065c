/* nixie explain: the article on a code, reason or provider; what a pattern fits; the verdict on a pasted SMTP line or
 * diagnostic; or the articles that some words stand in. */
#include "cli/explain_verdict.h"
#include "cli/input.h"
#include "cli/language.h"
#include "cli/pager.h"
#include "cli/verb.h"
#include <nixie/json.h>

/* What is asked for, and how the answer is to look. */
typedef struct {
    NxArticleFormat format;
    NxPasteHints hints;
    gboolean hinted; /* it is a line, whatever it looks like */
} Asked;

enum {
    WIDEST = 100,
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
    g_autofree char *safe = format == NX_ARTICLE_TEXT   ? nx_safe_screen(text, -1, flags, G_MAXSIZE)
                            : !nx_output_is_ascii()     ? g_strdup(text)
                            : format == NX_ARTICLE_JSON ? nx_json_ascii(text)
                                                        : nx_safe_ascii(text);
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

/* Does the page say what was typed? */
static gboolean says(const char *page, const char *typed)
{
    g_autofree char *text = g_utf8_casefold(page, -1), *word = g_utf8_casefold(typed, -1);
    return strstr(text, word) != NULL;
}

/* The first page whole, and what else is called so; what was typed stands first where the page calls it otherwise. */
static char *pages_text(NxApp *app, char **names, const char *typed, NxArticleFormat format)
{
    if (format != NX_ARTICLE_TEXT)
        return names_text(app, names, format);
    g_autofree char *bare = article_text(app, names[0], format);
    g_autofree char *head = says(bare, typed) ? g_strdup("") : g_strdup_printf(nx_tr("%s: see %s"), typed, names[0]);
    g_autofree char *page = g_strconcat(head, *head ? "\n\n" : "", bare, NULL);
    if (!names[1])
        return g_steal_pointer(&page);
    g_autofree char *others =
        nx_codes_write_list(nx_app_codes(app), (const char *const *)names + 1, nx_language(), format, text_width());
    return g_strdup_printf("%s\n%s\n\n%s", page, nx_tr("Called so, too:"), others);
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

static char *found_text(NxApp *app, char **names, const char *words, NxArticleFormat format)
{
    if (names[0] && !names[1])
        return article_text(app, names[0], format);
    return nx_codes_write_found(nx_app_codes(app), (const char *const *)names, words, nx_language(), format,
                                text_width());
}

static void explain_text(NxApp *app, const char *text, const Asked *asked)
{
    NxReport *report = nx_reader_read_pasted(nx_app_reader(app), text, &asked->hints);
    NxVerdict verdict;
    nx_judge_event(nx_app_judge(app), report, 0, &verdict);
    g_auto(GStrv) names = NULL;
    NxAsked kind =
        asked->hinted ? NX_ASKED_LINE : nx_codes_asked(nx_app_codes(app), text, &verdict, nx_language(), &names);
    if (kind == NX_ASKED_LINE)
        nx_explain_report(app, report, text, asked->format);
    else if (kind == NX_ASKED_WORDS) {
        g_autofree char *page = found_text(app, names, text, asked->format);
        page_text(app, page, asked->format);
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

/* "microsoft 5.4.1": what that provider means by it, and its signatures; NULL if the words are anything else. */
static char *explain_party_code(NxApp *app, char **words, NxArticleFormat format)
{
    NxPartyCode party;
    if (!words[0] || !words[1] || !nx_codes_provider_code(nx_app_codes(app), words, &party))
        return NULL;
    g_auto(GStrv) names = nx_codes_of_party(nx_app_codes(app), &party);
    g_autofree char *sentence = nx_codes_party_sentence(nx_app_codes(app), &party, nx_language());
    g_autoptr(GString) all = g_string_new(NULL);
    if (format != NX_ARTICLE_JSON)
        g_string_append_printf(all, "%s\n\n", sentence);
    for (char **at = names; *at; at++) {
        g_autofree char *page = article_text(app, *at, format);
        g_string_append_printf(all, "%s%s", page, format == NX_ARTICLE_TEXT ? "\n" : "");
    }
    if (!names[0]) {
        g_autofree char *page = article_text(app, party.code, format);
        g_string_append(all, page);
    }
    return g_strdup(all->str);
}

/* Pages by their names, by a token or by another word for them; NULL if the text is none of these. */
static char *explain_known(NxApp *app, char **words, const char *text, const Asked *asked)
{
    char *page = explain_party_code(app, words, asked->format);
    if (!page)
        page = explain_names(app, words, asked->format);
    if (page)
        return page;
    g_auto(GStrv) names = nx_codes_typed(nx_app_codes(app), text);
    return names[0] ? pages_text(app, names, text, asked->format) : NULL;
}

static void explain(NxApp *app, char **words, const Asked *asked)
{
    g_autofree char *joined = g_strjoinv(" ", words);
    g_autofree char *text = nx_text_from_utf8(g_strstrip(joined), (gssize)strnlen(joined, MOST_BYTES));
    g_autofree char *page = asked->hinted ? NULL : explain_known(app, words, text, asked);
    if (page)
        page_text(app, page, asked->format);
    else
        explain_text(app, text, asked);
}

/* Standard input, as one text. */
static void explain_input(NxApp *app, const Asked *asked)
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
        explain(app, words, asked);
    else
        nx_app_fault(app, "%s", nx_tr("name a code, a reason or a provider, or paste an SMTP line"));
}

/* ---- The command ------------------------------------------------------------------------------------------------- */

typedef struct {
    char *format, *provider, *host, *domain, *command;
} Options;

static void options_clear(Options *options)
{
    g_free(options->format);
    g_free(options->provider);
    g_free(options->host);
    g_free(options->domain);
    g_free(options->command);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* The name that reports have for it; NULL if there is none. */
static const char *provider_called(const char *name)
{
    guint n;
    const NxProvider *all = nx_providers(&n);
    for (guint i = 0; i < n; i++)
        if (g_ascii_strcasecmp(all[i].name, name) == 0)
            return all[i].name;
    return NULL;
}

/* FALSE after a complaint. */
static gboolean read_options(NxApp *app, const Options *options, Asked *asked)
{
    NxPasteHints *hints = &asked->hints;
    hints->host = options->host;
    hints->domain = options->domain;
    asked->hinted = options->provider || options->host || options->domain || options->command;
    if (options->format && !format_parse(options->format, &asked->format))
        nx_app_usage(app, nx_tr("there is no format %s"), options->format);
    else if (options->provider && !(hints->provider = provider_called(options->provider)))
        nx_app_usage(app, nx_tr("there is no provider %s"), options->provider);
    else if (options->command && !(hints->command = nx_command_parse(options->command)))
        nx_app_usage(app, nx_tr("there is no SMTP command %s"), options->command);
    else
        return TRUE;
    return FALSE;
}

int nx_run_explain(NxApp *app, int argc, char **argv)
{
    g_auto(Options) given = {0};
    const GOptionEntry options[] = {
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &given.format, N_("text, md or json"), N_("FORMAT")},
        {"provider", 0, 0, G_OPTION_ARG_FILENAME, &given.provider, N_("who wrote the pasted line"), N_("NAME")},
        {"host", 0, 0, G_OPTION_ARG_FILENAME, &given.host, N_("the mail server that wrote it"), N_("HOST")},
        {"domain", 0, 0, G_OPTION_ARG_FILENAME, &given.domain, N_("the recipient's domain"), N_("DOMAIN")},
        {"command", 0, 0, G_OPTION_ARG_FILENAME, &given.command, N_("the SMTP command that was answered"),
         N_("COMMAND")},
        {0},
    };
    Asked asked = {.format = NX_ARTICLE_TEXT};
    if (!nx_app_start(app, options, &argc, &argv))
        return app->status;
    if (argc < 2)
        return nx_app_usage(app, "%s", nx_tr("name a code, a reason or a provider, or paste an SMTP line"));
    if (!read_options(app, &given, &asked))
        return app->status;
    nx_app_codes(app);
    nx_app_problems(app);
    if (argc == 2 && g_str_equal(argv[1], "-"))
        explain_input(app, &asked);
    else
        explain(app, argv + 1, &asked);
    return app->status;
}
