/* What counts about an address, and why the advice on it is left. */
#pragma once
#include "advise/suggest.h"

typedef struct {
    guint32 number;
    const NxStanding *standing;
    gboolean stands;        /* it is decided already, or about to be */
    guint32 event;          /* that decides; G_MAXUINT32: none */
    const NxSighting *past; /* that decides in its place, of what only the ledger knows; or NULL */
    NxSuggestion suggestion;
    NxGrounds grounds;
} NxWeighed;

void nx_address_weigh(const NxAdvisor *advisor, guint32 number, NxWeighed *weighed);
/* The rule of `accept`: NX_LEFT_NOT where the advice is taken, *release then where that gives the address back. */
NxLeft nx_weighed_left(const NxAdvisor *advisor, const NxWeighed *weighed, NxAccept how, gboolean *release);
/* Does it lack nothing but proof of origin? */
gboolean nx_weighed_is_unproven(const NxWeighed *weighed);
