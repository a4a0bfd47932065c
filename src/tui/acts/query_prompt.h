/* The prompt for queries: the count of what they let through lives while one types, Tab completes, an error points at
 * its column. */
#pragma once
#include "tui/inspector.h"

typedef struct {
    const char *label;
    const char *history;
    void (*done)(NxInspector *in, const char *text);
} NxQueryUse; /* constant */

void nx_query_prompt(NxInspector *in, const NxQueryUse *use, const char *text);
