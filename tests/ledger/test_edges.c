/* At the edges of a program: standard input closed, nothing to let go, bytes of no length. */
#include "ledger/fixture.h"
#include "ledger/record.h"
#include "ledger/sighting.h"

/* As a daemon or a cron job may start it: the first file that is opened has the number 0. */
static void a_ledger_is_made_where_standard_input_is_closed(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    nx_ledger_close(g_steal_pointer(&fixture->ledger));
    g_autofree char *folder = g_path_get_dirname(fixture->path);
    nx_test_remove(folder);
    int kept = dup(STDIN_FILENO);
    close(STDIN_FILENO);
    g_autoptr(GError) error = NULL;
    fixture->ledger = nx_ledger_open(fixture->path, NX_LEDGER_WRITE, &error);
    if (kept >= 0) {
        g_assert_cmpint(dup2(kept, STDIN_FILENO), ==, STDIN_FILENO);
        close(kept);
    }
    g_assert_no_error(error);
    g_assert_nonnull(fixture->ledger);
    decide(fixture, "ann@example.com", NX_DECISION_HOLD);
    g_assert_cmpint(decision_of(fixture, "ann@example.com"), ==, NX_DECISION_HOLD);
}

/* Whatever was never made can be let go. */
static void nothing_is_let_go(void)
{
    nx_ledger_close(NULL);
    nx_record_free(NULL);
    nx_recall_free(NULL);
    nx_taken_free(NULL);
    nx_lift_free(NULL);
    nx_act_free(NULL);
}

/* Two copies of a message in one load, in two mailboxes, name two recipients: each counts, and arrived when the first
 * did. */
static void copies_in_one_load_are_one_message(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    GPtrArray *sightings = g_ptr_array_new();
    NxSighting *copy = sighting("bob@example.com", 1, NOON + NX_DAY);
    g_free(copy->place_id);
    copy->place_id = g_strdup("/other/box\x1f"
                              "9");
    g_ptr_array_add(sightings, sighting("ann@example.com", 1, NOON));
    g_ptr_array_add(sightings, copy);
    g_ptr_array_add(sightings, sighting("cleo@example.com", 2, NOON + NX_DAY));
    g_assert_cmpuint(record_at(fixture, NOON, sightings), ==, 3);
    static const struct {
        const char *key;
        NxTime arrived;
    } KNOWN[] = {{"ann@example.com", NOON}, {"bob@example.com", NOON}, {"cleo@example.com", NOON + NX_DAY}};
    for (guint i = 0; i < G_N_ELEMENTS(KNOWN); i++) {
        NxRecord *record = record_of(fixture, KNOWN[i].key);
        g_assert_cmpint(record->first_seen, ==, KNOWN[i].arrived);
        nx_record_free(record);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD_TEST("/ledger/edges/a ledger is made where standard input is closed",
             a_ledger_is_made_where_standard_input_is_closed);
    ADD_TEST("/ledger/edges/copies in one load are one message", copies_in_one_load_are_one_message);
    g_test_add_func("/ledger/edges/nothing is let go", nothing_is_let_go);
    return g_test_run();
}
