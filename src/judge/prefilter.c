/* One search for all words, and bits for the patterns whose words were all seen. */
#include "judge/prefilter.h"
#include "base/finder.h"
#include "judge/literal.h"
#include <string.h>

/* A way for a pattern to match: all of its sets must have a word in the text. */
typedef struct {
    guint pattern;
    guint n_sets;
} Branch;

struct NxPrefilter {
    NxFinder *finder;
    GPtrArray *sets_of_words; /* by number of word, GArray of guint: the sets it is in */
    GArray *branches;         /* of Branch */
    GArray *branch_of_set;    /* of guint */
    GArray *always;           /* of guint: patterns that need no word */
    guint n_patterns;
};

NxPrefilter *nx_prefilter_new(void)
{
    NxPrefilter *filter = g_new0(NxPrefilter, 1);
    filter->finder = nx_finder_new(NX_FINDER_EXACT);
    filter->sets_of_words = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    filter->branches = g_array_new(FALSE, FALSE, sizeof(Branch));
    filter->branch_of_set = g_array_new(FALSE, FALSE, sizeof(guint));
    filter->always = g_array_new(FALSE, FALSE, sizeof(guint));
    return filter;
}

void nx_prefilter_free(NxPrefilter *filter)
{
    if (!filter)
        return;
    nx_finder_free(filter->finder);
    g_ptr_array_unref(filter->sets_of_words);
    g_array_unref(filter->branches);
    g_array_unref(filter->branch_of_set);
    g_array_unref(filter->always);
    g_free(filter);
}

static GArray *sets_of_word(NxPrefilter *filter, const char *word)
{
    guint number = nx_finder_add(filter->finder, word);
    if (number == filter->sets_of_words->len)
        g_ptr_array_add(filter->sets_of_words, g_array_new(FALSE, FALSE, sizeof(guint)));
    return g_ptr_array_index(filter->sets_of_words, number);
}

static void add_branch(NxPrefilter *filter, const GPtrArray *sets)
{
    Branch branch = {.pattern = filter->n_patterns, .n_sets = sets->len};
    for (guint i = 0; i < sets->len; i++) {
        const GPtrArray *words = g_ptr_array_index(sets, i);
        guint set = filter->branch_of_set->len;
        for (guint k = 0; k < words->len; k++)
            g_array_append_val(sets_of_word(filter, g_ptr_array_index(words, k)), set);
        g_array_append_val(filter->branch_of_set, filter->branches->len);
    }
    g_array_append_val(filter->branches, branch);
}

void nx_prefilter_add(NxPrefilter *filter, const char *pattern)
{
    GPtrArray *branches = nx_literals_required(pattern);
    if (!branches)
        g_array_append_val(filter->always, filter->n_patterns);
    for (guint i = 0; branches && i < branches->len; i++)
        add_branch(filter, g_ptr_array_index(branches, i));
    g_clear_pointer(&branches, g_ptr_array_unref);
    filter->n_patterns++;
}

void nx_prefilter_add_always(NxPrefilter *filter)
{
    g_array_append_val(filter->always, filter->n_patterns);
    filter->n_patterns++;
}

void nx_prefilter_seal(NxPrefilter *filter)
{
    nx_finder_seal(filter->finder);
}

gsize nx_prefilter_size(const NxPrefilter *filter)
{
    return filter->n_patterns / 8 + 1;
}

static void set_bit(guint8 *bits, guint at)
{
    bits[at / 8] |= (guint8)(1u << at % 8);
}

static gboolean has_bit(const guint8 *bits, guint at)
{
    return bits[at / 8] >> at % 8 & 1;
}

/* What one text holds. */
typedef struct {
    const NxPrefilter *filter;
    guint16 *seen_sets; /* of each branch */
    guint8 *words, *sets;
    guint8 *candidates;
} Run;

static void see_set(Run *run, guint set)
{
    guint number = g_array_index(run->filter->branch_of_set, guint, set);
    const Branch *branch = &g_array_index(run->filter->branches, Branch, number);
    if (has_bit(run->sets, set))
        return;
    set_bit(run->sets, set);
    if (++run->seen_sets[number] == branch->n_sets)
        set_bit(run->candidates, branch->pattern);
}

static void seen(guint word, gsize end, gpointer data)
{
    (void)end;
    Run *run = data;
    if (has_bit(run->words, word))
        return;
    set_bit(run->words, word);
    const GArray *sets = g_ptr_array_index(run->filter->sets_of_words, word);
    for (guint i = 0; i < sets->len; i++)
        see_set(run, g_array_index(sets, guint, i));
}

void nx_prefilter_run(const NxPrefilter *filter, const char *text, gsize len, guint8 *candidates)
{
    gsize counts = filter->branches->len * sizeof(guint16), words = filter->sets_of_words->len / 8 + 1,
          sets = filter->branch_of_set->len / 8 + 1;
    g_autofree guint8 *room = g_malloc0(counts + words + sets);
    Run run = {filter, (guint16 *)(gpointer)room, room + counts, room + counts + words, candidates};
    memset(candidates, 0, nx_prefilter_size(filter));
    for (guint i = 0; i < filter->always->len; i++)
        set_bit(candidates, g_array_index(filter->always, guint, i));
    nx_finder_run(filter->finder, text, len, seen, &run);
}
