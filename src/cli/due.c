/* nixie due: who may be mailed again; handing them to a target is the next attempt. */
#include "cli/lists.h"
#include "cli/verb.h"

typedef struct {
    char *within, *target, *format, *output;
    gboolean force;
} Wish;

/* A target mails what it is given: of what only becomes due it is given nothing, and that is said. */
static void drop_early(const NxApp *app, GPtrArray *records)
{
    for (guint i = records->len; i > 0; i--) {
        const NxRecord *record = records->pdata[i - 1];
        if (record->not_before <= app->now)
            continue;
        g_autofree char *when = nx_time_local(record->not_before, "%Y-%m-%d %H:%M");
        nx_complain(nx_tr("%s: not due before %s, not handed over"), record->spelling, when);
        g_ptr_array_remove_index(records, i - 1);
    }
}

static int write_due(NxApp *app, const Wish *wish, const NxFormat *format, NxTime within)
{
    GError *error = NULL;
    g_autofree char *ledger = NULL;
    if (!nx_app_has_ledger(app, &ledger)) {
        nx_complain(nx_tr("no ledger at %s: nobody is due"), ledger);
        return app->status = app->ledger_path ? NX_EXIT_FAULT : app->status;
    }
    if (!nx_app_ledger(app, wish->target ? NX_LEDGER_WRITE : NX_LEDGER_READ))
        return app->status;
    g_autoptr(GPtrArray) records = nx_due_records(app->ledger, app->now + within, &error);
    if (!records)
        return nx_app_error(app, error);
    if (wish->target)
        drop_early(app, records);
    g_autoptr(GPtrArray) written = nx_records_write(app, format, records, wish->output, wish->force);
    if (written && wish->target && !nx_due_done(app->ledger, wish->target, written, app->now, &error))
        return nx_app_error(app, error);
    return app->status;
}

static int run(NxApp *app, const Wish *wish)
{
    NxTime within = 0;
    const NxFormat *format = nx_format_asked(app, wish->format);
    if (!format)
        return app->status;
    if (wish->within && !nx_duration_parse(wish->within, &within))
        return nx_app_usage(app, nx_tr("--within: %s is no time such as 24h"), wish->within);
    return write_due(app, wish, format, within);
}

int nx_run_due(NxApp *app, int argc, char **argv)
{
    Wish wish = {0};
    const GOptionEntry options[] = {
        {"within", 0, 0, G_OPTION_ARG_FILENAME, &wish.within, N_("those too that become due in that time"), N_("TIME")},
        {"target", 't', 0, G_OPTION_ARG_FILENAME, &wish.target, N_("who will mail them; it is recorded as the attempt"),
         N_("NAME")},
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &wish.format, N_("one of those below"), N_("FORMAT")},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &wish.output, N_("write a file; an existing one stays"), N_("FILE")},
        {"force", 0, 0, G_OPTION_ARG_NONE, &wish.force, N_("replace an existing file"), NULL},
        {0},
    };
    if (nx_app_start(app, options, &argc, &argv)) {
        if (argc > 1)
            nx_app_usage(app, nx_tr("%s: due takes no arguments"), argv[1]);
        else
            run(app, &wish);
    }
    g_free(wish.within);
    g_free(wish.target);
    g_free(wish.format);
    g_free(wish.output);
    return app->status;
}
