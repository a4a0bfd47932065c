/* Messages read again for the panes: the last few, with their reports. */
#pragma once
#include "tui/model/model.h"

typedef struct {
    guint32 event;    /* any event of the message */
    GBytes *bytes;    /* NULL with `error` */
    NxReport *report; /* NULL with `error` */
    GError *error;    /* NX_ERROR_CHANGED: nothing of it may be shown */
} NxMessage;

typedef struct NxMessageCache NxMessageCache;
NxMessageCache *nx_message_cache_new(NxModel *model);
void nx_message_cache_free(NxMessageCache *cache);
/* The message of an event; borrowed until eight others were asked for. */
const NxMessage *nx_message_get(NxMessageCache *cache, guint32 event);
/* Reads it again the next time. */
void nx_message_forget(NxMessageCache *cache);
