/* The general reader, for mail systems that nobody described. It finds recipients and diagnoses by the shape of
 * the text and by the words of phrases.tsv; what it finds is marked NX_SOURCE_GENERAL, a guess. It names nobody rather
 * than somebody wrong. */
#pragma once
#include "parse/general/weights.h"
#include "parse/notice/notice.h"
#include "parse/report/builder.h"

G_BEGIN_DECLS

/* Adds the recipients that the text names if nobody was named before; else fills in what the text says about those that
 * are there. How much it believes depends on how far the notice is trusted (evidence.h). */
void nx_general_read(NxReportBuilder *builder, const NxNotice *notice, const NxWeights *weights);

/* Do its words say of a message that it failed, or do they quote a server's refusal? Programs that
 * answer for people do neither; mail systems call some of their notices answers, too (RFC 3834 5). */
gboolean nx_general_tells_undelivered(const NxNotice *notice, const NxWeights *weights);

/* Is it a notice, by signs that suffice (signs.h) and all else that speaks for it and against it? */
gboolean nx_general_is_notice(const NxNotice *notice, const NxWeights *weights);

/* Is it about other things, though its subject and its null path are those of notices? */
gboolean nx_general_is_other(const NxNotice *notice, const NxWeights *weights);

/* Delay, delivered or bounce by the words of subject and text; NX_KIND_UNKNOWN where they say nothing. */
NxKind nx_general_kind(const NxNotice *notice, const NxWeights *weights);

G_END_DECLS
