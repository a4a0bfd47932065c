/* An open table of row numbers: the key itself stands in the row. */
#include "catalog/numbers.h"

enum { FIRST_SLOTS = 256 };

static NxNumber *free_slots(guint n)
{
    NxNumber *slots = g_new(NxNumber, n);
    memset(slots, 0xff, n * sizeof *slots);
    return slots;
}

void nx_numbers_init(NxNumbers *numbers)
{
    *numbers = (NxNumbers){free_slots(FIRST_SLOTS), FIRST_SLOTS, 0};
}

void nx_numbers_clear(NxNumbers *numbers)
{
    g_clear_pointer(&numbers->slots, g_free);
}

NxNumber *nx_numbers_find(const NxNumbers *numbers, guint32 hash, NxSameKey same, gconstpointer rows, gconstpointer key)
{
    for (guint i = hash;; i++) {
        NxNumber *slot = &numbers->slots[i & (numbers->n_slots - 1)];
        if (slot->number == G_MAXUINT32 || (slot->hash == hash && same(rows, slot->number, key)))
            return slot;
    }
}

static void grow(NxNumbers *numbers)
{
    g_autofree NxNumber *old = numbers->slots;
    guint n_old = numbers->n_slots;
    numbers->n_slots *= 2;
    numbers->slots = free_slots(numbers->n_slots);
    for (guint i = 0; i < n_old; i++) {
        if (old[i].number == G_MAXUINT32)
            continue;
        guint to = old[i].hash;
        while (numbers->slots[to & (numbers->n_slots - 1)].number != G_MAXUINT32)
            to++;
        numbers->slots[to & (numbers->n_slots - 1)] = old[i];
    }
}

void nx_numbers_put(NxNumbers *numbers, NxNumber *slot, guint32 hash, guint32 number)
{
    numbers->n_used += slot->number == G_MAXUINT32;
    *slot = (NxNumber){hash, number};
    if (numbers->n_used * 4 >= numbers->n_slots * 3)
        grow(numbers);
}
