/* Times and durations as people and RFC 3339 write them. */
#include <nixie/time.h>

#define TEN_YEARS (3653 * NX_DAY)

/* Reads exactly `digits` digits. */
static gboolean digits(const char **at, int count, int *value)
{
    *value = 0;
    for (int i = 0; i < count; i++, (*at)++) {
        if (!g_ascii_isdigit(**at))
            return FALSE;
        *value = *value * 10 + (**at - '0');
    }
    return TRUE;
}

static gboolean literal(const char **at, const char *one_of)
{
    if (!**at || !strchr(one_of, **at))
        return FALSE;
    (*at)++;
    return TRUE;
}

static gboolean read_offset(const char **at, int *seconds)
{
    *seconds = 0;
    if (literal(at, "Zz"))
        return TRUE;
    int sign = **at == '-' ? -1 : 1, hours, minutes;
    if (!literal(at, "+-") || !digits(at, 2, &hours) || !literal(at, ":") || !digits(at, 2, &minutes) || hours > 23 ||
        minutes > 59)
        return FALSE;
    *seconds = sign * (hours * 3600 + minutes * 60);
    return TRUE;
}

gboolean nx_time_parse(const char *text, NxTime *time)
{
    int year, month, day, hour, minute, second, offset;
    *time = NX_TIME_UNKNOWN;
    if (!text || !digits(&text, 4, &year) || !literal(&text, "-") || !digits(&text, 2, &month) ||
        !literal(&text, "-") || !digits(&text, 2, &day))
        return FALSE;
    if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return FALSE;
    if (!*text) {
        g_autoptr(GDateTime) midnight = g_date_time_new_local(year, month, day, 0, 0, 0);
        *time = midnight ? g_date_time_to_unix(midnight) : NX_TIME_UNKNOWN;
        return midnight != NULL;
    }
    if (!literal(&text, "Tt ") || !digits(&text, 2, &hour) || !literal(&text, ":") || !digits(&text, 2, &minute) ||
        !literal(&text, ":") || !digits(&text, 2, &second) || hour > 23 || minute > 59 || second > 60)
        return FALSE;
    if (literal(&text, "."))
        do {
            if (!g_ascii_isdigit(*text))
                return FALSE;
        } while (g_ascii_isdigit(*++text));
    if (!read_offset(&text, &offset) || *text)
        return FALSE;
    g_autoptr(GDateTime) utc =
        g_date_time_new_utc(year, month, day, hour, minute, MIN(second, 59)); /* no clock here keeps leap seconds */
    *time = g_date_time_to_unix(utc) - offset;
    return TRUE;
}

char *nx_time_rfc3339(NxTime time)
{
    if (time == NX_TIME_UNKNOWN)
        return NULL;
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(time);
    return utc ? g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

char *nx_time_local(NxTime time, const char *format)
{
    g_autoptr(GDateTime) local = time == NX_TIME_UNKNOWN ? NULL : g_date_time_new_from_unix_local(time);
    char *text = local ? g_date_time_format(local, format) : NULL;
    return text ? text : g_strdup("");
}

gint nx_time_day(NxTime time)
{
    /* Asked for every row: GDateTime takes twenty times as long. */
    time_t seconds = (time_t)time;
    struct tm tm;
    NxTime local = time + (localtime_r(&seconds, &tm) ? tm.tm_gmtoff : 0);
    return (gint)(local >= 0 ? local / NX_DAY : -((-local + NX_DAY - 1) / NX_DAY));
}

guint nx_month_parse(const char *name, gsize len)
{
    static const char MONTHS[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    enum { LETTERS = 3 };
    if (len != LETTERS)
        return 0;
    for (guint i = 0; MONTHS[i]; i += LETTERS)
        if (g_ascii_strncasecmp(MONTHS + i, name, LETTERS) == 0)
            return i / LETTERS + 1;
    return 0;
}

gboolean nx_duration_parse(const char *text, NxTime *seconds)
{
    static const struct {
        char unit;
        NxTime seconds;
    } UNITS[] = {{'s', 1}, {'m', 60}, {'h', NX_HOUR}, {'d', NX_DAY}, {'w', 7 * NX_DAY}};
    *seconds = 0;
    if (!text || !g_ascii_isdigit(*text))
        return FALSE;
    NxTime count = 0;
    for (; g_ascii_isdigit(*text); text++) {
        count = count * 10 + (*text - '0');
        if (count > TEN_YEARS)
            return FALSE;
    }
    for (gsize i = 0; i < G_N_ELEMENTS(UNITS); i++)
        if (text[0] == UNITS[i].unit && !text[1] && count <= TEN_YEARS / UNITS[i].seconds) {
            *seconds = count * UNITS[i].seconds;
            return TRUE;
        }
    return FALSE;
}
