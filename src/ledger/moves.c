/* Retries that bounced again, recovered, or stand again because a bounce was read late. */
#include "ledger/moves.h"
#include "ledger/life.h"
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

/* The attempt went through when it was sent: nothing came back. */
static void recover(NxMoves *moves, const NxStored *stored)
{
    NxLedger *ledger = moves->recovered.ledger;
    NxRecord closed = {.decision = NX_DECISION_NONE};
    NxLife silence = {.kind = NX_LIFE_SILENCE, .at = stored->record->attempt_sent_at};
    NxJournalChange change = nx_journal_change(stored);
    gint64 act = nx_journal_act(&moves->recovered);
    change.after = nx_stored_decide(ledger, stored->address, act, &closed);
    change.decision = NX_DECISION_NONE;
    nx_life_write(ledger, stored->address, act, &silence);
    nx_life_refresh(ledger, stored->address);
    nx_journal_add(&moves->recovered, &change);
}

/* A complaint is no answer to an attempt, for who complains has got the mail. */
static gboolean is_answer(const NxSighting *sighting)
{
    return sighting->klass != NX_CLASS_COMPLAINT;
}

/* The first answer of `sightings` that arrived after a time. */
static const NxSighting *answer_after(const GPtrArray *sightings, NxTime time)
{
    for (guint i = 0; i < sightings->len; i++) {
        const NxSighting *sighting = sightings->pdata[i];
        if (is_answer(sighting) && sighting->arrived > time)
            return sighting;
    }
    return NULL;
}

/* ---- Retries that were closed too early -------------------------------------------------------------------------- */

/* The retry that the act in whose name `stored` is undecided has closed. */
static gboolean closed_retry(NxLedger *ledger, const NxStored *stored, gint64 *retry, NxTime *sent_at)
{
    sqlite3_stmt *find = nx_sql(
        ledger,
        "SELECT c.before, d.sent_at FROM change c JOIN act t ON t.number = c.act JOIN decision d ON d.id = c.before "
        "WHERE c.act = ?1 AND c.address = ?2 AND d.decision = 'retry' AND t.undoable = 0 AND t.name IN ('" RECOVERED
        "', '" NX_NAME_HEARD "')");
    nx_bind_number(find, 1, stored->act);
    nx_bind_number(find, 2, stored->address);
    if (!nx_sql_step(ledger, find))
        return FALSE;
    *retry = nx_sql_number(find, 0);
    *sent_at = nx_sql_number(find, 1);
    nx_sql_reset(find);
    return TRUE;
}

/* Takes what closed it back: silence that was none. FALSE where it was closed by a sign of life that still counts. */
static gboolean unsay(NxLedger *ledger, const NxStored *stored)
{
    sqlite3_stmt *silence =
        nx_sql(ledger, "UPDATE life SET void = 1 WHERE act = ?1 AND address = ?2 AND kind = 'silence'");
    nx_bind_number(silence, 1, stored->act);
    nx_bind_number(silence, 2, stored->address);
    nx_sql_done(ledger, silence);
    sqlite3_stmt *find = nx_sql(ledger, "SELECT 1 FROM life WHERE act = ?1 AND address = ?2 AND void = 0 LIMIT 1");
    nx_bind_number(find, 1, stored->act);
    nx_bind_number(find, 2, stored->address);
    gboolean counts = nx_sql_step(ledger, find);
    nx_sql_reset(find);
    nx_life_refresh(ledger, stored->address);
    return !counts;
}

/* A bounce may be read after its retry was closed, from a mailbox opened later: as recovered, or by the sign of life of
 * a message that bounced later. Then the retry stands again. */
static gboolean reopen(NxMoves *moves, NxStored *stored, const GPtrArray *sightings)
{
    NxLedger *ledger = moves->bounced.ledger;
    gint64 retry;
    NxTime sent_at;
    if (!closed_retry(ledger, stored, &retry, &sent_at))
        return FALSE;
    if (sent_at != NX_TIME_UNKNOWN) {
        const NxSighting *late = answer_after(sightings, sent_at);
        if (!late || late->arrived > sent_at + moves->settings->settle)
            return FALSE;
    }
    if (!unsay(ledger, stored))
        return FALSE;
    sqlite3_stmt *stand = nx_sql(ledger, "UPDATE address SET standing = ?2 WHERE id = ?1");
    nx_bind_number(stand, 1, stored->address);
    nx_bind_row(stand, 2, retry);
    nx_sql_done(ledger, stand);
    gint64 before = stored->standing, address = stored->address;
    nx_stored_clear(stored);
    if (!nx_stored_get(ledger, address, stored))
        return FALSE;
    stored->standing = before;
    return TRUE;
}

/* ---- Moving on --------------------------------------------------------------------------------------------------- */

static NxRetry retry_of(const NxRecord *record)
{
    return (NxRetry){.plan = record->plan,
                     .attempt = record->attempt,
                     .attempts = record->attempts,
                     .not_before = record->not_before,
                     .sent = record->attempt_sent,
                     .sent_at = record->attempt_sent_at,
                     .episodes = record->episodes};
}

static void set_retry(NxRecord *record, const NxRetry *retry)
{
    record->attempt_sent = retry->sent;
    record->attempt_sent_at = retry->sent_at;
    record->plan = retry->plan;
    record->attempt = retry->attempt;
    record->attempts = retry->attempts;
    record->not_before = retry->not_before;
}

static void move_on(NxMoves *moves, const NxStored *stored, const GPtrArray *sightings)
{
    NxRetry retry = retry_of(stored->record);
    gboolean moved = FALSE;
    for (guint i = 0; i < sightings->len; i++) {
        const NxSighting *sighting = sightings->pdata[i];
        NxRetryStep step = is_answer(sighting)
                               ? nx_retry_take(&retry, moves->settings, sighting->plan, sighting->arrived)
                               : NX_RETRY_WAITS;
        if (step == NX_RETRY_OVER) {
            recover(moves, stored);
            return;
        }
        moved |= step == NX_RETRY_MOVES;
    }
    if (!moved)
        return;
    NxJournalChange change = nx_journal_change(stored);
    set_retry(stored->record, &retry);
    /* The journal has the entry; the decision stays that of who made it. */
    nx_journal_act(&moves->bounced);
    change.after = nx_stored_decide(moves->bounced.ledger, stored->address, stored->act, stored->record);
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
