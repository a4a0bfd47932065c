/* Digits, groups of three and units, read at a place. */
#include "judge/figure.h"

enum { GROUP = 3 }; /* digits between the commas of "10,485,760" */

static gsize digits_at(const char *at, gsize len)
{
    gsize n = 0;
    while (n < len && g_ascii_isdigit(at[n]))
        n++;
    return n;
}

/* Past a mark between digits; is what follows the hundreds of a long number, or what is behind the point of one? */
static gboolean is_group(const char *at, gsize len)
{
    return digits_at(at, len) == GROUP;
}

static double unit_of(const char *at, gsize len)
{
    static const char UNITS[] = "kmgt";
    while (len > 0 && *at == ' ')
        at++, len--;
    const char *unit = len > 0 && g_ascii_isalpha(*at) ? strchr(UNITS, g_ascii_tolower(*at)) : NULL;
    double factor = 1;
    for (gint power = unit ? (gint)(unit - UNITS) + 1 : 0; power > 0; power--)
        factor *= 1024;
    return factor;
}

double nx_figure_read(const char *at, gsize len)
{
    double value = 0, place = 1;
    gboolean behind = FALSE; /* the point */
    gsize i = 0;
    for (; i < len; i++) {
        if (g_ascii_isdigit(at[i])) {
            place = behind ? place / 10 : place;
            value = behind ? value + place * (at[i] - '0') : value * 10 + (at[i] - '0');
        } else if ((at[i] == '.' || at[i] == ',') && !behind && digits_at(at + i + 1, len - i - 1) > 0) {
            behind = !is_group(at + i + 1, len - i - 1);
        } else {
            break;
        }
    }
    return value * unit_of(at + i, len - i);
}
