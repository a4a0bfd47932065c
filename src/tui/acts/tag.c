/* Tags and ranges. */
#include "tui/acts/acts.h"
#include "tui/acts/query_prompt.h"

static void tag_range(NxInspector *in)
{
    g_autoptr(GArray) rows = nx_range_rows(in), addresses = nx_catalog_addresses(in->model->catalog, rows, NULL);
    guint n = 0;
    for (guint i = 0; i < addresses->len; i++)
        n += nx_model_tag(in->model, g_array_index(addresses, guint32, i), TRUE) ? 1 : 0;
    nx_inspector_end_range(in);
    nx_model_changed(in->model);
    nx_inspector_say(in, NX_SAY_INFO, nx_trn("Tagged %u address.", "Tagged %u addresses.", n), n);
}

void nx_do_tag(NxInspector *in, const char *argument)
{
    (void)argument;
    NxView *top = nx_inspector_top(in);
    nx_inspector_did(in, in->doing);
    if (top->ops->in == NX_IN_GROUPS) {
        guint n = nx_groups_tag(top);
        nx_inspector_say(in, NX_SAY_INFO, nx_trn("%u address is tagged now.", "%u addresses are tagged now.", n),
                         in->model->n_tagged);
        return;
    }
    if (top->ops->in == NX_IN_LEDGER) {
        nx_ledger_view_tag(top);
        return;
    }
    if (in->ranging) {
        tag_range(in);
        return;
    }
    guint32 number = nx_inspector_need_address(in);
    if (number == NX_NOBODY)
        return;
    nx_model_tag(in->model, number, !nx_catalog_address(in->model->catalog, number)->tagged);
    nx_model_changed(in->model);
    if (in->model->position + 1 < in->model->list->len)
        nx_model_select(in->model, in->model->position + 1);
}

void nx_do_untag_all(NxInspector *in, const char *argument)
{
    (void)argument;
    if (nx_inspector_top(in)->ops->in == NX_IN_LEDGER)
        nx_ledger_view_untag(nx_inspector_top(in));
    else
        nx_model_untag_all(in->model);
}

void nx_do_retag(NxInspector *in, const char *argument)
{
    (void)argument;
    guint n = nx_model_retag(in->model);
    nx_inspector_say(in, NX_SAY_INFO, nx_trn("Tagged %u address again.", "Tagged %u addresses again.", n), n);
}

static void tag_query(NxInspector *in, const char *text, gboolean on)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *expanded = nx_limit_expand(in, text);
    if (!expanded)
        return;
    NxQuery *query = nx_query_parse(expanded, NULL, &error);
    if (!query) {
        nx_inspector_say(in, NX_SAY_ERROR, "%s", error->message);
        return;
    }
    guint n = nx_model_tag_query(in->model, query, on);
    nx_query_free(query);
    if (on)
        nx_inspector_say(in, NX_SAY_INFO, nx_trn("Tagged %u address; %u now.", "Tagged %u addresses; %u now.", n), n,
                         in->model->n_tagged);
    else
        nx_inspector_say(in, NX_SAY_INFO, nx_trn("Untagged %u address; %u now.", "Untagged %u addresses; %u now.", n),
                         n, in->model->n_tagged);
}

static void tag_done(NxInspector *in, const char *text)
{
    tag_query(in, text, TRUE);
}

static void untag_done(NxInspector *in, const char *text)
{
    tag_query(in, text, FALSE);
}

void nx_do_tag_limit(NxInspector *in, const char *argument)
{
    static const NxQueryUse USE = {
        .label = N_("tag what matches (nothing: all shown)"), .history = "limit", .done = tag_done};
    if (*argument)
        tag_query(in, argument, TRUE);
    else
        nx_query_prompt(in, &USE, "");
}

void nx_do_untag_limit(NxInspector *in, const char *argument)
{
    static const NxQueryUse USE = {
        .label = N_("untag what matches (nothing: all shown)"), .history = "limit", .done = untag_done};
    if (*argument)
        tag_query(in, argument, FALSE);
    else
        nx_query_prompt(in, &USE, "");
}

void nx_do_range(NxInspector *in, const char *argument)
{
    (void)argument;
    if (in->ranging) {
        tag_range(in);
        return;
    }
    if (nx_inspector_need_event(in) == NX_NO_EVENT)
        return;
    nx_inspector_begin_range(in);
    nx_inspector_say(in, NX_SAY_INFO, "%s",
                     nx_tr("Range: move, then t or v tags it, s r h i a decide about it, Esc ends it."));
}
