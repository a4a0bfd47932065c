/* How an act is written on a line, and named by its number. */
#include "cli/act.h"
#include <inttypes.h>

char *nx_act_line(const NxAct *act)
{
    GString *line = g_string_new(NULL);
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, act->number);
    g_autofree char *when = nx_time_local(act->at, "%Y-%m-%d %H:%M");
    nx_pad(line, number, 6, TRUE);
    g_string_append(line, "  ");
    nx_pad(line, when, 18, FALSE);
    nx_pad(line, act->actor ? act->actor : "-", 12, FALSE);
    nx_pad(line, act->name, 12, FALSE);
    if (act->n > 1)
        g_string_append_printf(line, nx_tr("%s and %u more"), act->sample ? act->sample : "-", act->n - 1);
    else
        g_string_append(line, act->sample ? act->sample : "-");
    if (act->undone)
        g_string_append_printf(line, "  (%s)", nx_tr("taken back"));
    if (act->undoes)
        g_string_append_printf(line, nx_tr("  (takes back %" PRIi64 ")"), act->undoes);
    return g_string_free(line, FALSE);
}

gboolean nx_act_number(NxApp *app, const char *text, gint64 *number)
{
    guint64 parsed;
    if (g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT64, &parsed, NULL)) {
        *number = (gint64)parsed;
        return TRUE;
    }
    nx_app_usage(app, nx_tr("%s is no number of an act, as log tells them"), text);
    return FALSE;
}
