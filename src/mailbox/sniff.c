/* The fields with which a message may begin (sniff.tsv), and what stands in front of them. */
#include "mailbox/sniff.h"
#include "mailbox/fromline.h"
#include "mailbox/line.h"
#include <nixie/data.h>

static gboolean begins(NxBytes line, const char *with)
{
    return line.len >= strlen(with) && memcmp(line.at, with, strlen(with)) == 0;
}

/* Length of the field name if the line is "Name:" or "Name :", else 0. */
static gsize field_name(NxBytes line)
{
    gsize name = 0;
    while (name < line.len && line.at[name] > ' ' && line.at[name] < 0x7F && line.at[name] != ':')
        name++;
    gsize colon = name;
    while (colon < line.len && (line.at[colon] == ' ' || line.at[colon] == '\t'))
        colon++;
    return colon < line.len && line.at[colon] == ':' ? name : 0;
}

static gpointer read_fields(G_GNUC_UNUSED gpointer data)
{
    static const char *const NAMES[] = {"field"};
    const NxWordTable table = {"sniff.tsv", "list", NAMES, G_N_ELEMENTS(NAMES)};
    return (gpointer)nx_word_lists_read(&table);
}

static const char *const *known_fields(void)
{
    static GOnce once = G_ONCE_INIT;
    return ((const char *const *const *)g_once(&once, read_fields, NULL))[0];
}

static gboolean is_known_field(const char *name, gsize len)
{
    for (const char *const *field = known_fields(); *field; field++) {
        gsize known = strlen(*field);
        gboolean prefix = (*field)[known - 1] == '-';
        if ((prefix ? len > known : len == known) && g_ascii_strncasecmp(name, *field, known) == 0)
            return TRUE;
    }
    return FALSE;
}

/* A first line that is a field, and a field of mail among those up to the first blank line. */
static gboolean begins_with_header(NxBytes rest)
{
    NxBytes line;
    for (gboolean first = TRUE; nx_eol_line_next(&rest, &line) && line.len; first = FALSE) {
        gsize name = field_name(line);
        if (first && !name)
            return FALSE;
        if (is_known_field(line.at, name))
            return TRUE;
    }
    return FALSE;
}

/* A notification of Amazon SES, saved as it was posted: a JSON object, perhaps in the envelope of SNS. */
static gboolean is_notification(NxBytes rest)
{
    static const char *const NAMES[] = {"notificationType", "eventType"};
    for (gsize i = 0; begins(rest, "{") && i < G_N_ELEMENTS(NAMES); i++)
        if (memmem(rest.at, rest.len, NAMES[i], strlen(NAMES[i])))
            return TRUE;
    return FALSE;
}

gsize nx_sniff_lead(NxBytes head)
{
    gsize lead = begins(head, "\xef\xbb\xbf") ? 3 : 0;
    while (lead < head.len && (head.at[lead] == '\n' || head.at[lead] == '\r'))
        lead++;
    return lead;
}

gsize nx_sniff_from_width(NxBytes head)
{
    NxBytes rest = head, line;
    if (!nx_eol_line_next(&rest, &line) || !(begins(line, "From ") || begins(line, ">From ")))
        return 0;
    return head.len - rest.len;
}

NxSniff nx_sniff(NxBytes head)
{
    if (!head.len)
        return NX_SNIFF_EMPTY;
    gsize lead = nx_sniff_lead(head);
    NxBytes rest = {head.at + lead, head.len - lead}, after = rest, line;
    if (!nx_eol_line_next(&after, &line))
        return NX_SNIFF_OTHER;
    if (nx_from_line_parse(line.at, line.len, NULL))
        return NX_SNIFF_MBOX;
    for (gsize from; (from = nx_sniff_from_width(rest));)
        rest = (NxBytes){rest.at + from, rest.len - from};
    return is_notification(rest) || begins_with_header(rest) ? NX_SNIFF_MESSAGE : NX_SNIFF_OTHER;
}
