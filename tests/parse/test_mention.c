/* Addresses in running text: where each begins and ends. */
#include "parse/notice/mention.h"

typedef struct {
    const char *name, *text, *want; /* all addresses, joined by " | " */
} Case;

static const Case CASES[] = {
    {"a sentence", "write to ann@example.com.", "ann@example.com"},
    {"brackets", "Ann <ann@example.com>, \"B\" <bob@example.net>:", "ann@example.com | bob@example.net"},
    {"quotes around it", "to 'ann@example.com' or \"bob@example.net\"", "ann@example.com | bob@example.net"},
    {"a quoted local part", "to \"ann other\"@example.com now", "\"ann other\"@example.com"},
    {"a source route", "<@a.example,@b.example:ann@example.com> <@c.example:bob@example.net>",
     "ann@example.com | bob@example.net"},
    {"a type in front", "rfc822;ann@example.com smtp:bob@example.net", "ann@example.com | bob@example.net"},
    {"a name of a field in front", "RCPT=ann@example.com to=<bob@example.net>", "ann@example.com | bob@example.net"},
    {"tags and odd characters", "a+tag@example.com o'hara@example.net x_y-z@sub.example.org",
     "a+tag@example.com | o'hara@example.net | x_y-z@sub.example.org"},
    {"an encoded-word for a local part", "=?utf-8?q?J=C3=B6rg?=@example.org: 550 unknown",
     "=?utf-8?q?J=C3=B6rg?=@example.org"},
    {"an address literal", "ann@[192.0.2.1] fails", "ann@[192.0.2.1]"},
    {"letters of other scripts in brackets", "<用户@例子.广告> <jörg@müller.example>",
     "用户@例子.广告 | jörg@müller.example"},
    {"letters of other scripts in words", "An jörg@müller.example ging es", "jörg@müller.example"},
    {"a sentence without blanks", "宛先ann@example.comへは送れません", "ann@example.com"},
    {"several signs", "a@b@example.com", "b@example.com"},
    {"a mail link is none", "mailto:ann@example.com <mailto:bob@example.net>", ""},
    {"a web address is none", "http://user@host.example/ and ftp://a@b.example", ""},
    {"a host without a dot is none", "ann@localhost and <bob@relay>", ""},
    {"numbers are no domain", "ann@192.0.2.1", ""},
    {"nothing before or behind", "@example.com ann@ @ <@>", ""},
    {"two dots", "ann@example..com", ""},
    {"a last label of one letter or of digits", "a@example.c a@example.cc a@example.12 a@example.1b",
     "a@example.cc | a@example.1b"},
    {"punctuation behind it", "a@example.com- b@example.com_ c@example.com... d@example.com,",
     "a@example.com | b@example.com | c@example.com | d@example.com"},
    {"an empty local part in quotes", "\"\"@example.com", ""},
    {"a quote inside quotes", "to \"a \\\" b\"@example.com", "\"a \\\" b\"@example.com"},
    {"quotes that begin on another line", "\"a\nb\"@example.com", ""},
    {"literals that are none", "a@[] b@[192.0.2.1 c@[x y] d@[IPv6:2001:db8::1]", "d@[IPv6:2001:db8::1]"},
    {"marks before a local part", "'a@example.com `b@example.com .c@example.com *d@example.com =e@example.com",
     "a@example.com | b@example.com | c@example.com | d@example.com | e@example.com"},
    {"brackets that are not closed", "<a@example.com and <b@example.com\n>", "a@example.com | b@example.com"},
    {"brackets with more than an address", "<@example.com> <a@> <to a@example.com> <@x.example>", "a@example.com"},
    {"a scheme before or behind", "x:/b@example.com c@example.com:/d e@example.com:25", "e@example.com"},
};

/* Which bytes are the address, and which go with it. */
static const struct {
    const char *text, *address, *outer;
    gboolean bracketed;
} PLACES[] = {
    {"to <ann@example.com>.", "ann@example.com", "<ann@example.com>", TRUE},
    {"to 'ann@example.com'.", "ann@example.com", "'ann@example.com'", FALSE},
    {"to \"ann@example.com\".", "ann@example.com", "\"ann@example.com\"", FALSE},
    {"to \"ann@example.com'.", "ann@example.com", "ann@example.com", FALSE},
    {"to (ann@example.com).", "ann@example.com", "ann@example.com", FALSE},
    {"to ann@example.com", "ann@example.com", "ann@example.com", FALSE},
    {"ann@example.com>", "ann@example.com", "ann@example.com", FALSE},
    {"<ann@example.com", "ann@example.com", "ann@example.com", FALSE},
    {"<@a.example:ann@example.com>", "ann@example.com", "<@a.example:ann@example.com>", TRUE},
};

static char *all_in(const char *text)
{
    GString *found = g_string_new(NULL);
    NxMention mention;
    gsize len = strlen(text), last = 0;
    for (gsize from = 0; nx_mention_next(text, len, &from, &mention);) {
        g_assert_cmpuint(mention.outer, <=, mention.at);
        g_assert_cmpuint(mention.at, <, mention.end);
        g_assert_cmpuint(mention.end, <=, mention.outer_end);
        g_assert_cmpuint(mention.outer_end, <=, len);
        g_assert_cmpuint(from, >, last);
        last = from;
        g_string_append_printf(found, "%s%.*s", found->len ? " | " : "", (int)(mention.end - mention.at),
                               text + mention.at);
    }
    return g_string_free(found, FALSE);
}

static void test_case(gconstpointer data)
{
    const Case *want = data;
    char *found = all_in(want->text);
    g_assert_cmpstr(found, ==, want->want);
    g_free(found);
}

static void test_flood(void)
{
    static const char *const PIECES[] = {"@", "a@", "<a@b.cc", "\"@\"", "a@b.cc:", "@x:"};
    for (guint i = 0; i < G_N_ELEMENTS(PIECES); i++) {
        GString *text = g_string_new(NULL);
        for (guint k = 0; k < 5000; k++)
            g_string_append(text, PIECES[i]);
        g_free(all_in(text->str));
        g_string_free(text, TRUE);
    }
}

static void test_places(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(PLACES); i++) {
        const char *text = PLACES[i].text;
        NxMention mention;
        gsize from = 0;
        g_test_message("%s", text);
        g_assert_true(nx_mention_next(text, strlen(text), &from, &mention));
        g_autofree char *address = g_strndup(text + mention.at, mention.end - mention.at),
                        *outer = g_strndup(text + mention.outer, mention.outer_end - mention.outer);
        g_assert_cmpstr(address, ==, PLACES[i].address);
        g_assert_cmpstr(outer, ==, PLACES[i].outer);
        g_assert_cmpint(mention.bracketed, ==, PLACES[i].bracketed);
        g_assert_cmpuint(from, ==, mention.outer_end);
    }
}

/* What is longer is cut or none: nothing is looked through without end. */
static void test_bounds(void)
{
    static const struct {
        guint local, label;
        gboolean found;
    } BOUNDS[] = {{255, 63, TRUE}, {256, 63, TRUE}, {10, 63, TRUE}, {10, 64, FALSE}};
    for (guint i = 0; i < G_N_ELEMENTS(BOUNDS); i++) {
        g_autofree char *local = g_strnfill(BOUNDS[i].local, 'a'), *label = g_strnfill(BOUNDS[i].label, 'b');
        g_autofree char *text = g_strconcat(local, "@x.", label, NULL), *found = all_in(text);
        g_assert_cmpstr(found, ==, BOUNDS[i].found ? text : "");
    }
    g_autofree char *long_local = g_strnfill(300, 'a'), *beyond = g_strconcat(long_local, "@example.com", NULL);
    g_autofree char *cut = all_in(beyond);
    g_assert_cmpuint(strlen(cut), ==, 256 + strlen("@example.com"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char *path = g_strdup_printf("/parse/mention/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_case);
        g_free(path);
    }
    g_test_add_func("/parse/mention/brackets and quotes around it are known apart from it", test_places);
    g_test_add_func("/parse/mention/local parts, labels and domains have a bound", test_bounds);
    g_test_add_func("/parse/mention/a flood of signs keeps its order", test_flood);
    return g_test_run();
}
