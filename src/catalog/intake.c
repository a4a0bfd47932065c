/* How an event comes into the tables, and whether it counts. */
#include "catalog/catalog.h"
#include "catalog/hash.h"
#include <nixie/address.h>

guint32 nx_catalog_add_mailbox(NxCatalog *catalog, NxMailbox *mailbox)
{
    gpointer known;
    if (g_hash_table_lookup_extended(catalog->mailbox_numbers, mailbox, NULL, &known))
        return GPOINTER_TO_UINT(known);
    guint32 number = catalog->mailboxes->len;
    g_ptr_array_add(catalog->mailboxes, nx_mailbox_ref(mailbox));
    g_hash_table_insert(catalog->mailbox_numbers, mailbox, GUINT_TO_POINTER(number));
    return number;
}

static guint32 address_number(NxCatalog *catalog, const NxNewEvent *draft, guint32 event)
{
    if (!draft->address_key)
        return NX_NOBODY;
    guint32 hash;
    NxNumber *slot = nx_catalog_address_slot(catalog, draft->address_key, &hash);
    if (slot->number != NX_NOBODY)
        return slot->number;
    guint32 number = catalog->addresses.n;
    NxAddress *address = nx_rows_add(&catalog->addresses);
    address->key = draft->address_key;
    address->spelling = draft->event.recipient ? draft->event.recipient : draft->address_key;
    address->domain = draft->event.domain;
    address->first_event = address->last_event = event;
    nx_numbers_put(&catalog->by_key, slot, hash, number);
    return number;
}

static void see_address(NxAddress *address, const NxEvent *row)
{
    NxStanding *standing = &address->standing;
    standing->seen++;
    if (standing->first_seen == NX_TIME_UNKNOWN || row->arrived < standing->first_seen)
        standing->first_seen = row->arrived;
    standing->last_seen = MAX(standing->last_seen, row->arrived);
}

static void link_event(NxCatalog *catalog, NxEvent *row, guint32 event)
{
    NxAddress *address = nx_catalog_address(catalog, row->address);
    if (address->n_events++ > 0) {
        NxEvent *last = nx_rows_at(&catalog->events, address->last_event);
        last->next = event;
    }
    address->last_event = event;
    if (row->counted)
        see_address(address, row);
}

/* Only failures and complaints enter history; what is on somebody's list already is no event of its own, and what
 * somebody passed on must not stand in for the notice itself. */
static gboolean can_count(const NxEvent *row)
{
    if (!row->key || (row->verdict.doubts & NX_DOUBT_FORWARDED))
        return FALSE;
    if (row->kind == NX_KIND_FEEDBACK)
        return row->verdict.klass == NX_CLASS_COMPLAINT;
    return row->kind == NX_KIND_BOUNCE && row->verdict.reason != NX_REASON_SUPPRESSED;
}

static gboolean has_event_key(gconstpointer rows, guint32 number, gconstpointer key)
{
    return g_str_equal(((const NxEvent *)nx_rows_at(rows, number))->key, key);
}

/* Counts the event, unless it came within 24 h of one that was counted under the same key. Repeats are not chained, so
 * that the walk is short: counted ones lie more than a day apart. */
static void count_event(NxCatalog *catalog, NxEvent *row, guint32 event)
{
    guint32 hash = (guint32)nx_hash(row->key, strlen(row->key));
    NxNumber *slot = nx_numbers_find(&catalog->counted, hash, has_event_key, &catalog->events, row->key);
    for (guint32 i = slot->number; i != G_MAXUINT32; i = *(guint32 *)nx_rows_at(&catalog->before, i))
        if (nx_is_repeat(nx_catalog_event(catalog, i)->arrived, row->arrived))
            return;
    *(guint32 *)nx_rows_at(&catalog->before, event) = slot->number;
    nx_numbers_put(&catalog->counted, slot, hash, event);
    row->counted = TRUE;
}

static gboolean has_digest(gconstpointer rows, guint32 number, gconstpointer digest)
{
    return memcmp(((const NxEvent *)nx_rows_at(rows, number))->sha256, digest, 32) == 0;
}

/* The first event of the message, here or in another mailbox; `event` itself where its bytes are new. */
static guint32 first_of_message(NxCatalog *catalog, const NxNewEvent *draft, guint32 event)
{
    guint32 hash = (guint32)nx_hash(draft->sha256, 32);
    NxNumber *slot = nx_numbers_find(&catalog->messages, hash, has_digest, &catalog->events, draft->sha256);
    if (slot->number != G_MAXUINT32)
        return slot->number;
    guint8 *sha256 = nx_string_table_room(catalog->strings, 32);
    memcpy(sha256, draft->sha256, 32);
    ((NxEvent *)nx_rows_at(&catalog->events, event))->sha256 = sha256;
    nx_numbers_put(&catalog->messages, slot, hash, event);
    return event;
}

static gboolean same_place(const NxEvent *a, const NxEvent *b)
{
    return a->mailbox == b->mailbox && a->place.index == b->place.index;
}

static gboolean stands_behind(const NxEvent *row, const NxEvent *before)
{
    if (row->mailbox != before->mailbox)
        return row->mailbox > before->mailbox;
    return row->place.index != before->place.index ? row->place.index > before->place.index
                                                   : row->ordinal > before->ordinal;
}

guint32 nx_catalog_add_event(NxCatalog *catalog, guint32 mailbox, const NxNewEvent *draft)
{
    guint32 event = catalog->events.n;
    NxEvent *row = nx_rows_add(&catalog->events);
    *row = draft->event;
    row->mailbox = mailbox;
    row->next = G_MAXUINT32;
    row->fresh = TRUE;
    if (event > 0 && !stands_behind(row, nx_catalog_event(catalog, event - 1)))
        catalog->in_place_order = FALSE;
    *(guint32 *)nx_rows_add(&catalog->before) = G_MAXUINT32;

    const NxEvent *first = nx_catalog_event(catalog, first_of_message(catalog, draft, event));
    row->sha256 = first->sha256;
    row->address = address_number(catalog, draft, event);
    if (can_count(row) && same_place(first, row))
        count_event(catalog, row, event);
    if (row->address != NX_NOBODY)
        link_event(catalog, row, event);

    NxSuggestion *suggestion = nx_rows_add(&catalog->suggestions);
    *suggestion = (NxSuggestion){
        .kind = row->verdict.advice, .confidence = row->verdict.confidence, .doubts = row->verdict.doubts};
    if (row->ordinal == 0) {
        catalog->n_messages++;
        catalog->n_nameless += !row->recipient;
    }
    return event;
}

/* ---- What others do to a mailbox that is open ---------------------------------------------------------------------
 */
void nx_catalog_move_event(NxCatalog *catalog, guint32 event, const NxPlace *place)
{
    NxEvent *row = nx_rows_at(&catalog->events, event);
    if (row->place.index != place->index)
        catalog->in_place_order = FALSE;
    row->place = *place;
    row->gone = FALSE;
}

void nx_catalog_lose_event(NxCatalog *catalog, guint32 event)
{
    ((NxEvent *)nx_rows_at(&catalog->events, event))->gone = TRUE;
}

void nx_catalog_renew_event(NxCatalog *catalog, guint32 event, const NxNewEvent *draft)
{
    NxEvent *row = nx_rows_at(&catalog->events, event), before = *row;
    *row = draft->event;
    row->mailbox = before.mailbox;
    row->address = before.address;
    row->next = before.next;
    row->counted = before.counted;
    row->fresh = before.fresh;
    if (before.counted)
        row->key = before.key; /* under which it was counted */
    const NxEvent *first = nx_catalog_event(catalog, first_of_message(catalog, draft, event));
    row->sha256 = first->sha256;
    if (!row->counted && can_count(row) && same_place(first, row)) {
        count_event(catalog, row, event);
        if (row->counted && row->address != NX_NOBODY)
            see_address(nx_catalog_address(catalog, row->address), row);
    }
    NxSuggestion *suggestion = nx_rows_at(&catalog->suggestions, event);
    *suggestion = (NxSuggestion){
        .kind = row->verdict.advice, .confidence = row->verdict.confidence, .doubts = row->verdict.doubts};
}
