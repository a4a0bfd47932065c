/* Any bytes as names and contents of files in a folder: "NAME\0CONTENT\0NAME\0CONTENT...". Nothing outside is touched,
 * whatever a name is. */
#include "fuzz/fuzz.h"

static void clear(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_remove(path);
    }
    if (dir)
        g_dir_close(dir);
}

/* Past the piece that begins at *at; FALSE where there is none. */
static gboolean next(const char **at, const char *end, const char **piece, size_t *len)
{
    if (*at >= end)
        return FALSE;
    const char *stop = memchr(*at, 0, (size_t)(end - *at));
    *piece = *at;
    *len = (size_t)((stop ? stop : end) - *at);
    *at += *len + 1;
    return TRUE;
}

static void put(const char *folder, const char *name, size_t name_len, const char *text, size_t len)
{
    g_autofree char *base = g_strndup(name, MIN(name_len, 200));
    if (!*base || strchr(base, '/') || g_str_equal(base, ".") || g_str_equal(base, ".."))
        return;
    g_autofree char *path = g_build_filename(folder, base, NULL);
    g_file_set_contents(path, text, (gssize)len, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *at = (const char *)data, *end = at + size, *name, *text;
    size_t name_len, len;
    g_autofree char *folder = g_build_filename(nx_fuzz_folder(), "box", NULL),
                    *cur = g_build_filename(folder, "cur", NULL), *fresh = g_build_filename(folder, "new", NULL);
    g_mkdir_with_parents(cur, 0700);
    g_mkdir_with_parents(fresh, 0700);
    for (guint n = 0; n < 16 && next(&at, end, &name, &name_len) && next(&at, end, &text, &len); n++)
        put(n % 2 ? cur : fresh, name, name_len, text, len);
    NxMailbox *mailbox = nx_mailbox_open(folder, NULL);
    NxProblems *problems = nx_problems_new();
    NxPlace place;
    for (guint n = 1; mailbox && nx_mailbox_next(mailbox, &place, problems, NULL); n++) {
        g_assert_cmpuint(place.index, ==, n);
        g_autoptr(GBytes) bytes = nx_mailbox_read(mailbox, &place, NULL);
        g_assert_true(!bytes || g_bytes_get_size(bytes) <= (gsize)place.size);
        g_autofree char *id = nx_mailbox_message_id(mailbox, &place);
        g_assert_true(*id);
    }
    nx_fuzz_check_problems(problems);
    nx_problems_free(problems);
    if (mailbox)
        nx_mailbox_unref(mailbox);
    clear(cur);
    clear(fresh);
    g_rmdir(cur);
    g_rmdir(fresh);
    g_rmdir(folder);
    return 0;
}
