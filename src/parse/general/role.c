/* Labels, words of contact, announcements and replies around an address, asked in the order of their certainty. */
#include "parse/general/role.h"
#include "parse/general/reach.h"
#include "parse/smtp/smtp.h"

/* Past the name that goes with an address in brackets: "Recipient: Ann Other <ann@...>". */
static gsize before_name(const NxMarkedText *marked, const NxCandidate *candidate, gsize from, gsize to)
{
    gboolean set_off = candidate->mention.bracketed ||
                       (candidate->mention.outer > from && strchr("([", marked->text[candidate->mention.outer - 1]));
    gsize at = to;
    while (set_off && at > from && to - at < NX_REACH_LABEL && !strchr(":=<>@;\t", marked->text[at - 1]))
        at--;
    return set_off && at > from && strchr(":=\t", marked->text[at - 1]) ? at : to;
}

/* A label that no colon ends but blanks, a tab or dots: "Recipient    ann@...", "For ...... ann@...". It has to be one
 * of recipients, and all there is in front of it. */
static gboolean is_column(const NxMarkedText *marked, gsize from, gsize to, gsize address)
{
    gsize end = to, at = nx_marked_text_skip_lead(marked, from, to);
    while (end > at && strchr(" \t.", marked->text[end - 1]))
        end--;
    gboolean parted = address - end >= NX_REACH_GAP || (address > end && marked->text[end] == '\t');
    return parted && end > at &&
           (nx_phrases_is_label(marked->folded + at, end - at, NX_PHRASE_RECIPIENT) ||
            nx_phrases_is_label(marked->folded + at, end - at, NX_PHRASE_FAILED)) &&
           !memchr(marked->text + at, '.', end - at);
}

/* The label that stands before the address, "final recipient" of "Final-Recipient: rfc822; ann@...": FALSE if there is
 * none. */
static gboolean find_label(const NxMarkedText *marked, const NxCandidate *candidate, gsize *at, gsize *end)
{
    static const char *const TYPES[] = {"rfc822;", "smtp;", "utf-8;", "smtp:", "rfc822:"};
    gsize from = candidate->line, to = candidate->mention.outer;
    for (gboolean again = TRUE; again;) {
        again = FALSE;
        while (to > from && strchr(" \t<\"'[(", marked->text[to - 1]))
            to--;
        for (guint i = 0; i < G_N_ELEMENTS(TYPES) && !again; i++) {
            if (nx_marked_text_ends(marked, from, to, TYPES[i])) {
                to -= strlen(TYPES[i]);
                again = TRUE;
            }
        }
    }
    to = before_name(marked, candidate, from, to);
    if (nx_marked_text_ends(marked, from, to, "："))
        to -= strlen("：");
    else if (to > from && strchr(":=", marked->text[to - 1]))
        to--;
    else if (!is_column(marked, from, to, candidate->mention.outer))
        return FALSE;
    while (to > from && strchr(" \t*._-", marked->text[to - 1])) /* "Recipient ....: " */
        to--;
    *at = nx_marked_text_skip_lead(marked, from, to);
    *end = to;
    return *at < *end;
}

static gboolean is_transcript(const NxMarkedText *marked, gsize label, gsize end)
{
    return nx_marked_text_ends(marked, label, end, "rcpt to") || nx_marked_text_ends(marked, label, end, "rcpt to:");
}

/* Words of failure in the label [at, end), or that end in it and began on the line above: "could not be\n
 * delivered to:". */
static gboolean tells_failure(const NxMarkedText *marked, gsize at, gsize end)
{
    for (guint i = nx_marked_text_first_mark(marked, at > NX_REACH_LABEL ? at - NX_REACH_LABEL : 0);
         i < marked->marks->len; i++) {
        const NxMark *mark = &g_array_index(marked->marks, NxMark, i);
        if (mark->at >= end)
            break;
        if (mark->word == NX_PHRASE_FAILURE && mark->end > at && mark->end <= end)
            return TRUE;
    }
    return nx_marked_text_has(marked, at, end, NX_PHRASE_FAILURE);
}

static NxRole labelled_role(const NxMarkedText *marked, gsize at, gsize end)
{
    if (is_transcript(marked, at, end))
        return NX_ROLE_TRANSCRIPT;
    if (nx_marked_text_ends(marked, at, end, "mail from") || nx_marked_text_ends(marked, at, end, "envelope-from") ||
        nx_marked_text_ends(marked, at, end, "message-id"))
        return NX_ROLE_NONE;
    if (end - at > NX_REACH_LABEL)
        return tells_failure(marked, at, end) ? NX_ROLE_LABEL : NX_ROLE_SENTENCE;
    if (nx_phrases_is_label(marked->folded + at, end - at, NX_PHRASE_SENDER))
        return NX_ROLE_NONE;
    gboolean label = nx_phrases_is_label(marked->folded + at, end - at, NX_PHRASE_RECIPIENT) ||
                     nx_phrases_is_label(marked->folded + at, end - at, NX_PHRASE_FAILED);
    return label || tells_failure(marked, at, end) ? NX_ROLE_LABEL : NX_ROLE_SENTENCE;
}

/* Words in [at, end) that tell whom to write to, and are not part of what went wrong ("could not write to"). */
static gboolean has_contact(const NxMarkedText *marked, gsize at, gsize end)
{
    gsize failure = 0; /* where the last one ends */
    for (guint i = nx_marked_text_first_mark(marked, at > NX_REACH_LABEL ? at - NX_REACH_LABEL : 0);
         i < marked->marks->len; i++) {
        const NxMark *mark = &g_array_index(marked->marks, NxMark, i);
        if (mark->at >= end)
            break;
        if (mark->word == NX_PHRASE_FAILURE)
            failure = MAX(failure, mark->end);
        else if (mark->word == NX_PHRASE_CONTACT && mark->at >= at && mark->end > failure)
            return TRUE;
    }
    return FALSE;
}

/* Somebody to write to, and not the recipient: the words stand before it in its sentence, or on the line above an
 * address that stands alone. `recipient`: a label says that it is one. */
static gboolean is_contact(const NxMarkedText *marked, const NxCandidate *candidate, gboolean first, gboolean recipient)
{
    gsize start, end;
    if (recipient) /* lines above are fields of their own */
        return has_contact(marked, candidate->line, candidate->mention.outer);
    if (!first) {
        nx_marked_text_sentence(marked, candidate->mention.outer, &start, &end);
        return has_contact(
            marked,
            MAX(start, candidate->mention.outer > NX_REACH_CONTACT ? candidate->mention.outer - NX_REACH_CONTACT : 0),
            candidate->mention.outer);
    }
    if (candidate->line == 0 || nx_marked_text_trouble(marked, candidate->mention.outer_end, candidate->line_end))
        return FALSE;
    gsize above = nx_marked_text_line_start(marked, candidate->line - 1);
    return has_contact(marked, above, candidate->line) &&
           !nx_marked_text_has(marked, above, candidate->line, NX_PHRASE_LIST) &&
           nx_marked_text_trouble(marked, above, candidate->line) < NX_TROUBLE_CLEAR;
}

/* "from <ann@...>", "sender ann@...", "id <...@...>": the word before it. */
static gboolean follows_sender_word(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize end = candidate->mention.outer;
    while (end > candidate->line && strchr(" \t<\"'([", marked->text[end - 1]))
        end--;
    return nx_phrases_word_ends(marked->folded, candidate->line, end, NX_PHRASE_BY);
}

/* "550 <ann@...>: sender rejected" speaks of the sender. */
static gboolean is_rejected_sender(const NxMarkedText *marked, const NxCandidate *candidate)
{
    const char *rest = marked->folded + candidate->mention.outer_end;
    gsize len = MIN(candidate->line_end - candidate->mention.outer_end, NX_REACH_SENDER);
    return g_strstr_len(rest, (gssize)len, "sender") && !g_strstr_len(rest, (gssize)len, "recipient");
}

/* Does its line go on with a sentence of the line above, "Write to the list's owner,\nowner@example.org, ...", and is
 * no item of a list? */
static gboolean continues_sentence(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize start, end, word = candidate->line;
    nx_marked_text_sentence(marked, candidate->mention.at, &start, &end);
    while (word > start && g_ascii_isspace(marked->text[word - 1]))
        word--;
    if (word == start) /* nothing of it stands above */
        return FALSE;
    while (word > start && !g_ascii_isspace(marked->text[word - 1]))
        word--;
    return !memchr(marked->text + word, '@', candidate->line - word) &&
           nx_marked_text_trouble(marked, start, end) == NX_TROUBLE_NONE;
}

NxRole nx_role_find(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize label = 0, end = 0;
    gboolean first = nx_candidate_is_first(marked, candidate), labelled = find_label(marked, candidate, &label, &end),
             recipient = labelled && nx_phrases_is_label(marked->folded + label, end - label, NX_PHRASE_RECIPIENT);
    if (nx_marked_text_has(marked, candidate->line, candidate->mention.outer, NX_PHRASE_ALIAS))
        return NX_ROLE_ALIAS;
    if (is_contact(marked, candidate, first, recipient) || is_rejected_sender(marked, candidate))
        return NX_ROLE_NONE;
    if (labelled) {
        NxRole role = labelled_role(marked, label, end);
        if (role != NX_ROLE_SENTENCE)
            return role;
    }
    if (follows_sender_word(marked, candidate) &&
        !nx_candidate_is_addressed(marked, candidate)) /* "Mailbox von ann@..." */
        return NX_ROLE_NONE;
    if (first && candidate->home && continues_sentence(marked, candidate))
        return NX_ROLE_SENTENCE;
    if (first && nx_candidate_stands_alone(marked, candidate))
        return NX_ROLE_HEADING;
    if ((first || nx_candidate_is_named(marked, candidate)) &&
        nx_candidate_announced(marked, candidate) == NX_ANNOUNCED_CLEARLY)
        return NX_ROLE_HEADING;
    if (nx_smtp_has_refusal(marked->text + candidate->line, (gssize)(candidate->mention.outer - candidate->line)))
        return NX_ROLE_REPLY;
    return NX_ROLE_SENTENCE;
}
