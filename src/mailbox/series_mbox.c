/* The messages of an mbox. */
#include "mailbox/mbox.h"
#include "mailbox/series_type.h"

static gpointer new_mbox(const NxSeriesSpec *spec)
{
    return nx_mbox_new(spec->fd, spec->from, spec->end);
}

static void free_mbox(gpointer state)
{
    nx_mbox_free(state);
}

static gboolean next_in_mbox(gpointer state, NxSeriesSpec *spec, NxPlace *place, NxProblems *problems, GError **error)
{
    (void)problems;
    gboolean more = nx_mbox_next(state, place, error);
    spec->from = nx_mbox_at(state);
    return more;
}

const NxSeriesType NX_SERIES_MBOX = {NX_SNIFF_MBOX, new_mbox, free_mbox, next_in_mbox};
