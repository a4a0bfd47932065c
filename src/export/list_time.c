/* One form after the other. */
#include "export/list_time.h"
#include <string.h>

static NxTime since_1970(const char *text)
{
    guint64 number;
    gsize digits = strspn(text, "0123456789");
    gboolean fraction = text[digits] == '.';
    g_autofree char *whole = fraction ? g_strndup(text, digits) : NULL;
    if (g_ascii_string_to_unsigned(whole ? whole : text, 10, 100000000, G_MAXUINT32, &number, NULL))
        return (NxTime)number;
    if (g_ascii_string_to_unsigned(text, 10, 100000000000, (guint64)G_MAXUINT32 * 1000, &number, NULL))
        return (NxTime)(number / 1000);
    return NX_TIME_UNKNOWN;
}

static gboolean zone_parse(const char *zone, const char **offset, char scratch[7])
{
    if (g_str_equal(zone, "UTC") || g_str_equal(zone, "GMT") || g_str_equal(zone, "Z")) {
        *offset = "Z";
        return TRUE;
    }
    if (strlen(zone) != 5 || !strchr("+-", zone[0]))
        return FALSE;
    g_snprintf(scratch, 7, "%.3s:%.2s", zone, zone + 3);
    *offset = scratch;
    return TRUE;
}

/* "Fri, 21 Oct 2011 11:02:55 +0000", the day of the week being idle. */
static NxTime of_mail(const char *text)
{
    const char *comma = strchr(text, ',');
    g_auto(GStrv) words = g_strsplit_set(comma ? comma + 1 : text, " ", 12);
    const char *part[5] = {NULL}, *offset;
    guint n = 0;
    for (char **word = words; *word; word++)
        if (**word && n < G_N_ELEMENTS(part))
            part[n++] = *word;
    char scratch[7];
    guint month = n == G_N_ELEMENTS(part) ? nx_month_parse(part[1], strlen(part[1])) : 0;
    if (!month || !zone_parse(part[4], &offset, scratch))
        return NX_TIME_UNKNOWN;
    NxTime time;
    g_autofree char *day = g_strdup_printf("%s%s", strlen(part[0]) == 1 ? "0" : "", part[0]);
    g_autofree char *rfc3339 = g_strdup_printf("%s-%02u-%sT%s%s", part[2], month, day, part[3], offset);
    return nx_time_parse(rfc3339, &time) ? time : NX_TIME_UNKNOWN;
}

NxTime nx_list_time(const char *text)
{
    NxTime time;
    if (nx_time_parse(text, &time))
        return time;
    g_autofree char *utc = g_strconcat(text, "Z", NULL);
    if (strchr(text, ':') && nx_time_parse(utc, &time))
        return time;
    time = since_1970(text);
    return time != NX_TIME_UNKNOWN ? time : of_mail(text);
}
