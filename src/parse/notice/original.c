/* Where the returned message begins in running text, and its headers from part or text. */
#include "parse/notice/original.h"
#include "base/line.h"
#include "parse/bounds.h"
#include "parse/mime/field_set.h"
#include "parse/notice/sign_words.h"

static gboolean is_marker(const char *line, gsize len)
{
    while (len > 0 && strchr(" \t-=*_#<>|:.[]", *line))
        line++, len--;
    while (len > 0 && strchr(" \t-=*_#<>|:.[]", line[len - 1]))
        len--;
    if (len < 10 || len > 80)
        return FALSE;
    enum { MORE = 12 }; /* bytes that may stand behind it: ":", "here", ... */
    for (const char *const *marker = nx_sign_words(NX_WORDS_ORIGINAL); *marker; marker++) {
        gsize width = strlen(*marker);
        if (len >= width && len <= width + MORE && g_ascii_strncasecmp(line, *marker, width) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Is it a field that messages have? A bit of its own for each, 0 for any other. */
static guint64 known_field(const char *line, gboolean *hidden)
{
    static const NxSignWords LISTS[] = {NX_WORDS_HIDDEN_FIELD, NX_WORDS_SHOWN_FIELD};
    guint64 bit = 1;
    for (guint i = 0; i < G_N_ELEMENTS(LISTS); i++)
        for (const char *const *name = nx_sign_words(LISTS[i]); *name; name++, bit <<= 1)
            if (g_ascii_strncasecmp(line, *name, strlen(*name)) == 0 && line[strlen(*name)] == ':') {
                *hidden = LISTS[i] == NX_WORDS_HIDDEN_FIELD;
                return bit;
            }
    return 0;
}

static gboolean is_field_line(const char *line)
{
    gsize n = 0;
    while (g_ascii_isalnum(line[n]) || line[n] == '-')
        n++;
    return n > 0 && line[n] == ':';
}

/* Is the block of fields and folded lines that begins here the top of a message? Three that messages have are one, if
 * one of them is none that people care to read: notices show the others in front of what they have to say. */
static gboolean is_top(NxBytes block)
{
    enum { LINES = 200, ENOUGH = 3 };
    guint found = 0, hidden = 0;
    guint64 seen = 0; /* a transcript has "Received: 250 ok" again and again */
    NxBytes line;
    for (guint lines = 0; lines < LINES && nx_line_next(&block, &line); lines++) {
        if (!is_field_line(line.at) && (!strchr(" \t", *line.at) || line.at[strspn(line.at, " \t")] == '\n'))
            break;
        gboolean unread = FALSE;
        guint64 field = known_field(line.at, &unread) & ~seen;
        seen |= field;
        found += field != 0;
        hidden += field && unread;
        if (found >= ENOUGH && hidden > 0)
            return TRUE;
    }
    return FALSE;
}

gsize nx_original_begins(const char *text)
{
    gboolean inside = FALSE; /* a block of fields that was looked at already */
    NxBytes rest = {text, strlen(text)}, line;
    for (NxBytes block = rest; nx_line_next(&rest, &line); block = rest) {
        gboolean field = is_field_line(line.at);
        if (is_marker(line.at, line.len) || (field && !inside && is_top(block)))
            return (gsize)(line.at - text);
        inside = field || (inside && (*line.at == ' ' || *line.at == '\t'));
    }
    return (gsize)(rest.at - text);
}

/* ---- Headers ----------------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    gsize offset;
} WANTED[] = {
    {"Message-ID", G_STRUCT_OFFSET(NxOriginalHeaders, message_id)},
    {"From", G_STRUCT_OFFSET(NxOriginalHeaders, from)},
    {"To", G_STRUCT_OFFSET(NxOriginalHeaders, to)},
    {"Cc", G_STRUCT_OFFSET(NxOriginalHeaders, cc)},
    {"Subject", G_STRUCT_OFFSET(NxOriginalHeaders, subject)},
    {"Date", G_STRUCT_OFFSET(NxOriginalHeaders, date)},
    {"List-Id", G_STRUCT_OFFSET(NxOriginalHeaders, list_id)},
    {"Sender", G_STRUCT_OFFSET(NxOriginalHeaders, sender)},
    {"List-Post", G_STRUCT_OFFSET(NxOriginalHeaders, list_post)},
    {"Feedback-ID", G_STRUCT_OFFSET(NxOriginalHeaders, feedback_id)},
    {"X-HmXmrOriginalRecipient", G_STRUCT_OFFSET(NxOriginalHeaders, reported)},
};

static void fill(NxOriginalHeaders *headers, gsize i, const char *value)
{
    char **slot = &G_STRUCT_MEMBER(char *, headers, WANTED[i].offset);
    if (!*slot && value && *value)
        *slot = g_strdup(value);
}

static void read_part(NxOriginalHeaders *headers, const NxPartList *list, const NxPart *part)
{
    for (gsize i = 0; i < G_N_ELEMENTS(WANTED); i++) {
        g_autofree char *value = nx_part_header(list, part, WANTED[i].name, 0);
        fill(headers, i, value);
    }
}

/* The first group of fields that looks like the top of a message. */
static gboolean read_text(NxOriginalHeaders *headers, const char *text)
{
    g_autofree char *bounded = g_strndup(text, MIN(strlen(text), NX_MAX_RAW_TEXT / 4));
    NxFieldSet *set = nx_field_set_new(bounded);
    gboolean found = FALSE;
    for (guint i = 0; i < set->groups->len && !found; i++) {
        const NxFieldGroup *group = g_ptr_array_index(set->groups, i);
        guint hits = 0;
        for (gsize k = 0; k < G_N_ELEMENTS(WANTED); k++)
            hits += nx_field_group_get(group, WANTED[k].name, 0) != NULL;
        found = hits >= 2;
        for (gsize k = 0; found && k < G_N_ELEMENTS(WANTED); k++)
            fill(headers, k, nx_field_group_get(group, WANTED[k].name, 0));
    }
    nx_field_set_free(set);
    return found;
}

static gboolean is_header_part(const NxPart *part)
{
    return g_strv_contains(nx_sign_words(NX_WORDS_RETURNED_TYPE), part->type);
}

void nx_original_headers_read(NxOriginalHeaders *headers, const NxPartList *list, const char *text, gsize begins)
{
    for (guint i = 1; i < nx_part_list_count(list); i++) {
        const NxPart *part = nx_part_list_get(list, i);
        if (part->message && !nx_part_is_inner(list, part->parent)) {
            read_part(headers, list, part);
            return;
        }
        if (!is_header_part(part) || nx_part_is_inner(list, i) || part->end > i + 1)
            continue;
        g_autofree char *content = nx_part_text(list, part);
        if (read_text(headers, content))
            return;
    }
    if (!text[begins] || !read_text(headers, text + begins))
        read_text(headers, text); /* what the notice shows of its headers */
}

void nx_original_headers_clear(NxOriginalHeaders *headers)
{
    for (gsize i = 0; i < G_N_ELEMENTS(WANTED); i++)
        g_free(G_STRUCT_MEMBER(char *, headers, WANTED[i].offset));
    *headers = (NxOriginalHeaders){0};
}
