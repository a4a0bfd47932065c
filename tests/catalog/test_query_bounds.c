/* Limits at their bounds: the second in which a day begins and ends, the number itself, the byte too much. */
#include <nixie/catalog.h>
#include <string.h>

#define NOW ((NxTime)1763719200)      /* 2025-11-21T10:00:00Z */
#define MIDNIGHT ((NxTime)1763596800) /* 2025-11-20T00:00:00Z; tests run in UTC */

static gboolean lets_through(const char *text, const NxFacts *facts)
{
    g_autoptr(GError) error = NULL;
    NxQuery *query = nx_query_parse(text, NULL, &error);
    g_assert_no_error(error);
    gboolean found = nx_query_match(query, facts, 7 * NX_DAY, NOW);
    nx_query_free(query);
    return found;
}

static void a_day_begins_and_ends_at_midnight(void)
{
    static const struct {
        const char *limit;
        gboolean last_of_19, first_of_20, last_of_20, first_of_21;
    } CASES[] = {
        {"arrived:2025-11-20", FALSE, TRUE, TRUE, FALSE},  {"arrived:>2025-11-20", FALSE, FALSE, FALSE, TRUE},
        {"arrived:>=2025-11-20", FALSE, TRUE, TRUE, TRUE}, {"arrived:<2025-11-20", TRUE, FALSE, FALSE, FALSE},
        {"arrived:<=2025-11-20", TRUE, TRUE, TRUE, FALSE}, {"arrived:2025-11-20..", FALSE, TRUE, TRUE, TRUE},
        {"arrived:..2025-11-20", TRUE, TRUE, TRUE, FALSE}, {"arrived:2025-11-19..2025-11-20", TRUE, TRUE, TRUE, FALSE},
        {"after:2025-11-20", FALSE, TRUE, TRUE, TRUE},     {"before:2025-11-20", TRUE, FALSE, FALSE, FALSE},
        {"before:2025-11-21", TRUE, TRUE, TRUE, FALSE},
    };
    const NxTime times[] = {MIDNIGHT - 1, MIDNIGHT, MIDNIGHT + NX_DAY - 1, MIDNIGHT + NX_DAY};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const gboolean wanted[] = {CASES[i].last_of_19, CASES[i].first_of_20, CASES[i].last_of_20,
                                   CASES[i].first_of_21};
        for (guint k = 0; k < G_N_ELEMENTS(times); k++) {
            NxEvent event = {.kind = NX_KIND_BOUNCE};
            NxFacts facts = {.event = &event, .arrived = times[k]};
            g_test_message("%s, %u", CASES[i].limit, k);
            g_assert_cmpint(lets_through(CASES[i].limit, &facts), ==, wanted[k]);
        }
    }
}

static void an_age_reaches_to_its_second(void)
{
    static const struct {
        const char *limit;
        gboolean younger, same, older;
    } CASES[] = {
        {"age:7d", TRUE, TRUE, FALSE},   {"age:<7d", TRUE, FALSE, FALSE}, {"age:<=7d", TRUE, TRUE, FALSE},
        {"age:>7d", FALSE, FALSE, TRUE}, {"age:>=7d", FALSE, TRUE, TRUE}, {"age:7d..9d", FALSE, TRUE, TRUE},
        {"age:..7d", TRUE, TRUE, FALSE}, {"age:=7d", FALSE, TRUE, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const gboolean wanted[] = {CASES[i].younger, CASES[i].same, CASES[i].older};
        for (guint k = 0; k < 3; k++) {
            NxEvent event = {.kind = NX_KIND_BOUNCE};
            NxFacts facts = {.event = &event, .arrived = NOW - 7 * NX_DAY + 1 - (NxTime)k};
            g_test_message("%s, %u", CASES[i].limit, k);
            g_assert_cmpint(lets_through(CASES[i].limit, &facts), ==, wanted[k]);
        }
    }
}

static void a_number_is_compared_with_itself(void)
{
    static const struct {
        const char *limit;
        gboolean less, same, more;
    } CASES[] = {
        {"seen:3", FALSE, TRUE, FALSE},     {"seen:<3", TRUE, FALSE, FALSE}, {"seen:<=3", TRUE, TRUE, FALSE},
        {"seen:>3", FALSE, FALSE, TRUE},    {"seen:>=3", FALSE, TRUE, TRUE}, {"seen:3..3", FALSE, TRUE, FALSE},
        {"seen:..3", TRUE, TRUE, FALSE},    {"seen:3..", FALSE, TRUE, TRUE}, {"seen:2..4", TRUE, TRUE, TRUE},
        {"seen:4..2", FALSE, FALSE, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const gboolean wanted[] = {CASES[i].less, CASES[i].same, CASES[i].more};
        for (guint k = 0; k < 3; k++) {
            NxStanding standing = {.seen = 2 + k};
            NxFacts facts = {.standing = &standing};
            g_assert_cmpint(lets_through(CASES[i].limit, &facts), ==, wanted[k]);
        }
    }
}

static gboolean can_be_read(const char *text)
{
    g_autoptr(GError) error = NULL;
    NxQuery *query = nx_query_parse(text, NULL, &error);
    gboolean good = query != NULL;
    g_assert_cmpint(good, ==, error == NULL);
    nx_query_free(query);
    return good;
}

static void a_limit_may_be_so_long_and_so_deep(void)
{
    g_autofree char *most = g_strnfill(8192, 'a'), *more = g_strnfill(8193, 'a');
    g_assert_true(can_be_read(most));
    g_assert_false(can_be_read(more));
    for (guint depth = 63; depth <= 65; depth++) {
        g_autofree char *nots = g_strnfill(depth, '!'), *open = g_strnfill(depth, '('), *close = g_strnfill(depth, ')');
        g_autofree char *denied = g_strconcat(nots, "a", NULL), *nested = g_strconcat(open, "a", close, NULL);
        g_assert_cmpint(can_be_read(denied), ==, depth <= 64);
        g_assert_cmpint(can_be_read(nested), ==, depth <= 64);
    }
}

static void what_is_no_value_is_refused(void)
{
    static const char *const BAD[] = {"status:5.1.1.1", "status:5..1", "status:1000",       "status:", "seen:-1",
                                      "seen:..",        "seen:2..x",   "seen:x..2",         "age:7",   "age:7d..x",
                                      "arrived:..",     "after:x",     "before:2025-13-01", "domain:", "seen:=>3"};
    static const char *const GOOD[] = {"status:999.999.999", "status:0", "seen:0", "after:2025-11-20", "age:1w"};
    for (guint i = 0; i < G_N_ELEMENTS(BAD); i++) {
        g_test_message("%s", BAD[i]);
        g_assert_false(can_be_read(BAD[i]));
    }
    for (guint i = 0; i < G_N_ELEMENTS(GOOD); i++) {
        g_test_message("%s", GOOD[i]);
        g_assert_true(can_be_read(GOOD[i]));
    }
}

/* Words are found anywhere in a text; a name with a star is the whole name. */
static void a_star_reaches_as_far_as_its_field_says(void)
{
    static const char *const NONE[] = {NULL};
    NxEvent event = {.kind = NX_KIND_BOUNCE, .mailer = "postfix", .aliases = NONE};
    NxFacts facts = {
        .event = &event, .provider = "google", .diagnostic = "552 5.2.2 mailbox is OVER its QUOTA, try later"};
    static const struct {
        const char *limit;
        gboolean found;
    } CASES[] = {
        {"diagnostic:over*quota", TRUE}, {"diagnostic:quota*over", FALSE},
        {"diagnostic:quota", TRUE},      {"over*quota", TRUE},
        {"quota*over", FALSE},           {"provider:goo*", TRUE},
        {"provider:*gle", TRUE},         {"provider:oo*", FALSE},
        {"provider:*oo", FALSE},         {"provider:*oo*", TRUE},
        {"provider:goo", FALSE},         {"mailer:post*", TRUE},
        {"mailer:ost*", FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_test_message("%s", CASES[i].limit);
        g_assert_cmpint(lets_through(CASES[i].limit, &facts), ==, CASES[i].found);
    }
}

/* Whatever was never made can be let go. */
static void nothing_is_let_go(void)
{
    nx_query_free(NULL);
    nx_list_job_unref(NULL);
    nx_catalog_free(NULL);
    nx_load_free(NULL);
    nx_sighting_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/query/bounds/a day begins and ends at midnight", a_day_begins_and_ends_at_midnight);
    g_test_add_func("/query/bounds/an age reaches to its second", an_age_reaches_to_its_second);
    g_test_add_func("/query/bounds/a number is compared with itself", a_number_is_compared_with_itself);
    g_test_add_func("/query/bounds/a limit may be so long and so deep", a_limit_may_be_so_long_and_so_deep);
    g_test_add_func("/query/bounds/what is no value is refused", what_is_no_value_is_refused);
    g_test_add_func("/query/bounds/a star reaches as far as its field says", a_star_reaches_as_far_as_its_field_says);
    g_test_add_func("/query/bounds/nothing is let go", nothing_is_let_go);
    return g_test_run();
}
