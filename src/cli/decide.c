/* nixie suppress, retry, hold, ignore, forget: one act on the addresses or domains named. */
#include "cli/given_addresses.h"
#include "cli/verb.h"

typedef struct {
    NxDecision decision;
    NxTime not_before; /* of a retry, when it was named */
    NxTime ends;       /* of a suppression */
    char *note, *scope, *until, *cause;
    char **domains; /* NULL: none */
} Wish;

/* Makes an order for each address. In bulk, protected ones are left out of a suppression and counted in *left. */
static GArray *make_orders(NxApp *app, const NxGivenAddresses *list, const GPtrArray *recalls, const Wish *wish,
                           GPtrArray *strings, guint *left)
{
    GArray *orders = g_array_new(FALSE, TRUE, sizeof(NxOrder));
    gboolean in_bulk = list->keys->len > 1;
    for (guint i = 0; i < list->keys->len; i++) {
        const char *key = list->keys->pdata[i], *spelling = list->spellings->pdata[i];
        const NxRecall *recall = recalls->pdata[i];
        gboolean is_protected =
            nx_library_is_protected(app->library, key) || (recall && recall->record && recall->record->is_protected);
        if (wish->decision == NX_DECISION_SUPPRESS && in_bulk && is_protected) {
            nx_complain(nx_tr("%s: protected, left out"), spelling);
            ++*left;
            continue;
        }
        NxOrder order = {0};
        nx_advise_order(app->library, recall, key, spelling, wish->decision, app->now, &order, strings);
        if (wish->not_before != NX_TIME_UNKNOWN)
            order.not_before = wish->not_before;
        order.until = wish->ends;
        order.note = wish->note ? wish->note : order.note;
        order.cause = wish->cause ? wish->cause : order.cause;
        order.scope = wish->scope;
        g_array_append_val(orders, order);
    }
    return orders;
}

static void say_done(const NxApp *app, guint changed, guint asked)
{
    g_autofree char *text = g_strdup_printf(nx_trn("%u address", "%u addresses", changed), changed);
    if (changed == asked)
        nx_say(nx_tr("%s: %s"), app->verb->name, text);
    else
        nx_say(nx_tr("%s: %s; %u stood so already"), app->verb->name, text, asked - changed);
}

static int decide(NxApp *app, const NxGivenAddresses *list, const Wish *wish)
{
    GError *error = NULL;
    guint left = 0, changed = 0;
    if (!list->keys->len || !nx_app_ledger(app, NX_LEDGER_WRITE))
        return app->status;
    g_autoptr(GPtrArray) recalls =
        nx_ledger_recall(app->ledger, (const char *const *)list->keys->pdata, list->keys->len, &error);
    if (!recalls)
        return nx_app_error(app, error);
    g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) orders = make_orders(app, list, recalls, wish, strings, &left);
    NxActHead head = nx_app_act(app, app->verb->name, wish->scope);
    if (!nx_ledger_decide(app->ledger, &head, (const NxOrder *)(gpointer)orders->data, orders->len, &changed, NULL,
                          &error))
        return nx_app_error(app, error);
    say_done(app, changed, orders->len);
    return left ? app->status = NX_EXIT_GUARD : app->status;
}

static gboolean check_until(NxApp *app, Wish *wish)
{
    NxTime after, at;
    gboolean ends = wish->decision == NX_DECISION_SUPPRESS;
    if (!wish->until)
        return TRUE;
    if (!ends && wish->decision != NX_DECISION_RETRY) {
        nx_app_usage(app, "%s", nx_tr("--until goes with retry and suppress"));
        return FALSE;
    }
    if (nx_duration_parse(wish->until, &after)) {
        at = app->now + after;
    } else if (!nx_time_parse(wish->until, &at)) {
        nx_app_usage(app, nx_tr("--until: %s is neither a date nor a time such as 48h"), wish->until);
        return FALSE;
    }
    if (ends && at <= app->now) {
        nx_app_usage(app, nx_tr("--until: %s is over already"), wish->until);
        return FALSE;
    }
    *(ends ? &wish->ends : &wish->not_before) = at;
    return TRUE;
}

/* Reads what was wished for beside the decision; FALSE (said) where it makes no sense. */
static gboolean check_wish(NxApp *app, Wish *wish)
{
    if (wish->cause && wish->decision != NX_DECISION_HOLD) {
        nx_app_usage(app, "%s", nx_tr("--cause goes with hold"));
        return FALSE;
    }
    if (wish->cause && !*g_strstrip(wish->cause)) {
        nx_app_usage(app, "%s", nx_tr("--cause names no cause"));
        return FALSE;
    }
    return check_until(app, wish);
}

/* Where a decision holds, and about what. */
static gboolean check_place(NxApp *app, const Wish *wish)
{
    if (wish->scope && wish->decision == NX_DECISION_RETRY)
        nx_app_usage(app, "%s", nx_tr("attempts are an address's, whatever list it is on: retry has no --scope"));
    else if (wish->scope && !*wish->scope)
        nx_app_usage(app, "%s", nx_tr("--scope names no list or stream"));
    else if (wish->domains && wish->decision != NX_DECISION_SUPPRESS && wish->decision != NX_DECISION_NONE)
        nx_app_usage(app, "%s", nx_tr("--domain goes with suppress and forget"));
    return app->status == NX_EXIT_DONE;
}

/* A domain is many addresses: the operator's own, protected ones and those of large providers are never taken whole. */
static gboolean may_be_decided(NxApp *app, const NxGivenAddresses *list, const Wish *wish)
{
    for (guint i = 0; i < list->keys->len && wish->decision == NX_DECISION_SUPPRESS; i++) {
        const char *key = list->keys->pdata[i], *domain = key + 1;
        if (*key != '@')
            continue;
        g_autofree char *anybody = g_strconcat("anybody@", domain, NULL);
        if (nx_library_is_protected(app->library, anybody))
            nx_app_guard(app, nx_tr("%s: protected: nothing was decided"), domain);
        else if (nx_library_is_large(app->library, domain))
            nx_app_guard(app, nx_tr("%s: a large provider does not retire: nothing was decided"), domain);
    }
    return app->status == NX_EXIT_DONE;
}

static void wish_clear(Wish *wish)
{
    g_strfreev(wish->domains);
    g_free(wish->note);
    g_free(wish->scope);
    g_free(wish->until);
    g_free(wish->cause);
}

static int run(NxApp *app, char **words, Wish *wish)
{
    if (!check_wish(app, wish) || !check_place(app, wish))
        return app->status;
    NxGivenAddresses list;
    nx_given_addresses_read(&list, app, words);
    nx_given_domains_add(&list, app, wish->domains);
    int status = wish->domains && !may_be_decided(app, &list, wish) ? app->status : decide(app, &list, wish);
    nx_given_addresses_clear(&list);
    return status;
}

int nx_run_decide(NxApp *app, int argc, char **argv)
{
    Wish wish = {0};
    const GOptionEntry options[] = {
        {"note", 'n', 0, G_OPTION_ARG_FILENAME, &wish.note, N_("a note on the addresses"), N_("TEXT")},
        {"scope", 0, 0, G_OPTION_ARG_FILENAME, &wish.scope, N_("only in this list or stream"), N_("NAME")},
        {"domain", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &wish.domains,
         N_("suppress, forget: all addresses of a domain; may be given again"), N_("DOMAIN")},
        {"until", 0, 0, G_OPTION_ARG_FILENAME, &wish.until,
         N_("retry: not before this date, or this long from now; suppress: it ends then"), N_("DATE")},
        {"cause", 0, 0, G_OPTION_ARG_FILENAME, &wish.cause, N_("hold: the cause to be released later"), N_("CAUSE")},
        {0},
    };
    if (nx_app_start(app, options, &argc, &argv)) {
        nx_decision_parse(app->verb->name, &wish.decision); /* forget is none of them */
        if (argc < 2 && !wish.domains)
            nx_app_usage(app, "%s", nx_tr("name an address, or - for standard input"));
        else
            run(app, argv + 1, &wish);
    }
    wish_clear(&wish);
    return app->status;
}
