/* nixie undo, redo: an act taken back, or made again. */
#include "cli/act.h"
#include "cli/confirm.h"
#include "cli/verb.h"
#include <inttypes.h>

/* The act that undo or redo would take; FALSE (said) if there is none, or if it is of another sitting and nobody says
 * yes to it. */
static gboolean next_act(NxApp *app, const NxActHead *head, gboolean redo, gboolean yes, gint64 *number)
{
    GError *error = NULL;
    NxAct *act = redo ? nx_ledger_redo_next(app->ledger, head, &error) : nx_ledger_undo_next(app->ledger, head, &error);
    if (!act) {
        nx_app_error(app, error);
        return FALSE;
    }
    *number = act->number;
    gboolean ours = g_strcmp0(act->session, head->session) == 0;
    g_autofree char *line = nx_act_line(act);
    nx_act_free(act);
    if (ours || yes || nx_confirm(line))
        return TRUE;
    nx_app_guard(app, nx_tr("this act is of an earlier session; say --yes, or its number: %s"), line);
    return FALSE;
}

static int take_back(NxApp *app, gboolean redo, gint64 number)
{
    GError *error = NULL;
    guint restored = 0;
    GPtrArray *kept = NULL;
    NxActHead head = nx_app_act(app, app->verb->name, NULL);
    gboolean done = redo ? nx_ledger_redo(app->ledger, &head, number, &restored, &kept, &error)
                         : nx_ledger_undo(app->ledger, &head, number, &restored, &kept, &error);
    if (!done)
        return nx_app_error(app, error);
    nx_say(nx_trn("%s of act %" PRIi64 ": %u address", "%s of act %" PRIi64 ": %u addresses", restored),
           app->verb->name, number, restored);
    for (guint i = 0; kept && i < kept->len; i++)
        nx_say(nx_tr("kept, as it was decided anew since: %s"), (const char *)kept->pdata[i]);
    g_clear_pointer(&kept, g_ptr_array_unref);
    return app->status;
}

/* What a guard wants back that woke late. */
static int take_back_source(NxApp *app, const char *source)
{
    GError *error = NULL;
    guint restored = 0;
    NxActHead head = nx_app_act(app, "take-back", NULL);
    if (!nx_advise_take_back(app->ledger, &head, source, &restored, &error))
        return nx_app_error(app, error);
    nx_say(nx_trn("took back %u address of %s; undo decides it again",
                  "took back %u addresses of %s; undo decides them again", restored),
           restored, source);
    return app->status;
}

int nx_run_undo(NxApp *app, int argc, char **argv)
{
    gboolean yes = FALSE, redo = g_str_equal(app->verb->name, "redo");
    g_autofree char *source = NULL;
    const GOptionEntry options[] = {
        {"yes", 'y', 0, G_OPTION_ARG_NONE, &yes, N_("an act of an earlier session too"), NULL},
        {"source", 0, 0, G_OPTION_ARG_FILENAME, &source,
         N_("undo: all that was suppressed by advice because of SOURCE in the last 72 hours, as accept names it"),
         N_("SOURCE")},
        {0},
    };
    gint64 number = 0;
    if (!nx_app_start(app, options, &argc, &argv))
        return app->status;
    if (argc > 2)
        return nx_app_usage(app, "%s", nx_tr("name one act at most"));
    if (source && (redo || argc == 2))
        return nx_app_usage(app, "%s", nx_tr("--source is for undo, and stands alone"));
    if (argc == 2 && !nx_act_number(app, argv[1], &number))
        return app->status;
    if (!nx_app_ledger(app, NX_LEDGER_WRITE))
        return app->status;
    if (source)
        return take_back_source(app, source);
    NxActHead head = nx_app_act(app, app->verb->name, NULL);
    if (argc < 2 && !next_act(app, &head, redo, yes, &number))
        return app->status;
    return take_back(app, redo, number);
}
