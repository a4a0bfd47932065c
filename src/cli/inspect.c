/* The inspector: everything made ready for the screen. */
#include "cli/clock.h"
#include "cli/language.h"
#include "cli/paths.h"
#include "cli/verb.h"
#include <glib/gstdio.h>
#include <unistd.h>

/* A mistyped command looks like a mailbox that is not there: say so before the screen opens. */
static gboolean any_there(NxApp *app, char **paths)
{
    gboolean any = !*paths;
    for (; *paths; paths++) {
        if (g_str_equal(*paths, "-") || g_access(*paths, F_OK) == 0)
            any = TRUE;
        else
            nx_problems_add(app->problems, *paths, "%s",
                            nx_tr("there is no such mailbox, and no command of that name"));
    }
    if (!any)
        app->status = NX_EXIT_FAULT;
    return any;
}

int nx_run_inspect(NxApp *app, int argc, char **argv)
{
    const GOptionEntry options[] = {NX_OPTION_BELOW(app, 'r'), {0}};
    if (!nx_app_start(app, options, &argc, &argv) || !any_there(app, argv + 1))
        return app->status;
    g_autofree char *ledger = nx_app_ledger_path(app), *session = nx_path_session(), *run = g_uuid_string_random();
    g_auto(GStrv) paths = nx_mailbox_paths((const char *const *)argv + 1, app->below, app->problems);
    NxTuiStart start = {
        .library = app->library,
        .reader = nx_app_reader(app),
        .judge = nx_app_judge(app),
        .codes = nx_app_codes(app),
        .problems = app->problems,
        .mailboxes = (const char *const *)paths,
        .ledger_path = ledger,
        .session_path = session,
        .now = nx_clock_now,
        .actor = g_get_user_name(),
        .session = run,
        .theme = app->config.theme,
        .language = nx_language(),
        .columns = app->config.columns,
        .mouse = app->config.mouse,
        .ascii = app->ascii,
        .plain = app->plain,
        .check = nx_config_check(&app->config),
        .keys = (const NxKeyBinding *)(gpointer)app->config.keys->data,
        .n_keys = app->config.keys->len,
        .limits = (const NxNamedLimit *)(gpointer)app->config.limits->data,
        .n_limits = app->config.limits->len,
    };
    return app->status = nx_tui_run(&start);
}
