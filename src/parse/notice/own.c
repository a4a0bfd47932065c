#include "parse/notice/own.h"
#include <nixie/address.h>

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

static const char local_slot[] = "{local}", domain_slot[] = "{domain}";

static gboolean starts(const char *text, const char *with, gsize len)
{
    return g_ascii_strncasecmp(text, with, len) == 0 && strlen(text) >= len;
}

/* "AHEAD{slot}BETWEEN{slot}BEHIND" against the address; the first slot takes as much as it can, since a local part may
 * hold what parts them. */
static gboolean fits(const char *form, const char *address, char **local, char **domain)
{
    const char *l = strstr(form, local_slot), *d = strstr(form, domain_slot);
    if (!l || !d)
        return FALSE;
    const char *first = MIN(l, d), *second = MAX(l, d);
    gsize first_len = strlen(first == l ? local_slot : domain_slot),
          second_len = strlen(second == l ? local_slot : domain_slot);
    gsize ahead = (gsize)(first - form);
    const char *between = first + first_len, *behind = second + second_len;
    gsize gap = (gsize)(second - between), tail = strlen(behind), len = strlen(address);
    if (!gap || !starts(address, form, ahead) || len < ahead + gap + tail + 2 ||
        g_ascii_strcasecmp(address + len - tail, behind) != 0)
        return FALSE;
    for (gsize at = len - tail - gap - 1; at > ahead; at--) {
        if (!starts(address + at, between, gap))
            continue;
        char *one = g_strndup(address + ahead, at - ahead), *two = g_strndup(address + at + gap, len - tail - at - gap);
        *local = first == l ? one : two;
        *domain = first == l ? two : one;
        return TRUE;
    }
    return FALSE;
}

char *nx_own_verp_recipient(const NxLibrary *library, const char *address)
{
    const GArray *forms = library ? nx_library_settings(library)->verp : NULL;
    for (guint i = 0; forms && i < forms->len; i++) {
        g_autofree char *local = NULL, *domain = NULL;
        if (!fits(g_array_index(forms, NxSetting, i).value, address, &local, &domain))
            continue;
        g_autofree char *found = g_strconcat(local, "@", domain, NULL);
        g_autofree char *key = nx_address_key(found, -1);
        if (key)
            return g_steal_pointer(&found);
    }
    return NULL;
}

gboolean nx_own_is(const NxLibrary *library, const char *address)
{
    g_autofree char *key = library && address ? nx_own_key(address) : NULL;
    if (!key)
        return FALSE;
    g_autofree char *recipient = nx_own_verp_recipient(library, key);
    return recipient || nx_library_is_own(library, key);
}
