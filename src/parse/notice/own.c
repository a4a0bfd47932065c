/* Forms of return paths taken apart, rewritten ones undone, and tags with a secret checked. */
#include "parse/notice/own.h"
#include "parse/bounds.h"
#include <nixie/address.h>
#include <nixie/text.h>

/* SRS0=HASH=TT=domain=local@forwarder, SRS1=HASH=first==HASH=TT=domain=local@forwarder; '=' may be '-' or '+' behind
 * "SRSn". NULL if it is neither. */
static char *undo_srs(const char *address)
{
    gboolean twice = g_ascii_strncasecmp(address, "SRS1", 4) == 0;
    if ((!twice && g_ascii_strncasecmp(address, "SRS0", 4) != 0) || !address[4] || !strchr("=-+", address[4]))
        return NULL;
    const char *rest = address + 5;
    if (twice) {
        const char *first = strstr(rest, "==");
        rest = first ? first + 2 : "";
    }
    g_auto(GStrv) fields = g_strsplit(rest, "=", 4); /* hash, time stamp, domain, local@forwarder */
    if (g_strv_length(fields) != 4 || !strrchr(fields[3], '@'))
        return NULL;
    *strrchr(fields[3], '@') = '\0';
    return g_strconcat(fields[3], "@", fields[2], NULL);
}

char *nx_own_key(const char *address)
{
    const char *tag = g_ascii_strncasecmp(address, "prvs=", 5) == 0 ? strchr(address + 5, '=') : NULL;
    g_autofree char *rewritten = undo_srs(address);
    return nx_address_key(rewritten ? rewritten : tag ? tag + 1 : address, -1);
}

/* ---- VERP -------------------------------------------------------------------------------------------------------- */

typedef enum { LOCAL, DOMAIN, HASH, N_SLOTS } Slot;
static const char *const SLOTS[N_SLOTS] = {"{local}", "{domain}", "{hash}"};

/* What stands in the slots of a form. */
typedef struct {
    NxBytes at[N_SLOTS];
} Filling;

/* NULL: there is none left. */
static const char *next_slot(const char *form, Slot *slot)
{
    const char *next = NULL;
    for (guint i = 0; i < N_SLOTS; i++) {
        const char *at = strstr(form, SLOTS[i]);
        if (at && (!next || at < next)) {
            next = at;
            *slot = (Slot)i;
        }
    }
    return next;
}

/* Each slot takes as much as it can, since a local part may hold what parts them. */
static gboolean fits(const char *form, const char *address, Filling *filling)
{
    Slot slot = LOCAL;
    const char *at = next_slot(form, &slot);
    gsize ahead = at ? (gsize)(at - form) : strlen(form), len = strlen(address);
    if (len < ahead || g_ascii_strncasecmp(form, address, ahead) != 0)
        return FALSE;
    if (!at)
        return len == ahead;
    const char *rest = at + strlen(SLOTS[slot]);
    gsize most = slot == HASH ? strspn(address + ahead, "0123456789abcdefABCDEF") : len - ahead;
    for (gsize n = most; n > 0; n--)
        if (fits(rest, address + ahead + n, filling)) {
            filling->at[slot] = (NxBytes){address + ahead, n};
            return TRUE;
        }
    return FALSE;
}

/* The first hexadecimal digits of HMAC-SHA-256 over the address key, by one of the secrets. */
static gboolean is_keyed(const NxLibrary *library, const char *key, NxBytes hash)
{
    enum { LEAST = 8, MOST = 64 };
    const GArray *secrets = nx_library_settings(library)->own_secrets;
    for (guint i = 0; secrets && hash.len >= LEAST && hash.len <= MOST && i < secrets->len; i++) {
        const char *secret = g_array_index(secrets, NxSetting, i).value;
        g_autofree char *made =
            g_compute_hmac_for_string(G_CHECKSUM_SHA256, (const guint8 *)secret, strlen(secret), key, -1);
        if (g_ascii_strncasecmp(made, hash.at, hash.len) == 0)
            return TRUE;
    }
    return FALSE;
}

gboolean nx_own_verp(const NxLibrary *library, const char *address, NxVerp *verp)
{
    const GArray *forms = library ? nx_library_settings(library)->verp : NULL;
    for (guint i = 0; forms && i < forms->len && strlen(address) <= NX_MAX_RETURN_ADDRESS; i++) {
        Filling filling = {0};
        if (!fits(g_array_index(forms, NxSetting, i).value, address, &filling) || !filling.at[DOMAIN].len)
            continue;
        g_autofree char *recipient = g_strdup_printf("%.*s@%.*s", (int)filling.at[LOCAL].len, filling.at[LOCAL].at,
                                                     (int)filling.at[DOMAIN].len, filling.at[DOMAIN].at);
        g_autofree char *key = nx_address_key(recipient, -1);
        if (!key)
            continue;
        gboolean keyed = filling.at[HASH].len && is_keyed(library, key, filling.at[HASH]);
        *verp = (NxVerp){g_steal_pointer(&recipient), keyed, filling.at[HASH].len && !keyed};
        return TRUE;
    }
    return FALSE;
}

/* ---- BATV -------------------------------------------------------------------------------------------------------- */

/* draft-levine-smtp-batv-01 4: "prvs=KDDDSSSSSS=local@domain", K the number of the key, DDD the last digits of the day
 * on which it ends, SSSSSS the first bytes of HMAC-SHA-1 over "KDDDlocal@domain". */
enum { TAG_AT = 5, TAG_DAY = 4, TAG = 10, DAYS = 1000, LIFE = 100 };

static gboolean is_live(const char *tag, NxTime now)
{
    g_autofree char *digits = g_strndup(tag + 1, TAG_DAY - 1);
    guint64 last, today = (guint64)(now / NX_DAY) % DAYS;
    return now > 0 && g_ascii_string_to_unsigned(digits, 10, 0, DAYS - 1, &last, NULL) &&
           (last + DAYS - today) % DAYS <= LIFE;
}

static gboolean is_signed_by(const char *secret, const char *tag, const char *address)
{
    g_autofree char *text = g_strdup_printf("%.*s%s", TAG_DAY, tag, address);
    g_autofree char *made =
        g_compute_hmac_for_string(G_CHECKSUM_SHA1, (const guint8 *)secret, strlen(secret), text, -1);
    return g_ascii_strncasecmp(made, tag + TAG_DAY, TAG - TAG_DAY) == 0;
}

gboolean nx_own_is_signed(const NxLibrary *library, const char *address, NxTime now)
{
    const GArray *secrets = library ? nx_library_settings(library)->batv : NULL;
    const char *tag = address + TAG_AT;
    if (!secrets || strlen(address) > NX_MAX_RETURN_ADDRESS || g_ascii_strncasecmp(address, "prvs=", TAG_AT) != 0 ||
        strcspn(tag, "=") != TAG || tag[TAG] != '=' || !is_live(tag, now))
        return FALSE;
    g_autofree char *key = nx_address_key(tag + TAG + 1, -1);
    for (guint i = 0; key && i < secrets->len; i++) {
        const char *secret = g_array_index(secrets, NxSetting, i).value;
        if (is_signed_by(secret, tag, tag + TAG + 1) || is_signed_by(secret, tag, key))
            return TRUE;
    }
    return FALSE;
}

/* ---- Own --------------------------------------------------------------------------------------------------------- */

gboolean nx_own_is(const NxLibrary *library, const char *address)
{
    g_autofree char *key = library && address ? nx_own_key(address) : NULL;
    if (!key)
        return FALSE;
    g_auto(NxVerp) verp = {0};
    return nx_own_verp(library, key, &verp) || nx_library_is_own(library, key);
}
