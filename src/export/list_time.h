/* Times as lists of others write them. */
#pragma once
#include <nixie/time.h>

/* RFC 3339, the same without a zone (UTC), RFC 5322 3.3, or seconds or milliseconds since 1970; else not known. */
NxTime nx_list_time(const char *text);
