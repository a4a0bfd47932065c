/* Copies of counted events, to be handed to another thread. */
#include "catalog/catalog.h"

void nx_sighting_free(NxSighting *sighting)
{
    if (!sighting)
        return;
    g_free(sighting->key);
    g_free(sighting->spelling);
    g_free(sighting->domain);
    g_free(sighting->event_key);
    g_free(sighting->place_id);
    g_free(sighting->provider);
    g_free(sighting->reporting_mta);
    g_free(sighting->remote_mta);
    g_free(sighting->feedback_type);
    g_free(sighting->diagnostic);
    g_free(sighting->rule);
    g_free(sighting->evidence);
    g_free(sighting->file);
    g_free(sighting->original_message_id);
    g_free(sighting);
}

static NxSighting *sighting_of(const NxCatalog *catalog, const NxEvent *event)
{
    const NxAddress *address = nx_rows_at(&catalog->addresses, event->address);
    NxMailbox *mailbox = nx_catalog_mailbox(catalog, event->mailbox);
    NxSighting *s = g_new0(NxSighting, 1);
    s->key = g_strdup(address->key);
    s->spelling = g_strdup(event->recipient);
    s->domain = g_strdup(event->domain);
    s->event_key = g_strdup(event->key);
    s->place_id = nx_mailbox_message_id(mailbox, &event->place);
    memcpy(s->sha256, event->sha256, sizeof s->sha256);
    s->arrived = event->arrived;
    s->reason = event->verdict.reason;
    s->klass = event->verdict.klass;
    s->plan = event->verdict.plan;
    s->confidence = event->verdict.confidence;
    s->advice = event->verdict.advice;
    s->status = event->verdict.status;
    s->reply_code = event->verdict.reply_code;
    s->provider = g_strdup(event->provider);
    s->reporting_mta = g_strdup(event->reporting_mta);
    s->remote_mta = g_strdup(event->remote_mta);
    s->feedback_type = g_strdup(event->feedback_type);
    s->diagnostic = g_strdup(event->diagnostic);
    s->rule = g_strdup(event->verdict.rule);
    s->evidence = g_strdup(event->evidence);
    s->file = g_strdup(event->place.name);
    s->original_message_id = g_strdup(event->original_message_id);
    return s;
}

static void add_event(const NxCatalog *catalog, const NxEvent *event, GPtrArray *sightings)
{
    if (event->counted && event->address != NX_NOBODY)
        g_ptr_array_add(sightings, sighting_of(catalog, event));
}

GPtrArray *nx_catalog_sightings(const NxCatalog *catalog, guint32 from, guint32 to)
{
    GPtrArray *sightings = g_ptr_array_new_with_free_func((GDestroyNotify)nx_sighting_free);
    for (guint32 i = from; i < MIN(to, catalog->events.n); i++)
        add_event(catalog, nx_catalog_event(catalog, i), sightings);
    return sightings;
}

void nx_catalog_add_sightings(const NxCatalog *catalog, guint32 address, guint32 from, guint32 to, GPtrArray *sightings)
{
    const NxAddress *row = nx_rows_at(&catalog->addresses, address);
    for (guint32 i = row->first_event; i < MIN(to, catalog->events.n); i = nx_catalog_event(catalog, i)->next)
        if (i >= from)
            add_event(catalog, nx_catalog_event(catalog, i), sightings);
}
