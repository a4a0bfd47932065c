/* Which status counts: the Status field, the one in the diagnostic, or the one in the text near the recipient. */
#include "judge/judge.h"

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
    static const NxStatusSource sources[] = {NX_STATUS_FROM_FIELD, NX_STATUS_FROM_DIAGNOSTIC, NX_STATUS_FROM_TEXT};

    verdict->reply_code = recipient->reply_code;
    for (guint i = 0; i < G_N_ELEMENTS(found); i++) {
        /* "2.0.0" beside a failure is a mail system's slip of the pen. */
        if (!found[i].klass || (found[i].klass == 2 && is_failure(recipient)))
            continue;
        if (is_better(verdict->status, found[i], sources[i], verdict->reply_code)) {
            verdict->status = found[i];
            verdict->status_source = sources[i];
        }
    }
}

/* Codes that stand for a reason, and the class where neither reply nor text tells it. */
static const struct {
    NxReason reason;
    NxStatus status;
} usual[] = {
    {NX_REASON_USERUNKNOWN, {5, 1, 1}},     {NX_REASON_HOSTUNKNOWN, {5, 1, 2}},
    {NX_REASON_HASMOVED, {5, 1, 6}},        {NX_REASON_NOTACCEPT, {5, 3, 2}},
    {NX_REASON_SUSPEND, {5, 2, 1}},         {NX_REASON_FILTERED, {5, 2, 0}},
    {NX_REASON_MAILBOXFULL, {4, 2, 2}},     {NX_REASON_SYSTEMERROR, {4, 3, 0}},
    {NX_REASON_SYSTEMFULL, {4, 3, 1}},      {NX_REASON_EXPIRED, {4, 4, 7}},
    {NX_REASON_NETWORKERROR, {4, 4, 0}},    {NX_REASON_TOOMANYCONN, {4, 7, 0}},
    {NX_REASON_SPEEDING, {4, 7, 0}},        {NX_REASON_BLOCKED, {5, 7, 1}},
    {NX_REASON_BADREPUTATION, {5, 7, 1}},   {NX_REASON_REQUIREPTR, {5, 7, 25}},
    {NX_REASON_AUTHFAILURE, {5, 7, 26}},    {NX_REASON_FAILEDSTARTTLS, {5, 7, 10}},
    {NX_REASON_NOTCOMPLIANTRFC, {5, 6, 0}}, {NX_REASON_SPAMDETECTED, {5, 7, 1}},
    {NX_REASON_VIRUSDETECTED, {5, 7, 1}},   {NX_REASON_POLICYVIOLATION, {5, 7, 1}},
    {NX_REASON_SECURITYERROR, {5, 7, 0}},   {NX_REASON_REJECTED, {5, 1, 8}},
    {NX_REASON_NORELAYING, {5, 7, 1}},      {NX_REASON_CONTENTERROR, {5, 6, 0}},
    {NX_REASON_MESGTOOBIG, {5, 3, 4}},      {NX_REASON_EXCEEDLIMIT, {5, 2, 3}},
    {NX_REASON_SYNTAXERROR, {5, 5, 0}},     {NX_REASON_MAILERERROR, {5, 3, 0}},
    {NX_REASON_ONHOLD, {5, 0, 0}},          {NX_REASON_UNDEFINED, {5, 0, 0}},
};

void nx_case_infer_status(NxCase *self)
{
    NxVerdict *verdict = self->verdict;
    guint reply = verdict->reply_code / 100;
    if (verdict->status.klass || !is_failure(self->recipient))
        return;
    for (guint i = 0; i < G_N_ELEMENTS(usual); i++) {
        if (usual[i].reason == verdict->reason) {
            verdict->inferred_status = usual[i].status;
            if (reply == 4 || reply == 5)
                verdict->inferred_status.klass = (guint8)reply;
        }
    }
}
