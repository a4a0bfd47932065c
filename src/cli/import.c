/* nixie import: a suppression list that exists already. */
#include "cli/given_addresses.h"
#include "cli/input.h"
#include "cli/lists.h"
#include "cli/verb.h"

static void take_evidence(NxOrder *order, const NxImported *one)
{
    order->reason = one->reason;
    order->klass = one->klass;
    order->status = one->status;
    order->reply_code = one->reply_code;
    order->provider = one->provider;
    order->diagnostic = one->diagnostic;
    order->rule = one->rule;
    order->evidence = one->evidence;
    order->file = one->file;
    order->original_message_id = one->original_message_id;
    order->seen = one->seen;
    order->first_seen = one->first_seen;
    order->last_seen = one->last_seen;
    order->delivered = one->delivered;
}

/* Lists of others do not tell the plan; without one a retry would never end. */
static void take_retry(const NxApp *app, NxOrder *order, const NxImported *one)
{
    order->plan = one->plan;
    order->attempt = one->attempt;
    order->attempts = one->attempts;
    order->not_before = one->not_before;
    order->sent_at = one->sent_at;
    if (one->plan != NX_PLAN_NONE)
        return;
    order->plan = NX_PLAN_S1;
    order->attempt = MAX(one->attempt, 1);
    nx_plan_next(nx_library_settings(app->library), NX_PLAN_S1, 1, app->now, &order->attempts);
}

static NxOrder order_of(const NxApp *app, const NxImported *one, const char *note)
{
    NxOrder order = {
        .key = one->key,
        .spelling = one->spelling,
        .decision = one->decision,
        .by_advice = one->by_advice,
        .until = one->until,
        .scope = one->scope,
        .cause = one->cause,
        .note = note ? note : one->note,
        .since = one->since <= app->now ? one->since : NX_TIME_UNKNOWN,
    };
    take_evidence(&order, one);
    if (one->decision == NX_DECISION_RETRY)
        take_retry(app, &order, one);
    return order;
}

static GPtrArray *recall(NxApp *app, const GPtrArray *imported, GError **error)
{
    g_autofree const char **keys = g_new(const char *, imported->len);
    for (guint i = 0; i < imported->len; i++)
        keys[i] = ((const NxImported *)imported->pdata[i])->key;
    return nx_ledger_recall(app->ledger, keys, imported->len, error);
}

/* Why an address stays as it is; NULL if it does not. Imports are in bulk: protected addresses stay out of a
 * suppression, unless somebody had decided that before it was exported, and a bare list of addresses knows nothing
 * better than what was decided here. */
static const char *why_left(const NxApp *app, const NxImported *one, const NxRecord *record)
{
    NxDecision stands = record ? record->decision : NX_DECISION_NONE;
    gboolean is_protected = nx_library_is_protected(app->library, one->key) || (record && record->is_protected);
    if (one->decision == NX_DECISION_SUPPRESS && is_protected && !one->is_own && stands != NX_DECISION_SUPPRESS)
        return N_("%s: protected, left out");
    return !one->is_said && stands != NX_DECISION_NONE && stands != one->decision
               ? N_("%s: decided already, left alone")
               : NULL;
}

static gboolean is_over(const NxApp *app, const NxImported *one)
{
    return !one->is_said && one->until != NX_TIME_UNKNOWN && one->until <= app->now;
}

static GArray *make_orders(NxApp *app, const GPtrArray *imported, const GPtrArray *recalls, const char *note,
                           guint *left)
{
    GArray *orders = g_array_new(FALSE, TRUE, sizeof(NxOrder));
    for (guint i = 0; i < imported->len; i++) {
        const NxImported *one = imported->pdata[i];
        const NxRecall *known = recalls->pdata[i];
        const char *why = is_over(app, one) ? N_("%s: its time there is over, left out")
                                            : why_left(app, one, known ? known->record : NULL);
        if (why) {
            nx_complain(nx_tr(why), one->spelling);
            ++*left;
            continue;
        }
        NxOrder order = order_of(app, one, note);
        g_array_append_val(orders, order);
    }
    return orders;
}

static int import(NxApp *app, const char *format_name, const char *path, const char *note)
{
    GError *error = NULL;
    guint changed = 0, left = 0;
    g_autoptr(GBytes) bytes = nx_input_read(path, app->config.input_max, &error);
    if (!bytes)
        return nx_app_error(app, error);
    const NxFormat *format = nx_format_to_read(app, format_name, bytes);
    if (!format)
        return app->status;
    g_autoptr(GPtrArray) imported = nx_import_read(format, bytes, path, app->problems);
    if (nx_app_problems(app))
        app->status = NX_EXIT_FAULT;
    if (!nx_app_ledger(app, NX_LEDGER_WRITE))
        return app->status;
    g_autoptr(GPtrArray) recalls = recall(app, imported, &error);
    if (!recalls)
        return nx_app_error(app, error);
    g_autoptr(GArray) orders = make_orders(app, imported, recalls, note, &left);
    NxActHead head = nx_app_act(app, "import", NULL);
    if (!nx_ledger_decide(app->ledger, &head, (const NxOrder *)(gpointer)orders->data, orders->len, &changed, NULL,
                          &error))
        return nx_app_error(app, error);
    nx_say(nx_trn("import: %u address of %u changed", "import: %u addresses of %u changed", changed), changed,
           imported->len);
    return left ? app->status = NX_EXIT_GUARD : app->status;
}

int nx_run_import(NxApp *app, int argc, char **argv)
{
    g_autofree char *format_name = NULL, *note = NULL;
    const GOptionEntry options[] = {
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &format_name, N_("one of those below"), N_("FORMAT")},
        {"note", 'n', 0, G_OPTION_ARG_FILENAME, &note, N_("a note on the addresses"), N_("TEXT")},
        {0},
    };
    g_autofree char *asked = nx_format_help_asked(&argc, argv);
    if (!nx_app_start(app, options, &argc, &argv))
        return app->status;
    if (asked)
        return nx_format_say_help(app, asked);
    if (format_name && !nx_format_to_read(app, format_name, NULL))
        return app->status;
    if (argc != 2)
        return nx_app_usage(app, "%s", nx_tr("name one file, or - for standard input"));
    return import(app, format_name, argv[1], note);
}
