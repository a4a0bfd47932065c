/* Confidence: THE table of what keeps a verdict from being certain, and of what makes it a guess.
 *
 * Certain is what nixie may act on by itself, so every row asks for a reason to refuse; one that speaks is enough. */
#include "judge/about.h"
#include "judge/reason.h"
#include <nixie/text.h>
#include <string.h>

static gboolean no_own(const NxCase *self)
{
    return !nx_library_has_own(self->judge->library);
}

static gboolean not_ours(const NxCase *self)
{
    return !no_own(self) && self->report->origin != NX_ORIGIN_OURS;
}

static gboolean not_class_5(const NxCase *self)
{
    return self->verdict->status.klass != 5 && self->verdict->reply_code / 100 != 5;
}

static gboolean no_text(const NxCase *self)
{
    return !self->rule;
}

static gboolean contradicted(const NxCase *self)
{
    return self->against != NX_AGAINST_NOTHING;
}

static gboolean general_reader(const NxCase *self)
{
    return self->recipient->source == NX_SOURCE_GENERAL;
}

static gboolean class_only(const NxCase *self)
{
    const char *rule = self->verdict->rule;
    return !self->rule && self->recipient->kind == NX_KIND_BOUNCE &&
           (!rule || self->verdict->reason == NX_REASON_UNDEFINED || g_str_has_prefix(rule, "class:") ||
            g_str_has_prefix(rule, "command:"));
}

static gboolean never_certain(const NxCase *self)
{
    return (!self->told && !nx_reason_row(self->verdict->reason)->certain) ||
           nx_status_equal(self->verdict->status, (NxStatus){5, 3, 0});
}

static gboolean no_failure(const NxCase *self)
{
    return self->recipient->kind != NX_KIND_BOUNCE;
}

/* Where the message went to another name than the one that failed, another may be meant: the address that was mailed,
 * or one behind it. */
static gboolean doubtful_address(const NxCase *self)
{
    const NxRecipient *recipient = self->recipient;
    if (!recipient->key)
        return TRUE;
    if (!recipient->aliases || !recipient->aliases[0] ||
        g_strcmp0(recipient->recipient, recipient->original_recipient) == 0)
        return FALSE;
    if (recipient->final_recipient)
        return strcmp(recipient->recipient, recipient->final_recipient) == 0;
    return g_strcmp0(recipient->key, self->report->original.to_key) != 0;
}

static gboolean about_another(const NxCase *self)
{
    return self->secondhand || self->unnamed || self->stranger ||
           (nx_reason_buries(self->verdict->reason) && !nx_about_may_bury(self->verdict->about));
}

/* What was put together from single words tells less beside a code that is about something else (X.3, X.4, X.6, X.7).
 */
static gboolean is_broad(const NxCase *self)
{
    guint subject = self->verdict->status.subject;
    gboolean elsewhere = subject == 3 || subject == 4 || subject >= 6;
    return self->rule && (self->rule->strength == NX_STRENGTH_BROAD || (self->rule->sayings->len && elsewhere) ||
                          nx_case_is_overgrown(self, FALSE));
}

static gboolean is_unread(const NxCase *self)
{
    return self->unread;
}

/* What is no reason to bury anybody may well pass. */
static gboolean is_passing(const NxCase *self)
{
    return self->passes && nx_reason_buries(self->verdict->reason);
}

static gboolean has_two_causes(const NxCase *self)
{
    return self->causes != NX_CAUSES_ONE;
}

/* Whoever got one mail of a list knows its return path and its Message-ID, and whose address to put beside them. */
static gboolean is_easily_forged(const NxCase *self)
{
    const NxReport *report = self->report;
    return report->origin == NX_ORIGIN_OURS && report->proof != NX_PROOF_NONE &&
           !nx_proof_stands_alone(report->proof) && !self->recipient->sent;
}

static gboolean is_fanned_out(const NxCase *self)
{
    return self->recipient->fanned_out;
}

static gboolean is_forwarded(const NxCase *self)
{
    return self->report->forwarded;
}

static const struct {
    NxDoubt doubt;
    gboolean (*speaks)(const NxCase *self); /* NULL: advise alone finds it */
    NxConfidence at_most;
    const char *text;
} DOUBTS[] = {
    {NX_DOUBT_NO_OWN, no_own, NX_LIKELY, N_("[own] in the configuration names no domain or address of yours")},
    {NX_DOUBT_ORIGIN, not_ours, NX_LIKELY, N_("nothing proves that the message it is about was yours")},
    {NX_DOUBT_CLASS, not_class_5, NX_LIKELY, N_("no code says that the failure is for good")},
    {NX_DOUBT_TEXT, no_text, NX_LIKELY, N_("no text confirms what the code says")},
    {NX_DOUBT_CONTRADICTION, contradicted, NX_LIKELY, N_("codes and text contradict each other")},
    {NX_DOUBT_SOURCE, general_reader, NX_GUESS, N_("the recipient was found in free text of an unknown mail system")},
    {NX_DOUBT_CLASS_ONLY, class_only, NX_GUESS, N_("only the class of the code decided")},
    {NX_DOUBT_REASON, never_certain, NX_LIKELY, N_("a reason or code that is never certain")},
    {NX_DOUBT_KIND, no_failure, NX_LIKELY, N_("this is no failure")},
    {NX_DOUBT_ADDRESS, doubtful_address, NX_LIKELY, N_("it may be about another recipient")},
    {NX_DOUBT_GUARD, NULL, NX_LIKELY, N_("a guard speaks against it")},
    {NX_DOUBT_HISTORY, NULL, NX_LIKELY, N_("the history of the address speaks against it")},
    {NX_DOUBT_FORWARDED, is_forwarded, NX_GUESS, N_("somebody passed the notice on, it was sent to another")},
    {NX_DOUBT_ABOUT, about_another, NX_LIKELY, N_("the words are not about the recipient")},
    {NX_DOUBT_BROAD, is_broad, NX_LIKELY, N_("the words may mean other things, too")},
    {NX_DOUBT_UNREAD, is_unread, NX_LIKELY, N_("no rule knows the words beside the code")},
    {NX_DOUBT_PASSING, is_passing, NX_LIKELY, N_("the words say that it will pass")},
    {NX_DOUBT_TWO_CAUSES, has_two_causes, NX_LIKELY, N_("the words name two causes")},
    {NX_DOUBT_PROOF, is_easily_forged, NX_LIKELY,
     N_("what shows that it was yours can be worked out by whoever got one mail of the list")},
    {NX_DOUBT_FANOUT, is_fanned_out, NX_LIKELY, N_("one failed of those behind the address that was mailed")},
    {NX_DOUBT_UNCHECKED, NULL, NX_LIKELY,
     N_("that its domain is gone has not been seen on two days; nixie check --domains looks")},
    {NX_DOUBT_ANSWERS, NULL, NX_GUESS, N_("its domain answers again")},
};
G_STATIC_ASSERT(G_N_ELEMENTS(DOUBTS) == NX_N_DOUBTS);

void nx_case_doubt(NxCase *self)
{
    NxVerdict *verdict = self->verdict;
    verdict->confidence = NX_CERTAIN;
    verdict->doubts = NX_DOUBT_NONE;
    for (guint i = 0; i < G_N_ELEMENTS(DOUBTS); i++) {
        if (!DOUBTS[i].speaks || !DOUBTS[i].speaks(self))
            continue;
        verdict->doubts |= DOUBTS[i].doubt;
        verdict->confidence = MIN(verdict->confidence, DOUBTS[i].at_most);
    }
}

const char *nx_doubt_text(NxDoubt single)
{
    for (guint i = 0; i < G_N_ELEMENTS(DOUBTS); i++) {
        if (DOUBTS[i].doubt == single)
            return DOUBTS[i].text;
    }
    g_return_val_if_reached("");
}
