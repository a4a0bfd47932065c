/* Faults and the status they end with; configuration, library and ledger made when first asked for. */
#include "cli/app.h"
#include "cli/clock.h"
#include "cli/language.h"
#include "cli/paths.h"
#include "cli/run_id.h"
#include "cli/sent.h"
#include "cli/verb.h"
#include <errno.h>
#include <glib/gstdio.h>

void nx_app_init(NxApp *app, const NxVerb *verb)
{
    *app = (NxApp){.verb = verb, .problems = nx_problems_new()};
    nx_config_init(&app->config);
    nx_clock_set_up(app->problems);
    app->now = nx_clock_now();
    app->session = nx_run_id();
}

int nx_app_end(NxApp *app)
{
    nx_app_problems(app);
    if (!nx_output_flush() && app->status == NX_EXIT_DONE)
        app->status = NX_EXIT_FAULT;
    g_clear_pointer(&app->advisor, nx_advisor_free);
    g_clear_pointer(&app->load, nx_load_free);
    g_clear_pointer(&app->catalog, nx_catalog_free);
    g_clear_pointer(&app->ledger, nx_ledger_close);
    g_clear_pointer(&app->codes, nx_codes_free);
    g_clear_pointer(&app->judge, nx_judge_free);
    g_clear_pointer(&app->reader, nx_reader_free);
    g_clear_pointer(&app->library, nx_library_unref);
    g_clear_pointer(&app->problems, nx_problems_free);
    nx_config_clear(&app->config);
    g_free(app->config_path);
    g_free(app->ledger_path);
    g_free(app->language);
    g_free(app->session);
    return app->status;
}

static int say_fault(NxApp *app, int status, const char *format, va_list args)
{
    g_autofree char *text = g_strdup_vprintf(format, args);
    nx_output_flush();
    if (app->verb)
        nx_complain("%s: %s", app->verb->name, text);
    else
        nx_complain("%s", text);
    return app->status = status;
}

int nx_app_usage(NxApp *app, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int status = say_fault(app, NX_EXIT_USAGE, format, args);
    va_end(args);
    return status;
}

int nx_app_fault(NxApp *app, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int status = say_fault(app, NX_EXIT_FAULT, format, args);
    va_end(args);
    return status;
}

int nx_app_guard(NxApp *app, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int status = say_fault(app, NX_EXIT_GUARD, format, args);
    va_end(args);
    return status;
}

int nx_app_error(NxApp *app, GError *error)
{
    int status = nx_app_fault(app, "%s", error->message);
    g_error_free(error);
    return status;
}

gboolean nx_app_problems(NxApp *app)
{
    g_auto(GStrv) lines = nx_problems_take(app->problems);
    for (guint i = 0; lines[i]; i++)
        nx_complain("%s", lines[i]);
    return lines[0] != NULL;
}

static gboolean read_config(NxApp *app)
{
    g_autofree char *path = app->config_path ? g_strdup(app->config_path) : nx_path_config();
    GError *error = NULL;
    if (nx_config_read(&app->config, path, app->config_path != NULL, app->problems, &error))
        return TRUE;
    nx_app_error(app, error);
    return FALSE;
}

static void make_library(NxApp *app)
{
    NxSettings *settings = &app->config.settings;
    settings->data_dirs = g_new0(char *, 2);
    settings->data_dirs[0] = nx_path_data();
    settings->language = g_strdup(nx_language());
    if (app->config.sent && (!app->verb || app->verb->reads_mail))
        settings->sent = nx_sent_from(app->config.sent, app->now, app->problems);
    app->library = nx_library_new(settings, app->problems);
}

static void say_version(NxApp *app)
{
    nx_say("nixie %s", NX_VERSION);
    g_autoptr(GPtrArray) overrides = nx_library_overrides(app->library);
    for (guint i = 0; i < overrides->len; i++)
        nx_say("%s", (const char *)overrides->pdata[i]);
}

/* GLib leaves a "--" where something behind it begins with a dash. */
static void drop_dashes(int *argc, char **argv)
{
    for (int i = 1; i < *argc; i++) {
        if (!g_str_equal(argv[i], "--"))
            continue;
        memmove(argv + i, argv + i + 1, (gsize)(*argc - i) * sizeof *argv); /* with the NULL at the end */
        --*argc;
        return;
    }
}

static gboolean parse_options(NxApp *app, const GOptionEntry *own, int *argc, char ***argv)
{
    const GOptionEntry common[] = {
        {"config", 0, 0, G_OPTION_ARG_FILENAME, &app->config_path, N_("the configuration"), N_("FILE")},
        {"ledger", 0, 0, G_OPTION_ARG_FILENAME, &app->ledger_path, N_("where decisions and history are kept"),
         N_("FILE")},
        {"lang", 0, 0, G_OPTION_ARG_FILENAME, &app->language, N_("language of texts: en, de"), N_("LANG")},
        {"plain", 0, 0, G_OPTION_ARG_NONE, &app->plain, N_("no bars, colours or pager"), NULL},
        {"ascii", 0, 0, G_OPTION_ARG_NONE, &app->ascii, N_("nothing but ASCII"), NULL},
        {"version", 0, 0, G_OPTION_ARG_NONE, &app->version, N_("the version, and what your own data overrides"), NULL},
        {0},
    };
    const NxVerb *verb = app->verb;
    g_autofree char *arguments =
        verb ? g_strjoin(" ", verb->name, *verb->arguments ? nx_tr(verb->arguments) : NULL, NULL)
             : g_strdup(nx_tr("[MAILBOX...]"));
    GOptionContext *context = g_option_context_new(arguments);
    g_option_context_set_translation_domain(context, GETTEXT_PACKAGE);
    g_autofree char *more = verb && verb->more ? verb->more() : NULL;
    if (verb)
        g_option_context_set_summary(context, verb->help);
    if (more)
        g_option_context_set_description(context, more);
    if (own)
        g_option_context_add_main_entries(context, own, GETTEXT_PACKAGE);
    g_option_context_add_main_entries(context, common, GETTEXT_PACKAGE);
    g_autoptr(GError) error = NULL;
    gboolean good = g_option_context_parse(context, argc, argv, &error);
    g_option_context_free(context);
    if (good)
        drop_dashes(argc, *argv);
    else
        nx_app_usage(app, "%s", error->message);
    return good;
}

gboolean nx_app_start(NxApp *app, const GOptionEntry *own, int *argc, char ***argv)
{
    if (!parse_options(app, own, argc, argv))
        return FALSE;
    if (app->language && !nx_language_known(app->language)) {
        nx_app_usage(app, nx_tr("there is no language %s"), app->language);
        return FALSE;
    }
    if (!read_config(app))
        return FALSE;
    nx_language_choose(app->language ? app->language : app->config.language);
    app->ascii = app->ascii || !nx_language_is_utf8();
    nx_output_set_up(app->ascii);
    make_library(app);
    nx_app_problems(app);
    if (app->version)
        say_version(app);
    return !app->version;
}

const NxReader *nx_app_reader(NxApp *app)
{
    if (!app->reader)
        app->reader = nx_reader_new(app->library, app->problems);
    return app->reader;
}

/* Without rules, which take long to read, until somebody has to judge. */
static NxJudge *judge_of(NxApp *app)
{
    if (!app->judge)
        app->judge = nx_judge_new_tables(app->library, app->problems);
    return app->judge;
}

const NxJudge *nx_app_judge(NxApp *app)
{
    nx_judge_read_rules(judge_of(app), app->problems);
    return app->judge;
}

const NxCodes *nx_app_codes(NxApp *app)
{
    if (!app->codes)
        app->codes = nx_codes_new(app->library, judge_of(app), app->problems);
    return app->codes;
}

char *nx_app_ledger_path(const NxApp *app)
{
    return app->ledger_path ? g_strdup(app->ledger_path) : nx_path_ledger();
}

gboolean nx_app_has_ledger(const NxApp *app, char **path)
{
    GStatBuf st;
    *path = nx_app_ledger_path(app);
    return g_stat(*path, &st) == 0 || errno != ENOENT;
}

NxLedger *nx_app_ledger(NxApp *app, NxLedgerMode mode)
{
    GError *error = NULL;
    g_autofree char *path = nx_app_ledger_path(app);
    if (!app->ledger)
        app->ledger = nx_ledger_open(path, mode, &error);
    if (!app->ledger)
        nx_app_error(app, error);
    return app->ledger;
}

NxTime nx_app_settle(const NxApp *app)
{
    return nx_library_settings(app->library)->settle;
}

NxActHead nx_app_act(const NxApp *app, const char *name, const char *scope)
{
    return (NxActHead){
        .name = name, .actor = g_get_user_name(), .session = app->session, .scope = scope, .at = app->now};
}

/* "@NAME" is a limit of the configuration. */
static const char *named_limit(const NxApp *app, const char *text)
{
    for (guint i = 0; text && *text == '@' && i < app->config.limits->len; i++) {
        const NxNamedLimit *limit = &g_array_index(app->config.limits, NxNamedLimit, i);
        if (g_str_equal(limit->name, text + 1))
            return limit->query;
    }
    return text;
}

gboolean nx_app_query(NxApp *app, const char *text, NxQuery **query)
{
    g_autoptr(GError) error = NULL;
    *query = text ? nx_query_parse(named_limit(app, text), NULL, &error) : NULL;
    if (error)
        nx_app_usage(app, "--limit: %s", error->message);
    return !error;
}
