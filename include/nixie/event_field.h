/* The fields of an event, in one table. `report` in all its formats, the schema of its lines, the limit language with
 * its completion, help and manual, and the columns of the index are made from it; a field is one row and one getter in
 * src/catalog/event_field.c. */
#pragma once
#include <nixie/catalog.h>

G_BEGIN_DECLS

/* What a field holds, and so how it is written. */
typedef enum {
    NX_VALUE_TEXT,
    NX_VALUE_ADDRESS, /* text that a spreadsheet must not be guarded against: it is exact or useless */
    NX_VALUE_LIST,    /* of texts; empty where not known */
    NX_VALUE_NUMBER,
    NX_VALUE_CODE, /* a reply code: digits, but a name (RFC 5321 4.2); JSON has it as a string */
    NX_VALUE_TIME,
    NX_VALUE_STATUS,
    NX_VALUE_CHOICE, /* one of a fixed list of names */
    NX_VALUE_TRUTH,  /* true, or not known: nobody says what is not so */
    NX_VALUE_FLAG,   /* any of a fixed list of names: `is:`, which is only asked */
} NxEventValueType;

/* How a limit may ask for it. */
typedef enum {
    NX_ASK_NOT,    /* it may not */
    NX_ASK_TEXT,   /* the whole text, '*' stands for anything */
    NX_ASK_WORDS,  /* the words anywhere in it */
    NX_ASK_LIST,   /* any of several texts */
    NX_ASK_DOMAIN, /* the domain or one below it */
    NX_ASK_CHOICE, /* one or several of the names */
    NX_ASK_FLAG,
    NX_ASK_STATUS, /* 5.1.1, 5.1, 5.*.1 */
    NX_ASK_NUMBER,
    NX_ASK_TIME, /* a moment; a bare date is the whole day */
    NX_ASK_AGE,  /* the span of time from it up to now */
    NX_ASK_AFTER,
    NX_ASK_BEFORE,
} NxAsk;

#define NX_VALUE_BUFFER 320 /* holds a file's name with a number behind it */

/* What a getter gives, by the type of its field. Borrowed from the facts, or from `buffer`. */
typedef struct {
    const char *text;
    const char *const *list; /* ends with NULL */
    gint64 number;           /* of a choice the number of its name */
    NxStatus status;
    char buffer[NX_VALUE_BUFFER]; /* for a text that is put together */
} NxEventValue;
typedef gboolean (*NxEventGetter)(const NxFacts *facts, NxEventValue *value); /* FALSE: not known */

/* A place in the index; widths are cells. */
typedef struct {
    guint8 place;               /* counted from the left; 0: none */
    const char *name;           /* in the setting `columns`, where it is not the field's */
    const char *title;          /* N_() */
    guint8 narrow, cells, wide; /* under 80 cells (0: not there), from 80, from 130 (0: as from 80) */
    guint8 most;                /* it takes of what is left over up to this (0: nothing) */
    guint8 gap;                 /* before it */
    guint8 yields;              /* where all do not fit, the highest go first; 0: never */
    const char *fits;           /* N_(): what it is widened for where there is room; may be NULL */
} NxEventColumn;
#define NX_COLUMN_REST 255 /* `most` of the column that is always there and takes all that is left */

typedef struct {
    const char *name; /* in JSON, as a head of csv, and in limits; never translated */
    NxEventValueType type;
    NxEventGetter get;            /* of a flag NULL */
    const char *(*choice)(guint); /* names of a choice or flag: "" where a number has none, NULL behind the last */
    const char *description;      /* for the schema, in English; NULL: not in `report` */
    gboolean always;              /* known of every event: never null there */
    NxAsk ask;
    NxEventGetter asked;       /* what a limit compares where it is not what `report` writes, else NULL */
    gboolean needs_ledger;     /* a limit on it says nothing without one */
    guint8 rank;               /* its place in help and completion; 0: behind those that have one */
    const char *sample, *help; /* "seen:>2", N_("how many events the address has"); where asked */
    NxEventColumn column;
} NxEventField;

/* All, in the order of `report`. */
const NxEventField *nx_event_fields(guint *n);
/* Those a limit may ask for in the order of help, those of the index from the left. Elements const NxEventField *;
 * caller unrefs. */
GPtrArray *nx_event_fields_asked(void);
GPtrArray *nx_event_fields_shown(void);
/* ASCII case does not matter. NULL: there is none. */
const NxEventField *nx_event_field_find(const char *name, gsize len);
/* The value as text, as `report` has it, of all but a list; NULL where not known. Borrowed as the value is. */
const char *nx_event_field_text(const NxEventField *field, const NxFacts *facts, NxEventValue *value);
/* A sentence for people, with the names of a choice behind it unless they are many; translated. Caller frees. */
char *nx_event_field_help(const NxEventField *field);

G_END_DECLS
