/* The notice as an attachment, behind a line that says so, or behind quote marks. */
#include "parse/notice/forwarded.h"
#include "base/line.h"
#include "parse/mime/status_lines.h"
#include "parse/notice/sign_words.h"
#include "parse/notice/signs.h"

enum { WIDE = 200 }; /* bytes of a line that introduces what follows */

typedef enum { LINE_BLANK, LINE_MARK, LINE_QUOTED, LINE_SIGNATURE, LINE_OTHER } LineKind;

static LineKind kind_of(NxBytes line)
{
    while (line.len > 0 && strchr(" \t\xc2\xa0", line.at[line.len - 1]))
        line.len--;
    if (line.len == 0)
        return LINE_BLANK;
    if (*line.at == '>')
        return LINE_QUOTED;
    if (line.len == 2 && memcmp(line.at, "--", 2) == 0)
        return LINE_SIGNATURE;
    g_autofree char *lower = line.len < WIDE ? g_utf8_strdown(line.at, (gssize)line.len) : NULL;
    return lower && (nx_sign_words_in(NX_WORDS_PASSED_ON, lower)) ? LINE_MARK : LINE_OTHER;
}

static NxBytes all_of(const char *text)
{
    return (NxBytes){text, strlen(text)};
}

static void skip_blank(NxBytes *rest)
{
    for (NxBytes behind = *rest, line; nx_line_next(&behind, &line) && kind_of(line) == LINE_BLANK;)
        *rest = behind;
}

/* "On Friday Mail Delivery System wrote:" */
static gboolean introduces(NxBytes line, NxBytes rest)
{
    skip_blank(&rest);
    return line.len > 0 && line.len < WIDE && line.at[line.len - 1] == ':' && rest.len > 0 && *rest.at == '>';
}

/* What stands behind the line that says that something was passed on; words above it are taken only under a subject
 * that says so, too, since programs set that line above what they answer as well. NULL if there is no such line. */
static const char *behind_mark(const char *text, gboolean words_above)
{
    NxBytes rest = all_of(text), line;
    for (LineKind kind; nx_line_next(&rest, &line) && (kind = kind_of(line)) != LINE_MARK;)
        if (kind != LINE_BLANK && !words_above)
            return NULL;
    skip_blank(&rest);
    return rest.len > 0 ? rest.at : NULL;
}

/* The text less its quote marks; NULL where anything but a quotation, the line that introduces it and a signature
 * stands in it. */
static char *unquoted(const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (NxBytes rest = all_of(text), line; nx_line_next(&rest, &line);) {
        LineKind kind = kind_of(line);
        if (kind == LINE_SIGNATURE)
            break;
        if (kind == LINE_OTHER && !(out->len == 0 && introduces(line, rest)))
            return NULL;
        if (kind != LINE_QUOTED && out->len == 0)
            continue;
        gsize mark = kind != LINE_QUOTED ? 0 : line.len > 1 && line.at[1] == ' ' ? 2 : 1;
        g_string_append_len(out, line.at + mark, (gssize)(line.len - mark));
        g_string_append_c(out, '\n');
    }
    return out->len ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}

static gboolean has_own_words(const char *text)
{
    for (NxBytes rest = all_of(text), line; nx_line_next(&rest, &line);) {
        LineKind kind = kind_of(line);
        if (kind == LINE_SIGNATURE)
            break;
        if (kind == LINE_OTHER || kind == LINE_QUOTED)
            return TRUE;
    }
    return FALSE;
}

/* A notice whose header was lost when it was passed on, as a mail system would have sent it to whom passed it on. */
static GBytes *with_header(const NxNotice *notice, const char *type, NxBytes body)
{
    g_autofree char *subject = nx_text_squeeze(notice->subject);
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "From: MAILER-DAEMON\nTo: %s\nSubject: %s\nMIME-Version: 1.0\nContent-Type: %s\n\n",
                           notice->from_address ? notice->from_address : "", subject, type);
    g_string_append_len(out, body.at, (gssize)body.len);
    return g_string_free_to_bytes(out);
}

static GBytes *attached_message(const NxPartList *list)
{
    for (guint i = 1; i < nx_part_list_count(list); i++) {
        const NxPart *part = nx_part_list_get(list, i);
        if (!part->message || nx_part_is_inner(list, part->parent))
            continue;
        NxExtent span = {part->headers.buffer, part->headers.at, part->body.at + part->body.len - part->headers.at};
        NxBytes bytes = nx_part_list_bytes(list, span);
        return g_bytes_new(bytes.at, bytes.len);
    }
    return NULL;
}

static GBytes *attached_status(const NxNotice *notice)
{
    const NxPart *top = nx_part_list_get(notice->list, 0);
    g_autofree char *type = nx_part_header(notice->list, top, "Content-Type", 0);
    return notice->has_status && type ? with_header(notice, type, nx_part_list_bytes(notice->list, top->body)) : NULL;
}

static GBytes *quoted_message(const NxNotice *notice, const char *text)
{
    g_autofree char *subject = g_utf8_strdown(notice->subject, -1);
    if (!nx_status_lines_quoted_in(notice->text) && !nx_sign_words_in(NX_WORDS_SUBJECT, subject))
        return NULL;
    g_autofree char *body = unquoted(text);
    return body ? with_header(notice, "text/plain; charset=utf-8", all_of(body)) : NULL;
}

/* Are the words those of a program that boxes what it passes on? */
static gboolean is_boxed(const char *text)
{
    const char *at = text + strspn(text, " \t\n");
    for (const char *const *word = nx_sign_words(NX_WORDS_BOXED); *word; word++)
        if (g_ascii_strncasecmp(at, *word, strlen(*word)) == 0)
            return TRUE;
    return FALSE;
}

GBytes *nx_forwarded_read(const NxNotice *notice)
{
    /* What a mail system says in front of it is nobody's question. */
    if (nx_signs_suffice(notice->signs) || !has_own_words(notice->text) || is_boxed(notice->text)) {
        GBytes *message = attached_message(notice->list);
        return message ? message : attached_status(notice);
    }
    g_autofree char *subject = g_utf8_strdown(notice->subject, -1);
    const char *behind = behind_mark(notice->text, nx_signs_is_forward(subject));
    if (!behind)
        return quoted_message(notice, notice->text);
    return *behind == '>' ? quoted_message(notice, behind) : g_bytes_new(behind, strlen(behind));
}
