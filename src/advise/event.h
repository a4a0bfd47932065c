/* What an event is to advice. */
#pragma once
#include <nixie/catalog.h>

/* Shown, and never advised upon: a delay, a delivery, an automatic answer, or an address that stands on somebody's list
 * already, where nothing was tried. */
gboolean nx_event_is_only_shown(const NxEvent *event);
/* A failure that says something of its address, and no repeat. */
gboolean nx_event_is_failure(const NxEvent *event);
/* A class 4 code without a class 5, which never suppresses at once, whatever text or configuration say. */
gboolean nx_is_temporary(NxStatus status, guint reply_code);
/* Can only a mailbox that exists fail for that reason? Then an older word that it does not is contradicted. */
gboolean nx_reason_needs_mailbox(NxReason reason);
/* A complaint that means "no more mail". */
gboolean nx_event_is_refusal(const NxEvent *event);
