/* What other programs call the columns of ours, and in which words they say what happened. */
#pragma once
#include <nixie/verdict.h>

/* Our column for the name of one, in any case: that which others call so, else the name itself in lower case. Caller
 * frees. */
char *nx_heading_column(const char *name);
/* Is it one for addresses? */
gboolean nx_is_address_heading(const char *name);

/* What happened by one of their words; FALSE if it is none. */
gboolean nx_kind_word_parse(const char *word, NxReason *reason, NxClass *klass);
