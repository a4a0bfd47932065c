/* The table of formats: a line goes to the one that it is of. */
#include "mailbox/log/reader.h"
#include <string.h>

static const NxLogFormat *const FORMATS[] = {&nx_log_postfix,  &nx_log_sendmail, &nx_log_opensmtpd,
                                             &nx_log_courier,  &nx_log_dma,      &nx_log_haraka,
                                             &nx_log_masqmail, &nx_log_qmail,    &nx_log_exim};

/* The format that reads the line; NULL: none. A table of values has no head. */
static const NxLogFormat *format_of(NxLogHead *head, const char *line, gsize len, NxTime now, NxLogClock *clock)
{
    if (!nx_log_head_read(head, line, len, now, clock)) {
        *head = (NxLogHead){.at = now, .text = {line, line + len}};
        return nx_log_powermta.claims(head) ? &nx_log_powermta : NULL;
    }
    for (guint i = 0; i < G_N_ELEMENTS(FORMATS); i++)
        if (FORMATS[i]->claims(head))
            return FORMATS[i];
    return NULL;
}

NxLogVerdict nx_log_reader_line(NxLogReader *self, const char *line, gsize len)
{
    NxLogHead head;
    if (!len)
        line = ""; /* a list of no bytes may stand nowhere */
    else if (line[len - 1] == '\r')
        len--;
    if (len > NX_MAX_LOG_LINE)
        return NX_LOG_UNKNOWN;
    self->format = format_of(&head, line, len, self->now, &self->clock);
    self->line = (NxBytes){line, len};
    g_ptr_array_set_size(self->used, 0);
    return self->format ? self->format->read(self, &head) : NX_LOG_UNKNOWN;
}

/* Lines that are torn, or of other programs, may stand in front. A name of a mail server's, or a program's at all:
 * that a line begins with a date does not make a log. */
gboolean nx_log_is(const char *head, gsize len)
{
    enum { LINES = 20 };
    const NxTime now = G_GINT64_CONSTANT(4102444800); /* 2100: when does not matter */
    const char *at = head, *end = head + len;
    for (guint i = 0; i < LINES && at < end; i++) {
        const char *newline = memchr(at, '\n', (gsize)(end - at)), *stop = newline ? newline : end;
        NxLogHead line;
        if (format_of(&line, at, (gsize)(stop - at), now, NULL) || line.program.len)
            return TRUE;
        at = stop + 1;
    }
    return FALSE;
}
