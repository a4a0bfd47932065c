/* The terminal's other end: what the program wrote, cell by cell. */
#include "screen/pty.h"
#include "bounces.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

#define PATIENCE_MS 30000 /* until a test that waits in vain fails */

/* What the process between tells: a status as of waitpid, or the program's id at the start. */
typedef struct {
    pid_t program;
    int status;
} Word;

struct NxPty {
    int master;
    pid_t between;
    pid_t program;
    int words[2];  /* from the process between */
    int orders[2]; /* to it: one byte says go on */
    VTerm *vterm;
    VTermScreen *screen;
    guint rows, cols;
    GString *raw;
    gsize looked; /* of raw, for syncs */
    guint syncs;  /* words seen */
    guint64 said; /* presses handled, by the last word */
    guint64 sent; /* presses sent */
    gboolean alternate, cursor_visible, titled, ended;
    int status;
};

/* ---- The process between ----------------------------------------------------------------------------------------- */
static void tell(int fd, pid_t program, int status)
{
    Word word = {program, status};
    if (write(fd, &word, sizeof word) != sizeof word)
        _exit(99);
}

static void exec_program(const NxPtySpec *spec, char **argv, char **envp)
{
    setpgid(0, 0);
    tcsetpgrp(STDOUT_FILENO, getpid());
    signal(SIGTTOU, SIG_DFL);
    if (spec->input) {
        int fd = open(spec->input, O_RDONLY);
        dup2(fd, STDIN_FILENO);
    }
    execve(argv[0], argv, envp);
    _exit(98);
}

static void stand_between(const NxPty *pty, const NxPtySpec *spec, char **argv, char **envp)
{
    signal(SIGTTOU, SIG_IGN); /* it hands the terminal over from the background */
    signal(SIGHUP, SIG_IGN);
    pid_t program = fork();
    if (program == 0)
        exec_program(spec, argv, envp);
    setpgid(program, program);
    tcsetpgrp(STDOUT_FILENO, program);
    tell(pty->words[1], program, 0);
    for (;;) {
        int status = 0;
        char order;
        if (waitpid(program, &status, WUNTRACED) < 0)
            _exit(97);
        tell(pty->words[1], program, status);
        if (!WIFSTOPPED(status))
            _exit(0);
        tcsetpgrp(STDOUT_FILENO, getpid());
        if (read(pty->orders[0], &order, 1) != 1)
            _exit(96);
        tcsetpgrp(STDOUT_FILENO, program);
        kill(-program, SIGCONT);
    }
}

/* ---- The terminal's side ----------------------------------------------------------------------------------------- */
static int on_prop(VTermProp prop, VTermValue *value, void *user)
{
    NxPty *pty = user;
    if (prop == VTERM_PROP_ALTSCREEN)
        pty->alternate = value->boolean;
    else if (prop == VTERM_PROP_CURSORVISIBLE)
        pty->cursor_visible = value->boolean;
    else if (prop == VTERM_PROP_TITLE || prop == VTERM_PROP_ICONNAME)
        pty->titled = TRUE;
    return 1;
}

static const VTermScreenCallbacks CALLBACKS = {.settermprop = on_prop};

static void on_output(const char *bytes, size_t len, void *user)
{
    NxPty *pty = user;
    if (pty->master >= 0 && write(pty->master, bytes, len) < 0)
        g_test_message("the terminal cannot answer: %s", g_strerror(errno));
}

/* The words of the program, ESC ] 7777 ; n ESC \, read from the bytes: how libvterm hands them on differs from version
 * to version. */
static void look_for_words(NxPty *pty)
{
    static const char MARK[] = "\033]7777;";
    for (;;) {
        char *at = g_strstr_len(pty->raw->str + pty->looked, -1, MARK);
        char *end = at ? strstr(at, "\033\\") : NULL;
        if (!end)
            return;
        pty->said = g_ascii_strtoull(at + strlen(MARK), NULL, 10);
        pty->syncs++;
        pty->looked = (gsize)(end + 2 - pty->raw->str);
    }
}

static gboolean take(NxPty *pty, int timeout)
{
    struct pollfd poller = {.fd = pty->master, .events = POLLIN};
    char bytes[16384];
    if (pty->master < 0 || poll(&poller, 1, timeout) <= 0)
        return FALSE;
    gssize n = read(pty->master, bytes, sizeof bytes);
    if (n <= 0)
        return FALSE;
    for (gssize i = 0; i < n; i++)
        g_string_append_c(pty->raw, bytes[i] ? bytes[i] : '?');
    vterm_input_write(pty->vterm, bytes, (size_t)n);
    look_for_words(pty);
    return TRUE;
}

static void give_up(NxPty *pty, const char *what)
{
    g_autofree char *text = nx_pty_text(pty), *raw = g_strescape(pty->raw->str, NULL);
    g_test_message("waited in vain for %s after %u words, %u of %u presses; the screen:\n%s\n%s", what, pty->syncs,
                   (guint)pty->said, (guint)pty->sent, text, raw);
    g_assert_not_reached();
}

void nx_pty_read(NxPty *pty)
{
    while (take(pty, 0)) {
        /* all there is */
    }
}

/* ---- Starting ---------------------------------------------------------------------------------------------------- */
static char **environment(const NxPtySpec *spec)
{
    g_autofree char *home = nx_test_path("home");
    g_assert_cmpint(g_mkdir_with_parents(home, 0700), ==, 0);
    GStrvBuilder *builder = g_strv_builder_new();
    g_autofree char *term = g_strdup_printf("TERM=%s", spec->term ? spec->term : "xterm-256color"),
                    *home_is = g_strdup_printf("HOME=%s", home);
    g_autofree char *path = g_strdup_printf("PATH=%s", g_getenv("PATH"));
    const char *const fixed[] = {
        term, home_is, path, "TZ=UTC", "LC_ALL=C.UTF-8", "NIXIE_NOW=2026-11-21T10:00:00Z", "NIXIE_TEST_SYNC=1", NULL};
    static const char *const PASSED[] = {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", NULL};
    for (guint i = 0; PASSED[i]; i++) {
        g_autofree char *value = g_getenv(PASSED[i]) ? g_strdup_printf("%s=%s", PASSED[i], g_getenv(PASSED[i])) : NULL;
        if (value)
            g_strv_builder_add(builder, value);
    }
    for (guint i = 0; fixed[i]; i++) {
        gboolean given = FALSE; /* the test's own come instead */
        gsize len = strcspn(fixed[i], "=") + 1;
        for (guint e = 0; spec->env && spec->env[e]; e++)
            given = given || strncmp(spec->env[e], fixed[i], len) == 0;
        if (!given)
            g_strv_builder_add(builder, fixed[i]);
    }
    if (spec->env)
        g_strv_builder_addv(builder, (const char **)spec->env);
    char **envp = g_strv_builder_end(builder);
    g_strv_builder_unref(builder);
    return envp;
}

static char **arguments(const NxPtySpec *spec)
{
    const char *build = g_getenv("BUILD") ? g_getenv("BUILD") : g_getenv("G_TEST_BUILDDIR");
    GStrvBuilder *builder = g_strv_builder_new();
    g_autofree char *program = g_build_filename(build ? build : "build", "nixie", NULL),
                    *whole = g_canonicalize_filename(program, NULL);
    g_strv_builder_add(builder, whole);
    g_strv_builder_addv(builder, (const char **)spec->args);
    char **argv = g_strv_builder_end(builder);
    g_strv_builder_unref(builder);
    return argv;
}

static void open_vterm(NxPty *pty)
{
    pty->vterm = vterm_new((int)pty->rows, (int)pty->cols);
    vterm_set_utf8(pty->vterm, 1);
    vterm_output_set_callback(pty->vterm, on_output, pty);
    pty->screen = vterm_obtain_screen(pty->vterm);
    vterm_screen_set_callbacks(pty->screen, &CALLBACKS, pty);
    vterm_screen_enable_altscreen(pty->screen, 1);
    vterm_screen_reset(pty->screen, 1);
    pty->titled = FALSE;
}

NxPty *nx_pty_spawn(const NxPtySpec *spec)
{
    NxPty *pty = g_new0(NxPty, 1);
    pty->rows = spec->rows ? spec->rows : 36;
    pty->cols = spec->cols ? spec->cols : 120;
    pty->raw = g_string_new(NULL);
    open_vterm(pty);
    struct winsize size = {.ws_row = (unsigned short)pty->rows, .ws_col = (unsigned short)pty->cols};
    g_auto(GStrv) envp = environment(spec), argv = arguments(spec);
    g_autofree char *home = nx_test_path("home");
    g_assert_cmpint(pipe(pty->words), ==, 0);
    g_assert_cmpint(pipe(pty->orders), ==, 0);
    pty->between = forkpty(&pty->master, NULL, NULL, &size);
    g_assert_cmpint(pty->between, >=, 0);
    if (pty->between == 0) {
        if (chdir(home) != 0)
            _exit(95);
        stand_between(pty, spec, argv, envp);
    }
    close(pty->words[1]);
    close(pty->orders[0]);
    Word word;
    g_assert_cmpint(read(pty->words[0], &word, sizeof word), ==, sizeof word);
    pty->program = word.program;
    return pty;
}

NxPty *nx_pty_start(const NxPtySpec *spec)
{
    NxPty *pty = nx_pty_spawn(spec);
    nx_pty_sync(pty);
    return pty;
}

void nx_pty_free(NxPty *pty)
{
    if (!pty->ended)
        kill(pty->program, SIGKILL);
    if (pty->master >= 0)
        close(pty->master);
    close(pty->orders[1]);
    waitpid(pty->between, NULL, 0);
    close(pty->words[0]);
    vterm_free(pty->vterm);
    g_string_free(pty->raw, TRUE);
    g_free(pty);
}

/* ---- Keys -------------------------------------------------------------------------------------------------------- */
void nx_pty_send(NxPty *pty, const char *bytes)
{
    for (gsize len = strlen(bytes); len > 0;) {
        gssize n = write(pty->master, bytes, len);
        g_assert_cmpint(n, >, 0);
        bytes += n;
        len -= (gsize)n;
    }
}

void nx_pty_press(NxPty *pty, const char *bytes, guint n)
{
    nx_pty_send(pty, bytes);
    pty->sent += n;
    gint64 end = g_get_monotonic_time() + PATIENCE_MS * 1000;
    while (pty->said < pty->sent) {
        if (!take(pty, 100) && g_get_monotonic_time() > end)
            give_up(pty, "a key to be handled");
    }
}

void nx_pty_type(NxPty *pty, const char *text)
{
    nx_pty_press(pty, text, (guint)g_utf8_strlen(text, -1));
}

void nx_pty_sync(NxPty *pty)
{
    guint before = pty->syncs;
    gint64 end = g_get_monotonic_time() + PATIENCE_MS * 1000;
    while (pty->syncs == before) {
        if (!take(pty, 100) && g_get_monotonic_time() > end)
            give_up(pty, "the screen to be up to date");
    }
}

void nx_pty_wait_text(NxPty *pty, const char *text)
{
    gint64 end = g_get_monotonic_time() + PATIENCE_MS * 1000;
    while (!nx_pty_shows(pty, text)) {
        if (!take(pty, 100) && g_get_monotonic_time() > end)
            give_up(pty, text);
    }
}

void nx_pty_wait_alternate(NxPty *pty, gboolean on)
{
    gint64 end = g_get_monotonic_time() + PATIENCE_MS * 1000;
    while (pty->alternate != on) {
        if (!take(pty, 100) && g_get_monotonic_time() > end)
            give_up(pty, on ? "the alternate screen" : "the shell's screen");
    }
}

static gboolean is_screen(NxPty *pty, const char *text)
{
    g_autofree char *now = nx_pty_text(pty);
    return g_str_equal(now, text);
}

void nx_pty_wait_screen(NxPty *pty, const char *text)
{
    gint64 end = g_get_monotonic_time() + PATIENCE_MS * 1000;
    while (!is_screen(pty, text)) {
        if (!take(pty, 100) && g_get_monotonic_time() > end)
            give_up(pty, text);
    }
}

void nx_pty_resize(NxPty *pty, guint rows, guint cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    nx_pty_read(pty);
    pty->rows = rows;
    pty->cols = cols;
    vterm_set_size(pty->vterm, (int)rows, (int)cols);
    g_assert_cmpint(ioctl(pty->master, TIOCSWINSZ, &size), ==, 0);
    nx_pty_sync(pty);
}

/* ---- The process ------------------------------------------------------------------------------------------------- */
pid_t nx_pty_program(const NxPty *pty)
{
    return pty->program;
}

void nx_pty_signal(NxPty *pty, int number)
{
    g_assert_cmpint(kill(pty->program, number), ==, 0);
}

/* The next word of the process between; what the program writes meanwhile is read, so that it does not wait for us. */
static int next_status(NxPty *pty)
{
    gint64 end = g_get_monotonic_time() + PATIENCE_MS * 1000;
    for (;;) {
        struct pollfd pollers[2] = {{.fd = pty->words[0], .events = POLLIN}, {.fd = pty->master, .events = POLLIN}};
        if (poll(pollers, pty->master >= 0 ? 2 : 1, 100) > 0 && (pollers[0].revents & (POLLIN | POLLHUP))) {
            Word word;
            g_assert_cmpint(read(pty->words[0], &word, sizeof word), ==, sizeof word);
            nx_pty_read(pty);
            return word.status;
        }
        nx_pty_read(pty);
        if (g_get_monotonic_time() > end)
            give_up(pty, "the program to stop or end");
    }
}

static void note_end(NxPty *pty, int status)
{
    pty->ended = TRUE;
    pty->status = WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

gboolean nx_pty_wait_stop(NxPty *pty)
{
    int status = next_status(pty);
    if (WIFSTOPPED(status))
        return TRUE;
    note_end(pty, status);
    return FALSE;
}

void nx_pty_continue(NxPty *pty)
{
    nx_pty_read(pty);
    g_assert_cmpint(write(pty->orders[1], "g", 1), ==, 1);
    nx_pty_sync(pty);
}

int nx_pty_wait_exit(NxPty *pty)
{
    if (!pty->ended)
        note_end(pty, next_status(pty));
    return pty->status;
}

void nx_pty_hang_up(NxPty *pty)
{
    close(pty->master);
    pty->master = -1;
}

/* ---- What is seen ------------------------------------------------------------------------------------------------ */
static VTermScreenCell cell_at(const NxPty *pty, guint row, guint col)
{
    VTermScreenCell cell;
    vterm_screen_get_cell(pty->screen, (VTermPos){(int)row, (int)col}, &cell);
    return cell;
}

char *nx_pty_text(NxPty *pty)
{
    GString *text = g_string_new(NULL);
    for (guint row = 0; row < pty->rows; row++) {
        for (guint col = 0; col < pty->cols; col++) {
            VTermScreenCell cell = cell_at(pty, row, col);
            if (!cell.chars[0])
                g_string_append_c(text, ' ');
            for (guint i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] && cell.chars[i] != (uint32_t)-1; i++)
                g_string_append_unichar(text, cell.chars[i]);
            col += cell.width > 1 ? (guint)cell.width - 1 : 0;
        }
        while (text->len > 0 && text->str[text->len - 1] == ' ')
            g_string_truncate(text, text->len - 1);
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

gboolean nx_pty_shows(NxPty *pty, const char *text)
{
    g_autofree char *screen = nx_pty_text(pty);
    return strstr(screen, text) != NULL;
}

const GString *nx_pty_raw(const NxPty *pty)
{
    return pty->raw;
}

gboolean nx_pty_is_coloured(NxPty *pty, guint row, guint col)
{
    VTermScreenCell cell = cell_at(pty, row, col);
    return !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
}

gboolean nx_pty_is_reversed(NxPty *pty, guint row, guint col)
{
    return cell_at(pty, row, col).attrs.reverse;
}

guint nx_pty_cell_width(NxPty *pty, guint row, guint col)
{
    return (guint)cell_at(pty, row, col).width;
}

gboolean nx_pty_alternate(const NxPty *pty)
{
    return pty->alternate;
}

gboolean nx_pty_cursor_visible(const NxPty *pty)
{
    return pty->cursor_visible;
}

gboolean nx_pty_titled(const NxPty *pty)
{
    return pty->titled;
}

void nx_pty_cursor(const NxPty *pty, guint *row, guint *col)
{
    VTermPos pos;
    vterm_state_get_cursorpos(vterm_obtain_state(pty->vterm), &pos);
    *row = (guint)pos.row;
    *col = (guint)pos.col;
}
