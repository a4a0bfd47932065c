/* nixie delivered: mail to these addresses went through, by name or as lines of an MTA's log. */
#include "cli/given_addresses.h"
#include "cli/verb.h"

/* How MTAs log a delivery: `mark` says it, the address stands behind `before`. */
static const struct {
    const char *mark, *before;
} LOGS[] = {
    {"status=sent", " to=<"},                   /* Postfix */
    {"stat=Sent", " to=<"},                     /* Sendmail, with one recipient */
    {"stat=Sent", " to="},    {" => ", " => "}, /* Exim; "name <address>" where it was redirected */
    {" -> ", " -> "},
};

/* The address of a delivery in a line of a log; NULL if it tells of none. Caller frees. */
static char *logged_address(const char *line)
{
    for (guint i = 0; i < G_N_ELEMENTS(LOGS); i++) {
        const char *at = strstr(line, LOGS[i].mark) ? strstr(line, LOGS[i].before) : NULL;
        if (!at)
            continue;
        at += strlen(LOGS[i].before);
        const char *end = at + strcspn(at, " ,>\t"), *angle = *end == ' ' && end[1] == '<' ? end + 2 : NULL;
        if (angle) {
            at = angle;
            end = at + strcspn(at, ">");
        }
        return g_strndup(at, (gsize)(end - at));
    }
    return NULL;
}

/* The newest time that is not in the future and fits syslog's "Nov 20 10:11:12", which tells no year and goes by local
 * time. */
static gboolean syslog_time(const char *line, NxTime now, NxTime *time)
{
    static const char MONTHS[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char name[4];
    int day, hour, minute, second;
    if (sscanf(line, "%3[A-Za-z] %2d %2d:%2d:%2d ", name, &day, &hour, &minute, &second) != 5 || strlen(name) != 3)
        return FALSE;
    const char *month = strstr(MONTHS, name);
    if (!month || (month - MONTHS) % 3)
        return FALSE;
    g_autoptr(GDateTime) today = g_date_time_new_from_unix_local(now);
    for (int years = 0; years <= 8; years++) { /* as many as can lie between two leap days */
        g_autoptr(GDateTime) when = g_date_time_new_local(g_date_time_get_year(today) - years,
                                                          (int)(month - MONTHS) / 3 + 1, day, hour, minute, second);
        if (when && g_date_time_to_unix(when) <= now) {
            *time = g_date_time_to_unix(when);
            return TRUE;
        }
    }
    return FALSE;
}

/* When a line was logged: RFC 3339, Exim's "2025-11-20 10:11:12" of local time, or syslog's; `now` where it does not
 * say. */
static NxTime logged_time(const char *line, NxTime now)
{
    NxTime time;
    g_autofree char *word = g_strndup(line, strcspn(line, " \t"));
    if (strchr(word, 'T') && nx_time_parse(word, &time))
        return MIN(time, now);
    g_autofree char *date = g_strndup(line, strlen("2025-11-20 10:11:12"));
    g_autoptr(GTimeZone) local = g_time_zone_new_local();
    g_autoptr(GDateTime) exim =
        strlen(date) == 19 && date[10] == ' ' ? g_date_time_new_from_iso8601(date, local) : NULL;
    if (exim)
        return MIN(g_date_time_to_unix(exim), now);
    return syslog_time(line, now, &time) ? time : now;
}

static gboolean looks_logged(const char *line)
{
    return strchr(line, ' ') != NULL;
}

/* Of two deliveries to one address the later counts. */
static void remember(GHashTable *times, const char *word, NxTime time)
{
    char *key = nx_address_key(word, -1);
    NxTime *known = key ? g_hash_table_lookup(times, key) : NULL;
    if (known)
        *known = MAX(*known, time);
    if (key && !known)
        g_hash_table_insert(times, key, g_memdup2(&time, sizeof time));
    else
        g_free(key);
}

/* Lines that are an address alone, or the log's of a delivery; other lines of a log say nothing here. `times` takes
 * when, by key. */
static char **delivered_words(NxTime now, GHashTable *times)
{
    GPtrArray *words = g_ptr_array_new();
    g_autofree char *line = NULL;
    gsize size = 0;
    gssize len;
    while ((len = getline(&line, &size, stdin)) >= 0) {
        g_autofree char *text = nx_text_from_utf8(line, len);
        g_strstrip(text);
        gboolean logged = looks_logged(text);
        char *word = logged ? logged_address(text) : g_strdup(text);
        if (word && *word && *word != '#' && !g_str_equal(word, "-")) {
            remember(times, word, logged ? logged_time(text, now) : now);
            g_ptr_array_add(words, word);
        } else {
            g_free(word);
        }
    }
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

static int record(NxApp *app, const GPtrArray *keys, GHashTable *times)
{
    GError *error = NULL;
    NxActHead head = nx_app_act(app, "delivered", NULL);
    if (!keys->len || !nx_app_ledger(app, NX_LEDGER_WRITE))
        return app->status;
    g_autofree NxTime *when = g_new(NxTime, keys->len);
    for (guint i = 0; i < keys->len; i++) {
        const NxTime *known = g_hash_table_lookup(times, keys->pdata[i]);
        when[i] = known ? *known : app->now;
    }
    if (!nx_ledger_delivered(app->ledger, &head, (const char *const *)keys->pdata, when, keys->len, &error))
        return nx_app_error(app, error);
    nx_say(nx_trn("delivered: %u address", "delivered: %u addresses", keys->len), keys->len);
    return app->status;
}

int nx_run_delivered(NxApp *app, int argc, char **argv)
{
    if (!nx_app_start(app, NULL, &argc, &argv))
        return app->status;
    if (argc < 2)
        return nx_app_usage(app, "%s", nx_tr("name an address, or - for standard input"));
    gboolean from_stdin = argc == 2 && g_str_equal(argv[1], "-");
    g_autoptr(GHashTable) times = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) words = from_stdin ? delivered_words(app->now, times) : g_strdupv(argv + 1);
    NxGivenAddresses list;
    nx_given_addresses_read(&list, app, words);
    record(app, list.keys, times);
    nx_given_addresses_clear(&list);
    return app->status;
}
