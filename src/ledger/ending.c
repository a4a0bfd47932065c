/* Suppressions that end by themselves. */
#include "ledger/journal.h"

gboolean nx_record_has_ended(const NxRecord *record, const NxSettings *settings, NxTime now)
{
    if (record->decision != NX_DECISION_SUPPRESS)
        return FALSE;
    if (record->until != NX_TIME_UNKNOWN)
        return record->until <= now;
    /* Policy is advice too: it ends what advice began, and never what a recipient asked for. */
    if (!record->by_advice || record->klass == NX_CLASS_COMPLAINT)
        return FALSE;
    NxTime stands = nx_expiry_of(settings, record->reason);
    return stands > 0 && record->since + stands <= now;
}

static void end_one(NxJournal *journal, const NxRecord *record)
{
    g_auto(NxStored) stored = {0};
    if (!nx_stored_find_in(journal->ledger, record->key, record->scope, &stored))
        return;
    NxRecord ended = {.decision = NX_DECISION_NONE, .until = journal->head->at, .scope = record->scope};
    NxJournalChange change = nx_journal_change(&stored);
    change.after = nx_stored_decide(journal->ledger, stored.address, nx_journal_act(journal), &ended);
    change.decision = NX_DECISION_NONE;
    nx_journal_add(journal, &change);
}

/* Moves to `ended` those of `all`, which it takes, whose time is over; FALSE where there are none to look at. */
static gboolean pick_ended(GPtrArray *all, const NxSettings *settings, NxTime now, GPtrArray *ended)
{
    for (guint i = 0; all && i < all->len; i++)
        if (nx_record_has_ended(all->pdata[i], settings, now))
            g_ptr_array_add(ended, g_steal_pointer(&all->pdata[i]));
    gboolean is_there = all != NULL;
    g_clear_pointer(&all, g_ptr_array_unref);
    return is_there;
}

/* The first look needs no transaction that writes, for most of the time nothing has ended. */
static GPtrArray *find_ended(NxLedger *ledger, const NxActHead *head, const NxSettings *settings, GError **error)
{
    g_autoptr(GPtrArray) ended = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    gboolean done =
        pick_ended(nx_ledger_records(ledger, NX_DECISION_SUPPRESS, error), settings, head->at, ended) &&
        pick_ended(nx_ledger_scoped_records(ledger, NX_DECISION_SUPPRESS, NULL, error), settings, head->at, ended);
    return done ? g_steal_pointer(&ended) : NULL;
}

GPtrArray *nx_ledger_end_suppressions(NxLedger *ledger, const NxActHead *head, const NxSettings *settings,
                                      GError **error)
{
    g_autoptr(GPtrArray) ended = find_ended(ledger, head, settings, error);
    if (!ended || ended->len == 0)
        return g_steal_pointer(&ended);
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return NULL;
    NxJournal journal;
    nx_journal_init(&journal, ledger, head, "ended", NX_ACT_MOVES);
    for (guint i = 0; i < ended->len && !nx_ledger_failed(ledger); i++)
        end_one(&journal, ended->pdata[i]);
    nx_journal_close(&journal);
    return nx_ledger_end(ledger, error) ? g_steal_pointer(&ended) : NULL;
}
