/* Counts all events once by class, day and why they are left, and asks the advisor what it would take. */
#include "tui/model/overview.h"
#include "tui/model/span.h"
#include <nixie/export.h>
#include <string.h>

enum { MAX_REASONS = 3 };   /* named behind why something is left */
enum { MAX_INCIDENTS = 6 }; /* shown, the largest; an ordinary mailbox has none, and the first screen holds the rest */

static void free_line(gpointer data)
{
    NxOverviewLine *line = data;
    g_free(line->label);
    g_free(line->text);
    g_free(line->query);
    g_free(line);
}

static NxOverviewLine *add(NxOverview *overview, NxOverviewKind kind, const char *label, guint count)
{
    NxOverviewLine *line = g_new0(NxOverviewLine, 1);
    *line = (NxOverviewLine){.kind = kind, .label = g_strdup(label), .count = count, .most = count};
    g_ptr_array_add(overview->lines, line);
    return line;
}

/* ---- By class ---------------------------------------------------------------------------------------------------- */

static void add_classes(NxOverview *overview, NxModel *model, const GArray *all)
{
    g_autoptr(GPtrArray) groups = nx_catalog_group(model->catalog, all, NX_BY_CLASS);
    for (guint i = 0; i < groups->len; i++) {
        const NxGroup *group = g_ptr_array_index(groups, i), *largest = g_ptr_array_index(groups, 0);
        NxOverviewLine *line = add(overview, NX_OVERVIEW_CLASS, group->name, group->events);
        line->most = largest->events;
        nx_class_parse(group->name, &line->klass);
        line->query = g_strdup_printf("class:%s", group->name);
    }
}

/* ---- Over time --------------------------------------------------------------------------------------------------- */

static NxReason commonest(const NxGroup *group)
{
    NxReason most = NX_REASON_UNDEFINED;
    for (guint r = 0; r < NX_N_REASONS; r++)
        if (group->reasons[r] > group->reasons[most])
            most = (NxReason)r;
    return most;
}

/* "worst day 2026-06-11: 458, 51 % blocked" */
static void add_time(NxOverview *overview, NxModel *model, const GArray *all)
{
    nx_span_find(model, all, &overview->from, &overview->to);
    nx_span_fill(model, all, overview->from, overview->to, overview->spans, NX_OVERVIEW_SPANS);
    g_autoptr(GPtrArray) days = nx_catalog_group(model->catalog, all, NX_BY_DAY);
    if (overview->to == NX_TIME_UNKNOWN || days->len == 0)
        return;
    const NxGroup *worst = g_ptr_array_index(days, 0); /* the largest comes first */
    NxReason reason = commonest(worst);
    NxOverviewLine *line = add(overview, NX_OVERVIEW_TIME, "", 0);
    line->text =
        g_strdup_printf(nx_tr("worst day %s: %u, %u %% %s"), worst->name, worst->events,
                        (guint)(100ull * worst->reasons[reason] / worst->events), nx_tr(nx_reason_label(reason)));
}

/* ---- Incidents --------------------------------------------------------------------------------------------------- */

/* How many incidents have more events. */
static guint n_larger(const GPtrArray *incidents, guint number)
{
    guint n = 0;
    for (guint i = 0; i < incidents->len; i++) {
        guint len = ((const NxIncident *)incidents->pdata[i])->events->len,
              own = ((const NxIncident *)incidents->pdata[number])->events->len;
        n += len > own || (len == own && i < number);
    }
    return n;
}

/* "06-11 14:10 to 16:05   microsoft refuses 192.0.2.7   812 of 830   hold" */
static void add_incidents(NxOverview *overview, NxModel *model, const GArray *all)
{
    overview->incidents = nx_advisor_incidents(model->advisor, all);
    for (guint i = 0; i < overview->incidents->len; i++) {
        if (n_larger(overview->incidents, i) >= MAX_INCIDENTS)
            continue;
        const NxIncident *incident = g_ptr_array_index(overview->incidents, i);
        g_autofree char *span = nx_incident_span(incident), *share = nx_incident_share(incident),
                        *title = nx_incident_title(incident, model->catalog, model->start->codes),
                        *advice = nx_incident_advice(incident);
        NxOverviewLine *line = add(overview, NX_OVERVIEW_INCIDENT, "", 0);
        line->text = g_strdup_printf("%s   %s   %s   %s", span, title, share, advice);
        line->query = nx_incident_query(incident);
        line->incident = incident;
    }
}

/* ---- What can be taken, and what is left ------------------------------------------------------------------------- */

/* "1,625 suppress, 1,634 retry" */
static void add_taken(NxOverview *overview, const NxChoice *choice)
{
    NxOverviewLine *line = add(overview, NX_OVERVIEW_TAKE, nx_tr("take the advice"), choice->taken->len);
    GString *text = g_string_new(NULL);
    for (guint d = 0; d < NX_N_DECISIONS; d++)
        if (choice->by_decision[d] > 0)
            g_string_append_printf(text, "%s%u %s", text->len > 0 ? ", " : "", choice->by_decision[d],
                                   d == NX_DECISION_NONE ? nx_tr("release") : nx_tr(nx_decision_name((NxDecision)d)));
    if (choice->taken->len == 0)
        g_string_append(text, nx_tr("there is no advice that is sure enough to be taken in bulk"));
    line->text = g_string_free(text, FALSE);
}

static char *reasons_of(const NxGroup *group)
{
    NxGroup rest = *group;
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < MAX_REASONS; i++) {
        NxReason reason = commonest(&rest);
        if (rest.reasons[reason] == 0)
            break;
        g_string_append_printf(text, "%s%s %u", i > 0 ? ", " : "", nx_tr(nx_reason_label(reason)),
                               rest.reasons[reason]);
        rest.reasons[reason] = 0;
    }
    return g_string_free(text, FALSE);
}

static const NxGroup *group_named(const GPtrArray *groups, const char *name)
{
    for (guint i = 0; i < groups->len; i++) {
        const NxGroup *group = g_ptr_array_index(groups, i);
        if (g_str_equal(group->name, name))
            return group;
    }
    return NULL;
}

static void add_left(NxOverview *overview, NxModel *model, const NxChoice *choice, const GArray *all)
{
    g_autoptr(GPtrArray) groups = nx_catalog_group(model->catalog, all, NX_BY_LEFT);
    for (guint left = NX_LEFT_NOT + 1; left < NX_N_LEFTS; left++) {
        if (choice->left[left] == 0)
            continue;
        const char *name = nx_left_name((NxLeft)left);
        const NxGroup *group = group_named(groups, name);
        NxOverviewLine *line = add(overview, NX_OVERVIEW_LEFT, nx_tr(nx_left_words((NxLeft)left)), choice->left[left]);
        line->query = g_strdup_printf("left:%s", name);
        line->text = group ? reasons_of(group) : NULL;
    }
}

static void add_advice(NxOverview *overview, NxModel *model, const GArray *all)
{
    g_autoptr(GArray) addresses = nx_catalog_addresses(model->catalog, all, NULL);
    overview->is_settled = nx_overview_can_settle(model);
    if (!overview->is_settled || addresses->len == 0)
        return;
    add_incidents(overview, model, all);
    NxChoice *choice = nx_advisor_accept(model->advisor, (const guint32 *)(gpointer)addresses->data, addresses->len,
                                         NX_ACCEPT_IN_BULK, nx_model_now(model));
    add_taken(overview, choice);
    add_left(overview, model, choice, all);
    nx_choice_free(choice);
}

/* ---- All of it --------------------------------------------------------------------------------------------------- */

gboolean nx_overview_can_settle(NxModel *model)
{
    if (model->loading)
        return FALSE;
    nx_model_advise(model);
    return !model->advise_source; /* a long run goes on beside the screen */
}

NxOverview *nx_overview_new(NxModel *model)
{
    NxOverview *overview = g_new0(NxOverview, 1);
    overview->lines = g_ptr_array_new_with_free_func(free_line);
    overview->messages = nx_catalog_n_messages(model->catalog);
    overview->events = nx_catalog_n_events(model->catalog);
    overview->addresses = nx_catalog_n_addresses(model->catalog);
    overview->nameless = nx_catalog_n_nameless(model->catalog);
    if (overview->events == 0)
        return overview;
    g_autoptr(GArray) all = g_array_sized_new(FALSE, FALSE, sizeof(guint32), overview->events);
    for (guint32 i = 0; i < overview->events; i++)
        g_array_append_val(all, i);
    add_classes(overview, model, all);
    add_time(overview, model, all);
    add_advice(overview, model, all);
    if (!nx_library_has_own(model->start->library)) {
        NxOverviewLine *line = add(overview, NX_OVERVIEW_SETTING, "", 0);
        line->text = g_strdup(nx_tr("[own] names no domain of yours: nothing can be certain; Enter: the line for it"));
    }
    return overview;
}

void nx_overview_free(NxOverview *overview)
{
    if (!overview)
        return;
    g_ptr_array_unref(overview->lines);
    g_clear_pointer(&overview->incidents, g_ptr_array_unref);
    g_free(overview);
}
