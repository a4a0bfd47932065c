/* nixie delivered: mail to these addresses went through, by name or as lines of a mail server's log. */
#include "cli/given_addresses.h"
#include "cli/verb.h"
#include <nixie/maillog.h>

/* What was heard, and what of it proves nothing. */
typedef struct {
    NxApp *app;
    GHashTable *lives;         /* the newest of each address, by key; NxLife * */
    guint understood, unknown; /* lines */
    guint elsewhere;           /* deliveries at no host of the recipient's domain */
    guint nameless;            /* ... of which the log does not say to whom */
    guint addresses;           /* named by themselves */
} Hearing;

/* Of two deliveries to one address the later counts. Takes the life. */
static void hear(Hearing *hearing, NxLife *life)
{
    const NxLife *known = g_hash_table_lookup(hearing->lives, life->key);
    if (known && known->at >= life->at)
        nx_life_free(life);
    else
        g_hash_table_replace(hearing->lives, life->key, life);
}

static NxLife *life_new(const char *key, NxLifeKind kind, NxTime at)
{
    NxLife *life = g_new0(NxLife, 1);
    life->key = g_strdup(key);
    life->kind = kind;
    life->at = at;
    return life;
}

static void take_delivery(const NxLogLine *line, gpointer user)
{
    Hearing *hearing = user;
    if (line->result != NX_LOG_SENT)
        return;
    if (!nx_log_line_proves_life(line, hearing->app->library)) {
        hearing->elsewhere++;
        return;
    }
    g_autofree char *key = nx_address_key(line->recipient, -1);
    NxLife *life = life_new(key, NX_LIFE_LOG, line->at);
    g_autofree char *id = line->message_id ? g_strdup_printf("<%s>", line->message_id) : NULL;
    life->event_key = id ? nx_event_key(key, id) : NULL;
    life->source = g_strdup(line->host);
    hear(hearing, life);
}

static void take_line(Hearing *hearing, NxLogReader *log, char *line, gsize len)
{
    static const char BLANKS[] = " \t\r\n";
    while (len && strchr(BLANKS, line[len - 1]))
        line[--len] = '\0';
    gsize indent = strspn(line, BLANKS);
    if (indent == len || line[indent] == '#')
        return;
    gboolean is_word = strcspn(line + indent, BLANKS) == len - indent;
    g_autofree char *key = is_word ? nx_address_key(line + indent, -1) : NULL;
    if (key) {
        hearing->addresses++;
        hear(hearing, life_new(key, NX_LIFE_TOLD, hearing->app->now));
        return;
    }
    NxLogVerdict verdict = nx_log_reader_line(log, line, len);
    hearing->understood += verdict == NX_LOG_UNDERSTOOD;
    hearing->nameless += verdict == NX_LOG_NAMELESS;
    hearing->unknown += verdict == NX_LOG_UNKNOWN;
}

static void read_log(Hearing *hearing)
{
    NxLogReader *log = nx_log_reader_new(hearing->app->now, take_delivery, hearing);
    g_autofree char *line = NULL;
    gsize size = 0;
    gssize len;
    while ((len = getline(&line, &size, stdin)) >= 0)
        take_line(hearing, log, line, (gsize)len);
    nx_log_reader_free(log);
}

/* What a log has in it that was not taken, and why. */
static void say_rest(const Hearing *hearing)
{
    guint n = hearing->unknown;
    if (n && !hearing->understood && !hearing->nameless && !hearing->addresses)
        nx_app_fault(hearing->app,
                     nx_trn("standard input: its %u line is of no mail server that is known",
                            "standard input: none of its %u lines is of a mail server that is known", n),
                     n);
    else if (n)
        nx_complain(
            nx_trn("%u line is of no mail server that is known", "%u lines are of no mail server that is known", n), n);
    if (hearing->understood && !g_hash_table_size(hearing->lives) && !hearing->nameless && !hearing->elsewhere)
        nx_complain(nx_trn("%u line of a mail server's log was read, and none of it tells of a delivery",
                           "%u lines of a mail server's log were read, and none of them tells of a delivery",
                           hearing->understood),
                    hearing->understood);
    n = hearing->nameless;
    if (n)
        nx_complain(nx_trn("%u delivery does not say to whom: the log leaves it out, or began later",
                           "%u deliveries do not say to whom: the log leaves it out, or began later", n),
                    n);
    n = hearing->elsewhere;
    if (n)
        nx_complain(nx_trn("%u delivery was not to a host of the recipient's domain, which proves nothing",
                           "%u deliveries were not to a host of the recipient's domain, which proves nothing", n),
                    n);
}

static int record(NxApp *app, const GPtrArray *lives)
{
    GError *error = NULL;
    NxActHead head = nx_app_act(app, "delivered", NULL);
    if (!lives->len || !nx_app_ledger(app, NX_LEDGER_WRITE))
        return app->status;
    if (!nx_ledger_delivered(app->ledger, &head, lives, NULL, &error))
        return nx_app_error(app, error);
    nx_say(nx_trn("delivered: %u address", "delivered: %u addresses", lives->len), lives->len);
    return app->status;
}

int nx_run_delivered(NxApp *app, int argc, char **argv)
{
    if (!nx_app_start(app, NULL, &argc, &argv))
        return app->status;
    if (argc < 2)
        return nx_app_usage(app, "%s", nx_tr("name an address, or - for standard input"));
    g_autoptr(GHashTable) lives = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)nx_life_free);
    Hearing hearing = {.app = app, .lives = lives};
    if (argc == 2 && g_str_equal(argv[1], "-")) {
        read_log(&hearing);
        say_rest(&hearing);
    } else {
        NxGivenAddresses list;
        nx_given_addresses_read(&list, app, argv + 1);
        for (guint i = 0; i < list.keys->len; i++)
            hear(&hearing, life_new(list.keys->pdata[i], NX_LIFE_TOLD, app->now));
        nx_given_addresses_clear(&list);
    }
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    GHashTableIter iter;
    gpointer life;
    g_hash_table_iter_init(&iter, lives);
    while (g_hash_table_iter_next(&iter, NULL, &life))
        g_ptr_array_add(all, life);
    return record(app, all);
}
