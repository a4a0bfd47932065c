#include "parse/general/general.h"
#include "parse/general/candidate.h"
#include "parse/general/marked_text.h"
#include "parse/limits.h"
#include "parse/notice/sign_words.h"
#include "parse/notice/signs.h"
#include "parse/smtp/smtp.h"
#include <nixie/address.h>

#define MAX_TRIES 8  /* places that name an address, looked at for what a server said of it */
#define MAX_LIST 32  /* lines above an address, looked through for the heading of its list */
#define MAX_STATE 24 /* bytes of a word such as "Delivered" behind an address */
#define MAX_NOTE 600 /* bytes of a diagnosis that is no SMTP reply */

/* ---- Is it a notice, and of what --------------------------------------------------------------------------------- */

static void count_words(const char *text, gsize len, guint counts[NX_N_PHRASES])
{
    char *folded = nx_phrases_fold(text, len);
    GArray *marks = nx_phrases_mark(folded, len);
    for (guint i = 0; i < marks->len; i++)
        counts[g_array_index(marks, NxMark, i).word]++;
    g_array_unref(marks);
    g_free(folded);
}

typedef struct {
    guint subject[NX_N_PHRASES], text[NX_N_PHRASES];
    gboolean codes;
} Counts;

static void count_notice(const NxNotice *notice, Counts *counts)
{
    guint reply;
    NxStatus status;
    gsize len = MIN(notice->text_original, NX_MAX_MARKED_TEXT);
    *counts = (Counts){0};
    count_words(notice->subject, strlen(notice->subject), counts->subject);
    count_words(notice->text, len, counts->text);
    counts->codes = nx_smtp_codes(notice->text, (gssize)len, &reply, &status) && (reply >= 400 || status.klass >= 4);
}

static gint weigh(const NxNotice *notice, const Counts *counts)
{
    static const struct {
        NxSign sign;
        gint weight;
    } WEIGHTS[] = {
        {NX_SIGN_REPORT, 3},   {NX_SIGN_NULL_PATH, 3}, {NX_SIGN_DAEMON, 4},
        {NX_SIGN_SUBJECT, 2},  {NX_SIGN_AUTO, 1},      {NX_SIGN_FAILED_HEADER, 4},
        {NX_SIGN_RETURNED, 2}, {NX_SIGN_QUOTED, -4},   {NX_SIGN_LIST, -3},
    };
    gint weight = 0;
    for (guint i = 0; i < G_N_ELEMENTS(WEIGHTS); i++)
        weight += notice->signs & WEIGHTS[i].sign ? WEIGHTS[i].weight : 0;
    gboolean speaks =
        counts->text[NX_PHRASE_FAILURE] || counts->text[NX_PHRASE_DELAY] || counts->text[NX_PHRASE_DELIVERED];
    weight += speaks ? 1 : 0;
    weight += counts->text[NX_PHRASE_LIST] && speaks ? 1 : 0;
    weight += counts->codes ? 1 : 0;
    return weight;
}

static NxKind weigh_kind(const Counts *counts)
{
    gboolean failure = counts->text[NX_PHRASE_FAILURE] || counts->subject[NX_PHRASE_FAILURE];
    gboolean delay =
        counts->text[NX_PHRASE_DELAY] > (counts->subject[NX_PHRASE_FAILURE] ? 1 : 0) && !counts->text[NX_PHRASE_FINAL];
    if (counts->subject[NX_PHRASE_DELAY] || delay)
        return NX_KIND_DELAY;
    if (failure || counts->codes)
        return NX_KIND_BOUNCE;
    if (counts->text[NX_PHRASE_DELIVERED] || counts->subject[NX_PHRASE_DELIVERED])
        return NX_KIND_DELIVERED;
    return counts->text[NX_PHRASE_WEAK] && counts->text[NX_PHRASE_LIST] ? NX_KIND_BOUNCE : NX_KIND_UNKNOWN;
}

gint nx_general_evidence(const NxNotice *notice)
{
    Counts counts;
    count_notice(notice, &counts);
    return weigh(notice, &counts);
}

/* Words that nobody described, but no other mail comes like this: from nowhere, by a mail system, which says so in its
 * name or its subject. */
static gboolean is_announced(const NxNotice *notice)
{
    return (notice->signs & NX_SIGN_NULL_PATH) && (notice->signs & NX_SIGN_DAEMON) &&
           (notice->signs & (NX_SIGN_SUBJECT | NX_SIGN_MAILER));
}

NxKind nx_general_kind(const NxNotice *notice)
{
    Counts counts;
    count_notice(notice, &counts);
    return weigh_kind(&counts);
}

/* ---- What happened to it ----------------------------------------------------------------------------------------- */

static char *cut_text(const NxMarkedText *marked, gsize at, gsize end)
{
    while (at < end && strchr(" \t\n:;,.>)]\"'-|=*", marked->text[at]))
        at++;
    char *piece = g_strndup(marked->text + at, MIN(end - at, MAX_NOTE));
    char *squeezed = nx_text_squeeze(piece);
    g_free(piece);
    const char *valid;
    if (!g_utf8_validate(squeezed, -1, &valid))
        squeezed[valid - squeezed] = '\0';
    return squeezed;
}

static gboolean is_refusal(const NxSmtp *smtp)
{
    return smtp->reply >= 400 || (!smtp->reply && smtp->status.klass >= 4);
}

static void set_reply(NxDraft *draft, guint reply)
{
    char digits[16];
    g_snprintf(digits, sizeof digits, "%u", reply);
    if (reply)
        nx_draft_fill(draft, NX_DRAFT_REPLY, digits);
}

/* Fills in what [at, end) says in SMTP; FALSE if it says nothing. */
static gboolean take_smtp(NxDraft *draft, const NxMarkedText *marked, gsize at, gsize end)
{
    NxSmtp smtp;
    nx_smtp_read(&smtp, marked->text + at, (gssize)(end - at));
    gboolean found = is_refusal(&smtp);
    if (found) {
        char *text = smtp.reply ? g_strdup(smtp.text) : cut_text(marked, at, end);
        nx_draft_fill(draft, NX_DRAFT_DIAGNOSTIC, text);
        nx_draft_fill(draft, NX_DRAFT_COMMAND, nx_command_name(smtp.command));
        set_reply(draft, smtp.reply);
        char status[NX_STATUS_TEXT_SIZE] = "";
        if (smtp.status.klass)
            nx_status_text(smtp.status, status);
        if (*status)
            nx_draft_fill(draft, NX_DRAFT_TEXT_STATUS, status); /* it may stand before the reply */
        nx_draft_fill(draft, NX_DRAFT_REMOTE_MTA, smtp.host);
        g_free(text);
    }
    nx_smtp_clear(&smtp);
    return found;
}

/* A line elsewhere that quotes the server's words about that address: "550 5.1.1 <ann@...>: unknown", ">>> RCPT
 * TO:<ann@...>" and what follows. */
static gboolean take_reply(NxDraft *draft, const NxMarkedText *marked, const char *key)
{
    guint tried = 0;
    for (guint i = 0; i < marked->candidates->len && tried < MAX_TRIES; i++) {
        const NxCandidate *candidate = nx_marked_text_candidate(marked, i);
        gsize at, end;
        if (!g_str_equal(candidate->key, key) ||
            (candidate->role != NX_ROLE_REPLY && candidate->role != NX_ROLE_TRANSCRIPT &&
             candidate->role != NX_ROLE_SENTENCE))
            continue;
        tried++;
        nx_marked_text_block(marked, candidate, &at, &end);
        if (take_smtp(draft, marked, MAX(candidate->line, at > NX_MAX_BLOCK ? at - NX_MAX_BLOCK : 0),
                      MIN(end, at + NX_MAX_BLOCK)))
            return TRUE;
    }
    return FALSE;
}

/* The sentence that says in words what happened: the one of the candidate, else the first one of the text. */
static gboolean take_sentence(NxDraft *draft, const NxMarkedText *marked, const NxCandidate *candidate)
{
    for (guint i = 0; i <= marked->marks->len; i++) {
        gsize start, end;
        if (i == 0 && candidate)
            nx_marked_text_sentence(marked, candidate->mention.at, &start, &end);
        else if (i > 0 && g_array_index(marked->marks, NxMark, i - 1).word == NX_PHRASE_FAILURE)
            nx_marked_text_sentence(marked, g_array_index(marked->marks, NxMark, i - 1).at, &start, &end);
        else
            continue;
        if (!nx_marked_text_has(marked, start, end, NX_PHRASE_FAILURE))
            continue;
        char *text = cut_text(marked, start, end);
        nx_draft_fill(draft, NX_DRAFT_DIAGNOSTIC, text);
        g_free(text);
        return TRUE;
    }
    return FALSE;
}

/* The words of its own block, beside a diagnostic that says other things. */
static void take_note(NxDraft *draft, const NxMarkedText *marked, gsize at, gsize end)
{
    char *text = cut_text(marked, at, end);
    const char *diagnostic = nx_draft_get(draft, NX_DRAFT_DIAGNOSTIC);
    if (*text && (!diagnostic || (!strstr(diagnostic, text) && !strstr(text, diagnostic))))
        nx_draft_fill(draft, NX_DRAFT_NOTE, text);
    g_free(text);
}

/* The lines right above a recipient that stands alone, "Recipient(s) not found in address list:", if they announce it
 * and speak of a failure. */
static void take_heading(NxDraft *draft, const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize end = candidate->line, start;
    while (end > 0 && g_ascii_isspace(marked->text[end - 1]))
        end--;
    if (end == 0 || marked->text[end - 1] != ':')
        return;
    nx_marked_text_sentence(marked, end - 1, &start, &(gsize){0});
    if (start < end && nx_marked_text_has(marked, start, end, NX_PHRASE_FAILURE))
        take_note(draft, marked, start, end);
}

/* What the text says about one recipient. `candidate`: where it stands, NULL where it does not; `only`: nobody else is
 * named. */
static void diagnose(NxDraft *draft, const NxMarkedText *marked, const NxCandidate *candidate, gboolean only)
{
    gsize at = 0, end = 0;
    gboolean had = nx_draft_get(draft, NX_DRAFT_DIAGNOSTIC) != NULL;
    if (candidate && candidate->role >= NX_ROLE_HEADING)
        nx_marked_text_block(marked, candidate, &at, &end);
    if (!had && !(end > at && take_smtp(draft, marked, at, end)) &&
        !(candidate && take_reply(draft, marked, candidate->key)) &&
        !(only && take_smtp(draft, marked, 0, marked->len))) {
        char *text = end > at ? cut_text(marked, at, end) : NULL;
        if (text && *text)
            nx_draft_fill(draft, NX_DRAFT_DIAGNOSTIC, text);
        else
            take_sentence(draft, marked, candidate);
        g_free(text);
    }
    if (end > at)
        take_note(draft, marked, at, end);
    if (candidate && candidate->role == NX_ROLE_HEADING)
        take_heading(draft, marked, candidate);
}

/* ---- Who it was -------------------------------------------------------------------------------------------------- */

/* Where an address stands best: the candidate of that key with the highest score. */
static const NxCandidate *best_candidate(const NxMarkedText *marked, const char *key)
{
    const NxCandidate *best = NULL;
    for (guint i = 0; i < marked->candidates->len; i++) {
        const NxCandidate *candidate = nx_marked_text_candidate(marked, i);
        if (g_str_equal(candidate->key, key) && (!best || candidate->score > best->score))
            best = candidate;
    }
    return best;
}

/* Names that only a sentence gives are doubted where others stand in lists, or where the returned message was for
 * others. */
static gboolean is_doubtful(const NxMarkedText *marked, const NxCandidate *candidate, gboolean listed)
{
    if (candidate->role != NX_ROLE_SENTENCE || candidate->confirmed)
        return FALSE;
    return listed || (*marked->notice->original_recipients && candidate->score < NX_CANDIDATE_ENOUGH + 1);
}

static gboolean is_listed(const NxMarkedText *marked)
{
    for (guint i = 0; i < marked->candidates->len; i++) {
        const NxCandidate *candidate = nx_marked_text_candidate(marked, i);
        if (!candidate->own && candidate->score >= NX_CANDIDATE_ENOUGH &&
            (candidate->role > NX_ROLE_SENTENCE || candidate->confirmed))
            return TRUE;
    }
    return FALSE;
}

/* The aliases that stand between this candidate and the next recipient. */
static void take_aliases(NxDraft *draft, const NxMarkedText *marked, const NxCandidate *candidate)
{
    for (guint i = (guint)(candidate - nx_marked_text_candidate(marked, 0)) + 1; i < marked->candidates->len; i++) {
        const NxCandidate *other = nx_marked_text_candidate(marked, i);
        if (other->role == NX_ROLE_ALIAS)
            nx_draft_set(draft, NX_DRAFT_ALIAS, other->key);
        else if (other->score >= NX_CANDIDATE_ENOUGH && !g_str_equal(other->key, candidate->key))
            break;
    }
}

/* "ann@example.com  Delivered": one word, to the end of the line. */
static gboolean is_marked_sent(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize at = candidate->mention.end, end = candidate->line_end;
    while (at < end && strchr(" \t>|:,.-=()[]", marked->text[at]))
        at++;
    while (end > at && strchr(" \t\r\n|,.()[]", marked->text[end - 1]))
        end--;
    g_autofree char *word =
        end > at && end - at < MAX_STATE ? g_utf8_strdown(marked->text + at, (gssize)(end - at)) : NULL;
    return word && g_strv_contains(nx_sign_words(NX_WORDS_SENT), word);
}

/* What is said of it tells of success: "ann@example.com  sent  250 queued", "Delivery to ann@example.com succeeded." */
static gboolean is_told_sent(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize at, end;
    guint reply = 0;
    NxStatus status = NX_STATUS_NONE;
    if (is_marked_sent(marked, candidate))
        return TRUE;
    if (candidate->role == NX_ROLE_SENTENCE)
        nx_marked_text_sentence(marked, candidate->mention.at, &at, &end);
    else
        nx_marked_text_block(marked, candidate, &at, &end);
    if (end <= at || nx_marked_text_has(marked, at, end, NX_PHRASE_FAILURE))
        return FALSE;
    if (nx_marked_text_has(marked, at, end, NX_PHRASE_DELIVERED))
        return TRUE;
    if (nx_marked_text_trouble(marked, at, end) > 0 ||
        !nx_smtp_codes(marked->text + at, (gssize)(end - at), &reply, &status))
        return FALSE;
    return reply ? reply / 100 == 2 : status.klass == 2;
}

/* The list that it stands in is headed by words of success: "Delivered successfully:", and those that failed have a
 * heading of their own. */
static gboolean is_headed_sent(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize line = candidate->line;
    for (guint tried = 0; line > 0 && tried < MAX_LIST; tried++) {
        gsize end = line - 1;
        line = nx_marked_text_line_start(marked, end);
        if (nx_marked_text_is_blank(marked, line, end) || memchr(marked->text + line, '@', end - line))
            continue;
        while (end > line && g_ascii_isspace(marked->text[end - 1]))
            end--;
        return marked->text[end - 1] == ':' && nx_marked_text_has(marked, line, end, NX_PHRASE_DELIVERED) &&
               !nx_marked_text_has(marked, line, end, NX_PHRASE_FAILURE);
    }
    return FALSE;
}

static gboolean is_taken(const NxMarkedText *marked, const NxCandidate *candidate)
{
    if (candidate->role == NX_ROLE_TRANSCRIPT)
        return nx_marked_text_answer(marked, candidate) / 100 == 2;
    return is_told_sent(marked, candidate) || (candidate->role >= NX_ROLE_HEADING && is_headed_sent(marked, candidate));
}

/* It was taken, and another of the same notice was not. */
static gboolean is_accepted(const NxMarkedText *marked, const NxCandidate *candidate)
{
    if (!is_taken(marked, candidate))
        return FALSE;
    for (guint i = 0, tried = 0; i < marked->candidates->len && tried < MAX_TRIES; i++) {
        const NxCandidate *other = nx_marked_text_candidate(marked, i);
        if (other->role < NX_ROLE_SENTENCE || g_str_equal(other->key, candidate->key))
            continue;
        tried++;
        if (candidate->role == NX_ROLE_TRANSCRIPT
                ? other->role == NX_ROLE_TRANSCRIPT && nx_marked_text_answer(marked, other) >= 400
                : !is_taken(marked, other))
            return TRUE;
    }
    return FALSE;
}

/* What is looked for: recipients of a notice, or those that a message names which nothing but its text shows to be
 * one. */
typedef struct {
    gint enough;
    gboolean own;       /* the address that the notice was sent to, too */
    gboolean delivered; /* those that got it, too: the notice tells of success */
} Demand;

static gboolean is_recipient(const NxMarkedText *marked, const NxCandidate *candidate, gboolean listed, Demand demand)
{
    if (candidate->own)
        return demand.own && candidate->score >= NX_CANDIDATE_CERTAIN;
    return candidate->score >= demand.enough && !is_doubtful(marked, candidate, listed) &&
           (demand.delivered || !is_accepted(marked, candidate));
}

static void add_candidate(NxReportBuilder *builder, const NxMarkedText *marked, const NxCandidate *candidate,
                          NxKind kind)
{
    char *spelling = nx_address_spelling(marked->text + candidate->mention.at,
                                         (gssize)(candidate->mention.end - candidate->mention.at));
    NxDraft *draft = nx_builder_add_recipient(builder, spelling, NX_SOURCE_GENERAL, NULL);
    g_free(spelling);
    if (!draft)
        return;
    nx_draft_set_kind(draft, kind);
    take_aliases(draft, marked, candidate);
}

static guint add_recipients(NxReportBuilder *builder, const NxMarkedText *marked, NxKind kind, Demand demand)
{
    gboolean listed = is_listed(marked);
    guint before = nx_builder_count(builder);
    for (guint i = 0; i < marked->candidates->len; i++) {
        const NxCandidate *candidate = nx_marked_text_candidate(marked, i);
        if (is_recipient(marked, candidate, listed, demand) && !nx_builder_find(builder, candidate->key))
            add_candidate(builder, marked, candidate, kind);
    }
    return nx_builder_count(builder) - before;
}

/* What is a notice beyond doubt and names a single address that could be the recipient means that one, however it puts
 * it. What is not beyond doubt has to say of it that the message was for it. */
static guint add_only(NxReportBuilder *builder, const NxMarkedText *marked, NxKind kind, gboolean sure)
{
    const NxCandidate *only = NULL;
    const NxSign systems = NX_SIGN_REPORT | NX_SIGN_DAEMON | NX_SIGN_FAILED_HEADER;
    if (marked->counts[NX_PHRASE_ANSWER] && !(marked->notice->signs & systems))
        return 0;
    for (guint i = 0; i < marked->candidates->len; i++) {
        const NxCandidate *candidate = nx_marked_text_candidate(marked, i);
        if (candidate->own || !nx_candidate_is_plausible(marked, candidate))
            continue;
        if (only && !g_str_equal(only->key, candidate->key))
            return 0;
        only = only ? only : candidate;
    }
    if (!only || (!sure && !nx_candidate_is_told(marked, only)))
        return 0;
    add_candidate(builder, marked, only, kind);
    return 1;
}

/* "Undeliverable: ann@example.com" */
static guint add_subject(NxReportBuilder *builder, const NxNotice *notice, const Counts *counts, NxKind kind)
{
    NxMention mention, other;
    gsize from = 0, len = strlen(notice->subject);
    if (!counts->subject[NX_PHRASE_FAILURE] || !nx_mention_next(notice->subject, len, &from, &mention) ||
        nx_mention_next(notice->subject, len, &from, &other))
        return 0;
    g_autofree char *spelling = nx_address_spelling(notice->subject + mention.at, (gssize)(mention.end - mention.at));
    NxDraft *draft = spelling && !nx_notice_is_own(notice, spelling)
                         ? nx_builder_add_recipient(builder, spelling, NX_SOURCE_GENERAL, NULL)
                         : NULL;
    if (draft)
        nx_draft_set_kind(draft, kind);
    return draft ? 1 : 0;
}

static void diagnose_all(NxReportBuilder *builder, const NxMarkedText *marked)
{
    guint n = nx_builder_count(builder);
    for (guint i = 0; i < n; i++) {
        NxDraft *draft = nx_builder_get(builder, i);
        const char *address = nx_draft_get(draft, NX_DRAFT_RECIPIENT);
        if (!address)
            address = nx_draft_get(draft, NX_DRAFT_FINAL);
        char *key = address ? nx_address_key(address, -1) : NULL;
        const NxCandidate *candidate = key ? best_candidate(marked, key) : NULL;
        if (candidate || n == 1)
            diagnose(draft, marked, candidate, n == 1);
        g_free(key);
    }
}

/* Where the text names nobody and the returned message was for one alone, it was that one (doc/DESIGN.md 1). */
static void add_original(NxReportBuilder *builder, const NxNotice *notice, const NxMarkedText *marked, NxKind kind)
{
    const char *const *to = notice->original_recipients;
    if (!to[0] || to[1] || nx_notice_is_own(notice, to[0]))
        return;
    for (guint i = 0; i < marked->candidates->len; i++)
        if (nx_marked_text_candidate(marked, i)->role > NX_ROLE_ALIAS &&
            nx_marked_text_candidate(marked, i)->score >= NX_CANDIDATE_ENOUGH &&
            !g_str_equal(nx_marked_text_candidate(marked, i)->key, to[0]))
            return;
    NxDraft *draft = nx_builder_add_recipient(builder, to[0], NX_SOURCE_GENERAL, NULL);
    if (draft)
        nx_draft_set_kind(draft, kind);
}

/* Has somebody no diagnostic yet? */
static gboolean lacks_diagnosis(const NxReportBuilder *builder)
{
    for (guint i = 0; i < nx_builder_count(builder); i++)
        if (!nx_draft_get(nx_builder_get(builder, i), NX_DRAFT_DIAGNOSTIC))
            return TRUE;
    return FALSE;
}

/* Recipients out of the text; out of the page where the text names nobody: *marked is the one that did. */
static gboolean add_from_text(NxReportBuilder *builder, const NxNotice *notice, NxMarkedText **marked, NxKind kind,
                              gint enough)
{
    gboolean delivered = kind == NX_KIND_DELIVERED;
    if (add_recipients(builder, *marked, kind, (Demand){enough, FALSE, delivered}) ||
        add_recipients(builder, *marked, kind, (Demand){enough, TRUE, delivered}))
        return TRUE;
    NxMarkedText *page = *notice->html ? nx_marked_text_new(notice, notice->html, notice->html_original) : NULL;
    gboolean added = page && add_recipients(builder, page, kind, (Demand){enough, FALSE, delivered});
    if (added) {
        nx_marked_text_free(*marked);
        *marked = page;
    } else if (page) {
        nx_marked_text_free(page);
    }
    return added;
}

/* A summary of many failures, or a warning of one to come: its recipients are not those of one message. */
static gboolean is_digest(const NxNotice *notice, const Counts *counts)
{
    return (counts->text[NX_PHRASE_DIGEST] || counts->subject[NX_PHRASE_DIGEST]) &&
           !(notice->signs & (NX_SIGN_REPORT | NX_SIGN_FAILED_HEADER | NX_SIGN_RETURNED));
}

/* Parcels and payments fail too, and nobody but their words tells that they are no mail; programs answer, too. */
static gboolean is_other(const NxNotice *notice, const Counts *counts)
{
    const NxSign systems = NX_SIGN_REPORT | NX_SIGN_DAEMON | NX_SIGN_FAILED_HEADER | NX_SIGN_RETURNED;
    gboolean business = counts->text[NX_PHRASE_ANSWER] && !counts->text[NX_PHRASE_MAIL];
    return (business || (notice->signs & NX_SIGN_ANSWER)) && !(notice->signs & systems);
}

static gboolean tells_subject(const NxNotice *notice, const Counts *counts)
{
    return (notice->signs & NX_SIGN_SUBJECT) || counts->subject[NX_PHRASE_FAILURE] || counts->subject[NX_PHRASE_WEAK];
}

/* Nothing but a null path and the words show it to be a notice: they must speak of a message that failed, to somebody,
 * and as no other program does. */
static gboolean tells_by_words(const NxNotice *notice, const Counts *counts)
{
    if (!(notice->signs & NX_SIGN_NULL_PATH) || notice->signs & (NX_SIGN_QUOTED | NX_SIGN_LIST))
        return FALSE;
    if (counts->text[NX_PHRASE_ANSWER] || counts->subject[NX_PHRASE_ANSWER] ||
        !(counts->text[NX_PHRASE_FAILURE] || counts->codes))
        return FALSE;
    return counts->text[NX_PHRASE_MAIL] ||
           (counts->codes && (counts->text[NX_PHRASE_ADDRESSED] || tells_subject(notice, counts)));
}

void nx_general_read(NxReportBuilder *builder, const NxNotice *notice)
{
    Counts counts;
    gboolean named = nx_builder_count(builder) > 0, sure = nx_signs_suffice(notice->signs);
    if (named ? !sure || !lacks_diagnosis(builder) : !sure && !(notice->signs & NX_SIGN_NULL_PATH))
        return;
    count_notice(notice, &counts);
    NxKind kind = weigh_kind(&counts);
    if (kind == NX_KIND_UNKNOWN && is_announced(notice))
        kind = NX_KIND_BOUNCE;
    if (!named && (is_digest(notice, &counts) || is_other(notice, &counts)))
        return;
    if (!named && (kind == NX_KIND_UNKNOWN ||
                   (sure ? weigh(notice, &counts) < NX_GENERAL_ENOUGH : !tells_by_words(notice, &counts))))
        return;
    NxMarkedText *marked = nx_marked_text_new(notice, notice->text, notice->text_original);
    gboolean added =
        named || add_from_text(builder, notice, &marked, kind,
                               sure || (counts.codes && tells_subject(notice, &counts)) ? NX_CANDIDATE_ENOUGH
                                                                                        : NX_CANDIDATE_ENOUGH + 1);
    added = added || add_only(builder, marked, kind, sure);
    gboolean subject = !added && sure && add_subject(builder, notice, &counts, kind);
    if (!added && sure && !subject)
        add_original(builder, notice, marked, kind);
    diagnose_all(builder, marked);
    if (subject) /* what names the recipient is the system's own, "Unknown user: ann@example.com", not the subject of
                    what came back */
        nx_draft_fill(nx_builder_get(builder, 0), NX_DRAFT_DIAGNOSTIC, notice->subject);
    nx_marked_text_free(marked);
}
