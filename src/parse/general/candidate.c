#include "parse/general/candidate.h"
#include "parse/smtp/smtp.h"

#define MAX_LABEL 60     /* bytes of a label */
#define MAX_SENTENCE 600 /* bytes to either side */
#define NEAR_BYTES 300   /* before an address on its line, where a reply code may stand */
#define SHORT_TEXT 300   /* bytes of a notice that says it in a word: "User <ann@example.com> unknown" */
#define NEAR_MARKS 30    /* words that are looked at for it */
#define NEAR_LINES 12    /* lines that an announcement reaches, counted anew from each recipient */

/* ---- How an address stands there --------------------------------------------------------------------------------- */

static gboolean folded_ends(const NxMarkedText *marked, gsize from, gsize to, const char *words)
{
    gsize len = strlen(words);
    return to - from >= len && memcmp(marked->folded + to - len, words, len) == 0;
}

/* Past the name that goes with an address in brackets: "Recipient: Ann Other <ann@...>". */
static gsize before_name(const NxMarkedText *marked, const NxCandidate *candidate, gsize from, gsize to)
{
    gboolean set_off = candidate->mention.bracketed ||
                       (candidate->mention.outer > from && strchr("([", marked->text[candidate->mention.outer - 1]));
    gsize at = to;
    while (set_off && at > from && to - at < MAX_LABEL && !strchr(":=<>@;", marked->text[at - 1]))
        at--;
    return set_off && at > from && strchr(":=", marked->text[at - 1]) ? at : to;
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
            if (folded_ends(marked, from, to, TYPES[i])) {
                to -= strlen(TYPES[i]);
                again = TRUE;
            }
        }
    }
    to = before_name(marked, candidate, from, to);
    if (folded_ends(marked, from, to, "："))
        to -= strlen("：");
    else if (to > from && strchr(":=", marked->text[to - 1]))
        to--;
    else
        return FALSE;
    while (to > from && strchr(" \t*._-", marked->text[to - 1])) /* "Recipient ....: " */
        to--;
    *at = nx_marked_text_skip_lead(marked, from, to);
    *end = to;
    return *at < *end;
}

/* Past "SMTP:" and the like, by which some say what sort of address follows. */
static gsize skip_type(const NxMarkedText *marked, gsize at, gsize end)
{
    static const char *const TYPES[] = {"smtp:", "rfc822;", "rfc822:", "mailto:"};
    for (guint i = 0; i < G_N_ELEMENTS(TYPES); i++)
        if (end - at >= strlen(TYPES[i]) && memcmp(marked->folded + at, TYPES[i], strlen(TYPES[i])) == 0)
            return at + strlen(TYPES[i]);
    return at;
}

/* Are there only other addresses, commas and bullets before it on its line? */
static gboolean is_first(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize at = nx_marked_text_skip_lead(marked, candidate->line, candidate->mention.outer), from = at;
    NxMention before;
    while (at < candidate->mention.outer && g_ascii_isdigit(marked->text[at]))
        at++;
    if (at > from && at - from < 4 && at < candidate->mention.outer && strchr(".)", marked->text[at]))
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

/* What follows the address on its line is a reason or nothing, and not the rest of a sentence. */
static gboolean stands_alone(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize at = candidate->mention.outer_end;
    while (at < candidate->line_end && strchr(" \t>\"'])", marked->text[at]))
        at++;
    if (at >= candidate->line_end)
        return TRUE;
    if (at - candidate->mention.outer_end > 1 && marked->text[candidate->mention.outer_end] != '>')
        return TRUE;
    return strchr(":;,([{-=.|#/<", marked->text[at]) != NULL;
}

/* "Ann Other <ann@example.com>" or "Ann Other (ann@example.com)" and nothing else on the line. */
static gboolean is_named(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize at = candidate->line, end = candidate->mention.outer;
    gboolean set_off = candidate->mention.bracketed || (end > at && marked->text[end - 1] == '(');
    return set_off && end - at <= MAX_LABEL && !memchr(marked->text + at, ':', end - at) &&
           stands_alone(marked, candidate);
}

static gboolean is_transcript(const NxMarkedText *marked, gsize label, gsize end)
{
    return folded_ends(marked, label, end, "rcpt to") || folded_ends(marked, label, end, "rcpt to:");
}

static NxRole labelled_role(const NxMarkedText *marked, gsize at, gsize end)
{
    if (is_transcript(marked, at, end))
        return NX_ROLE_TRANSCRIPT;
    if (folded_ends(marked, at, end, "mail from") || folded_ends(marked, at, end, "envelope-from") ||
        folded_ends(marked, at, end, "message-id"))
        return NX_ROLE_NONE;
    if (end - at > MAX_LABEL)
        return nx_marked_text_has(marked, at, end, NX_PHRASE_FAILURE) ? NX_ROLE_LABEL : NX_ROLE_SENTENCE;
    if (nx_phrases_is_label(marked->folded + at, end - at, NX_PHRASE_SENDER))
        return NX_ROLE_NONE;
    gboolean label = nx_phrases_is_label(marked->folded + at, end - at, NX_PHRASE_RECIPIENT);
    return label || nx_marked_text_has(marked, at, end, NX_PHRASE_FAILURE) ? NX_ROLE_LABEL : NX_ROLE_SENTENCE;
}

/* Of the domain that wrote the notice: more likely in its signature than among its recipients. */
static gboolean is_home(const NxMarkedText *marked, const NxCandidate *candidate)
{
    const char *home = marked->notice->from_address ? strchr(marked->notice->from_address, '@') : NULL,
               *sign = strchr(candidate->key, '@');
    return home && sign && g_str_equal(home, sign) && !candidate->confirmed;
}

/* Words that end at `last`, before the candidate's line: with a colon, a rule or as the head of a list, or right above
 * it. */
static gint weigh_announcement(const NxMarkedText *marked, const NxCandidate *candidate, const NxMark *mark, gsize last)
{
    gboolean colon =
        last > mark->at && (strchr(":-=*", marked->text[last - 1]) || folded_ends(marked, mark->at, last, "："));
    gboolean stop = g_str_has_prefix(marked->text + last, "。");
    last += stop ? strlen("。") : 0;
    while (last < candidate->line && (g_ascii_isspace(marked->text[last]) || marked->text[last] == '.'))
        last++;
    gboolean above = last >= candidate->line && !is_home(marked, candidate);
    if (colon || (stop && above) || mark->word == NX_PHRASE_LIST ||
        nx_marked_text_is_rule(marked, nx_marked_text_line_start(marked, mark->at), mark->at))
        return 3;
    return above ? 2 : 1;
}

/* Is nothing between the words and the address but blanks and what brackets it? */
static gboolean leads_to(const NxMarkedText *marked, const NxMark *mark, const NxCandidate *candidate)
{
    gsize at = mark->end;
    while (at < candidate->mention.outer && strchr(" \t\n\"'(:*-", marked->text[at]))
        at++;
    return at >= candidate->mention.outer;
}

/* What goes before announces recipients: 3 in so many words, 2 right above, 1 vaguely. */
static gint announced(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize at = candidate->line;
    gint most = 0;
    for (guint lines = 0; at > 0 && lines < NEAR_LINES; lines++)
        at = nx_marked_text_line_start(marked, at - 1);
    for (guint i = nx_marked_text_first_mark(marked, candidate->line), seen = 0; i-- > 0 && seen < NEAR_MARKS; seen++) {
        const NxMark *mark = &g_array_index(marked->marks, NxMark, i);
        if (mark->at < at)
            break;
        if (mark->word == NX_PHRASE_CONTACT || most == 3)
            break;
        if (mark->word == NX_PHRASE_WEAK || mark->word == NX_PHRASE_ALIAS || mark->word == NX_PHRASE_ANSWER)
            continue;
        if (mark->word == NX_PHRASE_ADDRESSED) {
            most = MAX(most, leads_to(marked, mark, candidate) ? 2 : 0);
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

/* Words in [at, end) that tell whom to write to, and are not part of what went wrong ("could not write to"). */
static gboolean has_contact(const NxMarkedText *marked, gsize at, gsize end)
{
    gsize failure = 0; /* where the last one ends */
    for (guint i = nx_marked_text_first_mark(marked, at > MAX_LABEL ? at - MAX_LABEL : 0); i < marked->marks->len;
         i++) {
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
 * address that stands alone. */
static gboolean is_contact(const NxMarkedText *marked, const NxCandidate *candidate, gboolean first)
{
    gsize start, end;
    if (!first) {
        nx_marked_text_sentence(marked, candidate->mention.outer, &start, &end);
        return has_contact(
            marked, MAX(start, candidate->mention.outer > NEAR_BYTES ? candidate->mention.outer - NEAR_BYTES : 0),
            candidate->mention.outer);
    }
    if (candidate->line == 0 || nx_marked_text_trouble(marked, candidate->mention.outer_end, candidate->line_end))
        return FALSE;
    gsize above = nx_marked_text_line_start(marked, candidate->line - 1);
    return has_contact(marked, above, candidate->line) &&
           !nx_marked_text_has(marked, above, candidate->line, NX_PHRASE_LIST) &&
           nx_marked_text_trouble(marked, above, candidate->line) < 2;
}

/* "from <ann@...>", "sender ann@...", "id <...@...>": the word before it. */
static gboolean follows_sender_word(const NxMarkedText *marked, const NxCandidate *candidate)
{
    static const char *const BEFORE[] = {"from",     "sender",     "by",     "id",        "von",
                                         "absender", "message-id", "author", "originator"};
    gsize end = candidate->mention.outer;
    while (end > candidate->line && strchr(" \t<\"'([", marked->text[end - 1]))
        end--;
    for (guint i = 0; i < G_N_ELEMENTS(BEFORE); i++) {
        gsize len = strlen(BEFORE[i]);
        if (folded_ends(marked, candidate->line, end, BEFORE[i]) &&
            (end - len == candidate->line || !g_ascii_isalnum(marked->text[end - len - 1])))
            return TRUE;
    }
    return FALSE;
}

/* "550 <ann@...>: sender rejected" speaks of the sender. */
static gboolean is_rejected_sender(const NxMarkedText *marked, const NxCandidate *candidate)
{
    const char *rest = marked->folded + candidate->mention.outer_end;
    gsize len = MIN(candidate->line_end - candidate->mention.outer_end, 40);
    return g_strstr_len(rest, (gssize)len, "sender") && !g_strstr_len(rest, (gssize)len, "recipient");
}

static gboolean is_addressed(const NxMarkedText *marked, const NxCandidate *candidate);

NxRole nx_candidate_role(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize label, end;
    guint reply;
    NxStatus status;
    gboolean first = is_first(marked, candidate);
    if (nx_marked_text_has(marked, candidate->line, candidate->mention.outer, NX_PHRASE_ALIAS))
        return NX_ROLE_ALIAS;
    if (is_contact(marked, candidate, first) || is_rejected_sender(marked, candidate))
        return NX_ROLE_NONE;
    if (find_label(marked, candidate, &label, &end)) {
        NxRole role = labelled_role(marked, label, end);
        if (role != NX_ROLE_SENTENCE)
            return role;
    }
    if (follows_sender_word(marked, candidate) && !is_addressed(marked, candidate)) /* "Mailbox von ann@..." */
        return NX_ROLE_NONE;
    if (first && stands_alone(marked, candidate))
        return NX_ROLE_HEADING;
    if ((first || is_named(marked, candidate)) && announced(marked, candidate) == 3)
        return NX_ROLE_HEADING;
    if (nx_smtp_codes(marked->text + candidate->line, (gssize)(candidate->mention.outer - candidate->line), &reply,
                      &status) &&
        (reply >= 400 || status.klass >= 4))
        return NX_ROLE_REPLY;
    return NX_ROLE_SENTENCE;
}

/* ---- What speaks for it ------------------------------------------------------------------------------------------ */

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
    while (quote > line && end - quote < MAX_LABEL && marked->text[quote - 1] != '"')
        quote--;
    if (quote <= line || marked->text[quote - 1] != '"')
        return end;
    end = quote - 1;
    while (end > line && marked->text[end - 1] == ' ')
        end--;
    return end;
}

/* The same, before a name without quotes: to Ann Other <ann@...>. */
static gsize words_before_name(const NxMarkedText *marked, const NxCandidate *candidate)
{
    enum { WORDS = 4 };
    gsize end = words_end(marked, candidate);
    for (guint words = 0; candidate->mention.bracketed && words < WORDS; words++) {
        gsize start = end;
        while (start > candidate->line &&
               (g_ascii_isalnum(marked->text[start - 1]) || strchr(".'-", marked->text[start - 1]) ||
                (guchar)marked->text[start - 1] >= 0x80))
            start--;
        if (start == end || !(g_ascii_isupper(marked->text[start]) || (guchar)marked->text[start] >= 0x80))
            break;
        end = start;
        while (end > candidate->line && marked->text[end - 1] == ' ')
            end--;
    }
    return end;
}

/* "the recipient ann@...", "al destinatario ann@...": the word before `end` is one that labels recipients. */
static gboolean follows_label_word(const NxMarkedText *marked, gsize end)
{
    gsize start = end;
    while (start > 0 && end - start < MAX_LABEL &&
           ((guchar)marked->text[start - 1] >= 0x80 || g_ascii_isalnum(marked->text[start - 1])))
        start--;
    return end - start > 3 && nx_phrases_is_label(marked->folded + start, end - start, NX_PHRASE_RECIPIENT);
}

/* Does a phrase of that sort end at `end`: "cannot reach ann@..."? */
static gboolean ends_phrase(const NxMarkedText *marked, gsize end, NxPhraseKind word)
{
    for (guint i = nx_marked_text_first_mark(marked, end > MAX_LABEL ? end - MAX_LABEL : 0); i < marked->marks->len;
         i++) {
        const NxMark *mark = &g_array_index(marked->marks, NxMark, i);
        if (mark->at >= end)
            break;
        if (mark->word == word && mark->end >= end)
            return TRUE;
    }
    return FALSE;
}

/* "to ann@...", "an", "à", "para", "...へ", "...宛": words that make an address of a sentence the one that the message
 * was for. */
static gboolean has_to_word(const NxMarkedText *marked, const NxCandidate *candidate)
{
    static const char *const BEFORE[] = {"to",   "for",   "an",   "für",       "à",       "pour",    "a",
                                         "para", "aan",   "voor", "do",        "dla",     "per",     "на",
                                         "для",  "адрес", "user", "recipient", "address", "account", "mailbox"};
    static const char *const BEHIND[] = {"へ", "に", "宛", "様", "の"};
    gsize end = words_end(marked, candidate);
    gsize start = end > 24 ? end - 24 : 0;
    for (guint i = 0; i < G_N_ELEMENTS(BEFORE); i++) {
        gsize len = strlen(BEFORE[i]);
        if (folded_ends(marked, start, end, BEFORE[i]) &&
            (end == len ||
             !((guchar)marked->text[end - len - 1] >= 0x80 || g_ascii_isalnum(marked->text[end - len - 1]))))
            return TRUE;
    }
    if (follows_label_word(marked, end) || ends_phrase(marked, end, NX_PHRASE_FAILURE) ||
        ends_phrase(marked, end, NX_PHRASE_DELAY))
        return TRUE;
    gsize behind = candidate->mention.outer_end;
    while (behind < marked->len && marked->text[behind] == ' ')
        behind++;
    for (guint i = 0; i < G_N_ELEMENTS(BEHIND); i++)
        if (marked->len - behind >= strlen(BEHIND[i]) &&
            memcmp(marked->text + behind, BEHIND[i], strlen(BEHIND[i])) == 0)
            return TRUE;
    return FALSE;
}

/* "Your message to ann@...": the message was for it, whatever sentence says what became of it. */
static gboolean is_addressed(const NxMarkedText *marked, const NxCandidate *candidate)
{
    return ends_phrase(marked, words_end(marked, candidate), NX_PHRASE_ADDRESSED) ||
           ends_phrase(marked, words_before_name(marked, candidate), NX_PHRASE_ADDRESSED);
}

static void paragraph(const NxMarkedText *marked, gsize at, gsize *start, gsize *end)
{
    gsize first = nx_marked_text_line_start(marked, at), last = nx_marked_text_line_end(marked, at);
    while (first > 0 && at - first < MAX_SENTENCE &&
           !nx_marked_text_is_blank(marked, nx_marked_text_line_start(marked, first - 1), first - 1))
        first = nx_marked_text_line_start(marked, first - 1);
    while (last < marked->len && last - at < MAX_SENTENCE &&
           !nx_marked_text_is_blank(marked, last + 1, nx_marked_text_line_end(marked, last + 1)))
        last = nx_marked_text_line_end(marked, last + 1);
    *start = MAX(first, at > MAX_SENTENCE ? at - MAX_SENTENCE : 0);
    *end = MIN(last, at + MAX_SENTENCE);
}

static gint score_sentence(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize start, end;
    nx_marked_text_sentence(marked, candidate->mention.at, &start, &end);
    gsize behind = candidate->mention.outer_end, more;
    if (is_addressed(marked, candidate)) {
        paragraph(marked, candidate->mention.at, &start, &end);
        if (nx_marked_text_trouble(marked, start, end) < 2 && end + 2 < marked->len)
            paragraph(marked, end + 2, &more, &end);
    } else if (end > start && marked->text[end - 1] == ':' && end + 1 < marked->len)
        nx_marked_text_sentence(marked, end + 1, &more, &end);
    gint trouble = nx_marked_text_trouble(marked, start, end);
    gint score = trouble == 2 || (trouble == 1 && marked->len < SHORT_TEXT) ? 3 : 0;
    if (score && has_to_word(marked, candidate))
        score++;
    if (trouble == 2 && is_addressed(marked, candidate))
        score++;
    if (score && nx_marked_text_has(marked, behind, MIN(behind + 12, end), NX_PHRASE_FAILURE))
        score++;
    return score;
}

/* "> ": somebody else's words, but not a transcript's ">>> " nor a bullet right before the address. */
static gboolean is_quoted(const NxMarkedText *marked, const NxCandidate *candidate)
{
    const char *line = marked->text + candidate->line;
    return line[0] == '>' && line[1] != '>' &&
           nx_marked_text_skip_lead(marked, candidate->line, candidate->line_end) != candidate->mention.outer;
}

gboolean nx_candidate_is_plausible(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize at, end;
    if (candidate->role < NX_ROLE_SENTENCE || is_desk(candidate->key) || is_return_path(candidate->key) ||
        is_quoted(marked, candidate))
        return FALSE;
    if (!is_home(marked, candidate) || is_addressed(marked, candidate) || has_to_word(marked, candidate))
        return TRUE;
    if (candidate->role == NX_ROLE_SENTENCE) {
        nx_marked_text_sentence(marked, candidate->mention.at, &at, &end);
        return nx_marked_text_trouble(marked, at, end) == 2;
    }
    nx_marked_text_block(marked, candidate, &at, &end);
    return candidate->role == NX_ROLE_LABEL ||
           (candidate->role > NX_ROLE_SENTENCE && nx_marked_text_trouble(marked, at, end));
}

gboolean nx_candidate_is_told(const NxMarkedText *marked, const NxCandidate *candidate)
{
    return candidate->role == NX_ROLE_LABEL || (candidate->role == NX_ROLE_SENTENCE && is_addressed(marked, candidate));
}

gint nx_candidate_score(const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize at, end;
    gint score = 0, near;
    nx_marked_text_block(marked, candidate, &at, &end);
    near = nx_marked_text_trouble(marked, at, end);
    switch (candidate->role) {
    case NX_ROLE_TRANSCRIPT: score = nx_marked_text_answer(marked, candidate) >= 400 ? 5 : 4; break;
    case NX_ROLE_LABEL:
        score = 3 + (nx_marked_text_has(marked, candidate->line, candidate->mention.at, NX_PHRASE_FAILURE) ? 2 : 0) +
                (near == 2 ? 2 : near) + announced(marked, candidate);
        break;
    case NX_ROLE_HEADING:
        score = 2 + candidate->mention.bracketed + (near == 2 ? 3 : near) + announced(marked, candidate);
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
             marked->counts[NX_PHRASE_DELIVERED] || (marked->len < SHORT_TEXT && marked->counts[NX_PHRASE_WEAK]);
    gboolean told = candidate->role >= NX_ROLE_HEADING && near == 2;
    score -= !candidate->confirmed && is_desk(candidate->key) ? (told ? 2 : 3) : 0;
    score -= !candidate->confirmed && is_return_path(candidate->key) ? 3 : 0;
    score -= is_quoted(marked, candidate) ? 2 : 0;
    return score;
}
