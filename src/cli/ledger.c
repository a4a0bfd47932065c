/* nixie ledger: the file of decisions and history itself, looked over, copied, made small. */
#include "cli/verb.h"

static int check(NxApp *app, G_GNUC_UNUSED const char *file)
{
    GError *error = NULL;
    g_autofree char *path = nx_app_ledger_path(app);
    g_autoptr(GPtrArray) faults = nx_ledger_check(app->ledger, &error);
    if (!faults)
        return nx_app_error(app, error);
    for (guint i = 0; i < faults->len; i++)
        nx_app_fault(app, "%s: %s", path, (const char *)faults->pdata[i]);
    if (faults->len == 0)
        nx_say(nx_tr("%s: sound"), path);
    return app->status;
}

static int backup(NxApp *app, const char *file)
{
    GError *error = NULL;
    if (!nx_ledger_backup(app->ledger, file, &error))
        return nx_app_error(app, error);
    nx_say(nx_tr("%s: a copy of the ledger; what is purged from now on stays in it"), file);
    return app->status;
}

static int compact(NxApp *app, G_GNUC_UNUSED const char *file)
{
    GError *error = NULL;
    gint64 before, after;
    if (!nx_ledger_compact(app->ledger, &before, &after, &error))
        return nx_app_error(app, error);
    g_autofree char *was = g_format_size_full((guint64)before, G_FORMAT_SIZE_IEC_UNITS),
                    *is = g_format_size_full((guint64)after, G_FORMAT_SIZE_IEC_UNITS);
    nx_say(nx_tr("compact: %s, was %s"), is, was);
    return app->status;
}

static const struct {
    const char *name;
    int (*run)(NxApp *app, const char *file);
    NxLedgerMode mode;
    gboolean takes_file;
} WHATS[] = {
    {"check", check, NX_LEDGER_READ, FALSE},
    {"backup", backup, NX_LEDGER_READ, TRUE},
    {"compact", compact, NX_LEDGER_WRITE, FALSE},
};

int nx_run_ledger(NxApp *app, int argc, char **argv)
{
    g_autofree char *path = NULL;
    if (!nx_app_start(app, NULL, &argc, &argv))
        return app->status;
    for (guint i = 0; argc > 1 && i < G_N_ELEMENTS(WHATS); i++) {
        if (!g_str_equal(argv[1], WHATS[i].name))
            continue;
        if (argc != 2 + WHATS[i].takes_file)
            break;
        if (!nx_app_has_ledger(app, &path))
            return nx_app_fault(app, nx_tr("no ledger at %s"), path);
        return nx_app_ledger(app, WHATS[i].mode) ? WHATS[i].run(app, argv[2]) : app->status;
    }
    return nx_app_usage(app, "%s", nx_tr("say check, backup FILE or compact"));
}
