/* Rows in chunks, which never move. */
#include "catalog/rows.h"

void nx_rows_init(NxRows *rows, gsize size)
{
    *rows = (NxRows){.chunks = g_ptr_array_new_with_free_func(g_free), .size = size};
}

void nx_rows_clear(NxRows *rows)
{
    g_clear_pointer(&rows->chunks, g_ptr_array_unref);
    rows->n = 0;
}

gpointer nx_rows_add(NxRows *rows)
{
    if (rows->n >> NX_ROWS_BITS == rows->chunks->len)
        g_ptr_array_add(rows->chunks, g_malloc0_n((gsize)1 << NX_ROWS_BITS, rows->size));
    return nx_rows_at(rows, rows->n++);
}
