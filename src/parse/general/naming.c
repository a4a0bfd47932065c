/* The ways of naming a recipient, tried one after the other, and what a trust admits of them. */
#include "parse/general/naming.h"
#include "parse/general/accepted.h"
#include "parse/general/bare_names.h"
#include "parse/general/score.h"
#include "parse/general/table.h"
#include <nixie/address.h>

/* What a notice of each trust may name a recipient by, beside the text. */
static const struct {
    NxWeightName enough; /* score of an address in the text that is one */
    gboolean sentence;   /* one that only a sentence or a quoted reply names */
    gboolean untold;     /* the only address that could be one, though nothing says that the message was for it */
    gboolean subject;    /* an address in the subject */
    gboolean original;   /* the address that the returned message was for */
} ACCEPTS[NX_N_TRUSTS] = {
    [NX_TRUST_NONE] = {NX_WEIGHT_ENOUGH_OWN, FALSE, FALSE, FALSE, FALSE},
    [NX_TRUST_ANNOUNCED] = {NX_WEIGHT_ENOUGH_RECIPIENT, FALSE, FALSE, FALSE, FALSE},
    [NX_TRUST_WORDS] = {NX_WEIGHT_ENOUGH_IN_DOUBT, TRUE, FALSE, FALSE, FALSE},
    [NX_TRUST_CODES] = {NX_WEIGHT_ENOUGH_RECIPIENT, TRUE, FALSE, FALSE, FALSE},
    [NX_TRUST_SIGNS] = {NX_WEIGHT_ENOUGH_RECIPIENT, TRUE, TRUE, TRUE, TRUE},
};

typedef struct {
    NxReportBuilder *builder;
    const NxEvidence *evidence;
} Naming;

static NxDraft *add(const Naming *naming, const char *spelling)
{
    NxDraft *draft = nx_builder_add_recipient(naming->builder, spelling, NX_SOURCE_GENERAL, NULL);
    if (draft)
        nx_draft_set_kind(draft, naming->evidence->kind);
    return draft;
}

/* ---- By the score of where it stands ----------------------------------------------------------------------------- */

/* The aliases that stand between this candidate and the next recipient. */
static void take_aliases(NxDraft *draft, const NxCandidates *candidates, const NxCandidate *candidate)
{
    for (guint i = (guint)(candidate - nx_candidates_get(candidates, 0)) + 1; i < candidates->list->len; i++) {
        const NxCandidate *other = nx_candidates_get(candidates, i);
        if (other->role == NX_ROLE_ALIAS)
            nx_draft_set(draft, NX_DRAFT_ALIAS, other->key);
        else if (nx_candidates_reach(candidates, other, NX_WEIGHT_ENOUGH_RECIPIENT) &&
                 !g_str_equal(other->key, candidate->key))
            break;
    }
}

static void add_candidate(const Naming *naming, const NxCandidates *candidates, const NxCandidate *candidate)
{
    const NxMention *mention = &candidate->mention;
    g_autofree char *spelling =
        nx_address_spelling(candidates->marked->text + mention->at, (gssize)(mention->end - mention->at));
    NxDraft *draft = add(naming, spelling);
    if (draft)
        take_aliases(draft, candidates, candidate);
}

/* Names that only a sentence gives are doubted where others stand in lists, or where the returned message was for
 * others. */
static gboolean is_doubtful(const NxCandidates *candidates, const NxCandidate *candidate, gboolean listed)
{
    if (candidate->role != NX_ROLE_SENTENCE || candidate->confirmed)
        return FALSE;
    return listed || (*candidates->notice->original_recipients &&
                      !nx_candidates_reach(candidates, candidate, NX_WEIGHT_ENOUGH_IN_DOUBT));
}

static gboolean is_listed(const NxCandidates *candidates)
{
    for (guint i = 0; i < candidates->list->len; i++) {
        const NxCandidate *candidate = nx_candidates_get(candidates, i);
        if (!candidate->own && nx_candidates_reach(candidates, candidate, NX_WEIGHT_ENOUGH_RECIPIENT) &&
            (candidate->role > NX_ROLE_SENTENCE || candidate->confirmed))
            return TRUE;
    }
    return FALSE;
}

/* An address of who wrote it is more likely that of its list or its desk, unless it is announced, mail to it is spoken
 * of, or it is said to fail. */
static gboolean is_at_home(const NxCandidate *candidate)
{
    return candidate->home && candidate->role != NX_ROLE_LABEL && candidate->role != NX_ROLE_TRANSCRIPT &&
           !(candidate->holds & (NX_HOLDS(ANNOUNCED) | NX_HOLDS(ANNOUNCED_ABOVE) | NX_HOLDS(ADDRESSED) |
                                 NX_HOLDS(CONFIRMED) | NX_HOLDS(FAILS)));
}

/* May a sentence name it? People write sentences, too: what nothing but its words shows to be a notice has to say that
 * a program wrote it, or to speak of "your message to ann@..." as nobody does who tells of himself. */
static gboolean is_sentence_believed(const NxEvidence *evidence, const NxCandidates *candidates,
                                     const NxCandidate *candidate)
{
    if (ACCEPTS[evidence->trust].sentence || (evidence->automatic && !evidence->personal))
        return TRUE;
    const NxCircumstances fails = NX_HOLDS(TO_WORD) | NX_HOLDS(FAILS); /* "to ann@... could not be delivered" */
    gboolean spoken_of = (candidate->holds & NX_HOLDS(ADDRESSED)) ||
                         ((candidate->holds & fails) == fails && evidence->text[NX_PHRASE_MAIL]);
    return !evidence->personal && !evidence->asks && spoken_of &&
           nx_candidates_reach(candidates, candidate, NX_WEIGHT_ENOUGH_IN_DOUBT);
}

static gboolean is_recipient(const Naming *naming, const NxCandidates *candidates, const NxCandidate *candidate,
                             gboolean listed)
{
    const NxEvidence *evidence = naming->evidence;
    if (candidate->role < NX_ROLE_HEADING && !is_sentence_believed(evidence, candidates, candidate))
        return FALSE;
    if (evidence->trust == NX_TRUST_ANNOUNCED && is_at_home(candidate))
        return FALSE;
    return !candidate->own && nx_candidates_reach(candidates, candidate, ACCEPTS[evidence->trust].enough) &&
           !is_doubtful(candidates, candidate, listed) &&
           (evidence->kind == NX_KIND_DELIVERED || !nx_accepted_is(candidates, candidate));
}

static gboolean add_scored(const Naming *naming, const NxCandidates *candidates)
{
    gboolean listed = is_listed(candidates);
    for (guint i = 0; i < candidates->list->len; i++) {
        const NxCandidate *candidate = nx_candidates_get(candidates, i);
        if (is_recipient(naming, candidates, candidate, listed) && !nx_builder_find(naming->builder, candidate->key))
            add_candidate(naming, candidates, candidate);
    }
    return nx_builder_count(naming->builder) > 0;
}

/* Somebody had written to himself: the address that the notice was sent to, if nobody else is named. */
static gboolean add_own(const Naming *naming, const NxCandidates *candidates)
{
    for (guint i = 0; i < candidates->list->len; i++) {
        const NxCandidate *candidate = nx_candidates_get(candidates, i);
        if (candidate->own && nx_candidates_reach(candidates, candidate, NX_WEIGHT_ENOUGH_OWN) &&
            !nx_builder_find(naming->builder, candidate->key))
            add_candidate(naming, candidates, candidate);
    }
    return nx_builder_count(naming->builder) > 0;
}

/* Keeps those that named somebody: *candidates or `others`, which it takes. */
static gboolean replace_if_added(NxCandidates **candidates, NxCandidates *others, gboolean added)
{
    nx_candidates_free(added ? *candidates : others);
    if (added)
        *candidates = others;
    return added;
}

/* Out of the page where the text names nobody: *candidates are of the one that did. */
static gboolean add_from_page(const Naming *naming, NxCandidates **candidates)
{
    const NxNotice *notice = (*candidates)->notice;
    if (!*notice->html)
        return FALSE;
    NxCandidates *page = nx_candidates_new(notice, (*candidates)->weights, notice->html, notice->html_original);
    return replace_if_added(candidates, page, add_scored(naming, page));
}

/* Out of its tables, where neither names anybody. */
static gboolean add_from_tables(const Naming *naming, NxCandidates **candidates)
{
    const NxNotice *notice = (*candidates)->notice;
    char *records = nx_table_of_notice(notice);
    NxCandidates *tables = nx_candidates_new(notice, (*candidates)->weights, records, strlen(records));
    tables->records = records;
    return replace_if_added(candidates, tables, add_scored(naming, tables));
}

/* Out of lists of names without a domain. */
static gboolean add_bare(const Naming *naming, const NxCandidates *candidates)
{
    if (!ACCEPTS[naming->evidence->trust].untold || !candidates->marked->counts[NX_PHRASE_LIST])
        return FALSE;
    g_autoptr(GArray) names = nx_bare_names_read(candidates->marked, candidates->notice);
    for (guint i = 0; i < names->len; i++) {
        const NxBareName *name = &g_array_index(names, NxBareName, i);
        NxDraft *draft =
            nx_notice_is_own(candidates->notice, name->recipient) || nx_builder_find(naming->builder, name->recipient)
                ? NULL
                : add(naming, name->recipient);
        if (draft)
            nx_draft_fill(draft, NX_DRAFT_DIAGNOSTIC, name->said);
    }
    return nx_builder_count(naming->builder) > 0;
}

/* ---- Because nobody else can be meant ---------------------------------------------------------------------------- */

/* What is a notice beyond doubt and names a single address that could be the recipient means that one, however it puts
 * it. What is not beyond doubt has to say of it that the message was for it. */
static gboolean add_only(const Naming *naming, const NxCandidates *candidates)
{
    const NxCandidate *only = NULL;
    const NxSign systems = NX_SIGN_REPORT | NX_SIGN_DAEMON | NX_SIGN_FAILED_HEADER;
    if (candidates->marked->counts[NX_PHRASE_ANSWER] && !(candidates->notice->signs & systems))
        return FALSE;
    for (guint i = 0; i < candidates->list->len; i++) {
        const NxCandidate *candidate = nx_candidates_get(candidates, i);
        if (candidate->own || !nx_score_is_plausible(candidates->marked, candidate))
            continue;
        if (only && !g_str_equal(only->key, candidate->key))
            return FALSE;
        only = only ? only : candidate;
    }
    if (!only || !ACCEPTS[naming->evidence->trust].sentence ||
        (!ACCEPTS[naming->evidence->trust].untold && !nx_score_is_told(candidates->marked, only)))
        return FALSE;
    add_candidate(naming, candidates, only);
    return TRUE;
}

/* "Undeliverable: ann@example.com" */
static gboolean add_subject(const Naming *naming, const NxNotice *notice)
{
    NxMention mention, other;
    const char *subject = notice->subject;
    gsize from = 0, len = strlen(subject);
    if (!naming->evidence->subject[NX_PHRASE_FAILURE] || !nx_mention_next(subject, len, &from, &mention) ||
        nx_mention_next(subject, len, &from, &other))
        return FALSE;
    g_autofree char *spelling = nx_address_spelling(subject + mention.at, (gssize)(mention.end - mention.at));
    return spelling && !nx_notice_is_own(notice, spelling) && add(naming, spelling);
}

/* Where the text names nobody and the returned message was for one alone, it was that one (doc/DESIGN.md 1). */
static gboolean add_original(const Naming *naming, const NxCandidates *candidates)
{
    const char *const *to = candidates->notice->original_recipients;
    if (!to[0] || to[1] || nx_notice_is_own(candidates->notice, to[0]) || nx_notice_is_list(candidates->notice, to[0]))
        return FALSE;
    for (guint i = 0; i < candidates->list->len; i++) {
        const NxCandidate *candidate = nx_candidates_get(candidates, i);
        if (candidate->role > NX_ROLE_ALIAS && nx_candidates_reach(candidates, candidate, NX_WEIGHT_ENOUGH_RECIPIENT) &&
            !g_str_equal(candidate->key, to[0]))
            return FALSE;
    }
    return add(naming, to[0]) != NULL;
}

NxNamedBy nx_naming_read(NxReportBuilder *builder, const NxEvidence *evidence, NxCandidates **candidates)
{
    Naming naming = {builder, evidence};
    if (add_scored(&naming, *candidates) || add_own(&naming, *candidates) || add_from_page(&naming, candidates) ||
        add_from_tables(&naming, candidates) || add_bare(&naming, *candidates) || add_only(&naming, *candidates))
        return NX_NAMED_BY_TEXT;
    if (ACCEPTS[evidence->trust].subject && add_subject(&naming, (*candidates)->notice))
        return NX_NAMED_BY_SUBJECT;
    if (ACCEPTS[evidence->trust].original && add_original(&naming, *candidates))
        return NX_NAMED_BY_ORIGINAL;
    return NX_NAMED_NOT;
}
