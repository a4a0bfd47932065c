/* nixie delivered: mail to these addresses went through, by name or as lines of an MTA's log. */
#include "cli/addresses.h"
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

static gboolean looks_logged(const char *line)
{
    return strchr(line, ' ') != NULL;
}

/* Lines that are an address alone, or the log's of a delivery; other lines of a log say nothing here. */
static char **delivered_words(void)
{
    GPtrArray *words = g_ptr_array_new();
    g_autofree char *line = NULL;
    gsize size = 0;
    gssize len;
    while ((len = getline(&line, &size, stdin)) >= 0) {
        g_autofree char *text = nx_text_from_utf8(line, len);
        g_strstrip(text);
        char *word = looks_logged(text) ? logged_address(text) : g_strdup(text);
        if (word && *word && *word != '#' && !g_str_equal(word, "-"))
            g_ptr_array_add(words, word);
        else
            g_free(word);
    }
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

int nx_run_delivered(NxApp *app, int argc, char **argv)
{
    if (!nx_app_start(app, NULL, &argc, &argv))
        return app->status;
    if (argc < 2)
        return nx_app_usage(app, "%s", nx_tr("name an address, or - for standard input"));
    gboolean from_stdin = argc == 2 && g_str_equal(argv[1], "-");
    g_auto(GStrv) words = from_stdin ? delivered_words() : g_strdupv(argv + 1);
    NxAddressList list;
    nx_address_list_read(&list, app, words);
    GError *error = NULL;
    NxActHead head = nx_app_act(app, "delivered", NULL);
    if (list.keys->len && nx_app_ledger(app, NX_LEDGER_WRITE)) {
        if (nx_ledger_delivered(app->ledger, &head, (const char *const *)list.keys->pdata, list.keys->len, &error))
            nx_say(nx_trn("delivered: %u address", "delivered: %u addresses", list.keys->len), list.keys->len);
        else
            nx_app_error(app, error);
    }
    nx_address_list_clear(&list);
    return app->status;
}
