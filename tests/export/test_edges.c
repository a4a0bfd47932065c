/* At the edges: lists with nobody on them, a ledger that fails after the file was written, nothing to let go. */
#include "bounces.h"
#include "ledger/fixture.h"
#include "ledger/sql.h"
#include <nixie/export.h>
#include <nixie/recipients.h>
#include <fcntl.h>

static guint recipients_on(const char *list, gboolean is_table)
{
    NxRecipientsShape shape = {.is_table = is_table};
    g_autoptr(GError) error = NULL;
    g_autoptr(NxRecipients) recipients = nx_recipients_new(&shape, list, strlen(list), &error);
    g_assert_no_error(error);
    NxRow row;
    guint n = 0;
    gsize bytes = 0;
    for (; nx_recipients_next(recipients, &row, &error); bytes += row.len)
        n += row.kind == NX_ROW_RECIPIENT;
    g_assert_no_error(error);
    g_assert_cmpuint(bytes, ==, strlen(list)); /* no byte is passed on that is not the list's */
    return n;
}

static void a_table_of_a_heading_alone_has_nobody_on_it(void)
{
    g_assert_cmpuint(recipients_on("", TRUE), ==, 0);
    g_assert_cmpuint(recipients_on("email,name\n", TRUE), ==, 0);
    g_assert_cmpuint(recipients_on("town,name\n", TRUE), ==, 0); /* nor can be asked which column holds them */
    g_assert_cmpuint(recipients_on("town,name\nann@a.example,Ann\n", TRUE), ==, 1);
}

static void an_address_in_the_last_cell_makes_a_row_no_heading(void)
{
    g_assert_cmpuint(recipients_on("Ann,ann@one.example\nBob,bob@one.example", TRUE), ==, 2);
    g_assert_cmpuint(recipients_on("name,email\nBob,bob@one.example", TRUE), ==, 1);
    g_assert_cmpuint(recipients_on("ann@one.example", FALSE), ==, 1);
}

static void an_angle_that_never_opened_names_nobody(void)
{
    g_assert_cmpuint(recipients_on("ann@one.example>\nbob@one.example\n", FALSE), ==, 1);
    g_assert_cmpuint(recipients_on(">\nbob@one.example\n", FALSE), ==, 1);
    g_assert_cmpuint(recipients_on("<ann@one.example>\nbob@one.example\n", FALSE), ==, 2);
}

/* The first file that is opened then has the number 0, and is closed as any other. */
static void a_file_is_written_where_standard_input_is_closed(void)
{
    g_autofree char *path = nx_test_path("edges");
    int kept = dup(STDIN_FILENO);
    close(STDIN_FILENO);
    g_autoptr(GError) error = NULL;
    gboolean written = nx_file_write(path, "one\n", 4, TRUE, &error);
    gboolean is_open = fcntl(STDIN_FILENO, F_GETFD) >= 0;
    if (kept >= 0) {
        g_assert_cmpint(dup2(kept, STDIN_FILENO), ==, STDIN_FILENO);
        close(kept);
    }
    g_assert_no_error(error);
    g_assert_true(written);
    g_assert_false(is_open);
}

enum { STEPS = 40 }; /* more than the longest of these takes */

static int break_off(gpointer left)
{
    guint *steps = left;
    return *steps > 0 && --*steps == 0;
}

/* Broken off at any step, it says so; whoever hands over again gives it again. */
static void a_hand_over_that_could_not_be_recorded_is_said(Fixture *fixture, gconstpointer unused)
{
    (void)unused;
    static const NxHandPart PARTS[] = {NX_HAND_NEW, NX_HAND_REMOVED};
    const char *const keys[] = {"ann@one.example", NULL};
    decide(fixture, "ann@one.example", NX_DECISION_SUPPRESS);
    g_assert_true(nx_ledger_hand_over(fixture->ledger, "mta", NX_DECISION_SUPPRESS, FALSE, keys, NOON, NULL));
    decide(fixture, "ann@one.example", NX_DECISION_HOLD);
    for (guint i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        NxHandOver over = {.part = PARTS[i], .target = "mta", .settings = &fixture->settings, .now = NOON};
        g_autoptr(GError) failed = NULL;
        g_autoptr(GPtrArray) records = nx_hand_over_records(fixture->ledger, &over, &failed);
        g_assert_no_error(failed);
        g_assert_cmpuint(records->len, ==, 1);
        guint broken = 0;
        for (guint at = 1; at <= STEPS; at++) {
            guint left = at;
            g_autoptr(GError) error = NULL;
            sqlite3_progress_handler(fixture->ledger->db, 7, break_off, &left);
            gboolean done = nx_hand_over_done(fixture->ledger, &over, records, &error);
            sqlite3_progress_handler(fixture->ledger->db, 0, NULL, NULL);
            g_assert_cmpint(done, ==, error == NULL);
            broken += !done;
        }
        g_assert_cmpuint(broken, >, 3);
    }
}

/* All of a list, from its first record to its last. */
static void a_document_holds_every_record(void)
{
    for (guint n = 0; n <= 3; n++) {
        g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
        for (guint i = 0; i < n; i++) {
            NxRecord *record = g_new0(NxRecord, 1);
            record->key = g_strdup_printf("user%u@one.example", i);
            record->spelling = g_strdup(record->key);
            record->decision = NX_DECISION_SUPPRESS;
            g_ptr_array_add(records, record);
        }
        g_autoptr(GString) out = g_string_new(NULL);
        g_autoptr(GPtrArray) written = nx_export_write(nx_format_find("json"), records, &(NxExportStyle){0}, out, NULL);
        g_assert_cmpuint(written->len, ==, n);
        for (guint i = 0; i <= n; i++) {
            g_autofree char *address = g_strdup_printf("\"user%u@one.example\"", i);
            g_assert_cmpint(strstr(out->str, address) != NULL, ==, i < n);
        }
    }
}

/* Whatever was never made can be let go. */
static void nothing_is_let_go(void)
{
    nx_recipients_free(NULL);
    nx_imported_free(NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxLibrary *library = nx_library_new(&(NxSettings){0}, NULL); /* what is embedded can be read now */
    g_test_add_func("/export/edges/a table of a heading alone has nobody on it",
                    a_table_of_a_heading_alone_has_nobody_on_it);
    g_test_add_func("/export/edges/an address in the last cell makes a row no heading",
                    an_address_in_the_last_cell_makes_a_row_no_heading);
    g_test_add_func("/export/edges/an angle that never opened names nobody", an_angle_that_never_opened_names_nobody);
    g_test_add_func("/export/edges/a file is written where standard input is closed",
                    a_file_is_written_where_standard_input_is_closed);
    ADD_TEST("/export/edges/a hand-over that could not be recorded is said",
             a_hand_over_that_could_not_be_recorded_is_said);
    g_test_add_func("/export/edges/a document holds every record", a_document_holds_every_record);
    g_test_add_func("/export/edges/nothing is let go", nothing_is_let_go);
    int failed = g_test_run();
    nx_library_unref(library);
    return failed;
}
