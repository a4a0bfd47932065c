/* All that the handler needs is made before: of what runs then nothing may allocate, lock or format. */
#include "tui/terminal/crash.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const int FATAL[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGSYS};

enum { STACK_BYTES = 64 * 1024 }; /* of its own: the usual one may be what is full */

struct NxCrash {
    int fd;
    struct termios modes;
    char *bytes;
    gsize len;
    char *stack;
    struct sigaction before[G_N_ELEMENTS(FATAL)];
};

static NxCrash *volatile guarded; /* a handler has no other way to know */

static void on_crash(int number)
{
    const NxCrash *crash = guarded;
    guarded = NULL;
    if (crash) {
        gssize n = write(crash->fd, crash->bytes, crash->len);
        (void)n; /* whoever does not see it cannot be told either */
        tcsetattr(crash->fd, TCSANOW, &crash->modes);
    }
    raise(number); /* ours was taken away by SA_RESETHAND */
}

NxCrash *nx_crash_open(int fd, const struct termios *before, const char *bytes)
{
    NxCrash *crash = g_new0(NxCrash, 1);
    crash->fd = fd;
    crash->modes = *before;
    crash->bytes = g_strdup(bytes);
    crash->len = strlen(bytes);
    crash->stack = g_malloc(STACK_BYTES);
    const stack_t stack = {.ss_sp = crash->stack, .ss_size = STACK_BYTES};
    sigaltstack(&stack, NULL);
    guarded = crash;
    struct sigaction action = {.sa_flags = (int)(SA_RESETHAND | SA_NODEFER | SA_ONSTACK)};
    action.sa_handler = on_crash;
    sigemptyset(&action.sa_mask);
    for (guint i = 0; i < G_N_ELEMENTS(FATAL); i++)
        sigaction(FATAL[i], &action, &crash->before[i]);
    return crash;
}

void nx_crash_close(NxCrash *crash)
{
    if (!crash)
        return;
    guarded = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(FATAL); i++)
        sigaction(FATAL[i], &crash->before[i], NULL);
    const stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    g_free(crash->stack);
    g_free(crash->bytes);
    g_free(crash);
}
