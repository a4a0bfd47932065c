/* What counts about an address: the strongest evidence of its open episode that nothing newer contradicts; the attempts
 * that its bounces prove; whether what was decided still fits. */
#pragma once
#include "advise/suggest.h"
#include <nixie/retry.h>

/* A retry of an address as its failures leave it. */
typedef struct NxAttempts {
    NxRetry retry;
    NxTime from; /* arrival of the failure that its date counts from; unknown: of one that the ledger counts */
} NxAttempts;

/* Works out the attempts of all addresses, and which decisions are contradicted. */
void nx_account_make(NxAdvisor *advisor, guint32 number);
/* Those of an address; NULL where nothing but the event itself tells. Good until the next run. */
const NxAttempts *nx_account_attempts(const NxAdvisor *advisor, guint32 address);

/* The newest certain word that an address is dead, in its open episode, where nothing newer contradicts it and no guard
 * speaks; G_MAXUINT32: none. */
guint32 nx_account_firm_event(const NxAdvisor *advisor, guint32 address);
/* The same, of what only the ledger knows; NULL: none. Good until the next recall. */
const NxSighting *nx_account_firm_past(const NxAdvisor *advisor, guint32 address);
/* When something newer than `since` last showed that the mailbox exists, where it was said to be dead: unknown if
 * nothing did. */
NxTime nx_account_exists(const NxAdvisor *advisor, guint32 address);
