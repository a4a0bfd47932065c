/* The general reader, for mail systems that nobody described. It finds recipients and diagnoses by the shape of
 * the text and by the words of phrases.tsv; what it finds is marked NX_SOURCE_GENERAL, a guess. It names nobody rather
 * than somebody wrong. */
#pragma once
#include "parse/notice/notice.h"
#include "parse/report/builder.h"

G_BEGIN_DECLS

/* Adds the recipients that the text names if nobody was named before; else fills in what the text says about those that
 * are there. Does nothing where nx_general_evidence is below NX_GENERAL_ENOUGH. Where the signs do not suffice
 * (signs.h), the words have to show more. */
void nx_general_read(NxReportBuilder *builder, const NxNotice *notice);

/* How much speaks for a notice of a mail system: signs of the header and words of the text, against signs of people and
 * lists. */
#define NX_GENERAL_ENOUGH 5
gint nx_general_evidence(const NxNotice *notice);

/* Delay, delivered or bounce by the words of subject and text; NX_KIND_UNKNOWN where they say nothing. */
NxKind nx_general_kind(const NxNotice *notice);

G_END_DECLS
