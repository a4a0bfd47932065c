/* Line by line: words that announce, then one name a line, up to a line that is none. */
#include "parse/general/bare_names.h"
#include "parse/bounds.h"
#include "parse/general/reach.h"
#include <nixie/address.h>
#include <nixie/text.h>
#include <string.h>

enum { LONGEST_NAME = 64 }; /* RFC 5321 4.5.3.1.1 */

static gboolean is_name_byte(char c)
{
    return g_ascii_isalnum(c) || (c && strchr("._+-", c));
}

static char *cut(const NxMarkedText *marked, gsize at, gsize end)
{
    while (at < end && strchr(" \t\n:(-", marked->text[at]))
        at++;
    while (end > at && strchr(" \t\n:)", marked->text[end - 1]))
        end--;
    g_autofree char *piece = g_strndup(marked->text + at, MIN(end - at, NX_REACH_NOTE));
    g_autofree char *valid = g_utf8_make_valid(piece, -1);
    return nx_text_squeeze(valid);
}

/* ---- Announcements ----------------------------------------------------------------------------------------------- */

/* Do the words that end at `end` say that a message did not reach those that follow? Names nobody itself. */
static gboolean announces(const NxMarkedText *marked, gsize end, gsize *start)
{
    gsize stop;
    while (end > 0 && g_ascii_isspace(marked->text[end - 1]))
        end--;
    if (end == 0)
        return FALSE;
    nx_marked_text_sentence(marked, end - 1, start, &stop);
    return nx_marked_text_has(marked, *start, end, NX_PHRASE_LIST) &&
           nx_marked_text_trouble(marked, *start, end) == NX_TROUBLE_CLEAR &&
           !nx_marked_text_has(marked, *start, end, NX_PHRASE_DELIVERED) &&
           !memchr(marked->text + *start, '@', end - *start);
}

/* "recipients at skylink.example": the last host in [at, end), NULL if there is none. Caller frees. */
static char *told_domain(const NxMarkedText *marked, gsize at, gsize end)
{
    char *domain = NULL;
    while (at < end) {
        gsize start = at;
        while (at < end && is_name_byte(marked->folded[at]))
            at++;
        gsize stop = at;
        while (stop > start && strchr(".-_", marked->folded[stop - 1]))
            stop--;
        g_autofree char *word = g_strndup(marked->folded + start, stop - start);
        const char *dot = strrchr(word, '.');
        g_autofree char *address = dot && g_ascii_isalpha(dot[1]) && dot[2] ? g_strconcat("a@", word, NULL) : NULL;
        g_autofree char *key = address ? nx_address_key(address, -1) : NULL;
        if (key) {
            g_free(domain);
            domain = g_strdup(word);
        }
        at = MAX(at, start + 1);
    }
    return domain;
}

/* ---- Names ------------------------------------------------------------------------------------------------------- */

static gboolean is_label(const NxMarkedText *marked, gsize at, gsize len)
{
    static const NxPhraseKind KINDS[] = {NX_PHRASE_RECIPIENT, NX_PHRASE_SENDER, NX_PHRASE_OUTCOME, NX_PHRASE_FAILED};
    for (gsize i = 0; i < G_N_ELEMENTS(KINDS); i++)
        if (nx_phrases_is_label(marked->folded + at, len, KINDS[i]))
            return TRUE;
    return FALSE;
}

/* Bytes of the name at the beginning of [at, end), 0 if it is none: nothing else may stand on its line but what is set
 * off from it. */
static gsize name_len(const NxMarkedText *marked, gsize at, gsize end)
{
    const char *text = marked->text;
    gsize stop = at;
    while (stop < end && is_name_byte(text[stop]))
        stop++;
    gsize len = stop - at;
    if (len == 0 || len > LONGEST_NAME || !g_ascii_isalnum(text[at]) || !g_ascii_isalnum(text[stop - 1]))
        return 0;
    gsize rest = stop;
    while (rest < end && strchr(" \t", text[rest]))
        rest++;
    gboolean set_off = rest >= end || rest - stop >= NX_REACH_GAP || strchr("\t", text[stop]) ||
                       (rest > stop && strchr("(-[", text[rest])) ||
                       (text[stop] == ':' && nx_marked_text_trouble(marked, stop, end) == NX_TROUBLE_CLEAR);
    return set_off && !memchr(text + at, '@', end - at) && !is_label(marked, at, len) ? len : 0;
}

static void clear_name(gpointer data)
{
    NxBareName *name = data;
    g_free(name->recipient);
    g_free(name->said);
}

/* The names below `line`, the first line behind an announcement in [start, end). Returns where they end. */
static gsize read_list(GArray *names, const NxMarkedText *marked, const char *home, gsize start, gsize end)
{
    g_autofree char *told = told_domain(marked, start, end);
    const char *domain = told ? told : home;
    gsize line = nx_marked_text_next_line(marked, end);
    while (line < marked->len && nx_marked_text_is_blank(marked, line, nx_marked_text_line_end(marked, line)))
        line = nx_marked_text_next_line(marked, line);
    for (; line < marked->len && names->len < NX_MAX_RECIPIENTS; line = nx_marked_text_next_line(marked, line)) {
        gsize stop = nx_marked_text_line_end(marked, line), at = nx_marked_text_skip_lead(marked, line, stop);
        gsize len = name_len(marked, at, stop);
        if (!len)
            break;
        g_autofree char *local = g_strndup(marked->text + at, len);
        char *said = cut(marked, at + len, stop);
        NxBareName name = {domain ? g_strconcat(local, "@", domain, NULL) : g_steal_pointer(&local),
                           *said ? said : cut(marked, start, end)};
        if (!*said)
            g_free(said);
        g_array_append_val(names, name);
    }
    return line;
}

GArray *nx_bare_names_read(const NxMarkedText *marked, const NxNotice *notice)
{
    GArray *names = g_array_new(FALSE, FALSE, sizeof(NxBareName));
    g_array_set_clear_func(names, clear_name);
    const char *sign = notice->from_address ? strchr(notice->from_address, '@') : NULL;
    for (gsize line = 0; line < marked->len && names->len < NX_MAX_RECIPIENTS;) {
        gsize end = nx_marked_text_line_end(marked, line), start;
        gboolean list = end > line && marked->counts[NX_PHRASE_LIST] && announces(marked, end, &start);
        gsize next = list ? read_list(names, marked, sign ? sign + 1 : NULL, start, end) : 0;
        line = MAX(next, nx_marked_text_next_line(marked, line));
    }
    return names;
}
