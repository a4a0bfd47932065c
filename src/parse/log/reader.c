/* What lines said of a message, for those that follow; and what a format finds, to who asked for it. */
#include "parse/log/reader.h"
#include "parse/bounds.h"
#include <nixie/address.h>
#include <string.h>

static GHashTable *memo_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

NxLogReader *nx_log_reader_new(NxTime now, NxLogFunc take, gpointer user)
{
    NxLogReader *self = g_new0(NxLogReader, 1);
    self->now = now;
    self->take = take;
    self->user = user;
    for (guint i = 0; i < NX_N_LOG_MEMOS; i++) {
        self->young[i] = memo_new();
        self->old[i] = memo_new();
    }
    return self;
}

void nx_log_reader_free(NxLogReader *self)
{
    for (guint i = 0; self && i < NX_N_LOG_MEMOS; i++) {
        g_hash_table_unref(self->young[i]);
        g_hash_table_unref(self->old[i]);
    }
    g_free(self);
}

const char *nx_log_result_name(NxLogResult result)
{
    static const char *const NAMES[NX_N_LOG_RESULTS] = {
        [NX_LOG_SENT] = "sent", [NX_LOG_DEFERRED] = "deferred", [NX_LOG_BOUNCED] = "bounced"};
    return NAMES[result];
}

void nx_log_remember(NxLogReader *self, NxLogMemo memo, NxBytes name, NxBytes value)
{
    if (!name.len || name.len > NX_MAX_LOG_NAME || value.len > NX_MAX_LOG_NAME)
        return;
    if (g_hash_table_size(self->young[memo]) >= NX_MAX_LOG_MEMOS) {
        g_hash_table_unref(self->old[memo]);
        self->old[memo] = self->young[memo];
        self->young[memo] = memo_new();
    }
    g_hash_table_replace(self->young[memo], g_strndup(name.at, name.len), g_strndup(value.at, value.len));
}

const char *nx_log_recall(NxLogReader *self, NxLogMemo memo, NxBytes name)
{
    if (!name.len || name.len > NX_MAX_LOG_NAME)
        return NULL;
    g_autofree char *key = g_strndup(name.at, name.len);
    const char *found = g_hash_table_lookup(self->young[memo], key);
    return found ? found : g_hash_table_lookup(self->old[memo], key);
}

static char *text_of(NxBytes bytes)
{
    return bytes.len ? nx_text_from_utf8(bytes.at, (gssize)MIN(bytes.len, NX_MAX_DIAGNOSTIC)) : NULL;
}

void nx_log_take(NxLogReader *self, const NxLogHead *head, const NxLogFound *found)
{
    g_autofree char *recipient = text_of(found->recipient), *target = text_of(found->target);
    g_autofree char *queue_id = text_of(found->queue_id), *text = text_of(found->text);
    g_autofree char *host = found->host.len ? nx_log_host(found->host) : NULL;
    NxLogLine line = {.result = found->result,
                      .at = head->at,
                      .software = self->format->name,
                      .recipient = recipient,
                      .target = target,
                      .queue_id = queue_id,
                      .message_id = nx_log_recall(self, NX_LOG_MEMO_MESSAGE_ID, found->queue_id),
                      .host = host,
                      .local = found->local,
                      .status = found->status,
                      .text = text};
    if (recipient)
        self->take(&line, self->user);
}
