/* The overview: what a mailbox holds as a few lines, each of which leads to a list. Counted over all that was read,
 * whatever limit or group is in force. */
#pragma once
#include "tui/model/model.h"
#include <nixie/incident.h>

typedef enum {
    NX_OVERVIEW_CLASS,    /* events of a class */
    NX_OVERVIEW_TIME,     /* over the span of the mailbox, and its worst day */
    NX_OVERVIEW_INCIDENT, /* what fails at one place for one reason (nixie/incident.h) */
    NX_OVERVIEW_TAKE,     /* addresses whose advice would be taken in bulk */
    NX_OVERVIEW_LEFT,     /* addresses that would be left, by why */
    NX_OVERVIEW_SETTING,  /* what the configuration lacks */
    NX_N_OVERVIEWS
} NxOverviewKind;

#define NX_OVERVIEW_SPANS 24 /* equal pieces of time of the chart */

typedef struct {
    NxOverviewKind kind;
    char *label; /* "hard", "not certain"; translated */
    guint count; /* of events or addresses, by kind; 0: none is shown */
    guint most;  /* the largest of its kind */
    NxClass klass;
    char *text;                 /* behind it; translated; NULL: none */
    char *query;                /* the limit that lists it; NULL: the kind says what opens */
    const NxIncident *incident; /* owned by the overview; NULL: the line is about none */
} NxOverviewLine;

typedef struct {
    GPtrArray *lines;     /* NxOverviewLine *, by kind */
    gboolean is_settled;  /* all is read and advised; else nothing of advice or incidents is in it */
    GPtrArray *incidents; /* NxIncident *; NULL where it is not settled */
    guint messages, events, addresses, nameless;
    NxTime from, to; /* arrival of the first and the last event; NX_TIME_UNKNOWN: none has one */
    guint spans[NX_OVERVIEW_SPANS];
} NxOverview;

/* Is all read and advised, so that it can be told what would be taken? Asks for the advice where it is not. */
gboolean nx_overview_can_settle(NxModel *model);
NxOverview *nx_overview_new(NxModel *model);
void nx_overview_free(NxOverview *overview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxOverview, nx_overview_free)
