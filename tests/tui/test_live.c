/* Mailboxes that others write to while they are open. */
#include "tui/harness.h"
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Mail -------------------------------------------------------------------------------------------------------- */
static char *address_of(guint i)
{
    return g_strdup_printf("u%04u@live.example", i);
}

/* A message as it stands in an mbox, with the blank line behind it. */
static char *message(guint i)
{
    g_autofree char *to = address_of(i), *id = g_strdup_printf("live%u@sender.example", i),
                    *said = g_strdup_printf("550 5.1.1 <%s>: user unknown", to);
    const NxBounce bounce = {.recipient = to,
                             .status = "5.1.1",
                             .diagnostic = said,
                             .remote_mta = "mx.live.example",
                             .original_id = id,
                             .arrived = nx_harness_bounces[0].arrived + i};
    GString *mbox = g_string_new(NULL);
    nx_bounce_append(mbox, &bounce);
    return g_string_free(mbox, FALSE);
}

static void write_text(const char *path, const char *text, const char *mode)
{
    FILE *file = fopen(path, mode);
    g_assert_nonnull(file);
    fputs(text, file);
    g_assert_cmpint(fclose(file), ==, 0);
}

static void append(const char *path, guint i)
{
    g_autofree char *text = message(i);
    write_text(path, text, "a");
}

static void write_box(const char *path, const guint *numbers, guint n)
{
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        g_autofree char *text = message(numbers[i]);
        g_string_append(all, text);
    }
    write_text(path, all->str, "w");
}

/* One file of a Maildir; gives its name below it. */
static char *deliver(const char *maildir, guint i)
{
    g_autofree char *text = message(i), *name = g_strdup_printf("new/%u.%u.host", 1794787200 + i, i),
                    *path = g_build_filename(maildir, name, NULL);
    write_text(path, strchr(text, '\n') + 1, "w");
    return g_steal_pointer(&name);
}

static void make_maildir(const char *path)
{
    static const char *const PARTS[] = {"cur", "new", "tmp"};
    for (guint i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        g_autofree char *part = g_build_filename(path, PARTS[i], NULL);
        g_assert_cmpint(g_mkdir_with_parents(part, 0700), ==, 0);
    }
}

static void look(NxHarness *harness)
{
    nx_model_refresh(harness->in->model);
    nx_harness_settle(harness);
}

static void select_address(NxHarness *harness, guint i)
{
    g_autofree char *want = address_of(i);
    nx_harness_press(harness, "g g");
    for (guint k = 0; k < harness->in->model->list->len && !g_str_equal(nx_harness_selected(harness), want); k++)
        nx_harness_press(harness, "j");
    g_assert_cmpstr(nx_harness_selected(harness), ==, want);
}

static void check_selected(NxHarness *harness, guint i)
{
    g_autofree char *want = address_of(i);
    g_assert_cmpstr(nx_harness_selected(harness), ==, want);
}

static gboolean is_gone(NxHarness *harness, guint i)
{
    g_autofree char *address = address_of(i), *row = nx_harness_row(harness, address);
    g_assert_nonnull(row);
    return row[1] == '-';
}

#define ROWS(harness) ((harness)->in->model->list->len)

/* ---- An mbox ----------------------------------------------------------------------------------------------------- */
static void an_expunge_takes_nothing_along(void)
{
    write_box("expunged", (guint[]){0, 1, 2, 3, 4, 5}, 6);
    g_autoptr(NxHarness) harness = nx_harness_new("expunged-state", "expunged");
    select_address(harness, 1);
    nx_harness_press(harness, "t");
    select_address(harness, 5);
    nx_harness_press(harness, "h"); /* tags win: u0001 is held */
    nx_harness_press(harness, "u");
    select_address(harness, 4);
    guint32 event = harness->in->model->selected;
    write_box("expunged", (guint[]){1, 3, 4, 5, 6}, 5);
    look(harness);
    nx_assert_shows(harness, "written anew and is read again: 4 found, 2 gone, 1 new");
    g_assert_cmpuint(harness->in->model->selected, ==, event);
    check_selected(harness, 4);
    g_assert_cmpuint(ROWS(harness), ==, 7);
    g_assert_true(is_gone(harness, 0) && is_gone(harness, 2));
    g_assert_false(is_gone(harness, 1) || is_gone(harness, 4) || is_gone(harness, 6));
    nx_assert_shows(harness, "+1 new");
    nx_assert_shows(harness, "user unknown"); /* the message of the row is read where it stands now */
    nx_assert_hides(harness, "no longer");
    g_assert_cmpuint(harness->in->model->n_tagged, ==, 1);
    nx_harness_press(harness, ": u n t a g - a l l Enter");
    nx_harness_press(harness, "s");
    g_assert_cmpint(nx_harness_on_disk(harness, "u0004@live.example"), ==, NX_DECISION_SUPPRESS);
}

static void what_is_gone_can_be_decided_and_not_opened(void)
{
    write_box("cut", (guint[]){0, 1, 2, 3}, 4);
    g_autofree char *first = message(0), *second = message(1);
    g_autoptr(NxHarness) harness = nx_harness_new("cut-state", "cut");
    select_address(harness, 3);
    g_assert_cmpint(truncate("cut", (off_t)(strlen(first) + strlen(second))), ==, 0);
    look(harness);
    nx_assert_shows(harness, "cut was cut off: the last 2 of its 4 messages are gone, and marked.");
    check_selected(harness, 3);
    g_assert_true(is_gone(harness, 2) && is_gone(harness, 3));
    g_assert_false(is_gone(harness, 1));
    nx_assert_shows(harness, "no longer in its mailbox");
    nx_assert_shows(harness, "550 5.1.1 <u0003@live.example>: user unknown"); /* as it was read */
    nx_harness_press(harness, "P");
    nx_assert_shows(harness, "no longer");
    nx_harness_press(harness, "s");
    g_assert_cmpint(nx_harness_on_disk(harness, "u0003@live.example"), ==, NX_DECISION_SUPPRESS);
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "is:gone");
    nx_harness_press(harness, "Enter");
    g_assert_cmpuint(ROWS(harness), ==, 2);
    nx_harness_press(harness, "\\");
    write_box("cut", (guint[]){3, 2, 1, 0}, 4); /* put back by whoever cut it */
    look(harness);
    g_assert_cmpuint(ROWS(harness), ==, 4);
    g_assert_false(is_gone(harness, 2) || is_gone(harness, 3));
    check_selected(harness, 3);
}

static void a_rotation_is_told(void)
{
    write_box("rotated", (guint[]){0, 1}, 2);
    g_autoptr(NxHarness) harness = nx_harness_new("rotated-state", "rotated");
    g_assert_cmpint(g_rename("rotated", "rotated.1"), ==, 0);
    look(harness);
    nx_assert_shows(harness, "rotated is not there any more: its 2 messages are marked as gone.");
    append("rotated", 2);
    look(harness);
    g_assert_cmpuint(ROWS(harness), ==, 3);
    g_assert_true(is_gone(harness, 0) && is_gone(harness, 1));
    g_assert_false(is_gone(harness, 2));
    append("rotated", 3);
    look(harness);
    g_assert_cmpuint(ROWS(harness), ==, 4);
}

/* Programs that keep flags in headers write other bytes of the same message. */
static void flags_in_headers_make_no_new_row(void)
{
    g_autofree char *first = message(0), *second = message(1);
    g_autofree char *before = g_strconcat(first, second, NULL);
    write_text("flags", before, "w");
    g_autoptr(NxHarness) harness = nx_harness_new("flags-state", "flags");
    char *head = strchr(first, '\n') + 1;
    g_autofree char *from = g_strndup(first, (gsize)(head - first)),
                    *after = g_strconcat(from, "Status: RO\nX-Status: A\n", head, second, NULL);
    write_text("flags", after, "w");
    look(harness);
    g_assert_cmpuint(ROWS(harness), ==, 2);
    g_assert_false(is_gone(harness, 0) || is_gone(harness, 1));
}

/* The same words about somebody else are another message, whatever its Message-ID claims. */
static void a_message_about_another_is_another_row(void)
{
    g_autofree char *first = message(0);
    write_text("other", first, "w");
    g_autoptr(NxHarness) harness = nx_harness_new("other-state", "other");
    g_auto(GStrv) parts = g_strsplit(first, "u0000@", -1);
    g_autofree char *after = g_strjoinv("u0009@", parts);
    write_text("other", after, "w");
    look(harness);
    g_assert_cmpuint(ROWS(harness), ==, 2);
    g_assert_true(is_gone(harness, 0));
    g_assert_false(is_gone(harness, 9));
}

static void half_a_message_is_read_when_it_is_whole(void)
{
    g_autofree char *text = message(1);
    write_box("half", (guint[]){0}, 1);
    g_autoptr(NxHarness) harness = nx_harness_new("half-state", "half");
    for (gsize at = 0, len = strlen(text); at < len; at += len / 7 + 1) {
        g_autofree char *piece = g_strndup(text + at, len / 7 + 1);
        write_text("half", piece, "a");
        look(harness);
        g_assert_cmpuint(ROWS(harness), <=, 2);
    }
    g_assert_cmpuint(ROWS(harness), ==, 2);
    g_assert_false(is_gone(harness, 0) || is_gone(harness, 1));
    append("half", 2);
    look(harness);
    g_assert_cmpuint(ROWS(harness), ==, 3);
}

/* ---- A Maildir --------------------------------------------------------------------------------------------------- */
static void files_that_go_are_marked_and_renamed_ones_are_not(void)
{
    make_maildir("maildir");
    g_autofree char *first = deliver("maildir", 0), *second = deliver("maildir", 1);
    g_free(deliver("maildir", 2));
    g_autoptr(NxHarness) harness = nx_harness_new("maildir-state", "maildir");
    g_autofree char *old = g_build_filename("maildir", first, NULL), *gone = g_build_filename("maildir", second, NULL),
                    *seen = g_strdup_printf("maildir/cur/%s:2,S", first + strlen("new/"));
    g_assert_cmpint(g_rename(old, seen), ==, 0);
    g_assert_cmpint(g_rename(gone, "aside"), ==, 0);
    g_free(deliver("maildir", 3));
    look(harness);
    g_assert_cmpuint(ROWS(harness), ==, 4);
    g_assert_true(is_gone(harness, 1));
    g_assert_false(is_gone(harness, 0) || is_gone(harness, 2) || is_gone(harness, 3));
    g_assert_cmpint(g_rename("aside", gone), ==, 0);
    look(harness);
    g_assert_cmpuint(ROWS(harness), ==, 4);
    g_assert_false(is_gone(harness, 1));
}

/* Nobody asks: the folder tells it. */
static void new_mail_comes_by_itself(void)
{
    make_maildir("watched");
    g_free(deliver("watched", 0));
    write_box("watched-box", (guint[]){0}, 1);
    static const char *const BOXES[] = {"watched", "watched-box"};
    for (guint i = 0; i < G_N_ELEMENTS(BOXES); i++) {
        g_autofree char *state = g_strconcat(BOXES[i], "-state", NULL);
        g_autoptr(NxHarness) harness = nx_harness_new(state, BOXES[i]);
        if (i == 0)
            g_free(deliver("watched", 1));
        else
            append("watched-box", 1);
        gint64 since = g_get_monotonic_time();
        while (ROWS(harness) < 2 && g_get_monotonic_time() - since < 30 * G_USEC_PER_SEC)
            g_main_context_iteration(NULL, TRUE); /* a look without a change comes in any case */
        g_assert_cmpuint(ROWS(harness), ==, 2);
        g_test_message("%s: on the list after %" G_GINT64_FORMAT " ms", BOXES[i],
                       (g_get_monotonic_time() - since) / 1000);
        nx_assert_shows(harness, "+1 new");
    }
}

/* ---- The title --------------------------------------------------------------------------------------------------- */
static void what_is_new_always_fits(void)
{
    static const guint COLS[] = {20, 40, 60, 80, 100, 120, 140, 200};
    write_box("a-mailbox-with-a-name-that-takes-up-all-of-the-room-that-there-is-in-a-title", (guint[]){0}, 1);
    g_autoptr(NxHarness) harness =
        nx_harness_new("title-state", "a-mailbox-with-a-name-that-takes-up-all-of-the-room-that-there-is-in-a-title");
    nx_harness_press(harness, "l");
    nx_harness_type(harness, "class:hard or class:soft or class:block or class:complaint or is:undecided or seen:>1");
    nx_harness_press(harness, "Enter");
    for (guint i = 1; i <= 3; i++)
        append("a-mailbox-with-a-name-that-takes-up-all-of-the-room-that-there-is-in-a-title", i);
    look(harness);
    for (guint i = 0; i < G_N_ELEMENTS(COLS); i++) {
        nx_harness_size(harness, 24, COLS[i]);
        g_autofree char *text = nx_harness_text(harness), *title = g_strndup(text, strcspn(text, "\n"));
        g_assert_true(g_str_has_suffix(g_strchomp(title), "+3 new"));
        nx_harness_press(harness, "b d");
        nx_assert_shows(harness, "+3 new");
        nx_harness_press(harness, "q");
    }
}

/* ---- Churn ------------------------------------------------------------------------------------------------------- */
enum { DECISIONS = 200, A_STEP = 3 };

typedef struct {
    NxHarness *harness;
    GRand *random;
    GPtrArray *files; /* of the Maildir, by number; NULL: taken away */
    GArray *numbers;  /* in the mbox, in its order */
    guint n;          /* delivered */
    gboolean is_maildir;
} Churn;

static const char *path_of(const Churn *churn)
{
    return churn->is_maildir ? "churn-maildir" : "churn-box";
}

static void bring(Churn *churn)
{
    guint i = churn->n++;
    if (churn->is_maildir) {
        g_ptr_array_add(churn->files, deliver("churn-maildir", i));
        return;
    }
    append("churn-box", i);
    g_array_append_val(churn->numbers, i);
}

static void take_away(Churn *churn)
{
    if (churn->is_maildir) {
        guint i = g_rand_int_range(churn->random, 0, (gint)churn->files->len);
        g_autofree char *path = g_build_filename("churn-maildir", churn->files->pdata[i], NULL);
        g_remove(path);
        return;
    }
    g_array_remove_index(churn->numbers, g_rand_int_range(churn->random, 0, (gint)churn->numbers->len));
    write_box("churn-box.new", (const guint *)(gpointer)churn->numbers->data, churn->numbers->len);
    g_assert_cmpint(g_rename("churn-box.new", "churn-box"), ==, 0);
}

/* Mail comes and goes, the main loop runs for a while, and nothing of it changes what a key acts upon. */
static void churn_step(Churn *churn, GHashTable *decided)
{
    static const struct {
        NxKey key;
        NxDecision decision;
    } KEYS[] = {{'s', NX_DECISION_SUPPRESS}, {'h', NX_DECISION_HOLD}, {'i', NX_DECISION_IGNORE}};
    NxInspector *in = churn->harness->in;
    g_autofree char *before = g_strdup(nx_harness_selected(churn->harness));
    guint32 event = in->model->selected;
    for (guint i = 0; i < A_STEP; i++)
        bring(churn);
    if (g_rand_int_range(churn->random, 0, 8) == 0)
        take_away(churn);
    if (g_rand_boolean(churn->random))
        nx_model_refresh(in->model);
    if (g_rand_int_range(churn->random, 0, 4) == 0)
        nx_harness_settle(churn->harness);
    else
        for (gint i = g_rand_int_range(churn->random, 0, 30); i > 0; i--)
            g_main_context_iteration(NULL, FALSE);
    g_assert_cmpuint(in->model->selected, ==, event);
    g_assert_cmpstr(nx_harness_selected(churn->harness), ==, before);
    guint k = (guint)g_rand_int_range(churn->random, 0, G_N_ELEMENTS(KEYS));
    nx_inspector_key(in, KEYS[k].key);
    /* While a mailbox that was written anew is read nothing is decided that cannot be looked up. */
    if (nx_model_address(in->model, event)->standing.pending)
        g_hash_table_insert(decided, g_steal_pointer(&before), GINT_TO_POINTER(KEYS[k].decision));
    if (in->model->selected == event)
        nx_inspector_key(in, 'j');
}

static void churn(gconstpointer data)
{
    Churn churn = {.is_maildir = GPOINTER_TO_INT(data), .random = g_rand_new_with_seed(7)};
    churn.files = g_ptr_array_new_with_free_func(g_free);
    churn.numbers = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GHashTable) decided = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    make_maildir("churn-maildir");
    for (guint i = 0; i < 50; i++)
        bring(&churn);
    churn.harness = nx_harness_new(churn.is_maildir ? "churn-maildir-state" : "churn-box-state", path_of(&churn));
    for (guint step = 0; g_hash_table_size(decided) < DECISIONS; step++) {
        churn_step(&churn, decided);
        g_assert_cmpuint(step, <, 10 * DECISIONS);
    }
    nx_harness_settle(churn.harness);
    look(churn.harness);
    GHashTableIter iter;
    gpointer address, decision;
    guint wrong = 0;
    g_hash_table_iter_init(&iter, decided);
    while (g_hash_table_iter_next(&iter, &address, &decision))
        wrong += nx_harness_on_disk(churn.harness, address) != (NxDecision)GPOINTER_TO_INT(decision);
    g_assert_cmpuint(wrong, ==, 0);
    guint undecided = 0;
    for (guint32 i = 0; i < nx_catalog_n_addresses(churn.harness->in->model->catalog); i++) {
        const NxAddress *row = nx_catalog_address(churn.harness->in->model->catalog, i);
        undecided += row->standing.decision == NX_DECISION_NONE;
        g_assert_true(row->standing.decision == NX_DECISION_NONE || g_hash_table_contains(decided, row->key));
    }
    g_test_message("%u delivered, %u addresses, %u left undecided", churn.n,
                   nx_catalog_n_addresses(churn.harness->in->model->catalog), undecided);
    g_assert_cmpuint(nx_catalog_n_addresses(churn.harness->in->model->catalog), >=, churn.n - churn.n / 8);
    nx_harness_free(churn.harness);
    g_rand_free(churn.random);
    g_ptr_array_unref(churn.files);
    g_array_unref(churn.numbers);
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "UTC", TRUE);
    g_test_init(&argc, &argv, NULL);
    nx_harness_free(nx_harness_prepare("home", "none")); /* goes to the folder of the test's own */
    g_test_add_func("/tui/live/an expunge leaves tags, selection and decisions on their rows",
                    an_expunge_takes_nothing_along);
    g_test_add_func("/tui/live/what is gone can be decided about and not opened",
                    what_is_gone_can_be_decided_and_not_opened);
    g_test_add_func("/tui/live/a rotation is told, and the new mailbox followed", a_rotation_is_told);
    g_test_add_func("/tui/live/flags in headers make no new row", flags_in_headers_make_no_new_row);
    g_test_add_func("/tui/live/a message about somebody else is another row", a_message_about_another_is_another_row);
    g_test_add_func("/tui/live/half a message is read when it is whole", half_a_message_is_read_when_it_is_whole);
    g_test_add_func("/tui/live/files that go are marked, renamed ones are not",
                    files_that_go_are_marked_and_renamed_ones_are_not);
    g_test_add_func("/tui/live/new mail comes by itself", new_mail_comes_by_itself);
    g_test_add_func("/tui/live/what is new always fits in the title", what_is_new_always_fits);
    g_test_add_data_func("/tui/live/churn in an mbox moves no decision", GINT_TO_POINTER(FALSE), churn);
    g_test_add_data_func("/tui/live/churn in a Maildir moves no decision", GINT_TO_POINTER(TRUE), churn);
    return g_test_run();
}
