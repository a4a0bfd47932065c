/* Counts the words of subject and text, and adds the signs: kind and trust follow. */
#include "parse/general/evidence.h"
#include "parse/bounds.h"
#include "parse/general/marked_text.h"
#include "parse/general/reach.h"
#include "parse/general/record.h"
#include "parse/general/table.h"
#include "parse/notice/autoreply.h"
#include "parse/notice/sign_words.h"
#include "parse/notice/signs.h"
#include "parse/smtp/smtp.h"

/* ---- What speaks for it ------------------------------------------------------------------------------------------ */

static gboolean is_outcome(NxPhraseKind word)
{
    return word == NX_PHRASE_FAILURE || word == NX_PHRASE_DELAY || word == NX_PHRASE_DELIVERED;
}

/* Do words of a message stand beside those of a failure or a delay: "your mail to ann@... could not be delivered"? */
static gboolean speaks_of_mail(const NxMarkedText *marked)
{
    gsize mail = G_MAXSIZE, failure = G_MAXSIZE; /* where the last of each begins */
    for (guint i = 0; i < marked->marks->len; i++) {
        const NxMark *mark = &g_array_index(marked->marks, NxMark, i);
        gboolean whole = !g_ascii_isalpha(marked->folded[mark->end]) || marked->folded[mark->end] == 's';
        if (mark->word == NX_PHRASE_MAIL && whole) /* "the mail", and not "the mailbox" */
            mail = mark->at;
        else if (mark->word == NX_PHRASE_FAILURE || mark->word == NX_PHRASE_DELAY)
            failure = mark->at;
        else
            continue;
        if (mail != G_MAXSIZE && failure != G_MAXSIZE && mark->at - MIN(mail, failure) <= NX_REACH_TOGETHER)
            return TRUE;
    }
    return FALSE;
}

/* Counts the words of a text. `outcome` (may be NULL): where the first one stands that tells what became of it, `len`
 * where none does. `record` (may be NULL): see NxEvidence. */
static void count_words(const char *text, gsize len, guint counts[NX_N_PHRASES], gsize *outcome, gboolean *record,
                        gboolean *undelivered)
{
    NxMarkedText *marked = nx_marked_text_new(text, len);
    memcpy(counts, marked->counts, sizeof marked->counts);
    for (guint i = 0; outcome && i < marked->marks->len; i++) {
        const NxMark *mark = &g_array_index(marked->marks, NxMark, i);
        if (is_outcome(mark->word))
            *outcome = MIN(*outcome, mark->at);
    }
    if (record)
        *record = nx_record_is_in(marked);
    if (undelivered)
        *undelivered |= speaks_of_mail(marked);
    nx_marked_text_free(marked);
}

static NxCircumstances find_circumstances(const NxEvidence *evidence, NxSign signs)
{
    gboolean speaks =
        evidence->text[NX_PHRASE_FAILURE] || evidence->text[NX_PHRASE_DELAY] || evidence->text[NX_PHRASE_DELIVERED];
    const struct {
        gboolean holds;
        NxCircumstances circumstance;
    } found[] = {
        {signs & NX_SIGN_REPORT, NX_HOLDS(REPORT)},
        {signs & NX_SIGN_NULL_PATH, NX_HOLDS(NULL_PATH)},
        {signs & NX_SIGN_DAEMON, NX_HOLDS(DAEMON)},
        {signs & NX_SIGN_SUBJECT, NX_HOLDS(SUBJECT)},
        {signs & NX_SIGN_AUTO, NX_HOLDS(AUTO)},
        {signs & NX_SIGN_FAILED_HEADER, NX_HOLDS(FAILED_HEADER)},
        {signs & NX_SIGN_RETURNED, NX_HOLDS(RETURNED)},
        {speaks, NX_HOLDS(SPEAKS)},
        {speaks && evidence->text[NX_PHRASE_LIST], NX_HOLDS(LISTS)},
        {evidence->codes, NX_HOLDS(CODES)},
    };
    NxCircumstances holds = 0;
    for (guint i = 0; i < G_N_ELEMENTS(found); i++)
        holds |= found[i].holds ? found[i].circumstance : 0;
    return holds;
}

/* A question to whom it was written, and not the "?" of a link. */
static gboolean asks(const char *text, gsize len)
{
    static const char *const MARKS[] = {"？", "؟"};
    for (gsize i = 0; i < G_N_ELEMENTS(MARKS); i++)
        if (g_strstr_len(text, (gssize)len, MARKS[i]))
            return TRUE;
    for (const char *mark = memchr(text, '?', len); mark; mark = memchr(mark + 1, '?', (gsize)(text + len - mark - 1)))
        if (mark + 1 == text + len || g_ascii_isspace(mark[1]))
            return TRUE;
    return FALSE;
}

/* ---- Of what it tells -------------------------------------------------------------------------------------------- */

/* Words that nobody described, but no other mail comes like this: from nowhere, by a mail system, which says so in its
 * name or its subject. */
static gboolean is_announced(NxSign signs)
{
    return (signs & NX_SIGN_NULL_PATH) && (signs & NX_SIGN_DAEMON) && (signs & (NX_SIGN_SUBJECT | NX_SIGN_MAILER));
}

static NxKind find_kind(const NxEvidence *evidence, NxSign signs)
{
    const guint *text = evidence->text, *subject = evidence->subject;
    /* Under a subject of failure one word of delay may be about how long it was tried. */
    gboolean delay = text[NX_PHRASE_DELAY] > (subject[NX_PHRASE_FAILURE] ? 1 : 0) && !text[NX_PHRASE_FINAL];
    if (subject[NX_PHRASE_DELAY] || delay)
        return NX_KIND_DELAY;
    if (text[NX_PHRASE_FAILURE] || subject[NX_PHRASE_FAILURE] || evidence->codes || evidence->record)
        return NX_KIND_BOUNCE;
    if (text[NX_PHRASE_DELIVERED] || subject[NX_PHRASE_DELIVERED])
        return NX_KIND_DELIVERED;
    if ((text[NX_PHRASE_WEAK] && text[NX_PHRASE_LIST]) || is_announced(signs))
        return NX_KIND_BOUNCE;
    return NX_KIND_UNKNOWN;
}

/* ---- How far it is trusted --------------------------------------------------------------------------------------- */

/* A summary of many failures, or a warning of one to come: its recipients are not those of one message. */
static gboolean is_digest(const NxEvidence *evidence, NxSign signs)
{
    return (evidence->text[NX_PHRASE_DIGEST] || evidence->subject[NX_PHRASE_DIGEST]) &&
           !(signs & (NX_SIGN_REPORT | NX_SIGN_FAILED_HEADER | NX_SIGN_RETURNED));
}

/* Parcels and payments fail too, and nobody but their words tells that they are no mail; programs answer, too. */
static gboolean is_other(const NxEvidence *evidence, NxSign signs)
{
    const NxSign systems = NX_SIGN_REPORT | NX_SIGN_DAEMON | NX_SIGN_FAILED_HEADER | NX_SIGN_RETURNED;
    gboolean business = evidence->text[NX_PHRASE_ANSWER] && !evidence->text[NX_PHRASE_MAIL];
    return (business || (signs & NX_SIGN_ANSWER)) && !(signs & systems);
}

static gboolean tells_subject(const NxEvidence *evidence, NxSign signs)
{
    return (signs & NX_SIGN_SUBJECT) || evidence->subject[NX_PHRASE_FAILURE] || evidence->subject[NX_PHRASE_DELAY] ||
           evidence->subject[NX_PHRASE_WEAK];
}

/* Words of other programs, that a message came or what became of an order, and nothing but words of a message that
 * failed: no subject and no code that tells of it. */
static gboolean is_answer(const NxEvidence *evidence, NxSign signs)
{
    gboolean failed = evidence->undelivered && (evidence->codes || tells_subject(evidence, signs));
    return (evidence->text[NX_PHRASE_ANSWER] || evidence->subject[NX_PHRASE_ANSWER]) && !failed;
}

/* Nothing but a null path and the words show it to be a notice: they must speak of a message that failed, to somebody,
 * and as no other program does. */
static gboolean tells_by_words(const NxEvidence *evidence, NxSign signs)
{
    if (!(signs & NX_SIGN_NULL_PATH) || signs & (NX_SIGN_QUOTED | NX_SIGN_LIST))
        return FALSE;
    if (is_answer(evidence, signs) ||
        !(evidence->text[NX_PHRASE_FAILURE] || evidence->text[NX_PHRASE_DELAY] || evidence->codes))
        return FALSE;
    if (evidence->record && evidence->codes)
        return TRUE;
    return evidence->text[NX_PHRASE_MAIL] || evidence->undelivered ||
           (evidence->codes && (evidence->text[NX_PHRASE_ADDRESSED] || tells_subject(evidence, signs)));
}

static gboolean tells_outcome(const guint counts[NX_N_PHRASES])
{
    return counts[NX_PHRASE_FAILURE] || counts[NX_PHRASE_DELAY] || counts[NX_PHRASE_DELIVERED];
}

/* Fetched or saved without its envelope, by a name that nobody has listed: it must tell at its beginning, and of
 * itself, that mail failed, and its subject or a server's answer must say so, too. People answer, and quote. */
static gboolean is_announced_alone(const NxEvidence *evidence, const NxNotice *notice)
{
    gboolean subject = tells_subject(evidence, notice->signs) || tells_outcome(evidence->subject);
    gboolean mail =
        evidence->text[NX_PHRASE_MAIL] || evidence->subject[NX_PHRASE_MAIL] || evidence->text[NX_PHRASE_LIST];
    const char *quote = strstr(notice->text, "\n>");
    if ((quote && quote < notice->text + notice->text_original) || *notice->text == '>' ||
        notice->signs & (NX_SIGN_QUOTED | NX_SIGN_LIST | NX_SIGN_ANSWER))
        return FALSE;
    if (is_answer(evidence, notice->signs))
        return FALSE;
    gboolean person = nx_signs_is_answerable(notice) && !evidence->automatic;
    if (evidence->record && (evidence->codes || mail || (subject && !person)))
        return TRUE;
    if (person ? !evidence->first : !evidence->early && !tells_outcome(evidence->subject))
        return FALSE;
    if (!subject)
        return evidence->codes && evidence->automatic && mail;
    return evidence->codes || mail;
}

/* Does the subject begin with words of failure? Others come to them later: "Task 'Fix returned mail' is late". */
static gboolean begins_as_notice(const char *subject)
{
    enum { BEGINNING = 24 }; /* bytes in which such words begin */
    g_autofree char *lower = g_utf8_strdown(subject, -1);
    for (const char *const *word = nx_sign_words(NX_WORDS_SUBJECT); *word; word++) {
        const char *at = strstr(lower, *word);
        if (at && at - lower < BEGINNING && !strpbrk(subject, "\"'")) /* a title is quoted */
            return TRUE;
    }
    return FALSE;
}

/* Programs that are no mail systems use the words of subjects of failure, too. What is a notice begins so, or speaks of
 * mail or quotes a server. */
static gboolean tells_other(const NxEvidence *evidence, const NxNotice *notice)
{
    const NxSign systems = NX_SIGN_REPORT | NX_SIGN_DAEMON | NX_SIGN_FAILED_HEADER | NX_SIGN_RETURNED;
    const guint *text = evidence->text;
    if (is_digest(evidence, notice->signs) || is_other(evidence, notice->signs))
        return TRUE;
    return !(notice->signs & systems) && (notice->signs & NX_SIGN_NULL_PATH) && !evidence->codes && !evidence->record &&
           !text[NX_PHRASE_MAIL] && !text[NX_PHRASE_FAILURE] && !text[NX_PHRASE_DELAY] && !text[NX_PHRASE_LIST] &&
           strchr(notice->text, ' ') && !begins_as_notice(notice->subject);
}

static NxTrust find_trust(const NxEvidence *evidence, const NxNotice *notice)
{
    NxSign signs = notice->signs;
    if (evidence->kind == NX_KIND_UNKNOWN || evidence->other)
        return NX_TRUST_NONE;
    /* Mail systems call some of their notices answers, which are known by their words alone (RFC 3834 5). */
    gboolean answer = evidence->undelivered && nx_autoreply_has_header(notice);
    if (nx_signs_suffice(signs) && (evidence->enough || !answer))
        return evidence->enough ? NX_TRUST_SIGNS : NX_TRUST_NONE;
    if (!(signs & NX_SIGN_NULL_PATH))
        return is_announced_alone(evidence, notice) ? NX_TRUST_ANNOUNCED : NX_TRUST_NONE;
    if (!tells_by_words(evidence, signs))
        return NX_TRUST_NONE;
    gboolean subject = tells_subject(evidence, signs) || tells_outcome(evidence->subject);
    return subject && (evidence->codes || evidence->automatic) ? NX_TRUST_CODES : NX_TRUST_WORDS;
}

/* What its tables say, where the header does not show what it is, but its words tell that something failed: lists of
 * customers have columns of addresses and states as well. */
static void read_tables(NxEvidence *evidence, const NxNotice *notice)
{
    guint counts[NX_N_PHRASES];
    if (nx_signs_suffice(notice->signs) ||
        !(evidence->text[NX_PHRASE_FAILURE] || tells_subject(evidence, notice->signs)))
        return;
    g_autofree char *records = nx_table_of_notice(notice);
    gboolean record = FALSE;
    count_words(records, strlen(records), counts, NULL, &record, NULL);
    evidence->record |= record;
    evidence->codes |= nx_smtp_has_refusal(records, -1);
}

void nx_evidence_read(NxEvidence *evidence, const NxNotice *notice, const NxWeights *weights)
{
    gsize len = MIN(notice->text_original, NX_MAX_MARKED_TEXT);
    *evidence = (NxEvidence){0};
    gsize outcome = len;
    count_words(notice->subject, strlen(notice->subject), evidence->subject, NULL, NULL, &evidence->undelivered);
    count_words(notice->text, len, evidence->text, &outcome, nx_signs_suffice(notice->signs) ? NULL : &evidence->record,
                &evidence->undelivered);
    evidence->early = outcome < len && outcome < NX_REACH_ANNOUNCEMENT;
    evidence->first = evidence->early && !memchr(notice->text, '@', outcome);
    evidence->codes = nx_smtp_has_refusal(notice->text, (gssize)len);
    read_tables(evidence, notice);
    evidence->holds = find_circumstances(evidence, notice->signs);
    evidence->enough = nx_weights_reach(weights, evidence->holds, NX_WEIGHT_ENOUGH_NOTICE);
    evidence->automatic = evidence->text[NX_PHRASE_AUTOMATIC] || evidence->subject[NX_PHRASE_AUTOMATIC] ||
                          (notice->signs & NX_SIGN_AUTO) || nx_autoreply_has_header(notice) ||
                          nx_sign_words_is_local(NX_WORDS_ROBOT, notice->from_address);
    evidence->personal = evidence->text[NX_PHRASE_PERSON] || evidence->subject[NX_PHRASE_PERSON];
    evidence->asks = asks(notice->text, len) || asks(notice->subject, strlen(notice->subject));
    evidence->kind = find_kind(evidence, notice->signs);
    evidence->other = tells_other(evidence, notice);
    evidence->trust = find_trust(evidence, notice);
}
