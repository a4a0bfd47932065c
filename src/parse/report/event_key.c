/* What ties events to each other: the key by which a bounce counts once, and the stream it belongs to. */
#include <nixie/report.h>

char *nx_event_key(const char *address_key, const char *message_id)
{
    return g_strdup_printf("%s\x1f%s", address_key, message_id);
}

char *nx_report_event_key(const NxReport *report, guint i)
{
    g_assert(i < report->n_recipients);
    const char *key = report->recipients[i].key;
    if (!key)
        return NULL;
    const char *what = report->envelope_id           ? report->envelope_id
                       : report->original.message_id ? report->original.message_id
                       : report->answered            ? report->answered
                                                     : report->message_id;
    if (what)
        return nx_event_key(key, what);
    GString *hash = g_string_new(key);
    g_string_append_c(hash, '\x1f');
    for (gsize k = 0; k < sizeof report->sha256; k++)
        g_string_append_printf(hash, "%02x", report->sha256[k]);
    return g_string_free(hash, FALSE);
}

const char *nx_report_stream(const NxReport *report)
{
    return report->original.list_id ? report->original.list_id : report->original.from_key;
}
