/* Numbers and a name of a month, in whatever order; months.tsv has the names. */
#include "parse/notice/day.h"
#include <nixie/data.h>

#define MONTHS 12
#define MOST_NUMBERS 3
#define BEFORE ((NxTime)60 * NX_DAY) /* so long ago may a day without a year be */

typedef struct {
    guint numbers[MOST_NUMBERS], digits[MOST_NUMBERS], n;
    guint month;      /* by name, 0 none */
    char separator;   /* behind the first number */
    gboolean eastern; /* year, month and day have signs of their own */
} Pieces;

static gpointer read_months(G_GNUC_UNUSED gpointer data)
{
    static const char *const NAMES[MONTHS] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"};
    const NxWordTable table = {"months.tsv", "month", NAMES, MONTHS};
    return (gpointer)nx_word_lists_read(&table);
}

static const char *const *const *get_months(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, read_months, NULL);
}

char *nx_day_months(void)
{
    GString *pattern = g_string_new("(?:");
    for (guint i = 0; i < MONTHS; i++)
        for (const char *const *word = get_months()[i]; *word; word++) {
            gsize len = strlen(*word);
            gboolean beginning = (*word)[len - 1] == '-';
            g_string_append_printf(pattern, "%s%.*s%s", pattern->len > 3 ? "|" : "", (int)(len - beginning), *word,
                                   beginning ? "\\p{L}*" : "\\b");
        }
    g_string_append_c(pattern, ')');
    return g_string_free(pattern, FALSE);
}

static guint find_month(const char *name, gsize len)
{
    const char *const *const *months = get_months();
    g_autofree char *lower = g_utf8_strdown(name, (gssize)len);
    for (guint i = 0; i < MONTHS; i++)
        for (const char *const *word = months[i]; *word; word++) {
            gsize known = strlen(*word);
            gboolean beginning = (*word)[known - 1] == '-';
            if (beginning ? strncmp(lower, *word, known - 1) == 0 : strcmp(lower, *word) == 0)
                return i + 1;
        }
    return 0;
}

static gboolean take_number(Pieces *pieces, const char **at, const char *end)
{
    guint number = 0, digits = 0;
    for (; *at < end && g_ascii_isdigit(**at); (*at)++, digits++)
        number = digits < 4 ? number * 10 + (guint)(**at - '0') : number;
    if (pieces->n == MOST_NUMBERS || digits > 4)
        return FALSE;
    pieces->numbers[pieces->n] = number;
    pieces->digits[pieces->n] = digits;
    if (pieces->n++ == 0 && *at < end)
        pieces->separator = **at;
    return TRUE;
}

static gboolean take_word(Pieces *pieces, const char **at, const char *end)
{
    const char *start = *at;
    while (*at < end && g_unichar_isalpha(g_utf8_get_char(*at)))
        *at = g_utf8_next_char(*at);
    if (!pieces->month)
        pieces->month = find_month(start, (gsize)(*at - start));
    pieces->eastern |= strncmp(start, "月", 3) == 0 || strncmp(start, "월", 3) == 0;
    return TRUE;
}

static gboolean take_apart(Pieces *pieces, const char *text, gsize len)
{
    *pieces = (Pieces){0};
    for (const char *at = text, *end = text + len; at < end;) {
        if (g_ascii_isdigit(*at)) {
            if (!take_number(pieces, &at, end))
                return FALSE;
        } else if (g_unichar_isalpha(g_utf8_get_char(at)))
            take_word(pieces, &at, end);
        else
            at = g_utf8_next_char(at);
    }
    return pieces->n > 0;
}

static guint whole_year(const Pieces *pieces, guint i)
{
    return pieces->digits[i] == 2 ? 2000 + pieces->numbers[i] : pieces->numbers[i];
}

/* Year, month and day, year 0 where none stands there; FALSE: it is none, or may be two. */
static gboolean put_together(const Pieces *p, gboolean english, guint ymd[3])
{
    guint last = p->n > 2 ? whole_year(p, 2) : 0;
    if (p->month) {
        gboolean year_first = p->n > 1 && p->digits[0] == 4;
        ymd[0] = p->n > 1 ? whole_year(p, year_first ? 0 : 1) : 0;
        ymd[1] = p->month;
        ymd[2] = p->numbers[year_first ? 1 : 0];
        return TRUE;
    }
    if (p->n < 2)
        return FALSE;
    gboolean year_first = p->n > 2 && (p->digits[0] == 4 || p->eastern);
    if (year_first || p->eastern) {
        ymd[0] = year_first ? whole_year(p, 0) : 0;
        ymd[1] = p->numbers[year_first ? 1 : 0];
        ymd[2] = p->numbers[year_first ? 2 : 1];
        return TRUE;
    }
    guint first = p->numbers[0], second = p->numbers[1];
    gboolean month_first = english && p->separator == '/' && second > 12;
    if (english && p->separator != '.' && first <= 12 && second <= 12 && first != second)
        return FALSE;
    ymd[0] = last;
    ymd[1] = month_first ? first : second;
    ymd[2] = month_first ? second : first;
    return TRUE;
}

static NxTime midnight(guint year, guint month, guint day)
{
    if (year < 1990 || year > 2200 || !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return NX_TIME_UNKNOWN;
    g_autoptr(GDateTime) date = g_date_time_new_utc((gint)year, (gint)month, (gint)day, 0, 0, 0);
    return g_date_time_to_unix(date);
}

NxTime nx_day_read(const char *text, gsize len, gboolean english, NxTime near)
{
    Pieces pieces;
    guint ymd[3];
    if (!take_apart(&pieces, text, len) || !put_together(&pieces, english, ymd) || ymd[1] > MONTHS || ymd[2] > 31)
        return NX_TIME_UNKNOWN;
    if (ymd[0])
        return midnight(ymd[0], ymd[1], ymd[2]);
    if (near == NX_TIME_UNKNOWN)
        return NX_TIME_UNKNOWN;
    g_autoptr(GDateTime) then = g_date_time_new_from_unix_utc(near - BEFORE);
    guint year = then ? (guint)g_date_time_get_year(then) : 0;
    NxTime day = midnight(year, ymd[1], ymd[2]);
    return day >= near - BEFORE ? day : midnight(year + 1, ymd[1], ymd[2]);
}
