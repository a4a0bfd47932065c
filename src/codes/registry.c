/* Reads codes.tsv, and finds a code whatever its class. */
#include "codes/registry.h"
#include <nixie/data.h>
#include <nixie/library.h>
#include <nixie/text.h>

struct NxRegistry {
    GPtrArray *rows; /* of NxRegistered */
};

static void registered_free(gpointer data)
{
    NxRegistered *row = data;
    g_free(row->name);
    g_strfreev(row->replies);
    g_strfreev(row->defined);
    g_free(row);
}

/* "RFC3463" in the table, "RFC 3463" for people. */
static char **read_sources(const char *cell)
{
    char **list = g_strsplit(cell, ",", -1);
    for (char **at = list; *at; at++)
        if (g_str_has_prefix(*at, "RFC") && g_ascii_isdigit((*at)[3])) {
            char *spaced = g_strconcat("RFC ", *at + 3, NULL);
            g_free(*at);
            *at = spaced;
        }
    return list;
}

static const char *cell(const NxTable *table, guint row, const char *column)
{
    const char *text = nx_table_cell(table, row, column);
    return text ? text : "";
}

static void take_row(NxRegistry *registry, const NxTable *table, guint row, NxProblems *problems)
{
    g_autofree char *digits = g_strconcat("5", cell(table, row, "code") + (*cell(table, row, "code") ? 1 : 0), NULL);
    NxStatus status;
    if (*cell(table, row, "code") != 'X' || !nx_status_parse(digits, -1, &status)) {
        g_autofree char *where = g_strdup_printf("codes.tsv:%u", nx_table_line(table, row));
        nx_problems_add(problems, where, nx_tr("not a code: %s"), cell(table, row, "code"));
        return;
    }
    NxRegistered *entry = g_new0(NxRegistered, 1);
    entry->status = (NxStatus){0, status.subject, status.detail};
    entry->name = g_strdup(cell(table, row, "name"));
    entry->replies = g_strsplit(cell(table, row, "replies"), ",", -1);
    entry->defined = read_sources(cell(table, row, "defined"));
    g_ptr_array_add(registry->rows, entry);
}

NxRegistry *nx_registry_new(NxProblems *problems)
{
    NxRegistry *registry = g_new0(NxRegistry, 1);
    registry->rows = g_ptr_array_new_with_free_func(registered_free);
    g_autoptr(GBytes) bytes = nx_library_embedded("codes.tsv");
    NxTable *table = bytes ? nx_table_new(bytes, "codes.tsv", problems) : NULL;
    for (guint row = 0; table && row < nx_table_rows(table); row++)
        take_row(registry, table, row, problems);
    g_clear_pointer(&table, nx_table_free);
    return registry;
}

void nx_registry_free(NxRegistry *registry)
{
    if (!registry)
        return;
    g_ptr_array_unref(registry->rows);
    g_free(registry);
}

guint nx_registry_length(const NxRegistry *registry)
{
    return registry->rows->len;
}

const NxRegistered *nx_registry_at(const NxRegistry *registry, guint i)
{
    return registry->rows->pdata[i];
}

const NxRegistered *nx_registry_find(const NxRegistry *registry, NxStatus status)
{
    for (guint i = 0; i < registry->rows->len; i++) {
        const NxRegistered *row = registry->rows->pdata[i];
        if (row->status.subject == status.subject && row->status.detail == status.detail)
            return row;
    }
    return NULL;
}
