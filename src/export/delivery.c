/* Deliveries as the logs of MTAs tell them. */
#include <nixie/export.h>
#include <nixie/text.h>
#include <stdio.h>

/* How MTAs log a delivery: `mark` says it, the address stands behind `before`. Postfix; Sendmail, with one recipient;
 * Exim, with "name <address>" where it was redirected. */
static const struct {
    const char *mark, *before;
} LOGS[] = {
    {"status=sent", " to=<"}, {"stat=Sent", " to=<"}, {"stat=Sent", " to="}, {" => ", " => "}, {" -> ", " -> "},
};

/* The address of a delivery in a line of a log; NULL if it tells of none. Caller frees. */
static char *logged_address(const char *line)
{
    for (guint i = 0; i < G_N_ELEMENTS(LOGS); i++) {
        const char *at = strstr(line, LOGS[i].mark) ? strstr(line, LOGS[i].before) : NULL;
        if (!at)
            continue;
        at += strlen(LOGS[i].before);
        const char *end = at + strcspn(at, " ,>\t"), *angle = *end == ' ' && end[1] == '<' ? end + 2 : NULL;
        if (angle) {
            at = angle;
            end = at + strcspn(at, ">");
        }
        return g_strndup(at, (gsize)(end - at));
    }
    return NULL;
}

/* The newest time that is not in the future and fits syslog's "Nov 20 10:11:12", which tells no year and goes by local
 * time. */
static gboolean syslog_time(const char *line, NxTime now, NxTime *time)
{
    char name[4];
    int day, hour, minute, second;
    if (sscanf(line, "%3[A-Za-z] %2d %2d:%2d:%2d ", name, &day, &hour, &minute, &second) != 5)
        return FALSE;
    guint month = nx_month_parse(name, strlen(name));
    if (!month)
        return FALSE;
    g_autoptr(GDateTime) today = g_date_time_new_from_unix_local(now);
    for (int years = 0; years <= 8; years++) { /* as many as can lie between two leap days */
        g_autoptr(GDateTime) when =
            g_date_time_new_local(g_date_time_get_year(today) - years, (int)month, day, hour, minute, second);
        if (when && g_date_time_to_unix(when) <= now) {
            *time = g_date_time_to_unix(when);
            return TRUE;
        }
    }
    return FALSE;
}

/* When a line was logged: RFC 3339, Exim's "2025-11-20 10:11:12" of local time, or syslog's; `now` where it does not
 * say. */
static NxTime logged_time(const char *line, NxTime now)
{
    NxTime time;
    g_autofree char *word = g_strndup(line, strcspn(line, " \t"));
    if (strchr(word, 'T') && nx_time_parse(word, &time))
        return MIN(time, now);
    g_autofree char *date = g_strndup(line, strlen("2025-11-20 10:11:12"));
    g_autoptr(GTimeZone) local = g_time_zone_new_local();
    g_autoptr(GDateTime) exim =
        strlen(date) == 19 && date[10] == ' ' ? g_date_time_new_from_iso8601(date, local) : NULL;
    if (exim)
        return MIN(g_date_time_to_unix(exim), now);
    return syslog_time(line, now, &time) ? time : now;
}

char *nx_delivery_parse(const char *line, NxTime now, NxTime *at)
{
    gboolean is_logged = strchr(line, ' ') != NULL;
    g_autofree char *address = is_logged ? logged_address(line) : g_strdup(line);
    *at = is_logged ? logged_time(line, now) : now;
    if (address && *address && *address != '#')
        return g_steal_pointer(&address);
    return NULL;
}
