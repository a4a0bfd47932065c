/* The shapes by size, and the columns that a width has room for. */
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

/* ---- Columns ----------------------------------------------------------------------------------------------------- */
enum { MARK, NUMBER };
static const NxEventColumn OWN[] = {
    [MARK] = {.name = "mark", .title = "", .narrow = 3, .cells = 4},
    [NUMBER] = {.name = "number", .title = "#", .narrow = 3, .cells = 3},
};

const char *nx_column_name(const NxColumn *column)
{
    return column->spec->name ? column->spec->name : column->field->name;
}

/* All there are. */
static void list_columns(NxColumns *columns)
{
    g_autoptr(GPtrArray) fields = nx_event_fields_shown();
    *columns = (NxColumns){.column = {{.spec = &OWN[MARK]}, {.spec = &OWN[NUMBER]}}, .n = 2};
    g_assert(fields->len + columns->n <= NX_MAX_COLUMNS);
    for (guint i = 0; i < fields->len; i++) {
        const NxEventField *field = fields->pdata[i];
        columns->column[columns->n++] = (NxColumn){.spec = &field->column, .field = field};
    }
}

/* A row without it would be none. */
static gboolean is_always_there(const NxColumn *column)
{
    return !column->field || column->spec->most == NX_COLUMN_REST;
}

guint nx_columns_parse(const char *text, NxProblems *problems)
{
    NxColumns all;
    guint wanted = 0, always = 0;
    g_auto(GStrv) words = g_strsplit_set(text ? text : "", " ,;\t", -1);
    list_columns(&all);
    for (guint i = 0; i < all.n; i++)
        always |= (guint)is_always_there(&all.column[i]) << i;
    for (guint i = 0; words[i]; i++) {
        guint column = 0;
        while (column < all.n && g_ascii_strcasecmp(nx_column_name(&all.column[column]), words[i]) != 0)
            column++;
        if (column < all.n)
            wanted |= 1u << column;
        else if (*words[i])
            nx_problems_add(problems, "[ui] columns", nx_tr("no column is called \"%s\""), words[i]);
    }
    return wanted == 0 ? G_MAXUINT : wanted | always;
}

static guint digits(guint number)
{
    guint n = 1;
    for (; number >= 10; number /= 10)
        n++;
    return n;
}

static guint width_of(const NxColumn *column, guint width, guint number)
{
    const NxEventColumn *spec = column->spec;
    if (spec == &OWN[NUMBER])
        return MAX(digits(number), spec->cells);
    if (width < 80)
        return spec->narrow;
    return width >= 130 && spec->wide > 0 ? spec->wide : spec->cells;
}

/* The wanted ones that have a place in `width` cells. */
static void choose_columns(NxColumns *columns, guint width, guint number, guint wanted)
{
    NxColumns all;
    list_columns(&all);
    *columns = (NxColumns){.narrow = width < 80};
    for (guint i = 0; i < all.n; i++) {
        all.column[i].width = wanted & 1u << i ? width_of(&all.column[i], width, number) : 0;
        if (all.column[i].width > 0)
            columns->column[columns->n++] = all.column[i];
    }
}

static guint gap_of(const NxColumns *columns, const NxColumn *column)
{
    return columns->narrow ? MIN(column->spec->gap, 1u) : column->spec->gap;
}

static guint needed(const NxColumns *columns)
{
    guint sum = 0;
    for (guint i = 0; i < columns->n; i++)
        sum += columns->column[i].width + gap_of(columns, &columns->column[i]);
    return sum;
}

/* Gives up columns, those that yield first, until the rest fits. */
static void drop_columns(NxColumns *columns, guint width)
{
    while (needed(columns) > width) {
        guint first = 0;
        for (guint i = 1; i < columns->n; i++)
            if (columns->column[i].spec->yields > columns->column[first].spec->yields)
                first = i;
        if (columns->column[first].spec->yields == 0)
            return;
        columns->n--;
        memmove(&columns->column[first], &columns->column[first + 1], (columns->n - first) * sizeof(NxColumn));
    }
}

/* What is to be read whole in every language is, where there is room. */
static void fit_columns(NxColumns *columns, guint width)
{
    for (guint i = 0; i < columns->n; i++) {
        NxColumn *column = &columns->column[i];
        guint wanted = column->spec->fits ? nx_cells(nx_tr(column->spec->fits), -1) : 0, has = column->width;
        if (wanted > has && needed(columns) + wanted - has <= width)
            column->width = wanted;
    }
}

/* What is left over goes to the column that takes the rest, and up to a third of it to others that can grow. */
static void spread(NxColumns *columns, guint width)
{
    guint used = needed(columns), rest = width > used ? width - used : 0;
    NxColumn *last = NULL;
    for (guint i = 0; i < columns->n; i++) {
        NxColumn *column = &columns->column[i];
        if (column->spec->most == NX_COLUMN_REST) {
            last = column;
        } else if (column->spec->most > column->width) {
            guint more = MIN(rest / 3, column->spec->most - column->width);
            column->width += more;
            rest -= more;
        }
    }
    if (last)
        last->width += rest;
}

void nx_columns_make(guint width, guint number, guint wanted, NxColumns *columns)
{
    choose_columns(columns, width, number, wanted);
    drop_columns(columns, width);
    fit_columns(columns, width);
    spread(columns, width);
    guint at = 0;
    for (guint i = 0; i < columns->n; i++) {
        NxColumn *column = &columns->column[i];
        column->at = at + (at == 0 ? 0 : gap_of(columns, column));
        at = column->at + column->width;
    }
}
