/* What lines said of a message, for those that follow; and what a format finds, to who asked for it. */
#include "mailbox/log/reader.h"
#include <string.h>

/* What was remembered, and the lines that told it; `lines` is NULL where nobody will ask for them. */
typedef struct {
    char *value, *lines;
} Memo;

static void memo_free(gpointer data)
{
    Memo *memo = data;
    g_free(memo->value);
    g_free(memo->lines);
    g_free(memo);
}

static GHashTable *memo_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, memo_free);
}

NxLogReader *nx_log_reader_new(NxTime now, NxLogFunc take, gpointer user)
{
    NxLogReader *self = g_new0(NxLogReader, 1);
    self->now = now;
    self->take = take;
    self->user = user;
    self->used = g_ptr_array_new();
    for (guint i = 0; i < NX_N_LOG_MEMOS; i++) {
        self->young[i] = memo_new();
        self->old[i] = memo_new();
    }
    return self;
}

void nx_log_reader_free(NxLogReader *self)
{
    if (!self)
        return;
    for (guint i = 0; i < NX_N_LOG_MEMOS; i++) {
        g_hash_table_unref(self->young[i]);
        g_hash_table_unref(self->old[i]);
    }
    g_ptr_array_unref(self->used);
    g_free(self);
}

void nx_log_reader_keep_lines(NxLogReader *self)
{
    self->keeps_lines = TRUE;
}

const char *nx_log_result_name(NxLogResult result)
{
    static const char *const NAMES[NX_N_LOG_RESULTS] = {
        [NX_LOG_SENT] = "sent", [NX_LOG_DEFERRED] = "deferred", [NX_LOG_BOUNCED] = "bounced"};
    return NAMES[result];
}

/* The lines of all that was recalled for the line in hand; NULL: none. */
static char *used_lines(const NxLogReader *self)
{
    GString *all = NULL;
    for (guint i = 0; i < self->used->len; i++) {
        const char *lines = self->used->pdata[i];
        if (all && (strstr(all->str, lines) || all->len + strlen(lines) > NX_MAX_LOG_BEFORE))
            continue;
        all = all ? all : g_string_new(NULL);
        g_string_append(all, lines);
    }
    return all ? g_string_free(all, FALSE) : NULL;
}

/* A line that adds to what was recalled for it brings the lines of that along. */
static char *lines_so_far(const NxLogReader *self)
{
    if (!self->keeps_lines || memchr(self->line.at, '\0', self->line.len))
        return NULL;
    g_autofree char *before = used_lines(self);
    return g_strdup_printf("%s%.*s\n", before ? before : "", (int)self->line.len, self->line.at);
}

void nx_log_remember(NxLogReader *self, NxLogMemo memo, NxBytes name, NxBytes value)
{
    if (!name.len || name.len > NX_MAX_LOG_NAME || value.len > NX_MAX_LOG_NAME)
        return;
    Memo *kept = g_new(Memo, 1);
    kept->lines = lines_so_far(self);
    kept->value = g_strndup(value.at, value.len);
    g_ptr_array_set_size(self->used, 0); /* they may be what is replaced now */
    if (g_hash_table_size(self->young[memo]) >= NX_MAX_LOG_MEMOS) {
        g_hash_table_unref(self->old[memo]);
        self->old[memo] = self->young[memo];
        self->young[memo] = memo_new();
    }
    g_hash_table_replace(self->young[memo], g_strndup(name.at, name.len), kept);
}

const char *nx_log_recall(NxLogReader *self, NxLogMemo memo, NxBytes name)
{
    if (!name.len || name.len > NX_MAX_LOG_NAME)
        return NULL;
    char key[NX_MAX_LOG_NAME + 1];
    memcpy(key, name.at, name.len);
    key[name.len] = '\0';
    const Memo *found = g_hash_table_lookup(self->young[memo], key);
    if (!found)
        found = g_hash_table_lookup(self->old[memo], key);
    if (found && found->lines)
        g_ptr_array_add(self->used, found->lines);
    return found ? found->value : NULL;
}

static char *text_of(NxBytes bytes)
{
    return bytes.len ? nx_text_from_utf8(bytes.at, (gssize)bytes.len) : NULL;
}

/* What the line tells itself, else what an earlier one did. Caller frees. */
static char *told_of(NxLogReader *self, NxLogMemo memo, NxBytes here, NxBytes queue_id)
{
    const char *value = here.at ? NULL : nx_log_recall(self, memo, queue_id);
    return here.at ? g_strndup(here.at, here.len) : g_strdup(value);
}

void nx_log_take(NxLogReader *self, const NxLogHead *head, const NxLogFound *found)
{
    if (self->keeps_lines && found->result == NX_LOG_SENT)
        return;
    g_autofree char *recipient = text_of(found->recipient), *target = text_of(found->target);
    g_autofree char *queue_id = text_of(found->queue_id), *text = text_of(found->text);
    g_autofree char *host = found->host.len ? nx_log_host(found->host) : NULL, *server = text_of(head->server);
    g_autofree char *message_id = told_of(self, NX_LOG_MEMO_MESSAGE_ID, found->message_id, found->queue_id);
    g_autofree char *sender = told_of(self, NX_LOG_MEMO_SENDER, found->sender, found->queue_id);
    g_autofree char *before = self->keeps_lines ? used_lines(self) : NULL;
    NxLogLine line = {.result = found->result,
                      .at = head->at,
                      .software = self->format->name,
                      .server = server,
                      .recipient = recipient,
                      .target = target,
                      .queue_id = queue_id,
                      .message_id = message_id,
                      .sender = sender,
                      .host = host,
                      .local = found->local,
                      .status = found->status,
                      .text = text,
                      .before = before};
    if (recipient)
        self->take(&line, self->user);
}
