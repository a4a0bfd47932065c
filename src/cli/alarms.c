/* How many are held and why, what was taken, and the commands that answer. */
#include "cli/alarms.h"
#include <string.h>

enum { NAMED = 3 };

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

void nx_say_alarms(const GPtrArray *alarms)
{
    for (guint i = 0; i < alarms->len; i++) {
        g_autofree char *line = nx_alarm_line(alarms->pdata[i]);
        nx_say("%s", line);
        say_answers(alarms->pdata[i]);
    }
    if (alarms->len > 0)
        nx_say("%s", nx_tr("nixie accept --guards MAILBOX shows some of what is held back, with its evidence"));
}

void nx_say_alarms_whole(const NxApp *app, const GPtrArray *alarms)
{
    if (alarms->len == 0)
        nx_say("%s", nx_tr("no guard speaks because of where the bounces come from"));
    for (guint i = 0; i < alarms->len; i++) {
        const NxAlarm *alarm = alarms->pdata[i];
        g_autofree char *line = nx_alarm_line(alarm);
        nx_say("%s", line);
        for (guint j = 0; j < alarm->sample->len; j++) {
            g_autofree char *event = nx_alarm_event(app->catalog, g_array_index(alarm->sample, guint32, j));
            nx_say("    %s", event);
        }
        if (alarm->held > alarm->sample->len)
            nx_say(nx_tr("    %u of %u are shown"), alarm->sample->len, alarm->held);
        for (guint j = 0; j < alarm->taken->len; j++) {
            g_autofree char *taken = nx_alarm_taken(alarm->taken->pdata[j]);
            nx_say("    %s", taken);
        }
        say_answers(alarm);
    }
}

/* ---- Answers ----------------------------------------------------------------------------------------------------- */

gboolean nx_app_allow(NxApp *app, const GPtrArray *alarms, char **sources)
{
    NxActHead head = nx_app_act(app, "allow", NULL);
    for (guint i = 0; sources[i]; i++) {
        if (nx_alarms_find(alarms, sources[i]))
            continue;
        g_autofree char *names = nx_alarms_names(alarms, " ");
        if (*names)
            nx_app_usage(app, nx_tr("no guard speaks because of %s; they do because of: %s"), sources[i], names);
        else
            nx_app_usage(app, nx_tr("no guard speaks because of %s"), sources[i]);
        return FALSE;
    }
    for (guint i = 0; sources[i]; i++) {
        GError *error = NULL;
        if (nx_advise_allow(app->ledger, &head, sources[i], &error))
            continue;
        nx_app_error(app, error);
        return FALSE;
    }
    return TRUE;
}
