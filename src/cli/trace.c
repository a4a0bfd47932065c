/* Addresses taken out of session, limits and history. */
#include "cli/trace.h"
#include "cli/paths.h"

static const char *const FILES[] = {"session", "limits", "history"};

static gboolean is_one(const char *key, gpointer keys)
{
    return g_hash_table_contains(keys, key);
}

static gboolean names_one(const char *text, GHashTable *keys)
{
    g_autofree char *clean = nx_address_scrub(text, TRUE, "", is_one, keys);
    return clean != NULL;
}

/* "tags=a;b;c;" less those that are meant; NULL for another line, which then goes as a whole. */
static char *less_tags(const char *line, GHashTable *keys)
{
    static const char TAGS[] = "tags=";
    if (!g_str_has_prefix(line, TAGS))
        return NULL;
    g_auto(GStrv) tags = g_strsplit(line + strlen(TAGS), ";", -1);
    GString *left = g_string_new(TAGS);
    for (guint i = 0; tags[i]; i++)
        if (*tags[i] && !names_one(tags[i], keys))
            g_string_append_printf(left, "%s;", tags[i]);
    return g_string_free(left, FALSE);
}

static void purge_file(NxApp *app, const char *path, GHashTable *keys)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &text, NULL, &error)) {
        if (!g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
            nx_app_fault(app, "%s", error->message);
        return;
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GString) left = g_string_new(NULL);
    for (guint i = 0; lines[i]; i++) {
        gboolean meant = names_one(lines[i], keys);
        g_autofree char *kept = meant ? less_tags(lines[i], keys) : g_strdup(lines[i]);
        if (kept)
            g_string_append_printf(left, "%s%s", kept, lines[i + 1] ? "\n" : "");
    }
    if (!g_str_equal(left->str, text) && !nx_file_write_private(path, left->str, left->len, &error))
        nx_app_fault(app, "%s", error->message);
}

void nx_traces_purge(NxApp *app, const GPtrArray *keys)
{
    g_autofree char *session = nx_path_session(), *folder = g_path_get_dirname(session);
    g_autoptr(GHashTable) set = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < keys->len; i++)
        g_hash_table_add(set, keys->pdata[i]);
    for (guint i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autofree char *path = g_build_filename(folder, FILES[i], NULL);
        purge_file(app, path, set);
    }
}
