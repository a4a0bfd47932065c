/* The verdict on pasted text, as explain writes it. */
#pragma once
#include "cli/app.h"

/* Writes what is made of each recipient of a report that was made of pasted text; `text` is what was pasted. */
void nx_explain_report(NxApp *app, const NxReport *report, const char *text, NxArticleFormat format);
