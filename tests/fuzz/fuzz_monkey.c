/* Any bytes as keys pressed in the inspector, clicks and window sizes: what is drawn is well formed after each, and
 * nobody's programs are started. */
#include "fuzz/fuzz.h"
#include "tui/acts/action_table.h"
#include "tui/harness.h"
#include "tui/prompt/prompt.h"
#include "tui/screen.h"

enum { MOST = 48 };

/* Takes the place of GLib's: a monkey may type any command. */
GSubprocess *g_subprocess_launcher_spawnv(GSubprocessLauncher *self, const gchar *const *argv, GError **error)
{
    (void)self;
    g_set_error(error, NX_ERROR, NX_ERROR_REFUSED, "%s: not here", argv[0]);
    return NULL;
}

static const NxKey SPECIAL[] = {NX_KEY_ENTER, NX_KEY_ESC,   NX_KEY_TAB,   NX_KEY_UP,    NX_KEY_DOWN,  NX_KEY_LEFT,
                                NX_KEY_RIGHT, NX_KEY_PGUP,  NX_KEY_PGDN,  NX_KEY_HOME,  NX_KEY_END,   NX_KEY_BACKSPACE,
                                NX_CTRL('D'), NX_CTRL('U'), NX_CTRL('R'), NX_CTRL('T'), NX_CTRL('L'), 0x4f5c};

/* Files that it writes stay in the folder that it stands in. */
static gboolean leads_elsewhere(const NxInspector *in, NxKey key)
{
    const char *history = in->prompt ? in->prompt->ops->history : NULL;
    return history && (g_str_equal(history, "file") || g_str_equal(history, "command")) &&
           (key == '/' || key == '~' || key == '.');
}

static void check_cells(const NxCells *cells)
{
    for (guint row = 0; row < cells->rows; row++)
        for (guint col = 0; col < cells->cols; col++) {
            const NxCell *cell = nx_cells_at(cells, row, col);
            g_assert_cmpuint(cell->width, <=, 2);
            g_assert_true(cell->width < 2 || col + 1 < cells->cols);
            for (guint i = 0; i < cell->len; i++)
                g_assert_true((guchar)cell->bytes[i] >= 0x20 && cell->bytes[i] != 0x7f);
        }
}

static void press(NxHarness *harness, uint8_t byte)
{
    NxInspector *in = harness->in;
    if (byte >= 0xF0) { /* sizes from nothing on */
        nx_inspector_resize(in, (byte & 3) * 12 + (byte & 3), (byte >> 2 & 3) * 50);
    } else if (byte >= 0xE0) {
        const NxMouse mouse = {.row = byte & 7, .col = (byte & 8) * 5, .kind = (NxMouseKind)(byte & 3)};
        nx_inspector_mouse(in, &mouse);
    } else {
        NxKey key = byte >= 0x80 ? SPECIAL[byte % G_N_ELEMENTS(SPECIAL)] : byte;
        if (!leads_elsewhere(in, key))
            nx_inspector_key(in, key);
    }
    nx_harness_settle(harness);
    check_cells(nx_screen_draw(in));
    in->quit = in->suspend = FALSE;
}

/* Rules and layouts are read once, which takes longest; the inspector, its ledger and its session are opened each time.
 */
static NxHarness *stage(void)
{
    static NxHarness *harness;
    if (harness)
        return harness;
    static char name[] = "fuzz_monkey", *argv[] = {name, NULL}, **list = argv;
    int argc = 1;
    if (!g_test_initialized())
        g_test_init(&argc, &list, NULL);
    nx_harness_mailbox("monkey.mbox");
    harness = nx_harness_prepare("monkey", "monkey.mbox");
    return harness;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    NxHarness *harness = stage();
    nx_harness_open(harness);
    for (size_t i = 0; i < size && i < MOST; i++)
        press(harness, data[i]);
    g_clear_pointer(&harness->in, nx_inspector_free);
    return 0;
}
