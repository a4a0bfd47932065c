/* Lists that are longer than what is sorted in one go: they are merged from runs of 4096 rows, in slices. */
#include "catalog/catalog.h"

enum { RUN = 4096 };

typedef struct {
    NxCatalog *catalog;
} Fixture;

/* Arrivals go up and down, so that every run reaches from the first of them to the last. */
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

/* As many as `n`, in one go and in slices that end within runs, at their ends, and within merges. */
static void assert_lists(guint n)
{
    Fixture fixture;
    fill(&fixture, n);
    for (gint reverse = 0; reverse < 2; reverse++) {
        NxListSpec spec = {.sort = NX_SORT_ARRIVAL, .reverse = reverse};
        g_autoptr(GArray) whole = nx_catalog_list(fixture.catalog, &spec);
        assert_sorted(&fixture, whole, n, reverse);
        static const guint SLICES[] = {1000, RUN, RUN + 1};
        for (guint i = 0; i < G_N_ELEMENTS(SLICES); i++) {
            NxListJob *job = nx_list_job_new(fixture.catalog, &spec, 0);
            guint steps = 1;
            while (nx_list_job_step(job, SLICES[i]))
                steps++;
            g_assert_cmpuint(steps * SLICES[i], >=, n); /* no step takes more than it may */
            g_autoptr(GArray) sliced = nx_list_job_take(job, NULL, NULL);
            nx_list_job_free(job);
            g_assert_cmpmem(whole->data, whole->len * sizeof(guint32), sliced->data, sliced->len * sizeof(guint32));
        }
    }
    tear_down(&fixture, NULL);
}

static void one_run(void)
{
    assert_lists(RUN - 1);
    assert_lists(RUN);
}

static void two_runs(void)
{
    assert_lists(RUN + 1);
    assert_lists(2 * RUN);
}

static void three_runs(void)
{
    assert_lists(2 * RUN + 1);
    assert_lists(3 * RUN);
}

static void five_runs(void)
{
    assert_lists(4 * RUN + 7);
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
    nx_list_job_free(job);
}

/* What comes while a list is made is not in it, and `end` says where to go on. */
static void what_comes_meanwhile_is_for_the_next(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    fill(fixture, RUN + 10);
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
    g_assert_cmpuint(end, ==, RUN + 10);
    g_assert_cmpuint(generation, ==, before);
    g_assert_cmpuint(list->len, ==, RUN + 3);
    g_assert_cmpuint(g_array_index(list, guint32, 0), ==, 7);
    g_assert_cmpuint(g_array_index(list, guint32, RUN + 2), ==, RUN + 9);
    nx_list_job_free(job);
    job = nx_list_job_new(fixture->catalog, &spec, end + 100); /* from beyond its end */
    while (nx_list_job_step(job, 100))
        continue;
    g_autoptr(GArray) none = nx_list_job_take(job, NULL, NULL);
    g_assert_cmpuint(none->len, ==, 0);
    nx_list_job_free(job);
}

#define FIXTURE(path, test) g_test_add("/long list/" path, Fixture, NULL, NULL, test, tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/long list/one run", one_run);
    g_test_add_func("/long list/two runs", two_runs);
    g_test_add_func("/long list/three runs", three_runs);
    g_test_add_func("/long list/five runs", five_runs);
    FIXTURE("a step of nothing goes on", a_step_of_nothing_goes_on);
    FIXTURE("what comes meanwhile is for the next", what_comes_meanwhile_is_for_the_next);
    return g_test_run();
}
