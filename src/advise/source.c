/* THE table of sources: what each has to do with a failure, and how it is called. */
#include "advise/source.h"
#include "advise/guard_numbers.h"
#include <nixie/address.h>

/* ---- What a failure has of each ---------------------------------------------------------------------------------- */

static gboolean is_unknown_host(const NxFailure *failure)
{
    return failure->reason == NX_REASON_HOSTUNKNOWN;
}

static const char *of_provider(const NxFailure *failure)
{
    return failure->provider;
}

static const char *of_domain(const NxFailure *failure)
{
    return nx_address_domain(failure->key);
}

static const char *of_mta(const NxFailure *failure)
{
    return failure->remote_mta && *failure->remote_mta ? failure->remote_mta : NULL;
}

/* That a host is unknown is what the resolver said, and no answer of the relay. */
static const char *of_reporting(const NxFailure *failure)
{
    return failure->remote_mta || is_unknown_host(failure) ? NULL : failure->reporting_mta;
}

static const char *of_all(const NxFailure *failure)
{
    (void)failure;
    return "";
}

static const char *of_unknown_hosts(const NxFailure *failure)
{
    return is_unknown_host(failure) ? "" : NULL;
}

static char *read_as_it_is(const char *of)
{
    return g_strdup(of);
}

static char *read_host(const char *of)
{
    return nx_domain_key(of, -1);
}

static char *read_domain(const char *of)
{
    g_autofree char *key = nx_domain_key(of, -1);
    return !key || g_hostname_is_ip_address(key) ? g_steal_pointer(&key) : nx_domain_registrable(key);
}

#define BY_ADDRESSES                                                                                                   \
    {                                                                                                                  \
        {NX_MINUTES_HOUR, NX_JUMP_DEAD},                                                                               \
        {                                                                                                              \
            NX_MINUTES_DAY, NX_JUMP_DEAD                                                                               \
        }                                                                                                              \
    }
#define BY_DOMAINS                                                                                                     \
    {                                                                                                                  \
        {NX_MINUTES_DAY, NX_JUMP_DOMAINS},                                                                             \
        {                                                                                                              \
            3 * NX_MINUTES_DAY, NX_JUMP_DOMAINS_3_DAYS                                                                 \
        }                                                                                                              \
    }
static const NxFailureSourceRow ROWS[NX_N_FAILURE_SOURCES] = {
    [NX_FAILURE_SOURCE_PROVIDER] = {"provider", NX_GUARD_MASS, FALSE, FALSE, FALSE, BY_ADDRESSES, of_provider,
                                    read_as_it_is},
    [NX_FAILURE_SOURCE_DOMAIN] = {"domain", NX_GUARD_MASS, FALSE, FALSE, FALSE, BY_ADDRESSES, of_domain, read_domain},
    [NX_FAILURE_SOURCE_MTA] = {"mta", NX_GUARD_MASS, FALSE, FALSE, FALSE, BY_ADDRESSES, of_mta, read_domain},
    [NX_FAILURE_SOURCE_REPORTING] = {"reporting", NX_GUARD_MASS, FALSE, FALSE, FALSE, BY_ADDRESSES, of_reporting,
                                     read_host},
    [NX_FAILURE_SOURCE_ALL] = {"all", NX_GUARD_MASS, TRUE, FALSE, TRUE, BY_ADDRESSES, of_all, read_as_it_is},
    [NX_FAILURE_SOURCE_UNKNOWN_HOSTS] = {"resolver", NX_GUARD_RESOLVER, TRUE, FALSE, FALSE, BY_ADDRESSES,
                                         of_unknown_hosts, read_as_it_is},
    [NX_FAILURE_SOURCE_UNKNOWN_DOMAINS] = {"resolver", NX_GUARD_RESOLVER, TRUE, TRUE, FALSE, BY_DOMAINS,
                                           of_unknown_hosts, read_as_it_is},
};

const NxFailureSourceRow *nx_failure_source_row(NxFailureSourceKind kind)
{
    return &ROWS[kind];
}

/* ---- Names ------------------------------------------------------------------------------------------------------- */

char *nx_failure_source_name_of(NxFailureSourceKind kind, const char *of)
{
    const NxFailureSourceRow *row = &ROWS[kind];
    g_autofree char *name = of ? row->read(of) : NULL;
    if (!name)
        return NULL;
    return row->is_one ? g_strdup(row->prefix) : g_strconcat(row->prefix, ":", name, NULL);
}

gboolean nx_failure_source_has(const char *name, const NxFailure *failure)
{
    for (guint kind = 0; kind < NX_N_FAILURE_SOURCES; kind++) {
        g_autofree char *own = nx_failure_source_name_of((NxFailureSourceKind)kind, ROWS[kind].of(failure));
        if (g_strcmp0(own, name) == 0)
            return TRUE;
    }
    return FALSE;
}

gboolean nx_failure_source_takes_back(const char *name, const NxFailure *failure, const GPtrArray *lifts)
{
    for (guint i = 0; i < lifts->len; i++) {
        const NxLift *lift = lifts->pdata[i];
        if (!g_str_equal(lift->source, name) && nx_failure_source_has(lift->source, failure))
            return FALSE;
    }
    return nx_failure_source_has(name, failure);
}

NxFailure nx_failure_of_event(const NxCatalog *catalog, const NxEvent *event)
{
    /* the catalog gives an address only to be changed; it is not changed here */
    const NxAddress *address = nx_catalog_address((NxCatalog *)catalog, event->address);
    return (NxFailure){.arrived = event->arrived,
                       .klass = event->verdict.klass,
                       .reason = event->verdict.reason,
                       .sha256 = event->sha256,
                       .key = address->key,
                       .provider = event->provider,
                       .reporting_mta = event->reporting_mta,
                       .remote_mta = event->remote_mta};
}
