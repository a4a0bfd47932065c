/* Which status counts: the Status field, the one in the diagnostic, or the one in the text near the recipient. */
#include "judge/judge.h"
#include "judge/reason.h"

static guint specificity(NxStatus status)
{
    return !status.klass ? 0 : nx_status_is_specific(status) ? 3 : status.subject ? 2 : 1;
}

/* Is `b` a better source than `a`, the one before it? The diagnostic holds what the other side said itself: it wins
 * where both are specific. */
static gboolean is_better(NxStatus a, NxStatus b, NxStatusSource source, guint reply)
{
    guint of_a = specificity(a), of_b = specificity(b);
    if (of_a != of_b || !of_b)
        return of_b > of_a;
    if (a.klass != b.klass && reply)
        return reply / 100 == b.klass;
    return source == NX_STATUS_FROM_DIAGNOSTIC && of_b == 3;
}

static gboolean is_failure(const NxRecipient *recipient)
{
    return recipient->kind == NX_KIND_BOUNCE || recipient->kind == NX_KIND_DELAY ||
           recipient->action == NX_ACTION_FAILED;
}

void nx_case_read_codes(NxCase *self)
{
    const NxRecipient *recipient = self->recipient;
    NxVerdict *verdict = self->verdict;
    const NxStatus found[] = {recipient->status, recipient->diagnostic_status, recipient->text_status};
    static const NxStatusSource SOURCES[] = {NX_STATUS_FROM_FIELD, NX_STATUS_FROM_DIAGNOSTIC, NX_STATUS_FROM_TEXT};

    verdict->reply_code = recipient->reply_code;
    for (guint i = 0; i < G_N_ELEMENTS(found); i++) {
        /* "2.0.0" beside a failure is a mail system's slip of the pen. */
        if (!found[i].klass || (found[i].klass == 2 && is_failure(recipient)))
            continue;
        if (is_better(verdict->status, found[i], SOURCES[i], verdict->reply_code)) {
            verdict->status = found[i];
            verdict->status_source = SOURCES[i];
        }
    }
}

void nx_case_infer_status(NxCase *self)
{
    NxVerdict *verdict = self->verdict;
    guint reply = verdict->reply_code / 100;
    if (verdict->status.klass || !is_failure(self->recipient))
        return;
    verdict->inferred_status = nx_reason_row(verdict->reason)->usual;
    if (verdict->inferred_status.klass && (reply == 4 || reply == 5))
        verdict->inferred_status.klass = (guint8)reply;
}
