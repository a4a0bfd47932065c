/* What a path is, and that its messages are read again as they were found. */
#include "boxes.h"
#include "mailbox/kind.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define FROM "From MAILER-DAEMON Tue Nov  3 08:15:00 2026\n"
#define HEAD "From: a@mx.example\nSubject: t\n"
#define LOG "Nov 20 11:30:00 mx postfix/smtp[1]: 4A1: to=<ann@a.example>, relay=none, dsn=4.4.1, status=deferred (no)\n"

/* ---- What trips parsers ------------------------------------------------------------------------------------------ */

/* Every file of tests/mailboxes/pitfalls and how many messages are in it; 0: it is refused. */
static const struct {
    const char *name;
    const char *label;
    guint messages;
} PITFALLS[] = {
    {"broken-utf8.eml", "message", 1},
    {"content-length-wrong.mbox", "mbox", 3},
    {"content-length.mbox", "mbox", 2},
    {"cr.eml", "message", 1},
    {"cr.mbox", "mbox", 2},
    {"crlf.eml", "message", 1},
    {"crlf.mbox", "mbox", 2},
    {"empty.eml", "message", 0},
    {"from-in-body.mbox", "mbox", 2},
    {"from-line-first.eml", "mbox", 1},
    {"from-line-in-original.mbox", "mbox", 2},
    {"from-without-blank-line.mbox", "mbox", 2},
    {"global-status.eml", "message", 1},
    {"no-boundary-parameter.eml", "message", 1},
    {"no-header.txt", "message", 0},
    {"no-last-boundary.eml", "message", 1},
    {"no-last-boundary.mbox", "mbox", 2},
    {"nul.eml", "message", 1},
    {"original-base64.eml", "message", 1},
    {"original-whole.eml", "message", 1},
    {"quoted-from-line-first.eml", "message", 1},
    {"quoted-from.mbox", "mbox", 2},
    {"raw-latin1-header.eml", "message", 1},
    {"raw-shift-jis-header.eml", "message", 1},
    {"raw-utf8-header.eml", "message", 1},
    {"report.eml", "message", 1},
    {"status-base64.eml", "message", 1},
    {"status-quoted-printable.eml", "message", 1},
    {"status-without-blank-line.eml", "message", 1},
    {"type-in-capitals.eml", "message", 1},
    {"unfinished.mbox", "mbox", 2},
    {"unknown-charset.eml", "message", 1},
};

static void check_begins_with_header(NxMailbox *mailbox, const GArray *places)
{
    for (guint i = 0; i < places->len; i++) {
        g_autofree char *text = box_read(mailbox, &g_array_index(places, NxPlace, i));
        g_assert_true(g_str_has_prefix(text, "Return-Path: <>"));
    }
}

static void test_pitfalls(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(PITFALLS); i++) {
        g_autofree char *path = g_test_build_filename(G_TEST_DIST, "mailboxes", "pitfalls", PITFALLS[i].name, NULL);
        g_test_message("%s", PITFALLS[i].name);
        if (!PITFALLS[i].messages) {
            g_assert_null(nx_mailbox_open(path, NULL));
            continue;
        }
        g_autoptr(NxMailbox) mailbox = box_open(path);
        g_autoptr(GArray) places = box_scan(mailbox, NULL);
        g_assert_cmpstr(nx_mailbox_label(mailbox), ==, PITFALLS[i].label);
        g_assert_cmpuint(places->len, ==, PITFALLS[i].messages);
        check_begins_with_header(mailbox, places);
    }
}

/* The folder of them: two files are complained of, the rest stands. An mbox in a folder gives all its messages. */
static void test_pitfalls_as_a_folder(void)
{
    guint want = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(PITFALLS); i++)
        want += PITFALLS[i].messages;
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "mailboxes", "pitfalls", NULL);
    g_autoptr(NxProblems) problems = nx_problems_new();
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_autoptr(GArray) places = box_scan(mailbox, problems);
    g_assert_cmpstr(nx_mailbox_label(mailbox), ==, "folder");
    g_assert_cmpuint(places->len, ==, want);
    g_assert_cmpuint(nx_problems_count(problems), ==, 2);
    check_begins_with_header(mailbox, places);
    g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < places->len; i++) {
        g_assert_cmpuint(g_array_index(places, NxPlace, i).index, ==, i + 1);
        g_assert_true(g_hash_table_add(ids, nx_mailbox_message_id(mailbox, &g_array_index(places, NxPlace, i))));
    }
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_nonnull(strstr(lines[0], "pitfalls/empty.eml: "));
    g_assert_nonnull(strstr(lines[1], "pitfalls/no-header.txt: "));
}

/* The large ones, made here. */
static void check_large(const char *name, const char *first, const char *repeated, guint times, const char *last)
{
    g_autoptr(Box) box = box_new();
    g_autoptr(GString) text = g_string_new(first);
    for (guint i = 0; i < times; i++)
        g_string_append_printf(text, repeated, i, i);
    g_string_append(text, last);
    box_write(box, name, text->str, (gssize)text->len);
    g_autofree char *path = box_path(box, name);
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_assert_cmpuint(places->len, ==, 1);
    g_autofree char *read = box_read(mailbox, &g_array_index(places, NxPlace, 0));
    g_assert_cmpstr(read, ==, text->str);
}

static void test_large(void)
{
    check_large("nested", HEAD, "Content-Type: multipart/mixed; boundary=\"b%u\"\n\n--b%u\n", 20000, "\nx\n");
    check_large("nested-messages", HEAD, "Content-Type: message/rfc822\n\n", 20000, "x\n");
    check_large("one-long-field", HEAD "Comments: ", "%u words %u ", 300000, "\n\nx\n");
    check_large("many-fields", HEAD, "X-%u: %u\n", 300000, "\nx\n");
    check_large("many-parts", HEAD "Content-Type: multipart/mixed; boundary=B\n\n", "--B\n\nx\n", 200000, "--B--\n");
}

/* ---- Kinds ------------------------------------------------------------------------------------------------------- */

static void check_kind(const char *text, gssize len, const char *label, const char *read)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "file", text, len);
    g_autofree char *path = box_path(box, "file");
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    const NxPlace *place = &g_array_index(places, NxPlace, 0);
    g_test_message("%s", text);
    g_assert_cmpstr(nx_mailbox_label(mailbox), ==, label);
    g_assert_cmpuint(places->len, ==, 1);
    g_assert_cmpstr(place->name, ==, "file");
    g_assert_cmpint(nx_mailbox_progress(mailbox), ==, 1);
    g_autofree char *bytes = box_read(mailbox, place);
    g_assert_cmpstr(bytes, ==, read);
    g_autoptr(GBytes) raw = nx_mailbox_read_raw(mailbox, place, NULL);
    g_assert_cmpmem(g_bytes_get_data(raw, NULL), g_bytes_get_size(raw), text + place->offset, place->size);
}

static void test_kinds(void)
{
    check_kind(HEAD "\nx\n", -1, "message", HEAD "\nx\n");
    check_kind(FROM HEAD "\nx\n", -1, "mbox", HEAD "\nx\n");
    check_kind(">" FROM HEAD "\nx\n", -1, "message", HEAD "\nx\n");
    check_kind(FROM ">" FROM HEAD "\nx\n", -1, "mbox", HEAD "\nx\n");
    check_kind("From somebody\n" HEAD "\nx\n", -1, "message", HEAD "\nx\n"); /* a `From ` line without a date */
    check_kind("\xef\xbb\xbf" HEAD "\nx\n", -1, "message", HEAD "\nx\n");
    check_kind("\n\n" HEAD "\nx\n", -1, "message", HEAD "\nx\n");
    check_kind("Received: by mx\n\tfor a\n" HEAD "\nx\n", -1, "message", "Received: by mx\n\tfor a\n" HEAD "\nx\n");
    check_kind("Subject : t\n\nx\n", -1, "message", "Subject : t\n\nx\n");
    check_kind("X-Odd: 1\nOther: 2\nTo: a\n", -1, "message", "X-Odd: 1\nOther: 2\nTo: a\n");
    check_kind(HEAD "\n>From ann\n", -1, "message", HEAD "\n>From ann\n"); /* no mbox: nothing was quoted */
}

/* What other programs leave in front of a message, and what a page shows above its source. */
static void test_preambles(void)
{
    static const char *const FRONT[] = {
        "\n   \n\t\n",
        "\xef\xbb\xbf\n\xef\xbb\xbf \n",
        "\f\n",
        "\x01\x01\x01\x01\n",
        "+OK 2345 octets follow\n",
        "* 12 FETCH (RFC822 {2345}\n",
        "#! rnews 2345\n",
        "0, unseen,,\n*** EOOH ***\n",
        "Microsoft Mail Internet Headers Version 2.0\n",
        "-----Message source-----\n\n",
        "Original Message\n\nCreated at: Tue\nFrom: Ann\nSubject: t\n\nDownload\n\n",
        "From somebody\n\n  \n",
        ">From somebody\n\n" FROM "\n",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(FRONT); i++) {
        static const char MAIL[] = "Received: by mx\n" HEAD "\nx\n";
        g_autofree char *text = g_strconcat(FRONT[i], MAIL, NULL);
        check_kind(text, -1, "message", MAIL);
    }
    check_kind("\n \n" FROM HEAD "\nx\n", -1, "mbox", HEAD "\nx\n");
    check_kind(FROM "\n \n" HEAD "\nx\n", -1, "mbox", HEAD "\nx\n");
    check_kind(FROM "\nno field\n", -1, "mbox", "\nno field\n"); /* no header at all */
}

static void check_refused_text(const char *text, gssize len, NxErrorCode code)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "file", text, len);
    g_autofree char *path = box_path(box, "file");
    box_refused(path, code);
}

static void test_refused(void)
{
    check_refused_text("", 0, NX_ERROR_EMPTY);
    check_refused_text("\n\n\n", -1, NX_ERROR_NO_MAILBOX);
    check_refused_text("just text\n\nTo: a\n", -1, NX_ERROR_NO_MAILBOX);
    check_refused_text("http://www.example/\n", -1, NX_ERROR_NO_MAILBOX);
    check_refused_text("name: value\nother: value\n", -1, NX_ERROR_NO_MAILBOX);
    check_refused_text("From the beginning it was text\nand more\n", -1, NX_ERROR_NO_MAILBOX);
    check_refused_text("{json: 1}\n", -1, NX_ERROR_NO_MAILBOX);
    check_refused_text("[1, 2]\n", -1, NX_ERROR_NO_MAILBOX);
    /* What people quote of a header shows no way; and a header far down is a text about one. */
    check_refused_text("Ann wrote:\n\n" HEAD "To: b\nDate: today\n\nx\n", -1, NX_ERROR_NO_MAILBOX);
    check_refused_text("+OK\n+OK\n+OK\n+OK\n+OK\n+OK\n+OK\n+OK\n+OK\n" HEAD "\nx\n", -1, NX_ERROR_NO_MAILBOX);
    check_refused_text("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\nReceived: by mx\n" HEAD "\nx\n", -1,
                       NX_ERROR_NO_MAILBOX);
    check_refused_text("\x7f"
                       "ELF\0\0\0\0",
                       8, NX_ERROR_NO_MAILBOX);
    box_refused("/nonexistent/box", NX_ERROR_MISSING);
    box_refused("/dev/null", NX_ERROR_NO_MAILBOX);
    box_refused("/dev/null/x", NX_ERROR_MISSING);
}

static void test_never_waits(void)
{
    g_autoptr(Box) box = box_new();
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    g_autofree char *name = box_path(box, "socket");
    g_strlcpy(address.sun_path, name, sizeof address.sun_path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert_cmpint(bind(fd, (struct sockaddr *)&address, sizeof address), ==, 0);
    box_refused(name, NX_ERROR_NO_MAILBOX);
    close(fd);
}

static void test_unreadable(void)
{
    if (geteuid() == 0) {
        g_test_skip("root may read everything");
        return;
    }
    g_autoptr(Box) box = box_new();
    box_write(box, "file", HEAD "\n", -1);
    g_autofree char *path = box_path(box, "file");
    g_assert_cmpint(g_chmod(path, 0), ==, 0);
    box_refused(path, NX_ERROR_UNREADABLE);
    box_write(box, "folder/a", HEAD "\n", -1);
    g_autofree char *folder = box_path(box, "folder");
    g_assert_cmpint(g_chmod(folder, 0), ==, 0);
    box_refused(folder, NX_ERROR_UNREADABLE);
    g_assert_cmpint(g_chmod(folder, 0700), ==, 0);
}

static void test_evil_name(void)
{
    g_autoptr(Box) box = box_new();
    g_autoptr(GError) error = NULL;
    box_write(box, "e\x1b[31m\nvil", "text\n", -1);
    g_autofree char *path = box_path(box, "e\x1b[31m\nvil");
    g_assert_null(nx_mailbox_open(path, &error));
    g_assert_nonnull(strstr(error->message, "e\\x1B[31m\\x0Avil: "));
    g_assert_null(strchr(error->message, '\n'));
}

/* Names the kind of which something is missing. */
static void test_complete(void)
{
    for (const NxMailboxKind *const *all = nx_mailbox_kinds(); *all; all++) {
        const NxMailboxKind *kind = *all;
        g_test_message("%s", kind->label);
        g_assert_true(kind->label && kind->help);
        g_assert_true(kind->recognise && kind->open && kind->close);
        g_assert_true(kind->next && kind->read && kind->bare && kind->key);
        g_assert_true(kind->has_news && kind->rescan);
    }
}

/* ---- Standard input ---------------------------------------------------------------------------------------------- */

static NxMailbox *open_input(const char *text, gsize len, GError **error)
{
    int ends[2], old = dup(STDIN_FILENO);
    g_autoptr(Box) box = box_new();
    g_autofree char *path = box_path(box, "in");
    box_write(box, "in", text, (gssize)len);
    ends[0] = g_open(path, O_RDONLY | O_CLOEXEC, 0);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    NxMailbox *mailbox = nx_mailbox_open("-", error);
    dup2(old, STDIN_FILENO);
    close(old);
    return mailbox; /* its file is gone by now */
}

static void test_input(void)
{
    GError *error = NULL;
    static const char TEXT[] = FROM HEAD "\nx\n\n" FROM HEAD "\n>From y\n";
    g_autoptr(NxMailbox) mailbox = open_input(TEXT, strlen(TEXT), &error);
    g_assert_no_error(error);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_assert_cmpuint(places->len, ==, 2);
    g_autofree char *read = box_read(mailbox, &g_array_index(places, NxPlace, 1));
    g_assert_cmpstr(read, ==, HEAD "\nFrom y\n");
    g_assert_cmpstr(nx_mailbox_path(mailbox), ==, "-");
    g_assert_cmpstr(nx_mailbox_id(mailbox), ==, "-");
    g_assert_cmpstr(nx_mailbox_label(mailbox), ==, "mbox");
    g_assert_cmpint(nx_mailbox_progress(mailbox), ==, 1);
    g_assert_false(nx_mailbox_has_news(mailbox));
    g_assert_true(nx_mailbox_rescan(mailbox, NULL, NULL));
}

static void test_input_of_one_message(void)
{
    g_autoptr(NxMailbox) mailbox = open_input(HEAD "\nx\n", strlen(HEAD "\nx\n"), NULL);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_assert_cmpuint(places->len, ==, 1);
    g_autofree char *read = box_read(mailbox, &g_array_index(places, NxPlace, 0));
    g_assert_cmpstr(read, ==, HEAD "\nx\n");
}

static void test_empty_input(void)
{
    g_autoptr(GError) error = NULL;
    g_assert_null(open_input("", 0, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_EMPTY);
    g_assert_true(g_str_has_prefix(error->message, "-: "));
}

/* ---- Names of places --------------------------------------------------------------------------------------------- */

/* One row for each kind at least: what is opened, which of its messages, and how that is called in the four ways of
 * NxPlaceName; paths are below the box's folder. */
typedef struct {
    const NxMailboxKind *kind;
    const char *file, *text; /* written first; for standard input there is no file */
    const char *opened;
    guint number;
    const char *const names[4];
} Named;

#define ONE HEAD "\nx\n"
#define TWO FROM HEAD "\nx\n\n" FROM HEAD "\ny\n"

static const Named NAMED[] = {
    {&NX_MAILBOX_KIND_MAILDIR, "m/cur/2:2,S", ONE, "/m", 0, {"2:2,S", "cur/2:2,S", "/m/cur/2:2,S", "/m/cur/2:2,S"}},
    {&NX_MAILBOX_KIND_MH, "mh/7", ONE, "/mh", 0, {"7", "7", "/mh/7", "/mh/7"}},
    {&NX_MAILBOX_KIND_FOLDER, "f/b.eml", ONE, "/f", 0, {"b.eml", "b.eml", "/f/b.eml", "/f/b.eml"}},
    {&NX_MAILBOX_KIND_MESSAGE, "a.eml", ONE, "/a.eml", 0, {"a.eml", "a.eml", "/a.eml", "/a.eml"}},
    /* In an mbox a number tells one message from another; its file is called by its own name, its path as it was
     * given. */
    {&NX_MAILBOX_KIND_MBOX, "box", TWO, "/link", 1, {"box:2", "box:2", "/link:2", "/link"}},
    {&NX_MAILBOX_KIND_JSON,
     "e.json",
     "{\"a\":1}{\"a\":2}",
     "/e.json",
     1,
     {"e.json:2", "e.json:2", "/e.json:2", "/e.json"}},
    {&NX_MAILBOX_KIND_LOG,
     "mail.log",
     LOG LOG,
     "/mail.log",
     1,
     {"mail.log:2", "mail.log:2", "/mail.log:2", "/mail.log"}},
    {&NX_MAILBOX_KIND_INPUT, NULL, TWO, NULL, 1, {"-:2", "-:2", "-:2", NULL}},
    {&NX_MAILBOX_KIND_INPUT, NULL, ONE, NULL, 0, {"-", "-", "-", NULL}},
};

static NxMailbox *open_named(const Box *box, const Named *named)
{
    if (!named->file)
        return open_input(named->text, strlen(named->text), NULL);
    g_autofree char *path = g_strconcat(box->dir, named->opened, NULL);
    box_write(box, named->file, named->text, -1);
    return box_open(path);
}

static void check_names(const Box *box, const Named *named)
{
    g_autoptr(NxMailbox) mailbox = open_named(box, named);
    g_assert_true(mailbox->kind == named->kind);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    for (NxPlaceName how = NX_PLACE_SHORT; how <= NX_PLACE_FILE; how++) {
        g_autofree char *name = nx_mailbox_place_name(mailbox, &g_array_index(places, NxPlace, named->number), how);
        gboolean is_path = name && how >= NX_PLACE_WHOLE && named->file;
        g_assert_true(!is_path || g_str_has_prefix(name, box->dir));
        g_assert_cmpstr(is_path ? name + strlen(box->dir) : name, ==, named->names[how]);
    }
}

static gboolean is_named(const NxMailboxKind *kind)
{
    for (guint i = 0; i < G_N_ELEMENTS(NAMED); i++)
        if (NAMED[i].kind == kind)
            return TRUE;
    return FALSE;
}

static void test_names(void)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "mh/.mh_sequences", "", -1);
    g_autofree char *new = box_path(box, "m/new"), *target = box_path(box, "box"), *link = box_path(box, "link");
    g_assert_cmpint(g_mkdir_with_parents(new, 0700), ==, 0);
    g_assert_cmpint(symlink(target, link), ==, 0);
    for (guint i = 0; i < G_N_ELEMENTS(NAMED); i++)
        check_names(box, &NAMED[i]);
    for (guint i = 0; nx_mailbox_kinds()[i]; i++)
        if (!is_named(nx_mailbox_kinds()[i]) && nx_mailbox_kinds()[i] != &NX_MAILBOX_KIND_PACKED) /* test_packed.c */
            g_test_fail_printf("NAMED has no row for the kind \"%s\"", nx_mailbox_kinds()[i]->label);
}

/* ---- Ids --------------------------------------------------------------------------------------------------------- */

static void test_ids(void)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "box", FROM HEAD "\nx\n\n" FROM HEAD "\ny\n", -1);
    g_autofree char *path = box_path(box, "box"), *link = box_path(box, "link");
    g_assert_cmpint(symlink(path, link), ==, 0);
    g_autoptr(NxMailbox) mailbox = box_open(path), through = box_open(link);
    g_autoptr(GArray) places = box_scan(mailbox, NULL), again = box_scan(through, NULL);
    g_assert_cmpstr(nx_mailbox_id(mailbox), ==, nx_mailbox_id(through));
    g_assert_true(g_path_is_absolute(nx_mailbox_id(mailbox)));
    g_autofree char *first = nx_mailbox_message_id(mailbox, &g_array_index(places, NxPlace, 0));
    g_autofree char *second = nx_mailbox_message_id(mailbox, &g_array_index(places, NxPlace, 1));
    g_autofree char *same = nx_mailbox_message_id(through, &g_array_index(again, NxPlace, 1));
    g_assert_cmpstr(first, !=, second);
    g_assert_cmpstr(second, ==, same);
    g_assert_true(g_str_has_prefix(first, nx_mailbox_id(mailbox)));
    g_assert_cmpint(first[strlen(nx_mailbox_id(mailbox))], ==, 0x1f);
}

/* Ids are kept for years: the hash in them must never change. */
static void test_id_is_for_ever(void)
{
    g_autoptr(NxMailbox) mailbox = open_input(FROM HEAD "\nx\n", strlen(FROM HEAD "\nx\n"), NULL);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_autofree char *id = nx_mailbox_message_id(mailbox, &g_array_index(places, NxPlace, 0));
    g_assert_cmpstr(id, ==,
                    "-\x1f"
                    "0:0d1670b01c32d59b");
}

static void test_notification(void)
{
    static const char *const names[] = {"file.json", "file-in-sns.json"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_test_build_filename(G_TEST_DIST, "mailboxes", "notifications", names[i], NULL);
        GError *error = NULL;
        NxMailbox *mailbox = nx_mailbox_open(path, &error);
        g_assert_no_error(error);
        g_assert_cmpstr(nx_mailbox_label(mailbox), ==, "JSON");
        NxPlace place;
        g_assert_true(nx_mailbox_next(mailbox, &place, NULL, &error));
        g_autofree char *text = box_read(mailbox, &place);
        g_assert_cmpint(*text, ==, '{');
        nx_mailbox_unref(mailbox);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox/pitfalls/each file by itself", test_pitfalls);
    g_test_add_func("/mailbox/pitfalls/all as a folder", test_pitfalls_as_a_folder);
    g_test_add_func("/mailbox/pitfalls/deep, long and many", test_large);
    g_test_add_func("/mailbox/kind/mbox or one message", test_kinds);
    g_test_add_func("/mailbox/kind/what programs leave in front of a message", test_preambles);
    g_test_add_func("/mailbox/kind/a notification in JSON is a message", test_notification);
    g_test_add_func("/mailbox/kind/what is no mail is refused", test_refused);
    g_test_add_func("/mailbox/kind/sockets are never opened", test_never_waits);
    g_test_add_func("/mailbox/kind/what may not be read", test_unreadable);
    g_test_add_func("/mailbox/kind/a refusal is one safe line", test_evil_name);
    g_test_add_func("/mailbox/kind/none lacks a function or a word for people", test_complete);
    g_test_add_func("/mailbox/input/is kept and read again", test_input);
    g_test_add_func("/mailbox/input/of one message", test_input_of_one_message);
    g_test_add_func("/mailbox/input/of nothing", test_empty_input);
    g_test_add_func("/mailbox/name/each kind calls its places in four ways", test_names);
    g_test_add_func("/mailbox/id/the same through a link", test_ids);
    g_test_add_func("/mailbox/id/is for ever", test_id_is_for_ever);
    return g_test_run();
}
