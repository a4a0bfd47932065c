/* Configuration, option and question; then one address after the other, each when the limits of all programs let it. */
#include "cli/probing.h"
#include "cli/confirm.h"
#include <nixie/address.h>
#include <unistd.h>

enum { STOPPED_MAX = 3, CLOSED_MAX = 3 };         /* groups of servers, and the run ends */
enum { PATIENCE = 60, TICK_MS = 250, DAYS = 30 }; /* seconds that are waited for one group; days a catch-all is known */

typedef struct {
    NxApp *app;
    const NxProbing *probing;
    NxProber *prober;
    GHashTable *done;          /* key -> NxProbe */
    GHashTable *stopped;       /* set of groups */
    GHashTable *closed, *open; /* sets of groups that nobody answered for, and that somebody did */
    gint64 begun;              /* monotonic */
    NxPace pace;               /* of the last that was asked about */
    NxTime again;
    gboolean is_over;
} Run;

static NxTime now_of(const Run *run)
{
    return run->app->now + (g_get_monotonic_time() - run->begun) / G_USEC_PER_SEC;
}

/* ---- Gates ------------------------------------------------------------------------------------------------------- */

static gboolean is_agreed(NxApp *app, const NxProbing *probing)
{
    static const char *const WARNING[] = {
        N_("Asking mail servers whether a mailbox exists costs this host its standing: who asks many is listed."),
        N_("Some operators forbid it. Nobody there has agreed to be asked, and permission to mail is another matter."),
        N_("What is answered proves little: large providers take every name, and a block looks like a dead mailbox."),
        N_("The addresses leave this host, and that they were asked about, and by whom, is noted in the ledger."),
        N_("A bounce that came back, the log of a mail server and a mail that was answered tell more."),
    };
    if (probing->yes)
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(WARNING); i++)
        g_printerr("%s\n", nx_tr(WARNING[i]));
    g_autofree char *question = g_strdup_printf(
        nx_trn("Ask the mail server of %u address?", "Ask the mail servers of %u addresses?", probing->keys->len),
        probing->keys->len);
    if (nx_confirm(question))
        return TRUE;
    nx_app_guard(app, "%s", nx_tr("no mail server was asked: nobody said yes (--yes says it in a script)"));
    return FALSE;
}

static gboolean may_at_all(NxApp *app, const NxProbing *probing)
{
    if (!app->config.probe)
        nx_app_guard(app, "%s", nx_tr("no mail server was asked: the configuration has no [check] probe = yes"));
    else if (!app->config.helo)
        nx_app_guard(app, "%s", nx_tr("no mail server was asked: [check] helo has to name this host"));
    else if (probing->keys->len > NX_PROBES_MAX)
        nx_app_guard(app,
                     nx_tr("no mail server was asked: %u addresses are more than %u. A list is not verified so; "
                           "ask whether people want your mail, by a mail"),
                     probing->keys->len, (guint)NX_PROBES_MAX);
    else
        return nx_app_ledger(app, NX_LEDGER_WRITE) && is_agreed(app, probing);
    return FALSE;
}

static NxProber *make_prober(NxApp *app, const NxProbing *probing)
{
    GError *error = NULL;
    const char *from = app->config.mail_from;
    const NxProbeSettings settings = {
        .helo = app->config.helo,
        .mail_from = from && !g_str_equal(from, "<>") ? from : "",
        .nameserver = probing->nameserver ? probing->nameserver : app->config.nameserver,
        .lists = probing->lists,
    };
    NxProber *prober = nx_prober_new(&settings, nx_app_reader(app), nx_app_judge(app), &error);
    nx_app_problems(app);
    if (!prober) {
        nx_app_guard(app, nx_tr("no mail server was asked: %s"), error->message);
        g_error_free(error);
    }
    return prober;
}

/* ---- One address ------------------------------------------------------------------------------------------------- */

static gboolean may_now(const GPtrArray *last_day, const NxProbe *wanted, gpointer user)
{
    Run *run = user;
    run->pace = nx_probe_pace(&run->app->config.pace, last_day, wanted->group, wanted->at, &run->again);
    return run->pace == NX_PACE_GO;
}

static void take_note(Run *run, const NxProbe *probe)
{
    gboolean is_closed = probe->reason == NX_CHECK_UNREACHABLE;
    g_hash_table_add(is_closed ? run->closed : run->open, g_strdup(probe->group));
    if (probe->stops)
        g_hash_table_add(run->stopped, g_strdup(probe->group));
    if (g_hash_table_size(run->open) == 0 && g_hash_table_size(run->closed) >= CLOSED_MAX) {
        nx_app_guard(
            run->app, "%s",
            nx_tr("no mail server can be reached: port 25 seems to be closed here; nothing was decided by it"));
        run->is_over = TRUE;
    } else if (g_hash_table_size(run->stopped) >= STOPPED_MAX) {
        nx_app_guard(run->app, nx_tr("%u operators of mail servers do not want to be asked: nobody else was"),
                     g_hash_table_size(run->stopped));
        run->is_over = TRUE;
    }
}

/* Asks, and notes it before and after. FALSE: the ledger cannot be written, and without it there are no limits. */
static gboolean ask(Run *run, const char *key, const NxDomainFacts *facts, NxProbe *probe)
{
    GError *error = NULL;
    NxLedger *ledger = run->app->ledger;
    NxAcceptsAll known;
    if (!nx_ledger_accepts_all(ledger, facts->domain, probe->at - DAYS * NX_DAY, &known, &error)) {
        nx_app_error(run->app, error);
        return FALSE;
    }
    probe->accepts_all = known;
    nx_prober_ask(run->prober, key, facts, known == NX_ACCEPTS_ALL_UNKNOWN, probe);
    if (nx_ledger_end_probe(ledger, probe, &error))
        return TRUE;
    nx_app_error(run->app, error);
    return FALSE;
}

static const NxDomainFacts *facts_of(const Run *run, const char *key)
{
    return g_hash_table_lookup(run->probing->facts, nx_address_domain(key));
}

static gboolean is_never(const Run *run, const NxDomainFacts *facts, const char *host)
{
    for (char **name = run->app->config.never; name && *name; name++)
        if (**name && (nx_domain_within(facts->domain, *name) || nx_domain_within(host, *name)))
            return TRUE;
    return nx_check_lists_askable(run->probing->lists, host) == NX_ASKABLE_NEVER;
}

static void settle(Run *run, const char *key, NxProbe *probe)
{
    g_hash_table_insert(run->done, g_strdup(key), probe);
}

/* TRUE: it is settled; FALSE: its turn comes later. */
static gboolean try(Run *run, const char *key)
{
    GError *error = NULL;
    gboolean begun = FALSE;
    const NxDomainFacts *facts = facts_of(run, key);
    const char *host = facts->mx[0] ? facts->mx[0] : facts->domain;
    g_autofree char *group = nx_probe_group(host);
    g_autoptr(NxProbe) probe = nx_probe_new(group ? group : host, facts->domain, key, g_get_user_name(), now_of(run));
    probe->reason = run->is_over ? NX_CHECK_NOT_ASKED_YET : NX_CHECK_NOT_ASKABLE;
    if (run->is_over || is_never(run, facts, host)) {
        settle(run, key, g_steal_pointer(&probe));
        return TRUE;
    }
    probe->reason = NX_CHECK_NOT_ASKED_YET;
    probe->rcpts = 1;
    if (!nx_ledger_begin_probe(run->app->ledger, probe, run->probing->keep, may_now, run, &begun, &error)) {
        nx_app_error(run->app, error);
        run->is_over = TRUE;
    } else if (!begun && run->pace == NX_PACE_WAIT && run->again <= probe->at + PATIENCE) {
        return FALSE;
    } else if (begun) {
        run->is_over = !ask(run, key, facts, probe);
        take_note(run, probe);
    }
    settle(run, key, g_steal_pointer(&probe));
    return TRUE;
}

/* ---- All of them ------------------------------------------------------------------------------------------------- */

static void show_progress(const Run *run)
{
    if (run->app->plain || !isatty(STDERR_FILENO))
        return;
    g_printerr("\r");
    g_printerr(nx_tr("%u of %u addresses asked about"), g_hash_table_size(run->done), run->probing->keys->len);
}

/* Whose group may not be asked yet waits, while others are; one who waits alone is waited for. */
static void ask_all(Run *run)
{
    const GPtrArray *keys = run->probing->keys;
    while (g_hash_table_size(run->done) < keys->len) {
        gboolean any = FALSE;
        for (guint i = 0; i < keys->len; i++)
            if (!g_hash_table_contains(run->done, keys->pdata[i]))
                any = try(run, keys->pdata[i]) || any;
        show_progress(run);
        if (!any)
            g_usleep(TICK_MS * 1000);
    }
    if (!run->app->plain && isatty(STDERR_FILENO))
        g_printerr("\r\033[K");
}

GHashTable *nx_app_probe(NxApp *app, const NxProbing *probing)
{
    if (!may_at_all(app, probing))
        return NULL;
    Run run = {.app = app, .probing = probing, .begun = g_get_monotonic_time(), .prober = make_prober(app, probing)};
    if (!run.prober)
        return NULL;
    run.done = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)nx_probe_free);
    run.stopped = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    run.closed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    run.open = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    ask_all(&run);
    g_hash_table_unref(run.stopped);
    g_hash_table_unref(run.closed);
    g_hash_table_unref(run.open);
    nx_prober_free(run.prober);
    return run.done;
}
