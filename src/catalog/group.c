/* Lists cut into groups, and what is counted of each. */
#include "catalog/group.h"
#include "catalog/catalog.h"
#include "catalog/hash.h"
#include <nixie/check_result.h>
#include <nixie/text.h>

static const char *const BYS[] = {
    [NX_BY_DOMAIN] = N_("domain"),  [NX_BY_STATUS] = N_("status"),     [NX_BY_REASON] = N_("reason"),
    [NX_BY_CLASS] = N_("class"),    [NX_BY_PROVIDER] = N_("provider"), [NX_BY_MTA] = N_("mta"),
    [NX_BY_MAILER] = N_("mailer"),  [NX_BY_DAY] = N_("day"),           [NX_BY_STREAM] = N_("stream"),
    [NX_BY_ADVISED] = N_("advice"), [NX_BY_LEFT] = N_("left"),         [NX_BY_CHECK] = N_("check"),
    [NX_BY_HOUR] = N_("hour"),      [NX_BY_WEEK] = N_("week"),
};
G_STATIC_ASSERT(G_N_ELEMENTS(BYS) == NX_N_BYS);

const char *nx_by_name(NxBy by)
{
    return BYS[by];
}

gboolean nx_by_parse(const char *name, NxBy *by)
{
    for (guint i = 0; i < NX_N_BYS; i++)
        if (g_str_equal(name, BYS[i])) {
            *by = (NxBy)i;
            return TRUE;
        }
    return FALSE;
}

/* How a span of time is called, and how far apart two are at least. */
static const struct {
    const char *format; /* NULL: no time */
    NxTime step;
} SPANS[NX_N_BYS] = {
    [NX_BY_HOUR] = {"%Y-%m-%d %H:00", 3600},
    [NX_BY_DAY] = {"%Y-%m-%d", 23 * 3600},
    [NX_BY_WEEK] = {"%G-W%V", 167 * 3600},
};

gboolean nx_by_is_time(NxBy by)
{
    return SPANS[by].format != NULL;
}

static const char *time_name(NxCatalog *catalog, NxTime time, NxBy by)
{
    if (time == NX_TIME_UNKNOWN)
        return NULL;
    gint64 number = by == NX_BY_HOUR ? time / 900 : nx_time_day(time); /* zones differ by quarters of an hour */
    if (!catalog->span_name || catalog->span != number || catalog->span_by != by) {
        g_autofree char *text = nx_time_local(time, SPANS[by].format);
        catalog->span = number;
        catalog->span_by = by;
        catalog->span_name = nx_string_table_share(catalog->strings, text);
    }
    return catalog->span_name;
}

static const char *status_name(NxCatalog *catalog, NxStatus status)
{
    char text[NX_STATUS_TEXT_SIZE];
    return status.klass ? nx_string_table_share(catalog->strings, nx_status_text(status, text)) : NULL;
}

static const char *check_name(const NxCatalog *catalog, const NxEvent *event)
{
    const NxAddress *address = event->address == NX_NOBODY ? NULL : nx_rows_at(&catalog->addresses, event->address);
    guint reason = address ? address->check_reason : NX_CHECK_NOT_ASKED;
    return reason == NX_CHECK_NOT_ASKED ? NULL : nx_check_reason_name((NxCheckReason)reason);
}

static const char *left_name(const NxCatalog *catalog, const NxEvent *event)
{
    const NxAddress *address = event->address == NX_NOBODY ? NULL : nx_rows_at(&catalog->addresses, event->address);
    return nx_left_name(address ? address->standing.left : NX_LEFT_NOBODY);
}

static const char *group_name(NxCatalog *catalog, guint32 number, NxBy by)
{
    const NxEvent *event = nx_catalog_event(catalog, number);
    switch (by) {
    case NX_BY_DOMAIN: return event->domain;
    case NX_BY_STATUS: return status_name(catalog, event->verdict.status);
    case NX_BY_REASON: return nx_reason_name(event->verdict.reason);
    case NX_BY_CLASS: return nx_class_name(event->verdict.klass);
    case NX_BY_PROVIDER: return event->provider;
    case NX_BY_MTA: return nx_event_mta(event);
    case NX_BY_MAILER: return event->mailer;
    case NX_BY_HOUR:
    case NX_BY_DAY:
    case NX_BY_WEEK: return time_name(catalog, event->arrived, by);
    case NX_BY_STREAM: return event->stream;
    case NX_BY_ADVISED: return nx_advice_name(nx_catalog_suggestion(catalog, number)->kind);
    case NX_BY_LEFT: return left_name(catalog, event);
    case NX_BY_CHECK: return check_name(catalog, event);
    case NX_N_BYS: break;
    }
    return NULL;
}

const char *nx_event_group(NxCatalog *catalog, guint32 event, NxBy by)
{
    const char *name = group_name(catalog, event, by);
    return name && *name ? name : "-";
}

static void group_free(gpointer data)
{
    NxRichGroup *group = data;
    g_array_unref(group->group.list);
    g_free(group);
}

static NxGroup *group_for(GHashTable *by_name, GPtrArray *groups, const char *name)
{
    NxGroup *group = g_hash_table_lookup(by_name, name);
    if (group)
        return group;
    NxRichGroup *rich = g_new0(NxRichGroup, 1);
    group = &rich->group;
    group->name = name;
    group->list = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_hash_table_insert(by_name, (gpointer)name, group);
    g_ptr_array_add(groups, group);
    return group;
}

static void count_event(NxGroup *group, const NxEvent *event, guint32 number)
{
    group->events++;
    group->classes[event->verdict.klass]++;
    group->reasons[event->verdict.reason]++;
    g_array_append_val(group->list, number);
}

/* Distinct addresses; `mark` has for each address the last group it was seen in. */
static void count_addresses(NxCatalog *catalog, NxGroup *group, guint32 number, guint32 *mark)
{
    for (guint i = 0; i < group->list->len; i++) {
        guint32 address = nx_catalog_event(catalog, g_array_index(group->list, guint32, i))->address;
        if (address == NX_NOBODY || mark[address] == number)
            continue;
        mark[address] = number;
        group->addresses++;
        const NxAddress *row = nx_catalog_address(catalog, address);
        group->tagged += row->tagged ? 1 : 0;
        if (row->standing.decision != NX_DECISION_NONE)
            continue;
        group->undecided++;
        group->lefts[row->standing.left]++;
    }
}

/* The status that more than half of the events of the commonest class have: the majority vote of Boyer and Moore, then
 * counted. */
static void find_common(const NxCatalog *catalog, NxRichGroup *rich)
{
    for (guint i = 1; i < NX_N_CLASSES; i++)
        if (rich->group.classes[i] > rich->group.classes[rich->klass])
            rich->klass = (NxClass)i;
    NxStatus candidate = NX_STATUS_NONE;
    guint votes = 0, found = 0;
    const GArray *list = rich->group.list;
    for (guint pass = 0; pass < 2; pass++)
        for (guint i = 0; i < list->len; i++) {
            const NxVerdict *verdict = &nx_catalog_event(catalog, g_array_index(list, guint32, i))->verdict;
            if (verdict->klass != rich->klass)
                continue;
            gboolean same = nx_status_equal(verdict->status, candidate);
            if (pass == 1)
                found += same;
            else if (votes == 0)
                candidate = verdict->status, votes = 1;
            else
                votes = same ? votes + 1 : votes - 1;
        }
    if (found * 2 > rich->group.classes[rich->klass])
        rich->status = candidate;
}

static gint largest_first(gconstpointer x, gconstpointer y)
{
    const NxGroup *a = *(NxGroup *const *)x, *b = *(NxGroup *const *)y;
    return a->events != b->events ? (a->events < b->events ? 1 : -1) : strcmp(a->name, b->name);
}

GPtrArray *nx_catalog_group(NxCatalog *catalog, const GArray *list, NxBy by)
{
    GPtrArray *groups = g_ptr_array_new_with_free_func(group_free);
    g_autoptr(GHashTable) by_name = g_hash_table_new(nx_hash_text, g_str_equal);
    for (guint i = 0; i < list->len; i++) {
        guint32 number = g_array_index(list, guint32, i);
        const NxEvent *event = nx_catalog_event(catalog, number);
        count_event(group_for(by_name, groups, nx_event_group(catalog, number, by)), event, number);
    }
    g_autofree guint32 *mark = g_new0(guint32, nx_catalog_n_addresses(catalog) + 1);
    for (guint i = 0; i < groups->len; i++) {
        count_addresses(catalog, groups->pdata[i], i + 1, mark);
        find_common(catalog, groups->pdata[i]);
    }
    g_ptr_array_sort(groups, largest_first);
    return groups;
}

/* ---- In the order of time ---------------------------------------------------------------------------------------- */
#define SPANS_MAX 20000 /* of time, empty ones too */

static gint earlier_first(gconstpointer x, gconstpointer y)
{
    const NxGroup *a = *(NxGroup *const *)x, *b = *(NxGroup *const *)y;
    return strcmp(a->name, b->name);
}

static void extend_span(const NxCatalog *catalog, const NxGroup *group, NxTime *from, NxTime *to)
{
    for (guint i = 0; i < group->list->len; i++) {
        NxTime at = nx_catalog_event(catalog, g_array_index(group->list, guint32, i))->arrived;
        if (at == NX_TIME_UNKNOWN)
            continue;
        *from = *from == NX_TIME_UNKNOWN ? at : MIN(*from, at);
        *to = *to == NX_TIME_UNKNOWN ? at : MAX(*to, at);
    }
}

void nx_groups_line_up(NxCatalog *catalog, GPtrArray *groups, NxBy by)
{
    g_autoptr(GHashTable) by_name = g_hash_table_new(nx_hash_text, g_str_equal);
    NxTime from = NX_TIME_UNKNOWN, to = NX_TIME_UNKNOWN, step = SPANS[by].step;
    g_assert(step > 0);
    for (guint i = 0; i < groups->len; i++) {
        const NxGroup *group = groups->pdata[i];
        g_hash_table_insert(by_name, (gpointer)group->name, groups->pdata[i]);
        extend_span(catalog, group, &from, &to);
    }
    for (NxTime at = from; from != NX_TIME_UNKNOWN && (to - from) / step < SPANS_MAX && at < to; at += step)
        group_for(by_name, groups, time_name(catalog, at, by));
    g_ptr_array_sort(groups, earlier_first);
}
