/* Whose mail bounced, and what proves it. Anyone can post a false bounce; what the returned message says is only as
 * good as the secret in it. */
#pragma once
#include "parse/notice/notice.h"
#include "parse/notice/return_path.h"
#include <nixie/report.h>

G_BEGIN_DECLS

typedef struct {
    const NxLibrary *library; /* may be NULL */
    const NxNotice *notice;
    const NxReturnPath *path;
    const NxReport *report; /* all but its origin */
    gboolean is_own_log;    /* it is of the log of a server of ours */
} NxOriginCase;

/* Fills in the report's origin and proof. */
void nx_origin_read(const NxOriginCase *self, NxReport *report);

G_END_DECLS
