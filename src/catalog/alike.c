/* Events that were decided alike. */
#include <nixie/catalog.h>
#include <string.h>

static gboolean holds(const NxEvent *event, const char *words)
{
    if (!words || !*words)
        return TRUE;
    gsize len = strlen(words);
    for (const char *at = event->diagnostic; at && *at; at++)
        if (g_ascii_strncasecmp(at, words, len) == 0)
            return TRUE;
    return FALSE;
}

void nx_catalog_alike(NxCatalog *catalog, guint32 number, const char *words, NxAlike *alike)
{
    const NxEvent *event = nx_catalog_event(catalog, number);
    guint n = nx_catalog_n_events(catalog);
    *alike = (NxAlike){.since = NX_TIME_UNKNOWN};
    for (guint32 i = 0; i < n; i++) {
        const NxEvent *other = nx_catalog_event(catalog, i);
        if (other->verdict.rule != event->verdict.rule || other->verdict.reason != event->verdict.reason ||
            g_strcmp0(other->provider, event->provider) != 0 || !holds(other, words))
            continue;
        const NxAddress *address = other->address == NX_NOBODY ? NULL : nx_catalog_address(catalog, other->address);
        alike->n++;
        alike->undecided += address && address->standing.decision == NX_DECISION_NONE;
        if (alike->since == NX_TIME_UNKNOWN || other->arrived < alike->since)
            alike->since = other->arrived;
    }
}
