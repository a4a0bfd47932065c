/* From what lists and name servers say to one result; pure. */
#include "check/lists.h"
#include "check/typo.h"
#include "parse/report/provider.h"
#include <nixie/address.h>
#include <nixie/text.h>

void nx_check_clear(NxCheck *check)
{
    g_free(check->suggestion);
    *check = (NxCheck){0};
}

/* Third gate of a suggestion: a domain that takes mail is nobody's slip, unless a list names it. A broken mail server
 * is no sign either: somebody set it up. */
static gboolean takes_no_mail(const NxDomainFacts *facts)
{
    return facts &&
           (facts->found == NX_CHECK_NO_DOMAIN || facts->found == NX_CHECK_NO_MX || facts->found == NX_CHECK_NULL_MX);
}

static gboolean suggest(const NxCheckLists *lists, const NxCheckTaste *taste, const char *domain,
                        const NxDomainFacts *facts, gboolean is_caught, NxCheck *check)
{
    gboolean is_known = FALSE;
    if (taste->familiar && g_hash_table_contains(taste->familiar, domain))
        return FALSE;
    check->suggestion = nx_typo_suggest(lists, domain, is_caught || takes_no_mail(facts), &is_known);
    return is_known && check->suggestion;
}

/* What decides, the strongest first: nobody there at all, then strangers, then nobody for long. */
static NxCheckReason reason_of(const NxDomainFacts *facts, const NxCheckTaste *taste, gboolean is_slip, NxMxClass class,
                               NxCheckNotes notes)
{
    NxCheckReason found = facts ? facts->found : NX_CHECK_NOT_ASKED;
    if (nx_check_reason_side(found) == NX_SIDE_DEAD)
        return found;
    if (is_slip || class == NX_MX_TYPO_NET)
        return NX_CHECK_TYPO_DOMAIN;
    if (notes & NX_NOTE_DISPOSABLE)
        return NX_CHECK_DISPOSABLE;
    if (class == NX_MX_PARKED)
        return NX_CHECK_PARKED;
    if (taste->roles_are_risky && (notes & NX_NOTE_ROLE))
        return NX_CHECK_ROLE;
    return found;
}

void nx_check_address(const NxCheckLists *lists, const NxCheckTaste *taste, const char *key, const NxDomainFacts *facts,
                      NxCheck *check)
{
    *check = (NxCheck){.reason = NX_CHECK_SYNTAX};
    if (key) {
        const char *domain = nx_address_domain(key);
        NxMxClass class = facts ? nx_check_lists_mx(lists, (const char *const *)facts->mx) : NX_MX_NONE;
        check->notes = nx_check_lists_notes(lists, key) | (facts ? facts->notes : NX_NOTE_NONE);
        if (class == NX_MX_DISPOSABLE)
            check->notes |= NX_NOTE_DISPOSABLE;
        if (class == NX_MX_WEAK && !(check->notes & NX_NOTE_DISPOSABLE))
            check->notes |= NX_NOTE_WEAK;
        if (class == NX_MX_MAYBE_PARKED)
            check->notes |= NX_NOTE_MAYBE_PARKED;
        gboolean is_slip = suggest(lists, taste, domain, facts, class == NX_MX_TYPO_NET, check);
        check->reason = reason_of(facts, taste, is_slip, class, check->notes);
        const char *host = facts ? facts->mx[0] : NULL;
        check->provider = host ? nx_providers_by_host(nx_providers_get(), host) : NULL;
    }
    check->result = nx_check_reason_result(check->reason);
}

/* ---- In words ---------------------------------------------------------------------------------------------------- */

/* Notes that a reason says already. */
static const NxCheckNotes SAID[NX_N_CHECK_REASONS] = {
    [NX_CHECK_DISPOSABLE] = NX_NOTE_DISPOSABLE, [NX_CHECK_ROLE] = NX_NOTE_ROLE};

static void add_host(GString *words, const NxCheck *check, const NxDomainFacts *facts)
{
    if (!facts || !facts->mx[0] || nx_check_reason_side(facts->found) != NX_SIDE_ANSWERS)
        return;
    g_string_append_printf(words, ", %s", facts->mx[0]);
    if (check->provider)
        g_string_append_printf(words, " (%s)", check->provider);
}

char *nx_check_words(const NxCheck *check, const NxDomainFacts *facts)
{
    gboolean answers = check->reason == NX_CHECK_ACCEPTS_MAIL;
    g_autoptr(GString) words =
        g_string_new(answers ? nx_tr("the domain answers") : nx_tr(nx_check_reason_text(check->reason)));
    add_host(words, check, facts);
    NxCheckNotes notes = check->notes & ~SAID[check->reason];
    for (guint i = 0; i < NX_N_CHECK_NOTES; i++)
        if (notes >> i & 1)
            g_string_append_printf(words, "; %s", nx_tr(nx_check_note_text(i)));
    if (check->suggestion) {
        g_string_append(words, "; ");
        g_string_append_printf(words, nx_tr("did you mean %s?"), check->suggestion);
    }
    return nx_safe_screen(words->str, -1, NX_SAFE_NONE, 0);
}
