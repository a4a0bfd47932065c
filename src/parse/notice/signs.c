/* Each sign is one question to the headers and parts; which of them together suffice is a table. */
#include "parse/notice/signs.h"
#include "parse/mime/status_lines.h"
#include "parse/notice/autoreply.h"
#include "parse/notice/sign_words.h"
#include <nixie/address.h>

/* From, by address or by name, or the return path is one of these. */
static gboolean is_from(const NxNotice *notice, NxSignWords locals, NxSignWords list)
{
    g_autofree char *from = g_utf8_strdown(notice->from, -1);
    g_autofree char *path = notice->return_path ? g_ascii_strdown(notice->return_path, -1) : NULL;
    g_autofree char *name = g_strstrip(g_strndup(from, strcspn(from, "<@")));
    if (locals == NX_WORDS_DAEMON && strcmp(from, "<>") == 0)
        return TRUE; /* the null path, where no mail may have it */
    return nx_sign_words_is_local(locals, notice->from_address) || nx_sign_words_is_local(locals, path) ||
           nx_sign_words_is_local(locals, name) || nx_sign_words_in(list, name);
}

static gboolean begins_with_one_of(NxSignWords words, const char *subject)
{
    for (const char *const *word = nx_sign_words(words); *word; word++)
        if (g_str_has_prefix(subject, *word))
            return TRUE;
    return FALSE;
}

gboolean nx_signs_is_forward(const char *subject)
{
    return begins_with_one_of(NX_WORDS_FORWARD, subject);
}

gboolean nx_signs_is_answerable(const NxNotice *notice)
{
    g_autofree char *path = notice->return_path ? nx_address_key(notice->return_path, -1) : NULL;
    return path && g_strcmp0(path, notice->from_address) == 0;
}

static gboolean has_auto(const NxNotice *notice)
{
    const char *value = nx_notice_header(notice, "auto-submitted", 0);
    return value && g_ascii_strncasecmp(value, "no", 2) != 0;
}

static gboolean holds_returned(const NxPartList *list)
{
    for (guint i = 1; i < nx_part_list_count(list); i++) {
        const NxPart *part = nx_part_list_get(list, i);
        if (part->message || strstr(part->type, "rfc822") || nx_part_is(part, "message/global-headers"))
            return TRUE;
    }
    return FALSE;
}

static gboolean is_report(const NxPartList *list)
{
    const NxPart *top = nx_part_list_get(list, 0);
    const char *type = nx_part_param(list, top, "report-type");
    g_autofree char *lower = type ? g_ascii_strdown(type, -1) : NULL;
    return nx_part_is(top, "multipart/report") &&
           !(lower && g_strv_contains(nx_sign_words(NX_WORDS_OTHER_REPORT), lower));
}

/* Reports on mail that others sent in somebody's name (RFC 7489 7.3), on queues, on services that are watched, on what
 * was changed in a program: they quote servers, and tell at their beginning what they are. */
static gboolean is_observation(const NxNotice *notice, const char *subject)
{
    enum { BEGINNING = 800 };
    if (notice->has_status || nx_notice_header(notice, "x-failed-recipients", 0))
        return FALSE;
    g_autofree char *text = g_ascii_strdown(notice->text, (gssize)MIN(notice->text_original, BEGINNING));
    return begins_with_one_of(NX_WORDS_OBSERVED_SUBJECT, subject) || nx_sign_words_in(NX_WORDS_OBSERVED, text);
}

NxSign nx_signs_read(const NxNotice *notice)
{
    g_autofree char *subject = g_utf8_strdown(notice->subject, -1);
    gboolean null_path = notice->return_path && !*notice->return_path, report = is_report(notice->list),
             returned = holds_returned(notice->list);
    gboolean telling = nx_sign_words_in(NX_WORDS_SUBJECT, subject);
    /* People are postmasters too. */
    gboolean mailer = is_from(notice, NX_WORDS_DAEMON, NX_WORDS_NAME);
    gboolean daemon =
        mailer || ((null_path || report || telling) && is_from(notice, NX_WORDS_SHARED, NX_WORDS_SHARED_NAME));
    gboolean system = daemon || report || nx_autoreply_has_header(notice), person = !null_path && !system;
    /* A person who forwards a notice may attach its parts one by one. */
    gboolean follows = nx_signs_is_forward(subject) || begins_with_one_of(NX_WORDS_ANSWER, subject);
    gboolean forwarded = nx_status_lines_quoted_in(notice->text) || (person && follows);
    const struct {
        gboolean holds;
        NxSign sign;
    } signs[] = {
        {report || (notice->has_status && !forwarded), NX_SIGN_REPORT},
        {null_path, NX_SIGN_NULL_PATH},
        {daemon, NX_SIGN_DAEMON},
        {mailer, NX_SIGN_MAILER},
        {follows && !system, NX_SIGN_ANSWER},
        {telling && !(person && nx_signs_is_answerable(notice)), NX_SIGN_SUBJECT},
        {has_auto(notice), NX_SIGN_AUTO},
        {nx_notice_header(notice, "x-failed-recipients", 0) != NULL, NX_SIGN_FAILED_HEADER},
        {returned, NX_SIGN_RETURNED},
        {forwarded && !report, NX_SIGN_QUOTED},
        {person && (nx_notice_header(notice, "list-id", 0) || nx_notice_header(notice, "list-unsubscribe", 0)),
         NX_SIGN_LIST},
        {!mailer && is_observation(notice, subject), NX_SIGN_OBSERVED},
    };
    NxSign found = NX_SIGN_NONE;
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
        if (signs[i].holds)
            found |= signs[i].sign;
    return found;
}

static gboolean has_all(NxSign signs, NxSign wanted)
{
    return (signs & wanted) == wanted;
}

gboolean nx_signs_are_strong(NxSign signs)
{
    return !(signs & NX_SIGN_QUOTED) &&
           (signs & (NX_SIGN_REPORT | NX_SIGN_NULL_PATH | NX_SIGN_DAEMON | NX_SIGN_FAILED_HEADER)) != 0;
}

/* Log summaries and the like come from nobody too, and quote errors: a null path needs a second sign, and so does a
 * subject. */
gboolean nx_signs_suffice(NxSign signs)
{
    static const NxSign ANY[] = {NX_SIGN_REPORT,
                                 NX_SIGN_DAEMON,
                                 NX_SIGN_FAILED_HEADER,
                                 NX_SIGN_NULL_PATH | NX_SIGN_SUBJECT,
                                 NX_SIGN_NULL_PATH | NX_SIGN_RETURNED,
                                 NX_SIGN_SUBJECT | NX_SIGN_RETURNED,
                                 NX_SIGN_SUBJECT | NX_SIGN_AUTO};
    if (signs & (NX_SIGN_QUOTED | NX_SIGN_LIST | NX_SIGN_OBSERVED))
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(ANY); i++)
        if (has_all(signs, ANY[i]))
            return TRUE;
    return FALSE;
}
