/* Bytes to text: every charset, misspelt ones, none at all; nothing vanishes. */
#include "parse/charset.h"

static void test_charsets(void)
{
    static const struct {
        const char *charset, *bytes, *text;
    } cases[] = {
        {"utf-8", "gr\xc3\xbc\xc3\x9f", "grüß"},
        {"UFT-8", "gr\xc3\xbc\xc3\x9f", "grüß"},
        {"iso-8859-1", "gr\xfc\xdf \x93hm\x94", "grüß “hm”"}, /* who says Latin-1 means windows-1252 */
        {"windows-1251", "\xef\xf0\xe8\xe2\xe5\xf2", "привет"},
        {"koi8-r", "\xd0\xd2\xc9\xd7\xc5\xd4", "привет"},
        {"iso-2022-jp", "\x1b$B%a!<%k\x1b(B x", "メール x"},
        {"shift_jis", "\x83\x81\x81[\x83\x8b", "メール"},
        {"unicode-1-1-utf-7", "Gr+APwA3w-e", "Grüße"},
        {"gb2312", "\xcd\xcb\xd0\xc5", "退信"},
        {"utf 8", "gr\xc3\xbc\xc3\x9f", "grüß"},
        {"UTF--8", "gr\xc3\xbc\xc3\x9f", "grüß"},
        {"iso8859_15", "\xa4", "€"},
        {"ISO 8859-2", "\xb1", "ą"},
        {"latin-2", "\xb1", "ą"},
        {"Windows1251", "\xef\xf0\xe8\xe2\xe5\xf2", "привет"},
        {"win-1250", "\xb9", "ą"},
        {"ansi-1251", "\xef\xf0\xe8\xe2\xe5\xf2", "привет"},
        {"KOI8 R", "\xd0\xd2\xc9\xd7\xc5\xd4", "привет"},
        {"iso2022-jp", "\x1b$B%a!<%k\x1b(B x", "メール x"},
        {"shift jis", "\x83\x81\x81[\x83\x8b", "メール"},
        {"us ascii", "gr\xfc\xdf", "grüß"},
        {NULL, "gr\xc3\xbc\xc3\x9f", "grüß"},
        {NULL, "gr\xfc\xdf", "grüß"},
        {NULL, "\x1b$B%a!<%k\x1b(B", "メール"},
        {"us-ascii", "gr\xc3\xbc\xc3\x9f", "grüß"},
        {"unknown", "gr\xfc\xdf", "grüß"},
        {"x-unknown", "gr\xc3\xbc", "grü"},
        {"no-such-charset", "gr\xfc\xdf", "grüß"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = nx_charset_text(cases[i].charset, (NxBytes){cases[i].bytes, strlen(cases[i].bytes)});
        g_assert_cmpstr(text, ==, cases[i].text);
    }
}

static void test_undecodable(void)
{
    static const struct {
        const char *charset, *bytes, *text;
    } cases[] = {
        {"utf-8", "foo \xe9 bar", "foo \\xE9 bar"},
        {"iso-2022-jp",
         "a\xe9"
         "b",
         "a\\xE9b"},
        {"euc-jp",
         "a\xff"
         "b",
         "a\\xFFb"},
        {"shift_jis", "ab\x83", "ab\\x83"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = nx_charset_text(cases[i].charset, (NxBytes){cases[i].bytes, strlen(cases[i].bytes)});
        g_assert_cmpstr(text, ==, cases[i].text);
    }
}

static void test_nul(void)
{
    g_autofree char *utf8 = nx_charset_text("utf-8", (NxBytes){"a\0b", 3});
    g_assert_cmpstr(utf8, ==, "a␀b");
    g_autofree char *latin = nx_charset_text("iso-8859-1", (NxBytes){"a\0\xfc", 3});
    g_assert_cmpstr(latin, ==, "a␀ü");
    g_autofree char *guessed = nx_charset_text(NULL, (NxBytes){"\xc3\xbc\0\xc3\xbc", 5});
    g_assert_cmpstr(guessed, ==, "ü␀ü");
    g_autofree char *empty = nx_charset_text(NULL, (NxBytes){NULL, 0});
    g_assert_cmpstr(empty, ==, "");
}

static void test_headers(void)
{
    static const struct {
        const char *bytes, *text;
    } cases[] = {
        {" =?utf-8?Q?Gr=C3=BC=C3=9Fe_an?= Anna", "Grüße an Anna"},
        {" =?iso-2022-jp?B?GyRCJWEhPCVrGyhC?=", "メール"},
        {" =?utf-8?B?R3LD?=\n =?utf-8?B?vMOfZQ==?=", "Grüße"}, /* a character cut in two */
        {" =?utf-8?q?a?= =?iso-8859-1?q?=FC?=", "aü"},
        {" =?utf-8*de?q?a=20b?=", "a b"},
        {" =?utf-8?q?J=C3=BCrgen?=@mail.example", "=?utf-8?q?J=C3=BCrgen?=@mail.example"}, /* an address as it went over the wire */
        {" =?utf-8?q?J=C3=BCrgen?=<jk@mail.example>", "Jürgen<jk@mail.example>"},
        {" =?utf-8?q?not closed", "=?utf-8?q?not closed"},
        {" =?utf-8?x?a?= b", "=?utf-8?x?a?= b"},
        {" Remise \xc3\xa9"
         "chou\xc3\xa9"
         "e",
         "Remise échouée"},
        {" Remise \xe9"
         "chou\xe9"
         "e",
         "Remise échouée"},
        {" folded\n\tline\n  and more\n", "folded line and more"},
        {" =?x-unknown?q?=FC?=", "ü"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = nx_charset_header((NxBytes){cases[i].bytes, strlen(cases[i].bytes)});
        g_assert_cmpstr(text, ==, cases[i].text);
    }
}

static void test_long_header(void)
{
    g_autofree char *bytes = g_strnfill(1 << 20, 'x');
    g_autofree char *text = nx_charset_header((NxBytes){bytes, 1 << 20});
    g_assert_cmpuint(strlen(text), ==, 16 << 10);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parse/charset/known, misspelt and missing charsets are read", test_charsets);
    g_test_add_func("/parse/charset/an undecodable byte stays visible and takes nothing with it", test_undecodable);
    g_test_add_func("/parse/charset/a NUL is data", test_nul);
    g_test_add_func("/parse/charset/headers in words, raw bytes and folds", test_headers);
    g_test_add_func("/parse/charset/of an endless header only the beginning is read", test_long_header);
    return g_test_run();
}
