/* nixie tidy: what is stale, with the command for each. It decides about nobody. */
#include "cli/confirm.h"
#include "cli/verb.h"
#include <nixie/retry.h>

/* A hold that nobody released for so long; and the least that sightings are kept: guards compare with 97 days. */
#define STALE (30 * NX_DAY)
#define KEEP_LEAST (100 * NX_DAY)

/* Paused, and no attempt is the last. */
static gboolean is_endless(const NxApp *app, const NxRecord *record)
{
    return record->decision == NX_DECISION_RETRY && record->attempts == 0 && record->not_before + STALE <= app->now;
}

static gboolean is_used_up(G_GNUC_UNUSED const NxApp *app, const NxRecord *record)
{
    return record->decision == NX_DECISION_RETRY && nx_retry_is_used_up(record->attempt, record->attempts);
}

static gboolean is_held_long(const NxApp *app, const NxRecord *record)
{
    return record->decision == NX_DECISION_HOLD && record->since + STALE <= app->now;
}

/* Suppressed, and mail went through since. */
static gboolean is_alive(G_GNUC_UNUSED const NxApp *app, const NxRecord *record)
{
    return record->decision == NX_DECISION_SUPPRESS && record->delivered > record->since;
}

/* Not suppressed, and a certain word that it is dead came since, with nothing after it that says otherwise. */
static gboolean is_dead(const NxApp *app, const NxRecord *record)
{
    if (record->decision == NX_DECISION_SUPPRESS || record->last_seen <= record->since)
        return FALSE;
    g_autoptr(GPtrArray) history = nx_ledger_history(app->ledger, record->key, NULL);
    const NxSighting *last = history && history->len > 0 ? history->pdata[0] : NULL;
    return last && last->arrived > record->since && last->arrived > record->delivered &&
           last->reason != NX_REASON_HOSTUNKNOWN && last->confidence == NX_CERTAIN &&
           last->advice == NX_ADVICE_SUPPRESS;
}

/* Suppressed because of its domain, and that is back. */
static gboolean is_back(const NxApp *app, const NxRecord *record)
{
    const char *domain = nx_address_domain(record->key);
    gboolean is_of_domain = record->reason == NX_REASON_HOSTUNKNOWN || record->reason == NX_REASON_NOTACCEPT;
    if (record->decision != NX_DECISION_SUPPRESS || !is_of_domain)
        return FALSE;
    g_autoptr(GPtrArray) known = nx_ledger_domains(app->ledger, &domain, 1, NULL);
    const NxDomainFacts *facts = known && known->len > 0 ? known->pdata[0] : NULL;
    return facts && nx_domain_is_back(facts, record->since);
}

static const struct {
    gboolean (*is_stale)(const NxApp *app, const NxRecord *record);
    const char *title, *command; /* what is done about an address; "release": by its cause */
} STALES[] = {
    {is_endless, N_("paused without an end:"), "forget"},
    {is_used_up, N_("all attempts used up:"), "suppress"},
    {is_held_long, N_("held for 30 days, their cause not released:"), "release"},
    {is_alive, N_("suppressed, though mail has gone through since:"), "forget"},
    {is_back, N_("suppressed because their domain was gone, and it has answered on two days:"), "forget"},
    {is_dead, N_("not suppressed, though certainly dead since:"), "suppress"},
};

/* A cause is released once, however many it holds. */
static void say_cause(GHashTable *said, const NxRecord *record)
{
    const char *cause = record->cause ? record->cause : "-/undefined";
    if (!g_hash_table_add(said, (gpointer)cause))
        return;
    g_autofree char *typed = g_shell_quote(cause);
    nx_say("    nixie release -- %s", typed);
}

static void say_address(const char *command, const NxRecord *record)
{
    g_autofree char *since = nx_time_local(record->since, "%Y-%m-%d"), *typed = g_shell_quote(record->spelling);
    nx_say("    nixie %s -- %s    # %s", command, typed, since);
}

static guint list_stale(const NxApp *app, const GPtrArray *records, guint kind)
{
    guint n = 0;
    g_autoptr(GHashTable) said = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        if (!STALES[kind].is_stale(app, record))
            continue;
        if (n++ == 0)
            nx_say("%s", nx_tr(STALES[kind].title));
        if (g_str_equal(STALES[kind].command, "release"))
            say_cause(said, record);
        else
            say_address(STALES[kind].command, record);
    }
    return n;
}

static int list(NxApp *app)
{
    GError *error = NULL;
    guint n = 0;
    if (!nx_app_ledger(app, NX_LEDGER_READ))
        return app->status;
    g_autoptr(GPtrArray) records = nx_ledger_records(app->ledger, NX_DECISION_NONE, &error);
    if (!records)
        return nx_app_error(app, error);
    for (guint kind = 0; kind < G_N_ELEMENTS(STALES); kind++)
        n += list_stale(app, records, kind);
    if (n == 0)
        nx_say("%s", nx_tr("nothing is stale"));
    return app->status;
}

static int delete_sightings(NxApp *app, gboolean yes)
{
    GError *error = NULL;
    guint deleted = 0;
    NxActHead head = nx_app_act(app, "tidy", NULL);
    if (app->config.keep < KEEP_LEAST)
        return nx_app_usage(app, "%s", nx_tr("set [ledger] keep= in nixie.conf, 100 days or more"));
    NxTime before = app->now - app->config.keep;
    g_autofree char *day = nx_time_local(before, "%Y-%m-%d");
    g_autofree char *question =
        g_strdup_printf(nx_tr("Delete all events from before %s? Counts stay. This cannot be undone."), day);
    if (!yes && !nx_confirm(question))
        return nx_app_guard(app, "%s", nx_tr("nothing was done; say --yes"));
    if (!nx_app_ledger(app, NX_LEDGER_WRITE))
        return app->status;
    if (!nx_ledger_tidy_sightings(app->ledger, &head, before, &deleted, &error))
        return nx_app_error(app, error);
    nx_say(nx_trn("tidy: %u event from before %s deleted for good; this cannot be undone, and counts stay",
                  "tidy: %u events from before %s deleted for good; this cannot be undone, and counts stay", deleted),
           deleted, day);
    return app->status;
}

int nx_run_tidy(NxApp *app, int argc, char **argv)
{
    gboolean sightings = FALSE, yes = FALSE;
    g_autofree char *path = NULL;
    const GOptionEntry options[] = {
        {"sightings", 0, 0, G_OPTION_ARG_NONE, &sightings,
         N_("delete events older than [ledger] keep=, for good; counts and attempts stay"), NULL},
        {"yes", 'y', 0, G_OPTION_ARG_NONE, &yes, N_("do not ask"), NULL},
        {0},
    };
    if (!nx_app_start(app, options, &argc, &argv))
        return app->status;
    if (argc > 1)
        return nx_app_usage(app, nx_tr("%s: tidy takes no arguments"), argv[1]);
    if (yes && !sightings)
        return nx_app_usage(app, "%s", nx_tr("--yes goes with --sightings: nothing else is done"));
    if (!nx_app_has_ledger(app, &path))
        return nx_app_fault(app, nx_tr("no ledger at %s"), path);
    return sightings ? delete_sightings(app, yes) : list(app);
}
