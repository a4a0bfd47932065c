/* What an undecided address would export, as its event and the advice on it say. */
#include <nixie/advise.h>

static void take_address(NxRecord *record, const NxAddress *address)
{
    record->key = g_strdup(address->key);
    record->spelling = g_strdup(address->spelling);
    record->seen = address->standing.seen;
    record->first_seen = address->standing.first_seen;
    record->last_seen = address->standing.last_seen;
    record->is_protected = address->standing.is_protected;
    record->delivered = address->standing.delivered;
}

static void take_suggestion(NxRecord *record, const NxSuggestion *suggestion)
{
    record->not_before = suggestion->not_before;
    record->attempt = suggestion->attempt;
    record->attempts = suggestion->attempts;
}

static void take_evidence(NxRecord *record, const NxEvent *event)
{
    record->plan = event->verdict.plan;
    record->reason = event->verdict.reason;
    record->klass = event->verdict.klass;
    record->status = event->verdict.status;
    record->reply_code = event->verdict.reply_code;
    record->diagnostic = g_strdup(event->diagnostic);
    record->rule = g_strdup(event->verdict.rule);
    record->evidence = g_strdup(event->evidence);
    record->provider = g_strdup(event->provider);
    record->file = g_strdup(event->place.name);
    record->original_message_id = g_strdup(event->original_message_id);
}

NxRecord *nx_record_from_event(const NxCatalog *catalog, guint32 number)
{
    const NxEvent *event = nx_catalog_event(catalog, number);
    const NxSuggestion *suggestion = nx_catalog_suggestion(catalog, number);
    NxRecord *record = g_new0(NxRecord, 1);
    if (event->address == NX_NOBODY) {
        record->spelling = g_strdup(event->recipient);
        record->first_seen = record->last_seen = event->arrived;
    } else { /* the catalog gives an address only to be changed; it is not changed here */
        take_address(record, nx_catalog_address((NxCatalog *)catalog, event->address));
    }
    take_suggestion(record, suggestion);
    take_evidence(record, event);
    record->place_id = nx_mailbox_message_id(nx_catalog_mailbox(catalog, event->mailbox), &event->place);
    if (suggestion->kind == NX_ADVICE_HOLD)
        record->cause = nx_cause_make(event->provider, event->verdict.reason);
    return record;
}
