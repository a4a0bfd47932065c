/* Addresses by their closed and open episodes, as the ledger counts them. */
#include "cli/frequent.h"
#include <nixie/json.h>
#include <nixie/retry.h>

enum { NAMED = 10, ADDRESS_CELLS = 40 };

static gint most_first(gconstpointer a, gconstpointer b)
{
    const NxAddress *x = *(const NxAddress *const *)a, *y = *(const NxAddress *const *)b;
    if (x->standing.episodes != y->standing.episodes)
        return x->standing.episodes < y->standing.episodes ? 1 : -1;
    return strcmp(x->key, y->key);
}

/* Elements const NxAddress *. */
static GPtrArray *find(const NxApp *app, const GArray *list)
{
    g_autoptr(GArray) numbers = nx_catalog_addresses(app->catalog, list, NULL);
    GPtrArray *frequent = g_ptr_array_new();
    for (guint i = 0; i < numbers->len; i++) {
        NxAddress *address = nx_catalog_address(app->catalog, g_array_index(numbers, guint32, i));
        if (address->standing.episodes >= NX_MANY_EPISODES)
            g_ptr_array_add(frequent, address);
    }
    g_ptr_array_sort(frequent, most_first);
    return frequent;
}

static void say_address(const NxAddress *address)
{
    g_autofree char *safe =
        nx_safe_screen(address->spelling, -1, nx_output_is_ascii() ? NX_SAFE_ASCII : NX_SAFE_NONE, 0);
    g_autofree char *last = nx_time_local(address->standing.last_seen, "%Y-%m-%d");
    g_autoptr(GString) line = g_string_new("    ");
    nx_pad(line, safe, ADDRESS_CELLS, FALSE);
    g_string_append_printf(
        line, nx_trn("  %u episode, last seen %s", "  %u episodes, last seen %s", address->standing.episodes),
        address->standing.episodes, last);
    nx_say("%s", line->str);
}

void nx_frequent_say(const NxApp *app, const GArray *list)
{
    g_autoptr(GPtrArray) frequent = find(app, list);
    if (frequent->len == 0)
        return;
    nx_say("%s", "");
    nx_say(nx_trn("%u address fails and comes back, again and again; advice pauses it twice as long:",
                  "%u addresses fail and come back, again and again; advice pauses them twice as long:", frequent->len),
           frequent->len);
    for (guint i = 0; i < MIN(frequent->len, NAMED); i++)
        say_address(frequent->pdata[i]);
    if (frequent->len > NAMED)
        nx_say(nx_tr("    and %u more: %s"), frequent->len - NAMED, "nixie report --limit 'episodes:>3' MAILBOX");
}

void nx_frequent_put(const NxApp *app, const GArray *list, GString *json)
{
    g_autoptr(GPtrArray) frequent = find(app, list);
    nx_json_list_open(json, "frequent");
    for (guint i = 0; i < frequent->len; i++) {
        const NxAddress *address = frequent->pdata[i];
        nx_json_object_open(json, NULL);
        nx_json_text(json, "address", address->spelling);
        nx_json_number(json, "episodes", address->standing.episodes);
        nx_json_number(json, "count", address->standing.seen);
        nx_json_time(json, "last_seen", address->standing.last_seen);
        nx_json_object_close(json);
    }
    nx_json_list_close(json);
}
