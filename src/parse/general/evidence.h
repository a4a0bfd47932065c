/* Is it a notice, and of what: the signs of its header and the words of subject and text, and how far they let it be
 * trusted. */
#pragma once
#include "parse/general/phrases.h"
#include "parse/general/weights.h"
#include "parse/notice/notice.h"
#include <nixie/report.h>

G_BEGIN_DECLS

/* How far a notice is trusted to name recipients, from below. */
typedef enum {
    NX_TRUST_NONE,      /* no notice, or none of one message: nothing of it is believed */
    NX_TRUST_ANNOUNCED, /* nothing shows where it comes from, but it announces a failure and says more than that of it
                         */
    NX_TRUST_WORDS,     /* it comes from nowhere and speaks of a message that failed */
    NX_TRUST_CODES,     /* the same, and it quotes a server under a subject that tells of a failure */
    NX_TRUST_SIGNS,     /* its header shows that a mail system wrote it, and enough else speaks for it */
    NX_N_TRUSTS
} NxTrust;

typedef struct {
    guint subject[NX_N_PHRASES], text[NX_N_PHRASES]; /* words of phrases.tsv; the text without the returned message */
    gboolean automatic;                              /* a program says that it wrote it */
    gboolean personal;                               /* somebody writes of himself; programs do not */
    gboolean asks;                                   /* or asks, as programs seldom do */
    gboolean undelivered;                            /* words of a message and of its failure stand together */
    gboolean early;                                  /* it is at its beginning that the text tells of it */
    gboolean first;                                  /* and in front of any address */
    gboolean codes;                                  /* the text holds a reply or status of failure or delay */
    gboolean record;                                 /* a record of labels names a recipient, and says it failed; asked
                                                        where the header does not show a notice */
    gboolean other;                                  /* it tells of other things than a message that failed, though
                                                        nothing but its words shows that */
    NxCircumstances holds;                           /* what speaks for a notice */
    gboolean enough;                                 /* does it suffice? */
    NxKind kind; /* bounce, delay or delivered; NX_KIND_UNKNOWN where nothing tells */
    NxTrust trust;
} NxEvidence;

void nx_evidence_read(NxEvidence *evidence, const NxNotice *notice, const NxWeights *weights);

G_END_DECLS
