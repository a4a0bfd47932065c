/* Lists, groups, hints. */
#include "catalog/fixture.h"
#include "catalog/group.h"

static const char *const DOMAINS[] = {"big.example", "corp.example", "isp.example"};
static const char *const CODES[] = {"5.1.1", "5.7.1", "4.2.2"};
static const char *const TEXTS[] = {"550 5.1.1 user unknown", "550 5.7.1 blocked by blacklist of sender IP",
                                    "452 4.2.2 mailbox full"};

static NxListSpec spec_of(NxSort sort, gboolean reverse)
{
    return (NxListSpec){.sort = sort, .reverse = reverse, .settle = 7 * NX_DAY, .now = NOW};
}

/* 600 bounces at three domains, one every ten minutes, the newest first; every tenth without a remote MTA. */
static void fill(Fixture *fixture)
{
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (guint i = 0; i < 600; i++) {
        guint kind = i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2;
        g_autofree char *recipient = g_strdup_printf("u%03u@%s", (i * 7) % 600, DOMAINS[kind]),
                        *mta = g_strdup_printf("mx%u.%s", i % 3, DOMAINS[kind]);
        NxBounce bounce = {.recipient = recipient,
                           .status = CODES[kind],
                           .diagnostic = TEXTS[kind],
                           .remote_mta = i % 10 ? mta : NULL,
                           .arrived = NOW - i * 600};
        nx_bounce_append(mbox, &bounce);
    }
    g_autofree char *path = nx_test_file("list", mbox->str);
    fixture_fill(fixture, path);
}

static const NxEvent *row(const Fixture *fixture, const GArray *list, guint i)
{
    return nx_catalog_event(fixture->catalog, g_array_index(list, guint32, i));
}

/* What stands before and behind, by the words of a person; 0: alike. */
static gint expected_order(const Fixture *fixture, NxSort sort, const NxEvent *a, const NxEvent *b)
{
    switch (sort) {
    case NX_SORT_ADDRESS:
        return strcmp(nx_catalog_address(fixture->catalog, a->address)->key,
                      nx_catalog_address(fixture->catalog, b->address)->key);
    case NX_SORT_MTA:
        return strcmp(a->remote_mta ? a->remote_mta : a->reporting_mta,
                      b->remote_mta ? b->remote_mta : b->reporting_mta);
    case NX_SORT_CLASS: return (gint)a->verdict.klass - (gint)b->verdict.klass;
    case NX_SORT_REASON: return (gint)a->verdict.reason - (gint)b->verdict.reason;
    case NX_SORT_SEEN:
        return (gint)nx_catalog_address(fixture->catalog, a->address)->standing.seen -
               (gint)nx_catalog_address(fixture->catalog, b->address)->standing.seen;
    default: return 0;
    }
}

static void sorts_by_what_it_says(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fill(fixture);
    for (guint32 i = 0; i < nx_catalog_n_addresses(fixture->catalog); i++)
        nx_catalog_address(fixture->catalog, i)->standing.seen = 1 + i % 7;
    static const NxSort SORTS[] = {NX_SORT_ADDRESS, NX_SORT_MTA, NX_SORT_CLASS, NX_SORT_REASON, NX_SORT_SEEN};
    for (guint k = 0; k < 2 * G_N_ELEMENTS(SORTS); k++) {
        NxListSpec spec = spec_of(SORTS[k / 2], k % 2);
        g_autoptr(GArray) list = nx_catalog_list(fixture->catalog, &spec);
        guint differ = 0;
        for (guint i = 1; i < list->len; i++) {
            const NxEvent *a = row(fixture, list, i - 1), *b = row(fixture, list, i);
            gint order = expected_order(fixture, spec.sort, a, b);
            g_assert_cmpint(spec.reverse ? -order : order, <=, 0);
            if (order == 0)
                g_assert_cmpuint(a->place.index, <, b->place.index);
            differ += order != 0;
        }
        g_assert_cmpuint(differ, >, 1);
    }
}

static void sorts(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fill(fixture);
    for (guint sort = 0; sort < NX_N_SORTS; sort++)
        for (gint reverse = 0; reverse < 2; reverse++) {
            NxListSpec spec = spec_of((NxSort)sort, reverse);
            g_autoptr(GArray) list = nx_catalog_list(fixture->catalog, &spec);
            g_assert_cmpuint(list->len, ==, 600);
            gint sign = reverse ? -1 : 1;
            for (guint i = 1; i < 600; i++) {
                const NxEvent *a = row(fixture, list, i - 1), *b = row(fixture, list, i);
                if (sort == NX_SORT_ARRIVAL)
                    g_assert_cmpint(sign * a->arrived, <=, sign * b->arrived);
                if (sort == NX_SORT_PLACE)
                    g_assert_cmpint(sign * (gint)a->place.index, <, sign * (gint)b->place.index);
                if (sort == NX_SORT_DOMAIN)
                    g_assert_cmpint(sign * strcmp(a->domain, b->domain), <=, 0);
                if (sort == NX_SORT_STATUS && nx_status_equal(a->verdict.status, b->verdict.status))
                    g_assert_cmpuint(a->place.index, <, b->place.index); /* ties by place, whichever way round */
            }
        }
}

static void slices(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fill(fixture);
    NxListSpec spec = spec_of(NX_SORT_ADDRESS, FALSE);
    NxQuery *query = nx_query_parse("domain:big.example or class:soft", NULL, NULL);
    spec.query = query;
    g_autoptr(GArray) whole = nx_catalog_list(fixture->catalog, &spec);
    g_assert_cmpuint(whole->len, ==, 400);
    NxListJob *job = nx_list_job_new(fixture->catalog, &spec, 0);
    guint steps = 0;
    while (nx_list_job_step(job, 13))
        steps++;
    g_assert_cmpuint(steps, >=, 600 / 13);
    guint32 end;
    g_autoptr(GArray) sliced = nx_list_job_take(job, &end, NULL);
    g_assert_cmpuint(end, ==, 600);
    g_assert_cmpmem(whole->data, whole->len * sizeof(guint32), sliced->data, sliced->len * sizeof(guint32));
    nx_list_job_unref(job);
    nx_query_free(query);
}

static void merges(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fill(fixture);
    for (guint sort = 0; sort < NX_N_SORTS; sort++) {
        NxListSpec spec = spec_of((NxSort)sort, sort % 2);
        g_autoptr(GArray) whole = nx_catalog_list(fixture->catalog, &spec);
        g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(guint32));
        for (guint i = 0; i < whole->len; i++)
            if (g_array_index(whole, guint32, i) < 450)
                g_array_append_val(list, g_array_index(whole, guint32, i));
        NxListJob *job = nx_list_job_new(fixture->catalog, &spec, 450);
        while (nx_list_job_step(job, 50))
            ;
        g_autoptr(GArray) more = nx_list_job_take(job, NULL, NULL);
        nx_list_job_unref(job);
        nx_list_merge(fixture->catalog, &spec, list, more);
        g_assert_cmpmem(whole->data, whole->len * sizeof(guint32), list->data, list->len * sizeof(guint32));
    }
}

static void unknown_last(Fixture *fixture, gconstpointer data)
{
    (void)data;
    NxBounce bounces[] = {{.status = "5.0.0", .arrived = NOW},
                          {.recipient = "z@b.example", .status = "5.1.1", .arrived = NOW},
                          {.recipient = "a@b.example", .status = "5.1.1", .arrived = NOW}};
    fixture_fill_with(fixture, "unknown", bounces, 3);
    for (gint reverse = 0; reverse < 2; reverse++) {
        NxListSpec spec = spec_of(NX_SORT_ADDRESS, reverse);
        g_autoptr(GArray) list = nx_catalog_list(fixture->catalog, &spec);
        g_assert_cmpstr(row(fixture, list, 0)->recipient, ==, reverse ? "z@b.example" : "a@b.example");
        g_assert_null(row(fixture, list, 2)->recipient);
    }
}

static void empty(Fixture *fixture, gconstpointer data)
{
    (void)data;
    NxListSpec spec = spec_of(NX_SORT_ARRIVAL, FALSE);
    g_autoptr(GArray) list = nx_catalog_list(fixture->catalog, &spec);
    g_assert_cmpuint(list->len, ==, 0);
    g_autoptr(GPtrArray) groups = nx_catalog_group(fixture->catalog, list, NX_BY_DOMAIN);
    g_assert_cmpuint(groups->len, ==, 0);
    g_assert_null(nx_groups_hint(groups, NX_BY_DOMAIN));
}

static GPtrArray *groups_by(Fixture *fixture, NxBy by)
{
    NxListSpec spec = spec_of(NX_SORT_PLACE, FALSE);
    g_autoptr(GArray) list = nx_catalog_list(fixture->catalog, &spec);
    return nx_catalog_group(fixture->catalog, list, by);
}

static void groups(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fill(fixture);
    guint32 held = nx_catalog_find(fixture->catalog, nx_catalog_address(fixture->catalog, 0)->key);
    nx_catalog_address(fixture->catalog, held)->standing.decision = NX_DECISION_HOLD;
    g_autoptr(GPtrArray) by_domain = groups_by(fixture, NX_BY_DOMAIN);
    g_assert_cmpuint(by_domain->len, ==, 3);
    const NxGroup *first = by_domain->pdata[0], *last = by_domain->pdata[2];
    g_assert_cmpstr(first->name, ==, "big.example");
    g_assert_cmpuint(first->events, ==, 300);
    g_assert_cmpuint(first->list->len, ==, 300);
    g_assert_cmpuint(first->classes[NX_CLASS_HARD], ==, 300);
    g_assert_cmpuint(first->reasons[NX_REASON_USERUNKNOWN], ==, 300);
    g_assert_cmpuint(first->undecided, ==, first->addresses - 1);
    g_assert_cmpstr(last->name, ==, "isp.example");
    g_assert_cmpuint(last->events, ==, 100);

    nx_catalog_address(fixture->catalog, 1)->standing.left = NX_LEFT_GUARDED;
    nx_catalog_address(fixture->catalog, 2)->tagged = TRUE;
    g_autoptr(GPtrArray) by_left = groups_by(fixture, NX_BY_LEFT);
    guint guarded = 0, taken = 0, tagged = 0, undecided = 0;
    for (guint i = 0; i < by_left->len; i++) {
        const NxGroup *group = by_left->pdata[i];
        guarded += group->lefts[NX_LEFT_GUARDED];
        taken += group->lefts[NX_LEFT_NOT];
        tagged += group->tagged;
        undecided += group->undecided;
        g_assert_cmpint(g_str_equal(group->name, "guard"), ==, group->lefts[NX_LEFT_GUARDED] > 0);
        g_assert_true(g_str_equal(group->name, "guard") || g_str_equal(group->name, "-"));
    }
    g_assert_cmpuint(guarded, ==, 1);
    g_assert_cmpuint(tagged, ==, 1);
    g_assert_cmpuint(taken, ==, undecided - 1);
    NxSuggestion review = {.kind = NX_ADVICE_REVIEW};
    nx_catalog_suggest(fixture->catalog, 0, &review);
    g_autoptr(GPtrArray) by_advice = groups_by(fixture, NX_BY_ADVISED);
    const NxGroup *least = by_advice->pdata[by_advice->len - 1];
    g_assert_cmpstr(least->name, ==, "review");
    g_assert_cmpuint(least->events, ==, 1);

    g_autoptr(GPtrArray) by_day = groups_by(fixture, NX_BY_DAY);
    g_autoptr(GPtrArray) by_provider = groups_by(fixture, NX_BY_PROVIDER);
    g_assert_cmpuint(by_day->len, ==, 5);
    g_assert_cmpstr(((const NxGroup *)by_provider->pdata[0])->name, ==, "-");
}

/* Ten messages: ann, bob, ann, nobody, ann, bob, ... */
static void addresses_once(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const RECIPIENTS[] = {"ann@isp.example", "bob@isp.example", "ann@isp.example", NULL};
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (guint i = 0; i < 10; i++) {
        g_autofree char *original = g_strdup_printf("o%u@news.example", i);
        NxBounce bounce = {.recipient = RECIPIENTS[i % G_N_ELEMENTS(RECIPIENTS)],
                           .status = "5.1.1",
                           .original_id = original,
                           .arrived = NOW - i * NX_DAY};
        nx_bounce_append(mbox, &bounce);
    }
    g_autofree char *path = nx_test_file("once", mbox->str);
    fixture_fill(fixture, path);
    NxListSpec spec = spec_of(NX_SORT_PLACE, TRUE);
    g_autoptr(GArray) list = nx_catalog_list(fixture->catalog, &spec);
    guint nobody = 0;
    g_autoptr(GArray) addresses = nx_catalog_addresses(fixture->catalog, list, &nobody);
    g_assert_cmpuint(list->len, ==, 10);
    g_assert_cmpuint(nobody, ==, 2);
    g_assert_cmpuint(addresses->len, ==, 2);
    static const char *const FIRST_LAST[] = {"bob@isp.example", "ann@isp.example"}; /* the list begins at its end */
    for (guint i = 0; i < 2; i++)
        g_assert_cmpstr(nx_catalog_address(fixture->catalog, g_array_index(addresses, guint32, i))->key, ==,
                        FIRST_LAST[i]);
    g_array_set_size(list, 0);
    g_autoptr(GArray) none = nx_catalog_addresses(fixture->catalog, list, &nobody);
    g_assert_cmpuint(none->len + nobody, ==, 0);
}

static void hint(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fill(fixture);
    g_autoptr(GPtrArray) by_domain = groups_by(fixture, NX_BY_DOMAIN);
    g_ptr_array_remove_index(by_domain, 0);
    g_autofree char *text = nx_groups_hint(by_domain, NX_BY_DOMAIN);
    g_assert_cmpstr(
        text, ==,
        "200 of 200 at corp.example are blocks (5.7.1): hold them and fix the sender; do not suppress the recipients.");
    g_assert_null(nx_groups_hint(by_domain, NX_BY_CLASS));
}

static void names(void)
{
    for (guint i = 0; i < NX_N_SORTS; i++) {
        NxSort sort;
        g_assert_true(nx_sort_parse(nx_sort_name((NxSort)i), &sort) && sort == i);
    }
    for (guint i = 0; i < NX_N_BYS; i++) {
        NxBy by;
        g_assert_true(nx_by_parse(nx_by_name((NxBy)i), &by) && by == i);
    }
    for (guint i = 1; i < NX_N_DECISIONS; i++) {
        NxDecision decision;
        g_assert_true(nx_decision_parse(nx_decision_name((NxDecision)i), &decision) && decision == i);
    }
    NxSort sort;
    NxBy by;
    NxDecision decision;
    g_assert_false(nx_sort_parse("colour", &sort) || nx_by_parse("colour", &by) ||
                   nx_decision_parse("forget", &decision));
}

#define FIXTURE(path, test) g_test_add(path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

/* What the hint begins with for one group of `events` events, of which `n` are of the class and reason. */
static char *hint_of(NxBy by, const char *name, guint events, guint n, NxClass klass, NxReason reason)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    NxRichGroup rich = {.group = {.name = name, .events = events}};
    rich.group.classes[klass] = n;
    rich.group.reasons[reason] = n;
    g_ptr_array_add(all, &rich);
    return nx_groups_hint(all, by);
}

static void each_pattern_begins_at_its_share(void)
{
    static const struct {
        NxClass klass;
        NxReason reason;
        guint percent;
        const char *says;
    } PATTERNS[] = {
        {NX_CLASS_BLOCK, NX_REASON_BLOCKED, 60, "are blocks"},
        {NX_CLASS_NONE, NX_REASON_HOSTUNKNOWN, 60, "host is unknown"},
        {NX_CLASS_COMPLAINT, NX_REASON_FEEDBACK, 30, "are complaints"},
        {NX_CLASS_SOFT, NX_REASON_MAILBOXFULL, 60, "full mailbox"},
        {NX_CLASS_SOFT, NX_REASON_SPEEDING, 40, "too fast"},
        {NX_CLASS_SOFT, NX_REASON_NETWORKERROR, 60, "could not be reached"},
        {NX_CLASS_HARD, NX_REASON_USERUNKNOWN, 90, "are unknown users"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(PATTERNS); i++) {
        NxClass klass = PATTERNS[i].klass;
        NxReason reason = PATTERNS[i].reason;
        g_autofree char *enough = hint_of(NX_BY_DOMAIN, "a.example", 100, PATTERNS[i].percent, klass, reason);
        g_assert_nonnull(enough);
        g_assert_nonnull(strstr(enough, PATTERNS[i].says));
        g_assert_null(hint_of(NX_BY_DOMAIN, "a.example", 100, PATTERNS[i].percent - 1, klass, reason));
    }
}

static void a_hint_needs_ten_events_and_somebody_to_ask(void)
{
    for (guint by = 0; by < NX_N_BYS; by++) {
        gboolean tells = by == NX_BY_DOMAIN || by == NX_BY_PROVIDER || by == NX_BY_MTA || by == NX_BY_STREAM;
        g_autofree char *hint = hint_of((NxBy)by, "a.example", 10, 10, NX_CLASS_BLOCK, NX_REASON_BLOCKED);
        g_assert_cmpint(hint != NULL, ==, tells);
    }
    g_assert_null(hint_of(NX_BY_DOMAIN, "a.example", 9, 9, NX_CLASS_BLOCK, NX_REASON_BLOCKED));
    g_assert_null(hint_of(NX_BY_DOMAIN, "-", 10, 10, NX_CLASS_BLOCK, NX_REASON_BLOCKED));
}

/* 300 of the 600 are unknown users; the newest is the first, and nothing is decided about any. */
static void alike(Fixture *fixture, gconstpointer data)
{
    (void)data;
    NxAlike found;
    fill(fixture);
    guint32 unknown = 0;
    while (nx_catalog_event(fixture->catalog, unknown)->verdict.reason != NX_REASON_USERUNKNOWN)
        unknown++;
    nx_catalog_alike(fixture->catalog, unknown, NULL, &found);
    g_assert_cmpuint(found.n, ==, 300);
    g_assert_cmpuint(found.undecided, ==, 300);
    g_assert_cmpint(found.since, ==, NOW - 596 * 600); /* 596 % 6 is 2; 597 to 599 are others */
    nx_catalog_alike(fixture->catalog, unknown, "USER unknown", &found);
    g_assert_cmpuint(found.n, ==, 300);
    nx_catalog_alike(fixture->catalog, unknown, "user unknowns", &found);
    g_assert_cmpuint(found.n, ==, 0);
    NxAddress *one = nx_catalog_address(fixture->catalog, nx_catalog_event(fixture->catalog, unknown)->address);
    one->standing.decision = NX_DECISION_SUPPRESS;
    nx_catalog_alike(fixture->catalog, unknown, NULL, &found);
    g_assert_cmpuint(found.undecided, ==, 299);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    FIXTURE("/list/every sort sorts, ties by place", sorts);
    FIXTURE("/list/each sort goes by what it is called", sorts_by_what_it_says);
    FIXTURE("/list/slices give what one go gives", slices);
    FIXTURE("/list/new events are merged to where they belong", merges);
    FIXTURE("/list/what is not known comes last", unknown_last);
    FIXTURE("/list/nothing gives nothing", empty);
    FIXTURE("/list/a list has each of its addresses once", addresses_once);
    FIXTURE("/list/events that were decided alike are counted", alike);
    FIXTURE("/group/groups count events, classes, addresses and days", groups);
    FIXTURE("/group/the hint names the pattern", hint);
    g_test_add_func("/list/names come back", names);
    g_test_add_func("/group/each pattern begins at its share", each_pattern_begins_at_its_share);
    g_test_add_func("/group/a hint needs ten events and somebody to ask", a_hint_needs_ten_events_and_somebody_to_ask);
    return g_test_run();
}
