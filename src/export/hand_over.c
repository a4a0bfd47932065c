/* Hand-overs: what a target is given, by what it has had already. */
#include <nixie/export.h>

static gboolean concerns(const NxHandOver *over, NxDecision decision)
{
    return over->decision == NX_DECISION_NONE || over->decision == decision;
}

/* ---- Keys -------------------------------------------------------------------------------------------------------- */

/* The keys of records with that decision (NX_DECISION_NONE: all); borrows. */
static GPtrArray *keys_of(const GPtrArray *records, NxDecision decision)
{
    GPtrArray *keys = g_ptr_array_new();
    for (guint i = 0; i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        if (decision == NX_DECISION_NONE || record->decision == decision)
            g_ptr_array_add(keys, record->key);
    }
    return keys;
}

static GHashTable *set_of(const GPtrArray *keys)
{
    GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < keys->len; i++)
        g_hash_table_add(set, keys->pdata[i]);
    return set;
}

/* ---- Which records ----------------------------------------------------------------------------------------------- */

typedef gboolean (*Wanted)(const NxRecord *record, gconstpointer data);

/* Takes out of `records` what is not wanted; the rest keeps its order. */
static void keep(GPtrArray *records, Wanted wanted, gconstpointer data)
{
    guint kept = 0;
    for (guint i = 0; i < records->len; i++) {
        gpointer record = records->pdata[i];
        if (!wanted(record, data))
            continue;
        records->pdata[i] = records->pdata[kept];
        records->pdata[kept++] = record;
    }
    g_ptr_array_set_size(records, (gint)kept);
}

static gboolean is_paused(const NxRecord *record, gconstpointer data)
{
    const NxHandOver *over = data;
    return nx_record_phase(record, over->settings->settle, over->now) == NX_PHASE_PAUSED;
}

/* A suppression whose time is over has ended, though nobody has written that down yet. */
static gboolean goes_on(const NxRecord *record, gconstpointer data)
{
    const NxHandOver *over = data;
    return !nx_record_has_ended(record, over->settings, over->now);
}

static gboolean is_let_through(const NxRecord *record, gconstpointer data)
{
    const NxHandOver *over = data;
    NxStanding standing;
    NxFacts facts;
    nx_record_facts(record, &standing, &facts);
    return nx_query_match(over->query, &facts, over->settings->settle, over->now);
}

typedef struct {
    NxDecision decision;
    GHashTable *has; /* what the target has of it */
} Handed;

static gboolean is_new(const NxRecord *record, gconstpointer data)
{
    const Handed *handed = data;
    return record->decision != handed->decision || !g_hash_table_contains(handed->has, record->key);
}

static gboolean drop_handed(NxLedger *ledger, const NxHandOver *over, NxDecision decision, GPtrArray *records,
                            GError **error)
{
    g_autoptr(GPtrArray) keys = nx_ledger_handed(ledger, over->target, decision, error);
    if (!keys)
        return FALSE;
    g_autoptr(GHashTable) has = set_of(keys);
    keep(records, is_new, &(Handed){decision, has});
    return TRUE;
}

static GPtrArray *new_records(NxLedger *ledger, const NxHandOver *over, GPtrArray *standing, GError **error)
{
    for (NxDecision decision = NX_DECISION_NONE + 1; decision < NX_N_DECISIONS; decision++)
        if (concerns(over, decision) && !drop_handed(ledger, over, decision, standing, error))
            return NULL;
    return g_ptr_array_ref(standing);
}

/* What is told of an address that the ledger may have forgotten. */
static NxRecord *released_record(NxLedger *ledger, const NxHandOver *over, const char *key, GError **error)
{
    GError *cause = NULL;
    NxRecord *record = nx_ledger_record(ledger, key, &cause);
    if (cause)
        g_propagate_error(error, cause);
    if (record && !goes_on(record, over))
        record->decision = NX_DECISION_NONE;
    if (record || cause)
        return record;
    record = g_new0(NxRecord, 1);
    record->key = g_strdup(key);
    record->spelling = g_strdup(key);
    return record;
}

/* Adds what the target has of `decision` and no longer stands. `taken` are the keys of those that are in `released`
 * already. */
static gboolean add_released(NxLedger *ledger, const NxHandOver *over, NxDecision decision, const GPtrArray *standing,
                             GPtrArray *released, GHashTable *taken, GError **error)
{
    g_autoptr(GPtrArray) handed = nx_ledger_handed(ledger, over->target, decision, error);
    if (!handed)
        return FALSE;
    g_autoptr(GPtrArray) keys = keys_of(standing, decision);
    g_autoptr(GHashTable) stands = set_of(keys);
    for (guint i = 0; i < handed->len; i++) {
        if (g_hash_table_contains(stands, handed->pdata[i]) || g_hash_table_contains(taken, handed->pdata[i]))
            continue;
        NxRecord *record = released_record(ledger, over, handed->pdata[i], error);
        if (!record)
            return FALSE;
        g_hash_table_add(taken, record->key);
        g_ptr_array_add(released, record);
    }
    return TRUE;
}

static GPtrArray *removed_records(NxLedger *ledger, const NxHandOver *over, const GPtrArray *standing, GError **error)
{
    g_autoptr(GPtrArray) released = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
    for (NxDecision decision = NX_DECISION_NONE + 1; decision < NX_N_DECISIONS; decision++)
        if (concerns(over, decision) && !add_released(ledger, over, decision, standing, released, taken, error))
            return NULL;
    return g_steal_pointer(&released);
}

static gint by_key(gconstpointer a, gconstpointer b)
{
    const NxRecord *x = *(const NxRecord *const *)a, *y = *(const NxRecord *const *)b;
    gint order = strcmp(x->key, y->key);
    return order ? order : g_strcmp0(x->scope, y->scope);
}

/* What stands in scopes joins what stands everywhere, but for what says there the same once more. */
static gboolean add_scoped(NxLedger *ledger, const NxHandOver *over, GPtrArray *records, GError **error)
{
    g_autoptr(GPtrArray) scoped = nx_ledger_scoped_records(ledger, over->decision, over->scope, error);
    if (!scoped)
        return FALSE;
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < records->len; i++)
        g_hash_table_insert(known, ((NxRecord *)records->pdata[i])->key, records->pdata[i]);
    for (guint i = 0; i < scoped->len; i++) {
        NxRecord *record = scoped->pdata[i];
        const NxRecord *everywhere = g_hash_table_lookup(known, record->key);
        if (!over->all_scopes && everywhere && everywhere->decision == record->decision)
            continue;
        g_ptr_array_add(records, record);
        scoped->pdata[i] = NULL;
    }
    g_ptr_array_sort(records, by_key);
    return TRUE;
}

GPtrArray *nx_hand_over_records(NxLedger *ledger, const NxHandOver *over, GError **error)
{
    g_autoptr(GPtrArray) standing = nx_ledger_records(ledger, over->decision, error);
    if (!standing || ((over->scope || over->all_scopes) && !add_scoped(ledger, over, standing, error)))
        return NULL;
    keep(standing, goes_on, over);
    if (over->only_paused)
        keep(standing, is_paused, over);
    GPtrArray *records = NULL;
    switch (over->part) {
    case NX_HAND_ALL: records = g_ptr_array_ref(standing); break;
    case NX_HAND_NEW: records = new_records(ledger, over, standing, error); break;
    case NX_HAND_REMOVED: records = removed_records(ledger, over, standing, error); break;
    }
    if (records && over->query)
        keep(records, is_let_through, over);
    return records;
}

/* ---- What was handed over ---------------------------------------------------------------------------------------- */

/* The keys that the target was told to remove from what it has of `decision`. */
static GPtrArray *removed_keys(NxLedger *ledger, const NxHandOver *over, NxDecision decision, const GPtrArray *written,
                               GError **error)
{
    if (over->decision != NX_DECISION_NONE)
        return keys_of(written, NX_DECISION_NONE);
    g_autoptr(GPtrArray) handed = nx_ledger_handed(ledger, over->target, decision, error);
    if (!handed)
        return NULL;
    g_autoptr(GHashTable) has = set_of(handed);
    GPtrArray *keys = g_ptr_array_new();
    for (guint i = 0; i < written->len; i++) {
        const NxRecord *record = written->pdata[i];
        if (record->decision != decision && g_hash_table_contains(has, record->key))
            g_ptr_array_add(keys, record->key);
    }
    return keys;
}

gboolean nx_hand_over_done(NxLedger *ledger, const NxHandOver *over, const GPtrArray *written, GError **error)
{
    gboolean removed = over->part == NX_HAND_REMOVED;
    for (NxDecision decision = NX_DECISION_NONE + 1; over->target && decision < NX_N_DECISIONS; decision++) {
        if (!concerns(over, decision))
            continue;
        g_autoptr(GPtrArray) keys =
            removed ? removed_keys(ledger, over, decision, written, error) : keys_of(written, decision);
        if (!keys)
            return FALSE;
        guint n = keys->len;
        g_ptr_array_add(keys, NULL);
        if (n && !nx_ledger_hand_over(ledger, over->target, decision, removed, (const char *const *)keys->pdata,
                                      over->now, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- Retries ----------------------------------------------------------------------------------------------------- */

static gboolean is_due(const NxRecord *record, gconstpointer until)
{
    return !record->attempt_sent && record->not_before <= *(const NxTime *)until &&
           !nx_retry_is_used_up(record->attempt, record->attempts);
}

GPtrArray *nx_due_records(NxLedger *ledger, NxTime until, GError **error)
{
    GPtrArray *records = nx_ledger_records(ledger, NX_DECISION_RETRY, error);
    if (records)
        keep(records, is_due, &until);
    return records;
}

gboolean nx_due_done(NxLedger *ledger, const char *target, const GPtrArray *written, NxTime now, GError **error)
{
    g_autoptr(GPtrArray) keys = keys_of(written, NX_DECISION_NONE);
    g_ptr_array_add(keys, NULL);
    return !written->len || nx_ledger_attempted(ledger, target, (const char *const *)keys->pdata, now, error);
}

/* ---- Old suppressions -------------------------------------------------------------------------------------------- */

typedef struct {
    const NxSettings *settings;
    NxTime since, now;
} OldEnough;

static gboolean is_as_old(const NxRecord *record, gconstpointer data)
{
    const OldEnough *old = data;
    return record->since <= old->since && !nx_record_has_ended(record, old->settings, old->now);
}

static gint by_reason_and_age(gconstpointer a, gconstpointer b)
{
    const NxRecord *x = *(NxRecord *const *)a, *y = *(NxRecord *const *)b;
    int order = strcmp(nx_reason_name(x->reason), nx_reason_name(y->reason));
    if (order == 0)
        order = (x->since > y->since) - (x->since < y->since);
    if (order == 0)
        order = strcmp(x->key, y->key);
    return order != 0 ? order : g_strcmp0(x->scope, y->scope);
}

GPtrArray *nx_suppressed_records(NxLedger *ledger, const NxSettings *settings, NxTime age, NxTime now, GError **error)
{
    g_autoptr(GPtrArray) records = nx_ledger_records(ledger, NX_DECISION_SUPPRESS, error);
    g_autoptr(GPtrArray) scoped = records ? nx_ledger_scoped_records(ledger, NX_DECISION_SUPPRESS, NULL, error) : NULL;
    if (!scoped)
        return NULL;
    for (guint i = 0; i < scoped->len; i++)
        g_ptr_array_add(records, g_steal_pointer(&scoped->pdata[i]));
    keep(records, is_as_old, &(OldEnough){settings, now - age, now});
    g_ptr_array_sort(records, by_reason_and_age);
    return g_steal_pointer(&records);
}
