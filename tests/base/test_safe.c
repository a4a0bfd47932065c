/* Text made safe for each place that it is written to. */
#include <nixie/text.h>
#include <locale.h>
#include <wchar.h>

#define CIRCLE "\xe2\x97\x8c"
#define ACUTE "\xcc\x81"
#define MARKS ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE
#define FULLWIDTH_EQUALS "\xef\xbc\x9d"
#define DOTS "\xe2\x80\xa6"

static void check_screen(const char *text, const char *want)
{
    g_autofree char *safe = nx_safe_screen(text, -1, NX_SAFE_NONE, 0);
    g_assert_cmpstr(safe, ==, want);
}

static void test_controls(void)
{
    check_screen("a\x1b[2Jb", "a\\x1B[2Jb");
    check_screen("a\tb\r\nc\x7f", "a\\x09b\\x0D\\x0Ac\\x7F");
    check_screen("\xc2\x9b"
                 "31m",
                 "\\u{009B}31m");
    g_autofree char *nul = nx_safe_screen("a\0b", 3, NX_SAFE_NONE, 0);
    g_assert_cmpstr(nul, ==, "a\\x00b");
}

static void test_hidden(void)
{
    check_screen("x\xe2\x80\xae"
                 "cod.exe",
                 "x\\u{202E}cod.exe");
    check_screen("u\xe2\x80\x8bser", "u\\u{200B}ser");
    check_screen("\xef\xbb\xbfuser", "\\u{FEFF}user");
    check_screen("a\xc2\xad"
                 "b",
                 "a\\u{00AD}b");
    check_screen("\xe2\x80\xa8", "\\u{2028}");
    check_screen("\xee\x80\x80", "\\u{E000}");
    check_screen("\xf3\xa0\x81\x81", "\\u{E0041}");
    check_screen("\xe3\x85\xa4", "\\u{3164}");
    check_screen("\xef\xb8\x8f", "\\u{FE0F}");
    check_screen("\xcd\xb8", "\\u{0378}"); /* unassigned */
    check_screen("\xef\xbf\xbf", "\\u{FFFF}");
}

static void test_what_people_write_stays(void)
{
    check_screen("Zustellung fehlgeschlagen: Größe 5 €", "Zustellung fehlgeschlagen: Größe 5 €");
    check_screen("メールを配信できませんでした", "メールを配信できませんでした");
    check_screen("Почтовый ящик переполнен", "Почтовый ящик переполнен");
    check_screen("e" ACUTE, "e" ACUTE);
}

static void test_undecodable(void)
{
    g_autofree char *safe = nx_safe_screen("a\xff\xc3", 3, NX_SAFE_NONE, 0);
    g_assert_cmpstr(safe, ==, "a\\xFF\\xC3");
}

static void test_marks(void)
{
    check_screen(ACUTE "a", CIRCLE ACUTE "a");
    check_screen("a" ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE "b", "a" ACUTE ACUTE ACUTE ACUTE "b");
    check_screen("\x01" ACUTE, "\\x01" CIRCLE ACUTE);
}

static void test_newlines(void)
{
    g_autofree char *pane = nx_safe_screen("a\n" ACUTE "b\tc\n\td\r\n", -1, NX_SAFE_NEWLINES, 0);
    g_assert_cmpstr(pane, ==, "a\n" CIRCLE ACUTE "b      c\n        d\\x0D\n");
}

static void test_ascii(void)
{
    g_autofree char *safe = nx_safe_screen("Größe" ACUTE "\xff", -1, NX_SAFE_ASCII, 0);
    g_assert_cmpstr(safe, ==, "Gr\\u{00F6}\\u{00DF}e\\u{0301}\\xFF");
}

static void check_bound(const char *text, NxSafeFlags flags, gsize max, const char *want)
{
    g_autofree char *safe = nx_safe_screen(text, -1, flags, max);
    g_assert_cmpstr(safe, ==, want);
}

static void test_bound(void)
{
    check_bound("abcdef", NX_SAFE_NONE, 6, "abcdef");
    check_bound("abcdefg", NX_SAFE_NONE, 6, "abc" DOTS);
    check_bound("abcdefg", NX_SAFE_ASCII, 6, "abc...");
    check_bound("abe" ACUTE "xyz", NX_SAFE_NONE, 7, "ab" DOTS); /* not between a letter and its mark */
    check_bound("ab\x1b"
                "cdefgh",
                NX_SAFE_NONE, 8, "ab" DOTS); /* not inside an escape */
    check_bound("abc", NX_SAFE_NONE, 2, "");
    check_bound("abc", NX_SAFE_ASCII, 2, "");
}

static void check_csv(const char *text, gboolean free_text, const char *want)
{
    g_autofree char *cell = nx_safe_csv(text, free_text);
    g_assert_cmpstr(cell, ==, want);
}

static void test_csv(void)
{
    check_csv("plain", TRUE, "plain");
    check_csv("", TRUE, "");
    check_csv("say \"no\"", TRUE, "\"say \"\"no\"\"\"");
    check_csv("a,b", TRUE, "\"a,b\"");
    check_csv("two\nlines", TRUE, "two\\x0Alines");
    check_csv("=cmd|' /C calc'!A0", TRUE, "\"'=cmd|' /C calc'!A0\"");
    check_csv("+1", TRUE, "\"'+1\"");
    check_csv("-1", TRUE, "\"'-1\"");
    check_csv("@SUM(A1)", TRUE, "\"'@SUM(A1)\"");
    check_csv("\t=1", TRUE, "\"'\\x09=1\"");
    check_csv("\r=1", TRUE, "\"'\\x0D=1\"");
    check_csv("  =1", TRUE, "\"'  =1\"");
    check_csv("\xef\xbc\x9d"
              "1",
              TRUE,
              "\"'\xef\xbc\x9d"
              "1\"");
    check_csv("+tag@example.com", FALSE, "\"+tag@example.com\"");
    check_csv("\"a b\"@example.com", FALSE, "\"\"\"a b\"\"@example.com\"");
    check_csv("'=1", TRUE, "\"''=1\""); /* else it would be read back as a formula that was guarded */
    check_csv("'1", TRUE, "'1");
    check_csv("'=1@example.com", FALSE, "\"'=1@example.com\"");
    /* An address is exact: none of its marks is cut. What could not be seen as it is, is text. */
    check_csv("e" MARKS "@example.com", FALSE, "\"e" MARKS "@example.com\"");
    check_csv("e" MARKS, TRUE, "e" ACUTE ACUTE ACUTE ACUTE);
    check_csv("=\x1b", FALSE, "\"'=\\x1B\"");
}

static void test_tsv(void)
{
    static const struct {
        const char *text, *cell;
    } CASES[] = {{"plain", "plain"},  {"=1", "'=1"},       {"'=1", "''=1"}, {"'1", "'1"},
                 {"a\tb", "a\\x09b"}, {"a\nb", "a\\x0Ab"}, {"a\"b", "a\"b"}};
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *cell = nx_safe_tsv(CASES[i].text);
        g_assert_cmpstr(cell, ==, CASES[i].cell);
    }
}

static void test_guarded_text_comes_back(void)
{
    static const char *const TEXTS[] = {"plain", "=1",    "'=1",     "''=1",          "'1", "'", "", "-", " =1",
                                        "' =1",  "'''@x", "\\x09=1", FULLWIDTH_EQUALS};
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        g_autofree char *cell = nx_safe_tsv(TEXTS[i]);
        g_assert_cmpstr(nx_safe_unguarded(cell), ==, TEXTS[i]);
    }
}

static void test_address(void)
{
    static const char *const GOOD[] = {"a@example.com", "\"a b\"@example.com", "=cmd|x@example.com",
                                       "e" MARKS "@example.com"};
    static const char *const BAD[] = {"a\x7f@x", "a\xc2\xa0@x", "a\xe2\x80\x8b@x", "a\xe2\x80\xae@x",
                                      "a\t@x",   "a\xff@x",     "a\xc2\x85@x"};
    for (gsize i = 0; i < G_N_ELEMENTS(GOOD); i++) {
        g_autofree char *exact = nx_safe_address(GOOD[i]);
        g_assert_cmpstr(exact, ==, GOOD[i]);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(BAD); i++)
        g_assert_null(nx_safe_address(BAD[i]));
}

static void test_text_in_ascii(void)
{
    g_autofree char *ascii = nx_safe_ascii("a,\"gr\u00f6\u00dfe\"\t\U0001F600\n");
    g_assert_cmpstr(ascii, ==, "a,\"gr\\u{00F6}\\u{00DF}e\"\t\\u{1F600}\n");
}

/* Of a list of one address on a line. */
#define LIST_START "-|/*^!@."
#define LIST_WITHOUT ",:;#\"\\<>"

static void test_map_of_quotes(void)
{
    static const struct {
        const char *address;
        gboolean stands;
    } CASES[] = {{"\"a b\"@x", TRUE}, {"a b@x", FALSE},        {"\"a b@x\"", TRUE}, {"#a@x", FALSE},
                 {"a#b@x", TRUE},     {"\"a\\\"b\"@x", FALSE}, {"\"a\" c@x", FALSE}};
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *map = nx_safe_map(CASES[i].address, "#", "\\<>");
        g_assert_cmpstr(map, ==, CASES[i].stands ? CASES[i].address : NULL);
    }
}

static void test_map(void)
{
    static const char *const GOOD[] = {"a@example.com", "o'brien@example.com", "a+b=c@example.com",
                                       "größe@example.com"};
    static const char *const BAD[] = {"",
                                      "a b@x",
                                      "a\tb@x",
                                      "a\n@x",
                                      "a,b@x",
                                      "a:b@x",
                                      "a#b@x",
                                      "\"a\"@x",
                                      "a\\b@x",
                                      "<a@x>",
                                      "-a@x",
                                      "|a@x",
                                      "/a@x",
                                      "a\xff@x",
                                      "*@x",
                                      "^a@x",
                                      "!a@x",
                                      "@x",
                                      ".x",
                                      "a;b@x",
                                      "a\x7f@x",
                                      "a\xc2\xa0@x",
                                      "a\xe2\x80\x8b@x",
                                      "a\xe2\x80\xae@x"};
    for (gsize i = 0; i < G_N_ELEMENTS(GOOD); i++) {
        g_autofree char *map = nx_safe_map(GOOD[i], LIST_START, LIST_WITHOUT);
        g_assert_cmpstr(map, ==, GOOD[i]);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(BAD); i++) {
        g_autofree char *map = nx_safe_map(BAD[i], LIST_START, LIST_WITHOUT);
        g_assert_cmpstr(map, ==, NULL);
    }
}

static void test_pipe(void)
{
    g_autofree char *good = nx_safe_pipe("\"a b\"@example.com");
    g_assert_cmpstr(good, ==, "\"a b\"@example.com");
    static const char *const BAD[] = {"a\nb",  "a\rb",      "a\tb",          "a\x1b",
                                      "a\x7f", "a\xc2\x85", "a\xe2\x80\xa8", "a\xe2\x80\xa9"};
    for (gsize i = 0; i < G_N_ELEMENTS(BAD); i++) {
        g_autofree char *pipe = nx_safe_pipe(BAD[i]);
        g_assert_cmpstr(pipe, ==, NULL);
    }
}

/* ---- Of any bytes whatever --------------------------------------------------------------------------------------- */

static gboolean is_harmless(gunichar c, NxSafeFlags flags)
{
    if (c == '\n')
        return flags & NX_SAFE_NEWLINES;
    if (flags & NX_SAFE_ASCII && c > 0x7E)
        return FALSE;
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR: return FALSE;
    default: return !(c >= 0xFE00 && c <= 0xFE0F) && !(c >= 0xE0000 && c <= 0xE0FFF);
    }
}

static guint count_cells(const char *safe)
{
    guint cells = 0;
    NxCluster cluster;
    gsize bytes = 0;
    for (const char *at = safe, *end = safe + strlen(safe); nx_cluster_next(&at, end, &cluster);
         cells += cluster.width) {
        g_assert_true(g_utf8_validate(cluster.bytes, cluster.len, NULL));
        g_assert_true(cluster.width == 1 || cluster.width == 2);
        g_assert_cmpuint(strlen(cluster.bytes), ==, cluster.len);
        bytes += cluster.len;
    }
    g_assert_cmpuint(bytes, ==, strlen(safe));
    return cells;
}

static void check_any(const char *bytes, gsize len, NxSafeFlags flags, gsize max)
{
    g_autofree char *safe = nx_safe_screen(bytes, (gssize)len, flags, max);
    g_assert_true(g_utf8_validate(safe, -1, NULL));
    if (max)
        g_assert_cmpuint(strlen(safe), <=, max);
    for (const char *at = safe; *at; at = g_utf8_next_char(at))
        g_assert_true(is_harmless(g_utf8_get_char(at), flags));
    guint cells = nx_cells(safe, -1);
    g_assert_cmpuint(cells, ==, count_cells(safe));
    g_autofree char *again = nx_safe_screen(safe, -1, flags, 0);
    g_assert_cmpstr(again, ==, safe);

    guint to = cells ? (guint)g_test_rand_int_range(0, (gint)cells + 1) : 0, tail = (guint)g_test_rand_int_range(0, 8);
    g_autofree char *cut = nx_cut(safe, to, tail, flags & NX_SAFE_ASCII);
    g_assert_true(g_utf8_validate(cut, -1, NULL));
    g_assert_cmpuint(nx_cells(cut, -1), <=, to);
}

/* Bytes as they come, or code points from where it hurts. */
static void random_text(GString *text)
{
    static const gunichar NASTY[] = {0x1B,    0x9B,   0x200D, 0x202E, 0x2066, 0x0301, 0x1F1E6, 0x1F468, 0xFE0F,
                                     0xE0041, 0x4E2D, 0xAC00, 0x1161, 0xFEFF, 0,      0x0E33,  0x0903};
    g_string_truncate(text, 0);
    for (int n = g_test_rand_int_range(0, 60); n; n--)
        switch (g_test_rand_int_range(0, 4)) {
        case 0: g_string_append_c(text, (char)g_test_rand_int_range(0, 256)); break;
        case 1: g_string_append_c(text, (char)g_test_rand_int_range(' ', 127)); break;
        case 2: g_string_append_unichar(text, NASTY[g_test_rand_int_range(0, G_N_ELEMENTS(NASTY))]); break;
        default: g_string_append_unichar(text, (gunichar)g_test_rand_int_range(0x80, 0xD800)); break;
        }
}

static void test_any_bytes(void)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 20000; i++) {
        random_text(text);
        check_any(text->str, text->len, i & 3, i & 4 ? 0 : (gsize)g_test_rand_int_range(1, 40));
    }
    g_string_free(text, TRUE);
}

/* Every code point there is, with a letter on both sides. */
static void test_every_code_point(void)
{
    for (gunichar c = 1; c < 0x110000; c++) {
        char text[16] = "a";
        if (c >= 0xD800 && c < 0xE000)
            continue;
        gint len = g_unichar_to_utf8(c, text + 1);
        text[1 + len] = 'b';
        text[2 + len] = '\0';
        g_autofree char *safe = nx_safe_screen(text, -1, NX_SAFE_NONE, 0);
        if (!is_harmless(c, NX_SAFE_NONE))
            g_assert_cmpstr(safe, !=, text);
        g_assert_cmpuint(nx_cells(safe, -1), >=, 2);
        g_assert_true(*safe == 'a' && g_str_has_suffix(safe, "b"));
    }
}

/* Curses asks wcwidth; where we say one thing and it another, the rest of the row stands askew. */
static void test_widths_agree_with_the_terminal_library(void)
{
    if (!setlocale(LC_CTYPE, "C.UTF-8")) {
        g_test_skip("no UTF-8 locale");
        return;
    }
    guint askew = 0;
    for (gunichar c = 0x20; c < 0x110000; c++) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        char text[8] = "";
        g_unichar_to_utf8(c, text);
        g_autofree char *safe = nx_safe_screen(text, -1, NX_SAFE_NONE, 0);
        gboolean mark = g_str_has_prefix(safe, CIRCLE) && c != 0x25CC;
        if (!mark && strcmp(safe, text) != 0)
            continue;
        int cells = mark ? 0 : (int)nx_cells(safe, -1);
        if (cells != wcwidth((wchar_t)c) && askew++ < 20)
            g_test_message("U+%04X: %d cells, wcwidth %d", c, cells, wcwidth((wchar_t)c));
    }
    g_assert_cmpuint(askew, ==, 0);
}

static void test_storm(void)
{
    GString *text = g_string_new("a");
    for (int i = 0; i < 500000; i++)
        g_string_append(text, ACUTE);
    g_autofree char *safe = nx_safe_screen(text->str, (gssize)text->len, NX_SAFE_NONE, 0);
    g_assert_cmpstr(safe, ==, "a" ACUTE ACUTE ACUTE ACUTE);
    g_string_free(text, TRUE);
}

static void test_long_line(void)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 100000; i++)
        g_string_append(text, "\xe4\xb8\xad\x1b[31m ");
    g_autofree char *safe = nx_safe_screen(text->str, (gssize)text->len, NX_SAFE_NONE, 1000);
    g_assert_cmpuint(strlen(safe), <=, 1000);
    g_assert_cmpuint(strlen(safe), >, 980);
    g_autofree char *whole = nx_safe_screen(text->str, (gssize)text->len, NX_SAFE_NONE, text->len * 4);
    g_assert_cmpuint(nx_cells(whole, -1), ==, 100000 * 11);
    g_string_free(text, TRUE);
}

/* ---- Cells ------------------------------------------------------------------------------------------------------- */

static void test_cells(void)
{
    g_assert_cmpuint(nx_cells("", -1), ==, 0);
    g_assert_cmpuint(nx_cells("abc", 2), ==, 2);
    g_assert_cmpuint(nx_cells("e" ACUTE "x", -1), ==, 2);
    g_assert_cmpuint(nx_cells("中文", -1), ==, 4);
    g_assert_cmpuint(nx_cells("\xf0\x9f\x98\x80", -1), ==, 2);                 /* a face */
    g_assert_cmpuint(nx_cells("\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa", -1), ==, 2); /* two regional indicators, singly */
}

static void check_cut(const char *safe, guint cells, guint tail, gboolean ascii, const char *want)
{
    g_autofree char *cut = nx_cut(safe, cells, tail, ascii);
    g_assert_cmpstr(cut, ==, want);
}

static void test_cut(void)
{
    check_cut("short", 5, 0, FALSE, "short");
    check_cut("longer", 5, 0, FALSE, "long" DOTS);
    check_cut("longer", 5, 0, TRUE, "lo...");
    check_cut("someone@example.com", 12, 4, FALSE, "someone" DOTS ".com");
    check_cut("someone@example.com", 12, 4, TRUE, "someo....com");
    check_cut("someone@example.com", 5, 20, FALSE, DOTS ".com");
    check_cut("中文字", 4, 0, FALSE, "中" DOTS);
    check_cut("abc", 0, 0, FALSE, "");
    check_cut("abc", 1, 0, FALSE, DOTS);
    check_cut("abcdef", 2, 0, TRUE, "ab");
    check_cut("abcdef", 3, 0, TRUE, "...");
    check_cut("xe" ACUTE "e" ACUTE "z", 3, 0, FALSE, "xe" ACUTE DOTS);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/safe/screen/controls are seen, not obeyed", test_controls);
    g_test_add_func("/safe/screen/what hides or reorders is seen", test_hidden);
    g_test_add_func("/safe/screen/what people write stays", test_what_people_write_stays);
    g_test_add_func("/safe/screen/undecodable bytes are seen", test_undecodable);
    g_test_add_func("/safe/screen/marks need a base and are few", test_marks);
    g_test_add_func("/safe/screen/reading panes keep lines and tab stops", test_newlines);
    g_test_add_func("/safe/screen/ascii alone where that is all there is", test_ascii);
    g_test_add_func("/safe/screen/is cut at a whole character", test_bound);
    g_test_add_func("/safe/screen/holds for any bytes", test_any_bytes);
    g_test_add_func("/safe/screen/holds for every code point", test_every_code_point);
    g_test_add_func("/safe/screen/a storm of marks comes to four", test_storm);
    g_test_add_func("/safe/screen/a line of a megabyte is cut", test_long_line);
    g_test_add_func("/safe/csv/no formula, no broken cell", test_csv);
    g_test_add_func("/safe/tsv/no formula, no broken cell", test_tsv);
    g_test_add_func("/safe/csv/what was guarded comes back as it was", test_guarded_text_comes_back);
    g_test_add_func("/safe/address/exact or not at all", test_address);
    g_test_add_func("/safe/ascii/what is none becomes visible", test_text_in_ascii);
    g_test_add_func("/safe/map/blanks stand in quotes alone", test_map_of_quotes);
    g_test_add_func("/safe/map/what would harm a map is refused", test_map);
    g_test_add_func("/safe/pipe/one line stays one line", test_pipe);
    g_test_add_func("/safe/cells/letters, marks, wide ones", test_cells);
    g_test_add_func("/safe/cells/are those of the terminal library", test_widths_agree_with_the_terminal_library);
    g_test_add_func("/safe/cut/to cells, with a tail", test_cut);
    return g_test_run();
}
