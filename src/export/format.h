/* Formats of lists. What each looks like is a section of export.formats, beside this file, in whose head its words are
 * explained; what a record can fill in is a table of fields. */
#pragma once
#include "export/import_headings.h"
#include "export/template.h"
#include <nixie/data.h>
#include <nixie/export.h>

typedef enum {
    NX_FORMAT_LINES,   /* a line each, by a pattern */
    NX_FORMAT_TABLE,   /* cells with a separator */
    NX_FORMAT_OBJECTS, /* JSON: an object on a line, or lists of them in documents */
    NX_N_FORMAT_KINDS
} NxFormatKind;

/* How an address with a quoted local part stands on a line. */
typedef enum {
    NX_QUOTES_NONE,  /* not at all */
    NX_QUOTES_KEPT,  /* "two words"@example.org */
    NX_QUOTES_WHOLE, /* "two words@example.org" */
} NxQuotes;

/* What stands in place of a field {word}: of its cases the first that holds; the last one always does. */
typedef struct {
    char *word;
    GPtrArray *cases; /* NxFormatCase * */
    gboolean each;    /* its text is words, and a row is written for each of them */
} NxFormatChoice;
typedef struct {
    char *condition; /* NULL: always; else a decision, a class or a reason */
    char *text;
} NxFormatCase;

/* A column of theirs, in lower case, and which of ours it is; "" is none. */
typedef struct {
    char *name, *column;
} NxReadColumn;
/* What happened to an address, where a column of theirs is filled in. */
typedef struct {
    char *name, *value; /* NULL: with anything but 0 and false */
    char *kind;         /* of import-kinds.tsv */
} NxReadMark;

struct NxFormat {
    char *name, *help, *extension;
    NxFormatKind kind;
    GPtrArray *load; /* char *: commands or settings that load it, for people */

    /* ---- Writing; no columns: cannot be written. */
    gboolean own;       /* the columns are all of nixie's own, so that it tells decisions */
    GPtrArray *columns; /* NxFormatColumn *: of lines one without a name */
    GPtrArray *removal; /* likewise, of what is to be taken off a list */
    NxTemplate *domain; /* of lines: how a whole domain stands there; else whether it can; NULL: it cannot */
    GPtrArray *choices; /* NxFormatChoice * */
    guint decisions;    /* bits, 1 << NxDecision, of those that it may hold; 0: any */
    gboolean lower;     /* the address is its key; else as it is spelled */
    gboolean both;      /* an international domain stands there twice: as A-label, and in Unicode */
    gboolean ascii;     /* its reader knows no other addresses */
    gboolean folds;     /* its reader is blind to case, in all scripts */
    NxQuotes quotes;
    char *start, *without;  /* see nx_safe_map */
    char separator;         /* of a table */
    gboolean headless;      /* a table without column names */
    gboolean crlf, trim;    /* line ends; no empty cells at the end of a row */
    gboolean always_quoted; /* quotes around addresses, needed or not */
    char *list;             /* JSON: the member that holds the list; "-": the document is the list; NULL: none */
    guint most;             /* addresses in one file or document; 0: no bound */
    gsize bytes;            /* and bytes */

    /* ---- Reading */
    gboolean reads;
    GPtrArray *finds;        /* char **: columns that all stand in a list of this kind, in lower case */
    GPtrArray *lists;        /* char *: members of a document that hold the rows */
    GPtrArray *read;         /* NxReadColumn * */
    GPtrArray *marks;        /* NxReadMark *: in their order; the first that holds tells what happened */
    char **refusals;         /* of lines: how what follows the address begins where that refuses mail; NULL: anything */
    NxListed kind_otherwise; /* what happened, where a row does not tell */
    gboolean events;         /* rows are what happened, and no suppressions: what is soft leaves nobody out */
};

/* The name of the column in which addresses are guarded against formulas as texts are. */
#define NX_GUARDED_ADDRESS "guarded_address"

/* All formats, in their order, those too that are only read. Elements NxFormat *; kept until the program ends. */
const GPtrArray *nx_format_table(void);
/* The same of any bytes; what is wrong is told with file and line, and its format left out. Caller unrefs. */
GPtrArray *nx_format_table_read(GBytes *bytes, const char *name, NxProblems *problems);
void nx_format_free(NxFormat *format);

const NxFormatChoice *nx_format_choice(const NxFormat *format, const char *word);
