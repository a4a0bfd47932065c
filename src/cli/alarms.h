/* The guards that speak because of a source, told and answered on the command line. */
#pragma once
#include "cli/app.h"

/* A line for each of `alarms` (NxAlarm), and what can be done about it. */
void nx_say_alarms(const GPtrArray *alarms);
/* The same with what a person looks at before answering. */
void nx_say_alarms_whole(const NxApp *app, const GPtrArray *alarms);
/* Lets `sources` (ends with NULL) through for a day. FALSE (said, status set) if no alarm is because of one of them:
 * then nothing is let through. */
gboolean nx_app_allow(NxApp *app, const GPtrArray *alarms, char **sources);
