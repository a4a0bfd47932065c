/* Names are unpacked with a bound on jumps and length, records that do not fit into the message end it. */
#include "check/dns_answer.h"
#include <string.h>

enum { NAME_MAX_BYTES = 255, JUMPS_MAX = 32, LABEL_MAX = 63 };
enum { TYPE_NS = 2, CLASS_IN = 1, RCODE_SERVFAIL = 2, RCODE_NXDOMAIN = 3, RCODE_REFUSED = 5 };

typedef struct {
    const guint8 *bytes;
    gsize len, at;
} Wire;

static gboolean read_number(Wire *wire, guint bytes, guint32 *number)
{
    if (wire->len - wire->at < bytes)
        return FALSE;
    for (*number = 0; bytes > 0; bytes--)
        *number = *number << 8 | wire->bytes[wire->at++];
    return TRUE;
}

/* Letters, digits, hyphens; the underscore is no host's but many a mail server's. */
static gboolean is_host_byte(guint8 c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '_';
}

/* Takes one label to `name` (NULL: to nobody); *is_host turns FALSE where no host is called so. */
static void take_label(GString *name, const guint8 *label, guint len, gboolean *is_host)
{
    if (!name)
        return;
    if (name->len > 0)
        g_string_append_c(name, '.');
    for (guint i = 0; i < len; i++) {
        *is_host = *is_host && is_host_byte(label[i]);
        g_string_append_c(name, g_ascii_tolower((char)label[i]));
    }
}

/* The name at wire->at, which is moved behind it. A pointer goes backwards only, so that none goes in a circle (RFC
 * 1035 4.1.4). */
static gboolean read_name(Wire *wire, GString *name, gboolean *is_host)
{
    gsize at = wire->at, total = 0;
    gboolean jumped = FALSE;
    for (guint jumps = 0; at < wire->len;) {
        guint len = wire->bytes[at];
        if ((len & 0xc0) == 0xc0) {
            if (at + 1 >= wire->len || ++jumps > JUMPS_MAX)
                return FALSE;
            gsize to = (gsize)(len & 0x3f) << 8 | wire->bytes[at + 1];
            if (!jumped)
                wire->at = at + 2;
            jumped = TRUE;
            if (to >= at)
                return FALSE;
            at = to;
            continue;
        }
        total += len + 1;
        if (len > LABEL_MAX || total > NAME_MAX_BYTES || at + 1 + len > wire->len)
            return FALSE;
        if (len == 0) {
            if (!jumped)
                wire->at = at + 1;
            return TRUE;
        }
        take_label(name, wire->bytes + at + 1, len, is_host);
        at += len + 1;
    }
    return FALSE;
}

/* ---- Records ----------------------------------------------------------------------------------------------------- */

static gboolean take_mx(NxDnsAnswer *answer, Wire data)
{
    guint32 preference;
    gboolean is_host = TRUE;
    g_autoptr(GString) host = g_string_new(NULL);
    if (!read_number(&data, 2, &preference) || !read_name(&data, host, &is_host))
        return FALSE;
    gboolean is_literal = g_hostname_is_ip_address(host->str);
    NxDnsMx mx = {preference, is_host && !is_literal ? g_strdup(host->str) : NULL};
    guint i = answer->mx->len;
    while (i > 0 && g_array_index(answer->mx, NxDnsMx, i - 1).preference > preference)
        i--;
    g_array_insert_val(answer->mx, i, mx);
    return TRUE;
}

static gboolean take_address(NxDnsAnswer *answer, const Wire *data, gsize len, GSocketFamily family)
{
    if (len != (family == G_SOCKET_FAMILY_IPV4 ? 4u : 16u))
        return FALSE;
    g_ptr_array_add(answer->addresses, g_inet_address_new_from_bytes(data->bytes + data->at, family));
    return TRUE;
}

/* One record of the answer; FALSE: it does not fit, and nothing behind it can be found. */
static gboolean take_record(NxDnsAnswer *answer, NxDnsType wanted, Wire *wire, guint *taken)
{
    guint32 type, class, ttl, len;
    if (!read_name(wire, NULL, NULL) || !read_number(wire, 2, &type) || !read_number(wire, 2, &class) ||
        !read_number(wire, 4, &ttl) || !read_number(wire, 2, &len) || len > wire->len - wire->at)
        return FALSE;
    Wire data = {wire->bytes, wire->at + len, wire->at};
    wire->at += len;
    if (class != CLASS_IN || type != (guint32)wanted || *taken == NX_DNS_MAX_RECORDS)
        return TRUE;
    gboolean is_good = wanted == NX_DNS_MX     ? take_mx(answer, data)
                       : wanted == NX_DNS_A    ? take_address(answer, &data, len, G_SOCKET_FAMILY_IPV4)
                       : wanted == NX_DNS_AAAA ? take_address(answer, &data, len, G_SOCKET_FAMILY_IPV6)
                                               : TRUE;
    if (is_good) {
        answer->ttl = *taken == 0 ? ttl : MIN(answer->ttl, ttl);
        ++*taken;
    }
    return TRUE;
}

static NxDnsOutcome outcome_of(guint rcode, guint taken)
{
    switch (rcode) {
    case 0: return taken > 0 ? NX_DNS_OK : NX_DNS_NODATA;
    case RCODE_NXDOMAIN: return taken > 0 ? NX_DNS_SERVFAIL : NX_DNS_NXDOMAIN;
    case RCODE_REFUSED: return NX_DNS_REFUSED;
    default: return NX_DNS_SERVFAIL;
    }
}

/* Nothing in the answer and, beside it, the name servers of some zone without its SOA: who sends that does not know,
 * and names others to be asked (RFC 2308 2.2, a lame one). That there is nothing it does not say. */
static gboolean is_referral(Wire *wire, guint32 records)
{
    gboolean names_servers = FALSE;
    for (guint32 i = 0; i < records; i++) {
        guint32 type, class, ttl, len;
        if (!read_name(wire, NULL, NULL) || !read_number(wire, 2, &type) || !read_number(wire, 2, &class) ||
            !read_number(wire, 4, &ttl) || !read_number(wire, 2, &len) || len > wire->len - wire->at)
            return names_servers;
        wire->at += len;
        if (type == NX_DNS_SOA)
            return FALSE;
        names_servers = names_servers || type == TYPE_NS;
    }
    return names_servers;
}

static void mx_clear(gpointer data)
{
    g_free(((NxDnsMx *)data)->host);
}

/* Header and questions; FALSE where it is no answer at all. */
static gboolean read_head(Wire *wire, guint *rcode, gboolean *is_cut, guint32 *records, guint32 *authority)
{
    guint32 id, flags, questions, additional, skipped;
    if (!read_number(wire, 2, &id) || !read_number(wire, 2, &flags) || !read_number(wire, 2, &questions) ||
        !read_number(wire, 2, records) || !read_number(wire, 2, authority) || !read_number(wire, 2, &additional) ||
        !(flags & 0x8000))
        return FALSE;
    *rcode = flags & 0xf;
    *is_cut = (flags & 0x200) != 0;
    for (guint32 i = 0; i < questions; i++)
        if (!read_name(wire, NULL, NULL) || !read_number(wire, 4, &skipped))
            return FALSE;
    return TRUE;
}

void nx_dns_answer_read(NxDnsAnswer *answer, NxDnsType type, const guint8 *bytes, gsize len)
{
    Wire wire = {bytes, len, 0};
    guint32 records = 0, authority = 0;
    guint rcode = 0, taken = 0;
    *answer = (NxDnsAnswer){.outcome = NX_DNS_SERVFAIL};
    if (type == NX_DNS_MX) {
        answer->mx = g_array_new(FALSE, FALSE, sizeof(NxDnsMx));
        g_array_set_clear_func(answer->mx, mx_clear);
    }
    if (type == NX_DNS_A || type == NX_DNS_AAAA)
        answer->addresses = g_ptr_array_new_with_free_func(g_object_unref);
    gboolean is_cut = FALSE, is_whole = TRUE;
    if (!read_head(&wire, &rcode, &is_cut, &records, &authority))
        return;
    for (guint32 i = 0; i < records && is_whole; i++)
        is_whole = take_record(answer, type, &wire, &taken);
    /* A broken answer says what is in it, and never that something is not there. */
    answer->outcome = (is_cut || !is_whole) && taken == 0 ? NX_DNS_SERVFAIL : outcome_of(rcode, taken);
    if (answer->outcome == NX_DNS_NODATA && is_referral(&wire, authority))
        answer->outcome = NX_DNS_SERVFAIL;
}

void nx_dns_answer_clear(NxDnsAnswer *answer)
{
    g_clear_pointer(&answer->mx, g_array_unref);
    g_clear_pointer(&answer->addresses, g_ptr_array_unref);
}
