/* Haraka: "TIME [NOTICE] [UUID] [outbound] delivered file=... domain=... host=... ip=... response="..." rcpts=1/0/0".
 * That line does not name whom; the dialogue does, where the level of logging shows it ("[PROTOCOL] [UUID] [outbound]
 * C: RCPT TO:<ann@example.com>"). */
#include "mailbox/log/format.h"
#include <string.h>

/* "[LEVEL] [UUID] [plugin] " */
static gboolean read_brackets(NxLogText *text, NxBytes *uuid, NxBytes *plugin)
{
    NxBytes level;
    NxBytes *const inside[] = {&level, uuid, plugin};
    for (guint i = 0; i < G_N_ELEMENTS(inside); i++) {
        nx_log_blanks(text);
        if (!nx_log_skip(text, "[") || !nx_log_word(text, "]", inside[i]) || !nx_log_skip(text, "]"))
            return FALSE;
    }
    nx_log_blanks(text);
    return level.len > 0 && g_ascii_isupper(*level.at);
}

static gboolean claims(const NxLogHead *head)
{
    NxLogText text = head->text;
    NxBytes uuid, plugin;
    return (!head->program.len || nx_bytes_equal(head->program, "haraka")) && read_brackets(&text, &uuid, &plugin);
}

/* The recipients of one delivery, parted by LF. */
static void read_command(NxLogReader *reader, NxLogText text, NxBytes uuid)
{
    NxBytes address;
    if (!nx_log_skip(&text, "RCPT TO:") || !nx_log_angle(&text, &address))
        return;
    const char *before = nx_log_recall(reader, NX_LOG_MEMO_RECIPIENT, uuid);
    g_autofree char *all =
        g_strdup_printf("%s%s%.*s", before ? before : "", before ? "\n" : "", (int)address.len, address.at);
    nx_log_remember(reader, NX_LOG_MEMO_RECIPIENT, uuid, (NxBytes){all, strlen(all)});
}

static const struct {
    const char *word;
    NxLogResult result;
} RESULTS[] = {{"delivered ", NX_LOG_SENT}, {"deferred ", NX_LOG_DEFERRED}, {"bounced ", NX_LOG_BOUNCED}};

/* "rcpts=2/0/0": taken, failed for now, failed for good; only what happened to all can be told of each. */
static gboolean happened_to_all(NxBytes counts)
{
    g_autofree char *text = g_strndup(counts.at, counts.len);
    g_auto(GStrv) parts = g_strsplit(text, "/", 4);
    return g_strv_length(parts) == 3 && g_str_equal(parts[1], "0") && g_str_equal(parts[2], "0");
}

static gboolean read_fields(NxLogText *text, NxLogFound *found)
{
    NxBytes key, value;
    gboolean all = TRUE;
    for (nx_log_blanks(text); nx_log_word(text, "= \t", &key) && nx_log_skip(text, "="); nx_log_blanks(text)) {
        if (!nx_log_quoted(text, &value))
            nx_log_word(text, " \t", &value);
        if (nx_bytes_equal(key, "host"))
            found->host = value;
        else if (nx_bytes_equal(key, "file"))
            found->queue_id = value;
        else if (nx_bytes_equal(key, "response"))
            found->text = value;
        else if (nx_bytes_equal(key, "rcpts"))
            all = happened_to_all(value);
    }
    return all || found->result != NX_LOG_SENT;
}

static NxLogVerdict tell(NxLogReader *reader, const NxLogHead *head, NxBytes uuid, NxLogFound *found)
{
    g_autofree char *names = g_strdup(nx_log_recall(reader, NX_LOG_MEMO_RECIPIENT, uuid));
    g_auto(GStrv) each = names ? g_strsplit(names, "\n", -1) : NULL;
    if (!each)
        return NX_LOG_NAMELESS;
    for (guint i = 0; each[i]; i++) {
        found->recipient = (NxBytes){each[i], strlen(each[i])};
        nx_log_take(reader, head, found);
    }
    nx_log_remember(reader, NX_LOG_MEMO_RECIPIENT, uuid, (NxBytes){"", 0});
    return NX_LOG_UNDERSTOOD;
}

static NxLogVerdict read_line(NxLogReader *reader, const NxLogHead *head)
{
    NxLogText text = head->text;
    NxLogFound found = {0};
    NxBytes uuid, plugin;
    if (!read_brackets(&text, &uuid, &plugin) || !nx_bytes_equal(plugin, "outbound"))
        return NX_LOG_UNDERSTOOD;
    if (nx_log_skip(&text, "C: "))
        read_command(reader, text, uuid);
    for (guint i = 0; i < G_N_ELEMENTS(RESULTS); i++) {
        if (!nx_log_skip(&text, RESULTS[i].word))
            continue;
        found.result = RESULTS[i].result;
        return read_fields(&text, &found) ? tell(reader, head, uuid, &found) : NX_LOG_NAMELESS;
    }
    return NX_LOG_UNDERSTOOD;
}

const NxLogFormat nx_log_haraka = {"haraka", claims, read_line};
