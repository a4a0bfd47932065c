/* nixie log: the acts, newest first, and what one of them changed. */
#include "cli/act.h"
#include "cli/answer.h"
#include "cli/verb.h"
#include <inttypes.h>

/* ---- Acts -------------------------------------------------------------------------------------------------------- */

/* What people read in the place of a purged address is none. */
static gboolean is_shown(const char *sample)
{
    return sample && *sample && !g_str_equal(sample, nx_tr("(purged)"));
}

static void add_act(GString *json, const NxAct *act)
{
    nx_json_object_open(json, NULL);
    nx_json_number(json, "act", act->number);
    nx_json_text(json, "name", act->name);
    nx_json_text(json, "actor", act->actor);
    nx_json_text(json, "session", act->session);
    nx_json_text(json, "scope", act->scope);
    nx_json_time(json, "at", act->at);
    nx_json_number(json, "addresses", act->n);
    nx_json_text(json, "sample", is_shown(act->sample) ? act->sample : NULL);
    nx_json_text(json, "decision", nx_decision_name(act->after));
    if (act->undoes)
        nx_json_number(json, "undoes", act->undoes);
    else
        nx_json_null(json, "undoes");
    nx_json_flag(json, "undone", act->undone);
    nx_json_object_close(json);
}

static int log_acts(NxApp *app, guint most, gboolean is_json)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) acts = nx_ledger_log(app->ledger, most, &error);
    if (!acts)
        return nx_app_error(app, error);
    GString *json = is_json ? nx_answer_new() : NULL;
    if (json)
        nx_json_list_open(json, "acts");
    for (guint i = 0; i < acts->len; i++) {
        g_autofree char *line = nx_act_line(acts->pdata[i]);
        if (json)
            add_act(json, acts->pdata[i]);
        else
            nx_say("%s", line);
    }
    if (json) {
        nx_json_list_close(json);
        nx_answer_put(json);
    }
    return app->status;
}

/* ---- Changes ----------------------------------------------------------------------------------------------------- */

static const char *state_of(NxDecision decision)
{
    const char *state = nx_decision_state(decision);
    return state ? nx_tr(state) : "-";
}

static void say_change(const NxChange *change)
{
    g_autoptr(GString) line = g_string_new(NULL);
    nx_pad(line, state_of(change->before), 15, FALSE);
    nx_pad(line, "->", 4, FALSE);
    nx_pad(line, state_of(change->after), 15, FALSE);
    g_string_append(line, change->spelling);
    if (change->scope)
        g_string_append_printf(line, nx_tr(" (in %s)"), change->scope);
    nx_say("%s", line->str);
}

static void add_state(GString *json, const char *name, NxDecision decision, NxTime not_before, const char *note,
                      gboolean is_protected)
{
    nx_json_object_open(json, name);
    nx_json_text(json, "decision", nx_decision_name(decision));
    nx_json_time(json, "not_before", not_before);
    nx_json_text(json, "note", note);
    nx_json_flag(json, "protected", is_protected);
    nx_json_object_close(json);
}

static void add_change(GString *json, const NxChange *change)
{
    nx_json_object_open(json, NULL);
    nx_json_text(json, "address", change->key ? change->spelling : NULL);
    nx_json_text(json, "scope", change->scope);
    add_state(json, "before", change->before, change->before_not_before, change->before_note, change->before_protected);
    add_state(json, "after", change->after, change->after_not_before, change->after_note, change->after_protected);
    nx_json_object_close(json);
}

/* An act may have no addresses left to tell of, which is not the same as no act. */
static gboolean is_act(const GPtrArray *acts, gint64 number)
{
    for (guint i = 0; i < acts->len; i++)
        if (((const NxAct *)acts->pdata[i])->number == number)
            return TRUE;
    return FALSE;
}

static void put_changes(gint64 number, const GPtrArray *changes)
{
    GString *json = nx_answer_new();
    nx_json_number(json, "act", number);
    nx_json_list_open(json, "changes");
    for (guint i = 0; i < changes->len; i++)
        add_change(json, changes->pdata[i]);
    nx_json_list_close(json);
    nx_answer_put(json);
}

static int log_changes(NxApp *app, gint64 number, gboolean is_json)
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
    if (is_json)
        put_changes(number, changes);
    for (guint i = 0; !is_json && i < changes->len; i++)
        say_change(changes->pdata[i]);
    return app->status;
}

int nx_run_log(NxApp *app, int argc, char **argv)
{
    gint most = 20;
    gboolean is_json;
    g_autofree char *format = NULL;
    const GOptionEntry options[] = {
        {"max", 'n', 0, G_OPTION_ARG_INT, &most, N_("at most N acts; 0 for all"), N_("N")},
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &format, N_("text or json"), N_("FORMAT")},
        {0},
    };
    gint64 number = 0;
    if (!nx_app_start(app, options, &argc, &argv) || !nx_answer_parse(app, format, &is_json))
        return app->status;
    if (argc > 2)
        return nx_app_usage(app, "%s", nx_tr("name one act at most"));
    if (argc == 2 && !nx_act_number(app, argv[1], &number))
        return app->status;
    if (!nx_app_ledger(app, NX_LEDGER_READ))
        return app->status;
    return number ? log_changes(app, number, is_json) : log_acts(app, (guint)MAX(most, 0), is_json);
}
