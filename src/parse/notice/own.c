#include "parse/notice/own.h"
#include "parse/notice/verp.h"
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

gboolean nx_own_is(const NxLibrary *library, const char *address)
{
    g_autofree char *key = library && address ? nx_own_key(address) : NULL;
    if (!key)
        return FALSE;
    g_autofree char *recipient = nx_verp_match(library, key);
    return recipient || nx_library_is_own(library, key);
}
