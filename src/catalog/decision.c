/* Decisions and why none was taken by name, where a retry stands, and when an event is one already counted. */
#include <nixie/catalog.h>
#include <nixie/text.h>

static const struct {
    const char *name, *state;
} DECISIONS[] = {
    [NX_DECISION_SUPPRESS] = {N_("suppress"), N_("suppressed")},
    [NX_DECISION_RETRY] = {N_("retry"), N_("paused")},
    [NX_DECISION_HOLD] = {N_("hold"), N_("held")},
    [NX_DECISION_IGNORE] = {N_("ignore"), N_("ignored")},
};
G_STATIC_ASSERT(G_N_ELEMENTS(DECISIONS) == NX_N_DECISIONS);

const char *nx_decision_name(NxDecision decision)
{
    return DECISIONS[decision].name;
}

const char *nx_decision_state(NxDecision decision)
{
    return DECISIONS[decision].state;
}

#define NX_LEFT_ROW(id, name, words) [NX_LEFT_##id] = {name, words},
static const struct {
    const char *name, *words;
} LEFTS[] = {[NX_LEFT_NOT] = {NULL, N_("taken as advised")}, NX_LEFTS(NX_LEFT_ROW)};
G_STATIC_ASSERT(G_N_ELEMENTS(LEFTS) == NX_N_LEFTS);

const char *nx_left_name(NxLeft left)
{
    return LEFTS[left].name;
}

const char *nx_left_words(NxLeft left)
{
    return LEFTS[left].words;
}

gboolean nx_decision_parse(const char *name, NxDecision *decision)
{
    for (guint i = 1; i < NX_N_DECISIONS; i++)
        if (g_str_equal(name, DECISIONS[i].name)) {
            *decision = (NxDecision)i;
            return TRUE;
        }
    return FALSE;
}

NxPhase nx_retry_phase(NxDecision decision, NxTime not_before, gboolean sent, NxTime sent_at, NxTime settle, NxTime now)
{
    if (decision != NX_DECISION_RETRY)
        return NX_PHASE_NONE;
    if (sent)
        return now - sent_at >= settle ? NX_PHASE_RECOVERED : NX_PHASE_SENT;
    /* A plan that is used up has no next date: out for good, never due. */
    return not_before == NX_TIME_UNKNOWN || now < not_before ? NX_PHASE_PAUSED : NX_PHASE_DUE;
}

gboolean nx_is_repeat(NxTime earlier, NxTime later)
{
    return ABS(later - earlier) <= NX_DAY;
}
