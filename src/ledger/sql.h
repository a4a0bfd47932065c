/* The ledger's hold on SQLite: statements that are prepared once, transactions, and errors in one line.
 *
 * Failure sticks. After the first call that SQLite refuses, every step says "no more rows", and nx_ledger_end tells
 * what happened and takes everything back. So work is written as if nothing could fail, and checked where it ends. */
#pragma once
#include <nixie/address.h>
#include <nixie/ledger.h>
#include <nixie/text.h>
#include <sqlite3.h>

/* The key of marks: SipHash-2-4 of keys of addresses. */
typedef struct {
    guint64 k0, k1;
} NxMarker;

struct NxLedger {
    char *path;
    sqlite3 *db; /* NULL: an empty ledger that was opened to be read */
    NxLedgerMode mode;
    GHashTable *statements; /* text of the statement, by its place in the program -> sqlite3_stmt */
    int failure;            /* the first refusal since nx_ledger_begin, extended result code */
    char *reason;           /* SQLite's words for it */
    int patience;           /* how long others may still be waited for, until the next nx_ledger_begin; ms */
    GHmac *secret;          /* with which purged addresses are hashed, NULL until it is needed and there */
    GHashTable *marks;      /* of the purged ones, gint64, as this transaction finds them; NULL: not read yet */
    NxMarker marker;        /* good while `marks` is there */
    gboolean unmarked;      /* some of them have none */
    guint n_asked;          /* keys, in this transaction */
};

typedef enum { NX_SQL_READ, NX_SQL_WRITE } NxSqlWork;

#define NX_PATIENCE_MS 5000 /* of a transaction with others who hold the ledger, whatever they hold it for */

/* SQLite's busy handler: waits a moment; 0: no patience is left. `n`: how often it was asked for this lock. */
int nx_sql_wait(void *ledger, int n);

/* Starts a transaction; FALSE with the error set. A write is refused where the ledger was opened to be read. */
gboolean nx_ledger_begin(NxLedger *ledger, NxSqlWork work, GError **error);
/* Commits, or takes everything back if anything failed: then FALSE with the error set. */
gboolean nx_ledger_end(NxLedger *ledger, GError **error);
/* Takes everything back for a reason that is not SQLite's. */
void nx_ledger_abandon(NxLedger *ledger);
/* Keeps the refusal `code` if it is the first. */
void nx_ledger_fail(NxLedger *ledger, int code);
gboolean nx_ledger_failed(const NxLedger *ledger);
/* NX_ERROR_LEDGER for `code`, naming the file; `words` are SQLite's. */
void nx_ledger_say(GError **error, const char *path, int code, const char *words);
/* Statements without a result or parameter, such as pragmas. */
void nx_sql_run(NxLedger *ledger, const char *sql);
/* The number in the first column of the first row, 0 if there is none. For pragmas. */
gint64 nx_sql_pragma(NxLedger *ledger, const char *sql);

/* The statement, reset and without parameters. `sql` must be a literal: its address is its name. */
sqlite3_stmt *nx_sql(NxLedger *ledger, const char *sql);
void nx_bind_text(sqlite3_stmt *statement, int at,
                  const char *text); /* NULL is NULL; `text` must live until the statement is reset */
void nx_bind_number(sqlite3_stmt *statement, int at, gint64 number);
void nx_bind_time(sqlite3_stmt *statement, int at, NxTime time); /* unknown is NULL */
void nx_bind_row(sqlite3_stmt *statement, int at, gint64 row);   /* 0 is NULL */
/* TRUE: there is a row. */
gboolean nx_sql_step(NxLedger *ledger, sqlite3_stmt *statement);
/* Runs to the end and lets go. */
void nx_sql_done(NxLedger *ledger, sqlite3_stmt *statement);
/* Lets go of a statement that was not run to its end. */
void nx_sql_reset(sqlite3_stmt *statement);

char *nx_sql_dup(sqlite3_stmt *statement, int at);        /* NULL for NULL */
const char *nx_sql_text(sqlite3_stmt *statement, int at); /* "" for NULL; good until the next step */
gint64 nx_sql_number(sqlite3_stmt *statement, int at);    /* 0 for NULL, so times and rows come back as they went in */
