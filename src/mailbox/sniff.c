/* The fields with which a message may begin (sniff.tsv), and what stands in front of them. */
#include "mailbox/sniff.h"
#include "mailbox/fromline.h"
#include "mailbox/line.h"
#include <nixie/data.h>
#include <nixie/maillog.h>

#define PREAMBLES 8u      /* lines that other programs put in front of a header */
#define SHOWN_LINES 16u   /* what a page shows of a message above its source */
#define TRACED_LINES 100u /* of a header, looked at for the marks of its way */
#define TRACED_FIELDS 3u  /* with one of them */

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

typedef enum { FIELD, TRACE, PREAMBLE, N_LISTS } List;

static gpointer read_lists(G_GNUC_UNUSED gpointer data)
{
    static const char *const NAMES[N_LISTS] = {[FIELD] = "field", [TRACE] = "trace", [PREAMBLE] = "preamble"};
    const NxWordTable table = {"sniff.tsv", "list", NAMES, N_LISTS};
    return (gpointer)nx_word_lists_read(&table);
}

static const char *const *words(List list)
{
    static GOnce once = G_ONCE_INIT;
    return ((const char *const *const *)g_once(&once, read_lists, NULL))[list];
}

static gboolean is_field(List list, const char *name, gsize len)
{
    for (const char *const *field = words(list); *field; field++) {
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
        if (is_field(FIELD, line.at, name))
            return TRUE;
    }
    return FALSE;
}

gboolean nx_sniff_is_traced(NxBytes rest)
{
    NxBytes line;
    guint fields = 0, traces = 0;
    for (guint i = 0; i < TRACED_LINES && nx_eol_line_next(&rest, &line) && line.len; i++) {
        gsize name = field_name(line);
        if (!name && (!fields || (*line.at != ' ' && *line.at != '\t')))
            return FALSE;
        fields += is_field(FIELD, line.at, name);
        traces += is_field(TRACE, line.at, name);
        if (traces && fields >= TRACED_FIELDS)
            return TRUE;
    }
    return FALSE;
}

/* An object whose first name follows, or an array with something in it. */
static gboolean is_json(NxBytes rest)
{
    const char *at = rest.at, *end = rest.at + rest.len;
    char found[2] = {0}; /* the first two characters that are not blank */
    for (guint n = 0; at < end && n < G_N_ELEMENTS(found); at++)
        if ((guchar)*at > ' ')
            found[n++] = *at;
    return (found[0] == '{' && found[1] == '"') || (found[0] == '[' && (found[1] == '{' || found[1] == '['));
}

/* Blank, or nothing but what keeps messages apart in files of other programs: form feeds, the control-A of MMDF. */
static gboolean says_nothing(NxBytes line)
{
    gsize at = 0;
    while (at < line.len && (guchar)line.at[at] <= ' ')
        at++;
    return at == line.len;
}

static gboolean is_preamble(NxBytes line)
{
    for (const char *const *word = words(PREAMBLE); *word; word++)
        if (line.len >= strlen(*word) && g_ascii_strncasecmp(line.at, *word, strlen(*word)) == 0)
            return !field_name(line);
    return FALSE;
}

gsize nx_sniff_lead(NxBytes head)
{
    static const char BOM[] = "\xef\xbb\xbf";
    NxBytes rest = head, line, after;
    for (guint preambles = 0; rest.len;) {
        if (begins(rest, BOM))
            rest = (NxBytes){rest.at + strlen(BOM), rest.len - strlen(BOM)};
        after = rest;
        if (!nx_eol_line_next(&after, &line))
            break;
        gboolean preamble = is_preamble(line);
        preambles += preamble;
        if (!says_nothing(line) && (!preamble || preambles > PREAMBLES))
            break;
        rest = after;
    }
    return head.len - rest.len;
}

/* What a page or a program shows above the header: a few lines, and then one with the marks of its way here. */
static gsize shown_above(NxBytes head)
{
    NxBytes rest = head, line;
    for (guint i = 0; i < SHOWN_LINES && rest.len; i++) {
        if (nx_sniff_is_traced(rest))
            return head.len - rest.len;
        nx_eol_line_next(&rest, &line);
    }
    return 0;
}

gsize nx_sniff_header(NxBytes head)
{
    NxBytes rest = head;
    gsize lead = nx_sniff_lead(rest);
    rest = (NxBytes){rest.at + lead, rest.len - lead};
    for (gsize from; (from = nx_sniff_from_width(rest));) {
        rest = (NxBytes){rest.at + from, rest.len - from};
        lead = nx_sniff_lead(rest);
        NxBytes behind = {rest.at + lead, rest.len - lead};
        if (begins_with_header(behind) || nx_sniff_from_width(behind))
            rest = behind;
    }
    gsize shown = begins_with_header(rest) ? 0 : shown_above(rest);
    return head.len - rest.len + shown;
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
    gsize header = nx_sniff_header(head);
    rest = (NxBytes){head.at + header, head.len - header};
    if (is_json(rest))
        return NX_SNIFF_JSON;
    if (begins_with_header(rest))
        return NX_SNIFF_MESSAGE;
    return nx_log_is(head.at + lead, head.len - lead) ? NX_SNIFF_LOG : NX_SNIFF_OTHER;
}
