/* nixie accept: takes the advice that is safe to take in bulk. */
#include "cli/mail.h"
#include "cli/verb.h"

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

static int take(NxApp *app, const NxChoice *choice, guint most)
{
    GError *error = NULL;
    NxActHead head = nx_app_act(app, "accept", NULL);
    guint suppressed = choice->by_decision[NX_DECISION_SUPPRESS];
    if (suppressed > most)
        return nx_app_guard(
            app, nx_tr("%u addresses would be suppressed, and at most %u may be (--max): nothing was decided"),
            suppressed, most);
    if (!nx_ledger_decide(app->ledger, &head, (const NxOrder *)(gpointer)choice->taken->data, choice->taken->len, NULL,
                          NULL, &error))
        return nx_app_error(app, error);
    say_counts(app, choice, FALSE);
    return app->status;
}

static int accept_list(NxApp *app, const GArray *list, guint most, gboolean dry_run)
{
    g_autoptr(GArray) addresses = nx_catalog_addresses(app->catalog, list, NULL);
    if (!dry_run && !record(app))
        return app->status;
    NxChoice *choice =
        nx_advisor_accept(app->advisor, (const guint32 *)(gpointer)addresses->data, addresses->len, TRUE, app->now);
    if (dry_run) {
        say_orders(choice);
        say_counts(app, choice, TRUE);
    } else {
        take(app, choice, most);
    }
    nx_choice_free(choice);
    return app->status;
}

int nx_run_accept(NxApp *app, int argc, char **argv)
{
    g_autofree char *limit = NULL;
    enum { NO_MAX = -1 };
    gint most = NO_MAX;
    gboolean dry_run = FALSE;
    const GOptionEntry options[] = {
        {"limit", 'l', 0, G_OPTION_ARG_FILENAME, &limit, N_("only events that this lets through"), N_("QUERY")},
        {"max", 0, 0, G_OPTION_ARG_INT, &most, N_("stop if more than N addresses would be suppressed"), N_("N")},
        {"dry-run", 'd', 0, G_OPTION_ARG_NONE, &dry_run, N_("only say what would be done"), NULL},
        {0},
    };
    if (!nx_app_start(app, options, &argc, &argv))
        return app->status;
    if (most < NO_MAX)
        return nx_app_usage(app, "--max: %d < 0", most);
    g_autoptr(GArray) list = nx_app_events(app, argv, limit, dry_run ? NX_LEDGER_READ : NX_LEDGER_WRITE);
    if (!list)
        return app->status;
    guint usual = nx_library_settings(app->library)->guard_max; /* 0: no bound */
    return accept_list(app, list, most != NO_MAX ? (guint)most : usual ? usual : G_MAXUINT, dry_run);
}
