/* Asking name servers about what is tagged or selected. */
#include "tui/acts/acts.h"
#include "tui/model/checks.h"

static void check_scope(NxInspector *in, NxScope *scope, gpointer data)
{
    (void)data;
    if (scope->addresses->len == 0)
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("There is nothing to ask about."));
    else
        nx_model_check(in->model, scope->addresses);
    nx_scope_free(scope);
}

void nx_do_check(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_scope_with(in, nx_tr("Ask about"), check_scope, NULL, NULL);
}
