/* The last step of reading: drafts become recipients, the builder becomes a report. */
#pragma once
#include "parse/notice/autoreply.h"
#include "parse/notice/notice_maker.h"
#include "parse/notice/return_path.h"
#include "parse/report/recipient.h"

G_BEGIN_DECLS

/* What is known of an entry that is no mail, beside the fields in the builder. */
typedef struct {
    NxBytes text;    /* what people read of it */
    NxTime arrived;  /* 0: not told */
    gboolean is_own; /* a mail server of ours wrote it, and nobody else had it in hand */
} NxTold;

typedef struct {
    const NxNotice *notice;            /* NULL for a pasted line */
    const NxNotice *wrapper;           /* the message that passes `notice` on; NULL if it came by itself */
    const NxOriginalHeaders *original; /* NULL for a pasted line */
    const NxProviders *providers;
    const char *mailer;
    const NxReturnPath *path;     /* NULL for a pasted line */
    const NxEnvelope *envelope;   /* NULL for a pasted line */
    NxKind nobody;                /* the kind of the message where it names nobody */
    const NxAnswerForms *answers; /* where it is an automatic answer, else NULL */
    const NxTold *told;           /* NULL for a mail */
} NxReportSetting;

/* Takes over the builder. */
NxReport *nx_report_assemble(NxReportBuilder *builder, const NxReportSetting *setting);

G_END_DECLS
