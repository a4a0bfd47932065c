/* nixie filter: a list of recipients in, the list without those to be left out now. */
#include "cli/input.h"
#include "cli/verb.h"
#include <nixie/recipients.h>

/* Complaints of rows that are said one by one; of a column that is the wrong one, all rows are. */
enum { SAID = 10 };

typedef enum { UNREADABLE_FAIL, UNREADABLE_PASS, UNREADABLE_DROP } Unreadable;

static const char *const UNREADABLE[] = {
    [UNREADABLE_FAIL] = "fail", [UNREADABLE_PASS] = "pass", [UNREADABLE_DROP] = "drop"};

typedef struct {
    char *path, *column, *unreadable;
    gboolean csv, allow_empty;
} Options;

static void clear_options(Options *options)
{
    g_free(options->path);
    g_free(options->column);
    g_free(options->unreadable);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, clear_options)

/* ---- Whom it leaves out ------------------------------------------------------------------------------------------ */

/* Keys of who is left out: suppressed, held, or paused and not yet due. *decided says whether anybody was decided
 * about at all. */
static GHashTable *left_out(NxApp *app, gboolean *decided, GError **error)
{
    g_autoptr(GPtrArray) records = nx_ledger_records(app->ledger, NX_DECISION_NONE, error);
    if (!records)
        return NULL;
    GHashTable *keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        gboolean out = record->decision == NX_DECISION_SUPPRESS || record->decision == NX_DECISION_HOLD ||
                       nx_record_phase(record, nx_app_settle(app), app->now) == NX_PHASE_PAUSED;
        if (out)
            g_hash_table_add(keys, g_strdup(record->key));
    }
    *decided = records->len > 0;
    return keys;
}

/* The ledger's answer; NULL (said, status set) where it would let everybody through, which nobody wants who has once
 * decided about anyone. */
static GHashTable *ask_ledger(NxApp *app, gboolean allow_empty)
{
    GError *error = NULL;
    gboolean decided = FALSE;
    g_autofree char *path = NULL;
    gboolean is_there = nx_app_has_ledger(app, &path);
    if (!is_there && !allow_empty) {
        nx_app_fault(app, nx_tr("no ledger at %s: nothing was passed on; --allow-empty passes everybody"), path);
        return NULL;
    }
    if (!nx_app_ledger(app, NX_LEDGER_READ))
        return NULL;
    g_autoptr(GHashTable) out = left_out(app, &decided, &error);
    if (!out) {
        nx_app_error(app, error);
    } else if (!decided && !allow_empty) {
        nx_app_fault(app, nx_tr("no decision in %s: nothing was passed on; --allow-empty passes everybody"), path);
        return NULL;
    }
    return g_steal_pointer(&out);
}

/* ---- Rows -------------------------------------------------------------------------------------------------------- */

typedef struct {
    NxApp *app;
    const char *name; /* of the list */
    Unreadable unreadable;
    GHashTable *out;
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

static gboolean passes(Sieve *sieve, const NxRow *row)
{
    switch (row->kind) {
    case NX_ROW_RECIPIENT: return !g_hash_table_contains(sieve->out, row->key);
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

static int filter(NxApp *app, const Options *own, Unreadable unreadable)
{
    GError *error = NULL;
    const NxRecipientsShape shape = {own->column, own->csv};
    const char *path = own->path ? own->path : "-";
    g_autoptr(GHashTable) out = ask_ledger(app, own->allow_empty);
    if (!out)
        return app->status;
    g_autoptr(GBytes) bytes = nx_input_read(path, &error);
    if (!bytes)
        return nx_app_error(app, error);
    gsize len;
    const char *data = g_bytes_get_data(bytes, &len);
    Sieve sieve = {.app = app,
                   .name = g_str_equal(path, "-") ? nx_tr("standard input") : path,
                   .unreadable = unreadable,
                   .out = out};
    g_autoptr(NxRecipients) list = nx_recipients_new(&shape, data, len, &error);
    if (!list) {
        nx_app_usage(app, "%s: %s", sieve.name, error->message);
        g_error_free(error);
        return app->status;
    }
    g_autoptr(GString) passed = sieve.passed = g_string_sized_new(len + 1);
    if (sift(&sieve, list))
        nx_put(passed->str, passed->len);
    return app->status;
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
        {"unreadable", 0, 0, G_OPTION_ARG_FILENAME, &own.unreadable,
         N_("rows without an address: fail (nothing is passed on), pass or drop them"), N_("WHAT")},
        {"allow-empty", 0, 0, G_OPTION_ARG_NONE, &own.allow_empty,
         N_("pass everybody where nothing was decided yet: a first send"), NULL},
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
