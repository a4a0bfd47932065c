/* Headers of programs, receipts, the forms of answers.tsv, and subjects that only count where a program sent them. */
#include "parse/notice/autoreply.h"
#include "base/line.h"
#include "parse/bounds.h"
#include "parse/notice/day.h"
#include "parse/notice/sign_words.h"
#include "parse/smtp/smtp.h"
#include <nixie/address.h>
#include <nixie/text.h>

#define MAX_LEADS 4           /* greetings, thanks: in front of the first sentence */
#define MAX_TAG 20            /* bytes of "[EXTERNAL]" */
#define MAX_FACTS (gsize)2048 /* bytes of the text in which an answer says what it has to say */

/* ---- Headers ----------------------------------------------------------------------------------------------------- */

/* "precedence: auto-reply": that header, and what stands in it begins so; without a colon, that it is there. */
static gboolean fits(const NxNotice *notice, const char *header)
{
    const char *colon = strchr(header, ':'), *with = colon ? colon + 1 + strspn(colon + 1, " ") : "";
    g_autofree char *name = g_strndup(header, strcspn(header, ":"));
    const char *value = nx_notice_header(notice, name, 0);
    return value && g_ascii_strncasecmp(value, with, strlen(with)) == 0;
}

static gboolean says_no(const char *value)
{
    return g_ascii_strncasecmp(value, "no", 2) == 0 || g_ascii_strcasecmp(value, "false") == 0;
}

gboolean nx_autoreply_has_header(const NxNotice *notice)
{
    for (const char *const *header = nx_sign_words(NX_WORDS_AUTO_HEADER); *header; header++)
        if (fits(notice, *header))
            return TRUE;
    for (guint i = 0; i < nx_headers_count(notice->headers); i++) {
        g_autofree char *name = g_ascii_strdown(nx_headers_name(notice->headers, i), -1);
        if (nx_sign_words_in(NX_WORDS_AUTO_NAME, name) && !says_no(nx_notice_header(notice, name, 0)))
            return TRUE;
    }
    return FALSE;
}

static gboolean is_receipt(const NxPartList *list)
{
    for (guint i = 0; i < nx_part_list_count(list); i++)
        if (!nx_part_is_inner(list, i) && strstr(nx_part_list_get(list, i)->type, "disposition-notification"))
            return TRUE;
    const char *type = nx_part_param(list, nx_part_list_get(list, 0), "report-type");
    return type && g_ascii_strcasecmp(type, "disposition-notification") == 0;
}

static gboolean is_programs(const NxNotice *notice)
{
    const char *precedence = nx_notice_header(notice, "precedence", 0);
    return (notice->signs & (NX_SIGN_NULL_PATH | NX_SIGN_AUTO)) ||
           nx_notice_header(notice, "x-auto-response-suppress", 0) ||
           (precedence && (g_ascii_strcasecmp(precedence, "bulk") == 0 || g_ascii_strcasecmp(precedence, "junk") == 0));
}

/* ---- Forms ------------------------------------------------------------------------------------------------------- */

static gsize answer_prefix(const char *subject)
{
    g_autofree char *lower = g_ascii_strdown(subject, (gssize)MIN(strlen(subject), 8));
    for (const char *const *word = nx_sign_words(NX_WORDS_ANSWER); *word; word++)
        if (g_str_has_prefix(lower, *word))
            return strlen(*word);
    return 0;
}

/* "[EXTERNAL] ", which gateways put in front; numbers in brackets are those of tickets. */
static gsize gateway_tag(const char *subject)
{
    gsize len = *subject == '[' ? strcspn(subject, "]0123456789") : 0;
    return len && len < MAX_TAG && subject[len] == ']' ? len + 1 : 0;
}

/* Does the subject begin so, behind tags and "Re:"? *answered: there was one. A tag may be the form: "[Request
 * received]". */
static gboolean subject_says(const NxAnswerForms *forms, NxAnswerPart part, const char *subject, gboolean *answered)
{
    *answered = FALSE;
    for (gsize skip = 1; skip;) {
        subject += strspn(subject, " \t");
        if (nx_answer_forms_begin(forms, part, subject, strlen(subject)))
            return TRUE;
        gsize prefix = answer_prefix(subject);
        *answered |= prefix > 0;
        skip = prefix ? prefix : gateway_tag(subject);
        subject += skip;
    }
    return FALSE;
}

static const char *skip_marks(const char *at, const char *end)
{
    while (at < end && !g_unichar_isalnum(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    return at;
}

/* Does the text begin so, behind a greeting and thanks? */
static gboolean body_says(const NxAnswerForms *forms, const char *text, gsize len)
{
    const char *at = text, *end = text + len;
    for (guint i = 0; i <= MAX_LEADS; i++) {
        at = skip_marks(at, end);
        gsize left = (gsize)(end - at);
        if (nx_answer_forms_begin(forms, NX_ANSWER_BODY, at, left))
            return TRUE;
        gsize lead = nx_answer_forms_begin(forms, NX_ANSWER_LEAD, at, left);
        if (!lead)
            return FALSE;
        at += lead;
    }
    return FALSE;
}

/* What it says itself, composed and bounded, up to what it quotes. */
static char *own_text(const NxNotice *notice)
{
    gsize len = MIN(notice->text_original, MAX_FACTS);
    while (len && ((guchar)notice->text[len] & 0xC0) == 0x80)
        len--; /* no half characters */
    g_autofree char *cut = g_strndup(notice->text, len);
    char *text = g_utf8_normalize(cut, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    char *quote = text ? strstr(text, "\n>") : NULL;
    if (quote)
        *quote = '\0';
    return text ? text : g_strdup("");
}

static gboolean quotes(const NxNotice *notice)
{
    return *notice->text == '>' || strstr(notice->text, "\n>") != NULL;
}

static gboolean take_any(G_GNUC_UNUSED const NxAnswerFound *found, G_GNUC_UNUSED gpointer data)
{
    return TRUE;
}

/* A person who answers quotes, and goes on as no program does. */
static gboolean is_persons(const NxNotice *notice, const NxAnswerForms *forms, const char *text)
{
    return quotes(notice) && !nx_answer_forms_find(forms, NX_ANSWER_TAIL, text, strlen(text), take_any, NULL);
}

static gboolean is_by_subject(const NxNotice *notice, const NxAnswerForms *forms, NxAnswerPart part, gboolean *answered)
{
    g_autofree char *composed = g_utf8_normalize(notice->subject, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    return subject_says(forms, part, composed ? composed : "", answered);
}

static gboolean is_by_forms(const NxNotice *notice, const NxAnswerForms *forms, gboolean header)
{
    gboolean answered, programs = header || is_programs(notice);
    if (is_by_subject(notice, forms, NX_ANSWER_SUBJECT, &answered) && (!answered || programs))
        return TRUE;
    if (programs && is_by_subject(notice, forms, NX_ANSWER_HINT, &answered))
        return TRUE;
    if (!header && notice->signs & NX_SIGN_SUBJECT)
        return FALSE; /* what a mailbox says that is no more */
    g_autofree char *text = own_text(notice);
    return !(answered && !programs && is_persons(notice, forms, text)) && body_says(forms, text, strlen(text));
}

gboolean nx_autoreply_is_receipt(const NxNotice *notice)
{
    return is_receipt(notice->list);
}

gboolean nx_autoreply_is(const NxNotice *notice, const NxAnswerForms *forms)
{
    if (is_receipt(notice->list))
        return TRUE;
    /* Mail systems call their notices auto-replied too (RFC 3834 5). */
    if (notice->signs & (NX_SIGN_REPORT | NX_SIGN_DAEMON | NX_SIGN_FAILED_HEADER))
        return FALSE;
    gboolean header = nx_autoreply_has_header(notice);
    if (!header && notice->signs & NX_SIGN_LIST)
        return FALSE;
    if (header && !(notice->signs & NX_SIGN_SUBJECT))
        return TRUE;
    return is_by_forms(notice, forms, header);
}

/* ---- What it answers --------------------------------------------------------------------------------------------- */

/* "<id@host>": the first of `text`, or the last; NULL: none. Caller frees. */
static char *message_id_in(const char *text, gboolean last)
{
    const char *open = !text ? NULL : last ? strrchr(text, '<') : strchr(text, '<');
    const char *close = open ? strchr(open, '>') : NULL;
    gsize len = close ? (gsize)(close - open) + 1 : 0;
    return len > 2 && len <= NX_MAX_MESSAGE_ID ? g_strndup(open, len) : NULL;
}

/* RFC 8098 3.2.5. */
static char *receipt_answered(const NxPartList *list)
{
    static const char FIELD[] = "original-message-id:";
    for (guint i = 0; i < nx_part_list_count(list); i++) {
        const NxPart *part = nx_part_list_get(list, i);
        if (nx_part_is_inner(list, i) || !strstr(part->type, "disposition-notification"))
            continue;
        g_autofree char *text = nx_part_text(list, part);
        NxBytes rest = {text, text ? strlen(text) : 0};
        for (NxBytes line; nx_line_next(&rest, &line);) {
            g_autofree char *value = line.len > strlen(FIELD) && g_ascii_strncasecmp(line.at, FIELD, strlen(FIELD)) == 0
                                         ? g_strndup(line.at, line.len)
                                         : NULL;
            if (value)
                return message_id_in(value, FALSE);
        }
    }
    return NULL;
}

/* The message that it answers: In-Reply-To, else the last of the References (RFC 3834 3.1.5, RFC 5322 3.6.4). */
static char *message_answered(const NxNotice *notice)
{
    char *id = receipt_answered(notice->list);
    if (!id)
        id = message_id_in(nx_notice_header(notice, "in-reply-to", 0), FALSE);
    return id ? id : message_id_in(nx_notice_header(notice, "references", 0), TRUE);
}

/* ---- What it tells ----------------------------------------------------------------------------------------------- */

typedef struct {
    NxAnswerFacts *facts;
    const NxNotice *notice;
    NxTime arrived;
} Facts;

static gboolean take_day(const NxAnswerFound *found, gpointer data)
{
    Facts *read = data;
    if (found->text)
        read->facts->away_until = nx_day_read(found->text, found->len, found->english, read->arrived);
    return read->facts->away_until != NX_TIME_UNKNOWN;
}

static gboolean take_address(const NxAnswerFound *found, gpointer data)
{
    Facts *read = data;
    g_autofree char *key = found->text ? nx_address_key(found->text, (gssize)found->len) : NULL;
    if (!key || g_strcmp0(key, read->notice->from_address) == 0 || nx_notice_is_own(read->notice, key))
        return FALSE;
    read->facts->new_address = g_strndup(found->text, found->len);
    return TRUE;
}

void nx_answer_facts_read(NxAnswerFacts *facts, const NxNotice *notice, const NxAnswerForms *forms, NxTime arrived)
{
    *facts = (NxAnswerFacts){.away_until = NX_TIME_UNKNOWN, .answered = message_answered(notice)};
    if (is_receipt(notice->list))
        return;
    Facts read = {facts, notice, arrived};
    g_autofree char *own = own_text(notice), *text = g_strconcat(notice->subject, "\n", own, NULL);
    gsize len = strlen(text);
    nx_answer_forms_find(forms, NX_ANSWER_UNTIL, text, len, take_day, &read);
    nx_answer_forms_find(forms, NX_ANSWER_ADDRESS, text, len, take_address, &read);
    facts->departed = nx_answer_forms_find(forms, NX_ANSWER_DEPARTED, text, len, take_any, NULL);
}

void nx_answer_facts_clear(NxAnswerFacts *facts)
{
    g_free(facts->new_address);
    g_free(facts->answered);
}
