/* Where mail for a domain would go (RFC 5321 5.1): its MX, and addresses of these or of itself, become facts. */
#pragma once
#include "check/nameserver.h"

/* All look-ups of one resolver; a host is asked about once, however many domains it serves. */
typedef struct NxLookups NxLookups;
NxLookups *nx_lookups_new(NxNameserver *nameserver, NxTime keep);
void nx_lookups_free(NxLookups *lookups); /* nobody is called any more; the nameserver is freed first */

typedef void (*NxLookupDone)(NxDomainFacts *facts, gpointer user); /* the facts are the callee's */
void nx_lookups_start(NxLookups *lookups, const char *domain, NxTime now, NxLookupDone done, gpointer user);

/* RFC 6761 and 7686: such names are in no name server's world, and none is asked about them. */
gboolean nx_domain_is_special(const char *domain);
/* Can nobody outside a network reach that address? (RFC 1918, 4193, 6598 and their like) */
gboolean nx_inet_address_is_private(GInetAddress *address);
