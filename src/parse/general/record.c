/* A line is taken apart at its first colon, equal sign, or run of dots or blanks. */
#include "parse/general/record.h"
#include "parse/general/reach.h"
#include "parse/smtp/smtp.h"
#include <string.h>

typedef struct {
    gsize label, label_end, value, end; /* of the text */
} Field;

/* The first place from `at` on where a label ends: its colon, or the blanks or dots of a column. */
static gsize label_end(const NxMarkedText *marked, gsize at, gsize end)
{
    const char *text = marked->text;
    for (gsize stop = MIN(end, at + NX_REACH_LABEL); at < stop; at++) {
        gboolean column =
            at + 2 < end && strchr(" .", text[at]) && text[at + 1] == text[at] && text[at + 2] == text[at];
        if (text[at] == '@')
            return end;
        if (strchr(":=\t", text[at]) || column || g_str_has_prefix(text + at, "："))
            return at;
    }
    return end;
}

/* FALSE where the line at `line` has no label, or is a quotation. */
static gboolean read_field(const NxMarkedText *marked, gsize line, Field *field)
{
    const char *text = marked->text;
    field->end = nx_marked_text_line_end(marked, line);
    field->label = nx_marked_text_skip_lead(marked, line, field->end);
    gsize at = label_end(marked, field->label, field->end);
    if (text[line] == '>' || at >= field->end || at == field->label)
        return FALSE;
    field->label_end = at;
    while (field->label_end > field->label && strchr(" .*_", text[field->label_end - 1]))
        field->label_end--;
    while (at < field->end && strchr(" \t.:=\"'<", text[at]))
        at++;
    field->value = at + (g_str_has_prefix(text + at, "：") ? strlen("：") : 0);
    while (field->value < field->end && strchr(" \t\"'", text[field->value]))
        field->value++;
    return field->label_end > field->label;
}

static gboolean has_label(const NxMarkedText *marked, const Field *field, NxPhraseKind kind)
{
    return nx_phrases_is_label(marked->folded + field->label, field->label_end - field->label, kind);
}

static gboolean is_outcome(const NxMarkedText *marked, const Field *field)
{
    return has_label(marked, field, NX_PHRASE_OUTCOME) ||
           nx_phrases_word_ends(marked->folded, field->label, field->label_end, NX_PHRASE_OUTCOME);
}

/* The fields of RFC 3464 themselves are what people paste who ask about them: as a report they have a part of theirs.
 */
static gboolean is_status_field(const NxMarkedText *marked, const Field *field)
{
    return g_str_has_prefix(marked->folded + field->label, "final-recipient") ||
           g_str_has_prefix(marked->folded + field->label, "original-recipient");
}

static gboolean names_recipient(const NxMarkedText *marked, const Field *field)
{
    return !is_status_field(marked, field) && memchr(marked->text + field->value, '@', field->end - field->value) &&
           (has_label(marked, field, NX_PHRASE_RECIPIENT) || has_label(marked, field, NX_PHRASE_FAILED));
}

static gboolean tells_failure(const NxMarkedText *marked, const Field *field)
{
    gsize word = field->value;
    while (word < field->end && !strchr(",;:.(\n\"", marked->text[word]))
        word++;
    return nx_phrases_is_label(marked->folded + field->value, word - field->value, NX_PHRASE_FAILED) ||
           nx_marked_text_has(marked, field->value, field->end, NX_PHRASE_FAILURE) ||
           nx_marked_text_has(marked, field->value, field->end, NX_PHRASE_DELAY) ||
           nx_smtp_has_refusal(marked->text + field->value, (gssize)(field->end - field->value));
}

gboolean nx_record_fails(const NxMarkedText *marked, gsize at, gsize end)
{
    Field field;
    for (; at < end; at = nx_marked_text_next_line(marked, at))
        if (read_field(marked, at, &field) && is_outcome(marked, &field) && tells_failure(marked, &field))
            return TRUE;
    return FALSE;
}

gboolean nx_record_fails_around(const NxMarkedText *marked, gsize line, gsize end)
{
    if (nx_record_fails(marked, nx_marked_text_next_line(marked, line), end))
        return TRUE;
    gsize from = line;
    for (guint lines = 0; from > 0 && lines < NX_REACH_LINES; lines++) {
        gsize above = nx_marked_text_line_start(marked, from - 1);
        if (nx_marked_text_is_blank(marked, above, from) || memchr(marked->text + above, '@', from - above))
            break;
        from = above;
    }
    return nx_record_fails(marked, from, line);
}

/* A label as programs write them: it begins with a letter and has no digit, as "550-see http://..." has. */
static gboolean begins_field(const NxMarkedText *marked, gsize line, gsize indent)
{
    Field field;
    if (!read_field(marked, line, &field) || field.label - line > indent || !g_ascii_isalpha(marked->text[field.label]))
        return FALSE;
    for (gsize at = field.label; at < field.label_end; at++)
        if (g_ascii_isdigit(marked->text[at]))
            return FALSE;
    return TRUE;
}

gboolean nx_record_outcome(const NxMarkedText *marked, gsize at, gsize end, gsize *value, gsize *stop)
{
    Field field;
    for (gsize line = nx_marked_text_line_start(marked, at); line < end;
         line = nx_marked_text_next_line(marked, line)) {
        if (!read_field(marked, line, &field) || !is_outcome(marked, &field) || !tells_failure(marked, &field))
            continue;
        *value = field.value;
        *stop = field.end;
        for (gsize next = nx_marked_text_next_line(marked, line);
             next < end && !begins_field(marked, next, field.label - line) &&
             !nx_marked_text_is_blank(marked, next, nx_marked_text_line_end(marked, next));
             next = nx_marked_text_next_line(marked, next))
            *stop = nx_marked_text_line_end(marked, next);
        return TRUE;
    }
    return FALSE;
}

gboolean nx_record_is_others(const NxMarkedText *marked, gsize line)
{
    Field field;
    return read_field(marked, line, &field) && has_label(marked, &field, NX_PHRASE_SENDER);
}

gboolean nx_record_is_in(const NxMarkedText *marked)
{
    gboolean recipient = FALSE, bare = FALSE, fails = FALSE, code = FALSE;
    for (gsize line = 0; line < marked->len; line = nx_marked_text_next_line(marked, line)) {
        Field field;
        gsize end = nx_marked_text_line_end(marked, line);
        if (nx_marked_text_is_blank(marked, line, end) || marked->text[line] == '>')
            recipient = bare = fails = code = FALSE;
        if (read_field(marked, line, &field)) {
            gboolean named = names_recipient(marked, &field);
            recipient |= named;
            bare |= named && has_label(marked, &field, NX_PHRASE_FAILED);
            fails |= !named && is_outcome(marked, &field) && tells_failure(marked, &field);
        }
        code |= bare && nx_smtp_has_refusal(marked->text + line, (gssize)(end - line));
        if (recipient && (fails || code))
            return TRUE;
    }
    return FALSE;
}
