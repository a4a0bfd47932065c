/* Whom a report names: asked for each address in each diagnostic, so that a notice of thousands must not be walked. */
#include "parse/report/named.h"
#include <nixie/address.h>
#include <string.h>

struct NxNamed {
    GHashTable *keys;    /* owned: of recipients, under all their names */
    GHashTable *domains; /* borrowed from keys of recipients */
    GHashTable *words;   /* borrowed: recipients as they are spelled */
};

static void take_key(NxNamed *named, const char *address)
{
    char *key = address ? nx_address_key(address, -1) : NULL;
    if (key)
        g_hash_table_add(named->keys, key);
}

NxNamed *nx_named_new(const NxRecipient *recipients, guint n)
{
    NxNamed *named = g_new0(NxNamed, 1);
    named->keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    named->domains = g_hash_table_new(g_str_hash, g_str_equal);
    named->words = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < n; i++) {
        const NxRecipient *recipient = &recipients[i];
        if (recipient->key) {
            g_hash_table_add(named->keys, g_strdup(recipient->key));
            g_hash_table_add(named->domains, (gpointer)nx_address_domain(recipient->key));
        }
        if (recipient->recipient)
            g_hash_table_add(named->words, (gpointer)recipient->recipient);
        take_key(named, recipient->final_recipient);
        take_key(named, recipient->original_recipient);
        for (guint k = 0; recipient->aliases && recipient->aliases[k]; k++)
            take_key(named, recipient->aliases[k]);
    }
    return named;
}

void nx_named_free(NxNamed *named)
{
    if (!named)
        return;
    g_hash_table_unref(named->keys);
    g_hash_table_unref(named->domains);
    g_hash_table_unref(named->words);
    g_free(named);
}

/* ---- Asked of a report ------------------------------------------------------------------------------------------- */

gboolean nx_recipient_is_named(const NxRecipient *recipient, const char *key)
{
    if (g_strcmp0(recipient->key, key) == 0 || nx_address_is(recipient->final_recipient, key) ||
        nx_address_is(recipient->original_recipient, key))
        return TRUE;
    for (guint i = 0; recipient->aliases && recipient->aliases[i]; i++)
        if (nx_address_is(recipient->aliases[i], key))
            return TRUE;
    return FALSE;
}

gboolean nx_report_names_address(const NxReport *report, const char *key)
{
    if (report->named)
        return g_hash_table_contains(report->named->keys, key);
    for (guint i = 0; i < report->n_recipients; i++)
        if (nx_recipient_is_named(&report->recipients[i], key))
            return TRUE;
    return FALSE;
}

gboolean nx_report_names_domain(const NxReport *report, const char *domain)
{
    if (report->named)
        return g_hash_table_contains(report->named->domains, domain);
    for (guint i = 0; i < report->n_recipients; i++) {
        const char *key = report->recipients[i].key;
        if (key && strcmp(nx_address_domain(key), domain) == 0)
            return TRUE;
    }
    return FALSE;
}

gboolean nx_report_names_word(const NxReport *report, const char *word)
{
    if (report->named)
        return g_hash_table_contains(report->named->words, word);
    for (guint i = 0; i < report->n_recipients; i++)
        if (g_strcmp0(report->recipients[i].recipient, word) == 0)
            return TRUE;
    return FALSE;
}
