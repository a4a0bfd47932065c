/* The Received lines in front of a notice (RFC 5321 4.4), read so that doubt is against it: whoever posts a notice
 * chooses all of it but the line that our own server puts on top, and even there the name in HELO. */
#include "parse/notice/relay.h"
#include "parse/bounds.h"
#include "parse/notice/own.h"
#include <nixie/address.h>
#include <arpa/inet.h>

typedef struct {
    char *from, *by, *with; /* the words behind these; NULL where there are none */
    char *peer;             /* what stands in brackets behind `from`: "mx.example [192.0.2.1]"; NULL: nothing */
    gboolean exim;          /* what stands behind `from` is no HELO: a name that was looked up, else the address */
} Hop;

static void hop_clear(Hop *hop)
{
    char *owned[] = {hop->from, hop->by, hop->with, hop->peer};
    for (gsize i = 0; i < G_N_ELEMENTS(owned); i++)
        g_free(owned[i]);
}

/* The comment that begins at `at`, less its outer brackets; *end gets where it ends. */
static char *read_comment(const char *at, const char **end)
{
    const char *begin = at;
    gint depth = 0;
    for (; *at; at++) {
        depth += (*at == '(') - (*at == ')');
        if (depth == 0)
            break;
    }
    *end = *at ? at + 1 : at;
    return g_strndup(begin + 1, (gsize)(at - begin - 1));
}

static void hop_read(Hop *hop, const char *value)
{
    char **wanted = NULL;
    *hop = (Hop){0};
    for (const char *at = value; *(at += strspn(at, " \t\r\n")) && *at != ';';) {
        if (*at == '(') {
            char *comment = read_comment(at, &at);
            if (hop->from && !hop->by && !hop->peer)
                hop->peer = comment;
            else {
                hop->exim = hop->exim || (hop->by && g_str_has_prefix(comment, "Exim "));
                g_free(comment);
            }
            continue;
        }
        gsize len = strcspn(at, " \t\r\n(;");
        g_autofree char *word = g_strndup(at, len);
        at += len;
        if (wanted && !*wanted)
            *wanted = g_steal_pointer(&word);
        wanted = !word                                   ? NULL
                 : g_ascii_strcasecmp(word, "from") == 0 ? &hop->from
                 : g_ascii_strcasecmp(word, "by") == 0   ? &hop->by
                 : g_ascii_strcasecmp(word, "with") == 0 ? &hop->with
                                                         : NULL;
    }
}

static gboolean is_ours(const NxLibrary *library, const char *host)
{
    g_autofree char *domain = host ? nx_domain_key(host, -1) : NULL;
    return host && (nx_library_is_own_mta(library, host) || (domain && nx_library_is_own_domain(library, domain)));
}

static gboolean is_local_name(const char *name)
{
    return g_ascii_strcasecmp(name, "localhost") == 0 || g_ascii_strcasecmp(name, "localhost.localdomain") == 0;
}

/* The address in brackets, "[192.0.2.1]", "[IPv6:2001:db8::1]", or alone in what qmail writes; NULL: none. */
static char *peer_ip(const char *peer)
{
    const char *open = peer ? strchr(peer, '[') : NULL;
    const char *at = open ? open + 1 : peer;
    if (!at)
        return NULL;
    if (g_ascii_strncasecmp(at, "IPv6:", 5) == 0)
        at += 5;
    return g_strndup(at, strspn(at, "0123456789abcdefABCDEF.:"));
}

static gboolean is_loopback(const char *ip)
{
    return g_str_has_prefix(ip, "127.") || strcmp(ip, "::1") == 0;
}

/* The name that the receiving server looked up, in front of the address. */
static char *looked_up(const char *peer)
{
    gsize len = strcspn(peer, " \t[");
    gboolean names = len > 0 && memchr(peer, '.', len) && !memchr(peer, '=', len) && !memchr(peer, ':', len);
    return names && !strstr(peer, "may be forged") ? g_strndup(peer, len) : NULL;
}

/* Through a socket, or from a program on the same host. */
static gboolean is_inside(const Hop *hop)
{
    static const char *const WHOLE[] = {"localhost", "unix socket", NULL};
    if (hop->peer)
        return g_strv_contains(WHOLE, hop->peer) || g_str_has_suffix(hop->peer, "[local]") ||
               g_str_has_suffix(hop->peer, "[unix socket]");
    return hop->with && g_ascii_strncasecmp(hop->with, "lmtp", 4) == 0; /* RFC 2033: never from afar */
}

static gboolean is_address_of_exim(const Hop *hop)
{
    return hop->exim && *hop->from == '[';
}

/* Did a server of ours hand it over? */
static gboolean is_from_ours(const NxLibrary *library, const Hop *hop)
{
    if (!hop->from || (hop->with && strcmp(hop->with, "local") == 0))
        return TRUE;
    gboolean named = is_local_name(hop->from) || is_ours(library, hop->from);
    g_autofree char *ip = peer_ip(is_address_of_exim(hop) ? hop->from : hop->peer);
    gboolean known = ip && *ip, own_ip = known && (is_loopback(ip) || nx_library_is_own_mta(library, ip));
    if (!named)
        return own_ip && is_address_of_exim(hop);
    if (own_ip || is_inside(hop))
        return TRUE;
    g_autofree char *name = known ? looked_up(hop->peer) : NULL;
    return name ? is_ours(library, name) : hop->exim && known && is_ours(library, hop->from);
}

/* "(qmail 4711 invoked for bounce)": no hop, and never all that a message from outside has. */
static gboolean is_qmail_note(const char *value)
{
    return g_str_has_prefix(value, "(qmail ") && strstr(value, " invoked ") != NULL;
}

static gboolean was_in_our_hands(const NxLibrary *library, const char *value)
{
    value += strspn(value, " \t\r\n");
    if (is_qmail_note(value))
        return TRUE;
    Hop hop;
    hop_read(&hop, value);
    gboolean ours = is_ours(library, hop.by) && is_from_ours(library, &hop);
    hop_clear(&hop);
    return ours;
}

/* From's host, NULL where there is none. */
static const char *from_host(const NxNotice *notice)
{
    return notice->from_address ? nx_address_domain(notice->from_address) : NULL;
}

gboolean nx_relay_is_ours(const NxLibrary *library, const NxNotice *notice, const char *reporting_mta)
{
    const char *writer = reporting_mta ? reporting_mta : from_host(notice);
    if (!library || !writer || !nx_library_is_own_mta(library, writer))
        return FALSE;
    const char *value;
    guint n = 0;
    for (; n < NX_MAX_RECEIVED && (value = nx_notice_header(notice, "received", n)); n++)
        if (!was_in_our_hands(library, value))
            return FALSE;
    return n > 0 && n < NX_MAX_RECEIVED;
}
