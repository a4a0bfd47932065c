/* nixie report: one line per event. */
#include "cli/mail.h"
#include "cli/verb.h"
#include "cli/why.h"

/* How the lines are written. `out` is emptied after each call. */
typedef struct {
    const char *name;
    void (*begin)(GString *out); /* may be NULL */
    void (*event)(NxApp *app, guint32 event, GString *out);
    void (*put)(const char *text); /* `out`; NULL: nothing is put there */
} Style;

static void jsonl_event(NxApp *app, guint32 event, GString *out)
{
    g_autofree char *json = nx_event_json(app->catalog, event);
    g_string_append(out, json);
    g_string_append_c(out, '\n');
}

static void csv_event(NxApp *app, guint32 event, GString *out)
{
    nx_event_row(app->catalog, event, TRUE, out);
}

static void tsv_event(NxApp *app, guint32 event, GString *out)
{
    nx_event_row(app->catalog, event, FALSE, out);
}

static void csv_begin(GString *out)
{
    nx_event_head(TRUE, out);
}

static void tsv_begin(GString *out)
{
    nx_event_head(FALSE, out);
}

static void text_event(NxApp *app, guint32 event, GString *out)
{
    g_autofree char *line = nx_event_line(app->catalog, event);
    (void)out;
    nx_say("%s", line);
}

static const Style STYLES[] = {
    {"text", NULL, text_event, NULL},
    {"jsonl", NULL, jsonl_event, nx_put_json},
    {"csv", csv_begin, csv_event, nx_put_safe},
    {"tsv", tsv_begin, tsv_event, nx_put_safe},
    {"paths0", NULL, NULL, NULL},
};

static const Style *style_named(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(STYLES); i++)
        if (g_str_equal(STYLES[i].name, name))
            return &STYLES[i];
    return NULL;
}

/* The files of the events, each once, ended by NUL, for `xargs -0`. */
static void write_paths(NxApp *app, const GArray *list)
{
    g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < list->len; i++) {
        char *path = nx_event_path(app->catalog, g_array_index(list, guint32, i));
        if (!path)
            continue;
        if (!g_hash_table_contains(said, path))
            nx_put(path, strlen(path) + 1);
        g_hash_table_add(said, path);
    }
}

static void write_events(NxApp *app, const Style *style, const GArray *list, gboolean explain)
{
    g_autoptr(GString) out = g_string_new(NULL);
    if (style->begin)
        style->begin(out);
    for (guint i = 0; i < list->len; i++) {
        guint32 event = g_array_index(list, guint32, i);
        style->event(app, event, out);
        if (out->len)
            style->put(out->str);
        g_string_truncate(out, 0);
        if (explain)
            nx_say_why(app, event);
    }
    if (out->len)
        style->put(out->str);
}

int nx_run_report(NxApp *app, int argc, char **argv)
{
    g_autofree char *format = NULL, *limit = NULL;
    gboolean explain = FALSE;
    const GOptionEntry options[] = {
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &format, N_("text, jsonl, csv, tsv or paths0"), N_("FORMAT")},
        NX_OPTION_BELOW(app, 'r'),
        {"limit", 'l', 0, G_OPTION_ARG_FILENAME, &limit, N_("only events that this lets through"), N_("QUERY")},
        {"explain", 0, 0, G_OPTION_ARG_NONE, &explain, N_("say why, below each line"), NULL},
        {0},
    };
    if (!nx_app_start(app, options, &argc, &argv))
        return app->status;
    const Style *style = style_named(format ? format : "text");
    if (!style)
        return nx_app_usage(app, nx_tr("there is no format %s"), format);
    if (explain && style->event != text_event)
        return nx_app_usage(app, "%s", nx_tr("--explain goes with --format text"));
    g_autoptr(GArray) list = nx_app_events(app, argv, limit, NX_LEDGER_READ);
    if (!list)
        return app->status;
    if (style->event)
        write_events(app, style, list, explain);
    else
        write_paths(app, list);
    return app->status;
}
