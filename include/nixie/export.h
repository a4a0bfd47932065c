/* The formats of the outside world, written and read. */
#pragma once
#include <nixie/ledger.h>
#include <nixie/retry.h>

G_BEGIN_DECLS

typedef struct NxFormat NxFormat;                 /* one constant entry of the table of formats */
const NxFormat *nx_format_find(const char *name); /* NULL if unknown */
/* All of them; ends with NULL. The first is meant where none is named. */
const NxFormat *const *nx_formats(void);
const char *nx_format_name(const NxFormat *format);
const char *nx_format_help(const NxFormat *format);      /* what it looks like; for people, to be translated */
const char *nx_format_extension(const NxFormat *format); /* of a file's name, without the dot */
/* Commands and settings that load such a list where it belongs: how many lines there are. */
guint nx_format_load(const NxFormat *format, const char *const **lines);
gboolean nx_format_can_write(const NxFormat *format);
gboolean nx_format_can_read(const NxFormat *format);
gboolean nx_format_is_sheet(const NxFormat *format);   /* a table with column names, all of nixie's own */
gboolean nx_format_says_scope(const NxFormat *format); /* has a column for where a decision holds */
/* The names of columns that one may choose among, those of nixie's own formats; ends with NULL. NULL: the format has
 * what it has. Caller frees the array (g_free). */
const char **nx_format_columns(const NxFormat *format);
/* The format that a list seems to be of, by its names, its shape and its first line: the first of all, one address on
 * a line, where nothing tells. */
const NxFormat *nx_format_guess(GBytes *bytes);

/* How a list is written. */
typedef struct {
    gboolean removal;           /* the records are to be taken off somebody's list */
    gboolean for_spreadsheet;   /* addresses are guarded against formulas as texts are; of others, exact */
    gboolean ascii;             /* nothing but ASCII; an address that cannot be written so is left out */
    const char *const *columns; /* names of nx_format_columns, in the order wanted; ends with NULL; NULL: all */
    guint part;                 /* of a list that is longer than one file may be: which file, from 1; 0: the first */
} NxExportStyle;
/* Appends records to `out`, and gives those that are in it: what the format cannot hold (one address on a line, and an
 * address with a comma), and what two addresses are one for its reader, is said in `problems`. The array borrows them;
 * the caller unrefs it. */
GPtrArray *nx_export_write(const NxFormat *format, const GPtrArray *records, const NxExportStyle *style, GString *out,
                           NxProblems *problems);

/* Appends a record as an element of JSON: an object of the columns that all formats with columns have. */
void nx_record_json(const NxRecord *record, GString *out);

/* A line of an imported list. */
typedef struct {
    char *key, *spelling;
    NxDecision decision; /* suppress unless the format says other */
    gboolean is_said;    /* the format says it */
    gboolean is_own;     /* and whose decision it is: the line is of an export of ours */
    NxReason reason;
    NxClass klass;
    NxStatus status;
    guint reply_code;
    char *diagnostic, *rule, *file, *scope, *cause, *note, *provider, *evidence, *original_message_id;
    gboolean by_advice;
    NxTime not_before, until, sent_at; /* of a retry: its attempt was handed over */
    NxPlan plan;
    guint attempt, attempts;
    NxTime since; /* of the decision; unknown: now */
    guint seen;
    NxTime first_seen, last_seen, delivered;
} NxImported;
void nx_imported_free(NxImported *imported);
/* Reads a list. One of others, which has no column `decision`, is a list of whom to suppress; of where each came from
 * `file` says list and line. Bad lines go to `problems` as "NAME:LINE: reason". Elements NxImported *; the array owns
 * them. Importing an export of ours changes nothing. */
GPtrArray *nx_import_read(const NxFormat *format, GBytes *bytes, const char *name, NxProblems *problems);

/* ---- Hand-overs -------------------------------------------------------------------------------------------------- */
typedef enum {
    NX_HAND_ALL,     /* what stands */
    NX_HAND_NEW,     /* of that what the target has not had */
    NX_HAND_REMOVED, /* what the target has and should no longer */
} NxHandPart;

/* Who is given what. */
typedef struct {
    NxDecision decision;  /* NONE: all of them */
    gboolean only_paused; /* of retries those that must not be mailed yet */
    const char *scope;    /* with what was decided for that list or stream alone; NULL: what holds everywhere */
    gboolean all_scopes;  /* with what was decided for whatever scope; each record says for which */
    NxHandPart part;
    const char *target;         /* NULL: nobody that is remembered; then `part` is NX_HAND_ALL */
    const NxQuery *query;       /* only what this lets through; NULL: all */
    const NxSettings *settings; /* when suppressions end: one whose time is over is no longer given */
    NxTime now;
} NxHandOver;

/* The records to be written. Elements NxRecord *; the array owns them. */
GPtrArray *nx_hand_over_records(NxLedger *ledger, const NxHandOver *over, GError **error);
/* Records that the target was given `written`, or told to remove it: those of the records that are safely in their
 * place. What was not written must not be remembered as given, so this comes last. */
gboolean nx_hand_over_done(NxLedger *ledger, const NxHandOver *over, const GPtrArray *written, GError **error);

/* The retries that are due at `until`, and the same for them: `target` mails what was written, which is the next
 * attempt. */
GPtrArray *nx_due_records(NxLedger *ledger, NxTime until, GError **error);
/* Who has been suppressed for `age` seconds or longer, in whatever scope, and still is: by reason, oldest first.
 * Elements NxRecord *; the array owns them. */
GPtrArray *nx_suppressed_records(NxLedger *ledger, const NxSettings *settings, NxTime age, NxTime now, GError **error);
gboolean nx_due_done(NxLedger *ledger, const char *target, const GPtrArray *written, NxTime now, GError **error);

/* ---- Files and lines --------------------------------------------------------------------------------------------- */
/* Makes a file, for its owner alone, whole or not at all, and synced. An existing one stays, NX_ERROR_REFUSED, unless
 * `replace`; the new one then has its mode and owner, and what a symbolic link points to is replaced, not the link. A
 * device or a FIFO is written to; a FIFO waits for its reader. */
gboolean nx_file_write(const char *path, const char *bytes, gsize len, gboolean replace, GError **error);
/* The same of a file that is replaced if it is there, and is its owner's alone from then on, whatever its mode was. */
gboolean nx_file_write_private(const char *path, const char *bytes, gsize len, GError **error);

/* One event as the JSON object of doc/DESIGN.md 7 (one line, no newline at the end; all fields, null where not known).
 * subject and message_id are the bounce's; not_before is the suggestion's, whatever is decided; confidence is the
 * lowered one. Caller frees. */
char *nx_event_json(const NxCatalog *catalog, guint32 event);
/* As a line for people: "RECIPIENT  CLASS  REASON  STATUS  DIAGNOSTIC". Safe for a terminal. Caller frees. */
char *nx_event_line(const NxCatalog *catalog, guint32 event);
/* The file its message stands in, as a path; NULL for standard input. Caller frees. */
char *nx_event_path(const NxCatalog *catalog, guint32 event);
/* The same as a row of CSV (else tab-separated), made safe for that, with its line end; and the head of such rows. */
void nx_event_row(const NxCatalog *catalog, guint32 event, gboolean csv, GString *out);
void nx_event_head(gboolean csv, GString *out);

G_END_DECLS
