/* The table of formats: a line goes to the one that it is of. */
#include "parse/bounds.h"
#include "parse/log/reader.h"

static const NxLogFormat *const FORMATS[] = {&nx_log_postfix,  &nx_log_sendmail, &nx_log_opensmtpd,
                                             &nx_log_courier,  &nx_log_dma,      &nx_log_haraka,
                                             &nx_log_masqmail, &nx_log_qmail,    &nx_log_exim};

NxLogVerdict nx_log_reader_line(NxLogReader *self, const char *line, gsize len)
{
    NxLogHead head;
    if (len > NX_MAX_LOG_LINE || !nx_log_head_read(&head, line, len, self->now))
        return NX_LOG_UNKNOWN;
    for (guint i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
        if (!FORMATS[i]->claims(&head))
            continue;
        self->format = FORMATS[i];
        return FORMATS[i]->read(self, &head);
    }
    return NX_LOG_UNKNOWN;
}
