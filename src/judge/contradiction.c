/* What speaks against a verdict: codes and texts that mean different things. */
#include "judge/judge.h"
#include "judge/reason.h"
#include <nixie/text.h>

static gboolean disagree(NxReason a, NxReason b)
{
    NxFault one = nx_reason_row(a)->fault, other = nx_reason_row(b)->fault;
    return one != NX_FAULT_OPEN && other != NX_FAULT_OPEN && one != other;
}

static NxReason meaning_of(const NxCase *self, NxStatus status)
{
    if (!nx_status_is_specific(status))
        return NX_REASON_UNDEFINED;
    return nx_code_table_find(self->judge->codes, status, 0, self->recipient->provider).reason;
}

static gboolean classes_differ(const NxVerdict *verdict)
{
    guint reply = verdict->reply_code / 100;
    return verdict->status.klass && (reply == 4 || reply == 5) && verdict->status.klass != reply;
}

static gboolean statuses_differ(const NxCase *self)
{
    NxStatus field = self->recipient->status, diagnostic = self->recipient->diagnostic_status;
    if (!field.klass || !diagnostic.klass || nx_status_equal(field, diagnostic))
        return FALSE;
    return field.klass != diagnostic.klass || disagree(meaning_of(self, field), meaning_of(self, diagnostic));
}

gboolean nx_case_code_agrees(const NxCase *self)
{
    return self->meaning.says >= NX_SAYS_EXACT && nx_reason_buries(self->meaning.reason);
}

gboolean nx_case_is_overgrown(const NxCase *self, gboolean much)
{
    enum { FEW = 6, FEW_BY_NAME = 14, MANY = 18 }; /* letters: a short word, a clause */
    guint subject = self->verdict->status.subject;
    gboolean elsewhere = subject == 3 || subject == 4 || subject >= 6;
    if (!self->rule || nx_case_code_agrees(self))
        return FALSE;
    guint few = self->by_name ? FEW_BY_NAME : FEW;
    return self->beside > (much && !elsewhere ? MANY : few) || (self->modified && (!much || elsewhere));
}

void nx_case_weigh(NxCase *self)
{
    const NxVerdict *verdict = self->verdict;
    self->against = NX_AGAINST_NOTHING;
    if (self->recipient->kind != NX_KIND_BOUNCE && self->recipient->kind != NX_KIND_DELAY)
        return;
    if (self->rule && self->meaning.says >= NX_SAYS_EXACT && disagree(verdict->reason, self->meaning.reason))
        self->against = NX_AGAINST_TEXT;
    else if (statuses_differ(self))
        self->against = NX_AGAINST_STATUS;
    else if (classes_differ(verdict))
        self->against = NX_AGAINST_REPLY;
}

char *nx_case_contradiction(const NxCase *self)
{
    const NxVerdict *verdict = self->verdict;
    char status[NX_STATUS_TEXT_SIZE], other[NX_STATUS_TEXT_SIZE];
    nx_status_text(verdict->status, status);
    switch (self->against) {
    case NX_AGAINST_REPLY:
        return g_strdup_printf(nx_tr("the status is %s, the reply %u: one is for good, the other is not"), status,
                               verdict->reply_code);
    case NX_AGAINST_STATUS:
        nx_status_text(self->recipient->status, status);
        nx_status_text(self->recipient->diagnostic_status, other);
        return g_strdup_printf(nx_tr("the Status field says %s, the diagnostic says %s"), status, other);
    case NX_AGAINST_TEXT:
        return g_strdup_printf(nx_tr("the code %s stands for: %s; the text says: %s"),
                               verdict->status.klass ? status : self->meaning.rule,
                               nx_tr(nx_reason_label(self->meaning.reason)), nx_tr(nx_reason_label(verdict->reason)));
    case NX_AGAINST_NOTHING: break;
    }
    return NULL;
}
