/* One thread, one GMainContext. Answers are put together byte by byte, without compression but for the question's name.
 */
#include "fake_dns.h"
#include <gio/gio.h>
#include <string.h>

enum { A = 1, NS = 2, CNAME = 5, SOA = 6, MX = 15, AAAA = 28 };
enum { SERVFAIL = 2, NXDOMAIN = 3, REFUSED = 5, UDP_MAX = 512, PACKET_MAX = 65535 };

typedef struct {
    char **what; /* words */
    guint asked; /* how often it was taken */
} Line;

struct NxFakeDns {
    GMainContext *context;
    GMainLoop *loop;
    GThread *thread;
    GSocket *udp;
    GSocketService *tcp;
    char *place;
    GHashTable *lines; /* "mx corp.example" -> Line */
    GRand *rand;
    guint mean_ms, lost;
    GMutex lock; /* of what follows */
    GHashTable *counts;
    guint n, n_tcp, waiting, at_once;
};

typedef struct {
    const guint8 *packet;
    gsize len; /* of header and question */
    char *name;
    guint type;
    gboolean by_tcp;
} Question;

typedef struct {
    GByteArray *bytes;
    guint late, ttl, records, authority;
    gboolean drop;
} Answer;

/* ---- Bytes ------------------------------------------------------------------------------------------------------- */

static void put(GByteArray *bytes, guint size, guint32 number)
{
    while (size-- > 0) {
        guint8 byte = (guint8)(number >> 8 * size);
        g_byte_array_append(bytes, &byte, 1);
    }
}

static void put_name(GByteArray *bytes, const char *name)
{
    g_auto(GStrv) labels = g_strsplit(g_str_equal(name, ".") ? "" : name, ".", -1);
    for (char **label = labels; *label && **label; label++) {
        put(bytes, 1, (guint32)strlen(*label));
        g_byte_array_append(bytes, (const guint8 *)*label, (guint)strlen(*label));
    }
    put(bytes, 1, 0);
}

static const char *type_name(guint type)
{
    return type == MX ? "mx" : type == A ? "a" : type == AAAA ? "aaaa" : type == SOA ? "soa" : "other";
}

static gboolean read_question(Question *question, const guint8 *packet, gsize len)
{
    GString *name = g_string_new(NULL);
    gsize at = 12;
    while (at < len && packet[at] != 0 && packet[at] < 64 && at + 1 + packet[at] < len) {
        if (name->len > 0)
            g_string_append_c(name, '.');
        g_string_append_len(name, (const char *)packet + at + 1, packet[at]);
        at += 1u + packet[at];
    }
    gboolean is_one = at + 5 <= len && packet[at] == 0;
    *question = (Question){.packet = packet, .len = at + 5, .name = g_string_free(name, FALSE)};
    if (is_one)
        question->type = (guint)packet[at + 1] << 8 | packet[at + 2];
    g_strdelimit(question->name, " ", '_');
    return is_one;
}

/* ---- What the script says ---------------------------------------------------------------------------------------- */

static Line *find_line(NxFakeDns *dns, const char *name, guint type)
{
    const char *const kinds[] = {type_name(type), "any"};
    g_autofree char *lower = g_ascii_strdown(name, -1);
    for (const char *at = lower;; at = strchr(at, '.') ? strchr(at, '.') + 1 : "") {
        for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
            g_autofree char *key = g_strconcat(kinds[i], " ", at == lower ? "" : *at ? "*." : "*", at, NULL);
            Line *line = g_hash_table_lookup(dns->lines, key);
            if (line)
                return line;
        }
        if (!*at)
            return NULL;
    }
}

static void begin_record(Answer *answer, const char *owner, guint type)
{
    put_name(answer->bytes, owner);
    put(answer->bytes, 2, type);
    put(answer->bytes, 2, 1);
    put(answer->bytes, 4, answer->ttl);
    answer->records++;
}

static void put_data(Answer *answer, GByteArray *data)
{
    put(answer->bytes, 2, data->len);
    g_byte_array_append(answer->bytes, data->data, data->len);
    g_byte_array_unref(data);
}

static void add_address(Answer *answer, const char *owner, const char *text)
{
    g_autoptr(GInetAddress) address = g_inet_address_new_from_string(text);
    g_assert(address);
    GByteArray *data = g_byte_array_new();
    g_byte_array_append(data, g_inet_address_to_bytes(address), (guint)g_inet_address_get_native_size(address));
    begin_record(answer, owner, data->len == 4 ? A : AAAA);
    put_data(answer, data);
}

static void set_rcode(Answer *answer, guint rcode)
{
    answer->bytes->data[3] = (guint8)((answer->bytes->data[3] & 0xf0) | rcode);
}

static void say(NxFakeDns *dns, Answer *answer, const Question *question, const char *owner, char **what);

static void add_records(NxFakeDns *dns, Answer *answer, const Question *question, const char *owner, char **what)
{
    if (g_str_equal(what[0], "mx")) {
        for (what++; what[0] && what[1]; what += 2) {
            GByteArray *data = g_byte_array_new();
            put(data, 2, (guint32)g_ascii_strtoull(what[0], NULL, 10));
            put_name(data, what[1]);
            begin_record(answer, owner, MX);
            put_data(answer, data);
        }
    } else if (g_str_equal(what[0], "a") || g_str_equal(what[0], "aaaa")) {
        for (what++; *what; what++)
            add_address(answer, owner, *what);
    } else if (g_str_equal(what[0], "soa")) {
        GByteArray *data = g_byte_array_new();
        put_name(data, "a.example");
        put_name(data, "b.example");
        for (guint i = 0; i < 5; i++)
            put(data, 4, 60);
        begin_record(answer, owner, SOA);
        put_data(answer, data);
    } else if (g_str_equal(what[0], "referral")) {
        GByteArray *data = g_byte_array_new();
        put_name(data, "ns.elsewhere.example");
        begin_record(answer, owner, NS);
        put_data(answer, data);
        answer->records--;
        answer->authority++;
    } else if (g_str_equal(what[0], "cname")) {
        GByteArray *data = g_byte_array_new();
        put_name(data, what[1]);
        begin_record(answer, owner, CNAME);
        put_data(answer, data);
        Line *line = find_line(dns, what[1], question->type);
        if (line)
            say(dns, answer, question, what[1], line->what);
        else
            set_rcode(answer, NXDOMAIN);
    } else {
        g_error("fake_dns: %s", what[0]);
    }
}

static void say(NxFakeDns *dns, Answer *answer, const Question *question, const char *owner, char **what)
{
    static const struct {
        const char *word;
        guint rcode;
    } RCODES[] = {{"nodata", 0}, {"nx", NXDOMAIN}, {"servfail", SERVFAIL}, {"refused", REFUSED}};
    for (guint i = 0; i < G_N_ELEMENTS(RCODES); i++)
        if (g_str_equal(what[0], RCODES[i].word)) {
            set_rcode(answer, RCODES[i].rcode);
            return;
        }
    if (g_str_equal(what[0], "late")) {
        answer->late += (guint)g_ascii_strtoull(what[1], NULL, 10);
        say(dns, answer, question, owner, what + 2);
    } else if (g_str_equal(what[0], "ttl")) {
        answer->ttl = (guint)g_ascii_strtoull(what[1], NULL, 10);
        say(dns, answer, question, owner, what + 2);
    } else if (g_str_equal(what[0], "tc") && question->by_tcp) {
        say(dns, answer, question, owner, what + 1);
    } else if (g_str_equal(what[0], "tc")) {
        answer->bytes->data[2] |= 2;
    } else if (g_str_equal(what[0], "wrongid")) {
        answer->bytes->data[0] ^= 0x55;
        say(dns, answer, question, owner, what + 1);
    } else if (g_str_equal(what[0], "drop")) {
        answer->drop = TRUE;
    } else if (g_str_equal(what[0], "garbage")) {
        put(answer->bytes, 4, 0xc0ffee00);
        answer->records = 7;
    } else {
        add_records(dns, answer, question, owner, what);
    }
}

static void count(NxFakeDns *dns, const Question *question)
{
    g_autofree char *key = g_strconcat(type_name(question->type), " ", question->name, NULL);
    g_mutex_lock(&dns->lock);
    gpointer n = g_hash_table_lookup(dns->counts, key);
    g_hash_table_insert(dns->counts, g_steal_pointer(&key), GUINT_TO_POINTER(GPOINTER_TO_UINT(n) + 1));
    dns->n++;
    dns->n_tcp += question->by_tcp;
    g_mutex_unlock(&dns->lock);
}

static void answer_of(NxFakeDns *dns, const Question *question, Answer *answer)
{
    *answer = (Answer){.bytes = g_byte_array_new(), .ttl = 300};
    g_byte_array_append(answer->bytes, question->packet, (guint)question->len);
    answer->bytes->data[2] = 0x81;
    answer->bytes->data[3] = 0x80;
    memset(answer->bytes->data + 6, 0, 6);
    Line *line = find_line(dns, question->name, question->type);
    count(dns, question);
    if (!line) {
        set_rcode(answer, NXDOMAIN);
    } else {
        gboolean is_empty = g_str_equal(line->what[0], "empty"), is_once = g_str_equal(line->what[0], "once");
        guint before = line->asked++;
        if (is_empty && before == 0)
            set_rcode(answer, SERVFAIL);
        else if (is_once && before > 0)
            answer->drop = TRUE;
        else
            say(dns, answer, question, question->name, line->what + (is_empty || is_once));
    }
    answer->bytes->data[6] = (guint8)(answer->records >> 8);
    answer->bytes->data[7] = (guint8)answer->records;
    answer->bytes->data[9] = (guint8)answer->authority;
    if (!question->by_tcp && answer->bytes->len > UDP_MAX) {
        answer->bytes->data[2] |= 2;
        answer->bytes->data[6] = answer->bytes->data[7] = 0;
        g_byte_array_set_size(answer->bytes, (guint)question->len);
    }
    if (dns->mean_ms > 0)
        answer->late += (guint)g_rand_int_range(dns->rand, (gint32)dns->mean_ms / 2, (gint32)dns->mean_ms * 3 / 2 + 1);
    if (dns->lost > 0 && (guint)g_rand_int_range(dns->rand, 0, 1000) < dns->lost)
        answer->drop = TRUE;
}

/* ---- UDP --------------------------------------------------------------------------------------------------------- */

typedef struct {
    NxFakeDns *dns;
    GSocketAddress *to;
    GByteArray *bytes;
} Letter;

static void letter_free(gpointer data)
{
    Letter *letter = data;
    g_object_unref(letter->to);
    g_byte_array_unref(letter->bytes);
    g_free(letter);
}

static gboolean post(gpointer data)
{
    Letter *letter = data;
    g_socket_send_to(letter->dns->udp, letter->to, (const char *)letter->bytes->data, letter->bytes->len, NULL, NULL);
    g_mutex_lock(&letter->dns->lock);
    letter->dns->waiting--;
    g_mutex_unlock(&letter->dns->lock);
    return G_SOURCE_REMOVE;
}

static void send_later(NxFakeDns *dns, GSocketAddress *to, const Answer *answer)
{
    Letter *letter = g_new0(Letter, 1);
    *letter = (Letter){dns, g_object_ref(to), g_byte_array_ref(answer->bytes)};
    g_mutex_lock(&dns->lock);
    dns->waiting++;
    dns->at_once = MAX(dns->at_once, dns->waiting);
    g_mutex_unlock(&dns->lock);
    g_autoptr(GSource) timer = g_timeout_source_new(answer->late);
    g_source_set_callback(timer, post, letter, letter_free);
    g_source_attach(timer, dns->context);
}

static gboolean datagram(GSocket *socket, GIOCondition condition, gpointer user)
{
    NxFakeDns *dns = user;
    guint8 packet[UDP_MAX * 8];
    g_autoptr(GSocketAddress) from = NULL;
    (void)condition;
    gssize len = g_socket_receive_from(socket, &from, (char *)packet, sizeof packet, NULL, NULL);
    Question question;
    if (len < 12)
        return G_SOURCE_CONTINUE;
    if (read_question(&question, packet, (gsize)len)) {
        Answer answer;
        answer_of(dns, &question, &answer);
        if (!answer.drop && answer.late > 0)
            send_later(dns, from, &answer);
        else if (!answer.drop)
            g_socket_send_to(socket, from, (const char *)answer.bytes->data, answer.bytes->len, NULL, NULL);
        g_byte_array_unref(answer.bytes);
    }
    g_free(question.name);
    return G_SOURCE_CONTINUE;
}

/* ---- TCP --------------------------------------------------------------------------------------------------------- */

/* One question for each connection. */
static gboolean connected(GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user)
{
    NxFakeDns *dns = user;
    GInputStream *in = g_io_stream_get_input_stream(G_IO_STREAM(connection));
    GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(connection));
    guint8 head[2], packet[UDP_MAX * 8];
    gsize got = 0, len;
    Question question = {0};
    (void)service, (void)source;
    if (!g_input_stream_read_all(in, head, 2, &got, NULL, NULL) || got < 2)
        return TRUE;
    len = (gsize)head[0] << 8 | head[1];
    if (len < 12 || len > sizeof packet || !g_input_stream_read_all(in, packet, len, &got, NULL, NULL) || got < len)
        return TRUE;
    if (read_question(&question, packet, len)) {
        Answer answer;
        question.by_tcp = TRUE;
        answer_of(dns, &question, &answer);
        GByteArray *framed = g_byte_array_new();
        put(framed, 2, answer.bytes->len);
        g_byte_array_append(framed, answer.bytes->data, answer.bytes->len);
        if (!answer.drop)
            g_output_stream_write_all(out, framed->data, framed->len, &got, NULL, NULL);
        g_byte_array_unref(framed);
        g_byte_array_unref(answer.bytes);
    }
    g_free(question.name);
    return TRUE;
}

/* ---- The whole --------------------------------------------------------------------------------------------------- */

static void line_free(gpointer data)
{
    Line *line = data;
    g_strfreev(line->what);
    g_free(line);
}

static void read_script(NxFakeDns *dns, const char *script)
{
    g_auto(GStrv) lines = g_strsplit(script, "\n", -1);
    for (char **text = lines; *text; text++) {
        g_auto(GStrv) words = g_strsplit_set(g_strstrip(*text), " \t", -1);
        if (!words[0] || !words[1] || !words[2])
            continue;
        Line *line = g_new0(Line, 1);
        line->what = g_strdupv(words + 2);
        g_hash_table_insert(dns->lines, g_strconcat(words[1], " ", words[0], NULL), line);
    }
}

/* One port, for both: another is drawn where it is taken by TCP. */
static void bind_both(NxFakeDns *dns)
{
    g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback(G_SOCKET_FAMILY_IPV4);
    for (guint tries = 0; tries < 100; tries++) {
        g_autoptr(GSocketAddress) any = g_inet_socket_address_new(loopback, 0);
        GError *error = NULL;
        g_clear_object(&dns->udp);
        dns->udp = g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error);
        g_assert_no_error(error);
        g_assert_true(g_socket_bind(dns->udp, any, FALSE, &error));
        g_autoptr(GSocketAddress) bound = g_socket_get_local_address(dns->udp, &error);
        if (g_socket_listener_add_address(G_SOCKET_LISTENER(dns->tcp), bound, G_SOCKET_TYPE_STREAM,
                                          G_SOCKET_PROTOCOL_TCP, NULL, NULL, NULL)) {
            dns->place = g_strdup_printf("127.0.0.1:%u", g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(bound)));
            return;
        }
    }
    g_error("fake_dns: no free port");
}

static gpointer serve(gpointer user)
{
    NxFakeDns *dns = user;
    g_main_context_push_thread_default(dns->context);
    g_main_loop_run(dns->loop);
    g_main_context_pop_thread_default(dns->context);
    return NULL;
}

NxFakeDns *nx_fake_dns_new(const char *script)
{
    NxFakeDns *dns = g_new0(NxFakeDns, 1);
    dns->context = g_main_context_new();
    dns->loop = g_main_loop_new(dns->context, FALSE);
    dns->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, line_free);
    dns->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    dns->rand = g_rand_new_with_seed(1);
    g_mutex_init(&dns->lock);
    read_script(dns, script);
    g_main_context_push_thread_default(dns->context);
    dns->tcp = g_socket_service_new();
    bind_both(dns);
    g_signal_connect(dns->tcp, "incoming", G_CALLBACK(connected), dns);
    g_socket_service_start(dns->tcp);
    g_autoptr(GSource) source = g_socket_create_source(dns->udp, G_IO_IN, NULL);
    g_source_set_callback(source, G_SOURCE_FUNC(datagram), dns, NULL);
    g_source_attach(source, dns->context);
    g_main_context_pop_thread_default(dns->context);
    dns->thread = g_thread_new("fake-dns", serve, dns);
    return dns;
}

static gboolean quit(gpointer loop)
{
    g_main_loop_quit(loop);
    return G_SOURCE_REMOVE;
}

void nx_fake_dns_free(NxFakeDns *dns)
{
    if (!dns)
        return;
    g_main_context_invoke(dns->context, quit, dns->loop);
    g_thread_join(dns->thread);
    g_socket_service_stop(dns->tcp);
    g_socket_listener_close(G_SOCKET_LISTENER(dns->tcp));
    g_object_unref(dns->tcp);
    g_object_unref(dns->udp);
    g_main_loop_unref(dns->loop);
    g_main_context_unref(dns->context);
    g_hash_table_unref(dns->lines);
    g_hash_table_unref(dns->counts);
    g_rand_free(dns->rand);
    g_mutex_clear(&dns->lock);
    g_free(dns->place);
    g_free(dns);
}

const char *nx_fake_dns_place(const NxFakeDns *dns)
{
    return dns->place;
}

guint nx_fake_dns_asked(NxFakeDns *dns, const char *what)
{
    g_mutex_lock(&dns->lock);
    guint n = what ? GPOINTER_TO_UINT(g_hash_table_lookup(dns->counts, what)) : dns->n;
    g_mutex_unlock(&dns->lock);
    return n;
}

guint nx_fake_dns_asked_by_tcp(NxFakeDns *dns)
{
    g_mutex_lock(&dns->lock);
    guint n = dns->n_tcp;
    g_mutex_unlock(&dns->lock);
    return n;
}

guint nx_fake_dns_at_once(NxFakeDns *dns)
{
    g_mutex_lock(&dns->lock);
    guint n = dns->at_once;
    g_mutex_unlock(&dns->lock);
    return n;
}

void nx_fake_dns_network(NxFakeDns *dns, guint mean_ms, guint lost)
{
    dns->mean_ms = mean_ms;
    dns->lost = lost;
}
