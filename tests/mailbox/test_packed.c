/* Compressed files and archives as mailboxes, pipes, folders in MH's way, and what lies below folders. */
#include "boxes.h"
#include "mailbox/order.h"
#include "mailbox/unpacked.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD "From: a@mx.example\nSubject: t\n"
#define FROM "From MAILER-DAEMON Tue Nov  3 08:15:00 2026\n"
#define MBOX FROM HEAD "\none\n\n" FROM HEAD "\ntwo\n"
#define LINE "Nov 20 11:30:00 mx postfix/smtp[1]: 4A1: to=<ann@a.example>, relay=none, dsn=5.1.1, status=bounced (no)"

static gboolean have(const char *program)
{
    g_autofree char *path = g_find_program_in_path(program);
#ifdef NX_HAVE_ARCHIVE
    gboolean can = TRUE;
#else
    gboolean can = FALSE;
#endif
    if (!path || !can)
        g_test_skip("libarchive, or the program that packs, is missing");
    return path && can;
}

/* Runs a command in the box's folder. */
static void run_in(const Box *box, const char *command)
{
    g_autofree char *line = g_strdup_printf("cd '%s' && %s", box->dir, command);
    const char *const argv[] = {"sh", "-c", line, NULL};
    int status = 1;
    g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
    g_assert_cmpint(status, ==, 0);
}

static char *bodies(NxMailbox *mailbox, const GArray *places)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < places->len; i++) {
        const NxPlace *place = &g_array_index(places, NxPlace, i);
        g_autofree char *text = box_read(mailbox, place), *name = nx_mailbox_place_name(mailbox, place, NX_PLACE_SHORT);
        const char *body = strstr(text, "\n\n");
        g_string_append_printf(all, "%s %s|", name, body ? g_strchomp((char *)body + 2) : text);
    }
    return g_string_free(all, FALSE);
}

static void check_packed(const char *program, const char *command, const char *file, const char *want)
{
    if (!have(program))
        return;
    g_autoptr(Box) box = box_new();
    g_autoptr(NxProblems) problems = nx_problems_new();
    box_write(box, "a.mbox", MBOX, -1);
    box_write(box, "b.eml", HEAD "\nthree\n", -1);
    box_write(box, "c.log", LINE "\n", -1);
    box_write(box, "d.json", "{\"a\":1}{\"a\":2}", -1);
    run_in(box, command);
    g_autofree char *path = box_path(box, file);
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_assert_cmpstr(nx_mailbox_label(mailbox), ==, "packed");
    g_autoptr(GArray) places = box_scan(mailbox, problems);
    g_autofree char *got = bodies(mailbox, places);
    g_assert_cmpstr(got, ==, want);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    g_assert_cmpint(nx_mailbox_progress(mailbox), ==, 1);
}

#define ALL(file)                                                                                                      \
    file "/a.mbox:1 one|" file "/a.mbox:2 two|" file "/b.eml:3 three|" file "/c.log:4 " LINE "|" file                  \
         "/d.json:5 {\"a\":1}|" file "/d.json:6 {\"a\":2}|"

static void test_gzip(void)
{
    check_packed("gzip", "gzip -k a.mbox", "a.mbox.gz", "a.mbox.gz:1 one|a.mbox.gz:2 two|");
    check_packed("gzip", "gzip -k c.log", "c.log.gz", "c.log.gz:1 " LINE "|");
}

static void test_xz(void)
{
    check_packed("xz", "xz -k b.eml", "b.eml.xz", "b.eml.xz:1 three|");
}

static void test_bzip2(void)
{
    check_packed("bzip2", "bzip2 -k d.json", "d.json.bz2", "d.json.bz2:1 {\"a\":1}|d.json.bz2:2 {\"a\":2}|");
}

static void test_zstd(void)
{
    check_packed("zstd", "zstd -q -k c.log", "c.log.zst", "c.log.zst:1 " LINE "|");
}

static void test_tar(void)
{
    check_packed("tar", "tar cf a.tar a.mbox b.eml c.log d.json", "a.tar", ALL("a.tar"));
    check_packed("tar", "tar czf a.tgz a.mbox b.eml c.log d.json", "a.tgz", ALL("a.tgz"));
}

static void test_zip(void)
{
    check_packed("zip", "zip -q a.zip a.mbox b.eml c.log d.json", "a.zip", ALL("a.zip"));
}

/* What is torn gives what came before; what is no mail in it is named with its member. */
static void test_broken(void)
{
    if (!have("tar"))
        return;
    g_autoptr(Box) box = box_new();
    g_autoptr(NxProblems) problems = nx_problems_new();
    box_write(box, "a.eml", HEAD "\none\n", -1);
    box_write(box, "b.bin",
              "\x7f"
              "ELF",
              -1);
    box_write(box, "c.eml", "", -1);
    run_in(box, "tar cf all.tar a.eml b.bin c.eml a.eml && head -c 2700 all.tar > torn.tar && gzip -k a.eml && "
                "gzip -c a.eml.gz > twice.gz && head -c 40 a.eml.gz > torn.gz");
    g_autofree char *path = box_path(box, "torn.tar"), *twice = box_path(box, "twice.gz"),
                    *torn = box_path(box, "torn.gz");
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_autoptr(GArray) places = box_scan(mailbox, problems);
    g_assert_cmpuint(places->len, >=, 1);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_nonnull(strstr(lines[0], "torn.tar/b.bin: "));
    g_assert_nonnull(strstr(lines[1], "torn.tar/c.eml: "));
    g_assert_nonnull(strstr(lines[g_strv_length(lines) - 1], "torn.tar: cannot be unpacked further"));
    box_refused(twice, NX_ERROR_UNREADABLE);
    box_refused(torn, NX_ERROR_UNREADABLE);
}

/* Much in little ends at the bound, and what was there until then stands. */
static void test_bomb(void)
{
    if (!have("xz"))
        return;
    g_autoptr(Box) box = box_new();
    g_autoptr(NxProblems) problems = nx_problems_new();
    run_in(box, "{ printf '" HEAD "\\n'; head -c 100000000 /dev/zero; } | xz -1 > bomb.eml.xz");
    g_autofree char *path = box_path(box, "bomb.eml.xz");
    struct stat st;
    g_assert_cmpint(stat(path, &st), ==, 0);
    g_assert_cmpint(st.st_size * NX_UNPACKED_RATIO, <, 100000000); /* else it would be none */
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_autoptr(GArray) places = box_scan(mailbox, problems);
    g_assert_cmpuint(places->len, ==, 1);
    g_assert_cmpint(g_array_index(places, NxPlace, 0).size, <=, NX_UNPACKED_FREE);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_nonnull(strstr(lines[0], "bomb.eml.xz: unpacks to more than is sound"));
}

/* Ids stay when the archive is packed anew with more in front. */
static void test_ids(void)
{
    if (!have("tar"))
        return;
    g_autoptr(Box) box = box_new();
    box_write(box, "a.mbox", MBOX, -1);
    box_write(box, "b.eml", HEAD "\nthree\n", -1);
    run_in(box, "tar cf all.tar b.eml");
    g_autofree char *path = box_path(box, "all.tar");
    g_autoptr(NxMailbox) first = box_open(path);
    g_autoptr(GArray) places = box_scan(first, NULL);
    run_in(box, "tar cf all.tar a.mbox b.eml");
    g_autoptr(NxMailbox) second = box_open(path);
    g_autoptr(GArray) more = box_scan(second, NULL);
    g_assert_cmpuint(more->len, ==, 3);
    g_autofree char *one = nx_mailbox_message_id(first, &g_array_index(places, NxPlace, 0)),
                    *same = nx_mailbox_message_id(second, &g_array_index(more, NxPlace, 2)),
                    *other = nx_mailbox_message_id(second, &g_array_index(more, NxPlace, 1));
    g_assert_cmpstr(one, ==, same);
    g_assert_cmpstr(one, !=, other);
}

/* Packed files in a folder, rotated ones the oldest first. */
static void test_in_a_folder(void)
{
    if (!have("gzip"))
        return;
    g_autoptr(Box) box = box_new();
    box_write(box, "f/mail.log", LINE "\n", -1);
    box_write(box, "f/mail.log.1", "Nov 19 11:29:00 mx postfix/cleanup[1]: 4A1: message-id=<n1@news.example>\n", -1);
    box_write(box, "f/mail.log.2",
              "Nov 18 11:30:00 mx postfix/smtp[1]: 4A0: to=<bob@a.example>, relay=none, "
              "dsn=5.1.1, status=bounced (no)\n",
              -1);
    run_in(box, "gzip f/mail.log.2");
    g_autofree char *path = box_path(box, "f");
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_assert_cmpuint(places->len, ==, 2);
    g_autofree char *bob = box_read(mailbox, &g_array_index(places, NxPlace, 0)),
                    *ann = box_read(mailbox, &g_array_index(places, NxPlace, 1));
    g_autofree char *packed = nx_mailbox_place_name(mailbox, &g_array_index(places, NxPlace, 0), NX_PLACE_INSIDE),
                    *plain = nx_mailbox_place_name(mailbox, &g_array_index(places, NxPlace, 1), NX_PLACE_INSIDE);
    g_assert_cmpstr(packed, ==, "mail.log.2.gz:1");
    g_assert_cmpstr(plain, ==, "mail.log:2");
    g_assert_nonnull(strstr(bob, "bob@a.example"));
    g_assert_true(
        g_str_has_prefix(ann, "Nov 19 11:29:00 mx postfix/cleanup[1]: 4A1: message-id=<n1@news.example>\nNov 20"));
    g_autofree char *id = nx_mailbox_message_id(mailbox, &g_array_index(places, NxPlace, 0)),
                    *other = nx_mailbox_message_id(mailbox, &g_array_index(places, NxPlace, 1));
    g_assert_cmpstr(id, !=, other);
}

/* ---- Pipes ------------------------------------------------------------------------------------------------------- */

static gpointer write_pipe(gpointer path)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    g_assert_cmpint(fd, >=, 0);
    g_assert_cmpint(write(fd, MBOX, strlen(MBOX)), ==, strlen(MBOX));
    close(fd);
    return NULL;
}

static void test_pipe(void)
{
    g_autoptr(Box) box = box_new();
    g_autofree char *path = box_path(box, "pipe");
    g_assert_cmpint(mkfifo(path, 0600), ==, 0);
    GThread *writer = g_thread_new("writer", write_pipe, path);
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_thread_join(writer);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_assert_cmpuint(places->len, ==, 2);
    g_autofree char *text = box_read(mailbox, &g_array_index(places, NxPlace, 1));
    g_assert_cmpstr(text, ==, HEAD "\ntwo\n");
    g_assert_cmpstr(nx_mailbox_id(mailbox), ==, "-");
    g_assert_null(nx_mailbox_place_name(mailbox, &g_array_index(places, NxPlace, 0), NX_PLACE_FILE));
}

/* ---- Folders ----------------------------------------------------------------------------------------------------- */

static void test_mh(void)
{
    g_autoptr(Box) box = box_new();
    g_autoptr(NxProblems) problems = nx_problems_new();
    static const char *const NAMES[] = {"9", "10", "1", ",7", "#8", "2.orig", "draft"};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        g_autofree char *name = g_build_filename("inbox", NAMES[i], NULL),
                        *text = g_strconcat(HEAD "\n", NAMES[i], NULL);
        box_write(box, name, text, -1);
    }
    box_write(box, "inbox/.mh_sequences", "cur: 10\n", -1);
    g_autofree char *path = box_path(box, "inbox");
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_assert_cmpstr(nx_mailbox_label(mailbox), ==, "MH");
    g_autoptr(GArray) places = box_scan(mailbox, problems);
    g_autofree char *got = bodies(mailbox, places);
    g_assert_cmpstr(got, ==, "1 1|9 9|10 10|");
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    box_write(box, "inbox/11", HEAD "\n11\n", -1);
    g_assert_true(nx_mailbox_has_news(mailbox));
    g_assert_true(nx_mailbox_rescan(mailbox, NULL, NULL));
    g_autoptr(GArray) more = box_scan(mailbox, problems);
    g_assert_cmpuint(more->len, ==, 1);
}

static char *paths_of(const Box *box, const char *const *names, gboolean below)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    for (; *names; names++)
        g_ptr_array_add(paths, g_str_equal(*names, "-") ? g_strdup("-") : box_path(box, *names));
    g_ptr_array_add(paths, NULL);
    g_auto(GStrv) all = nx_mailbox_paths((const char *const *)paths->pdata, below, NULL);
    GString *out = g_string_new(NULL);
    for (guint i = 0; all[i]; i++)
        g_string_append_printf(out, "%s ", g_str_has_prefix(all[i], box->dir) ? all[i] + strlen(box->dir) + 1 : all[i]);
    return g_string_free(out, FALSE);
}

static void test_below(void)
{
    g_autoptr(Box) box = box_new();
    static const char *const FILES[] = {"M/cur/1:2,S",      "M/new/2",       "M/.Sub/cur/3:2,", "M/.Sub.Deeper/new/4",
                                        "M/.Empty/x/y.eml", "M/plain/5.eml", "F/a/1.eml",       "F/b/c/2.eml",
                                        "F/.hidden/3.eml",  "F/4.eml"};
    for (guint i = 0; i < G_N_ELEMENTS(FILES); i++)
        box_write(box, FILES[i], HEAD "\nx\n", -1);
    run_in(box, "mkdir -p M/tmp M/.Sub/new M/.Sub/tmp M/.Sub.Deeper/cur M/.None/cur M/.None/new F/e && ln -s .. F/up");
    static const char *const MAILDIR[] = {"M", NULL}, *const BOTH[] = {"F", "-", "M/cur/1:2,S", "gone", NULL};
    g_autofree char *maildir = paths_of(box, MAILDIR, TRUE), *both = paths_of(box, BOTH, TRUE);
    g_autofree char *flat = paths_of(box, MAILDIR, FALSE);
    g_assert_cmpstr(flat, ==, "M ");
    g_assert_cmpstr(maildir, ==, "M M/.Empty/x M/.Sub M/.Sub.Deeper M/plain ");
    /* A link to a folder is a file here, as it is for the folder itself: it leads nowhere. */
    g_assert_cmpstr(both, ==, "F F/a F/b/c - M/cur/1:2,S gone ");
}

static void test_order(void)
{
    g_autoptr(Box) box = box_new();
    static const char *const LOGS[] = {"mail.log", "mail.log.1",      "mail.log.10.gz", "mail.log.2.gz",
                                       "b.mbox",   "mail.log.1.mbox", "a.mbox",         NULL};
    g_autofree char *got = paths_of(box, LOGS, FALSE);
    g_assert_cmpstr(got, ==, "mail.log.10.gz mail.log.2.gz mail.log.1 mail.log b.mbox mail.log.1.mbox a.mbox ");
    static const struct {
        const char *before, *behind;
    } ORDER[] = {{"a", "b"},
                 {"mail.log.2", "mail.log.1"},
                 {"mail.log.10.gz", "mail.log.9"},
                 {"mail.log.1.xz", "mail.log"},
                 {"mainlog.1", "mainlog"},
                 {"mail.log-20251101.gz", "mail.log-20251102"},
                 {"mail.log-20251102", "mail.log"},
                 {"mail.err", "mail.log.1"},
                 {"mail.log", "mail.warn"},
                 {"bounce.1", "bounce.10"}, /* no logs: byte order */
                 {"bounce.10", "bounce.2"},
                 {"10.eml", "9.eml"}};
    for (guint i = 0; i < G_N_ELEMENTS(ORDER); i++) {
        g_test_message("%s", ORDER[i].before);
        g_assert_cmpint(nx_order_names(ORDER[i].before, ORDER[i].behind), <, 0);
        g_assert_cmpint(nx_order_names(ORDER[i].behind, ORDER[i].before), >, 0);
    }
    g_assert_cmpint(nx_order_numbers("9", "10"), <, 0);
    g_assert_cmpint(nx_order_numbers("009", "10"), <, 0);
    g_assert_cmpint(nx_order_numbers("10", ",7"), <, 0);
    g_assert_cmpint(nx_order_numbers("10", "10"), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox/packed/gz", test_gzip);
    g_test_add_func("/mailbox/packed/xz", test_xz);
    g_test_add_func("/mailbox/packed/bz2", test_bzip2);
    g_test_add_func("/mailbox/packed/zst", test_zstd);
    g_test_add_func("/mailbox/packed/tar", test_tar);
    g_test_add_func("/mailbox/packed/zip", test_zip);
    g_test_add_func("/mailbox/packed/what is broken, and what is no mail", test_broken);
    g_test_add_func("/mailbox/packed/bombs end at the bound", test_bomb);
    g_test_add_func("/mailbox/packed/ids stay", test_ids);
    g_test_add_func("/mailbox/packed/in a folder", test_in_a_folder);
    g_test_add_func("/mailbox/pipe/is read to its end", test_pipe);
    g_test_add_func("/mailbox/mh/messages are numbers", test_mh);
    g_test_add_func("/mailbox/below/all mailboxes in a tree", test_below);
    g_test_add_func("/mailbox/order/rotated logs the oldest first", test_order);
    return g_test_run();
}
