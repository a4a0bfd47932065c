/* Undo and redo. Both take back one act: undo an act of a person, redo an undo. Taking back is itself an entry and
 * removes nothing.
 *
 * What can be taken back: acts of this session first, then those of the same user. What can be made again: the newest
 * undo that stands, of this session first, then of the same user; an act that was done after it, in the same session or
 * by the same user, cuts it off, since it was done by somebody who saw the undone state. So undo, undo, redo, redo
 * walks back and forth, and undo, act, redo offers nothing. */
#include "ledger/journal_read.h"
#include "ledger/life.h"
#include "ledger/told.h"
#include <inttypes.h>

#define OF_SESSION "t.session = ?1 AND t.actor = ?2 "
#define OF_USER "t.actor = ?2 "
#define STANDS "t.undoable = 1 AND " NX_STANDING_UNDO " IS NULL "
#define NEWEST "ORDER BY t.number DESC LIMIT 1"
/* The undo `t` stands, and nobody did anything after it: `same` compares the later act `l` with it. */
#define REDOABLE(same)                                                                                                 \
    "t.name = 'undo' AND t.undoes IS NOT NULL AND NOT EXISTS (SELECT 1 FROM act r WHERE r.undoes = t.number) "         \
    "AND NOT EXISTS (SELECT 1 FROM act l WHERE l.number > t.number AND l.undoable = 1 AND " same ") "

static void bind_who(sqlite3_stmt *statement, const NxActHead *head)
{
    nx_bind_text(statement, 1, head->session ? head->session : "");
    nx_bind_text(statement, 2, head->actor ? head->actor : "");
}

static NxAct *read_one(NxLedger *ledger, sqlite3_stmt *find)
{
    if (!nx_sql_step(ledger, find))
        return NULL;
    NxAct *act = nx_act_read(find);
    nx_sql_reset(find);
    return act;
}

static NxAct *act_numbered(NxLedger *ledger, gint64 number)
{
    sqlite3_stmt *find = nx_sql(ledger, NX_ACT_SELECT "WHERE t.number = ?1");
    nx_bind_number(find, 1, number);
    return read_one(ledger, find);
}

static NxAct *next_to_undo(NxLedger *ledger, const NxActHead *head)
{
    sqlite3_stmt *own = nx_sql(ledger, NX_ACT_SELECT "WHERE " OF_SESSION "AND " STANDS NEWEST);
    bind_who(own, head);
    NxAct *act = read_one(ledger, own);
    if (act)
        return act;
    sqlite3_stmt *users = nx_sql(ledger, NX_ACT_SELECT "WHERE " OF_USER "AND " STANDS NEWEST);
    bind_who(users, head);
    return read_one(ledger, users);
}

/* The act that the newest redoable undo took back. */
static NxAct *next_to_redo(NxLedger *ledger, const NxActHead *head)
{
    sqlite3_stmt *own =
        nx_sql(ledger,
               NX_ACT_SELECT "WHERE " OF_SESSION "AND " REDOABLE("l.session = t.session AND l.actor = t.actor") NEWEST);
    bind_who(own, head);
    g_autoptr(NxAct) undo = read_one(ledger, own);
    if (!undo) {
        sqlite3_stmt *users =
            nx_sql(ledger, NX_ACT_SELECT "WHERE " OF_USER "AND " REDOABLE("l.actor = t.actor") NEWEST);
        bind_who(users, head);
        undo = read_one(ledger, users);
    }
    return undo ? act_numbered(ledger, undo->undoes) : NULL;
}

static NxAct *offer(NxLedger *ledger, const NxActHead *head, NxAct *(*next)(NxLedger *, const NxActHead *),
                    const char *nothing, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    NxAct *act = next(ledger, head);
    if (!nx_ledger_end(ledger, error))
        g_clear_pointer(&act, nx_act_free);
    else if (!act)
        g_set_error_literal(error, NX_ERROR, NX_ERROR_NOTHING, nothing);
    return act;
}

NxAct *nx_ledger_undo_next(NxLedger *ledger, const NxActHead *head, GError **error)
{
    return offer(ledger, head, next_to_undo, nx_tr("there is nothing to undo"), error);
}

NxAct *nx_ledger_redo_next(NxLedger *ledger, const NxActHead *head, GError **error)
{
    return offer(ledger, head, next_to_redo, nx_tr("there is nothing to redo"), error);
}

/* ---- Taking back ------------------------------------------------------------------------------------------------- */

typedef struct {
    gint64 address, before, after;
    char *scope; /* NULL: everywhere */
    char *note_before, *note_after;
    gboolean protected_before, protected_after;
} Done;

static void done_clear(gpointer done)
{
    g_free(((Done *)done)->scope);
    g_free(((Done *)done)->note_before);
    g_free(((Done *)done)->note_after);
}

/* What `act` did, to the address `key` or, where that is NULL, to all. */
static GArray *what_was_done(NxLedger *ledger, gint64 act, const char *key)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(Done));
    g_array_set_clear_func(all, done_clear);
    sqlite3_stmt *find = nx_sql(
        ledger,
        "SELECT c.address, c.before, c.after, c.note_before, c.note_after, c.protected_before, c.protected_after, "
        "NULLIF(c.scope, '') FROM change c JOIN address a ON a.id = c.address WHERE c.act = ?1 AND "
        "(a.key IS NOT NULL OR a.hash IS NOT NULL) AND (?2 IS NULL OR a.key = ?2)");
    nx_bind_number(find, 1, act);
    nx_bind_text(find, 2, key);
    while (nx_sql_step(ledger, find)) {
        Done done = {.address = nx_sql_number(find, 0),
                     .before = nx_sql_number(find, 1),
                     .after = nx_sql_number(find, 2),
                     .note_before = nx_sql_dup(find, 3),
                     .note_after = nx_sql_dup(find, 4),
                     .protected_before = nx_sql_number(find, 5) != 0,
                     .protected_after = nx_sql_number(find, 6) != 0,
                     .scope = nx_sql_dup(find, 7)};
        g_array_append_val(all, done);
    }
    return all;
}

/* Does the decision in row `after` stand? A retry that has moved on since is still the decision of its act. */
static gboolean decision_stands(NxLedger *ledger, const NxStored *stored, gint64 after)
{
    if (stored->standing == after)
        return TRUE;
    sqlite3_stmt *find = nx_sql(ledger, "SELECT act, decision FROM decision WHERE id = ?1");
    nx_bind_number(find, 1, after);
    if (stored->standing == 0 || !nx_sql_step(ledger, find))
        return FALSE;
    NxDecision decision = NX_DECISION_NONE;
    nx_decision_parse(nx_sql_text(find, 1), &decision);
    gboolean stands = nx_sql_number(find, 0) == stored->act && decision == stored->record->decision;
    nx_sql_reset(find);
    return stands;
}

static void put_back(NxLedger *ledger, const NxJournalChange *change)
{
    sqlite3_stmt *update = nx_sql(ledger, "UPDATE address SET note = ?2, protected = ?3 WHERE id = ?1");
    nx_bind_number(update, 1, change->address);
    nx_bind_text(update, 2, change->note_after);
    nx_bind_number(update, 3, change->protected_after);
    nx_sql_done(ledger, update);
    nx_stored_stand(ledger, change->address, change->scope, change->after);
}

static NxDecision decision_in(NxLedger *ledger, gint64 row)
{
    NxDecision decision = NX_DECISION_NONE;
    sqlite3_stmt *find = nx_sql(ledger, "SELECT decision FROM decision WHERE id = ?1");
    nx_bind_row(find, 1, row);
    if (nx_sql_step(ledger, find))
        nx_decision_parse(nx_sql_text(find, 0), &decision);
    nx_sql_reset(find);
    return decision;
}

/* Decision, note and protection are taken back each by itself, where it still is what the act made it. FALSE if one of
 * them is not. `told`: the act told counts or signs of life, which are taken back with it. */
static gboolean take_back_one(NxJournal *journal, const Done *done, const NxStored *stored, gboolean told)
{
    NxJournalChange change = nx_journal_change(stored);
    gboolean touched = FALSE, all = TRUE;
    if (done->before != done->after) {
        gboolean stands = decision_stands(journal->ledger, stored, done->after);
        if (stands)
            change.after = done->before;
        touched |= stands;
        all &= stands;
    }
    if (g_strcmp0(done->note_before, done->note_after) != 0) {
        gboolean stands = g_strcmp0(stored->record->note, done->note_after) == 0;
        if (stands)
            change.note_after = done->note_before;
        touched |= stands;
        all &= stands;
    }
    if (done->protected_before != done->protected_after) {
        gboolean stands = stored->record->is_protected == done->protected_after;
        if (stands)
            change.protected_after = done->protected_before;
        touched |= stands;
        all &= stands;
    }
    if (told) {
        touched |= nx_told_take_back(journal->ledger, done->address, journal->undoes, journal->act);
        touched |= nx_life_take_back(journal->ledger, done->address, journal->undoes, journal->act);
    }
    if (touched) {
        change.decision = decision_in(journal->ledger, change.after);
        put_back(journal->ledger, &change);
        nx_journal_add(journal, &change);
    }
    return all;
}

/* Takes back what `act` did to the address `key`, or to all; `kept` gets the spellings of those where it no longer
 * stands. */
static void take_back_from(NxJournal *journal, gint64 act, const char *key, GPtrArray *kept)
{
    g_autoptr(GArray) all = what_was_done(journal->ledger, act, key);
    gboolean told =
        journal->undoes == act && (nx_life_is_of(journal->ledger, act) || nx_told_is_of(journal->ledger, act));
    for (guint i = 0; i < all->len && !nx_ledger_failed(journal->ledger); i++) {
        const Done *done = &g_array_index(all, Done, i);
        g_auto(NxStored) stored = {0};
        if (!nx_stored_get_in(journal->ledger, done->address, done->scope, &stored))
            continue;
        if (!take_back_one(journal, done, &stored, told))
            g_ptr_array_add(kept, g_strdup(stored.record->is_purged ? nx_tr("(purged)") : stored.record->spelling));
    }
}

/* Takes back `act` for `journal`, which is entered even if nothing of it stands: else it would be offered again and
 * again. */
static GPtrArray *take_back(NxJournal *journal, gint64 act)
{
    GPtrArray *kept = g_ptr_array_new_with_free_func(g_free);
    journal->undoes = act;
    nx_journal_act(journal);
    take_back_from(journal, act, NULL, kept);
    nx_journal_close(journal);
    return kept;
}

/* Refuses to take back `act`, unless the ledger failed while it was asked: then it says that. */
static gboolean refuse(NxLedger *ledger, GError **error, NxErrorCode code, const char *format, gint64 act)
{
    if (nx_ledger_failed(ledger)) {
        nx_ledger_end(ledger, error);
    } else {
        nx_ledger_abandon(ledger);
        g_set_error(error, NX_ERROR, code, format, act);
    }
    return FALSE;
}

typedef struct {
    gboolean is_own, is_undoable;
    gint64 undo; /* that stands, 0: none */
} Question;

static gboolean ask(NxLedger *ledger, const NxActHead *head, gint64 act, Question *asked)
{
    sqlite3_stmt *find = nx_sql(ledger, NX_ACT_SELECT "WHERE t.number = ?1");
    nx_bind_number(find, 1, act);
    if (!nx_sql_step(ledger, find))
        return FALSE;
    asked->is_own = g_str_equal(nx_sql_text(find, 2), head->actor ? head->actor : "");
    asked->is_undoable = nx_sql_number(find, 10) != 0;
    asked->undo = nx_sql_number(find, 11);
    nx_sql_reset(find);
    return TRUE;
}

/* Sees that `head`'s user may undo (or, with `again`, redo) `act`; *target gets the act that is to be taken back for
 * that. */
static gboolean may_take_back(NxLedger *ledger, const NxActHead *head, gint64 act, gboolean again, gint64 *target,
                              GError **error)
{
    Question asked;
    if (!ask(ledger, head, act, &asked))
        return refuse(ledger, error, NX_ERROR_MISSING, nx_tr("there is no act %" PRIi64), act);
    gint64 undo = asked.undo;
    if (!asked.is_own)
        return refuse(ledger, error, NX_ERROR_REFUSED, nx_tr("act %" PRIi64 " is somebody else's"), act);
    if (!asked.is_undoable)
        return refuse(ledger, error, NX_ERROR_REFUSED, nx_tr("act %" PRIi64 " cannot be taken back"), act);
    if (!again && undo != 0)
        return refuse(ledger, error, NX_ERROR_NOTHING, nx_tr("act %" PRIi64 " has been undone already"), act);
    if (again && undo == 0)
        return refuse(ledger, error, NX_ERROR_NOTHING, nx_tr("act %" PRIi64 " has not been undone"), act);
    *target = again ? undo : act;
    return TRUE;
}

static gboolean take_back_act(NxLedger *ledger, const NxActHead *head, gint64 act, gboolean again, guint *restored,
                              GPtrArray **kept, GError **error)
{
    gint64 target;
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error) || !may_take_back(ledger, head, act, again, &target, error))
        return FALSE;
    NxJournal journal;
    nx_journal_init(&journal, ledger, head, again ? "redo" : "undo", NX_ACT_MOVES);
    g_autoptr(GPtrArray) named = take_back(&journal, target);
    if (!nx_ledger_end(ledger, error))
        return FALSE;
    if (restored)
        *restored = journal.n;
    if (kept)
        *kept = g_steal_pointer(&named);
    return TRUE;
}

gboolean nx_ledger_undo(NxLedger *ledger, const NxActHead *head, gint64 act, guint *restored, GPtrArray **kept,
                        GError **error)
{
    return take_back_act(ledger, head, act, FALSE, restored, kept, error);
}

gboolean nx_ledger_redo(NxLedger *ledger, const NxActHead *head, gint64 act, guint *restored, GPtrArray **kept,
                        GError **error)
{
    return take_back_act(ledger, head, act, TRUE, restored, kept, error);
}

gboolean nx_ledger_take_back(NxLedger *ledger, const NxActHead *head, const GPtrArray *taken, guint *restored,
                             GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    NxJournal journal;
    nx_journal_init(&journal, ledger, head, head->name, NX_ACT_UNDOABLE);
    g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < taken->len && !nx_ledger_failed(ledger); i++) {
        const NxTaken *one = taken->pdata[i];
        take_back_from(&journal, one->act, one->key, kept);
    }
    nx_journal_close(&journal);
    if (!nx_ledger_end(ledger, error))
        return FALSE;
    if (restored)
        *restored = journal.n;
    return TRUE;
}
