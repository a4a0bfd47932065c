/* The date behind "From ", word by word, in whichever order the words stand. */
#include "mailbox/fromline.h"
#include "mailbox/zone.h"

#define TOKENS_MAX 128

typedef struct {
    const char *at;
    gsize len;
} Token;

typedef struct {
    int month, day, year, hour, minute, second, offset;
    gboolean timed;
} Stamp;

/* Reads all of a token as a number of at most `width` digits; -1 if it is none. */
static int number(Token token, gsize width)
{
    int n = 0;
    if (!token.len || token.len > width)
        return -1;
    for (gsize i = 0; i < token.len; i++) {
        if (!g_ascii_isdigit(token.at[i]))
            return -1;
        n = n * 10 + (token.at[i] - '0');
    }
    return n;
}

/* Some set commas behind the names of days and months. */
static Token without_comma(Token token)
{
    if (token.len && token.at[token.len - 1] == ',')
        token.len--;
    return token;
}

static guint month_of(Token token)
{
    token = without_comma(token);
    return nx_month_parse(token.at, token.len);
}

static gboolean is_weekday(Token token)
{
    static const char DAYS[] = "MonTueWedThuFriSatSun";
    enum { LETTERS = 3 };
    token = without_comma(token);
    for (guint i = 0; token.len == LETTERS && DAYS[i]; i += LETTERS)
        if (g_ascii_strncasecmp(token.at, DAYS + i, LETTERS) == 0)
            return TRUE;
    return FALSE;
}

/* "hh:mm" or "hh:mm:ss" */
static gboolean read_clock(Token token, Stamp *stamp)
{
    int parts[3] = {0, 0, 0};
    gsize count = 0;
    while (count < 3) {
        gsize width = 0;
        while (width < token.len && token.at[width] != ':')
            width++;
        parts[count] = number((Token){token.at, width}, 2);
        if (parts[count++] < 0)
            return FALSE;
        if (width == token.len)
            break;
        token.at += width + 1;
        token.len -= width + 1;
        if (count == 3)
            return FALSE;
    }
    if (count < 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 60)
        return FALSE;
    stamp->hour = parts[0];
    stamp->minute = parts[1];
    stamp->second = MIN(parts[2], 59);
    return TRUE;
}

static gboolean read_zone(Token token, Stamp *stamp)
{
    if (token.len == 5 && (*token.at == '+' || *token.at == '-')) {
        int n = number((Token){token.at + 1, 4}, 4);
        if (n < 0 || n / 100 > 14 || n % 100 > 59)
            return FALSE;
        stamp->offset = (n / 100 * 3600 + n % 100 * 60) * (*token.at == '-' ? -1 : 1);
        return TRUE;
    }
    if (!token.len || token.len > 5)
        return FALSE;
    for (gsize i = 0; i < token.len; i++)
        if (!g_ascii_isalpha(token.at[i]))
            return FALSE;
    int hours;
    if (nx_zone_find(token.at, token.len, &hours)) {
        stamp->offset = hours * 3600;
        return TRUE;
    }
    return g_ascii_isupper(*token.at); /* a zone we do not know, or "DST" */
}

static gboolean read_year(Token token, Stamp *stamp)
{
    int year = token.len == 4 ? number(token, 4) : -1;
    if (stamp->year || year < 1970 || year > 2200)
        return FALSE;
    stamp->year = year;
    return TRUE;
}

/* What follows the weekday: month and day in either order, then clock, year and zones as they come. */
static gboolean read_date(const Token *tokens, gsize count, Stamp *stamp)
{
    if (count < 4)
        return FALSE;
    gboolean month_first = month_of(tokens[0]) != 0;
    stamp->month = (int)month_of(tokens[month_first ? 0 : 1]);
    stamp->day = number(tokens[month_first ? 1 : 0], 2);
    if (!stamp->month || stamp->day < 1 || stamp->day > 31)
        return FALSE;
    gsize zones = 0;
    for (gsize i = 2; i < count; i++) {
        if (!stamp->timed && read_clock(tokens[i], stamp))
            stamp->timed = TRUE;
        else if (read_year(tokens[i], stamp))
            continue;
        else if (stamp->timed && count - i == 3 && tokens[i].len == 6 && memcmp(tokens[i].at, "remote", 6) == 0)
            break; /* "remote from HOST", UUCP's */
        else if (!stamp->timed || ++zones > 2 || !read_zone(tokens[i], stamp))
            return FALSE;
    }
    return stamp->timed && stamp->year &&
           g_date_valid_dmy((GDateDay)stamp->day, (GDateMonth)stamp->month, (GDateYear)stamp->year);
}

static gsize split(const char *line, gsize len, Token tokens[TOKENS_MAX])
{
    gsize count = 0;
    for (gsize i = 0; i < len && count < TOKENS_MAX;) {
        while (i < len && (line[i] == ' ' || line[i] == '\t'))
            i++;
        gsize start = i;
        while (i < len && line[i] != ' ' && line[i] != '\t')
            i++;
        if (i > start)
            tokens[count++] = (Token){line + start, i - start};
    }
    return count;
}

gboolean nx_from_line_parse(const char *line, gsize len, NxTime *date)
{
    static const char FROM[] = "From ";
    Token tokens[TOKENS_MAX];
    if (len <= strlen(FROM) || len > NX_FROM_LINE_MAX || memcmp(line, FROM, strlen(FROM)) != 0)
        return FALSE;
    gsize count = split(line + strlen(FROM), len - strlen(FROM), tokens);
    for (gsize i = 0; i < count; i++) {
        Stamp stamp = {0};
        if (!is_weekday(tokens[i]) || !read_date(tokens + i + 1, count - i - 1, &stamp))
            continue;
        if (date) {
            g_autoptr(GDateTime) utc =
                g_date_time_new_utc(stamp.year, stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second);
            *date = g_date_time_to_unix(utc) - stamp.offset;
        }
        return TRUE;
    }
    return FALSE;
}
