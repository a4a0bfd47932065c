#include "parse/notice/verp.h"
#include "parse/mime/address_list.h"

static const char local_slot[] = "{local}", domain_slot[] = "{domain}";

static gboolean starts(const char *text, const char *with, gsize len)
{
    return g_ascii_strncasecmp(text, with, len) == 0 && strlen(text) >= len;
}

/* "AHEAD{slot}BETWEEN{slot}BEHIND" against the address; the first slot takes as much as it can, since a local part may
 * hold what parts them. */
static gboolean match(const char *form, const char *address, char **local, char **domain)
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

char *nx_verp_match(const NxLibrary *library, const char *address)
{
    const GArray *forms = library ? nx_library_settings(library)->verp : NULL;
    for (guint i = 0; forms && i < forms->len; i++) {
        g_autofree char *local = NULL, *domain = NULL;
        if (!match(g_array_index(forms, NxSetting, i).value, address, &local, &domain))
            continue;
        g_autofree char *found = g_strconcat(local, "@", domain, NULL);
        g_autofree char *key = nx_address_key(found, -1);
        if (key)
            return g_steal_pointer(&found);
    }
    return NULL;
}

char *nx_verp_read(const NxLibrary *library, const NxNotice *notice)
{
    static const char *const headers[] = {"delivered-to", "x-original-to", "envelope-to", "x-envelope-to",
                                          "x-rcpt-to",    "apparently-to", "to"};
    for (gsize h = 0; h < G_N_ELEMENTS(headers); h++) {
        const char *value;
        for (guint i = 0; (value = nx_notice_header(notice, headers[h], i)) != NULL; i++) {
            g_autoptr(GPtrArray) found = nx_address_list_read(value);
            for (guint k = 0; k < found->len; k++) {
                char *recipient = nx_verp_match(library, g_ptr_array_index(found, k));
                if (recipient)
                    return recipient;
            }
        }
    }
    return NULL;
}
