/* Data files of all folders in their order, each read once, with a bound on its size. */
#include "base/datafile.h"
#include <nixie/text.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX ((gsize)4 * 1024 * 1024)

/* Places by the first part of their name. */
static const struct {
    const char *place, *suffix;
    gboolean replaces; /* a user's file stands for ours of the same name */
} PLACES[] = {
    {"rules", ".rules", FALSE},           {"layouts", ".layout", FALSE}, {"codes", ".md", TRUE},
    {"signatures", ".signatures", FALSE}, {"themes", ".theme", TRUE},    {"lists", ".tsv", FALSE},
};

void nx_data_file_free(NxDataFile *file)
{
    if (!file)
        return;
    g_free(file->name);
    g_free(file->origin);
    g_bytes_unref(file->bytes);
    g_free(file);
}

static gsize kind_of(const char *place)
{
    for (gsize i = 0; i < G_N_ELEMENTS(PLACES); i++) {
        gsize len = strlen(PLACES[i].place);
        if (strncmp(place, PLACES[i].place, len) == 0 && (!place[len] || place[len] == '/'))
            return i;
    }
    g_assert_not_reached();
}

/* Reads a regular file of sane size; a fifo must not hold the program up. */
static GBytes *read_file(const char *path, NxProblems *problems)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    struct stat st;
    GBytes *bytes = NULL;
    if (fd < 0)
        nx_problems_add(problems, path, "%s", g_strerror(errno));
    else if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (gsize)st.st_size > FILE_MAX)
        nx_problems_add(problems, path, "%s", nx_tr("no data file, or too large; passed over"));
    else {
        char *buffer = g_malloc((gsize)st.st_size + 1);
        gsize have = 0;
        gssize got;
        while (have < (gsize)st.st_size && (got = read(fd, buffer + have, (gsize)st.st_size - have)) > 0)
            have += (gsize)got;
        bytes = g_bytes_new_take(buffer, have);
    }
    if (fd >= 0)
        close(fd);
    return bytes;
}

static NxDataFile *data_file_new(const char *name, char *origin, gboolean users, GBytes *bytes)
{
    NxDataFile *file = g_new(NxDataFile, 1);
    *file = (NxDataFile){g_strdup(name), origin, users, bytes};
    return file;
}

static gint by_name(gconstpointer a, gconstpointer b)
{
    const NxDataFile *const *left = a, *const *right = b;
    return strcmp((*left)->name, (*right)->name);
}

static gboolean has_name(const GPtrArray *files, const char *name)
{
    for (guint i = 0; i < files->len; i++)
        if (strcmp(((const NxDataFile *)g_ptr_array_index(files, i))->name, name) == 0)
            return TRUE;
    return FALSE;
}

static void add_folder(GPtrArray *files, const char *folder, const char *suffix, NxProblems *problems)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        if (*name == '.' || !g_str_has_suffix(name, suffix) || has_name(files, name))
            continue;
        char *path = g_build_filename(folder, name, NULL);
        GBytes *bytes = read_file(path, problems);
        if (bytes)
            g_ptr_array_add(files, data_file_new(name, path, TRUE, bytes));
        else
            g_free(path);
    }
}

static GPtrArray *users_files(char *const *dirs, const char *place, NxProblems *problems)
{
    GPtrArray *files = g_ptr_array_new_with_free_func((GDestroyNotify)nx_data_file_free);
    const char *suffix = PLACES[kind_of(place)].suffix;
    for (; dirs && *dirs; dirs++) {
        g_autofree char *dotted = g_strconcat(*dirs, "/", place, ".d", NULL);
        g_autofree char *plain = g_build_filename(*dirs, place, NULL);
        add_folder(files, dotted, suffix, problems);
        add_folder(files, plain, suffix, problems);
    }
    g_ptr_array_sort(files, by_name);
    return files;
}

static int by_string(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char **embedded_names(const char *place)
{
    g_autofree char *path = g_strconcat(NX_DATA_PREFIX, place, NULL);
    char **names = g_resources_enumerate_children(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    if (!names)
        return g_new0(char *, 1);
    qsort(names, g_strv_length(names), sizeof *names, by_string);
    return names;
}

GPtrArray *nx_data_files(char *const *dirs, const char *place, NxProblems *problems)
{
    GPtrArray *files = users_files(dirs, place, problems);
    gboolean replaces = PLACES[kind_of(place)].replaces;
    g_auto(GStrv) names = embedded_names(place);
    for (char **name = names; *name; name++) {
        g_autofree char *path = g_strconcat(NX_DATA_PREFIX, place, "/", *name, NULL);
        GBytes *bytes = replaces && has_name(files, *name)
                            ? NULL
                            : g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
        if (bytes)
            g_ptr_array_add(files, data_file_new(*name, g_strdup(*name), FALSE, bytes));
    }
    return files;
}

static void add_overrides(GPtrArray *lines, char *const *dirs, const char *place)
{
    g_autoptr(GPtrArray) files = users_files(dirs, place, NULL);
    for (guint i = 0; i < files->len; i++) {
        const NxDataFile *file = g_ptr_array_index(files, i);
        g_autofree char *line = g_strdup_printf("%s/%s: %s", place, file->name, file->origin);
        g_autofree char *text = nx_text_from_utf8(line, -1);
        g_ptr_array_add(lines, nx_safe_screen(text, -1, NX_SAFE_NONE, 0));
    }
}

GPtrArray *nx_data_overrides(char *const *dirs)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    add_overrides(lines, dirs, "rules");
    add_overrides(lines, dirs, "layouts");
    g_auto(GStrv) languages = embedded_names("codes");
    for (char **language = languages; *language; language++) {
        g_autofree char *name = g_strndup(*language, strcspn(*language, "/"));
        g_autofree char *place = g_strconcat("codes/", name, NULL);
        add_overrides(lines, dirs, place);
    }
    add_overrides(lines, dirs, "signatures");
    add_overrides(lines, dirs, "themes");
    add_overrides(lines, dirs, "lists");
    return lines;
}
