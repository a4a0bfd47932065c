/* Slips of the fingers are found, and real names are left alone. */
#include "check/fixture.h"
#include "check/typo.h"
#include <string.h>

/* What keyboard and habit make of well-known names. */
static void usual_slips_are_found(void)
{
    static const char *const SLIPS[][2] = {
        {"gmial.com", "gmail.com"},
        {"gamil.com", "gmail.com"},
        {"gnail.com", "gmail.com"},
        {"gmsil.com", "gmail.com"},
        {"gmal.com", "gmail.com"},
        {"gmil.com", "gmail.com"},
        {"gmai.com", "gmail.com"},
        {"gmaill.com", "gmail.com"},
        {"ggmail.com", "gmail.com"},
        {"hotmial.com", "hotmail.com"},
        {"hotmal.com", "hotmail.com"},
        {"hotmai.com", "hotmail.com"},
        {"homail.com", "hotmail.com"},
        {"hotmali.com", "hotmail.com"},
        {"hormail.com", "hotmail.com"},
        {"hotnail.com", "hotmail.com"},
        {"htmail.com", "hotmail.com"},
        {"yahooo.com", "yahoo.com"},
        {"yhaoo.com", "yahoo.com"},
        {"yaoo.com", "yahoo.com"},
        {"uahoo.com", "yahoo.com"},
        {"outlok.com", "outlook.com"},
        {"outllok.com", "outlook.com"},
        {"oulook.com", "outlook.com"},
        {"outloo.com", "outlook.com"},
        {"iclud.com", "icloud.com"},
        {"icoud.com", "icloud.com"},
        {"iclod.com", "icloud.com"},
        {"lvie.com", "live.com"},
        {"alo.com", "aol.com"},
        {"aoo.com", "aol.com"},
        {"googlmail.com", "googlemail.com"},
        {"gogglemail.com", "googlemail.com"},
        {"wbe.de", "web.de"},
        {"tonline.de", "t-online.de"},
        {"t-onlin.de", "t-online.de"},
        {"freent.de", "freenet.de"},
        {"wanado.fr", "wanadoo.fr"},
        {"liber.it", "libero.it"},
        {"comast.net", "comcast.net"},
        {"protonmai.com", "protonmail.com"},
        {"pronton.me", "proton.me"},
        {"gmail.con", "gmail.com"},
        {"gmail.cmo", "gmail.com"},
        {"gmail.vom", "gmail.com"},
        {"gmail.xom", "gmail.com"},
        {"gmail.cim", "gmail.com"},
        {"gmail.comm", "gmail.com"},
        {"gmail.cm", "gmail.com"},
        {"gmail.om", "gmail.com"},
        {"yahoo.co.ku", "yahoo.co.uk"},
        {"gmailcom", "gmail.com"},
        {"gmial.con", "gmail.com"},
        {"yahoo.xom", "yahoo.com"},
        {"corner-bakery.con", "corner-bakery.com"},
    };
    g_auto(Lists) own = {0};
    lists_init(&own, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(SLIPS); i++) {
        gboolean is_known;
        g_autofree char *right = nx_typo_suggest(own.lists, SLIPS[i][0], TRUE, &is_known);
        if (g_strcmp0(right, SLIPS[i][1]) != 0)
            g_error("%s: %s", SLIPS[i][0], right ? right : "nothing");
    }
}

/* Whatever DNS says of them: they are known, of one family with a known one, or too short or too far to tell. */
static void real_names_are_left_alone(void)
{
    static const char *const REAL[] = {
        "gmail.com",
        "gmx.de",
        "gmx.net",
        "mail.com",
        "mail.de",
        "me.com",
        "web.com",
        "yandex.com",
        "att.com",
        "cox.com",
        "comcast.com",
        "gmail.de",
        "ymail.com",
        "email.com",
        "qmail.com",
        "love.com",
        "yahoo.co",
        "hotmail.co",
        "yaho.com",
        "hotmail.be",
        "yahoo.gr",
        "yahoo.se",
        "hotmail.dk",
        "outlook.cz",
        "live.ru",
        "gmz.de",
        "weg.de",
        "ms.com",
        "laposte.fr",
        "corp.example",
        "example.org",
        "smallbiz.cm",
        "fine-shoes.om",
        "gmail.corp.example",
        "a",
        "com",
    };
    g_auto(Lists) own = {0};
    lists_init(&own, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(REAL); i++) {
        gboolean is_known;
        g_autofree char *right = nx_typo_suggest(own.lists, REAL[i], TRUE, &is_known);
        if (right || is_known)
            g_error("%s: %s", REAL[i], right ? right : "known");
    }
    for (guint i = 0; i < nx_check_lists_known(own.lists)->len; i++)
        g_assert_null(nx_typo_nearest(own.lists, nx_check_lists_known(own.lists)->pdata[i]));
}

static void each_slip_has_its_price(void)
{
    static const struct {
        const char *wrong, *right;
        guint cost;
    } CASES[] = {
        {"abc", "abc", 0},   {"acb", "abc", 6},   {"bac", "abc", 11}, {"abbc", "abc", 6}, {"abc", "abbc", 6},
        {"aabc", "abc", 6},  {"axbc", "abc", 10}, {"ac", "abc", 10},  {"abv", "abc", 7},  {"abd", "abc", 7},
        {"abx", "abc", 7},   {"abm", "abc", 12},  {"sbc", "abc", 12}, {"mbc", "abc", 17}, {"", "abc", 18},
        {"xabc", "abc", 15}, {"bc", "abc", 15},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        if (nx_typo_cost(CASES[i].wrong, CASES[i].right, 17) != CASES[i].cost)
            g_error("%s %s: %u", CASES[i].wrong, CASES[i].right, nx_typo_cost(CASES[i].wrong, CASES[i].right, 17));
    g_assert_cmpuint(nx_typo_cost("abcdefgh", "ab", 17), ==, 18);
    g_autofree char *longest = g_strnfill(63, 'a'), *longer = g_strnfill(64, 'a');
    g_assert_cmpuint(nx_typo_cost(longest, longest, 17), ==, 0);
    g_assert_cmpuint(nx_typo_cost(longer, longer, 17), ==, 18);
}

/* Of two names that are equally near nobody can say which was meant. */
static void a_tie_suggests_nothing(void)
{
    g_auto(Lists) own = {0};
    lists_init(&own, "domain\tprovider\nlongname-a.example\tX\nlongname-l.example\tX\n");
    g_assert_cmpstr(nx_typo_nearest(own.lists, "longnamme-a.example"), ==, "longname-a.example");
    g_assert_null(nx_typo_nearest(own.lists, "longname-.example"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/typo/found", usual_slips_are_found);
    g_test_add_func("/check/typo/real", real_names_are_left_alone);
    g_test_add_func("/check/typo/cost", each_slip_has_its_price);
    g_test_add_func("/check/typo/tie", a_tie_suggests_nothing);
    return g_test_run();
}
