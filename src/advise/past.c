#include "advise/past.h"
#include "advise/event.h"

void nx_past_free(NxPast *past)
{
    if (!past)
        return;
    g_array_unref(past->failures);
    nx_sighting_free(past->firm);
    g_free(past);
}

static NxSighting *copy_of(const NxSighting *sighting)
{
    NxSighting *copy = g_memdup2(sighting, sizeof *sighting);
    copy->key = g_strdup(sighting->key);
    copy->spelling = g_strdup(sighting->spelling);
    copy->domain = g_strdup(sighting->domain);
    copy->event_key = g_strdup(sighting->event_key);
    copy->place_id = g_strdup(sighting->place_id);
    copy->provider = g_strdup(sighting->provider);
    copy->reporting_mta = g_strdup(sighting->reporting_mta);
    copy->remote_mta = g_strdup(sighting->remote_mta);
    copy->feedback_type = g_strdup(sighting->feedback_type);
    copy->diagnostic = g_strdup(sighting->diagnostic);
    copy->rule = g_strdup(sighting->rule);
    copy->evidence = g_strdup(sighting->evidence);
    copy->file = g_strdup(sighting->file);
    copy->original_message_id = g_strdup(sighting->original_message_id);
    return copy;
}

/* Of a domain that was gone once it is for checks to say whether it still is. */
static gboolean is_firm(const NxSighting *sighting)
{
    return sighting->reason != NX_REASON_HOSTUNKNOWN && sighting->confidence == NX_CERTAIN &&
           sighting->advice == NX_ADVICE_SUPPRESS && !nx_is_temporary(sighting->status, sighting->reply_code);
}

static void add(NxPast *past, const NxSighting *sighting)
{
    NxPastFailure failure = {sighting->arrived, sighting->plan};
    g_array_append_val(past->failures, failure);
    if (nx_reason_needs_mailbox(sighting->reason))
        past->exists = MAX(past->exists, sighting->arrived);
    if (is_firm(sighting)) {
        nx_sighting_free(past->firm);
        past->firm = copy_of(sighting);
    }
}

NxPast *nx_past_new(const GPtrArray *sightings, GHashTable *seen)
{
    NxPast *past = g_new0(NxPast, 1);
    past->failures = g_array_new(FALSE, FALSE, sizeof(NxPastFailure));
    for (guint i = sightings->len; i > 0; i--) {
        const NxSighting *sighting = sightings->pdata[i - 1];
        if (sighting->klass != NX_CLASS_COMPLAINT && !g_hash_table_contains(seen, sighting))
            add(past, sighting);
    }
    if (past->failures->len > 0)
        return past;
    nx_past_free(past);
    return NULL;
}

NxTime nx_past_known(const NxStanding *standing)
{
    return standing->by_advice ? NX_TIME_UNKNOWN : standing->since;
}

gboolean nx_past_speaks_for_life(const NxStanding *standing)
{
    return standing->klass != NX_CLASS_COMPLAINT && standing->delivered > nx_past_known(standing) &&
           standing->delivered >= standing->last_seen;
}
