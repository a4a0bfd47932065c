/* Keys by libidn2, spellings, and what only looks like an address. */
#include "base/glyph.h"
#include <nixie/address.h>
#include <nixie/text.h>
#include <idn2.h>
#include <libpsl.h>

/* VERP and SRS make local parts far longer than the 64 octets of RFC 5321 4.5.3.1.1; a domain cannot be longer than DNS
 * allows. */
#define LOCAL_MAX 512
#define DOMAIN_MAX 253
#define LABEL_MAX 63
#define ADDRESS_MAX 2048

/* ---- Domains ----------------------------------------------------------------------------------------------------- */

static gboolean is_domain_byte(guchar c)
{
    return c > ' ' && c < 0x7F && !strchr("<>()[]\\,;:@\"|", c);
}

/* Non-empty labels of bytes that can stand in a mail domain, none longer than DNS allows. */
static gboolean is_ascii_domain(const char *domain)
{
    gsize label = 0, len = 0;
    for (; domain[len]; len++) {
        if (domain[len] == '.') {
            if (!label)
                return FALSE;
            label = 0;
        } else if (!is_domain_byte((guchar)domain[len]) || ++label > LABEL_MAX)
            return FALSE;
    }
    return label && len <= DOMAIN_MAX;
}

static gboolean is_literal(const char *domain, gsize len)
{
    if (len < 3 || len > DOMAIN_MAX || domain[0] != '[' || domain[len - 1] != ']')
        return FALSE;
    for (gsize i = 1; i + 1 < len; i++)
        if (!g_ascii_isalnum(domain[i]) && !strchr(".:-", domain[i]))
            return FALSE;
    return TRUE;
}

/* libidn2 lets empty labels and blanks pass, so what it gives is checked like any other name. */
static char *ascii_domain(char *lower)
{
    if (g_str_is_ascii(lower))
        return lower;
    g_autofree char *unicode = lower;
    char *ascii = NULL;
    if (!g_utf8_validate(unicode, -1, NULL) ||
        idn2_lookup_u8((const guint8 *)unicode, (guint8 **)&ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK)
        return NULL;
    char *copy = g_ascii_strdown(ascii, -1);
    idn2_free(ascii);
    return copy;
}

char *nx_domain_key(const char *text, gssize len)
{
    gsize left = !text ? 0 : len < 0 ? strlen(text) : (gsize)len;
    if (!left || left > ADDRESS_MAX || memchr(text, '\0', left))
        return NULL;
    if (is_literal(text, left))
        return g_ascii_strdown(text, (gssize)left);
    g_autofree char *key = ascii_domain(g_ascii_strdown(text, (gssize)left));
    if (!key)
        return NULL;
    gsize size = strlen(key);
    if (size && key[size - 1] == '.')
        key[size - 1] = '\0';
    return is_ascii_domain(key) ? g_steal_pointer(&key) : NULL;
}

char *nx_domain_unicode(const char *domain_key)
{
    char *decoded = NULL;
    if (idn2_to_unicode_8z8z(domain_key, &decoded, 0) != IDN2_OK)
        return NULL;
    g_autofree char *unicode = g_strdup(decoded), *again = nx_domain_key(unicode, -1);
    idn2_free(decoded);
    return !g_str_equal(unicode, domain_key) && g_strcmp0(again, domain_key) == 0 ? g_steal_pointer(&unicode) : NULL;
}

char *nx_domain_registrable(const char *domain_key)
{
    const psl_ctx_t *list = psl_builtin();
    const char *registrable = list && *domain_key != '[' ? psl_registrable_domain(list, domain_key) : NULL;
    if (registrable)
        return g_strdup(registrable);
    const char *last = *domain_key == '[' ? NULL : strrchr(domain_key, '.');
    const char *start = last;
    while (start && start > domain_key && start[-1] != '.')
        start--;
    return g_strdup(start ? start : domain_key);
}

gboolean nx_domain_within(const char *domain_key, const char *parent)
{
    gsize len = strlen(domain_key), parent_len = strlen(parent);
    if (!parent_len || len < parent_len || strcmp(domain_key + len - parent_len, parent) != 0)
        return FALSE;
    return len == parent_len || domain_key[len - parent_len - 1] == '.';
}

/* ---- Addresses --------------------------------------------------------------------------------------------------- */

/* RFC 5321 4.1.2: the words of a local part, quoted or not, and what stands behind its '@'. */
typedef struct {
    GString *local;  /* without quotes and their backslashes */
    gboolean quoted; /* any word of it was */
    const char *domain;
    gsize domain_len;
} Parts;

static void trim(const char **at, gsize *len)
{
    while (*len && g_ascii_isspace((*at)[0])) {
        (*at)++;
        (*len)--;
    }
    while (*len && g_ascii_isspace((*at)[*len - 1]))
        (*len)--;
}

/* "@a,@b:user@host": the route has been without meaning since RFC 1123. */
static gsize route_width(const char *at, gsize len)
{
    gboolean literal = FALSE;
    if (!len || *at != '@')
        return 0;
    for (gsize i = 0; i < len; i++) {
        if (at[i] == '[' || at[i] == ']')
            literal = at[i] == '[';
        else if (at[i] == '"' || at[i] == ' ')
            return 0;
        else if (at[i] == ':' && !literal)
            return i + 1;
    }
    return 0;
}

/* What is left of an address when blanks, angle brackets and route are off. */
static void bare(const char **at, gsize *len)
{
    trim(at, len);
    while (*len > 2 && (*at)[0] == '<' && (*at)[*len - 1] == '>') {
        (*at)++;
        *len -= 2;
        trim(at, len);
    }
    gsize route = route_width(*at, *len);
    if (route) { /* there may be no bytes at all, and nothing is added to NULL */
        *at += route;
        *len -= route;
    }
}

static gboolean is_atom_byte(guchar c)
{
    return c > ' ' && c != 0x7F && !strchr("<>()[]\\,;:@\"", c);
}

static gsize quoted_word(const char *at, gsize len, GString *word)
{
    for (gsize i = 1; i < len; i++) {
        if (at[i] == '"')
            return i + 1;
        if (at[i] == '\\' && ++i == len)
            break;
        g_string_append_c(word, at[i]);
    }
    return 0;
}

/* Reads the local part up to its '@'; FALSE if there is none or it is no local part. */
static gboolean read_parts(const char *at, gsize len, Parts *parts)
{
    gsize i = 0;
    while (i < len && at[i] != '@') {
        gboolean word_start = i == 0 || at[i - 1] == '.';
        if (at[i] == '"' && word_start) {
            gsize width = quoted_word(at + i, len - i, parts->local);
            if (!width)
                return FALSE;
            i += width;
            parts->quoted = TRUE;
            if (i < len && at[i] != '@' && at[i] != '.')
                return FALSE;
        } else if (is_atom_byte((guchar)at[i]))
            g_string_append_c(parts->local, at[i++]);
        else
            return FALSE;
    }
    if (i >= len || (!parts->local->len && !parts->quoted))
        return FALSE;
    parts->domain = at + i + 1;
    parts->domain_len = len - i - 1;
    return parts->domain_len > 0;
}

/* "IMCEAEX-_o=ORG_cn=ANN@gate.example": Exchange's form of a name that is none of SMTP. Digits behind '+' stand for a
 * byte, '_' for '/'. */
#define ENCAPSULATED "IMCEA"

static gboolean is_encapsulated(const char *local)
{
    const char *type = local + strlen(ENCAPSULATED);
    if (g_ascii_strncasecmp(local, ENCAPSULATED, strlen(ENCAPSULATED)) != 0)
        return FALSE;
    while (g_ascii_isalnum(*type))
        type++;
    return *type == '-' && type > local + strlen(ENCAPSULATED);
}

/* What a program wrote where an address belongs: a command, a file, an X.400 name. */
static gboolean is_no_mailbox(const char *local)
{
    return *local == '|' || *local == '/' || g_str_has_prefix(local, ":include:") || is_encapsulated(local);
}

static gboolean is_seen(const char *local)
{
    for (const char *at = local; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (nx_glyph_of(c) == NX_GLYPH_HIDDEN || (c != ' ' && g_unichar_isspace(c)))
            return FALSE;
    }
    return TRUE;
}

/* Quotes are needless around what is an atom with dots. Phone carriers gave out "a..b" and "a.", which some hosts quote
 * and others do not: for the key these are the same. */
static gboolean needs_quotes(const char *local, gboolean strict_dots)
{
    gsize len = strlen(local);
    for (gsize i = 0; i < len; i++)
        if (!is_atom_byte((guchar)local[i]))
            return TRUE;
    return !len || (strict_dots && (local[0] == '.' || local[len - 1] == '.' || strstr(local, "..")));
}

static char *quote(const char *local)
{
    GString *quoted = g_string_new("\"");
    for (; *local; local++) {
        if (*local == '"' || *local == '\\')
            g_string_append_c(quoted, '\\');
        g_string_append_c(quoted, *local);
    }
    g_string_append_c(quoted, '"');
    return g_string_free(quoted, FALSE);
}

static gboolean parts_of(const char *text, gsize len, Parts *parts)
{
    bare(&text, &len);
    *parts = (Parts){.local = g_string_sized_new(len)};
    if (len && len <= ADDRESS_MAX && !memchr(text, '\0', len) && g_utf8_validate(text, (gssize)len, NULL) &&
        read_parts(text, len, parts) && parts->local->len <= LOCAL_MAX && !is_no_mailbox(parts->local->str) &&
        is_seen(parts->local->str))
        return TRUE;
    g_string_free(parts->local, TRUE);
    return FALSE;
}

/* What "IMCEASMTP-ann+40example+2Eorg@gate.example" encapsulates; NULL: nothing, or no address of SMTP. */
static char *decapsulated(const char *at, gsize len)
{
    static const char SMTP[] = ENCAPSULATED "SMTP-";
    gsize width = strlen(SMTP);
    if (len <= width)
        return NULL;
    bare(&at, &len);
    if (len <= width || g_ascii_strncasecmp(at, SMTP, width) != 0)
        return NULL;
    g_autoptr(GString) inner = g_string_new(NULL);
    for (gsize i = width; i < len && at[i] != '@'; i++) {
        if (at[i] == '+' && i + 2 < len && g_ascii_isxdigit(at[i + 1]) && g_ascii_isxdigit(at[i + 2])) {
            g_string_append_c(inner, (char)(g_ascii_xdigit_value(at[i + 1]) * 16 + g_ascii_xdigit_value(at[i + 2])));
            i += 2;
        } else {
            g_string_append_c(inner, at[i] == '_' ? '/' : at[i]);
        }
    }
    Parts parts;
    if (!parts_of(inner->str, inner->len, &parts))
        return NULL;
    g_string_free(parts.local, TRUE);
    return g_strdup(inner->str);
}

/* ---- Plain addresses --------------------------------------------------------------------------------------------- */

/* What a byte that needs no second look in an address is in lower case; 0 for the others. */
static const char PLAIN[128] = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                               "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                               "\0!\0#$%&'\0\0*+\0-./"
                               "0123456789\0\0\0=\0?"
                               "\0abcdefghijklmno"
                               "pqrstuvwxyz\0\0\0^_"
                               "`abcdefghijklmno"
                               "pqrstuvwxyz{|}~";

static inline char plain(char c)
{
    return (guchar)c < G_N_ELEMENTS(PLAIN) ? PLAIN[(guchar)c] : '\0';
}

static gsize plain_run(const char *at, gsize len)
{
    gsize run = 0;
    while (run < len && plain(at[run]))
        run++;
    return run;
}

/* Bytes of the local part of an address that is plain all through, as nearly all are, and begins as no command, file or
 * encapsulated name does; 0: it is to be looked at closely. */
static gsize plain_local(const char *at, gsize len)
{
    gsize local = plain_run(at, len);
    if (!local || local == len || at[local] != '@' || local > LOCAL_MAX || *at == '|' || *at == '/' ||
        g_ascii_strncasecmp(at, ENCAPSULATED, strlen(ENCAPSULATED)) == 0)
        return 0;
    return local;
}

/* The key of a plain address, NULL: it is to be looked at closely. */
static char *plain_key(const char *at, gsize len)
{
    char key[LOCAL_MAX + 1 + DOMAIN_MAX];
    gsize local = plain_local(at, len), label = 0;
    if (!local || len - local - 1 > DOMAIN_MAX)
        return NULL;
    for (gsize i = 0; i < local; i++)
        key[i] = plain(at[i]);
    key[local] = '@';
    for (gsize i = local + 1; i < len; i++) {
        if (at[i] == '.' ? !label : !plain(at[i]) || label == LABEL_MAX || at[i] == '|')
            return NULL;
        label = at[i] == '.' ? 0 : label + 1;
        key[i] = plain(at[i]);
    }
    return label ? g_strndup(key, len) : NULL;
}

/* ---- Keys and spellings ------------------------------------------------------------------------------------------ */

char *nx_address_key(const char *text, gssize len)
{
    Parts parts;
    gsize given = !text ? 0 : len < 0 ? strlen(text) : (gsize)len, bare_len = given;
    const char *at = text;
    bare(&at, &bare_len);
    char *quick = plain_key(at, bare_len);
    if (quick)
        return quick;
    g_autofree char *inner = decapsulated(text, given);
    if (!text || !parts_of(inner ? inner : text, inner ? strlen(inner) : given, &parts))
        return NULL;
    g_autofree char *domain = nx_domain_key(parts.domain, (gssize)parts.domain_len);
    char *key = NULL;
    if (domain) {
        g_string_ascii_down(parts.local);
        g_autofree char *local =
            needs_quotes(parts.local->str, FALSE) ? quote(parts.local->str) : g_strdup(parts.local->str);
        key = g_strconcat(local, "@", domain, NULL);
    }
    g_string_free(parts.local, TRUE);
    return key;
}

char *nx_address_spelling(const char *text, gssize len)
{
    gsize left = !text ? 0 : len < 0 ? strlen(text) : (gsize)len;
    if (!left)
        return NULL;
    const char *at = text;
    gsize bare_len = left;
    bare(&at, &bare_len);
    gsize name = bare_len <= ADDRESS_MAX ? plain_local(at, bare_len) : 0, behind = bare_len - name - 1;
    if (name && behind && plain_run(at + name + 1, behind) == behind)
        return g_strndup(at, bare_len);
    g_autofree char *inner = decapsulated(text, left);
    Parts parts;
    if (!parts_of(inner ? inner : text, inner ? strlen(inner) : left, &parts)) {
        trim(&text, &left);
        return left ? nx_text_from_utf8(text, (gssize)left) : NULL;
    }
    g_autofree char *local =
        parts.quoted && needs_quotes(parts.local->str, TRUE) ? quote(parts.local->str) : g_strdup(parts.local->str);
    g_autofree char *domain = g_strndup(parts.domain, parts.domain_len);
    g_string_free(parts.local, TRUE);
    return g_strconcat(local, "@", domain, NULL);
}

gboolean nx_address_is(const char *text, const char *key)
{
    g_autofree char *other = text ? nx_address_key(text, -1) : NULL;
    return other && strcmp(key, other) == 0;
}

const char *nx_address_domain(const char *key)
{
    const char *at = strrchr(key, '@');
    return at ? at + 1 : "";
}
