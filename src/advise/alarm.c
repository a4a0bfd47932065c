/* Alarms: the sources because of which guards speak, and what a person has to see to answer them. */
#include "advise/advisor.h"
#include "advise/guard_numbers.h"
#include <nixie/text.h>

enum { STATUS_CELLS = 7, ADDRESS_CELLS = 34, QUOTE_BYTES = 200 };

/* One that is being made. */
typedef struct {
    NxAlarm alarm;
    NxFailureSourceKind kind;
    const NxJump *worst; /* of those that its addresses fall into */
} Draft;

static void draft_free(gpointer data)
{
    Draft *draft = data;
    g_free(draft->alarm.source);
    g_free(draft->alarm.text);
    g_array_unref(draft->alarm.sample);
    g_ptr_array_unref(draft->alarm.taken);
    g_free(draft);
}

static Draft *find_draft(GPtrArray *drafts, const NxCount *count)
{
    for (guint i = 0; i < drafts->len; i++) {
        Draft *draft = drafts->pdata[i];
        if (g_str_equal(draft->alarm.source, count->name))
            return draft;
    }
    Draft *draft = g_new0(Draft, 1);
    draft->alarm.source = g_strdup(count->name);
    draft->alarm.sample = g_array_new(FALSE, FALSE, sizeof(guint32));
    draft->alarm.taken = g_ptr_array_new();
    draft->kind = count->kind;
    g_ptr_array_add(drafts, draft);
    return draft;
}

/* The alarm of the source because of which something is held or was taken. */
static NxAlarm *alarm_of(GPtrArray *drafts, const NxCount *count, NxTime arrived)
{
    Draft *draft = find_draft(drafts, count);
    const NxJump *jump = nx_jumps_at(count->jumps, arrived);
    if (!draft->worst || jump->n > draft->worst->n)
        draft->worst = jump;
    return &draft->alarm;
}

static const NxGuard OF_SOURCES[] = {NX_GUARD_MASS, NX_GUARD_RESOLVER};

static void hold(const NxAdvisor *advisor, GPtrArray *alarms, guint32 number)
{
    guint32 event = nx_advisor_deciding(advisor, number);
    const NxAddress *address = nx_catalog_address(advisor->catalog, number);
    if (event == G_MAXUINT32 || address->standing.decision != NX_DECISION_NONE)
        return;
    NxFailure failure = nx_failure_of_event(advisor->catalog, nx_catalog_event(advisor->catalog, event));
    for (guint i = 0; i < G_N_ELEMENTS(OF_SOURCES); i++) {
        const NxCount *why = nx_guards_why(advisor->guards, OF_SOURCES[i], &failure);
        if (why)
            g_array_append_val(alarm_of(alarms, why, failure.arrived)->sample, event);
    }
}

/* Of all that an alarm holds, some from its first to its last. */
static void thin_out(NxAlarm *alarm)
{
    guint32 *all = (guint32 *)(gpointer)alarm->sample->data;
    alarm->held = alarm->sample->len;
    if (alarm->held <= NX_ALARM_SAMPLE)
        return;
    for (guint i = 0; i < NX_ALARM_SAMPLE; i++)
        all[i] = all[(gsize)i * (alarm->held - 1) / (NX_ALARM_SAMPLE - 1)];
    g_array_set_size(alarm->sample, NX_ALARM_SAMPLE);
}

static void add_taken(const NxAdvisor *advisor, GPtrArray *alarms)
{
    const NxBaseline *known = nx_guards_known(advisor->guards);
    const GPtrArray *taken = known->taken;
    for (guint i = 0; i < taken->len; i++) {
        const NxTaken *one = taken->pdata[i];
        for (guint j = 0; j < G_N_ELEMENTS(OF_SOURCES); j++) {
            const NxCount *why = nx_guards_why(advisor->guards, OF_SOURCES[j], &one->failure);
            if (why)
                alarm_of(alarms, why, one->failure.arrived);
        }
    }
    for (guint i = 0; i < alarms->len; i++) {
        NxAlarm *alarm = alarms->pdata[i];
        for (guint j = 0; j < taken->len; j++)
            if (nx_failure_source_takes_back(alarm->source, &((const NxTaken *)taken->pdata[j])->failure, known->lifts))
                g_ptr_array_add(alarm->taken, taken->pdata[j]);
    }
}

static gint by_size(gconstpointer a, gconstpointer b)
{
    const NxAlarm *x = *(const NxAlarm *const *)a, *y = *(const NxAlarm *const *)b;
    if (x->held != y->held)
        return x->held < y->held ? 1 : -1;
    return strcmp(x->source, y->source);
}

GPtrArray *nx_advisor_alarms(NxAdvisor *advisor, const guint32 *addresses, guint n, NxTime now)
{
    GPtrArray *alarms = g_ptr_array_new_with_free_func(draft_free);
    nx_guards_tell_time(advisor->guards, now);
    nx_guards_catch_up(advisor->guards, advisor->library, advisor->catalog);
    for (guint i = 0; i < n; i++)
        hold(advisor, alarms, addresses[i]);
    for (guint i = 0; i < alarms->len; i++)
        thin_out(alarms->pdata[i]);
    add_taken(advisor, alarms);
    for (guint i = 0; i < alarms->len; i++) {
        Draft *draft = alarms->pdata[i];
        draft->alarm.text = nx_jump_text(draft->worst, draft->kind);
    }
    g_ptr_array_sort(alarms, by_size);
    return alarms;
}

char *nx_alarm_line(const NxAlarm *alarm)
{
    return g_strdup_printf(nx_trn("%s: %s; %u is held back", "%s: %s; %u are held back", alarm->held), alarm->source,
                           alarm->text, alarm->held);
}

static void pad(GString *line, const char *text, guint cells)
{
    guint used = nx_cells(text, -1);
    g_string_append(line, text);
    for (; used < cells; used++)
        g_string_append_c(line, ' ');
    g_string_append(line, "  ");
}

char *nx_alarm_event(const NxCatalog *catalog, guint32 number)
{
    const NxEvent *event = nx_catalog_event(catalog, number);
    char status[NX_STATUS_TEXT_SIZE];
    const char *said = event->diagnostic ? event->diagnostic : event->evidence;
    if (!said)
        said = nx_tr(nx_reason_label(event->verdict.reason));
    g_autofree char *who = nx_safe_screen(event->recipient, -1, NX_SAFE_NONE, QUOTE_BYTES),
                    *words = nx_safe_screen(said, -1, NX_SAFE_NONE, QUOTE_BYTES);
    GString *line = g_string_new(NULL);
    pad(line, nx_status_text(nx_verdict_status(&event->verdict), status), STATUS_CELLS);
    pad(line, who, ADDRESS_CELLS);
    g_string_append(line, words);
    return g_string_free(line, FALSE);
}

char *nx_alarm_taken(const NxTaken *taken)
{
    g_autofree char *when = nx_time_local(taken->at, "%Y-%m-%d %H:%M"),
                    *who = nx_safe_screen(taken->spelling, -1, NX_SAFE_NONE, QUOTE_BYTES);
    return g_strdup_printf(nx_tr("suppressed by advice %s: %s"), when, who);
}

const NxAlarm *nx_alarms_find(const GPtrArray *alarms, const char *source)
{
    for (guint i = 0; i < alarms->len; i++)
        if (g_str_equal(((const NxAlarm *)alarms->pdata[i])->source, source))
            return alarms->pdata[i];
    return NULL;
}

char *nx_alarms_names(const GPtrArray *alarms, const char *between)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < alarms->len; i++)
        g_ptr_array_add(names, ((const NxAlarm *)alarms->pdata[i])->source);
    g_ptr_array_add(names, NULL);
    return g_strjoinv(between, (char **)names->pdata);
}

/* ---- Answers ----------------------------------------------------------------------------------------------------- */

gboolean nx_advise_allow(NxLedger *ledger, const NxActHead *head, const char *source, GError **error)
{
    return nx_ledger_lift(ledger, head, source, head->at + NX_LIFT_SPAN, NULL, error);
}

gboolean nx_advise_take_back(NxLedger *ledger, const NxActHead *head, const char *source, guint *restored,
                             GError **error)
{
    NxTime since = head->at - NX_TAKEN_SPAN;
    g_autoptr(GPtrArray) all = nx_ledger_taken(ledger, since, error);
    g_autoptr(GPtrArray) lifts = all ? nx_ledger_lifts(ledger, since, error) : NULL;
    if (!lifts)
        return FALSE;
    g_autoptr(GPtrArray) of_source = g_ptr_array_new();
    for (guint i = 0; i < all->len; i++)
        if (nx_failure_source_takes_back(source, &((const NxTaken *)all->pdata[i])->failure, lifts))
            g_ptr_array_add(of_source, all->pdata[i]);
    if (of_source->len > 0)
        return nx_ledger_take_back(ledger, head, of_source, restored, error);
    g_set_error(error, NX_ERROR, NX_ERROR_NOTHING, nx_tr("nothing of %s was suppressed by advice in the last 72 hours"),
                source);
    return FALSE;
}
