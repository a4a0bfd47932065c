#include "cli/alarms.h"
#include <string.h>

enum { NAMED = 3, STATUS = 8, ADDRESS = 34 };

/* As one types it in a shell: a domain may hold what a shell reads otherwise. */
static char *typed(const char *source)
{
    gboolean plain =
        source[strspn(source, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:._-")] == '\0';
    return plain ? g_strdup(source) : g_shell_quote(source);
}

static void say_taken(const NxAlarm *alarm, const char *source)
{
    guint n = alarm->taken->len;
    g_autoptr(GString) names = g_string_new(NULL);
    if (n == 0)
        return;
    for (guint i = 0; i < MIN(n, NAMED); i++)
        g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", ((const NxTaken *)alarm->taken->pdata[i])->spelling);
    if (n > NAMED)
        g_string_append_printf(names, nx_tr(" and %u more"), n - NAMED);
    nx_say(nx_trn("    %u address of it was suppressed by advice in the last 72 hours: %s",
                  "    %u addresses of it were suppressed by advice in the last 72 hours: %s", n),
           n, names->str);
    nx_say(nx_tr("    to take that back:  nixie undo --source %s"), source);
}

static void say_answers(const NxAlarm *alarm)
{
    g_autofree char *source = typed(alarm->source);
    say_taken(alarm, source);
    nx_say(nx_tr("    to let it through for 24 hours:  nixie accept --allow %s MAILBOX"), source);
}

void nx_say_alarms(const NxApp *app, const GPtrArray *alarms)
{
    (void)app;
    for (guint i = 0; i < alarms->len; i++) {
        g_autofree char *line = nx_alarm_line(alarms->pdata[i]);
        nx_say("%s", line);
        say_answers(alarms->pdata[i]);
    }
    if (alarms->len > 0)
        nx_say("%s", nx_tr("nixie accept --guards MAILBOX shows some of what is held back, with its evidence"));
}

static void say_event(const NxApp *app, guint32 number)
{
    const NxEvent *event = nx_catalog_event(app->catalog, number);
    const NxAddress *address = nx_catalog_address(app->catalog, event->address);
    char status[NX_STATUS_TEXT_SIZE];
    g_autoptr(GString) line = g_string_new("    ");
    nx_pad(line, nx_status_text(nx_verdict_status(&event->verdict), status), STATUS, FALSE);
    nx_pad(line, address->spelling, ADDRESS, FALSE);
    const char *said = event->diagnostic ? event->diagnostic : event->evidence;
    nx_say("%s  %s", line->str, said ? said : nx_tr(nx_reason_label(event->verdict.reason)));
}

static void say_taken_whole(const NxAlarm *alarm)
{
    for (guint i = 0; i < alarm->taken->len; i++) {
        const NxTaken *taken = alarm->taken->pdata[i];
        g_autofree char *when = nx_time_local(taken->at, "%Y-%m-%d %H:%M");
        nx_say(nx_tr("    suppressed by advice %s: %s"), when, taken->spelling);
    }
}

void nx_say_alarms_whole(const NxApp *app, const GPtrArray *alarms)
{
    if (alarms->len == 0)
        nx_say("%s", nx_tr("no guard speaks because of where the bounces come from"));
    for (guint i = 0; i < alarms->len; i++) {
        const NxAlarm *alarm = alarms->pdata[i];
        g_autofree char *line = nx_alarm_line(alarm);
        nx_say("%s", line);
        for (guint j = 0; j < alarm->sample->len; j++)
            say_event(app, g_array_index(alarm->sample, guint32, j));
        if (alarm->held > alarm->sample->len)
            nx_say(nx_tr("    %u of %u are shown"), alarm->sample->len, alarm->held);
        say_taken_whole(alarm);
        say_answers(alarm);
    }
}

/* ---- Answers ----------------------------------------------------------------------------------------------------- */

static gboolean speaks_of(const GPtrArray *alarms, const char *source)
{
    for (guint i = 0; i < alarms->len; i++)
        if (g_str_equal(((const NxAlarm *)alarms->pdata[i])->source, source))
            return TRUE;
    return FALSE;
}

static char *names_of(const GPtrArray *alarms)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < alarms->len; i++)
        g_ptr_array_add(names, ((const NxAlarm *)alarms->pdata[i])->source);
    g_ptr_array_add(names, NULL);
    return g_strjoinv(" ", (char **)names->pdata);
}

gboolean nx_app_allow(NxApp *app, const GPtrArray *alarms, char **sources)
{
    NxActHead head = nx_app_act(app, "allow", NULL);
    for (guint i = 0; sources[i]; i++) {
        if (speaks_of(alarms, sources[i]))
            continue;
        g_autofree char *names = names_of(alarms);
        if (*names)
            nx_app_usage(app, nx_tr("no guard speaks because of %s; they do because of: %s"), sources[i], names);
        else
            nx_app_usage(app, nx_tr("no guard speaks because of %s"), sources[i]);
        return FALSE;
    }
    for (guint i = 0; sources[i]; i++) {
        GError *error = NULL;
        if (nx_advise_allow(app->ledger, &head, sources[i], &error)) {
            nx_say(nx_tr("let %s through for 24 hours"), sources[i]);
            continue;
        }
        nx_app_error(app, error);
        return FALSE;
    }
    return TRUE;
}
