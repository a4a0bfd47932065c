/* JSON, to the byte. */
#include <nixie/json.h>

static void json_escapes_what_it_must_and_no_more(void)
{
    static const struct {
        const char *text, *json;
    } CASES[] = {
        {"", "\"\""},
        {"a\"b\\c", "\"a\\\"b\\\\c\""},
        {"a\nb\tc\rd", "\"a\\nb\\tc\\u000dd\""},
        {"\x01 \x1f", "\"\\u0001 \\u001f\""},
        {" ~\x7f", "\" ~\\u007f\""},
        {"\xc2\x80\xc2\x9f\xc2\xa0", "\"\\u0080\\u009f\xc2\xa0\""},
        {"\xe2\x80\xa7\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa", "\"\xe2\x80\xa7\\u2028\\u2029\\u202a\""},
        {"\xe2\x80\x8b\xef\xbb\xbf\xf3\xa0\x81\x81|", "\"\\u200b\\ufeff\\udb40\\udc41|\""},
        {"\xcc\x81\xf0\x9f\x98\x80", "\"\xcc\x81\xf0\x9f\x98\x80\""},
        {"caf\xe9", "\"caf\xef\xbf\xbd\""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        g_autofree char *want = g_strconcat("\"name\":", CASES[i].json, NULL);
        nx_json_text(out, "name", CASES[i].text);
        g_assert_cmpstr(out->str, ==, want);
    }
}

static void json_can_be_ascii_alone(void)
{
    g_autofree char *ascii = nx_json_ascii("{\"n\":[\"gr\u00f6\u00dfe \\\"\U0001F600\"]}\n");
    g_assert_cmpstr(ascii, ==, "{\"n\":[\"gr\\u00f6\\u00dfe \\\"\\ud83d\\ude00\"]}\n");
}

static void a_comma_stands_between_and_nowhere_else(void)
{
    static const char *const NONE[] = {NULL}, *const TWO[] = {"a:", "b{", NULL};
    g_autoptr(GString) out = g_string_new(NULL);
    nx_json_object_open(out, NULL);
    nx_json_text(out, "t", NULL);
    nx_json_number(out, "n", -7);
    nx_json_texts(out, "l", NULL);
    nx_json_texts(out, "l0", NONE);
    nx_json_texts(out, "l2", TWO);
    nx_json_list_open(out, "o");
    for (guint i = 0; i < 2; i++) {
        nx_json_object_open(out, NULL);
        nx_json_flag(out, "f", i);
        nx_json_object_close(out);
    }
    nx_json_list_close(out);
    nx_json_object_open(out, "e");
    nx_json_object_close(out);
    nx_json_time(out, "at", 1795262400);
    nx_json_time(out, "never", NX_TIME_UNKNOWN);
    nx_json_object_close(out);
    g_assert_cmpstr(out->str, ==,
                    "{\"t\":null,\"n\":-7,\"l\":[],\"l0\":[],\"l2\":[\"a:\",\"b{\"],\"o\":[{\"f\":false},{\"f\":true}],"
                    "\"e\":{},\"at\":\"2026-11-21T12:00:00Z\",\"never\":null}");
}

static void each_line_is_a_document(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < 2; i++) {
        nx_json_object_open(out, NULL);
        nx_json_object_close(out);
        g_string_append_c(out, '\n');
    }
    g_assert_cmpstr(out->str, ==, "{}\n{}\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json/escapes what it must, and no more", json_escapes_what_it_must_and_no_more);
    g_test_add_func("/json/it can be ASCII alone", json_can_be_ascii_alone);
    g_test_add_func("/json/a comma stands between, and nowhere else", a_comma_stands_between_and_nowhere_else);
    g_test_add_func("/json/each line is a document", each_line_is_a_document);
    return g_test_run();
}
