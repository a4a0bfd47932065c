/* What other programs call the columns of ours, and in which words they say what happened. */
#pragma once
#include <nixie/verdict.h>

/* Our column for the name of one, in any case: that which others call so, else the name itself in lower case. Caller
 * frees. */
char *nx_heading_column(const char *name);
/* Is it one for addresses? */
gboolean nx_is_address_heading(const char *name);

/* Why others have an address on their list. */
typedef enum {
    NX_LISTED_NOT_SAID,
    NX_LISTED_COMPLAINT,
    NX_LISTED_OPT_OUT,
    NX_LISTED_HARD,
    NX_LISTED_SOFT,
    NX_LISTED_BLOCK,
    NX_LISTED_MANUAL, /* somebody put it there */
    NX_LISTED_ALIVE,  /* it is mailed: on their list of all, and not of those left out */
    NX_N_LISTED
} NxListed;
/* By one of their words, in any case; NX_LISTED_NOT_SAID if it is none. */
NxListed nx_listed_parse(const char *word);
/* By its name in import-kinds.tsv. */
NxListed nx_listed_find(const char *name);
/* What it makes known of reason and class; leaves them as they are where it says nothing. */
void nx_listed_tell(NxListed listed, NxReason *reason, NxClass *klass);
