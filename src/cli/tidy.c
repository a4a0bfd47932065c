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

/* What speaks against it, in words; NULL: nothing. Caller frees. */
static char *against(const NxApp *app, const NxRecord *record)
{
    g_autoptr(GPtrArray) history =
        record->seen > 0 ? nx_ledger_history(app->ledger, record->key, NULL) : g_ptr_array_new();
    return history ? nx_record_contradiction(record, history) : NULL;
}

static gboolean is_alive(const NxApp *app, const NxRecord *record)
{
    g_autofree char *words = record->decision == NX_DECISION_SUPPRESS ? against(app, record) : NULL;
    return words != NULL;
}

static gboolean is_dead(const NxApp *app, const NxRecord *record)
{
    g_autofree char *words = record->decision != NX_DECISION_SUPPRESS ? against(app, record) : NULL;
    return words != NULL;
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
    gboolean is_contradicted;
} STALES[] = {
    {is_endless, N_("paused without an end:"), "forget", FALSE},
    {is_used_up, N_("all attempts used up (nixie accept --used-up suppresses those that advice paused):"), "suppress",
     FALSE},
    {is_held_long, N_("held for 30 days, their cause not released:"), "release", FALSE},
    {is_alive, N_("contradicted: suppressed, though mail has gone through since:"), "forget", TRUE},
    {is_back, N_("suppressed because their domain was gone, and it has answered on two days:"), "forget", FALSE},
    {is_dead, N_("contradicted: not suppressed, though certainly dead since:"), "suppress", TRUE},
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

/* `why` stands behind the command as a remark of the shell. */
static void say_address(const char *command, const NxRecord *record, const char *why)
{
    g_autofree char *typed = g_shell_quote(record->spelling);
    g_autofree char *name = record->scope ? g_shell_quote(record->scope) : NULL;
    g_autofree char *scope = name ? g_strdup_printf(" --scope %s", name) : g_strdup("");
    nx_say("    nixie %s%s -- %s    # %s", command, scope, typed, why);
}

static void say_one(const NxApp *app, guint kind, const NxRecord *record)
{
    g_autofree char *why =
        STALES[kind].is_contradicted ? against(app, record) : nx_time_local(record->since, "%Y-%m-%d");
    say_address(STALES[kind].command, record, why);
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
            say_one(app, kind, record);
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
    g_autoptr(GPtrArray) scoped =
        records ? nx_ledger_scoped_records(app->ledger, NX_DECISION_NONE, NULL, &error) : NULL;
    if (!scoped)
        return nx_app_error(app, error);
    for (guint i = 0; i < scoped->len; i++)
        g_ptr_array_add(records, g_steal_pointer(&scoped->pdata[i]));
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
