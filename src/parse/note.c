#include "note.h"
#include "limits.h"
#include <nixie/text.h>

/* The header lines of the message that some notices show say nothing about its fate. */
static gboolean is_header_line(const char *text, const char *at)
{
    static const char *const names[] = {"To:", "Cc:", "From:", "Envelope-to:", "Message-ID:"};
    while (at > text && at[-1] != '\n')
        at--;
    at += strspn(at, " \t");
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_ascii_strncasecmp(at, names[i], strlen(names[i])) == 0)
            return TRUE;
    return FALSE;
}

/* First place of `address` in `text`, any ASCII case, where it is not part of a longer one. */
static const char *find_address(const char *text, gsize len, const char *address)
{
    gsize width = strlen(address);
    if (!width || width > len)
        return NULL;
    char first[3] = {g_ascii_tolower(*address), g_ascii_toupper(*address), '\0'};
    for (const char *at = text; (at = strpbrk(at, first)) != NULL && (gsize)(at - text) + width <= len; at++) {
        gboolean free_before = at == text || !(g_ascii_isalnum(at[-1]) || strchr(".-_+=", at[-1]));
        if (free_before && g_ascii_strncasecmp(at, address, width) == 0 && !g_ascii_isalnum(at[width]) && at[width] != '-' &&
            !is_header_line(text, at))
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

static const char *line_begin(const char *text, const char *at)
{
    while (at > text && at[-1] != '\n')
        at--;
    return at;
}

static const char *paragraph_begin(const char *text, const char *at)
{
    const char *begin = line_begin(text, at);
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

/* Does the line begin with an address? In a list of recipients each line, or block of lines, is about its own. */
static gboolean begins_with_address(const char *line, const char *end)
{
    line += strspn(line, " \t<");
    gsize len = MIN(strcspn(line, " \t\n>:,"), (gsize)(end - line));
    return memchr(line, '@', len) != NULL;
}

static gsize indentation(const char *line)
{
    return strspn(line, " \t");
}

/* The lines about the address that `line` begins with, out of the paragraph that ends at `end`. */
static const char *about_end(const char *line, const char *end)
{
    gsize indent = indentation(line);
    do
        line = next_line(line, end);
    while (line < end && !(indentation(line) <= indent && begins_with_address(line, end)));
    return line;
}

char *nx_note_near(const char *text, gsize len, const char *const *addresses)
{
    const char *at = NULL, *end = text + len;
    for (; *addresses && !at; addresses++)
        at = find_address(text, len, *addresses);
    if (!at)
        return NULL;
    const char *line = line_begin(text, at);
    gboolean listed = begins_with_address(line, end);
    const char *begin = listed ? line : paragraph_begin(text, at), *stop = paragraph_end(line, end);
    if (listed)
        stop = about_end(line, stop);
    g_autofree char *own = g_strndup(begin, (gsize)(stop - begin));
    if (nx_note_is_meagre(own)) {
        const char *next = stop;
        while (next < end && is_blank_line(next, end))
            next = next_line(next, end);
        if (!begins_with_address(next, end))
            stop = paragraph_end(next, end);
    }
    g_autofree char *cut = g_strndup(begin, MIN((gsize)(stop - begin), NX_LIMIT_NOTE));
    const char *valid;
    g_utf8_validate(cut, -1, &valid);
    cut[valid - cut] = '\0';
    char *note = nx_text_squeeze(cut);
    if (*note)
        return note;
    g_free(note);
    return NULL;
}

/* Letters of words; those of an address tell nothing. */
gboolean nx_note_is_meagre(const char *diagnostic)
{
    enum { FEW = 6 }; /* "Mailbox" is a word, "5.7.1 RCPT" is none */
    guint letters = 0;
    for (const char *word = diagnostic ? diagnostic : ""; *word;) {
        gsize len = strcspn(word, " \t\n");
        gboolean address = memchr(word, '@', len) != NULL;
        for (gsize i = 0; i < len && !address; i++)
            letters += g_ascii_isalpha(word[i]) || (word[i] & 0x80);
        word += len;
        word += strspn(word, " \t\n");
    }
    return letters < FEW;
}
