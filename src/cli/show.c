/* nixie show: what the ledger knows of addresses. */
#include "cli/given_addresses.h"
#include "cli/verb.h"
#include "cli/why.h"

static void say_time(const char *title, NxTime time)
{
    g_autofree char *text = time == NX_TIME_UNKNOWN ? NULL : nx_time_local(time, "%Y-%m-%d %H:%M");
    nx_say_field(title, text);
}

static void say_retry(const NxApp *app, const NxRecord *record)
{
    static const char *const PHASES[] = {
        [NX_PHASE_NONE] = "",
        [NX_PHASE_PAUSED] = N_("paused"),
        [NX_PHASE_DUE] = N_("due"),
        [NX_PHASE_SENT] = N_("handed over, waiting"),
        [NX_PHASE_RECOVERED] = N_("recovered"),
    };
    NxPhase phase = nx_record_phase(record, nx_app_settle(app), app->now);
    if (phase == NX_PHASE_NONE)
        return;
    g_autofree char *attempt = record->attempts ? g_strdup_printf(nx_tr("%u of %u"), record->attempt, record->attempts)
                                                : g_strdup_printf("%u", record->attempt);
    nx_say_field(nx_tr("state"), nx_tr(PHASES[phase]));
    say_time(nx_tr("not before"), record->not_before);
    nx_say_field(nx_tr("attempt"), attempt);
}

static void say_record(const NxApp *app, const NxRecord *record)
{
    const char *decision = nx_decision_name(record->decision);
    nx_say_field(nx_tr("decision"), decision ? nx_tr(decision) : nx_tr("none"));
    if (decision) {
        g_autofree char *since = nx_time_local(record->since, "%Y-%m-%d %H:%M");
        g_autofree char *who = g_strdup_printf(nx_tr("%s by %s (%s)"), since, record->actor ? record->actor : "-",
                                               record->act ? record->act : "-");
        nx_say_field(nx_tr("since"), who);
    }
    say_retry(app, record);
    nx_say_field(nx_tr("cause"), record->cause);
    nx_say_field(nx_tr("scope"), record->scope);
    nx_say_field(nx_tr("note"), record->note);
    nx_say_field(nx_tr("rule"), record->rule);
    nx_say_field(nx_tr("diagnostic"), record->diagnostic);
    nx_say_field(nx_tr("message"), record->file);
    say_time(nx_tr("delivered"), record->delivered);
}

static void say_sighting(const NxSighting *sighting)
{
    char status[NX_STATUS_TEXT_SIZE];
    g_autoptr(GString) line = g_string_new("    ");
    g_autofree char *when = nx_time_local(sighting->arrived, "%Y-%m-%d %H:%M");
    nx_pad(line, when, 18, FALSE);
    nx_pad(line, sighting->status.klass ? nx_status_text(sighting->status, status) : "-", 8, FALSE);
    nx_pad(line, nx_class_name(sighting->klass), 11, FALSE);
    nx_pad(line, nx_tr(nx_reason_label(sighting->reason)), 20, FALSE);
    nx_say("%s%s", line->str, sighting->diagnostic ? sighting->diagnostic : "");
}

static gboolean show_one(NxApp *app, const char *key, const char *spelling, GError **error)
{
    NxRecord *record = nx_ledger_record(app->ledger, key, error);
    g_autoptr(GPtrArray) history = *error ? NULL : nx_ledger_history(app->ledger, key, error);
    if (*error) {
        g_clear_pointer(&record, nx_record_free);
        return FALSE;
    }
    gboolean is_protected = nx_library_is_protected(app->library, key) || (record && record->is_protected);
    nx_say("%s", spelling);
    if (is_protected)
        nx_say_field(nx_tr("protected"), nx_tr("never suppressed in bulk"));
    if (record)
        say_record(app, record);
    if (!record && !history->len)
        nx_say_field(nx_tr("decision"), nx_tr("none; nothing is known of this address"));
    for (guint i = 0; i < history->len; i++)
        say_sighting(history->pdata[i]);
    g_clear_pointer(&record, nx_record_free);
    return TRUE;
}

int nx_run_show(NxApp *app, int argc, char **argv)
{
    if (!nx_app_start(app, NULL, &argc, &argv))
        return app->status;
    if (argc < 2)
        return nx_app_usage(app, "%s", nx_tr("name an address, or - for standard input"));
    if (!nx_app_ledger(app, NX_LEDGER_READ))
        return app->status;
    NxGivenAddresses list;
    nx_given_addresses_read(&list, app, argv + 1);
    GError *error = NULL;
    for (guint i = 0; i < list.keys->len && !error; i++)
        show_one(app, list.keys->pdata[i], list.spellings->pdata[i], &error);
    if (error)
        nx_app_error(app, error);
    nx_given_addresses_clear(&list);
    return app->status;
}
