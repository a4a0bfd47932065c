/* What the judge knows of a reason: a row of the one table, reason.c. */
#pragma once
#include <nixie/verdict.h>

/* Where the fault lies. Codes and texts that find it in one place do not contradict each other: both "user unknown" and
 * "disabled" say that the address is dead. */
typedef enum { NX_FAULT_OPEN, NX_FAULT_ADDRESS, NX_FAULT_SPACE, NX_FAULT_SENDER, NX_FAULT_SYSTEM } NxFault;

/* By the class of the code that stands beside it. */
typedef enum { NX_SAID_EVER, NX_SAID_FOR_NOW, NX_SAID_FOR_GOOD, NX_N_SAID } NxSaid;

typedef struct {
    const char *name, *label;
    NxFault fault;
    gboolean weak;    /* a text says how it ended rather than why: another text, or a code, may tell the cause behind */
    gboolean vague;   /* a code that means it tells no more than a weak text */
    gboolean mute;    /* ... and no more than the command that was answered */
    gboolean certain; /* can it be? */
    NxStatus usual; /* the code that stands for it, with the class it has where nothing tells that; none: no failure */
    const char *sentences[NX_N_SAID]; /* NULL but for the first: as the first */
} NxReasonRow;

const NxReasonRow *nx_reason_row(NxReason reason);
/* Does it say that the address is dead? A filter that speaks for it does not. */
gboolean nx_reason_buries(NxReason reason);
