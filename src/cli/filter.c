/* nixie filter: a list of recipients in, the list without those to be left out now. */
#include "cli/verb.h"
#include <errno.h>
#include <glib/gstdio.h>

/* Keys of who is left out: suppressed, held, or paused and not yet due. */
static GHashTable *left_out(NxApp *app, GError **error)
{
    g_autoptr(GPtrArray) records = nx_ledger_records(app->ledger, NX_DECISION_NONE, error);
    if (!records)
        return NULL;
    GHashTable *keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        gboolean out = record->decision == NX_DECISION_SUPPRESS || record->decision == NX_DECISION_HOLD ||
                       nx_record_phase(record, nx_app_settle(app), app->now) == NX_PHASE_PAUSED;
        if (out)
            g_hash_table_add(keys, g_strdup(record->key));
    }
    return keys;
}

/* The address of a line: all of it, or what stands in its first cell. */
static char *line_key(const char *line, gsize len)
{
    char *key = nx_address_key(line, (gssize)len);
    gsize cell = 0;
    while (cell < len && !strchr(",;\t", line[cell]))
        cell++;
    if (key || cell == len)
        return key;
    gboolean quoted = cell >= 2 && line[0] == '"' && line[cell - 1] == '"';
    return nx_address_key(line + quoted, (gssize)(cell - 2 * quoted));
}

static gboolean is_comment(const char *line, gsize len)
{
    return len == 0 || *line == '#';
}

static gboolean is_heading(const char *line, gsize len, guint number)
{
    return number == 1 && !memchr(line, '@', len);
}

/* Lines are passed on as they are. The first may be a heading; another that is no address is kept back, since nobody
 * can say who it is. */
static void filter_lines(NxApp *app, FILE *file, const char *name, GHashTable *out)
{
    g_autofree char *line = NULL;
    gsize size = 0;
    gssize read;
    for (guint number = 1; (read = getline(&line, &size, file)) >= 0; number++) {
        gsize len = (gsize)read;
        while (len && g_ascii_isspace(line[len - 1]))
            len--;
        g_autofree char *key = line_key(line, len);
        if (key ? !g_hash_table_contains(out, key) : is_heading(line, len, number) || is_comment(line, len))
            nx_put(line, (gsize)read);
        else if (!key)
            nx_app_fault(app, nx_tr("%s:%u: this is no address, and was left out"), name, number);
    }
    if (ferror(file))
        nx_app_fault(app, "%s: %s", name, g_strerror(errno));
}

int nx_run_filter(NxApp *app, int argc, char **argv)
{
    g_autofree char *path = NULL;
    const GOptionEntry options[] = {
        {"list", 0, 0, G_OPTION_ARG_FILENAME, &path, N_("the list; - for standard input, as without this"), N_("FILE")},
        {0},
    };
    if (!nx_app_start(app, options, &argc, &argv))
        return app->status;
    if (argc > 1)
        return nx_app_usage(app, nx_tr("%s: name the list with --list"), argv[1]);
    GError *error = NULL;
    g_autofree char *ledger = NULL;
    if (!nx_app_has_ledger(app, &ledger))
        nx_app_fault(app, nx_tr("no ledger at %s: nobody is left out"), ledger);
    if (!nx_app_ledger(app, NX_LEDGER_READ))
        return app->status;
    g_autoptr(GHashTable) out = left_out(app, &error);
    if (!out)
        return nx_app_error(app, error);
    gboolean from_stdin = !path || g_str_equal(path, "-");
    FILE *file = from_stdin ? stdin : g_fopen(path, "re");
    if (!file)
        return nx_app_fault(app, "%s: %s", path, g_strerror(errno));
    filter_lines(app, file, from_stdin ? nx_tr("standard input") : path, out);
    if (!from_stdin)
        fclose(file);
    return app->status;
}
