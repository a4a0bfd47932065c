/* Whom an act hits: what one stands on; in the list the tagged, if there are any. Where both may be meant it asks. */
#include "tui/acts/acts.h"

GArray *nx_range_rows(const NxInspector *in)
{
    const NxModel *model = in->model;
    guint from = MIN(in->range_from, model->position),
          to = MIN(MAX(in->range_from, model->position), model->list->len - 1);
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint i = from; i <= to && i < model->list->len; i++)
        g_array_append_val(rows, g_array_index(model->list, guint32, i));
    return rows;
}

static NxScope *range_scope(NxInspector *in)
{
    guint nobody = 0;
    g_autoptr(GArray) rows = nx_range_rows(in);
    GArray *addresses = nx_catalog_addresses(in->model->catalog, rows, &nobody);
    nx_inspector_end_range(in);
    return nx_scope_new(in->model, NX_SCOPE_RANGE, NULL, addresses, nobody);
}

static NxScope *tagged_scope(NxInspector *in)
{
    return nx_scope_new(in->model, NX_SCOPE_TAGGED, NULL, nx_model_tagged(in->model), 0);
}

static NxScope *selection_scope(NxInspector *in)
{
    guint32 number = nx_inspector_need_address(in);
    if (number == NX_NOBODY)
        return NULL;
    GArray *one = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_array_append_val(one, number);
    return nx_scope_new(in->model, NX_SCOPE_SELECTION, nx_catalog_address(in->model->catalog, number)->spelling, one,
                        0);
}

NxScope *nx_scope_shown(NxInspector *in)
{
    guint nobody = 0;
    GArray *addresses = nx_catalog_addresses(in->model->catalog, in->model->list, &nobody);
    return nx_scope_new(in->model, NX_SCOPE_SHOWN, NULL, addresses, nobody);
}

/* Are the tagged just what the scope is about anyway? */
static gboolean is_same(const NxScope *a, const NxScope *b)
{
    return a->addresses->len == 1 && b->addresses->len == 1 &&
           g_array_index(a->addresses, guint32, 0) == g_array_index(b->addresses, guint32, 0);
}

static NxScope *scope_now(NxInspector *in)
{
    NxView *top = nx_inspector_top(in);
    if (in->ranging)
        return range_scope(in);
    if (in->model->n_tagged > 0 && top->ops->in == NX_IN_INDEX)
        return tagged_scope(in);
    NxScope *scope = top->ops->scope ? top->ops->scope(top) : selection_scope(in);
    if (!scope || in->model->n_tagged == 0)
        return scope;
    scope->tagged = tagged_scope(in);
    return is_same(scope, scope->tagged) ? nx_scope_take_tagged(scope) : scope;
}

/* ---- Where both may be meant ------------------------------------------------------------------------------------- */
typedef struct {
    NxScope *scope;
    NxScopeUse use;
    gpointer data;
    GDestroyNotify free_data;
    const NxUiAction *action;
} Choosing;

static void free_choosing(gpointer data)
{
    Choosing *choosing = data;
    nx_scope_free(choosing->scope);
    if (choosing->free_data)
        choosing->free_data(choosing->data);
    g_free(choosing);
}

static void use_it(NxInspector *in, Choosing *choosing, NxScope *scope)
{
    in->doing = choosing->action;
    choosing->use(in, scope, choosing->data);
    in->doing = NULL;
}

static void answer_this(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    Choosing *choosing = data;
    g_clear_pointer(&choosing->scope->tagged, nx_scope_free);
    use_it(in, choosing, g_steal_pointer(&choosing->scope));
}

static void answer_tagged(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    Choosing *choosing = data;
    use_it(in, choosing, nx_scope_take_tagged(g_steal_pointer(&choosing->scope)));
}

static char *this_label(const NxScope *scope)
{
    if (scope->kind == NX_SCOPE_GROUP)
        return g_strdup_printf(nx_tr("this group, %u"), scope->addresses->len);
    return g_strdup_printf(nx_tr("this one, %s"), scope->name);
}

static char *tagged_label(const NxScope *tagged)
{
    if (tagged->hidden > 0)
        return g_strdup_printf(nx_tr("your %u tagged, %u of them shown"), tagged->addresses->len, tagged->shown->len);
    return g_strdup_printf(nx_tr("your %u tagged"), tagged->addresses->len);
}

static void ask_which(NxInspector *in, const char *verb, Choosing *choosing)
{
    const NxScope *scope = choosing->scope;
    NxQuestion *question = nx_question_new(g_strdup_printf("%s?", verb), choosing, free_choosing);
    nx_question_choice(question, scope->kind == NX_SCOPE_GROUP ? 'g' : 'o', this_label(scope), answer_this, FALSE);
    nx_question_choice(question, 't', tagged_label(scope->tagged), answer_tagged, FALSE);
    nx_inspector_ask(in, question);
}

void nx_scope_with(NxInspector *in, const char *verb, NxScopeUse use, gpointer data, GDestroyNotify free_data)
{
    NxScope *scope = scope_now(in);
    if (scope && scope->tagged) {
        Choosing *choosing = g_new0(Choosing, 1);
        *choosing = (Choosing){scope, use, data, free_data, in->doing};
        ask_which(in, verb, choosing);
        return;
    }
    if (scope)
        use(in, scope, data);
    if (free_data)
        free_data(data);
}
