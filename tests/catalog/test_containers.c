/* The tables that a catalog stands on. */
#include "catalog/hash.h"
#include "catalog/numbers.h"
#include "catalog/rows.h"
#include "catalog/string_table.h"

static void shared(void)
{
    NxStringTable *table = nx_string_table_new();
    g_autoptr(GPtrArray) first = g_ptr_array_new();
    for (guint i = 0; i < 100000; i++) {
        g_autofree char *text = g_strdup_printf("string number %u", i);
        g_ptr_array_add(first, (gpointer)nx_string_table_share(table, text));
    }
    for (guint i = 0; i < 100000; i++) {
        g_autofree char *text = g_strdup_printf("string number %u", i);
        g_assert_cmpstr(first->pdata[i], ==, text);
        g_assert_true(nx_string_table_share(table, text) == first->pdata[i]);
    }
    g_assert_null(nx_string_table_share(table, NULL));
    g_assert_cmpstr(nx_string_table_share(table, ""), ==, "");
    g_assert_true(nx_string_table_share_n(table, "string number 7 and more", 15) == first->pdata[7]);
    g_assert_true(nx_string_table_keep(table, "string number 7") != first->pdata[7]);
    nx_string_table_unref(table);
}

static void long_strings(void)
{
    NxStringTable *table = nx_string_table_new();
    g_autofree char *text = g_strnfill(1000000, 'x');
    const char *one = nx_string_table_share(table, text), *same = nx_string_table_share(table, text);
    text[999999] = 'y';
    const char *other = nx_string_table_share(table, text), *less = nx_string_table_share_n(table, text, 999999);
    g_assert_true(one == same);
    g_assert_cmpstr(other, ==, text);
    g_assert_cmpuint(strlen(less), ==, 999999);
    for (guint i = 0; i < 100; i++) {
        gpointer *room = nx_string_table_room(table, 3 * sizeof *room);
        g_assert_cmpuint(GPOINTER_TO_SIZE(room) % sizeof(gpointer), ==, 0);
        room[0] = room[1] = room[2] = (gpointer)one;
        nx_string_table_keep(table, "odd");
    }
    g_assert_cmpuint(strlen(one), ==, 1000000);
    nx_string_table_unref(table);
}

static gpointer share_many(gpointer table)
{
    GPtrArray *texts = g_ptr_array_new();
    for (guint i = 0; i < 20000; i++) {
        g_autofree char *text = g_strdup_printf("common %u", i % 5000);
        g_ptr_array_add(texts, (gpointer)nx_string_table_share(table, text));
    }
    return texts;
}

static void threads(void)
{
    NxStringTable *table = nx_string_table_new();
    GThread *thread[4];
    GPtrArray *found[4];
    for (guint i = 0; i < 4; i++)
        thread[i] = g_thread_new("share", share_many, table);
    for (guint i = 0; i < 4; i++)
        found[i] = g_thread_join(thread[i]);
    for (guint i = 1; i < 4; i++)
        g_assert_cmpmem(found[0]->pdata, 20000 * sizeof(gpointer), found[i]->pdata, 20000 * sizeof(gpointer));
    for (guint i = 0; i < 4; i++)
        g_ptr_array_unref(found[i]);
    nx_string_table_unref(table);
}

static void rows(void)
{
    NxRows table;
    nx_rows_init(&table, sizeof(guint64));
    guint64 *first = nx_rows_add(&table);
    *first = 42;
    for (guint i = 1; i < 50000; i++)
        *(guint64 *)nx_rows_add(&table) = i;
    g_assert_true(nx_rows_at(&table, 0) == first);
    g_assert_cmpuint(*first, ==, 42);
    for (guint i = 1; i < 50000; i++)
        g_assert_cmpuint(*(guint64 *)nx_rows_at(&table, i), ==, i);
    nx_rows_clear(&table);
}

static gboolean same_text(gconstpointer texts, guint32 number, gconstpointer key)
{
    return g_str_equal(((const GPtrArray *)texts)->pdata[number], key);
}

/* `hash` may be bad on purpose: then only the comparison tells keys apart. */
static void fill_numbers(guint n, guint32 bits)
{
    NxNumbers numbers;
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    nx_numbers_init(&numbers);
    for (guint i = 0; i < n; i++) {
        char *text = g_strdup_printf("key %u", i);
        guint32 hash = nx_hash_text(text) & bits;
        NxNumber *slot = nx_numbers_find(&numbers, hash, same_text, texts, text);
        g_assert_cmpuint(slot->number, ==, G_MAXUINT32);
        g_ptr_array_add(texts, text);
        nx_numbers_put(&numbers, slot, hash, i);
    }
    for (guint i = 0; i < n; i++) {
        guint32 hash = nx_hash_text(texts->pdata[i]) & bits;
        g_assert_cmpuint(nx_numbers_find(&numbers, hash, same_text, texts, texts->pdata[i])->number, ==, i);
    }
    nx_numbers_clear(&numbers);
}

static void numbers(void)
{
    fill_numbers(20000, G_MAXUINT32);
    fill_numbers(1000, 0x80000001u);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/table/a string is kept once", shared);
    g_test_add_func("/table/long strings and odd room do no harm", long_strings);
    g_test_add_func("/table/threads share one table", threads);
    g_test_add_func("/table/rows never move", rows);
    g_test_add_func("/table/numbers are found whatever the hash", numbers);
    return g_test_run();
}
