/* A row of the groups, column by column; its head; the order of the rows. */
#pragma once
#include "tui/model/model.h"
#include "tui/terminal/cells.h"

typedef enum {
    NX_GROUP_SORT_EVENTS,
    NX_GROUP_SORT_NAME,
    NX_GROUP_SORT_UNDECIDED,
    NX_GROUP_SORT_TAKE,
    NX_GROUP_SORT_LEFT,
    NX_GROUP_SORT_HARD,
    NX_GROUP_SORT_SOFT,
    NX_GROUP_SORT_BLOCK,
    NX_N_GROUP_SORTS
} NxGroupSort;
const char *nx_group_sort_name(NxGroupSort sort); /* "undecided", as typed; untranslated */
gboolean nx_group_sort_parse(const char *name, NxGroupSort *sort);
gboolean nx_group_sort_is_down(NxGroupSort sort); /* the largest first, where it is not reversed */
/* Ties stay as they were. */
void nx_groups_sort(GPtrArray *groups, NxGroupSort sort, gboolean reverse);

/* What rows are measured by. */
typedef struct {
    gboolean is_loading;            /* more of it comes */
    guint events, most;             /* in all; of the largest group */
    NxTime from, to;                /* the span of what is grouped; unknown: nothing has a time */
    guint (*sparks)[NX_SPARK_DAYS]; /* of each group over that span, in the order of the groups */
    GPtrArray *groups;              /* borrowed */
} NxGroupTotals;
/* Takes the place of what was there. */
void nx_groups_total(const NxModel *model, GPtrArray *groups, NxGroupTotals *totals);
void nx_groups_total_clear(NxGroupTotals *totals);

/* Where the columns stand, by width; 0: not shown. */
typedef struct {
    NxBy by;
    guint name, events, share, undecided, take, left, bar, bar_width, spark;
} NxGroupColumns;
void nx_group_columns_make(const GPtrArray *groups, NxBy by, guint width, NxGroupColumns *columns);
/* The same of a chart: the bars take what numbers leave. */
void nx_group_columns_chart(const GPtrArray *groups, NxBy by, guint width, NxGroupColumns *columns);

/* Reasons and the like as people read them; what else there is to group by is a name already. Borrowed. */
const char *nx_group_shown_name(NxBy by, const NxGroup *group);
void nx_group_draw_head(NxBy by, const NxGroupColumns *columns, const NxGroupTotals *totals, NxCells *cells,
                        const NxRect *area);
/* `row` is one row high; the mark of the selection is not drawn. */
void nx_group_draw(const NxGroup *group, guint line, const NxGroupColumns *columns, const NxGroupTotals *totals,
                   NxCells *cells, const NxRect *row);
