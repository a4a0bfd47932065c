/* Takes signs of life in: they close soft history, and the retries that advice began. */
#include "ledger/life.h"

typedef struct {
    NxJournal journal;
    gboolean told;       /* by a person or by logs: it closes a person's retry too */
    GHashTable *touched; /* rows of addresses that have one more */
} Hearing;

static gboolean has_row(NxLedger *ledger, sqlite3_stmt *find)
{
    gboolean found = nx_sql_step(ledger, find);
    nx_sql_reset(find);
    return found;
}

/* The same message, however often it is read; else the same word of the same time. */
static gboolean is_known(NxLedger *ledger, gint64 address, const NxLife *life)
{
    if (life->place_id) {
        sqlite3_stmt *same = nx_sql(ledger, "SELECT 1 FROM life WHERE sha256 = ?2 AND address = ?1 LIMIT 1");
        nx_bind_number(same, 1, address);
        if (same)
            sqlite3_bind_blob(same, 2, life->sha256, sizeof life->sha256, SQLITE_STATIC);
        return has_row(ledger, same);
    }
    sqlite3_stmt *same =
        nx_sql(ledger, "SELECT 1 FROM life WHERE address = ?1 AND at = ?2 AND kind = ?3 AND event_key IS "
                       "?4 AND undone IS NULL LIMIT 1");
    nx_bind_number(same, 1, address);
    nx_bind_number(same, 2, life->at);
    nx_bind_text(same, 3, nx_life_name(life->kind));
    nx_bind_text(same, 4, life->event_key);
    return has_row(ledger, same);
}

static gboolean bounced_later(NxLedger *ledger, gint64 address, const NxLife *life)
{
    if (!life->event_key)
        return FALSE;
    const char *message = strchr(life->event_key, '\x1f');
    sqlite3_stmt *find = nx_sql(ledger, "SELECT 1 FROM sighting WHERE address = ?1 AND (event_key = ?2 OR original = "
                                        "?4) AND arrived >= ?3 LIMIT 1");
    nx_bind_text(find, 4, message ? message + 1 : NULL);
    nx_bind_number(find, 1, address);
    nx_bind_text(find, 2, life->event_key);
    nx_bind_number(find, 3, life->at);
    return has_row(ledger, find);
}

/* A retry that was begun by hand is a person's: nothing that came by itself ends it. */
static gboolean closes_retry(const Hearing *hearing, const NxStored *stored, const NxLife *life)
{
    const NxRecord *record = stored->record;
    return record->decision == NX_DECISION_RETRY && (hearing->told || record->by_advice) &&
           record->last_seen <= life->at;
}

/* An address that nothing is known of has no history to close, and the ledger is no list of everybody who gets mail. */
static void hear(Hearing *hearing, const NxLife *life)
{
    NxJournal *journal = &hearing->journal;
    NxLedger *ledger = journal->ledger;
    g_auto(NxStored) stored = {0};
    if (!nx_stored_find(ledger, life->key, &stored) || stored.record->is_purged ||
        is_known(ledger, stored.address, life))
        return;
    NxJournalChange change = nx_journal_change(&stored);
    NxLife heard = *life;
    heard.is_void = bounced_later(ledger, stored.address, life);
    nx_life_write(ledger, stored.address, nx_journal_act(journal), &heard);
    if (!heard.is_void && closes_retry(hearing, &stored, life)) {
        NxRecord closed = {.decision = NX_DECISION_NONE};
        change.after = nx_stored_decide(ledger, stored.address, journal->act, &closed);
        change.decision = NX_DECISION_NONE;
    }
    nx_journal_add(journal, &change);
    g_hash_table_add(hearing->touched, g_memdup2(&stored.address, sizeof stored.address));
}

static gboolean hear_all(NxLedger *ledger, const NxActHead *head, const char *name, NxActKind kind,
                         const GPtrArray *lives, guint *heard, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    g_autoptr(GHashTable) touched = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    Hearing hearing = {.told = kind == NX_ACT_UNDOABLE, .touched = touched};
    nx_journal_init(&hearing.journal, ledger, head, name, kind);
    for (guint i = 0; i < lives->len && !nx_ledger_failed(ledger); i++)
        hear(&hearing, lives->pdata[i]);
    GHashTableIter iter;
    gpointer address;
    g_hash_table_iter_init(&iter, touched);
    while (g_hash_table_iter_next(&iter, &address, NULL))
        nx_life_refresh(ledger, *(const gint64 *)address);
    nx_journal_close(&hearing.journal);
    gboolean done = nx_ledger_end(ledger, error);
    if (heard)
        *heard = done ? hearing.journal.n : 0;
    return done;
}

gboolean nx_ledger_record_lives(NxLedger *ledger, const NxActHead *head, const GPtrArray *lives, guint *heard,
                                GError **error)
{
    return hear_all(ledger, head, NX_NAME_HEARD, NX_ACT_MOVES, lives, heard, error);
}

gboolean nx_ledger_delivered(NxLedger *ledger, const NxActHead *head, const GPtrArray *lives, guint *heard,
                             GError **error)
{
    return hear_all(ledger, head, "delivered", NX_ACT_UNDOABLE, lives, heard, error);
}
