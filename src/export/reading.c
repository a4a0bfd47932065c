/* An imported line, column by column. */
#include "export/reading.h"
#include "export/import_headings.h"
#include "export/record.h"
#include "parse/smtp/smtp.h"
#include <nixie/address.h>
#include <nixie/text.h>

void nx_imported_free(NxImported *imported)
{
    if (!imported)
        return;
    char *owned[] = {imported->key,
                     imported->spelling,
                     imported->diagnostic,
                     imported->rule,
                     imported->file,
                     imported->scope,
                     imported->cause,
                     imported->note,
                     imported->provider,
                     imported->evidence,
                     imported->original_message_id};
    for (guint i = 0; i < G_N_ELEMENTS(owned); i++)
        g_free(owned[i]);
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

static guint number_cell(NxCellGetter get, gpointer row, const char *column, gint64 most)
{
    const char *text = get(row, column);
    return text ? (guint)CLAMP(g_ascii_strtoll(text, NULL, 10), 0, most) : 0;
}

/* RFC 3339, or what others write: without a zone, which then is UTC, or seconds since 1970. */
static NxTime time_cell(NxCellGetter get, gpointer row, const char *column)
{
    const char *text = get(row, column);
    NxTime time = NX_TIME_UNKNOWN;
    guint64 seconds;
    if (!text || nx_time_parse(text, &time))
        return time;
    g_autofree char *utc = g_strconcat(text, "Z", NULL);
    if (strchr(text, ':') && nx_time_parse(utc, &time))
        return time;
    return g_ascii_string_to_unsigned(text, 10, 100000000, G_MAXUINT32, &seconds, NULL) ? (NxTime)seconds
                                                                                        : NX_TIME_UNKNOWN;
}

/* What is said of the failure, in words of ours. */
static void take_evidence(NxImported *one, NxCellGetter get, gpointer row)
{
    const char *text;
    if ((text = get(row, "reason")))
        nx_reason_parse(text, &one->reason);
    if ((text = get(row, "class")))
        nx_class_parse(text, &one->klass);
    if ((text = get(row, "status")))
        nx_status_parse(text, -1, &one->status);
    one->reply_code = number_cell(get, row, "reply_code", 999);
    one->diagnostic = filled_cell(get, row, "diagnostic");
    one->rule = filled_cell(get, row, "rule");
    one->file = filled_cell(get, row, "file");
    one->provider = filled_cell(get, row, "provider");
    one->evidence = filled_cell(get, row, "evidence");
    one->original_message_id = filled_cell(get, row, "original_message_id");
}

static void take_decision(NxImported *one, NxCellGetter get, gpointer row)
{
    const char *text;
    if ((text = get(row, "decision")))
        one->is_said = nx_decision_parse(text, &one->decision);
    if ((text = get(row, "plan")))
        nx_plan_parse(text, &one->plan);
    one->is_own = one->is_said && get(row, "by");
    one->by_advice = g_strcmp0(get(row, "by"), NX_BY_ADVICE) == 0;
    one->scope = filled_cell(get, row, "scope");
    one->cause = filled_cell(get, row, "cause");
    one->note = filled_cell(get, row, "note");
    one->not_before = time_cell(get, row, "not_before");
    one->until = time_cell(get, row, "until");
    one->sent_at = time_cell(get, row, "sent_at");
    one->attempt = number_cell(get, row, "attempt", 1000);
    one->attempts = number_cell(get, row, "attempts", 1000);
    one->since = time_cell(get, row, "since");
    one->seen = number_cell(get, row, "count", G_MAXINT32);
    one->first_seen = time_cell(get, row, "first_seen");
    one->last_seen = time_cell(get, row, "last_seen");
    one->delivered = time_cell(get, row, "delivered");
}

/* Lists that others wrote have words of their own: what happened may stand in the reason too, and codes in what a
 * server said. Of where it is from they know nothing; that is the list itself. */
static void take_foreign(NxReading *reading, guint line, NxImported *one, NxCellGetter get, gpointer row)
{
    const char *kind = get(row, "kind"), *reason = get(row, "reason"), *code = get(row, "status");
    NxReason said = one->reason, other;
    gboolean named = reason && nx_kind_word_parse(reason, &one->reason, &one->klass);
    if (kind)
        nx_kind_word_parse(kind, &one->reason, &one->klass);
    if (said != NX_REASON_UNDEFINED)
        one->reason = said;
    if (!one->diagnostic && reason && *reason && !named && !nx_reason_parse(reason, &other))
        one->diagnostic = g_strdup(reason);
    if (code && !one->status.klass && !one->reply_code)
        nx_smtp_codes(code, -1, &one->reply_code, &one->status);
    if (one->diagnostic && !one->status.klass && !one->reply_code)
        nx_smtp_codes(one->diagnostic, -1, &one->reply_code, &one->status);
    if (!one->file)
        one->file = g_strdup_printf("%s:%u", reading->name, line);
}

/* What was released is in our own lists with an empty decision: it must not come back as suppressed. */
static gboolean is_released(NxCellGetter get, gpointer row)
{
    const char *decision = get(row, "decision");
    return decision && !*decision;
}

/* A domain is a key too, and stands as "@domain" in lists of ours; no list of others suppresses one as a whole. */
static char *key_of(const char *address, gboolean ours)
{
    if (*address != '@' || strchr(address, ':') || !ours)
        return nx_address_key(address, -1);
    g_autofree char *domain = strchr(address, '.') ? nx_domain_key(address + 1, -1) : NULL;
    return domain ? g_strconcat("@", domain, NULL) : NULL;
}

void nx_reading_take(NxReading *reading, guint line, NxCellGetter get, gpointer row)
{
    const char *address = get(row, "address");
    g_autofree char *key = address ? key_of(address, get(row, "decision") != NULL) : NULL;
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
    take_decision(one, get, row);
    take_evidence(one, get, row);
    if (!get(row, "decision"))
        take_foreign(reading, line, one, get, row);
    if (one->scope && one->decision == NX_DECISION_RETRY) {
        nx_reading_complain(reading, line, N_("attempts are an address's, whatever list it is on"), address);
        nx_imported_free(one);
        return;
    }
    g_ptr_array_add(reading->imported, one);
}
