#include "parse/notice/mailer.h"
#include <nixie/data.h>
#include <nixie/report.h>

typedef struct {
    char *mailer;
    char *where;   /* "text", "field", or the name of a header */
    char *pattern; /* what stands in it, lower case; of a field: the beginning of its name; "" for a header: that it is
                      there */
} Row;

struct NxMailers {
    GArray *rows; /* of Row */
};

static void row_clear(gpointer data)
{
    Row *row = data;
    g_free(row->mailer);
    g_free(row->where);
    g_free(row->pattern);
}

NxMailers *nx_mailers_new(NxProblems *problems)
{
    NxMailers *mailers = g_new0(NxMailers, 1);
    mailers->rows = g_array_new(FALSE, FALSE, sizeof(Row));
    g_array_set_clear_func(mailers->rows, row_clear);
    g_autoptr(GBytes) bytes = nx_library_embedded("mailers.tsv");
    NxTable *table = bytes ? nx_table_new(bytes, "mailers.tsv", problems) : NULL;
    for (guint i = 0; table && i < nx_table_rows(table); i++) {
        Row row = {g_strdup(nx_table_cell(table, i, "mailer")), g_ascii_strdown(nx_table_cell(table, i, "where"), -1),
                   g_ascii_strdown(nx_table_cell(table, i, "pattern"), -1)};
        g_array_append_val(mailers->rows, row);
    }
    if (table)
        nx_table_free(table);
    return mailers;
}

void nx_mailers_free(NxMailers *mailers)
{
    if (!mailers)
        return;
    g_array_unref(mailers->rows);
    g_free(mailers);
}

static gboolean in_fields(const Row *row, const GArray *fields)
{
    for (guint i = 0; i < fields->len; i++)
        if (g_ascii_strncasecmp(g_array_index(fields, NxField, i).name, row->pattern, strlen(row->pattern)) == 0)
            return TRUE;
    return FALSE;
}

static gboolean in_header(const Row *row, const NxNotice *notice)
{
    const char *value;
    for (guint i = 0; (value = nx_notice_header(notice, row->where, i)) != NULL; i++) {
        g_autofree char *lower = g_ascii_strdown(value, -1);
        if (strstr(lower, row->pattern))
            return TRUE;
    }
    return FALSE;
}

const char *nx_mailers_find(const NxMailers *mailers, const NxNotice *notice, const GArray *fields)
{
    enum { LOOKED_AT = 16384 };
    g_autofree char *text = g_ascii_strdown(notice->text, (gssize)MIN(notice->text_original, LOOKED_AT));
    for (guint i = 0; i < mailers->rows->len; i++) {
        const Row *row = &g_array_index(mailers->rows, Row, i);
        gboolean hit = strcmp(row->where, "text") == 0    ? strstr(text, row->pattern) != NULL
                       : strcmp(row->where, "field") == 0 ? in_fields(row, fields)
                                                          : in_header(row, notice);
        if (hit)
            return row->mailer;
    }
    return NULL;
}
