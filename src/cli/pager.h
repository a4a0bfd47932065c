/* Long texts on a terminal go through $PAGER. */
#pragma once
#include "cli/app.h"

/* Writes `text` (safe already) to standard output, through a pager where that is a terminal it does not fit on. */
void nx_page_out(const NxApp *app, const char *text);
