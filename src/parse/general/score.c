#include "parse/general/score.h"
#include "parse/general/reach.h"

/* Addresses of machines and desks: named in notices as whom to ask, seldom as recipients. */
static gboolean is_desk(const char *key)
{
    static const char *const LOCALS[] = {
        "mailer-daemon", "postmaster", "abuse",   "noreply",   "no-reply",    "do-not-reply", "donotreply",
        "hostmaster",    "root",       "support", "help",      "helpdesk",    "admin",        "security",
        "noc",           "bounce",     "bounces", "webmaster", "unblock",     "delist",       "whitelist",
        "removals",      "contact",    "service", "hotline",   "servicedesk", "spam"};
    const char *sign = strchr(key, '@');
    for (guint i = 0; sign && i < G_N_ELEMENTS(LOCALS); i++)
        if (strlen(LOCALS[i]) == (gsize)(sign - key) && memcmp(key, LOCALS[i], (gsize)(sign - key)) == 0)
            return TRUE;
    return FALSE;
}

/* "bounce+ann=example.com@...": a return path. */
static gboolean is_return_path(const char *key)
{
    const char *sign = strchr(key, '@'), *equals = sign ? memchr(key, '=', (gsize)(sign - key)) : NULL;
    return equals && memchr(equals, '.', (gsize)(sign - equals));
}

static gint score_sentence(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize start, end;
    nx_marked_text_sentence(marked, candidate->mention.at, &start, &end);
    gsize behind = candidate->mention.outer_end, more;
    if (nx_candidate_is_addressed(marked, candidate)) {
        nx_marked_text_paragraph(marked, candidate->mention.at, &start, &end);
        if (nx_marked_text_trouble(marked, start, end) < NX_TROUBLE_CLEAR && end + 2 < marked->len)
            nx_marked_text_paragraph(marked, end + 2, &more, &end);
    } else if (end > start && marked->text[end - 1] == ':' && end + 1 < marked->len)
        nx_marked_text_sentence(marked, end + 1, &more, &end);
    NxTrouble trouble = nx_marked_text_trouble(marked, start, end);
    gint score =
        trouble == NX_TROUBLE_CLEAR || (trouble == NX_TROUBLE_SOME && marked->len < NX_REACH_SHORT_TEXT) ? 3 : 0;
    if (score && nx_candidate_has_to_word(marked, candidate))
        score++;
    if (trouble == NX_TROUBLE_CLEAR && nx_candidate_is_addressed(marked, candidate))
        score++;
    if (score && nx_marked_text_has(marked, behind, MIN(behind + NX_REACH_BEHIND, end), NX_PHRASE_FAILURE))
        score++;
    return score;
}

gboolean nx_score_is_plausible(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize at, end;
    if (candidate->role < NX_ROLE_SENTENCE || is_desk(candidate->key) || is_return_path(candidate->key) ||
        nx_candidate_is_quoted(marked, candidate))
        return FALSE;
    if (!candidate->home || nx_candidate_is_addressed(marked, candidate) || nx_candidate_has_to_word(marked, candidate))
        return TRUE;
    if (candidate->role == NX_ROLE_SENTENCE) {
        nx_marked_text_sentence(marked, candidate->mention.at, &at, &end);
        return nx_marked_text_trouble(marked, at, end) == NX_TROUBLE_CLEAR;
    }
    return candidate->role == NX_ROLE_LABEL ||
           nx_marked_text_trouble(marked, candidate->mention.outer_end, candidate->block_end) > NX_TROUBLE_NONE;
}

gboolean nx_score_is_told(const NxMarkedText *marked, const NxCandidate *candidate)
{
    return candidate->role == NX_ROLE_LABEL ||
           (candidate->role == NX_ROLE_SENTENCE && nx_candidate_is_addressed(marked, candidate));
}

gint nx_score_find(const NxMarkedText *marked, const NxCandidate *candidate)
{
    NxTrouble near = nx_marked_text_trouble(marked, candidate->mention.outer_end, candidate->block_end);
    gint score = 0;
    switch (candidate->role) {
    case NX_ROLE_TRANSCRIPT: score = nx_candidate_answer(marked, candidate) >= 400 ? 5 : 4; break;
    case NX_ROLE_LABEL:
        score = 3 + (nx_marked_text_has(marked, candidate->line, candidate->mention.at, NX_PHRASE_FAILURE) ? 2 : 0) +
                (gint)near + (gint)nx_candidate_announced(marked, candidate);
        break;
    case NX_ROLE_HEADING:
        score = 2 + candidate->mention.bracketed + (near == NX_TROUBLE_CLEAR ? 3 : (gint)near) +
                (gint)nx_candidate_announced(marked, candidate);
        break;
    case NX_ROLE_REPLY: score = 4; break;
    case NX_ROLE_SENTENCE: score = score_sentence(marked, candidate); break;
    case NX_ROLE_NONE:
    case NX_ROLE_ALIAS: return 0;
    }
    if (!score)
        return 0;
    score += candidate->confirmed ? 3 : 0;
    score += marked->counts[NX_PHRASE_FAILURE] || marked->counts[NX_PHRASE_DELAY] ||
             marked->counts[NX_PHRASE_DELIVERED] ||
             (marked->len < NX_REACH_SHORT_TEXT && marked->counts[NX_PHRASE_WEAK]);
    gboolean told = candidate->role >= NX_ROLE_HEADING && near == NX_TROUBLE_CLEAR;
    score -= !candidate->confirmed && is_desk(candidate->key) ? (told ? 2 : 3) : 0;
    score -= !candidate->confirmed && is_return_path(candidate->key) ? 3 : 0;
    score -= nx_candidate_is_quoted(marked, candidate) ? 2 : 0;
    return score;
}
