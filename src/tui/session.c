/* The session file, key by key; and the files beside it. */
#include "tui/session.h"

#define GROUP "session"
#define MAX_TAGS 100000 /* more tags than this are not worth a file that is read at every start */

char *nx_session_beside(const NxTuiStart *start, const char *name)
{
    if (!start->session_path)
        return NULL;
    g_autofree char *folder = g_path_get_dirname(start->session_path);
    return g_build_filename(folder, name, NULL);
}

static GKeyFile *read_session(const NxTuiStart *start)
{
    GKeyFile *file = g_key_file_new();
    if (start->session_path && g_key_file_load_from_file(file, start->session_path, G_KEY_FILE_NONE, NULL))
        return file;
    g_key_file_unref(file);
    return NULL;
}

char **nx_session_mailboxes(const NxTuiStart *start)
{
    g_autoptr(GKeyFile) file = read_session(start);
    return file ? g_key_file_get_string_list(file, GROUP, "mailboxes", NULL, NULL) : NULL;
}

/* As absolute paths: the next session may start elsewhere. */
static char **absolute(char **paths)
{
    GStrvBuilder *builder = g_strv_builder_new();
    for (guint i = 0; paths && paths[i]; i++) {
        g_autofree char *path = g_str_equal(paths[i], "-") ? g_strdup("-") : g_canonicalize_filename(paths[i], NULL);
        g_strv_builder_add(builder, path);
    }
    char **list = g_strv_builder_end(builder);
    g_strv_builder_unref(builder);
    return list;
}

static gboolean is_same(GKeyFile *file, char **paths)
{
    g_auto(GStrv) before = g_key_file_get_string_list(file, GROUP, "mailboxes", NULL, NULL), now = absolute(paths);
    return before && g_strv_equal((const char *const *)before, (const char *const *)now);
}

/* Names in the order of the levels; by what stands beside them. */
static void restore_way(NxModel *model, GKeyFile *file)
{
    g_auto(GStrv) bys = g_key_file_get_string_list(file, GROUP, "group_by", NULL, NULL),
                  names = g_key_file_get_string_list(file, GROUP, "group", NULL, NULL);
    guint charted = (guint)g_key_file_get_integer(file, GROUP, "group_charted", NULL);
    for (guint i = 0; bys && names && bys[i] && names[i]; i++) {
        NxBy by;
        if (!nx_by_parse(bys[i], &by))
            continue;
        nx_model_enter(model, by, names[i]);
        NxLevel *level = g_ptr_array_index(model->way, model->way->len - 1);
        level->is_charted = i < 31 && (charted >> i & 1) && nx_by_is_time(by);
    }
}

static void save_way(const NxModel *model, GKeyFile *file)
{
    g_autoptr(GPtrArray) bys = g_ptr_array_new(), names = g_ptr_array_new();
    guint charted = 0; /* bits of the levels */
    for (guint i = 0; i < model->way->len; i++) {
        const NxLevel *level = model->way->pdata[i];
        g_ptr_array_add(bys, (gpointer)nx_by_name(level->by));
        g_ptr_array_add(names, level->name);
        charted |= level->is_charted && i < 31 ? 1u << i : 0;
    }
    if (names->len == 0)
        return;
    g_key_file_set_integer(file, GROUP, "group_charted", (gint)charted);
    g_key_file_set_string_list(file, GROUP, "group_by", (const char *const *)bys->pdata, bys->len);
    g_key_file_set_string_list(file, GROUP, "group", (const char *const *)names->pdata, names->len);
}

static void restore_list(NxModel *model, GKeyFile *file)
{
    g_autofree char *limit = g_key_file_get_string(file, GROUP, "limit", NULL),
                    *sort = g_key_file_get_string(file, GROUP, "sort", NULL);
    NxSort order;
    if (sort && nx_sort_parse(sort, &order))
        nx_model_sort(model, order, g_key_file_get_boolean(file, GROUP, "reverse", NULL));
    if (limit && *limit)
        nx_model_limit(model, limit, NULL); /* a field that went with an older version */
    restore_way(model, file);
}

void nx_session_restore(NxModel *model)
{
    g_autoptr(GKeyFile) file = read_session(model->start);
    if (!file || !is_same(file, model->paths))
        return;
    restore_list(model, file);
    g_autofree char *row = g_key_file_get_string(file, GROUP, "row", NULL);
    g_auto(GStrv) tags = g_key_file_get_string_list(file, GROUP, "tags", NULL, NULL);
    nx_model_await(model, row, (const char *const *)tags);
    g_free(model->view);
    model->view = g_key_file_get_string(file, GROUP, "view", NULL);
}

static void save_tags(const NxModel *model, GKeyFile *file)
{
    g_autoptr(GArray) tagged = nx_model_tagged(model);
    if (tagged->len == 0 || tagged->len > MAX_TAGS)
        return;
    g_autoptr(GPtrArray) keys = g_ptr_array_new();
    for (guint i = 0; i < tagged->len; i++)
        g_ptr_array_add(keys, (gpointer)nx_catalog_address(model->catalog, g_array_index(tagged, guint32, i))->key);
    g_key_file_set_string_list(file, GROUP, "tags", (const char *const *)keys->pdata, keys->len);
}

void nx_session_save(const NxModel *model)
{
    if (!model->start->session_path || !model->paths || !model->paths[0])
        return;
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_auto(GStrv) paths = absolute(model->paths);
    g_key_file_set_string_list(file, GROUP, "mailboxes", (const char *const *)paths, g_strv_length(paths));
    g_key_file_set_string(file, GROUP, "limit", model->limit);
    g_key_file_set_string(file, GROUP, "sort", nx_sort_name(model->sort));
    g_key_file_set_boolean(file, GROUP, "reverse", model->reverse);
    save_way(model, file);
    if (model->view && g_utf8_validate(model->view, -1, NULL))
        g_key_file_set_string(file, GROUP, "view", model->view);
    g_autofree char *row = model->selected == NX_NO_EVENT ? NULL : nx_catalog_row_id(model->catalog, model->selected);
    if (row && g_utf8_validate(row, -1, NULL))
        g_key_file_set_string(file, GROUP, "row", row);
    save_tags(model, file);
    gsize len;
    g_autofree char *text = g_key_file_to_data(file, &len, NULL),
                    *folder = g_path_get_dirname(model->start->session_path);
    g_mkdir_with_parents(folder, 0700);
    nx_file_write_private(model->start->session_path, text, len, NULL);
}

void nx_session_read_limits(const NxTuiStart *start, GHashTable *limits)
{
    g_autofree char *path = nx_session_beside(start, "limits");
    g_autoptr(GKeyFile) file = g_key_file_new();
    if (!path || !g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, NULL))
        return;
    g_auto(GStrv) names = g_key_file_get_keys(file, "limits", NULL, NULL);
    for (guint i = 0; names && names[i]; i++) {
        char *query = g_key_file_get_string(file, "limits", names[i], NULL);
        if (query)
            g_hash_table_insert(limits, g_strdup(names[i]), query);
    }
}

gboolean nx_session_write_limit(const NxTuiStart *start, const char *name, const char *query, GError **error)
{
    g_autofree char *path = nx_session_beside(start, "limits"), *folder = path ? g_path_get_dirname(path) : NULL;
    if (!path)
        return TRUE;
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_key_file_load_from_file(file, path, G_KEY_FILE_KEEP_COMMENTS, NULL); /* none yet: an empty one */
    g_key_file_set_string(file, "limits", name, query);
    gsize len;
    g_autofree char *text = g_key_file_to_data(file, &len, NULL);
    g_mkdir_with_parents(folder, 0700);
    return nx_file_write_private(path, text, len, error);
}
