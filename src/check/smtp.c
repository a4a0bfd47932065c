/* GIO with two clocks that one thread keeps: a timeout of the socket would begin anew with each byte that drips in. */
#include "check/smtp.h"
#include <string.h>

enum { BUFFER = 4096 };

/* ---- The clock --------------------------------------------------------------------------------------------------- */

typedef struct {
    GMutex lock;
    GCond change;
    gint64 step_end, end; /* monotonic */
    gboolean is_over;
    GCancellable *cancellable;
    GThread *thread;
} Clock;

static gpointer tick(gpointer user)
{
    Clock *clock = user;
    g_mutex_lock(&clock->lock);
    while (!clock->is_over) {
        gint64 end = MIN(clock->step_end, clock->end);
        if (g_cond_wait_until(&clock->change, &clock->lock, end) || g_get_monotonic_time() < end)
            continue;
        clock->is_over = TRUE;
        g_cancellable_cancel(clock->cancellable);
    }
    g_mutex_unlock(&clock->lock);
    return NULL;
}

static void clock_set(Clock *clock, guint step_ms)
{
    g_mutex_lock(&clock->lock);
    clock->step_end = g_get_monotonic_time() + (gint64)step_ms * 1000;
    g_cond_signal(&clock->change);
    g_mutex_unlock(&clock->lock);
}

static void clock_start(Clock *clock, guint step_ms, guint whole_ms)
{
    g_mutex_init(&clock->lock);
    g_cond_init(&clock->change);
    clock->is_over = FALSE;
    clock->cancellable = g_cancellable_new();
    clock->end = g_get_monotonic_time() + (gint64)whole_ms * 1000;
    clock->step_end = g_get_monotonic_time() + (gint64)step_ms * 1000;
    clock->thread = g_thread_new("nixie-clock", tick, clock);
}

static void clock_stop(Clock *clock)
{
    g_mutex_lock(&clock->lock);
    clock->is_over = TRUE;
    g_cond_signal(&clock->change);
    g_mutex_unlock(&clock->lock);
    g_thread_join(clock->thread);
    g_object_unref(clock->cancellable);
    g_mutex_clear(&clock->lock);
    g_cond_clear(&clock->change);
}

/* ---- The line ---------------------------------------------------------------------------------------------------- */

typedef struct {
    GSocketConnection *connection;
    GIOStream *stream; /* the connection, or TLS above it */
    Clock *clock;
    guint step_ms;
    char bytes[BUFFER]; /* read and not taken yet */
    gsize len;
} Line;

static gboolean read_reply(Line *line, NxSmtpReply *reply)
{
    clock_set(line->clock, line->step_ms);
    for (;;) {
        gsize taken = 0;
        NxSmtpState state = nx_smtp_reply_take(reply, line->bytes, line->len, &taken);
        line->len -= taken;
        memmove(line->bytes, line->bytes + taken, line->len);
        if (state != NX_SMTP_MORE)
            return state == NX_SMTP_WHOLE;
        gssize n = g_input_stream_read(g_io_stream_get_input_stream(line->stream), line->bytes, sizeof line->bytes,
                                       line->clock->cancellable, NULL);
        if (n <= 0)
            return FALSE;
        line->len = (gsize)n;
    }
}

static gboolean send_line(Line *line, const char *text)
{
    clock_set(line->clock, line->step_ms);
    return g_output_stream_write_all(g_io_stream_get_output_stream(line->stream), text, strlen(text), NULL,
                                     line->clock->cancellable, NULL);
}

/* Whose certificate it is does not matter to a question; that nobody else reads it on the way does. */
static gboolean accept_any(GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags flags,
                           gpointer user)
{
    (void)connection, (void)certificate, (void)flags, (void)user;
    return TRUE;
}

static gboolean start_tls(Line *line)
{
    GIOStream *tls = g_tls_client_connection_new(G_IO_STREAM(line->connection), NULL, NULL);
    if (!tls)
        return FALSE;
    g_signal_connect(tls, "accept-certificate", G_CALLBACK(accept_any), NULL);
    clock_set(line->clock, line->step_ms);
    g_object_unref(line->stream);
    line->stream = tls;
    return g_tls_connection_handshake(G_TLS_CONNECTION(tls), line->clock->cancellable, NULL);
}

/* ---- The dialogue ------------------------------------------------------------------------------------------------ */

/* Bytes that came with the 220 to STARTTLS came from whoever stands in between (CVE-2011-0411). */
static NxSmtpEnd step_done(Line *line, gboolean was_tls, const NxProbeDialogue *dialogue)
{
    if (was_tls || !dialogue->in_tls)
        return NX_SMTP_SAID;
    if (line->len > 0)
        return NX_SMTP_CUT;
    return start_tls(line) ? NX_SMTP_SAID : NX_SMTP_TLS_FAILED;
}

static NxSmtpEnd talk(Line *line, NxProbeDialogue *dialogue)
{
    while (dialogue->step != NX_STEP_END) {
        g_auto(NxSmtpReply) reply = {0};
        g_autofree char *text = nx_probe_dialogue_line(dialogue);
        gboolean was_tls = dialogue->in_tls;
        nx_smtp_reply_init(&reply);
        if ((text && !send_line(line, text)) || !read_reply(line, &reply))
            return NX_SMTP_CUT;
        nx_probe_dialogue_take(dialogue, &reply);
        NxSmtpEnd end = step_done(line, was_tls, dialogue);
        if (end != NX_SMTP_SAID)
            return end;
    }
    return NX_SMTP_SAID;
}

NxSmtpEnd nx_smtp_talk(NxProbeDialogue *dialogue, GInetAddress *address, guint16 port, guint step_ms, guint whole_ms)
{
    Clock clock = {0};
    g_autoptr(GSocketClient) client = g_socket_client_new();
    g_autoptr(GSocketAddress) place = g_inet_socket_address_new(address, port);
    g_socket_client_set_enable_proxy(client, FALSE);
    clock_start(&clock, step_ms, whole_ms);
    Line line = {.clock = &clock, .step_ms = step_ms};
    NxSmtpEnd end = NX_SMTP_NO_CONNECT;
    line.connection = g_socket_client_connect(client, G_SOCKET_CONNECTABLE(place), clock.cancellable, NULL);
    if (line.connection) {
        line.stream = g_object_ref(G_IO_STREAM(line.connection));
        end = talk(&line, dialogue);
        g_object_unref(line.stream);
        g_io_stream_close(G_IO_STREAM(line.connection), NULL, NULL);
        g_object_unref(line.connection);
    }
    clock_stop(&clock);
    return end;
}
