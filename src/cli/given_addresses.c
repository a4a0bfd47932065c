/* Each address once, in the order in which it was given. */
#include "cli/given_addresses.h"
#include <unistd.h>

static void take_word(NxGivenAddresses *list, GHashTable *known, NxApp *app, const char *word)
{
    char *key = nx_address_key(word, -1);
    if (!key) {
        nx_app_fault(app, nx_tr("%s: this is no address"), word);
    } else if (g_hash_table_add(known, key)) {
        g_ptr_array_add(list->keys, key);
        g_ptr_array_add(list->spellings, nx_address_spelling(word, -1));
    } else {
        g_free(key);
    }
}

static void take_lines(NxGivenAddresses *list, GHashTable *known, NxApp *app)
{
    g_autofree char *line = NULL;
    gsize size = 0;
    gssize len;
    while ((len = getline(&line, &size, stdin)) >= 0) {
        g_autofree char *text = nx_text_from_utf8(line, len);
        if (*g_strstrip(text) && *text != '#')
            take_word(list, known, app, text);
    }
}

void nx_given_addresses_read(NxGivenAddresses *list, NxApp *app, char **words)
{
    list->keys = g_ptr_array_new_with_free_func(g_free);
    list->spellings = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    for (; *words; words++) {
        if (g_str_equal(*words, "-"))
            take_lines(list, known, app);
        else
            take_word(list, known, app, *words);
    }
}

void nx_given_domains_add(NxGivenAddresses *list, NxApp *app, char **words)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    for (; words && *words; words++) {
        const char *name = *words + (**words == '@');
        g_autofree char *domain = strchr(name, '.') ? nx_domain_key(name, -1) : NULL;
        char *key = domain ? g_strconcat("@", domain, NULL) : NULL;
        if (!key) {
            nx_app_fault(app, nx_tr("%s: this is no domain"), *words);
        } else if (g_hash_table_add(known, key)) {
            g_ptr_array_add(list->keys, key);
            g_ptr_array_add(list->spellings, g_strdup(key));
        } else {
            g_free(key);
        }
    }
}

void nx_given_addresses_clear(NxGivenAddresses *list)
{
    g_clear_pointer(&list->keys, g_ptr_array_unref);
    g_clear_pointer(&list->spellings, g_ptr_array_unref);
}
