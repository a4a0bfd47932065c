/* Bytes to text: every charset, misspelt ones, none at all; nothing vanishes. */
#include "parse/mime/charset.h"
#include "parse/mime/header_text.h"

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

/* Converters are kept: what one text left open, the next does not see, and a name more than are kept loses none. */
static void test_kept_converters(void)
{
    static const char SHIFTED[] = "\033$B$3"; /* ends within its shift */
    g_autofree char *broken = nx_charset_text("iso-2022-jp", (NxBytes){SHIFTED, strlen(SHIFTED)});
    g_assert_nonnull(broken);
    g_autofree char *next = nx_charset_text("iso-2022-jp", (NxBytes){"plain", 5});
    g_assert_cmpstr(next, ==, "plain");
    for (guint round = 0; round < 3; round++)
        for (guint i = 0; i < 100; i++) {
            g_autofree char *name = g_strdup_printf("cp%u", 1200 + i);
            g_autofree char *text = nx_charset_text(name, (NxBytes){"plain", 5});
            g_autofree char *latin = nx_charset_text("iso-8859-2", (NxBytes){"\xb3", 1});
            if (i != 0) /* UTF-16 */
                g_assert_cmpstr(text, ==, "plain");
            g_assert_cmpstr(latin, ==, "ł");
        }
}

static void test_undeclared(void)
{
    static const struct {
        const char *bytes, *text;
    } cases[] = {
        {"\301\367\277\256\244\267\244\277\245\341\241\274\245\353\244\317\306\317\244\255\244\336\244\273\244\363\244"
         "\307\244\267\244\277\241\243",
         "送信したメールは届きませんでした。"},
        {"\202\261\202\314\203\201\201["
         "\203\213\202\315\224z\220M\202\263\202\352\202\334\202\271\202\361\202\305\202\265\202\275",
         "このメールは配信されませんでした"},
        {"\304\372\265\304\323\312\274\376\316\336\267\250\313\315\264\357\243\254\312\325\274\376\310\313\262\273\264"
         "\346\324\332",
         "您的邮件无法送达，收件人不存在"},
        {"\261z\252\272\266l\245\363\265L\252k\260e\271F\241A\246\254\245\363\244H\244\243\246s\246b",
         "您的郵件無法送達，收件人不存在"},
        {"\270\336\300\317\300\273 \300\374\274\333\307\317\301\366 \270\370\307\337\275\300\264\317\264\331",
         "메일을 전송하지 못했습니다"},
        {"\363\317\317\302\335\305\316\311\305 \316\305 \304\317\323\324\301\327\314\305\316\317 "
         "\320\317\314\325\336\301\324\305\314\300",
         "Сообщение не доставлено получателю"},
        {"\321\356\356\341\371\345\355\350\345 \355\345 \344\356\361\362\340\342\353\345\355\356 "
         "\357\356\353\363\367\340\362\345\353\376",
         "Сообщение не доставлено получателю"},
        {"Die Nachricht f\374r Gr\366\337e", "Die Nachricht für Größe"},
        {"\311t\351 \340 No\353l, d\351j\340", "Été à Noël, déjà"},
        {"S\355\360asta sk\372ffa", "Síðasta skúffa"},
        {"\244\244", "¤¤"}, /* too few to tell */
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = nx_charset_text(NULL, (NxBytes){cases[i].bytes, strlen(cases[i].bytes)});
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
        {" =?utf-8?q?J=C3=BCrgen?=@mail.example",
         "=?utf-8?q?J=C3=BCrgen?=@mail.example"}, /* an address as it went over the wire */
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
        g_autofree char *text = nx_header_text((NxBytes){cases[i].bytes, strlen(cases[i].bytes)});
        g_assert_cmpstr(text, ==, cases[i].text);
    }
}

static void test_long_header(void)
{
    g_autofree char *bytes = g_strnfill(1 << 20, 'x');
    g_autofree char *text = nx_header_text((NxBytes){bytes, 1 << 20});
    g_assert_cmpuint(strlen(text), ==, 16 << 10);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parse/charset/known, misspelt and missing charsets are read", test_charsets);
    g_test_add_func("/parse/charset/an undecodable byte stays visible and takes nothing with it", test_undecodable);
    g_test_add_func("/parse/charset/text of no declared charset is read where its commonest characters show which",
                    test_undeclared);
    g_test_add_func("/parse/charset/a text leaves nothing to the next one", test_kept_converters);
    g_test_add_func("/parse/charset/a NUL is data", test_nul);
    g_test_add_func("/parse/charset/headers in words, raw bytes and folds", test_headers);
    g_test_add_func("/parse/charset/of an endless header only the beginning is read", test_long_header);
    return g_test_run();
}
