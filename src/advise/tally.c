/* Moments by source, those of the catalog behind those of the ledger. */
#include "advise/tally.h"
#include "advise/guard_numbers.h"
#include "catalog/hash.h"
#include <nixie/address.h>
#include <string.h>

/* The sources of one kind. */
typedef struct {
    GHashTable *of;    /* what failures have of it -> NxCount, borrowed, or NULL where that is no name */
    GHashTable *named; /* name -> NxCount, owned */
} Sources;

struct NxTally {
    const NxTally *past;
    Sources sources[NX_N_FAILURE_SOURCES];
    GHashTable *counted;        /* digests of the failures, where others are to go on from it */
    GHashTable *dead_addresses; /* digest of the key -> minute in which it last counted as newly dead */
    GHashTable *dead_domains;   /* the same for what the resolver did not find */
    gboolean jumps;
};

static void count_free(gpointer data)
{
    NxCount *count = data;
    g_clear_pointer(&count->jumps, g_array_unref);
    g_free(count->moments);
    g_free(count->name);
    g_free(count);
}

NxTally *nx_tally_new(const NxTally *past)
{
    NxTally *tally = g_new0(NxTally, 1);
    tally->past = past;
    for (guint i = 0; i < NX_N_FAILURE_SOURCES; i++) {
        tally->sources[i].of = g_hash_table_new_full(nx_hash_text, g_str_equal, past ? NULL : g_free, NULL);
        tally->sources[i].named = g_hash_table_new_full(nx_hash_text, g_str_equal, NULL, count_free);
    }
    tally->counted = g_hash_table_new(g_direct_hash, g_direct_equal);
    tally->dead_addresses = g_hash_table_new(g_direct_hash, g_direct_equal);
    tally->dead_domains = g_hash_table_new(g_direct_hash, g_direct_equal);
    return tally;
}

void nx_tally_free(NxTally *tally)
{
    if (!tally)
        return;
    for (guint i = 0; i < NX_N_FAILURE_SOURCES; i++) {
        g_hash_table_unref(tally->sources[i].of);
        g_hash_table_unref(tally->sources[i].named);
    }
    g_hash_table_unref(tally->counted);
    g_hash_table_unref(tally->dead_addresses);
    g_hash_table_unref(tally->dead_domains);
    g_free(tally);
}

/* ---- Counting ---------------------------------------------------------------------------------------------------- */

static gpointer digest_of_text(const char *text)
{
    return (gpointer)(guintptr)nx_hash(text, strlen(text));
}

/* Of a message and one whom it names. */
static gpointer digest_of(const NxFailure *failure)
{
    guint64 message;
    memcpy(&message, failure->sha256, sizeof message);
    return (gpointer)((guintptr)message ^ (guintptr)digest_of_text(failure->key));
}

static NxCount *count_named(Sources *sources, NxFailureSourceKind kind, char *name)
{
    NxCount *count = g_hash_table_lookup(sources->named, name);
    if (count) {
        g_free(name);
        return count;
    }
    count = g_new0(NxCount, 1);
    count->kind = kind;
    count->name = name;
    g_hash_table_insert(sources->named, name, count);
    return count;
}

/* Names are read once for all failures that have the same of a source. */
static NxCount *count_of(NxTally *tally, NxFailureSourceKind kind, const NxFailure *failure)
{
    Sources *sources = &tally->sources[kind];
    const char *of = nx_failure_source_row(kind)->of(failure);
    gpointer count;
    if (!of)
        return NULL;
    if (g_hash_table_lookup_extended(sources->of, of, NULL, &count))
        return count;
    char *name = nx_failure_source_name_of(kind, of);
    count = name ? count_named(sources, kind, name) : NULL;
    g_hash_table_insert(sources->of, tally->past ? (gpointer)of : g_strdup(of), count);
    return count;
}

static void add_moment(NxCount *count, NxMoment moment)
{
    if (count->n == count->room) {
        count->room = MAX(4, 2 * count->room);
        count->moments = g_renew(NxMoment, count->moments, count->room);
    }
    count->moments[count->n++] = moment;
}

/* Counts what fails as newly dead, if it has not done so within a day. */
static gboolean dies(GHashTable *dead, GHashTable *past, const char *what, NxTime arrived)
{
    gpointer digest = digest_of_text(what), last;
    if (g_hash_table_lookup_extended(dead, digest, NULL, &last) ||
        (past && g_hash_table_lookup_extended(past, digest, NULL, &last))) {
        if (ABS(arrived / 60 - (NxTime)GPOINTER_TO_UINT(last)) < NX_MINUTES_DAY)
            return FALSE;
    }
    g_hash_table_insert(dead, digest, GUINT_TO_POINTER((guint)(arrived / 60)));
    return TRUE;
}

static gboolean is_counted(const NxTally *past, const NxFailure *failure)
{
    return past && failure->sha256 && g_hash_table_contains(past->counted, digest_of(failure));
}

void nx_tally_add(NxTally *tally, const NxFailure *failure)
{
    const NxTally *past = tally->past;
    gboolean again = is_counted(past, failure), hard = failure->klass == NX_CLASS_HARD;
    gboolean dead = hard && !again &&
                    dies(tally->dead_addresses, past ? past->dead_addresses : NULL, failure->key, failure->arrived);
    gboolean dead_domain =
        hard && !again && failure->reason == NX_REASON_HOSTUNKNOWN &&
        dies(tally->dead_domains, past ? past->dead_domains : NULL, nx_address_domain(failure->key), failure->arrived);
    for (guint kind = 0; kind < NX_N_FAILURE_SOURCES; kind++) {
        NxCount *count = count_of(tally, (NxFailureSourceKind)kind, failure);
        if (count && !again)
            add_moment(
                count,
                nx_moment_make(failure->arrived, hard,
                               nx_failure_source_row((NxFailureSourceKind)kind)->counts_domains ? dead_domain : dead));
    }
    if (!past && failure->sha256)
        g_hash_table_add(tally->counted, digest_of(failure));
}

/* ---- Judging ----------------------------------------------------------------------------------------------------- */

static const NxCount *past_of(const NxTally *tally, const NxCount *count)
{
    return tally->past ? g_hash_table_lookup(tally->past->sources[count->kind].named, count->name) : NULL;
}

/* Both are in the order of time. */
static NxMoment *merge(const NxCount *a, const NxCount *b)
{
    NxMoment *all = g_new(NxMoment, a->n + b->n);
    guint i = 0, j = 0;
    while (i < a->n || j < b->n) {
        gboolean first = j == b->n || (i < a->n && a->moments[i] <= b->moments[j]);
        all[i + j] = first ? a->moments[i] : b->moments[j];
        i += first;
        j += !first;
    }
    return all;
}

static guint least_of(NxFailureSourceKind kind)
{
    return nx_failure_source_row(kind)->counts_domains ? NX_JUMP_DOMAINS : NX_JUMP_DEAD;
}

static void judge(const NxTally *tally, NxCount *count, double share)
{
    static const NxCount NOTHING;
    const NxCount *past = past_of(tally, count);
    if (!past)
        past = &NOTHING;
    if (past->n + count->n < least_of(count->kind))
        return;
    g_autofree NxMoment *all = merge(past, count);
    count->jumps = nx_jumps_find(count->kind, all, past->n + count->n, share);
}

static gboolean has_no_jump(gpointer name, gpointer count, gpointer unused)
{
    (void)name;
    (void)unused;
    return !count || !((const NxCount *)count)->jumps;
}

void nx_tally_judge(NxTally *tally, double share)
{
    for (guint kind = 0; kind < NX_N_FAILURE_SOURCES; kind++) {
        Sources *sources = &tally->sources[kind];
        GHashTableIter iter;
        gpointer count;
        g_hash_table_iter_init(&iter, sources->named);
        while (g_hash_table_iter_next(&iter, NULL, &count))
            judge(tally, count, share);
        g_hash_table_foreach_remove(sources->of, has_no_jump, NULL);
        g_hash_table_foreach_remove(sources->named, has_no_jump, NULL);
        tally->jumps |= g_hash_table_size(sources->named) > 0;
    }
}

gboolean nx_tally_jumps(const NxTally *tally)
{
    return tally->jumps;
}

const NxCount *nx_tally_find(const NxTally *tally, NxFailureSourceKind kind, const NxFailure *failure)
{
    const char *of = nx_failure_source_row(kind)->of(failure);
    return of ? g_hash_table_lookup(tally->sources[kind].of, of) : NULL;
}
