#include "note.h"
#include "limits.h"
#include <nixie/text.h>

/* First place of `address` in `text`, any ASCII case, where it is not part of a longer one. */
static const char *find_address(const char *text, gsize len, const char *address)
{
    gsize width = strlen(address);
    if (!width || width > len)
        return NULL;
    char first[3] = {g_ascii_tolower(*address), g_ascii_toupper(*address), '\0'};
    for (const char *at = text; (at = strpbrk(at, first)) != NULL && (gsize)(at - text) + width <= len; at++) {
        gboolean free_before = at == text || !(g_ascii_isalnum(at[-1]) || strchr(".-_+=", at[-1]));
        if (free_before && g_ascii_strncasecmp(at, address, width) == 0 && !g_ascii_isalnum(at[width]) && at[width] != '-')
            return at;
    }
    return NULL;
}

static gboolean is_blank_line(const char *line, const char *end)
{
    while (line < end && (*line == ' ' || *line == '\t' || *line == '\r'))
        line++;
    return line == end || *line == '\n';
}

static const char *next_line(const char *line, const char *end)
{
    const char *newline = memchr(line, '\n', (gsize)(end - line));
    return newline ? newline + 1 : end;
}

/* End of the paragraph that `line` begins in. */
static const char *paragraph_end(const char *line, const char *end)
{
    while (line < end && !is_blank_line(line, end))
        line = next_line(line, end);
    return line;
}

static const char *paragraph_begin(const char *text, const char *at)
{
    const char *begin = at;
    while (begin > text && begin[-1] != '\n')
        begin--;
    for (const char *line = begin; line > text;) {
        const char *before = line - 1;
        while (before > text && before[-1] != '\n')
            before--;
        if (is_blank_line(before, line))
            break;
        begin = line = before;
    }
    return begin;
}

char *nx_note_near(const char *text, gsize len, const char *const *addresses)
{
    const char *at = NULL, *end = text + len;
    for (; *addresses && !at; addresses++)
        at = find_address(text, len, *addresses);
    if (!at)
        return NULL;
    const char *begin = paragraph_begin(text, at), *stop = paragraph_end(at, end);
    if (next_line(begin, stop) == stop || (gsize)(stop - begin) < 120) {
        while (stop < end && is_blank_line(stop, end))
            stop = next_line(stop, end);
        stop = paragraph_end(stop, end);
    }
    g_autofree char *cut = g_strndup(begin, MIN((gsize)(stop - begin), NX_LIMIT_NOTE));
    g_autofree char *valid = g_utf8_make_valid(cut, -1);
    char *note = nx_text_squeeze(valid);
    if (*note)
        return note;
    g_free(note);
    return NULL;
}

gboolean nx_note_is_meagre(const char *diagnostic)
{
    guint letters = 0;
    for (const char *at = diagnostic ? diagnostic : ""; *at; at++)
        letters += g_ascii_isalpha(*at) || (*at & 0x80);
    return letters < 12;
}
