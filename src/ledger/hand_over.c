/* What was given to targets. */
#include "ledger/journal.h"
#include <nixie/retry.h>

GPtrArray *nx_ledger_handed(NxLedger *ledger, const char *target, NxDecision decision, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
    const char *name = nx_decision_name(decision);
    sqlite3_stmt *find = nx_sql(
        ledger, "SELECT a.key FROM handed h JOIN address a ON a.id = h.address WHERE h.target = ?1 AND h.decision = ?2 "
                "AND h.removed_at IS NULL AND a.key IS NOT NULL ORDER BY a.key");
    nx_bind_text(find, 1, target);
    nx_bind_text(find, 2, name ? name : "none");
    while (nx_sql_step(ledger, find))
        g_ptr_array_add(keys, nx_sql_dup(find, 0));
    return nx_ledger_end(ledger, error) ? g_steal_pointer(&keys) : NULL;
}

static void hand(NxLedger *ledger, const char *target, const char *decision, gint64 address, NxTime at)
{
    sqlite3_stmt *give = nx_sql(ledger, "INSERT INTO handed (target, decision, address, at) VALUES (?1, ?2, ?3, ?4) "
                                        "ON CONFLICT DO UPDATE SET at = ?4, removed_at = NULL");
    nx_bind_text(give, 1, target);
    nx_bind_text(give, 2, decision);
    nx_bind_number(give, 3, address);
    nx_bind_number(give, 4, at);
    nx_sql_done(ledger, give);
}

static void take_away(NxLedger *ledger, const char *target, const char *decision, gint64 address, NxTime at)
{
    sqlite3_stmt *take =
        nx_sql(ledger, "UPDATE handed SET removed_at = ?4 WHERE target = ?1 AND decision = ?2 AND address = ?3");
    nx_bind_text(take, 1, target);
    nx_bind_text(take, 2, decision);
    nx_bind_number(take, 3, address);
    nx_bind_number(take, 4, at);
    nx_sql_done(ledger, take);
}

gboolean nx_ledger_hand_over(NxLedger *ledger, const char *target, NxDecision decision, gboolean removed,
                             const char *const *keys, NxTime at, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    const char *name = nx_decision_name(decision) ? nx_decision_name(decision) : "none";
    NxActHead head = {.scope = target, .at = at};
    NxJournal journal;
    nx_journal_init(&journal, ledger, &head, removed ? "hand-over removed" : "hand-over", NX_ACT_MOVES);
    journal.after = decision;
    for (; *keys && !nx_ledger_failed(ledger); keys++) {
        gint64 address = nx_address_row(ledger, *keys, NULL);
        (removed ? take_away : hand)(ledger, target, name, address, at);
        nx_journal_count(&journal, address);
    }
    nx_journal_close(&journal);
    return nx_ledger_end(ledger, error);
}

/* A retry whose attempts are used up, or whose attempt is on its way, has none to hand over. */
static gboolean awaits_attempt(const NxRecord *record)
{
    return record->decision == NX_DECISION_RETRY && !record->attempt_sent &&
           !nx_retry_is_used_up(record->attempt, record->attempts);
}

static void send_attempt(NxJournal *journal, const char *key)
{
    g_auto(NxStored) stored = {0};
    if (!nx_stored_find(journal->ledger, key, &stored))
        return;
    if (awaits_attempt(stored.record)) {
        NxJournalChange change = nx_journal_change(&stored);
        stored.record->attempt_sent = TRUE;
        stored.record->attempt_sent_at = journal->head->at;
        nx_journal_act(journal);
        change.after = nx_stored_decide(journal->ledger, stored.address, stored.act, stored.record);
        nx_journal_add(journal, &change);
    }
}

gboolean nx_ledger_attempted(NxLedger *ledger, const char *target, const char *const *keys, NxTime at, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    NxActHead head = {.scope = target, .at = at};
    NxJournal journal;
    nx_journal_init(&journal, ledger, &head, "attempt", NX_ACT_MOVES);
    for (; *keys && !nx_ledger_failed(ledger); keys++)
        send_attempt(&journal, *keys);
    nx_journal_close(&journal);
    return nx_ledger_end(ledger, error);
}
