/* Both tables read, and asked from the most exact row to the class. */
#include "judge/codetable.h"
#include "judge/codepattern.h"
#include <nixie/data.h>
#include <nixie/text.h>
#include <string.h>

/* A row of the registry: one code of both classes. */
typedef struct {
    NxStatus status; /* klass 0 */
    NxReason reasons[2];
    char *rules[2];    /* "code:4.1.1", "code:5.1.1" */
    char *subjects[2]; /* "subject:4.1": for codes of this subject that nobody registered; set for X.S.0 alone */
} Registered;

typedef struct {
    NxProviderCode row; /* its strings are owned */
    NxCodePattern pattern;
    char *rule; /* "provider:google:5.2.1", "code:521" */
} Provided;

struct NxCodeTable {
    GArray *registered; /* of Registered */
    GArray *provided;   /* of Provided, in the order they are tried */
};

static const char *const CLASS_RULES[] = {"class:4", "class:5"};

static void registered_clear(gpointer data)
{
    Registered *row = data;
    for (guint i = 0; i < 2; i++) {
        g_free(row->rules[i]);
        g_free(row->subjects[i]);
    }
}

static void provided_clear(gpointer data)
{
    Provided *provided = data;
    g_free((char *)provided->row.provider);
    g_free((char *)provided->row.code);
    g_free(provided->rule);
}

/* ---- Reading ----------------------------------------------------------------------------------------------------- */

static gboolean read_registered(const NxTable *tsv, guint i, Registered *row)
{
    const char *code = nx_table_cell(tsv, i, "code");
    NxCodePattern pattern;
    if (!code || !nx_code_pattern_parse(code, &pattern) || pattern.reply[0] || pattern.subject < 0 ||
        pattern.detail < 0)
        return FALSE;
    *row = (Registered){.status = {0, (guint16)pattern.subject, (guint16)pattern.detail}};
    if (!nx_reason_parse(nx_table_cell(tsv, i, "reason4"), &row->reasons[0]) ||
        !nx_reason_parse(nx_table_cell(tsv, i, "reason5"), &row->reasons[1]))
        return FALSE;
    for (guint k = 0; k < 2; k++) {
        row->rules[k] = g_strdup_printf("code:%u.%d.%d", 4 + k, pattern.subject, pattern.detail);
        if (pattern.detail == 0)
            row->subjects[k] = g_strdup_printf("subject:%u.%d", 4 + k, pattern.subject);
    }
    return TRUE;
}

static gboolean read_provided(const NxTable *tsv, guint i, Provided *provided)
{
    const char *provider = nx_table_cell(tsv, i, "provider"), *code = nx_table_cell(tsv, i, "code");
    *provided = (Provided){0};
    if (!provider || !*provider || !code || !nx_code_pattern_parse(code, &provided->pattern) ||
        !nx_reason_parse(nx_table_cell(tsv, i, "reason"), &provided->row.reason))
        return FALSE;
    provided->row.provider = g_strdup(provider);
    provided->row.code = g_strdup(code);
    provided->rule = strcmp(provider, "*") == 0 ? g_strdup_printf("code:%s", code)
                                                : g_strdup_printf("provider:%s:%s", provider, code);
    return TRUE;
}

typedef gboolean (*ReadRow)(const NxTable *tsv, guint i, gpointer row);

static GArray *read_table(const char *name, guint size, GDestroyNotify clear, ReadRow read, NxProblems *problems)
{
    GArray *rows = g_array_new(FALSE, TRUE, size);
    g_array_set_clear_func(rows, clear);
    GBytes *bytes = nx_library_embedded(name);
    if (!bytes)
        return rows;
    NxTable *tsv = nx_table_new(bytes, name, problems);
    gpointer row = g_malloc0(size);
    for (guint i = 0; i < nx_table_rows(tsv); i++) {
        if (read(tsv, i, row)) {
            g_array_append_vals(rows, row, 1);
            continue;
        }
        g_autofree char *where = g_strdup_printf("%s:%u", name, nx_table_line(tsv, i));
        nx_problems_add(problems, where, nx_tr("neither code nor reason can be told from this row"));
    }
    g_free(row);
    nx_table_free(tsv);
    g_bytes_unref(bytes);
    return rows;
}

static gboolean read_registered_row(const NxTable *tsv, guint i, gpointer row)
{
    return read_registered(tsv, i, row);
}

static gboolean read_provided_row(const NxTable *tsv, guint i, gpointer row)
{
    return read_provided(tsv, i, row);
}

NxCodeTable *nx_code_table_new(NxProblems *problems)
{
    NxCodeTable *table = g_new0(NxCodeTable, 1);
    table->registered = read_table("codes.tsv", sizeof(Registered), registered_clear, read_registered_row, problems);
    table->provided = read_table("provider-codes.tsv", sizeof(Provided), provided_clear, read_provided_row, problems);
    return table;
}

void nx_code_table_free(NxCodeTable *table)
{
    if (!table)
        return;
    g_array_unref(table->registered);
    g_array_unref(table->provided);
    g_free(table);
}

/* ---- Looking up -------------------------------------------------------------------------------------------------- */

static const Provided *find_provided(const NxCodeTable *table, NxStatus status, guint reply, const char *provider)
{
    for (guint i = 0; i < table->provided->len; i++) {
        const Provided *provided = &g_array_index(table->provided, Provided, i);
        if (strcmp(provided->row.provider, provider) == 0 && nx_code_pattern_fits(&provided->pattern, status, reply))
            return provided;
    }
    return NULL;
}

static const Registered *find_registered(const NxCodeTable *table, guint subject, guint detail)
{
    for (guint i = 0; i < table->registered->len; i++) {
        const Registered *row = &g_array_index(table->registered, Registered, i);
        if (row->status.subject == subject && row->status.detail == detail)
            return row;
    }
    return NULL;
}

NxCodeMeaning nx_code_table_find(const NxCodeTable *table, NxStatus status, guint reply, const char *provider)
{
    const Provided *provided = provider ? find_provided(table, status, reply, provider) : NULL;
    if (provided)
        return (NxCodeMeaning){NX_SAYS_PROVIDER, provided->row.reason, provided->rule};
    guint klass = status.klass ? status.klass : reply / 100;
    if (klass != 4 && klass != 5)
        return (NxCodeMeaning){NX_SAYS_NOTHING, NX_REASON_UNDEFINED, NULL};
    gboolean bare = status.klass == 0 || (status.subject == 0 && status.detail == 0);
    const Registered *row = bare ? NULL : find_registered(table, status.subject, status.detail);
    if (row)
        return (NxCodeMeaning){NX_SAYS_EXACT, row->reasons[klass - 4], row->rules[klass - 4]};
    row = bare || status.subject == 0 ? NULL : find_registered(table, status.subject, 0);
    if (row)
        return (NxCodeMeaning){NX_SAYS_SUBJECT, row->reasons[klass - 4], row->subjects[klass - 4]};
    provided = find_provided(table, NX_STATUS_NONE, reply, "*");
    if (provided)
        return (NxCodeMeaning){NX_SAYS_EXACT, provided->row.reason, provided->rule};
    return (NxCodeMeaning){NX_SAYS_CLASS, NX_REASON_UNDEFINED, CLASS_RULES[klass - 4]};
}

guint nx_code_table_provided(const NxCodeTable *table)
{
    return table->provided->len;
}

const NxProviderCode *nx_code_table_provided_at(const NxCodeTable *table, guint i)
{
    return &g_array_index(table->provided, Provided, i).row;
}
