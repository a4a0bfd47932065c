/* Headers of programs, receipts, and subjects that only count where a program sent them. */
#include "parse/notice/autoreply.h"
#include "parse/notice/sign_words.h"

/* "precedence: auto-reply": that header, and what stands in it begins so; without a colon, that it is there. */
static gboolean fits(const NxNotice *notice, const char *header)
{
    const char *colon = strchr(header, ':'), *with = colon ? colon + 1 + strspn(colon + 1, " ") : "";
    g_autofree char *name = g_strndup(header, strcspn(header, ":"));
    const char *value = nx_notice_header(notice, name, 0);
    return value && g_ascii_strncasecmp(value, with, strlen(with)) == 0;
}

static gboolean has_header(const NxNotice *notice)
{
    for (const char *const *header = nx_sign_words(NX_WORDS_AUTO_HEADER); *header; header++)
        if (fits(notice, *header))
            return TRUE;
    return FALSE;
}

static gboolean is_receipt(const NxPartList *list)
{
    for (guint i = 0; i < nx_part_list_count(list); i++)
        if (!nx_part_is_inner(list, i) && strstr(nx_part_list_get(list, i)->type, "disposition-notification"))
            return TRUE;
    const char *type = nx_part_param(list, nx_part_list_get(list, 0), "report-type");
    return type && g_ascii_strcasecmp(type, "disposition-notification") == 0;
}

static gboolean has_subject(const char *subject)
{
    g_autofree char *lower = g_utf8_strdown(subject, -1);
    return nx_sign_words_in(NX_WORDS_VACATION, lower);
}

static gboolean is_programs(const NxNotice *notice)
{
    const char *precedence = nx_notice_header(notice, "precedence", 0);
    return (notice->signs & (NX_SIGN_NULL_PATH | NX_SIGN_AUTO)) ||
           nx_notice_header(notice, "x-auto-response-suppress", 0) ||
           (precedence && (g_ascii_strcasecmp(precedence, "bulk") == 0 || g_ascii_strcasecmp(precedence, "junk") == 0));
}

gboolean nx_autoreply_is(const NxNotice *notice)
{
    if (is_receipt(notice->list))
        return TRUE;
    /* Mail systems call their notices auto-replied too (RFC 3834 5). */
    if (notice->signs & (NX_SIGN_REPORT | NX_SIGN_DAEMON | NX_SIGN_FAILED_HEADER | NX_SIGN_SUBJECT))
        return FALSE;
    return has_header(notice) || (has_subject(notice->subject) && is_programs(notice));
}
