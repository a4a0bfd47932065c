/* What the inspector remembers from one session to the next, in files of lines beside the session's. */
#pragma once
#include "cli/app.h"

/* Takes out what names one of the addresses: tags and lines. What cannot be written is said (status set). */
void nx_traces_purge(NxApp *app, const GPtrArray *keys);
