/* Lists of others: whose they are, and what is taken of each line, in tests/export/lists, whose expected.txt says what
 * is made of them. With NIXIE_UPDATE set that is written anew. */
#include <nixie/export.h>
#include <nixie/text.h>
#include <string.h>

static char *list_path(const char *name)
{
    return g_test_build_filename(G_TEST_DIST, "export", "lists", name, NULL);
}

static GBytes *read_list(const char *name)
{
    g_autofree char *path = list_path(name), *text = NULL;
    gsize len;
    g_assert_true(g_file_get_contents(path, &text, &len, NULL));
    return g_bytes_new(text, len);
}

static gint by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *lists(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "export", "lists", NULL);
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    GDir *folder = g_dir_open(path, 0, NULL);
    for (const char *name; (name = g_dir_read_name(folder));)
        if (!g_str_equal(name, "expected.txt"))
            g_ptr_array_add(names, g_strdup(name));
    g_dir_close(folder);
    g_ptr_array_sort(names, by_name);
    return names;
}

static void append_time(GString *out, const char *name, NxTime time)
{
    g_autofree char *text = time == NX_TIME_UNKNOWN ? NULL : nx_time_rfc3339(time);
    if (text)
        g_string_append_printf(out, " %s=%s", name, text);
}

static void append_text(GString *out, const char *name, const char *text)
{
    g_autofree char *shown = text ? nx_safe_screen(text, -1, NX_SAFE_NONE, 0) : NULL;
    if (shown)
        g_string_append_printf(out, " %s=\"%s\"", name, shown);
}

static void append_one(GString *out, const NxImported *one)
{
    char status[NX_STATUS_TEXT_SIZE];
    g_string_append_printf(out, "  %s %s %s/%s", one->key, nx_decision_name(one->decision), nx_class_name(one->klass),
                           nx_reason_name(one->reason));
    if (one->status.klass)
        g_string_append_printf(out, " %s", nx_status_text(one->status, status));
    if (one->reply_code)
        g_string_append_printf(out, " %u", one->reply_code);
    append_time(out, "since", one->since);
    append_time(out, "until", one->until);
    append_time(out, "last", one->last_seen);
    append_text(out, "scope", one->scope);
    append_text(out, "said", one->diagnostic);
    append_text(out, "note", one->note);
    append_text(out, "from", one->file);
    g_string_append_c(out, '\n');
}

static void append_list(GString *out, const char *name)
{
    g_autoptr(GBytes) bytes = read_list(name);
    const NxFormat *format = nx_format_guess(bytes);
    NxProblems *problems = nx_problems_new();
    g_autoptr(GPtrArray) imported = nx_import_read(format, bytes, name, problems);
    g_string_append_printf(out, "%s: %s\n", name, nx_format_name(format));
    for (guint i = 0; i < imported->len; i++)
        append_one(out, imported->pdata[i]);
    g_auto(GStrv) lines = nx_problems_take(problems);
    for (char **line = lines; *line; line++)
        g_string_append_printf(out, "  ! %s\n", *line);
    nx_problems_free(problems);
}

static void lists_of_others_are_known_and_kept_whole(void)
{
    g_autoptr(GPtrArray) names = lists();
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < names->len; i++)
        append_list(all, names->pdata[i]);
    g_autofree char *path = list_path("expected.txt"), *expected = NULL;
    g_file_get_contents(path, &expected, NULL, NULL);
    if (g_strcmp0(expected, all->str) == 0)
        return;
    if (!g_getenv("NIXIE_UPDATE")) {
        g_test_message("%s", all->str);
        g_error("%s is behind: read what NIXIE_UPDATE=1 makes of it", path);
    }
    g_assert_true(g_file_set_contents(path, all->str, -1, NULL));
}

/* Whom they mail, whom they will mail again, and whose time is over must not be suppressed by any list. */
static void nobody_is_suppressed_who_is_only_mentioned(void)
{
    static const char *const ALIVE[] = {"liv@example.org", "old@example.org", "ned@example.org", "lu@example.org"};
    g_autoptr(GPtrArray) names = lists();
    for (guint i = 0; i < names->len; i++) {
        g_autoptr(GBytes) bytes = read_list(names->pdata[i]);
        g_autoptr(GPtrArray) imported = nx_import_read(nx_format_guess(bytes), bytes, "LIST", NULL);
        g_assert_cmpuint(imported->len, >, 0);
        for (guint k = 0; k < imported->len; k++)
            for (guint a = 0; a < G_N_ELEMENTS(ALIVE); a++)
                g_assert_cmpstr(((const NxImported *)imported->pdata[k])->key, !=, ALIVE[a]);
    }
}

/* What a format is called says as much as what it looks like. */
static void a_named_format_reads_what_is_found(void)
{
    static const struct {
        const char *list, *format;
    } CASES[] = {{"sendgrid-bounces.csv", "sendgrid"},
                 {"mandrill.csv", "mandrill"},
                 {"mailgun-bounces.json", "mailgun"},
                 {"ses.json", "ses-jsonl"},
                 {"postmark.json", "postmark"},
                 {"sparkpost.json", "sparkpost"},
                 {"brevo.json", "brevo"},
                 {"mailchimp-cleaned.csv", "mailchimp"},
                 {"listmonk-bounces.json", "listmonk"}};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GBytes) bytes = read_list(CASES[i].list);
        g_test_message("%s", CASES[i].list);
        g_assert_cmpstr(nx_format_name(nx_format_guess(bytes)), ==, CASES[i].format);
        g_assert_true(nx_format_can_read(nx_format_find(CASES[i].format)));
    }
}

static const char *guess(const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    return nx_format_name(nx_format_guess(bytes));
}

static void a_list_that_says_little_is_what_it_looks_like(void)
{
    static const struct {
        const char *text, *format;
    } CASES[] = {
        {"", "text"},
        {"ann@example.org\nbob@example.org\n", "text"},
        {"# a comment\n\nann@example.org\n", "text"},
        {"email\nann@example.org\n", "csv"},
        {"name;email\nAnn;ann@example.org\n", "csv"},
        {"address,decision\nann@example.org,hold\n", "csv"},
        {"address\tdecision\nann@example.org\thold\n", "tsv"},
        {"{\"address\":\"ann@example.org\"}\n", "jsonl"},
        {"{\"address\":\"ann@example.org\",\"decision\":\"hold\"}\n", "jsonl"},
        {"{\"addresses\":[]}\n", "json"},
        {"[\"ann@example.org\"]", "jsonl"},
        {"{", "jsonl"},
        {"ann@example.org 550 5.1.1 gone\n", "postfix-access"},
        {"ann@example.org OK\n", "text"},
        {"ann@example.org: 5.1.1 gone\n", "exim"},
        {"To:ann@example.org ERROR:5.1.1:550 gone\n", "sendmail"},
        {"no address, nowhere\n", "text"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_test_message("%s", CASES[i].text);
        g_assert_cmpstr(guess(CASES[i].text), ==, CASES[i].format);
    }
}

static guint read_json(const char *text, guint bad)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    NxProblems *problems = nx_problems_new();
    g_autoptr(GPtrArray) imported = nx_import_read(nx_format_find("jsonl"), bytes, "LIST", problems);
    g_assert_cmpuint(nx_problems_count(problems), ==, bad);
    nx_problems_free(problems);
    return imported->len;
}

/* Lines, objects without a line's end between them, lists, over many lines; what is broken takes no more than its line,
 * or what is behind it where nobody can say where it ends. */
static void json_is_read_however_it_is_laid_out(void)
{
    static const struct {
        const char *text;
        guint good, bad;
    } CASES[] = {
        {"{\"email\":\"a@b.example\"}{\"email\":\"c@d.example\"}", 2, 0},
        {"[{\"email\":\"a@b.example\"},{\"email\":\"c@d.example\"}]", 2, 0},
        {"[\n {\"email\":\n\"a@b.example\"},\n {\"email\":\"c@d.example\"}\n]\n", 2, 0},
        {"{\n \"email\": \"a@b.example\"\n}\n{\n \"email\": \"c@d.example\"\n}\n", 2, 0},
        {"\xEF\xBB\xBF{\"email\":\"a@b.example\"}\n", 1, 0},
        {"[\"a@b.example\", \"\\u0063@d.example\"]", 2, 0},
        {"{\"email\":\"a@b.example\"}\n{\"email\":\n{\"email\":\"c@d.example\"}\n", 2, 1},
        {"{\"email\":\"a@b.example\"}\n{\"email\":\"x}\n{\"email\":\"c@d.example\"}\n", 2, 1},
        {"[{\"email\":\"a@b.example\"},{\"email\":\"c@d.example\"", 0, 1},
        {"[{\"email\":\"a@b.example\"},7,null,[],{\"email\":\"c@d.example\"}]", 2, 3},
        {"[{\"email\":\"a@b.example\"} ; ]", 1, 1},
        {"{\"email\":\"a@b.example\",}\n{\"email\":\"c@d.example\"}", 1, 1},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_test_message("%s", CASES[i].text);
        g_assert_cmpuint(read_json(CASES[i].text, CASES[i].bad), ==, CASES[i].good);
    }
}

/* However deep, in linear time. */
static void a_hostile_document_is_read_once(void)
{
    static const char *const OPENED[] = {"[", "{\"a\":", "{\"Suppressions\":[", "\"", "[\"\\"};
    for (guint i = 0; i < G_N_ELEMENTS(OPENED); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint n = 0; n < 200000; n++)
            g_string_append(text, OPENED[i]);
        for (guint f = 0; nx_formats()[f]; f++) {
            if (!nx_format_can_read(nx_formats()[f]))
                continue;
            g_autoptr(GBytes) bytes = g_bytes_new(text->str, text->len);
            g_autoptr(GPtrArray) imported = nx_import_read(nx_formats()[f], bytes, "LIST", NULL);
            g_assert_cmpuint(imported->len, ==, 0);
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lists/lists of others are known, and kept whole", lists_of_others_are_known_and_kept_whole);
    g_test_add_func("/lists/nobody is suppressed who is only mentioned", nobody_is_suppressed_who_is_only_mentioned);
    g_test_add_func("/lists/a named format reads what is found", a_named_format_reads_what_is_found);
    g_test_add_func("/lists/a list that says little is what it looks like",
                    a_list_that_says_little_is_what_it_looks_like);
    g_test_add_func("/lists/json is read however it is laid out", json_is_read_however_it_is_laid_out);
    g_test_add_func("/lists/a hostile document is read once", a_hostile_document_is_read_once);
    return g_test_run();
}
