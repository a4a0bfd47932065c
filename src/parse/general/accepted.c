/* Success is told by a word behind the address, a sentence, a heading or a server's answer. */
#include "parse/general/accepted.h"
#include "parse/general/reach.h"
#include "parse/notice/sign_words.h"
#include "parse/smtp/smtp.h"

/* "ann@example.com  Delivered": one word, to the end of the line, or alone on the next. */
static gboolean is_marked_sent(const NxMarkedText *marked, const NxCandidate *candidate)
{
    static const char MARKS[] = " \t>|:,.-=()[]";
    gsize at = candidate->mention.end, end = candidate->line_end;
    while (at < end && strchr(MARKS, marked->text[at]))
        at++;
    if (at == end && end < candidate->block_end) {
        end = nx_marked_text_line_end(marked, ++at);
        while (at < end && strchr(MARKS, marked->text[at]))
            at++;
    }
    while (end > at && strchr(" \t\r\n|,.()[]", marked->text[end - 1]))
        end--;
    g_autofree char *word =
        end > at && end - at < NX_REACH_STATE ? g_utf8_strdown(marked->text + at, (gssize)(end - at)) : NULL;
    return word && g_strv_contains(nx_sign_words(NX_WORDS_SENT), word);
}

/* What is said of it tells of success: "ann@example.com  sent  250 queued", "Delivery to ann@example.com succeeded." */
static gboolean is_told_sent(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize at = candidate->block, end = candidate->block_end;
    guint reply = 0;
    NxStatus status = NX_STATUS_NONE;
    if (is_marked_sent(marked, candidate))
        return TRUE;
    if (candidate->role == NX_ROLE_SENTENCE)
        nx_marked_text_sentence(marked, candidate->mention.at, &at, &end);
    if (end <= at || nx_marked_text_has(marked, at, end, NX_PHRASE_FAILURE))
        return FALSE;
    if (nx_marked_text_has(marked, at, end, NX_PHRASE_DELIVERED))
        return TRUE;
    if (nx_marked_text_trouble(marked, at, end) > NX_TROUBLE_NONE ||
        !nx_smtp_codes(marked->text + at, (gssize)(end - at), &reply, &status))
        return FALSE;
    return nx_smtp_class(reply, status) == 2;
}

/* The list that it stands in is headed by words of success: "Delivered successfully:", and those that failed have a
 * heading of their own. */
static gboolean is_headed_sent(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize line = candidate->line;
    for (guint tried = 0; line > 0 && tried < NX_REACH_LIST; tried++) {
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
        return nx_smtp_class(nx_candidate_answer(marked, candidate), NX_STATUS_NONE) == 2;
    return is_told_sent(marked, candidate) || (candidate->role >= NX_ROLE_HEADING && is_headed_sent(marked, candidate));
}

gboolean nx_accepted_is(const NxCandidates *candidates, const NxCandidate *candidate)
{
    const NxMarkedText *marked = candidates->marked;
    if (!is_taken(marked, candidate))
        return FALSE;
    for (guint i = 0, tried = 0; i < candidates->list->len && tried < NX_REACH_PLACES; i++) {
        const NxCandidate *other = nx_candidates_get(candidates, i);
        if (other->role < NX_ROLE_SENTENCE || g_str_equal(other->key, candidate->key))
            continue;
        tried++;
        if (candidate->role == NX_ROLE_TRANSCRIPT
                ? other->role == NX_ROLE_TRANSCRIPT &&
                      nx_smtp_is_refusal(nx_candidate_answer(marked, other), NX_STATUS_NONE)
                : !is_taken(marked, other))
            return TRUE;
    }
    return FALSE;
}
