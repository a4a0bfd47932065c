/* Rows that never move: chunks of a fixed number of elements, so that a pointer to one stays good while the table
 * grows. */
#pragma once
#include <glib.h>

typedef struct {
    GPtrArray *chunks;
    gsize size; /* of an element */
    guint32 n;
} NxRows;

void nx_rows_init(NxRows *rows, gsize size);
void nx_rows_clear(NxRows *rows);
/* A new element at the end, all zero. */
gpointer nx_rows_add(NxRows *rows);

#define NX_ROWS_BITS 12
static inline gpointer nx_rows_at(const NxRows *rows, guint32 i)
{
    g_assert(i < rows->n);
    return (char *)rows->chunks->pdata[i >> NX_ROWS_BITS] + (gsize)(i & ((1u << NX_ROWS_BITS) - 1)) * rows->size;
}
