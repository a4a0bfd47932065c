/* What the files of this room share: the tables of a catalog, and how an event comes into them. */
#pragma once
#include "catalog/rows.h"
#include "catalog/string_table.h"
#include <nixie/catalog.h>

struct NxCatalog {
    NxStringTable *strings; /* the only part that other threads touch */
    GPtrArray *mailboxes;   /* NxMailbox *, owned */
    GHashTable *mailbox_numbers;
    NxRows events;               /* NxEvent */
    NxRows suggestions;          /* NxSuggestion, one for each event */
    NxRows before;               /* guint32: the counted event before with the same event key, or G_MAXUINT32 */
    NxRows addresses;            /* NxAddress */
    GHashTable *address_numbers; /* key to number */
    GHashTable *counted;         /* event key to its newest counted event */
    GHashTable *messages;        /* SHA-256 of a message to its first event */
    guint n_messages, n_nameless;
    guint64 generation;
    gint day; /* the last one that was named */
    const char *day_name;
};

/* An event as a worker made it: all of NxEvent but mailbox, address, next, counted and fresh. Strings are the string table's. */
typedef struct {
    NxEvent event;
    const char *address_key; /* NULL: nobody that can be decided about */
    guint8 sha256[32];
} NxDraft;

/* The number of a mailbox, which is taken in (with a reference) if it is new. */
guint32 nx_catalog_add_mailbox(NxCatalog *catalog, NxMailbox *mailbox);
guint32 nx_catalog_add_event(NxCatalog *catalog, guint32 mailbox, const NxDraft *draft);
