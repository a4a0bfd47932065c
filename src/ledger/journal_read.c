/* The log of acts, and what one of them changed. */
#include "ledger/journal_read.h"

void nx_act_free(NxAct *act)
{
    if (!act)
        return;
    g_free(act->name);
    g_free(act->actor);
    g_free(act->session);
    g_free(act->scope);
    g_free(act->sample);
    g_free(act);
}

static void change_free(gpointer data)
{
    NxChange *change = data;
    g_free(change->key);
    g_free(change->spelling);
    g_free(change->scope);
    g_free(change->before_note);
    g_free(change->after_note);
    g_free(change);
}

/* What is shown of an address that was purged. */
static char *spelling_or_purged(sqlite3_stmt *row, int at)
{
    char *spelling = nx_sql_dup(row, at);
    return spelling ? spelling : g_strdup(nx_tr("(purged)"));
}

NxAct *nx_act_read(sqlite3_stmt *row)
{
    NxAct *act = g_new0(NxAct, 1);
    act->number = nx_sql_number(row, 0);
    act->name = nx_sql_dup(row, 1);
    act->actor = nx_sql_dup(row, 2);
    act->session = nx_sql_dup(row, 3);
    act->scope = nx_sql_dup(row, 4);
    act->at = nx_sql_number(row, 5);
    act->undoes = nx_sql_number(row, 6);
    act->n = (guint)nx_sql_number(row, 7);
    act->sample = act->n > 0 ? spelling_or_purged(row, 8) : g_strdup(nx_sql_text(row, 8));
    nx_decision_parse(nx_sql_text(row, 9), &act->after);
    act->undone = nx_sql_number(row, 11) != 0;
    return act;
}

GPtrArray *nx_ledger_log(NxLedger *ledger, guint max, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    g_autoptr(GPtrArray) acts = g_ptr_array_new_with_free_func((GDestroyNotify)nx_act_free);
    sqlite3_stmt *all = nx_sql(ledger, NX_ACT_SELECT "ORDER BY t.number DESC LIMIT ?1");
    nx_bind_number(all, 1, max == 0 ? -1 : (gint64)max);
    while (nx_sql_step(ledger, all))
        g_ptr_array_add(acts, nx_act_read(all));
    return nx_ledger_end(ledger, error) ? g_steal_pointer(&acts) : NULL;
}

gboolean nx_ledger_session(NxLedger *ledger, const char *session, guint counts[NX_N_DECISIONS], GError **error)
{
    memset(counts, 0, sizeof *counts * NX_N_DECISIONS);
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return FALSE;
    sqlite3_stmt *all = nx_sql(
        ledger, "SELECT d.decision, COUNT(*) FROM act t JOIN change c ON c.act = t.number JOIN decision d ON d.id = "
                "c.after WHERE t.session = ?1 AND t.undoes IS NULL AND c.after IS NOT c.before AND " NX_STANDING_UNDO
                " IS NULL GROUP BY d.decision");
    nx_bind_text(all, 1, session);
    while (nx_sql_step(ledger, all)) {
        NxDecision decision;
        if (nx_decision_parse(nx_sql_text(all, 0), &decision))
            counts[decision] = (guint)nx_sql_number(all, 1);
    }
    return nx_ledger_end(ledger, error);
}

static NxChange *read_change(sqlite3_stmt *row)
{
    NxChange *change = g_new0(NxChange, 1);
    change->key = nx_sql_dup(row, 0);
    change->spelling = spelling_or_purged(row, 1);
    nx_decision_parse(nx_sql_text(row, 2), &change->before);
    change->before_not_before = nx_sql_number(row, 3);
    nx_decision_parse(nx_sql_text(row, 4), &change->after);
    change->after_not_before = nx_sql_number(row, 5);
    change->before_note = nx_sql_dup(row, 6);
    change->after_note = nx_sql_dup(row, 7);
    change->before_protected = nx_sql_number(row, 8) != 0;
    change->after_protected = nx_sql_number(row, 9) != 0;
    change->scope = nx_sql_dup(row, 10);
    return change;
}

GPtrArray *nx_ledger_changes(NxLedger *ledger, gint64 act, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func(change_free);
    sqlite3_stmt *all = nx_sql(
        ledger,
        "SELECT a.key, a.spelling, b.decision, b.not_before, d.decision, d.not_before, c.note_before, c.note_after, "
        "c.protected_before, c.protected_after, NULLIF(c.scope, '') FROM change c JOIN address a ON a.id = c.address "
        "LEFT JOIN decision b ON b.id = c.before LEFT JOIN decision d ON d.id = c.after WHERE c.act = ?1 "
        "ORDER BY a.key, c.scope");
    nx_bind_number(all, 1, act);
    while (nx_sql_step(ledger, all))
        g_ptr_array_add(changes, read_change(all));
    return nx_ledger_end(ledger, error) ? g_steal_pointer(&changes) : NULL;
}
