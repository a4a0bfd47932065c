/* Keys of the settings in hash tables, and the lists that come with the program. */
#include "base/datafile.h"
#include "base/embedded.h"
#include "base/settings.h"
#include <nixie/address.h>
#include <nixie/data.h>
#include <nixie/text.h>

struct NxLibrary {
    gatomicrefcount refs;
    NxSettings settings;
    GHashTable *own_addresses, *protected_addresses; /* keys, borrowed from settings */
    GHashTable *large;                               /* domains */
    GHashTable *roles;                               /* local parts that somebody has to read */
};

static GHashTable *keys_of(const GArray *list)
{
    GHashTable *keys = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; list && i < list->len; i++)
        g_hash_table_add(keys, g_array_index(list, NxSetting, i).value);
    return keys;
}

typedef struct {
    const char *name;
    const char *kind; /* of the rows that are taken, in a column of that name; NULL: all of them */
    GHashTable *cells;
} Column;

static const char *take_cell(gpointer into, const NxTable *table, guint row)
{
    const Column *column = into;
    const char *cell = nx_table_cell(table, row, column->name);
    if (!cell || !*cell)
        return nx_tr("the first cell is empty");
    const char *kind = column->kind ? nx_table_cell(table, row, "kind") : NULL;
    if (column->kind && (!kind || !g_str_equal(kind, column->kind)))
        return NULL;
    g_hash_table_add(column->cells, g_strdup(cell));
    return NULL;
}

/* What stands in one column of an embedded table. */
static GHashTable *read_column(const char *file, const char *name, const char *kind, NxProblems *problems)
{
    Column column = {name, kind, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    nx_table_read(file, take_cell, &column, problems);
    return column.cells;
}

NxLibrary *nx_library_new(const NxSettings *settings, NxProblems *problems)
{
    nx_embedded_register();
    NxLibrary *library = g_new0(NxLibrary, 1);
    g_atomic_ref_count_init(&library->refs);
    nx_settings_adopt(&library->settings, settings, problems);
    library->own_addresses = keys_of(library->settings.own_addresses);
    library->protected_addresses = keys_of(library->settings.protected_addresses);
    library->large = read_column("large.tsv", "domain", NULL, problems);
    library->roles = read_column("roles.tsv", "role", "protect", problems);
    return library;
}

NxLibrary *nx_library_ref(NxLibrary *library)
{
    g_atomic_ref_count_inc(&library->refs);
    return library;
}

void nx_library_unref(NxLibrary *library)
{
    if (!library || !g_atomic_ref_count_dec(&library->refs))
        return;
    g_hash_table_unref(library->own_addresses);
    g_hash_table_unref(library->protected_addresses);
    g_hash_table_unref(library->large);
    g_hash_table_unref(library->roles);
    nx_settings_clear(&library->settings);
    g_free(library);
}

const NxSettings *nx_library_settings(const NxLibrary *library)
{
    return &library->settings;
}

gboolean nx_library_has_own(const NxLibrary *library)
{
    const NxSettings *settings = &library->settings;
    return settings->own_addresses || settings->own_domains || settings->verp || settings->batv || settings->own_mta ||
           settings->sent;
}

static gboolean is_listed_domain(const GArray *list, const char *domain_key)
{
    for (guint i = 0; list && i < list->len; i++)
        if (nx_domain_within(domain_key, g_array_index(list, NxSetting, i).value))
            return TRUE;
    return FALSE;
}

gboolean nx_library_is_own(const NxLibrary *library, const char *address_key)
{
    return g_hash_table_contains(library->own_addresses, address_key);
}

gboolean nx_library_is_own_domain(const NxLibrary *library, const char *domain_key)
{
    return is_listed_domain(library->settings.own_domains, domain_key);
}

gboolean nx_library_is_own_mta(const NxLibrary *library, const char *host)
{
    const GArray *list = library->settings.own_mta;
    g_autofree char *ip = nx_settings_ip(host, strlen(host));
    g_autofree char *name = ip ? g_steal_pointer(&ip) : nx_domain_key(host, -1);
    for (guint i = 0; name && list && i < list->len; i++) {
        const char *own = g_array_index(list, NxSetting, i).value;
        gboolean below = g_str_has_prefix(own, "*.");
        if (below ? g_str_has_suffix(name, own + 1) : strcmp(name, own) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_role(const NxLibrary *library, const char *address_key)
{
    const char *at = strrchr(address_key, '@');
    g_autofree char *local = at ? g_strndup(address_key, (gsize)(at - address_key)) : NULL;
    return local && g_hash_table_contains(library->roles, local);
}

gboolean nx_library_is_protected(const NxLibrary *library, const char *address_key)
{
    const char *domain = nx_address_domain(address_key);
    return g_hash_table_contains(library->protected_addresses, address_key) ||
           nx_library_is_own(library, address_key) || is_listed_domain(library->settings.protected_domains, domain) ||
           nx_library_is_own_domain(library, domain) || is_role(library, address_key);
}

gboolean nx_library_is_large(const NxLibrary *library, const char *domain_key)
{
    return g_hash_table_contains(library->large, domain_key);
}

GPtrArray *nx_library_files(const NxLibrary *library, const char *place, NxProblems *problems)
{
    nx_embedded_register();
    return nx_data_files(library->settings.data_dirs, place, problems);
}

GPtrArray *nx_library_overrides(const NxLibrary *library)
{
    nx_embedded_register();
    return nx_data_overrides(library->settings.data_dirs);
}
