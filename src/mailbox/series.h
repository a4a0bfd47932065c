/* Messages that stand one behind the other in a file: what finds them, for every kind of mailbox that has such files.
 * mbox.h finds those of an mbox. */
#pragma once
#include "mailbox/sniff.h"

struct NxMailbox;

typedef struct {
    struct NxMailbox *mailbox; /* what outlives the series is its */
    const char *name;          /* of the file below the mailbox; NULL: the mailbox is the file. Borrowed */
    int fd;                    /* stays the caller's */
    goffset from, end;         /* where in the file */
} NxSeriesSpec;

typedef struct NxSeries NxSeries;

/* NULL where what was sniffed is no series of messages. */
NxSeries *nx_series_new(NxSniff sniff, const NxSeriesSpec *spec);
void nx_series_free(NxSeries *series);
/* The next message; what is its file's in `place` is left to the caller. FALSE at the end, or with `error` (without a
 * path in it) where the file could not be read as far as `end`. Of what is none, `problems` hear. */
gboolean nx_series_next(NxSeries *series, NxPlace *place, NxProblems *problems, GError **error);
/* How far it is in the file. */
goffset nx_series_at(const NxSeries *series);
/* The file has grown. */
void nx_series_extend(NxSeries *series, goffset end);
