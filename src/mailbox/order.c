/* Names taken apart: the log's own, when it was rotated, and how it is packed. */
#include "mailbox/order.h"
#include <string.h>

enum { ROTATIONS = 4, DATE = 8 /* "20251101" */ };

typedef struct {
    gsize stem; /* bytes of "mail.log" */
    gint64
        newest; /* the greater the younger: by ".N" less than nothing, by "-YYYYMMDD..." that, of the log itself most */
} Rotation;

static gsize without_packing(const char *name)
{
    static const char *const PACKED[] = {".gz", ".xz", ".zst", ".bz2"};
    gsize len = strlen(name);
    for (gsize i = 0; i < G_N_ELEMENTS(PACKED); i++)
        if (g_str_has_suffix(name, PACKED[i]))
            return len - strlen(PACKED[i]);
    return len;
}

/* Only what is called a log is one: "bounce.1" and "bounce.2" are two messages. */
static gboolean is_log(const char *name, gsize len)
{
    return len >= 3 && g_ascii_strncasecmp(name + len - 3, "log", 3) == 0;
}

static gboolean read_rotation(const char *name, Rotation *rotation)
{
    gsize len = without_packing(name), digits = 0;
    while (digits < len && g_ascii_isdigit(name[len - digits - 1]))
        digits++;
    gsize lead = len - digits;
    *rotation = (Rotation){len, G_MAXINT64};
    if (is_log(name, len))
        return TRUE;
    if (!lead || !digits || !is_log(name, lead - 1))
        return FALSE;
    gboolean dated = name[lead - 1] == '-' && digits >= DATE, numbered = name[lead - 1] == '.' && digits <= ROTATIONS;
    gint64 number = g_ascii_strtoll(name + lead, NULL, 10);
    *rotation = (Rotation){lead - 1, dated ? number : -number};
    return dated || numbered;
}

static gboolean are_of_one_log(const char *a, const char *b, Rotation *first, Rotation *second)
{
    return read_rotation(a, first) && read_rotation(b, second) && first->stem == second->stem &&
           memcmp(a, b, first->stem) == 0;
}

gboolean nx_order_is_same_log(const char *a, const char *b)
{
    Rotation first, second;
    return are_of_one_log(a, b, &first, &second);
}

/* By the bytes of what it is sorted under: a log's files stand together, where the log does. */
static int compare_stems(const char *a, const Rotation *first, const char *b, const Rotation *second)
{
    int bytes = memcmp(a, b, MIN(first->stem, second->stem));
    return bytes ? bytes : (first->stem > second->stem) - (first->stem < second->stem);
}

int nx_order_names(const char *a, const char *b)
{
    Rotation first, second;
    gboolean one = read_rotation(a, &first), two = read_rotation(b, &second);
    if (!one && !two)
        return strcmp(a, b);
    if (!one)
        first = (Rotation){strlen(a), G_MAXINT64};
    if (!two)
        second = (Rotation){strlen(b), G_MAXINT64};
    int stems = compare_stems(a, &first, b, &second);
    if (stems)
        return stems;
    return first.newest == second.newest ? strcmp(a, b) : first.newest < second.newest ? -1 : 1;
}

gboolean nx_order_is_number(const char *name)
{
    return *name && name[strspn(name, "0123456789")] == '\0';
}

int nx_order_numbers(const char *a, const char *b)
{
    gboolean one = nx_order_is_number(a), two = nx_order_is_number(b);
    if (!one || !two)
        return one == two ? strcmp(a, b) : one ? -1 : 1;
    a += strspn(a, "0");
    b += strspn(b, "0");
    gsize first = strlen(a), second = strlen(b);
    return first == second ? strcmp(a, b) : first < second ? -1 : 1;
}
