/* Numbers, a bar of classes and a sparkline for each group; orders by any column. */
#include "tui/views/groups_row.h"
#include "tui/model/span.h"
#include <nixie/text.h>

static const char *const TITLES[] = {
    [NX_BY_DOMAIN] = N_("Domain"), [NX_BY_STATUS] = N_("Status"),     [NX_BY_REASON] = N_("Reason"),
    [NX_BY_CLASS] = N_("Class"),   [NX_BY_PROVIDER] = N_("Provider"), [NX_BY_MTA] = N_("MTA"),
    [NX_BY_MAILER] = N_("Mailer"), [NX_BY_DAY] = N_("Day"),           [NX_BY_STREAM] = N_("Stream"),
    [NX_BY_CHECK] = N_("Check"),   [NX_BY_ADVISED] = N_("Advice"),    [NX_BY_LEFT] = N_("Why left"),
    [NX_BY_HOUR] = N_("Hour"),     [NX_BY_WEEK] = N_("Week"),
};
G_STATIC_ASSERT(G_N_ELEMENTS(TITLES) == NX_N_BYS);

/* What "-" means: the events say nothing of it. */
static const char *const NONE[] = {
    [NX_BY_DOMAIN] = N_("(nobody)"),     [NX_BY_STATUS] = N_("(no code)"),   [NX_BY_REASON] = N_("(none)"),
    [NX_BY_CLASS] = N_("(none)"),        [NX_BY_PROVIDER] = N_("(unknown)"), [NX_BY_MTA] = N_("(not said)"),
    [NX_BY_MAILER] = N_("(unknown)"),    [NX_BY_DAY] = N_("(no date)"),      [NX_BY_STREAM] = N_("(not said)"),
    [NX_BY_CHECK] = N_("(not checked)"), [NX_BY_ADVISED] = N_("(none)"),     [NX_BY_LEFT] = N_("(none)"),
    [NX_BY_HOUR] = N_("(no date)"),      [NX_BY_WEEK] = N_("(no date)"),
};
G_STATIC_ASSERT(G_N_ELEMENTS(NONE) == NX_N_BYS);

/* ---- Orders ------------------------------------------------------------------------------------------------------ */
static guint n_left(const NxGroup *group)
{
    return group->undecided - group->lefts[NX_LEFT_NOT];
}

#define NUMBER_OF(sort, expression)                                                                                    \
    static guint number_of_##sort(const NxGroup *group)                                                                \
    {                                                                                                                  \
        return expression;                                                                                             \
    }
NUMBER_OF(events, group->events)
NUMBER_OF(undecided, group->undecided)
NUMBER_OF(take, group->lefts[NX_LEFT_NOT])
NUMBER_OF(left, n_left(group))
NUMBER_OF(hard, group->classes[NX_CLASS_HARD])
NUMBER_OF(soft, group->classes[NX_CLASS_SOFT])
NUMBER_OF(block, group->classes[NX_CLASS_BLOCK])

static const struct {
    const char *name;
    guint (*number)(const NxGroup *group); /* NULL: by name, from the first */
} SORTS[] = {
    [NX_GROUP_SORT_EVENTS] = {N_("events"), number_of_events},
    [NX_GROUP_SORT_NAME] = {N_("name"), NULL},
    [NX_GROUP_SORT_UNDECIDED] = {N_("undecided"), number_of_undecided},
    [NX_GROUP_SORT_TAKE] = {N_("take"), number_of_take},
    [NX_GROUP_SORT_LEFT] = {N_("left"), number_of_left},
    [NX_GROUP_SORT_HARD] = {N_("hard"), number_of_hard},
    [NX_GROUP_SORT_SOFT] = {N_("soft"), number_of_soft},
    [NX_GROUP_SORT_BLOCK] = {N_("block"), number_of_block},
};
G_STATIC_ASSERT(G_N_ELEMENTS(SORTS) == NX_N_GROUP_SORTS);

const char *nx_group_sort_name(NxGroupSort sort)
{
    return SORTS[sort].name;
}

gboolean nx_group_sort_parse(const char *name, NxGroupSort *sort)
{
    for (guint i = 0; i < NX_N_GROUP_SORTS; i++) {
        if (g_str_equal(SORTS[i].name, name)) {
            *sort = (NxGroupSort)i;
            return TRUE;
        }
    }
    return FALSE;
}

gboolean nx_group_sort_is_down(NxGroupSort sort)
{
    return SORTS[sort].number != NULL;
}

typedef struct {
    NxGroupSort sort;
    gboolean reverse;
} Order;

/* Ties as the catalog has them: the largest first, then by name. */
static gint compare(gconstpointer x, gconstpointer y, gpointer user)
{
    const Order *order = user;
    const NxGroup *a = *(NxGroup *const *)x, *b = *(NxGroup *const *)y;
    guint (*number)(const NxGroup *) = SORTS[order->sort].number;
    gint found = number ? (number(a) < number(b)) - (number(a) > number(b)) : strcmp(a->name, b->name);
    if (found == 0)
        found = a->events != b->events ? (a->events < b->events ? 1 : -1) : strcmp(a->name, b->name);
    return order->reverse ? -found : found;
}

void nx_groups_sort(GPtrArray *groups, NxGroupSort sort, gboolean reverse)
{
    Order order = {sort, reverse};
    g_ptr_array_sort_with_data(groups, compare, &order);
}

/* ---- Totals ------------------------------------------------------------------------------------------------------ */
void nx_groups_total(const NxModel *model, GPtrArray *groups, NxGroupTotals *totals)
{
    nx_groups_total_clear(totals);
    totals->groups = groups;
    nx_span_find(model, model->list, &totals->from, &totals->to);
    totals->sparks = g_malloc0_n(groups->len, sizeof *totals->sparks);
    for (guint i = 0; i < groups->len; i++) {
        const NxGroup *group = groups->pdata[i];
        totals->events += group->events;
        totals->most = MAX(totals->most, group->events);
        nx_span_fill(model, group->list, totals->from, totals->to, totals->sparks[i], NX_SPARK_DAYS);
    }
}

void nx_groups_total_clear(NxGroupTotals *totals)
{
    g_free(totals->sparks);
    *totals = (NxGroupTotals){0};
}

/* ---- Columns ----------------------------------------------------------------------------------------------------- */
enum { MARK = 1, NAME = 3, LEAST_NAME = 10, EVENTS = 8, SHARE = 6, UNDECIDED = 11, COUNT = 7, LEAST_BAR = 8 };

/* The names need no more than the longest of them, and may take what is free of `width`. */
static guint name_width(const GPtrArray *groups, NxBy by, guint width)
{
    guint wide = nx_cells(nx_tr(TITLES[by]), -1);
    for (guint i = 0; groups && i < groups->len; i++)
        wide = MAX(wide, nx_cells(nx_group_shown_name(by, groups->pdata[i]), -1));
    return CLAMP(wide, LEAST_NAME, MAX(width, LEAST_NAME));
}

void nx_group_columns_make(const GPtrArray *groups, NxBy by, guint width, NxGroupColumns *columns)
{
    NxGroupColumns c = {.by = by, .name = width >= 60 ? NAME : 2};
    guint numbers = EVENTS + (width >= 60 ? SHARE + UNDECIDED : UNDECIDED - 3) + (width >= 50 ? 2 * COUNT : 0),
          spark = width >= 100 ? NX_SPARK_DAYS + 2 : 0, bar = width >= 60 ? LEAST_BAR + 2 : 0,
          taken = c.name + numbers + spark + bar, at = c.name;
    at += name_width(groups, by, width > taken ? width - taken : 0);
    c.events = at, at += EVENTS;
    if (width >= 60)
        c.share = at, at += SHARE;
    c.undecided = at, at += width >= 60 ? UNDECIDED : UNDECIDED - 3;
    if (width >= 50) {
        c.take = at, at += COUNT;
        c.left = at, at += COUNT;
    }
    if (bar > 0) {
        c.bar = at + 2;
        c.bar_width = width > c.bar + spark ? width - c.bar - spark : 0;
    }
    if (spark > 0)
        c.spark = width - NX_SPARK_DAYS - 1;
    *columns = c;
}

void nx_group_columns_chart(const GPtrArray *groups, NxBy by, guint width, NxGroupColumns *columns)
{
    NxGroupColumns c = {.by = by, .name = width >= 60 ? NAME : 2};
    guint numbers = EVENTS + UNDECIDED - 3;
    c.events = c.name + name_width(groups, by, width > numbers + c.name ? width - numbers - c.name : 0);
    c.undecided = c.events + EVENTS;
    if (width >= 60) {
        c.bar = c.undecided + UNDECIDED - 3 + 2;
        c.bar_width = width - c.bar - 1;
    }
    *columns = c;
}

static guint next_column(const NxGroupColumns *c, guint at)
{
    const guint starts[] = {c->share, c->undecided, c->take, c->left};
    guint next = at;
    for (guint i = 0; i < G_N_ELEMENTS(starts); i++)
        if (starts[i] > at && (next == at || starts[i] < next))
            next = starts[i];
    return next > at ? next : at + COUNT;
}

/* ---- Drawing ----------------------------------------------------------------------------------------------------- */
static const struct {
    NxClass klass; /* NX_N_CLASSES: all others */
    const char *name;
    const char *glyph, *ascii;
    NxLook look;
} SEGMENTS[] = {
    {NX_CLASS_HARD, "hard", "█", "#", NX_LOOK_HARD},
    {NX_CLASS_SOFT, "soft", "▓", "=", NX_LOOK_SOFT},
    {NX_CLASS_BLOCK, "block", "▒", "%", NX_LOOK_BLOCK},
    {NX_N_CLASSES, N_("other"), "░", ".", NX_LOOK_TEXT},
};

static guint count_of(const NxGroup *group, NxClass klass)
{
    if (klass != NX_N_CLASSES)
        return group->classes[klass];
    return group->events - group->classes[NX_CLASS_HARD] - group->classes[NX_CLASS_SOFT] -
           group->classes[NX_CLASS_BLOCK];
}

const char *nx_group_shown_name(NxBy by, const NxGroup *group)
{
    NxReason reason;
    if (by == NX_BY_REASON && nx_reason_parse(group->name, &reason))
        return nx_tr(nx_reason_label(reason));
    if (by == NX_BY_ADVISED)
        return nx_tr(group->name);
    for (guint i = NX_LEFT_NOT; by == NX_BY_LEFT && i < NX_N_LEFTS; i++)
        if (g_strcmp0(i == NX_LEFT_NOT ? "-" : nx_left_name((NxLeft)i), group->name) == 0)
            return nx_tr(nx_left_words((NxLeft)i));
    return g_str_equal(group->name, "-") ? nx_tr(NONE[by]) : group->name;
}

/* Of each class as much of its name as there is room for: "hard# soft=", or "h# s=". */
static void draw_legend(const NxGroupColumns *c, NxCells *cells, const NxRect *area)
{
    guint needed = 0, at = 0;
    for (guint i = 0; i < G_N_ELEMENTS(SEGMENTS); i++)
        needed += nx_cells(nx_tr(SEGMENTS[i].name), -1) + 2;
    gboolean is_short = needed > c->bar_width + 1;
    for (guint i = 0; i < G_N_ELEMENTS(SEGMENTS); i++) {
        g_autofree char *name =
            is_short ? g_utf8_substring(nx_tr(SEGMENTS[i].name), 0, 1) : g_strdup(nx_tr(SEGMENTS[i].name));
        guint wide = nx_cells(name, -1) + 2;
        if (at + wide > c->bar_width + 1)
            return;
        nx_cells_printf(cells, area->row, area->col + c->bar + at, wide - 1, SEGMENTS[i].look, "%s%s", name,
                        cells->ascii ? SEGMENTS[i].ascii : SEGMENTS[i].glyph);
        at += wide;
    }
}

/* "Jun 1-30": from when to when, where it fits. */
static void draw_span(const NxGroupColumns *c, const NxGroupTotals *totals, NxCells *cells, const NxRect *area)
{
    g_autofree char *from = nx_time_local(totals->from, "%m-%d"), *to = nx_time_local(totals->to, "%m-%d"),
                    *text = g_strdup_printf("%s %s %s", from, nx_symbol(cells->ascii, NX_SYMBOL_RULE), to);
    if (totals->to != NX_TIME_UNKNOWN)
        nx_cells_put_right(cells, area->row, area->col + c->spark, NX_SPARK_DAYS, NX_LOOK_HEADING, text);
}

static void put_head(const NxGroupColumns *c, NxCells *cells, const NxRect *area, guint at, const char *text)
{
    if (at > 0)
        nx_cells_put_right(cells, area->row, area->col + at, next_column(c, at) - at, NX_LOOK_HEADING, text);
}

void nx_group_draw_head(NxBy by, const NxGroupColumns *c, const NxGroupTotals *totals, NxCells *cells,
                        const NxRect *area)
{
    nx_cells_put_cut(cells, area->row, area->col + c->name, c->events - c->name, 0, NX_LOOK_HEADING, nx_tr(TITLES[by]));
    put_head(c, cells, area, c->events, nx_tr("Events"));
    put_head(c, cells, area, c->share, "%");
    put_head(c, cells, area, c->undecided, c->share > 0 ? nx_tr("undecided") : nx_tr("undec."));
    put_head(c, cells, area, c->take, nx_tr("take"));
    put_head(c, cells, area, c->left, nx_tr("left"));
    if (c->bar > 0)
        draw_legend(c, cells, area);
    if (c->spark > 0)
        draw_span(c, totals, cells, area);
}

static void put_number(const NxGroupColumns *c, NxCells *cells, const NxRect *row, guint at, NxLook look, guint number)
{
    g_autofree char *text = g_strdup_printf("%u", number);
    if (at > 0)
        nx_cells_put_right(cells, row->row, row->col + at, next_column(c, at) - at, look, text);
}

/* While mail is read nobody has said yet what is left. */
static void put_counts(const NxGroup *group, const NxGroupColumns *c, gboolean is_loading, NxCells *cells,
                       const NxRect *row)
{
    const char *none = is_loading ? nx_symbol(cells->ascii, NX_SYMBOL_PENDING) : "-";
    put_number(c, cells, row, c->undecided, NX_LOOK_TEXT, group->undecided);
    if (group->undecided > 0 && !is_loading) {
        put_number(c, cells, row, c->take, NX_LOOK_TEXT, group->lefts[NX_LEFT_NOT]);
        put_number(c, cells, row, c->left, NX_LOOK_TEXT, n_left(group));
    } else if (c->take > 0) {
        nx_cells_put_right(cells, row->row, row->col + c->take, COUNT, NX_LOOK_DIM, none);
        nx_cells_put_right(cells, row->row, row->col + c->left, COUNT, NX_LOOK_DIM, none);
    }
}

/* One run of glyphs for each class; what is not nothing has a cell. */
static void put_bar(const NxGroup *group, const NxGroupColumns *c, guint most, NxCells *cells, const NxRect *row)
{
    guint length = most > 0 ? MAX(1, (guint)((guint64)group->events * c->bar_width / most)) : 0, sum = 0, at = 0;
    for (guint i = 0; i < G_N_ELEMENTS(SEGMENTS) && group->events > 0; i++) {
        guint n = count_of(group, SEGMENTS[i].klass);
        sum += n;
        guint end = (guint)(((guint64)sum * length + group->events / 2) / group->events);
        if (n > 0 && end == at)
            end = MIN(at + 1, length);
        for (; at < end; at++)
            nx_cells_put(cells, row->row, row->col + c->bar + at, 1, SEGMENTS[i].look,
                         cells->ascii ? SEGMENTS[i].ascii : SEGMENTS[i].glyph);
    }
}

/* '*' where all of it is tagged, a check where all is decided. */
static void put_mark(const NxGroup *group, NxCells *cells, const NxRect *row)
{
    if (group->addresses > 0 && group->tagged == group->addresses)
        nx_cells_put(cells, row->row, row->col + MARK, 1, NX_LOOK_TAGGED, "*");
    else if (group->addresses > 0 && group->undecided == 0)
        nx_cells_put(cells, row->row, row->col + MARK, 1, NX_LOOK_DECIDED, nx_symbol(cells->ascii, NX_SYMBOL_CHECK));
}

void nx_group_draw(const NxGroup *group, guint line, const NxGroupColumns *c, const NxGroupTotals *totals,
                   NxCells *cells, const NxRect *row)
{
    put_mark(group, cells, row);
    nx_cells_put_cut(cells, row->row, row->col + c->name, c->events - c->name, 0, NX_LOOK_TEXT,
                     nx_group_shown_name(c->by, group));
    put_number(c, cells, row, c->events, NX_LOOK_STRONG, group->events);
    if (c->share > 0)
        nx_cells_printf(cells, row->row, row->col + c->share, SHARE, NX_LOOK_TEXT, "%6.1f",
                        totals->events > 0 ? 100.0 * group->events / totals->events : 0);
    put_counts(group, c, totals->is_loading, cells, row);
    if (c->bar > 0)
        put_bar(group, c, totals->most, cells, row);
    if (c->spark > 0) {
        g_autofree char *spark = nx_spark(totals->sparks[line], NX_SPARK_DAYS, cells->ascii);
        nx_cells_put(cells, row->row, row->col + c->spark, NX_SPARK_DAYS, NX_LOOK_BAR, spark);
    }
}
