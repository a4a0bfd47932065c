/* One in two lines: what, since when, how many, what to do; and the limit that lists it. */
#include "cli/incidents.h"
#include <nixie/incident.h>
#include <nixie/json.h>

static char *shown(const char *text)
{
    return nx_safe_screen(text, -1, nx_output_is_ascii() ? NX_SAFE_ASCII : NX_SAFE_NONE, 0);
}

static void say_incident(NxApp *app, const NxIncident *incident)
{
    g_autofree char *title = nx_incident_title(incident, app->catalog, nx_app_codes(app)), *safe = shown(title),
                    *span = nx_incident_span(incident), *share = nx_incident_share(incident),
                    *advice = nx_incident_advice(incident), *query = nx_incident_query(incident);
    nx_say("%s   %s   %s   %s", span, safe, share, advice);
    nx_say("    --limit '%s'", query);
    nx_say("    nixie explain %s", nx_incident_article(incident, app->catalog, nx_app_codes(app)));
}

void nx_incidents_say(NxApp *app, const GArray *list)
{
    g_autoptr(GPtrArray) incidents = nx_advisor_incidents(app->advisor, list);
    for (guint i = 0; i < incidents->len; i++)
        say_incident(app, incidents->pdata[i]);
    if (incidents->len == 0)
        nx_say("%s", nx_tr("No incident: nothing fails far more often than is usual there."));
}

static void put_incident(NxApp *app, const NxIncident *incident, GString *json)
{
    g_autofree char *title = nx_incident_title(incident, app->catalog, nx_app_codes(app)),
                    *query = nx_incident_query(incident);
    char status[NX_STATUS_TEXT_SIZE];
    nx_json_object_open(json, NULL);
    nx_json_text(json, "source", incident->source);
    nx_json_text(json, "reason", nx_reason_name(incident->reason));
    nx_json_text(json, "class", nx_class_name(incident->klass));
    nx_json_text(json, "status", incident->status.klass > 0 ? nx_status_text(incident->status, status) : NULL);
    nx_json_text(json, "title", title);
    nx_json_time(json, "from", incident->from);
    nx_json_time(json, "to", incident->to);
    nx_json_number(json, "events", incident->events->len);
    nx_json_number(json, "of", incident->of);
    nx_json_number(json, "addresses", incident->addresses);
    nx_json_number(json, "undecided", incident->undecided);
    nx_json_number(json, "guarded", incident->guarded);
    nx_json_number(json, "usual", incident->usual);
    nx_json_text(json, "suggested", nx_advice_name(incident->advice));
    nx_json_text(json, "refused", incident->refused);
    nx_json_text(json, "article", nx_incident_article(incident, app->catalog, nx_app_codes(app)));
    nx_json_text(json, "limit", query);
    nx_json_object_close(json);
}

void nx_incidents_put(NxApp *app, const GArray *list, GString *json)
{
    g_autoptr(GPtrArray) incidents = nx_advisor_incidents(app->advisor, list);
    nx_json_list_open(json, "incidents");
    for (guint i = 0; i < incidents->len; i++)
        put_incident(app, incidents->pdata[i], json);
    nx_json_list_close(json);
}
