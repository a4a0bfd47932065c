/* What the files of this room share: the tables of a catalog, and how an event comes into them. */
#pragma once
#include "catalog/numbers.h"
#include "catalog/rows.h"
#include "catalog/string_table.h"
#include <nixie/catalog.h>

struct NxCatalog {
    NxStringTable *strings; /* the only part that other threads touch */
    GPtrArray *mailboxes;   /* NxMailbox *, owned */
    GHashTable *mailbox_numbers;
    NxRows events;      /* NxEvent */
    NxRows suggestions; /* NxSuggestion, one for each event */
    NxRows before;      /* guint32: the counted event before with the same event key, or G_MAXUINT32 */
    NxRows addresses;   /* NxAddress */
    NxNumbers by_key;   /* addresses by their key */
    NxNumbers counted;  /* the newest counted event by event key */
    NxNumbers messages; /* the first event of a message by its SHA-256 */
    guint n_messages, n_nameless;
    gboolean in_place_order; /* no event stands before one that came earlier */
    guint64 generation, recounts;
    gint64 span; /* of time, the last one that was named */
    NxBy span_by;
    const char *span_name;
};

/* An event as a worker made it: all of NxEvent but mailbox, address, next, counted and fresh. Strings are the string
 * table's. */
typedef struct {
    NxEvent event;
    const char *address_key; /* NULL: nobody that can be decided about */
    guint8 sha256[32];
} NxNewEvent;

/* The number of a mailbox, which is taken in (with a reference) if it is new. */
guint32 nx_catalog_add_mailbox(NxCatalog *catalog, NxMailbox *mailbox);
guint32 nx_catalog_add_event(NxCatalog *catalog, guint32 mailbox, const NxNewEvent *draft);
/* Its message stands at another place now; is no longer there; has other bytes, for the same address. */
void nx_catalog_move_event(NxCatalog *catalog, guint32 event, const NxPlace *place);
void nx_catalog_lose_event(NxCatalog *catalog, guint32 event);
void nx_catalog_renew_event(NxCatalog *catalog, guint32 event, const NxNewEvent *draft);
/* Where the number of the address with that key stands or would stand; *hash gets the hash of the key. */
NxNumber *nx_catalog_address_slot(const NxCatalog *catalog, const char *key, guint32 *hash);
