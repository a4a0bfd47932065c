/* What the commands of SMTP are called. */
#include <nixie/report.h>

const char *nx_command_name(NxCommand command)
{
    static const char *const NAMES[] = {NULL, "CONN", "EHLO", "AUTH", "STARTTLS", "MAIL", "RCPT", "DATA"};
    g_assert(command < G_N_ELEMENTS(NAMES));
    return NAMES[command];
}

NxCommand nx_command_parse(const char *text)
{
    for (guint i = NX_COMMAND_CONN; text && i <= NX_COMMAND_DATA; i++)
        if (g_ascii_strncasecmp(text, nx_command_name((NxCommand)i), strlen(nx_command_name((NxCommand)i))) == 0)
            return (NxCommand)i;
    return NX_COMMAND_NONE;
}
