/* nixie check: does mail to these have somewhere to go? Lists and name servers are asked, and mail servers only by who
 * says so more than once. */
#include "cli/check_output.h"
#include "cli/checking.h"
#include "cli/input.h"
#include "cli/mail.h"
#include "cli/probing.h"
#include "cli/verb.h"
#include <nixie/recipients.h>

typedef struct {
    char *nameserver, *format, *column, *reason;
    char **only;
    gint64 max;
    gboolean csv, fresh, suppressed, domains;
    gboolean probe, yes, keep;
} Options;

static void clear_options(Options *options)
{
    g_free(options->nameserver);
    g_free(options->format);
    g_free(options->column);
    g_free(options->reason);
    g_strfreev(options->only);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, clear_options)

/* One address to be told about. */
typedef struct {
    char *given, *key; /* key NULL: it is none */
    gboolean said_dead;
    NxTime since; /* it has been suppressed for that; unknown: it is not */
} Asked;

static void asked_free(gpointer data)
{
    Asked *asked = data;
    g_free(asked->given);
    g_free(asked->key);
    g_free(asked);
}

typedef struct {
    NxApp *app;
    const Options *own;
    GPtrArray *list;   /* of Asked */
    GHashTable *known; /* set of keys, borrowed */
} Collection;

/* ---- Whom to ask about ------------------------------------------------------------------------------------------- */

/* Takes `key` over. NULL: it is there already. */
static Asked *add(Collection *all, const char *given, char *key, gboolean said_dead)
{
    if (key && g_hash_table_contains(all->known, key)) {
        g_free(key);
        return NULL;
    }
    Asked *asked = g_new0(Asked, 1);
    *asked = (Asked){g_strdup(given), key, said_dead, NX_TIME_UNKNOWN};
    g_ptr_array_add(all->list, asked);
    if (key)
        g_hash_table_add(all->known, key);
    return asked;
}

static void add_row(Collection *all, const NxRow *row)
{
    g_autofree char *text = nx_text_from_utf8(row->at, (gssize)row->len), *line = nx_text_squeeze(text);
    if (row->kind == NX_ROW_RECIPIENT)
        add(all, row->key, g_strdup(row->key), FALSE);
    else if (row->kind == NX_ROW_UNREADABLE)
        add(all, line, NULL, FALSE);
}

static gboolean add_file(Collection *all, const char *path)
{
    GError *error = NULL;
    const NxRecipientsShape shape = {all->own->column, all->own->csv};
    g_autoptr(GBytes) bytes = nx_input_read(path, all->app->config.input_max, &error);
    gsize len = 0;
    const char *data = bytes ? g_bytes_get_data(bytes, &len) : NULL;
    g_autoptr(NxRecipients) list = bytes ? nx_recipients_new(&shape, data ? data : "", len, &error) : NULL;
    NxRow row;
    while (list && nx_recipients_next(list, &row, &error))
        add_row(all, &row);
    if (!error)
        return TRUE;
    nx_app_fault(all->app, "%s: %s", g_str_equal(path, "-") ? nx_tr("standard input") : path, error->message);
    g_error_free(error);
    return FALSE;
}

/* An address, or the name of a list of them. */
static gboolean add_words(Collection *all, char **words)
{
    for (; *words; words++) {
        gboolean is_file = g_str_equal(*words, "-") || g_file_test(*words, G_FILE_TEST_EXISTS);
        if (!is_file && !strchr(*words, '@'))
            return nx_app_fault(all->app, nx_tr("%s: this is neither an address nor a file"), *words), FALSE;
        if (is_file && !add_file(all, *words))
            return FALSE;
        if (!is_file) {
            g_autofree char *text = nx_text_from_utf8(*words, -1);
            add(all, text, nx_address_key(text, -1), FALSE);
        }
    }
    return TRUE;
}

static gboolean is_of_domain(NxReason reason)
{
    return reason == NX_REASON_HOSTUNKNOWN || reason == NX_REASON_NOTACCEPT;
}

/* Who is suppressed because of its domain, or for the reason that was named. */
static gboolean add_suppressed(Collection *all)
{
    GError *error = NULL;
    NxReason wanted = NX_REASON_UNDEFINED;
    if (all->own->reason && !nx_reason_parse(all->own->reason, &wanted))
        return nx_app_usage(all->app, nx_tr("--reason: there is no reason %s"), all->own->reason), FALSE;
    g_autofree char *path = NULL;
    if (!nx_app_has_ledger(all->app, &path))
        return nx_app_fault(all->app, nx_tr("no ledger at %s: nobody is suppressed"), path), FALSE;
    if (!nx_app_ledger(all->app, NX_LEDGER_WRITE))
        return FALSE;
    g_autoptr(GPtrArray) records = nx_ledger_records(all->app->ledger, NX_DECISION_SUPPRESS, &error);
    if (!records)
        return nx_app_error(all->app, error), FALSE;
    for (guint i = 0; i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        gboolean is_gone = is_of_domain(record->reason);
        if (all->own->reason ? record->reason != wanted : !is_gone)
            continue;
        Asked *asked = add(all, record->spelling, g_strdup(record->key), is_gone);
        if (asked && is_gone)
            asked->since = record->since;
    }
    return TRUE;
}

static gboolean add_mailboxes(Collection *all, char **argv)
{
    g_autoptr(GArray) events = nx_app_events(all->app, argv, "reason:hostunknown", NX_LEDGER_WRITE);
    for (guint i = 0; events && i < events->len; i++) {
        const NxEvent *event = nx_catalog_event(all->app->catalog, g_array_index(events, guint32, i));
        if (event->address == NX_NOBODY)
            continue;
        const NxAddress *address = nx_catalog_address(all->app->catalog, event->address);
        add(all, address->spelling, g_strdup(address->key), TRUE);
    }
    return events != NULL;
}

/* ---- Telling ----------------------------------------------------------------------------------------------------- */

static gboolean is_wanted(const Options *own, const NxCheck *check)
{
    return !own->only || g_strv_contains((const char *const *)own->only, nx_check_result_name(check->result));
}

/* Where there is somewhere to go, what the mail server said is the better answer. */
static void heed_probe(const NxProbe *probe, NxCheck *check)
{
    if (!probe)
        return;
    check->reason = probe->reason;
    check->result = nx_check_reason_result(probe->reason);
    if (probe->accepts_all == NX_ACCEPTS_ALL_YES)
        check->notes |= NX_NOTE_CATCH_ALL;
}

static gboolean is_worth_asking(const Asked *asked, const GHashTable *facts)
{
    const NxDomainFacts *known =
        asked->key ? g_hash_table_lookup((GHashTable *)facts, nx_address_domain(asked->key)) : NULL;
    return known && nx_check_reason_side(known->found) == NX_SIDE_ANSWERS;
}

/* Key -> NxProbe; NULL: nobody was asked. */
static GHashTable *probe(NxApp *app, const Collection *all, const NxCheckAnswers *checking, const NxCheckLists *lists)
{
    g_autoptr(GPtrArray) keys = g_ptr_array_new();
    for (guint i = 0; i < all->list->len; i++) {
        Asked *asked = all->list->pdata[i];
        if (is_worth_asking(asked, checking->facts))
            g_ptr_array_add(keys, asked->key);
    }
    const NxProbing probing = {.keys = keys,
                               .facts = checking->facts,
                               .lists = lists,
                               .nameserver = all->own->nameserver,
                               .yes = all->own->yes,
                               .keep = all->own->keep};
    return nx_app_probe(app, &probing);
}

static void tell(NxApp *app, const Collection *all, const NxCheckAnswers *checking, const NxCheckFormat *format)
{
    g_autoptr(NxCheckLists) lists = nx_check_lists_new(app->library, app->problems);
    g_autoptr(GHashTable) probes = all->own->probe ? probe(app, all, checking, lists) : NULL;
    if (all->own->probe && !probes)
        return;
    const NxCheckTaste taste = {app->config.roles_are_risky, checking->familiar};
    gboolean unasked = FALSE, suspect = FALSE;
    nx_app_problems(app);
    nx_check_put_head(format);
    for (guint i = 0; i < all->list->len; i++) {
        const Asked *asked = all->list->pdata[i];
        const NxDomainFacts *facts =
            asked->key ? g_hash_table_lookup(checking->facts, nx_address_domain(asked->key)) : NULL;
        g_auto(NxCheck) check = {0};
        nx_check_address(lists, &taste, asked->key, facts, &check);
        const NxProbe *probe = probes && asked->key ? g_hash_table_lookup(probes, asked->key) : NULL;
        heed_probe(probe, &check);
        NxCheckLine line = {.address = asked->given,
                            .check = &check,
                            .facts = facts,
                            .probe = probe,
                            .is_back =
                                asked->since != NX_TIME_UNKNOWN && facts && nx_domain_is_back(facts, asked->since)};
        unasked = unasked || (asked->key && (!facts || nx_check_reason_side(facts->found) == NX_SIDE_NONE));
        suspect = suspect || (facts && facts->found == NX_CHECK_DNS_SUSPECT);
        if (is_wanted(all->own, &check))
            nx_check_put(format, &line);
    }
    if (suspect)
        nx_app_guard(app, "%s", nx_tr(nx_check_reason_text(NX_CHECK_DNS_SUSPECT)));
    else if (unasked && app->status == NX_EXIT_DONE)
        nx_app_fault(app, "%s", nx_tr("some could not be asked about"));
}

/* ---- All of it --------------------------------------------------------------------------------------------------- */

static GHashTable *domains_of(const Collection *all)
{
    GHashTable *domains = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < all->list->len; i++) {
        const Asked *asked = all->list->pdata[i];
        const char *domain = asked->key ? nx_address_domain(asked->key) : NULL;
        if (domain && !g_hash_table_contains(domains, domain))
            g_hash_table_insert(domains, g_strdup(domain), GINT_TO_POINTER(asked->said_dead));
    }
    return domains;
}

static int check(Collection *all, char **argv, const NxCheckFormat *format)
{
    NxApp *app = all->app;
    g_auto(NxCheckAnswers) checking = {0};
    gboolean good = all->own->suppressed ? add_suppressed(all)
                    : all->own->domains  ? add_mailboxes(all, argv)
                                         : add_words(all, argv + 1);
    if (!good)
        return app->status;
    if (all->own->max > 0 && all->list->len > all->own->max)
        return nx_app_guard(app, nx_tr("%u addresses are more than --max %u: nobody was asked"), all->list->len,
                            (guint)all->own->max);
    g_autoptr(GHashTable) domains = domains_of(all);
    const NxChecked wanted = {domains, all->own->nameserver, all->own->fresh};
    if (nx_app_check_domains(app, &wanted, &checking))
        tell(app, all, &checking, format);
    return app->status;
}

static int run(NxApp *app, const Options *own, int argc, char **argv)
{
    NxCheckResult result;
    const NxCheckFormat *format = nx_check_format(own->format);
    if (!format)
        return nx_app_usage(app, nx_tr("there is no format %s: text, jsonl, csv, tsv"), own->format);
    for (char **name = own->only; name && *name; name++)
        if (!nx_check_result_parse(*name, &result))
            return nx_app_usage(app, nx_tr("--only: there is no result %s"), *name);
    if (own->suppressed && (own->domains || argc > 1))
        return nx_app_usage(app, "%s", nx_tr("--suppressed asks about those in the ledger: it takes no arguments"));
    if ((own->yes || own->keep) && !own->probe)
        return nx_app_usage(app, "%s", nx_tr("--yes and --keep go with --probe"));
    if (own->reason && !own->suppressed)
        return nx_app_usage(app, "%s", nx_tr("--reason goes with --suppressed"));
    if (!own->suppressed && argc < 2)
        return nx_app_usage(app, "%s",
                            own->domains ? nx_tr("name a mailbox, or - for standard input")
                                         : nx_tr("name an address, a file, or - for standard input"));
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(asked_free);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    Collection all = {app, own, list, known};
    return check(&all, argv, format);
}

/* "risky,invalid" and twice the option are the same. */
static void part_only(Options *own)
{
    g_autofree char *all = own->only ? g_strjoinv(",", own->only) : NULL;
    g_strfreev(own->only);
    own->only = all ? g_strsplit(all, ",", -1) : NULL;
}

int nx_run_check(NxApp *app, int argc, char **argv)
{
    g_auto(Options) own = {0};
    const GOptionEntry options[] = {
        {"suppressed", 's', 0, G_OPTION_ARG_NONE, &own.suppressed,
         N_("those who are suppressed because their domain was gone: is it back?"), NULL},
        {"reason", 'r', 0, G_OPTION_ARG_FILENAME, &own.reason, N_("with --suppressed: for that reason instead"),
         N_("REASON")},
        {"domains", 'd', 0, G_OPTION_ARG_NONE, &own.domains,
         N_("the arguments are mailboxes: all whose host was unknown in them"), NULL},
        {"only", 'o', 0, G_OPTION_ARG_STRING_ARRAY, &own.only, N_("only these results: valid invalid risky unknown"),
         N_("RESULT,...")},
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &own.format, N_("text, jsonl, csv or tsv"), N_("FORMAT")},
        {"column", 'c', 0, G_OPTION_ARG_FILENAME, &own.column,
         N_("the column or JSON field of the addresses, or its number"), N_("NAME|N")},
        {"csv", 0, 0, G_OPTION_ARG_NONE, &own.csv,
         N_("a table with quoted cells, though its first row does not show it"), NULL},
        {"fresh", 0, 0, G_OPTION_ARG_NONE, &own.fresh, N_("ask anew, whatever the ledger remembers"), NULL},
        {"probe", 0, 0, G_OPTION_ARG_NONE, &own.probe,
         N_("ask the mail servers as well, for a few; costs standing, see check in the manual"), NULL},
        {"yes", 0, 0, G_OPTION_ARG_NONE, &own.yes, N_("with --probe: without being asked whether to"), NULL},
        {"keep", 0, 0, G_OPTION_ARG_NONE, &own.keep,
         N_("with --probe: note in the ledger who was asked about, though it does not know them"), NULL},
        {"max", 0, 0, G_OPTION_ARG_INT64, &own.max, N_("ask nobody if there are more addresses"), N_("N")},
        {"nameserver", 'n', 0, G_OPTION_ARG_FILENAME, &own.nameserver, N_("ask this one, such as 127.0.0.1:53"),
         N_("HOST:PORT")},
        {0},
    };
    if (!nx_app_start(app, options, &argc, &argv))
        return app->status;
    part_only(&own);
    return run(app, &own, argc, argv);
}
