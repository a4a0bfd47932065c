/* Incidents as `summary --by incident` tells them. */
#pragma once
#include "cli/app.h"

/* Those of a list of events (guint32), as text. */
void nx_incidents_say(NxApp *app, const GArray *list);
/* As members of a document. */
void nx_incidents_put(NxApp *app, const GArray *list, GString *json);
