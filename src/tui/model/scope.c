/* The addresses that are meant, counted by class and decision, and when a person is asked first. */
#include "tui/model/scope.h"

guint32 nx_scope_event(const NxModel *model, guint32 number)
{
    guint32 event = nx_advisor_deciding(model->advisor, number);
    return event != NX_NO_EVENT ? event : nx_catalog_address(model->catalog, number)->last_event;
}

static GArray *shown_of(const NxModel *model, const GArray *addresses)
{
    g_autofree guint8 *listed = g_new0(guint8, nx_catalog_n_addresses(model->catalog) + 1);
    for (guint i = 0; i < model->list->len; i++) {
        guint32 number = nx_catalog_event(model->catalog, g_array_index(model->list, guint32, i))->address;
        if (number != NX_NOBODY)
            listed[number] = 1;
    }
    GArray *shown = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint i = 0; i < addresses->len; i++) {
        guint32 number = g_array_index(addresses, guint32, i);
        if (listed[number])
            g_array_append_val(shown, number);
    }
    return shown;
}

NxScope *nx_scope_new(NxModel *model, NxScopeKind kind, const char *name, GArray *addresses, guint nobody)
{
    NxScope *scope = g_new0(NxScope, 1);
    scope->kind = kind;
    scope->name = g_strdup(name);
    scope->addresses = addresses;
    scope->nobody = nobody;
    scope->shown = shown_of(model, addresses);
    scope->hidden = addresses->len - scope->shown->len;
    const NxEvent *selected = nx_model_event(model);
    scope->is_elsewhere = kind == NX_SCOPE_TAGGED && addresses->len == 1 && selected &&
                          selected->address != g_array_index(addresses, guint32, 0);
    for (guint i = 0; i < addresses->len; i++) {
        guint32 number = g_array_index(addresses, guint32, i);
        const NxAddress *address = nx_catalog_address(model->catalog, number);
        guint32 event = nx_scope_event(model, number);
        if (event != NX_NO_EVENT)
            scope->classes[nx_catalog_event(model->catalog, event)->verdict.klass]++;
        scope->decided[address->standing.decision]++;
        scope->n_protected += address->standing.is_protected ? 1 : 0;
    }
    return scope;
}

void nx_scope_free(NxScope *scope)
{
    if (!scope)
        return;
    nx_scope_free(scope->tagged);
    g_array_unref(scope->addresses);
    g_array_unref(scope->shown);
    g_free(scope->name);
    g_free(scope);
}

NxScope *nx_scope_take_tagged(NxScope *scope)
{
    NxScope *tagged = g_steal_pointer(&scope->tagged);
    nx_scope_free(scope);
    return tagged;
}

gboolean nx_scope_asks(const NxScope *scope, NxDecision decision)
{
    return scope->addresses->len >= 2 || (scope->addresses->len == 1 && (scope->hidden > 0 || scope->is_elsewhere)) ||
           (decision == NX_DECISION_SUPPRESS && scope->n_protected > 0);
}

char *nx_scope_classes(const NxScope *scope)
{
    GString *text = g_string_new(NULL);
    for (guint i = 1; i <= NX_N_CLASSES; i++) {
        guint klass = i % NX_N_CLASSES; /* "none" comes last */
        if (scope->classes[klass] == 0)
            continue;
        g_string_append_printf(text, "%s%u %s", text->len > 0 ? ", " : "", scope->classes[klass],
                               nx_class_name((NxClass)klass));
    }
    return g_string_free(text, FALSE);
}
