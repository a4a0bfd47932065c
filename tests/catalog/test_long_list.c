/* Long lists, gathered in slices and sorted on another thread. */
#include "catalog/catalog.h"

enum { MANY = 4096 };

typedef struct {
    NxCatalog *catalog;
} Fixture;

/* Arrivals go up and down. */
static NxTime arrival_of(guint i)
{
    return 1000000 + (NxTime)((guint64)i * 7919 % 100003);
}

static void fill(Fixture *fixture, guint n)
{
    fixture->catalog = nx_catalog_new();
    for (guint i = 0; i < n; i++) {
        NxNewEvent draft = {.event = {.arrived = arrival_of(i), .address = NX_NOBODY, .kind = NX_KIND_UNKNOWN}};
        draft.event.place.index = i;
        memcpy(draft.sha256, &i, sizeof i);
        nx_catalog_add_event(fixture->catalog, 0, &draft);
    }
}

static void tear_down(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_clear_pointer(&fixture->catalog, nx_catalog_free);
}

static void assert_sorted(const Fixture *fixture, const GArray *list, guint n, gboolean reverse)
{
    g_assert_cmpuint(list->len, ==, n);
    g_autofree guint8 *seen = g_new0(guint8, n + 1);
    for (guint i = 0; i < n; i++) {
        guint32 row = g_array_index(list, guint32, i);
        g_assert_cmpuint(row, <, n);
        g_assert_false(seen[row]);
        seen[row] = TRUE;
        if (i == 0)
            continue;
        NxTime before = nx_catalog_event(fixture->catalog, g_array_index(list, guint32, i - 1))->arrived,
               here = nx_catalog_event(fixture->catalog, row)->arrived;
        g_assert_cmpint(reverse ? here : before, <=, reverse ? before : here);
    }
}

/* As many as `n`, in one go and in slices. */
static void assert_lists(guint n)
{
    Fixture fixture;
    fill(&fixture, n);
    for (gint reverse = 0; reverse < 2; reverse++) {
        NxListSpec spec = {.sort = NX_SORT_ARRIVAL, .reverse = reverse};
        g_autoptr(GArray) whole = nx_catalog_list(fixture.catalog, &spec);
        assert_sorted(&fixture, whole, n, reverse);
        static const guint SLICES[] = {1000, MANY, MANY + 1};
        for (guint i = 0; i < G_N_ELEMENTS(SLICES); i++) {
            NxListJob *job = nx_list_job_new(fixture.catalog, &spec, 0);
            guint steps = 1;
            while (nx_list_job_step(job, SLICES[i]))
                steps++;
            g_assert_cmpuint(steps * SLICES[i], >=, n); /* no step takes more than it may */
            g_autoptr(GArray) sliced = nx_list_job_take(job, NULL, NULL);
            nx_list_job_unref(job);
            g_assert_cmpmem(whole->data, whole->len * sizeof(guint32), sliced->data, sliced->len * sizeof(guint32));
        }
    }
    tear_down(&fixture, NULL);
}

static void slices_end_where_they_may(void)
{
    assert_lists(MANY - 1);
    assert_lists(MANY);
    assert_lists(MANY + 1);
    assert_lists(4 * MANY + 7);
}

static gpointer sort(gpointer job)
{
    nx_list_job_sort(job);
    nx_list_job_unref(job);
    return NULL;
}

/* Whoever takes the list while another thread sorts it waits for that. */
static void another_thread_sorts(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    fill(fixture, 3 * MANY);
    NxListSpec spec = {.sort = NX_SORT_ARRIVAL};
    NxListJob *job = nx_list_job_new(fixture->catalog, &spec, 0);
    g_assert_false(nx_list_job_step(job, G_MAXUINT));
    g_assert_cmpuint(nx_list_job_count(job), ==, 3 * MANY);
    GThread *thread = g_thread_new("sort", sort, nx_list_job_ref(job));
    g_autoptr(GArray) list = nx_list_job_take(job, NULL, NULL);
    assert_sorted(fixture, list, 3 * MANY, FALSE);
    nx_list_job_unref(job);
    g_thread_join(thread);
}

/* A catalog may go while its list is still being sorted, which nobody waits for. */
static void a_catalog_goes_while_it_is_sorted(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    fixture->catalog = nx_catalog_new();
    for (guint i = 0; i < MANY; i++) {
        g_autofree char *text = g_strdup_printf("mailbox-number-%u.example", i * 7919 % 10007);
        NxNewEvent draft = {.event = {.arrived = 1, .address = NX_NOBODY, .kind = NX_KIND_UNKNOWN}};
        draft.event.place.index = i;
        draft.event.domain = nx_string_table_share(fixture->catalog->strings, text);
        nx_catalog_add_event(fixture->catalog, 0, &draft);
    }
    NxListSpec spec = {.sort = NX_SORT_DOMAIN};
    NxListJob *job = nx_list_job_new(fixture->catalog, &spec, 0);
    g_assert_false(nx_list_job_step(job, G_MAXUINT));
    GThread *thread = g_thread_new("sort", sort, job);
    g_clear_pointer(&fixture->catalog, nx_catalog_free);
    g_thread_join(thread);
}

static gboolean is_odd(gpointer asked, guint32 event)
{
    ++*(guint *)asked;
    return event % 2;
}

static void what_else_is_asked_of_rows(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    guint asked = 0;
    fill(fixture, 9);
    NxListSpec spec = {.sort = NX_SORT_PLACE, .keeps = is_odd, .user = &asked};
    g_autoptr(GArray) list = nx_catalog_list(fixture->catalog, &spec);
    g_assert_cmpuint(asked, ==, 9);
    g_assert_cmpuint(list->len, ==, 4);
    for (guint i = 0; i < list->len; i++)
        g_assert_cmpuint(g_array_index(list, guint32, i), ==, 2 * i + 1);
}

/* A mailbox that was opened first gets mail when others behind it are read: its rows stand before theirs. */
static void late_rows_stand_at_their_places(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const guint32 MAILBOXES[] = {0, 0, 1, 1, 0, 1}, INDEXES[] = {1, 2, 1, 1, 3, 2},
                         ORDINALS[] = {0, 0, 0, 1, 0, 0}, ORDER[] = {0, 1, 4, 2, 3, 5};
    fixture->catalog = nx_catalog_new();
    for (guint i = 0; i < G_N_ELEMENTS(ORDER); i++) {
        NxNewEvent draft = {.event = {.arrived = 1, .address = NX_NOBODY, .kind = NX_KIND_UNKNOWN}};
        draft.event.place.index = INDEXES[i];
        draft.event.ordinal = ORDINALS[i];
        draft.sha256[0] = (guint8)i;
        nx_catalog_add_event(fixture->catalog, MAILBOXES[i], &draft);
        g_assert_cmpint(fixture->catalog->in_place_order, ==, i < 4);
    }
    for (guint k = 0; k < 4; k++) { /* all arrived at the same time: those of one key stand by place both ways round */
        NxListSpec spec = {.sort = k / 2 ? NX_SORT_ARRIVAL : NX_SORT_PLACE, .reverse = k % 2};
        g_autoptr(GArray) list = nx_catalog_list(fixture->catalog, &spec);
        for (guint i = 0; i < list->len; i++)
            g_assert_cmpuint(g_array_index(list, guint32, i), ==, ORDER[k == 1 ? list->len - 1 - i : i]);
    }
}

/* A step that may take nothing takes one row, so that whoever waits for the end sees it. */
static void a_step_of_nothing_goes_on(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    fill(fixture, 3);
    NxListSpec spec = {.sort = NX_SORT_ARRIVAL};
    NxListJob *job = nx_list_job_new(fixture->catalog, &spec, 0);
    guint steps = 0;
    while (nx_list_job_step(job, 0))
        g_assert_cmpuint(++steps, <=, 4);
    g_assert_false(nx_list_job_step(job, 100));
    g_autoptr(GArray) list = nx_list_job_take(job, NULL, NULL);
    assert_sorted(fixture, list, 3, FALSE);
    nx_list_job_unref(job);
}

/* What comes while a list is made is not in it, and `end` says where to go on. */
static void what_comes_meanwhile_is_for_the_next(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    fill(fixture, MANY + 10);
    NxListSpec spec = {.sort = NX_SORT_PLACE};
    NxListJob *job = nx_list_job_new(fixture->catalog, &spec, 7);
    guint64 before = nx_catalog_generation(fixture->catalog);
    g_assert_true(nx_list_job_step(job, 5));
    NxNewEvent late = {.event = {.arrived = 1, .address = NX_NOBODY, .kind = NX_KIND_UNKNOWN}, .sha256 = "late"};
    nx_catalog_add_event(fixture->catalog, 0, &late);
    nx_catalog_touch(fixture->catalog);
    while (nx_list_job_step(job, 100))
        continue;
    guint32 end;
    guint64 generation;
    g_autoptr(GArray) list = nx_list_job_take(job, &end, &generation);
    g_assert_cmpuint(end, ==, MANY + 10);
    g_assert_cmpuint(generation, ==, before);
    g_assert_cmpuint(list->len, ==, MANY + 3);
    g_assert_cmpuint(g_array_index(list, guint32, 0), ==, 7);
    g_assert_cmpuint(g_array_index(list, guint32, MANY + 2), ==, MANY + 9);
    nx_list_job_unref(job);
    job = nx_list_job_new(fixture->catalog, &spec, end + 100); /* from beyond its end */
    while (nx_list_job_step(job, 100))
        continue;
    g_autoptr(GArray) none = nx_list_job_take(job, NULL, NULL);
    g_assert_cmpuint(none->len, ==, 0);
    nx_list_job_unref(job);
}

#define FIXTURE(path, test) g_test_add("/long list/" path, Fixture, NULL, NULL, test, tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/long list/slices end where they may", slices_end_where_they_may);
    FIXTURE("another thread sorts", another_thread_sorts);
    FIXTURE("a catalog goes while it is sorted", a_catalog_goes_while_it_is_sorted);
    FIXTURE("what else is asked of rows", what_else_is_asked_of_rows);
    FIXTURE("late rows stand at their places", late_rows_stand_at_their_places);
    FIXTURE("a step of nothing goes on", a_step_of_nothing_goes_on);
    FIXTURE("what comes meanwhile is for the next", what_comes_meanwhile_is_for_the_next);
    return g_test_run();
}
