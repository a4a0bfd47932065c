/* What stands on the line of an address, what goes before it, and what follows. */
#include "parse/general/candidate.h"
#include "parse/bounds.h"
#include "parse/general/reach.h"
#include "parse/smtp/dialogue.h"

/* ---- Its line ---------------------------------------------------------------------------------------------------- */

/* Past "SMTP:" and the like, by which some say what sort of address follows. */
static gsize skip_type(const NxMarkedText *marked, gsize at, gsize end)
{
    static const char *const TYPES[] = {"smtp:", "rfc822;", "rfc822:", "mailto:"};
    for (guint i = 0; i < G_N_ELEMENTS(TYPES); i++)
        if (end - at >= strlen(TYPES[i]) && memcmp(marked->folded + at, TYPES[i], strlen(TYPES[i])) == 0)
            return at + strlen(TYPES[i]);
    return at;
}

gboolean nx_candidate_is_first(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize at = nx_marked_text_skip_lead(marked, candidate->line, candidate->mention.outer), from = at;
    NxMention before;
    while (at < candidate->mention.outer && g_ascii_isdigit(marked->text[at]))
        at++;
    if (at > from && at - from <= NX_REACH_NUMBER && at < candidate->mention.outer && strchr(".)", marked->text[at]))
        at = nx_marked_text_skip_lead(marked, at + 1, candidate->mention.outer);
    else
        at = skip_type(marked, from, candidate->mention.outer);
    for (gsize next = at; nx_mention_next(marked->text, candidate->mention.outer, &next, &before);) {
        if (before.outer != at)
            return FALSE;
        at = before.outer_end;
        while (at < candidate->mention.outer && strchr(" ,;\t", marked->text[at]))
            at++;
    }
    while (at < candidate->mention.outer && strchr(" \t\"'[(<", marked->text[at]))
        at++;
    return at == candidate->mention.outer;
}

gboolean nx_candidate_stands_alone(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize at = candidate->mention.outer_end;
    while (at < candidate->line_end && strchr(" \t>\"'])", marked->text[at]))
        at++;
    if (at >= candidate->line_end)
        return TRUE;
    if (nx_marked_text_skip_lead(marked, at, candidate->line_end) > at) /* a dash, before what happened */
        return TRUE;
    if (marked->text[candidate->mention.outer_end] == '\t') /* a cell of a table */
        return TRUE;
    if (at - candidate->mention.outer_end >= NX_REACH_GAP && marked->text[candidate->mention.outer_end] != '>')
        return TRUE;
    return strchr(":;,([{-=.|#/<", marked->text[at]) != NULL;
}

static gboolean is_in_parentheses(const NxMarkedText *marked, const NxCandidate *candidate)
{
    return candidate->mention.outer > candidate->line && marked->text[candidate->mention.outer - 1] == '(';
}

/* "* Ann Other, ann@example.com": an item of a list, of a name and an address. */
static gboolean is_item(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize end = candidate->mention.outer;
    while (end > candidate->line && marked->text[end - 1] == ' ')
        end--;
    return end > candidate->line && strchr(",;", marked->text[end - 1]) &&
           nx_marked_text_skip_lead(marked, candidate->line, end) > candidate->line;
}

/* "Ann Other <ann@example.com>" or "Ann Other (ann@example.com)" and nothing else on the line. */
gboolean nx_candidate_is_named(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize at = candidate->line, end = candidate->mention.outer;
    gboolean set_off =
        candidate->mention.bracketed || is_in_parentheses(marked, candidate) || is_item(marked, candidate);
    return set_off && end - at <= NX_REACH_LABEL && !memchr(marked->text + at, ':', end - at) &&
           nx_candidate_stands_alone(marked, candidate);
}

/* "> ": somebody else's words, but not a transcript's ">>> " nor a bullet right before the address. */
gboolean nx_candidate_is_quoted(const NxMarkedText *marked, const NxCandidate *candidate)
{
    const char *line = marked->text + candidate->line;
    return line[0] == '>' && line[1] != '>' &&
           nx_marked_text_skip_lead(marked, candidate->line, candidate->line_end) != candidate->mention.outer;
}

/* ---- What goes before -------------------------------------------------------------------------------------------- */

/* Where the words before the address end: before brackets, the sort of address, and the name that is its: to "Ann
 * Other" [SMTP: ann@...]. */
static gsize words_end(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize end = candidate->mention.outer, line = candidate->line;
    while (end > 0 && strchr(" \t\n<\"'([:,", marked->text[end - 1]))
        end--;
    if (end > line + 4 && memcmp(marked->folded + end - 4, "smtp", 4) == 0 && !g_ascii_isalnum(marked->text[end - 5])) {
        end -= 4;
        while (end > line && strchr(" \t\n<\"'([:,", marked->text[end - 1]))
            end--;
    }
    gsize quote = end < candidate->mention.outer && marked->text[end] == '"' ? end : 0;
    while (quote > line && end - quote < NX_REACH_LABEL && marked->text[quote - 1] != '"')
        quote--;
    if (quote <= line || marked->text[quote - 1] != '"')
        return end;
    end = quote - 1;
    while (end > line && marked->text[end - 1] == ' ')
        end--;
    return end;
}

/* The same, before a name without quotes: to Ann Other <ann@...>, to Ann (ann@...). */
static gsize words_before_name(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize end = words_end(marked, candidate), from = candidate->line;
    gboolean set_off = candidate->mention.bracketed || is_in_parentheses(marked, candidate);
    if (end <= from && end > 0) /* the name stands on the line above */
        from = nx_marked_text_line_start(marked, end - 1);
    for (guint words = 0; set_off && words < NX_REACH_NAMES; words++) {
        gsize start = end;
        while (start > from && (g_ascii_isalnum(marked->text[start - 1]) || strchr(".'-", marked->text[start - 1]) ||
                                (guchar)marked->text[start - 1] >= 0x80))
            start--;
        if (start == end || !(g_ascii_isupper(marked->text[start]) || (guchar)marked->text[start] >= 0x80))
            break;
        end = start;
        while (end > from && marked->text[end - 1] == ' ')
            end--;
    }
    return end;
}

/* "the recipient ann@...", "al destinatario ann@...": the word before `end` is one that labels recipients. */
static gboolean follows_label_word(const NxMarkedText *marked, gsize end)
{
    gsize start = end;
    while (start > 0 && end - start < NX_REACH_LABEL &&
           ((guchar)marked->text[start - 1] >= 0x80 || g_ascii_isalnum(marked->text[start - 1])))
        start--;
    return end - start >= NX_REACH_LABEL_WORD &&
           nx_phrases_is_label(marked->folded + start, end - start, NX_PHRASE_RECIPIENT);
}

gboolean nx_candidate_has_to_word(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize end = words_end(marked, candidate);
    if (nx_phrases_word_ends(marked->folded, 0, end, NX_PHRASE_TO) ||
        nx_phrases_word_ends(marked->folded, 0, words_before_name(marked, candidate), NX_PHRASE_TO) ||
        follows_label_word(marked, end) || nx_marked_text_ends_phrase(marked, end, NX_PHRASE_FAILURE) ||
        nx_marked_text_ends_phrase(marked, end, NX_PHRASE_DELAY))
        return TRUE;
    gsize behind = candidate->mention.outer_end;
    while (behind < marked->len && marked->text[behind] == ' ')
        behind++;
    return nx_phrases_word_begins(marked->text + behind, marked->len - behind, NX_PHRASE_TO_BEHIND);
}

gboolean nx_candidate_is_addressed(const NxMarkedText *marked, const NxCandidate *candidate)
{
    return nx_marked_text_ends_phrase(marked, words_end(marked, candidate), NX_PHRASE_ADDRESSED) ||
           nx_marked_text_ends_phrase(marked, words_before_name(marked, candidate), NX_PHRASE_ADDRESSED);
}

/* Words that end at `last`, before the candidate's line: with a colon, a rule or as the head of a list, or right above
 * it. */
static NxAnnounced weigh_announcement(const NxMarkedText *marked, const NxCandidate *candidate, const NxMark *mark,
                                      gsize last)
{
    gboolean colon = last > mark->at &&
                     (strchr(":-=*", marked->text[last - 1]) || nx_marked_text_ends(marked, mark->at, last, "："));
    gboolean stop = g_str_has_prefix(marked->text + last, "。");
    last += stop ? strlen("。") : 0;
    while (last < candidate->line && (g_ascii_isspace(marked->text[last]) || marked->text[last] == '.'))
        last++;
    gboolean above = last >= candidate->line && !candidate->home;
    if (colon || (stop && above) || mark->word == NX_PHRASE_LIST ||
        nx_marked_text_is_rule(marked, nx_marked_text_line_start(marked, mark->at), mark->at))
        return NX_ANNOUNCED_CLEARLY;
    return above ? NX_ANNOUNCED_ABOVE : NX_ANNOUNCED_VAGUELY;
}

/* Is nothing between the words and the address but blanks and what brackets it? */
static gboolean leads_to(const NxMarkedText *marked, const NxMark *mark, const NxCandidate *candidate)
{
    gsize at = mark->end;
    while (at < candidate->mention.outer && strchr(" \t\n\"'(:*-", marked->text[at]))
        at++;
    return at >= candidate->mention.outer;
}

NxAnnounced nx_candidate_announced(const NxMarkedText *marked, const NxCandidate *candidate)
{
    NxAnnounced most = NX_ANNOUNCED_NOT;
    for (guint i = nx_marked_text_first_mark(marked, candidate->line), seen = 0; i-- > 0 && seen < NX_REACH_MARKS;
         seen++) {
        const NxMark *mark = &g_array_index(marked->marks, NxMark, i);
        if (mark->at < candidate->reach)
            break;
        if (mark->word == NX_PHRASE_CONTACT || most == NX_ANNOUNCED_CLEARLY)
            break;
        if (mark->word == NX_PHRASE_WEAK || mark->word == NX_PHRASE_ALIAS || mark->word == NX_PHRASE_ANSWER ||
            mark->word == NX_PHRASE_PERSON)
            continue;
        if (mark->word == NX_PHRASE_ADDRESSED) {
            most = MAX(most, leads_to(marked, mark, candidate) ? NX_ANNOUNCED_ABOVE : NX_ANNOUNCED_NOT);
            continue;
        }
        gsize start, end;
        nx_marked_text_sentence(marked, mark->at, &start, &end);
        gsize last = MIN(end, candidate->line);
        while (last > mark->at && g_ascii_isspace(marked->text[last - 1]))
            last--;
        most = MAX(most, weigh_announcement(marked, candidate, mark, last));
    }
    return most;
}

/* ---- What follows ------------------------------------------------------------------------------------------------ */

guint nx_candidate_answer(const NxMarkedText *marked, const NxCandidate *candidate)
{
    NxDialogue scan;
    nx_dialogue_scan(&scan, marked->text + candidate->mention.outer_end,
                     MIN(marked->len - candidate->mention.outer_end, NX_MAX_BLOCK));
    for (guint i = 0; i < scan.n; i++) {
        if (scan.hits[i].kind == NX_HIT_COMMAND)
            break;
        if (scan.hits[i].kind == NX_HIT_REPLY)
            return scan.hits[i].value;
    }
    return 0;
}
