/* One table of strings for a catalog: what repeats (domains, hosts, diagnostics) is kept once. Any thread may add; a
 * string never moves and lives as long as the table. */
#pragma once
#include <glib.h>

typedef struct NxStringTable NxStringTable;
NxStringTable *nx_string_table_new(void);
NxStringTable *nx_string_table_ref(NxStringTable *table);
void nx_string_table_unref(NxStringTable *table);
/* The table's own copy, the same pointer for the same text; NULL for NULL. */
const char *nx_string_table_share(NxStringTable *table, const char *text);
const char *nx_string_table_share_n(NxStringTable *table, const char *text, gsize len);
/* A copy of what hardly ever repeats (message ids): not looked for, so cheaper. */
const char *nx_string_table_keep(NxStringTable *table, const char *text);
/* Room for `size` bytes, aligned for pointers. */
gpointer nx_string_table_room(NxStringTable *table, gsize size);
