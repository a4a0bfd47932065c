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
        guint left = MAX(frame->cols - 72, 96); /* the list keeps reason and MTA */
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
enum { MARK, DO, NUMBER };
static const NxEventColumn OWN[] = {
    [MARK] = {.name = "mark", .title = "", .narrow = 3, .cells = 4},
    [DO] = {.name = "do", .title = N_("Do"), .cells = 3, .gap = 1},
    [NUMBER] = {.name = "number", .title = "#", .narrow = 3, .cells = 3},
};

const char *nx_column_name(const NxColumn *column)
{
    return column->spec->name ? column->spec->name : column->field->name;
}

void nx_columns_list(NxColumns *columns)
{
    g_autoptr(GPtrArray) fields = nx_event_fields_shown();
    *columns = (NxColumns){.column = {{.spec = &OWN[MARK]}, {.spec = &OWN[DO]}, {.spec = &OWN[NUMBER]}}, .n = 3};
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
    nx_columns_list(&all);
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

/* What texts are cut to before a column goes that the detail stands beside. */
enum { LEAST_REST = 22, LEAST_TEXT = 12 };

/* No wider than what stands in it. */
static guint fitted(const NxColumn *column, const NxColumnNeeds *needs, guint width)
{
    guint title = nx_cells(nx_tr(column->spec->title), -1),
          least = column->spec->most == NX_COLUMN_REST ? LEAST_REST : LEAST_TEXT;
    if (column->content > 0)
        width = MIN(width, MAX(column->content, title));
    return needs->is_beside ? MIN(width, MAX(least, title)) : width;
}

/* The wanted ones that have a place in `width` cells. */
static void choose_columns(NxColumns *columns, guint width, const NxColumnNeeds *needs, guint wanted)
{
    NxColumns all;
    nx_columns_list(&all);
    *columns = (NxColumns){.narrow = width < 80};
    for (guint i = 0; i < all.n; i++) {
        NxColumn *column = &all.column[i];
        column->content = needs->cells[i];
        column->width = wanted & 1u << i ? width_of(column, width, needs->number) : 0;
        if (column->width == 0)
            continue;
        column->width = fitted(column, needs, column->width);
        columns->column[columns->n++] = *column;
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
static guint wanted_width(const NxColumn *column)
{
    guint words = column->spec->fits ? nx_cells(nx_tr(column->spec->fits), -1) : 0;
    if (column->content == 0)
        return words;
    return MAX(words, MIN(column->content, MAX(column->spec->cells, column->spec->most)));
}

/* The column that takes the rest comes first: an address is read whole before anything else is. */
static void fit_columns(NxColumns *columns, guint width)
{
    guint first = 0;
    while (first + 1 < columns->n && columns->column[first].spec->most != NX_COLUMN_REST)
        first++;
    for (guint n = 0; n < columns->n; n++) {
        NxColumn *column = &columns->column[(first + n) % columns->n];
        guint used = needed(columns), free = width > used ? width - used : 0, wanted = wanted_width(column);
        if (wanted > column->width && (column->content > 0 || wanted - column->width <= free))
            column->width += MIN(free, wanted - column->width);
    }
}

/* It has a form for each width, and fills no more. */
static gboolean is_date(const NxColumn *column)
{
    return column->field && column->field->type == NX_VALUE_TIME;
}

/* What is left over goes to the column that takes the rest, and up to a third of it to others that can grow and whose
 * contents are not known. */
static void spread(NxColumns *columns, guint width)
{
    guint used = needed(columns), rest = width > used ? width - used : 0;
    NxColumn *last = NULL;
    for (guint i = 0; i < columns->n; i++) {
        NxColumn *column = &columns->column[i];
        if (column->spec->most == NX_COLUMN_REST) {
            last = column;
        } else if (column->content == 0 && column->spec->most > column->width && !is_date(column)) {
            guint more = MIN(rest / 3, column->spec->most - column->width);
            column->width += more;
            rest -= more;
        }
    }
    if (last)
        last->width += rest;
}

void nx_columns_make(guint width, const NxColumnNeeds *needs, guint wanted, NxColumns *columns)
{
    choose_columns(columns, width, needs, wanted);
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
