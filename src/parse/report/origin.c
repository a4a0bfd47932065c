#include "parse/report/origin.h"
#include "parse/mime/address_list.h"

static gboolean is_own_domain(const NxLibrary *library, const char *domain)
{
    for (const char *at = domain; at && *at; at = strchr(at, '.'), at = at ? at + 1 : NULL)
        if (nx_library_is_own_domain(library, at))
            return TRUE;
    return FALSE;
}

static char *message_id_domain(const char *id)
{
    const char *at = id ? strrchr(id, '@') : NULL;
    return at ? nx_domain_key(at + 1, (gssize)strcspn(at + 1, "> \t")) : NULL;
}

NxOrigin nx_origin_read(const NxLibrary *library, const NxOriginal *original, gboolean verp)
{
    if (verp)
        return NX_ORIGIN_OURS;
    if (!library || !nx_library_has_own(library))
        return NX_ORIGIN_UNPROVEN;
    g_autofree char *id = message_id_domain(original->message_id);
    const char *from = original->from_key;
    if (is_own_domain(library, id) ||
        (from && (nx_library_is_own(library, from) || is_own_domain(library, nx_address_domain(from)))))
        return NX_ORIGIN_OURS;
    return id || from ? NX_ORIGIN_FOREIGN : NX_ORIGIN_UNPROVEN;
}
