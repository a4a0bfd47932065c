/* nixie export: decisions for another program, once or as what has changed since. */
#include "cli/lists.h"
#include "cli/verb.h"

typedef struct {
    char *what, *limit, *target, *format, *output, *scope;
    gboolean only_new, removed, force, for_spreadsheet;
    int part;
} Wish;

static const struct {
    const char *what;
    NxDecision decision; /* NONE: any */
    gboolean only_paused;
} WHATS[] = {
    {"suppress", NX_DECISION_SUPPRESS, FALSE}, {"paused", NX_DECISION_RETRY, TRUE}, {"hold", NX_DECISION_HOLD, FALSE},
    {"ignore", NX_DECISION_IGNORE, FALSE},     {"all", NX_DECISION_NONE, FALSE},
};

static gboolean what_parse(const char *what, NxHandOver *over)
{
    for (guint i = 0; what && i < G_N_ELEMENTS(WHATS); i++)
        if (g_str_equal(WHATS[i].what, what)) {
            over->decision = WHATS[i].decision;
            over->only_paused = WHATS[i].only_paused;
            return TRUE;
        }
    return FALSE;
}

static int write_out(NxApp *app, const Wish *wish, const NxHandOver *over, const NxFormat *format)
{
    GError *error = NULL;
    g_autofree char *ledger = NULL;
    if (!nx_app_has_ledger(app, &ledger)) /* an empty list in the place of a good one would let everybody through */
        return nx_app_fault(app, nx_tr("no ledger at %s: nobody is left out"), ledger);
    if (!nx_app_ledger(app, wish->target ? NX_LEDGER_WRITE : NX_LEDGER_READ))
        return app->status;
    g_autoptr(GPtrArray) records = nx_hand_over_records(app->ledger, over, &error);
    if (!records)
        return nx_app_error(app, error);
    NxListFile file = {.format = format,
                       .path = wish->output,
                       .replace = wish->force,
                       .style = {.removal = over->part == NX_HAND_REMOVED,
                                 .for_spreadsheet = wish->for_spreadsheet,
                                 .part = (guint)wish->part}};
    g_autoptr(GPtrArray) written = nx_records_write(app, &file, records);
    if (written && !nx_hand_over_done(app->ledger, over, written, &error))
        return nx_app_error(app, error);
    return app->status;
}

static int run(NxApp *app, const Wish *wish)
{
    NxHandOver over = {.part = wish->removed    ? NX_HAND_REMOVED
                               : wish->only_new ? NX_HAND_NEW
                                                : NX_HAND_ALL,
                       .target = wish->target,
                       .scope = wish->scope,
                       .settings = nx_library_settings(app->library),
                       .now = app->now};
    if (!what_parse(wish->what, &over))
        return nx_app_usage(app, "%s", nx_tr("say --what suppress, paused, hold, ignore or all"));
    const NxFormat *format = nx_format_asked(app, wish->format);
    if (!format)
        return app->status;
    if (over.part != NX_HAND_ALL && !wish->target)
        return nx_app_usage(app, "%s", nx_tr("--new and --removed need a --target"));
    if (wish->only_new && wish->removed)
        return nx_app_usage(app, "%s", nx_tr("--new and --removed are two lists: ask for one at a time"));
    if (wish->for_spreadsheet && !nx_format_is_sheet(format))
        return nx_app_usage(app, "%s", nx_tr("--for-spreadsheet is for csv and tsv"));
    if (wish->part < 0)
        return nx_app_usage(app, "%s", nx_tr("parts are counted from 1"));
    NxQuery *query;
    if (!nx_app_query(app, wish->limit, &query))
        return app->status;
    over.all_scopes = !wish->scope && g_str_equal(wish->what, "all") && nx_format_says_scope(format);
    over.query = query;
    int status = write_out(app, wish, &over, format);
    nx_query_free(query);
    return status;
}

int nx_run_export(NxApp *app, int argc, char **argv)
{
    Wish wish = {0};
    const GOptionEntry options[] = {
        {"what", 'w', 0, G_OPTION_ARG_FILENAME, &wish.what, N_("suppress, paused, hold, ignore or all"), N_("WHAT")},
        {"limit", 'l', 0, G_OPTION_ARG_FILENAME, &wish.limit, N_("only addresses that this lets through"), N_("QUERY")},
        {"scope", 0, 0, G_OPTION_ARG_FILENAME, &wish.scope, N_("with what was decided for this list or stream alone"),
         N_("NAME")},
        {"target", 't', 0, G_OPTION_ARG_FILENAME, &wish.target, N_("who is given the list; it is recorded"),
         N_("NAME")},
        {"new", 0, 0, G_OPTION_ARG_NONE, &wish.only_new, N_("only what the target has not had"), NULL},
        {"removed", 0, 0, G_OPTION_ARG_NONE, &wish.removed, N_("only what the target has and should no longer"), NULL},
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &wish.format, N_("one of those below"), N_("FORMAT")},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &wish.output,
         N_("write a file, - for standard output; an existing one stays"), N_("FILE")},
        {"force", 0, 0, G_OPTION_ARG_NONE, &wish.force, N_("replace an existing file"), NULL},
        {"part", 0, 0, G_OPTION_ARG_INT, &wish.part, N_("which, where one file may not have all"), N_("N")},
        {"for-spreadsheet", 0, 0, G_OPTION_ARG_NONE, &wish.for_spreadsheet,
         N_("addresses guarded against formulas, too (csv, tsv)"), NULL},
        {0},
    };
    g_autofree char *asked = nx_format_help_asked(&argc, argv);
    if (nx_app_start(app, options, &argc, &argv)) {
        if (asked)
            nx_format_say_help(app, asked);
        else if (argc > 1)
            nx_app_usage(app, nx_tr("%s: export takes no arguments"), argv[1]);
        else
            run(app, &wish);
    }
    char *const texts[] = {wish.what, wish.limit, wish.target, wish.format, wish.output, wish.scope};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    return app->status;
}
