/* The log of questions to mail servers: limits that hold for two programs, and what a purge leaves. */
#include "ledger/fixture.h"
#include <string.h>

static gboolean at_most_two(const GPtrArray *last_day, const NxProbe *wanted, gpointer user)
{
    guint *seen = user;
    (void)wanted;
    *seen = last_day->len;
    return last_day->len < 2;
}

static NxProbe *begin(NxLedger *ledger, const char *address, NxTime at, gboolean keep, gboolean *begun)
{
    GError *error = NULL;
    guint seen;
    NxProbe *probe = nx_probe_new("big.example", strchr(address, '@') + 1, address, "anna", at);
    probe->rcpts = 1;
    g_assert_true(nx_ledger_begin_probe(ledger, probe, keep, at_most_two, &seen, begun, &error));
    g_assert_no_error(error);
    return probe;
}

static void end(NxLedger *ledger, NxProbe *probe, NxCheckReason reason, NxAcceptsAll accepts_all, const char *reply)
{
    GError *error = NULL;
    probe->reason = reason;
    probe->accepts_all = accepts_all;
    probe->reply_code = 250;
    probe->reply = g_strdup(reply);
    probe->rcpts = 2;
    g_assert_true(nx_ledger_end_probe(ledger, probe, &error));
    g_assert_no_error(error);
    nx_probe_free(probe);
}

static void a_question_counts_before_its_answer(Fixture *f, gconstpointer unused)
{
    (void)unused;
    gboolean begun;
    G_GNUC_UNUSED g_autoptr(NxProbe) one = begin(f->ledger, "ann@corp.example", NOON, FALSE, &begun);
    g_assert_true(begun);
    GError *error = NULL;
    NxLedger *other = nx_ledger_open(f->path, NX_LEDGER_WRITE, &error); /* another program */
    g_assert_no_error(error);
    G_GNUC_UNUSED g_autoptr(NxProbe) two = begin(other, "bob@corp.example", NOON + 1, FALSE, &begun);
    g_assert_true(begun);
    g_autoptr(NxProbe) three = begin(f->ledger, "cleo@corp.example", NOON + 2, FALSE, &begun);
    g_assert_false(begun);
    g_assert_cmpint(three->id, ==, 0);
    G_GNUC_UNUSED g_autoptr(NxProbe) later = begin(f->ledger, "cleo@corp.example", NOON + NX_DAY, FALSE, &begun);
    g_assert_true(begun); /* the first is a day old */
    nx_ledger_close(other);
}

static NxProbe *only(NxLedger *ledger, GPtrArray **all)
{
    GError *error = NULL;
    *all = nx_ledger_probes(ledger, 0, &error);
    g_assert_no_error(error);
    g_assert_cmpuint((*all)->len, ==, 1);
    return (*all)->pdata[0];
}

/* Who is not in the ledger is not put there by a question, unless that is wanted; their words stay out, too. */
static void strangers_are_not_noted_by_name(Fixture *f, gconstpointer unused)
{
    (void)unused;
    gboolean begun;
    g_autoptr(GPtrArray) all = NULL;
    end(f->ledger, begin(f->ledger, "ann@corp.example", NOON, FALSE, &begun), NX_CHECK_DOES_NOT_EXIST,
        NX_ACCEPTS_ALL_UNKNOWN, "ann@corp.example? nobody");
    const NxProbe *probe = only(f->ledger, &all);
    g_assert_null(probe->address);
    g_assert_null(probe->reply);
    g_assert_cmpint(probe->reason, ==, NX_CHECK_DOES_NOT_EXIST);
    g_assert_cmpuint(probe->rcpts, ==, 2);
    g_assert_cmpstr(probe->actor, ==, "anna");
}

static void who_is_kept_is_noted_until_a_purge(Fixture *f, gconstpointer unused)
{
    (void)unused;
    gboolean begun;
    GError *error = NULL;
    g_autoptr(GPtrArray) before = NULL, after = NULL;
    end(f->ledger, begin(f->ledger, "ann@corp.example", NOON, TRUE, &begun), NX_CHECK_CATCH_ALL, NX_ACCEPTS_ALL_YES,
        "ok for ann@corp.example");
    const NxProbe *probe = only(f->ledger, &before);
    g_assert_cmpstr(probe->address, ==, "ann@corp.example");
    g_assert_cmpstr(probe->reply, ==, "ok for ann@corp.example");
    const char *keys[] = {"ann@corp.example"};
    g_assert_true(nx_ledger_purge(f->ledger, &anna, keys, 1, NULL, &error));
    g_assert_no_error(error);
    probe = only(f->ledger, &after);
    g_assert_null(probe->address);
    g_assert_null(probe->reply);
    g_assert_null(probe->domain);
    g_assert_cmpstr(probe->group, ==, "big.example"); /* limits go on */
}

static void a_catch_all_is_known_for_its_time(Fixture *f, gconstpointer unused)
{
    (void)unused;
    gboolean begun;
    GError *error = NULL;
    NxAcceptsAll known;
    end(f->ledger, begin(f->ledger, "ann@corp.example", NOON, FALSE, &begun), NX_CHECK_CATCH_ALL, NX_ACCEPTS_ALL_YES,
        NULL);
    end(f->ledger, begin(f->ledger, "bob@corp.example", NOON + 1, FALSE, &begun), NX_CHECK_TRY_LATER,
        NX_ACCEPTS_ALL_UNKNOWN, NULL);
    g_assert_true(nx_ledger_accepts_all(f->ledger, "corp.example", NOON - 1, &known, &error));
    g_assert_cmpint(known, ==, NX_ACCEPTS_ALL_YES);
    g_assert_true(nx_ledger_accepts_all(f->ledger, "corp.example", NOON, &known, &error));
    g_assert_cmpint(known, ==, NX_ACCEPTS_ALL_UNKNOWN);
    g_assert_true(nx_ledger_accepts_all(f->ledger, "other.example", 0, &known, &error));
    g_assert_cmpint(known, ==, NX_ACCEPTS_ALL_UNKNOWN);
}

/* What is:catch-all asks for: on the facts of a domain that were asked within thirty days of it. */
static void a_catch_all_is_a_note_on_its_domain(Fixture *f, gconstpointer unused)
{
    (void)unused;
    static const struct {
        NxTime later;
        gboolean is_noted;
    } CASES[] = {{30 * NX_DAY - 1, TRUE}, {30 * NX_DAY, FALSE}};
    gboolean begun;
    GError *error = NULL;
    end(f->ledger, begin(f->ledger, "ann@corp.example", NOON, FALSE, &begun), NX_CHECK_CATCH_ALL, NX_ACCEPTS_ALL_YES,
        NULL);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func((GDestroyNotify)nx_domain_facts_free);
        NxDomainFacts *one = nx_domain_facts_new("corp.example");
        one->found = NX_CHECK_ACCEPTS_MAIL;
        one->at = NOON + CASES[i].later;
        one->until = one->at + NX_HOUR;
        g_ptr_array_add(facts, one);
        g_assert_true(nx_ledger_record_domains(f->ledger, facts, &error));
        g_assert_cmpint((one->notes & NX_NOTE_CATCH_ALL) != 0, ==, CASES[i].is_noted);
        g_autoptr(GPtrArray) known = nx_ledger_domains(f->ledger, NULL, 0, &error);
        g_assert_no_error(error);
        const NxDomainFacts *again = known->pdata[0];
        g_assert_cmpint((again->notes & NX_NOTE_CATCH_ALL) != 0, ==, CASES[i].is_noted);
    }
}

#define ADD_TEST(name, function) g_test_add(name, Fixture, NULL, fixture_up, function, fixture_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/probes/limits", a_question_counts_before_its_answer);
    ADD_TEST("/ledger/probes/strangers", strangers_are_not_noted_by_name);
    ADD_TEST("/ledger/probes/purge", who_is_kept_is_noted_until_a_purge);
    ADD_TEST("/ledger/probes/catch-all", a_catch_all_is_known_for_its_time);
    ADD_TEST("/ledger/probes/note", a_catch_all_is_a_note_on_its_domain);
    return g_test_run();
}
