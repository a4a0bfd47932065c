/* Mail servers asked for a few addresses, for a command: behind all the gates that there are. */
#pragma once
#include "cli/app.h"

enum { NX_PROBES_MAX = 500 }; /* addresses in one run */

typedef struct {
    GPtrArray *keys;   /* const char *, whose domains take mail; borrowed */
    GHashTable *facts; /* domain -> NxDomainFacts */
    const NxCheckLists *lists;
    const char *nameserver; /* NULL: that of the configuration */
    gboolean yes;           /* nobody is asked whether it shall be */
    gboolean keep;          /* addresses that the ledger does not know are noted in its log, too */
} NxProbing;
/* Key -> NxProbe, of those who were asked or could not be; NULL: something was missing, and nobody was asked (said,
 * status set). Takes as long as the limits want: a group of servers is asked once in 30 seconds. */
GHashTable *nx_app_probe(NxApp *app, const NxProbing *probing);
