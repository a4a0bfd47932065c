/* A range of messages of one mailbox on its way from the scanning thread through a worker to the catalog. */
#pragma once
#include "catalog/catalog.h"

typedef struct {
    guint64 number;     /* place in the order of the load */
    NxMailbox *mailbox; /* owned; NULL where there is none to name */
    GArray *places;     /* NxPlace: what to read */
    goffset bytes;      /* of those places */
    GArray *drafts;     /* NxNewEvent: what was read */
    guint taken;        /* drafts already in the catalog */
    NxProblems *problems;
    gboolean is_news; /* of a mailbox that was read before: what vanished meanwhile is told by the next look at it */
    gboolean torn;    /* not all of it could be read */
    double share;     /* of the whole load, at its end */
    gboolean last;
} NxBatch;

NxBatch *nx_batch_new(guint64 number, NxMailbox *mailbox);
void nx_batch_free(NxBatch *batch);
/* Reads and judges its messages; a worker's call. */
void nx_batch_read(NxBatch *batch, const NxReader *reader, const NxJudge *judge, NxStringTable *strings, NxTime now);
