/* Text that somebody pasted: a reply, a diagnostic with what stands before it, a line of a log, the fields of a notice
 * or a whole one. Each is taken apart so far that it is judged as it would be in a mailbox. */
#include "base/line.h"
#include "parse/mime/address_list.h"
#include "parse/reader.h"
#include "parse/report/assemble.h"
#include "parse/smtp/smtp.h"
#include <nixie/maillog.h>
#include <nixie/text.h>

/* What one answer comes to, whatever it was pasted in. Strings are owned. */
typedef struct {
    char *text, *host, *address, *mailer;
    NxCommand command;
    NxStatus status;
    NxKind kind;
} Pasted;

static void pasted_clear(Pasted *pasted)
{
    g_free(pasted->text);
    g_free(pasted->host);
    g_free(pasted->address);
    g_free(pasted->mailer);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pasted, pasted_clear)

/* ---- What stands before an answer -------------------------------------------------------------------------------- */

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* "Diagnostic-Code: smtp; 550 ...", "smtp;550 ...": where the answer begins. */
static const char *behind_labels(const char *text)
{
    static const char *const LABELS[] = {"diagnostic-code:", "diagnostic:", "smtp;",  "x-postfix;",
                                         "x-unix;",          "reason:",     "error:", "lmtp;"};
    const char *at = skip_blanks(text);
    for (guint i = 0; i < G_N_ELEMENTS(LABELS); i++)
        if (g_ascii_strncasecmp(at, LABELS[i], strlen(LABELS[i])) == 0) {
            at = skip_blanks(at + strlen(LABELS[i]));
            i = G_MAXUINT; /* from the first again */
        }
    return at;
}

/* Where the reply begins that `text` quotes behind "said:" or the like; NULL if it does not. */
static const char *quoted_reply(const char *text, guint reply)
{
    char code[8];
    g_snprintf(code, sizeof code, "%u", reply);
    for (const char *at = strstr(text, code); at; at = strstr(at + 1, code)) {
        const char *before = at;
        while (before > text && strchr(" \t\r\n'\"", before[-1]))
            before--;
        gboolean opened = before > text && strchr(":;(", before[-1]);
        if (opened && strchr(" -", at[3]) && at[3])
            return at;
    }
    return NULL;
}

/* "(in reply to RCPT TO command)", with the bracket that closes a line of a log. */
static void drop_in_reply(char *text)
{
    char *at = g_strrstr(text, "(in reply to ");
    gsize len = at ? strcspn(at, ")") : 0;
    if (at && at[len] && strspn(at + len, " \t\r\n)") == strlen(at + len))
        *at = '\0';
    g_strchomp(text);
}

static void read_answer(Pasted *pasted, const char *text)
{
    const char *answer = behind_labels(text);
    NxSmtp smtp;
    nx_smtp_read(&smtp, answer, -1);
    const char *quoted = smtp.reply ? quoted_reply(answer, smtp.reply) : NULL;
    pasted->text = g_strdup(quoted ? quoted : answer);
    if (quoted)
        drop_in_reply(pasted->text);
    pasted->command = smtp.command ? smtp.command : smtp.reply ? NX_COMMAND_RCPT : NX_COMMAND_NONE;
    if (!pasted->host)
        pasted->host = g_steal_pointer(&smtp.host);
    if (!pasted->address)
        pasted->address = g_steal_pointer(&smtp.address);
    nx_smtp_clear(&smtp);
    g_autoptr(GPtrArray) found = pasted->address ? NULL : nx_address_list_read(text);
    if (found && found->len)
        pasted->address = g_strdup(g_ptr_array_index(found, 0));
}

/* ---- Lines of logs ----------------------------------------------------------------------------------------------- */

static void take_log(const NxLogLine *line, gpointer user)
{
    static const NxKind KINDS[] = {
        [NX_LOG_SENT] = NX_KIND_DELIVERED, [NX_LOG_DEFERRED] = NX_KIND_BOUNCE, [NX_LOG_BOUNCED] = NX_KIND_BOUNCE};
    G_STATIC_ASSERT(G_N_ELEMENTS(KINDS) == NX_N_LOG_RESULTS);
    Pasted *pasted = user;
    if (pasted->text || !line->text)
        return; /* the first recipient that it tells something of */
    pasted->kind = KINDS[line->result];
    pasted->status = line->status;
    pasted->host = g_strdup(line->host);
    pasted->address = g_strdup(line->recipient);
    pasted->mailer = g_strdup(line->software);
    g_autofree char *text = g_strdup(line->text);
    read_answer(pasted, text);
}

/* The last line that tells what became of somebody; FALSE: it is no log. */
static gboolean read_log(Pasted *pasted, const char *text)
{
    enum { MOST_LINES = 200 };
    NxLogReader *reader = nx_log_reader_new(G_GINT64_CONSTANT(946684800), take_log, pasted); /* times do not matter */
    NxBytes rest = {text, strlen(text)}, line;
    for (guint i = 0; i < MOST_LINES && !pasted->text && nx_line_next(&rest, &line); i++)
        nx_log_reader_line(reader, line.at, line.len);
    nx_log_reader_free(reader);
    return pasted->text != NULL;
}

/* ---- Notices ----------------------------------------------------------------------------------------------------- */

/* Does a line begin so? */
static gboolean has_field(const char *text, const char *name)
{
    gsize len = strlen(name);
    for (const char *at = text; at; at = strchr(at, '\n'), at = at ? at + 1 : NULL)
        if (g_ascii_strncasecmp(at, name, len) == 0)
            return TRUE;
    return FALSE;
}

/* A whole message as it is; the fields of a delivery status with the header that they need. NULL: neither. */
static char *message_of(const char *text)
{
    static const char WRAPPED[] = "From: MAILER-DAEMON@localhost\n"
                                  "Content-Type: multipart/report; report-type=delivery-status; boundary=nixie\n\n"
                                  "--nixie\nContent-Type: text/plain\n\nThe report follows.\n"
                                  "--nixie\nContent-Type: message/delivery-status\n\n";
    gboolean fields = has_field(text, "Final-Recipient:") || has_field(text, "Original-Recipient:");
    if (!strchr(text, '\n'))
        return NULL;
    if (has_field(text, "Content-Type:") || (has_field(text, "From:") && has_field(text, "Subject:")))
        return g_strdup(text);
    if (!fields || !(has_field(text, "Action:") || has_field(text, "Status:")))
        return NULL;
    gboolean header = has_field(text, "Reporting-MTA:");
    return g_strconcat(WRAPPED, header ? "" : "Reporting-MTA: dns; localhost\n\n", text, "\n\n--nixie--\n", NULL);
}

static NxReport *read_message(const NxReader *reader, const char *text)
{
    g_autofree char *message = message_of(text);
    if (!message)
        return NULL;
    g_autoptr(GBytes) bytes = g_bytes_new(message, strlen(message));
    NxEnvelope envelope = {.from_line = NX_TIME_UNKNOWN, .maildir = NX_TIME_UNKNOWN, .now = NX_TIME_UNKNOWN};
    NxReport *report = nx_reader_read(reader, bytes, &envelope, NULL);
    if (report && !report->n_recipients)
        g_clear_pointer(&report, nx_report_free);
    return report;
}

/* ---- All of them ------------------------------------------------------------------------------------------------- */

static NxReport *report_of(const NxReader *reader, const Pasted *pasted, const NxPasteHints *hints)
{
    NxReportBuilder *builder = nx_builder_new(nx_reader_library(reader));
    char status[NX_STATUS_TEXT_SIZE];
    g_autofree char *stranger =
        !pasted->address && hints->domain ? g_strconcat("somebody@", hints->domain, NULL) : NULL;
    NxDraft *draft = nx_builder_add_recipient(builder, stranger ? stranger : pasted->address, NX_SOURCE_HEADER, NULL);
    if (!draft)
        draft = nx_builder_add_recipient(builder, NULL, NX_SOURCE_HEADER, NULL);
    NxCommand command = hints->command ? hints->command : pasted->command;
    nx_draft_set_kind(draft, pasted->kind ? pasted->kind : NX_KIND_BOUNCE);
    nx_draft_set(draft, NX_DRAFT_DIAGNOSTIC, pasted->text);
    nx_draft_set(draft, NX_DRAFT_REMOTE_MTA, hints->host ? hints->host : pasted->host);
    nx_draft_set(draft, NX_DRAFT_COMMAND, nx_command_name(command));
    nx_draft_set(draft, NX_DRAFT_MAILER, pasted->mailer);
    if (pasted->status.klass)
        nx_draft_set(draft, NX_DRAFT_STATUS, nx_status_text(pasted->status, status));
    NxReportSetting setting = {.providers = nx_providers_get(), .nobody = NX_KIND_UNKNOWN};
    return nx_report_assemble(builder, &setting);
}

/* What was said beside the text outranks what is found in it. */
static void apply(NxReport *report, const NxPasteHints *hints)
{
    const NxProviders *providers = nx_providers_get();
    const char *by_host = hints->host ? nx_providers_by_host(providers, hints->host) : NULL;
    const char *by_domain = hints->domain ? nx_providers_by_domain(providers, hints->domain) : NULL;
    const char *provider = hints->provider ? hints->provider : by_host ? by_host : by_domain;
    for (guint i = 0; i < report->n_recipients; i++) {
        NxRecipient *recipient = (NxRecipient *)&report->recipients[i]; /* nobody else has it yet */
        if (provider && (hints->provider || hints->host || !recipient->provider))
            recipient->provider = provider;
        if (hints->command)
            recipient->command = hints->command;
    }
}

NxReport *nx_reader_read_pasted(const NxReader *reader, const char *pasted, const NxPasteHints *given)
{
    static const NxPasteHints NONE = {0};
    const NxPasteHints *hints = given ? given : &NONE;
    g_autofree char *text = nx_text_from_utf8(pasted, -1);
    NxReport *report = read_message(reader, text);
    if (!report) {
        g_auto(Pasted) found = {.kind = NX_KIND_UNKNOWN};
        if (!read_log(&found, text))
            read_answer(&found, text);
        report = report_of(reader, &found, hints);
    }
    apply(report, hints);
    return report;
}

NxReport *nx_reader_read_line(const NxReader *reader, const char *line)
{
    return nx_reader_read_pasted(reader, line, NULL);
}
