/* The table read once, and asked by host, domain and mailer. */
#include "parse/report/provider.h"
#include <nixie/address.h>
#include <nixie/data.h>
#include <nixie/report.h>

struct NxProviders {
    GArray *list;                /* of NxProvider, which borrow from `table` */
    GHashTable *hosts, *domains; /* name → provider; a name stands for all below it */
    GHashTable *mailers;         /* software → provider */
    NxTable *table;
};

static void add_names(GHashTable *to, const char *names, const char *provider)
{
    g_auto(GStrv) list = g_strsplit_set(names, " ,", -1);
    for (char **name = list; *name; name++)
        if (**name && !g_hash_table_contains(to, *name))
            g_hash_table_insert(to, g_strdup(*name), (gpointer)provider);
}

static NxProviders *providers_new(void)
{
    NxProviders *providers = g_new0(NxProviders, 1);
    providers->list = g_array_new(FALSE, FALSE, sizeof(NxProvider));
    providers->hosts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    providers->domains = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    providers->mailers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GBytes) bytes = nx_library_embedded("providers.tsv");
    g_assert(bytes);
    providers->table = nx_table_new(bytes, "providers.tsv", NULL);
    for (guint row = 0; row < nx_table_rows(providers->table); row++) {
        NxProvider provider = {.name = nx_table_cell(providers->table, row, "provider"),
                               .hosts = nx_table_cell(providers->table, row, "hosts"),
                               .domains = nx_table_cell(providers->table, row, "domains")};
        g_array_append_val(providers->list, provider);
        add_names(providers->hosts, provider.hosts, provider.name);
        add_names(providers->domains, provider.domains, provider.name);
        add_names(providers->mailers, nx_table_cell(providers->table, row, "mailers"), provider.name);
    }
    return providers;
}

const NxProviders *nx_providers_get(void)
{
    static gsize once;
    static NxProviders *providers;
    if (g_once_init_enter(&once)) {
        providers = providers_new();
        g_once_init_leave(&once, 1);
    }
    return providers;
}

const NxProvider *nx_providers(guint *n)
{
    const NxProviders *providers = nx_providers_get();
    *n = providers->list->len;
    return (const NxProvider *)(gpointer)providers->list->data;
}

/* The name itself, then without its first label, and so on. */
static const char *look_up(GHashTable *names, const char *name)
{
    for (const char *at = name; at && *at; at = strchr(at, '.'), at = at ? at + 1 : NULL) {
        const char *provider = g_hash_table_lookup(names, at);
        if (provider)
            return provider;
    }
    return NULL;
}

const char *nx_providers_by_host(const NxProviders *providers, const char *host)
{
    g_autofree char *lower = host ? g_ascii_strdown(host, -1) : NULL;
    return look_up(providers->hosts, lower);
}

const char *nx_providers_by_domain(const NxProviders *providers, const char *domain)
{
    return look_up(providers->domains, domain);
}

const char *nx_providers_by_mailer(const NxProviders *providers, const char *mailer)
{
    return mailer ? g_hash_table_lookup(providers->mailers, mailer) : NULL;
}

static gboolean is_ours(const NxLibrary *library, const char *host)
{
    g_autofree char *domain = nx_domain_key(host, -1);
    for (const char *at = domain; library && at && *at; at = strchr(at, '.'), at = at ? at + 1 : NULL)
        if (nx_library_is_own_domain(library, at))
            return TRUE;
    return FALSE;
}

const char *nx_providers_find(const NxProviders *providers, const NxLibrary *library, const char *answered,
                              const char *remote_mta, const char *domain, const char *reporting_mta)
{
    const char *found = nx_providers_by_host(providers, answered);
    if (!found)
        found = nx_providers_by_host(providers, remote_mta);
    if (!found)
        found = nx_providers_by_domain(providers, domain);
    if (!found && reporting_mta && !is_ours(library, reporting_mta))
        found = nx_providers_by_host(providers, reporting_mta);
    return found;
}
