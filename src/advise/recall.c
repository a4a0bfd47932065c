/* Events of the catalog found again among the sightings of their address; each counts once. */
#include "advise/recall.h"

enum { FEW = 16 };

/* The sightings of one address by what an event may have in common with them. Tables are made only where there are
 * many. */
typedef struct {
    const GPtrArray *sightings;
    GHashTable *by_hash;  /* sha256 -> NxSighting */
    GHashTable *by_place; /* place id -> NxSighting */
    GHashTable *by_event; /* event key -> GPtrArray of NxSighting */
    GHashTable *here;     /* set of those whose message is in the catalog */
} Memory;

static guint hash_of_digest(gconstpointer digest)
{
    guint hash;
    memcpy(&hash, digest, sizeof hash);
    return hash;
}

static gboolean same_digest(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, 32) == 0;
}

static void memory_init(Memory *memory, const GPtrArray *sightings)
{
    *memory = (Memory){.sightings = sightings, .here = g_hash_table_new(g_direct_hash, g_direct_equal)};
    if (sightings->len <= FEW)
        return;
    memory->by_hash = g_hash_table_new(hash_of_digest, same_digest);
    memory->by_place = g_hash_table_new(g_str_hash, g_str_equal);
    memory->by_event = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
    for (guint i = 0; i < sightings->len; i++) {
        NxSighting *sighting = sightings->pdata[i];
        g_hash_table_insert(memory->by_hash, sighting->sha256, sighting);
        if (sighting->place_id)
            g_hash_table_insert(memory->by_place, sighting->place_id, sighting);
        if (!sighting->event_key)
            continue;
        GPtrArray *same = g_hash_table_lookup(memory->by_event, sighting->event_key);
        if (!same) {
            same = g_ptr_array_new();
            g_hash_table_insert(memory->by_event, sighting->event_key, same);
        }
        g_ptr_array_add(same, sighting);
    }
}

static void memory_clear(Memory *memory)
{
    g_clear_pointer(&memory->by_hash, g_hash_table_unref);
    g_clear_pointer(&memory->by_place, g_hash_table_unref);
    g_clear_pointer(&memory->by_event, g_hash_table_unref);
    g_hash_table_unref(memory->here);
}

static const NxSighting *with_digest(const Memory *memory, const guint8 *digest)
{
    if (memory->by_hash)
        return g_hash_table_lookup(memory->by_hash, digest);
    for (guint i = 0; i < memory->sightings->len; i++)
        if (same_digest(((NxSighting *)memory->sightings->pdata[i])->sha256, digest))
            return memory->sightings->pdata[i];
    return NULL;
}

static const NxSighting *with_place(const Memory *memory, const char *place)
{
    if (memory->by_place)
        return g_hash_table_lookup(memory->by_place, place);
    for (guint i = 0; i < memory->sightings->len; i++)
        if (g_strcmp0(((NxSighting *)memory->sightings->pdata[i])->place_id, place) == 0)
            return memory->sightings->pdata[i];
    return NULL;
}

/* The sighting that the event's own message left. */
static const NxSighting *known(const Memory *memory, const NxCatalog *catalog, const NxEvent *event)
{
    const NxSighting *sighting = event->sha256 ? with_digest(memory, event->sha256) : NULL;
    if (sighting)
        return sighting;
    g_autofree char *place = nx_mailbox_message_id(nx_catalog_mailbox(catalog, event->mailbox), &event->place);
    return place ? with_place(memory, place) : NULL;
}

/* Sightings among which one with the event's key may be. */
static const GPtrArray *candidates(const Memory *memory, const char *event_key)
{
    return memory->by_event ? g_hash_table_lookup(memory->by_event, event_key) : memory->sightings;
}

static gboolean repeats(const Memory *memory, const NxEvent *event)
{
    const GPtrArray *near = event->key ? candidates(memory, event->key) : NULL;
    for (guint i = 0; near && i < near->len; i++) {
        const NxSighting *other = near->pdata[i];
        if (g_strcmp0(other->event_key, event->key) == 0 &&
            nx_is_repeat(MIN(other->arrived, event->arrived), MAX(other->arrived, event->arrived)))
            return TRUE;
    }
    return FALSE;
}

static void recall_event(const Memory *memory, NxCatalog *catalog, guint32 number)
{
    const NxEvent *event = nx_catalog_event(catalog, number);
    const NxSighting *sighting = known(memory, catalog, event);
    if (sighting) {
        g_hash_table_add(memory->here, (gpointer)sighting);
        nx_catalog_recalled(catalog, number, sighting->arrived, event->counted, FALSE);
        return;
    }
    nx_catalog_recalled(catalog, number, event->arrived, event->counted && !repeats(memory, event), TRUE);
}

/* ---- What it all comes to ---------------------------------------------------------------------------------------- */

static void see(NxStanding *standing, NxTime arrived)
{
    standing->seen++;
    standing->first_seen = standing->first_seen == NX_TIME_UNKNOWN ? arrived : MIN(standing->first_seen, arrived);
    standing->last_seen = MAX(standing->last_seen, arrived);
}

/* Counted events of ledger and catalog, each once. What is new since the last sign of life begins an episode. */
static void count_events(NxCatalog *catalog, NxAddress *address, const GPtrArray *sightings)
{
    NxStanding *standing = &address->standing;
    gboolean open = FALSE, new = FALSE;
    standing->seen = 0;
    standing->first_seen = standing->last_seen = NX_TIME_UNKNOWN;
    for (guint i = 0; sightings && i < sightings->len; i++) {
        NxTime arrived = ((NxSighting *)sightings->pdata[i])->arrived;
        see(standing, arrived);
        open |= arrived > standing->delivered;
    }
    for (guint32 i = address->first_event; i != G_MAXUINT32; i = nx_catalog_event(catalog, i)->next) {
        const NxEvent *event = nx_catalog_event(catalog, i);
        if (!event->counted || !event->fresh)
            continue;
        see(standing, event->arrived);
        new |= event->arrived > standing->delivered;
    }
    standing->episodes = MAX(standing->episodes + (new && !open), standing->seen > 0);
}

static void bounce(GHashTable *last, const char *key, const NxTime *arrived)
{
    const NxTime *known = key ? g_hash_table_lookup(last, key) : NULL;
    if (key && (!known || *known < *arrived))
        g_hash_table_insert(last, (gpointer)key, (gpointer)arrived);
}

/* The newest arrival of a bounce by the event key of its message. */
static GHashTable *bounces_by_key(const NxCatalog *catalog, const NxAddress *address, const GPtrArray *sightings)
{
    GHashTable *last = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; sightings && i < sightings->len; i++) {
        const NxSighting *sighting = sightings->pdata[i];
        bounce(last, sighting->event_key, &sighting->arrived);
    }
    for (guint32 i = address->first_event; i != G_MAXUINT32; i = nx_catalog_event(catalog, i)->next) {
        const NxEvent *event = nx_catalog_event(catalog, i);
        if (event->kind == NX_KIND_BOUNCE)
            bounce(last, event->key, &event->arrived);
    }
    return last;
}

/* Signs of life in the catalog, which the ledger may not have heard of yet. */
static void hear_signs(const NxCatalog *catalog, NxAddress *address, const GPtrArray *sightings)
{
    g_autoptr(GHashTable) bounces = NULL;
    for (guint32 i = address->first_event; i != G_MAXUINT32; i = nx_catalog_event(catalog, i)->next) {
        const NxEvent *event = nx_catalog_event(catalog, i);
        if (!nx_event_is_life(event))
            continue;
        if (!bounces)
            bounces = bounces_by_key(catalog, address, sightings);
        const NxTime *later = event->key ? g_hash_table_lookup(bounces, event->key) : NULL;
        if (!later || *later < event->arrived)
            address->standing.delivered = MAX(address->standing.delivered, event->arrived);
    }
}

/* What stands by the ledger; what the screen has not yet brought to disk stays as the screen has it. */
static void take_standing(NxStanding *standing, const NxRecord *record)
{
    NxStanding fresh = {0};
    NxFacts facts;
    if (standing->pending)
        return;
    if (record)
        nx_record_facts(record, &fresh, &facts);
    fresh.undone_here = standing->undone_here;
    *standing = fresh;
}

static void recall_events(NxAdvisor *advisor, guint32 number, const GPtrArray *sightings)
{
    const NxAddress *address = nx_catalog_address(advisor->catalog, number);
    Memory memory;
    memory_init(&memory, sightings);
    for (guint32 i = address->first_event; i != G_MAXUINT32; i = nx_catalog_event(advisor->catalog, i)->next)
        recall_event(&memory, advisor->catalog, i);
    NxPast *past = nx_past_new(sightings, memory.here);
    if (past)
        g_hash_table_insert(advisor->pasts, GUINT_TO_POINTER(number), past);
    memory_clear(&memory);
}

void nx_address_recall(NxAdvisor *advisor, guint32 number, const NxRecall *recall)
{
    NxAddress *address = nx_catalog_address(advisor->catalog, number);
    const GPtrArray *sightings = recall ? recall->sightings : NULL;
    take_standing(&address->standing, recall ? recall->record : NULL);
    address->standing.is_protected =
        address->standing.is_protected || nx_library_is_protected(advisor->library, address->key);
    g_hash_table_remove(advisor->pasts, GUINT_TO_POINTER(number));
    if (sightings && sightings->len > 0)
        recall_events(advisor, number, sightings);
    hear_signs(advisor->catalog, address, sightings);
    count_events(advisor->catalog, address, sightings);
}
