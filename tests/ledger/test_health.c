/* A ledger looked over, copied, made small; and ledgers of earlier versions brought up to date. */
#include "fixture.h"
#include "ledger/sql.h"

/* ---- Check ------------------------------------------------------------------------------------------------------- */

static guint faults_of(Fixture *fixture)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) faults = nx_ledger_check(fixture->ledger, &error);
    g_assert_no_error(error);
    return faults->len;
}

static void a_sound_ledger_has_no_faults(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    g_assert_cmpuint(faults_of(fixture), ==, 0);
    decide(fixture, "ann@one.example", NX_DECISION_SUPPRESS);
    decide(fixture, "bob@one.example", NX_DECISION_RETRY);
    decide(fixture, "ann@one.example", NX_DECISION_NONE);
    g_assert_cmpuint(faults_of(fixture), ==, 0);
    reopen(fixture, NX_LEDGER_READ);
    g_assert_cmpuint(faults_of(fixture), ==, 0);
}

static void what_does_not_fit_together_is_named(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const char *const SPOILS[] = {
        "UPDATE address SET standing = (SELECT MAX(id) FROM decision) WHERE key = 'ann@one.example'",
        "UPDATE address SET standing = 999 WHERE key = 'ann@one.example'",
        "UPDATE address SET spelling = NULL WHERE key = 'ann@one.example'",
        "UPDATE change SET after = (SELECT MAX(id) FROM decision) WHERE act = 1",
        "UPDATE act SET undoes = 2 WHERE number = 1",
        ("INSERT INTO sighting (address, sha256, arrived, reason, class, plan, status, reply_code) VALUES "
         "(1, x'00', 1, 'undefined', 'none', '-', '', 0)"),
    };
    decide(fixture, "ann@one.example", NX_DECISION_SUPPRESS);
    decide(fixture, "bob@one.example", NX_DECISION_SUPPRESS);
    for (guint i = 0; i < G_N_ELEMENTS(SPOILS); i++) {
        nx_sql_run(fixture->ledger, "SAVEPOINT good");
        nx_sql_run(fixture->ledger, SPOILS[i]);
        nx_sql_run(fixture->ledger, "RELEASE good");
        g_assert_false(nx_ledger_failed(fixture->ledger));
        g_assert_cmpuint(faults_of(fixture), >=, 1);
        nx_ledger_close(fixture->ledger);
        g_unlink(fixture->path);
        fixture->ledger = NULL;
        reopen(fixture, NX_LEDGER_WRITE);
        decide(fixture, "ann@one.example", NX_DECISION_SUPPRESS);
        decide(fixture, "bob@one.example", NX_DECISION_SUPPRESS);
        g_assert_cmpuint(faults_of(fixture), ==, 0);
    }
}

/* ---- Backup ------------------------------------------------------------------------------------------------------ */

static void a_copy_is_a_ledger(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    GError *error = NULL;
    g_autofree char *copy = g_build_filename(fixture->folder, "copy.db", NULL);
    decide(fixture, "ann@one.example", NX_DECISION_SUPPRESS);
    for (guint reading = 0; reading < 2; reading++) {
        reopen(fixture, reading ? NX_LEDGER_READ : NX_LEDGER_WRITE);
        g_assert_true(nx_ledger_backup(fixture->ledger, copy, &error));
        g_assert_no_error(error);
        g_assert_false(nx_ledger_backup(fixture->ledger, copy, &error));
        g_assert_error(error, NX_ERROR, NX_ERROR_REFUSED);
        g_clear_error(&error);
        NxLedger *other = nx_ledger_open(copy, NX_LEDGER_WRITE, &error);
        g_assert_no_error(error);
        g_autoptr(GPtrArray) records = nx_ledger_records(other, NX_DECISION_NONE, NULL);
        g_assert_cmpuint(records->len, ==, 1);
        nx_ledger_close(other);
        g_unlink(copy);
    }
    /* A connection that reads still only reads. */
    NxOrder order = {.key = "bob@one.example", .decision = NX_DECISION_SUPPRESS};
    g_assert_false(nx_ledger_decide(fixture->ledger, &anna, &order, 1, NULL, NULL, &error));
    g_clear_error(&error);
    nx_sql_run(fixture->ledger, "DELETE FROM address");
    g_assert_true(nx_ledger_failed(fixture->ledger));
}

static void nothing_is_not_copied(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    GError *error = NULL;
    g_autofree char *copy = g_build_filename(fixture->folder, "copy.db", NULL);
    nx_ledger_close(fixture->ledger);
    g_unlink(fixture->path);
    fixture->ledger = NULL;
    reopen(fixture, NX_LEDGER_READ);
    g_assert_false(nx_ledger_backup(fixture->ledger, copy, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_MISSING);
    g_clear_error(&error);
    g_assert_false(g_file_test(copy, G_FILE_TEST_EXISTS));
}

static void only_who_may_write_makes_it_small(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    GError *error = NULL;
    gint64 before, after;
    sqlite3 *db = NULL;
    decide(fixture, "ann@one.example", NX_DECISION_SUPPRESS);
    g_assert_cmpint(sqlite3_open(fixture->path, &db), ==, SQLITE_OK);
    g_assert_cmpint(
        sqlite3_exec(db, "CREATE TABLE much AS SELECT zeroblob(1000000) AS room; DROP TABLE much", NULL, NULL, NULL),
        ==, SQLITE_OK);
    sqlite3_close(db);
    g_assert_true(nx_ledger_compact(fixture->ledger, &before, &after, &error));
    g_assert_no_error(error);
    g_assert_cmpint(after, >, 0);
    g_assert_cmpint(after, <, before - 900000);
    reopen(fixture, NX_LEDGER_READ);
    g_assert_false(nx_ledger_compact(fixture->ledger, &before, &after, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_REFUSED);
    g_clear_error(&error);
}

/* ---- Earlier versions -------------------------------------------------------------------------------------------- */

/* Puts a ledger that a program of that version made in the fixture's place. */
static void take_released(Fixture *fixture, const char *version)
{
    char *sql, *failure = NULL;
    sqlite3 *db;
    g_autofree char *name = g_strconcat(version, ".sql", NULL);
    g_autofree char *file = g_test_build_filename(G_TEST_DIST, "ledger", "released", name, NULL);
    g_assert_true(g_file_get_contents(file, &sql, NULL, NULL));
    nx_ledger_close(fixture->ledger);
    fixture->ledger = NULL;
    g_unlink(fixture->path);
    g_assert_cmpint(sqlite3_open(fixture->path, &db), ==, SQLITE_OK);
    g_assert_cmpint(sqlite3_exec(db, sql, NULL, NULL, &failure), ==, SQLITE_OK);
    sqlite3_close(db);
    g_free(sql);
}

static NxDecision decision_on(Fixture *fixture, const char *key)
{
    NxRecord *record = nx_ledger_record(fixture->ledger, key, NULL);
    g_assert_nonnull(record);
    NxDecision decision = record->decision;
    nx_record_free(record);
    return decision;
}

static void assert_all_is_there(Fixture *fixture)
{
    static const struct {
        const char *key;
        NxDecision decision;
    } STANDS[] = {
        {"nora@one.example", NX_DECISION_SUPPRESS}, {"olga@one.example", NX_DECISION_NONE},
        {"paul@two.example", NX_DECISION_NONE},     {"rosa@two.example", NX_DECISION_RETRY},
        {"quin@three.example", NX_DECISION_HOLD},   {"sven@three.example", NX_DECISION_IGNORE},
        {"tina@three.example", NX_DECISION_NONE},   {"udo@four.example", NX_DECISION_NONE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(STANDS); i++)
        g_assert_cmpint(decision_on(fixture, STANDS[i].key), ==, STANDS[i].decision);
    NxRecord *nora = nx_ledger_record(fixture->ledger, "nora@one.example", NULL),
             *rosa = nx_ledger_record(fixture->ledger, "rosa@two.example", NULL),
             *tina = nx_ledger_record(fixture->ledger, "tina@three.example", NULL),
             *quin = nx_ledger_record(fixture->ledger, "quin@three.example", NULL);
    g_assert_cmpstr(nora->note, ==, "asked by phone");
    g_assert_true(nora->handed_over);
    g_assert_cmpuint(rosa->attempt, ==, 2);
    g_assert_cmpuint(rosa->seen, ==, 1);
    g_assert_true(tina->is_protected);
    g_assert_cmpstr(quin->cause, ==, "corp/blocked");
    nx_record_free(nora);
    nx_record_free(rosa);
    nx_record_free(tina);
    nx_record_free(quin);
}

static void a_released_ledger_is_brought_up_to_date(Fixture *fixture, gconstpointer version)
{
    GError *error = NULL;
    take_released(fixture, version);
    if (g_str_equal(version, "1")) {
        g_assert_null(nx_ledger_open(fixture->path, NX_LEDGER_READ, &error));
        g_assert_error(error, NX_ERROR, NX_ERROR_LEDGER);
        g_clear_error(&error);
    }
    reopen(fixture, NX_LEDGER_WRITE);
    assert_all_is_there(fixture);
    g_assert_cmpuint(faults_of(fixture), ==, 0);
    g_autoptr(GPtrArray) history = nx_ledger_history(fixture->ledger, "anna@one.example", NULL);
    g_assert_cmpuint(history->len, ==, 2);
    g_autoptr(GPtrArray) log = nx_ledger_log(fixture->ledger, 0, NULL);
    g_assert_cmpuint(log->len, ==, 17);
    reopen(fixture, NX_LEDGER_READ); /* and stays so */
    assert_all_is_there(fixture);
}

static void what_it_did_can_be_undone(Fixture *fixture, gconstpointer version)
{
    enum { HOLD = 9 };
    GError *error = NULL;
    guint restored = 0;
    take_released(fixture, version);
    reopen(fixture, NX_LEDGER_WRITE);
    g_assert_true(nx_ledger_undo(fixture->ledger, &anna, HOLD, &restored, NULL, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(restored, ==, 1);
    g_assert_cmpint(decision_on(fixture, "quin@three.example"), ==, NX_DECISION_NONE);
    g_assert_cmpuint(faults_of(fixture), ==, 0);
}

#define ADD_RELEASED(name, version, test)                                                                              \
    g_test_add("/ledger/health/" name " " version, Fixture, version, fixture_up, test, fixture_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/health/a sound ledger has no faults", a_sound_ledger_has_no_faults);
    ADD_TEST("/ledger/health/what does not fit together is named", what_does_not_fit_together_is_named);
    ADD_TEST("/ledger/health/a copy is a ledger", a_copy_is_a_ledger);
    ADD_TEST("/ledger/health/nothing is not copied", nothing_is_not_copied);
    ADD_TEST("/ledger/health/only who may write makes it small", only_who_may_write_makes_it_small);
    ADD_RELEASED("brings up to date version", "1", a_released_ledger_is_brought_up_to_date);
    ADD_RELEASED("brings up to date version", "2", a_released_ledger_is_brought_up_to_date);
    ADD_RELEASED("undoes what was done by version", "1", what_it_did_can_be_undone);
    ADD_RELEASED("undoes what was done by version", "2", what_it_did_can_be_undone);
    return g_test_run();
}
