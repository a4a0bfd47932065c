/* The tables of what checks can say, and the life of what is known of a domain. */
#include <nixie/check_result.h>
#include <nixie/text.h>

static const char *const RESULTS[] = {
    [NX_CHECK_UNKNOWN] = "unknown",
    [NX_CHECK_INVALID] = "invalid",
    [NX_CHECK_RISKY] = "risky",
    [NX_CHECK_VALID] = "valid",
};
G_STATIC_ASSERT(G_N_ELEMENTS(RESULTS) == NX_N_CHECK_RESULTS);

#define REASON(id, name, result, side, text) {#name, text, NX_CHECK_##result, NX_SIDE_##side},
static const struct {
    const char *name, *text;
    NxCheckResult result;
    NxCheckSide side;
} REASONS[] = {NX_CHECK_REASONS(REASON)};

#define NOTE(id, name, text) {#name, text},
static const struct {
    const char *name, *text;
} NOTES[] = {NX_CHECK_NOTES(NOTE)};

const char *nx_check_result_name(NxCheckResult result)
{
    return RESULTS[result];
}

gboolean nx_check_result_parse(const char *name, NxCheckResult *result)
{
    for (guint i = 0; i < G_N_ELEMENTS(RESULTS); i++)
        if (g_str_equal(RESULTS[i], name)) {
            *result = (NxCheckResult)i;
            return TRUE;
        }
    return FALSE;
}

const char *nx_check_reason_name(NxCheckReason reason)
{
    return REASONS[reason].name;
}

gboolean nx_check_reason_parse(const char *name, NxCheckReason *reason)
{
    for (guint i = 0; i < G_N_ELEMENTS(REASONS); i++)
        if (g_str_equal(REASONS[i].name, name)) {
            *reason = (NxCheckReason)i;
            return TRUE;
        }
    return FALSE;
}

const char *nx_check_reason_text(NxCheckReason reason)
{
    return REASONS[reason].text;
}

NxCheckResult nx_check_reason_result(NxCheckReason reason)
{
    return REASONS[reason].result;
}

NxCheckSide nx_check_reason_side(NxCheckReason reason)
{
    return REASONS[reason].side;
}

const char *nx_check_note_name(guint number)
{
    return NOTES[number].name;
}

const char *nx_check_note_text(guint number)
{
    return NOTES[number].text;
}

NxDomainFacts *nx_domain_facts_new(const char *domain)
{
    NxDomainFacts *facts = g_new0(NxDomainFacts, 1);
    facts->domain = g_strdup(domain);
    facts->mx = g_new0(char *, 1);
    return facts;
}

NxDomainFacts *nx_domain_facts_copy(const NxDomainFacts *facts)
{
    NxDomainFacts *copy = g_new(NxDomainFacts, 1);
    *copy = *facts;
    copy->domain = g_strdup(facts->domain);
    copy->mx = g_strdupv(facts->mx);
    return copy;
}

void nx_domain_facts_free(NxDomainFacts *facts)
{
    if (!facts)
        return;
    g_free(facts->domain);
    g_strfreev(facts->mx);
    g_free(facts);
}
