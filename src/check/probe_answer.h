/* What the words of a mail server say of an address, by the judge: there is no second table of phrases. Pure. */
#pragma once
#include "check/dialogue.h"
#include <nixie/check.h>

typedef struct {
    const NxReader *reader;
    const NxJudge *judge;
    const char *host, *domain; /* who answered, about whose address */
    NxAskable askable;
} NxHearing;

/* Fills in reason, accepts_all, stops, reply_code, reply and rcpts of `probe`. */
void nx_probe_answer(const NxHearing *hearing, const NxProbeDialogue *dialogue, NxProbe *probe);
