/* Names of the enums of a report: identifiers, never translated. */
#include <nixie/report.h>

const char *nx_kind_name(NxKind kind)
{
    static const char *const names[NX_N_KINDS] = {"unknown", "not-a-bounce", "autoreply", "delivered", "delay", "feedback", "bounce"};
    g_assert(kind < NX_N_KINDS);
    return names[kind];
}

const char *nx_action_name(NxAction action)
{
    static const char *const names[] = {NULL, "failed", "delayed", "delivered", "relayed", "expanded"};
    g_assert(action < G_N_ELEMENTS(names));
    return names[action];
}

const char *nx_origin_name(NxOrigin origin)
{
    static const char *const names[] = {"unproven", "ours", "foreign"};
    g_assert(origin < G_N_ELEMENTS(names));
    return names[origin];
}

const char *nx_source_name(NxSource source)
{
    static const char *const names[] = {"dsn", "arf", "header", "layout", "general", "none"};
    g_assert(source < G_N_ELEMENTS(names));
    return names[source];
}

const char *nx_command_name(NxCommand command)
{
    static const char *const names[] = {NULL, "CONN", "EHLO", "AUTH", "STARTTLS", "MAIL", "RCPT", "DATA"};
    g_assert(command < G_N_ELEMENTS(names));
    return names[command];
}
