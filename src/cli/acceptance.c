/* Counts, both sides of what is contradicted, guards; of long lists the beginning to people, all of them as JSON. */
#include "cli/acceptance.h"
#include "cli/alarms.h"
#include "cli/answer.h"

enum { NAMED = 10 };

/* ---- To people --------------------------------------------------------------------------------------------------- */

/* Some of a list, a line each; the command that shows the rest. */
static void say_some(guint i, guint n, const char *line, const char *rest)
{
    if (i < NAMED)
        nx_say("    %s", line);
    if (i == NAMED)
        nx_say(nx_tr("    and %u more: %s"), n - NAMED, rest);
}

static void say_ended(const GPtrArray *ended)
{
    if (ended->len > 0)
        nx_say(nx_trn("%u suppression has ended; its address is undecided:",
                      "%u suppressions have ended; their addresses are undecided:", ended->len),
               ended->len);
    for (guint i = 0; i < ended->len; i++) {
        const NxRecord *record = ended->pdata[i];
        g_autofree char *since = nx_time_local(record->since, "%Y-%m-%d");
        g_autofree char *where = record->scope ? g_strdup_printf(nx_tr(" (in %s)"), record->scope) : g_strdup("");
        g_autofree char *line = g_strdup_printf(nx_tr("%s, suppressed since %s: %s%s"), record->spelling, since,
                                                nx_tr(nx_reason_label(record->reason)), where);
        say_some(i, ended->len, line, "nixie log");
    }
}

/* Both sides of what is left, and what is to be done about it. */
static void say_list(const NxApp *app, const GArray *list, const char *what, const char *rest)
{
    if (list->len > 0)
        nx_say("%s", what);
    for (guint i = 0; i < list->len && i <= NAMED; i++) {
        guint32 number = g_array_index(list, guint32, i);
        const char *key = nx_catalog_address(app->catalog, number)->key;
        NxRecord *known = app->ledger ? nx_ledger_record(app->ledger, key, NULL) : NULL;
        g_autofree char *line = nx_contradiction_words(app->advisor, number, known);
        say_some(i, list->len, line, rest);
        g_clear_pointer(&known, nx_record_free);
    }
}

static void say_named(const NxApp *app, const NxChoice *choice)
{
    const char *rest = "nixie report --limit is:contradicted MAILBOX";
    say_list(app, choice->contradicted, nx_tr("decided by hand, and contradicted by what came since:"), rest);
    say_list(app, choice->revived, nx_tr("suppressed by advice, and alive since; accept --release gives them back:"),
             rest);
    if (choice->used_up->len > 0)
        nx_say(nx_trn("%u has bounced at every attempt of its plan; accept --used-up suppresses it",
                      "%u have bounced at every attempt of their plans; accept --used-up suppresses them",
                      choice->used_up->len),
               choice->used_up->len);
}

static void say_counts(const NxApp *app, const NxChoice *choice, gboolean dry_run)
{
    g_autofree char *left = nx_choice_left(choice, app->library);
    nx_say(dry_run ? nx_tr("would take %u: suppress %u, retry %u, hold %u, ignore %u")
                   : nx_tr("took %u: suppress %u, retry %u, hold %u, ignore %u"),
           choice->taken->len, choice->by_decision[NX_DECISION_SUPPRESS], choice->by_decision[NX_DECISION_RETRY],
           choice->by_decision[NX_DECISION_HOLD], choice->by_decision[NX_DECISION_IGNORE]);
    if (choice->by_decision[NX_DECISION_NONE] > 0)
        nx_say(nx_tr("released %u, to whom mail went through"), choice->by_decision[NX_DECISION_NONE]);
    if (choice->revised > 0)
        nx_say(nx_trn("%u of them was decided otherwise by earlier advice",
                      "%u of them were decided otherwise by earlier advice", choice->revised),
               choice->revised);
    if (left)
        nx_say("%s", left);
    say_named(app, choice);
}

static void say_orders(const NxChoice *choice)
{
    for (guint i = 0; i < choice->taken->len; i++) {
        const NxOrder *order = &g_array_index(choice->taken, NxOrder, i);
        g_autoptr(GString) line = g_string_new(NULL);
        g_autofree char *until =
            order->decision == NX_DECISION_RETRY ? nx_time_local(order->not_before, "%Y-%m-%d %H:%M") : g_strdup("");
        const char *decision = nx_decision_name(order->decision);
        nx_pad(line, decision ? nx_tr(decision) : nx_tr("release"), 13, FALSE);
        nx_say("%s%s%s%s", line->str, order->spelling, *until ? "  " : "", until);
    }
}

static void say_allowed(char **sources)
{
    for (guint i = 0; sources && sources[i]; i++)
        nx_say(nx_tr("let %s through for 24 hours"), sources[i]);
}

void nx_acceptance_say_first(const NxAcceptance *acceptance)
{
    if (acceptance->ended)
        say_ended(acceptance->ended);
    say_allowed(acceptance->allowed);
}

void nx_acceptance_say(const NxApp *app, const NxAcceptance *acceptance)
{
    nx_acceptance_say_first(acceptance);
    if (acceptance->dry_run)
        say_orders(acceptance->choice);
    say_counts(app, acceptance->choice, acceptance->dry_run);
    nx_say_alarms(acceptance->alarms);
}

/* ---- As JSON ----------------------------------------------------------------------------------------------------- */

static void add_order(GString *json, const NxOrder *order)
{
    char status[NX_STATUS_TEXT_SIZE];
    nx_json_object_open(json, NULL);
    nx_json_text(json, "address", order->spelling);
    nx_json_text(json, "decision", nx_decision_name(order->decision));
    nx_json_text(json, "reason", nx_reason_name(order->reason));
    nx_json_text(json, "status", order->status.klass ? nx_status_text(order->status, status) : NULL);
    nx_json_text(json, "diagnostic", order->diagnostic);
    nx_json_time(json, "not_before", order->not_before);
    nx_json_number(json, "attempt", order->attempt);
    nx_json_number(json, "attempts", order->attempts);
    nx_json_text(json, "cause", order->cause);
    nx_json_text(json, "file", order->file);
    nx_json_object_close(json);
}

/* By the names that limits ask for. */
static void add_left(GString *json, const NxChoice *choice)
{
    nx_json_object_open(json, "left");
    for (guint left = NX_LEFT_NOT + 1; left < NX_N_LEFTS; left++)
        nx_json_number(json, nx_left_name((NxLeft)left), choice->left[left]);
    nx_json_number(json, "unproven", choice->left_unproven);
    nx_json_object_close(json);
}

static void add_named(GString *json, const char *name, const NxApp *app, const GArray *list)
{
    nx_json_list_open(json, name);
    for (guint i = 0; i < list->len; i++) {
        guint32 number = g_array_index(list, guint32, i);
        const NxAddress *address = nx_catalog_address(app->catalog, number);
        nx_json_object_open(json, NULL);
        nx_json_text(json, "address", address->spelling);
        nx_json_text(json, "decision", nx_decision_name(address->standing.decision));
        nx_json_flag(json, "by_advice", address->standing.by_advice);
        nx_json_time(json, "since", address->standing.since);
        nx_json_time(json, "delivered", address->standing.delivered);
        nx_json_time(json, "last_seen", address->standing.last_seen);
        nx_json_object_close(json);
    }
    nx_json_list_close(json);
}

static void add_ended(GString *json, const GPtrArray *ended)
{
    nx_json_list_open(json, "ended");
    for (guint i = 0; ended && i < ended->len; i++) {
        const NxRecord *record = ended->pdata[i];
        nx_json_object_open(json, NULL);
        nx_json_text(json, "address", record->spelling);
        nx_json_text(json, "scope", record->scope);
        nx_json_time(json, "since", record->since);
        nx_json_text(json, "reason", nx_reason_name(record->reason));
        nx_json_object_close(json);
    }
    nx_json_list_close(json);
}

static void add_guards(GString *json, const NxApp *app, const GPtrArray *alarms)
{
    nx_json_list_open(json, "guards");
    for (guint i = 0; i < alarms->len; i++) {
        const NxAlarm *alarm = alarms->pdata[i];
        nx_json_object_open(json, NULL);
        nx_json_text(json, "source", alarm->source);
        nx_json_number(json, "held", alarm->held);
        nx_json_list_open(json, "sample");
        for (guint j = 0; j < alarm->sample->len; j++) {
            const NxEvent *event = nx_catalog_event(app->catalog, g_array_index(alarm->sample, guint32, j));
            nx_json_object_open(json, NULL);
            nx_json_text(json, "address", event->recipient);
            nx_json_text(json, "diagnostic", event->diagnostic);
            nx_json_object_close(json);
        }
        nx_json_list_close(json);
        nx_json_list_open(json, "taken");
        for (guint j = 0; j < alarm->taken->len; j++)
            nx_json_text(json, NULL, ((const NxTaken *)alarm->taken->pdata[j])->spelling);
        nx_json_list_close(json);
        nx_json_object_close(json);
    }
    nx_json_list_close(json);
}

void nx_acceptance_put(const NxApp *app, const NxAcceptance *acceptance)
{
    const NxChoice *choice = acceptance->choice;
    GString *json = nx_answer_new();
    nx_json_flag(json, "dry_run", acceptance->dry_run);
    if (acceptance->act)
        nx_json_number(json, "act", acceptance->act);
    else
        nx_json_null(json, "act");
    nx_json_number(json, "revised", choice->revised);
    nx_json_list_open(json, "taken");
    for (guint i = 0; i < choice->taken->len; i++)
        add_order(json, &g_array_index(choice->taken, NxOrder, i));
    nx_json_list_close(json);
    add_left(json, choice);
    add_named(json, "contradicted", app, choice->contradicted);
    add_named(json, "revived", app, choice->revived);
    add_named(json, "used_up", app, choice->used_up);
    add_ended(json, acceptance->ended);
    nx_json_texts(json, "allowed", (const char *const *)acceptance->allowed);
    add_guards(json, app, acceptance->alarms);
    nx_answer_put(json);
}

void nx_acceptance_put_guards(const NxApp *app, const GPtrArray *alarms)
{
    GString *json = nx_answer_new();
    add_guards(json, app, alarms);
    nx_answer_put(json);
}
