/* Received, then the mailbox, then Date, never later than now. */
#include "parse/notice/arrival.h"
#include "parse/mime/field_set.h"

NxTime nx_arrival_read(const NxNotice *notice, const NxEnvelope *envelope)
{
    const char *received = nx_notice_header(notice, "received", 0);
    const char *stamp = received ? strrchr(received, ';') : NULL;
    NxTime candidates[] = {
        stamp ? nx_field_date(stamp + 1) : NX_TIME_UNKNOWN,
        envelope->from_line,
        envelope->maildir,
        nx_field_date(nx_notice_header(notice, "date", 0)),
    };
    for (gsize i = 0; i < G_N_ELEMENTS(candidates); i++)
        if (candidates[i] > 0)
            return envelope->now > 0 ? MIN(candidates[i], envelope->now) : candidates[i];
    return envelope->now;
}
