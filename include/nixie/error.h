/* Errors and problems.
 *
 * Two roads for what goes wrong. A call that cannot do its work returns FALSE or NULL and sets a GError in the
 * NX_ERROR domain. Work that goes on in spite of a fault (one bad message, one bad line of a data file) adds one
 * line to an NxProblems list. What mail contains can cause neither an abort nor a hang; g_assert is for bugs. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define NX_ERROR (nx_error_quark())
GQuark nx_error_quark(void);

typedef enum {
    NX_ERROR_MISSING,    /* no such file, folder, address or act */
    NX_ERROR_UNREADABLE, /* it is there and cannot be read or written (permission, I/O) */
    NX_ERROR_EMPTY,      /* a mailbox or message without a byte */
    NX_ERROR_NO_MAILBOX, /* neither Maildir, folder of messages, mbox nor message */
    NX_ERROR_CHANGED,    /* a file is no longer what was scanned: nothing of it may be shown or decided */
    NX_ERROR_SYNTAX,     /* a query, a data file, a date, an address; queries say the column */
    NX_ERROR_REFUSED, /* well formed and not allowed: a protected address, an existing file, an address without key */
    NX_ERROR_LEDGER,  /* SQLite said no, or the schema is newer than the program */
    NX_ERROR_NOTHING, /* there is nothing to undo, redo, release or hand over */
} NxErrorCode;

/* One-line complaints of work that went on. Safe to add to from any thread; lines are already safe to print. */
typedef struct NxProblems NxProblems;

NxProblems *nx_problems_new(void);
void nx_problems_free(NxProblems *problems);
/* Adds "WHERE: message"; `where` names file (and line or message) and may be NULL. `problems` may be NULL: said to
 * nobody. */
void nx_problems_add(NxProblems *problems, const char *where, const char *format, ...) G_GNUC_PRINTF(3, 4);
guint nx_problems_count(NxProblems *problems);
/* Takes out all lines so far, oldest first; the caller owns the vector (g_strfreev). Never NULL. */
char **nx_problems_take(NxProblems *problems);

G_END_DECLS
