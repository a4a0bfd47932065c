/* Counts and signs of life of others, into the tables and out of them again. */
#include "ledger/told.h"
#include "ledger/life.h"

/* ---- Taken in ---------------------------------------------------------------------------------------------------- */

typedef struct {
    gint64 seen;
    NxTime first, last;
} Counts;

static NxTime earlier(NxTime a, NxTime b)
{
    return a == NX_TIME_UNKNOWN ? b : b == NX_TIME_UNKNOWN ? a : MIN(a, b);
}

static void write_counts(NxLedger *ledger, gint64 address, const Counts *counts, gint64 episodes)
{
    sqlite3_stmt *update =
        nx_sql(ledger, "UPDATE address SET seen = ?2, first_seen = ?3, last_seen = ?4, "
                       "episodes_before = episodes_before + ?5, episodes = episodes + ?5 WHERE id = ?1");
    nx_bind_number(update, 1, address);
    nx_bind_number(update, 2, counts->seen);
    nx_bind_time(update, 3, counts->first);
    nx_bind_time(update, 4, counts->last);
    nx_bind_number(update, 5, episodes);
    nx_sql_done(ledger, update);
}

/* An act may tell of an address twice: then the entry goes from the first to the last. */
static void keep_counts(NxLedger *ledger, gint64 address, gint64 act, const Counts *before, const Counts *after,
                        gint64 episodes)
{
    sqlite3_stmt *insert = nx_sql(
        ledger, "INSERT INTO told (act, address, seen_before, seen_after, first_before, first_after, last_before, "
                "last_after, episodes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO UPDATE SET "
                "seen_after = ?4, first_after = ?6, last_after = ?8, episodes = episodes + ?9");
    nx_bind_number(insert, 1, act);
    nx_bind_number(insert, 2, address);
    nx_bind_number(insert, 3, before->seen);
    nx_bind_number(insert, 4, after->seen);
    nx_bind_time(insert, 5, before->first);
    nx_bind_time(insert, 6, after->first);
    nx_bind_time(insert, 7, before->last);
    nx_bind_time(insert, 8, after->last);
    nx_bind_number(insert, 9, episodes);
    nx_sql_done(ledger, insert);
}

/* As far as they say more than ours. */
static gboolean take_counts(NxJournal *journal, const NxStored *stored, const NxOrder *order)
{
    const NxRecord *record = stored->record;
    const Counts before = {record->seen, record->first_seen, record->last_seen};
    const Counts after = {MAX(record->seen, order->seen), earlier(record->first_seen, order->first_seen),
                          MAX(record->last_seen, order->last_seen)};
    if (order->seen == 0 ||
        (after.seen == before.seen && after.first == before.first && after.last == before.last && record->episodes))
        return FALSE;
    gint64 episodes = record->episodes == 0;
    write_counts(journal->ledger, stored->address, &after, episodes);
    keep_counts(journal->ledger, stored->address, nx_journal_act(journal), &before, &after, episodes);
    return TRUE;
}

static gboolean take_life(NxJournal *journal, const NxStored *stored, NxTime delivered)
{
    if (delivered == NX_TIME_UNKNOWN)
        return FALSE;
    sqlite3_stmt *find =
        nx_sql(journal->ledger, "SELECT 1 FROM life WHERE address = ?1 AND at = ?2 AND undone IS NULL LIMIT 1");
    nx_bind_number(find, 1, stored->address);
    nx_bind_number(find, 2, delivered);
    gboolean is_known = nx_sql_step(journal->ledger, find);
    nx_sql_reset(find);
    if (is_known)
        return FALSE;
    const NxLife life = {.kind = NX_LIFE_TOLD, .at = delivered};
    nx_life_write(journal->ledger, stored->address, nx_journal_act(journal), &life);
    nx_life_refresh(journal->ledger, stored->address);
    return TRUE;
}

gboolean nx_told_take(NxJournal *journal, const NxStored *stored, const NxOrder *order)
{
    gboolean counts = take_counts(journal, stored, order);
    return take_life(journal, stored, order->delivered) || counts;
}

/* ---- Taken back -------------------------------------------------------------------------------------------------- */

gboolean nx_told_is_of(NxLedger *ledger, gint64 act)
{
    sqlite3_stmt *find =
        nx_sql(ledger, "SELECT 1 FROM told WHERE act = ?1 UNION ALL SELECT 1 FROM told WHERE undone = ?1 LIMIT 1");
    nx_bind_number(find, 1, act);
    gboolean found = nx_sql_step(ledger, find);
    nx_sql_reset(find);
    return found;
}

/* The rows of `told` that are meant: act ?2 told them and they count, or act ?2 took them back. */
#define IS_TOLD "t.address = ?1 AND t.act = ?2 AND t.undone IS NULL"
#define IS_TAKEN_BACK "t.address = ?1 AND t.undone = ?2"
/* What is the first or last where that is no longer told: what it was before, or the first or last that was counted. */
#define LEFT(least, before)                                                                                            \
    "(SELECT " least "(x) FROM (SELECT t." before                                                                      \
    " AS x UNION ALL SELECT s.arrived FROM sighting s WHERE s.address = "                                              \
    "?1))"
static const char TAKE_BACK[] =
    "UPDATE address SET seen = MAX(seen - (t.seen_after - t.seen_before), 0), "
    "first_seen = CASE WHEN first_seen IS t.first_after THEN " LEFT(
        "MIN", "first_before") " ELSE first_seen "
                               "END, last_seen = CASE WHEN last_seen IS t.last_after THEN " LEFT(
                                   "MAX", "last_before") " ELSE last_seen "
                                                         "END, episodes_before = MAX(episodes_before - t.episodes, 0), "
                                                         "episodes = MAX(address.episodes - t.episodes, 0) "
                                                         "FROM told t WHERE " IS_TOLD " AND id = ?1";
static const char TELL_AGAIN[] =
    "UPDATE address SET seen = seen + (t.seen_after - t.seen_before), "
    "first_seen = (SELECT MIN(x) FROM (SELECT first_seen AS x UNION ALL SELECT t.first_after)), "
    "last_seen = (SELECT MAX(x) FROM (SELECT last_seen AS x UNION ALL SELECT t.last_after)), "
    "episodes_before = episodes_before + t.episodes, episodes = address.episodes + t.episodes "
    "FROM told t WHERE " IS_TAKEN_BACK " AND id = ?1";

static gboolean change(NxLedger *ledger, sqlite3_stmt *update, gint64 address, gint64 act)
{
    nx_bind_number(update, 1, address);
    nx_bind_number(update, 2, act);
    nx_sql_done(ledger, update);
    return !nx_ledger_failed(ledger) && sqlite3_changes(ledger->db) > 0;
}

gboolean nx_told_take_back(NxLedger *ledger, gint64 address, gint64 act, gint64 undo)
{
    gboolean again = change(ledger, nx_sql(ledger, TELL_AGAIN), address, act);
    gboolean taken = change(ledger, nx_sql(ledger, TAKE_BACK), address, act);
    if (taken) {
        sqlite3_stmt *mark = nx_sql(ledger, "UPDATE told AS t SET undone = ?3 WHERE " IS_TOLD);
        nx_bind_number(mark, 3, undo);
        change(ledger, mark, address, act);
    }
    if (again)
        change(ledger, nx_sql(ledger, "UPDATE told AS t SET undone = NULL WHERE " IS_TAKEN_BACK), address, act);
    return again || taken;
}
