#include "tui/layout.h"
#include <nixie/error.h>

static NxShape shape_of(guint rows, guint cols)
{
    if (rows < NX_LEAST_ROWS || cols < NX_LEAST_COLS)
        return NX_SHAPE_SMALL;
    if (cols < 80)
        return NX_SHAPE_NARROW;
    if (cols < 100 || rows < 30)
        return NX_SHAPE_ONE;
    return cols < 140 ? NX_SHAPE_BELOW : NX_SHAPE_BESIDE;
}

static void place_panes(NxFrame *frame)
{
    NxRect body = frame->body;
    frame->list = body;
    if (frame->shape == NX_SHAPE_BELOW) {
        guint below = MIN(body.rows / 2 + 1, 19);
        frame->list.rows = body.rows - below - 1;
        frame->status = (NxRect){body.row + frame->list.rows, 0, 1, frame->cols};
        frame->detail = (NxRect){frame->status.row + 1, 0, below, frame->cols};
    } else if (frame->shape == NX_SHAPE_BESIDE) {
        guint left = MAX(frame->cols * 11 / 20, 80);
        frame->list.cols = left;
        frame->list.rows = body.rows - 1;
        frame->detail = (NxRect){body.row, left + 1, body.rows - 1, frame->cols - left - 1};
        frame->status = (NxRect){body.row + body.rows - 1, 0, 1, frame->cols};
    } else if (frame->shape == NX_SHAPE_ONE && body.rows > 4) {
        frame->list.rows = body.rows - 1;
        frame->status = (NxRect){body.row + body.rows - 1, 0, 1, frame->cols};
    } else if (frame->shape == NX_SHAPE_NARROW && body.rows > 3) {
        frame->list.rows = body.rows - 1;
        frame->status = (NxRect){body.row + body.rows - 1, 0, 1, frame->cols};
    }
}

void nx_frame_make(guint rows, guint cols, NxFrame *frame)
{
    *frame = (NxFrame){.shape = shape_of(rows, cols), .rows = rows, .cols = cols};
    if (frame->shape == NX_SHAPE_SMALL)
        return;
    guint bottom = 1;
    frame->title = (NxRect){0, 0, 1, cols};
    frame->message = (NxRect){rows - 1, 0, 1, cols};
    if (frame->shape >= NX_SHAPE_BELOW) {
        frame->keys = (NxRect){rows - 2, 0, 1, cols};
        bottom = 2;
    }
    frame->body = (NxRect){1, 0, rows - 1 - bottom, cols};
    place_panes(frame);
}

/* In the order in which they stand; `least` cells, and those that give way first have the highest `yields`. */
static const struct {
    const char *name, *title;
    guint8 width, gap, yields;
} specs[NX_N_COLUMNS] = {
    [NX_COLUMN_MARK] = {"mark", "", 4, 0, 0},
    [NX_COLUMN_NUMBER] = {"number", "#", 3, 0, 0},
    [NX_COLUMN_DATE] = {"date", N_("Date"), 5, 2, 2},
    [NX_COLUMN_STATUS] = {"status", N_("Status"), 7, 2, 0},
    [NX_COLUMN_CLASS] = {"class", N_("Class"), 6, 1, 0},
    [NX_COLUMN_REASON] = {"reason", N_("Reason"), 16, 2, 3},
    [NX_COLUMN_RECIPIENT] = {"recipient", N_("Recipient"), 34, 2, 0},
    [NX_COLUMN_MTA] = {"mta", N_("MTA"), 24, 2, 4},
    [NX_COLUMN_SEEN] = {"seen", N_("Seen"), 5, 1, 1},
};

const char *nx_column_title(NxColumn column)
{
    return *specs[column].title ? nx_tr(specs[column].title) : "";
}

guint nx_columns_parse(const char *text, NxProblems *problems)
{
    guint wanted = 0;
    g_auto(GStrv) words = g_strsplit_set(text ? text : "", " ,;\t", -1);
    for (guint i = 0; words[i]; i++) {
        guint column = 0;
        while (column < NX_N_COLUMNS && g_ascii_strcasecmp(specs[column].name, words[i]) != 0)
            column++;
        if (column < NX_N_COLUMNS)
            wanted |= 1u << column;
        else if (*words[i])
            nx_problems_add(problems, "[ui] columns", nx_tr("no column is called \"%s\""), words[i]);
    }
    if (wanted == 0)
        return (1u << NX_N_COLUMNS) - 1;
    return wanted | 1u << NX_COLUMN_MARK | 1u << NX_COLUMN_NUMBER | 1u << NX_COLUMN_RECIPIENT;
}

static guint gap_of(const NxColumns *columns, guint column)
{
    return columns->class_letter ? MIN(specs[column].gap, 1u) : specs[column].gap;
}

static guint needed(const NxColumns *columns)
{
    guint sum = 0;
    for (guint i = 0; i < NX_N_COLUMNS; i++)
        sum += columns->width[i] > 0 ? columns->width[i] + gap_of(columns, i) : 0;
    return sum;
}

/* Gives up columns, those that yield first, until the rest fits. */
static void drop_columns(NxColumns *columns, guint width)
{
    for (guint yields = 4; yields >= 1 && needed(columns) > width; yields--) {
        for (guint i = 0; i < NX_N_COLUMNS; i++) {
            if (specs[i].yields == yields)
                columns->width[i] = 0;
        }
    }
}

static void narrow(NxColumns *columns)
{
    columns->class_letter = TRUE;
    columns->width[NX_COLUMN_MARK] = 3;
    columns->width[NX_COLUMN_CLASS] = 2;
    columns->width[NX_COLUMN_DATE] = columns->width[NX_COLUMN_REASON] = columns->width[NX_COLUMN_MTA] =
        columns->width[NX_COLUMN_SEEN] = 0;
    columns->width[NX_COLUMN_STATUS] = 6;
    columns->width[NX_COLUMN_RECIPIENT] = 6;
}

static guint digits(guint number)
{
    guint n = 1;
    for (; number >= 10; number /= 10)
        n++;
    return n;
}

/* What is left over goes to the recipient, and a third of it to the MTA where there is one. */
static void spread(NxColumns *columns, guint width)
{
    guint used = needed(columns);
    if (used >= width)
        return;
    guint rest = width - used;
    if (columns->width[NX_COLUMN_MTA] > 0) {
        guint mta = MIN(rest / 3, 16);
        columns->width[NX_COLUMN_MTA] += mta;
        rest -= mta;
    }
    columns->width[NX_COLUMN_RECIPIENT] += rest;
}

/* The commonest reason is read whole in every language, where there is room for it. */
static void widen_reason(NxColumns *columns, guint width)
{
    guint wanted = nx_cells(nx_tr("user unknown"), -1), has = columns->width[NX_COLUMN_REASON];
    if (has > 0 && wanted > has && needed(columns) + wanted - has <= width)
        columns->width[NX_COLUMN_REASON] = (guint8)wanted;
}

void nx_columns_make(guint width, guint number, guint wanted, NxColumns *columns)
{
    *columns = (NxColumns){0};
    for (guint i = 0; i < NX_N_COLUMNS; i++)
        columns->width[i] = wanted & 1u << i ? specs[i].width : 0;
    columns->width[NX_COLUMN_NUMBER] = MAX(digits(number), specs[NX_COLUMN_NUMBER].width);
    columns->year = width >= 130 && columns->width[NX_COLUMN_DATE] > 0;
    if (columns->year)
        columns->width[NX_COLUMN_DATE] = 10;
    if (width < 80)
        narrow(columns);
    else
        drop_columns(columns, width);
    if (needed(columns) > width) /* a window of 20 columns: the status gives way to the address */
        columns->width[NX_COLUMN_STATUS] = 0;
    widen_reason(columns, width);
    spread(columns, width);
    guint at = 0;
    for (guint i = 0; i < NX_N_COLUMNS; i++) {
        if (columns->width[i] == 0)
            continue;
        columns->at[i] = at + (at == 0 ? 0 : gap_of(columns, i));
        at = columns->at[i] + columns->width[i];
    }
}
