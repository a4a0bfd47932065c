/* A purge leaves nothing of an address. */
#include "ledger/fixture.h"
#include "ledger/secret.h"

#define SECRET "kijitora.secret"
#define ANN SECRET "@example.com"

static gboolean file_has(const char *path, const char *words)
{
    g_autofree char *bytes = NULL;
    gsize size = 0;
    return g_file_get_contents(path, &bytes, &size, NULL) && memmem(bytes, size, words, strlen(words)) != NULL;
}

static gboolean anything_left(Fixture *fixture, const char *words)
{
    g_autofree char *folder = g_path_get_dirname(fixture->path);
    GDir *dir = g_dir_open(folder, 0, NULL);
    gboolean found = FALSE;
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        found |= file_has(path, words);
    }
    g_dir_close(dir);
    return found;
}

static gint64 tell_the_ledger_everything(Fixture *fixture)
{
    NxOrder order = {.key = ANN,
                     .spelling = ANN,
                     .decision = NX_DECISION_SUPPRESS,
                     .note = SECRET " phoned",
                     .diagnostic = "550 " SECRET " unknown",
                     .evidence = SECRET,
                     .file = SECRET,
                     .place_id = SECRET};
    gint64 act = decide_as(fixture, &anna, &order);
    NxSighting *seen = sighting(ANN, 1, NOON);
    g_free(seen->diagnostic);
    seen->diagnostic = g_strdup("550 " SECRET " unknown");
    g_free(seen->place_id);
    seen->place_id = g_strdup("/mail/" SECRET);
    record_one(fixture, NOON, seen);
    const char *const keys[] = {ANN, NULL};
    g_assert_true(nx_ledger_hand_over(fixture->ledger, "postfix", NX_DECISION_SUPPRESS, FALSE, keys, NOON, NULL));
    return act;
}

static void purge(Fixture *fixture)
{
    const char *const keys[] = {ANN, "nobody@example.com"};
    guint purged = 0;
    GError *error = NULL;
    g_assert_true(nx_ledger_purge(fixture->ledger, &anna, keys, 2, &purged, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(purged, ==, 1);
}

static void not_a_byte_is_left(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    tell_the_ledger_everything(fixture);
    g_assert_true(anything_left(fixture, SECRET));
    purge(fixture);
    g_assert_false(anything_left(fixture, SECRET));
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    g_assert_false(anything_left(fixture, SECRET));
}

static void the_entry_stays(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    gint64 act = tell_the_ledger_everything(fixture);
    purge(fixture);
    NxRecord *record = record_of(fixture, ANN);
    g_assert_true(record->is_purged);
    g_assert_cmpint(record->decision, ==, NX_DECISION_SUPPRESS);
    g_assert_cmpstr(record->key, ==, ANN); /* for whoever names it */
    g_assert_null(record->note);
    g_assert_null(record->diagnostic);
    nx_record_free(record);
    g_autoptr(GPtrArray) handed = nx_ledger_handed(fixture->ledger, "postfix", NX_DECISION_SUPPRESS, NULL);
    g_assert_cmpuint(handed->len, ==, 0);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 0, NULL);
    g_assert_cmpuint(log->len, ==, 3);
    g_assert_cmpstr(((NxAct *)log->pdata[0])->name, ==, "purge");
    g_autoptr(GPtrArray) changes = nx_ledger_changes(fixture->ledger, act, NULL);
    g_assert_cmpuint(changes->len, ==, 1);
    g_assert_null(((NxChange *)changes->pdata[0])->key);
    g_assert_cmpstr(((NxChange *)changes->pdata[0])->spelling, ==, "(purged)");
    g_assert_cmpint(((NxChange *)changes->pdata[0])->after, ==, NX_DECISION_SUPPRESS);
    guint restored = 1;
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, act, &restored, NULL, NULL));
    g_assert_cmpuint(restored, ==, 0);
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_SUPPRESS);
}

static void its_messages_do_not_bring_it_back(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    tell_the_ledger_everything(fixture);
    purge(fixture);
    g_assert_cmpuint(record_one(fixture, NOON, sighting(ANN, 1, NOON)), ==, 0);
    g_assert_cmpuint(record_one(fixture, NOON, sighting(ANN, 2, NOON + NX_DAY)), ==, 0); /* nor do new ones */
    NxLife life = {.key = (char *)ANN, .kind = NX_LIFE_ANSWER, .at = NOON, .text = (char *)"Out: " ANN};
    g_autoptr(GPtrArray) lives = g_ptr_array_new();
    guint heard = 1;
    g_ptr_array_add(lives, &life);
    g_assert_true(nx_ledger_record_lives(fixture->ledger, &anna, lives, &heard, NULL));
    g_assert_cmpuint(heard, ==, 0);
    NxOrder advice = {.key = ANN,
                      .spelling = "Kijitora.Secret@Example.com",
                      .decision = NX_DECISION_HOLD,
                      .by_advice = TRUE,
                      .diagnostic = "550 <" ANN "> blocked",
                      .file = ANN};
    decide_as(fixture, &anna, &advice);
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_HOLD);
    g_assert_false(anything_left(fixture, SECRET));
    g_assert_false(anything_left(fixture, "Kijitora"));
}

static void a_person_decides_about_it_as_about_any(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    guint restored = 0;
    tell_the_ledger_everything(fixture);
    purge(fixture);
    decide(fixture, ANN, NX_DECISION_NONE);
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_NONE);
    gint64 act = decide(fixture, ANN, NX_DECISION_SUPPRESS);
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_SUPPRESS);
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, act, &restored, NULL, NULL));
    g_assert_cmpuint(restored, ==, 1);
    g_assert_cmpint(decision_of(fixture, ANN), ==, NX_DECISION_NONE);
    g_assert_false(anything_left(fixture, SECRET));
    g_autoptr(GPtrArray) faults = nx_ledger_check(fixture->ledger, NULL);
    g_assert_cmpuint(faults->len, ==, 0);
}

static void who_has_a_list_is_told(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_autoptr(NxPurged) before = nx_ledger_purged(fixture->ledger, NULL, NULL);
    g_assert_cmpuint(nx_purged_count(before), ==, 0);
    g_assert_null(nx_purged_find(before, ANN));
    NxOrder weekly = {.key = ANN, .decision = NX_DECISION_SUPPRESS, .scope = "weekly"};
    decide_as(fixture, &anna, &weekly);
    tell_the_ledger_everything(fixture);
    purge(fixture);
    g_autoptr(NxPurged) all = nx_ledger_purged(fixture->ledger, NULL, NULL),
                        in_weekly = nx_ledger_purged(fixture->ledger, "weekly", NULL),
                        in_daily = nx_ledger_purged(fixture->ledger, "daily", NULL);
    g_assert_cmpuint(nx_purged_count(all), ==, 1);
    g_assert_cmpuint(nx_purged_find(all, ANN)->len, ==, 1);
    g_assert_cmpuint(nx_purged_find(in_weekly, ANN)->len, ==, 2);
    g_assert_cmpuint(nx_purged_find(in_daily, ANN)->len, ==, 1);
    g_assert_null(nx_purged_find(all, "other@example.com"));
    decide(fixture, ANN, NX_DECISION_NONE);
    g_autoptr(NxPurged) released = nx_ledger_purged(fixture->ledger, NULL, NULL);
    g_assert_null(nx_purged_find(released, ANN));
}

/* Bounces name whom they like, also in what they say of others. */
static void others_lose_the_mention_and_no_more(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    tell_the_ledger_everything(fixture);
    NxOrder bob = {.key = "bob@example.com",
                   .decision = NX_DECISION_HOLD,
                   .note = "told by " ANN,
                   .cause = ANN "/blocked",
                   .scope = "list of " ANN,
                   .diagnostic = "550 <" ANN "> and <bob@example.com> unknown",
                   .evidence = "bounce+kijitora.secret=example.com@news.example",
                   .file = "1.kijitora.secret@example.com.eml",
                   .original_message_id = "<1." ANN "@news.example>"};
    decide_as(fixture, &anna, &bob);
    NxOrder joan = {
        .key = "joan@example.com", .decision = NX_DECISION_SUPPRESS, .diagnostic = "ask ann.berg@example.com"};
    decide_as(fixture, &anna, &joan);
    NxSighting *seen = sighting("bob@example.com", 5, NOON);
    g_free(seen->diagnostic);
    seen->diagnostic = g_strdup("<" ANN ">: unknown; <bob@example.com>: unknown");
    record_one(fixture, NOON, seen);
    g_assert_true(nx_ledger_lift(fixture->ledger, &anna, ANN, NOON, NULL, NULL));
    purge(fixture);
    g_assert_false(anything_left(fixture, SECRET "@"));
    g_assert_false(anything_left(fixture, SECRET "="));
    g_autoptr(GPtrArray) scopes = nx_ledger_scopes(fixture->ledger, "bob@example.com", NULL);
    g_assert_cmpuint(scopes->len, ==, 1);
    const NxRecord *record = scopes->pdata[0];
    g_assert_cmpstr(record->diagnostic, ==, "550 <(purged)> and <bob@example.com> unknown");
    g_assert_cmpstr(record->cause, ==, "(purged)/blocked");
    g_autoptr(GPtrArray) history = nx_ledger_history(fixture->ledger, "bob@example.com", NULL);
    g_assert_cmpstr(((NxSighting *)history->pdata[0])->diagnostic, ==,
                    "<(purged)>: unknown; <bob@example.com>: unknown");
    NxRecord *other = record_of(fixture, "joan@example.com");
    g_assert_cmpstr(other->diagnostic, ==, "ask ann.berg@example.com");
    nx_record_free(other);
    g_autoptr(GPtrArray) faults = nx_ledger_check(fixture->ledger, NULL);
    g_assert_cmpuint(faults->len, ==, 0);
}

static void what_comes_later_does_not_mention_it_either(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    tell_the_ledger_everything(fixture);
    purge(fixture);
    NxSighting *seen = sighting("bob@example.com", 5, NOON);
    g_free(seen->diagnostic);
    seen->diagnostic = g_strdup("<" ANN ">: unknown; <bob@example.com>: unknown");
    g_free(seen->event_key);
    seen->event_key = g_strdup("bob@example.com\x1f<1." ANN "@news.example>");
    g_assert_cmpuint(record_one(fixture, NOON, seen), ==, 1);
    NxOrder bob = {.key = "bob@example.com", .decision = NX_DECISION_SUPPRESS, .diagnostic = "<" ANN "> unknown"};
    decide_as(fixture, &anna, &bob);
    g_assert_false(anything_left(fixture, SECRET));
}

static void others_keep_what_they_had(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    decide(fixture, "bob@example.com", NX_DECISION_HOLD);
    record_one(fixture, NOON, sighting("bob@example.com", 7, NOON));
    tell_the_ledger_everything(fixture);
    purge(fixture);
    NxRecord *record = record_of(fixture, "bob@example.com");
    g_assert_cmpint(record->decision, ==, NX_DECISION_HOLD);
    g_assert_cmpuint(record->seen, ==, 1);
    nx_record_free(record);
    g_autoptr(GPtrArray) all = nx_ledger_records(fixture->ledger, NX_DECISION_NONE, NULL);
    g_assert_cmpuint(all->len, ==, 1);
}

/* ---- Marks ------------------------------------------------------------------------------------------------------- */

/* As `openssl mac -macopt hexkey:000102030405060708090a0b0c0d0e0f -macopt size:8 SIPHASH` has them. */
static void marks_are_siphash(void)
{
    static const struct {
        const char *key;
        guint64 mark;
    } CASES[] = {{"", 0x726fdb47dd0e0e31},
                 {"a@b", 0x26e99de758498c33},
                 {"ab@c.org", 0xf67d3041bcd51039},
                 {"ann@example.com", 0x6951769c8892c602},
                 {"bert@example.com", 0xac1edea1e0fde3bb}};
    const NxMarker marker = {0x0706050403020100, 0x0f0e0d0c0b0a0908};
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
        g_assert_cmphex((guint64)nx_mark_key(&marker, CASES[i].key), ==, CASES[i].mark);
}

static gboolean is_found(Fixture *fixture, const char *key)
{
    g_autoptr(NxPurged) purged = nx_ledger_purged(fixture->ledger, NULL, NULL);
    return nx_purged_find(purged, key) != NULL;
}

/* One that was purged by an earlier version has no mark; then everybody is asked of the hash. */
static void who_has_no_mark_is_found_all_the_same(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    tell_the_ledger_everything(fixture);
    purge(fixture);
    g_assert_true(is_found(fixture, ANN));
    g_assert_false(is_found(fixture, "nobody@example.com"));
    sqlite3 *db = NULL;
    g_assert_cmpint(sqlite3_open(fixture->path, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db, "UPDATE address SET mark = mark + 1", NULL, NULL, NULL), ==, SQLITE_OK);
    g_assert_false(is_found(fixture, ANN)); /* the mark is asked first */
    g_assert_cmpint(sqlite3_exec(db, "UPDATE address SET mark = NULL", NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close(db);
    g_assert_true(is_found(fixture, ANN));
    g_assert_false(is_found(fixture, "nobody@example.com"));
}

/* Many are asked about in one transaction, by their marks; the purged one is found among them all the same. */
static void assert_found_among_many(Fixture *fixture)
{
    GPtrArray *sightings = g_ptr_array_new();
    for (guint i = 0; i < 300; i++) {
        g_autofree char *key = g_strdup_printf("user%u@example.com", i);
        NxSighting *seen = sighting(i == 250 ? ANN : key, 1000 + i, NOON);
        g_free(seen->diagnostic);
        seen->diagnostic = g_strdup_printf("550 <%s> unknown, <%s> too", key, ANN);
        g_ptr_array_add(sightings, seen);
    }
    g_assert_cmpuint(record_at(fixture, NOON, sightings), ==, 299);
    NxRecord *record = record_of(fixture, ANN);
    g_assert_true(record->is_purged);
    g_assert_cmpuint(record->seen, ==, 1); /* as when it was purged */
    nx_record_free(record);
    g_autoptr(GPtrArray) history = nx_ledger_history(fixture->ledger, "user299@example.com", NULL);
    g_assert_cmpstr(((const NxSighting *)history->pdata[0])->diagnostic, ==,
                    "550 <user299@example.com> unknown, <(purged)> too");
    g_assert_false(anything_left(fixture, SECRET));
}

static void one_is_found_among_many(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    tell_the_ledger_everything(fixture);
    purge(fixture);
    assert_found_among_many(fixture);
}

static void also_one_without_a_mark(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    tell_the_ledger_everything(fixture);
    purge(fixture);
    sqlite3 *db = NULL;
    g_assert_cmpint(sqlite3_open(fixture->path, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db, "UPDATE address SET mark = NULL", NULL, NULL, NULL), ==, SQLITE_OK);
    sqlite3_close(db);
    assert_found_among_many(fixture);
}

/* In one purge of many, of whom one is named twice: it is purged once. */
static void many_are_purged_at_once(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
    guint purged = 0;
    for (guint i = 0; i < 300; i++) {
        g_ptr_array_add(keys, g_strdup_printf("user%u@example.com", i < 299 ? i : 200));
        decide(fixture, keys->pdata[i], NX_DECISION_SUPPRESS);
    }
    g_assert_true(nx_ledger_purge(fixture->ledger, &anna, (const char *const *)keys->pdata, keys->len, &purged, NULL));
    g_assert_cmpuint(purged, ==, 299);
    for (guint i = 0; i < keys->len; i++)
        g_assert_true(is_found(fixture, keys->pdata[i]));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/purge/not a byte of it is left on disk", not_a_byte_is_left);
    ADD_TEST("/ledger/purge/the entry stays, without the name", the_entry_stays);
    ADD_TEST("/ledger/purge/its messages do not bring it back", its_messages_do_not_bring_it_back);
    ADD_TEST("/ledger/purge/others keep what they had", others_keep_what_they_had);
    ADD_TEST("/ledger/purge/a person decides about it as about any other", a_person_decides_about_it_as_about_any);
    ADD_TEST("/ledger/purge/who has a list of names is told", who_has_a_list_is_told);
    ADD_TEST("/ledger/purge/others lose the mention and no more", others_lose_the_mention_and_no_more);
    ADD_TEST("/ledger/purge/what comes later does not mention it either", what_comes_later_does_not_mention_it_either);
    g_test_add_func("/ledger/purge/marks are SipHash-2-4", marks_are_siphash);
    ADD_TEST("/ledger/purge/one is found among many", one_is_found_among_many);
    ADD_TEST("/ledger/purge/also one without a mark", also_one_without_a_mark);
    ADD_TEST("/ledger/purge/many are purged at once", many_are_purged_at_once);
    ADD_TEST("/ledger/purge/who has no mark is found all the same", who_has_no_mark_is_found_all_the_same);
    return g_test_run();
}
