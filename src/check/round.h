/* Domains that are asked about together: what is said of one that is gone depends on how many are. */
#pragma once
#include "check/domain.h"

typedef struct NxRound NxRound;
typedef void (*NxRoundSays)(NxDomainFacts *facts,
                            gpointer user); /* takes the facts over; called once for each domain */
typedef void (*NxRoundDone)(gpointer user);

/* `questions` are copied. */
NxRound *nx_round_new(const NxCheckQuestion *questions, guint n, NxTime now, NxRoundSays says, NxRoundDone done,
                      gpointer user);
void nx_round_free(NxRound *round); /* the nameserver, if any is asked, is freed first */
/* Asks; `special` names too, of which no public name server knows. `done` is called when all has been said, and may not
 * free the round itself. */
void nx_round_start(NxRound *round, NxNameserver *nameserver, NxTime keep, gboolean special);
/* Says of all that is left that nobody has asked. */
void nx_round_give_up(NxRound *round);
