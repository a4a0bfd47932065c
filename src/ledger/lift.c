/* What a person lets through though a guard speaks. */
#include "ledger/journal.h"
#include "ledger/journal_read.h"

void nx_lift_free(NxLift *lift)
{
    if (!lift)
        return;
    g_free(lift->source);
    g_free(lift);
}

gboolean nx_ledger_lift(NxLedger *ledger, const NxActHead *head, const char *source, NxTime until, gint64 *act,
                        GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    NxJournal journal;
    nx_journal_init(&journal, ledger, head, head->name, NX_ACT_UNDOABLE);
    sqlite3_stmt *insert = nx_sql(ledger, "INSERT INTO lift (act, source, until) VALUES (?1, ?2, ?3)");
    nx_bind_number(insert, 1, nx_journal_act(&journal));
    nx_bind_text(insert, 2, source);
    nx_bind_number(insert, 3, until);
    nx_sql_done(ledger, insert);
    gboolean done = nx_ledger_end(ledger, error);
    if (act)
        *act = done ? journal.act : 0;
    return done;
}

GPtrArray *nx_ledger_lifts(NxLedger *ledger, NxTime now, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    g_autoptr(GPtrArray) lifts = g_ptr_array_new_with_free_func((GDestroyNotify)nx_lift_free);
    sqlite3_stmt *all = nx_sql(ledger, "SELECT l.source, l.until FROM lift l JOIN act t ON t.number = l.act "
                                       "WHERE l.until > ?1 AND " NX_STANDING_UNDO " IS NULL ORDER BY l.act");
    nx_bind_number(all, 1, now);
    while (nx_sql_step(ledger, all)) {
        NxLift lift = {nx_sql_dup(all, 0), nx_sql_number(all, 1)};
        g_ptr_array_add(lifts, g_memdup2(&lift, sizeof lift));
    }
    return nx_ledger_end(ledger, error) ? g_steal_pointer(&lifts) : NULL;
}
