/* Mailboxes below folders, and the order of those that are named. */
#include "mailbox/found.h"
#include "mailbox/order.h"
#include <nixie/mailbox.h>
#include <nixie/text.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>

enum { DEPTH = 64 };

typedef struct {
    GPtrArray *paths; /* char *, found so far */
    NxProblems *problems;
} Walk;

/* What a folder holds. */
typedef struct {
    GPtrArray *folders; /* char *: names, sorted; of links to folders none, they may lead back */
    gboolean files, cur, fresh;
} Content;

static gboolean is_folder(DIR *dir, const struct dirent *entry)
{
    struct stat st;
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type == DT_DIR;
    return fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static gboolean read_content(const char *path, Content *content)
{
    *content = (Content){.folders = g_ptr_array_new_with_free_func(g_free)};
    DIR *dir = opendir(path);
    if (!dir)
        return FALSE;
    for (const struct dirent *entry; (entry = readdir(dir));) {
        const char *name = entry->d_name;
        if (g_str_equal(name, ".") || g_str_equal(name, ".."))
            continue;
        gboolean folder = is_folder(dir, entry);
        content->cur = content->cur || (folder && g_str_equal(name, "cur"));
        content->fresh = content->fresh || (folder && g_str_equal(name, "new"));
        content->files = content->files || (!folder && *name != '.');
        if (folder)
            g_ptr_array_add(content->folders, g_strdup(name));
    }
    closedir(dir);
    g_ptr_array_sort(content->folders, by_name);
    return TRUE;
}

static gboolean holds_files(const char *folder, const char *name)
{
    Content content;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    gboolean holds = read_content(path, &content) && content.files;
    g_ptr_array_unref(content.folders);
    return holds;
}

/* Those of a Maildir that are its own; Maildir++ has the others beside them, with a dot in front. */
static gboolean is_part_of_maildir(const char *name)
{
    return g_str_equal(name, "cur") || g_str_equal(name, "new") || g_str_equal(name, "tmp");
}

static void walk(Walk *self, const char *path, guint depth)
{
    Content content;
    if (!read_content(path, &content))
        nx_problems_add(self->problems, path, "%s", g_strerror(errno));
    gboolean maildir = content.cur && content.fresh;
    gboolean holds = maildir ? holds_files(path, "cur") || holds_files(path, "new") : content.files;
    if (holds)
        g_ptr_array_add(self->paths, g_strdup(path));
    for (guint i = 0; i < content.folders->len; i++) {
        const char *name = content.folders->pdata[i];
        if (maildir ? is_part_of_maildir(name) : *name == '.')
            continue;
        g_autofree char *below = g_build_filename(path, name, NULL);
        if (depth < DEPTH)
            walk(self, below, depth + 1);
        else
            nx_problems_add(self->problems, below, "%s", nx_tr("lies too deep; left out"));
    }
    g_ptr_array_unref(content.folders);
}

static gboolean are_siblings(const char *a, const char *b)
{
    g_autofree char *folder = g_path_get_dirname(a), *other = g_path_get_dirname(b);
    g_autofree char *name = g_path_get_basename(a), *second = g_path_get_basename(b);
    return g_str_equal(folder, other) && nx_order_is_same_log(name, second);
}

static int by_rotation(gconstpointer a, gconstpointer b)
{
    g_autofree char *name = g_path_get_basename(*(const char *const *)a),
                    *other = g_path_get_basename(*(const char *const *)b);
    return nx_order_names(name, other);
}

/* A shell gives "mail.log*" the newest first. Files of one log that stand side by side are turned. */
static void order_logs(GPtrArray *paths)
{
    for (guint from = 0, to; from < paths->len; from = to) {
        for (to = from + 1; to < paths->len && are_siblings(paths->pdata[from], paths->pdata[to]);)
            to++;
        if (to - from > 1)
            qsort(paths->pdata + from, to - from, sizeof *paths->pdata, by_rotation);
    }
}

char **nx_mailbox_paths(const char *const *paths, gboolean below, NxProblems *problems)
{
    Walk self = {g_ptr_array_new(), problems};
    for (; *paths; paths++) {
        guint before = self.paths->len;
        if (below && g_file_test(*paths, G_FILE_TEST_IS_DIR))
            walk(&self, *paths, 0);
        if (self.paths->len == before)
            g_ptr_array_add(self.paths, g_strdup(*paths));
    }
    order_logs(self.paths);
    g_ptr_array_add(self.paths, NULL);
    return (char **)g_ptr_array_free(self.paths, FALSE);
}
