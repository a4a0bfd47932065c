/* Load, ledger and advice in the order in which they need each other. */
#include "cli/mail.h"

gboolean nx_app_advise(NxApp *app)
{
    GError *error = NULL;
    if (!nx_advisor_recall_all(app->advisor, app->ledger, app->now, &error)) {
        nx_app_error(app, error);
        return FALSE;
    }
    nx_advisor_run(app->advisor);
    return TRUE;
}

/* A ledger that is there is opened before mail is read, so that nobody waits to be told that it cannot be; one that is
 * not is made when there is mail to take in, and not by a slip in a mailbox's name. */
static gboolean open_early(NxApp *app, NxLedgerMode mode)
{
    g_autofree char *path = NULL;
    return (mode == NX_LEDGER_WRITE && !nx_app_has_ledger(app, &path)) || nx_app_ledger(app, mode) ||
           mode == NX_LEDGER_READ;
}

static gboolean load(NxApp *app, const char *const *paths, NxLedgerMode mode)
{
    const NxReader *reader = nx_app_reader(app);
    const NxJudge *judge = nx_app_judge(app);
    nx_app_problems(app);
    if (!open_early(app, mode))
        return FALSE;
    app->catalog = nx_catalog_new();
    g_auto(GStrv) all = nx_mailbox_paths(paths, app->below, app->problems);
    app->load =
        nx_load_start(app->catalog, (const char *const *)all, reader, judge, app->now, 0, app->problems, NULL, NULL);
    while (nx_load_wait(app->load))
        ;
    if (nx_app_problems(app))
        app->status = NX_EXIT_FAULT;
    app->advisor = nx_advisor_new(app->library, judge, app->catalog, app->problems);
    nx_app_problems(app);
    if (nx_catalog_n_mailboxes(app->catalog) == 0)
        return FALSE;
    return (app->ledger || mode == NX_LEDGER_READ || nx_app_ledger(app, mode)) && nx_app_advise(app);
}

GArray *nx_app_events(NxApp *app, char **argv, const char *limit, NxLedgerMode mode)
{
    NxQuery *query;
    if (!argv[1]) {
        nx_app_usage(app, "%s", nx_tr("name a mailbox, or - for standard input"));
        return NULL;
    }
    if (!nx_app_query(app, limit, &query))
        return NULL;
    NxListSpec spec = {.query = query, .sort = NX_SORT_PLACE, .settle = nx_app_settle(app), .now = app->now};
    GArray *list = load(app, (const char *const *)argv + 1, mode) ? nx_catalog_list(app->catalog, &spec) : NULL;
    nx_query_free(query);
    return list;
}

NxReport *nx_app_report(NxApp *app, guint32 event)
{
    const NxEvent *row = nx_catalog_event(app->catalog, event);
    g_autoptr(GBytes) bytes = nx_mailbox_read(nx_catalog_mailbox(app->catalog, row->mailbox), &row->place, NULL);
    NxEnvelope envelope = {row->place.from_line, row->place.maildir, app->now, row->place.entry};
    return bytes ? nx_reader_read(nx_app_reader(app), bytes, &envelope, NULL) : NULL;
}
