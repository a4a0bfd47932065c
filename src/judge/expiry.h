/* The policy of expiry: how long suppressions by advice stand. */
#pragma once
#include <nixie/verdict.h>

#define NX_EXPIRY_PREFIX "expiry."

/* What is wrong with "expiry.REASON=TIME", translated, or NULL. */
const char *nx_expiry_wrong(const char *setting);
