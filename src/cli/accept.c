/* nixie accept: takes the advice that is safe to take in bulk. */
#include "cli/alarms.h"
#include "cli/mail.h"
#include "cli/verb.h"

enum { NO_MAX = -1, NAMED = 10 };

/* ---- What comes first -------------------------------------------------------------------------------------------- */

static gboolean took_in(NxApp *app, const NxActHead *head, GPtrArray **ended, GError **error)
{
    const NxSettings *settings = nx_library_settings(app->library);
    guint32 all = nx_catalog_n_events(app->catalog);
    g_autoptr(GPtrArray) sightings = nx_catalog_sightings(app->catalog, 0, all);
    g_autoptr(GPtrArray) lives = nx_catalog_lives(app->catalog, 0, all);
    *ended = nx_ledger_end_suppressions(app->ledger, head, settings, error);
    return *ended && nx_ledger_record_events(app->ledger, head, settings, sightings, NULL, error) &&
           nx_ledger_record_lives(app->ledger, head, lives, NULL, error);
}

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
        g_autofree char *line = g_strdup_printf(nx_tr("%s, suppressed since %s: %s"), record->spelling, since,
                                                nx_tr(nx_reason_label(record->reason)));
        say_some(i, ended->len, line, "nixie log");
    }
}

/* The events enter history first: what bounced again after an attempt moves to the next one, and the advice with it;
 * signs of life close what they answer; suppressions whose time is over end. */
static gboolean record(NxApp *app)
{
    GError *error = NULL;
    NxActHead head = nx_app_act(app, "accept", NULL);
    g_autoptr(GPtrArray) ended = NULL;
    if (took_in(app, &head, &ended, &error)) {
        say_ended(ended);
        return nx_app_advise(app);
    }
    nx_app_error(app, error);
    return FALSE;
}

/* ---- What is said ------------------------------------------------------------------------------------------------ */

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

static NxChoice *choice_of(const NxApp *app, const GArray *addresses, NxAccept how)
{
    return nx_advisor_accept(app->advisor, (const guint32 *)(gpointer)addresses->data, addresses->len, how, app->now);
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

static int dry_run(NxApp *app, const GArray *addresses, NxAccept how)
{
    g_autoptr(GPtrArray) alarms = alarms_of(app, addresses);
    NxChoice *choice = choice_of(app, addresses, how);
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

static int accept_all(NxApp *app, const GArray *addresses, char **sources, guint most, NxAccept how)
{
    if (!record(app) || !allow(app, addresses, sources))
        return app->status;
    g_autoptr(GPtrArray) alarms = alarms_of(app, addresses);
    NxChoice *choice = choice_of(app, addresses, how);
    if (take(app, choice, most))
        nx_say_alarms(alarms);
    nx_choice_free(choice);
    return end_with(app, alarms);
}

typedef struct {
    char *limit;
    char **allow;
    gint most;
    gboolean dry_run, guards, used_up, release;
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
        NX_OPTION_BELOW(app, 0),
        {"limit", 'l', 0, G_OPTION_ARG_FILENAME, &own.limit, N_("only events that this lets through"), N_("QUERY")},
        {"max", 0, 0, G_OPTION_ARG_INT, &own.most, N_("stop if more than N addresses would be suppressed"), N_("N")},
        {"dry-run", 'd', 0, G_OPTION_ARG_NONE, &own.dry_run, N_("only say what would be done"), NULL},
        {"guards", 'g', 0, G_OPTION_ARG_NONE, &own.guards,
         N_("only show why guards speak, and up to 20 of what each holds back"), NULL},
        {"allow", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &own.allow,
         N_("let what a guard holds back because of SOURCE through for 24 hours; may be given again"), N_("SOURCE")},
        {"used-up", 'u', 0, G_OPTION_ARG_NONE, &own.used_up,
         N_("suppress those too that bounced at every attempt of the plan that advice began"), NULL},
        {"release", 'r', 0, G_OPTION_ARG_NONE, &own.release,
         N_("give back those that advice suppressed, and that mail has reached since"), NULL},
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
    NxAccept how = NX_ACCEPT_IN_BULK | (own.used_up ? NX_ACCEPT_USED_UP : 0) | (own.release ? NX_ACCEPT_RELEASE : 0);
    if (reads)
        return own.guards ? show_guards(app, addresses) : dry_run(app, addresses, how);
    return accept_all(app, addresses, own.allow, own.most != NO_MAX ? (guint)own.most : usual ? usual : G_MAXUINT, how);
}
