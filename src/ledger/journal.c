/* How an act and what it changes are written into the tables. */
#include "ledger/journal.h"

void nx_journal_init(NxJournal *journal, NxLedger *ledger, const NxActHead *head, const char *name, NxActKind kind)
{
    *journal = (NxJournal){.ledger = ledger, .head = head, .name = name, .kind = kind};
}

gint64 nx_journal_act(NxJournal *journal)
{
    if (journal->act != 0)
        return journal->act;
    const NxActHead *head = journal->head;
    sqlite3_stmt *insert = nx_sql(
        journal->ledger,
        "INSERT INTO act (name, actor, session, scope, at, undoable, undoes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    nx_bind_text(insert, 1, journal->name);
    nx_bind_text(insert, 2, head->actor ? head->actor : "");
    nx_bind_text(insert, 3, head->session ? head->session : "");
    nx_bind_text(insert, 4, head->scope);
    nx_bind_number(insert, 5, head->at);
    nx_bind_number(insert, 6, journal->kind == NX_ACT_UNDOABLE);
    nx_bind_row(insert, 7, journal->undoes);
    nx_sql_done(journal->ledger, insert);
    if (!nx_ledger_failed(journal->ledger))
        journal->act = sqlite3_last_insert_rowid(journal->ledger->db);
    return journal->act;
}

NxJournalChange nx_journal_change(const NxStored *stored)
{
    return (NxJournalChange){.address = stored->address,
                             .scope = stored->scope,
                             .before = stored->standing,
                             .after = stored->standing,
                             .note_before = stored->record->note,
                             .note_after = stored->record->note,
                             .protected_before = stored->record->is_protected,
                             .protected_after = stored->record->is_protected,
                             .decision = stored->record->decision};
}

void nx_journal_count(NxJournal *journal, gint64 address)
{
    nx_journal_act(journal);
    if (journal->n++ == 0)
        journal->sample = address;
}

/* One act may change an address twice (a list that names it twice): then the entry goes from the first state to the
 * last. */
static gboolean extend(NxJournal *journal, const NxJournalChange *change)
{
    sqlite3_stmt *update = nx_sql(
        journal->ledger,
        "UPDATE change SET after = ?3, note_after = ?4, protected_after = ?5 WHERE act = ?1 AND address = ?2 AND "
        "scope = ?6");
    nx_bind_number(update, 1, journal->act);
    nx_bind_number(update, 2, change->address);
    nx_bind_row(update, 3, change->after);
    nx_bind_text(update, 4, change->note_after);
    nx_bind_number(update, 5, change->protected_after);
    nx_bind_text(update, 6, change->scope ? change->scope : "");
    nx_sql_done(journal->ledger, update);
    return sqlite3_changes(journal->ledger->db) > 0;
}

void nx_journal_add(NxJournal *journal, const NxJournalChange *change)
{
    if (journal->n > 0 && journal->after != change->decision)
        journal->mixed = TRUE;
    journal->after = change->decision;
    if (journal->n > 0 && extend(journal, change))
        return;
    nx_journal_count(journal, change->address);
    sqlite3_stmt *insert = nx_sql(
        journal->ledger, "INSERT INTO change (act, address, before, after, note_before, note_after, protected_before, "
                         "protected_after, scope) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    nx_bind_number(insert, 1, journal->act);
    nx_bind_number(insert, 2, change->address);
    nx_bind_row(insert, 3, change->before);
    nx_bind_row(insert, 4, change->after);
    nx_bind_text(insert, 5, change->note_before);
    nx_bind_text(insert, 6, change->note_after);
    nx_bind_number(insert, 7, change->protected_before);
    nx_bind_number(insert, 8, change->protected_after);
    nx_bind_text(insert, 9, change->scope ? change->scope : "");
    nx_sql_done(journal->ledger, insert);
}

void nx_journal_close(NxJournal *journal)
{
    if (journal->act == 0)
        return;
    const char *after = journal->mixed ? NULL : nx_decision_name(journal->after);
    sqlite3_stmt *update = nx_sql(journal->ledger, "UPDATE act SET n = ?2, sample = ?3, after = ?4 WHERE number = ?1");
    nx_bind_number(update, 1, journal->act);
    nx_bind_number(update, 2, journal->n);
    nx_bind_row(update, 3, journal->sample);
    nx_bind_text(update, 4, after ? after : "none");
    nx_sql_done(journal->ledger, update);
}
