/* nixie release: what a cause has held is given back, as a list to send again. */
#include "cli/answer.h"
#include "cli/lists.h"
#include "cli/verb.h"

/* ---- Causes ------------------------------------------------------------------------------------------------------ */

static void put_causes(const GPtrArray *causes)
{
    GString *json = nx_answer_new();
    nx_json_list_open(json, "causes");
    for (guint i = 0; i < causes->len; i++) {
        const NxCause *cause = causes->pdata[i];
        nx_json_object_open(json, NULL);
        nx_json_text(json, "cause", cause->cause);
        nx_json_number(json, "count", cause->n);
        nx_json_object_close(json);
    }
    nx_json_list_close(json);
    nx_answer_put(json);
}

static int list_causes(NxApp *app, gboolean is_json)
{
    GError *error = NULL;
    if (!nx_app_ledger(app, NX_LEDGER_READ))
        return app->status;
    g_autoptr(GPtrArray) causes = nx_ledger_causes(app->ledger, &error);
    if (!causes)
        return nx_app_error(app, error);
    if (is_json)
        put_causes(causes);
    for (guint i = 0; !is_json && i < causes->len; i++) {
        const NxCause *cause = causes->pdata[i];
        nx_say("%7u  %s", cause->n, cause->cause);
    }
    return app->status;
}

/* ---- What is given back ------------------------------------------------------------------------------------------ */

static void say_released(const GPtrArray *released, guint n)
{
    g_autofree char *count = g_strdup_printf(nx_trn("%u address", "%u addresses", n), n);
    nx_say("release: %s", count);
    for (guint i = 0; i < released->len; i++) {
        const NxRecord *record = released->pdata[i];
        g_autoptr(GString) line = g_string_new("    ");
        nx_pad(line, record->spelling ? record->spelling : nx_tr("(purged)"), 34, FALSE);
        nx_say("%s  %s", line->str, record->original_message_id ? record->original_message_id : "-");
    }
}

static void put_released(const GPtrArray *released, const char *cause, gint64 act)
{
    GString *json = nx_answer_new();
    nx_json_text(json, "cause", cause);
    nx_json_number(json, "act", act);
    nx_json_list_open(json, "addresses");
    for (guint i = 0; i < released->len; i++) {
        const NxRecord *record = released->pdata[i];
        nx_json_object_open(json, NULL);
        nx_json_text(json, "address", record->spelling);
        nx_json_text(json, "scope", record->scope);
        nx_json_text(json, "original_message_id", record->original_message_id);
        nx_json_object_close(json);
    }
    nx_json_list_close(json);
    nx_answer_put(json);
}

typedef struct {
    char *format, *output;
    const NxFormat *list; /* NULL: for people, or JSON */
    gboolean is_json, force;
} Wish;

/* Purged ones have no name to be sent to. */
static void drop_nameless(GPtrArray *records)
{
    for (guint i = records->len; i > 0; i--)
        if (!((const NxRecord *)records->pdata[i - 1])->spelling)
            g_ptr_array_remove_index(records, i - 1);
}

static int release(NxApp *app, const char *cause, const Wish *wish)
{
    GError *error = NULL;
    gint64 act = 0;
    g_autoptr(GPtrArray) released = NULL;
    NxActHead head = nx_app_act(app, "release", NULL);
    if (!nx_app_ledger(app, NX_LEDGER_WRITE))
        return app->status;
    if (!nx_ledger_release(app->ledger, &head, cause, &released, &act, &error))
        return nx_app_error(app, error);
    guint n = released->len;
    if (wish->is_json) {
        put_released(released, cause, act);
    } else if (wish->list) {
        drop_nameless(released);
        NxListFile file = {.format = wish->list, .path = wish->output, .replace = wish->force, .style.removal = TRUE};
        g_autoptr(GPtrArray) written = nx_records_write(app, &file, released);
        if (!written) /* they are released all the same; undo holds them again */
            nx_complain(nx_tr("release: %u released, and no list of them written; undo holds them again"), n);
    } else {
        say_released(released, n);
    }
    return app->status;
}

static int run(NxApp *app, int argc, char **argv, Wish *wish)
{
    wish->is_json = g_strcmp0(wish->format, "json") == 0;
    if (wish->format && !wish->is_json && !(wish->list = nx_format_asked(app, wish->format)))
        return app->status;
    if (wish->output && !wish->list)
        return nx_app_usage(app, "%s", nx_tr("--output writes a list: name its --format"));
    if (argc > 2)
        return nx_app_usage(app, "%s", nx_tr("name one cause, as release without one lists them"));
    if (argc == 2)
        return release(app, argv[1], wish);
    if (wish->list)
        return nx_app_usage(app, "%s", nx_tr("causes are listed as text or json"));
    return list_causes(app, wish->is_json);
}

/* A cause without a provider begins with a dash, "-/blocked", as release lists it, and is no option: taken out before
 * options are read. Behind one that has a value it is that value. NULL: there is none. */
static char *take_cause(int *argc, char **argv)
{
    static const char *const VALUED[] = {"-f", "--format", "-o", "--output", "--config", "--ledger", "--lang", NULL};
    for (int i = 1; i < *argc && !g_str_equal(argv[i], "--"); i++) {
        char *cause = argv[i];
        if (!g_str_has_prefix(cause, "-/") || g_strv_contains(VALUED, argv[i - 1]))
            continue;
        memmove(argv + i, argv + i + 1, (gsize)(*argc - i) * sizeof *argv); /* with the NULL at the end */
        --*argc;
        return cause;
    }
    return NULL;
}

int nx_run_release(NxApp *app, int argc, char **argv)
{
    Wish wish = {0};
    const GOptionEntry options[] = {
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &wish.format,
         N_("json, or one of those below: a list to send again; without it, text for people"), N_("FORMAT")},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &wish.output,
         N_("write a file, - for standard output; an existing one stays"), N_("FILE")},
        {"force", 0, 0, G_OPTION_ARG_NONE, &wish.force, N_("replace an existing file"), NULL},
        {0},
    };
    char *cause = take_cause(&argc, argv);
    if (nx_app_start(app, options, &argc, &argv)) {
        if (cause) {
            argv[argc++] = cause; /* where one was taken out there is room for one */
            argv[argc] = NULL;
        }
        run(app, argc, argv, &wish);
    }
    g_free(wish.format);
    g_free(wish.output);
    return app->status;
}
