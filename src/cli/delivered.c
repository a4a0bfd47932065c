/* nixie delivered: mail to these addresses went through, by name or as lines of an MTA's log. */
#include "cli/given_addresses.h"
#include "cli/verb.h"

/* Of two deliveries to one address the later counts. */
static void remember(GHashTable *times, const char *word, NxTime time)
{
    char *key = nx_address_key(word, -1);
    NxTime *known = key ? g_hash_table_lookup(times, key) : NULL;
    if (known)
        *known = MAX(*known, time);
    if (key && !known)
        g_hash_table_insert(times, key, g_memdup2(&time, sizeof time));
    else
        g_free(key);
}

/* Lines that are an address alone, or the log's of a delivery; other lines of a log say nothing here. `times` takes
 * when, by key. */
static char **delivered_words(NxTime now, GHashTable *times)
{
    GPtrArray *words = g_ptr_array_new();
    g_autofree char *line = NULL;
    gsize size = 0;
    gssize len;
    while ((len = getline(&line, &size, stdin)) >= 0) {
        g_autofree char *text = nx_text_from_utf8(line, len);
        NxTime time;
        char *word = nx_delivery_parse(g_strstrip(text), now, &time);
        if (!word || g_str_equal(word, "-")) { /* that would stand for standard input once more */
            g_free(word);
            continue;
        }
        remember(times, word, time);
        g_ptr_array_add(words, word);
    }
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

static int record(NxApp *app, const GPtrArray *keys, GHashTable *times)
{
    GError *error = NULL;
    NxActHead head = nx_app_act(app, "delivered", NULL);
    if (!keys->len || !nx_app_ledger(app, NX_LEDGER_WRITE))
        return app->status;
    g_autoptr(GPtrArray) lives = g_ptr_array_new_with_free_func((GDestroyNotify)nx_life_free);
    for (guint i = 0; i < keys->len; i++) {
        const NxTime *known = g_hash_table_lookup(times, keys->pdata[i]);
        NxLife *life = g_new0(NxLife, 1);
        life->key = g_strdup(keys->pdata[i]);
        life->kind = known ? NX_LIFE_LOG : NX_LIFE_TOLD;
        life->at = known ? *known : app->now;
        g_ptr_array_add(lives, life);
    }
    if (!nx_ledger_delivered(app->ledger, &head, lives, NULL, &error))
        return nx_app_error(app, error);
    nx_say(nx_trn("delivered: %u address", "delivered: %u addresses", keys->len), keys->len);
    return app->status;
}

int nx_run_delivered(NxApp *app, int argc, char **argv)
{
    if (!nx_app_start(app, NULL, &argc, &argv))
        return app->status;
    if (argc < 2)
        return nx_app_usage(app, "%s", nx_tr("name an address, or - for standard input"));
    gboolean from_stdin = argc == 2 && g_str_equal(argv[1], "-");
    g_autoptr(GHashTable) times = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) words = from_stdin ? delivered_words(app->now, times) : g_strdupv(argv + 1);
    NxGivenAddresses list;
    nx_given_addresses_read(&list, app, words);
    record(app, list.keys, times);
    nx_given_addresses_clear(&list);
    return app->status;
}
