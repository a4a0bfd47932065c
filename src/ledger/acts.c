/* What people do: decide, note, protect, release. */
#include "ledger/secret.h"
#include "ledger/told.h"

static gboolean has_evidence(const NxOrder *order)
{
    return order->rule || order->diagnostic || order->evidence || order->reply_code || order->status.klass ||
           order->reason != NX_REASON_UNDEFINED || order->klass != NX_CLASS_NONE;
}

static const char *or_old(const char *fresh, const char *old)
{
    return fresh ? fresh : old;
}

/* The record as `order` leaves it; strings are borrowed from both. */
static NxRecord ordered(const NxRecord *old, const NxOrder *order)
{
    NxRecord record = *old;
    record.decision = order->decision;
    record.by_advice = order->by_advice;
    record.until = order->decision == NX_DECISION_SUPPRESS ? order->until : NX_TIME_UNKNOWN;
    record.not_before = order->decision == NX_DECISION_RETRY ? order->not_before : NX_TIME_UNKNOWN;
    record.plan = order->plan;
    record.attempt = order->attempt;
    record.attempts = order->attempts;
    record.attempt_sent_at = order->decision == NX_DECISION_RETRY ? order->sent_at : NX_TIME_UNKNOWN;
    record.attempt_sent = record.attempt_sent_at != NX_TIME_UNKNOWN;
    record.cause = order->decision == NX_DECISION_HOLD ? (char *)or_old(order->cause, old->cause) : NULL;
    record.note = (char *)or_old(order->note, old->note);
    if (has_evidence(order)) {
        record.reason = order->reason;
        record.klass = order->klass;
        record.status = order->status;
        record.reply_code = order->reply_code;
    }
    record.provider = (char *)or_old(order->provider, old->provider);
    record.diagnostic = (char *)or_old(order->diagnostic, old->diagnostic);
    record.rule = (char *)or_old(order->rule, old->rule);
    record.evidence = (char *)or_old(order->evidence, old->evidence);
    record.file = (char *)or_old(order->file, old->file);
    record.place_id = (char *)or_old(order->place_id, old->place_id);
    record.original_message_id = (char *)or_old(order->original_message_id, old->original_message_id);
    record.scope = (char *)order->scope;
    record.since = order->since;
    return record;
}

/* A person who says what advice has said makes it a person's decision. */
static gboolean decides_the_same(const NxRecord *old, const NxRecord *record)
{
    return old->decision == record->decision && old->not_before == record->not_before && old->until == record->until &&
           g_strcmp0(old->cause, record->cause) == 0 && (record->by_advice || !old->by_advice);
}

static void write_note(NxLedger *ledger, gint64 address, const char *note)
{
    sqlite3_stmt *update = nx_sql(ledger, "UPDATE address SET note = ?2 WHERE id = ?1");
    nx_bind_number(update, 1, address);
    nx_bind_scrubbed(ledger, update, 2, note, FALSE);
    nx_sql_done(ledger, update);
}

static void obey(NxJournal *journal, const NxOrder *order)
{
    NxLedger *ledger = journal->ledger;
    g_auto(NxStored) stored = {0};
    gboolean nothing = order->decision == NX_DECISION_NONE && !order->note;
    g_assert(!order->scope || order->decision != NX_DECISION_RETRY);
    if (nothing ? !nx_stored_find_in(ledger, order->key, order->scope, &stored)
                : !nx_stored_make(ledger, order->key, order->spelling, order->scope, &stored))
        return;
    gboolean tells = nx_told_take(journal, &stored, order);
    NxRecord record = ordered(stored.record, order);
    NxJournalChange change = nx_journal_change(&stored);
    gboolean decides = !decides_the_same(stored.record, &record);
    gboolean notes = g_strcmp0(stored.record->note, record.note) != 0;
    if (decides) {
        change.after = nx_stored_decide(ledger, stored.address, nx_journal_act(journal), &record);
        change.decision = record.decision;
    }
    if (notes) {
        write_note(ledger, stored.address, record.note);
        change.note_after = record.note;
    }
    if (decides || notes || tells)
        nx_journal_add(journal, &change);
}

/* Ends the act of `journal` and its transaction. */
static gboolean finish(NxJournal *journal, guint *n, gint64 *act, GError **error)
{
    nx_journal_close(journal);
    gboolean done = nx_ledger_end(journal->ledger, error);
    if (n)
        *n = done ? journal->n : 0;
    if (act)
        *act = done ? journal->act : 0;
    return done;
}

gboolean nx_ledger_decide(NxLedger *ledger, const NxActHead *head, const NxOrder *orders, guint n, guint *changed,
                          gint64 *act, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    NxJournal journal;
    nx_journal_init(&journal, ledger, head, head->name, NX_ACT_UNDOABLE);
    for (guint i = 0; i < n && !nx_ledger_failed(ledger); i++)
        obey(&journal, &orders[i]);
    return finish(&journal, changed, act, error);
}

/* NULL takes the note away. */
static void note_one(NxJournal *journal, const char *key, const char *spelling, const char *wanted)
{
    NxLedger *ledger = journal->ledger;
    g_auto(NxStored) stored = {0};
    if (wanted ? !nx_stored_make(ledger, key, spelling, NULL, &stored) : !nx_stored_find(ledger, key, &stored))
        return;
    if (g_strcmp0(stored.record->note, wanted) == 0)
        return;
    NxJournalChange change = nx_journal_change(&stored);
    change.note_after = wanted;
    write_note(ledger, stored.address, wanted);
    nx_journal_add(journal, &change);
}

gboolean nx_ledger_note_all(NxLedger *ledger, const NxActHead *head, const char *const *keys,
                            const char *const *spellings, guint n, const char *note, guint *changed, gint64 *act,
                            GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    NxJournal journal;
    nx_journal_init(&journal, ledger, head, head->name, NX_ACT_UNDOABLE);
    for (guint i = 0; i < n && !nx_ledger_failed(ledger); i++)
        note_one(&journal, keys[i], spellings[i], note && *note ? note : NULL);
    return finish(&journal, changed, act, error);
}

gboolean nx_ledger_note(NxLedger *ledger, const NxActHead *head, const char *key, const char *spelling,
                        const char *note, gint64 *act, GError **error)
{
    return nx_ledger_note_all(ledger, head, &key, &spelling, 1, note, NULL, act, error);
}

static void protect(NxJournal *journal, const char *key, const char *spelling, gboolean on)
{
    NxLedger *ledger = journal->ledger;
    g_auto(NxStored) stored = {0};
    if (on ? !nx_stored_make(ledger, key, spelling, NULL, &stored) : !nx_stored_find(ledger, key, &stored))
        return;
    if (stored.record->is_protected != on) {
        NxJournalChange change = nx_journal_change(&stored);
        change.protected_after = on;
        sqlite3_stmt *update = nx_sql(ledger, "UPDATE address SET protected = ?2 WHERE id = ?1");
        nx_bind_number(update, 1, stored.address);
        nx_bind_number(update, 2, on);
        nx_sql_done(ledger, update);
        nx_journal_add(journal, &change);
    }
}

gboolean nx_ledger_protect(NxLedger *ledger, const NxActHead *head, const char *const *keys,
                           const char *const *spellings, guint n, gboolean on, gint64 *act, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    NxJournal journal;
    nx_journal_init(&journal, ledger, head, head->name, NX_ACT_UNDOABLE);
    for (guint i = 0; i < n && !nx_ledger_failed(ledger); i++)
        protect(&journal, keys[i], spellings ? spellings[i] : NULL, !!on);
    return finish(&journal, NULL, act, error);
}

/* ---- Causes ------------------------------------------------------------------------------------------------------ */

static void cause_free(gpointer data)
{
    NxCause *cause = data;
    g_free(cause->cause);
    g_free(cause);
}

/* What stands, everywhere and in scopes. */
#define HELD                                                                                                           \
    "SELECT id AS address, NULL AS scope, standing FROM address UNION ALL SELECT address, scope, standing FROM scoped"

GPtrArray *nx_ledger_causes(NxLedger *ledger, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    g_autoptr(GPtrArray) causes = g_ptr_array_new_with_free_func(cause_free);
    sqlite3_stmt *all =
        nx_sql(ledger, "SELECT d.cause, COUNT(*) FROM (" HELD ") h JOIN decision d ON d.id = h.standing "
                       "WHERE d.decision = 'hold' AND d.cause IS NOT NULL GROUP BY d.cause ORDER BY 2 DESC, 1");
    while (nx_sql_step(ledger, all)) {
        NxCause *cause = g_new0(NxCause, 1);
        cause->cause = nx_sql_dup(all, 0);
        cause->n = (guint)nx_sql_number(all, 1);
        g_ptr_array_add(causes, cause);
    }
    return nx_ledger_end(ledger, error) ? g_steal_pointer(&causes) : NULL;
}

typedef struct {
    gint64 address;
    char *scope;
} Held;

static void held_clear(gpointer held)
{
    g_free(((Held *)held)->scope);
}

static GArray *held_by(NxLedger *ledger, const char *cause)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(Held));
    g_array_set_clear_func(all, held_clear);
    sqlite3_stmt *find =
        nx_sql(ledger, "SELECT h.address, h.scope FROM (" HELD ") h JOIN decision d ON d.id = h.standing "
                       "JOIN address a ON a.id = h.address "
                       "WHERE d.decision = 'hold' AND d.cause = ?1 ORDER BY a.key, h.scope");
    nx_bind_text(find, 1, cause);
    while (nx_sql_step(ledger, find)) {
        Held held = {nx_sql_number(find, 0), nx_sql_dup(find, 1)};
        g_array_append_val(all, held);
    }
    return all;
}

static void let_go(NxJournal *journal, const Held *held, GPtrArray *released_records)
{
    g_auto(NxStored) stored = {0};
    if (!nx_stored_get_in(journal->ledger, held->address, held->scope, &stored))
        return;
    NxJournalChange change = nx_journal_change(&stored);
    NxRecord released = ordered(stored.record, &(const NxOrder){.decision = NX_DECISION_NONE, .scope = held->scope});
    change.after = nx_stored_decide(journal->ledger, held->address, nx_journal_act(journal), &released);
    change.decision = NX_DECISION_NONE;
    nx_journal_add(journal, &change);
    g_ptr_array_add(released_records, g_steal_pointer(&stored.record));
}

gboolean nx_ledger_release(NxLedger *ledger, const NxActHead *head, const char *cause, GPtrArray **released,
                           gint64 *act, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    NxJournal journal;
    nx_journal_init(&journal, ledger, head, head->name, NX_ACT_UNDOABLE);
    g_autoptr(GArray) held = held_by(ledger, cause);
    g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    for (guint i = 0; i < held->len && !nx_ledger_failed(ledger); i++)
        let_go(&journal, &g_array_index(held, Held, i), records);
    if (!nx_ledger_failed(ledger) && held->len == 0) {
        nx_ledger_abandon(ledger);
        g_set_error(error, NX_ERROR, NX_ERROR_NOTHING, nx_tr("nothing is held for %s"), cause);
        return FALSE;
    }
    gboolean done = finish(&journal, NULL, act, error);
    if (done && released)
        *released = g_steal_pointer(&records);
    return done;
}
