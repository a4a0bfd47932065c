/* Loading, and what counts. */
#include "catalog/fixture.h"
#include <glib/gstdio.h>

static char *address(guint i)
{
    return g_strdup_printf("user%u@d%u.example", i, i % 7);
}

/* An mbox with messages for users `from` up to before `to`. */
static char *numbered_box(const char *name, guint from, guint to)
{
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (guint i = from; i < to; i++) {
        g_autofree char *recipient = address(i);
        NxBounce bounce = {
            .recipient = recipient, .status = "5.1.1", .diagnostic = "550 5.1.1 no such user", .arrived = NOW - i * 60};
        nx_bounce_append(mbox, &bounce);
    }
    return nx_test_file(name, mbox->str);
}

static char *numbered_folder(const char *name, guint from, guint to)
{
    for (guint i = from; i < to; i++) {
        g_autofree char *recipient = address(i), *file = g_strdup_printf("%s/%05u.eml", name, i);
        NxBounce bounce = {
            .recipient = recipient, .status = "4.2.2", .diagnostic = "452 4.2.2 mailbox full", .arrived = NOW - i * 60};
        g_autofree char *text = nx_bounce_text(&bounce), *path = nx_test_file(file, text);
        g_assert_nonnull(path);
    }
    return nx_test_path(name);
}

static void expect_users(const Fixture *fixture, guint n)
{
    g_assert_cmpuint(nx_catalog_n_events(fixture->catalog), ==, n);
    for (guint i = 0; i < n; i++) {
        g_autofree char *expected = address(i);
        g_assert_cmpstr(nx_catalog_event(fixture->catalog, i)->recipient, ==, expected);
    }
}

static void order(Fixture *fixture, gconstpointer data)
{
    g_autofree char *first = numbered_box("first", 0, 700), *second = numbered_folder("second", 700, 760),
                    *third = numbered_box("third", 760, 1500);
    fixture_start(fixture, (const char *const[]){first, second, third, NULL}, GPOINTER_TO_UINT(data));
    fixture_finish(fixture);
    expect_users(fixture, 1500);
    g_assert_cmpuint(nx_catalog_n_mailboxes(fixture->catalog), ==, 3);
    g_assert_cmpuint(nx_catalog_n_messages(fixture->catalog), ==, 1500);
    g_assert_cmpuint(nx_catalog_n_addresses(fixture->catalog), ==, 1500);
    g_assert_cmpstr(nx_mailbox_path(nx_catalog_mailbox(fixture->catalog, 1)), ==, second);
    g_assert_cmpuint(nx_problems_count(fixture->problems), ==, 0);
    NxProgress progress;
    nx_load_progress(fixture->load, &progress);
    g_assert_true(progress.done);
    g_assert_false(progress.stopped);
    g_assert_cmpuint(progress.messages, ==, 1500);
    g_assert_cmpfloat(progress.share, ==, 1);
}

static void missing(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *none = nx_test_path("none"), *box = numbered_box("some", 0, 3), *empty = nx_test_file("empty", "");
    fixture_start(fixture, (const char *const[]){none, box, empty, NULL}, 2);
    fixture_finish(fixture);
    expect_users(fixture, 3);
    g_auto(GStrv) lines = nx_problems_take(fixture->problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 2);
    g_assert_nonnull(strstr(lines[0], none));
    g_assert_nonnull(strstr(lines[1], empty));
}

static void bad_message(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *folder = numbered_folder("mixed", 0, 3),
                    *bad = nx_test_file("mixed/00001.eml", "\n\nno header at all\n");
    fixture_fill(fixture, folder);
    g_assert_cmpuint(nx_catalog_n_events(fixture->catalog), ==, 2);
    g_auto(GStrv) lines = nx_problems_take(fixture->problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 1);
    g_assert_nonnull(strstr(lines[0], bad));
}

static void at_most(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *box = numbered_box("many", 0, 300);
    fixture_start(fixture, (const char *const[]){box, NULL}, 2);
    guint before = 0;
    while (nx_load_take(fixture->load, 7)) {
        guint now = nx_catalog_n_events(fixture->catalog);
        g_assert_cmpuint(now - before, <=, 7);
        before = now;
        g_thread_yield();
    }
    expect_users(fixture, 300);
}

static void stop(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *box = numbered_box("stopped", 0, 2000);
    fixture_start(fixture, (const char *const[]){box, NULL}, 2);
    while (nx_catalog_n_events(fixture->catalog) == 0)
        nx_load_take(fixture->load, 1);
    nx_load_stop(fixture->load);
    guint taken = nx_catalog_n_events(fixture->catalog);
    g_assert_false(nx_load_wait(fixture->load));
    expect_users(fixture, taken);
    NxProgress progress;
    nx_load_progress(fixture->load, &progress);
    g_assert_true(progress.done && progress.stopped);
}

static void refresh(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *folder = numbered_folder("growing", 0, 5), *box = numbered_box("still", 5, 7);
    fixture_start(fixture, (const char *const[]){folder, box, NULL}, 2);
    fixture_finish(fixture);
    g_assert_true(nx_load_refresh(fixture->load, NOW));
    fixture_finish(fixture);
    expect_users(fixture, 7);
    g_free(numbered_folder("growing", 7, 9));
    g_assert_true(nx_load_refresh(fixture->load, NOW));
    fixture_finish(fixture);
    expect_users(fixture, 9);
    g_assert_cmpuint(nx_catalog_event(fixture->catalog, 8)->mailbox, ==, 0);
    g_assert_cmpuint(nx_catalog_n_mailboxes(fixture->catalog), ==, 2);
}

static void many_mailboxes(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *folder = numbered_folder("single", 0, 1200);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < 1200; i++)
        g_ptr_array_add(paths, g_strdup_printf("%s/%05u.eml", folder, i));
    g_ptr_array_add(paths, NULL);
    fixture_start(fixture, (const char *const *)paths->pdata, 2);
    fixture_finish(fixture);
    expect_users(fixture, 1200);
    g_assert_cmpuint(nx_problems_count(fixture->problems), ==, 0);
}

static void nobody(Fixture *fixture, gconstpointer data)
{
    (void)data;
    NxBounce bounces[] = {{.status = "5.0.0", .arrived = NOW},
                          {.recipient = "a@b.example", .status = "5.1.1", .arrived = NOW}};
    fixture_fill_with(fixture, "nobody", bounces, 2);
    g_assert_cmpuint(nx_catalog_n_events(fixture->catalog), ==, 2);
    g_assert_cmpuint(nx_catalog_n_nameless(fixture->catalog), ==, 1);
    g_assert_cmpuint(nx_catalog_event(fixture->catalog, 0)->address, ==, NX_NOBODY);
    g_assert_null(nx_catalog_event(fixture->catalog, 0)->recipient);
    g_assert_false(nx_catalog_event(fixture->catalog, 0)->counted);
}

static void counted(const Fixture *fixture, const char *pattern)
{
    g_assert_cmpuint(nx_catalog_n_events(fixture->catalog), ==, strlen(pattern));
    for (guint i = 0; pattern[i]; i++)
        g_assert_cmpint(nx_catalog_event(fixture->catalog, i)->counted, ==, pattern[i] == 'x');
}

static void copies(Fixture *fixture, gconstpointer data)
{
    (void)data;
    NxBounce bounce = {
        .recipient = "a@b.example", .status = "5.1.1", .original_id = "1@sender.example", .arrived = NOW - 5 * NX_DAY};
    fixture_fill_with(fixture, "one", &bounce, 1);
    fixture_fill_with(fixture, "copy", &bounce, 1);
    counted(fixture, "x-");
    g_assert_true(nx_catalog_event(fixture->catalog, 0)->sha256 == nx_catalog_event(fixture->catalog, 1)->sha256);
    const NxAddress *one = nx_catalog_address(fixture->catalog, 0);
    g_assert_cmpuint(one->n_events, ==, 2);
    g_assert_cmpuint(one->standing.seen, ==, 1);
}

static void repeats(Fixture *fixture, gconstpointer data)
{
    (void)data;
    NxTime start = NOW - 10 * NX_DAY;
    const NxTime hours[] = {0, 20, 24, 25, 40, 72, -23, -50};
    NxBounce bounces[G_N_ELEMENTS(hours)];
    for (guint i = 0; i < G_N_ELEMENTS(hours); i++)
        bounces[i] = (NxBounce){.recipient = "a@b.example",
                                .status = "4.2.2",
                                .original_id = "1@sender.example",
                                .arrived = start + hours[i] * NX_HOUR};
    fixture_fill_with(fixture, "repeats", bounces, G_N_ELEMENTS(hours));
    counted(fixture, "x--x-x-x");
    g_assert_cmpuint(nx_catalog_address(fixture->catalog, 0)->standing.seen, ==, 4);
    g_assert_cmpint(nx_catalog_address(fixture->catalog, 0)->standing.first_seen, ==, start - 50 * NX_HOUR);
    g_assert_cmpint(nx_catalog_address(fixture->catalog, 0)->standing.last_seen, ==, start + 72 * NX_HOUR);
}

static void other_originals(Fixture *fixture, gconstpointer data)
{
    (void)data;
    NxBounce bounces[] = {
        {.recipient = "a@b.example", .status = "4.2.2", .original_id = "1@sender.example", .arrived = NOW - NX_HOUR},
        {.recipient = "a@b.example", .status = "4.2.2", .original_id = "2@sender.example", .arrived = NOW - NX_HOUR},
        {.recipient = "A@B.example", .status = "4.2.2", .original_id = "1@sender.example", .arrived = NOW},
        {.recipient = "c@b.example",
         .status = "4.4.1",
         .action = "delayed",
         .original_id = "1@sender.example",
         .arrived = NOW},
        {.recipient = "c@b.example",
         .status = "2.0.0",
         .action = "delivered",
         .original_id = "1@sender.example",
         .arrived = NOW},
    };
    fixture_fill_with(fixture, "originals", bounces, G_N_ELEMENTS(bounces));
    counted(fixture, "xx---");
    g_assert_cmpuint(nx_catalog_n_addresses(fixture->catalog), ==, 2);
    const NxAddress *one = nx_catalog_address(fixture->catalog, nx_catalog_find(fixture->catalog, "a@b.example"));
    g_assert_cmpstr(one->spelling, ==, "a@b.example");
    guint32 chain[3] = {one->first_event};
    for (guint i = 1; i < 3; i++)
        chain[i] = nx_catalog_event(fixture->catalog, chain[i - 1])->next;
    g_assert_cmpuint(chain[1], ==, 1);
    g_assert_cmpuint(chain[2], ==, one->last_event);
    g_assert_cmpuint(nx_catalog_event(fixture->catalog, chain[2])->next, ==, G_MAXUINT32);
}

static void rows(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *box = numbered_box("rows", 0, 40), *folder = numbered_folder("rows.d", 40, 50);
    fixture_start(fixture, (const char *const[]){box, folder, NULL}, 2);
    fixture_finish(fixture);
    for (guint i = 0; i < 50; i += 7) {
        g_autofree char *id = nx_catalog_row_id(fixture->catalog, i);
        g_assert_cmpuint(nx_catalog_find_row(fixture->catalog, id), ==, i);
    }
    g_assert_cmpuint(nx_catalog_find_row(fixture->catalog, "nowhere\x1fnothing\x1f"
                                                           "0"),
                     ==, G_MAXUINT32);
    g_assert_cmpuint(nx_catalog_find_row(fixture->catalog, "nonsense"), ==, G_MAXUINT32);
}

static void sightings(Fixture *fixture, gconstpointer data)
{
    (void)data;
    NxBounce bounces[] = {
        {.recipient = "a@b.example",
         .status = "5.1.1",
         .diagnostic = "550 5.1.1 no such user",
         .original_id = "1@sender.example",
         .arrived = NOW - NX_HOUR},
        {.recipient = "a@b.example", .status = "5.1.1", .original_id = "1@sender.example", .arrived = NOW},
        {.recipient = "c@b.example", .status = "5.1.1", .original_id = "1@sender.example", .arrived = NOW},
    };
    fixture_fill_with(fixture, "sightings", bounces, 3);
    g_autoptr(GPtrArray) all = nx_catalog_sightings(fixture->catalog, 0, 3);
    g_autoptr(GPtrArray) last = nx_catalog_sightings(fixture->catalog, 1, 99);
    g_autoptr(GPtrArray) of_each = g_ptr_array_new_with_free_func((GDestroyNotify)nx_sighting_free);
    for (guint32 i = 0; i < nx_catalog_n_addresses(fixture->catalog); i++)
        nx_catalog_add_sightings(fixture->catalog, i, 1, 99, of_each);
    g_assert_cmpuint(of_each->len, ==, last->len);
    g_assert_cmpuint(all->len, ==, 2);
    g_assert_cmpuint(last->len, ==, 1);
    const NxSighting *first = all->pdata[0];
    g_assert_cmpstr(first->key, ==, "a@b.example");
    g_assert_cmpstr(first->domain, ==, "b.example");
    g_assert_cmpstr(first->diagnostic, ==, "550 5.1.1 no such user");
    g_assert_cmpint(first->reason, ==, NX_REASON_USERUNKNOWN);
    g_assert_cmpint(first->arrived, ==, NOW - NX_HOUR);
    g_assert_true(g_str_has_prefix(first->event_key, "a@b.example\x1f"));
}

#define LOAD(path, test, data) g_test_add(path, Fixture, data, fixture_set_up, test, fixture_tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    LOAD("/load/one thread gives the order of the mailboxes", order, GUINT_TO_POINTER(1));
    LOAD("/load/eight threads give the same order", order, GUINT_TO_POINTER(8));
    LOAD("/load/a mailbox that is not there is a line, and the rest goes on", missing, NULL);
    LOAD("/load/a message that is none is a line with its file", bad_message, NULL);
    LOAD("/load/no more is taken at once than asked for", at_most, NULL);
    LOAD("/load/what was taken stands after a stop", stop, NULL);
    LOAD("/load/a refresh brings new mail only", refresh, NULL);
    LOAD("/load/a thousand mailboxes go in one load", many_mailboxes, NULL);
    LOAD("/load/a notice that names nobody is a row", nobody, NULL);
    LOAD("/load/a copy in another mailbox is the same message", copies, NULL);
    LOAD("/load/a resend counts anew after a day", repeats, NULL);
    LOAD("/load/only failures count, each original for itself", other_originals, NULL);
    LOAD("/load/a row is found again by its id", rows, NULL);
    LOAD("/load/sightings are the events that count", sightings, NULL);
    return g_test_run();
}
