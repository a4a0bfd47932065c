/* nixie due: who may be mailed again; handing them to a target is the next attempt. */
#include "cli/lists.h"
#include "cli/verb.h"

enum { REASON_CELLS = 22, DATE_CELLS = 12, ADDRESS_CELLS = 34 };

typedef struct {
    char *within, *target, *format, *output, *suppressed;
    gboolean force;
} Wish;

/* A target mails what it is given: of what only becomes due it is given nothing, and that is said. */
static void drop_early(const NxApp *app, GPtrArray *records)
{
    for (guint i = records->len; i > 0; i--) {
        const NxRecord *record = records->pdata[i - 1];
        if (record->not_before <= app->now)
            continue;
        g_autofree char *when = nx_time_local(record->not_before, "%Y-%m-%d %H:%M");
        nx_complain(nx_tr("%s: not due before %s, not handed over"), record->spelling, when);
        g_ptr_array_remove_index(records, i - 1);
    }
}

static int write_due(NxApp *app, const Wish *wish, const NxFormat *format, NxTime within)
{
    GError *error = NULL;
    g_autofree char *ledger = NULL;
    if (!nx_app_has_ledger(app, &ledger)) {
        nx_complain(nx_tr("no ledger at %s: nobody is due"), ledger);
        return app->status = app->ledger_path ? NX_EXIT_FAULT : app->status;
    }
    if (!nx_app_ledger(app, wish->target ? NX_LEDGER_WRITE : NX_LEDGER_READ))
        return app->status;
    g_autoptr(GPtrArray) records = nx_due_records(app->ledger, app->now + within, &error);
    if (!records)
        return nx_app_error(app, error);
    if (wish->target)
        drop_early(app, records);
    NxListFile file = {.format = format, .path = wish->output, .replace = wish->force};
    g_autoptr(GPtrArray) written = nx_records_write(app, &file, records);
    if (written && wish->target && !nx_due_done(app->ledger, wish->target, written, app->now, &error))
        return nx_app_error(app, error);
    return app->status;
}

/* ---- Old suppressions -------------------------------------------------------------------------------------------- */

static void say_suppressed(NxApp *app, const GPtrArray *records)
{
    for (guint i = 0; i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        g_autofree char *since = nx_time_local(record->since, "%Y-%m-%d"), *heard = nx_heard_words(app->ledger, record);
        g_autoptr(GString) line = g_string_new(NULL);
        nx_pad(line, nx_tr(nx_reason_label(record->reason)), REASON_CELLS, FALSE);
        nx_pad(line, since, DATE_CELLS, FALSE);
        nx_pad(line, record->spelling, ADDRESS_CELLS, FALSE);
        g_autofree char *where = record->scope ? g_strdup_printf(nx_tr(" (in %s)"), record->scope) : g_strdup("");
        nx_say("%s  %s%s", line->str, heard, where);
    }
}

/* Nobody is mailed or released by this: whoever comes back is asked first. */
static int list_suppressed(NxApp *app, const Wish *wish, const NxFormat *format, NxTime age)
{
    GError *error = NULL;
    g_autofree char *ledger = NULL;
    if (!nx_app_has_ledger(app, &ledger))
        return nx_app_fault(app, nx_tr("no ledger at %s: nobody is suppressed"), ledger);
    if (!nx_app_ledger(app, NX_LEDGER_READ))
        return app->status;
    g_autoptr(GPtrArray) records =
        nx_suppressed_records(app->ledger, nx_library_settings(app->library), age, app->now, &error);
    if (!records)
        return nx_app_error(app, error);
    if (!wish->format && !wish->output) {
        say_suppressed(app, records);
        return app->status;
    }
    NxListFile file = {.format = format, .path = wish->output, .replace = wish->force};
    GPtrArray *written = nx_records_write(app, &file, records);
    g_clear_pointer(&written, g_ptr_array_unref);
    return app->status; /* said, where it could not be written */
}

static int run(NxApp *app, const Wish *wish)
{
    NxTime within = 0, age;
    const NxFormat *format = nx_format_asked(app, wish->format);
    if (!format)
        return app->status;
    if (wish->within && !nx_duration_parse(wish->within, &within))
        return nx_app_usage(app, nx_tr("--within: %s is no time such as 24h"), wish->within);
    if (!wish->suppressed)
        return write_due(app, wish, format, within);
    if (wish->target || wish->within)
        return nx_app_usage(app, "%s",
                            nx_tr("--suppressed only lists: it goes neither with --target nor with --within"));
    if (!nx_duration_parse(wish->suppressed, &age) || age < 0)
        return nx_app_usage(app, nx_tr("--suppressed: %s is no time such as 180d"), wish->suppressed);
    return list_suppressed(app, wish, format, age);
}

int nx_run_due(NxApp *app, int argc, char **argv)
{
    Wish wish = {0};
    const GOptionEntry options[] = {
        {"within", 0, 0, G_OPTION_ARG_FILENAME, &wish.within, N_("those too that become due in that time"), N_("TIME")},
        {"target", 't', 0, G_OPTION_ARG_FILENAME, &wish.target, N_("who will mail them; it is recorded as the attempt"),
         N_("NAME")},
        {"suppressed", 's', 0, G_OPTION_ARG_FILENAME, &wish.suppressed,
         N_("instead, who has been suppressed for that long: by reason, oldest first, with what was heard since"),
         N_("TIME")},
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &wish.format, N_("one of those below"), N_("FORMAT")},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &wish.output,
         N_("write a file, - for standard output; an existing one stays"), N_("FILE")},
        {"force", 0, 0, G_OPTION_ARG_NONE, &wish.force, N_("replace an existing file"), NULL},
        {0},
    };
    if (nx_app_start(app, options, &argc, &argv)) {
        if (argc > 1)
            nx_app_usage(app, nx_tr("%s: due takes no arguments"), argv[1]);
        else
            run(app, &wish);
    }
    g_free(wish.within);
    g_free(wish.target);
    g_free(wish.format);
    g_free(wish.output);
    g_free(wish.suppressed);
    return app->status;
}
