/* What is listed: limits, order, groups, tags. */
#include "tui/acts/acts.h"
#include "tui/prompt/query_prompt.h"
#include "tui/session.h"

/* ---- Limits ------------------------------------------------------------------------------------------------------ */
/* "@NAME" stands for a saved limit. NULL after saying that there is none. Caller frees. */
static char *expand(NxInspector *in, const char *text)
{
    g_autofree char *stripped = g_strstrip(g_strdup(text));
    if (*stripped != '@')
        return g_steal_pointer(&stripped);
    const char *query = g_hash_table_lookup(in->saved_limits, stripped + 1);
    if (!query)
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("no limit was saved as \"%s\""), stripped + 1);
    return g_strdup(query);
}

static void apply_limit(NxInspector *in, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *query = expand(in, text);
    if (!query)
        return;
    NxView *top = nx_inspector_top(in);
    if (top->ops->in == NX_IN_LEDGER) {
        if (!nx_ledger_view_limit(top, query, &error))
            nx_inspector_say(in, NX_SAY_ERROR, "%s", error->message);
        return;
    }
    in->ranging = FALSE;
    if (!nx_model_limit(in->model, query, &error))
        nx_inspector_say(in, NX_SAY_ERROR, "%s", error->message);
}

static void limit_done(NxInspector *in, const char *text)
{
    apply_limit(in, text);
}

void nx_do_limit(NxInspector *in, const char *argument)
{
    static const NxQueryUse use = {.label = N_("limit"), .history = "limit", .done = limit_done};
    if (*argument)
        apply_limit(in, g_str_equal(argument, "all") ? "" : argument);
    else
        nx_query_prompt(in, &use,
                        nx_inspector_top(in)->ops->in == NX_IN_LEDGER ? nx_ledger_view_query(nx_inspector_top(in))
                                                                      : in->model->limit);
}

void nx_do_limit_switch(NxInspector *in, const char *argument)
{
    (void)argument;
    if (!*in->model->limit) {
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("There is no limit to switch."));
        return;
    }
    in->ranging = FALSE;
    nx_model_limit_switch(in->model);
}

static gboolean is_name(const char *name)
{
    for (const char *at = name; *at; at++) {
        if (!g_ascii_isalnum(*at) && *at != '-' && *at != '_')
            return FALSE;
    }
    return *name != 0;
}

void nx_do_save_limit(NxInspector *in, const char *argument)
{
    g_autoptr(GError) error = NULL;
    if (!is_name(argument))
        nx_inspector_say(in, NX_SAY_ERROR, "%s",
                         nx_tr("a name of letters, digits, - and _ is wanted:  :save-limit NAME"));
    else if (!*in->model->limit)
        nx_inspector_say(in, NX_SAY_ERROR, "%s", nx_tr("there is no limit to save"));
    else if (!nx_session_save_limit(in, argument, in->model->limit, &error))
        nx_inspector_say(in, NX_SAY_ERROR, "%s", error->message);
    else
        nx_inspector_say(in, NX_SAY_INFO, nx_tr("Saved; l @%s is this limit again."), argument);
}

/* ---- Order ------------------------------------------------------------------------------------------------------- */
static void sort_done(NxInspector *in, const char *text, gpointer data)
{
    (void)data;
    NxSort sort;
    g_autofree char *name = g_strstrip(g_strdup(text));
    if (nx_sort_parse(name, &sort))
        nx_model_sort(in->model, sort, in->model->reverse);
    else
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("there is no order \"%s\""), name);
}

char **nx_complete_words(const char *const *words, const char *text)
{
    const char *blank = strrchr(text, ' '), *start = blank ? blank + 1 : text;
    GStrvBuilder *builder = g_strv_builder_new();
    for (guint i = 0; words[i]; i++) {
        if (g_str_has_prefix(words[i], start))
            g_strv_builder_add(builder, words[i]);
    }
    char **found = g_strv_builder_end(builder);
    g_strv_builder_unref(builder);
    return found;
}

char **nx_complete_sort(NxInspector *in, const char *text)
{
    (void)in;
    const char *names[NX_N_SORTS + 1] = {NULL};
    for (guint i = 0; i < NX_N_SORTS; i++)
        names[i] = nx_sort_name((NxSort)i);
    return nx_complete_words(names, text);
}

void nx_do_sort(NxInspector *in, const char *argument)
{
    static const NxPromptOps ops = {.label = N_("sort by"), .complete = nx_complete_sort, .done = sort_done};
    if (*argument) {
        sort_done(in, argument, NULL);
        return;
    }
    in->prompt = nx_prompt_new(in, &ops, "", NULL, NULL);
    g_auto(GStrv) names = nx_complete_sort(in, "");
    nx_prompt_hint(in->prompt, g_strjoinv(" ", names));
}

void nx_do_reverse(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_model_sort(in->model, in->model->sort, !in->model->reverse);
}

/* ---- Groups ------------------------------------------------------------------------------------------------------ */
static void group_by(NxInspector *in, NxBy by)
{
    NxView *top = nx_inspector_top(in);
    in->ranging = FALSE;
    if (top->ops->in == NX_IN_GROUPS) {
        nx_groups_regroup(top, by);
        return;
    }
    while (nx_inspector_pop(in)) {
        /* groups stand right above the index */
    }
    if (in->model->group_name)
        nx_model_open_group(in->model, by, NULL);
    nx_inspector_push(in, nx_groups_new(in, by));
}

void nx_do_group_domain(NxInspector *in, const char *argument)
{
    (void)argument;
    group_by(in, NX_BY_DOMAIN);
}

void nx_do_group_status(NxInspector *in, const char *argument)
{
    (void)argument;
    group_by(in, NX_BY_STATUS);
}

void nx_do_group_reason(NxInspector *in, const char *argument)
{
    (void)argument;
    group_by(in, NX_BY_REASON);
}

void nx_do_group_class(NxInspector *in, const char *argument)
{
    (void)argument;
    group_by(in, NX_BY_CLASS);
}

void nx_do_group_provider(NxInspector *in, const char *argument)
{
    (void)argument;
    group_by(in, NX_BY_PROVIDER);
}

void nx_do_group_mta(NxInspector *in, const char *argument)
{
    (void)argument;
    group_by(in, NX_BY_MTA);
}

void nx_do_group_mailer(NxInspector *in, const char *argument)
{
    (void)argument;
    group_by(in, NX_BY_MAILER);
}

void nx_do_group_day(NxInspector *in, const char *argument)
{
    (void)argument;
    group_by(in, NX_BY_DAY);
}

void nx_do_group_stream(NxInspector *in, const char *argument)
{
    (void)argument;
    group_by(in, NX_BY_STREAM);
}

char **nx_complete_by(NxInspector *in, const char *text)
{
    (void)in;
    const char *names[NX_N_BYS + 1] = {NULL};
    for (guint i = 0; i < NX_N_BYS; i++)
        names[i] = nx_by_name((NxBy)i);
    return nx_complete_words(names, text);
}

void nx_do_group(NxInspector *in, const char *argument)
{
    NxBy by;
    if (nx_by_parse(*argument ? argument : "domain", &by))
        group_by(in, by);
    else
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("there is no grouping by \"%s\""), argument);
}

/* ---- Tags -------------------------------------------------------------------------------------------------------- */
static GArray *range_rows(const NxInspector *in)
{
    const NxModel *model = in->model;
    guint from = MIN(in->range_from, model->position),
          to = MIN(MAX(in->range_from, model->position), model->list->len - 1);
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint i = from; i <= to && i < model->list->len; i++)
        g_array_append_val(rows, g_array_index(model->list, guint32, i));
    return rows;
}

static void tag_range(NxInspector *in)
{
    g_autoptr(GArray) rows = range_rows(in), addresses = nx_catalog_addresses(in->model->catalog, rows, NULL);
    guint n = 0;
    for (guint i = 0; i < addresses->len; i++)
        n += nx_model_tag(in->model, g_array_index(addresses, guint32, i), TRUE) ? 1 : 0;
    in->ranging = FALSE;
    nx_model_changed(in->model);
    nx_inspector_say(in, NX_SAY_INFO, nx_trn("Tagged %u address.", "Tagged %u addresses.", n), n);
}

void nx_do_tag(NxInspector *in, const char *argument)
{
    (void)argument;
    NxView *top = nx_inspector_top(in);
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
    nx_model_untag_all(in->model);
}

static void tag_query(NxInspector *in, const char *text, gboolean on)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *expanded = expand(in, text);
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
    static const NxQueryUse use = {
        .label = N_("tag what matches (nothing: all shown)"), .history = "limit", .done = tag_done};
    if (*argument)
        tag_query(in, argument, TRUE);
    else
        nx_query_prompt(in, &use, "");
}

void nx_do_untag_limit(NxInspector *in, const char *argument)
{
    static const NxQueryUse use = {
        .label = N_("untag what matches (nothing: all shown)"), .history = "limit", .done = untag_done};
    if (*argument)
        tag_query(in, argument, FALSE);
    else
        nx_query_prompt(in, &use, "");
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
    in->ranging = TRUE;
    in->range_from = in->model->position;
    nx_inspector_say(in, NX_SAY_INFO, "%s",
                     nx_tr("Range: move, then t or v tags it, s r h i a decide about it, Esc ends it."));
}

NxScope *nx_scope_now(NxInspector *in)
{
    NxModel *model = in->model;
    NxView *top = nx_inspector_top(in);
    guint nobody = 0;
    if (in->ranging) {
        g_autoptr(GArray) rows = range_rows(in);
        GArray *addresses = nx_catalog_addresses(model->catalog, rows, &nobody);
        in->ranging = FALSE;
        return nx_scope_new(model, NX_SCOPE_RANGE, NULL, addresses, nobody);
    }
    if (model->n_tagged > 0)
        return nx_scope_new(model, NX_SCOPE_TAGGED, NULL, nx_model_tagged(model), 0);
    if (top->ops->scope)
        return top->ops->scope(top);
    guint32 number = nx_inspector_need_address(in);
    if (number == NX_NOBODY)
        return NULL;
    GArray *one = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_array_append_val(one, number);
    return nx_scope_new(model, NX_SCOPE_SELECTION, NULL, one, 0);
}
