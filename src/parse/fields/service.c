/* The table of services, and what is made of the values that it finds. */
#include "parse/fields/service.h"
#include "base/json_text.h"
#include "parse/bounds.h"
#include "parse/mime/field_set.h"
#include <nixie/data.h>
#include <string.h>

/* ---- The table --------------------------------------------------------------------------------------------------- */

typedef enum {
    IS,
    KIND,
    RECIPIENT,
    TIME,
    ID,
    ENVELOPE,
    FROM,
    SUBJECT,
    STATUS,
    REPLY,
    DIAGNOSTIC,
    HOST,
    LOG,
    KEEP,
    N_FIELDS
} Field;
static const char *const FIELDS[] = {
    [IS] = "is",         [KIND] = "kind",   [RECIPIENT] = "recipient", [TIME] = "time",
    [ID] = "id",         [FROM] = "from",   [ENVELOPE] = "envelope",   [SUBJECT] = "subject",
    [STATUS] = "status", [REPLY] = "reply", [HOST] = "host",           [DIAGNOSTIC] = "diagnostic",
    [LOG] = "log",       [KEEP] = "keep"};
G_STATIC_ASSERT(G_N_ELEMENTS(FIELDS) == N_FIELDS);

typedef struct {
    const char *name;
    NxKind kind;
    NxAction action;
} KindName;
static const KindName KINDS[] = {
    {"bounce", NX_KIND_BOUNCE, NX_ACTION_FAILED},          {"delay", NX_KIND_DELAY, NX_ACTION_DELAYED},
    {"delivered", NX_KIND_DELIVERED, NX_ACTION_DELIVERED}, {"feedback", NX_KIND_FEEDBACK, NX_ACTION_NONE},
    {"autoreply", NX_KIND_AUTOREPLY, NX_ACTION_NONE},      {"none", NX_KIND_NOT_A_BOUNCE, NX_ACTION_NONE}};

typedef struct {
    char *service;
    Field field;
    char **paths;
    char *words;
    char **events; /* of a kind: names and, behind "=", what they are */
} Row;

static const KindName *kind_named(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(KINDS); i++)
        if (g_str_equal(KINDS[i].name, name))
            return &KINDS[i];
    return NULL;
}

static const char *wrong_events(char **events)
{
    for (guint i = 0; events[i]; i++) {
        const char *equals = strchr(events[i], '=');
        if (!equals || !kind_named(equals + 1))
            return nx_tr("names a kind that is none");
    }
    return events[0] ? NULL : nx_tr("names no event");
}

static const char *take_row(gpointer into, const NxTable *table, guint row)
{
    const char *service = nx_table_cell(table, row, "service"), *name = nx_table_cell(table, row, "field");
    const char *path = nx_table_cell(table, row, "path"), *words = nx_table_cell(table, row, "words");
    Row one = {.field = N_FIELDS};
    for (Field i = 0; i < N_FIELDS; i++)
        if (g_strcmp0(name, FIELDS[i]) == 0)
            one.field = i;
    if (one.field == N_FIELDS)
        return nx_tr("is no field of a notification");
    if (!service || !*service || !path || !*path)
        return nx_tr("has no service or path");
    if (one.field == KIND) {
        one.events = g_strsplit(words ? words : "", " ", -1);
        const char *wrong = wrong_events(one.events);
        if (wrong) {
            g_strfreev(one.events);
            return wrong;
        }
    }
    one.service = g_strdup(service);
    one.paths = g_strsplit(path, " ", -1);
    one.words = g_strdup(words ? words : "");
    g_array_append_val((GArray *)into, one);
    return NULL;
}

static gpointer read_rows(G_GNUC_UNUSED gpointer data)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(Row));
    nx_table_read("services.tsv", take_row, rows, NULL);
    return rows;
}

static const GArray *all_rows(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, read_rows, NULL);
}

/* ---- One service ------------------------------------------------------------------------------------------------- */

typedef struct {
    const Row *rows;
    guint n;
    NxBytes notification;
} Service;

/* Value of a row: all of its paths, joined. NULL: one of them leads nowhere. Caller frees. */
static char *value_of(const Service *self, const Row *row)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; row->paths[i]; i++) {
        NxBytes found;
        g_autofree char *text = nx_json_find(self->notification, row->paths[i], &found) ? nx_json_text_of(found) : NULL;
        if (!text)
            return g_string_free(all, TRUE);
        if (i)
            g_string_append_c(all, row->field == STATUS ? '.' : ' ');
        g_string_append(all, text);
    }
    if (all->len)
        return g_string_free(all, FALSE);
    return g_string_free(all, TRUE);
}

/* The first value that the service has for a field. Caller frees. */
static char *field_of(const Service *self, Field field)
{
    for (guint i = 0; i < self->n; i++) {
        char *value = self->rows[i].field == field ? value_of(self, &self->rows[i]) : NULL;
        if (!value)
            continue;
        char **around = g_strsplit(self->rows[i].words, "{}", 2);
        if (around[0] && around[1]) {
            char *within = g_strconcat(around[0], value, around[1], NULL);
            g_free(value);
            value = within;
        }
        g_strfreev(around);
        return value;
    }
    return NULL;
}

static gboolean fits(const Service *self)
{
    gboolean any = FALSE;
    for (guint i = 0; i < self->n; i++) {
        const Row *row = &self->rows[i];
        NxBytes found;
        if (row->field != IS)
            continue;
        if (!nx_json_find(self->notification, row->paths[0], &found))
            return FALSE;
        g_autofree char *text = *row->words ? nx_json_text_of(found) : NULL;
        if (*row->words && g_strcmp0(text, row->words) != 0)
            return FALSE;
        any = TRUE;
    }
    return any;
}

static const KindName *kind_in(char **events, const char *name)
{
    for (guint i = 0; events[i]; i++) {
        gsize len = strcspn(events[i], "=");
        gboolean is_any = len == 1 && *events[i] == '*';
        if (is_any || (strlen(name) == len && g_ascii_strncasecmp(events[i], name, len) == 0))
            return kind_named(events[i] + len + 1);
    }
    return NULL;
}

static const KindName *kind_of(const Service *self)
{
    for (guint i = 0; i < self->n; i++) {
        const Row *row = &self->rows[i];
        g_autofree char *name = row->field == KIND ? value_of(self, row) : NULL;
        const KindName *kind = name ? kind_in(row->events, name) : NULL;
        if (kind)
            return kind;
    }
    return kind_named("none");
}

/* ---- Values ------------------------------------------------------------------------------------------------------ */

static NxTime read_time(const char *text)
{
    enum { DATE_LEN = 10 };
    const gint64 most = G_GINT64_CONSTANT(100000000000); /* as seconds in the year 5138: those are milliseconds */
    NxTime time = NX_TIME_UNKNOWN;
    gint64 number = g_ascii_strtoll(text, NULL, 10);
    if (text[strspn(text, "0123456789.")] == '\0')
        return number > most ? number / 1000 : MAX(number, 0);
    g_autofree char *iso = g_strdup(text);
    if (strlen(iso) > DATE_LEN && iso[DATE_LEN] == ' ') {
        iso[DATE_LEN] = 'T';
        g_autofree char *utc = g_strconcat(iso, "Z", NULL);
        return nx_time_parse(utc, &time) || nx_time_parse(iso, &time) ? MAX(time, 0) : NX_TIME_UNKNOWN;
    }
    return nx_time_parse(iso, &time) ? MAX(time, 0) : NX_TIME_UNKNOWN;
}

static void set(NxDraft *draft, NxDraftField field, const Service *self, Field from)
{
    g_autofree char *value = field_of(self, from);
    nx_draft_set(draft, field, value);
}

static void set_diagnostic(NxDraft *draft, const Service *self)
{
    static const char TYPE[] = "smtp;";
    g_autofree char *value = field_of(self, DIAGNOSTIC);
    gboolean typed = value && g_ascii_strncasecmp(value, TYPE, sizeof TYPE - 1) == 0;
    g_autofree char *bare = value ? nx_text_squeeze(value + (typed ? sizeof TYPE - 1 : 0)) : NULL;
    nx_draft_set(draft, NX_DRAFT_DIAGNOSTIC, bare);
    if (typed)
        nx_draft_set(draft, NX_DRAFT_DIAGNOSTIC_TYPE, "smtp");
}

/* Services have numbers of their own beside those of SMTP. */
static void set_reply(NxDraft *draft, const Service *self)
{
    g_autofree char *value = field_of(self, REPLY);
    guint64 code = value ? g_ascii_strtoull(value, NULL, 10) : 0;
    if (code >= 200 && code < 600)
        nx_draft_set(draft, NX_DRAFT_REPLY, value);
}

static void keep(NxDraft *draft, const Service *self)
{
    for (guint i = 0; i < self->n; i++) {
        const Row *row = &self->rows[i];
        g_autofree char *value = row->field == KEEP ? value_of(self, row) : NULL;
        const char *dot = strrchr(row->paths[0], '.');
        if (value)
            nx_draft_add_field(draft, dot ? dot + 1 : row->paths[0], value);
    }
}

static void fill_message(NxReportBuilder *builder, const Service *self, const KindName *kind)
{
    g_autofree char *id = field_of(self, ID), *envelope = id ? NULL : field_of(self, ENVELOPE);
    g_autofree char *from = field_of(self, FROM), *subject = field_of(self, SUBJECT);
    nx_builder_fill_message(builder, NX_MESSAGE_ORIGINAL_ID, id);
    nx_builder_fill_message(builder, NX_MESSAGE_ENVELOPE_ID, envelope);
    nx_builder_fill_message(builder, NX_MESSAGE_ORIGINAL_FROM, from);
    nx_builder_fill_message(builder, NX_MESSAGE_ORIGINAL_SUBJECT, subject);
    if (kind->kind == NX_KIND_FEEDBACK)
        nx_builder_fill_message(builder, NX_MESSAGE_FEEDBACK_TYPE, "abuse");
}

typedef struct {
    const Service *service;
    const KindName *kind;
    NxReportBuilder *builder;
    guint n;
} Adding;

static gboolean add(NxBytes value, gpointer user)
{
    Adding *adding = user;
    const Service *self = adding->service;
    g_autofree char *text = nx_json_text_of(value), *type = NULL;
    g_autofree char *address = text ? nx_field_address(text, &type) : NULL;
    if (adding->n == NX_MAX_RECIPIENTS) {
        nx_builder_cut(adding->builder, NX_CUT_RECIPIENTS);
        return FALSE;
    }
    /* What stands behind a dash is a form of the same service's. */
    g_autofree char *name = g_strndup(self->rows->service, strcspn(self->rows->service, "-"));
    NxSource source = adding->kind->kind == NX_KIND_FEEDBACK ? NX_SOURCE_ARF : NX_SOURCE_LAYOUT;
    NxDraft *draft =
        address && strchr(address, '@') ? nx_builder_add_recipient(adding->builder, address, source, name) : NULL;
    if (!draft)
        return TRUE;
    adding->n++;
    nx_draft_set_kind(draft, adding->kind->kind);
    nx_draft_set(draft, NX_DRAFT_ACTION, nx_action_name(adding->kind->action));
    nx_draft_set(draft, NX_DRAFT_MAILER, name);
    set(draft, NX_DRAFT_STATUS, self, STATUS);
    g_autofree char *mta = field_of(self, HOST), *host = mta ? nx_field_host(mta) : NULL;
    nx_draft_set(draft, NX_DRAFT_REMOTE_MTA, host);
    set(draft, NX_DRAFT_LOG_ID, self, LOG);
    set_diagnostic(draft, self);
    set_reply(draft, self);
    keep(draft, self);
    return TRUE;
}

static void add_all(const Service *self, const KindName *kind, NxReportBuilder *builder)
{
    Adding adding = {self, kind, builder, 0};
    for (guint i = 0; i < self->n && !adding.n; i++)
        if (self->rows[i].field == RECIPIENT)
            nx_json_each(self->notification, self->rows[i].paths[0], add, &adding);
}

/* The rows of the first service that fits. */
static gboolean find_service(Service *self)
{
    const GArray *rows = all_rows();
    for (guint from = 0; from < rows->len; from += self->n) {
        self->rows = &g_array_index(rows, Row, from);
        for (self->n = 1; from + self->n < rows->len; self->n++)
            if (!g_str_equal(self->rows[self->n].service, self->rows->service))
                break;
        if (fits(self))
            return TRUE;
    }
    return FALSE;
}

gboolean nx_service_read(NxServiceEvent *event, NxReportBuilder *builder, NxBytes notification)
{
    gsize len;
    *event = (NxServiceEvent){NX_TIME_UNKNOWN, NX_KIND_UNKNOWN};
    Service self = {.notification = notification};
    if (nx_json_scan(notification, &len) != NX_JSON_WHOLE || !nx_json_is(notification, '{'))
        return FALSE;
    self.notification.len = len;
    if (!find_service(&self))
        return FALSE;
    g_autofree char *time = field_of(&self, TIME);
    const KindName *kind = kind_of(&self);
    event->at = time ? read_time(time) : NX_TIME_UNKNOWN;
    event->nobody = kind->kind == NX_KIND_NOT_A_BOUNCE ? NX_KIND_NOT_A_BOUNCE : NX_KIND_UNKNOWN;
    if (kind->kind == NX_KIND_NOT_A_BOUNCE)
        return TRUE;
    fill_message(builder, &self, kind);
    add_all(&self, kind, builder);
    return TRUE;
}
