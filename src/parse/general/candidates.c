/* Finds the addresses, the lines that belong to each, and the one place that counts for a key. */
#include "parse/general/candidates.h"
#include "parse/bounds.h"
#include "parse/general/reach.h"
#include "parse/general/role.h"
#include "parse/general/score.h"
#include <nixie/address.h>

const NxCandidate *nx_candidates_get(const NxCandidates *candidates, guint i)
{
    return &g_array_index(candidates->list, NxCandidate, i);
}

gboolean nx_candidates_reach(const NxCandidates *candidates, const NxCandidate *candidate, NxWeightName enough)
{
    return candidate->holds && candidate->score >= candidates->weights->all[enough].weight;
}

const NxCandidate *nx_candidates_best(const NxCandidates *candidates, const char *key)
{
    const NxCandidate *best = NULL;
    for (guint i = 0; i < candidates->list->len; i++) {
        const NxCandidate *candidate = nx_candidates_get(candidates, i);
        if (g_str_equal(candidate->key, key) && (!best || candidate->score > best->score))
            best = candidate;
    }
    return best;
}

/* ---- The lines that belong to one -------------------------------------------------------------------------------- */

/* Does another recipient than candidate `i` begin on that line, behind it? */
static gboolean is_other(const NxCandidates *candidates, guint i, gsize line)
{
    const NxCandidate *candidate = nx_candidates_get(candidates, i);
    for (i++; i < candidates->list->len; i++) {
        const NxCandidate *other = nx_candidates_get(candidates, i);
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

/* Where what belongs to candidate `i` ends: before the next one, a rule, or a blank line with words before it. */
static gsize block_end(const NxCandidates *candidates, guint i)
{
    const NxMarkedText *marked = candidates->marked;
    const NxCandidate *candidate = nx_candidates_get(candidates, i);
    gsize start = candidate->mention.outer_end, line = nx_marked_text_next_line(marked, start),
          last = candidate->line_end;
    gboolean text = has_text(marked, start, last), gap = FALSE;
    for (; line < marked->len && line - start < NX_MAX_BLOCK; line = nx_marked_text_next_line(marked, line)) {
        gsize stop = nx_marked_text_line_end(marked, line);
        if (nx_marked_text_is_blank(marked, line, stop)) {
            if (text)
                break;
            gap = TRUE;
            continue;
        }
        if (is_other(candidates, i, line) || nx_marked_text_is_rule(marked, line, stop))
            break;
        text = TRUE;
        last = stop;
    }
    /* A paragraph of its own belongs to the address only if it says what happened. */
    return gap && !nx_marked_text_trouble(marked, start, last) ? candidate->line_end : last;
}

/* Does nothing but its address stand on its line? */
static gboolean is_bare(const NxMarkedText *marked, const NxCandidate *candidate)
{
    return candidate->role == NX_ROLE_HEADING && !has_text(marked, candidate->mention.outer_end, candidate->line_end);
}

/* A list of bare addresses and, behind a blank line, one paragraph that says what happened to them; one that
 * leads to something else does not. */
static void share_blocks(NxCandidates *candidates)
{
    const NxMarkedText *marked = candidates->marked;
    for (guint i = candidates->list->len; i-- > 1;) {
        const NxCandidate *next = nx_candidates_get(candidates, i);
        NxCandidate *candidate = &g_array_index(candidates->list, NxCandidate, i - 1);
        gsize below = nx_marked_text_next_line(marked, next->mention.outer_end);
        gboolean shared = next->block > next->mention.outer_end ||
                          nx_marked_text_is_blank(marked, below, nx_marked_text_line_end(marked, below));
        if (!is_bare(marked, next) || !is_bare(marked, candidate) || candidate->line_end + 1 != next->line || !shared ||
            next->block_end <= next->line_end ||
            memchr(marked->text + next->block, '@', next->block_end - next->block) ||
            nx_marked_text_trouble(marked, next->block, next->block_end) < NX_TROUBLE_CLEAR ||
            marked->text[next->block_end - 1] == ':')
            continue;
        candidate->block = next->block;
        candidate->block_end = next->block_end;
    }
}

/* ---- All of a text ----------------------------------------------------------------------------------------------- */

static void clear_candidate(gpointer data)
{
    g_free(((NxCandidate *)data)->key);
}

static gboolean is_home(const NxNotice *notice, const char *key)
{
    const char *home = notice->from_address ? strchr(notice->from_address, '@') : NULL, *sign = strchr(key, '@');
    return home && sign && g_str_equal(home, sign);
}

/* The lines above an address that may announce it: a few, or, where it goes on with a list, those above the list. */
static gsize find_reach(const NxCandidates *candidates, const NxCandidate *candidate)
{
    const NxCandidate *before = candidates->list->len ? nx_candidates_get(candidates, candidates->list->len - 1) : NULL;
    if (before && before->role == NX_ROLE_HEADING && candidate->line <= before->line_end + 1)
        return before->reach;
    gsize at = candidate->line;
    for (guint lines = 0; at > 0 && lines < NX_REACH_LINES; lines++)
        at = nx_marked_text_line_start(candidates->marked, at - 1);
    return at;
}

/* Whose address it is, and how it stands. */
static void fill_candidate(NxCandidate *candidate, const NxCandidates *candidates)
{
    const NxNotice *notice = candidates->notice;
    const char *key = candidate->key;
    candidate->line = nx_marked_text_line_start(candidates->marked, candidate->mention.outer);
    candidate->line_end = nx_marked_text_line_end(candidates->marked, candidate->mention.outer_end);
    candidate->reach = find_reach(candidates, candidate);
    candidate->confirmed = nx_notice_is_original_recipient(notice, key);
    candidate->own =
        nx_notice_is_own(notice, key) || (g_strcmp0(notice->original_from, key) == 0 && !candidate->confirmed);
    candidate->home = is_home(notice, key) && !candidate->confirmed;
    gboolean configured = notice->library && nx_library_is_own(notice->library, key);
    candidate->role = configured ? NX_ROLE_NONE : nx_role_find(candidates->marked, candidate);
}

static void find_candidates(NxCandidates *candidates)
{
    const char *text = candidates->marked->text;
    NxCandidate candidate = {0};
    for (gsize from = 0; candidates->list->len < NX_MAX_CANDIDATES &&
                         nx_mention_next(text, candidates->marked->len, &from, &candidate.mention);) {
        candidate.key =
            nx_address_key(text + candidate.mention.at, (gssize)(candidate.mention.end - candidate.mention.at));
        if (!candidate.key)
            continue;
        fill_candidate(&candidate, candidates);
        g_array_append_val(candidates->list, candidate);
    }
}

static void score_candidates(NxCandidates *candidates)
{
    for (guint i = 0; i < candidates->list->len; i++) {
        NxCandidate *candidate = &g_array_index(candidates->list, NxCandidate, i);
        candidate->block = candidate->mention.outer_end;
        candidate->block_end = block_end(candidates, i);
    }
    share_blocks(candidates);
    for (guint i = 0; i < candidates->list->len; i++) {
        NxCandidate *candidate = &g_array_index(candidates->list, NxCandidate, i);
        candidate->holds = nx_score_circumstances(candidates->marked, candidate);
        candidate->score = nx_weights_sum(candidates->weights, candidate->holds);
    }
}

NxCandidates *nx_candidates_new(const NxNotice *notice, const NxWeights *weights, const char *text, gsize len)
{
    NxCandidates *candidates = g_new0(NxCandidates, 1);
    candidates->notice = notice;
    candidates->weights = weights;
    candidates->marked = nx_marked_text_new(text, len);
    candidates->list = g_array_new(FALSE, FALSE, sizeof(NxCandidate));
    g_array_set_clear_func(candidates->list, clear_candidate);
    find_candidates(candidates);
    score_candidates(candidates);
    return candidates;
}

void nx_candidates_free(NxCandidates *candidates)
{
    g_array_unref(candidates->list);
    nx_marked_text_free(candidates->marked);
    g_free(candidates->records);
    g_free(candidates);
}
