/* One look-up is a walk along the hosts of a domain, the most preferred first, until one has an address to deliver to;
 * it waits wherever a host has not been asked about yet. */
#include "check/domain.h"
#include <nixie/address.h>
#include <string.h>

enum { MX_KEPT = 16, KEEP_LEAST = 3600, KEEP_NEGATIVE = 3600, KEEP_MOST = 7 * 86400 };

typedef enum { HOST_UNASKED, HOST_ASKED, HOST_PUBLIC, HOST_PRIVATE, HOST_NONE, HOST_FAILED } HostState;

typedef struct {
    NxLookups *lookups;
    char *name;
    HostState state;
    gboolean is_private;  /* it has an address that is */
    NxDnsOutcome failure; /* of either question; OK: none */
    guint32 ttl;
    GPtrArray *waiting; /* of Lookup */
} Host;

typedef struct {
    NxLookups *lookups;
    NxDomainFacts *facts;
    GPtrArray *hosts; /* of Host, by preference; of an implicit MX the domain itself */
    guint at;
    gboolean implicit;
    gboolean is_private;  /* one of them cannot be reached */
    NxDnsOutcome failure; /* of one of them; OK: none */
    guint32 ttl;
    NxLookupDone done;
    gpointer user;
} Lookup;

struct NxLookups {
    NxNameserver *nameserver;
    NxTime keep;
    GHashTable *hosts;   /* name -> Host */
    GHashTable *running; /* set of Lookup */
};

/* ---- Names and addresses ----------------------------------------------------------------------------------------- */

gboolean nx_domain_is_special(const char *domain)
{
    static const char *const SPECIAL[] = {"test", "invalid", "localhost", "example", "onion", "local"};
    for (guint i = 0; i < G_N_ELEMENTS(SPECIAL); i++)
        if (nx_domain_within(domain, SPECIAL[i]))
            return TRUE;
    return FALSE;
}

gboolean nx_inet_address_is_private(GInetAddress *address)
{
    const guint8 *b = g_inet_address_to_bytes(address);
    if (g_inet_address_get_is_loopback(address) || g_inet_address_get_is_link_local(address) ||
        g_inet_address_get_is_site_local(address) || g_inet_address_get_is_multicast(address) ||
        g_inet_address_get_is_any(address))
        return TRUE;
    if (g_inet_address_get_family(address) == G_SOCKET_FAMILY_IPV4)
        return b[0] == 0 || b[0] >= 240 || (b[0] == 100 && (b[1] & 0xc0) == 64);
    if (b[0] == 0xfc || b[0] == 0xfd)
        return TRUE;
    static const guint8 MAPPED[12] = {[10] = 0xff, [11] = 0xff};
    if (memcmp(b, MAPPED, sizeof MAPPED) != 0)
        return FALSE;
    g_autoptr(GInetAddress) inner = g_inet_address_new_from_bytes(b + sizeof MAPPED, G_SOCKET_FAMILY_IPV4);
    return nx_inet_address_is_private(inner);
}

static gboolean is_failure(NxDnsOutcome outcome)
{
    return outcome == NX_DNS_SERVFAIL || outcome == NX_DNS_REFUSED || outcome == NX_DNS_TIMEOUT;
}

static NxCheckReason reason_of_failure(NxDnsOutcome outcome)
{
    switch (outcome) {
    case NX_DNS_REFUSED: return NX_CHECK_DNS_REFUSED;
    case NX_DNS_TIMEOUT: return NX_CHECK_DNS_TIMEOUT;
    default: return NX_CHECK_DNS_FAILED;
    }
}

/* ---- The end of a look-up ---------------------------------------------------------------------------------------- */

static void lookup_free(gpointer data)
{
    Lookup *lookup = data;
    nx_domain_facts_free(lookup->facts);
    g_ptr_array_unref(lookup->hosts);
    g_free(lookup);
}

static void finish(Lookup *lookup, NxCheckReason found)
{
    NxDomainFacts *facts = g_steal_pointer(&lookup->facts);
    NxLookupDone done = lookup->done;
    gpointer user = lookup->user;
    facts->found = found;
    switch (nx_check_reason_side(found)) {
    case NX_SIDE_ANSWERS:
        facts->until = facts->at + CLAMP((NxTime)lookup->ttl, KEEP_LEAST, lookup->lookups->keep);
        break;
    case NX_SIDE_DEAD: facts->until = facts->at + KEEP_NEGATIVE; break;
    case NX_SIDE_NONE: facts->until = facts->at; break;
    }
    g_hash_table_remove(lookup->lookups->running, lookup);
    done(facts, user);
}

/* ---- Hosts ------------------------------------------------------------------------------------------------------- */

static void walk_on(Lookup *lookup);

static void host_is(Host *host, HostState state)
{
    host->state = state;
    g_autoptr(GPtrArray) waiting = g_steal_pointer(&host->waiting);
    for (guint i = 0; waiting && i < waiting->len; i++)
        walk_on(waiting->pdata[i]);
}

static void take_addresses(Host *host, const NxDnsAnswer *answer, gboolean *is_public)
{
    if (is_failure(answer->outcome))
        host->failure = answer->outcome;
    *is_public = FALSE;
    for (guint i = 0; answer->addresses && i < answer->addresses->len; i++) {
        if (nx_inet_address_is_private(answer->addresses->pdata[i]))
            host->is_private = TRUE;
        else
            *is_public = TRUE;
    }
    if (*is_public)
        host->ttl = answer->ttl;
}

static void host_answered_aaaa(const NxDnsAnswer *answer, gpointer user)
{
    Host *host = user;
    gboolean is_public;
    take_addresses(host, answer, &is_public);
    host_is(host, is_public ? HOST_PUBLIC : host->failure ? HOST_FAILED : host->is_private ? HOST_PRIVATE : HOST_NONE);
}

/* Who has an IPv4 address is asked for no other. */
static void host_answered_a(const NxDnsAnswer *answer, gpointer user)
{
    Host *host = user;
    gboolean is_public;
    take_addresses(host, answer, &is_public);
    if (is_public)
        host_is(host, HOST_PUBLIC);
    else if (answer->outcome == NX_DNS_NXDOMAIN || answer->outcome == NX_DNS_BAD_NAME)
        host_is(host, HOST_NONE);
    else
        nx_nameserver_ask(host->lookups->nameserver, host->name, NX_DNS_AAAA, FALSE, host_answered_aaaa, host);
}

static void host_free(gpointer data)
{
    Host *host = data;
    g_clear_pointer(&host->waiting, g_ptr_array_unref);
    g_free(host->name);
    g_free(host);
}

static Host *host_of(NxLookups *lookups, const char *name)
{
    Host *host = g_hash_table_lookup(lookups->hosts, name);
    if (host)
        return host;
    host = g_new0(Host, 1);
    host->lookups = lookups;
    host->name = g_strdup(name);
    host->state = nx_domain_within(name, "localhost") ? HOST_PRIVATE : HOST_UNASKED;
    g_hash_table_insert(lookups->hosts, host->name, host);
    return host;
}

/* ---- The walk ---------------------------------------------------------------------------------------------------- */

static void wait_for(Lookup *lookup, Host *host)
{
    if (!host->waiting)
        host->waiting = g_ptr_array_new();
    g_ptr_array_add(host->waiting, lookup);
    if (host->state == HOST_ASKED)
        return;
    host->state = HOST_ASKED;
    nx_nameserver_ask(lookup->lookups->nameserver, host->name, NX_DNS_A, FALSE, host_answered_a, host);
}

/* No host of it can be delivered to. What could not be asked is not known to be gone. */
static NxCheckReason why_none(const Lookup *lookup)
{
    if (lookup->failure != NX_DNS_OK)
        return reason_of_failure(lookup->failure);
    if (lookup->is_private)
        return NX_CHECK_MX_UNROUTABLE;
    return lookup->implicit ? NX_CHECK_NO_MX : NX_CHECK_MX_BROKEN;
}

static void walk_on(Lookup *lookup)
{
    for (; lookup->at < lookup->hosts->len; lookup->at++) {
        Host *host = lookup->hosts->pdata[lookup->at];
        switch (host->state) {
        case HOST_UNASKED:
        case HOST_ASKED: wait_for(lookup, host); return;
        case HOST_PUBLIC:
            lookup->ttl = lookup->implicit ? host->ttl : MIN(lookup->ttl, host->ttl);
            finish(lookup, lookup->implicit ? NX_CHECK_IMPLICIT_MX : NX_CHECK_ACCEPTS_MAIL);
            return;
        case HOST_PRIVATE: lookup->is_private = TRUE; break;
        case HOST_FAILED: lookup->failure = host->failure; break;
        case HOST_NONE: break;
        }
    }
    finish(lookup, why_none(lookup));
}

static void take_hosts(Lookup *lookup, const GArray *list)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    guint nulls = 0;
    for (guint i = 0; i < list->len; i++) {
        const NxDnsMx *mx = &g_array_index(list, NxDnsMx, i);
        if (!mx->host) {
            lookup->is_private = TRUE; /* an IP address, or no name at all */
        } else if (!*mx->host) {
            nulls++;
        } else {
            g_ptr_array_add(lookup->hosts, host_of(lookup->lookups, mx->host));
            if (names->len < MX_KEPT)
                g_ptr_array_add(names, g_strdup(mx->host));
        }
    }
    g_ptr_array_add(names, NULL);
    g_strfreev(lookup->facts->mx);
    lookup->facts->mx = (char **)g_ptr_array_steal(names, NULL);
    if (nulls == list->len)
        finish(lookup, NX_CHECK_NULL_MX);
    else {
        lookup->facts->notes = nulls > 0 ? NX_NOTE_STRAY_NULL : NX_NOTE_NONE;
        walk_on(lookup);
    }
}

static void mx_answered(const NxDnsAnswer *answer, gpointer user)
{
    Lookup *lookup = user;
    lookup->ttl = answer->ttl;
    switch (answer->outcome) {
    case NX_DNS_OK: take_hosts(lookup, answer->mx); return;
    case NX_DNS_NODATA:
        lookup->implicit = TRUE;
        g_ptr_array_add(lookup->hosts, host_of(lookup->lookups, lookup->facts->domain));
        walk_on(lookup);
        return;
    case NX_DNS_NXDOMAIN:
    case NX_DNS_BAD_NAME: finish(lookup, NX_CHECK_NO_DOMAIN); return;
    case NX_DNS_SERVFAIL:
    case NX_DNS_REFUSED:
    case NX_DNS_TIMEOUT: finish(lookup, reason_of_failure(answer->outcome)); return;
    }
}

void nx_lookups_start(NxLookups *lookups, const char *domain, NxTime now, NxLookupDone done, gpointer user)
{
    Lookup *lookup = g_new0(Lookup, 1);
    *lookup = (Lookup){.lookups = lookups,
                       .facts = nx_domain_facts_new(domain),
                       .hosts = g_ptr_array_new(),
                       .done = done,
                       .user = user};
    lookup->facts->at = now;
    g_hash_table_add(lookups->running, lookup);
    nx_nameserver_ask(lookups->nameserver, domain, NX_DNS_MX, FALSE, mx_answered, lookup);
}

NxLookups *nx_lookups_new(NxNameserver *nameserver, NxTime keep)
{
    NxLookups *lookups = g_new0(NxLookups, 1);
    lookups->nameserver = nameserver;
    lookups->keep = MAX(keep > 0 ? keep : KEEP_MOST, KEEP_LEAST);
    lookups->hosts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, host_free);
    lookups->running = g_hash_table_new_full(g_direct_hash, g_direct_equal, lookup_free, NULL);
    return lookups;
}

void nx_lookups_free(NxLookups *lookups)
{
    if (!lookups)
        return;
    g_hash_table_unref(lookups->running);
    g_hash_table_unref(lookups->hosts);
    g_free(lookups);
}
