/* nixie summary: counts and bars. */
#include "cli/answer.h"
#include "cli/frequent.h"
#include "cli/incidents.h"
#include "cli/mail.h"
#include "cli/verb.h"

enum { NAME_LEAST = 22, NAME_MOST = 40, BAR_LEAST = 6, BAR_MOST = 40 };

/* Widths of the columns of numbers: events, share, hard, soft, block, other, undecided. */
enum { EVENTS = 7, SHARE = 6, CLASS = 6, UNDECIDED = 10, NUMBERS = EVENTS + SHARE + 4 * CLASS + UNDECIDED };

static guint name_cells(void)
{
    return CLAMP(nx_output_width() * 28 / 100, NAME_LEAST, NAME_MOST);
}

/* A bar in eighths of a cell; of '#' where only ASCII can be shown. */
static char *bar(guint value, guint most, guint cells)
{
    static const char *const EIGHTHS[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    guint eighths = most ? (guint)((guint64)value * cells * 8 / most) : 0;
    if (value && !eighths)
        eighths = 1;
    GString *text = g_string_new(NULL);
    gboolean ascii = nx_output_is_ascii();
    for (guint i = 0; i < (ascii ? (eighths + 7) / 8 : eighths / 8); i++)
        g_string_append(text, ascii ? "#" : "█");
    if (!ascii)
        g_string_append(text, EIGHTHS[eighths % 8]);
    return g_string_free(text, FALSE);
}

static guint others(const NxGroup *group)
{
    return group->events - group->classes[NX_CLASS_HARD] - group->classes[NX_CLASS_SOFT] -
           group->classes[NX_CLASS_BLOCK];
}

static void add_number(GString *line, guint number, guint cells)
{
    g_autofree char *text = g_strdup_printf("%u", number);
    nx_pad(line, text, cells, TRUE);
}

static void say_group(const NxApp *app, const NxGroup *group, const char *label, guint all, guint most)
{
    g_autoptr(GString) line = g_string_new(NULL);
    g_autofree char *safe = nx_safe_screen(label, -1, nx_output_is_ascii() ? NX_SAFE_ASCII : NX_SAFE_NONE, 0);
    g_autofree char *name = nx_cut(safe, name_cells(), name_cells() / 2, nx_output_is_ascii());
    nx_pad(line, name, name_cells(), FALSE);
    add_number(line, group->events, EVENTS);
    g_string_append_printf(line, "%*.1f", SHARE, all ? group->events * 100.0 / all : 0);
    add_number(line, group->classes[NX_CLASS_HARD], CLASS);
    add_number(line, group->classes[NX_CLASS_SOFT], CLASS);
    add_number(line, group->classes[NX_CLASS_BLOCK], CLASS);
    add_number(line, others(group), CLASS);
    add_number(line, group->undecided, UNDECIDED);
    guint width = nx_output_width(), taken = name_cells() + NUMBERS + 2;
    guint cells = width >= taken + BAR_LEAST ? MIN(width - taken, BAR_MOST) : 0;
    g_autofree char *drawn = app->plain || !cells ? g_strdup("") : bar(group->events, most, cells);
    nx_say("%s%s%s", line->str, *drawn ? "  " : "", drawn);
}

static void say_titles(NxBy by)
{
    g_autoptr(GString) line = g_string_new(NULL);
    nx_pad(line, nx_tr(nx_by_name(by)), name_cells(), FALSE);
    nx_pad(line, nx_tr("events"), EVENTS, TRUE);
    nx_pad(line, "%", SHARE, TRUE);
    nx_pad(line, nx_tr("hard"), CLASS, TRUE);
    nx_pad(line, nx_tr("soft"), CLASS, TRUE);
    nx_pad(line, nx_tr("block"), CLASS, TRUE);
    nx_pad(line, nx_tr("other"), CLASS, TRUE);
    nx_pad(line, nx_tr("undecided"), UNDECIDED, TRUE);
    nx_say("%s", line->str);
}

static gint by_name(gconstpointer x, gconstpointer y)
{
    return strcmp((*(NxGroup *const *)x)->name, (*(NxGroup *const *)y)->name);
}

static const char *label_of(const NxGroup *group, NxBy by)
{
    NxReason reason;
    return by == NX_BY_REASON && nx_reason_parse(group->name, &reason) ? nx_tr(nx_reason_label(reason)) : group->name;
}

static void say_totals(const NxApp *app, const GArray *list)
{
    guint messages = nx_catalog_n_messages(app->catalog), nameless = nx_catalog_n_nameless(app->catalog);
    g_autofree char *first = g_strdup_printf(nx_trn("%u message", "%u messages", messages), messages);
    g_autofree char *second = g_strdup_printf(nx_trn("%u event", "%u events", list->len), list->len);
    g_autofree char *third = g_strdup_printf(nx_trn("%u names nobody", "%u name nobody", nameless), nameless);
    nx_say("%s   %s   %s", first, second, third);
    nx_say("%s", "");
}

static void say_groups(NxApp *app, const GArray *list, NxBy by)
{
    g_autoptr(GPtrArray) groups = nx_catalog_group(app->catalog, list, by);
    g_autofree char *hint = nx_groups_hint(groups, by);
    guint most = groups->len ? ((NxGroup *)groups->pdata[0])->events : 0;
    if (nx_by_is_time(by))
        g_ptr_array_sort(groups, by_name);
    say_totals(app, list);
    say_titles(by);
    for (guint i = 0; i < groups->len; i++)
        say_group(app, groups->pdata[i], label_of(groups->pdata[i], by), list->len, most);
    if (hint) {
        nx_say("%s", "");
        nx_say("%s", hint);
    }
    nx_frequent_say(app, list);
}

/* ---- As JSON ----------------------------------------------------------------------------------------------------- */

static void add_group(GString *json, const NxGroup *group)
{
    nx_json_object_open(json, NULL);
    nx_json_text(json, "name", group->name);
    nx_json_number(json, "events", group->events);
    nx_json_number(json, "addresses", group->addresses);
    nx_json_number(json, "undecided", group->undecided);
    nx_json_object_open(json, "classes");
    for (guint i = 0; i < NX_N_CLASSES; i++)
        nx_json_number(json, nx_class_name((NxClass)i), group->classes[i]);
    nx_json_object_close(json);
    nx_json_object_close(json);
}

static void put_groups(NxApp *app, const GArray *list, NxBy by)
{
    g_autoptr(GPtrArray) groups = nx_catalog_group(app->catalog, list, by);
    if (nx_by_is_time(by))
        g_ptr_array_sort(groups, by_name);
    GString *json = nx_answer_new();
    nx_json_text(json, "by", nx_by_name(by));
    nx_json_number(json, "messages", nx_catalog_n_messages(app->catalog));
    nx_json_number(json, "events", list->len);
    nx_json_number(json, "nameless", nx_catalog_n_nameless(app->catalog));
    nx_json_list_open(json, "groups");
    for (guint i = 0; i < groups->len; i++)
        add_group(json, groups->pdata[i]);
    nx_json_list_close(json);
    nx_frequent_put(app, list, json);
    nx_answer_put(json);
}

/* ---- By incident ------------------------------------------------------------------------------------------------- */

static const char BY_INCIDENT[] = "incident"; /* no field of an event: what belongs together is found first */

static void say_incidents(NxApp *app, const GArray *list)
{
    say_totals(app, list);
    nx_incidents_say(app, list);
}

static void put_incidents(NxApp *app, const GArray *list)
{
    GString *json = nx_answer_new();
    nx_json_text(json, "by", BY_INCIDENT);
    nx_json_number(json, "messages", nx_catalog_n_messages(app->catalog));
    nx_json_number(json, "events", list->len);
    nx_json_number(json, "nameless", nx_catalog_n_nameless(app->catalog));
    nx_incidents_put(app, list, json);
    nx_answer_put(json);
}

int nx_run_summary(NxApp *app, int argc, char **argv)
{
    g_autofree char *by_text = NULL, *limit = NULL, *format = NULL;
    gboolean is_json;
    const GOptionEntry options[] = {
        {"by", 'b', 0, G_OPTION_ARG_FILENAME, &by_text,
         N_("domain, status, reason, class, provider, mta, mailer, stream, day or incident"), N_("WHAT")},
        NX_OPTION_BELOW(app, 'r'),
        {"limit", 'l', 0, G_OPTION_ARG_FILENAME, &limit, N_("only events that this lets through"), N_("QUERY")},
        {"format", 'f', 0, G_OPTION_ARG_FILENAME, &format, N_("text or json"), N_("FORMAT")},
        {0},
    };
    NxBy by = NX_BY_DOMAIN;
    if (!nx_app_start(app, options, &argc, &argv) || !nx_answer_parse(app, format, &is_json))
        return app->status;
    gboolean by_incident = g_strcmp0(by_text, BY_INCIDENT) == 0;
    if (by_text && !by_incident && !nx_by_parse(by_text, &by))
        return nx_app_usage(app, nx_tr("there is no grouping by %s"), by_text);
    g_autoptr(GArray) list = nx_app_events(app, argv, limit, NX_LEDGER_READ);
    if (!list)
        return app->status;
    if (by_incident)
        (is_json ? put_incidents : say_incidents)(app, list);
    else
        (is_json ? put_groups : say_groups)(app, list, by);
    return app->status;
}
