/* nixie accept: takes the advice that is safe to take in bulk. */
#include "cli/alarms.h"
#include "cli/mail.h"
#include "cli/verb.h"

enum { NO_MAX = -1 };

/* The events enter history first: what bounced again after an attempt moves to the next one, and the advice with it. */
static gboolean record(NxApp *app)
{
    GError *error = NULL;
    NxActHead head = nx_app_act(app, "accept", NULL);
    g_autoptr(GPtrArray) sightings = nx_catalog_sightings(app->catalog, 0, nx_catalog_n_events(app->catalog));
    if (nx_ledger_record_events(app->ledger, &head, nx_library_settings(app->library), sightings, NULL, &error))
        return nx_app_advise(app);
    nx_app_error(app, error);
    return FALSE;
}

static void say_counts(const NxApp *app, const NxChoice *choice, gboolean dry_run)
{
    g_autofree char *left = nx_choice_left(choice, app->library);
    nx_say(dry_run ? nx_tr("would take %u: suppress %u, retry %u, hold %u, ignore %u")
                   : nx_tr("took %u: suppress %u, retry %u, hold %u, ignore %u"),
           choice->taken->len, choice->by_decision[NX_DECISION_SUPPRESS], choice->by_decision[NX_DECISION_RETRY],
           choice->by_decision[NX_DECISION_HOLD], choice->by_decision[NX_DECISION_IGNORE]);
    if (left)
        nx_say("%s", left);
}

static void say_orders(const NxChoice *choice)
{
    for (guint i = 0; i < choice->taken->len; i++) {
        const NxOrder *order = &g_array_index(choice->taken, NxOrder, i);
        g_autoptr(GString) line = g_string_new(NULL);
        g_autofree char *until =
            order->decision == NX_DECISION_RETRY ? nx_time_local(order->not_before, "%Y-%m-%d %H:%M") : g_strdup("");
        nx_pad(line, nx_tr(nx_decision_name(order->decision)), 13, FALSE);
        nx_say("%s%s%s%s", line->str, order->spelling, *until ? "  " : "", until);
    }
}

/* FALSE (said, status set): nothing was taken. */
static gboolean take(NxApp *app, const NxChoice *choice, guint most)
{
    GError *error = NULL;
    NxActHead head = nx_app_act(app, "accept", NULL);
    guint suppressed = choice->by_decision[NX_DECISION_SUPPRESS];
    if (suppressed > most) {
        nx_app_guard(app, nx_tr("%u addresses would be suppressed, and at most %u may be (--max): nothing was decided"),
                     suppressed, most);
        return FALSE;
    }
    if (!nx_ledger_decide(app->ledger, &head, (const NxOrder *)(gpointer)choice->taken->data, choice->taken->len, NULL,
                          NULL, &error)) {
        nx_app_error(app, error);
        return FALSE;
    }
    say_counts(app, choice, FALSE);
    return TRUE;
}

static GPtrArray *alarms_of(const NxApp *app, const GArray *addresses)
{
    return nx_advisor_alarms(app->advisor, (const guint32 *)(gpointer)addresses->data, addresses->len, app->now);
}

static NxChoice *choice_of(const NxApp *app, const GArray *addresses)
{
    return nx_advisor_accept(app->advisor, (const guint32 *)(gpointer)addresses->data, addresses->len, TRUE, app->now);
}

/* What a guard holds back, somebody has to look at. */
static int end_with(NxApp *app, const GPtrArray *alarms)
{
    for (guint i = 0; i < alarms->len; i++)
        if (((const NxAlarm *)alarms->pdata[i])->held > 0 && app->status == NX_EXIT_DONE)
            app->status = NX_EXIT_GUARD;
    return app->status;
}

static int show_guards(NxApp *app, const GArray *addresses)
{
    g_autoptr(GPtrArray) alarms = alarms_of(app, addresses);
    nx_say_alarms_whole(app, alarms);
    return end_with(app, alarms);
}

static int dry_run(NxApp *app, const GArray *addresses)
{
    g_autoptr(GPtrArray) alarms = alarms_of(app, addresses);
    NxChoice *choice = choice_of(app, addresses);
    say_orders(choice);
    say_counts(app, choice, TRUE);
    nx_say_alarms(alarms);
    nx_choice_free(choice);
    return end_with(app, alarms);
}

/* Answers the guards that are named; FALSE (said, status set) if one of them does not speak. */
static gboolean allow(NxApp *app, const GArray *addresses, char **sources)
{
    if (!sources)
        return TRUE;
    g_autoptr(GPtrArray) alarms = alarms_of(app, addresses);
    return nx_app_allow(app, alarms, sources) && nx_app_advise(app);
}

static int accept_all(NxApp *app, const GArray *addresses, char **sources, guint most)
{
    if (!record(app) || !allow(app, addresses, sources))
        return app->status;
    g_autoptr(GPtrArray) alarms = alarms_of(app, addresses);
    NxChoice *choice = choice_of(app, addresses);
    if (take(app, choice, most))
        nx_say_alarms(alarms);
    nx_choice_free(choice);
    return end_with(app, alarms);
}

typedef struct {
    char *limit;
    char **allow;
    gint most;
    gboolean dry_run, guards;
} Options;

static void clear_options(Options *options)
{
    g_free(options->limit);
    g_strfreev(options->allow);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, clear_options)

static gboolean is_wrong(NxApp *app, const Options *options)
{
    if (options->most < NO_MAX)
        nx_app_usage(app, "--max: %d < 0", options->most);
    else if (options->allow && (options->dry_run || options->guards))
        nx_app_usage(app, "%s", nx_tr("--allow is written down: it goes neither with --dry-run nor with --guards"));
    return app->status != NX_EXIT_DONE;
}

int nx_run_accept(NxApp *app, int argc, char **argv)
{
    g_auto(Options) own = {.most = NO_MAX};
    const GOptionEntry options[] = {
        {"limit", 'l', 0, G_OPTION_ARG_FILENAME, &own.limit, N_("only events that this lets through"), N_("QUERY")},
        {"max", 0, 0, G_OPTION_ARG_INT, &own.most, N_("stop if more than N addresses would be suppressed"), N_("N")},
        {"dry-run", 'd', 0, G_OPTION_ARG_NONE, &own.dry_run, N_("only say what would be done"), NULL},
        {"guards", 'g', 0, G_OPTION_ARG_NONE, &own.guards,
         N_("only show why guards speak, and up to 20 of what each holds back"), NULL},
        {"allow", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &own.allow,
         N_("let what a guard holds back because of SOURCE through for 24 hours; may be given again"), N_("SOURCE")},
        {0},
    };
    if (!nx_app_start(app, options, &argc, &argv) || is_wrong(app, &own))
        return app->status;
    gboolean reads = own.dry_run || own.guards;
    g_autoptr(GArray) list = nx_app_events(app, argv, own.limit, reads ? NX_LEDGER_READ : NX_LEDGER_WRITE);
    if (!list)
        return app->status;
    g_autoptr(GArray) addresses = nx_catalog_addresses(app->catalog, list, NULL);
    guint usual = nx_library_settings(app->library)->guard_max; /* 0: no bound */
    if (reads)
        return own.guards ? show_guards(app, addresses) : dry_run(app, addresses);
    return accept_all(app, addresses, own.allow, own.most != NO_MAX ? (guint)own.most : usual ? usual : G_MAXUINT);
}
