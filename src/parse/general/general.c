/* Who is named first, then what happened to each of them. */
#include "parse/general/general.h"
#include "parse/bounds.h"
#include "parse/general/diagnosis.h"
#include "parse/general/evidence.h"
#include "parse/general/naming.h"
#include "parse/notice/signs.h"

gboolean nx_general_tells_undelivered(const NxNotice *notice, const NxWeights *weights)
{
    NxEvidence evidence;
    nx_evidence_read(&evidence, notice, weights);
    return evidence.undelivered || evidence.codes;
}

gboolean nx_general_is_notice(const NxNotice *notice, const NxWeights *weights)
{
    NxEvidence evidence;
    if (!nx_signs_suffice(notice->signs))
        return FALSE;
    nx_evidence_read(&evidence, notice, weights);
    return evidence.enough;
}

gboolean nx_general_is_other(const NxNotice *notice, const NxWeights *weights)
{
    NxEvidence evidence;
    nx_evidence_read(&evidence, notice, weights);
    return evidence.other && !(notice->signs & NX_SIGN_DAEMON); /* of a mail system somebody should look at it */
}

NxKind nx_general_kind(const NxNotice *notice, const NxWeights *weights)
{
    NxEvidence evidence;
    nx_evidence_read(&evidence, notice, weights);
    return evidence.kind;
}

/* Has somebody no diagnostic yet? */
static gboolean lacks_diagnosis(const NxReportBuilder *builder)
{
    for (guint i = 0; i < nx_builder_count(builder); i++)
        if (!nx_draft_get(nx_builder_get(builder, i), NX_DRAFT_DIAGNOSTIC))
            return TRUE;
    return FALSE;
}

static NxCandidates *find_candidates(NxReportBuilder *builder, const NxNotice *notice, const NxWeights *weights)
{
    NxCandidates *candidates = nx_candidates_new(notice, weights, notice->text, notice->text_original);
    if (notice->text_original > NX_MAX_MARKED_TEXT || candidates->list->len >= NX_MAX_CANDIDATES)
        nx_builder_cut(builder, NX_CUT_TEXT);
    return candidates;
}

/* What happened to those that others named. */
static void read_named(NxReportBuilder *builder, const NxNotice *notice, const NxWeights *weights)
{
    NxCandidates *candidates = find_candidates(builder, notice, weights);
    nx_diagnosis_fill(builder, candidates);
    nx_candidates_free(candidates);
}

static void read_unnamed(NxReportBuilder *builder, const NxNotice *notice, const NxWeights *weights)
{
    NxEvidence evidence;
    nx_evidence_read(&evidence, notice, weights);
    if (evidence.trust == NX_TRUST_NONE)
        return;
    NxCandidates *candidates = find_candidates(builder, notice, weights);
    NxNamedBy by = nx_naming_read(builder, &evidence, &candidates);
    nx_diagnosis_fill(builder, candidates);
    /* What names the recipient is the system's own, "Unknown user: ann@example.com", not the subject of what came
     * back. */
    if (by == NX_NAMED_BY_SUBJECT)
        nx_draft_fill(nx_builder_get(builder, 0), NX_DRAFT_DIAGNOSTIC, notice->subject);
    nx_candidates_free(candidates);
}

void nx_general_read(NxReportBuilder *builder, const NxNotice *notice, const NxWeights *weights)
{
    gboolean suffice = nx_signs_suffice(notice->signs);
    if (nx_builder_count(builder) > 0 && suffice && lacks_diagnosis(builder))
        read_named(builder, notice, weights);
    else if (nx_builder_count(builder) == 0)
        read_unnamed(builder, notice, weights);
}
