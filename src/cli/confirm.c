/* Where nobody sits in front of it, nobody has agreed. */
#include "cli/confirm.h"
#include "cli/output.h"
#include <nixie/text.h>
#include <unistd.h>

gboolean nx_confirm(const char *question)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
        return FALSE;
    nx_output_flush();
    g_autofree char *safe = nx_safe_screen(question, -1, nx_output_is_ascii() ? NX_SAFE_ASCII : NX_SAFE_NONE, 0);
    fprintf(stderr, "%s [y/N] ", safe);
    char answer[16];
    return fgets(answer, sizeof answer, stdin) &&
           (*answer == 'y' || *answer == 'Y' || *answer == 'j' || *answer == 'J');
}
