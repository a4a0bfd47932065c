/* Services' notifications, taken out of what queues, topics and functions wrapped them in (envelopes.tsv). */
#pragma once
#include <nixie/text.h>

#define NX_ENVELOPE_DEPTH 12 /* envelopes within each other, arrays counted */

/* Calls `take` for each notification in a whole value of JSON, in order; of one that was a string, the text is its
 * own and good until `take` returns. `literal` is the value as it stands in the text, which the notification is or is
 * in. FALSE: `take` said so, which ends it. */
typedef gboolean (*NxEnvelopeTake)(NxBytes literal, NxBytes notification, gpointer user);
gboolean nx_envelope_open(NxBytes value, NxEnvelopeTake take, gpointer user);
