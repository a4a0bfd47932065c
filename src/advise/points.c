/* Points taken together by their kind, as a text. */
#include "advise/points.h"
#include <nixie/text.h>

static void point_free(gpointer data)
{
    NxPoint *point = data;
    g_free(point->sentence);
    g_free(point);
}

GPtrArray *nx_points_new(void)
{
    return g_ptr_array_new_with_free_func(point_free);
}

void nx_points_add(GPtrArray *points, NxPointKind kind, guint bit, char *sentence)
{
    if (!sentence)
        return;
    NxPoint *point = g_new0(NxPoint, 1);
    *point = (NxPoint){kind, bit, sentence};
    g_ptr_array_add(points, point);
}

/* How points of a kind are said: what parts them from those before, what parts one from the next, and what is said
 * around all of them. */
static const struct {
    const char *before, *between, *around;
} MANNERS[] = {
    [NX_POINT_MEANING] = {" ", " ", NULL},
    [NX_POINT_HISTORY] = {" ", " ", NULL},
    [NX_POINT_EVIDENCE] = {" ", ", ", N_("For it: %s.")},
    [NX_POINT_CODES] = {", ", ", ", NULL},
    [NX_POINT_TEXT] = {", ", ", ", NULL},
    [NX_POINT_GUARD] = {", ", ", ", NULL},
    [NX_POINT_DOUBT] = {", ", ", ", N_("not certain: %s")},
};
G_STATIC_ASSERT(G_N_ELEMENTS(MANNERS) == NX_N_POINTS);

/* Adds the points of one kind from `at` on; where the next kind begins. */
static guint add_kind(GString *text, const GPtrArray *points, guint at)
{
    NxPointKind kind = ((const NxPoint *)points->pdata[at])->kind;
    g_autoptr(GString) all = g_string_new(NULL);
    for (; at < points->len && ((const NxPoint *)points->pdata[at])->kind == kind; at++) {
        if (all->len > 0)
            g_string_append(all, MANNERS[kind].between);
        g_string_append(all, ((const NxPoint *)points->pdata[at])->sentence);
    }
    if (text->len > 0)
        g_string_append(text, MANNERS[kind].before);
    g_string_append_printf(text, MANNERS[kind].around ? nx_tr(MANNERS[kind].around) : "%s", all->str);
    return at;
}

char *nx_points_text(const GPtrArray *points)
{
    GString *text = g_string_new(NULL);
    for (guint at = 0; at < points->len;)
        at = add_kind(text, points, at);
    return g_string_free(text, text->len == 0);
}
