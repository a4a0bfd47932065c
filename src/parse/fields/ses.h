/* What Amazon SES says through SNS: JSON in a mail, one notification, no delivery-status part. */
#pragma once
#include "parse/notice/notice.h"
#include "parse/report/builder.h"

G_BEGIN_DECLS

/* Does it look like one? */
gboolean nx_ses_is(NxBytes text);
/* Adds the recipients of a Bounce, Complaint, Delivery or DeliveryDelay. FALSE if the text is no such notification. */
gboolean nx_ses_read(NxReportBuilder *builder, const NxNotice *notice);
/* The same of a notification that came in no mail. */
gboolean nx_ses_read_text(NxReportBuilder *builder, const char *text);

G_END_DECLS
