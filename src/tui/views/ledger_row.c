/* The columns, a function each; some go where there is no room. */
#include "tui/views/ledger_row.h"
#include <nixie/text.h>

/* ---- What comes next --------------------------------------------------------------------------------------------- */

/* "3 d", "5 h", "20 min": the largest unit that is not nothing. */
static char *span_words(NxTime span)
{
    if (span >= NX_DAY)
        return g_strdup_printf(nx_tr("%u d"), (guint)(span / NX_DAY));
    if (span >= NX_HOUR)
        return g_strdup_printf(nx_tr("%u h"), (guint)(span / NX_HOUR));
    return g_strdup_printf(nx_tr("%u min"), (guint)MAX(span / 60, 1));
}

static gboolean is_used_up(const NxRecord *record)
{
    return record->decision == NX_DECISION_RETRY && nx_retry_is_used_up(record->attempt, record->attempts);
}

static char *retry_next(const NxRecord *record, const NxLedgerTold *told)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (is_used_up(record))
        return g_strdup(nx_tr("used up"));
    if (record->attempt_sent)
        return g_strdup(nx_tr("handed over"));
    if (record->not_before <= told->now) {
        g_string_append(text, nx_tr("due now"));
    } else {
        g_autofree char *span = span_words(record->not_before - told->now);
        g_string_append_printf(text, nx_tr("in %s"), span);
    }
    if (record->attempts > 0)
        g_string_append_printf(text, nx_tr(", %u of %u"), record->attempt, record->attempts);
    return g_strdup(text->str);
}

static char *next_of(const NxRecord *record, const NxLedgerTold *told)
{
    const char *heard = told->heard ? g_hash_table_lookup(told->heard, record) : NULL;
    g_autofree char *until = nx_time_local(record->until, "%Y-%m-%d");
    if (heard)
        return g_strdup(heard);
    if (record->decision == NX_DECISION_RETRY)
        return retry_next(record, told);
    if (record->decision == NX_DECISION_HOLD && record->cause)
        return g_strdup_printf(nx_tr("cause %s"), record->cause);
    if (record->decision == NX_DECISION_SUPPRESS && record->until != NX_TIME_UNKNOWN)
        return g_strdup_printf(nx_tr("until %s"), until);
    return g_strdup(record->handed_over ? nx_tr("handed over") : "");
}

/* Where it does not hold everywhere, that comes first. */
char *nx_ledger_next(const NxRecord *record, const NxLedgerTold *told)
{
    g_autofree char *next = next_of(record, told);
    if (!record->scope)
        return g_steal_pointer(&next);
    return g_strdup_printf(*next ? nx_tr("only for %s, %s") : nx_tr("only for %s"), record->scope, next);
}

/* ---- Columns ----------------------------------------------------------------------------------------------------- */
static char *state_text(const NxRecord *record, const NxLedgerTold *told)
{
    (void)told;
    const char *state = nx_decision_state(record->decision);
    return g_strdup(state ? nx_tr(state) : "");
}

static char *address_text(const NxRecord *record, const NxLedgerTold *told)
{
    (void)told;
    return g_strdup(record->spelling ? record->spelling : record->key);
}

static char *reason_text(const NxRecord *record, const NxLedgerTold *told)
{
    (void)told;
    return g_strdup(nx_tr(nx_reason_label(record->reason)));
}

static char *code_text(const NxRecord *record, const NxLedgerTold *told)
{
    (void)told;
    char code[NX_STATUS_TEXT_SIZE];
    return g_strdup(record->status.klass > 0 ? nx_status_text(record->status, code) : "-");
}

static char *events_text(const NxRecord *record, const NxLedgerTold *told)
{
    (void)told;
    return g_strdup_printf("%ux", record->seen);
}

static char *since_text(const NxRecord *record, const NxLedgerTold *told)
{
    (void)told;
    return nx_time_local(record->since, "%Y-%m-%d");
}

static char *by_text(const NxRecord *record, const NxLedgerTold *told)
{
    (void)told;
    return g_strdup_printf("%s%s", record->actor ? record->actor : "", record->by_advice ? nx_tr(" (advice)") : "");
}

static char *next_text(const NxRecord *record, const NxLedgerTold *told)
{
    g_autofree char *next = nx_ledger_next(record, told);
    if (!record->note || !*record->note)
        return g_steal_pointer(&next);
    return g_strdup_printf("%s%s\"%s\"", next, *next ? "  " : "", record->note);
}

enum { MARKS = 5, GAP = 2, WHOLE = G_MAXUINT };
static const struct {
    const char *title;
    guint least, most; /* cells; WHOLE: no less than what stands in it */
    guint yields;      /* the largest goes first; 0: never */
    gboolean is_right;
    char *(*text)(const NxRecord *record, const NxLedgerTold *told);
} COLUMNS[] = {
    {N_("State"), WHOLE, 12, 5, FALSE, state_text}, {N_("Address"), 34, 60, 0, FALSE, address_text},
    {N_("Reason"), 10, 24, 2, FALSE, reason_text},  {N_("Code"), WHOLE, 8, 6, FALSE, code_text},
    {N_("Events"), WHOLE, 7, 7, TRUE, events_text}, {N_("Since"), WHOLE, 10, 4, FALSE, since_text},
    {N_("By"), 8, 20, 8, FALSE, by_text},           {N_("Next"), 32, 60, 1, FALSE, next_text},
};
G_STATIC_ASSERT(G_N_ELEMENTS(COLUMNS) == NX_LEDGER_COLUMNS);

#define MEASURED 500 /* records, spread over all of them */

static void measure(const GPtrArray *records, const NxLedgerTold *told, guint *wanted)
{
    guint step = MAX(records->len / MEASURED, 1);
    for (guint c = 0; c < NX_LEDGER_COLUMNS; c++) {
        guint wide = 0;
        for (guint i = 0; i < records->len; i += step) {
            g_autofree char *text = COLUMNS[c].text(records->pdata[i], told);
            wide = MAX(wide, nx_cells(text, -1));
        }
        wanted[c] = MAX(nx_cells(nx_tr(COLUMNS[c].title), -1), MIN(wide, COLUMNS[c].most));
    }
}

/* Those that have a place at their least, and what is left over then. */
static guint choose(const guint *wanted, guint width, guint *given)
{
    guint free = width > MARKS ? width - MARKS : 0, taken = 0;
    for (guint c = 0; c < NX_LEDGER_COLUMNS; c++) {
        given[c] = MIN(wanted[c], COLUMNS[c].least);
        taken += given[c] + GAP;
    }
    while (taken > free + GAP) {
        guint first = 0;
        for (guint c = 1; c < NX_LEDGER_COLUMNS; c++)
            if (given[c] > 0 && (given[first] == 0 || COLUMNS[c].yields > COLUMNS[first].yields))
                first = c;
        if (COLUMNS[first].yields == 0) { /* the address has all there is */
            given[first] = MAX(free, 1);
            return 0;
        }
        taken -= given[first] + GAP;
        given[first] = 0;
    }
    return free + GAP - taken;
}

void nx_ledger_places_make(const GPtrArray *records, const NxLedgerTold *told, guint width, NxLedgerPlaces *places)
{
    /* What grows where there is room, the most wanted first: address, next, reason, by. */
    static const guint GROWING[] = {1, 7, 2, 6};
    guint wanted[NX_LEDGER_COLUMNS], at = MARKS;
    measure(records, told, wanted);
    *places = (NxLedgerPlaces){0};
    guint left = choose(wanted, width, places->width);
    for (guint i = 0; i < G_N_ELEMENTS(GROWING); i++) {
        guint c = GROWING[i], more = places->width[c] > 0 ? MIN(left, wanted[c] - MIN(wanted[c], places->width[c])) : 0;
        places->width[c] += more;
        left -= more;
    }
    for (guint c = 0; c < NX_LEDGER_COLUMNS; c++) {
        places->at[c] = at;
        at += places->width[c] > 0 ? places->width[c] + GAP : 0;
    }
}

static void put(NxCells *cells, const NxRect *row, const NxLedgerPlaces *places, guint column, NxLook look,
                const char *text)
{
    guint at = row->col + places->at[column], width = places->width[column];
    if (width == 0)
        return;
    if (COLUMNS[column].is_right)
        nx_cells_put_right(cells, row->row, at, width, look, text);
    else
        nx_cells_put_cut(cells, row->row, at, width, COLUMNS[column].yields == 0 ? width / 2 : 0, look, text);
}

void nx_ledger_draw_head(const NxLedgerPlaces *places, NxCells *cells, const NxRect *row)
{
    for (guint c = 0; c < NX_LEDGER_COLUMNS; c++)
        put(cells, row, places, c, NX_LOOK_HEADING, nx_tr(COLUMNS[c].title));
}

void nx_ledger_draw_row(const NxRecord *record, const NxLedgerTold *told, const NxLedgerPlaces *places, NxCells *cells,
                        const NxRect *row)
{
    for (guint c = 0; c < NX_LEDGER_COLUMNS; c++) {
        g_autofree char *text = places->width[c] > 0 ? COLUMNS[c].text(record, told) : NULL;
        if (text)
            put(cells, row, places, c, NX_LOOK_TEXT, text);
    }
}

char *nx_ledger_row_text(const NxRecord *record, const NxLedgerTold *told)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        g_autofree char *column = COLUMNS[i].text(record, told);
        g_string_append_printf(text, "%s ", column);
    }
    return g_strdup(text->str);
}

/* ---- What waits -------------------------------------------------------------------------------------------------- */
const char *nx_ledger_first_cause(const GPtrArray *records, guint *held)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
    const char *first = NULL;
    *held = 0;
    for (guint i = 0; records && i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        if (record->decision != NX_DECISION_HOLD || !record->cause)
            continue;
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, record->cause)) + 1;
        g_hash_table_insert(counts, record->cause, GUINT_TO_POINTER(n));
        if (n > *held) {
            *held = n;
            first = record->cause;
        }
    }
    return first;
}

/* Overdue, or within what is left of the day. */
static gboolean is_due_today(const NxRecord *record, const NxLedgerTold *told)
{
    return record->decision == NX_DECISION_RETRY && !is_used_up(record) && !record->attempt_sent &&
           record->not_before != NX_TIME_UNKNOWN && nx_time_day(record->not_before) <= nx_time_day(told->now);
}

static void add(GString *text, const char *dot, char *words)
{
    g_autofree char *taken = words;
    if (text->len > 0)
        g_string_append_printf(text, " %s ", dot);
    g_string_append(text, taken);
}

char *nx_ledger_waiting(const GPtrArray *records, const NxLedgerTold *told, guint purged, gboolean ascii)
{
    guint due = 0, used_up = 0, held;
    const char *cause = nx_ledger_first_cause(records, &held), *dot = nx_symbol(ascii, NX_SYMBOL_DOT);
    for (guint i = 0; records && i < records->len; i++) {
        used_up += is_used_up(records->pdata[i]);
        due += is_due_today(records->pdata[i], told);
    }
    g_autoptr(GString) text = g_string_new(NULL);
    if (due > 0)
        add(text, dot, g_strdup_printf(nx_tr("due today %u"), due));
    if (used_up > 0)
        add(text, dot, g_strdup_printf(nx_tr("used up %u"), used_up));
    if (cause)
        add(text, dot, g_strdup_printf(nx_tr("held by %s %u (R releases)"), cause, held));
    if (purged > 0)
        add(text, dot, g_strdup_printf(nx_tr("purged %u (left out still, nobody can read who)"), purged));
    return g_strdup(text->str);
}
