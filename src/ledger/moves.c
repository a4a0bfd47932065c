/* Retries that bounced again, recovered, or stand again because a bounce was read late. */
#include "ledger/moves.h"
#include <nixie/retry.h>

#define RECOVERED "recovered"

void nx_moves_init(NxMoves *moves, NxLedger *ledger, const NxActHead *head, const NxSettings *settings)
{
    moves->settings = settings;
    nx_journal_init(&moves->bounced, ledger, head, "bounced", NX_ACT_MOVES);
    nx_journal_init(&moves->recovered, ledger, head, RECOVERED, NX_ACT_MOVES);
}

void nx_moves_close(NxMoves *moves)
{
    nx_journal_close(&moves->bounced);
    nx_journal_close(&moves->recovered);
}

static void set_delivered(NxLedger *ledger, gint64 address, NxTime delivered)
{
    sqlite3_stmt *update = nx_sql(ledger, "UPDATE address SET delivered = ?2 WHERE id = ?1");
    nx_bind_number(update, 1, address);
    nx_bind_time(update, 2, delivered);
    nx_sql_done(ledger, update);
}

/* The attempt went through when it was sent: nothing came back. */
static void recover(NxMoves *moves, const NxStored *stored)
{
    NxLedger *ledger = moves->recovered.ledger;
    NxRecord closed = {.decision = NX_DECISION_NONE};
    NxJournalChange change = nx_journal_change(stored);
    change.after = nx_stored_decide(ledger, stored->address, nx_journal_act(&moves->recovered), &closed);
    change.decision = NX_DECISION_NONE;
    set_delivered(ledger, stored->address, stored->record->attempt_sent_at);
    nx_journal_add(&moves->recovered, &change);
}

/* The retry after its attempt bounced with `sighting`. */
static void advance(const NxSettings *settings, NxRecord *record, const NxSighting *sighting)
{
    NxRetry retry = {record->plan, record->attempt, record->attempts, record->not_before};
    nx_retry_bounced(&retry, settings, sighting->plan, sighting->arrived);
    record->attempt_sent = FALSE;
    record->attempt_sent_at = NX_TIME_UNKNOWN;
    record->plan = retry.plan;
    record->attempt = retry.attempt;
    record->attempts = retry.attempts;
    record->not_before = retry.not_before;
}

/* The first of `sightings` that is an answer to the attempt; a complaint is none, for who complains has got the
 * mail. */
static const NxSighting *answer(const NxRecord *retry, const GPtrArray *sightings)
{
    for (guint i = 0; i < sightings->len; i++) {
        const NxSighting *sighting = sightings->pdata[i];
        if (sighting->klass != NX_CLASS_COMPLAINT && sighting->arrived > retry->attempt_sent_at)
            return sighting;
    }
    return NULL;
}

/* A bounce may be read after its retry was closed as recovered, from a mailbox opened later. Then the retry stands
 * again. */
static gboolean reopen(NxMoves *moves, NxStored *stored, const GPtrArray *sightings)
{
    NxLedger *ledger = moves->bounced.ledger;
    sqlite3_stmt *find = nx_sql(
        ledger,
        "SELECT c.before, d.sent_at FROM change c JOIN act t ON t.number = c.act JOIN decision d ON d.id = c.before "
        "WHERE c.act = ?1 AND c.address = ?2 AND t.name = '" RECOVERED "' AND t.undoable = 0");
    nx_bind_number(find, 1, stored->act);
    nx_bind_number(find, 2, stored->address);
    if (!nx_sql_step(ledger, find))
        return FALSE;
    gint64 retry = nx_sql_number(find, 0);
    NxRecord sent = {.attempt_sent_at = nx_sql_number(find, 1)};
    nx_sql_reset(find);
    const NxSighting *late = answer(&sent, sightings);
    if (!late || late->arrived > sent.attempt_sent_at + moves->settings->settle)
        return FALSE;
    sqlite3_stmt *stand = nx_sql(ledger, "UPDATE address SET standing = ?2, delivered = NULL WHERE id = ?1");
    nx_bind_number(stand, 1, stored->address);
    nx_bind_row(stand, 2, retry);
    nx_sql_done(ledger, stand);
    gint64 before = stored->standing;
    gint64 address = stored->address;
    nx_stored_clear(stored);
    if (!nx_stored_get(ledger, address, stored))
        return FALSE;
    stored->standing = before;
    return TRUE;
}

static void move_on(NxMoves *moves, const NxStored *stored, const GPtrArray *sightings)
{
    NxRecord *retry = stored->record;
    const NxSighting *sighting = retry->attempt_sent ? answer(retry, sightings) : NULL;
    if (!sighting)
        return;
    if (sighting->arrived > retry->attempt_sent_at + moves->settings->settle) {
        recover(moves, stored);
        return;
    }
    NxJournalChange change = nx_journal_change(stored);
    advance(moves->settings, retry, sighting);
    /* The journal has the entry; the decision stays that of who made it. */
    nx_journal_act(&moves->bounced);
    change.after = nx_stored_decide(moves->bounced.ledger, stored->address, stored->act, retry);
    nx_journal_add(&moves->bounced, &change);
}

void nx_moves_bounced(NxMoves *moves, gint64 address, const GPtrArray *sightings)
{
    g_auto(NxStored) stored = {0};
    if (!nx_stored_get(moves->bounced.ledger, address, &stored))
        return;
    if (stored.record->decision == NX_DECISION_RETRY ||
        (stored.record->decision == NX_DECISION_NONE && reopen(moves, &stored, sightings)))
        move_on(moves, &stored, sightings);
}

void nx_moves_settle(NxMoves *moves)
{
    NxLedger *ledger = moves->recovered.ledger;
    g_autoptr(GArray) settled = g_array_new(FALSE, FALSE, sizeof(gint64));
    sqlite3_stmt *find =
        nx_sql(ledger, "SELECT a.id FROM decision d JOIN address a ON a.id = d.address AND a.standing = d.id "
                       "WHERE d.sent_at IS NOT NULL AND d.sent_at <= ?1 AND d.decision = 'retry'");
    nx_bind_number(find, 1, moves->recovered.head->at - moves->settings->settle);
    while (nx_sql_step(ledger, find)) {
        gint64 address = nx_sql_number(find, 0);
        g_array_append_val(settled, address);
    }
    for (guint i = 0; i < settled->len; i++) {
        g_auto(NxStored) stored = {0};
        if (!nx_stored_get(ledger, g_array_index(settled, gint64, i), &stored))
            return;
        recover(moves, &stored);
    }
}
