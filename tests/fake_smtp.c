/* One connection after the other, on a thread. */
#include "fake_smtp.h"
#include <gio/gio.h>
#include <string.h>

enum { DRIP_US = 20000, FLOOD_BYTES = 4096 };

struct NxFakeSmtp {
    GHashTable *script; /* when -> reply */
    GSocketListener *listener;
    GCancellable *end;
    GThread *thread;
    guint16 port;
    GMutex lock;
    GString *heard;
    guint connections;
};

static gboolean put(NxFakeSmtp *smtp, GOutputStream *out, const char *text, gsize len)
{
    return g_output_stream_write_all(out, text, len, NULL, smtp->end, NULL);
}

static gboolean put_forever(NxFakeSmtp *smtp, GOutputStream *out, const char *text, gsize len, gulong pause)
{
    while (put(smtp, out, text, len))
        g_usleep(pause);
    return FALSE;
}

/* FALSE: this connection is over. */
static gboolean say(NxFakeSmtp *smtp, GOutputStream *out, GInputStream *in, const char *reply)
{
    char spam[FLOOD_BYTES], byte;
    if (g_str_equal(reply, "silent"))
        return g_input_stream_read(in, &byte, 1, smtp->end, NULL) < 0;
    if (g_str_equal(reply, "close"))
        return FALSE;
    if (g_str_equal(reply, "drip"))
        return put_forever(smtp, out, "2", 1, DRIP_US);
    if (g_str_equal(reply, "endless"))
        return put_forever(smtp, out, "220-more\r\n", strlen("220-more\r\n"), 0);
    if (g_str_equal(reply, "flood")) {
        memset(spam, 'x', sizeof spam);
        return put_forever(smtp, out, spam, sizeof spam, 0);
    }
    if (g_str_equal(reply, "inject"))
        reply = "220 go ahead|250 injected";
    g_auto(GStrv) lines = g_strsplit(reply, "|", -1);
    g_autofree char *text = g_strjoinv("\r\n", lines), *line = g_strconcat(text, "\r\n", NULL);
    return put(smtp, out, line, strlen(line));
}

static void note(NxFakeSmtp *smtp, const char *command)
{
    g_mutex_lock(&smtp->lock);
    g_string_append_printf(smtp->heard, "%s\n", command);
    g_mutex_unlock(&smtp->lock);
}

/* The local part between "<" and "@"; caller frees. */
static char *local_part(const char *command)
{
    const char *from = strchr(command, '<'), *to = from ? strchr(from, '@') : NULL;
    g_assert(to);
    return g_strndup(from + 1, (gsize)(to - from) - 1);
}

static const char *reply_to(NxFakeSmtp *smtp, const char *command)
{
    g_autofree char *word = NULL;
    if (g_str_has_prefix(command, "RCPT TO:")) {
        word = local_part(command);
        gboolean is_known = g_hash_table_contains(smtp->script, word);
        g_autofree char *heard = g_strdup_printf("RCPT %s", is_known ? word : "nobody");
        note(smtp, heard);
        if (!is_known) {
            g_free(word);
            word = g_strdup("*");
        }
    } else {
        note(smtp, command);
        word = g_ascii_strdown(command, (gssize)strcspn(command, " "));
    }
    const char *reply = g_hash_table_lookup(smtp->script, word);
    return reply ? reply : g_str_equal(word, "quit") ? "221 bye" : "250 ok";
}

static void serve(NxFakeSmtp *smtp, GSocketConnection *connection)
{
    GInputStream *in = g_io_stream_get_input_stream(G_IO_STREAM(connection));
    GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(connection));
    g_autoptr(GDataInputStream) lines = g_data_input_stream_new(in);
    const char *greeting = g_hash_table_lookup(smtp->script, "greeting");
    g_data_input_stream_set_newline_type(lines, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
    gboolean goes_on = say(smtp, out, in, greeting ? greeting : "220 mx.example ESMTP");
    while (goes_on) {
        g_autofree char *command = g_data_input_stream_read_line(lines, NULL, smtp->end, NULL);
        if (!command)
            break;
        goes_on = say(smtp, out, in, reply_to(smtp, command)) && !g_str_equal(command, "QUIT");
    }
}

static gpointer run(gpointer user)
{
    NxFakeSmtp *smtp = user;
    for (;;) {
        g_autoptr(GSocketConnection) connection = g_socket_listener_accept(smtp->listener, NULL, smtp->end, NULL);
        if (!connection)
            return NULL;
        g_mutex_lock(&smtp->lock);
        smtp->connections++;
        g_mutex_unlock(&smtp->lock);
        serve(smtp, connection);
        g_io_stream_close(G_IO_STREAM(connection), NULL, NULL);
    }
}

static void read_script(NxFakeSmtp *smtp, const char *script)
{
    g_auto(GStrv) lines = g_strsplit(script, "\n", -1);
    for (char **line = lines; *line; line++) {
        char *blank = strchr(*line, ' ');
        if (blank)
            g_hash_table_insert(smtp->script, g_strndup(*line, (gsize)(blank - *line)), g_strdup(blank + 1));
    }
}

NxFakeSmtp *nx_fake_smtp_new(const char *address, guint16 port, const char *script)
{
    NxFakeSmtp *smtp = g_new0(NxFakeSmtp, 1);
    g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new_from_string(address, port), given = NULL;
    smtp->script = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    smtp->heard = g_string_new(NULL);
    smtp->end = g_cancellable_new();
    smtp->listener = g_socket_listener_new();
    g_mutex_init(&smtp->lock);
    read_script(smtp, script);
    if (!g_socket_listener_add_address(smtp->listener, wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                       &given, NULL))
        g_error("fake_smtp: %s:%u is taken", address, port);
    smtp->port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(given));
    smtp->thread = g_thread_new("fake-smtp", run, smtp);
    return smtp;
}

void nx_fake_smtp_free(NxFakeSmtp *smtp)
{
    if (!smtp)
        return;
    g_cancellable_cancel(smtp->end);
    g_thread_join(smtp->thread);
    g_object_unref(smtp->listener);
    g_object_unref(smtp->end);
    g_hash_table_unref(smtp->script);
    g_string_free(smtp->heard, TRUE);
    g_mutex_clear(&smtp->lock);
    g_free(smtp);
}

guint16 nx_fake_smtp_port(const NxFakeSmtp *smtp)
{
    return smtp->port;
}

char *nx_fake_smtp_heard(NxFakeSmtp *smtp)
{
    g_mutex_lock(&smtp->lock);
    char *heard = g_strdup(smtp->heard->str);
    g_mutex_unlock(&smtp->lock);
    return heard;
}

guint nx_fake_smtp_connections(NxFakeSmtp *smtp)
{
    g_mutex_lock(&smtp->lock);
    guint n = smtp->connections;
    g_mutex_unlock(&smtp->lock);
    return n;
}
