/* The table of envelopes, and how deep they go. */
#include "mailbox/envelope.h"
#include "base/json_text.h"
#include <nixie/data.h>
#include <string.h>

typedef enum { JSON, BASE64, FORM, N_CODINGS } Coding;

typedef struct {
    char *path, *with, *field;
    Coding coding;
} Row;

static const char *take_row(gpointer into, const NxTable *table, guint row)
{
    static const char *const CODINGS[N_CODINGS] = {[JSON] = "json", [BASE64] = "base64", [FORM] = "form"};
    const char *coding = nx_table_cell(table, row, "coding");
    for (Coding i = 0; i < N_CODINGS; i++) {
        if (g_strcmp0(coding, CODINGS[i]) != 0)
            continue;
        Row one = {g_strdup(nx_table_cell(table, row, "path")), g_strdup(nx_table_cell(table, row, "with")),
                   g_strdup(nx_table_cell(table, row, "field")), i};
        g_array_append_val((GArray *)into, one);
        return *one.path ? NULL : nx_tr("has no path");
    }
    return nx_tr("is of no coding that is known");
}

static gpointer read_rows(gpointer data)
{
    (void)data;
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(Row));
    nx_table_read("envelopes.tsv", take_row, rows, NULL);
    return rows;
}

static const GArray *all_rows(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, read_rows, NULL);
}

/* The field of a form, decoded; NULL: it has none. Caller frees. */
static char *form_field(const char *form, const char *name, gsize *len)
{
    g_auto(GStrv) fields = g_strsplit(form, "&", -1);
    gsize width = strlen(name);
    for (guint i = 0; fields[i]; i++) {
        if (strncmp(fields[i], name, width) != 0 || fields[i][width] != '=')
            continue;
        char *value = g_uri_unescape_string(g_strdelimit(fields[i] + width + 1, "+", ' '), NULL);
        *len = value ? strlen(value) : 0;
        return value;
    }
    return NULL;
}

/* What a string holds, as it was before it was put there. Caller frees. */
static char *decode(const Row *row, NxBytes string, gsize *len)
{
    char *bytes = nx_json_bytes_of(string, len);
    if (row->coding == JSON)
        return bytes;
    g_autofree char *text = g_strndup(bytes, *len);
    g_free(bytes);
    return row->coding == BASE64 ? (char *)g_base64_decode(text, len) : form_field(text, row->field, len);
}

typedef struct {
    NxEnvelopeTake take;
    gpointer user;
    NxBytes literal; /* at: NULL while what is opened stands in the text itself */
} Opening;

static gboolean open_value(const Opening *opening, NxBytes value, guint depth);

static gboolean open_elements(const Opening *opening, NxBytes array, guint depth)
{
    NxBytes rest = nx_json_inside(array), element;
    while (nx_json_next(&rest, &element))
        if (!open_value(opening, element, depth + 1))
            return FALSE;
    return TRUE;
}

static gboolean begins_json(NxBytes text)
{
    return text.len && (*text.at == '{' || *text.at == '[');
}

/* The values of a text that is JSON, one behind the other. What is none in it is passed over. */
static gboolean open_text(const Opening *opening, NxBytes text, guint depth)
{
    gsize len;
    for (;;) {
        while (text.len && strchr(" \t\r\n,", *text.at ? *text.at : 'x'))
            text = (NxBytes){text.at + 1, text.len - 1};
        if (!begins_json(text) || nx_json_scan(text, &len) != NX_JSON_WHOLE)
            return TRUE;
        if (!open_value(opening, (NxBytes){text.at, len}, depth + 1))
            return FALSE;
        text = (NxBytes){text.at + len, text.len - len};
    }
}

/* Opens the row's envelope; *opened: it is one. */
static gboolean open_row(const Opening *opening, const Row *row, NxBytes object, guint depth, gboolean *opened)
{
    NxBytes inner, with;
    *opened = FALSE;
    if (!nx_json_find(object, row->path, &inner) || (*row->with && !nx_json_find(object, row->with, &with)))
        return TRUE;
    if (row->coding == JSON && begins_json(inner)) {
        *opened = TRUE;
        return open_value(opening, inner, depth + 1);
    }
    if (!nx_json_is(inner, '"'))
        return TRUE;
    gsize len;
    g_autofree char *text = decode(row, inner, &len);
    if (!text || !begins_json((NxBytes){text, len}))
        return TRUE;
    *opened = TRUE;
    Opening within = *opening;
    if (!within.literal.at)
        within.literal = object;
    return open_text(&within, (NxBytes){text, len}, depth);
}

static gboolean open_value(const Opening *opening, NxBytes value, guint depth)
{
    const GArray *rows = all_rows();
    if (depth < NX_ENVELOPE_DEPTH && nx_json_is(value, '['))
        return open_elements(opening, value, depth);
    for (guint i = 0; depth < NX_ENVELOPE_DEPTH && nx_json_is(value, '{') && i < rows->len; i++) {
        gboolean opened, more = open_row(opening, &g_array_index(rows, Row, i), value, depth, &opened);
        if (opened)
            return more;
    }
    return opening->take(opening->literal.at ? opening->literal : value, value, opening->user);
}

gboolean nx_envelope_open(NxBytes value, NxEnvelopeTake take, gpointer user)
{
    Opening opening = {.take = take, .user = user};
    return open_value(&opening, value, 0);
}
