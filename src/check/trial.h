/* Is the resolver to be trusted? Asked before anything else, and again where it falls silent. */
#pragma once
#include "check/nameserver.h"

typedef enum {
    NX_TRIAL_GOOD,
    NX_TRIAL_SILENT,  /* it does not know `com.` */
    NX_TRIAL_INVENTS, /* it knows a name that nobody can have */
    NX_N_TRIAL_RESULTS
} NxTrialResult;
const char *nx_trial_text(NxTrialResult result); /* a sentence, untranslated; NULL for GOOD */

typedef struct NxTrial NxTrial;
typedef void (*NxTrialDone)(NxTrialResult result, gpointer user);
/* Asks; `done` is called once, later. The trial is freed by its owner, and after the nameserver. */
NxTrial *nx_trial_start(NxNameserver *nameserver, NxTrialDone done, gpointer user);
void nx_trial_free(NxTrial *trial);

/* Domains of large providers in many countries, which are not gone; ends with NULL. */
const char *const *nx_trial_controls(void);
