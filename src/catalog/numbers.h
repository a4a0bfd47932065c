/* Finds rows by a key of theirs: a hash of row numbers, eight bytes each, while the keys stay in the rows. */
#pragma once
#include <glib.h>

typedef struct {
    guint32 hash, number; /* G_MAXUINT32: free */
} NxNumber;

typedef struct {
    NxNumber *slots;
    guint n_slots, n_used;
} NxNumbers;

/* Has the row `number` the key that is looked for? */
typedef gboolean (*NxSameKey)(gconstpointer rows, guint32 number, gconstpointer key);

void nx_numbers_init(NxNumbers *numbers);
void nx_numbers_clear(NxNumbers *numbers);
/* The slot of the key's row, or the free one (its number is G_MAXUINT32) where it would go; good until the next put. */
NxNumber *nx_numbers_find(const NxNumbers *numbers, guint32 hash, NxSameKey same, gconstpointer rows,
                          gconstpointer key);
/* Sets what nx_numbers_find gave. */
void nx_numbers_put(NxNumbers *numbers, NxNumber *slot, guint32 hash, guint32 number);
