/* What is listed: limits, order, groups. */
#include "tui/acts/acts.h"
#include "tui/acts/query_prompt.h"
#include "tui/session.h"

/* ---- Limits ------------------------------------------------------------------------------------------------------ */
char *nx_limit_expand(NxInspector *in, const char *text)
{
    g_autofree char *stripped = g_strstrip(g_strdup(text));
    if (*stripped != '@')
        return g_steal_pointer(&stripped);
    const char *query = g_hash_table_lookup(in->saved_limits, stripped + 1);
    if (!query)
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("no limit was saved as \"%s\""), stripped + 1);
    return g_strdup(query);
}

static const char *limit_here(NxInspector *in)
{
    NxView *top = nx_inspector_top(in);
    return top->ops->in == NX_IN_LEDGER ? nx_ledger_view_query(top) : in->model->limit;
}

static void apply_limit(NxInspector *in, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *query = nx_limit_expand(in, text);
    if (!query)
        return;
    NxView *top = nx_inspector_top(in);
    if (top->ops->in == NX_IN_LEDGER) {
        if (!nx_ledger_view_limit(top, query, &error))
            nx_inspector_say(in, NX_SAY_ERROR, "%s", error->message);
        return;
    }
    nx_inspector_end_range(in);
    if (!nx_model_limit(in->model, query, &error))
        nx_inspector_say(in, NX_SAY_ERROR, "%s", error->message);
}

static void limit_done(NxInspector *in, const char *text)
{
    apply_limit(in, text);
}

void nx_do_limit(NxInspector *in, const char *argument)
{
    static const NxQueryUse USE = {.label = N_("limit"), .history = "limit", .done = limit_done};
    if (*argument)
        apply_limit(in, g_str_equal(argument, "all") ? "" : argument);
    else
        nx_query_prompt(in, &USE, limit_here(in));
}

void nx_do_limit_switch(NxInspector *in, const char *argument)
{
    (void)argument;
    NxView *top = nx_inspector_top(in);
    gboolean in_ledger = top->ops->in == NX_IN_LEDGER;
    if (in_ledger ? !nx_ledger_view_switch(top) : !*in->model->limit) {
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("There is no limit to switch."));
        return;
    }
    nx_inspector_end_range(in);
    if (!in_ledger)
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

static void save_limit(NxInspector *in, const char *name)
{
    g_autoptr(GError) error = NULL;
    nx_inspector_keep_limit(in, name, limit_here(in));
    if (nx_session_write_limit(in->start, name, limit_here(in), &error))
        nx_inspector_say(in, NX_SAY_INFO, nx_tr("Saved; l @%s is this limit again."), name);
    else
        nx_inspector_say(in, NX_SAY_ERROR, "%s", error->message);
}

void nx_do_save_limit(NxInspector *in, const char *argument)
{
    if (!is_name(argument))
        nx_inspector_say(in, NX_SAY_ERROR, "%s",
                         nx_tr("a name of letters, digits, - and _ is wanted:  :save-limit NAME"));
    else if (!*limit_here(in))
        nx_inspector_say(in, NX_SAY_ERROR, "%s", nx_tr("there is no limit to save"));
    else
        save_limit(in, argument);
}

/* ---- Order ------------------------------------------------------------------------------------------------------- */
static gboolean in_groups(NxInspector *in)
{
    return nx_inspector_top(in)->ops->in == NX_IN_GROUPS;
}

static void sort_done(NxInspector *in, const char *text, gpointer data)
{
    (void)data;
    NxSort sort;
    NxGroupSort order;
    g_autofree char *name = g_strstrip(g_strdup(text));
    if (in_groups(in) && nx_group_sort_parse(name, &order))
        nx_groups_order(nx_inspector_top(in), order, FALSE);
    else if (!in_groups(in) && nx_sort_parse(name, &sort))
        nx_model_sort(in->model, sort, in->model->reverse);
    else
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("there is no order \"%s\""), name);
}

char **nx_complete_sort(NxInspector *in, const char *text)
{
    const char *names[(guint)NX_N_SORTS + (guint)NX_N_GROUP_SORTS + 1] = {NULL};
    for (guint i = 0; i < (in_groups(in) ? (guint)NX_N_GROUP_SORTS : (guint)NX_N_SORTS); i++)
        names[i] = in_groups(in) ? nx_group_sort_name((NxGroupSort)i) : nx_sort_name((NxSort)i);
    return nx_complete_words(names, text);
}

static gboolean check_sort(NxInspector *in, NxPrompt *prompt)
{
    NxSort sort;
    NxGroupSort order;
    g_autofree char *name = g_strstrip(g_strdup(prompt->text->str));
    if (in_groups(in) ? nx_group_sort_parse(name, &order) : nx_sort_parse(name, &sort))
        return TRUE;
    nx_prompt_error(prompt, g_strdup_printf(nx_tr("there is no order \"%s\""), name), 0);
    return FALSE;
}

void nx_do_sort(NxInspector *in, const char *argument)
{
    static const NxPromptOps OPS = {
        .label = N_("sort by"), .complete = nx_complete_sort, .check = check_sort, .done = sort_done};
    if (*argument) {
        sort_done(in, argument, NULL);
        return;
    }
    NxPrompt *prompt = nx_inspector_prompt(in, &OPS, "", NULL, NULL);
    g_auto(GStrv) names = nx_complete_sort(in, "");
    nx_prompt_hint(prompt, g_strjoinv(" ", names));
}

void nx_do_reverse(NxInspector *in, const char *argument)
{
    (void)argument;
    if (in_groups(in))
        nx_groups_turn(nx_inspector_top(in));
    else
        nx_model_sort(in->model, in->model->sort, !in->model->reverse);
}

/* ---- Groups ------------------------------------------------------------------------------------------------------ */
static void group_by(NxInspector *in, NxBy by)
{
    NxView *top = nx_inspector_top(in);
    nx_inspector_end_range(in);
    if (top->ops->in == NX_IN_GROUPS) {
        nx_groups_regroup(top, by);
        return;
    }
    while (nx_inspector_pop(in)) {
        /* groups stand right above the index */
    }
    nx_inspector_push(in, nx_groups_new(in, by, NULL));
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

void nx_do_group_advice(NxInspector *in, const char *argument)
{
    (void)argument;
    group_by(in, NX_BY_ADVISED);
}

void nx_do_group_left(NxInspector *in, const char *argument)
{
    (void)argument;
    group_by(in, NX_BY_LEFT);
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

/* ---- The timeline ------------------------------------------------------------------------------------------------ */
#define DAY_SECONDS (24 * 3600)

/* As many spans as can be looked over. */
static NxBy fitting_span(const NxModel *model)
{
    NxTime from = NX_TIME_UNKNOWN, to = NX_TIME_UNKNOWN;
    for (guint i = 0; i < model->list->len; i++) {
        NxTime at = nx_catalog_event(model->catalog, g_array_index(model->list, guint32, i))->arrived;
        if (at == NX_TIME_UNKNOWN)
            continue;
        from = from == NX_TIME_UNKNOWN ? at : MIN(from, at);
        to = to == NX_TIME_UNKNOWN ? at : MAX(to, at);
    }
    NxTime days = (to - from) / DAY_SECONDS;
    return days < 3 ? NX_BY_HOUR : days < 120 ? NX_BY_DAY : NX_BY_WEEK;
}

char **nx_complete_span(NxInspector *in, const char *text)
{
    (void)in;
    static const char *const SPANS[] = {"hour", "day", "week", NULL};
    return nx_complete_words(SPANS, text);
}

void nx_do_timeline(NxInspector *in, const char *argument)
{
    NxBy by = fitting_span(in->model);
    if (*argument && !(nx_by_parse(argument, &by) && nx_by_is_time(by))) {
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("there is no timeline by \"%s\": hour, day or week"), argument);
        return;
    }
    group_by(in, by);
    nx_groups_chart(nx_inspector_top(in), by);
}
