/* A purge leaves nothing of an address. */
#include "ledger/fixture.h"

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
    g_assert_null(record_of(fixture, ANN));
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
}

static void its_messages_do_not_bring_it_back(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    tell_the_ledger_everything(fixture);
    purge(fixture);
    g_assert_cmpuint(record_one(fixture, NOON, sighting(ANN, 1, NOON)), ==, 0);
    g_assert_null(record_of(fixture, ANN));
    g_assert_cmpuint(record_one(fixture, NOON, sighting(ANN, 2, NOON + NX_DAY)), ==, 1);
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

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/purge/not a byte of it is left on disk", not_a_byte_is_left);
    ADD_TEST("/ledger/purge/the entry stays, without the name", the_entry_stays);
    ADD_TEST("/ledger/purge/its messages do not bring it back", its_messages_do_not_bring_it_back);
    ADD_TEST("/ledger/purge/others keep what they had", others_keep_what_they_had);
    return g_test_run();
}
