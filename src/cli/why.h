/* Why an event was judged and advised as it was, in lines for people. */
#pragma once
#include "cli/app.h"

void nx_say_why(NxApp *app, guint32 event);
/* "certain", or "likely: the status says ...": one line a doubt below it. */
void nx_say_confidence(NxConfidence confidence, NxDoubt doubts);
/* A line with its title in a column of its own; nothing for NULL. */
void nx_say_field(const char *title, const char *text);
