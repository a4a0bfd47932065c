/* nixie protect, purge: what is told to the ledger beside decisions. */
#include "cli/confirm.h"
#include "cli/given_addresses.h"
#include "cli/trace.h"
#include "cli/verb.h"

static void say_count(const char *verb, guint n)
{
    g_autofree char *text = g_strdup_printf(nx_trn("%u address", "%u addresses", n), n);
    nx_say("%s: %s", verb, text);
}

/* Reads the addresses and opens the ledger; FALSE (said) if either is missing. */
static gboolean begin(NxApp *app, int argc, char **argv, NxGivenAddresses *list)
{
    if (argc < 2) {
        nx_app_usage(app, "%s", nx_tr("name an address, or - for standard input"));
        return FALSE;
    }
    nx_given_addresses_read(list, app, argv + 1);
    if (list->keys->len && nx_app_ledger(app, NX_LEDGER_WRITE))
        return TRUE;
    nx_given_addresses_clear(list);
    return FALSE;
}

static void say_setting(const GArray *settings, const char *before, const char *where)
{
    for (guint i = 0; settings && i < settings->len; i++) {
        g_autofree char *name = g_strconcat(before, g_array_index(settings, NxSetting, i).value, NULL);
        g_autoptr(GString) line = g_string_new(NULL);
        nx_pad(line, name, 40, FALSE);
        nx_say("%s  %s", line->str, where);
    }
}

/* Who is protected by hand, then what the configuration adds. Roles such as postmaster are protected everywhere. */
static int list_protected(NxApp *app)
{
    GError *error = NULL;
    const NxSettings *settings = nx_library_settings(app->library);
    if (!nx_app_ledger(app, NX_LEDGER_READ))
        return app->status;
    g_autoptr(GPtrArray) records = nx_ledger_protected(app->ledger, &error);
    if (!records)
        return nx_app_error(app, error);
    for (guint i = 0; i < records->len; i++)
        nx_say("%s", ((const NxRecord *)records->pdata[i])->spelling);
    say_setting(settings->protected_addresses, "", "[protect]");
    say_setting(settings->protected_domains, "@", "[protect]");
    say_setting(settings->own_addresses, "", "[own]");
    say_setting(settings->own_domains, "@", "[own]");
    return app->status;
}

int nx_run_protect(NxApp *app, int argc, char **argv)
{
    gboolean off = FALSE;
    const GOptionEntry options[] = {
        {"off", 0, 0, G_OPTION_ARG_NONE, &off, N_("protect them no longer"), NULL},
        {0},
    };
    NxGivenAddresses list;
    if (!nx_app_start(app, options, &argc, &argv))
        return app->status;
    if (argc < 2 && !off)
        return list_protected(app);
    if (!begin(app, argc, argv, &list))
        return app->status;
    GError *error = NULL;
    NxActHead head = nx_app_act(app, off ? "unprotect" : "protect", NULL);
    if (nx_ledger_protect(app->ledger, &head, (const char *const *)list.keys->pdata,
                          (const char *const *)list.spellings->pdata, list.keys->len, !off, NULL, &error))
        say_count(head.name, list.keys->len);
    else
        nx_app_error(app, error);
    nx_given_addresses_clear(&list);
    return app->status;
}

int nx_run_purge(NxApp *app, int argc, char **argv)
{
    gboolean yes = FALSE;
    const GOptionEntry options[] = {
        {"yes", 'y', 0, G_OPTION_ARG_NONE, &yes, N_("do not ask"), NULL},
        {0},
    };
    NxGivenAddresses list;
    if (!nx_app_start(app, options, &argc, &argv) || !begin(app, argc, argv, &list))
        return app->status;
    guint purged = 0;
    GError *error = NULL;
    NxActHead head = nx_app_act(app, "purge", NULL);
    g_autofree char *count = g_strdup_printf(nx_trn("%u address", "%u addresses", list.keys->len), list.keys->len);
    g_autofree char *question =
        g_strdup_printf(nx_tr("Blank out all that is known of %s? This cannot be undone."), count);
    if (!yes && !nx_confirm(question)) {
        nx_app_guard(app, "%s", nx_tr("nothing was done; say --yes"));
    } else {
        if (nx_ledger_purge(app->ledger, &head, (const char *const *)list.keys->pdata, list.keys->len, &purged, &error))
            say_count("purge", purged);
        else
            nx_app_error(app, error);
        nx_traces_purge(app, list.keys);
    }
    nx_given_addresses_clear(&list);
    return app->status;
}
