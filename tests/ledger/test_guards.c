/* What the guards ask of the ledger: failures, what was taken by advice, what a person lets through. */
#include "ledger/fixture.h"

/* ---- Failures ---------------------------------------------------------------------------------------------------- */

typedef struct {
    GString *seen; /* "key class reason provider reporting remote;" ... */
    NxTime last;
    guint digests;
} Seen;

static void see(const NxFailure *failure, gpointer user)
{
    Seen *seen = user;
    g_assert_cmpint(failure->arrived, >=, seen->last);
    seen->last = failure->arrived;
    seen->digests += failure->sha256 && failure->sha256[31] == 1;
    g_string_append_printf(seen->seen, "%s %s %s %s %s %s;", failure->key, nx_class_name(failure->klass),
                           nx_reason_name(failure->reason), failure->provider ? failure->provider : "-",
                           failure->reporting_mta ? failure->reporting_mta : "-",
                           failure->remote_mta ? failure->remote_mta : "-");
}

static char *failures(Fixture *fixture, NxTime since, guint *digests)
{
    Seen seen = {.seen = g_string_new(NULL)};
    GError *error = NULL;
    g_assert_true(nx_ledger_failures(fixture->ledger, since, see, &seen, &error));
    g_assert_no_error(error);
    if (digests)
        *digests = seen.digests;
    return g_string_free(seen.seen, FALSE);
}

static void failures_come_in_the_order_of_their_arrival(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxSighting *late = sighting("ann@example.com", 1, NOON), *early = sighting("bob@example.com", 2, NOON - NX_DAY);
    late->remote_mta = g_strdup("mx.example.com");
    early->klass = NX_CLASS_HARD;
    early->reason = NX_REASON_USERUNKNOWN;
    g_clear_pointer(&early->provider, g_free);
    record_one(fixture, NOON, late);
    record_one(fixture, NOON, early);
    record_one(fixture, NOON, sighting("old@example.com", 3, NOON - 2 * NX_DAY));
    NxSighting *complaint = sighting("cleo@example.com", 4, NOON);
    complaint->feedback_type = g_strdup("abuse");
    record_one(fixture, NOON, complaint);
    guint digests;
    g_autofree char *all = failures(fixture, NOON - NX_DAY, &digests);
    g_assert_cmpstr(all, ==,
                    "bob@example.com hard userunknown - mx.news.example -;"
                    "ann@example.com soft mailboxfull google mx.news.example mx.example.com;");
    g_assert_cmpuint(digests, ==, 2);
}

static void what_was_purged_is_no_failure_any_more(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    record_one(fixture, NOON, sighting("ann@example.com", 1, NOON));
    const char *const keys[] = {"ann@example.com"};
    g_assert_true(nx_ledger_purge(fixture->ledger, &anna, keys, 1, NULL, NULL));
    g_autofree char *all = failures(fixture, 0, NULL);
    g_assert_cmpstr(all, ==, "");
}

static void who_answered_is_kept(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxSighting *s = sighting("ann@example.com", 1, NOON);
    s->remote_mta = g_strdup("mx.example.com");
    record_one(fixture, NOON, s);
    g_autoptr(GPtrArray) history = nx_ledger_history(fixture->ledger, "ann@example.com", NULL);
    g_assert_cmpstr(((const NxSighting *)history->pdata[0])->remote_mta, ==, "mx.example.com");
}

/* ---- What was taken ---------------------------------------------------------------------------------------------- */

static gint64 accept_at(Fixture *fixture, NxTime at, const char *key, NxDecision decision, const char *place)
{
    NxActHead head = {.name = "accept", .actor = "cron", .session = "night", .at = at};
    NxOrder order = {.key = key,
                     .spelling = key,
                     .decision = decision,
                     .reason = NX_REASON_USERUNKNOWN,
                     .klass = NX_CLASS_HARD,
                     .provider = "google",
                     .place_id = place};
    return decide_as(fixture, &head, &order);
}

static char *taken(Fixture *fixture, NxTime since)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) all = nx_ledger_taken(fixture->ledger, since, &error);
    g_assert_no_error(error);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < all->len; i++) {
        const NxTaken *one = all->pdata[i];
        g_assert_cmpstr(one->key, ==, one->failure.key);
        g_string_append_printf(text, "%s %s;", one->spelling, one->failure.remote_mta ? one->failure.remote_mta : "-");
    }
    return g_string_free(text, FALSE);
}

static void only_what_stands_by_advice_was_taken(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    NxSighting *s = sighting("ann@example.com", 1, NOON - NX_HOUR);
    s->remote_mta = g_strdup("mx.example.com");
    record_one(fixture, NOON, s);
    record_one(fixture, NOON, sighting("bob@example.com", 2, NOON - NX_HOUR));
    accept_at(fixture, NOON, "ann@example.com", NX_DECISION_SUPPRESS,
              "/mail/box\x1f"
              "1");
    accept_at(fixture, NOON, "bob@example.com", NX_DECISION_SUPPRESS,
              "/mail/box\x1f"
              "2");
    accept_at(fixture, NOON, "cleo@example.com", NX_DECISION_SUPPRESS,
              "/mail/box\x1f"
              "3");
    accept_at(fixture, NOON - 2, "old@example.com", NX_DECISION_SUPPRESS, NULL);
    accept_at(fixture, NOON, "held@example.com", NX_DECISION_HOLD, NULL);
    accept_at(fixture, NOON, "released@example.com", NX_DECISION_SUPPRESS, NULL);
    decide(fixture, "released@example.com", NX_DECISION_NONE);
    decide(fixture, "byhand@example.com", NX_DECISION_SUPPRESS);
    g_autofree char *all = taken(fixture, NOON - 1);
    g_assert_cmpstr(all, ==, "ann@example.com mx.example.com;bob@example.com -;cleo@example.com ;");
    g_autoptr(GPtrArray) list = nx_ledger_taken(fixture->ledger, NOON, NULL);
    const NxTaken *ann = list->pdata[0];
    g_assert_cmpint(ann->failure.arrived, ==, NOON - NX_HOUR);
    g_assert_cmpstr(ann->failure.provider, ==, "google");
    g_assert_cmpstr(ann->failure.reporting_mta, ==, "mx.news.example");
    g_assert_cmpint(ann->failure.klass, ==, NX_CLASS_HARD);
    g_assert_cmpint(ann->failure.reason, ==, NX_REASON_USERUNKNOWN);
}

static const NxActHead back = {.name = "take-back", .actor = "anna", .session = "one", .at = NOON + 1};

static void one_act_takes_back_what_several_took(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    retry(fixture, "ann@example.com", NOON + NX_DAY, 2);
    accept_at(fixture, NOON, "ann@example.com", NX_DECISION_SUPPRESS, NULL);
    accept_at(fixture, NOON, "bob@example.com", NX_DECISION_SUPPRESS, NULL);
    accept_at(fixture, NOON, "cleo@example.com", NX_DECISION_SUPPRESS, NULL);
    g_autoptr(GPtrArray) all = nx_ledger_taken(fixture->ledger, NOON, NULL);
    decide(fixture, "cleo@example.com", NX_DECISION_IGNORE);
    guint restored = 0;
    GError *error = NULL;
    g_assert_true(nx_ledger_take_back(fixture->ledger, &back, all, &restored, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(restored, ==, 2);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_RETRY);
    g_assert_cmpint(decision_of(fixture, "bob@example.com"), ==, NX_DECISION_NONE);
    g_assert_cmpint(decision_of(fixture, "cleo@example.com"), ==, NX_DECISION_IGNORE);
    NxAct *act = nx_ledger_undo_next(fixture->ledger, &back, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(act->name, ==, "take-back");
    g_assert_true(nx_ledger_undo(fixture->ledger, &back, act->number, NULL, NULL, NULL));
    nx_act_free(act);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_SUPPRESS);
    g_assert_cmpint(decision_of(fixture, "bob@example.com"), ==, NX_DECISION_SUPPRESS);
}

/* ---- Lifts ------------------------------------------------------------------------------------------------------- */

static const NxActHead allow = {.name = "allow", .actor = "anna", .session = "one", .at = NOON};

static gint64 lift(Fixture *fixture, const char *source, NxTime until)
{
    GError *error = NULL;
    gint64 act = 0;
    g_assert_true(nx_ledger_lift(fixture->ledger, &allow, source, until, &act, &error));
    g_assert_no_error(error);
    g_assert_cmpint(act, !=, 0);
    return act;
}

static char *lifts(Fixture *fixture, NxTime now)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) all = nx_ledger_lifts(fixture->ledger, now, &error);
    g_assert_no_error(error);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < all->len; i++)
        g_string_append_printf(text, "%s;", ((const NxLift *)all->pdata[i])->source);
    return g_string_free(text, FALSE);
}

static void a_lift_stands_until_its_time(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    lift(fixture, "provider:google", NOON + NX_DAY);
    lift(fixture, "all", NOON + NX_HOUR);
    g_autofree char *both = lifts(fixture, NOON), *one = lifts(fixture, NOON + NX_HOUR),
                    *none = lifts(fixture, NOON + NX_DAY);
    g_assert_cmpstr(both, ==, "provider:google;all;");
    g_assert_cmpstr(one, ==, "provider:google;");
    g_assert_cmpstr(none, ==, "");
}

static void a_lift_is_in_the_journal_and_can_be_undone(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = lift(fixture, "provider:google", NOON + NX_DAY);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 0, NULL);
    const NxAct *newest = log->pdata[0];
    g_assert_cmpint(newest->number, ==, act);
    g_assert_cmpstr(newest->name, ==, "allow");
    g_assert_cmpstr(newest->actor, ==, "anna");
    g_assert_cmpstr(newest->sample, ==, "provider:google");
    g_assert_cmpuint(newest->n, ==, 0);
    g_assert_true(nx_ledger_undo(fixture->ledger, &allow, act, NULL, NULL, NULL));
    g_autofree char *none = lifts(fixture, NOON);
    g_assert_cmpstr(none, ==, "");
    g_assert_true(nx_ledger_redo(fixture->ledger, &allow, act, NULL, NULL, NULL));
    g_autofree char *again = lifts(fixture, NOON);
    g_assert_cmpstr(again, ==, "provider:google;");
}

static void no_ledger_knows_of_nothing(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    g_remove(fixture->path);
    reopen(fixture, NX_LEDGER_READ);
    g_autofree char *none = failures(fixture, 0, NULL), *nothing = taken(fixture, 0), *nobody = lifts(fixture, 0);
    g_assert_cmpstr(none, ==, "");
    g_assert_cmpstr(nothing, ==, "");
    g_assert_cmpstr(nobody, ==, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/guards/failures come in the order of their arrival", failures_come_in_the_order_of_their_arrival);
    ADD_TEST("/ledger/guards/what was purged is no failure any more", what_was_purged_is_no_failure_any_more);
    ADD_TEST("/ledger/guards/who answered is kept", who_answered_is_kept);
    ADD_TEST("/ledger/guards/only what stands suppressed by advice was taken", only_what_stands_by_advice_was_taken);
    ADD_TEST("/ledger/guards/one act takes back what several took, one undo gives it again",
             one_act_takes_back_what_several_took);
    ADD_TEST("/ledger/guards/a lift stands until its time", a_lift_stands_until_its_time);
    ADD_TEST("/ledger/guards/a lift is in the journal and can be undone", a_lift_is_in_the_journal_and_can_be_undone);
    ADD_TEST("/ledger/guards/where there is no ledger nothing is known", no_ledger_knows_of_nothing);
    return g_test_run();
}
