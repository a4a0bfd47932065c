/* Lines read again by a reader of logs, and put where a delivery status would have it (RFC 3464). */
#include "parse/log/entry.h"
#include <nixie/maillog.h>
#include <string.h>

typedef struct {
    NxLogEntry *entry;
    NxReportBuilder *builder;
    const NxLibrary *library;
} Taking;

/* syslog writes the first label of a server's name alone (RFC 3164 4.1.2). */
static gboolean is_own_server(const NxLibrary *library, const char *server)
{
    if (!library || !server)
        return FALSE;
    if (nx_library_is_own_mta(library, server))
        return TRUE;
    const GArray *own = nx_library_settings(library)->own_mta;
    gsize len = strlen(server);
    for (guint i = 0; own && !strchr(server, '.') && i < own->len; i++) {
        const char *name = g_array_index(own, NxSetting, i).value;
        if (g_ascii_strncasecmp(name, server, len) == 0 && name[len] == '.')
            return TRUE;
    }
    return FALSE;
}

/* RFC 5322 3.3, whatever the locale's months are called. Caller frees. */
static char *date_of(NxTime at)
{
    static const char MONTHS[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(at);
    return when
               ? g_strdup_printf("%d %.3s %d %02d:%02d:%02d +0000", g_date_time_get_day_of_month(when),
                                 MONTHS + 3 * (g_date_time_get_month(when) - 1), g_date_time_get_year(when),
                                 g_date_time_get_hour(when), g_date_time_get_minute(when), g_date_time_get_second(when))
               : NULL;
}

static void fill_message(NxReportBuilder *builder, const NxLogLine *line)
{
    nx_builder_fill_message(builder, NX_MESSAGE_REPORTING_MTA, line->server);
    nx_builder_fill_message(builder, NX_MESSAGE_ORIGINAL_ID, line->message_id);
    if (line->sender && *line->sender)
        nx_builder_fill_message(builder, NX_MESSAGE_ORIGINAL_FROM, line->sender);
}

static void take(const NxLogLine *line, gpointer user)
{
    static const struct {
        NxKind kind;
        NxAction action;
    } RESULTS[NX_N_LOG_RESULTS] = {[NX_LOG_SENT] = {NX_KIND_DELIVERED, NX_ACTION_DELIVERED},
                                   [NX_LOG_DEFERRED] = {NX_KIND_DELAY, NX_ACTION_DELAYED},
                                   [NX_LOG_BOUNCED] = {NX_KIND_BOUNCE, NX_ACTION_FAILED}};
    const Taking *taking = user;
    NxReportBuilder *builder = taking->builder;
    taking->entry->at = line->at;
    taking->entry->is_own = is_own_server(taking->library, line->server);
    fill_message(builder, line);
    NxDraft *draft = nx_builder_add_recipient(builder, line->recipient, NX_SOURCE_LAYOUT, "log");
    if (!draft)
        return;
    char status[NX_STATUS_TEXT_SIZE];
    g_autofree char *date = date_of(line->at);
    nx_draft_set_kind(draft, RESULTS[line->result].kind);
    if (line->target) {
        nx_draft_set(draft, NX_DRAFT_ORIGINAL, line->recipient);
        nx_draft_set(draft, NX_DRAFT_FINAL, line->target);
    }
    nx_draft_set(draft, NX_DRAFT_ACTION, nx_action_name(RESULTS[line->result].action));
    nx_draft_set(draft, NX_DRAFT_STATUS, nx_status_text(line->status, status));
    nx_draft_set(draft, NX_DRAFT_DIAGNOSTIC, line->text);
    nx_draft_set(draft, NX_DRAFT_REMOTE_MTA, line->host);
    nx_draft_set(draft, NX_DRAFT_LOG_ID, line->queue_id);
    nx_draft_set(draft, NX_DRAFT_LAST_ATTEMPT, date);
    nx_draft_set(draft, NX_DRAFT_MAILER, line->software);
    nx_draft_set_own_lookup(draft, line->local);
}

/* What earlier lines tell of others is none of this one's. */
static void pass_over(const NxLogLine *line, gpointer user)
{
    const Taking *taking = user;
    if (taking->builder)
        take(line, user);
}

NxBytes nx_log_entry_line(NxBytes lines)
{
    const char *newline = lines.len ? memrchr(lines.at, '\n', lines.len) : NULL;
    if (!newline)
        return lines;
    gsize before = (gsize)(newline + 1 - lines.at);
    return (NxBytes){newline + 1, lines.len - before};
}

void nx_log_entry_read(NxLogEntry *entry, NxReportBuilder *builder, NxBytes lines, const NxLibrary *library, NxTime now)
{
    *entry = (NxLogEntry){0};
    Taking taking = {entry, NULL, library};
    NxLogReader *reader = nx_log_reader_new(now, pass_over, &taking);
    NxBytes last = nx_log_entry_line(lines);
    for (const char *at = lines.at, *newline; at < last.at; at = newline + 1) {
        newline = memchr(at, '\n', (gsize)(last.at - at));
        nx_log_reader_line(reader, at, (gsize)(newline - at));
    }
    taking.builder = builder;
    nx_log_reader_line(reader, last.at, last.len);
    nx_log_reader_free(reader);
}
