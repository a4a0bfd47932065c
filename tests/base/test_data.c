/* Data files line by line, and tables. */
#include <nixie/data.h>

/* All of a file in one string: "section|argument|key|value;" and "[section argument];" */
static char *read_all(const char *text, gssize len, NxProblems *problems)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, len < 0 ? strlen(text) : (gsize)len);
    NxDataReader *reader = nx_data_reader_new(bytes, "x.rules", problems);
    GString *all = g_string_new(NULL);
    NxDataLine line;
    while (nx_data_reader_next(reader, &line)) {
        g_string_append_printf(all, "%u", line.line);
        if (line.kind == NX_DATA_SECTION)
            g_string_append_printf(all, "[%s %s]", line.section, line.argument);
        else
            g_string_append_printf(all, "%s|%s|%s=%s", line.section, line.argument, line.key, line.value);
        g_string_append_c(all, ';');
    }
    g_assert_cmpstr(nx_data_reader_name(reader), ==, "x.rules");
    nx_data_reader_free(reader);
    return g_string_free(all, FALSE);
}

static void check_read(const char *text, const char *want, const char *complaint)
{
    NxProblems *problems = nx_problems_new();
    g_autofree char *all = read_all(text, -1, problems);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpstr(all, ==, want);
    g_assert_cmpuint(g_strv_length(lines), ==, complaint ? 1 : 0);
    if (complaint)
        g_assert_true(g_str_has_prefix(lines[0], complaint));
    nx_problems_free(problems);
}

static void test_pairs(void)
{
    check_read("", "", NULL);
    check_read("a = b\n", "1||a=b;", NULL);
    check_read("a=b", "1||a=b;", NULL);
    check_read("  # no\n# comment\n\na\t=\tb c \n", "4||a=b c;", NULL);
    check_read("a = x # is part\n", "1||a=x # is part;", NULL);
    check_read("a =\n", "1||a=;", NULL);
    check_read("a\n", "1||a=;", NULL);
    check_read("a = = b\n", "1||a== b;", NULL);
    check_read("match /no = such/\n", "1||match=/no = such/;", NULL);
    check_read("match x=y\n", "1||match=x=y;", NULL);
    check_read("a = 1\na = 2\n", "1||a=1;2||a=2;", NULL);
    check_read("\xef\xbb\xbf"
               "a = 1\r\nb = 2\r\n",
               "1||a=1;2||b=2;", NULL);
}

static void test_sections(void)
{
    check_read("[rule some.id]\na = 1\n[rule other]\n[last]\nb = 2\n",
               "1[rule some.id];2rule|some.id|a=1;3[rule other];4[last ];5last||b=2;", NULL);
    check_read("[ rule   a b ]\n", "1[rule a b];", NULL);
}

static void test_continued(void)
{
    check_read("a = one\n  two\n\tthree\nb = 4\n", "1||a=one two three;4||b=4;", NULL);
    check_read("a =\n  one\n", "1||a=one;", NULL);
    check_read("a = one\n  # a word between\n  [two]\n", "1||a=one [two];", NULL);
    check_read("a = one\n\n  two\n", "1||a=one;", "x.rules:3: ");
}

static void test_faults(void)
{
    check_read("  lost\na = 1\n", "2||a=1;", "x.rules:1: ");
    check_read("= b\na = 1\n", "2||a=1;", "x.rules:1: ");
    check_read("a = \xff\nb = 1\n", "2||b=1;", "x.rules:1: ");
    check_read("a = 1\n   \xff\nb = 1\n", "1||a=1;3||b=1;", "x.rules:2: ");
}

/* The pairs of a section whose name cannot be read must not fall to the one before. */
static void test_broken_section(void)
{
    check_read("[good]\na = 1\n[bad\nb = 2\n  more\n[next]\nc = 3\n", "1[good ];2good||a=1;6[next ];7next||c=3;",
               "x.rules:3: ");
    check_read("[]\nb = 2\n", "", "x.rules:1: ");
    check_read("[good] x\nb = 2\n", "", "x.rules:1: ");
}

static void test_nul(void)
{
    NxProblems *problems = nx_problems_new();
    g_autofree char *all = read_all("a = x\0y\nb = 1\n", 14, problems);
    g_assert_cmpstr(all, ==, "2||b=1;");
    g_assert_cmpuint(nx_problems_count(problems), ==, 1);
    nx_problems_free(problems);
}

static void test_any_bytes(void)
{
    static const char LETTERS[] = "ab =[]#\n\r\t\xff \n\n";
    char text[40];
    for (int i = 0; i < 50000; i++) {
        int len = g_test_rand_int_range(0, sizeof text);
        for (int j = 0; j < len; j++)
            text[j] = LETTERS[g_test_rand_int_range(0, sizeof LETTERS)];
        g_autofree char *all = read_all(text, len, NULL);
        g_assert_true(g_utf8_validate(all, -1, NULL));
    }
}

static NxTable *table_of(const char *text, NxProblems *problems)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    return nx_table_new(bytes, "t.tsv", problems);
}

static void test_table(void)
{
    NxProblems *problems = nx_problems_new();
    NxTable *table = table_of("# first\ncode\ttitle\tnote\n5.1.1\tBad mailbox\t\n\n# x\n5.1.2\t Bad system "
                              "\r\n5.1.3\ta\tb\tc\n5.1.4\t\xff\n4.2.2\tFull\tyes\n",
                              problems);
    g_assert_cmpuint(nx_table_rows(table), ==, 3);
    g_assert_cmpstr(nx_table_cell(table, 0, "title"), ==, "Bad mailbox");
    g_assert_cmpstr(nx_table_cell(table, 0, "note"), ==, "");
    g_assert_cmpstr(nx_table_cell(table, 1, "title"), ==, "Bad system");
    g_assert_cmpstr(nx_table_cell(table, 1, "note"), ==, "");
    g_assert_cmpstr(nx_table_cell(table, 2, "note"), ==, "yes");
    g_assert_cmpstr(nx_table_cell(table, 2, "nothing"), ==, NULL);
    g_assert_cmpuint(nx_table_line(table, 0), ==, 3);
    g_assert_cmpuint(nx_table_line(table, 2), ==, 9);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 2);
    g_assert_true(g_str_has_prefix(lines[0], "t.tsv:7: "));
    g_assert_true(g_str_has_prefix(lines[1], "t.tsv:8: "));
    nx_table_free(table);
    nx_problems_free(problems);
}

static void test_empty_table(void)
{
    NxTable *table = table_of("# nothing\n", NULL);
    g_assert_cmpuint(nx_table_rows(table), ==, 0);
    nx_table_free(table);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/data/keys and values", test_pairs);
    g_test_add_func("/data/sections keep their order", test_sections);
    g_test_add_func("/data/a value goes on where it is indented", test_continued);
    g_test_add_func("/data/a fault names its line, the rest stands", test_faults);
    g_test_add_func("/data/a broken section is passed over whole", test_broken_section);
    g_test_add_func("/data/NUL is refused", test_nul);
    g_test_add_func("/data/any bytes", test_any_bytes);
    g_test_add_func("/data/table/cells by column", test_table);
    g_test_add_func("/data/table/without a row", test_empty_table);
    return g_test_run();
}
