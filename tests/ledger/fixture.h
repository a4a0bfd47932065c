/* What the ledger's tests share: a folder of their own, short ways to say what happened, a clock. */
#pragma once
#include "tree.h"
#include <nixie/ledger.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOON ((NxTime)1795262400) /* 2026-11-21T12:00:00Z */

typedef struct {
    char *folder, *path;
    NxLedger *ledger;
    NxSettings settings;
} Fixture;

static const NxActHead anna = {.name = "suppress", .actor = "anna", .session = "one", .at = NOON};

G_GNUC_UNUSED static NxLedger *reopen(Fixture *fixture, NxLedgerMode mode)
{
    GError *error = NULL;
    nx_ledger_close(fixture->ledger);
    fixture->ledger = nx_ledger_open(fixture->path, mode, &error);
    g_assert_no_error(error);
    g_assert_nonnull(fixture->ledger);
    return fixture->ledger;
}

G_GNUC_UNUSED static void fixture_up(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    fixture->folder = g_dir_make_tmp("nixie-ledger-XXXXXX", NULL);
    g_assert_nonnull(fixture->folder);
    fixture->path = g_build_filename(fixture->folder, "state", "ledger.db", NULL);
    static const NxTime steps[] = {24 * NX_HOUR, 48 * NX_HOUR, 72 * NX_HOUR, 7 * NX_DAY};
    memcpy(fixture->settings.plan, steps, sizeof steps);
    fixture->settings.plan_steps = G_N_ELEMENTS(steps);
    fixture->settings.settle = 7 * NX_DAY;
    reopen(fixture, NX_LEDGER_WRITE);
}

G_GNUC_UNUSED static void fixture_down(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_ledger_close(fixture->ledger);
    g_chmod(fixture->folder, 0700);
    nx_test_remove(fixture->folder);
    g_free(fixture->folder);
    g_free(fixture->path);
}

#define ADD_TEST(name, function) g_test_add(name, Fixture, NULL, fixture_up, function, fixture_down)

/* ---- Saying things ----------------------------------------------------------------------------------------------- */

G_GNUC_UNUSED static gint64 decide_as(Fixture *fixture, const NxActHead *head, const NxOrder *order)
{
    GError *error = NULL;
    gint64 act = -1;
    g_assert_true(nx_ledger_decide(fixture->ledger, head, order, 1, NULL, &act, &error));
    g_assert_no_error(error);
    return act;
}

G_GNUC_UNUSED static gint64 decide(Fixture *fixture, const char *key, NxDecision decision)
{
    NxOrder order = {.key = key, .spelling = key, .decision = decision};
    return decide_as(fixture, &anna, &order);
}

G_GNUC_UNUSED static gint64 retry(Fixture *fixture, const char *key, NxTime not_before, guint attempt)
{
    NxOrder order = {.key = key,
                     .spelling = key,
                     .decision = NX_DECISION_RETRY,
                     .not_before = not_before,
                     .plan = NX_PLAN_S1,
                     .attempt = attempt,
                     .attempts = 4};
    return decide_as(fixture, &anna, &order);
}

G_GNUC_UNUSED static NxRecord *record_of(Fixture *fixture, const char *key)
{
    GError *error = NULL;
    NxRecord *record = nx_ledger_record(fixture->ledger, key, &error);
    g_assert_no_error(error);
    return record;
}

G_GNUC_UNUSED static NxDecision decision_of(Fixture *fixture, const char *key)
{
    NxRecord *record = record_of(fixture, key);
    NxDecision decision = record ? record->decision : NX_DECISION_NONE;
    nx_record_free(record);
    return decision;
}

/* A full mailbox at `key`, told by message `number`. */
G_GNUC_UNUSED static NxSighting *sighting(const char *key, guint number, NxTime arrived)
{
    NxSighting *s = g_new0(NxSighting, 1);
    s->key = g_strdup(key);
    s->spelling = g_strdup(key);
    s->domain = g_strdup(strchr(key, '@') + 1);
    s->event_key = g_strdup_printf("%s\x1f<%u@news.example>", key, number);
    s->place_id = g_strdup_printf("/mail/box\x1f%u", number);
    memcpy(s->sha256, &number, sizeof number);
    s->sha256[31] = 1;
    s->arrived = arrived;
    s->reason = NX_REASON_MAILBOXFULL;
    s->klass = NX_CLASS_SOFT;
    s->plan = NX_PLAN_S1;
    s->status = (NxStatus){4, 2, 2};
    s->reply_code = 452;
    s->provider = g_strdup("google");
    s->reporting_mta = g_strdup("mx.news.example");
    s->diagnostic = g_strdup("452 4.2.2 mailbox full");
    s->rule = g_strdup("full.mailbox-is-full");
    s->evidence = g_strdup("mailbox full");
    s->file = g_strdup_printf("%u", number);
    return s;
}

G_GNUC_UNUSED static guint record_at(Fixture *fixture, NxTime at, GPtrArray *sightings)
{
    NxActHead head = anna;
    head.at = at;
    GError *error = NULL;
    guint added = G_MAXUINT;
    g_ptr_array_set_free_func(sightings, (GDestroyNotify)nx_sighting_free);
    g_assert_true(nx_ledger_record_events(fixture->ledger, &head, &fixture->settings, sightings, &added, &error));
    g_assert_no_error(error);
    g_ptr_array_unref(sightings);
    return added;
}

G_GNUC_UNUSED static guint record_one(Fixture *fixture, NxTime at, NxSighting *one)
{
    GPtrArray *sightings = g_ptr_array_new();
    g_ptr_array_add(sightings, one);
    return record_at(fixture, at, sightings);
}

/* Word that mail to keys[i] went through at times[i] (NULL: at the act's time). */
G_GNUC_UNUSED static gboolean delivered(NxLedger *ledger, const NxActHead *head, const char *const *keys,
                                        const NxTime *times, guint n, GError **error)
{
    g_autoptr(GPtrArray) lives = g_ptr_array_new_with_free_func((GDestroyNotify)nx_life_free);
    for (guint i = 0; i < n; i++) {
        NxLife *life = g_new0(NxLife, 1);
        life->key = g_strdup(keys[i]);
        life->kind = NX_LIFE_TOLD;
        life->at = times ? times[i] : head->at;
        g_ptr_array_add(lives, life);
    }
    return nx_ledger_delivered(ledger, head, lives, NULL, error);
}

/* An automatic answer from `key` to the message `number` (0: it does not say to which), read beside bounces; FALSE: it
 * was known. */
G_GNUC_UNUSED static gboolean answers(Fixture *fixture, const char *key, NxTime at, guint number)
{
    g_autofree char *event_key = number ? g_strdup_printf("%s\x1f<%u@news.example>", key, number) : NULL;
    g_autofree char *place = g_strdup_printf("/mail/box\x1f%s%" G_GINT64_FORMAT, key, at);
    NxLife life = {.key = (char *)key,
                   .kind = NX_LIFE_ANSWER,
                   .at = at,
                   .event_key = event_key,
                   .text = (char *)"Out of office",
                   .place_id = place};
    guint hash = g_str_hash(place), heard = G_MAXUINT;
    memcpy(life.sha256, &hash, sizeof hash);
    g_autoptr(GPtrArray) lives = g_ptr_array_new();
    g_ptr_array_add(lives, &life);
    NxActHead head = anna;
    head.at = at;
    g_assert_true(nx_ledger_record_lives(fixture->ledger, &head, lives, &heard, NULL));
    return heard == 1;
}

G_GNUC_UNUSED static void sent(Fixture *fixture, const char *key, NxTime at)
{
    GError *error = NULL;
    const char *keys[] = {key, NULL};
    g_assert_true(nx_ledger_attempted(fixture->ledger, "news", keys, at, &error));
    g_assert_no_error(error);
}
