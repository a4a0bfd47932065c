/* What each format makes of the same records: its syntax, in tests/export/goldens, and what it leaves out. With
 * NIXIE_UPDATE set they are written anew. And what comes back where a list is read again. */
#include "export/format.h"
#include <nixie/address.h>
#include <nixie/text.h>
#include <string.h>

#define NOW ((NxTime)1795255200) /* 2026-11-21T10:00:00Z */
#define MARKS "\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x86\xcc\x87"

static NxRecord *add(GPtrArray *list, const char *address, NxDecision decision)
{
    NxRecord *r = g_new0(NxRecord, 1);
    r->spelling = g_strdup(address);
    r->key = *address == '@' ? g_strdup(address) : nx_address_key(address, -1);
    g_assert_nonnull(r->key);
    r->decision = decision;
    r->since = NOW - NX_DAY;
    g_ptr_array_add(list, r);
    return r;
}

static void say(NxRecord *record, NxReason reason, NxClass klass, NxStatus status, guint reply, const char *diagnostic)
{
    record->reason = reason;
    record->klass = klass;
    record->status = status;
    record->reply_code = reply;
    record->diagnostic = g_strdup(diagnostic);
    record->first_seen = record->last_seen = NOW;
    record->seen = 1;
}

/* Ordinary ones, and those that a list would be broken by. */
static GPtrArray *records(void)
{
    static const char *const HOSTILE[] = {"\"quo ted\"@example.org",   "\"com,ma\"@example.org",
                                          "\"col:on\"@example.org",    "\"back\\\\slash\"@example.org",
                                          "\"quo\\\"te\"@example.org", "o#x@example.org",
                                          "#hash@example.org",         "=cmd|x@example.org",
                                          "'=y@example.org",           "+1@example.org",
                                          "-dash@example.org",         "!bang@example.org",
                                          "*star@example.org",         "^caret@example.org",
                                          "$(reboot)x@example.org",    "{brace}@example.org",
                                          "literal@[192.0.2.1]",       "literal@[IPv6:2001:db8::1]",
                                          "e" MARKS "@example.org",    "Über@example.org",
                                          "über@example.org"};
    GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    say(add(list, "Anna@Example.org", NX_DECISION_SUPPRESS), NX_REASON_USERUNKNOWN, NX_CLASS_HARD, (NxStatus){5, 1, 1},
        550, "550 5.1.1 no such user, sorry");
    say(add(list, "carl@example.org", NX_DECISION_SUPPRESS), NX_REASON_FEEDBACK, NX_CLASS_COMPLAINT, NX_STATUS_NONE, 0,
        NULL);
    say(add(list, "formula@example.org", NX_DECISION_SUPPRESS), NX_REASON_SUSPEND, NX_CLASS_HARD, (NxStatus){5, 2, 1},
        550, "=HYPERLINK(\"http://x.example\")\n\x1b[2J\u202e\u200b");
    add(list, "jürgen@bücher.example", NX_DECISION_SUPPRESS);
    add(list, "jo@xn--bcher-kva.example", NX_DECISION_SUPPRESS);
    for (guint i = 0; i < G_N_ELEMENTS(HOSTILE); i++) {
        g_autofree char *key = nx_address_key(HOSTILE[i], -1);
        if (key)
            add(list, HOSTILE[i], NX_DECISION_SUPPRESS);
    }
    add(list, "till@example.org", NX_DECISION_SUPPRESS)->until = NOW + NX_DAY;
    NxRecord *paused = add(list, "paused@example.org", NX_DECISION_RETRY);
    say(paused, NX_REASON_MAILBOXFULL, NX_CLASS_SOFT, (NxStatus){4, 2, 2}, 452, "452 4.2.2 full");
    paused->not_before = NOW + NX_DAY;
    paused->attempt = 2;
    paused->attempts = 4;
    add(list, "held@example.org", NX_DECISION_HOLD)->cause = g_strdup("example/blocked");
    add(list, "ignored@example.org", NX_DECISION_IGNORE);
    add(list, "@dead.example", NX_DECISION_SUPPRESS);
    return list;
}

typedef struct {
    GString *list;
    GPtrArray *held;
    char **left_out;
} Written;

static Written write_as(const NxFormat *format, const GPtrArray *list, NxExportStyle style)
{
    NxProblems *problems = nx_problems_new();
    Written written = {.list = g_string_new(NULL)};
    written.held = nx_export_write(format, list, &style, written.list, problems);
    written.left_out = nx_problems_take(problems);
    nx_problems_free(problems);
    return written;
}

static void clear(Written *written)
{
    g_string_free(written->list, TRUE);
    g_ptr_array_unref(written->held);
    g_strfreev(written->left_out);
}

static void check_golden(const char *name, const char *text)
{
    g_autofree char *base = g_strconcat(name, ".txt", NULL);
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "export", "goldens", base, NULL), *golden = NULL;
    g_file_get_contents(path, &golden, NULL, NULL);
    if (g_strcmp0(golden, text) == 0)
        return;
    if (!g_getenv("NIXIE_UPDATE")) {
        g_test_message("%s", text);
        g_error("%s is behind: read what NIXIE_UPDATE=1 makes of it, and whether its software reads that", path);
    }
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void a_list_looks_as_its_software_reads_it(gconstpointer data)
{
    const NxFormat *format = data;
    g_autoptr(GPtrArray) list = records(), one = g_ptr_array_new();
    g_ptr_array_add(one, list->pdata[0]);
    Written all = write_as(format, list, (NxExportStyle){0});
    Written removal = write_as(format, one, (NxExportStyle){.removal = TRUE});
    g_autofree char *left_out = g_strjoinv("\n", all.left_out);
    g_autofree char *golden =
        g_strdup_printf("%s---- to be removed\n%s---- left out\n%s\n", all.list->str, removal.list->str, left_out);
    check_golden(nx_format_name(format), golden);
    for (const char *at = all.list->str; *at; at = g_utf8_next_char(at)) /* whatever stands in it */
        g_assert_true(*at == '\n' || *at == '\r' || *at == '\t' || !g_unichar_iscntrl(g_utf8_get_char(at)));
    clear(&removal);
    clear(&all);
}

/* Nobody else than those that were written, and, of the lists that say what is to be left out, all of them. */
static void what_is_read_back_are_the_very_addresses(gconstpointer data)
{
    const NxFormat *format = data;
    g_autoptr(GPtrArray) list = records();
    g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);
    Written all = write_as(format, list, (NxExportStyle){0});
    guint domains = 0; /* that no list of others takes in as a whole */
    for (guint i = 0; i < all.held->len; i++) {
        const NxRecord *record = all.held->pdata[i];
        g_hash_table_add(keys, record->key);
        domains += *record->key == '@' && !format->own;
    }
    guint told = g_hash_table_size(keys);
    for (char **line = all.left_out; *line; line++)
        told -= strstr(*line, "stands there once") != NULL; /* together with another */
    g_autoptr(GBytes) bytes = g_bytes_new(all.list->str, all.list->len);
    NxProblems *problems = nx_problems_new();
    g_autoptr(GPtrArray) imported = nx_import_read(format, bytes, "LIST", problems);
    g_autoptr(GHashTable) back = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < imported->len; i++) {
        const NxImported *one = imported->pdata[i];
        g_test_message("%s", one->key);
        g_assert_true(g_hash_table_contains(keys, one->key));
        g_hash_table_add(back, one->key);
    }
    /* A map's lines for now, and events that end nothing, leave nobody out for good, and are named. */
    g_assert_cmpuint(g_hash_table_size(back) + nx_problems_count(problems), ==, told);
    if (!format->events && !format->refusals)
        g_assert_cmpuint(nx_problems_count(problems), ==, domains);
    nx_problems_free(problems);
    clear(&all);
}

/* In each alphabet but ours, and where a spelling hides what it is. */
static void nothing_but_ascii_where_that_is_asked(gconstpointer data)
{
    const NxFormat *format = data;
    g_autoptr(GPtrArray) list = records();
    Written all = write_as(format, list, (NxExportStyle){.ascii = TRUE});
    g_assert_true(g_str_is_ascii(all.list->str));
    g_autofree char *said = g_strjoinv("\n", all.left_out);
    if (format->decisions || format->own) {
        g_assert_nonnull(strstr(said, "jürgen@bücher.example: this address cannot be written in ASCII"));
        g_assert_null(strstr(said, "jo@xn--bcher-kva.example"));
        g_assert_nonnull(strstr(all.list->str, "jo@xn--bcher-kva.example"));
    }
    clear(&all);
}

static void a_spelling_that_hides_something_gives_way_to_the_key(void)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    NxRecord *hidden = add(list, "Ann@exam\u00adple.org", NX_DECISION_SUPPRESS);
    g_assert_cmpstr(hidden->key, ==, "ann@example.org");
    NxRecord *other = add(list, "bob@example.org", NX_DECISION_SUPPRESS);
    g_free(other->spelling);
    other->spelling = g_strdup("eve@example.net"); /* a ledger that somebody wrote in */
    static const char *const NAMES[] = {"text", "mailgun", "ses-csv"};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        Written all = write_as(nx_format_find(NAMES[i]), list, (NxExportStyle){0});
        g_assert_nonnull(strstr(all.list->str, "Ann@example.org"));
        g_assert_null(strstr(all.list->str, "\u00ad"));
        g_assert_nonnull(strstr(all.list->str, "bob@example.org"));
        g_assert_null(strstr(all.list->str, "eve@"));
        clear(&all);
    }
}

static GPtrArray *many(guint n)
{
    GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    for (guint i = 0; i < n; i++) {
        g_autofree char *address = g_strdup_printf("a%06u@example.org", i);
        add(list, address, NX_DECISION_SUPPRESS);
    }
    return list;
}

static guint lines_of(const GString *list)
{
    guint n = 0;
    for (const char *at = list->str; *at; at++)
        n += *at == '\n';
    return n;
}

/* A call takes 50, and a file 100,000. */
static void a_list_is_no_longer_than_it_may_be(void)
{
    static const struct {
        const char *format;
        guint n, lines;
    } CALLS[] = {{"postmark", 0, 0},  {"postmark", 1, 1}, {"postmark", 50, 1},
                 {"postmark", 51, 2}, {"resend", 100, 1}, {"resend", 101, 2}};
    for (guint i = 0; i < G_N_ELEMENTS(CALLS); i++) {
        g_autoptr(GPtrArray) list = many(CALLS[i].n);
        Written all = write_as(nx_format_find(CALLS[i].format), list, (NxExportStyle){0});
        g_assert_cmpuint(all.held->len, ==, CALLS[i].n);
        g_assert_cmpuint(lines_of(all.list), ==, CALLS[i].lines);
        clear(&all);
    }
    static const struct {
        guint n, part, held, problems;
    } FILES[] = {
        {100000, 0, 100000, 0}, {100001, 0, 100000, 1}, {100001, 1, 100000, 0}, {100001, 2, 1, 0}, {100001, 3, 0, 0}};
    for (guint i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autoptr(GPtrArray) list = many(FILES[i].n);
        Written all = write_as(nx_format_find("ses-csv"), list, (NxExportStyle){.part = FILES[i].part});
        g_assert_cmpuint(all.held->len, ==, FILES[i].held);
        g_assert_cmpuint(lines_of(all.list), ==, FILES[i].held);
        g_assert_cmpuint(g_strv_length(all.left_out), ==, FILES[i].problems);
        if (FILES[i].held == 1)
            g_assert_cmpstr(all.list->str, ==, "a100000@example.org,BOUNCE\n");
        clear(&all);
    }
}

/* Bytes count as well; each file has its head. */
static void a_file_is_no_bigger_than_it_may_be(void)
{
    const NxFormat *brevo = nx_format_find("brevo");
    gsize row = strlen("a000000@example.org;suppressed\n");
    guint fit = (guint)(brevo->bytes / row);
    g_autoptr(GPtrArray) list = many(fit + 1);
    Written first = write_as(brevo, list, (NxExportStyle){.part = 1}),
            second = write_as(brevo, list, (NxExportStyle){.part = 2});
    g_assert_cmpuint(first.held->len, ==, fit);
    g_assert_cmpuint(first.list->len, ==, strlen("EMAIL;REASON\n") + fit * row);
    g_assert_cmpuint(second.held->len, ==, 1);
    g_assert_true(g_str_has_prefix(second.list->str, "EMAIL;REASON\na"));
    clear(&first);
    clear(&second);
}

/* An address that begins like a formula is exact, unless a spreadsheet is to see it; either comes back. */
static void formulas_come_back(void)
{
    static const char *const NAMES[] = {"csv", "tsv"};
    g_autoptr(GPtrArray) list = records();
    for (guint i = 0; i < 2 * G_N_ELEMENTS(NAMES); i++) {
        const NxFormat *format = nx_format_find(NAMES[i / 2]);
        gboolean guarded = i % 2;
        Written all = write_as(format, list, (NxExportStyle){.for_spreadsheet = guarded});
        g_assert_true((strstr(all.list->str, "'+1@example.org") != NULL) == guarded);
        g_assert_true((strstr(all.list->str, "''=y@example.org") != NULL) == guarded);
        g_assert_nonnull(strstr(all.list->str, "'=HYPERLINK"));
        g_assert_true(g_str_has_prefix(all.list->str, guarded ? "guarded_address" : "address"));
        g_autoptr(GBytes) bytes = g_bytes_new(all.list->str, all.list->len);
        g_autoptr(GPtrArray) imported = nx_import_read(format, bytes, "LIST", NULL);
        g_assert_cmpuint(imported->len, ==, list->len);
        for (guint k = 0; k < list->len; k++) {
            g_assert_cmpstr(((NxImported *)imported->pdata[k])->key, ==, ((NxRecord *)list->pdata[k])->key);
            if (*((NxRecord *)list->pdata[k])->key != '@')
                g_assert_cmpstr(((NxImported *)imported->pdata[k])->spelling, ==,
                                ((NxRecord *)list->pdata[k])->spelling);
        }
        clear(&all);
    }
}

/* Who may still be mailed must not stand where software says that nobody mails him. */
static void nobody_is_suppressed_by_a_map_unless_decided(void)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    add(list, "seen@example.org", NX_DECISION_IGNORE);
    add(list, "open@example.org", NX_DECISION_NONE);
    for (guint i = 0; nx_formats()[i]; i++) {
        const NxFormat *format = nx_formats()[i];
        if (!format->decisions)
            continue;
        Written all = write_as(format, list, (NxExportStyle){0}),
                removal = write_as(format, list, (NxExportStyle){.removal = TRUE});
        g_assert_cmpuint(all.held->len, ==, 0);
        g_assert_null(strchr(all.list->str, '@'));
        g_assert_cmpuint(removal.held->len, ==, 2);
        clear(&all);
        clear(&removal);
    }
}

static void add_for_each(const char *path, void (*test)(gconstpointer), gboolean (*wanted)(const NxFormat *))
{
    for (guint i = 0; nx_formats()[i]; i++) {
        g_autofree char *full = g_strdup_printf("%s/%s", path, nx_format_name(nx_formats()[i]));
        if (nx_format_can_write(nx_formats()[i]) && wanted(nx_formats()[i]))
            g_test_add_data_func(full, nx_formats()[i], test);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add_for_each("/goldens/a list looks as its software reads it", a_list_looks_as_its_software_reads_it,
                 nx_format_can_write);
    add_for_each("/goldens/what is read back are the very addresses", what_is_read_back_are_the_very_addresses,
                 nx_format_can_read);
    add_for_each("/goldens/nothing but ASCII where that is asked", nothing_but_ascii_where_that_is_asked,
                 nx_format_can_write);
    g_test_add_func("/goldens/a spelling that hides something gives way to the key",
                    a_spelling_that_hides_something_gives_way_to_the_key);
    g_test_add_func("/goldens/a list is no longer than it may be", a_list_is_no_longer_than_it_may_be);
    g_test_add_func("/goldens/a file is no bigger than it may be", a_file_is_no_bigger_than_it_may_be);
    g_test_add_func("/goldens/formulas come back", formulas_come_back);
    g_test_add_func("/goldens/nobody is suppressed by a map unless decided",
                    nobody_is_suppressed_by_a_map_unless_decided);
    return g_test_run();
}
