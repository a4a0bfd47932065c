/* nixie show: what the ledger knows of addresses. */
#include "cli/answer.h"
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
    G_STATIC_ASSERT(G_N_ELEMENTS(PHASES) == NX_N_PHASES);
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
    say_time(decision ? nx_tr("until") : nx_tr("ended"), record->until);
    say_retry(app, record);
    if (record->episodes > 1) {
        g_autofree char *episodes = g_strdup_printf("%u", record->episodes);
        nx_say_field(nx_tr("episodes"), episodes);
    }
    nx_say_field(nx_tr("cause"), record->cause);
    nx_say_field(nx_tr("scope"), record->scope);
    nx_say_field(nx_tr("note"), record->note);
    nx_say_field(nx_tr("rule"), record->rule);
    nx_say_field(nx_tr("diagnostic"), record->diagnostic);
    nx_say_field(nx_tr("message"), record->file);
}

/* What has been heard of it, newest first; what a bounce or an undo has taken back is left out. */
static void say_lives(const GPtrArray *lives)
{
    const char *title = nx_tr("alive");
    for (guint i = 0; i < lives->len; i++) {
        const NxLife *life = lives->pdata[i];
        if (life->is_void || life->is_undone)
            continue;
        g_autofree char *words = nx_life_words(life);
        nx_say_field(title, words);
        title = "";
    }
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

/* What the ledger knows of one address. */
typedef struct {
    const char *key, *spelling;
    NxRecord *record;   /* NULL: nothing stands everywhere, nor is anything else known */
    NxRecord *domain;   /* what stands on its whole domain, or NULL */
    GPtrArray *scopes;  /* NxRecord *: what stands in scopes */
    GPtrArray *history; /* NxSighting * */
    GPtrArray *lives;   /* NxLife * */
} Known;

static void known_clear(Known *known)
{
    g_clear_pointer(&known->record, nx_record_free);
    g_clear_pointer(&known->domain, nx_record_free);
    g_clear_pointer(&known->scopes, g_ptr_array_unref);
    g_clear_pointer(&known->history, g_ptr_array_unref);
    g_clear_pointer(&known->lives, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Known, known_clear)

static gboolean know(NxApp *app, Known *known, GError **error)
{
    GError *why = NULL;
    known->record = nx_ledger_record(app->ledger, known->key, &why);
    if (!why)
        known->domain = nx_ledger_record(app->ledger, strrchr(known->key, '@'), &why);
    if (!why)
        known->scopes = nx_ledger_scopes(app->ledger, known->key, &why);
    if (!why)
        known->history = nx_ledger_history(app->ledger, known->key, &why);
    if (!why)
        known->lives = nx_ledger_lives(app->ledger, known->key, &why);
    if (why)
        g_propagate_error(error, why);
    return !why;
}

/* Is the domain decided about, and is it not the domain that is asked about? */
static gboolean is_of_domain(const Known *known)
{
    return known->domain && *known->key != '@' && known->domain->decision != NX_DECISION_NONE;
}

static void say_one(NxApp *app, const Known *known)
{
    const char *key = known->key, *spelling = known->spelling;
    const NxRecord *record = known->record;
    const GPtrArray *history = known->history;
    nx_say("%s", spelling);
    if (nx_library_is_protected(app->library, key) || (record && record->is_protected))
        nx_say_field(nx_tr("protected"), nx_tr("never suppressed in bulk"));
    if (record && record->is_purged)
        nx_say_field(nx_tr("purged"), nx_tr("what was known of it; the decision stands"));
    if (record)
        say_record(app, record);
    say_lives(known->lives);
    if (is_of_domain(known))
        nx_say_field(nx_tr("its domain"), nx_tr(nx_decision_state(known->domain->decision)));
    for (guint i = 0; i < known->scopes->len; i++)
        say_record(app, known->scopes->pdata[i]);
    if (!record && !history->len)
        nx_say_field(nx_tr("decision"), nx_tr("none; nothing is known of this address"));
    for (guint i = 0; i < history->len; i++)
        say_sighting(history->pdata[i]);
}

/* ---- As JSON ----------------------------------------------------------------------------------------------------- */

static void add_status(GString *json, NxStatus status, guint reply_code)
{
    char text[NX_STATUS_TEXT_SIZE];
    g_autofree char *reply = reply_code ? g_strdup_printf("%u", reply_code) : NULL;
    nx_json_text(json, "status", status.klass ? nx_status_text(status, text) : NULL);
    nx_json_text(json, "reply_code", reply);
}

static void add_event(GString *json, const NxSighting *sighting)
{
    nx_json_object_open(json, NULL);
    nx_json_time(json, "arrived", sighting->arrived);
    nx_json_text(json, "reason", nx_reason_name(sighting->reason));
    nx_json_text(json, "class", nx_class_name(sighting->klass));
    add_status(json, sighting->status, sighting->reply_code);
    nx_json_text(json, "provider", sighting->provider);
    nx_json_text(json, "reporting_mta", sighting->reporting_mta);
    nx_json_text(json, "remote_mta", sighting->remote_mta && *sighting->remote_mta ? sighting->remote_mta : NULL);
    nx_json_text(json, "feedback_type", sighting->feedback_type);
    nx_json_text(json, "diagnostic", sighting->diagnostic);
    nx_json_text(json, "rule", sighting->rule);
    nx_json_text(json, "evidence", sighting->evidence);
    nx_json_text(json, "file", sighting->file);
    nx_json_object_close(json);
}

/* What stands; all of it is null where nothing was decided. */
static void add_decision(GString *json, const NxApp *app, const NxRecord *record)
{
    static const char *const STATES[] = {
        [NX_PHASE_NONE] = NULL,   [NX_PHASE_PAUSED] = "paused",       [NX_PHASE_DUE] = "due",
        [NX_PHASE_SENT] = "sent", [NX_PHASE_RECOVERED] = "recovered",
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(STATES) == NX_N_PHASES);
    gboolean is_retry = record->decision == NX_DECISION_RETRY;
    nx_json_object_open(json, NULL);
    nx_json_text(json, "decision", nx_decision_name(record->decision));
    nx_json_text(json, "scope", record->scope);
    nx_json_time(json, "since", record->since);
    nx_json_text(json, "actor", record->actor);
    nx_json_text(json, "act", record->act);
    nx_json_flag(json, "by_advice", record->by_advice);
    nx_json_time(json, "until", record->until);
    nx_json_text(json, "state", STATES[nx_record_phase(record, nx_app_settle(app), app->now)]);
    nx_json_time(json, "not_before", record->not_before);
    nx_json_text(json, "plan", is_retry ? nx_plan_name(record->plan) : NULL);
    nx_json_number(json, "attempt", is_retry ? record->attempt : 0);
    nx_json_number(json, "attempts", is_retry ? record->attempts : 0);
    nx_json_text(json, "cause", record->cause);
    nx_json_text(json, "reason", nx_reason_name(record->reason));
    nx_json_text(json, "class", nx_class_name(record->klass));
    add_status(json, record->status, record->reply_code);
    nx_json_text(json, "provider", record->provider);
    nx_json_text(json, "diagnostic", record->diagnostic);
    nx_json_text(json, "rule", record->rule);
    nx_json_text(json, "evidence", record->evidence);
    nx_json_text(json, "file", record->file);
    nx_json_flag(json, "handed_over", record->handed_over);
    nx_json_object_close(json);
}

static void add_life(GString *json, const NxLife *life)
{
    nx_json_object_open(json, NULL);
    nx_json_text(json, "kind", nx_life_name(life->kind));
    nx_json_time(json, "at", life->at);
    nx_json_text(json, "source", life->source);
    nx_json_text(json, "text", life->text);
    nx_json_time(json, "away_until", life->away_until);
    nx_json_flag(json, "counts", !life->is_void && !life->is_undone);
    nx_json_object_close(json);
}

static void add_one(GString *json, const NxApp *app, const Known *known)
{
    const char *key = known->key, *spelling = known->spelling;
    const NxRecord *record = known->record;
    const GPtrArray *history = known->history, *lives = known->lives;
    nx_json_object_open(json, NULL);
    nx_json_text(json, "address", spelling);
    nx_json_text(json, "key", key);
    nx_json_flag(json, "protected", nx_library_is_protected(app->library, key) || (record && record->is_protected));
    nx_json_flag(json, "purged", record && record->is_purged);
    nx_json_text(json, "domain_decision", is_of_domain(known) ? nx_decision_name(known->domain->decision) : NULL);
    nx_json_text(json, "note", record ? record->note : NULL);
    nx_json_number(json, "count", record ? record->seen : 0);
    nx_json_time(json, "first_seen", record ? record->first_seen : NX_TIME_UNKNOWN);
    nx_json_time(json, "last_seen", record ? record->last_seen : NX_TIME_UNKNOWN);
    nx_json_time(json, "delivered", record ? record->delivered : NX_TIME_UNKNOWN);
    nx_json_number(json, "episodes", record ? record->episodes : 0);
    nx_json_list_open(json, "decisions");
    if (record && record->decision != NX_DECISION_NONE)
        add_decision(json, app, record);
    for (guint i = 0; i < known->scopes->len; i++)
        add_decision(json, app, known->scopes->pdata[i]);
    nx_json_list_close(json);
    nx_json_list_open(json, "events");
    for (guint i = 0; i < history->len; i++)
        add_event(json, history->pdata[i]);
    nx_json_list_close(json);
    nx_json_list_open(json, "alive");
    for (guint i = 0; i < lives->len; i++)
        add_life(json, lives->pdata[i]);
    nx_json_list_close(json);
    nx_json_object_close(json);
}

/* ---- Each of them ------------------------------------------------------------------------------------------------ */

/* `json` is NULL where people are told. */
static gboolean show_one(NxApp *app, const char *key, const char *spelling, GString *json, GError **error)
{
    g_auto(Known) known = {.key = key, .spelling = spelling};
    if (!know(app, &known, error))
        return FALSE;
    if (json)
        add_one(json, app, &known);
    else
        say_one(app, &known);
    return TRUE;
}

static void show(NxApp *app, const NxGivenAddresses *list, GString *json)
{
    GError *error = NULL;
    if (json)
        nx_json_list_open(json, "addresses");
    for (guint i = 0; i < list->keys->len && !error; i++)
        show_one(app, list->keys->pdata[i], list->spellings->pdata[i], json, &error);
    if (json)
        nx_json_list_close(json);
    if (error)
        nx_app_error(app, error);
}

int nx_run_show(NxApp *app, int argc, char **argv)
{
    gboolean is_json;
    g_autofree char *format = NULL;
    const GOptionEntry options[] = {
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &format, N_("text or json"), N_("FORMAT")},
        {0},
    };
    if (!nx_app_start(app, options, &argc, &argv) || !nx_answer_parse(app, format, &is_json))
        return app->status;
    if (argc < 2)
        return nx_app_usage(app, "%s", nx_tr("name an address, or - for standard input"));
    if (!nx_app_ledger(app, NX_LEDGER_READ))
        return app->status;
    NxGivenAddresses list;
    nx_given_addresses_read(&list, app, argv + 1);
    GString *json = is_json ? nx_answer_new() : NULL;
    show(app, &list, json);
    if (json)
        nx_answer_put(json);
    nx_given_addresses_clear(&list);
    return app->status;
}
