/* Delivery-status parts (RFC 3464, RFC 6533), read as they are found. */
#pragma once
#include "parse/mime/parts.h"
#include "parse/report/builder.h"

G_BEGIN_DECLS

/* Adds the recipients of the outermost delivery-status part. `lenient`: the message has the marks of a notice, so that
 * text parts which hold status fields are believed too. *part gets its 1-based number, 0 if there is none. */
void nx_dsn_read(NxReportBuilder *builder, const NxPartList *list, gboolean lenient, guint *part);
/* The text of that part as nx_dsn_read sees it: for the raw view. NULL if there is none. Caller frees. */
char *nx_dsn_text(const NxPartList *list, gboolean lenient, guint *part);

G_END_DECLS
