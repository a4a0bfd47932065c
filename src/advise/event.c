/* By kind, reason and verdict alone. */
#include "advise/event.h"

gboolean nx_event_is_only_shown(const NxEvent *event)
{
    switch (event->kind) {
    case NX_KIND_DELAY:
    case NX_KIND_DELIVERED:
    case NX_KIND_AUTOREPLY:
    case NX_KIND_NOT_A_BOUNCE: return TRUE;
    default: return event->verdict.reason == NX_REASON_SUPPRESSED;
    }
}

gboolean nx_event_is_failure(const NxEvent *event)
{
    return event->kind == NX_KIND_BOUNCE && event->counted && event->address != NX_NOBODY &&
           !nx_event_is_only_shown(event);
}

gboolean nx_is_temporary(NxStatus status, guint reply_code)
{
    guint reply = reply_code / 100;
    return (status.klass == 4 || reply == 4) && status.klass != 5 && reply != 5;
}

gboolean nx_reason_needs_mailbox(NxReason reason)
{
    return reason == NX_REASON_MAILBOXFULL || reason == NX_REASON_EXCEEDLIMIT;
}

gboolean nx_event_is_refusal(const NxEvent *event)
{
    return event->kind == NX_KIND_FEEDBACK && event->counted && event->verdict.advice == NX_ADVICE_SUPPRESS;
}
