/* nixie accept: takes the advice that is safe to take in bulk. */
#include "cli/acceptance.h"
#include "cli/alarms.h"
#include "cli/answer.h"
#include "cli/mail.h"
#include "cli/verb.h"

enum { NO_MAX = -1 };

typedef struct {
    char *limit, *format;
    char **allow;
    gint most;
    gboolean dry_run, guards, used_up, release, is_json;
} Options;

static void clear_options(Options *options)
{
    g_free(options->limit);
    g_free(options->format);
    g_strfreev(options->allow);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, clear_options)

static NxAccept how_of(const Options *own)
{
    return NX_ACCEPT_IN_BULK | (own->used_up ? NX_ACCEPT_USED_UP : 0) | (own->release ? NX_ACCEPT_RELEASE : 0);
}

/* ---- What comes first -------------------------------------------------------------------------------------------- */

/* The events enter history first: what bounced again after an attempt moves to the next one, and the advice with it;
 * signs of life close what they answer; suppressions whose time is over end, and are given. NULL: said, status set. */
static GPtrArray *record(NxApp *app)
{
    GError *error = NULL;
    NxActHead head = nx_app_act(app, "accept", NULL);
    const NxSettings *settings = nx_library_settings(app->library);
    guint32 all = app->catalog ? nx_catalog_n_events(app->catalog) : 0;
    g_autoptr(GPtrArray) sightings = all ? nx_catalog_sightings(app->catalog, 0, all) : g_ptr_array_new();
    g_autoptr(GPtrArray) lives = all ? nx_catalog_lives(app->catalog, 0, all) : g_ptr_array_new();
    g_autoptr(GPtrArray) ended = nx_ledger_end_suppressions(app->ledger, &head, settings, &error);
    if (ended && nx_ledger_record_events(app->ledger, &head, settings, sightings, NULL, &error) &&
        nx_ledger_record_lives(app->ledger, &head, lives, NULL, &error))
        return !app->catalog || nx_app_advise(app) ? g_steal_pointer(&ended) : NULL;
    nx_app_error(app, error);
    return NULL;
}

/* ---- What is taken ----------------------------------------------------------------------------------------------- */

/* Where nobody says --max, the configuration does; 0 there is no bound. */
static guint most_of(const NxApp *app, const Options *own)
{
    guint usual = nx_library_settings(app->library)->guard_max;
    return own->most != NO_MAX ? (guint)own->most : usual ? usual : G_MAXUINT;
}

/* FALSE (said, status set): nothing was taken. */
static gboolean take(NxApp *app, const Options *own, NxAcceptance *acceptance)
{
    GError *error = NULL;
    const NxChoice *choice = acceptance->choice;
    NxActHead head = nx_app_act(app, "accept", NULL);
    guint suppressed = choice->by_decision[NX_DECISION_SUPPRESS], most = most_of(app, own);
    if (suppressed > most) {
        if (!own->is_json)
            nx_acceptance_say_first(acceptance);
        nx_app_guard(app, nx_tr("%u addresses would be suppressed, and at most %u may be (--max): nothing was decided"),
                     suppressed, most);
        return FALSE;
    }
    if (nx_ledger_decide(app->ledger, &head, (const NxOrder *)(gpointer)choice->taken->data, choice->taken->len, NULL,
                         &acceptance->act, &error))
        return TRUE;
    nx_app_error(app, error);
    return FALSE;
}

static void answer(const NxApp *app, const Options *own, const NxAcceptance *acceptance)
{
    (own->is_json ? nx_acceptance_put : nx_acceptance_say)(app, acceptance);
}

/* What a guard holds back, somebody has to look at. */
static int end_with(NxApp *app, const GPtrArray *alarms)
{
    for (guint i = 0; i < alarms->len; i++)
        if (((const NxAlarm *)alarms->pdata[i])->held > 0 && app->status == NX_EXIT_DONE)
            app->status = NX_EXIT_GUARD;
    return app->status;
}

static GPtrArray *alarms_of(const NxApp *app, const GArray *addresses)
{
    return nx_advisor_alarms(app->advisor, (const guint32 *)(gpointer)addresses->data, addresses->len, app->now);
}

static NxChoice *choice_of(const NxApp *app, const GArray *addresses, NxAccept how)
{
    return nx_advisor_accept(app->advisor, (const guint32 *)(gpointer)addresses->data, addresses->len, how, app->now);
}

static int show_guards(NxApp *app, const GArray *addresses, const Options *own)
{
    g_autoptr(GPtrArray) alarms = alarms_of(app, addresses);
    (own->is_json ? nx_acceptance_put_guards : nx_say_alarms_whole)(app, alarms);
    return end_with(app, alarms);
}

static int dry_run(NxApp *app, const GArray *addresses, const Options *own)
{
    g_autoptr(GPtrArray) alarms = alarms_of(app, addresses);
    NxChoice *choice = choice_of(app, addresses, how_of(own));
    answer(app, own, &(NxAcceptance){.choice = choice, .alarms = alarms, .dry_run = TRUE});
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

static int accept_all(NxApp *app, const GArray *addresses, const Options *own)
{
    g_autoptr(GPtrArray) ended = record(app);
    if (!ended || !allow(app, addresses, own->allow))
        return app->status;
    g_autoptr(GPtrArray) alarms = alarms_of(app, addresses);
    NxChoice *choice = choice_of(app, addresses, how_of(own));
    NxAcceptance acceptance = {.choice = choice, .ended = ended, .alarms = alarms, .allowed = own->allow};
    if (take(app, own, &acceptance))
        answer(app, own, &acceptance);
    nx_choice_free(choice);
    return end_with(app, alarms);
}

/* ---- Without a mailbox ------------------------------------------------------------------------------------------- */

/* Of what the ledger alone knows, that which is asked for by name. */
static int accept_known(NxApp *app, const Options *own)
{
    GError *error = NULL;
    g_autofree char *path = NULL;
    if (!nx_app_has_ledger(app, &path))
        return nx_app_fault(app, nx_tr("no ledger at %s"), path);
    if (!nx_app_ledger(app, own->dry_run ? NX_LEDGER_READ : NX_LEDGER_WRITE))
        return app->status;
    g_autoptr(GPtrArray) ended = own->dry_run ? NULL : record(app);
    if (!own->dry_run && !ended)
        return app->status;
    g_autoptr(GPtrArray) records = nx_ledger_records(app->ledger, NX_DECISION_NONE, &error);
    if (!records)
        return nx_app_error(app, error);
    g_autoptr(GPtrArray) alarms = g_ptr_array_new();
    NxChoice *choice = nx_choice_of_records(app->library, records, how_of(own));
    NxAcceptance acceptance = {.choice = choice, .ended = ended, .alarms = alarms, .dry_run = own->dry_run};
    if (own->dry_run || take(app, own, &acceptance))
        answer(app, own, &acceptance);
    nx_choice_free(choice);
    return app->status;
}

/* ---- The command ------------------------------------------------------------------------------------------------- */

static gboolean is_wrong(NxApp *app, const Options *own, gboolean has_mailbox)
{
    if (own->most < NO_MAX)
        nx_app_usage(app, "--max: %d < 0", own->most);
    else if (own->allow && (own->dry_run || own->guards))
        nx_app_usage(app, "%s", nx_tr("--allow is written down: it goes neither with --dry-run nor with --guards"));
    else if (!has_mailbox && (own->used_up || own->release) && (own->limit || own->allow || own->guards))
        nx_app_usage(app, "%s", nx_tr("--limit, --allow and --guards ask for messages: name a mailbox"));
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
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &own.format, N_("text or json"), N_("FORMAT")},
        {0},
    };
    if (!nx_app_start(app, options, &argc, &argv) || !nx_answer_parse(app, own.format, &own.is_json) ||
        is_wrong(app, &own, argc > 1))
        return app->status;
    if (argc < 2 && (own.used_up || own.release))
        return accept_known(app, &own);
    gboolean reads = own.dry_run || own.guards;
    g_autoptr(GArray) list = nx_app_events(app, argv, own.limit, reads ? NX_LEDGER_READ : NX_LEDGER_WRITE);
    if (!list)
        return app->status;
    g_autoptr(GArray) addresses = nx_catalog_addresses(app->catalog, list, NULL);
    if (reads)
        return own.guards ? show_guards(app, addresses, &own) : dry_run(app, addresses, &own);
    return accept_all(app, addresses, &own);
}
