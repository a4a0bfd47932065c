/* In which spellings an address stands in a list, or why it cannot stand there. */
#pragma once
#include "export/format.h"

/* Appends to `spellings` (char *) what is to be written of a record; NULL, or why nothing is: a sentence marked N_. */
const char *nx_spellings_of(const NxFormat *format, const NxRecord *record, gboolean ascii, GPtrArray *spellings);
