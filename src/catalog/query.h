/* The limit language inside: the tree that a query is. */
#pragma once
#include <nixie/event_field.h>

typedef enum { NX_NODE_ALL, NX_NODE_ANY, NX_NODE_NOT, NX_NODE_WORDS, NX_NODE_TEST } NxNodeType;

typedef struct {
    NxNodeType type;
    GPtrArray *children;       /* of ALL, ANY and NOT */
    const NxEventField *field; /* of a test */
    gboolean unknown;          /* the value was "-" */
    char *text;                /* pattern of a text test or words */
    gboolean wild;             /* it holds a '*' */
    gboolean folded;           /* it is not ASCII and was case-folded */
    char *key;                 /* of a domain test: as domain key, or NULL */
    guint64 mask;              /* of a choice or flag: the values that pass */
    gint64 low, high;          /* of a number or time: both inclusive */
    gint16 parts[3];           /* of a status: -1 any */
} NxNode;

struct NxQuery {
    NxNode *root; /* NULL: everything passes */
    gboolean needs_ledger;
};
