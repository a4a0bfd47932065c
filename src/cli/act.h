/* Acts as commands name and show them. */
#pragma once
#include "cli/app.h"

/* A line of the log. Caller frees. */
char *nx_act_line(const NxAct *act);
/* The number of an act that somebody typed; FALSE (said, status set) if it is none. */
gboolean nx_act_number(NxApp *app, const char *text, gint64 *number);
