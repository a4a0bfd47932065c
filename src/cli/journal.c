/* nixie undo, redo, log: the acts. */
#include "cli/confirm.h"
#include "cli/verb.h"
#include <inttypes.h>

static char *act_line(const NxAct *act)
{
    GString *line = g_string_new(NULL);
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, act->number);
    g_autofree char *when = nx_time_local(act->at, "%Y-%m-%d %H:%M");
    nx_pad(line, number, 6, TRUE);
    g_string_append(line, "  ");
    nx_pad(line, when, 18, FALSE);
    nx_pad(line, act->actor ? act->actor : "-", 12, FALSE);
    nx_pad(line, act->name, 12, FALSE);
    if (act->n > 1)
        g_string_append_printf(line, nx_tr("%s and %u more"), act->sample ? act->sample : "-", act->n - 1);
    else
        g_string_append(line, act->sample ? act->sample : "-");
    if (act->undone)
        g_string_append_printf(line, "  (%s)", nx_tr("taken back"));
    if (act->undoes)
        g_string_append_printf(line, nx_tr("  (takes back %" PRIi64 ")"), act->undoes);
    return g_string_free(line, FALSE);
}

static gboolean parse_act(NxApp *app, const char *text, gint64 *act)
{
    guint64 number;
    if (g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT64, &number, NULL)) {
        *act = (gint64)number;
        return TRUE;
    }
    nx_app_usage(app, nx_tr("%s is no number of an act, as log tells them"), text);
    return FALSE;
}

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
    g_autofree char *line = act_line(act);
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
    if (argc == 2 && !parse_act(app, argv[1], &number))
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

static int log_acts(NxApp *app, guint most)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) acts = nx_ledger_log(app->ledger, most, &error);
    if (!acts)
        return nx_app_error(app, error);
    for (guint i = 0; i < acts->len; i++) {
        g_autofree char *line = act_line(acts->pdata[i]);
        nx_say("%s", line);
    }
    return app->status;
}

static const char *state_of(NxDecision decision)
{
    const char *state = nx_decision_state(decision);
    return state ? nx_tr(state) : "-";
}

/* An act may have no addresses left to tell of, which is not the same as no act. */
static gboolean is_act(const GPtrArray *acts, gint64 number)
{
    for (guint i = 0; i < acts->len; i++)
        if (((const NxAct *)acts->pdata[i])->number == number)
            return TRUE;
    return FALSE;
}

static int log_changes(NxApp *app, gint64 number)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) acts = nx_ledger_log(app->ledger, 0, &error);
    if (!acts)
        return nx_app_error(app, error);
    if (!is_act(acts, number))
        return nx_app_fault(app, nx_tr("there is no act %" PRIi64), number);
    g_autoptr(GPtrArray) changes = nx_ledger_changes(app->ledger, number, &error);
    if (!changes)
        return nx_app_error(app, error);
    for (guint i = 0; i < changes->len; i++) {
        const NxChange *change = changes->pdata[i];
        g_autoptr(GString) line = g_string_new(NULL);
        nx_pad(line, state_of(change->before), 15, FALSE);
        nx_pad(line, "->", 4, FALSE);
        nx_pad(line, state_of(change->after), 15, FALSE);
        nx_say("%s%s", line->str, change->spelling);
    }
    return app->status;
}

int nx_run_log(NxApp *app, int argc, char **argv)
{
    gint most = 20;
    const GOptionEntry options[] = {
        {"max", 'n', 0, G_OPTION_ARG_INT, &most, N_("at most N acts; 0 for all"), N_("N")},
        {0},
    };
    gint64 number = 0;
    if (!nx_app_start(app, options, &argc, &argv))
        return app->status;
    if (argc > 2)
        return nx_app_usage(app, "%s", nx_tr("name one act at most"));
    if (argc == 2 && !parse_act(app, argv[1], &number))
        return app->status;
    if (!nx_app_ledger(app, NX_LEDGER_READ))
        return app->status;
    return number ? log_changes(app, number) : log_acts(app, (guint)MAX(most, 0));
}
