#include "mailbox/fromline.h"

#define TOKENS_MAX 128

typedef struct {
    const char *at;
    gsize len;
} Token;

typedef struct {
    int month, day, year, hour, minute, second, offset;
    gboolean timed;
} Stamp;

static const struct {
    const char *name;
    int hours; /* east of Greenwich */
} ZONES[] = {
    {"UTC", 0},  {"GMT", 0},  {"UT", 0},    {"Z", 0},     {"WET", 0},   {"WEST", 1},  {"BST", 1},   {"CET", 1},
    {"MET", 1},  {"MEZ", 1},  {"CEST", 2},  {"MEST", 2},  {"MESZ", 2},  {"EET", 2},   {"EEST", 3},  {"MSK", 3},
    {"JST", 9},  {"KST", 9},  {"AEST", 10}, {"AEDT", 11}, {"EST", -5},  {"EDT", -4},  {"CST", -6},  {"CDT", -5},
    {"MST", -7}, {"MDT", -6}, {"PST", -8},  {"PDT", -7},  {"AKST", -9}, {"AKDT", -8}, {"HST", -10},
};

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

/* Place of a three-letter name in a run of such names, from 1; 0 if it is none. */
static int name_of(Token token, const char *names)
{
    if (token.len && token.at[token.len - 1] == ',')
        token.len--;
    if (token.len != 3)
        return 0;
    for (int i = 0; names[3 * i]; i++)
        if ((token.at[2] | 0x20) == names[3 * i + 2] && g_ascii_strncasecmp(token.at, names + 3 * i, 3) == 0)
            return i + 1;
    return 0;
}

static gboolean is_weekday(Token token)
{
    return name_of(token, "MonTueWedThuFriSatSun") != 0;
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
    for (gsize i = 0; i < G_N_ELEMENTS(ZONES); i++)
        if (strlen(ZONES[i].name) == token.len && g_ascii_strncasecmp(ZONES[i].name, token.at, token.len) == 0) {
            stamp->offset = ZONES[i].hours * 3600;
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
    gboolean month_first = name_of(tokens[0], "JanFebMarAprMayJunJulAugSepOctNovDec") != 0;
    stamp->month = name_of(tokens[month_first ? 0 : 1], "JanFebMarAprMayJunJulAugSepOctNovDec");
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
