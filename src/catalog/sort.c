/* Radix sorts: numbers from their last byte to the first, texts eight bytes at a time from the first. */
#include "catalog/sort.h"
#include <string.h>

struct NxSorter {
    gboolean reverse;
    GArray *rows;     /* guint32 */
    GArray *numbers;  /* gint64 of each, NULL: none */
    GPtrArray *texts; /* of each, NULL: none */
    GArray *places;   /* guint64 of each, NULL: they come in that order */
    GArray *withins;  /* guint32, likewise */
};

typedef struct {
    guint64 key;
    guint32 row;
    guint32 at; /* when it was added, from 0 */
} Entry;

typedef struct {
    Entry *entries, *spare;
    char *const *texts;
    guint64 turn; /* what keys are XORed with: all ones where the order is reversed */
    const gint *stop;
} Sort;

enum {
    FEW = 48, /* fewer are put in order one by one */
    DIGITS = sizeof(guint64),
};

NxSorter *nx_sorter_new(gboolean reverse, gboolean by_place)
{
    NxSorter *sorter = g_new0(NxSorter, 1);
    sorter->reverse = reverse;
    sorter->rows = g_array_new(FALSE, FALSE, sizeof(guint32));
    if (by_place) {
        sorter->places = g_array_new(FALSE, FALSE, sizeof(guint64));
        sorter->withins = g_array_new(FALSE, FALSE, sizeof(guint32));
    }
    return sorter;
}

static void drop_keys(NxSorter *sorter)
{
    g_clear_pointer(&sorter->numbers, g_array_unref);
    g_clear_pointer(&sorter->texts, g_ptr_array_unref);
    g_clear_pointer(&sorter->places, g_array_unref);
    g_clear_pointer(&sorter->withins, g_array_unref);
}

void nx_sorter_free(NxSorter *sorter)
{
    if (!sorter)
        return;
    drop_keys(sorter);
    g_clear_pointer(&sorter->rows, g_array_unref);
    g_free(sorter);
}

void nx_sorter_add(NxSorter *sorter, guint32 row)
{
    g_array_append_val(sorter->rows, row);
}

void nx_sorter_add_number(NxSorter *sorter, guint32 row, gint64 number)
{
    if (!sorter->numbers)
        sorter->numbers = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_array_append_val(sorter->numbers, number);
    nx_sorter_add(sorter, row);
}

void nx_sorter_add_text(NxSorter *sorter, guint32 row, const char *text)
{
    if (!sorter->texts)
        sorter->texts = g_ptr_array_new();
    g_ptr_array_add(sorter->texts, (gpointer)text);
    nx_sorter_add(sorter, row);
}

void nx_sorter_place(NxSorter *sorter, guint64 place, guint32 within)
{
    g_array_append_val(sorter->places, place);
    g_array_append_val(sorter->withins, within);
}

guint nx_sorter_count(const NxSorter *sorter)
{
    return sorter->rows->len;
}

/* ---- By keys ----------------------------------------------------------------------------------------------------- */

static gboolean is_stopped(const Sort *sort)
{
    return sort->stop && g_atomic_int_get(sort->stop) != 0;
}

static void sort_few(Entry *entries, guint n)
{
    for (guint i = 1; i < n; i++) {
        Entry one = entries[i];
        guint to = i;
        for (; to > 0 && entries[to - 1].key > one.key; to--)
            entries[to] = entries[to - 1];
        entries[to] = one;
    }
}

/* Entries `from` up to before `from + n` by their keys; those with the same one keep their order. */
static void sort_keys(const Sort *sort, guint from, guint n)
{
    Entry *here = sort->entries + from, *there = sort->spare + from;
    if (n <= FEW) {
        sort_few(here, n);
        return;
    }
    guint counts[DIGITS][256] = {0};
    for (guint i = 0; i < n; i++)
        for (guint digit = 0; digit < DIGITS; digit++)
            counts[digit][here[i].key >> 8 * digit & 0xff]++;
    for (guint digit = 0; digit < DIGITS && !is_stopped(sort); digit++) {
        guint *count = counts[digit], at = 0;
        if (count[here[0].key >> 8 * digit & 0xff] == n)
            continue; /* all have the same */
        for (guint value = 0; value < 256; value++) {
            guint many = count[value];
            count[value] = at;
            at += many;
        }
        for (guint i = 0; i < n; i++)
            there[count[here[i].key >> 8 * digit & 0xff]++] = here[i];
        Entry *swap = here;
        here = there;
        there = swap;
    }
    if (here != sort->entries + from)
        memcpy(there, here, n * sizeof *here);
}

/* ---- By texts ---------------------------------------------------------------------------------------------------- */

/* Eight bytes of a text as a number that compares as they do; behind its end there is nothing but zeros. */
static guint64 chunk_of(const char *text)
{
    guint64 chunk = 0;
    guint shift = 64;
    while (shift > 0 && *text) {
        shift -= 8;
        chunk |= (guint64)(guint8)*text++ << shift;
    }
    return chunk;
}

/* Most texts are shared: the same one is the same pointer. */
static gboolean is_one_text(const Sort *sort, guint from, guint n)
{
    for (guint i = from + 1; i < from + n; i++)
        if (sort->texts[sort->entries[i].at] != sort->texts[sort->entries[from].at])
            return FALSE;
    return TRUE;
}

/* Entries whose texts agree before byte `depth`. */
static void sort_texts(const Sort *sort, guint from, guint n, gsize depth)
{
    Entry *entries = sort->entries;
    for (guint i = from; i < from + n; i++)
        entries[i].key = chunk_of(sort->texts[entries[i].at] + depth) ^ sort->turn;
    sort_keys(sort, from, n);
    for (guint end = from + n, at = from, to; at < end && !is_stopped(sort); at = to) {
        guint64 key = entries[at].key;
        for (to = at + 1; to < end && entries[to].key == key; to++)
            continue;
        gboolean ended = ((key ^ sort->turn) & 0xff) == 0;
        if (to - at > 1 && !ended && !is_one_text(sort, at, to - at))
            sort_texts(sort, at, to - at, depth + sizeof key);
    }
}

/* ---- All of it --------------------------------------------------------------------------------------------------- */

static void sort_places(const NxSorter *sorter, const Sort *sort)
{
    guint n = sorter->rows->len;
    for (guint i = 0; i < n; i++)
        sort->entries[i].key = g_array_index(sorter->withins, guint32, i);
    sort_keys(sort, 0, n);
    for (guint i = 0; i < n; i++)
        sort->entries[i].key = g_array_index(sorter->places, guint64, sort->entries[i].at);
    sort_keys(sort, 0, n);
}

static gboolean is_known(const NxSorter *sorter, guint at)
{
    return sorter->texts ? sorter->texts->pdata[at] != NULL : g_array_index(sorter->numbers, gint64, at) != 0;
}

/* Puts those without a key behind the others, whose number it gives. */
static guint part_known(const NxSorter *sorter, const Sort *sort)
{
    guint n = sorter->rows->len, known = 0, unknown = 0;
    for (guint i = 0; i < n; i++) {
        Entry entry = sort->entries[i];
        if (is_known(sorter, entry.at))
            sort->entries[known++] = entry;
        else
            sort->spare[unknown++] = entry;
    }
    memcpy(sort->entries + known, sort->spare, unknown * sizeof *sort->spare);
    return known;
}

static void sort_numbers(const NxSorter *sorter, const Sort *sort, guint n)
{
    for (guint i = 0; i < n; i++) {
        gint64 number = g_array_index(sorter->numbers, gint64, sort->entries[i].at);
        sort->entries[i].key = ((guint64)number ^ (guint64)1 << 63) ^ sort->turn;
    }
    sort_keys(sort, 0, n);
}

static void turn_round(GArray *rows)
{
    for (guint i = 0; i < rows->len / 2; i++) {
        guint32 *a = &g_array_index(rows, guint32, i), *b = &g_array_index(rows, guint32, rows->len - 1 - i), row = *a;
        *a = *b;
        *b = row;
    }
}

GArray *nx_sorter_run(NxSorter *sorter, const gint *stop)
{
    GArray *rows = sorter->rows;
    guint n = rows->len;
    gboolean has_keys = sorter->numbers || sorter->texts;
    if (n > 1 && (has_keys || sorter->places)) {
        g_autofree Entry *both = g_new(Entry, (gsize)n * 2);
        Sort sort = {both, both + n, sorter->texts ? (char *const *)sorter->texts->pdata : NULL,
                     sorter->reverse ? G_MAXUINT64 : 0, stop};
        for (guint i = 0; i < n; i++)
            both[i] = (Entry){0, g_array_index(rows, guint32, i), i};
        if (sorter->places)
            sort_places(sorter, &sort);
        guint known = has_keys ? part_known(sorter, &sort) : 0;
        if (known > 0 && sorter->texts)
            sort_texts(&sort, 0, known, 0);
        else if (known > 0)
            sort_numbers(sorter, &sort, known);
        for (guint i = 0; i < n; i++)
            g_array_index(rows, guint32, i) = both[i].row;
    }
    if (!has_keys && sorter->reverse)
        turn_round(rows);
    drop_keys(sorter);
    sorter->rows = NULL;
    return rows;
}
