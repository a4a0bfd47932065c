/* Fields in words: a value as it is written, and what a field is for. */
#include <nixie/event_field.h>
#include <nixie/text.h>

enum { MOST_NAMES = 20 }; /* of a choice that help lists */

static const char *time_text(NxTime time, NxEventValue *value)
{
    g_autofree char *text = nx_time_rfc3339(time);
    g_strlcpy(value->buffer, text ? text : "", sizeof value->buffer);
    return value->buffer;
}

static const char *number_text(gint64 number, NxEventValue *value)
{
    g_snprintf(value->buffer, sizeof value->buffer, "%" G_GINT64_FORMAT, number);
    return value->buffer;
}

const char *nx_event_field_text(const NxEventField *field, const NxFacts *facts, NxEventValue *value)
{
    if (!field->get || !field->get(facts, value))
        return NULL;
    switch (field->type) {
    case NX_VALUE_TEXT:
    case NX_VALUE_ADDRESS: return value->text;
    case NX_VALUE_NUMBER:
    case NX_VALUE_CODE: return number_text(value->number, value);
    case NX_VALUE_TIME: return time_text(value->number, value);
    case NX_VALUE_STATUS: return nx_status_text(value->status, value->buffer);
    case NX_VALUE_CHOICE: return field->choice((guint)value->number);
    case NX_VALUE_TRUTH: return field->choice(TRUE);
    case NX_VALUE_LIST:
    case NX_VALUE_FLAG: break;
    }
    return NULL;
}

char *nx_event_field_help(const NxEventField *field)
{
    GString *help = g_string_new(nx_tr(field->help));
    guint n = 0;
    while (field->choice && field->choice(n))
        n++;
    if (n == 0 || n > MOST_NAMES)
        return g_string_free(help, FALSE);
    g_string_append_c(help, ':');
    for (guint i = 0; i < n; i++)
        if (*field->choice(i))
            g_string_append_printf(help, " %s", field->choice(i));
    return g_string_free(help, FALSE);
}
