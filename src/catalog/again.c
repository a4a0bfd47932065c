/* Rows in the order of their numbers, by hash and by Message-ID, each found once. */
#include "catalog/again.h"
#include <nixie/text.h>

typedef struct {
    guint32 event; /* the message's first */
    guint n;       /* its events, which have the numbers behind it */
    guint32 next;  /* row with the same hash, or NONE */
    gboolean found;
} Row;

#define NONE G_MAXUINT32

struct NxAgain {
    NxCatalog *catalog;
    goffset from;        /* as NxNews has it */
    GArray *rows;        /* Row */
    GHashTable *by_hash; /* SHA-256 to the first row with it, counted from 1 */
    GHashTable *by_id;   /* the notice's own Message-ID likewise, to the last row with it; NULL: not asked for yet */
    gboolean doubtful;
    NxAgainCounts counts;
};

static guint digest_hash(gconstpointer digest)
{
    guint hash;
    memcpy(&hash, digest, sizeof hash);
    return hash;
}

static gboolean digest_equal(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, 32) == 0;
}

static Row *row_at(const NxAgain *again, guint32 row)
{
    return &g_array_index(again->rows, Row, row);
}

static const NxEvent *event_of(const NxAgain *again, const Row *row, guint i)
{
    return nx_catalog_event(again->catalog, row->event + i);
}

static guint events_of_message(const NxCatalog *catalog, guint32 first)
{
    const NxEvent *head = nx_catalog_event(catalog, first);
    guint n = 1;
    for (; first + n < nx_catalog_n_events(catalog); n++) {
        const NxEvent *event = nx_catalog_event(catalog, first + n);
        if (event->mailbox != head->mailbox || event->ordinal != n)
            break;
    }
    return n;
}

static gboolean may_come_again(const NxAgain *again, const NxEvent *event)
{
    return event->gone || (again->from >= 0 && event->place.offset >= again->from);
}

/* The first row with a hash is the first that is found. */
static void list_by_hash(NxAgain *again)
{
    for (guint i = again->rows->len; i-- > 0;) {
        Row *row = row_at(again, i);
        const guint8 *hash = event_of(again, row, 0)->sha256;
        guint first = GPOINTER_TO_UINT(g_hash_table_lookup(again->by_hash, hash));
        row->next = first ? first - 1 : NONE;
        g_hash_table_insert(again->by_hash, (gpointer)hash, GUINT_TO_POINTER(i + 1));
    }
}

NxAgain *nx_again_new(NxCatalog *catalog, guint32 mailbox, const NxNews *news)
{
    NxAgain *again = g_new0(NxAgain, 1);
    again->catalog = catalog;
    again->from = news->again;
    again->counts = (NxAgainCounts){.mailbox = mailbox, .missing = news->missing, .renewed_from = G_MAXUINT32};
    again->rows = g_array_new(FALSE, FALSE, sizeof(Row));
    again->by_hash = g_hash_table_new(digest_hash, digest_equal);
    for (guint32 i = 0; i < nx_catalog_n_events(catalog); i++) {
        const NxEvent *event = nx_catalog_event(catalog, i);
        if (event->mailbox != mailbox || event->ordinal != 0 || !may_come_again(again, event))
            continue;
        Row row = {.event = i, .n = events_of_message(catalog, i)};
        g_array_append_val(again->rows, row);
        again->counts.messages += !event->gone;
    }
    list_by_hash(again);
    if (again->rows->len > 0)
        return again;
    nx_again_free(again);
    return NULL;
}

void nx_again_free(NxAgain *again)
{
    if (!again)
        return;
    g_hash_table_unref(again->by_hash);
    g_clear_pointer(&again->by_id, g_hash_table_unref);
    g_array_unref(again->rows);
    g_free(again);
}

static Row *find_by_hash(const NxAgain *again, const NxNewEvent *draft)
{
    guint first = GPOINTER_TO_UINT(g_hash_table_lookup(again->by_hash, draft->sha256));
    for (guint32 i = first ? first - 1 : NONE; i != NONE; i = row_at(again, i)->next)
        if (!row_at(again, i)->found)
            return row_at(again, i);
    return NULL;
}

/* ---- The same message with other bytes --------------------------------------------------------------------------- */
static gboolean is_same_address(const NxAgain *again, const NxEvent *event, const NxNewEvent *draft)
{
    const char *key = event->address == NX_NOBODY ? NULL : nx_catalog_address(again->catalog, event->address)->key;
    return g_strcmp0(key, draft->address_key) == 0;
}

static gboolean have_same_addresses(const NxAgain *again, const Row *row, const NxNewEvent *drafts, guint n)
{
    for (guint i = 0; i < n && row->n == n; i++)
        if (!is_same_address(again, event_of(again, row, i), &drafts[i]))
            return FALSE;
    return row->n == n;
}

static gboolean tells_the_same(const NxEvent *a, const NxEvent *b)
{
    return a->kind == b->kind && a->verdict.reason == b->verdict.reason && a->verdict.klass == b->verdict.klass &&
           a->verdict.advice == b->verdict.advice && a->verdict.confidence == b->verdict.confidence &&
           nx_status_equal(a->verdict.status, b->verdict.status) && g_strcmp0(a->diagnostic, b->diagnostic) == 0 &&
           g_strcmp0(a->recipient, b->recipient) == 0;
}

/* The last message of a file that has grown: whoever saw the row decides about the same address still. */
static Row *find_by_place(const NxAgain *again, const NxNewEvent *drafts, guint n)
{
    for (guint i = 0; i < again->rows->len && again->from > 0; i++) {
        Row *row = row_at(again, i);
        const NxEvent *event = event_of(again, row, 0);
        if (!row->found && !event->gone && event->place.offset == drafts->event.place.offset &&
            have_same_addresses(again, row, drafts, n))
            return row;
    }
    return NULL;
}

static void list_by_id(NxAgain *again)
{
    again->by_id = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < again->rows->len; i++) {
        const NxEvent *event = event_of(again, row_at(again, i), 0);
        if (event->message_id)
            g_hash_table_insert(again->by_id, (gpointer)event->message_id, GUINT_TO_POINTER(i + 1));
    }
}

static Row *find_by_id(NxAgain *again, const NxNewEvent *drafts, guint n)
{
    if (!again->by_id)
        list_by_id(again);
    const char *id = drafts->event.message_id;
    guint at = id ? GPOINTER_TO_UINT(g_hash_table_lookup(again->by_id, id)) : 0;
    Row *row = at ? row_at(again, at - 1) : NULL;
    if (!row || row->found || !have_same_addresses(again, row, drafts, n))
        return NULL;
    for (guint i = 0; i < n; i++)
        if (!tells_the_same(event_of(again, row, i), &drafts[i].event))
            return NULL;
    return row;
}

/* ---- Taking ------------------------------------------------------------------------------------------------------ */
static void place_row(NxAgain *again, Row *row, const NxNewEvent *drafts, gboolean renews)
{
    const NxEvent *head = event_of(again, row, 0);
    row->found = TRUE;
    again->counts.found++;
    again->counts.renewed += renews;
    again->counts.moved +=
        head->place.offset != drafts->event.place.offset || head->place.index != drafts->event.place.index;
    if (renews)
        again->counts.renewed_from = MIN(again->counts.renewed_from, row->event);
    for (guint i = 0; i < row->n; i++) {
        if (renews)
            nx_catalog_renew_event(again->catalog, row->event + i, &drafts[i]);
        else
            nx_catalog_move_event(again->catalog, row->event + i, &drafts->event.place);
    }
}

gboolean nx_again_take(NxAgain *again, const NxNewEvent *drafts, guint n)
{
    Row *row = find_by_hash(again, drafts);
    gboolean renews = !row;
    if (!row)
        row = find_by_place(again, drafts, n);
    if (!row)
        row = find_by_id(again, drafts, n);
    if (row)
        place_row(again, row, drafts, renews);
    else
        again->counts.fresh++;
    return row != NULL;
}

void nx_again_doubt(NxAgain *again)
{
    again->doubtful = TRUE;
}

void nx_again_end(NxAgain *again)
{
    for (guint i = 0; i < again->rows->len && !again->doubtful; i++) {
        const Row *row = row_at(again, i);
        if (row->found || event_of(again, row, 0)->gone)
            continue;
        again->counts.lost++;
        for (guint k = 0; k < row->n; k++)
            nx_catalog_lose_event(again->catalog, row->event + k);
    }
}

guint nx_again_lose_files(NxCatalog *catalog, guint32 mailbox, const GPtrArray *names)
{
    guint lost = 0;
    if (!names)
        return 0;
    g_autoptr(GHashTable) gone = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < names->len; i++)
        g_hash_table_add(gone, names->pdata[i]);
    for (guint32 i = 0; i < nx_catalog_n_events(catalog); i++) {
        const NxEvent *event = nx_catalog_event(catalog, i);
        if (event->mailbox != mailbox || event->gone || !g_hash_table_contains(gone, event->place.name))
            continue;
        nx_catalog_lose_event(catalog, i);
        lost++;
    }
    return lost;
}

const NxAgainCounts *nx_again_counts(const NxAgain *again)
{
    return &again->counts;
}

char *nx_again_words(const NxAgain *again)
{
    const NxAgainCounts *c = &again->counts;
    const char *path = nx_mailbox_path(nx_catalog_mailbox(again->catalog, c->mailbox));
    g_autofree char *safe = nx_safe_screen(path, -1, NX_SAFE_NONE, 0);
    if (again->from != 0 || again->doubtful)
        return NULL;
    if (c->missing)
        return g_strdup_printf(nx_trn("%s is not there any more: its %u message is marked as gone.",
                                      "%s is not there any more: its %u messages are marked as gone.", c->lost),
                               safe, c->lost);
    if (c->lost > 0 && c->moved == 0 && c->fresh == 0)
        return g_strdup_printf(nx_trn("%s was cut off: the last %u of its %u messages is gone, and marked.",
                                      "%s was cut off: the last %u of its %u messages are gone, and marked.", c->lost),
                               safe, c->lost, c->messages);
    if (c->lost + c->moved + c->renewed + c->fresh == 0)
        return NULL;
    return g_strdup_printf(nx_tr("%s was written anew and is read again: %u found, %u gone, %u new."), safe, c->found,
                           c->lost, c->fresh);
}
