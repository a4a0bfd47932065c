/* What holds of an address, one after the other; the sum of its weights is the score. */
#include "parse/general/score.h"
#include "parse/general/reach.h"
#include "parse/general/record.h"
#include "parse/notice/sign_words.h"
#include "parse/smtp/smtp.h"

/* ---- Whose address it looks like --------------------------------------------------------------------------------- */

static gboolean is_desk(const char *key)
{
    return nx_sign_words_is_local(NX_WORDS_DESK, key);
}

/* "bounce+ann=example.com@...": a return path. */
static gboolean is_return_path(const char *key)
{
    const char *sign = strchr(key, '@'), *equals = sign ? memchr(key, '=', (gsize)(sign - key)) : NULL;
    return equals && memchr(equals, '.', (gsize)(sign - equals));
}

/* ---- What is said of it where it stands -------------------------------------------------------------------------- */

static NxTrouble block_trouble(const NxMarkedText *marked, const NxCandidate *candidate)
{
    return nx_marked_text_trouble(marked, candidate->block, candidate->block_end);
}

static NxCircumstances announcement(const NxMarkedText *marked, const NxCandidate *candidate)
{
    static const NxCircumstances BY_CLARITY[] = {
        [NX_ANNOUNCED_NOT] = 0,
        [NX_ANNOUNCED_VAGUELY] = NX_HOLDS(ANNOUNCED_VAGUELY),
        [NX_ANNOUNCED_ABOVE] = NX_HOLDS(ANNOUNCED_ABOVE),
        [NX_ANNOUNCED_CLEARLY] = NX_HOLDS(ANNOUNCED),
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(BY_CLARITY) == NX_N_ANNOUNCED);
    return BY_CLARITY[nx_candidate_announced(marked, candidate)];
}

/* Of a label or heading. */
static NxCircumstances told(const NxMarkedText *marked, const NxCandidate *candidate, NxCircumstances clear)
{
    NxTrouble trouble = block_trouble(marked, candidate);
    return trouble == NX_TROUBLE_CLEAR ? clear : trouble == NX_TROUBLE_SOME ? NX_HOLDS(TROUBLED) : 0;
}

static NxCircumstances of_transcript(const NxMarkedText *marked, const NxCandidate *candidate)
{
    return nx_smtp_is_refusal(nx_candidate_answer(marked, candidate), NX_STATUS_NONE) ? NX_HOLDS(REFUSED_COMMAND)
                                                                                      : NX_HOLDS(COMMAND);
}

static NxCircumstances of_label(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gboolean fails = nx_marked_text_has(marked, candidate->line, candidate->mention.at, NX_PHRASE_FAILURE);
    NxCircumstances tells = told(marked, candidate, NX_HOLDS(LABEL_TOLD));
    gboolean record =
        !(tells & NX_HOLDS(LABEL_TOLD)) && nx_record_fails_around(marked, candidate->line, candidate->block_end);
    return NX_HOLDS(LABEL) | (fails ? NX_HOLDS(FAILED_LABEL) : 0) | (record ? NX_HOLDS(RECORD) : 0) | tells |
           announcement(marked, candidate);
}

static NxCircumstances of_heading(const NxMarkedText *marked, const NxCandidate *candidate)
{
    return NX_HOLDS(HEADING) | (candidate->mention.bracketed ? NX_HOLDS(BRACKETED) : 0) |
           told(marked, candidate, NX_HOLDS(HEADING_TOLD)) | announcement(marked, candidate);
}

static NxCircumstances of_reply(G_GNUC_UNUSED const NxMarkedText *marked, G_GNUC_UNUSED const NxCandidate *candidate)
{
    return NX_HOLDS(REPLY);
}

/* What speaks of it: its sentence, the one that it leads to with a colon, or the paragraphs of "your message to
 * ann@...", of which another sentence may tell what became of it. */
static void find_words(const NxMarkedText *marked, const NxCandidate *candidate, gsize *start, gsize *end)
{
    gsize more;
    if (nx_candidate_is_addressed(marked, candidate)) {
        nx_marked_text_paragraph(marked, candidate->mention.at, start, end);
        if (nx_marked_text_trouble(marked, *start, *end) < NX_TROUBLE_CLEAR && *end + 2 < marked->len)
            nx_marked_text_paragraph(marked, *end + 2, &more, end);
        return;
    }
    nx_marked_text_sentence(marked, candidate->mention.at, start, end);
    if (*end > *start && marked->text[*end - 1] == ':' && *end + 1 < marked->len)
        nx_marked_text_sentence(marked, *end + 1, &more, end);
}

static NxCircumstances of_sentence(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize start, end, behind = candidate->mention.outer_end;
    find_words(marked, candidate, &start, &end);
    NxTrouble trouble = nx_marked_text_trouble(marked, start, end);
    if (trouble == NX_TROUBLE_NONE || (trouble == NX_TROUBLE_SOME && marked->len >= NX_REACH_SHORT_TEXT))
        return 0;
    gboolean addressed = trouble == NX_TROUBLE_CLEAR && nx_candidate_is_addressed(marked, candidate);
    gboolean fails = nx_marked_text_has(marked, behind, MIN(behind + NX_REACH_BEHIND, end), NX_PHRASE_FAILURE);
    return NX_HOLDS(SENTENCE) | (nx_candidate_has_to_word(marked, candidate) ? NX_HOLDS(TO_WORD) : 0) |
           (addressed ? NX_HOLDS(ADDRESSED) : 0) | (fails ? NX_HOLDS(FAILS) : 0);
}

static NxCircumstances of_nobody(G_GNUC_UNUSED const NxMarkedText *marked, G_GNUC_UNUSED const NxCandidate *candidate)
{
    return 0;
}

static NxCircumstances (*const BY_ROLE[])(const NxMarkedText *, const NxCandidate *) = {
    [NX_ROLE_NONE] = of_nobody,           [NX_ROLE_ALIAS] = of_nobody,    [NX_ROLE_SENTENCE] = of_sentence,
    [NX_ROLE_REPLY] = of_reply,           [NX_ROLE_HEADING] = of_heading, [NX_ROLE_LABEL] = of_label,
    [NX_ROLE_TRANSCRIPT] = of_transcript,
};
G_STATIC_ASSERT(G_N_ELEMENTS(BY_ROLE) == NX_N_ROLES);

/* ---- What is known of it wherever it stands ---------------------------------------------------------------------- */

static gboolean notice_tells(const NxMarkedText *marked)
{
    const guint *counts = marked->counts;
    return counts[NX_PHRASE_FAILURE] || counts[NX_PHRASE_DELAY] || counts[NX_PHRASE_DELIVERED] ||
           (counts[NX_PHRASE_WEAK] && marked->len < NX_REACH_SHORT_TEXT);
}

/* "Your message to support@... was rejected": it is the one that the sentence is about. */
static gboolean is_told_of(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize start, end;
    if (!nx_candidate_is_addressed(marked, candidate))
        return FALSE;
    nx_marked_text_sentence(marked, candidate->mention.at, &start, &end);
    return nx_marked_text_has(marked, candidate->mention.outer_end, end, NX_PHRASE_FAILURE);
}

/* Whose address it looks like counts only where the returned message was not for it. */
static NxCircumstances doubts(const NxMarkedText *marked, const NxCandidate *candidate)
{
    NxCircumstances holds = 0;
    if (is_desk(candidate->key)) {
        gboolean clear = candidate->role >= NX_ROLE_HEADING ? block_trouble(marked, candidate) == NX_TROUBLE_CLEAR
                                                            : is_told_of(marked, candidate);
        holds |= clear ? NX_HOLDS(DESK_TOLD) : NX_HOLDS(DESK);
    }
    return holds | (is_return_path(candidate->key) ? NX_HOLDS(RETURN_PATH) : 0);
}

NxCircumstances nx_score_circumstances(const NxMarkedText *marked, const NxCandidate *candidate)
{
    NxCircumstances holds = BY_ROLE[candidate->role](marked, candidate);
    if (!holds)
        return 0;
    holds |= candidate->confirmed ? NX_HOLDS(CONFIRMED) : doubts(marked, candidate);
    holds |= notice_tells(marked) ? NX_HOLDS(NOTICE_TELLS) : 0;
    return holds | (nx_candidate_is_quoted(marked, candidate) ? NX_HOLDS(QUOTED) : 0);
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
    return candidate->role == NX_ROLE_LABEL || block_trouble(marked, candidate) > NX_TROUBLE_NONE;
}

gboolean nx_score_is_told(const NxMarkedText *marked, const NxCandidate *candidate)
{
    return candidate->role == NX_ROLE_LABEL ||
           (candidate->role == NX_ROLE_SENTENCE && nx_candidate_is_addressed(marked, candidate));
}
