/* Who has failed and come back so often that advice pauses longer: limit `episodes:>3`. */
#pragma once
#include "cli/app.h"

/* Those among the events of `list`, most episodes first: the beginning to people, nothing where there are none. */
void nx_frequent_say(const NxApp *app, const GArray *list);
/* All of them, as member "frequent". */
void nx_frequent_put(const NxApp *app, const GArray *list, GString *json);
