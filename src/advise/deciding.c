/* Of an address the event that decides. */
#include "advise/account.h"
#include "advise/event.h"

/* The later of two events of one address; of two that arrived at once the one that came last. */
static guint32 later(const NxCatalog *catalog, guint32 a, guint32 b)
{
    if (a == G_MAXUINT32)
        return b;
    return nx_catalog_event(catalog, b)->arrived >= nx_catalog_event(catalog, a)->arrived ? b : a;
}

/* A guess neither adds to what is known nor contradicts it. */
static gboolean is_more_than_a_guess(const NxEvent *event, const NxStanding *standing)
{
    return event->verdict.confidence >= NX_LIKELY && event->arrived > standing->delivered;
}

guint32 nx_advisor_deciding(const NxAdvisor *advisor, guint32 number)
{
    guint32 refusal = G_MAXUINT32, failure = G_MAXUINT32, heard = G_MAXUINT32, other = G_MAXUINT32;
    if (number == NX_NOBODY)
        return G_MAXUINT32;
    const NxAddress *address = nx_catalog_address(advisor->catalog, number);
    for (guint32 i = address->first_event; i != G_MAXUINT32; i = nx_catalog_event(advisor->catalog, i)->next) {
        const NxEvent *event = nx_catalog_event(advisor->catalog, i);
        if (nx_event_is_refusal(event))
            refusal = later(advisor->catalog, refusal, i);
        else if (nx_event_is_failure(event) && is_more_than_a_guess(event, &address->standing))
            heard = later(advisor->catalog, heard, i);
        else if (nx_event_is_failure(event))
            failure = later(advisor->catalog, failure, i);
        else if (event->counted && event->kind == NX_KIND_FEEDBACK)
            other = later(advisor->catalog, other, i);
    }
    if (refusal != G_MAXUINT32)
        return refusal;
    guint32 firm = nx_account_firm_event(advisor, number);
    return firm != G_MAXUINT32 ? firm : heard != G_MAXUINT32 ? heard : failure != G_MAXUINT32 ? failure : other;
}
