/* Which deliveries prove that somebody is there. */
#include "parse/report/provider.h"
#include <nixie/address.h>
#include <nixie/maillog.h>
#include <string.h>

/* Providers also run servers that take mail for all the world. */
static gboolean takes_for_all(const char *host)
{
    static const char *const NAMES[] = {"smtp.",       "smtp-relay.", "smtp-out.",   "relay.",
                                        "submission.", "out.",        "mail-relay.", "outbound."};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (g_str_has_prefix(host, NAMES[i]))
            return TRUE;
    return FALSE;
}

static gboolean holds(const char *host, const char *domain)
{
    g_autofree char *name = nx_domain_key(host, -1), *registrable = name ? nx_domain_registrable(domain) : NULL;
    if (!registrable || takes_for_all(name))
        return FALSE;
    if (nx_domain_within(name, registrable))
        return TRUE;
    const NxProviders *providers = nx_providers_get();
    const char *by_host = nx_providers_by_host(providers, name);
    return by_host && g_strcmp0(by_host, nx_providers_by_domain(providers, domain)) == 0;
}

gboolean nx_log_line_proves_life(const NxLogLine *line, const NxLibrary *library)
{
    g_autofree char *key = nx_address_key(line->recipient, -1);
    if (line->result != NX_LOG_SENT || !key || line->target)
        return FALSE;
    const char *domain = nx_address_domain(key);
    if (line->local)
        return nx_library_is_own_domain(library, domain);
    if (!line->host || nx_library_is_own_mta(library, line->host))
        return FALSE;
    g_autofree char *name = nx_domain_key(line->host, -1);
    return name && !nx_library_is_own_domain(library, name) && holds(line->host, domain);
}
