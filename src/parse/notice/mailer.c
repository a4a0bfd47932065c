/* mailers.tsv, and the first row of it that holds of a notice. */
#include "parse/notice/mailer.h"
#include <nixie/data.h>
#include <nixie/report.h>
#include <nixie/text.h>

typedef enum { PLACE_HEADER, PLACE_TEXT, PLACE_FIELD } Place;

typedef struct {
    char *mailer;
    Place place;
    guint header;  /* the number of its name in `headers` */
    char *where;   /* "text", "field", or the name of a header */
    char *pattern; /* what stands in it, lower case; of a field: the beginning of its name; "" for a header: that it is
                      there */
} Row;

struct NxMailers {
    GArray *rows;       /* of Row */
    GPtrArray *headers; /* names of those that rows look into, each once */
};

/* What a notice has of one of these headers. */
typedef struct {
    gboolean asked, several;
    const char *first; /* in lower case, NULL: there is none */
} Value;

static void row_clear(gpointer data)
{
    Row *row = data;
    g_free(row->mailer);
    g_free(row->where);
    g_free(row->pattern);
}

/* The place of the name among the names, where it is put if it is new. */
static guint number_of(GPtrArray *names, const char *name)
{
    for (guint i = 0; i < names->len; i++)
        if (g_ascii_strcasecmp(g_ptr_array_index(names, i), name) == 0)
            return i;
    g_ptr_array_add(names, g_strdup(name));
    return names->len - 1;
}

static const char *take_row(gpointer into, const NxTable *table, guint row)
{
    const char *mailer = nx_table_cell(table, row, "mailer"), *where = nx_table_cell(table, row, "where"),
               *pattern = nx_table_cell(table, row, "pattern");
    Place place = strcmp(where, "text") == 0 ? PLACE_TEXT : strcmp(where, "field") == 0 ? PLACE_FIELD : PLACE_HEADER;
    if (!*mailer || !*where || (!*pattern && place != PLACE_HEADER))
        return nx_tr("a row is a mailer, text, field or a header, and what stands in it");
    NxMailers *mailers = into;
    Row taken = {g_strdup(mailer), place, place == PLACE_HEADER ? number_of(mailers->headers, where) : 0,
                 g_ascii_strdown(where, -1), g_ascii_strdown(pattern, -1)};
    g_array_append_val(mailers->rows, taken);
    return NULL;
}

NxMailers *nx_mailers_new(NxProblems *problems)
{
    NxMailers *mailers = g_new0(NxMailers, 1);
    mailers->rows = g_array_new(FALSE, FALSE, sizeof(Row));
    g_array_set_clear_func(mailers->rows, row_clear);
    mailers->headers = g_ptr_array_new_with_free_func(g_free);
    nx_table_read("mailers.tsv", take_row, mailers, problems);
    return mailers;
}

void nx_mailers_free(NxMailers *mailers)
{
    if (!mailers)
        return;
    g_array_unref(mailers->rows);
    g_ptr_array_unref(mailers->headers);
    g_free(mailers);
}

static gboolean in_fields(const Row *row, const GArray *fields)
{
    for (guint i = 0; i < fields->len; i++)
        if (g_ascii_strncasecmp(g_array_index(fields, NxField, i).name, row->pattern, strlen(row->pattern)) == 0)
            return TRUE;
    return FALSE;
}

/* `value` is what the notice has of that header; many rows look into the same. */
static gboolean in_header(const Row *row, const NxNotice *notice, Value *value)
{
    if (!value->asked)
        *value = (Value){TRUE, nx_headers_get(notice->headers, row->where, 1) != NULL,
                         nx_headers_get_lower(notice->headers, row->where, 0)};
    if (!value->first)
        return FALSE;
    if (strstr(value->first, row->pattern))
        return TRUE;
    const char *next;
    for (guint i = 1; value->several && (next = nx_headers_get_lower(notice->headers, row->where, i)) != NULL; i++)
        if (strstr(next, row->pattern))
            return TRUE;
    return FALSE;
}

const char *nx_mailers_find(const NxMailers *mailers, const NxNotice *notice, const GArray *fields)
{
    enum { LOOKED_AT = 16384 };
    g_autofree char *text = g_ascii_strdown(notice->text, (gssize)MIN(notice->text_original, LOOKED_AT));
    g_autofree Value *values = g_new0(Value, mailers->headers->len);
    for (guint i = 0; i < mailers->rows->len; i++) {
        const Row *row = &g_array_index(mailers->rows, Row, i);
        gboolean hit = row->place == PLACE_TEXT    ? strstr(text, row->pattern) != NULL
                       : row->place == PLACE_FIELD ? in_fields(row, fields)
                                                   : in_header(row, notice, &values[row->header]);
        if (hit)
            return row->mailer;
    }
    return NULL;
}
