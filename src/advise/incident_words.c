/* Incidents in words, and as what limits and the ledger call them. */
#include <nixie/incident.h>
#include <nixie/text.h>

/* ---- As a limit -------------------------------------------------------------------------------------------------- */

/* "provider:google" is a limit already; a host stands for those of its domain. */
static char *source_query(const NxIncident *incident)
{
    if (g_str_has_prefix(incident->source, "mta:"))
        return g_strdup_printf("(remote_mta:%s or remote_mta:*.%s) ", incident->place, incident->place);
    return *incident->place ? g_strdup_printf("%s ", incident->source) : g_strdup("");
}

char *nx_incident_query(const NxIncident *incident)
{
    g_autofree char *source = source_query(incident), *from = nx_time_rfc3339(incident->from),
                    *to = nx_time_rfc3339(incident->to + 1);
    return g_strdup_printf("%sreason:%s kind:bounce after:%s before:%s", source, nx_reason_name(incident->reason), from,
                           to);
}

char *nx_incident_cause(const NxIncident *incident)
{
    return nx_cause_make(*incident->place ? incident->place : NULL, incident->reason);
}

/* ---- In words ---------------------------------------------------------------------------------------------------- */

static const NxArticle *signature_of(const NxIncident *incident, const NxCatalog *catalog, const NxCodes *codes)
{
    const NxEvent *event = nx_catalog_event(catalog, incident->sample);
    NxRecipient recipient = {.diagnostic = event->diagnostic, .provider = event->provider, .mailer = event->mailer};
    NxReport report = {.recipients = &recipient, .n_recipients = 1};
    return nx_codes_signature(codes, &report, 0, &event->verdict, "en", NULL, NULL, NULL);
}

const char *nx_incident_article(const NxIncident *incident, const NxCatalog *catalog, const NxCodes *codes)
{
    const NxArticle *article = signature_of(incident, catalog, codes);
    char code[NX_STATUS_TEXT_SIZE];
    if (!article && incident->status.klass > 0)
        article = nx_codes_find(codes, nx_status_text(incident->status, code), "en");
    return article ? nx_article_name(article) : nx_reason_name(incident->reason);
}

static char *refusal(const NxIncident *incident, const char *place, const NxCatalog *catalog, const NxCodes *codes)
{
    const NxArticle *signature = signature_of(incident, catalog, codes);
    char code[NX_STATUS_TEXT_SIZE];
    const char *what = signature                    ? nx_article_name(signature)
                       : incident->status.klass > 0 ? nx_status_text(incident->status, code)
                                                    : nx_tr(nx_reason_label(incident->reason));
    if (incident->refused)
        return g_strdup_printf(nx_tr("%s refuses %s (%s)"), place, incident->refused, what);
    return g_strdup_printf(nx_tr("%s refuses our mail (%s)"), place, what);
}

static char *title_of(const NxIncident *incident, const NxCatalog *catalog, const NxCodes *codes)
{
    const char *place = *incident->place ? incident->place : nx_tr("everybody");
    if (incident->klass == NX_CLASS_BLOCK)
        return refusal(incident, place, catalog, codes);
    char code[NX_STATUS_TEXT_SIZE];
    const char *what = incident->klass == NX_CLASS_HARD && incident->status.klass > 0
                           ? nx_status_text(incident->status, code)
                           : nx_tr(nx_reason_label(incident->reason));
    if (!*incident->place)
        return g_strdup_printf(nx_tr("%s everywhere far above its usual"), what);
    return g_strdup_printf(nx_tr("%s at %s far above its usual"), what, place);
}

char *nx_incident_title(const NxIncident *incident, const NxCatalog *catalog, const NxCodes *codes)
{
    g_autofree char *title = title_of(incident, catalog, codes);
    return nx_safe_screen(title, -1, NX_SAFE_NONE, 0);
}

char *nx_incident_share(const NxIncident *incident)
{
    return g_strdup_printf(nx_tr("%u of %u"), incident->events->len, incident->of);
}

char *nx_incident_advice(const NxIncident *incident)
{
    return g_strdup(2 * incident->guarded > incident->undecided ? nx_tr("held back by a guard")
                                                                : nx_tr(nx_advice_name(incident->advice)));
}

char *nx_incident_span(const NxIncident *incident)
{
    gboolean one_day = nx_time_day(incident->from) == nx_time_day(incident->to);
    g_autofree char *from = nx_time_local(incident->from, "%m-%d %H:%M"),
                    *to = nx_time_local(incident->to, one_day ? "%H:%M" : "%m-%d %H:%M");
    return g_strdup_printf(nx_tr("%s to %s"), from, to);
}
