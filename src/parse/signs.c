#include "signs.h"
#include "dsn.h"
#include <nixie/address.h>

/* Words of subjects, lower case, that notices of failure and delay have; nobody's mail is a bounce for them alone. */
static const char *const subjects[] = {
    "undeliver",
    "delivery status",
    "delivery fail",
    "delivery failure",
    "returned mail",
    "return mail",
    "failure notice",
    "mail delivery",
    "delivery notification",
    "delivery report",
    "delivery problem",
    "delivery error",
    "could not be delivered",
    "couldn't be delivered",
    "cannot be delivered",
    "can't be delivered",
    "could not deliver",
    "unable to deliver",
    "not delivered",
    "was not delivered",
    "non-deliver",
    "nondeliver",
    "non deliverable",
    "non recapit",
    "mail system error",
    "mail error",
    "message status",
    "user unknown",
    "unknown user",
    "returned to sender",
    "returning message",
    "message delayed",
    "delayed mail",
    "delivery delayed",
    "delivery has been delayed",
    "warning: message",
    "warning: could not send",
    "warning: mail",
    "mail failure",
    "failed mail",
    "failed delivery",
    "failure delivery",
    "delivery was not",
    "delivery attempt",
    "bounce",
    "bounced",
    "rejected",
    "blocked mail",
    "message rejected",
    "message not delivered",
    "mail could not",
    "mail failed",
    "undelivered",
    "unzustellbar",
    "nicht zustellbar",
    "nicht zugestellt",
    "zustellung",
    "zustellfehler",
    "unzustellbarkeit",
    "échec",
    "echec de",
    "non remis",
    "non distribu",
    "non délivr",
    "non-remise",
    "no se puede entregar",
    "no se ha podido entregar",
    "no entregado",
    "no entregable",
    "error de entrega",
    "devuelto",
    "não entregue",
    "não foi possível entregar",
    "falha na entrega",
    "mancato recapito",
    "mancata consegna",
    "messaggio non recapitato",
    "niet bezorg",
    "onbestelbaar",
    "kan ikke leveres",
    "kan inte leveras",
    "undelivrable",
    "недостав",
    "не доставлен",
    "не удалось доставить",
    "配信",
    "配送",
    "送信",
    "エラー",
    "退信",
    "失败",
    "无法",
    "システムの管理者",
};
static const char *const daemon_locals[] = {
    "mailer-daemon", "postmaster",  "post_master", "post-master",   "mailerdaemon", "mailer_daemon", "mail-daemon", "maildaemon",           "mdaemon",
    "mmdf",          "mailer",      "mail.daemon", "mailsystem",    "mail-system",  "mail_daemon",   "mail-deamon", "system-administrator", "bounce",
    "bounces",       "mail-server", "mailserver",  "double-bounce",
};
static const char *const daemon_names[] = {
    "mailer-daemon",
    "mail delivery",
    "postmaster",
    "delivery subsystem",
    "system administrator",
    "systemadministrator",
    "mail administrator",
    "mail system",
    "mailer daemon",
    "maildelivery",
    "mail router",
    "message delivery",
    "delivery system",
    "mail-delivery",
    "email delivery",
    "administrateur système",
    "administrador del sistema",
    "microsoft exchange",
    "internet mail service",
};
static const char *const forwards[] = {"re:", "fwd:", "fw:", "aw:", "wg:", "tr:", "rv:", "r:", "antw:", "sv:", "vs:", "odp:", "enc:"};

static gboolean contains_any(const char *text, const char *const *words, gsize n)
{
    for (gsize i = 0; i < n; i++)
        if (strstr(text, words[i]))
            return TRUE;
    return FALSE;
}

static gboolean is_daemon_address(const char *key)
{
    const char *at = key ? strrchr(key, '@') : NULL;
    gsize len = at ? (gsize)(at - key) : key ? strlen(key) : 0;
    for (gsize i = 0; i < G_N_ELEMENTS(daemon_locals); i++)
        if (strlen(daemon_locals[i]) == len && strncmp(key, daemon_locals[i], len) == 0)
            return TRUE;
    return FALSE;
}

static gboolean is_daemon(const NxNotice *notice)
{
    g_autofree char *from = g_utf8_strdown(notice->from, -1);
    g_autofree char *path = notice->return_path ? g_ascii_strdown(notice->return_path, -1) : NULL;
    g_autofree char *local = g_strndup(from, strcspn(from, "<@"));
    return is_daemon_address(notice->from_address) || is_daemon_address(path) || is_daemon_address(g_strstrip(local)) ||
           contains_any(local, daemon_names, G_N_ELEMENTS(daemon_names));
}

static gboolean is_forward(const char *subject)
{
    for (gsize i = 0; i < G_N_ELEMENTS(forwards); i++)
        if (g_ascii_strncasecmp(subject, forwards[i], strlen(forwards[i])) == 0)
            return TRUE;
    return FALSE;
}

/* Its sender takes mail at the address it came from: systems that write notices seldom do, people always. */
static gboolean is_answerable(const NxNotice *notice)
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
    return nx_part_is(top, "multipart/report") && (!type || g_ascii_strcasecmp(type, "delivery-status") == 0);
}

NxSign nx_signs_read(const NxNotice *notice)
{
    g_autofree char *subject = g_utf8_strdown(notice->subject, -1);
    gboolean null_path = notice->return_path && !*notice->return_path, daemon = is_daemon(notice);
    gboolean report = is_report(notice->list), person = !null_path && !daemon && !report;
    /* A person who forwards a notice may attach its parts one by one. */
    gboolean forwarded = nx_dsn_is_quoted(notice->text) || (person && is_forward(subject));
    const struct {
        gboolean holds;
        NxSign sign;
    } signs[] = {
        {report || (notice->has_status && !forwarded), NX_SIGN_REPORT},
        {null_path, NX_SIGN_NULL_PATH},
        {daemon, NX_SIGN_DAEMON},
        {contains_any(subject, subjects, G_N_ELEMENTS(subjects)) && !(person && is_answerable(notice)), NX_SIGN_SUBJECT},
        {has_auto(notice), NX_SIGN_AUTO},
        {nx_notice_header(notice, "x-failed-recipients", 0) != NULL, NX_SIGN_FAILED_HEADER},
        {holds_returned(notice->list), NX_SIGN_RETURNED},
        {forwarded && !report, NX_SIGN_QUOTED},
        {person && (nx_notice_header(notice, "list-id", 0) || nx_notice_header(notice, "list-unsubscribe", 0)), NX_SIGN_LIST},
    };
    NxSign found = NX_SIGN_NONE;
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
        if (signs[i].holds)
            found |= signs[i].sign;
    return found;
}

gboolean nx_signs_are_strong(NxSign signs)
{
    return !(signs & NX_SIGN_QUOTED) && (signs & (NX_SIGN_REPORT | NX_SIGN_NULL_PATH | NX_SIGN_DAEMON | NX_SIGN_FAILED_HEADER)) != 0;
}

gboolean nx_signs_suffice(NxSign signs)
{
    if (signs & (NX_SIGN_QUOTED | NX_SIGN_LIST))
        return FALSE;
    return (signs & (NX_SIGN_REPORT | NX_SIGN_NULL_PATH | NX_SIGN_DAEMON | NX_SIGN_FAILED_HEADER | NX_SIGN_SUBJECT)) != 0;
}
