/* An imported line, column by column. */
#include "export/reading.h"
#include "export/list_time.h"
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

/* "LIST:LINE", and which entry of the list that begins there. */
static char *place_of(const NxReading *reading, guint line)
{
    return reading->entry ? g_strdup_printf("%s:%u[%u]", reading->name, line, reading->entry)
                          : g_strdup_printf("%s:%u", reading->name, line);
}

void nx_reading_complain(NxReading *reading, guint line, const char *reason, const char *what)
{
    g_autofree char *where = place_of(reading, line);
    nx_problems_add(reading->problems, where, "%s%s%s", nx_tr(reason), *what ? ": " : "", what);
}

static const char *get(const NxListRow *row, const char *column)
{
    return row->column(row->row, column);
}

static char *filled_cell(const NxListRow *row, const char *column)
{
    const char *text = get(row, column);
    return text && *text ? g_strdup(text) : NULL;
}

static guint number_cell(const NxListRow *row, const char *column, gint64 most)
{
    const char *text = get(row, column);
    return text ? (guint)CLAMP(g_ascii_strtoll(text, NULL, 10), 0, most) : 0;
}

static NxTime time_cell(const NxListRow *row, const char *column)
{
    const char *text = get(row, column);
    return text && *text ? nx_list_time(text) : NX_TIME_UNKNOWN;
}

/* What is said of the failure, in words of ours. */
static void take_evidence(NxImported *one, const NxListRow *row)
{
    const char *text;
    if ((text = get(row, "reason")))
        nx_reason_parse(text, &one->reason);
    if ((text = get(row, "class")))
        nx_class_parse(text, &one->klass);
    if ((text = get(row, "status")))
        nx_status_parse(text, -1, &one->status);
    one->reply_code = number_cell(row, "reply_code", 999);
    one->diagnostic = filled_cell(row, "diagnostic");
    one->rule = filled_cell(row, "rule");
    one->file = filled_cell(row, "file");
    one->provider = filled_cell(row, "provider");
    one->evidence = filled_cell(row, "evidence");
    one->original_message_id = filled_cell(row, "original_message_id");
}

static void take_decision(NxImported *one, const NxListRow *row)
{
    const char *text;
    if ((text = get(row, "decision")))
        one->is_said = nx_decision_parse(text, &one->decision);
    if ((text = get(row, "plan")))
        nx_plan_parse(text, &one->plan);
    one->is_own = one->is_said && get(row, "by");
    one->by_advice = g_strcmp0(get(row, "by"), NX_BY_ADVICE) == 0;
    one->cause = filled_cell(row, "cause");
    one->note = filled_cell(row, "note");
    one->not_before = time_cell(row, "not_before");
    one->until = time_cell(row, "until");
    one->sent_at = time_cell(row, "sent_at");
    one->attempt = number_cell(row, "attempt", 1000);
    one->attempts = number_cell(row, "attempts", 1000);
    one->since = time_cell(row, "since");
    one->seen = number_cell(row, "count", G_MAXINT32);
    one->first_seen = time_cell(row, "first_seen");
    one->last_seen = time_cell(row, "last_seen");
    one->delivered = time_cell(row, "delivered");
}

/* ---- Lists of others ------------------------------------------------------------------------------------------------
 */

char *nx_reading_column(const NxFormat *format, const char *name)
{
    g_autofree char *low = g_strstrip(g_ascii_strdown(name, -1));
    for (guint i = 0; i < format->read->len; i++) {
        const NxReadColumn *read = format->read->pdata[i];
        if (g_str_equal(read->name, low))
            return g_strdup(read->column);
    }
    return nx_heading_column(low);
}

static gboolean holds(const NxReadMark *mark, const NxListRow *row)
{
    const char *text = row->named(row->row, mark->name);
    if (!text)
        return FALSE;
    if (mark->value)
        return g_ascii_strcasecmp(text, mark->value) == 0;
    return *text && !g_str_equal(text, "0") && g_ascii_strcasecmp(text, "false") != 0;
}

static NxListed marked(const NxFormat *format, const NxListRow *row)
{
    for (guint i = 0; i < format->marks->len; i++) {
        const NxReadMark *mark = format->marks->pdata[i];
        if (holds(mark, row))
            return nx_listed_find(mark->kind);
    }
    return NX_LISTED_NOT_SAID;
}

/* Why it is on the list: by a word for that, by what is filled in, by the reason, by what the list is. */
static NxListed listed_as(const NxFormat *format, const NxListRow *row)
{
    const char *kind = get(row, "kind"), *reason = get(row, "reason");
    NxListed listed = kind ? nx_listed_parse(kind) : NX_LISTED_NOT_SAID;
    if (listed == NX_LISTED_NOT_SAID)
        listed = marked(format, row);
    if (listed == NX_LISTED_NOT_SAID && reason)
        listed = nx_listed_parse(reason);
    if (listed == NX_LISTED_NOT_SAID && format->events && kind && *kind)
        return NX_LISTED_SOFT; /* an event that nobody here knows ends nothing for good */
    return listed == NX_LISTED_NOT_SAID ? format->kind_otherwise : listed;
}

/* Why nobody is to be left out for a row; NULL if somebody is. */
static const char *why_not_listed(const NxFormat *format, const NxListRow *row)
{
    NxListed listed = listed_as(format, row);
    const char *ended = get(row, "ended");
    if (listed == NX_LISTED_ALIVE)
        return N_("mail is sent to it there: not left out");
    if (ended && (g_str_equal(ended, "1") || g_ascii_strcasecmp(ended, "true") == 0))
        return N_("this has ended there: not left out");
    if (format->events && (listed == NX_LISTED_SOFT || listed == NX_LISTED_BLOCK))
        return N_("nothing that lasts: not left out");
    return NULL;
}

/* Lists that others wrote have words of their own: what happened may stand in the reason too, and codes in what a
 * server said. Of where it is from they know nothing; that is the list itself. */
static void take_foreign(NxReading *reading, guint line, NxImported *one, const NxListRow *row)
{
    const char *reason = get(row, "reason"), *code = get(row, "status");
    NxReason said = one->reason, other;
    gboolean named = reason && nx_listed_parse(reason) != NX_LISTED_NOT_SAID;
    nx_listed_tell(listed_as(reading->format, row), &one->reason, &one->klass);
    if (said != NX_REASON_UNDEFINED)
        one->reason = said;
    if (!one->diagnostic && reason && *reason && !named && !nx_reason_parse(reason, &other))
        one->diagnostic = g_strdup(reason);
    if (code && !one->status.klass && !one->reply_code)
        nx_smtp_codes(code, -1, &one->reply_code, &one->status);
    if (one->diagnostic && !one->status.klass && !one->reply_code)
        nx_smtp_codes(one->diagnostic, -1, &one->reply_code, &one->status);
    if (!one->file)
        one->file = place_of(reading, line);
}

/* What was released is in our own lists with an empty decision: it must not come back as suppressed. */
static gboolean is_released(const NxListRow *row)
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

static NxImported *take_row(NxReading *reading, guint line, const NxListRow *row, const char *address)
{
    NxImported *one = g_new0(NxImported, 1);
    one->spelling = nx_address_spelling(address, -1);
    one->decision = NX_DECISION_SUPPRESS;
    take_decision(one, row);
    take_evidence(one, row);
    if (!get(row, "decision"))
        take_foreign(reading, line, one, row);
    return one;
}

/* Why nothing is taken of a row; NULL if something is. */
static const char *why_left(const NxReading *reading, const NxListRow *row)
{
    if (get(row, "decision"))
        return is_released(row) ? N_("no decision stands on it") : NULL;
    return why_not_listed(reading->format, row);
}

static void take_in(NxReading *reading, guint line, const NxListRow *row, const char *address, const char *key,
                    const char *scope)
{
    NxImported *one = take_row(reading, line, row, address);
    one->key = g_strdup(key);
    one->scope = scope && *scope ? g_strdup(scope) : NULL;
    if (one->scope && one->decision == NX_DECISION_RETRY) {
        nx_reading_complain(reading, line, N_("attempts are an address's, whatever list it is on"), address);
        nx_imported_free(one);
        return;
    }
    g_ptr_array_add(reading->imported, one);
}

/* The lists of others name several scopes in one cell, or with an asterisk all of them. */
static void take_scopes(NxReading *reading, guint line, const NxListRow *row, const char *address, const char *key)
{
    g_auto(GStrv) scopes = g_strsplit(get(row, "scope"), ",", -1);
    if (g_strv_contains((const char *const *)scopes, "*")) {
        take_in(reading, line, row, address, key, NULL);
        return;
    }
    for (char **scope = scopes; *scope; scope++)
        take_in(reading, line, row, address, key, g_strstrip(*scope));
}

void nx_reading_take(NxReading *reading, guint line, const NxListRow *row)
{
    const char *address = get(row, "address");
    g_autofree char *key = address ? key_of(address, get(row, "decision") != NULL) : NULL;
    const char *why = key ? why_left(reading, row) : N_("no address");
    if (why) {
        nx_reading_complain(reading, line, why, address ? address : "");
        return;
    }
    const char *scope = get(row, "scope");
    if (scope && *scope && !get(row, "decision"))
        take_scopes(reading, line, row, address, key);
    else
        take_in(reading, line, row, address, key, scope);
}
