/* What limits and reports may know of an event. */
#include "catalog/catalog.h"

const char *nx_event_class_word(const NxEvent *event)
{
    return event->kind == NX_KIND_DELAY ? nx_kind_name(NX_KIND_DELAY) : nx_class_name(event->verdict.klass);
}

const char *nx_event_mta(const NxEvent *event)
{
    return event->remote_mta ? event->remote_mta : event->reporting_mta;
}

void nx_catalog_facts(const NxCatalog *catalog, guint32 event, NxFacts *facts)
{
    const NxEvent *row = nx_catalog_event(catalog, event);
    const NxAddress *address = row->address == NX_NOBODY ? NULL : nx_rows_at(&catalog->addresses, row->address);
    *facts = (NxFacts){
        .event = row,
        .suggestion = nx_catalog_suggestion(catalog, event),
        .standing = address ? &address->standing : NULL,
        .mailbox = nx_catalog_mailbox(catalog, row->mailbox),
        .tagged = address && address->tagged,
        .recipient = row->recipient,
        .domain = row->domain,
        .provider = row->provider,
        .diagnostic = row->diagnostic,
        .reason = row->verdict.reason,
        .klass = row->verdict.klass,
        .status = row->verdict.status,
        .reply_code = row->verdict.reply_code,
        .arrived = row->arrived,
        .check_reason = address ? address->check_reason : 0,
        .check_notes = address ? address->check_notes : 0,
    };
}
