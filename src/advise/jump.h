/* Where the newly dead of one source jump far above what is usual of it. */
#pragma once
#include "advise/source.h"

/* A failure of a source: the minute of its arrival since 1970, and in its low bits what it is. Sorted they are in the
 * order of time. */
typedef guint32 NxMoment;
enum { NX_MOMENT_HARD = 1, NX_MOMENT_DEAD = 2, NX_MOMENT_BITS = 2 };
NxMoment nx_moment_make(NxTime arrived, gboolean hard, gboolean dead);

/* A time in which a source is guarded, and the worst of it. */
typedef struct {
    guint32 from, to;     /* minutes, both in it */
    guint n, minutes;     /* the most newly dead in a window, and its length; 0: the share alone has jumped */
    guint usual;          /* the peak of as long a time; 0: nothing is known */
    guint hard, failures; /* of a day, where the share has jumped */
} NxJump;

/* The jumps (NxJump) of a source, in the order of time, apart from each other; NULL: there are none. `moments` are
 * sorted; `share` is that of [guard]. Caller unrefs. */
GArray *nx_jumps_find(NxFailureSourceKind kind, const NxMoment *moments, guint n, double share);
/* The one that something falls into, or NULL. Borrowed. */
const NxJump *nx_jumps_at(const GArray *jumps, NxTime arrived);
/* "300 newly dead addresses within 24 h, usual are 11 at most"; translated. Caller frees. */
char *nx_jump_text(const NxJump *jump, NxFailureSourceKind kind);
