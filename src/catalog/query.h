/* The limit language inside: fields, tests, and the tree that a query is. */
#pragma once
#include "catalog/catalog.h"

typedef enum {
    NX_LIMIT_TEXT,   /* the whole text, '*' stands for anything */
    NX_LIMIT_WORDS,  /* the words anywhere in it */
    NX_LIMIT_LIST,   /* any of several texts */
    NX_LIMIT_DOMAIN, /* the domain or one below it */
    NX_LIMIT_CHOICE, /* one of a list of names */
    NX_LIMIT_FLAG,   /* is: */
    NX_LIMIT_STATUS, /* 5.1.1, 5.1, 5.*.1 */
    NX_LIMIT_NUMBER,
    NX_LIMIT_TIME, /* a moment; a bare date is the whole day */
    NX_LIMIT_AGE,  /* a span of time up to now */
    NX_LIMIT_AFTER,
    NX_LIMIT_BEFORE,
} NxLimitKind;

/* What a row is asked with. */
typedef struct {
    const NxFacts *facts;
    NxTime settle, now;
} NxLimitContext;

#define NX_LIMIT_BUFFER 256

typedef struct {
    NxQueryField shown;
    NxLimitKind kind;
    gboolean needs_ledger;
    const char *(*text)(const NxFacts *facts,
                        char buffer[NX_LIMIT_BUFFER]); /* NULL: not known; the buffer for what is put together */
    gboolean (*number)(const NxLimitContext *asked,
                       gint64 *value); /* FALSE: not known; of a choice its number, of a flag the mask */
    const char *(*name)(guint value);  /* of a choice or flag; NULL behind the last */
} NxLimitField;

const NxLimitField *nx_limit_fields(guint *n);
const NxLimitField *nx_limit_field(const char *name, gsize len);
gboolean nx_limit_flag_needs_ledger(guint64 flags);

typedef enum { NX_NODE_ALL, NX_NODE_ANY, NX_NODE_NOT, NX_NODE_WORDS, NX_NODE_TEST } NxNodeType;

typedef struct {
    NxNodeType type;
    GPtrArray *children;       /* of ALL, ANY and NOT */
    const NxLimitField *field; /* of a test */
    gboolean unknown;          /* the value was "-" */
    char *text;                /* pattern of a text test or words */
    gboolean wild;             /* it holds a '*' */
    gboolean folded;           /* it is not ASCII and was case-folded */
    char *key;                 /* of a domain test: as domain key, or NULL */
    guint64 mask;              /* of a choice or flag: the values that pass */
    gint64 low, high;          /* of a number or time: both inclusive */
    gint16 parts[3];           /* of a status: -1 any, -2 not asked for */
} NxNode;

struct NxQuery {
    NxNode *root; /* NULL: everything passes */
    gboolean needs_ledger;
};
