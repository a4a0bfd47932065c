#include "parse/figure.h"
#include "parse/smtp.h"

#define MAX_LABEL 60     /* bytes of a label */
#define MAX_SENTENCE 600 /* bytes to either side */
#define NEAR_BYTES 300   /* before an address on its line, where a reply code may stand */
#define SHORT_TEXT 300   /* bytes of a notice that says it in a word: "User <ann@example.com> unknown" */
#define NEAR_MARKS 30    /* words that are looked at for it */
#define NEAR_LINES 12    /* lines that an announcement reaches, counted anew from each recipient */

/* ---- How an address stands there ------------------------------------------------------------------------------------ */

static gboolean folded_ends(const NxScene *scene, gsize from, gsize to, const char *words)
{
    gsize len = strlen(words);
    return to - from >= len && memcmp(scene->folded + to - len, words, len) == 0;
}

/* Past the name that goes with an address in brackets: "Recipient: Ann Other <ann@...>". */
static gsize before_name(const NxScene *scene, const NxFigure *figure, gsize from, gsize to)
{
    gboolean set_off = figure->mention.bracketed || (figure->mention.outer > from && strchr("([", scene->text[figure->mention.outer - 1]));
    gsize at = to;
    while (set_off && at > from && to - at < MAX_LABEL && !strchr(":=<>@;", scene->text[at - 1]))
        at--;
    return set_off && at > from && strchr(":=", scene->text[at - 1]) ? at : to;
}

/* The label that stands before the address, "final recipient" of "Final-Recipient: rfc822; ann@...": FALSE if there is none. */
static gboolean find_label(const NxScene *scene, const NxFigure *figure, gsize *at, gsize *end)
{
    static const char *const TYPES[] = {"rfc822;", "smtp;", "utf-8;", "smtp:", "rfc822:"};
    gsize from = figure->line, to = figure->mention.outer;
    for (gboolean again = TRUE; again;) {
        again = FALSE;
        while (to > from && strchr(" \t<\"'[(", scene->text[to - 1]))
            to--;
        for (guint i = 0; i < G_N_ELEMENTS(TYPES) && !again; i++) {
            if (folded_ends(scene, from, to, TYPES[i])) {
                to -= strlen(TYPES[i]);
                again = TRUE;
            }
        }
    }
    to = before_name(scene, figure, from, to);
    if (folded_ends(scene, from, to, "："))
        to -= strlen("：");
    else if (to > from && strchr(":=", scene->text[to - 1]))
        to--;
    else
        return FALSE;
    while (to > from && strchr(" \t*._-", scene->text[to - 1])) /* "Recipient ....: " */
        to--;
    *at = nx_scene_skip_lead(scene, from, to);
    *end = to;
    return *at < *end;
}

/* Past "SMTP:" and the like, by which some say what sort of address follows. */
static gsize skip_type(const NxScene *scene, gsize at, gsize end)
{
    static const char *const TYPES[] = {"smtp:", "rfc822;", "rfc822:", "mailto:"};
    for (guint i = 0; i < G_N_ELEMENTS(TYPES); i++)
        if (end - at >= strlen(TYPES[i]) && memcmp(scene->folded + at, TYPES[i], strlen(TYPES[i])) == 0)
            return at + strlen(TYPES[i]);
    return at;
}

/* Are there only other addresses, commas and bullets before it on its line? */
static gboolean is_first(const NxScene *scene, const NxFigure *figure)
{
    gsize at = nx_scene_skip_lead(scene, figure->line, figure->mention.outer), from = at;
    NxMention before;
    while (at < figure->mention.outer && g_ascii_isdigit(scene->text[at]))
        at++;
    if (at > from && at - from < 4 && at < figure->mention.outer && strchr(".)", scene->text[at]))
        at = nx_scene_skip_lead(scene, at + 1, figure->mention.outer);
    else
        at = skip_type(scene, from, figure->mention.outer);
    for (gsize next = at; nx_mention_next(scene->text, figure->mention.outer, &next, &before);) {
        if (before.outer != at)
            return FALSE;
        at = before.outer_end;
        while (at < figure->mention.outer && strchr(" ,;\t", scene->text[at]))
            at++;
    }
    while (at < figure->mention.outer && strchr(" \t\"'[(<", scene->text[at]))
        at++;
    return at == figure->mention.outer;
}

/* What follows the address on its line is a reason or nothing, and not the rest of a sentence. */
static gboolean stands_alone(const NxScene *scene, const NxFigure *figure)
{
    gsize at = figure->mention.outer_end;
    while (at < figure->line_end && strchr(" \t>\"'])", scene->text[at]))
        at++;
    if (at >= figure->line_end)
        return TRUE;
    if (at - figure->mention.outer_end > 1 && scene->text[figure->mention.outer_end] != '>')
        return TRUE;
    return strchr(":;,([{-=.|#/<", scene->text[at]) != NULL;
}

/* "Ann Other <ann@example.com>" or "Ann Other (ann@example.com)" and nothing else on the line. */
static gboolean is_named(const NxScene *scene, const NxFigure *figure)
{
    gsize at = figure->line, end = figure->mention.outer;
    gboolean set_off = figure->mention.bracketed || (end > at && scene->text[end - 1] == '(');
    return set_off && end - at <= MAX_LABEL && !memchr(scene->text + at, ':', end - at) && stands_alone(scene, figure);
}

static gboolean is_transcript(const NxScene *scene, gsize label, gsize end)
{
    return folded_ends(scene, label, end, "rcpt to") || folded_ends(scene, label, end, "rcpt to:");
}

static NxRole labelled_role(const NxScene *scene, gsize at, gsize end)
{
    if (is_transcript(scene, at, end))
        return NX_ROLE_TRANSCRIPT;
    if (folded_ends(scene, at, end, "mail from") || folded_ends(scene, at, end, "envelope-from") || folded_ends(scene, at, end, "message-id"))
        return NX_ROLE_NONE;
    if (end - at > MAX_LABEL)
        return nx_scene_has(scene, at, end, NX_PHRASE_FAILURE) ? NX_ROLE_LABEL : NX_ROLE_SENTENCE;
    if (nx_phrases_is_label(scene->folded + at, end - at, NX_PHRASE_SENDER))
        return NX_ROLE_NONE;
    gboolean label = nx_phrases_is_label(scene->folded + at, end - at, NX_PHRASE_RECIPIENT);
    return label || nx_scene_has(scene, at, end, NX_PHRASE_FAILURE) ? NX_ROLE_LABEL : NX_ROLE_SENTENCE;
}

/* Of the domain that wrote the notice: more likely in its signature than among its recipients. */
static gboolean is_home(const NxScene *scene, const NxFigure *figure)
{
    const char *home = scene->notice->from_address ? strchr(scene->notice->from_address, '@') : NULL, *sign = strchr(figure->key, '@');
    return home && sign && g_str_equal(home, sign) && !figure->confirmed;
}

/* Words that end at `last`, before the figure's line: with a colon, a rule or as the head of a list, or right above it. */
static gint weigh_announcement(const NxScene *scene, const NxFigure *figure, const NxMark *mark, gsize last)
{
    gboolean colon = last > mark->at && (strchr(":-=*", scene->text[last - 1]) || folded_ends(scene, mark->at, last, "："));
    gboolean stop = g_str_has_prefix(scene->text + last, "。");
    last += stop ? strlen("。") : 0;
    while (last < figure->line && (g_ascii_isspace(scene->text[last]) || scene->text[last] == '.'))
        last++;
    gboolean above = last >= figure->line && !is_home(scene, figure);
    if (colon || (stop && above) || mark->word == NX_PHRASE_LIST || nx_scene_is_rule(scene, nx_scene_line_start(scene, mark->at), mark->at))
        return 3;
    return above ? 2 : 1;
}

/* Is nothing between the words and the address but blanks and what brackets it? */
static gboolean leads_to(const NxScene *scene, const NxMark *mark, const NxFigure *figure)
{
    gsize at = mark->end;
    while (at < figure->mention.outer && strchr(" \t\n\"'(:*-", scene->text[at]))
        at++;
    return at >= figure->mention.outer;
}

/* What goes before announces recipients: 3 in so many words, 2 right above, 1 vaguely. */
static gint announced(const NxScene *scene, const NxFigure *figure)
{
    gsize at = figure->line;
    gint most = 0;
    for (guint lines = 0; at > 0 && lines < NEAR_LINES; lines++)
        at = nx_scene_line_start(scene, at - 1);
    for (guint i = nx_scene_first_mark(scene, figure->line), seen = 0; i-- > 0 && seen < NEAR_MARKS; seen++) {
        const NxMark *mark = &g_array_index(scene->marks, NxMark, i);
        if (mark->at < at)
            break;
        if (mark->word == NX_PHRASE_CONTACT || most == 3)
            break;
        if (mark->word == NX_PHRASE_WEAK || mark->word == NX_PHRASE_ALIAS || mark->word == NX_PHRASE_ANSWER)
            continue;
        if (mark->word == NX_PHRASE_ADDRESSED) {
            most = MAX(most, leads_to(scene, mark, figure) ? 2 : 0);
            continue;
        }
        gsize start, end;
        nx_scene_sentence(scene, mark->at, &start, &end);
        gsize last = MIN(end, figure->line);
        while (last > mark->at && g_ascii_isspace(scene->text[last - 1]))
            last--;
        most = MAX(most, weigh_announcement(scene, figure, mark, last));
    }
    return most;
}

/* Words in [at, end) that tell whom to write to, and are not part of what went wrong ("could not write to"). */
static gboolean has_contact(const NxScene *scene, gsize at, gsize end)
{
    gsize failure = 0; /* where the last one ends */
    for (guint i = nx_scene_first_mark(scene, at > MAX_LABEL ? at - MAX_LABEL : 0); i < scene->marks->len; i++) {
        const NxMark *mark = &g_array_index(scene->marks, NxMark, i);
        if (mark->at >= end)
            break;
        if (mark->word == NX_PHRASE_FAILURE)
            failure = MAX(failure, mark->end);
        else if (mark->word == NX_PHRASE_CONTACT && mark->at >= at && mark->end > failure)
            return TRUE;
    }
    return FALSE;
}

/* Somebody to write to, and not the recipient: the words stand before it in its sentence, or on the line above an address that stands alone. */
static gboolean is_contact(const NxScene *scene, const NxFigure *figure, gboolean first)
{
    gsize start, end;
    if (!first) {
        nx_scene_sentence(scene, figure->mention.outer, &start, &end);
        return has_contact(scene, MAX(start, figure->mention.outer > NEAR_BYTES ? figure->mention.outer - NEAR_BYTES : 0), figure->mention.outer);
    }
    if (figure->line == 0 || nx_scene_trouble(scene, figure->mention.outer_end, figure->line_end))
        return FALSE;
    gsize above = nx_scene_line_start(scene, figure->line - 1);
    return has_contact(scene, above, figure->line) && !nx_scene_has(scene, above, figure->line, NX_PHRASE_LIST) &&
           nx_scene_trouble(scene, above, figure->line) < 2;
}

/* "from <ann@...>", "sender ann@...", "id <...@...>": the word before it. */
static gboolean follows_sender_word(const NxScene *scene, const NxFigure *figure)
{
    static const char *const BEFORE[] = {"from", "sender", "by", "id", "von", "absender", "message-id", "author", "originator"};
    gsize end = figure->mention.outer;
    while (end > figure->line && strchr(" \t<\"'([", scene->text[end - 1]))
        end--;
    for (guint i = 0; i < G_N_ELEMENTS(BEFORE); i++) {
        gsize len = strlen(BEFORE[i]);
        if (folded_ends(scene, figure->line, end, BEFORE[i]) && (end - len == figure->line || !g_ascii_isalnum(scene->text[end - len - 1])))
            return TRUE;
    }
    return FALSE;
}

/* "550 <ann@...>: sender rejected" speaks of the sender. */
static gboolean is_rejected_sender(const NxScene *scene, const NxFigure *figure)
{
    const char *rest = scene->folded + figure->mention.outer_end;
    gsize len = MIN(figure->line_end - figure->mention.outer_end, 40);
    return g_strstr_len(rest, (gssize)len, "sender") && !g_strstr_len(rest, (gssize)len, "recipient");
}

static gboolean is_addressed(const NxScene *scene, const NxFigure *figure);

NxRole nx_figure_role(const NxScene *scene, const NxFigure *figure)
{
    gsize label, end;
    guint reply;
    NxStatus status;
    gboolean first = is_first(scene, figure);
    if (nx_scene_has(scene, figure->line, figure->mention.outer, NX_PHRASE_ALIAS))
        return NX_ROLE_ALIAS;
    if (is_contact(scene, figure, first) || is_rejected_sender(scene, figure))
        return NX_ROLE_NONE;
    if (find_label(scene, figure, &label, &end)) {
        NxRole role = labelled_role(scene, label, end);
        if (role != NX_ROLE_SENTENCE)
            return role;
    }
    if (follows_sender_word(scene, figure) && !is_addressed(scene, figure)) /* "Mailbox von ann@..." */
        return NX_ROLE_NONE;
    if (first && stands_alone(scene, figure))
        return NX_ROLE_HEADING;
    if ((first || is_named(scene, figure)) && announced(scene, figure) == 3)
        return NX_ROLE_HEADING;
    if (nx_smtp_codes(scene->text + figure->line, (gssize)(figure->mention.outer - figure->line), &reply, &status) &&
        (reply >= 400 || status.klass >= 4))
        return NX_ROLE_REPLY;
    return NX_ROLE_SENTENCE;
}

/* ---- What speaks for it --------------------------------------------------------------------------------------------- */

/* Addresses of machines and desks: named in notices as whom to ask, seldom as recipients. */
static gboolean is_desk(const char *key)
{
    static const char *const LOCALS[] = {"mailer-daemon", "postmaster", "abuse",   "noreply",   "no-reply",    "do-not-reply", "donotreply",
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

/* Where the words before the address end: before brackets, the sort of address, and the name that is its: to "Ann Other" [SMTP: ann@...]. */
static gsize words_end(const NxScene *scene, const NxFigure *figure)
{
    gsize end = figure->mention.outer, line = figure->line;
    while (end > 0 && strchr(" \t\n<\"'([:,", scene->text[end - 1]))
        end--;
    if (end > line + 4 && memcmp(scene->folded + end - 4, "smtp", 4) == 0 && !g_ascii_isalnum(scene->text[end - 5])) {
        end -= 4;
        while (end > line && strchr(" \t\n<\"'([:,", scene->text[end - 1]))
            end--;
    }
    gsize quote = end < figure->mention.outer && scene->text[end] == '"' ? end : 0;
    while (quote > line && end - quote < MAX_LABEL && scene->text[quote - 1] != '"')
        quote--;
    if (quote <= line || scene->text[quote - 1] != '"')
        return end;
    end = quote - 1;
    while (end > line && scene->text[end - 1] == ' ')
        end--;
    return end;
}

/* The same, before a name without quotes: to Ann Other <ann@...>. */
static gsize words_before_name(const NxScene *scene, const NxFigure *figure)
{
    enum { WORDS = 4 };
    gsize end = words_end(scene, figure);
    for (guint words = 0; figure->mention.bracketed && words < WORDS; words++) {
        gsize start = end;
        while (start > figure->line &&
               (g_ascii_isalnum(scene->text[start - 1]) || strchr(".'-", scene->text[start - 1]) || (guchar)scene->text[start - 1] >= 0x80))
            start--;
        if (start == end || !(g_ascii_isupper(scene->text[start]) || (guchar)scene->text[start] >= 0x80))
            break;
        end = start;
        while (end > figure->line && scene->text[end - 1] == ' ')
            end--;
    }
    return end;
}

/* "the recipient ann@...", "al destinatario ann@...": the word before `end` is one that labels recipients. */
static gboolean follows_label_word(const NxScene *scene, gsize end)
{
    gsize start = end;
    while (start > 0 && end - start < MAX_LABEL && ((guchar)scene->text[start - 1] >= 0x80 || g_ascii_isalnum(scene->text[start - 1])))
        start--;
    return end - start > 3 && nx_phrases_is_label(scene->folded + start, end - start, NX_PHRASE_RECIPIENT);
}

/* Does a phrase of that sort end at `end`: "cannot reach ann@..."? */
static gboolean ends_phrase(const NxScene *scene, gsize end, NxPhraseKind word)
{
    for (guint i = nx_scene_first_mark(scene, end > MAX_LABEL ? end - MAX_LABEL : 0); i < scene->marks->len; i++) {
        const NxMark *mark = &g_array_index(scene->marks, NxMark, i);
        if (mark->at >= end)
            break;
        if (mark->word == word && mark->end >= end)
            return TRUE;
    }
    return FALSE;
}

/* "to ann@...", "an", "à", "para", "...へ", "...宛": words that make an address of a sentence the one that the message was for. */
static gboolean has_to_word(const NxScene *scene, const NxFigure *figure)
{
    static const char *const BEFORE[] = {"to",  "for", "an", "für", "à",     "pour", "a",         "para",    "aan",     "voor",   "do",
                                         "dla", "per", "на", "для", "адрес", "user", "recipient", "address", "account", "mailbox"};
    static const char *const BEHIND[] = {"へ", "に", "宛", "様", "の"};
    gsize end = words_end(scene, figure);
    gsize start = end > 24 ? end - 24 : 0;
    for (guint i = 0; i < G_N_ELEMENTS(BEFORE); i++) {
        gsize len = strlen(BEFORE[i]);
        if (folded_ends(scene, start, end, BEFORE[i]) &&
            (end == len || !((guchar)scene->text[end - len - 1] >= 0x80 || g_ascii_isalnum(scene->text[end - len - 1]))))
            return TRUE;
    }
    if (follows_label_word(scene, end) || ends_phrase(scene, end, NX_PHRASE_FAILURE) || ends_phrase(scene, end, NX_PHRASE_DELAY))
        return TRUE;
    gsize behind = figure->mention.outer_end;
    while (behind < scene->len && scene->text[behind] == ' ')
        behind++;
    for (guint i = 0; i < G_N_ELEMENTS(BEHIND); i++)
        if (scene->len - behind >= strlen(BEHIND[i]) && memcmp(scene->text + behind, BEHIND[i], strlen(BEHIND[i])) == 0)
            return TRUE;
    return FALSE;
}

/* "Your message to ann@...": the message was for it, whatever sentence says what became of it. */
static gboolean is_addressed(const NxScene *scene, const NxFigure *figure)
{
    return ends_phrase(scene, words_end(scene, figure), NX_PHRASE_ADDRESSED) ||
           ends_phrase(scene, words_before_name(scene, figure), NX_PHRASE_ADDRESSED);
}

static void paragraph(const NxScene *scene, gsize at, gsize *start, gsize *end)
{
    gsize first = nx_scene_line_start(scene, at), last = nx_scene_line_end(scene, at);
    while (first > 0 && at - first < MAX_SENTENCE && !nx_scene_is_blank(scene, nx_scene_line_start(scene, first - 1), first - 1))
        first = nx_scene_line_start(scene, first - 1);
    while (last < scene->len && last - at < MAX_SENTENCE && !nx_scene_is_blank(scene, last + 1, nx_scene_line_end(scene, last + 1)))
        last = nx_scene_line_end(scene, last + 1);
    *start = MAX(first, at > MAX_SENTENCE ? at - MAX_SENTENCE : 0);
    *end = MIN(last, at + MAX_SENTENCE);
}

static gint score_sentence(const NxScene *scene, const NxFigure *figure)
{
    gsize start, end;
    nx_scene_sentence(scene, figure->mention.at, &start, &end);
    gsize behind = figure->mention.outer_end, more;
    if (is_addressed(scene, figure)) {
        paragraph(scene, figure->mention.at, &start, &end);
        if (nx_scene_trouble(scene, start, end) < 2 && end + 2 < scene->len)
            paragraph(scene, end + 2, &more, &end);
    } else if (end > start && scene->text[end - 1] == ':' && end + 1 < scene->len)
        nx_scene_sentence(scene, end + 1, &more, &end);
    gint trouble = nx_scene_trouble(scene, start, end);
    gint score = trouble == 2 || (trouble == 1 && scene->len < SHORT_TEXT) ? 3 : 0;
    if (score && has_to_word(scene, figure))
        score++;
    if (trouble == 2 && is_addressed(scene, figure))
        score++;
    if (score && nx_scene_has(scene, behind, MIN(behind + 12, end), NX_PHRASE_FAILURE))
        score++;
    return score;
}

/* "> ": somebody else's words, but not a transcript's ">>> " nor a bullet right before the address. */
static gboolean is_quoted(const NxScene *scene, const NxFigure *figure)
{
    const char *line = scene->text + figure->line;
    return line[0] == '>' && line[1] != '>' && nx_scene_skip_lead(scene, figure->line, figure->line_end) != figure->mention.outer;
}

gboolean nx_figure_is_plausible(const NxScene *scene, const NxFigure *figure)
{
    gsize at, end;
    if (figure->role < NX_ROLE_SENTENCE || is_desk(figure->key) || is_return_path(figure->key) || is_quoted(scene, figure))
        return FALSE;
    if (!is_home(scene, figure) || is_addressed(scene, figure) || has_to_word(scene, figure))
        return TRUE;
    if (figure->role == NX_ROLE_SENTENCE) {
        nx_scene_sentence(scene, figure->mention.at, &at, &end);
        return nx_scene_trouble(scene, at, end) == 2;
    }
    nx_scene_block(scene, figure, &at, &end);
    return figure->role == NX_ROLE_LABEL || (figure->role > NX_ROLE_SENTENCE && nx_scene_trouble(scene, at, end));
}

gboolean nx_figure_is_told(const NxScene *scene, const NxFigure *figure)
{
    return figure->role == NX_ROLE_LABEL || (figure->role == NX_ROLE_SENTENCE && is_addressed(scene, figure));
}

gint nx_figure_score(const NxScene *scene, const NxFigure *figure)
{
    gsize at, end;
    gint score = 0, near;
    nx_scene_block(scene, figure, &at, &end);
    near = nx_scene_trouble(scene, at, end);
    switch (figure->role) {
    case NX_ROLE_TRANSCRIPT: score = nx_scene_answer(scene, figure) >= 400 ? 5 : 4; break;
    case NX_ROLE_LABEL:
        score = 3 + (nx_scene_has(scene, figure->line, figure->mention.at, NX_PHRASE_FAILURE) ? 2 : 0) + (near == 2 ? 2 : near) +
                announced(scene, figure);
        break;
    case NX_ROLE_HEADING: score = 2 + figure->mention.bracketed + (near == 2 ? 3 : near) + announced(scene, figure); break;
    case NX_ROLE_REPLY: score = 4; break;
    case NX_ROLE_SENTENCE: score = score_sentence(scene, figure); break;
    case NX_ROLE_NONE:
    case NX_ROLE_ALIAS: return 0;
    }
    if (!score)
        return 0;
    score += figure->confirmed ? 3 : 0;
    score += scene->counts[NX_PHRASE_FAILURE] || scene->counts[NX_PHRASE_DELAY] || scene->counts[NX_PHRASE_DELIVERED] ||
             (scene->len < SHORT_TEXT && scene->counts[NX_PHRASE_WEAK]);
    gboolean told = figure->role >= NX_ROLE_HEADING && near == 2;
    score -= !figure->confirmed && is_desk(figure->key) ? (told ? 2 : 3) : 0;
    score -= !figure->confirmed && is_return_path(figure->key) ? 3 : 0;
    score -= is_quoted(scene, figure) ? 2 : 0;
    return score;
}
