/* JSON where it stands: what is whole, cut off or none; what stands at a path; what a string says. */
#include "base/json_text.h"
#include <string.h>

static NxBytes bytes(const char *text)
{
    return (NxBytes){text, strlen(text)};
}

static const struct {
    const char *text;
    NxJsonEnd end;
    gsize len;
} SCANNED[] = {
    {"{}", NX_JSON_WHOLE, 2},
    {"[]x", NX_JSON_WHOLE, 2},
    {"{\"a\":1}{", NX_JSON_WHOLE, 7},
    {" [ 1 , -2.5e+3 , true , false , null , \"x\" , { \"a\" : [ ] } ] ", NX_JSON_WHOLE, 60},
    {"\"a\\\"b\"c", NX_JSON_WHOLE, 6},
    {"12 ", NX_JSON_WHOLE, 2},
    {"12", NX_JSON_CUT, 2}, /* more digits may follow */
    {"tru", NX_JSON_CUT, 3},
    {"true", NX_JSON_WHOLE, 4},
    {"", NX_JSON_CUT, 0},
    {"{\"a\":1", NX_JSON_CUT, 6},
    {"{\"a\":\"x", NX_JSON_CUT, 7},
    {"{\"a\":\"x\\", NX_JSON_CUT, 8},
    {"{\"a\"", NX_JSON_CUT, 4},
    {"{\"a\":1,", NX_JSON_CUT, 7},
    {"[", NX_JSON_CUT, 1},
    {"{\"a\":\"x\ny\"}", NX_JSON_BAD, 8},
    {"{\"a\":1 {", NX_JSON_BAD, 7},
    {"{\"a\":1]", NX_JSON_BAD, 6},
    {"{a:1}", NX_JSON_BAD, 1},
    {"{\"a\" 1}", NX_JSON_BAD, 6},
    {"[1,]", NX_JSON_BAD, 3},
    {"nul", NX_JSON_CUT, 3},
    {"nulx", NX_JSON_BAD, 4},
    {"hello", NX_JSON_BAD, 5},
    {"}", NX_JSON_BAD, 0},
};

static void test_scan(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(SCANNED); i++) {
        gsize len;
        g_test_message("%s", SCANNED[i].text);
        g_assert_cmpint(nx_json_scan(bytes(SCANNED[i].text), &len), ==, SCANNED[i].end);
        g_assert_cmpuint(len, ==, SCANNED[i].len);
    }
}

/* Brackets on the bound are read, one more is none. */
static void test_depth(void)
{
    for (guint depth = NX_JSON_DEPTH; depth <= NX_JSON_DEPTH + 1; depth++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint i = 0; i < depth; i++)
            g_string_append_c(text, '[');
        for (guint i = 0; i < depth; i++)
            g_string_append_c(text, ']');
        gsize len;
        g_assert_cmpint(nx_json_scan((NxBytes){text->str, text->len}, &len), ==,
                        depth == NX_JSON_DEPTH ? NX_JSON_WHOLE : NX_JSON_BAD);
    }
}

static gboolean collect(NxBytes value, gpointer user)
{
    g_string_append_len(user, value.at, (gssize)value.len);
    g_string_append_c(user, '|');
    return TRUE;
}

static const char TREE[] =
    "{\"a\":{\"b\":[{\"c\":1},{\"c\":\"two\"},{\"d\":3},4]},\"n\":null,\"x\":[\"p\",\"q\"],\"y\":5,\"y\":6,"
    "\"e.f\":7,\"\":8}";

static void test_paths(void)
{
    static const struct {
        const char *path, *want;
    } PATHS[] = {{"a.b[].c", "1|\"two\"|"},
                 {"a.b[]", "{\"c\":1}|{\"c\":\"two\"}|{\"d\":3}|4|"},
                 {"x[]", "\"p\"|\"q\"|"},
                 {"y", "6|"},
                 {"a.c", ""},
                 {"a.b.c", ""},
                 {"y[]", ""},
                 {"y.z", ""},
                 {"A.b[].c", ""},
                 {"n", "null|"}};
    for (gsize i = 0; i < G_N_ELEMENTS(PATHS); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        g_test_message("%s", PATHS[i].path);
        g_assert_true(nx_json_each(bytes(TREE), PATHS[i].path, collect, out));
        g_assert_cmpstr(out->str, ==, PATHS[i].want);
    }
    NxBytes found;
    g_assert_false(nx_json_find(bytes(TREE), "n", &found)); /* what is null is not there */
    g_assert_true(nx_json_find(bytes(TREE), "a.b[].c", &found));
    g_assert_cmpmem(found.at, found.len, "1", 1);
    g_assert_true(nx_json_find(bytes("[1]"), "[]", &found));
    g_assert_false(nx_json_find(bytes("\"a\""), "a", &found));
}

static void test_text(void)
{
    static const struct {
        const char *value, *want;
    } TEXTS[] = {{"\"a\\\\b\\/\\\"\\t\"", "a\\b/\"\t"},
                 {"\"\\u00fc\\uD83D\\ude00\"", "\xc3\xbc\xf0\x9f\x98\x80"},
                 {"\"\\ud83d\\u0041\\udc00x\"", "\xef\xbf\xbd"
                                                "A\xef\xbf\xbdx"},
                 {"\"\\u00\"", "\xef\xbf\xbd"},
                 {"\"a\\u0000b\"", "a\xe2\x90\x80"
                                   "b"},
                 {"\"\xff\"", "\\xFF"},
                 {"12.5", "12.5"},
                 {"true", "true"},
                 {"\"\"", ""},
                 {"null", NULL},
                 {"{}", NULL},
                 {"[1]", NULL}};
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        g_autofree char *text = nx_json_text_of(bytes(TEXTS[i].value));
        g_test_message("%s", TEXTS[i].value);
        g_assert_cmpstr(text, ==, TEXTS[i].want);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json text/what is whole, cut off or none", test_scan);
    g_test_add_func("/json text/brackets have a bound", test_depth);
    g_test_add_func("/json text/what stands at a path", test_paths);
    g_test_add_func("/json text/what a string says", test_text);
    return g_test_run();
}
