/* One table of fields, which three formats write out; text is for people. */
#include "cli/check_output.h"
#include <nixie/json.h>

enum { RESULT_CELLS = 9, ADDRESS_CELLS = 34 };

struct NxCheckFormat {
    const char *name;
    void (*head)(void);
    void (*put)(const NxCheckLine *line);
};

/* ---- Fields ------------------------------------------------------------------------------------------------------ */

typedef enum { FIELD_TEXT, FIELD_ADDRESS, FIELD_FLAG, FIELD_NUMBER, FIELD_TIME, FIELD_LIST } FieldType;

typedef struct {
    const char *text;
    gint64 number;
    const char *const *list;
} Value;

static gboolean is_asked(const NxCheckLine *line)
{
    return line->facts && line->facts->found != NX_CHECK_NOT_ASKED;
}

#define GET(name, expression)                                                                                          \
    static void get_##name(const NxCheckLine *line, Value *value)                                                      \
    {                                                                                                                  \
        (void)line;                                                                                                    \
        expression;                                                                                                    \
    }
GET(address, value->text = line->address)
GET(domain, value->text = line->facts ? line->facts->domain : NULL)
GET(result, value->text = nx_check_result_name(line->check->result))
GET(reason, value->text = nx_check_reason_name(line->check->reason))
GET(suggestion, value->text = line->check->suggestion)
GET(disposable, value->number = (line->check->notes & NX_NOTE_DISPOSABLE) != 0)
GET(maybe_disposable, value->number = (line->check->notes & NX_NOTE_WEAK) != 0)
GET(maybe_parked, value->number = (line->check->notes & NX_NOTE_MAYBE_PARKED) != 0)
GET(role, value->number = (line->check->notes & NX_NOTE_ROLE) != 0)
GET(free, value->number = (line->check->notes & NX_NOTE_FREE) != 0)
GET(relay, value->number = (line->check->notes & NX_NOTE_RELAY) != 0)
GET(plus_tag, value->number = (line->check->notes & NX_NOTE_PLUS_TAG) != 0)
GET(mx, value->list = line->facts ? (const char *const *)line->facts->mx : NULL)
GET(implicit_mx, value->number = line->facts && line->facts->found == NX_CHECK_IMPLICIT_MX)
GET(provider, value->text = line->check->provider)
GET(found, value->text = is_asked(line) ? nx_check_reason_name(line->facts->found) : NULL)
GET(checked_at, value->number = is_asked(line) ? line->facts->at : NX_TIME_UNKNOWN)
GET(until,
    value->number = is_asked(line) && line->facts->until > line->facts->at ? line->facts->until : NX_TIME_UNKNOWN)
GET(cached, value->number = line->facts && line->facts->cached)
GET(since, value->number = line->facts ? line->facts->since : NX_TIME_UNKNOWN)
GET(confirmations, value->number = line->facts ? line->facts->confirmations : 0)
GET(back, value->number = line->is_back)

GET(catch_all, value->number = (line->check->notes & NX_NOTE_CATCH_ALL) != 0)
GET(probed, value->number = line->probe && line->probe->reply_code > 0)
GET(probed_host, value->text = line->probe ? line->probe->host : NULL)
GET(reply_code, value->number = line->probe ? line->probe->reply_code : 0)
GET(reply, value->text = line->probe ? line->probe->reply : NULL)

static const struct {
    const char *name;
    FieldType type;
    void (*get)(const NxCheckLine *line, Value *value);
} FIELDS[] = {
    {"address", FIELD_ADDRESS, get_address},
    {"domain", FIELD_TEXT, get_domain},
    {"result", FIELD_TEXT, get_result},
    {"reason", FIELD_TEXT, get_reason},
    {"suggestion", FIELD_TEXT, get_suggestion},
    {"disposable", FIELD_FLAG, get_disposable},
    {"maybe_disposable", FIELD_FLAG, get_maybe_disposable},
    {"role", FIELD_FLAG, get_role},
    {"free", FIELD_FLAG, get_free},
    {"relay", FIELD_FLAG, get_relay},
    {"plus_tag", FIELD_FLAG, get_plus_tag},
    {"mx", FIELD_LIST, get_mx},
    {"implicit_mx", FIELD_FLAG, get_implicit_mx},
    {"provider", FIELD_TEXT, get_provider},
    {"found", FIELD_TEXT, get_found},
    {"checked_at", FIELD_TIME, get_checked_at},
    {"until", FIELD_TIME, get_until},
    {"cached", FIELD_FLAG, get_cached},
    {"since", FIELD_TIME, get_since},
    {"confirmations", FIELD_NUMBER, get_confirmations},
    {"back", FIELD_FLAG, get_back},
    {"maybe_parked", FIELD_FLAG, get_maybe_parked},
    {"catch_all", FIELD_FLAG, get_catch_all},
    {"probed", FIELD_FLAG, get_probed},
    {"probed_host", FIELD_TEXT, get_probed_host},
    {"reply_code", FIELD_NUMBER, get_reply_code},
    {"reply", FIELD_TEXT, get_reply},
};

/* ---- For people -------------------------------------------------------------------------------------------------- */

static void no_head(void)
{
}

/* "2026-11-21 14:02", for what the ledger remembers. */
static char *when_words(const NxCheckLine *line)
{
    if (!is_asked(line) || !line->facts->cached)
        return g_strdup("");
    g_autofree char *when = nx_time_local(line->facts->at, "%Y-%m-%d %H:%M");
    return g_strdup_printf(nx_tr(" (checked %s)"), when);
}

static void put_text(const NxCheckLine *line)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *words = nx_check_words(line->check, line->facts), *when = when_words(line);
    nx_pad(text, nx_tr(nx_check_result_name(line->check->result)), RESULT_CELLS, FALSE);
    g_string_append_c(text, ' ');
    nx_pad(text, line->address, ADDRESS_CELLS, FALSE);
    if (line->probe && line->probe->reply)
        nx_say("%s  %s: %u %s", text->str, words, line->probe->reply_code, line->probe->reply);
    else
        nx_say("%s  %s%s%s", text->str, words, when, line->is_back ? nx_tr("; back: look at it again") : "");
}

/* ---- For programs ------------------------------------------------------------------------------------------------ */

static void put_jsonl(const NxCheckLine *line)
{
    g_autoptr(GString) json = g_string_new(NULL);
    nx_json_object_open(json, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
        Value value = {0};
        FIELDS[i].get(line, &value);
        switch (FIELDS[i].type) {
        case FIELD_TEXT:
        case FIELD_ADDRESS: nx_json_text(json, FIELDS[i].name, value.text); break;
        case FIELD_FLAG: nx_json_flag(json, FIELDS[i].name, value.number != 0); break;
        case FIELD_NUMBER: nx_json_number(json, FIELDS[i].name, value.number); break;
        case FIELD_TIME: nx_json_time(json, FIELDS[i].name, value.number); break;
        case FIELD_LIST: nx_json_texts(json, FIELDS[i].name, value.list); break;
        }
    }
    nx_json_object_close(json);
    g_string_append_c(json, '\n');
    nx_put(json->str, json->len);
}

/* What stands in a cell. Caller frees. */
static char *cell_text(FieldType type, const Value *value)
{
    switch (type) {
    case FIELD_TEXT:
    case FIELD_ADDRESS: return g_strdup(value->text ? value->text : "");
    case FIELD_FLAG: return g_strdup(value->number ? "true" : "false");
    case FIELD_NUMBER: return g_strdup_printf("%" G_GINT64_FORMAT, value->number);
    case FIELD_TIME: {
        char *time = nx_time_rfc3339(value->number);
        return time ? time : g_strdup("");
    }
    case FIELD_LIST: return value->list ? g_strjoinv(" ", (char **)value->list) : g_strdup("");
    }
    g_assert_not_reached();
}

/* An address is written as it is; of all else a spreadsheet must not make a formula. */
static char *csv_cell(const char *text, FieldType type)
{
    return nx_safe_csv(text, type != FIELD_ADDRESS || !strchr(text, '@'));
}

static char *tsv_cell(const char *text, FieldType type)
{
    (void)type;
    return nx_safe_screen(text, -1, NX_SAFE_NONE, 0);
}

static void put_row(const NxCheckLine *line, const char *between, char *(*make)(const char *text, FieldType type))
{
    g_autoptr(GString) row = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
        Value value = {0};
        if (line)
            FIELDS[i].get(line, &value);
        g_autofree char *text = line ? cell_text(FIELDS[i].type, &value) : g_strdup(FIELDS[i].name);
        g_autofree char *cell = make(text, FIELDS[i].type);
        g_string_append_printf(row, "%s%s", i ? between : "", cell);
    }
    g_string_append_c(row, '\n');
    nx_put(row->str, row->len);
}

static void put_csv(const NxCheckLine *line)
{
    put_row(line, ",", csv_cell);
}

static void put_tsv(const NxCheckLine *line)
{
    put_row(line, "\t", tsv_cell);
}

static void csv_head(void)
{
    put_csv(NULL);
}

static void tsv_head(void)
{
    put_tsv(NULL);
}

static const NxCheckFormat FORMATS[] = {
    {"text", no_head, put_text},
    {"jsonl", no_head, put_jsonl},
    {"csv", csv_head, put_csv},
    {"tsv", tsv_head, put_tsv},
};

const NxCheckFormat *nx_check_format(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(FORMATS); i++)
        if (!name || g_str_equal(FORMATS[i].name, name))
            return &FORMATS[i];
    return NULL;
}

void nx_check_put_head(const NxCheckFormat *format)
{
    format->head();
}

void nx_check_put(const NxCheckFormat *format, const NxCheckLine *line)
{
    format->put(line);
}
