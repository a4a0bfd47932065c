/* Whole screens: goldens where a person would look at them, properties at every size. NIXIE_UPDATE_GOLDENS=1 writes the
 * goldens anew. */
#include "tui/acts/action_table.h"
#include "tui/harness.h"
#include "tui/screen.h"

static NxHarness *harness_of(const char *name)
{
    nx_harness_mailbox("box");
    return nx_harness_new(name, "box");
}

static void compare_text(const char *text, const char *name)
{
    g_autofree char *file = g_strconcat(name, ".txt", NULL),
                    *path = g_test_build_filename(G_TEST_DIST, "tui", "goldens", file, NULL), *golden = NULL;
    if (g_getenv("NIXIE_UPDATE_GOLDENS"))
        g_assert_true(g_file_set_contents(path, text, -1, NULL));
    g_assert_true(g_file_get_contents(path, &golden, NULL, NULL));
    if (!g_str_equal(text, golden)) {
        g_test_message("%s is no longer what is drawn (NIXIE_UPDATE_GOLDENS=1 takes it over):\n%s", path, text);
        g_test_fail();
    }
}

static void compare(NxHarness *harness, const char *name)
{
    g_autofree char *screen = nx_harness_text(harness);
    compare_text(screen, name);
}

static const struct {
    guint rows, cols;
} SIZES[] = {{36, 120}, {24, 80}, {12, 40}};

/* Presses the keys at each size and compares. */
static void golden_of(const char *view, const char *keys)
{
    for (guint i = 0; i < G_N_ELEMENTS(SIZES); i++) {
        g_autofree char *name = g_strdup_printf("%s-%ux%u", view, SIZES[i].cols, SIZES[i].rows);
        g_autoptr(NxHarness) harness = harness_of(name);
        nx_harness_size(harness, SIZES[i].rows, SIZES[i].cols);
        if (*keys)
            nx_harness_press(harness, keys);
        compare(harness, name);
    }
}

static void index_golden(void)
{
    golden_of("index", "s j j r j j h j t t k k");
}

static void detail_golden(void)
{
    golden_of("detail", "j j Enter");
}

static void groups_golden(void)
{
    golden_of("groups", "b d j");
}

static void timeline_golden(void)
{
    golden_of("timeline", ": t i m e l i n e Space d a y Enter j j");
}

static void overview_golden(void)
{
    golden_of("overview", "s j h S j j");
}

static void ledger_golden(void)
{
    golden_of("ledger", "s j j r j j h L");
}

static void help_golden(void)
{
    golden_of("help", "? u n d");
}

static void question_golden(void)
{
    golden_of("question", "t t t s");
}

static void limit_golden(void)
{
    golden_of("limit", "l c l a s s : s");
}

static void beside_golden(void)
{
    g_autoptr(NxHarness) harness = harness_of("beside");
    nx_harness_size(harness, 40, 160);
    nx_harness_press(harness, "j j");
    compare(harness, "index-160x40");
}

static void ascii_golden(void)
{
    nx_harness_mailbox("box");
    g_autoptr(NxHarness) harness = nx_harness_prepare("ascii", "box");
    harness->start.ascii = TRUE;
    nx_harness_open(harness);
    nx_harness_press(harness, "b d");
    compare(harness, "groups-ascii");
    nx_harness_press(harness, ": t i m e l i n e Space d a y Enter");
    compare(harness, "timeline-ascii");
    nx_harness_press(harness, "q G");
    compare(harness, "index-ascii");
}

/* ---- Properties -------------------------------------------------------------------------------------------------- */
static void check_cells(NxHarness *harness, gboolean ascii)
{
    const NxCells *cells = nx_screen_draw(harness->in);
    for (guint row = 0; row < cells->rows; row++) {
        for (guint col = 0; col < cells->cols; col++) {
            const NxCell *cell = nx_cells_at(cells, row, col);
            g_assert_cmpuint(cell->look, <, NX_N_LOOKS);
            if (cell->width == 2) {
                g_assert_cmpuint(col + 1, <, cells->cols);
                g_assert_cmpuint(nx_cells_at(cells, row, col + 1)->width, ==, 0);
            } else if (cell->width == 0) {
                g_assert_cmpuint(col, >, 0);
                g_assert_cmpuint(nx_cells_at(cells, row, col - 1)->width, ==, 2);
            }
            for (guint i = 0; i < cell->len; i++)
                g_assert_true((guchar)cell->bytes[i] >= 0x20 && cell->bytes[i] != 0x7f &&
                              (!ascii || (guchar)cell->bytes[i] < 0x7f));
        }
    }
    g_assert_true(cells->has_cursor || cells->rows == 0 || cells->cols == 0);
    g_assert_cmpuint(cells->cursor_row, <, MAX(cells->rows, 1));
    g_assert_cmpuint(cells->cursor_col, <, MAX(cells->cols, 1));
}

/* Where a list is before the operator, one row is the selected one, from edge to edge, and the cursor stands on it. */
static void check_selection(NxHarness *harness)
{
    const NxCells *cells = nx_screen_draw(harness->in);
    guint rows = 0;
    for (guint row = 0; row < cells->rows; row++)
        rows += nx_cells_at(cells, row, 0)->cursor;
    g_assert_cmpuint(rows, ==, 1);
    g_assert_cmpuint(nx_cells_at(cells, cells->cursor_row, cells->cursor_col)->cursor, ==, 1);
    g_assert_cmpstr(nx_cells_at(cells, cells->cursor_row, 0)->bytes, ==, ">");
}

static const struct {
    const char *keys;
    gboolean is_list;
} VIEWS[] = {
    {"j", TRUE},      {"Enter", FALSE}, {"b d", TRUE},    {"b c j", TRUE}, {"L", FALSE},
    {"$", FALSE},     {"c", FALSE},     {"H", FALSE},     {"P", FALSE},    {"?", FALSE},
    {"l x y", FALSE}, {":", FALSE},     {"t t s", FALSE}, {"w", FALSE},    {"/ c o r p Enter", TRUE},
    {"S j", TRUE},    {"v j", TRUE},    {"b", FALSE},     {"o", FALSE},    {"G", TRUE},
};

static void keys_named_work_there(void)
{
    for (guint v = 0; v < G_N_ELEMENTS(VIEWS); v++) {
        g_autofree char *name = g_strdup_printf("keys-%u", v);
        g_autoptr(NxHarness) harness = harness_of(name);
        nx_harness_press(harness, VIEWS[v].keys);
        const NxViewOps *ops = nx_inspector_top(harness->in)->ops;
        g_auto(GStrv) hints = g_strsplit(ops->hints, " ", -1);
        g_assert_cmpuint(g_strv_length(hints), >, 0);
        for (guint i = 0; hints[i]; i++) {
            const NxUiAction *action = nx_keymap_action(harness->in->keymap, hints[i]);
            g_assert_nonnull(action);
            g_assert_cmpuint(action->in & ops->in, !=, 0);
        }
    }
}

/* Which keys work where: a row for each action, a letter for each kind of view. */
static void keys_golden(void)
{
    static const char KINDS[] =
        "idglramhtuo"; /* index detail groups ledger review article message help text guards overview */
    G_STATIC_ASSERT(sizeof KINDS == NX_N_VIEW_KINDS + 1);
    guint n;
    const NxUiAction *actions = nx_actions(&n);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        g_string_append_printf(text, "%-20s %-16s ", actions[i].name, actions[i].keys);
        for (guint kind = 0; kind < NX_N_VIEW_KINDS; kind++)
            g_string_append_c(text, actions[i].in & 1u << kind ? KINDS[kind] : '.');
        g_string_append_c(text, '\n');
    }
    compare_text(text->str, "keys");
}

static void every_view_fits_every_size(void)
{
    static const guint ROWS[] = {0, 1, 3, 4, 5, 6, 8, 12, 23, 24, 29, 30, 36, 60},
                       cols[] = {0, 1, 19, 20, 21, 33, 40, 59, 60, 72, 79, 80, 99, 100, 119, 139, 140, 220};
    for (guint v = 0; v < G_N_ELEMENTS(VIEWS); v++) {
        g_autofree char *name = g_strdup_printf("fits-%u", v);
        g_autoptr(NxHarness) harness = harness_of(name);
        nx_harness_press(harness, VIEWS[v].keys);
        for (guint r = 0; r < G_N_ELEMENTS(ROWS); r++) {
            for (guint c = 0; c < G_N_ELEMENTS(cols); c++) {
                nx_harness_size(harness, ROWS[r], cols[c]);
                check_cells(harness, FALSE);
                if (VIEWS[v].is_list && harness->in->frame.shape != NX_SHAPE_SMALL)
                    check_selection(harness);
            }
        }
    }
}

static void ascii_screens_hold_nothing_else(void)
{
    nx_harness_mailbox("box");
    for (guint v = 0; v < G_N_ELEMENTS(VIEWS); v++) {
        g_autofree char *name = g_strdup_printf("ascii-%u", v);
        g_autoptr(NxHarness) harness = nx_harness_prepare(name, "box");
        harness->start.plain = TRUE;
        nx_harness_open(harness);
        nx_harness_press(harness, "G");
        nx_harness_press(harness, VIEWS[v].keys);
        check_cells(harness, TRUE);
    }
}

static void hostile_mail_stays_text(void)
{
    static const char *const HOSTILE[] = {
        "550 5.1.1 \033]0;owned\007\033[2J\033[31m user unknown",
        "550 5.1.1 \302\23331m\342\200\256txt.exe user unknown",
        "550 5.1.1 e\314\201\314\201\314\201\314\201\314\201\314\201\314\201\314\201\314\201 user unknown",
        "550 5.1.1 \342\200\213zero\342\200\215width",
        "550 5.1.1 \360\237\221\250\342\200\215\360\237\221\251\342\200\215\360\237\221\247 family \377\376",
    };
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(HOSTILE); i++) {
        g_autofree char *id = g_strdup_printf("h%u@sender.example", i),
                        *to = g_strdup_printf("h%u\033[1m@hostile.example", i);
        NxBounce bounce = {.recipient = to,
                           .status = "5.1.1",
                           .diagnostic = HOSTILE[i],
                           .remote_mta = "mx.\033[5mhostile.example",
                           .original_id = id,
                           .arrived = nx_harness_bounces[0].arrived + i};
        nx_bounce_append(mbox, &bounce);
    }
    nx_test_put("hostile", mbox->str);
    g_autoptr(NxHarness) harness = nx_harness_new("hostile-state", "hostile");
    static const char *const WAYS[] = {"j", "j", "j", "j", "Enter", "q H", "p", "P", "q b m", "q :"};
    for (guint i = 0; i < G_N_ELEMENTS(WAYS); i++) {
        nx_harness_press(harness, WAYS[i]);
        check_cells(harness, FALSE);
    }
}

static void a_long_line_is_bounded(void)
{
    g_autoptr(GString) text = g_string_new("550 5.1.1 ");
    for (guint i = 0; i < 100000; i++)
        g_string_append(text, i % 7 == 0 ? "x " : "漢");
    NxBounce bounce = {.recipient = "long@lines.example",
                       .status = "5.1.1",
                       .diagnostic = text->str,
                       .original_id = "l@sender.example",
                       .arrived = nx_harness_bounces[0].arrived};
    g_autoptr(GString) mbox = g_string_new(NULL);
    nx_bounce_append(mbox, &bounce);
    nx_test_put("long", mbox->str);
    g_autoptr(NxHarness) harness = nx_harness_new("long-state", "long");
    check_cells(harness, FALSE);
    nx_harness_press(harness, "P G");
    check_cells(harness, FALSE);
}

static void an_empty_mailbox_is_a_screen_too(void)
{
    nx_test_put("none/cur/.keep", "");
    nx_test_put("none/new/.keep", "");
    nx_test_put("none/tmp/.keep", "");
    g_autoptr(NxHarness) harness = nx_harness_new("none-state", "none");
    check_cells(harness, FALSE);
    nx_assert_shows(harness, "There is nothing here.");
    nx_harness_press(harness, "j s t Enter a u c H b d j Enter s q L Enter x q w");
    check_cells(harness, FALSE);
}

static void a_mailbox_that_is_not_there_is_said(void)
{
    g_autoptr(NxHarness) harness = nx_harness_new("missing-state", "missing");
    nx_assert_shows(harness, ":problems");
    nx_harness_press(harness, ":");
    nx_harness_type(harness, "problems");
    nx_harness_press(harness, "Enter");
    nx_assert_shows(harness, "missing");
}

int main(int argc, char **argv)
{
    g_setenv("TZ", "UTC", TRUE);
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/screens/the index looks as drawn", index_golden);
    g_test_add_func("/tui/screens/the detail looks as drawn", detail_golden);
    g_test_add_func("/tui/screens/groups look as drawn", groups_golden);
    g_test_add_func("/tui/screens/the overview looks as drawn", overview_golden);
    g_test_add_func("/tui/screens/the timeline looks as drawn", timeline_golden);
    g_test_add_func("/tui/screens/the ledger looks as drawn", ledger_golden);
    g_test_add_func("/tui/screens/the help looks as drawn", help_golden);
    g_test_add_func("/tui/screens/the question looks as drawn", question_golden);
    g_test_add_func("/tui/screens/the limit prompt looks as drawn", limit_golden);
    g_test_add_func("/tui/screens/wide windows show the detail beside", beside_golden);
    g_test_add_func("/tui/screens/ASCII looks as drawn", ascii_golden);
    g_test_add_func("/tui/screens/keys work where the table of them says", keys_golden);
    g_test_add_func("/tui/screens/the keys named on a screen work there", keys_named_work_there);
    g_test_add_func("/tui/screens/every view fits every size", every_view_fits_every_size);
    g_test_add_func("/tui/screens/plain screens hold nothing but ASCII", ascii_screens_hold_nothing_else);
    g_test_add_func("/tui/screens/hostile mail stays text", hostile_mail_stays_text);
    g_test_add_func("/tui/screens/a long line is bounded", a_long_line_is_bounded);
    g_test_add_func("/tui/screens/an empty mailbox is a screen too", an_empty_mailbox_is_a_screen_too);
    g_test_add_func("/tui/screens/a mailbox that is not there is said", a_mailbox_that_is_not_there_is_said);
    return g_test_run();
}
