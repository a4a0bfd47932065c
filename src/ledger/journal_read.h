/* Acts as the journal has them: one SELECT, one order of columns, one reader. */
#pragma once
#include "ledger/sql.h"

/* An act stands undone while an undo of it stands, which no redo has taken back. */
#define NX_STANDING_UNDO                                                                                               \
    "(SELECT u.number FROM act u WHERE u.undoes = t.number AND NOT EXISTS (SELECT 1 FROM act r WHERE r.undoes = "      \
    "u.number) LIMIT 1)"
/* All columns of an act; append WHERE and ORDER BY. The last one, 11, is the undo of it that stands. */
#define NX_ACT_SELECT                                                                                                  \
    "SELECT t.number, t.name, t.actor, t.session, t.scope, t.at, t.undoes, t.n, COALESCE(a.spelling, l.source), "      \
    "t.after, t.undoable, " NX_STANDING_UNDO " FROM act t LEFT JOIN address a ON a.id = t.sample "                     \
    "LEFT JOIN lift l ON l.act = t.number "

/* The row that `statement` stands on. Caller frees. */
NxAct *nx_act_read(sqlite3_stmt *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxAct, nx_act_free)
