/* nixie export: decisions for another program, once or as what has changed since. */
#include "cli/lists.h"
#include "cli/verb.h"

typedef struct {
    char *what, *limit, *target, *format, *output;
    gboolean only_new, removed, force;
} Wish;

static const struct {
    const char *what;
    NxDecision decision; /* NONE: any */
} WHATS[] = {
    {"suppress", NX_DECISION_SUPPRESS}, {"paused", NX_DECISION_RETRY}, {"hold", NX_DECISION_HOLD},
    {"ignore", NX_DECISION_IGNORE},     {"all", NX_DECISION_NONE},
};

static gboolean what_parse(const char *what, NxDecision *decision)
{
    for (guint i = 0; what && i < G_N_ELEMENTS(WHATS); i++)
        if (g_str_equal(WHATS[i].what, what)) {
            *decision = WHATS[i].decision;
            return TRUE;
        }
    return FALSE;
}

/* What stands now; of the paused only those that must not be mailed yet. */
static GPtrArray *standing_records(NxApp *app, NxDecision decision, gboolean only_paused, GError **error)
{
    GPtrArray *records = nx_ledger_records(app->ledger, decision, error);
    for (guint i = records && only_paused ? records->len : 0; i > 0; i--)
        if (nx_record_phase(app, records->pdata[i - 1]) != NX_PHASE_PAUSED)
            g_ptr_array_remove_index(records, i - 1);
    return records;
}

static GHashTable *set_of(const GPtrArray *keys)
{
    GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < keys->len; i++)
        g_hash_table_add(set, keys->pdata[i]);
    return set;
}

/* --new: takes out what the target has of `decision`. */
static gboolean drop_handed(NxApp *app, GPtrArray *records, const char *target, NxDecision decision, GError **error)
{
    g_autoptr(GPtrArray) handed = nx_ledger_handed(app->ledger, target, decision, error);
    if (!handed)
        return FALSE;
    g_autoptr(GHashTable) has = set_of(handed);
    for (guint i = records->len; i > 0; i--) {
        const NxRecord *record = records->pdata[i - 1];
        if (record->decision == decision && g_hash_table_contains(has, record->key))
            g_ptr_array_remove_index(records, i - 1);
    }
    return TRUE;
}

static NxRecord *released_record(NxApp *app, const char *key, GError **error)
{
    NxRecord *record = nx_ledger_record(app->ledger, key, error);
    if (record || *error)
        return record;
    record = g_new0(NxRecord, 1);
    record->key = g_strdup(key);
    record->spelling = g_strdup(key);
    return record;
}

/* --removed: what the target has of `decision` and no longer stands; `taken` are the keys that are in `released`
 * already. */
static gboolean add_released(NxApp *app, GPtrArray *released, GHashTable *taken, const GPtrArray *standing,
                             const char *target, NxDecision decision, GError **error)
{
    g_autoptr(GPtrArray) handed = nx_ledger_handed(app->ledger, target, decision, error);
    if (!handed)
        return FALSE;
    g_autoptr(GPtrArray) keys = nx_records_keys(standing, decision);
    g_ptr_array_set_size(keys, (gint)keys->len - 1);
    g_autoptr(GHashTable) stands = set_of(keys);
    for (guint i = 0; i < handed->len; i++) {
        if (g_hash_table_contains(stands, handed->pdata[i]) || g_hash_table_contains(taken, handed->pdata[i]))
            continue;
        GError *problem = NULL;
        NxRecord *record = released_record(app, handed->pdata[i], &problem);
        if (problem) {
            g_propagate_error(error, problem);
            return FALSE;
        }
        g_hash_table_add(taken, record->key);
        g_ptr_array_add(released, record);
    }
    return TRUE;
}

static gboolean concerns(NxDecision asked, NxDecision decision)
{
    return asked == NX_DECISION_NONE || asked == decision;
}

/* The records that are to be written; NULL with an error. The array owns them. */
static GPtrArray *choose(NxApp *app, const Wish *wish, NxDecision asked, GError **error)
{
    GPtrArray *records = standing_records(app, asked, g_str_equal(wish->what, "paused"), error);
    GPtrArray *released = wish->removed ? g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free) : NULL;
    g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
    gboolean good = records != NULL;
    for (guint i = 1; i < NX_N_DECISIONS && good; i++) {
        NxDecision decision = (NxDecision)i;
        if (wish->removed && concerns(asked, decision))
            good = add_released(app, released, taken, records, wish->target, decision, error);
        else if (wish->only_new && concerns(asked, decision))
            good = drop_handed(app, records, wish->target, decision, error);
    }
    if (released) {
        g_clear_pointer(&records, g_ptr_array_unref);
        records = released;
    }
    if (!good)
        g_clear_pointer(&records, g_ptr_array_unref);
    return records;
}

/* The keys that the target was told to remove from what it has of `decision`. */
static GPtrArray *removed_keys(NxApp *app, const Wish *wish, NxDecision asked, NxDecision decision,
                               const GPtrArray *records, GError **error)
{
    if (asked != NX_DECISION_NONE)
        return nx_records_keys(records, NX_DECISION_NONE);
    g_autoptr(GPtrArray) handed = nx_ledger_handed(app->ledger, wish->target, decision, error);
    if (!handed)
        return NULL;
    g_autoptr(GHashTable) has = set_of(handed);
    GPtrArray *keys = g_ptr_array_new();
    for (guint i = 0; i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        if (record->decision != decision && g_hash_table_contains(has, record->key))
            g_ptr_array_add(keys, record->key);
    }
    g_ptr_array_add(keys, NULL);
    return keys;
}

static int hand_over(NxApp *app, const Wish *wish, NxDecision asked, const GPtrArray *records)
{
    for (guint i = 1; i < NX_N_DECISIONS; i++) {
        NxDecision decision = (NxDecision)i;
        GError *error = NULL;
        if (!concerns(asked, decision))
            continue;
        g_autoptr(GPtrArray) keys = wish->removed ? removed_keys(app, wish, asked, decision, records, &error)
                                                  : nx_records_keys(records, decision);
        if (!keys)
            return nx_app_error(app, error);
        if (keys->len > 1 && !nx_ledger_hand_over(app->ledger, wish->target, decision, wish->removed,
                                                  (const char *const *)keys->pdata, app->now, &error))
            return nx_app_error(app, error);
    }
    return app->status;
}

static int write_out(NxApp *app, const Wish *wish, NxDecision asked, const NxFormat *format, const NxQuery *query)
{
    GError *error = NULL;
    g_autofree char *ledger = NULL;
    if (!nx_app_has_ledger(app, &ledger)) /* an empty list in the place of a good one would let everybody through */
        return nx_app_fault(app, nx_tr("no ledger at %s: nobody is left out"), ledger);
    if (!nx_app_ledger(app, wish->target ? NX_LEDGER_WRITE : NX_LEDGER_READ))
        return app->status;
    g_autoptr(GPtrArray) all = choose(app, wish, asked, &error);
    if (!all)
        return nx_app_error(app, error);
    g_autoptr(GPtrArray) records = nx_records_limited(app, all, query);
    g_autoptr(GPtrArray) written = nx_records_write(app, format, records, wish->output, wish->force);
    if (written && wish->target)
        hand_over(app, wish, asked, written);
    return app->status;
}

static int run(NxApp *app, const Wish *wish)
{
    NxDecision asked;
    NxQuery *query;
    if (!what_parse(wish->what, &asked))
        return nx_app_usage(app, "%s", nx_tr("say --what suppress, paused, hold, ignore or all"));
    const NxFormat *format = nx_format_asked(app, wish->format);
    if (!format)
        return app->status;
    if ((wish->only_new || wish->removed) && !wish->target)
        return nx_app_usage(app, "%s", nx_tr("--new and --removed need a --target"));
    if (wish->only_new && wish->removed)
        return nx_app_usage(app, "%s", nx_tr("--new and --removed are two lists: ask for one at a time"));
    if (!nx_app_query(app, wish->limit, &query))
        return app->status;
    int status = write_out(app, wish, asked, format, query);
    nx_query_free(query);
    return status;
}

int nx_run_export(NxApp *app, int argc, char **argv)
{
    Wish wish = {0};
    const GOptionEntry options[] = {
        {"what", 'w', 0, G_OPTION_ARG_FILENAME, &wish.what, N_("suppress, paused, hold, ignore or all"), N_("WHAT")},
        {"limit", 'l', 0, G_OPTION_ARG_FILENAME, &wish.limit, N_("only addresses that this lets through"), N_("QUERY")},
        {"target", 't', 0, G_OPTION_ARG_FILENAME, &wish.target, N_("who is given the list; it is recorded"),
         N_("NAME")},
        {"new", 0, 0, G_OPTION_ARG_NONE, &wish.only_new, N_("only what the target has not had"), NULL},
        {"removed", 0, 0, G_OPTION_ARG_NONE, &wish.removed, N_("only what the target has and should no longer"), NULL},
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &wish.format, N_("one of those below"), N_("FORMAT")},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &wish.output, N_("write a file; an existing one stays"), N_("FILE")},
        {"force", 0, 0, G_OPTION_ARG_NONE, &wish.force, N_("replace an existing file"), NULL},
        {0},
    };
    if (nx_app_start(app, options, &argc, &argv)) {
        if (argc > 1)
            nx_app_usage(app, nx_tr("%s: export takes no arguments"), argv[1]);
        else
            run(app, &wish);
    }
    char *const texts[] = {wish.what, wish.limit, wish.target, wish.format, wish.output};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    return app->status;
}
