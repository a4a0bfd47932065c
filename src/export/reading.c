/* An imported line, column by column. */
#include "export/reading.h"
#include <nixie/address.h>
#include <nixie/text.h>

void nx_imported_free(NxImported *imported)
{
    if (!imported)
        return;
    g_free(imported->key);
    g_free(imported->spelling);
    g_free(imported->diagnostic);
    g_free(imported->rule);
    g_free(imported->file);
    g_free(imported);
}

void nx_reading_complain(NxReading *reading, guint line, const char *reason, const char *what)
{
    g_autofree char *where = g_strdup_printf("%s:%u", reading->name, line);
    nx_problems_add(reading->problems, where, "%s%s%s", nx_tr(reason), *what ? ": " : "", what);
}

static char *filled_cell(NxCellGetter get, gpointer row, const char *column)
{
    const char *text = get(row, column);
    return text && *text ? g_strdup(text) : NULL;
}

/* Lists that others wrote have words of their own: what is no name of ours says nothing, and the address is
 * suppressed. */
static void take_fields(NxImported *one, NxCellGetter get, gpointer row)
{
    const char *text;
    if ((text = get(row, "decision")))
        one->is_said = nx_decision_parse(text, &one->decision);
    if ((text = get(row, "reason")))
        nx_reason_parse(text, &one->reason);
    if ((text = get(row, "class")))
        nx_class_parse(text, &one->klass);
    if ((text = get(row, "status")))
        nx_status_parse(text, -1, &one->status);
    if ((text = get(row, "not_before")))
        nx_time_parse(text, &one->not_before);
    if ((text = get(row, "attempt")))
        one->attempt = (guint)CLAMP(g_ascii_strtoll(text, NULL, 10), 0, 1000);
    if ((text = get(row, "reply_code")))
        one->reply_code = (guint)CLAMP(g_ascii_strtoll(text, NULL, 10), 0, 999);
    one->diagnostic = filled_cell(get, row, "diagnostic");
    one->rule = filled_cell(get, row, "rule");
    one->file = filled_cell(get, row, "file");
}

/* What was released is in our own lists with an empty decision: it must not come back as suppressed. */
static gboolean is_released(NxCellGetter get, gpointer row)
{
    const char *decision = get(row, "decision");
    return decision && !*decision;
}

void nx_reading_take(NxReading *reading, guint line, NxCellGetter get, gpointer row)
{
    const char *address = get(row, "address");
    g_autofree char *key = address ? nx_address_key(address, -1) : NULL;
    if (!key) {
        nx_reading_complain(reading, line, N_("no address"), address ? address : "");
        return;
    }
    if (is_released(get, row)) {
        nx_reading_complain(reading, line, N_("no decision stands on it"), address);
        return;
    }
    NxImported *one = g_new0(NxImported, 1);
    one->key = g_steal_pointer(&key);
    one->spelling = nx_address_spelling(address, -1);
    one->decision = NX_DECISION_SUPPRESS;
    take_fields(one, get, row);
    g_ptr_array_add(reading->imported, one);
}
