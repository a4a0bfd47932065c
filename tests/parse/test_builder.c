/* A report under construction: whom readers may add, what is said twice, what a group without a name gives away. */
#include "parse/report/builder.h"

typedef struct {
    NxLibrary *library;
    NxReportBuilder *builder;
} Fixture;

static void up(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxSettings settings = {0};
    nx_settings_add(&settings.own_addresses, "bounces@news.example", NULL);
    nx_settings_add(&settings.own_domains, "ours.example", NULL);
    fixture->library = nx_library_new(&settings, NULL);
    fixture->builder = nx_builder_new(fixture->library);
    nx_settings_clear(&settings);
}

static void down(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_builder_free(fixture->builder);
    nx_library_unref(fixture->library);
}

static NxDraft *add(Fixture *fixture, const char *address)
{
    return nx_builder_add_recipient(fixture->builder, address, NX_SOURCE_DSN, NULL);
}

static void we_are_never_recipients(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_assert_null(add(fixture, "bounces@news.example"));
    g_assert_null(add(fixture, "Bounces@News.example"));
    g_assert_cmpuint(nx_builder_count(fixture->builder), ==, 0);
    g_assert_nonnull(add(fixture, "ann@news.example"));
    g_assert_nonnull(add(fixture, NULL));
    g_assert_cmpuint(nx_builder_count(fixture->builder), ==, 2);
}

static void a_recipient_is_found_by_each_of_its_names(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxDraft *ann = add(fixture, "Ann@one.example");
    nx_draft_set(ann, NX_DRAFT_FINAL, "final@one.example");
    nx_draft_set(ann, NX_DRAFT_ORIGINAL, "original@one.example");
    nx_draft_set(ann, NX_DRAFT_PARENT, "list@one.example");
    nx_draft_set(ann, NX_DRAFT_ALIAS, "alias@one.example");
    nx_draft_set(ann, NX_DRAFT_NOTE, "note@one.example");
    static const char *const NAMES[] = {"ann@ONE.example", "final@one.example", "original@one.example",
                                        "list@one.example", "alias@one.example"};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++)
        g_assert_true(nx_builder_find(fixture->builder, NAMES[i]) == ann);
    g_assert_null(nx_builder_find(fixture->builder, "note@one.example"));
    g_assert_null(nx_builder_find(fixture->builder, "no address"));
    g_assert_null(nx_builder_find(fixture->builder, NULL));
    NxDraft *again = add(fixture, "ann@one.example");
    g_assert_true(again != ann);
    g_assert_true(nx_builder_find(fixture->builder, "ann@one.example") == ann); /* who was named first */
}

static void what_is_set_is_replaced_and_what_is_filled_is_not(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxDraft *ann = add(fixture, "ann@one.example");
    nx_draft_fill(ann, NX_DRAFT_STATUS, "5.1.1");
    nx_draft_fill(ann, NX_DRAFT_STATUS, "5.2.2");
    g_assert_cmpstr(nx_draft_get(ann, NX_DRAFT_STATUS), ==, "5.1.1");
    nx_draft_set(ann, NX_DRAFT_STATUS, "5.2.2");
    g_assert_cmpstr(nx_draft_get(ann, NX_DRAFT_STATUS), ==, "5.2.2");
    nx_draft_set(ann, NX_DRAFT_STATUS, "");
    nx_draft_set(ann, NX_DRAFT_STATUS, NULL);
    g_assert_cmpstr(nx_draft_get(ann, NX_DRAFT_STATUS), ==, "5.2.2");
    nx_builder_fill_message(fixture->builder, NX_MESSAGE_ENVELOPE_ID, "");
    g_assert_null(nx_builder_message(fixture->builder, NX_MESSAGE_ENVELOPE_ID));
    nx_builder_fill_message(fixture->builder, NX_MESSAGE_ENVELOPE_ID, "one");
    nx_builder_fill_message(fixture->builder, NX_MESSAGE_ENVELOPE_ID, "two");
    g_assert_cmpstr(nx_builder_message(fixture->builder, NX_MESSAGE_ENVELOPE_ID), ==, "one");
    g_assert_null(nx_builder_message(fixture->builder, NX_MESSAGE_ORIGINAL_ID));
}

static void a_group_without_a_name_gives_what_it_says_to_those_with_one(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxDraft *nameless = add(fixture, NULL), *ann = add(fixture, "ann@one.example"), *bob = add(fixture, NULL);
    nx_draft_set(bob, NX_DRAFT_FINAL, "bob@one.example");
    nx_draft_set(nameless, NX_DRAFT_STATUS, "5.1.1");
    nx_draft_set(nameless, NX_DRAFT_REMOTE_MTA, "mx.one.example");
    nx_draft_set(ann, NX_DRAFT_STATUS, "4.2.2");
    g_assert_false(nx_draft_is_named(nameless));
    nx_builder_settle_nameless(fixture->builder);
    g_assert_cmpuint(nx_builder_count(fixture->builder), ==, 2);
    g_assert_true(nx_builder_get(fixture->builder, 0) == ann && nx_builder_get(fixture->builder, 1) == bob);
    g_assert_cmpstr(nx_draft_get(ann, NX_DRAFT_STATUS), ==, "4.2.2");
    g_assert_cmpstr(nx_draft_get(ann, NX_DRAFT_REMOTE_MTA), ==, "mx.one.example");
    g_assert_cmpstr(nx_draft_get(bob, NX_DRAFT_STATUS), ==, "5.1.1");
}

static void without_anybody_else_a_group_without_a_name_stays(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxDraft *nameless = add(fixture, NULL);
    nx_draft_set(nameless, NX_DRAFT_STATUS, "5.1.1");
    nx_builder_settle_nameless(fixture->builder);
    g_assert_cmpuint(nx_builder_count(fixture->builder), ==, 1);
}

#define FIXTURE(path, test) g_test_add("/parse/builder/" path, Fixture, NULL, up, test, down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    FIXTURE("we are never recipients", we_are_never_recipients);
    FIXTURE("a recipient is found by each of its names", a_recipient_is_found_by_each_of_its_names);
    FIXTURE("what is set is replaced, and what is filled is not", what_is_set_is_replaced_and_what_is_filled_is_not);
    FIXTURE("a group without a name gives what it says to those with one",
            a_group_without_a_name_gives_what_it_says_to_those_with_one);
    FIXTURE("without anybody else it stays", without_anybody_else_a_group_without_a_name_stays);
    return g_test_run();
}
