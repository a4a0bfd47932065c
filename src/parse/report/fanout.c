/* Names that differ, but for what is known to be a rewriting of the same mailbox. */
#include "parse/report/fanout.h"
#include <nixie/address.h>

/* Bytes of the local part without its tag. */
static gsize mailbox_len(const char *key)
{
    gsize local = (gsize)(nx_address_domain(key) - 1 - key), tag = strcspn(key, "+");
    return tag > 0 ? MIN(local, tag) : local;
}

/* Hosts of one party, or a name of its own network, which has no dot. */
static gboolean is_same_party(const char *domain, const char *other)
{
    g_autofree char *one = nx_domain_registrable(domain), *two = nx_domain_registrable(other);
    return strcmp(one, two) == 0 || !strchr(domain, '.') || !strchr(other, '.');
}

gboolean nx_fanout_is_rewrite(const char *key, const char *other)
{
    gsize len = mailbox_len(key);
    return len == mailbox_len(other) && memcmp(key, other, len) == 0 &&
           is_same_party(nx_address_domain(key), nx_address_domain(other));
}

static const char *target_of(const NxRecipient *recipient)
{
    return recipient->final_recipient ? recipient->final_recipient : recipient->recipient;
}

/* One got through and one did not: they cannot be the same mailbox. */
static gboolean contradict(const NxRecipient *a, const NxRecipient *b)
{
    return (a->kind == NX_KIND_DELIVERED && b->kind == NX_KIND_BOUNCE) ||
           (a->kind == NX_KIND_BOUNCE && b->kind == NX_KIND_DELIVERED);
}

void nx_fanout_mark_repeated(NxRecipient *recipients, guint n)
{
    g_autoptr(GHashTable) first = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < n; i++) {
        NxRecipient *before = recipients[i].key ? g_hash_table_lookup(first, recipients[i].key) : NULL;
        if (before && (strcmp(target_of(before), target_of(&recipients[i])) != 0 || contradict(before, &recipients[i])))
            before->fanned_out = recipients[i].fanned_out = TRUE;
        else if (recipients[i].key && !before)
            g_hash_table_insert(first, (gpointer)recipients[i].key, &recipients[i]);
    }
}
