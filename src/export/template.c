/* Templates cut into pieces once, and filled in for each record. */
#include "export/template.h"
#include <string.h>

static void free_piece(gpointer data)
{
    NxPiece *piece = data;
    g_free(piece->literal);
    g_free(piece->word);
    g_free(piece);
}

static void add_literal(NxTemplate *template, GString *literal)
{
    if (!literal->len)
        return;
    NxPiece *piece = g_new0(NxPiece, 1);
    piece->literal = g_strndup(literal->str, literal->len);
    g_ptr_array_add(template->pieces, piece);
    g_string_truncate(literal, 0);
}

static void add_field(NxTemplate *template, char *word)
{
    NxPiece *piece = g_new0(NxPiece, 1);
    piece->word = word;
    if (!g_str_equal(word, NX_FIELD_ADDRESS))
        piece->field = nx_record_field(word);
    g_ptr_array_add(template->pieces, piece);
}

NxTemplate *nx_template_parse(const char *text)
{
    NxTemplate *template = g_new0(NxTemplate, 1);
    template->pieces = g_ptr_array_new_with_free_func(free_piece);
    g_autoptr(GString) literal = g_string_new(NULL);
    for (const char *at = text; *at; at++) {
        const char *closed = *at == '{' ? strchr(at, '}') : NULL;
        if (*at == '{' && !closed) {
            nx_template_free(template);
            return NULL;
        }
        if (closed) {
            add_literal(template, literal);
            add_field(template, g_strndup(at + 1, (gsize)(closed - at - 1)));
            at = closed;
        } else if (at[0] == '\\' && at[1] == 't') {
            g_string_append_c(literal, '\t');
            at++;
        } else {
            g_string_append_c(literal, *at);
        }
    }
    add_literal(template, literal);
    return template;
}

void nx_template_free(NxTemplate *template)
{
    if (!template)
        return;
    g_ptr_array_unref(template->pieces);
    g_free(template);
}

NxFormatColumn *nx_column_new(const char *name, NxTemplate *text)
{
    NxFormatColumn *column = g_new0(NxFormatColumn, 1);
    column->name = g_strdup(name);
    column->text = text;
    return column;
}

void nx_column_free(NxFormatColumn *column)
{
    g_free(column->name);
    nx_template_free(column->text);
    g_free(column);
}

const NxPiece *nx_template_only_field(const NxTemplate *template)
{
    const NxPiece *piece = template->pieces->len == 1 ? template->pieces->pdata[0] : NULL;
    return piece && !piece->literal ? piece : NULL;
}

char *nx_piece_text(const NxPiece *piece, const NxFilling *filling)
{
    if (piece->literal)
        return g_strdup(piece->literal);
    const char *chosen = filling->choice(filling->user, piece->word);
    if (chosen)
        return g_strdup(chosen);
    return piece->field ? piece->field->text(filling->record) : g_strdup(filling->address);
}

char *nx_template_text(const NxTemplate *template, const NxFilling *filling)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < template->pieces->len; i++) {
        g_autofree char *piece = nx_piece_text(template->pieces->pdata[i], filling);
        g_string_append(text, piece ? piece : "");
    }
    return g_string_free(text, FALSE);
}
