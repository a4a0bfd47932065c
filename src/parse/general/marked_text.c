#include "parse/general/marked_text.h"
#include "parse/general/candidate.h"
#include "parse/limits.h"
#include "parse/smtp/dialogue.h"
#include "parse/smtp/smtp.h"
#include <nixie/address.h>

#define MAX_SENTENCE 600 /* bytes to either side */

/* ---- Lines and sentences ----------------------------------------------------------------------------------------- */

gsize nx_marked_text_line_start(const NxMarkedText *marked, gsize at)
{
    while (at > 0 && marked->text[at - 1] != '\n')
        at--;
    return at;
}

gsize nx_marked_text_line_end(const NxMarkedText *marked, gsize at)
{
    const char *newline = memchr(marked->text + at, '\n', marked->len - at);
    return newline ? (gsize)(newline - marked->text) : marked->len;
}

static gsize next_line(const NxMarkedText *marked, gsize at)
{
    gsize end = nx_marked_text_line_end(marked, at);
    return end < marked->len ? end + 1 : marked->len;
}

/* A blank or bullet that takes more than one byte; its length, 0 if there is none. */
static gsize wide_lead(const NxMarkedText *marked, gsize at, gsize end)
{
    static const char *const LEADS[] = {"\u3000", "\u00a0", "・", "•", "·", "●", "■", "◆", "▪", "–", "—", "→", "※"};
    for (guint i = 0; i < G_N_ELEMENTS(LEADS); i++)
        if (end - at >= strlen(LEADS[i]) && memcmp(marked->text + at, LEADS[i], strlen(LEADS[i])) == 0)
            return strlen(LEADS[i]);
    return 0;
}

gsize nx_marked_text_skip_lead(const NxMarkedText *marked, gsize at, gsize end)
{
    for (gsize wide; at < end; at += wide) {
        wide = (guchar)marked->text[at] < 0x80 ? strchr(" \t*-|>+#=~.", marked->text[at]) != NULL
                                               : wide_lead(marked, at, end);
        if (!wide)
            break;
    }
    return at;
}

gboolean nx_marked_text_is_blank(const NxMarkedText *marked, gsize at, gsize end)
{
    while (at < end && strchr(" \t|>*", marked->text[at]))
        at++;
    return at == end;
}

/* A line of nothing but dashes and the like, or with words between such ("----- Transcript of session follows
 * -----"). */
gboolean nx_marked_text_is_rule(const NxMarkedText *marked, gsize at, gsize end)
{
    while (at < end && g_ascii_isspace(marked->text[at]))
        at++;
    return end - at >= 3 && strchr("-=_*+#~", marked->text[at]) && marked->text[at + 1] == marked->text[at] &&
           marked->text[at + 2] == marked->text[at];
}

static gboolean ends_sentence(const NxMarkedText *marked, gsize at)
{
    static const char *const STOPS[] = {"。", "！", "？"};
    char c = marked->text[at];
    if (strchr(".!?", c))
        return at + 1 == marked->len || g_ascii_isspace(marked->text[at + 1]);
    if (c == '\n' && at > 0 && marked->text[at - 1] == ':')
        return TRUE;
    if (c == '\n')
        return at + 1 == marked->len ||
               nx_marked_text_is_blank(marked, at + 1, nx_marked_text_line_end(marked, at + 1));
    for (guint i = 0; i < G_N_ELEMENTS(STOPS); i++)
        if (marked->len - at >= 3 && memcmp(marked->text + at, STOPS[i], 3) == 0)
            return TRUE;
    return FALSE;
}

void nx_marked_text_sentence(const NxMarkedText *marked, gsize at, gsize *start, gsize *end)
{
    gsize from = at, to = at;
    while (from > 0 && at - from < MAX_SENTENCE && !ends_sentence(marked, from - 1))
        from--;
    while (to < marked->len && to - at < MAX_SENTENCE && !ends_sentence(marked, to))
        to++;
    *start = from;
    *end = to;
}

guint nx_marked_text_first_mark(const NxMarkedText *marked, gsize at)
{
    guint low = 0, high = marked->marks->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (g_array_index(marked->marks, NxMark, middle).at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

gboolean nx_marked_text_has(const NxMarkedText *marked, gsize at, gsize end, NxPhraseKind word)
{
    for (guint i = nx_marked_text_first_mark(marked, at); i < marked->marks->len; i++) {
        const NxMark *mark = &g_array_index(marked->marks, NxMark, i);
        if (mark->at >= end)
            break;
        if (mark->word == word)
            return TRUE;
    }
    return FALSE;
}

gint nx_marked_text_trouble(const NxMarkedText *marked, gsize at, gsize end)
{
    guint reply;
    NxStatus status;
    if (at >= end)
        return 0;
    if (nx_marked_text_has(marked, at, end, NX_PHRASE_FAILURE) ||
        nx_marked_text_has(marked, at, end, NX_PHRASE_DELAY) ||
        nx_marked_text_has(marked, at, end, NX_PHRASE_DELIVERED))
        return 2;
    if (nx_smtp_codes(marked->text + at, (gssize)(end - at), &reply, &status) && (reply >= 400 || status.klass >= 4))
        return 2;
    return nx_marked_text_has(marked, at, end, NX_PHRASE_WEAK) ? 1 : 0;
}

/* ---- The lines that belong to it --------------------------------------------------------------------------------- */

static gboolean is_other(const NxMarkedText *marked, const NxCandidate *candidate, gsize line)
{
    for (guint i = (guint)(candidate - nx_marked_text_candidate(marked, 0)) + 1; i < marked->candidates->len; i++) {
        const NxCandidate *other = nx_marked_text_candidate(marked, i);
        if (other->line > line)
            break;
        gboolean begins = other->role == NX_ROLE_HEADING || other->role == NX_ROLE_LABEL ||
                          (other->role == NX_ROLE_REPLY && candidate->role == NX_ROLE_REPLY);
        if (other->line == line && begins && !g_str_equal(other->key, candidate->key))
            return TRUE;
    }
    return FALSE;
}

/* Anything but punctuation in [at, end)? */
static gboolean has_text(const NxMarkedText *marked, gsize at, gsize end)
{
    for (; at < end; at++)
        if (g_ascii_isalnum(marked->text[at]) || (guchar)marked->text[at] >= 0x80)
            return TRUE;
    return FALSE;
}

void nx_marked_text_block(const NxMarkedText *marked, const NxCandidate *candidate, gsize *at, gsize *end)
{
    gsize start = candidate->mention.outer_end, line = next_line(marked, start), last = candidate->line_end;
    gboolean text = has_text(marked, start, last), gap = FALSE;
    for (; line < marked->len && line - start < NX_MAX_BLOCK; line = next_line(marked, line)) {
        gsize stop = nx_marked_text_line_end(marked, line);
        if (nx_marked_text_is_blank(marked, line, stop)) {
            if (text)
                break;
            gap = TRUE;
            continue;
        }
        if (is_other(marked, candidate, line) || nx_marked_text_is_rule(marked, line, stop))
            break;
        text = TRUE;
        last = stop;
    }
    *at = start;
    *end = last;
    /* A paragraph of its own belongs to the address only if it says what happened. */
    if (gap && !nx_marked_text_trouble(marked, start, last))
        *end = candidate->line_end;
}

guint nx_marked_text_answer(const NxMarkedText *marked, const NxCandidate *candidate)
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

/* ---- The marked -------------------------------------------------------------------------------------------------- */

const NxCandidate *nx_marked_text_candidate(const NxMarkedText *marked, guint i)
{
    return &g_array_index(marked->candidates, NxCandidate, i);
}

static void clear_candidate(gpointer data)
{
    g_free(((NxCandidate *)data)->key);
}

static void find_candidates(NxMarkedText *marked)
{
    NxMention mention;
    for (gsize from = 0;
         marked->candidates->len < NX_MAX_CANDIDATES && nx_mention_next(marked->text, marked->len, &from, &mention);) {
        NxCandidate candidate = {.mention = mention,
                                 .line = nx_marked_text_line_start(marked, mention.outer),
                                 .line_end = nx_marked_text_line_end(marked, mention.outer_end)};
        candidate.key = nx_address_key(marked->text + mention.at, (gssize)(mention.end - mention.at));
        if (!candidate.key)
            continue;
        candidate.confirmed = nx_notice_is_original_recipient(marked->notice, candidate.key);
        candidate.own = nx_notice_is_own(marked->notice, candidate.key) ||
                        (g_strcmp0(marked->notice->original_from, candidate.key) == 0 && !candidate.confirmed);
        gboolean configured = marked->notice->library && nx_library_is_own(marked->notice->library, candidate.key);
        candidate.role = configured ? NX_ROLE_NONE : nx_candidate_role(marked, &candidate);
        g_array_append_val(marked->candidates, candidate);
    }
}

static void score_candidates(NxMarkedText *marked)
{
    for (guint i = 0; i < marked->candidates->len; i++) {
        gint score = nx_candidate_score(marked, nx_marked_text_candidate(marked, i));
        g_array_index(marked->candidates, NxCandidate, i).score = score;
    }
}

NxMarkedText *nx_marked_text_new(const NxNotice *notice, const char *text, gsize len)
{
    NxMarkedText *marked = g_new0(NxMarkedText, 1);
    marked->notice = notice;
    marked->text = text;
    marked->len = MIN(len, NX_MAX_MARKED_TEXT);
    marked->folded = nx_phrases_fold(text, marked->len);
    marked->marks = nx_phrases_mark(marked->folded, marked->len);
    for (guint i = 0; i < marked->marks->len; i++)
        marked->counts[g_array_index(marked->marks, NxMark, i).word]++;
    marked->candidates = g_array_new(FALSE, FALSE, sizeof(NxCandidate));
    g_array_set_clear_func(marked->candidates, clear_candidate);
    find_candidates(marked);
    score_candidates(marked);
    return marked;
}

void nx_marked_text_free(NxMarkedText *marked)
{
    g_array_unref(marked->candidates);
    g_array_unref(marked->marks);
    g_free(marked->folded);
    g_free(marked);
}
