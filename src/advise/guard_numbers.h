/* The numbers of the guards, in one place.
 *
 * An address is newly dead with its first hard failure, and again where a day has passed since it counted. What is
 * usual of a source is read from the 90 days before the last 7, so that a fault that goes on for days is not its own
 * excuse; its peak is the third highest of its days, so that a fault of a day or two is nobody's usual.
 *
 *   number    15 newly dead of one source in an hour or a day, or, where that is more, twice the usual peak of an hour
 *             or a day. Unknown hosts are counted by their domains too: 10 in a day, 15 in three days, or twice the
 *             peak.
 *   share     20 failures of one source in a day, a hard share of [guard] share= or more, and far above what was usual:
 *             over 3 times as high, or less than a third of the rest left. Usual is what at least 20 failures on 3 days
 *             say.
 *   all       everything together grows with every large send: its share must have jumped as well as its number, over
 *             twice as high, or less than half of the rest left. Where nothing is known to be usual, 0.9 of its
 *             failures must be hard.
 *   domain    5.3.0 at two addresses of one domain within 72 h.
 *
 *   incident  15 newly struck addresses of one source and one reason are an incident where they are twice what as long
 * a time has on its third highest day elsewhere in the mailbox, before or after; where their share of all failures is
 * far above their share elsewhere, by the same factor as above; and where chance would make it so less than once in a
 * million times (14 is its logarithm). Where nothing else is known to compare with, other sources are, and never for
 * dead addresses: all of one list may be old. Where several sources fit, the one that tells it best; everything
 * together is one only at 15 domains or more.
 *
 * A source that jumped is guarded for another day: by then each of its addresses that failed again has counted again.
 * What was taken from it in 72 h is offered to be taken back; who lets it through does so for 24 h. */
#pragma once
#include <nixie/status.h>
#include <nixie/time.h>

enum {
    NX_MINUTES_HOUR = 60,
    NX_MINUTES_DAY = 24 * 60,
    NX_JUMP_DEAD = 15,
    NX_JUMP_DOMAINS = 10,
    NX_JUMP_DOMAINS_3_DAYS = 15,
    NX_JUMP_TIMES_PEAK = 2,
    NX_SHARE_FAILURES = 20,
    NX_SHARE_USUAL_FAILURES = 20,
    NX_SHARE_USUAL_DAYS = 3,
    NX_USUAL_DAYS = 90,
    NX_USUAL_GAP_DAYS = 7,
    NX_USUAL_RANK = 3,
};
#define NX_SHARE_FACTOR 3.0
#define NX_SHARE_FACTOR_OF_ALL 2.0
#define NX_SHARE_OF_ALL 0.9
#define NX_INCIDENT_SCORE 14.0
#define NX_INCIDENT_LONGEST                                                                                            \
    (14 * NX_MINUTES_DAY)              /* what goes on for longer is how things are, and nothing that began */
#define NX_INCIDENT_GAP NX_MINUTES_DAY /* minutes: two of one source and reason that are nearer are one */
#define NX_OUTAGE_STATUS ((NxStatus){5, 3, 0})
#define NX_OUTAGE_SPAN (72 * NX_HOUR)
#define NX_TAKEN_SPAN (72 * NX_HOUR)
#define NX_LIFT_SPAN (24 * NX_HOUR)
#define NX_BASELINE_SPAN ((NX_USUAL_DAYS + NX_USUAL_GAP_DAYS) * NX_DAY) /* how far back the ledger is asked */
