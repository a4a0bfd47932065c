/* Signs of life among the events. */
#include "catalog/catalog.h"

static const char *const NAMES[] = {
    [NX_LIFE_TOLD] = "told",     [NX_LIFE_LOG] = "log",         [NX_LIFE_DELIVERED] = "delivered",
    [NX_LIFE_ANSWER] = "answer", [NX_LIFE_SILENCE] = "silence",
};
G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_LIVES);

const char *nx_life_name(NxLifeKind kind)
{
    return NAMES[kind];
}

gboolean nx_life_parse(const char *name, NxLifeKind *kind)
{
    for (guint i = 0; i < NX_N_LIVES; i++)
        if (g_str_equal(name, NAMES[i])) {
            *kind = (NxLifeKind)i;
            return TRUE;
        }
    return FALSE;
}

void nx_life_free(NxLife *life)
{
    if (!life)
        return;
    g_free(life->key);
    g_free(life->event_key);
    g_free(life->source);
    g_free(life->text);
    g_free(life->place_id);
    g_free(life);
}

/* Relayed and expanded say that it went on, not that it arrived (RFC 3464 2.3.3). What somebody passed on is no answer
 * of the address, and one that says that nobody is there any more is no sign of life. */
gboolean nx_event_is_life(const NxEvent *event)
{
    if (event->address == NX_NOBODY || (event->verdict.doubts & NX_DOUBT_FORWARDED))
        return FALSE;
    return (event->kind == NX_KIND_AUTOREPLY && !event->departed) ||
           (event->kind == NX_KIND_DELIVERED && event->action == NX_ACTION_DELIVERED);
}

static NxLife *life_of(const NxCatalog *catalog, const NxEvent *event)
{
    const NxAddress *address = nx_rows_at(&catalog->addresses, event->address);
    NxLife *life = g_new0(NxLife, 1);
    life->key = g_strdup(address->key);
    life->kind = event->kind == NX_KIND_AUTOREPLY ? NX_LIFE_ANSWER : NX_LIFE_DELIVERED;
    life->at = event->arrived;
    life->event_key = g_strdup(event->key);
    life->source = g_strdup(nx_event_mta(event));
    life->away_until = event->away_until;
    life->text = life->kind == NX_LIFE_ANSWER ? g_strdup(event->subject) : NULL;
    life->place_id = nx_mailbox_message_id(nx_catalog_mailbox(catalog, event->mailbox), &event->place);
    memcpy(life->sha256, event->sha256, sizeof life->sha256);
    return life;
}

static void add_event(const NxCatalog *catalog, const NxEvent *event, GPtrArray *lives)
{
    if (nx_event_is_life(event))
        g_ptr_array_add(lives, life_of(catalog, event));
}

GPtrArray *nx_catalog_lives(const NxCatalog *catalog, guint32 from, guint32 to)
{
    GPtrArray *lives = g_ptr_array_new_with_free_func((GDestroyNotify)nx_life_free);
    for (guint32 i = from; i < MIN(to, catalog->events.n); i++)
        add_event(catalog, nx_catalog_event(catalog, i), lives);
    return lives;
}

void nx_catalog_add_lives(const NxCatalog *catalog, guint32 address, guint32 from, guint32 to, GPtrArray *lives)
{
    const NxAddress *row = nx_rows_at(&catalog->addresses, address);
    for (guint32 i = row->first_event; i < MIN(to, catalog->events.n); i = nx_catalog_event(catalog, i)->next)
        if (i >= from)
            add_event(catalog, nx_catalog_event(catalog, i), lives);
}
