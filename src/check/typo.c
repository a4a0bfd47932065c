/* Optimal string alignment over two rows of costs and the one before them, on a keyboard. */
#include "check/typo.h"
#include <libpsl.h>
#include <string.h>

enum { SWAP = 6, DOUBLE = 6, NEIGHBOUR = 7, EXTRA = 10, OTHER = 12, FIRST = 5, CHEAPEST = 6 };
enum { LONGEST = 64 }; /* bytes of a domain that is looked at; no known one comes near it */

static const char *const KEYBOARD[] = {"1234567890-", "qwertyuiop", "asdfghjkl", "zxcvbnm"};

static gboolean find_key(char c, gint *row, gint *column)
{
    for (guint i = 0; i < G_N_ELEMENTS(KEYBOARD); i++) {
        const char *at = c ? strchr(KEYBOARD[i], c) : NULL;
        if (at) {
            *row = (gint)i;
            *column = (gint)(at - KEYBOARD[i]);
            return TRUE;
        }
    }
    return FALSE;
}

/* Rows stand half a key to the right of those above them: below a key are its own place and the one before. */
static gboolean are_neighbours(char a, char b)
{
    gint row_a, column_a, row_b, column_b;
    if (!find_key(a, &row_a, &column_a) || !find_key(b, &row_b, &column_b))
        return FALSE;
    gint down = row_b - row_a, right = column_b - column_a;
    switch (down) {
    case 0: return right == 1 || right == -1;
    case 1: return right == 0 || right == -1;
    case -1: return right == 0 || right == 1;
    default: return FALSE;
    }
}

/* A letter of `text` that is there once too often, beside its like. */
static guint extra(const char *text, gsize at, gsize len)
{
    gboolean doubled = (at > 0 && text[at - 1] == text[at]) || (at + 1 < len && text[at + 1] == text[at]);
    return (doubled ? DOUBLE : EXTRA) + (at == 0 ? FIRST : 0);
}

static guint change(char a, char b, gsize at)
{
    return a == b ? 0 : (are_neighbours(a, b) ? NEIGHBOUR : OTHER) + (at == 0 ? FIRST : 0);
}

guint nx_typo_cost(const char *wrong, const char *right, guint limit)
{
    gsize n = strlen(wrong), m = strlen(right);
    if (n >= LONGEST || m >= LONGEST || (n > m ? n - m : m - n) * CHEAPEST > limit)
        return limit + 1;
    guint rows[3][LONGEST + 1], *before = rows[0], *above = rows[1], *here = rows[2];
    above[0] = 0;
    for (gsize j = 1; j <= m; j++)
        above[j] = above[j - 1] + extra(right, j - 1, m);
    for (gsize i = 1; i <= n; i++) {
        here[0] = above[0] + extra(wrong, i - 1, n);
        for (gsize j = 1; j <= m; j++) {
            guint cost = above[j - 1] + change(wrong[i - 1], right[j - 1], i - 1);
            cost = MIN(cost, above[j] + extra(wrong, i - 1, n));
            cost = MIN(cost, here[j - 1] + extra(right, j - 1, m));
            if (i > 1 && j > 1 && wrong[i - 1] == right[j - 2] && wrong[i - 2] == right[j - 1])
                cost = MIN(cost, before[j - 2] + SWAP + (i == 2 ? FIRST : 0));
            here[j] = cost;
        }
        guint *spare = before;
        before = above;
        above = here;
        here = spare;
    }
    return MIN(above[m], limit + 1);
}

/* How far a name may be from one of that length; in a short one each letter tells more. */
static guint limit_of(gsize len)
{
    static const struct {
        gsize len;
        guint limit;
    } LIMITS[] = {{6, 6}, {7, 7}, {8, 10}, {12, 13}, {G_MAXSIZE, 17}};
    guint i = 0;
    while (len > LIMITS[i].len)
        i++;
    return LIMITS[i].limit;
}

/* One label, two endings that both exist: hotmail.be is not hotmail.de. */
static gboolean is_family(const char *domain, const char *target)
{
    const char *dot = strchr(target, '.');
    gsize len = dot ? (gsize)(dot - target) + 1 : 0;
    return len && strncmp(domain, target, len) == 0 &&
           psl_is_public_suffix2(psl_builtin(), domain + len, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE);
}

const char *nx_typo_nearest(const NxCheckLists *lists, const char *domain)
{
    const GPtrArray *known = nx_check_lists_known(lists);
    const char *nearest = NULL;
    guint best = G_MAXUINT;
    if (nx_check_lists_is_known(lists, domain))
        return NULL;
    for (guint i = 0; i < known->len; i++) {
        const char *target = known->pdata[i];
        guint limit = limit_of(strlen(target)), cost = nx_typo_cost(domain, target, limit);
        if (cost > limit || cost > best)
            continue;
        nearest = cost == best ? NULL : target;
        best = cost;
    }
    return nearest && !is_family(domain, nearest) ? nearest : NULL;
}

char *nx_typo_suggest(const NxCheckLists *lists, const char *domain, gboolean is_open, gboolean *is_known)
{
    g_autofree char *right = NULL;
    NxSlip slip = nx_check_lists_slip(lists, domain, &right);
    *is_known = slip == NX_SLIP_KNOWN;
    if (slip == NX_SLIP_NEVER || (!is_open && !*is_known) || nx_check_lists_is_known(lists, domain))
        return NULL;
    if (right && nx_check_lists_is_known(lists, right))
        return g_steal_pointer(&right);
    const char *nearest = nx_typo_nearest(lists, right ? right : domain);
    if (nearest)
        return g_strdup(nearest);
    return *is_known ? g_steal_pointer(&right) : NULL;
}
