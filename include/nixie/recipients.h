/* Lists of recipients as people have them: one address on a line, `Name <ann@example.org>`, a table, JSON on lines.
 *
 * A list is read row by row and nothing of it is rewritten: what is passed on are its own bytes. Tables are parted by
 * tab, semicolon or comma, whichever the first row has most of; their cells may stand in double quotes (RFC 4180).
 * Lines with '#' in front and blank ones are rows that name nobody, and so is a heading: a first row without '@'. */
#pragma once
#include <nixie/error.h>

G_BEGIN_DECLS

/* Where the addresses stand. */
typedef struct {
    const char *column; /* name of a column or a JSON field, or a column's number from 1; NULL: found */
    gboolean is_table;  /* a table, even where its first row does not show it; no line is a comment */
} NxRecipientsShape;

typedef enum {
    NX_ROW_RECIPIENT,
    NX_ROW_NOBODY,     /* a heading, a comment, a blank line */
    NX_ROW_UNREADABLE, /* nobody can say whom it names */
} NxRowKind;

typedef struct {
    NxRowKind kind;
    const char *at; /* all its bytes, the line end too; borrowed from the list */
    gsize len;
    guint line;      /* 1-based, where it begins */
    const char *key; /* of a recipient; good until the next row */
    const char *why; /* it is unreadable; a sentence to be translated */
} NxRow;

typedef struct NxRecipients NxRecipients;
/* `bytes` are borrowed until it is freed. NULL with NX_ERROR_SYNTAX where the column is not there, or where several
 * columns hold addresses and none is named. */
NxRecipients *nx_recipients_new(const NxRecipientsShape *shape, const char *bytes, gsize len, GError **error);
void nx_recipients_free(NxRecipients *list);
/* The next row; FALSE at the end, or with NX_ERROR_SYNTAX where rows can no longer be told apart. */
gboolean nx_recipients_next(NxRecipients *list, NxRow *row, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxRecipients, nx_recipients_free)

G_END_DECLS
