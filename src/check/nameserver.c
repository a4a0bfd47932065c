/* c-ares in a GMainContext. All questions share one socket for each server, whose buffer is what bounds the window: a
 * thousand at once and live domains look dead.
 *
 * There are two channels. The first asks one server after the other, and tells a failure of all of them as one that is
 * none of DNS. What failed there is asked once more on the second, which takes the first answer as it is: so SERVFAIL,
 * REFUSED and silence are told apart. */
#include "check/nameserver.h"
#include <nixie/text.h>
#include <glib-unix.h>
#include <string.h>

#ifdef NX_HAVE_CARES
#define CARES_NO_DEPRECATED /* Debian 13 calls some of these old */
#include <ares.h>

enum {
    WINDOW = 100,
    TIMEOUT_MS = 2000,
    TRIES = 2,
    RECEIVE_BYTES = 4 * 1024 * 1024,
    NAME_LEN_MAX = 253,
    LABEL_LEN_MAX = 63
};
enum { ASKS_ALL, TELLS_WHY, N_CHANNELS };

typedef struct {
    NxNameserver *nameserver;
    char *name;
    NxDnsType type;
    gboolean why;   /* is asked on the second channel */
    guint64 number; /* in the order of the asking */
    NxDnsDone done;
    gpointer user;
} Question;

/* One GSource for all: it is ready when time is up, or when there is something to send. */
typedef struct {
    GSource source;
    NxNameserver *nameserver;
} Pump;

struct NxNameserver {
    GMainContext *context;
    ares_channel channels[N_CHANNELS];
    GHashTable *sockets; /* file descriptor -> GSource */
    GSource *pump;
    GQueue waiting; /* of Question */
    guint window, asked;
    guint64 number, last_answered;
    guint silence;
    gboolean is_ending;
};

static void question_free(Question *question)
{
    g_free(question->name);
    g_free(question);
}

static void wake_pump(NxNameserver *nameserver)
{
    g_source_set_ready_time(nameserver->pump, 0);
}

/* ---- Answers ----------------------------------------------------------------------------------------------------- */

static NxDnsOutcome outcome_of(int status)
{
    switch (status) {
    case ARES_ENODATA: return NX_DNS_NODATA;
    case ARES_ENOTFOUND: return NX_DNS_NXDOMAIN;
    case ARES_EREFUSED: return NX_DNS_REFUSED;
    case ARES_EBADNAME: return NX_DNS_BAD_NAME;
    case ARES_ETIMEOUT:
    case ARES_ECONNREFUSED: return NX_DNS_TIMEOUT; /* there is no server at that place */
    default: return NX_DNS_SERVFAIL;
    }
}

/* A question is unanswered for good only if nothing that was asked after it is answered: then the server is silent, and
 * not the domain. */
static void count_silence(NxNameserver *nameserver, const Question *question, NxDnsOutcome outcome)
{
    if (outcome == NX_DNS_TIMEOUT) {
        if (question->number > nameserver->last_answered)
            nameserver->silence++;
    } else if (outcome != NX_DNS_BAD_NAME) {
        nameserver->last_answered = MAX(nameserver->last_answered, question->number);
        nameserver->silence = 0;
    }
}

static void answered(void *data, int status, int timeouts, unsigned char *bytes, int len)
{
    Question *question = data;
    NxNameserver *nameserver = question->nameserver;
    (void)timeouts;
    nameserver->asked--;
    if (nameserver->is_ending || status == ARES_EDESTRUCTION || status == ARES_ECANCELLED) {
        question_free(question);
        return;
    }
    wake_pump(nameserver);
    if (status == ARES_ECONNREFUSED && !question->why) {
        question->why = TRUE;
        g_queue_push_head(&nameserver->waiting, question);
        return;
    }
    g_auto(NxDnsAnswer) answer = {.outcome = outcome_of(status)};
    if (bytes && len > 0 && (status == ARES_SUCCESS || status == ARES_ENODATA || status == ARES_ENOTFOUND))
        nx_dns_answer_read(&answer, question->type, bytes, (gsize)len);
    count_silence(nameserver, question, answer.outcome);
    question->done(&answer, question->user);
    question_free(question);
}

/* ---- Questions --------------------------------------------------------------------------------------------------- */

/* c-ares takes blanks, escapes and raw bytes: no mail domain has them. */
static gboolean is_askable(const char *name)
{
    gsize label = 0, len = strlen(name);
    for (const char *c = name; *c; c++) {
        label = *c == '.' ? 0 : label + 1;
        if ((*c == '.' && (c == name || c[-1] == '.')) || label > LABEL_LEN_MAX ||
            !(g_ascii_isalnum(*c) || strchr("-_.", *c)))
            return FALSE;
    }
    return len > 0 && len <= NAME_LEN_MAX;
}

static void send_question(NxNameserver *nameserver, Question *question)
{
    enum { CLASS_IN = 1 };
    nameserver->asked++;
    if (is_askable(question->name))
        ares_query(nameserver->channels[question->why ? TELLS_WHY : ASKS_ALL], question->name, CLASS_IN,
                   (int)question->type, answered, question);
    else
        answered(question, ARES_EBADNAME, 0, NULL, 0);
}

static void set_timer(NxNameserver *nameserver)
{
    gint64 next = -1, now = g_get_monotonic_time();
    for (guint i = 0; i < N_CHANNELS; i++) {
        struct timeval buffer, *left = ares_timeout(nameserver->channels[i], NULL, &buffer);
        gint64 at = left ? now + left->tv_sec * G_USEC_PER_SEC + left->tv_usec + 1000 : -1;
        if (at >= 0 && (next < 0 || at < next))
            next = at;
    }
    g_source_set_ready_time(nameserver->pump, next);
}

static gboolean pump(GSource *source, GSourceFunc callback, gpointer user)
{
    NxNameserver *nameserver = ((Pump *)source)->nameserver;
    (void)callback;
    (void)user;
    g_source_set_ready_time(source, -1);
    for (guint i = 0; i < N_CHANNELS; i++)
        ares_process_fd(nameserver->channels[i], ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    while (nameserver->asked < nameserver->window && nameserver->waiting.length > 0)
        send_question(nameserver, g_queue_pop_head(&nameserver->waiting));
    if (g_source_get_ready_time(source) != 0)
        set_timer(nameserver);
    return G_SOURCE_CONTINUE;
}

void nx_nameserver_ask(NxNameserver *nameserver, const char *name, NxDnsType type, gboolean urgent, NxDnsDone done,
                       gpointer user)
{
    Question *question = g_new0(Question, 1);
    *question = (Question){nameserver, g_strdup(name), type, FALSE, ++nameserver->number, done, user};
    if (urgent)
        g_queue_push_head(&nameserver->waiting, question);
    else
        g_queue_push_tail(&nameserver->waiting, question);
    wake_pump(nameserver);
}

guint nx_nameserver_silence(const NxNameserver *nameserver)
{
    return nameserver->silence;
}

/* ---- Sockets ----------------------------------------------------------------------------------------------------- */

static gboolean socket_ready(gint fd, GIOCondition condition, gpointer user)
{
    NxNameserver *nameserver = user;
    ares_socket_t in = condition & (G_IO_IN | G_IO_HUP | G_IO_ERR) ? fd : ARES_SOCKET_BAD;
    ares_socket_t out = condition & G_IO_OUT ? fd : ARES_SOCKET_BAD;
    for (guint i = 0; i < N_CHANNELS; i++) /* that which does not know it passes over it */
        ares_process_fd(nameserver->channels[i], in, out);
    wake_pump(nameserver);
    return G_SOURCE_CONTINUE;
}

static void drop_source(gpointer source)
{
    g_source_destroy(source);
    g_source_unref(source);
}

static void socket_changed(void *data, ares_socket_t fd, int readable, int writable)
{
    NxNameserver *nameserver = data;
    g_hash_table_remove(nameserver->sockets, GINT_TO_POINTER(fd));
    if (!readable && !writable)
        return;
    GSource *source = g_unix_fd_source_new(fd, (readable ? G_IO_IN : 0) | (writable ? G_IO_OUT : 0));
    g_source_set_callback(source, G_SOURCE_FUNC(socket_ready), nameserver, NULL);
    g_source_attach(source, nameserver->context);
    g_hash_table_insert(nameserver->sockets, GINT_TO_POINTER(fd), source);
}

/* ---- The whole --------------------------------------------------------------------------------------------------- */

static gboolean open_channel(NxNameserver *nameserver, guint which, const NxCheckSettings *settings, GError **error)
{
    static const int FLAGS[N_CHANNELS] = {[ASKS_ALL] = 0, [TELLS_WHY] = ARES_FLAG_NOCHECKRESP};
    char lookups[] = "b";
    struct ares_options options = {.flags = FLAGS[which],
                                   .timeout = settings->timeout_ms ? (int)settings->timeout_ms : TIMEOUT_MS,
                                   .tries = TRIES,
                                   .lookups = lookups,
                                   .socket_receive_buffer_size = RECEIVE_BYTES,
                                   .sock_state_cb = socket_changed,
                                   .sock_state_cb_data = nameserver};
    int status = ares_init_options(&nameserver->channels[which], &options,
                                   ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS |
                                       ARES_OPT_SOCK_RCVBUF | ARES_OPT_SOCK_STATE_CB);
    if (status != ARES_SUCCESS) {
        g_set_error(error, NX_ERROR, NX_ERROR_MISSING, "%s", ares_strerror(status));
        return FALSE;
    }
    g_autofree char *servers = settings->nameserver ? g_strdelimit(g_strdup(settings->nameserver), "; ", ',') : NULL;
    if (servers && ares_set_servers_ports_csv(nameserver->channels[which], servers) != ARES_SUCCESS) {
        g_set_error(error, NX_ERROR, NX_ERROR_SYNTAX, nx_tr("%s is no name server such as 127.0.0.1:53"),
                    settings->nameserver);
        return FALSE;
    }
    return TRUE;
}

/* c-ares takes "" for no server, and a name for none. */
static gboolean is_good_setting(const NxCheckSettings *settings)
{
    return !settings->nameserver || *settings->nameserver;
}

static void start_library(void)
{
    static gsize once;
    if (g_once_init_enter(&once)) {
        ares_library_init(ARES_LIB_INIT_ALL);
        g_once_init_leave(&once, 1);
    }
}

NxNameserver *nx_nameserver_new(const NxCheckSettings *settings, GMainContext *context, GError **error)
{
    static GSourceFuncs FUNCS = {.dispatch = pump};
    start_library();
    NxNameserver *nameserver = g_new0(NxNameserver, 1);
    nameserver->context = g_main_context_ref(context);
    nameserver->window = settings->window ? settings->window : WINDOW;
    nameserver->sockets = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, drop_source);
    nameserver->pump = g_source_new(&FUNCS, sizeof(Pump));
    ((Pump *)nameserver->pump)->nameserver = nameserver;
    g_source_attach(nameserver->pump, context);
    if (!is_good_setting(settings)) {
        g_set_error(error, NX_ERROR, NX_ERROR_SYNTAX, "%s", nx_tr("no name server is named"));
    } else if (open_channel(nameserver, ASKS_ALL, settings, error) &&
               open_channel(nameserver, TELLS_WHY, settings, error)) {
        return nameserver;
    }
    nx_nameserver_free(nameserver);
    return NULL;
}

void nx_nameserver_free(NxNameserver *nameserver)
{
    if (!nameserver)
        return;
    nameserver->is_ending = TRUE;
    for (guint i = 0; i < N_CHANNELS; i++)
        if (nameserver->channels[i])
            ares_destroy(nameserver->channels[i]);
    g_queue_clear_full(&nameserver->waiting, (GDestroyNotify)question_free);
    drop_source(nameserver->pump);
    g_hash_table_unref(nameserver->sockets);
    g_main_context_unref(nameserver->context);
    g_free(nameserver);
}

gboolean nx_checker_is_built_in(GError **error)
{
    (void)error;
    return TRUE;
}

#else

gboolean nx_checker_is_built_in(GError **error)
{
    g_set_error(error, NX_ERROR, NX_ERROR_MISSING, "%s",
                nx_tr("this nixie was built without c-ares (libc-ares-dev) and cannot ask name servers"));
    return FALSE;
}

NxNameserver *nx_nameserver_new(const NxCheckSettings *settings, GMainContext *context, GError **error)
{
    (void)settings;
    (void)context;
    nx_checker_is_built_in(error);
    return NULL;
}

void nx_nameserver_free(NxNameserver *nameserver)
{
    (void)nameserver;
}

void nx_nameserver_ask(NxNameserver *nameserver, const char *name, NxDnsType type, gboolean urgent, NxDnsDone done,
                       gpointer user)
{
    (void)nameserver, (void)name, (void)type, (void)urgent, (void)done, (void)user;
    g_assert_not_reached(); /* there is none */
}

guint nx_nameserver_silence(const NxNameserver *nameserver)
{
    (void)nameserver;
    return 0;
}
#endif
