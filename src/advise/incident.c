/* From outbursts to incidents: what most of their events say is what they say. */
#include "advise/advisor.h"
#include "advise/incident_find.h"
#include <nixie/incident.h>
#include <nixie/text.h>

enum { READ = 400, ADDRESS_BYTES = 46 }; /* answers that are read for an address of ours; the longest of IPv6 */

static void free_incident(gpointer data)
{
    NxIncident *incident = data;
    g_free(incident->source);
    g_free(incident->refused);
    g_array_unref(incident->events);
    g_free(incident);
}

/* ---- What most of them say --------------------------------------------------------------------------------------- */

static void count(GHashTable *counts, gpointer what)
{
    g_hash_table_insert(counts, what, GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(counts, what)) + 1));
}

static gpointer pack(NxStatus status)
{
    return GUINT_TO_POINTER(((guint)status.klass << 20) | ((guint)status.subject << 10) | (guint)status.detail);
}

/* The first event whose status most of them have stands for all. */
static void find_status(NxIncident *incident, const NxCatalog *catalog)
{
    g_autoptr(GHashTable) counts = g_hash_table_new(g_direct_hash, g_direct_equal);
    guint best = 0;
    for (guint i = 0; i < incident->events->len; i++)
        count(counts, pack(nx_verdict_status(
                          &nx_catalog_event(catalog, g_array_index(incident->events, guint32, i))->verdict)));
    for (guint i = 0; i < incident->events->len; i++) {
        guint32 number = g_array_index(incident->events, guint32, i);
        const NxEvent *event = nx_catalog_event(catalog, number);
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, pack(nx_verdict_status(&event->verdict))));
        if (n <= best)
            continue;
        best = n;
        incident->status = nx_verdict_status(&event->verdict);
        incident->klass = event->verdict.klass;
        incident->sample = number;
    }
}

static gboolean is_of_address(char c)
{
    return g_ascii_isxdigit(c) || c == '.' || c == ':';
}

/* The first IP address that stands in a text by itself. FALSE: none. */
static gboolean find_ip(const char *text, char address[ADDRESS_BYTES])
{
    for (const char *at = text; *at;) {
        gsize len = 0;
        while (is_of_address(at[len]))
            len++;
        gboolean begins = at == text || !g_ascii_isalnum(at[-1]), ends = !g_ascii_isalnum(at[len]) && at[len] != '-';
        gsize own = len > 0 && (at[len - 1] == '.' || at[len - 1] == ':') ? len - 1 : len;
        if (begins && ends && own >= 3 && own < ADDRESS_BYTES) {
            memcpy(address, at, own);
            address[own] = '\0';
            if (g_hostname_is_ip_address(address))
                return TRUE;
        }
        at += MAX(len, 1);
    }
    return FALSE;
}

/* The address that half of those that are read name. */
static void find_refused(NxIncident *incident, const NxCatalog *catalog)
{
    g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint n = MIN(incident->events->len, READ);
    char address[ADDRESS_BYTES];
    for (guint i = 0; i < n; i++) {
        const NxEvent *event = nx_catalog_event(catalog, g_array_index(incident->events, guint32, i));
        if (event->diagnostic && find_ip(event->diagnostic, address))
            count(counts, g_strdup(address));
    }
    GHashTableIter iter;
    gpointer ip, times;
    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, &ip, &times)) {
        if (2 * GPOINTER_TO_UINT(times) <= n)
            continue;
        incident->refused = g_strdup(ip);
        return;
    }
}

/* ---- Its addresses ----------------------------------------------------------------------------------------------- */

static void count_addresses(NxIncident *incident, NxCatalog *catalog)
{
    g_autoptr(GArray) addresses = nx_catalog_addresses(catalog, incident->events, NULL);
    incident->addresses = addresses->len;
    for (guint i = 0; i < addresses->len; i++) {
        const NxStanding *standing = &nx_catalog_address(catalog, g_array_index(addresses, guint32, i))->standing;
        incident->undecided += standing->decision == NX_DECISION_NONE;
        incident->guarded += standing->decision == NX_DECISION_NONE && standing->left == NX_LEFT_GUARDED;
    }
}

static void find_advice(NxIncident *incident, const NxCatalog *catalog)
{
    guint counts[NX_N_ADVICES] = {0};
    for (guint i = 0; i < incident->events->len; i++)
        counts[nx_catalog_suggestion(catalog, g_array_index(incident->events, guint32, i))->kind]++;
    for (guint kind = 1; kind < NX_N_ADVICES; kind++)
        if (counts[kind] > counts[incident->advice])
            incident->advice = (NxAdviceKind)kind;
}

/* ---- All of it --------------------------------------------------------------------------------------------------- */

static guint count_between(const NxStrikes *set, const GArray *strikes, const NxOutburst *outburst)
{
    return nx_strikes_first(set, strikes, outburst->to + 1) - nx_strikes_first(set, strikes, outburst->from);
}

static NxIncident *incident_new(const NxAdvisor *advisor, const NxStrikes *set, const NxOutburst *outburst)
{
    const NxStruck *series = outburst->series;
    NxIncident *incident = g_new0(NxIncident, 1);
    incident->source = g_strdup(series->of->name);
    const char *colon = strchr(incident->source, ':');
    incident->place = colon ? colon + 1 : "";
    incident->reason = series->reason;
    incident->usual = outburst->usual;
    incident->of = count_between(set, series->of->strikes, outburst);
    incident->events = g_array_new(FALSE, FALSE, sizeof(guint32));
    guint end = nx_strikes_first(set, series->strikes, outburst->to + 1);
    for (guint i = nx_strikes_first(set, series->strikes, outburst->from); i < end; i++)
        g_array_append_val(incident->events, nx_strikes_at(set, series->strikes, i)->event);
    const guint32 *events = (const guint32 *)(gpointer)incident->events->data;
    incident->from = nx_catalog_event(advisor->catalog, events[0])->arrived;
    incident->to = nx_catalog_event(advisor->catalog, events[incident->events->len - 1])->arrived;
    find_status(incident, advisor->catalog);
    if (incident->klass == NX_CLASS_BLOCK)
        find_refused(incident, advisor->catalog);
    count_addresses(incident, advisor->catalog);
    find_advice(incident, advisor->catalog);
    return incident;
}

GPtrArray *nx_advisor_incidents(NxAdvisor *advisor, const GArray *list)
{
    GPtrArray *incidents = g_ptr_array_new_with_free_func(free_incident);
    g_autoptr(NxStrikes) set = nx_strikes_count(advisor->catalog, list);
    g_autoptr(GArray) found = nx_outbursts_find(set);
    for (guint i = 0; i < found->len; i++)
        g_ptr_array_add(incidents, incident_new(advisor, set, &g_array_index(found, NxOutburst, i)));
    return incidents;
}
