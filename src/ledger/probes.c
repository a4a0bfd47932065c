/* The log of questions to mail servers: a row is there before its question is asked, so that two programs together ask
 * no more than one may. */
#include "ledger/stored.h"

#define COLUMNS                                                                                                        \
    "SELECT p.id, p.mx_group, p.domain, a.key, p.actor, p.at, p.rcpts, p.reason, p.accepts_all, p.stops, "             \
    "p.reply_code, p.reply FROM probe p LEFT JOIN address a ON a.id = p.address "

static NxAcceptsAll accepts_all_of(const char *name)
{
    for (guint i = 0; i < NX_N_ACCEPTS_ALL; i++)
        if (g_str_equal(nx_accepts_all_name((NxAcceptsAll)i), name))
            return (NxAcceptsAll)i;
    return NX_ACCEPTS_ALL_UNKNOWN;
}

static NxProbe *read_row(sqlite3_stmt *row)
{
    NxProbe *probe = g_new0(NxProbe, 1);
    probe->id = nx_sql_number(row, 0);
    probe->group = nx_sql_dup(row, 1);
    probe->domain = nx_sql_dup(row, 2);
    probe->address = nx_sql_dup(row, 3);
    probe->actor = nx_sql_dup(row, 4);
    probe->at = nx_sql_number(row, 5);
    probe->rcpts = (guint)nx_sql_number(row, 6);
    if (!nx_check_reason_parse(nx_sql_text(row, 7), &probe->reason))
        probe->reason = NX_CHECK_NOT_ASKED; /* a newer nixie's word */
    probe->accepts_all = accepts_all_of(nx_sql_text(row, 8));
    probe->stops = nx_sql_number(row, 9) != 0;
    probe->reply_code = (guint)nx_sql_number(row, 10);
    probe->reply = nx_sql_dup(row, 11);
    return probe;
}

static GPtrArray *find_since(NxLedger *ledger, NxTime since)
{
    GPtrArray *probes = g_ptr_array_new_with_free_func((GDestroyNotify)nx_probe_free);
    sqlite3_stmt *find = nx_sql(ledger, COLUMNS "WHERE p.at > ?1 ORDER BY p.at, p.id");
    nx_bind_number(find, 1, since);
    while (nx_sql_step(ledger, find))
        g_ptr_array_add(probes, read_row(find));
    return probes;
}

GPtrArray *nx_ledger_probes(NxLedger *ledger, NxTime since, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return NULL;
    GPtrArray *probes = find_since(ledger, since);
    if (nx_ledger_end(ledger, error))
        return probes;
    g_ptr_array_unref(probes);
    return NULL;
}

/* 0: it is nobody's that the ledger knows, and shall not be. Who was purged is not told of again. */
static gint64 address_row(NxLedger *ledger, const NxProbe *probe, gboolean keep)
{
    gboolean purged = FALSE;
    if (!probe->address)
        return 0;
    gint64 row = nx_address_find(ledger, probe->address, &purged);
    return purged ? 0 : row == 0 && keep ? nx_address_row(ledger, probe->address, NULL) : row;
}

static void begin(NxLedger *ledger, NxProbe *probe, gboolean keep)
{
    gint64 address = address_row(ledger, probe, keep);
    sqlite3_stmt *put = nx_sql(ledger, "INSERT INTO probe (mx_group, domain, address, actor, at, rcpts, reason, "
                                       "accepts_all, stops, reply_code) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 0)");
    nx_bind_text(put, 1, probe->group);
    nx_bind_text(put, 2, probe->domain);
    nx_bind_row(put, 3, address);
    nx_bind_text(put, 4, probe->actor);
    nx_bind_number(put, 5, probe->at);
    nx_bind_number(put, 6, probe->rcpts);
    nx_bind_text(put, 7, nx_check_reason_name(NX_CHECK_NOT_ASKED));
    nx_bind_text(put, 8, nx_accepts_all_name(NX_ACCEPTS_ALL_UNKNOWN));
    nx_sql_done(ledger, put);
    probe->id = sqlite3_last_insert_rowid(ledger->db);
}

gboolean nx_ledger_begin_probe(NxLedger *ledger, NxProbe *probe, gboolean keep, NxMayProbe may, gpointer user,
                               gboolean *begun, GError **error)
{
    *begun = FALSE;
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    g_autoptr(GPtrArray) last_day = find_since(ledger, probe->at - NX_DAY);
    gboolean may_be = !nx_ledger_failed(ledger) && may(last_day, probe, user);
    if (may_be)
        begin(ledger, probe, keep);
    if (!nx_ledger_end(ledger, error))
        return FALSE;
    *begun = may_be;
    return TRUE;
}

gboolean nx_ledger_end_probe(NxLedger *ledger, const NxProbe *probe, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    sqlite3_stmt *update = nx_sql(ledger, "UPDATE probe SET rcpts = ?2, reason = ?3, accepts_all = ?4, stops = ?5, "
                                          "reply_code = ?6, reply = CASE WHEN address IS NULL THEN NULL ELSE ?7 END "
                                          "WHERE id = ?1");
    nx_bind_number(update, 1, probe->id);
    nx_bind_number(update, 2, probe->rcpts);
    nx_bind_text(update, 3, nx_check_reason_name(probe->reason));
    nx_bind_text(update, 4, nx_accepts_all_name(probe->accepts_all));
    nx_bind_number(update, 5, probe->stops);
    nx_bind_number(update, 6, probe->reply_code);
    nx_bind_text(update, 7, probe->reply);
    nx_sql_done(ledger, update);
    return nx_ledger_end(ledger, error);
}

gboolean nx_ledger_accepts_all(NxLedger *ledger, const char *domain, NxTime since, NxAcceptsAll *accepts_all,
                               GError **error)
{
    *accepts_all = NX_ACCEPTS_ALL_UNKNOWN;
    if (!nx_ledger_begin(ledger, NX_SQL_READ, error))
        return FALSE;
    sqlite3_stmt *find = nx_sql(ledger, "SELECT accepts_all FROM probe WHERE domain = ?1 AND at > ?2 AND accepts_all "
                                        "<> 'unknown' ORDER BY at DESC, id DESC LIMIT 1");
    nx_bind_text(find, 1, domain);
    nx_bind_number(find, 2, since);
    if (nx_sql_step(ledger, find))
        *accepts_all = accepts_all_of(nx_sql_text(find, 0));
    nx_sql_reset(find);
    return nx_ledger_end(ledger, error);
}
