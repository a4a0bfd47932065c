/* The states that is: asks for, one row each. */
#include "catalog/flag.h"
#include <nixie/check_result.h>

static NxDecision decision_of(const NxLimitContext *asked)
{
    const NxStanding *standing = asked->facts->standing;
    return standing ? standing->decision : NX_DECISION_NONE;
}

#define DECISION_FLAG(name, value)                                                                                     \
    static gboolean is_##name(const NxLimitContext *asked)                                                             \
    {                                                                                                                  \
        return decision_of(asked) == value;                                                                            \
    }
DECISION_FLAG(undecided, NX_DECISION_NONE)
DECISION_FLAG(suppressed, NX_DECISION_SUPPRESS)
DECISION_FLAG(paused, NX_DECISION_RETRY)
DECISION_FLAG(held, NX_DECISION_HOLD)
DECISION_FLAG(ignored, NX_DECISION_IGNORE)

/* A retry whose date is past is due as well as paused: the decision stands until it is handed over. */
static NxPhase phase_of(const NxLimitContext *asked)
{
    const NxStanding *s = asked->facts->standing;
    return s ? nx_retry_phase(s->decision, s->not_before, s->attempt_sent, s->attempt_sent_at, asked->settle,
                              asked->now)
             : NX_PHASE_NONE;
}

static gboolean is_due(const NxLimitContext *asked)
{
    return phase_of(asked) == NX_PHASE_DUE;
}

static gboolean is_recovered(const NxLimitContext *asked)
{
    return phase_of(asked) == NX_PHASE_RECOVERED;
}

static gboolean is_protected(const NxLimitContext *asked)
{
    return asked->facts->standing && asked->facts->standing->is_protected;
}

static gboolean is_tagged(const NxLimitContext *asked)
{
    return asked->facts->tagged;
}

static gboolean is_certain(const NxLimitContext *asked)
{
    return asked->facts->suggestion && asked->facts->suggestion->confidence == NX_CERTAIN;
}

static gboolean is_new(const NxLimitContext *asked)
{
    return asked->facts->event && asked->facts->event->fresh;
}

static gboolean is_gone(const NxLimitContext *asked)
{
    return asked->facts->event && asked->facts->event->gone;
}

static gboolean is_nameless(const NxLimitContext *asked)
{
    return asked->facts->event && !asked->facts->recipient;
}

static gboolean is_counted(const NxLimitContext *asked)
{
    return asked->facts->event && asked->facts->event->counted;
}

static gboolean is_contradicted(const NxLimitContext *asked)
{
    return asked->facts->standing && asked->facts->standing->contradicted;
}

static gboolean is_decidable(const NxLimitContext *asked)
{
    return asked->facts->standing && is_undecided(asked) && asked->facts->standing->left != NX_LEFT_NOBODY;
}

#define NOTE_FLAG(name, note)                                                                                          \
    static gboolean is_##name(const NxLimitContext *asked)                                                             \
    {                                                                                                                  \
        return (asked->facts->check_notes & (note)) != 0;                                                              \
    }
NOTE_FLAG(disposable, NX_NOTE_DISPOSABLE)
NOTE_FLAG(role, NX_NOTE_ROLE)
NOTE_FLAG(free, NX_NOTE_FREE)
NOTE_FLAG(catch_all, NX_NOTE_CATCH_ALL)

static const struct {
    const char *name;
    gboolean needs_ledger;
    gboolean (*holds)(const NxLimitContext *asked);
} FLAGS[] = {
    {"undecided", TRUE, is_undecided}, {"suppressed", TRUE, is_suppressed}, {"paused", TRUE, is_paused},
    {"held", TRUE, is_held},           {"ignored", TRUE, is_ignored},       {"due", TRUE, is_due},
    {"recovered", TRUE, is_recovered}, {"protected", TRUE, is_protected},   {"new", TRUE, is_new},
    {"tagged", FALSE, is_tagged},      {"certain", TRUE, is_certain},       {"nameless", FALSE, is_nameless},
    {"gone", FALSE, is_gone},          {"counted", FALSE, is_counted},      {"contradicted", TRUE, is_contradicted},
    {"decidable", TRUE, is_decidable}, {"disposable", TRUE, is_disposable}, {"role", TRUE, is_role},
    {"free", TRUE, is_free},           {"catch-all", TRUE, is_catch_all},
};
G_STATIC_ASSERT(G_N_ELEMENTS(FLAGS) < 64); /* bits of a mask */

const char *nx_flag_name(guint flag)
{
    return flag < G_N_ELEMENTS(FLAGS) ? FLAGS[flag].name : NULL;
}

gboolean nx_flags_hold(guint64 mask, const NxLimitContext *asked)
{
    for (guint i = 0; mask >> i; i++)
        if ((mask >> i & 1) && FLAGS[i].holds(asked))
            return TRUE;
    return FALSE;
}

gboolean nx_flags_need_ledger(guint64 mask)
{
    for (guint i = 0; mask >> i; i++)
        if ((mask >> i & 1) && FLAGS[i].needs_ledger)
            return TRUE;
    return FALSE;
}
