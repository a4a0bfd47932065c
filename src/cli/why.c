/* Fields in two columns; what is not known has no line. */
#include "cli/why.h"
#include "cli/mail.h"

enum { TITLE = 14 };

static char *not_title(NxDecision decision)
{
    return g_strdup_printf(nx_tr("not %s"), nx_tr(nx_decision_name(decision)));
}

/* Wide enough for the longest title, which is one of these. */
static guint title_cells(void)
{
    guint cells = TITLE;
    for (guint i = 1; i < NX_N_DECISIONS; i++) {
        g_autofree char *title = not_title((NxDecision)i);
        cells = MAX(cells, nx_cells(title, -1) + 1);
    }
    return cells;
}

void nx_say_field(const char *title, const char *text)
{
    if (!text || !*text)
        return;
    g_autoptr(GString) line = g_string_new("    ");
    nx_pad(line, title, title_cells(), FALSE);
    nx_say("%s%s", line->str, text);
}

void nx_say_confidence(NxConfidence confidence, NxDoubt doubts)
{
    nx_say_field(nx_tr("confidence"), nx_tr(nx_confidence_name(confidence)));
    for (guint i = 0; i < NX_N_DOUBTS; i++)
        if ((guint)doubts & 1u << i)
            nx_say_field("", nx_tr(nx_doubt_text((NxDoubt)(1u << i))));
}

static void say_rule(const NxVerdict *verdict)
{
    g_autofree char *rule = verdict->rule_origin ? g_strdup_printf("%s  (%s)", verdict->rule, verdict->rule_origin)
                                                 : g_strdup(verdict->rule);
    nx_say_field(nx_tr("rule"), rule);
    if (nx_about_label(verdict->about))
        nx_say_field(nx_tr("about"), nx_tr(nx_about_label(verdict->about)));
}

static void say_advice(const NxAdvice *advice)
{
    g_autofree char *why = nx_points_text(advice->reasons), *against = nx_points_text(advice->against);
    nx_say_field(nx_tr("advice"), advice->action);
    nx_say_field(nx_tr("why"), why);
    nx_say_field(nx_tr("against"), against);
    for (guint i = 1; i < NX_N_DECISIONS; i++) {
        g_autofree char *title = not_title((NxDecision)i);
        nx_say_field(title, advice->why_not[i]);
    }
    nx_say_field(nx_tr("proof"), advice->proof);
    nx_say_field(nx_tr("check"), advice->check);
    nx_say_field(nx_tr("history"), advice->history);
}

void nx_say_why(NxApp *app, guint32 event)
{
    const NxEvent *row = nx_catalog_event(app->catalog, event);
    NxReport *report = nx_app_report(app, event);
    NxAdvice advice = {0};
    nx_advisor_explain(app->advisor, event, report, NULL, app->now, &advice);
    say_rule(&row->verdict);
    nx_say_field(nx_tr("evidence"), row->evidence);
    nx_say_field(nx_tr("confidence"), nx_tr(nx_confidence_name(advice.suggestion.confidence)));
    say_advice(&advice);
    nx_advice_clear(&advice);
    g_clear_pointer(&report, nx_report_free);
}
