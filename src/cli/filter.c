/* nixie filter: a list of recipients in, the list without those to be left out now. */
#include "cli/input.h"
#include "cli/left_out.h"
#include "cli/verb.h"
#include <nixie/recipients.h>

/* Complaints of rows that are said one by one; of a column that is the wrong one, all rows are. */
enum { SAID = 10 };

typedef enum { UNREADABLE_FAIL, UNREADABLE_PASS, UNREADABLE_DROP } Unreadable;

static const char *const UNREADABLE[] = {
    [UNREADABLE_FAIL] = "fail", [UNREADABLE_PASS] = "pass", [UNREADABLE_DROP] = "drop"};

typedef struct {
    char *path, *column, *unreadable, *scope, *target;
    gboolean csv, allow_empty, dry_run;
} Options;

static void clear_options(Options *options)
{
    g_free(options->path);
    g_free(options->column);
    g_free(options->unreadable);
    g_free(options->scope);
    g_free(options->target);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, clear_options)

/* ---- Whom it leaves out ------------------------------------------------------------------------------------------ */

/* The ledger's answer; FALSE (said, status set) where it would let everybody through, which nobody wants who has once
 * decided about anyone. */
static gboolean ask_ledger(NxApp *app, const Options *own, NxLeftOut *left)
{
    GError *error = NULL;
    g_autofree char *path = NULL;
    gboolean is_there = nx_app_has_ledger(app, &path);
    if (!is_there && !own->allow_empty) {
        nx_app_fault(app, nx_tr("no ledger at %s: nothing was passed on; --allow-empty passes everybody"), path);
        return FALSE;
    }
    gboolean records = is_there && own->target && !own->dry_run;
    if (!nx_app_ledger(app, records ? NX_LEDGER_WRITE : NX_LEDGER_READ))
        return FALSE;
    if (!nx_left_out_read(left, app, own->scope, &error)) {
        nx_app_error(app, error);
        return FALSE;
    }
    if (left->decided || own->allow_empty)
        return TRUE;
    nx_app_fault(app, nx_tr("no decision in %s: nothing was passed on; --allow-empty passes everybody"), path);
    return FALSE;
}

/* ---- Rows -------------------------------------------------------------------------------------------------------- */

typedef struct {
    NxApp *app;
    const char *name; /* of the list */
    Unreadable unreadable;
    const NxLeftOut *left;
    GHashTable *attempts; /* keys, borrowed, of who is due and passed on */
    GString *passed;
    guint n_unreadable;
} Sieve;

/* What happens to a row that nobody can read is what was asked for, and said. */
static gboolean passes_unread(Sieve *sieve, const NxRow *row)
{
    static const char *const SAYS[] = {
        [UNREADABLE_FAIL] = "%s:%u: %s",
        [UNREADABLE_PASS] = N_("%s:%u: %s, and was passed on"),
        [UNREADABLE_DROP] = N_("%s:%u: %s, and was left out"),
    };
    if (sieve->n_unreadable++ < SAID)
        nx_complain(nx_tr(SAYS[sieve->unreadable]), sieve->name, row->line, nx_tr(row->why));
    return sieve->unreadable == UNREADABLE_PASS;
}

static gboolean passes_recipient(Sieve *sieve, const char *key)
{
    gpointer due;
    if (nx_left_out_has(sieve->left, key))
        return FALSE;
    if (g_hash_table_lookup_extended(sieve->left->due, key, &due, NULL))
        g_hash_table_add(sieve->attempts, due);
    return TRUE;
}

static gboolean passes(Sieve *sieve, const NxRow *row)
{
    switch (row->kind) {
    case NX_ROW_RECIPIENT: return passes_recipient(sieve, row->key);
    case NX_ROW_UNREADABLE: return passes_unread(sieve, row);
    case NX_ROW_NOBODY: break;
    }
    return TRUE;
}

/* FALSE (said, status set): nothing may be passed on. */
static gboolean sift(Sieve *sieve, NxRecipients *list)
{
    GError *error = NULL;
    NxRow row;
    while (nx_recipients_next(list, &row, &error))
        if (passes(sieve, &row))
            g_string_append_len(sieve->passed, row.at, (gssize)row.len);
    if (sieve->n_unreadable > SAID)
        nx_complain(nx_trn("%s: and %u more row", "%s: and %u more rows", sieve->n_unreadable - SAID), sieve->name,
                    sieve->n_unreadable - SAID);
    if (error) {
        nx_app_fault(sieve->app, "%s: %s", sieve->name, error->message);
        g_error_free(error);
        return FALSE;
    }
    if (sieve->n_unreadable > 0 && sieve->unreadable == UNREADABLE_FAIL) {
        nx_app_fault(sieve->app,
                     nx_tr("%s: nothing was passed on; --unreadable=drop or pass goes on without or with "
                           "such rows, --column names another column"),
                     sieve->name);
        return FALSE;
    }
    return TRUE;
}

/* Whom the target mails now is tried once more; so it must have got the list whole. */
static int record_attempts(NxApp *app, const char *target, GHashTable *attempts)
{
    GError *error = NULL;
    guint n;
    if (!nx_output_close())
        return app->status = NX_EXIT_FAULT;
    g_autofree const char **keys = (const char **)g_hash_table_get_keys_as_array(attempts, &n);
    if (n > 0 && !nx_ledger_attempted(app->ledger, target, keys, app->now, &error))
        return nx_app_error(app, error);
    return app->status;
}

static int filter(NxApp *app, const Options *own, Unreadable unreadable)
{
    GError *error = NULL;
    const NxRecipientsShape shape = {own->column, own->csv};
    const char *path = own->path ? own->path : "-";
    g_auto(NxLeftOut) left = {0};
    if (!ask_ledger(app, own, &left))
        return app->status;
    g_autoptr(GBytes) bytes = nx_input_read(path, app->config.input_max, &error);
    if (!bytes)
        return nx_app_error(app, error);
    g_autoptr(GHashTable) attempts = g_hash_table_new(g_str_hash, g_str_equal);
    gsize len;
    const char *data = g_bytes_get_data(bytes, &len);
    Sieve sieve = {.app = app,
                   .name = g_str_equal(path, "-") ? nx_tr("standard input") : path,
                   .unreadable = unreadable,
                   .left = &left,
                   .attempts = attempts};
    g_autoptr(NxRecipients) list = nx_recipients_new(&shape, data, len, &error);
    if (!list) {
        nx_app_usage(app, "%s: %s", sieve.name, error->message);
        g_error_free(error);
        return app->status;
    }
    g_autoptr(GString) passed = sieve.passed = g_string_sized_new(len + 1);
    if (!sift(&sieve, list))
        return app->status;
    nx_put(passed->str, passed->len);
    return own->target && !own->dry_run ? record_attempts(app, own->target, attempts) : app->status;
}

static gboolean unreadable_parse(const char *text, Unreadable *unreadable)
{
    for (guint i = 0; i < G_N_ELEMENTS(UNREADABLE); i++)
        if (!text || g_str_equal(UNREADABLE[i], text)) {
            *unreadable = (Unreadable)i;
            return TRUE;
        }
    return FALSE;
}

int nx_run_filter(NxApp *app, int argc, char **argv)
{
    g_auto(Options) own = {0};
    Unreadable unreadable;
    const GOptionEntry options[] = {
        {"list", 0, 0, G_OPTION_ARG_FILENAME, &own.path, N_("the list; - for standard input, as without this"),
         N_("FILE")},
        {"column", 'c', 0, G_OPTION_ARG_FILENAME, &own.column,
         N_("the column or JSON field of the addresses, or its number"), N_("NAME|N")},
        {"csv", 0, 0, G_OPTION_ARG_NONE, &own.csv,
         N_("a table with quoted cells, though its first row does not show it"), NULL},
        {"scope", 0, 0, G_OPTION_ARG_FILENAME, &own.scope,
         N_("the list or stream it is: what was decided for that alone holds, too"), N_("NAME")},
        {"unreadable", 0, 0, G_OPTION_ARG_FILENAME, &own.unreadable,
         N_("rows without an address: fail (nothing is passed on), pass or drop them"), N_("WHAT")},
        {"allow-empty", 0, 0, G_OPTION_ARG_NONE, &own.allow_empty,
         N_("pass everybody where nothing was decided yet: a first send"), NULL},
        {"target", 't', 0, G_OPTION_ARG_FILENAME, &own.target,
         N_("who will mail the list: for those whose pause is over it is recorded as the next attempt"), N_("NAME")},
        {"dry-run", 'd', 0, G_OPTION_ARG_NONE, &own.dry_run, N_("record nothing"), NULL},
        {0},
    };
    if (!nx_app_start(app, options, &argc, &argv))
        return app->status;
    if (argc > 1)
        return nx_app_usage(app, nx_tr("%s: name the list with --list"), argv[1]);
    if (!unreadable_parse(own.unreadable, &unreadable))
        return nx_app_usage(app, "%s", nx_tr("say --unreadable=fail, pass or drop"));
    return filter(app, &own, unreadable);
}
