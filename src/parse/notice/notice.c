/* What one asks of a notice: its headers, its whole body, whose address one is. */
#include "parse/notice/notice.h"
#include "parse/bounds.h"
#include "parse/mime/charset.h"
#include "parse/notice/original.h"
#include "parse/notice/own.h"
#include <nixie/address.h>

const char *nx_notice_header(const NxNotice *notice, const char *name, guint nth)
{
    return nx_headers_get(notice->headers, name, nth);
}

gboolean nx_notice_is_own(const NxNotice *notice, const char *address)
{
    g_autofree char *key = nx_own_key(address);
    return key && (g_hash_table_contains(notice->own, key) || nx_own_is(notice->library, address));
}

gboolean nx_notice_is_original_recipient(const NxNotice *notice, const char *address)
{
    g_autofree char *key = nx_address_key(address, -1);
    return key && g_strv_contains(notice->original_recipients, key);
}

/* "Autumn letters <autumn.news.example>" for autumn@news.example. */
static gboolean is_list_id(const char *list_id, const char *key)
{
    const char *open = list_id ? strrchr(list_id, '<') : NULL;
    g_autofree char *id = list_id ? g_strstrip(g_strdup(open ? open + 1 : list_id)) : NULL;
    if (!id)
        return FALSE;
    id[strcspn(id, "> \t")] = '\0';
    gsize local = strcspn(key, "@");
    return strlen(id) == strlen(key) && id[local] == '.' && g_ascii_strncasecmp(id, key, local) == 0 &&
           g_ascii_strcasecmp(id + local + 1, key + local + 1) == 0;
}

gboolean nx_notice_is_list(const NxNotice *notice, const char *key)
{
    if (!notice)
        return FALSE;
    gboolean ours = notice->library && nx_library_is_own_domain(notice->library, nx_address_domain(key));
    return ours || g_strv_contains(notice->original_lists, key) || is_list_id(notice->original_list_id, key);
}

const char *nx_notice_raw(const NxNotice *notice, gsize *original)
{
    NxNoticeLazy *lazy = notice->lazy;
    if (!lazy->text) {
        NxBytes bytes = nx_part_list_bytes(notice->list, nx_part_list_get(notice->list, 0)->body);
        bytes.len = MIN(bytes.len, NX_MAX_RAW_TEXT);
        lazy->text = nx_charset_text(NULL, bytes);
        lazy->original = nx_original_begins(lazy->text);
    }
    if (original)
        *original = lazy->original;
    return lazy->text;
}

NxNearbyIndex *nx_notice_index(const NxNotice *notice)
{
    if (!notice->lazy->index)
        notice->lazy->index = nx_nearby_index_new(notice->text, MIN(notice->text_original, NX_MAX_MARKED_TEXT));
    return notice->lazy->index;
}
