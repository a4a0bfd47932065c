/* Facts by domain, and the few reasons that a resolver can say something about. */
#include "advise/checks.h"
#include "advise/event.h"
#include "check/lists.h"
#include <nixie/address.h>
#include <string.h>

enum { CONFIRMATIONS = 2 };
#define FRESH (30 * NX_DAY) /* an older look-up says nothing of today */

/* What stands of them on an address of the catalog. */
G_STATIC_ASSERT(NX_N_CHECK_NOTES <= 16 && NX_N_CHECK_REASONS <= G_MAXUINT8);

struct NxChecks {
    const NxLibrary *library;
    NxCheckLists *lists;
    GHashTable *facts; /* domain -> NxDomainFacts */
    GHashTable *words; /* domain, as the catalog shares it -> domain_word */
    guint32 told;      /* addresses below this number know all */
};

NxChecks *nx_checks_new(const NxLibrary *library, NxProblems *problems)
{
    NxChecks *checks = g_new0(NxChecks, 1);
    checks->library = library;
    checks->lists = nx_check_lists_new(library, problems);
    checks->words = g_hash_table_new(g_direct_hash, g_direct_equal);
    checks->facts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)nx_domain_facts_free);
    return checks;
}

void nx_checks_free(NxChecks *checks)
{
    if (!checks)
        return;
    nx_check_lists_free(checks->lists);
    g_hash_table_unref(checks->facts);
    g_hash_table_unref(checks->words);
    g_free(checks);
}

void nx_checks_add(NxChecks *checks, NxDomainFacts *facts)
{
    const NxDomainFacts *before = nx_checks_of(checks, facts->domain);
    if (before && before->at > facts->at) {
        nx_domain_facts_free(facts);
        return;
    }
    g_hash_table_replace(checks->facts, facts->domain, facts);
    g_hash_table_remove_all(checks->words);
    checks->told = 0;
}

const NxDomainFacts *nx_checks_of(const NxChecks *checks, const char *domain)
{
    return g_hash_table_lookup(checks->facts, domain);
}

/* What is known of a domain, which all its addresses share, as one number: reason and notes. */
static guint domain_word(NxChecks *checks, const NxAddress *address)
{
    gpointer known = g_hash_table_lookup(checks->words, address->domain);
    if (known)
        return GPOINTER_TO_UINT(known) - 1;
    const NxCheckTaste taste = {0};
    g_auto(NxCheck) check = {0};
    nx_check_address(checks->lists, &taste, address->key, nx_checks_of(checks, address->domain), &check);
    NxCheckNotes notes = check.notes & ~nx_check_lists_local_notes(checks->lists, address->key);
    guint word = (guint)check.reason << NX_N_CHECK_NOTES | (guint)notes;
    g_hash_table_insert(checks->words, (gpointer)address->domain, GUINT_TO_POINTER(word + 1));
    return word;
}

gboolean nx_checks_tell(NxChecks *checks, NxCatalog *catalog, guint max)
{
    guint32 n = nx_catalog_n_addresses(catalog), to = checks->told + MIN(max, n - checks->told);
    for (; checks->told < to; checks->told++) {
        NxAddress *address = nx_catalog_address(catalog, checks->told);
        guint word = domain_word(checks, address);
        guint notes = word & ((1u << NX_N_CHECK_NOTES) - 1);
        address->check_reason = (guint8)(word >> NX_N_CHECK_NOTES);
        address->check_notes = (guint16)(notes | nx_check_lists_local_notes(checks->lists, address->key));
    }
    return to < n;
}

/* ---- What it makes of a bounce ----------------------------------------------------------------------------------- */

/* RFC 7505 4.2: a null MX is answered with 5.1.10. Any other word that no mail is taken is the host's own, and of that
 * a name server knows nothing. */
static gboolean is_about_null_mx(const NxVerdict *verdict)
{
    return verdict->reason == NX_REASON_NOTACCEPT && nx_status_equal(nx_verdict_status(verdict), (NxStatus){5, 1, 10});
}

NxCheckWord nx_checks_word(const NxChecks *checks, const NxEvent *event, NxTime now)
{
    gboolean is_unknown = event->verdict.reason == NX_REASON_HOSTUNKNOWN;
    if (!nx_event_is_failure(event) || !event->domain || (!is_unknown && !is_about_null_mx(&event->verdict)))
        return NX_WORD_NOTHING;
    const NxDomainFacts *facts = nx_checks_of(checks, event->domain);
    gboolean is_fresh = facts && facts->at + FRESH >= now;
    if (is_fresh && facts->at > event->arrived && nx_check_reason_side(facts->found) == NX_SIDE_ANSWERS)
        return NX_WORD_ANSWERS;
    if (!is_unknown)
        return NX_WORD_NOTHING;
    /* A server that only an inner network reaches is somebody's that is there. */
    gboolean is_gone =
        is_fresh && nx_check_reason_side(facts->found) == NX_SIDE_DEAD && facts->found != NX_CHECK_MX_UNROUTABLE;
    if (is_gone && facts->confirmations >= CONFIRMATIONS)
        return NX_WORD_CONFIRMED;
    return NX_WORD_UNCHECKED;
}

/* ---- In words ---------------------------------------------------------------------------------------------------- */

static void check_of(const NxChecks *checks, const char *key, const NxDomainFacts **facts, NxCheck *check)
{
    const NxCheckTaste taste = {0};
    *facts = nx_checks_of(checks, nx_address_domain(key));
    nx_check_address(checks->lists, &taste, key, *facts, check);
}

char *nx_checks_words(const NxChecks *checks, const char *key)
{
    const NxDomainFacts *facts;
    g_auto(NxCheck) check = {0};
    check_of(checks, key, &facts, &check);
    if (!facts)
        return check.reason == NX_CHECK_NOT_ASKED ? NULL : nx_check_words(&check, NULL);
    g_autofree char *words = nx_check_words(&check, facts), *when = nx_time_local(facts->at, "%Y-%m-%d %H:%M");
    return g_strdup_printf("%s, %s", words, when);
}

gboolean nx_checks_is_evidence(const NxChecks *checks, const NxEvent *event, const char *key)
{
    const NxDomainFacts *facts;
    g_auto(NxCheck) check = {0};
    check_of(checks, key, &facts, &check);
    gboolean is_dead = facts && nx_check_reason_side(facts->found) == NX_SIDE_DEAD;
    switch (event->verdict.reason) {
    case NX_REASON_HOSTUNKNOWN:
    case NX_REASON_NOTACCEPT: return facts != NULL;
    case NX_REASON_USERUNKNOWN: return check.suggestion != NULL;
    case NX_REASON_EXPIRED:
    case NX_REASON_NETWORKERROR: return is_dead;
    default: return FALSE;
    }
}
