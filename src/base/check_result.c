/* The tables of what checks can say, and the life of what is known of a domain. */
#include <nixie/check_result.h>
#include <nixie/text.h>

#define NAME_UNKNOWN "unknown"
#define NAME_INVALID "invalid"
#define NAME_RISKY "risky"
#define NAME_VALID "valid"
static const char *const RESULTS[] = {
    [NX_CHECK_UNKNOWN] = NAME_UNKNOWN,
    [NX_CHECK_INVALID] = NAME_INVALID,
    [NX_CHECK_RISKY] = NAME_RISKY,
    [NX_CHECK_VALID] = NAME_VALID,
};
G_STATIC_ASSERT(G_N_ELEMENTS(RESULTS) == NX_N_CHECK_RESULTS);

#define REASON(id, name, result, side, text) {{#name, NAME_##result, NULL}, text, NX_CHECK_##result, NX_SIDE_##side},
static const struct {
    const char *names[3], *text;
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
    return REASONS[reason].names[0];
}

gboolean nx_check_reason_parse(const char *name, NxCheckReason *reason)
{
    for (guint i = 0; i < G_N_ELEMENTS(REASONS); i++)
        if (g_str_equal(REASONS[i].names[0], name)) {
            *reason = (NxCheckReason)i;
            return TRUE;
        }
    return FALSE;
}

const char *const *nx_check_reason_names(NxCheckReason reason)
{
    return REASONS[reason].names;
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

gboolean nx_domain_is_back(const NxDomainFacts *facts, NxTime since)
{
    return nx_check_reason_side(facts->found) == NX_SIDE_ANSWERS && facts->confirmations >= 2 && facts->since > since;
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

/* ---- Mail servers ------------------------------------------------------------------------------------------------ */

const char *nx_accepts_all_name(NxAcceptsAll accepts_all)
{
    static const char *const NAMES[] = {
        [NX_ACCEPTS_ALL_UNKNOWN] = "unknown", [NX_ACCEPTS_ALL_NO] = "no", [NX_ACCEPTS_ALL_YES] = "yes"};
    G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_ACCEPTS_ALL);
    return NAMES[accepts_all];
}

NxProbe *nx_probe_new(const char *group, const char *domain, const char *address, const char *actor, NxTime at)
{
    NxProbe *probe = g_new0(NxProbe, 1);
    probe->group = g_strdup(group);
    probe->domain = g_strdup(domain);
    probe->address = g_strdup(address);
    probe->actor = g_strdup(actor);
    probe->at = at;
    return probe;
}

void nx_probe_free(NxProbe *probe)
{
    if (!probe)
        return;
    g_free(probe->group);
    g_free(probe->domain);
    g_free(probe->address);
    g_free(probe->actor);
    g_free(probe->reply);
    g_free(probe);
}
