/* Identifiers of the enums of a report, as they are typed and stored; what people read of them is marked. */
#include <nixie/report.h>
#include <nixie/text.h>

const char *nx_kind_name(NxKind kind)
{
    static const char *const names[NX_N_KINDS] = {"unknown", "not-a-bounce", "autoreply", "delivered",
                                                  "delay",   "feedback",     "bounce"};
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
    static const char *const names[] = {N_("unproven"), N_("ours"), N_("foreign")};
    g_assert(origin < G_N_ELEMENTS(names));
    return names[origin];
}

const char *nx_source_name(NxSource source)
{
    static const char *const names[] = {"dsn", "arf", "header", "layout", "general", "none"};
    g_assert(source < G_N_ELEMENTS(names));
    return names[source];
}
