/* The columns, a function each; they go from the right where there is no room. */
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

static gboolean is_due(const NxRecord *record, const NxLedgerClock *clock)
{
    return nx_record_phase(record, clock->settle, clock->now) == NX_PHASE_DUE;
}

static gboolean is_used_up(const NxRecord *record)
{
    return record->decision == NX_DECISION_RETRY && nx_retry_is_used_up(record->attempt, record->attempts);
}

static char *retry_next(const NxRecord *record, const NxLedgerClock *clock)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (is_used_up(record))
        return g_strdup(nx_tr("used up"));
    if (record->attempt_sent)
        return g_strdup(nx_tr("handed over"));
    if (record->not_before <= clock->now) {
        g_string_append(text, nx_tr("due now"));
    } else {
        g_autofree char *span = span_words(record->not_before - clock->now);
        g_string_append_printf(text, nx_tr("in %s"), span);
    }
    if (record->attempts > 0)
        g_string_append_printf(text, nx_tr(", %u of %u"), record->attempt, record->attempts);
    return g_strdup(text->str);
}

char *nx_ledger_next(const NxRecord *record, const NxLedgerClock *clock)
{
    g_autofree char *until = nx_time_local(record->until, "%Y-%m-%d");
    if (record->decision == NX_DECISION_RETRY)
        return retry_next(record, clock);
    if (record->decision == NX_DECISION_HOLD && record->cause)
        return g_strdup_printf(nx_tr("cause %s"), record->cause);
    if (record->decision == NX_DECISION_SUPPRESS && record->until != NX_TIME_UNKNOWN)
        return g_strdup_printf(nx_tr("until %s"), until);
    return g_strdup(record->handed_over ? nx_tr("handed over") : "");
}

/* ---- Columns ----------------------------------------------------------------------------------------------------- */
static char *state_text(const NxRecord *record, const NxLedgerClock *clock)
{
    (void)clock;
    const char *state = nx_decision_state(record->decision);
    return g_strdup(state ? nx_tr(state) : "");
}

static char *address_text(const NxRecord *record, const NxLedgerClock *clock)
{
    (void)clock;
    return g_strdup(record->spelling ? record->spelling : record->key);
}

static char *reason_text(const NxRecord *record, const NxLedgerClock *clock)
{
    (void)clock;
    return g_strdup(nx_tr(nx_reason_label(record->reason)));
}

static char *code_text(const NxRecord *record, const NxLedgerClock *clock)
{
    (void)clock;
    char code[NX_STATUS_TEXT_SIZE];
    return g_strdup(record->status.klass > 0 ? nx_status_text(record->status, code) : "-");
}

static char *events_text(const NxRecord *record, const NxLedgerClock *clock)
{
    (void)clock;
    return g_strdup_printf("%ux", record->seen);
}

static char *since_text(const NxRecord *record, const NxLedgerClock *clock)
{
    (void)clock;
    return nx_time_local(record->since, "%Y-%m-%d");
}

static char *by_text(const NxRecord *record, const NxLedgerClock *clock)
{
    (void)clock;
    return g_strdup_printf("%s%s", record->actor ? record->actor : "", record->by_advice ? nx_tr(" (advice)") : "");
}

static char *next_text(const NxRecord *record, const NxLedgerClock *clock)
{
    g_autofree char *next = nx_ledger_next(record, clock);
    if (!record->note || !*record->note)
        return g_steal_pointer(&next);
    return g_strdup_printf("%s%s\"%s\"", next, *next ? "  " : "", record->note);
}

enum { MARKS = 5, REST = 0 };
static const struct {
    const char *title;
    guint cells; /* REST: what is left over, at least LEAST_ADDRESS */
    guint from;  /* columns of the window from which on it is shown */
    gboolean is_right;
    char *(*text)(const NxRecord *record, const NxLedgerClock *clock);
} COLUMNS[] = {
    {N_("State"), 10, 100, FALSE, state_text},  {N_("Address"), REST, 0, FALSE, address_text},
    {N_("Reason"), 14, 76, FALSE, reason_text}, {N_("Code"), 7, 90, FALSE, code_text},
    {N_("Events"), 6, 130, TRUE, events_text},  {N_("Since"), 10, 60, FALSE, since_text},
    {N_("By"), 16, 130, FALSE, by_text},        {N_("Next"), 20, 76, FALSE, next_text},
};

typedef struct {
    guint at[G_N_ELEMENTS(COLUMNS)], width[G_N_ELEMENTS(COLUMNS)]; /* 0: not shown */
} Places;

static Places places_in(guint width)
{
    Places places = {0};
    guint taken = MARKS, at = MARKS;
    for (guint i = 0; i < G_N_ELEMENTS(COLUMNS); i++)
        taken += COLUMNS[i].cells != REST && width >= COLUMNS[i].from ? COLUMNS[i].cells + 2 : 0;
    for (guint i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        if (width < COLUMNS[i].from)
            continue;
        places.at[i] = at;
        places.width[i] = COLUMNS[i].cells != REST ? COLUMNS[i].cells : width > taken ? width - taken : 1;
        at += places.width[i] + 2;
    }
    return places;
}

void nx_ledger_draw_head(NxCells *cells, const NxRect *row)
{
    Places places = places_in(row->cols);
    for (guint i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        if (places.width[i] == 0)
            continue;
        if (COLUMNS[i].is_right)
            nx_cells_put_right(cells, row->row, row->col + places.at[i], places.width[i], NX_LOOK_HEADING,
                               nx_tr(COLUMNS[i].title));
        else
            nx_cells_put_cut(cells, row->row, row->col + places.at[i], places.width[i], 0, NX_LOOK_HEADING,
                             nx_tr(COLUMNS[i].title));
    }
}

void nx_ledger_draw_row(const NxRecord *record, const NxLedgerClock *clock, NxCells *cells, const NxRect *row)
{
    Places places = places_in(row->cols);
    for (guint i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        if (places.width[i] == 0)
            continue;
        g_autofree char *text = COLUMNS[i].text(record, clock);
        guint at = row->col + places.at[i], width = places.width[i];
        if (COLUMNS[i].is_right)
            nx_cells_put_right(cells, row->row, at, width, NX_LOOK_TEXT, text);
        else
            nx_cells_put_cut(cells, row->row, at, width, COLUMNS[i].cells == REST ? width / 2 : 0, NX_LOOK_TEXT, text);
    }
}

char *nx_ledger_row_text(const NxRecord *record, const NxLedgerClock *clock)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        g_autofree char *column = COLUMNS[i].text(record, clock);
        g_string_append_printf(text, "%s ", column);
    }
    return g_strdup(text->str);
}

/* ---- What waits -------------------------------------------------------------------------------------------------- */

/* The cause that holds most; NULL: nothing is held. */
static const char *first_cause(const GPtrArray *records, guint *most)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
    const char *first = NULL;
    *most = 0;
    for (guint i = 0; records && i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        if (record->decision != NX_DECISION_HOLD || !record->cause)
            continue;
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, record->cause)) + 1;
        g_hash_table_insert(counts, record->cause, GUINT_TO_POINTER(n));
        if (n > *most) {
            *most = n;
            first = record->cause;
        }
    }
    return first;
}

char *nx_ledger_waiting(const GPtrArray *records, const NxLedgerClock *clock, gboolean ascii)
{
    guint due = 0, used_up = 0, held;
    const char *cause = first_cause(records, &held), *dot = nx_symbol(ascii, NX_SYMBOL_DOT);
    for (guint i = 0; records && i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        used_up += is_used_up(record);
        due += !is_used_up(record) && is_due(record, clock);
    }
    g_autoptr(GString) text = g_string_new(NULL);
    if (due > 0)
        g_string_append_printf(text, nx_tr("due now %u"), due);
    if (used_up > 0) {
        g_string_append_printf(text, "%s%s%s", due > 0 ? " " : "", due > 0 ? dot : "", due > 0 ? " " : "");
        g_string_append_printf(text, nx_tr("used up %u"), used_up);
    }
    if (cause) {
        g_string_append_printf(text, "%s%s%s", text->len > 0 ? " " : "", text->len > 0 ? dot : "",
                               text->len > 0 ? " " : "");
        g_string_append_printf(text, nx_tr("held by %s %u (R releases)"), cause, held);
    }
    return g_strdup(text->str);
}
