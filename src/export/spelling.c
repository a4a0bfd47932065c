/* Addresses as they are spelled, as keys, with their domains in both forms, quoted as the list reads it. */
#include "export/spelling.h"
#include <nixie/address.h>
#include <nixie/text.h>
#include <string.h>

static gboolean is_domain(const char *address)
{
    return *address == '@';
}

static gboolean is_quoted(const char *address)
{
    return *address == '"' || strstr(address, ".\"");
}

/* `address` with another domain. */
static char *at_domain(const char *address, const char *domain)
{
    return g_strdup_printf("%.*s@%s", (int)(strrchr(address, '@') - address), address, domain);
}

/* The address as the list has it: exact, or, where that could not be seen as it is, with its domain as a name server
 * knows it. */
static char *base_of(const NxFormat *format, const NxRecord *record, gboolean ascii)
{
    gboolean spelled =
        !format->lower && !is_domain(record->key) && record->spelling && nx_address_is(record->spelling, record->key);
    g_autofree char *low = format->lower ? g_utf8_strdown(record->key, -1) : NULL;
    const char *text = low ? low : spelled ? record->spelling : record->key;
    char *exact = nx_safe_address(text);
    if (exact && (!ascii || g_str_is_ascii(exact)))
        return exact;
    g_autofree char *known = at_domain(text, nx_address_domain(record->key));
    g_free(exact);
    return nx_safe_address(known);
}

/* As it stands on a line; NULL if it cannot. */
static char *on_line(const NxFormat *format, const char *address)
{
    gboolean whole =
        format->quotes == NX_QUOTES_WHOLE && (is_quoted(address) || *address == '#' || strchr(address, ':'));
    if (!whole)
        return nx_safe_map(address, format->start, format->without);
    g_auto(GStrv) pieces = g_strsplit(address, "\"", -1);
    g_autofree char *bare = g_strjoinv("", pieces);
    g_autofree char *quoted = g_strconcat("\"", bare, "\"", NULL);
    return nx_safe_map(quoted, "", format->without);
}

static gboolean add_spelling(const NxFormat *format, const char *address, GPtrArray *spellings)
{
    gboolean plain = format->kind != NX_FORMAT_LINES || is_domain(address);
    char *spelling = plain ? g_strdup(address) : on_line(format, address);
    if (spelling)
        g_ptr_array_add(spellings, spelling);
    return spelling != NULL;
}

/* A server sees either, whichever the sender wrote (RFC 6531 3.2). */
static gboolean add_both(const NxFormat *format, const NxRecord *record, const char *base, gboolean ascii,
                         GPtrArray *spellings)
{
    const char *domain = nx_address_domain(record->key);
    g_autofree char *unicode = ascii ? NULL : nx_domain_unicode(domain);
    g_autofree char *first = at_domain(base, domain), *second = unicode ? at_domain(base, unicode) : NULL;
    return add_spelling(format, first, spellings) && (!second || add_spelling(format, second, spellings));
}

static gboolean is_international(const NxRecord *record)
{
    return strstr(nx_address_domain(record->key), "xn--") != NULL;
}

const char *nx_spellings_of(const NxFormat *format, const NxRecord *record, gboolean ascii, GPtrArray *spellings)
{
    if (!record->key || !strchr(record->key, '@'))
        return N_("no address");
    if (is_domain(record->key) && !format->domain)
        return N_("a whole domain cannot stand there");
    g_autofree char *base = base_of(format, record, ascii);
    if (!base || (ascii && !g_str_is_ascii(base)))
        return base ? N_("this address cannot be written in ASCII") : N_("no address");
    gboolean lines = format->kind == NX_FORMAT_LINES;
    if (lines && format->quotes == NX_QUOTES_NONE && is_quoted(base))
        return N_("an address with quotes cannot stand there");
    gboolean added = format->both && is_international(record) ? add_both(format, record, base, ascii, spellings)
                                                              : add_spelling(format, base, spellings);
    return added ? NULL : N_("this address cannot stand in a list of one address per line");
}
