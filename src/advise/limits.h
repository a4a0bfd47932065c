/* The numbers of the guards, in one place.
 *
 *   mass      at least 20 counted failures of one provider or reporting MTA in 3 days, a hard share of [guard] share=
 *             or more, and far above what was usual: over 3 times as high, or less than a third of the rest left.
 *             Usual is what at least 20 failures on 3 days before say. Where nothing is known to be usual: 50
 *             failures, 0.9 of them hard.
 *   resolver  `hostunknown` at 10 domains within 24 h, in over half of the failures of that time.
 *   domain    5.3.0 at two addresses of one domain within 72 h. */
#pragma once
#include <nixie/status.h>
#include <nixie/time.h>

enum {
    NX_MASS_DAYS = 3,
    NX_MASS_EVENTS = 20,
    NX_MASS_USUAL_EVENTS = 20,
    NX_MASS_USUAL_DAYS = 3,
    NX_MASS_NEW_EVENTS = 50,
    NX_RESOLVER_DOMAINS = 10,
};
#define NX_MASS_FACTOR 3.0
#define NX_MASS_NEW_SHARE 0.9
#define NX_RESOLVER_SHARE 0.5
#define NX_RESOLVER_STEP (12 * NX_HOUR) /* 24 h are two of these */
#define NX_OUTAGE_STATUS ((NxStatus){5, 3, 0})
#define NX_OUTAGE_SPAN (72 * NX_HOUR)
#define NX_USUAL_SPAN (90 * NX_DAY) /* how far back the ledger is asked what is usual */
