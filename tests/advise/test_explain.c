/* An advice in words: what speaks for it, what against it, and why not the others. */
#include "advise/fixture.h"
#include "advise/points.h"

static NxAdvice explained(Fixture *fixture, guint32 event)
{
    NxAdvice advice;
    const char *key = nx_catalog_address(fixture->catalog, event_of(fixture, event)->address)->key;
    g_autoptr(GPtrArray) recalls = nx_ledger_recall(ledger(fixture), &key, 1, NULL);
    NxMailbox *mailbox = nx_catalog_mailbox(fixture->catalog, 0);
    g_autoptr(GBytes) message = nx_mailbox_read(mailbox, &event_of(fixture, event)->place, NULL);
    NxEnvelope envelope = {.now = NOON};
    NxReport *report = nx_reader_read(fixture->reader, message, &envelope, NULL);
    nx_advisor_explain(fixture->advisor, event, report, recalls->pdata[0], NOON, &advice);
    nx_report_free(report);
    return advice;
}

static void assert_says(const char *text, const char *words)
{
    g_assert_nonnull(text);
    if (!strstr(text, words))
        g_assert_cmpstr(text, ==, words);
}

static void assert_points(const GPtrArray *points, const char *text)
{
    g_autofree char *said = nx_points_text(points);
    g_assert_cmpstr(said, ==, text);
}

static const NxPoint *point_of(const GPtrArray *points, NxPointKind kind)
{
    for (guint i = 0; i < points->len; i++)
        if (((const NxPoint *)points->pdata[i])->kind == kind)
            return points->pdata[i];
    return NULL;
}

static void a_full_mailbox_with_a_permanent_code(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce b = {
        .to = "taro@isp.example", .status = "5.2.2", .diagnostic = "552 5.2.2 Mailbox is full", .at = NOON - NX_HOUR};
    add_bounce(fixture, &b);
    advise(fixture);
    NxAdvice advice = explained(fixture, 0);
    g_assert_cmpstr(advice.action, ==,
                    "retry: do not mail before 2026-11-22 11:00; the next send after that is attempt 1 of 4");
    assert_points(
        advice.reasons,
        "5.2.2 says permanent (5), but RFC 3463 3.3 means a full mailbox to be tried again: it exists and may "
        "be emptied. For it: status 5.2.2, reply 552, \"Mailbox is full\", rule full-mailbox.");
    assert_points(advice.against, NULL);
    g_assert_cmpstr(advice.why_not[NX_DECISION_SUPPRESS], ==,
                    "full mailboxes are suppressed only when their plan is used up");
    g_assert_cmpstr(advice.why_not[NX_DECISION_HOLD], ==, "the sender is not at fault");
    g_assert_nonnull(advice.why_not[NX_DECISION_IGNORE]);
    g_assert_null(advice.why_not[NX_DECISION_RETRY]);
    g_assert_cmpstr(advice.history, ==, "1 bounce since 2026-11-21; nothing delivered since");
    nx_advice_clear(&advice);
    g_assert_null(advice.reasons);
}

static void a_dead_address(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_HOUR);
    advise(fixture);
    NxAdvice advice = explained(fixture, 0);
    assert_says(advice.action, "suppress");
    assert_says(point_of(advice.reasons, NX_POINT_MEANING)->sentence, "no such mailbox");
    assert_points(advice.against, NULL);
    assert_points(advice.doubts, NULL);
    g_assert_null(advice.why_not[NX_DECISION_SUPPRESS]);
    assert_says(advice.why_not[NX_DECISION_RETRY], "permanent");
    nx_advice_clear(&advice);
}

static void a_block(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    blocked(fixture, "ann@isp.example", NOON - NX_HOUR);
    advise(fixture);
    NxAdvice advice = explained(fixture, 0);
    assert_says(advice.action, "hold: leave it out until -/blocked is released");
    assert_says(advice.why_not[NX_DECISION_SUPPRESS], "not the address");
    assert_says(advice.why_not[NX_DECISION_RETRY], "until the cause is removed");
    nx_advice_clear(&advice);
}

static void a_guard_is_named(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_host(fixture, "ann@gmail.com", NOON - NX_HOUR);
    advise(fixture);
    NxAdvice advice = explained(fixture, 0);
    assert_says(advice.action, "review");
    const NxPoint *guard = point_of(advice.against, NX_POINT_GUARD);
    g_assert_cmpuint(guard->bit, ==, NX_GUARD_PROVIDER);
    g_assert_cmpstr(guard->sentence, ==, nx_guard_text(NX_GUARD_PROVIDER));
    g_assert_null(point_of(advice.doubts, NX_POINT_DOUBT)); /* it is told by the guard */
    assert_says(advice.why_not[NX_DECISION_SUPPRESS], "guard");
    for (guint i = NX_DECISION_SUPPRESS; i < NX_N_DECISIONS; i++)
        g_assert_nonnull(advice.why_not[i]);
    nx_advice_clear(&advice);
}

/* What speaks against the answer to a message with the Status 5.1.1, and the only doubt beside. */
static void assert_contradiction(Fixture *fixture, const char *diagnostic, NxPointKind kind, const char *words)
{
    Bounce b = {.to = "ann@isp.example", .status = "5.1.1", .diagnostic = diagnostic, .at = NOON - NX_HOUR};
    add_bounce(fixture, &b);
    advise(fixture);
    NxAdvice advice = explained(fixture, 0);
    g_assert_cmpuint(advice.against->len, ==, 1);
    const NxPoint *point = advice.against->pdata[0];
    g_assert_cmpint(point->kind, ==, kind);
    assert_says(point->sentence, words);
    g_assert_cmpuint(point_of(advice.doubts, NX_POINT_DOUBT)->bit, ==, NX_DOUBT_CONTRADICTION);
    nx_advice_clear(&advice);
}

static void a_text_against_the_code_is_told(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    assert_contradiction(fixture, "550 5.1.1 Mailbox is full", NX_POINT_TEXT, "mailbox full");
}

static void codes_against_each_other_are_told(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    assert_contradiction(fixture, "552 5.2.2 Mailbox is full", NX_POINT_CODES, "5.2.2");
}

static void without_own_the_doubt_is_told(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_HOUR);
    advise(fixture);
    NxAdvice advice = explained(fixture, 0);
    g_assert_cmpuint(point_of(advice.against, NX_POINT_DOUBT)->bit, ==, NX_DOUBT_NO_OWN);
    assert_points(advice.against, "not certain: [own] in the configuration names no domain or address of yours");
    assert_points(advice.doubts, NULL); /* none is told twice */
    nx_advice_clear(&advice);
}

static void doubts_speak_only_against_suppressing(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce b = {.to = "ann@isp.example", .status = "4.2.2", .at = NOON - NX_HOUR};
    add_bounce(fixture, &b);
    advise(fixture);
    NxAdvice advice = explained(fixture, 0);
    assert_points(advice.against, NULL);
    g_assert_cmpuint(advice.doubts->len, ==, 3);
    static const NxDoubt DOUBTS[] = {NX_DOUBT_NO_OWN, NX_DOUBT_CLASS, NX_DOUBT_TEXT};
    for (guint i = 0; i < G_N_ELEMENTS(DOUBTS); i++)
        g_assert_cmpuint(((const NxPoint *)advice.doubts->pdata[i])->bit, ==, DOUBTS[i]);
    nx_advice_clear(&advice);
}

/* Points of all kinds, in the order in which advice has them. */
static void points_of_a_kind_are_taken_together(void)
{
    g_autoptr(GPtrArray) points = nx_points_new();
    g_autofree char *nothing = nx_points_text(points);
    g_assert_null(nothing);
    nx_points_add(points, NX_POINT_MEANING, 0, NULL);
    g_assert_cmpuint(points->len, ==, 0);
    static const struct {
        NxPointKind kind;
        const char *sentence;
    } ALL[] = {{NX_POINT_MEANING, "It is full."}, {NX_POINT_HISTORY, "It stays."}, {NX_POINT_HISTORY, "It bounced."},
               {NX_POINT_EVIDENCE, "status"},     {NX_POINT_EVIDENCE, "rule"},     {NX_POINT_CODES, "codes"},
               {NX_POINT_TEXT, "text"},           {NX_POINT_GUARD, "guard"},       {NX_POINT_GUARD, "guard"},
               {NX_POINT_DOUBT, "a doubt"},       {NX_POINT_DOUBT, "another"}};
    for (guint i = 0; i < G_N_ELEMENTS(ALL); i++)
        nx_points_add(points, ALL[i].kind, 0, g_strdup(ALL[i].sentence));
    assert_points(points, "It is full. It stays. It bounced. For it: status, rule., codes, text, guard, guard, "
                          "not certain: a doubt, another");
}

static void the_history_is_told(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    full_mailbox(fixture, "ann@isp.example", NOON - 40 * NX_DAY);
    full_mailbox(fixture, "ann@isp.example", NOON - 9 * NX_DAY);
    advise(fixture);
    retry_stands(fixture, "ann@isp.example", 1, NOON - 8 * NX_DAY);
    const char *const keys[] = {"ann@isp.example", NULL};
    remember(fixture);
    NxAdvice advice = explained(fixture, 1);
    g_assert_cmpstr(
        advice.history, ==,
        "2 bounces since 2026-10-12, attempt 1 of 4 not before 2026-11-13 by anna; nothing delivered since");
    assert_says(advice.action, "due since 2026-11-13 12:00");
    nx_advice_clear(&advice);
    g_assert_true(nx_ledger_attempted(ledger(fixture), "news", keys, NOON - 3 * NX_DAY, NULL));
    remember(fixture);
    advice = explained(fixture, 1);
    assert_says(advice.history, "attempt 1 of 4 handed over 2026-11-18");
    nx_advice_clear(&advice);
}

static void a_decision_and_its_author_are_told(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    unknown_user(fixture, "ann@isp.example", NOON - NX_DAY);
    advise(fixture);
    NxOrder order = {.key = "ann@isp.example", .decision = NX_DECISION_SUPPRESS};
    decide(fixture, &order);
    remember(fixture);
    NxAdvice advice = explained(fixture, 0);
    assert_says(advice.history, "suppressed since 2026-11-21 by anna");
    assert_says(point_of(advice.reasons, NX_POINT_HISTORY)->sentence, "until it is released");
    assert_says(advice.why_not[NX_DECISION_RETRY], "until it is released");
    nx_advice_clear(&advice);
}

static void hostile_words_are_made_safe(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    Bounce b = {.to = "ann@isp.example",
                .status = "5.1.1",
                .diagnostic = "550 5.1.1 User \x1b[31munknown",
                .at = NOON - NX_HOUR};
    add_bounce(fixture, &b);
    advise(fixture);
    NxAdvice advice = explained(fixture, 0);
    g_autofree char *why = nx_points_text(advice.reasons), *against = nx_points_text(advice.against);
    const char *const texts[] = {advice.action, why, against, advice.history};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_assert_true(!texts[i] || !strchr(texts[i], '\x1b'));
    nx_advice_clear(&advice);
}

/* Every reason with every kind of code: nothing is left unsaid. */
static void no_event_is_without_words(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const char *const codes[] = {"5.1.1", "4.1.1", "5.2.2", "4.2.1", "5.7.1",  "4.7.0", "5.3.0",
                                        "5.0.0", "4.4.7", "5.6.0", "2.0.0", "5.7.26", "4.7.28"};
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
        g_autofree char *to = g_strdup_printf("user%u@isp%u.example", i, i);
        Bounce b = {.to = to, .status = codes[i], .at = NOON - NX_DAY};
        add_bounce(fixture, &b);
    }
    complaint(fixture, "ann@isp.example", "abuse", NOON - NX_DAY);
    complaint(fixture, "bob@isp.example", "fraud", NOON - NX_DAY);
    complaint(fixture, "cleo@isp.example", "not-spam", NOON - NX_DAY);
    advise(fixture);
    for (guint32 i = 0; i < nx_catalog_n_events(fixture->catalog); i++) {
        NxAdvice advice = explained(fixture, i);
        guint reasons = 0;
        g_assert_true(advice.action && *advice.action);
        g_autofree char *why = nx_points_text(advice.reasons);
        g_assert_true(why && *why);
        for (guint d = NX_DECISION_SUPPRESS; d < NX_N_DECISIONS; d++)
            reasons += advice.why_not[d] != NULL;
        g_assert_cmpuint(reasons, ==, advice.suggestion.kind == NX_ADVICE_REVIEW ? 4 : 3);
        nx_advice_clear(&advice);
    }
}

static void a_proof_is_told_of_a_bounce_alone(Fixture *fixture, gconstpointer without_own)
{
    unknown_user(fixture, "ann@isp.example", NOON - NX_HOUR);
    complaint(fixture, "bob@isp.example", "abuse", NOON - NX_HOUR);
    advise(fixture);
    for (guint32 event = 0; event < 2; event++) {
        NxAdvice advice = explained(fixture, event);
        g_assert_cmpint(advice.proof != NULL, ==, !without_own && event_of(fixture, event)->kind == NX_KIND_BOUNCE);
        nx_advice_clear(&advice);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/advise/explain/a full mailbox with a permanent code", a_full_mailbox_with_a_permanent_code);
    ADD_TEST("/advise/explain/a dead address", a_dead_address);
    ADD_TEST("/advise/explain/a block", a_block);
    ADD_TEST("/advise/explain/a guard is named", a_guard_is_named);
    ADD_TEST("/advise/explain/a text against the code is told", a_text_against_the_code_is_told);
    ADD_TEST("/advise/explain/codes against each other are told", codes_against_each_other_are_told);
    ADD_TEST_WITHOUT_OWN("/advise/explain/without [own] the doubt is told", without_own_the_doubt_is_told);
    ADD_TEST_WITHOUT_OWN("/advise/explain/a doubt speaks only against suppressing",
                         doubts_speak_only_against_suppressing);
    g_test_add_func("/advise/explain/points of a kind are taken together", points_of_a_kind_are_taken_together);
    ADD_TEST("/advise/explain/the history is told", the_history_is_told);
    ADD_TEST("/advise/explain/a decision and its author are told", a_decision_and_its_author_are_told);
    ADD_TEST("/advise/explain/hostile words are made safe", hostile_words_are_made_safe);
    ADD_TEST("/advise/explain/no event is without words", no_event_is_without_words);
    ADD_TEST("/advise/explain/a proof is told of a bounce alone", a_proof_is_told_of_a_bounce_alone);
    ADD_TEST_WITHOUT_OWN("/advise/explain/without [own] no proof is told", a_proof_is_told_of_a_bounce_alone);
    return g_test_run();
}
