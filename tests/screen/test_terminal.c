/* The program on terminals: what only a real one shows. */
#include "screen/pty.h"
#include "tui/harness.h"
#include <signal.h>

static char *box; /* the mailbox of the harness */
static guint homes;

/* Each test has a state of its own. */
static const char *const *fresh_state(void)
{
    static char *env[3];
    g_free(env[0]);
    g_autofree char *name = g_strdup_printf("state-%u", homes++);
    g_autofree char *path = nx_test_path(name);
    env[0] = g_strdup_printf("XDG_STATE_HOME=%s", path);
    return (const char *const *)env;
}

static const char *const *box_args(void)
{
    static const char *args[2];
    args[0] = box;
    return args;
}

static NxPty *start(const char *term, guint rows, guint cols)
{
    NxPtySpec spec = {.term = term, .rows = rows, .cols = cols, .env = fresh_state(), .args = box_args()};
    return nx_pty_start(&spec);
}

static void leave(NxPty *pty)
{
    nx_pty_send(pty, "q");
    g_assert_cmpint(nx_pty_wait_exit(pty), ==, 0);
}

static void it_opens_moves_decides_and_leaves(void)
{
    g_autoptr(NxPty) pty = start(NULL, 36, 120);
    guint row, col;
    g_assert_true(nx_pty_alternate(pty));
    nx_assert_pty_shows(pty, "12 messages");
    nx_assert_pty_shows(pty, ">    s?   1");
    nx_pty_press(pty, "j\033[B", 2);
    nx_assert_pty_shows(pty, ">    r?   3");
    nx_pty_cursor(pty, &row, &col);
    g_assert_cmpuint(row, ==, 4);
    g_assert_true(nx_pty_is_reversed(pty, row, 60));
    g_assert_false(nx_pty_is_reversed(pty, row + 1, 60));
    nx_pty_type(pty, "s");
    nx_assert_pty_shows(pty, ">  S s?   3");
    nx_pty_type(pty, "u");
    nx_assert_pty_shows(pty, ">    r?   3");
    leave(pty);
    g_assert_false(nx_pty_alternate(pty));
    g_assert_true(nx_pty_cursor_visible(pty));
    g_assert_false(nx_pty_titled(pty));
}

/* A key that nobody knows is none, and what is typed behind it is what it is. */
static void unknown_keys_eat_nothing(void)
{
    g_autoptr(NxPty) pty = start(NULL, 36, 120);
    nx_pty_press(pty, "\033[99;7~j", 1);
    nx_assert_pty_shows(pty, ">    s?   2");
    nx_pty_press(pty, "\033[1;8Wj", 1);
    nx_assert_pty_shows(pty, ">    r?   3");
    leave(pty);
}

static void it_works_on_every_terminal(void)
{
    static const char *const TERMS[] = {"xterm-256color", "screen-256color", "linux", "vt100"};
    for (guint i = 0; i < G_N_ELEMENTS(TERMS); i++) {
        g_autoptr(NxPty) pty = start(TERMS[i], 24, 80);
        nx_assert_pty_shows(pty, "kijitora@orchard.example");
        nx_pty_type(pty, "jjs");
        nx_assert_pty_shows(pty, ">  S s?   3");
        nx_pty_type(pty, "bd");
        nx_assert_pty_shows(pty, "by domain ");
        nx_pty_type(pty, "q");
        leave(pty);
    }
}

static void it_works_on_a_dumb_terminal(void)
{
    g_autoptr(NxPty) pty = start("dumb", 24, 80);
    nx_assert_pty_shows(pty, "kijitora@orchard.example");
    nx_pty_type(pty, "js");
    g_assert_nonnull(strstr(nx_pty_raw(pty)->str, ">  S s?   2"));
    g_assert_null(strstr(nx_pty_raw(pty)->str, "\033[")); /* not one escape but the test's own */
    leave(pty);
}

static gboolean any_colour(NxPty *pty)
{
    for (guint row = 0; row < 36; row++) {
        for (guint col = 0; col < 120; col++) {
            if (nx_pty_is_coloured(pty, row, col))
                return TRUE;
        }
    }
    return FALSE;
}

static void colours_can_be_refused(void)
{
    g_autoptr(NxPty) with = start(NULL, 36, 120);
    g_assert_true(any_colour(with));
    const char *env[] = {"NO_COLOR=1", fresh_state()[0], NULL};
    NxPtySpec spec = {.env = env, .args = box_args()};
    g_autoptr(NxPty) without = nx_pty_start(&spec);
    g_assert_false(any_colour(without));
    g_autofree char *a = nx_pty_text(with), *b = nx_pty_text(without);
    g_assert_cmpstr(a, ==, b); /* colour says nothing that the letters do not */
    leave(with);
    leave(without);
}

static void it_lays_out_anew_at_every_size(void)
{
    g_autoptr(NxPty) pty = start(NULL, 36, 120);
    g_autofree char *before = nx_pty_text(pty);
    nx_pty_resize(pty, 24, 80);
    nx_assert_pty_shows(pty, ">    s?   1");
    nx_pty_resize(pty, 4, 20);
    nx_assert_pty_shows(pty, ">");
    nx_pty_resize(pty, 2, 10);
    nx_assert_pty_shows(pty, "too small");
    nx_pty_resize(pty, 1, 1);
    nx_pty_resize(pty, 50, 200);
    nx_assert_pty_shows(pty, "kijitora@orchard.example");
    nx_pty_resize(pty, 36, 120);
    g_autofree char *after = nx_pty_text(pty);
    g_assert_cmpstr(before, ==, after);
    leave(pty);
}

static void stop_and_check(NxPty *pty, const char *before)
{
    g_assert_true(nx_pty_wait_stop(pty));
    nx_pty_wait_alternate(pty, FALSE);
    nx_pty_continue(pty);
    nx_pty_wait_alternate(pty, TRUE);
    nx_pty_wait_screen(pty, before);
}

static void it_stops_and_goes_on(void)
{
    g_autoptr(NxPty) pty = start(NULL, 36, 120);
    g_autofree char *before = nx_pty_text(pty);
    nx_pty_send(pty, "\032"); /* ^Z */
    stop_and_check(pty, before);
    nx_pty_signal(pty, SIGTSTP);
    stop_and_check(pty, before);
    nx_pty_signal(pty, SIGSTOP); /* without being asked */
    g_assert_true(nx_pty_wait_stop(pty));
    nx_pty_continue(pty);
    nx_pty_wait_screen(pty, before);
    nx_pty_send(pty, "q");
    g_assert_cmpint(nx_pty_wait_exit(pty), ==, 0);
}

static gboolean is_suppressed(const char *ledger_path, const char *address)
{
    g_autoptr(GError) error = NULL;
    NxLedger *ledger = nx_ledger_open(ledger_path, NX_LEDGER_READ, &error);
    g_assert_no_error(error);
    NxRecord *record = nx_ledger_record(ledger, address, &error);
    g_assert_no_error(error);
    gboolean is = record && record->decision == NX_DECISION_SUPPRESS;
    nx_record_free(record);
    nx_ledger_close(ledger);
    return is;
}

static char *ledger_of(const char *state)
{
    return g_build_filename(strchr(state, '=') + 1, "nixie", "ledger.db", NULL);
}

static void term_leaves_a_clean_screen_and_ledger(void)
{
    g_autoptr(NxPty) pty = start(NULL, 36, 120);
    g_autofree char *ledger = NULL;
    nx_pty_type(pty, "s");
    nx_pty_signal(pty, SIGTERM);
    g_assert_cmpint(nx_pty_wait_exit(pty), ==, 128 + SIGTERM);
    g_assert_false(nx_pty_alternate(pty));
    g_assert_true(nx_pty_cursor_visible(pty));
    g_autofree char *name = g_strdup_printf("state-%u", homes - 1);
    g_autofree char *state = nx_test_path(name), *assignment = g_strconcat("=", state, NULL);
    ledger = ledger_of(assignment);
    g_assert_true(is_suppressed(ledger, "kijitora@orchard.example"));
}

static void a_dead_terminal_ends_it(void)
{
    g_autoptr(NxPty) pty = start(NULL, 36, 120);
    nx_pty_type(pty, "s");
    nx_pty_hang_up(pty);
    gint64 begun = g_get_monotonic_time();
    g_assert_cmpint(nx_pty_wait_exit(pty), ==, 128 + SIGHUP);
    g_test_message("ended after %" G_GINT64_FORMAT " ms", (g_get_monotonic_time() - begun) / 1000);
}

static void a_crash_gives_the_terminal_back(void)
{
    static const int SIGNALS[] = {SIGSEGV, SIGABRT, SIGBUS};
    static const char *const TERMS[] = {NULL, "vt100", "dumb"};
    for (guint i = 0; i < G_N_ELEMENTS(SIGNALS); i++) {
        g_autoptr(NxPty) pty = start(TERMS[i], 36, 120);
        nx_pty_type(pty, "s");
        nx_pty_signal(pty, SIGNALS[i]);
        g_assert_cmpint(nx_pty_wait_exit(pty), ==, 256 + SIGNALS[i]);
        g_assert_false(nx_pty_alternate(pty));
        g_assert_true(nx_pty_cursor_visible(pty));
        nx_assert_pty_shows(pty, "nixie has failed.");
        g_autofree char *name = g_strdup_printf("state-%u", homes - 1);
        g_autofree char *state = nx_test_path(name), *assignment = g_strconcat("=", state, NULL);
        g_autofree char *ledger = ledger_of(assignment);
        nx_assert_pty_shows(pty, "is in the ledger, /");
        g_assert_true(is_suppressed(ledger, "kijitora@orchard.example"));
    }
}

static void hup_ends_it(void)
{
    g_autoptr(NxPty) pty = start(NULL, 36, 120);
    nx_pty_signal(pty, SIGHUP);
    g_assert_cmpint(nx_pty_wait_exit(pty), ==, 128 + SIGHUP);
    g_assert_false(nx_pty_alternate(pty));
}

static void hostile_mail_never_reaches_the_terminal(void)
{
    g_autoptr(GString) mbox = g_string_new(NULL);
    NxBounce bounce = {.recipient = "h@hostile.example",
                       .status = "5.1.1",
                       .original_id = "h@sender.example",
                       .arrived = nx_harness_bounces[0].arrived,
                       .diagnostic =
                           "550 \033]0;owned\007 \033[2J\033[31m \302\2335m \342\200\256evil\342\200\254 "
                           "\360\237\221\250\342\200\215\360\237\221\251\342\200\215\360\237\221\247 \350\241\250 "
                           "a\314\201\314\201\314\201\314\201\314\201\314\201 user unknown"};
    nx_bounce_append(mbox, &bounce);
    g_autofree char *path = nx_test_file("home/hostile", mbox->str);
    const char *args[] = {path, NULL};
    NxPtySpec spec = {.env = fresh_state(), .args = args};
    g_autoptr(NxPty) pty = nx_pty_start(&spec);
    nx_assert_pty_shows(pty, "h@hostile.example");
    nx_assert_pty_shows(pty, "\\x1B]0;owned");
    g_assert_false(nx_pty_titled(pty));
    g_assert_null(strstr(nx_pty_raw(pty)->str, "\033]0;"));
    g_assert_null(strstr(nx_pty_raw(pty)->str, "\302\233"));
    g_assert_null(strstr(nx_pty_raw(pty)->str, "\342\200\256"));
    /* The grid stands: the divider is where it was drawn, from edge to edge. */
    g_autofree char *text = nx_pty_text(pty);
    nx_pty_type(pty, "P");
    nx_assert_pty_shows(pty, "\\x1B]0;owned");
    nx_pty_type(pty, "q");
    g_autofree char *again = nx_pty_text(pty);
    g_assert_cmpstr(text, ==, again);
    leave(pty);
}

static void an_address_is_copied(void)
{
    g_autoptr(NxPty) pty = start(NULL, 36, 120);
    nx_pty_type(pty, "y");
    g_autofree char *coded = g_base64_encode((const guchar *)"kijitora@orchard.example", 24),
                    *sequence = g_strconcat("\033]52;c;", coded, NULL);
    g_assert_nonnull(strstr(nx_pty_raw(pty)->str, sequence));
    leave(pty);
}

static void mail_from_standard_input_leaves_the_keys(void)
{
    const char *args[] = {"-", NULL};
    NxPtySpec spec = {.env = fresh_state(), .input = box, .args = args};
    g_autoptr(NxPty) pty = nx_pty_start(&spec);
    nx_assert_pty_shows(pty, "standard input");
    nx_assert_pty_shows(pty, "kijitora@orchard.example");
    nx_pty_type(pty, "js");
    nx_assert_pty_shows(pty, ">  S s?   2");
    nx_pty_type(pty, "q");
    nx_assert_pty_shows(pty, "it cannot be opened again");
    nx_pty_send(pty, "y");
    g_assert_cmpint(nx_pty_wait_exit(pty), ==, 0);
}

/* Nobody asks for it: longer than this would be the look that is taken now and then in any case. */
#define BY_ITSELF (5 * G_USEC_PER_SEC)

static void check_new_mail(const char *box_path, const char *into, const char *mode)
{
    const NxBounce late = {.recipient = "late@news.example",
                           .status = "5.1.1",
                           .diagnostic = "550 5.1.1 user unknown",
                           .original_id = "late@sender.example",
                           .arrived = nx_harness_bounces[0].arrived};
    const char *args[] = {box_path, NULL};
    NxPtySpec spec = {.env = fresh_state(), .args = args};
    g_autoptr(NxPty) pty = nx_pty_start(&spec);
    g_autoptr(GString) text = g_string_new(NULL);
    nx_bounce_append(text, &late);
    FILE *file = fopen(into, mode);
    g_assert_nonnull(file);
    fputs(*mode == 'a' ? text->str : strchr(text->str, '\n') + 1, file);
    g_assert_cmpint(fclose(file), ==, 0);
    gint64 since = g_get_monotonic_time();
    nx_pty_wait_text(pty, "late@news.example");
    nx_pty_wait_text(pty, "+1 new");
    gint64 took = g_get_monotonic_time() - since;
    g_test_message("%s: on the screen after %" G_GINT64_FORMAT " ms", into, took / 1000);
    g_assert_cmpint(took, <, BY_ITSELF);
    leave(pty);
}

static void new_mail_comes_by_itself(void)
{
    nx_harness_mailbox("home/growing");
    g_autofree char *mbox = nx_test_path("home/growing"), *maildir = nx_test_path("home/maildir"),
                    *first = g_build_filename(maildir, "new", "1794787200.1.host", NULL),
                    *second = g_build_filename(maildir, "new", "1794787201.2.host", NULL);
    check_new_mail(mbox, mbox, "a");
    nx_test_put("home/maildir/cur/.keep", "");
    nx_test_put("home/maildir/new/1794787200.1.host", "From: mailer-daemon@mta.sender.example\nSubject: none\n\nx\n");
    g_assert_true(g_file_test(first, G_FILE_TEST_EXISTS));
    check_new_mail(maildir, second, "w");
}

static void the_c_locale_is_ascii(void)
{
    const char *env[] = {"LC_ALL=C", fresh_state()[0], NULL};
    NxPtySpec spec = {.env = env, .args = box_args()};
    g_autoptr(NxPty) pty = nx_pty_start(&spec);
    nx_pty_type(pty, "Gbdj");
    for (gsize i = 0; i < nx_pty_raw(pty)->len; i++)
        g_assert_cmpuint((guchar)nx_pty_raw(pty)->str[i], <, 0x80);
    nx_pty_type(pty, "q");
    leave(pty);
}

static void without_a_terminal_it_says_so(void)
{
    const char *build = g_getenv("BUILD") ? g_getenv("BUILD") : g_getenv("G_TEST_BUILDDIR");
    g_autofree char *program = g_build_filename(build ? build : "build", "nixie", NULL), *errors = NULL;
    const char *argv[] = {"setsid", "-w", program, box, NULL};
    int status = 0;
    g_autoptr(GError) error = NULL;
    g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                               NULL, &errors, &status, &error));
    g_assert_cmpint(status >> 8, ==, 2);
    g_assert_true(g_str_has_prefix(errors, "nixie: "));
    g_assert_cmpuint(strlen(errors), ==, strcspn(errors, "\n") + 1); /* one line */
}

/* ---- Nothing whose letter was drawn is lost ---------------------------------------------------------------------- */
#define MANY 400

static char *many_box(void)
{
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (guint i = 0; i < MANY; i++) {
        g_autofree char *to = g_strdup_printf("seat%03u@many.example", i),
                        *id = g_strdup_printf("many%u@sender.example", i);
        NxBounce bounce = {.recipient = to,
                           .status = "5.1.1",
                           .diagnostic = "550 5.1.1 user unknown",
                           .original_id = id,
                           .arrived = nx_harness_bounces[0].arrived + i};
        nx_bounce_append(mbox, &bounce);
    }
    return nx_test_file("home/many", mbox->str);
}

static guint check_letters(NxPty *pty, const char *ledger)
{
    g_autofree char *text = nx_pty_text(pty);
    g_auto(GStrv) rows = g_strsplit(text, "\n", -1);
    guint drawn = 0;
    for (guint i = 0; rows[i]; i++) {
        const char *at = strstr(rows[i], "seat");
        if (strlen(rows[i]) < 8 || rows[i][3] != 'S' || !at || !g_str_has_prefix(at + 7, "@many.example"))
            continue;
        g_autofree char *address = g_strndup(at, strlen("seat000@many.example"));
        g_assert_true(is_suppressed(ledger, address));
        drawn++;
    }
    return drawn;
}

static void kill_loses_nothing_that_was_drawn(void)
{
    g_autofree char *path = many_box();
    const char *args[] = {path, NULL};
    for (guint round = 0; round < 3; round++) {
        NxPtySpec spec = {.env = fresh_state(), .args = args};
        g_autofree char *ledger = ledger_of(spec.env[0]);
        g_autoptr(NxPty) pty = nx_pty_start(&spec);
        nx_pty_press(pty, "T\r", 2);
        nx_pty_type(pty, "s");
        nx_assert_pty_shows(pty, "Suppress 400 tagged addresses?");
        nx_pty_send(pty, "y");
        if (round > 0)
            nx_pty_wait_text(pty, round == 1 ? ">  …" : ">  S"); /* killed before, while and after it is on disk */
        nx_pty_signal(pty, SIGKILL);
        g_assert_cmpint(nx_pty_wait_exit(pty), ==, 256 + SIGKILL);
        guint drawn = check_letters(pty, ledger);
        g_assert_true(round < 2 || drawn > 0);
    }
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "UTC", TRUE);
    g_test_init(&argc, &argv, NULL);
    nx_harness_mailbox("home/box");
    box = nx_test_path("home/box");
    g_test_add_func("/screen/it opens, moves, decides, undoes and leaves", it_opens_moves_decides_and_leaves);
    g_test_add_func("/screen/unknown keys eat nothing that is typed behind them", unknown_keys_eat_nothing);
    g_test_add_func("/screen/it works on xterm, screen, linux and vt100", it_works_on_every_terminal);
    g_test_add_func("/screen/it works on a dumb terminal, without an escape", it_works_on_a_dumb_terminal);
    g_test_add_func("/screen/NO_COLOR takes the colours and nothing else", colours_can_be_refused);
    g_test_add_func("/screen/it lays out anew at every size, and comes back", it_lays_out_anew_at_every_size);
    g_test_add_func("/screen/it stops and goes on", it_stops_and_goes_on);
    g_test_add_func("/screen/TERM leaves a clean screen and what was decided", term_leaves_a_clean_screen_and_ledger);
    g_test_add_func("/screen/a crash gives the terminal back and says where the ledger stands",
                    a_crash_gives_the_terminal_back);
    g_test_add_func("/screen/HUP ends it", hup_ends_it);
    g_test_add_func("/screen/a dead terminal ends it", a_dead_terminal_ends_it);
    g_test_add_func("/screen/hostile mail never reaches the terminal", hostile_mail_never_reaches_the_terminal);
    g_test_add_func("/screen/y gives the address to the terminal's clipboard", an_address_is_copied);
    g_test_add_func("/screen/mail from standard input leaves the keys to the terminal",
                    mail_from_standard_input_leaves_the_keys);
    g_test_add_func("/screen/new mail comes by itself, to an mbox and to a Maildir", new_mail_comes_by_itself);
    g_test_add_func("/screen/the C locale is ASCII", the_c_locale_is_ascii);
    g_test_add_func("/screen/without a terminal it says so in one line", without_a_terminal_it_says_so);
    g_test_add_func("/screen/kill -9 loses nothing whose letter was drawn", kill_loses_nothing_that_was_drawn);
    int result = g_test_run();
    g_free(box);
    return result;
}
