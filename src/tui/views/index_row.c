/* A drawer for each column; what has none of its own is drawn by the type of its field. */
#include "tui/views/index_row.h"

typedef struct {
    const char *word, *letter;
    NxLook look;
} ClassLook;

static const ClassLook CLASSES[] = {
    [NX_CLASS_NONE] = {"-", "-", NX_LOOK_TEXT},
    [NX_CLASS_HARD] = {"hard", "H", NX_LOOK_HARD},
    [NX_CLASS_SOFT] = {"soft", "s", NX_LOOK_SOFT},
    [NX_CLASS_BLOCK] = {"block", "b", NX_LOOK_BLOCK},
    [NX_CLASS_COMPLAINT] = {"compl", "C", NX_LOOK_COMPLAINT},
    [NX_CLASS_AUTOREPLY] = {"auto", "a", NX_LOOK_AUTO},
};
G_STATIC_ASSERT(G_N_ELEMENTS(CLASSES) == NX_N_CLASSES);

/* What is still being tried is no failure, whatever its class. */
static const ClassLook DELAYED = {"delay", "d", NX_LOOK_DIM};

/* What a column draws, and where. */
typedef struct {
    const NxInspector *in;
    guint line;
    guint32 number; /* of the event */
    NxFacts facts;
    const NxAddress *address;
    const NxColumn *column;
    gboolean narrow;
    NxCells *cells;
    guint row, col;
} Drawing;

static void put(const Drawing *d, NxLook look, guint keep_tail, const char *text)
{
    nx_cells_put_cut(d->cells, d->row, d->col, d->column->width, keep_tail, look, text);
}

static void put_right(const Drawing *d, const char *text)
{
    nx_cells_put_right(d->cells, d->row, d->col, d->column->width, NX_LOOK_TEXT, text);
}

/* A cut address keeps its domain. */
static void put_address(const Drawing *d, const char *address)
{
    const char *at = strrchr(address, '@');
    guint width = d->column->width, domain = at ? nx_cells(at, -1) : 0;
    put(d, NX_LOOK_TEXT, MIN(domain, width > 4 ? width - 4 : 0), address);
}

/* The letter of what stands: that of the decision, the ellipsis until it is on disk, P for protected. */
static const char *letter_of(const NxAddress *address, gboolean ascii)
{
    if (!address)
        return " ";
    const NxStanding *standing = &address->standing;
    if (standing->pending)
        return nx_symbol(ascii, NX_SYMBOL_PENDING);
    if (standing->decision == NX_DECISION_NONE)
        return standing->is_protected ? "P" : " ";
    return nx_view_letter(standing->decision, standing->handed_over);
}

static gboolean in_range(const NxInspector *in, guint line)
{
    if (!in->ranging)
        return FALSE;
    guint at = in->model->position, from = in->range_from;
    return line >= MIN(at, from) && line <= MAX(at, from);
}

static void draw_mark(const Drawing *d)
{
    gboolean wide = d->column->width > 3;
    if (in_range(d->in, d->line))
        nx_cells_put(d->cells, d->row, d->col, 1, NX_LOOK_MARK, "|");
    if (d->facts.event->gone)
        nx_cells_put(d->cells, d->row, d->col + (wide ? 1 : 0), 1, NX_LOOK_MARK, "-");
    if (d->address && d->address->tagged)
        nx_cells_put(d->cells, d->row, d->col + (wide ? 2 : 1), 1, NX_LOOK_TAGGED, "*");
    nx_cells_put(d->cells, d->row, d->col + (wide ? 3 : 2), 1, NX_LOOK_DECIDED, letter_of(d->address, d->cells->ascii));
}

/* What is advised: large where it is certain, with a question mark where not, v for a person to look. */
static const char *advice_mark(const NxSuggestion *suggestion)
{
    static const char *const MARKS[][2] = {
        [NX_ADVICE_IGNORE] = {"i?", "I"}, [NX_ADVICE_SUPPRESS] = {"s?", "S"}, [NX_ADVICE_RETRY] = {"r?", "R"},
        [NX_ADVICE_HOLD] = {"h?", "H"},   [NX_ADVICE_REVIEW] = {"v", "v"},
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(MARKS) == NX_N_ADVICES);
    return MARKS[suggestion->kind][suggestion->confidence == NX_CERTAIN ? 1 : 0];
}

static void draw_do(const Drawing *d)
{
    if (d->address)
        put(d, d->facts.suggestion->confidence == NX_CERTAIN ? NX_LOOK_STRONG : NX_LOOK_TEXT, 0,
            advice_mark(d->facts.suggestion));
}

static void draw_number(const Drawing *d)
{
    g_autofree char *number = g_strdup_printf("%u", d->number + 1);
    put_right(d, number);
}

/* The best code there is. */
static char *status_of(const NxVerdict *verdict)
{
    char text[NX_STATUS_TEXT_SIZE];
    if (verdict->status.klass > 0)
        return g_strdup(nx_status_text(verdict->status, text));
    if (verdict->inferred_status.klass > 0)
        return g_strdup_printf("~%s", nx_status_text(verdict->inferred_status, text));
    return verdict->reply_code > 0 ? g_strdup_printf("%u", verdict->reply_code) : g_strdup("-");
}

static void draw_status(const Drawing *d)
{
    g_autofree char *status = status_of(&d->facts.event->verdict);
    put(d, NX_LOOK_TEXT, 0, status);
}

static const ClassLook *class_look(const Drawing *d)
{
    return d->facts.event->kind == NX_KIND_DELAY ? &DELAYED : &CLASSES[d->facts.klass];
}

static void draw_class(const Drawing *d)
{
    const ClassLook *look = class_look(d);
    gboolean guess = d->facts.suggestion->confidence == NX_GUESS && d->facts.klass != NX_CLASS_NONE;
    nx_cells_printf(d->cells, d->row, d->col, d->column->width, look->look, "%s%s",
                    d->narrow ? look->letter : look->word, guess ? "?" : "");
}

static void draw_reason(const Drawing *d)
{
    put(d, class_look(d)->look, 0, nx_tr(nx_reason_label(d->facts.reason)));
}

static const char *recipient_of(const NxEvent *event)
{
    return event->recipient ? event->recipient : nx_tr("(nobody)");
}

static void draw_recipient(const Drawing *d)
{
    put_address(d, recipient_of(d->facts.event));
}

static const char *mta_of(const NxEvent *event)
{
    const char *mta = nx_event_mta(event);
    return mta ? mta : "";
}

static void draw_mta(const Drawing *d)
{
    put(d, NX_LOOK_DIM, 0, mta_of(d->facts.event));
}

static void draw_seen(const Drawing *d)
{
    if (!d->address)
        return;
    g_autofree char *seen = g_strdup_printf("%ux", MAX(d->address->standing.seen, 1));
    put_right(d, seen);
}

/* What is drawn otherwise than its type says. */
static const struct {
    const char *column;
    void (*draw)(const Drawing *d);
} DRAWN[] = {
    {"mark", draw_mark},           {"do", draw_do},       {"number", draw_number},
    {"status", draw_status},       {"class", draw_class}, {"reason", draw_reason},
    {"recipient", draw_recipient}, {"mta", draw_mta},     {"seen", draw_seen},
};

static gboolean is_right(const NxColumn *column)
{
    return column->field ? column->field->type == NX_VALUE_NUMBER : g_str_equal(column->spec->name, "number");
}

static gboolean is_of_this_year(const NxModel *model, NxTime time)
{
    g_autofree char *year = nx_time_local(time, "%Y"), *now = nx_time_local(nx_model_now(model), "%Y");
    return g_str_equal(year, now);
}

/* Of another year the month, where there is no room for the day as well. */
static void draw_time(const Drawing *d, NxTime time)
{
    guint width = d->column->width;
    gboolean is_near = width < 10 && is_of_this_year(d->in->model, time);
    g_autofree char *date = nx_time_local(time, width >= 10  ? "%Y-%m-%d"
                                                : is_near    ? "%m-%d"
                                                : width >= 7 ? "%Y-%m"
                                                             : "%Y");
    put(d, NX_LOOK_TEXT, 0, date);
}

static void draw_by_type(const Drawing *d)
{
    const NxEventField *field = d->column->field;
    NxEventValue value;
    const char *text = nx_event_field_text(field, &d->facts, &value);
    if (!text)
        return;
    if (field->type == NX_VALUE_TIME)
        draw_time(d, value.number);
    else if (field->type == NX_VALUE_ADDRESS)
        put_address(d, text);
    else if (is_right(d->column))
        put_right(d, text);
    else
        put(d, NX_LOOK_TEXT, 0, text);
}

static void draw_column(const Drawing *d)
{
    const char *name = nx_column_name(d->column);
    for (guint i = 0; i < G_N_ELEMENTS(DRAWN); i++)
        if (g_str_equal(DRAWN[i].column, name)) {
            DRAWN[i].draw(d);
            return;
        }
    draw_by_type(d);
}

void nx_index_draw_row(const NxInspector *in, NxCells *cells, const NxRect *row, guint line, const NxColumns *columns)
{
    const NxModel *model = in->model;
    Drawing d = {.in = in,
                 .line = line,
                 .number = nx_model_row(model, line),
                 .narrow = columns->narrow,
                 .cells = cells,
                 .row = row->row};
    nx_catalog_facts(model->catalog, d.number, &d.facts);
    d.address = nx_model_address(model, d.number);
    for (guint i = 0; i < columns->n; i++) {
        d.column = &columns->column[i];
        d.col = row->col + d.column->at;
        draw_column(&d);
    }
}

void nx_index_draw_head(NxCells *cells, const NxRect *area, const NxColumns *columns)
{
    for (guint i = 0; i < columns->n; i++) {
        const NxColumn *column = &columns->column[i];
        const char *title = *column->spec->title ? nx_tr(column->spec->title) : "";
        if (is_right(column))
            nx_cells_put_right(cells, area->row, area->col + column->at, column->width, NX_LOOK_HEADING, title);
        else
            nx_cells_put_cut(cells, area->row, area->col + column->at, column->width, 0, NX_LOOK_HEADING, title);
    }
}

/* ---- How wide what stands in them is ----------------------------------------------------------------------------- */
#define MEASURED 500 /* rows, spread over the list */

/* NULL: its width does not depend on it. */
static const char *measured_text(const NxModel *model, const NxColumn *column, const NxFacts *facts,
                                 NxEventValue *value)
{
    const char *name = column->field ? nx_column_name(column) : "";
    if (g_str_equal(name, "date"))
        return is_of_this_year(model, facts->event->arrived) ? "mm-dd" : "yyyy-mm";
    if (g_str_equal(name, "reason"))
        return nx_tr(nx_reason_label(facts->reason));
    if (g_str_equal(name, "recipient"))
        return recipient_of(facts->event);
    if (g_str_equal(name, "mta"))
        return mta_of(facts->event);
    gboolean is_text =
        column->field && (column->field->type == NX_VALUE_TEXT || column->field->type == NX_VALUE_CHOICE);
    return is_text ? nx_event_field_text(column->field, facts, value) : NULL;
}

void nx_index_measure(const NxModel *model, NxColumnNeeds *needs)
{
    NxColumns all;
    nx_columns_list(&all);
    guint step = MAX(model->list->len / MEASURED, 1);
    *needs = (NxColumnNeeds){.number = nx_catalog_n_events(model->catalog)};
    for (guint line = 0; line < model->list->len; line += step) {
        NxFacts facts;
        nx_catalog_facts(model->catalog, nx_model_row(model, line), &facts);
        for (guint i = 0; i < all.n; i++) {
            NxEventValue value;
            const char *text = measured_text(model, &all.column[i], &facts, &value);
            needs->cells[i] = MAX(needs->cells[i], text ? nx_cells(text, -1) : 0);
        }
    }
}

char *nx_index_row_text(const NxModel *model, guint line)
{
    const NxEvent *event = nx_catalog_event(model->catalog, nx_model_row(model, line));
    g_autofree char *status = status_of(&event->verdict);
    return g_strjoin(" ", status, nx_event_class_word(event), nx_tr(nx_reason_label(event->verdict.reason)),
                     recipient_of(event), mta_of(event), event->diagnostic ? event->diagnostic : "",
                     event->original_subject ? event->original_subject : "", NULL);
}
