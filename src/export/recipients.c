/* How a list shows what it is, and whom each of its rows names. */
#include "export/import_headings.h"
#include "export/json_line.h"
#include "export/table.h"
#include <nixie/address.h>
#include <nixie/recipients.h>

typedef enum { LINES, TABLE, JSON_LINES } Kind;

struct NxRecipients {
    Kind kind;
    NxTableReader reader; /* also of lines: they are a table of one column */
    const char *field;    /* JSON: its name; NULL: the first that is one for addresses */
    NxBytes mark;         /* of the byte order, until it has been a row */
    gboolean has_comments;
    gboolean at_start; /* no row has said anything yet */
    gboolean has_heading;
    guint column; /* from 0 */
    char *key;
    GString *scratch;
};

/* ---- Addresses --------------------------------------------------------------------------------------------------- */

static void trim(NxBytes *text)
{
    while (text->len && g_ascii_isspace(*text->at)) {
        text->at++;
        text->len--;
    }
    while (text->len && g_ascii_isspace(text->at[text->len - 1]))
        text->len--;
}

/* The name before an angle may be the address itself; another address there would go unasked. */
static gboolean is_name_of(NxBytes name, const char *key)
{
    if (!name.len || !memchr(name.at, '@', name.len))
        return TRUE;
    trim(&name);
    gboolean quoted = name.len > 2 && strchr("\"'", name.at[0]) && name.at[name.len - 1] == name.at[0];
    g_autofree char *other = nx_address_key(name.at + quoted, (gssize)(name.len - 2 * quoted));
    return g_strcmp0(other, key) == 0;
}

/* The key of an address, or of `Name <address>` (RFC 5322 3.4); NULL where the text names nobody, or more than one. */
static char *mailbox_key(NxBytes text)
{
    trim(&text);
    if (!text.len)
        return NULL;
    if (text.at[text.len - 1] != '>')
        return nx_address_key(text.at, (gssize)text.len);
    const char *angle = memrchr(text.at, '<', text.len);
    if (!angle)
        return NULL;
    NxBytes name = {text.at, (gsize)(angle - text.at)};
    g_autofree char *key = nx_address_key(angle, (gssize)(text.len - name.len));
    return key && is_name_of(name, key) ? g_steal_pointer(&key) : NULL;
}

/* ---- What a list is ---------------------------------------------------------------------------------------------- */

static NxBytes rest_of(const NxRecipients *list)
{
    return (NxBytes){list->reader.at, (gsize)(list->reader.end - list->reader.at)};
}

static NxBytes first_line(NxBytes rest)
{
    const char *end = rest.len ? memchr(rest.at, '\n', rest.len) : NULL;
    return end ? (NxBytes){rest.at, (gsize)(end - rest.at)} : rest;
}

/* A comment, or a blank line: of a table, cells with nothing in them. */
static gboolean says_nothing(const NxRecipients *list, NxBytes line)
{
    trim(&line);
    if (list->has_comments && line.len && *line.at == '#')
        return TRUE;
    while (list->kind == TABLE && line.len && strchr("\t;,\" ", *line.at)) {
        line.at++;
        line.len--;
    }
    return !line.len;
}

/* What is left of the list from its first row on that says something. */
static NxBytes first_row(const NxRecipients *list)
{
    NxBytes rest = rest_of(list);
    while (rest.len) {
        NxBytes line = first_line(rest);
        if (!says_nothing(list, line))
            break;
        gsize used = MIN(line.len + 1, rest.len);
        rest.at += used;
        rest.len -= used;
    }
    return rest;
}

/* The cells of the row that `rest` begins with, as text; `rest` moves behind it. NULL at the end. Caller unrefs. */
static GPtrArray *cells_of(const NxRecipients *list, NxBytes *rest)
{
    NxTableReader reader = list->reader;
    reader.at = rest->at;
    GPtrArray *cells = nx_table_reader_next(&reader);
    rest->at = reader.at;
    rest->len = (gsize)(reader.end - reader.at);
    return cells;
}

static gboolean has_at(const GPtrArray *cells)
{
    for (guint i = 0; i < cells->len; i++)
        if (strchr(cells->pdata[i], '@'))
            return TRUE;
    return FALSE;
}

static gboolean is_number(const char *column, guint *number)
{
    guint64 value;
    if (!g_ascii_string_to_unsigned(column, 10, 1, 10000, &value, NULL))
        return FALSE;
    *number = (guint)value;
    return TRUE;
}

static gboolean find_named(NxRecipients *list, const GPtrArray *names, const char *column, GError **error)
{
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *name = g_strstrip(g_strdup(names->pdata[i]));
        if (g_ascii_strcasecmp(name, column) == 0) {
            list->column = i;
            list->has_heading = TRUE;
            return TRUE;
        }
        g_string_append_printf(all, "%s%s", i ? ", " : "", name);
    }
    g_set_error(error, NX_ERROR, NX_ERROR_SYNTAX, nx_tr("there is no column %s; the first row has: %s"), column,
                all->str);
    return FALSE;
}

static gboolean holds_address(const GPtrArray *cells, guint i)
{
    const char *cell = cells->pdata[i];
    g_autofree char *key = mailbox_key((NxBytes){cell, strlen(cell)});
    return key != NULL;
}

static gboolean is_called_address(const GPtrArray *names, guint i)
{
    return names && i < names->len && nx_is_address_heading(names->pdata[i]);
}

/* The only column that both holds an address in the row `cells` and is called so; where none is called so, the only one
 * that holds an address; where none holds one, the only one that is called so. */
static gboolean find_holding(NxRecipients *list, const GPtrArray *names, const GPtrArray *cells, GError **error)
{
    struct {
        guint n, last;
    } holding = {0}, called = {0}, both = {0};
    for (guint i = 0; i < MAX(cells->len, names ? names->len : 0); i++) {
        gboolean holds = i < cells->len && holds_address(cells, i), is_called = is_called_address(names, i);
        if (holds)
            holding.n++, holding.last = i;
        if (is_called)
            called.n++, called.last = i;
        if (holds && is_called)
            both.n++, both.last = i;
    }
    list->column = both.n ? both.last : called.n ? called.last : holding.last;
    if (both.n == 1 || (both.n == 0 && holding.n + called.n == 1))
        return TRUE;
    g_set_error_literal(error, NX_ERROR, NX_ERROR_SYNTAX,
                        holding.n + called.n
                            ? nx_tr("several columns may hold the addresses: name the one that is meant")
                            : nx_tr("no column holds an address: name the one that is meant"));
    return FALSE;
}

/* Which column of a table it is, and whether there is a heading. */
static gboolean find_column(NxRecipients *list, const char *column, GError **error)
{
    NxBytes rest = first_row(list);
    g_autoptr(GPtrArray) first = cells_of(list, &rest);
    guint number;
    if (!first)
        return TRUE; /* nobody is on it */
    list->has_heading = !has_at(first);
    if (column && is_number(column, &number)) {
        list->column = number - 1;
        return TRUE;
    }
    if (column)
        return find_named(list, first, column, error);
    g_autoptr(GPtrArray) second = list->has_heading ? cells_of(list, &rest) : NULL;
    if (list->has_heading && !second)
        return TRUE;
    return find_holding(list, list->has_heading ? first : NULL, second ? second : first, error);
}

static gboolean is_mailbox(NxBytes line)
{
    g_autofree char *key = mailbox_key(line);
    return key != NULL;
}

static Kind kind_of(NxRecipients *list, const NxRecipientsShape *shape)
{
    NxBytes row = first_row(list), line = first_line(row);
    char separator = nx_table_separator(row.at, row.len);
    trim(&line);
    if (!shape->is_table && line.len && *line.at == '{')
        return JSON_LINES;
    if (!shape->is_table && !shape->column && (!separator || is_mailbox(line)))
        return LINES;
    list->reader.separator = separator ? separator : ',';
    list->reader.quoted = TRUE;
    return TABLE;
}

static gboolean is_utf16(const char *bytes, gsize len)
{
    return len >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
}

NxRecipients *nx_recipients_new(const NxRecipientsShape *shape, const char *bytes, gsize len, GError **error)
{
    g_autoptr(NxRecipients) list = g_new0(NxRecipients, 1);
    list->scratch = g_string_new(NULL);
    list->has_comments = !shape->is_table;
    list->at_start = TRUE;
    nx_table_reader_init(&list->reader, '\n', FALSE, bytes, len);
    if (is_utf16(bytes, len)) {
        g_set_error_literal(error, NX_ERROR, NX_ERROR_SYNTAX, nx_tr("this is UTF-16; save the list as UTF-8"));
        return NULL;
    }
    if (list->reader.at > bytes)
        list->mark = (NxBytes){bytes, (gsize)(list->reader.at - bytes)};
    list->kind = kind_of(list, shape);
    list->field = shape->column;
    if (list->kind == TABLE && !find_column(list, shape->column, error))
        return NULL;
    if (list->kind == LINES) {
        NxBytes line = first_line(first_row(list));
        list->has_heading = line.len && !memchr(line.at, '@', line.len);
    }
    return g_steal_pointer(&list);
}

void nx_recipients_free(NxRecipients *list)
{
    if (!list)
        return;
    g_string_free(list->scratch, TRUE);
    g_free(list->key);
    g_free(list);
}

/* ---- Row by row -------------------------------------------------------------------------------------------------- */

/* A line that is no address may go on behind one, as in `ann@example.org,Ann`, where nothing there is another. */
static char *line_key(NxBytes line)
{
    char *key = mailbox_key(line);
    gsize cell = 0;
    while (cell < line.len && !strchr(",;\t", line.at[cell]))
        cell++;
    if (key || cell == line.len || memchr(line.at + cell, '@', line.len - cell))
        return key;
    gboolean quoted = cell >= 2 && line.at[0] == '"' && line.at[cell - 1] == '"';
    return mailbox_key((NxBytes){line.at + quoted, cell - 2 * quoted});
}

static char *json_key(const NxRecipients *list, NxBytes line)
{
    g_autoptr(JsonObject) object = nx_json_line_read(line.at, line.len, NULL);
    g_autofree char *text = object && list->field ? nx_json_member_text(object, list->field) : NULL;
    g_autoptr(GList) names = object && !list->field ? json_object_get_members(object) : NULL;
    for (const GList *name = names; name && !text; name = name->next) {
        if (nx_is_address_heading(name->data))
            text = nx_json_member_text(object, name->data);
    }
    return text ? mailbox_key((NxBytes){text, strlen(text)}) : NULL;
}

/* Reads the rest of a table's row and gives the text of the column; empty where the row is too short. */
static NxBytes column_bytes(NxRecipients *list)
{
    NxBytes bytes = {NULL, 0};
    gboolean more = TRUE;
    for (guint i = 0; more; i++) {
        NxTableCell cell;
        more = nx_table_cell_next(&list->reader, &cell);
        if (i == list->column)
            bytes = nx_cell_bytes(&cell, list->scratch);
    }
    return bytes;
}

static char *row_key(NxRecipients *list, NxBytes line)
{
    if (list->kind == TABLE)
        return mailbox_key(column_bytes(list));
    NxTableCell all;
    nx_table_cell_next(&list->reader, &all);
    return list->kind == JSON_LINES ? json_key(list, line) : line_key(line);
}

/* Reads a row whose first line is `line`; FALSE where nobody can say where it ends. */
static gboolean read_row(NxRecipients *list, NxBytes line, NxRow *row, GError **error)
{
    static const char *const WHY[] = {
        [LINES] = N_("this is no address"),
        [TABLE] = N_("there is no address in the column"),
        [JSON_LINES] = N_("there is no address in the field"),
    };
    gboolean heading = list->at_start && list->has_heading;
    list->at_start = FALSE;
    g_free(list->key);
    trim(&line);
    list->key = row_key(list, line);
    if (list->reader.broken) {
        g_set_error(error, NX_ERROR, NX_ERROR_SYNTAX, nx_tr("line %u: a quote is not closed where it should be"),
                    row->line);
        return FALSE;
    }
    row->kind = heading ? NX_ROW_NOBODY : list->key ? NX_ROW_RECIPIENT : NX_ROW_UNREADABLE;
    row->key = row->kind == NX_ROW_RECIPIENT ? list->key : NULL;
    row->why = row->kind == NX_ROW_UNREADABLE ? WHY[list->kind] : NULL;
    return TRUE;
}

gboolean nx_recipients_next(NxRecipients *list, NxRow *row, GError **error)
{
    NxTableReader *reader = &list->reader;
    *row = (NxRow){.kind = NX_ROW_NOBODY, .at = list->mark.at, .len = list->mark.len, .line = reader->next_line};
    if (list->mark.len) {
        list->mark.len = 0;
        return TRUE;
    }
    if (reader->at >= reader->end)
        return FALSE;
    NxBytes line = first_line(rest_of(list));
    row->at = reader->at;
    if (says_nothing(list, line)) {
        reader->at += MIN(line.len + 1, (gsize)(reader->end - reader->at));
        reader->next_line++;
    } else if (!read_row(list, line, row, error)) {
        return FALSE;
    }
    row->len = (gsize)(reader->at - row->at);
    return TRUE;
}
