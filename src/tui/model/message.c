/* The few messages read last, the oldest of which makes room. */
#include "tui/model/message.h"

#define KEPT 8

struct NxMessageCache {
    NxModel *model;
    NxMessage kept[KEPT];
    guint next;
};

NxMessageCache *nx_message_cache_new(NxModel *model)
{
    NxMessageCache *cache = g_new0(NxMessageCache, 1);
    cache->model = model;
    nx_message_forget(cache);
    return cache;
}

static void clear(NxMessage *message)
{
    g_clear_pointer(&message->bytes, g_bytes_unref);
    g_clear_pointer(&message->report, nx_report_free);
    g_clear_error(&message->error);
    message->event = NX_NO_EVENT;
}

void nx_message_forget(NxMessageCache *cache)
{
    for (guint i = 0; i < KEPT; i++)
        clear(&cache->kept[i]);
}

void nx_message_cache_free(NxMessageCache *cache)
{
    if (!cache)
        return;
    nx_message_forget(cache);
    g_free(cache);
}

static void read_message(NxMessageCache *cache, NxMessage *message, guint32 number)
{
    const NxEvent *event = nx_catalog_event(cache->model->catalog, number);
    message->event = number;
    message->bytes =
        nx_mailbox_read(nx_catalog_mailbox(cache->model->catalog, event->mailbox), &event->place, &message->error);
    if (!message->bytes)
        return;
    NxEnvelope envelope = {event->place.from_line, event->place.maildir, nx_model_now(cache->model),
                           event->place.entry};
    message->report = nx_reader_read(cache->model->start->reader, message->bytes, &envelope, &message->error);
}

const NxMessage *nx_message_get(NxMessageCache *cache, guint32 event)
{
    for (guint i = 0; i < KEPT; i++) {
        if (cache->kept[i].event == event)
            return &cache->kept[i];
    }
    NxMessage *message = &cache->kept[cache->next++ % KEPT];
    clear(message);
    read_message(cache, message, event);
    return message;
}
