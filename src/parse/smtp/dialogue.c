/* One walk over the text: three digits are a reply where what stands around them says so. */
#include "parse/smtp/dialogue.h"
#include "base/code_words.h"

/* ---- Where words begin and end ----------------------------------------------------------------------------------- */

static gboolean is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_' || (guchar)c >= 0x80;
}

/* Does a word end at `at`? The punctuation of scripts that have their own, "：", ends one too, and their letters stand
 * next to a number. */
static gboolean ends_word(const char *text, gsize at)
{
    if (at == 0 || !is_word(text[at - 1]))
        return TRUE;
    if ((guchar)text[at - 1] < 0x80)
        return FALSE;
    const char *before = g_utf8_find_prev_char(text, text + at);
    gunichar c = before ? g_utf8_get_char_validated(before, (gssize)(text + at - before)) : (gunichar)-1;
    return c < (gunichar)-2 && (g_unichar_iswide(c) || !g_unichar_isalnum(c));
}

gboolean nx_dialogue_starts(const NxDialogue *scan, gsize at, const char *words, gboolean exact)
{
    gsize len = strlen(words);
    if (scan->len - at < len)
        return FALSE;
    return exact ? memcmp(scan->text + at, words, len) == 0 : g_ascii_strncasecmp(scan->text + at, words, len) == 0;
}

static void add_hit(NxDialogue *scan, NxHitKind kind, guint value, gsize at, gsize end)
{
    if (scan->n < NX_MAX_SMTP_HITS)
        scan->hits[scan->n++] = (NxHit){kind, value, at, end};
}

/* ---- Where a reply code stands ----------------------------------------------------------------------------------- */

static gboolean is_unit(const NxDialogue *scan, gsize at)
{
    while (at < scan->len && scan->text[at] == ' ')
        at++;
    if (at < scan->len && (scan->text[at] == '%' || scan->text[at] == '$'))
        return TRUE;
    for (guint i = 0; i < scan->words->units->len; i++) {
        const char *unit = g_ptr_array_index(scan->words->units, i);
        gsize len = strlen(unit);
        if (nx_dialogue_starts(scan, at, unit, FALSE) && (at + len == scan->len || !is_word(scan->text[at + len])))
            return TRUE;
    }
    return FALSE;
}

/* Is `at` the start of a line, but for quoting and arrows of a transcript? */
static gboolean at_line_start(const NxDialogue *scan, gsize at)
{
    while (at > 0 && scan->text[at - 1] != '\n') {
        gboolean arrow =
            scan->text[at - 1] == '-' && ((at > 1 && strchr("<-", scan->text[at - 2])) || scan->text[at] == '>');
        if (!arrow && !strchr(" \t<>'\"([{|*", scan->text[at - 1]))
            return FALSE;
        at--;
    }
    return TRUE;
}

gboolean nx_dialogue_status_behind(const NxDialogue *scan, gsize at, guint code, NxStatus *status)
{
    gsize end = at + 3;
    while (end < scan->len && end < at + 24) {
        gsize found;
        if (strchr(" \t\n-'\"#:([", scan->text[end])) {
            end++;
            continue;
        }
        if (scan->len - end > 3 && g_ascii_isdigit(scan->text[end]) && scan->text[end + 1] != '.' &&
            memcmp(scan->text + end, scan->text + at, 3) == 0 && !g_ascii_isdigit(scan->text[end + 3])) {
            end += 3;
            continue;
        }
        if (!g_ascii_isdigit(scan->text[end]) ||
            !nx_status_find(scan->text + end, (gssize)MIN(scan->len - end, 16), status, &found, NULL) || found)
            return FALSE;
        return status->klass == code / 100;
    }
    return FALSE;
}

/* Is [.., end) an arrow by which a dialogue shows the server's lines, behind the time of day ("10:14:03: <-- 550")? */
static gboolean is_arrow_before(const NxDialogue *scan, gsize end)
{
    return end > 2 && (memcmp(scan->text + end - 3, "<--", 3) == 0 || memcmp(scan->text + end - 3, "<<<", 3) == 0);
}

gsize nx_dialogue_status_before(const NxDialogue *scan, gsize at, guint code)
{
    NxStatus status;
    gsize end = at, start, found, width;
    while (end > 0 && scan->text[end - 1] == ' ')
        end--;
    for (start = end;
         start > 0 && end - start < 12 && (g_ascii_isdigit(scan->text[start - 1]) || scan->text[start - 1] == '.');)
        start--;
    gboolean is = end < at && end > start &&
                  nx_status_find(scan->text + start, (gssize)(end - start), &status, &found, &width) && found == 0 &&
                  width == end - start && status.klass == code / 100;
    return is ? start : at;
}

static gboolean reply_place(const NxDialogue *scan, gsize at, guint code)
{
    NxStatus status;
    char next = at + 3 < scan->len ? scan->text[at + 3] : '\n';
    if (next != '\0' && !strchr(" \t\n-.,:;'\")]<}#", next))
        return FALSE;
    if ((next == '.' || next == ',') && at + 4 < scan->len && is_word(scan->text[at + 4]))
        return FALSE;
    if (nx_dialogue_status_behind(scan, at, code, &status))
        return TRUE;
    if (is_unit(scan, at + 3))
        return FALSE;
    if (at_line_start(scan, at))
        return next != ',' || at == 0;
    char before = scan->text[at - 1];
    if ((guchar)before >= 0x80)
        return ends_word(scan->text, at) && !is_unit(scan, at + 3);
    if (strchr("#(;'\":<", before) || (next == '-' && at + 4 < scan->len && strchr("'\"", scan->text[at + 4])))
        return TRUE;
    if (!strchr(" \t\n=", before))
        return FALSE;
    gsize end = at - 1;
    while (end > 0 && strchr(" \t\n", scan->text[end - 1]))
        end--;
    if (end > 0 && strchr(":;,|", scan->text[end - 1]))
        return TRUE;
    if (end > 2 && memcmp(scan->text + end - 3, "...", 3) == 0)
        return TRUE;
    return nx_code_words_end_at(scan->text, end, TRUE) || is_arrow_before(scan, end) ||
           nx_dialogue_status_before(scan, at, code) < at;
}

guint nx_dialogue_code_at(const NxDialogue *scan, gsize at)
{
    const char *p = scan->text + at;
    if (scan->len - at < 3 || p[0] < '2' || p[0] > '5' || !g_ascii_isdigit(p[1]) || !g_ascii_isdigit(p[2]))
        return 0;
    guint code = (guint)(p[0] - '0') * 100 + (guint)(p[1] - '0') * 10 + (guint)(p[2] - '0');
    if ((code >= 260 && code < 400) || (code > 253 && code < 260))
        return 0;
    return reply_place(scan, at, code) ? code : 0;
}

/* ---- One walk over the text -------------------------------------------------------------------------------------- */

/* Is `at` in words that a reply says ("503 RCPT first")? */
static gboolean in_reply(const NxDialogue *scan, gsize at)
{
    const NxHit *last = scan->n ? &scan->hits[scan->n - 1] : NULL;
    return last && last->kind == NX_HIT_REPLY && !memchr(scan->text + last->at, '\n', at - last->at) &&
           !g_strstr_len(scan->text + last->at, (gssize)(at - last->at), ">>> ");
}

static void scan_phrase(NxDialogue *scan, gsize at)
{
    char letter = (char)(scan->text[at] | 0x20);
    if (letter < 'a' || letter > 'z')
        return;
    const GArray *phrases = scan->words->phrases[letter - 'a'];
    for (guint i = 0; i < phrases->len; i++) {
        const NxDialoguePhrase *phrase = &g_array_index(phrases, NxDialoguePhrase, i);
        if (!nx_dialogue_starts(scan, at, phrase->words, phrase->exact))
            continue;
        gsize behind = at + phrase->len;
        if (phrase->kind != NX_HIT_HOST && behind < scan->len && is_word(scan->text[behind]))
            continue;
        if (phrase->kind != NX_HIT_COMMAND || !in_reply(scan, at))
            add_hit(scan, phrase->kind, phrase->value, at, behind);
        return;
    }
}

void nx_dialogue_scan(NxDialogue *scan, const char *text, gsize len)
{
    scan->words = nx_dialogue_words();
    scan->text = text;
    scan->len = MIN(len, NX_MAX_SMTP_TEXT);
    scan->n = 0;
    for (gsize at = 0; at < scan->len; at++) {
        char before = at ? text[at - 1] : '\n';
        gboolean begins = is_word(text[at]) && (g_ascii_isdigit(text[at]) ? ends_word(text, at) : !is_word(before));
        if (!begins || before == '.' || before == '@')
            continue;
        if (g_ascii_isdigit(text[at])) {
            gboolean part = strchr("-/+$", before) || (before == ':' && at > 1 && is_word(text[at - 2]));
            guint code = part ? 0 : nx_dialogue_code_at(scan, at);
            if (code)
                add_hit(scan, NX_HIT_REPLY, code, at, at + 3);
        } else {
            scan_phrase(scan, at);
        }
    }
}
