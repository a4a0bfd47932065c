/* The tables of a catalog: made, asked, and told what was recalled. */
#include "catalog/catalog.h"
#include "catalog/hash.h"
#include <nixie/address.h>

NxCatalog *nx_catalog_new(void)
{
    NxCatalog *catalog = g_new0(NxCatalog, 1);
    catalog->strings = nx_string_table_new();
    catalog->mailboxes = g_ptr_array_new_with_free_func((GDestroyNotify)nx_mailbox_unref);
    catalog->mailbox_numbers = g_hash_table_new(NULL, NULL);
    nx_rows_init(&catalog->events, sizeof(NxEvent));
    nx_rows_init(&catalog->suggestions, sizeof(NxSuggestion));
    nx_rows_init(&catalog->before, sizeof(guint32));
    nx_rows_init(&catalog->addresses, sizeof(NxAddress));
    nx_numbers_init(&catalog->by_key);
    nx_numbers_init(&catalog->counted);
    nx_numbers_init(&catalog->messages);
    catalog->in_place_order = TRUE;
    return catalog;
}

void nx_catalog_free(NxCatalog *catalog)
{
    if (!catalog)
        return;
    nx_numbers_clear(&catalog->messages);
    nx_numbers_clear(&catalog->counted);
    nx_numbers_clear(&catalog->by_key);
    g_hash_table_unref(catalog->mailbox_numbers);
    nx_rows_clear(&catalog->addresses);
    nx_rows_clear(&catalog->before);
    nx_rows_clear(&catalog->suggestions);
    nx_rows_clear(&catalog->events);
    g_ptr_array_unref(catalog->mailboxes);
    nx_string_table_unref(catalog->strings);
    g_free(catalog);
}

guint nx_catalog_n_mailboxes(const NxCatalog *catalog)
{
    return catalog->mailboxes->len;
}

NxMailbox *nx_catalog_mailbox(const NxCatalog *catalog, guint number)
{
    g_assert(number < catalog->mailboxes->len);
    return catalog->mailboxes->pdata[number];
}

guint nx_catalog_n_messages(const NxCatalog *catalog)
{
    return catalog->n_messages;
}

guint nx_catalog_n_events(const NxCatalog *catalog)
{
    return catalog->events.n;
}

guint nx_catalog_n_addresses(const NxCatalog *catalog)
{
    return catalog->addresses.n;
}

guint nx_catalog_n_nameless(const NxCatalog *catalog)
{
    return catalog->n_nameless;
}

const NxEvent *nx_catalog_event(const NxCatalog *catalog, guint32 event)
{
    return nx_rows_at(&catalog->events, event);
}

const NxSuggestion *nx_catalog_suggestion(const NxCatalog *catalog, guint32 event)
{
    return nx_rows_at(&catalog->suggestions, event);
}

NxAddress *nx_catalog_address(NxCatalog *catalog, guint32 address)
{
    return nx_rows_at(&catalog->addresses, address);
}

static gboolean has_key(gconstpointer rows, guint32 number, gconstpointer key)
{
    return g_str_equal(((const NxAddress *)nx_rows_at(rows, number))->key, key);
}

NxNumber *nx_catalog_address_slot(const NxCatalog *catalog, const char *key, guint32 *hash)
{
    *hash = (guint32)nx_hash(key, strlen(key));
    return nx_numbers_find(&catalog->by_key, *hash, has_key, &catalog->addresses, key);
}

guint32 nx_catalog_find(const NxCatalog *catalog, const char *key)
{
    guint32 hash;
    return nx_catalog_address_slot(catalog, key, &hash)->number; /* a free slot says NX_NOBODY */
}

void nx_catalog_suggest(NxCatalog *catalog, guint32 event, const NxSuggestion *suggestion)
{
    *(NxSuggestion *)nx_rows_at(&catalog->suggestions, event) = *suggestion;
}

void nx_catalog_recalled(NxCatalog *catalog, guint32 event, NxTime arrived, gboolean counted, gboolean fresh)
{
    NxEvent *row = nx_rows_at(&catalog->events, event);
    if (row->arrived != arrived || row->counted != (guint)(counted != FALSE))
        catalog->recounts++;
    row->arrived = arrived;
    row->counted = counted;
    row->fresh = fresh;
}

guint64 nx_catalog_recounts(const NxCatalog *catalog)
{
    return catalog->recounts;
}

void nx_catalog_touch(NxCatalog *catalog)
{
    catalog->generation++;
}

guint64 nx_catalog_generation(const NxCatalog *catalog)
{
    return catalog->generation;
}

char *nx_catalog_row_id(const NxCatalog *catalog, guint32 event)
{
    const NxEvent *row = nx_catalog_event(catalog, event);
    g_autofree char *message = nx_mailbox_message_id(nx_catalog_mailbox(catalog, row->mailbox), &row->place);
    return g_strdup_printf("%s\x1f%u", message, row->ordinal);
}

guint32 nx_catalog_find_row(const NxCatalog *catalog, const char *row_id)
{
    const char *mark = strrchr(row_id, '\x1f');
    guint64 ordinal;
    if (!mark || !g_ascii_string_to_unsigned(mark + 1, 10, 0, G_MAXUINT32, &ordinal, NULL))
        return G_MAXUINT32;
    gsize len = (gsize)(mark - row_id);
    for (guint32 i = 0; i < catalog->events.n; i++) {
        const NxEvent *row = nx_catalog_event(catalog, i);
        NxMailbox *mailbox = nx_catalog_mailbox(catalog, row->mailbox);
        if (row->ordinal != ordinal || !g_str_has_prefix(row_id, nx_mailbox_id(mailbox)))
            continue;
        g_autofree char *message = nx_mailbox_message_id(mailbox, &row->place);
        if (strlen(message) == len && memcmp(message, row_id, len) == 0)
            return i;
    }
    return G_MAXUINT32;
}
