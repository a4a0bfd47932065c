/* The file of formats, read section by section. */
#include "export/format.h"
#include "export/import_headings.h"
#include <nixie/library.h>
#include <nixie/text.h>

/* ---- Lists of NAME=value;NAME=value ---------------------------------------------------------------------------------
 */

static void free_saying(gpointer data)
{
    NxFormatCase *saying = data;
    g_free(saying->condition);
    g_free(saying->text);
    g_free(saying);
}

static void free_choice(gpointer data)
{
    NxFormatChoice *choice = data;
    g_free(choice->word);
    g_ptr_array_unref(choice->cases);
    g_free(choice);
}

static void free_read_column(gpointer data)
{
    NxReadColumn *column = data;
    g_free(column->name);
    g_free(column->column);
    g_free(column);
}

static void free_mark(gpointer data)
{
    NxReadMark *mark = data;
    g_free(mark->name);
    g_free(mark->value);
    g_free(mark->kind);
    g_free(mark);
}

static char **items_of(const char *value)
{
    char **items = g_strsplit(value, ";", -1);
    for (char **item = items; *item; item++)
        g_strstrip(*item);
    return items;
}

/* Cuts "NAME=rest" at its first sign; NULL where there is none. The rest stays where it is. */
static char *cut_at(char *item, char sign)
{
    char *at = strchr(item, sign);
    if (!at)
        return NULL;
    *at = '\0';
    g_strchomp(item);
    return g_strchug(at + 1);
}

/* ---- Words ----------------------------------------------------------------------------------------------------------
 */

/* Each takes a value in, or says why not. */
typedef const char *(*Taker)(NxFormat *format, const char *key, const char *value);

static const char *take_columns(GPtrArray **into, const char *value)
{
    g_auto(GStrv) items = items_of(value);
    *into = g_ptr_array_new_with_free_func((GDestroyNotify)nx_column_free);
    for (char **item = items; *item; item++) {
        char *text = cut_at(*item, '=');
        NxTemplate *template = text ? nx_template_parse(text) : NULL;
        if (!template)
            return N_("columns are NAME=text, with each brace closed");
        g_ptr_array_add(*into, nx_column_new(*item, template));
    }
    return NULL;
}

static const char *take_line_into(GPtrArray **into, const char *value)
{
    NxTemplate *template = nx_template_parse(value);
    if (!template)
        return N_("a brace is not closed");
    *into = g_ptr_array_new_with_free_func((GDestroyNotify)nx_column_free);
    g_ptr_array_add(*into, nx_column_new("", template));
    return NULL;
}

static void take_own_columns(NxFormat *format)
{
    format->own = TRUE;
    format->columns = g_ptr_array_new_with_free_func((GDestroyNotify)nx_column_free);
    for (const NxRecordColumn *column = nx_record_columns(); column->name; column++) {
        g_autofree char *field = g_strconcat("{", column->name, "}", NULL);
        g_ptr_array_add(format->columns, nx_column_new(column->name, nx_template_parse(field)));
    }
}

static const char *take_written(NxFormat *format, const char *key, const char *value)
{
    if (format->columns)
        return N_("there is a line or there are columns, once");
    if (g_str_equal(key, "line"))
        return take_line_into(&format->columns, value);
    format->kind = NX_FORMAT_OBJECTS;
    if (!g_str_equal(value, "*"))
        return take_columns(&format->columns, value);
    take_own_columns(format);
    return NULL;
}

static const char *take_removal(NxFormat *format, const char *key, const char *value)
{
    (void)key;
    g_clear_pointer(&format->removal, g_ptr_array_unref);
    return format->kind == NX_FORMAT_LINES ? take_line_into(&format->removal, value)
                                           : take_columns(&format->removal, value);
}

static const char *take_separator(NxFormat *format, const char *key, const char *value)
{
    static const struct {
        const char *name;
        char separator;
    } SEPARATORS[] = {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}};
    (void)key;
    for (guint i = 0; i < G_N_ELEMENTS(SEPARATORS); i++)
        if (g_str_equal(value, SEPARATORS[i].name)) {
            format->separator = SEPARATORS[i].separator;
            format->kind = NX_FORMAT_TABLE;
            return NULL;
        }
    return N_("a separator is comma, semicolon or tab");
}

static const char *take_quotes(NxFormat *format, const char *key, const char *value)
{
    (void)key;
    if (g_str_equal(value, "always"))
        format->always_quoted = TRUE;
    else if (g_str_equal(value, "kept"))
        format->quotes = NX_QUOTES_KEPT;
    else if (g_str_equal(value, "whole"))
        format->quotes = NX_QUOTES_WHOLE;
    else
        return N_("quotes are always, kept or whole");
    return NULL;
}

/* A text of a choice, and what it is for: "complaint: COMPLAINT". */
static gboolean is_condition(const char *word)
{
    NxDecision decision;
    NxClass klass;
    NxReason reason;
    return nx_decision_parse(word, &decision) || nx_class_parse(word, &klass) || nx_reason_parse(word, &reason);
}

static NxFormatCase *saying_of(char *text)
{
    NxFormatCase *saying = g_new0(NxFormatCase, 1);
    char *colon = strchr(g_strstrip(text), ':');
    if (colon && (colon[1] == ' ' || !colon[1])) {
        saying->condition = g_strndup(text, (gsize)(colon - text));
        text = g_strchug(colon + 1);
    }
    saying->text = g_strdup(text);
    return saying;
}

static const char *take_choice(NxFormat *format, const char *key, const char *value)
{
    NxFormatChoice *choice = g_new0(NxFormatChoice, 1);
    choice->each = g_str_has_prefix(key, "each.");
    choice->word = g_strdup(strchr(key, '.') + 1);
    choice->cases = g_ptr_array_new_with_free_func(free_saying);
    g_ptr_array_add(format->choices, choice);
    g_auto(GStrv) texts = g_strsplit(value, "|", -1);
    for (char **text = texts; *text; text++) {
        NxFormatCase *saying = saying_of(*text);
        g_ptr_array_add(choice->cases, saying);
        if (saying->condition && !is_condition(saying->condition))
            return N_("a condition is a decision, a class or a reason");
        if (!saying->condition != !text[1])
            return N_("the last text, and only that, has no condition");
    }
    return choice->cases->len ? NULL : N_("the last text, and only that, has no condition");
}

static const char *take_decisions(NxFormat *format, const char *key, const char *value)
{
    (void)key;
    g_auto(GStrv) names = g_strsplit(value, " ", -1);
    for (char **name = names; *name; name++) {
        NxDecision decision;
        if (!nx_decision_parse(*name, &decision))
            return N_("there is no such decision");
        format->decisions |= 1U << decision;
    }
    return NULL;
}

static const char *take_domain(NxFormat *format, const char *key, const char *value)
{
    (void)key;
    nx_template_free(format->domain);
    format->domain = nx_template_parse(value);
    return format->domain ? NULL : N_("a brace is not closed");
}

static const char *take_load(NxFormat *format, const char *key, const char *value)
{
    (void)key;
    g_ptr_array_add(format->load, g_strdup(value));
    return NULL;
}

static const char *take_finds(NxFormat *format, const char *key, const char *value)
{
    (void)key;
    g_ptr_array_add(format->finds, items_of(value));
    return NULL;
}

static const char *take_lists(NxFormat *format, const char *key, const char *value)
{
    (void)key;
    g_auto(GStrv) items = items_of(value);
    for (char **item = items; *item; item++)
        g_ptr_array_add(format->lists, g_strdup(*item));
    return NULL;
}

static const char *take_read(NxFormat *format, const char *key, const char *value)
{
    (void)key;
    g_auto(GStrv) items = items_of(value);
    for (char **item = items; *item; item++) {
        const char *column = cut_at(*item, '=');
        if (!column)
            return N_("what is read is NAME=column");
        NxReadColumn *read = g_new0(NxReadColumn, 1);
        read->name = g_strdup(*item);
        read->column = g_strdup(column);
        g_ptr_array_add(format->read, read);
    }
    return NULL;
}

static const char *take_marks(NxFormat *format, const char *key, const char *value)
{
    (void)key;
    g_auto(GStrv) items = items_of(value);
    for (char **item = items; *item; item++) {
        const char *kind = cut_at(*item, '=');
        const char *told = kind ? cut_at(*item, ':') : NULL;
        NxReadMark *mark = g_new0(NxReadMark, 1);
        mark->name = g_strdup(*item);
        mark->value = g_strdup(told);
        mark->kind = g_strdup(kind);
        g_ptr_array_add(format->marks, mark);
        if (!kind || nx_listed_find(kind) == NX_LISTED_NOT_SAID)
            return N_("a mark is NAME=KIND or NAME:VALUE=KIND");
    }
    return NULL;
}

static const char *take_kind(NxFormat *format, const char *key, const char *value)
{
    (void)key;
    format->kind_otherwise = nx_listed_find(value);
    return format->kind_otherwise == NX_LISTED_NOT_SAID ? N_("there is no such kind") : NULL;
}

static const char *take_refusals(NxFormat *format, const char *key, const char *value)
{
    (void)key;
    g_strfreev(format->refusals);
    format->refusals = items_of(value);
    return NULL;
}

static const char *take_bound(NxFormat *format, const char *key, const char *value)
{
    guint64 bound;
    if (!g_ascii_string_to_unsigned(value, 10, 1, G_MAXUINT32, &bound, NULL))
        return N_("a bound is a number");
    if (g_str_equal(key, "most"))
        format->most = (guint)bound;
    else
        format->bytes = (gsize)bound;
    return NULL;
}

/* ---- The file -------------------------------------------------------------------------------------------------------
 */

/* What one word of the file says: a text, a flag that one value sets, or what needs more. */
static const struct {
    const char *key;
    gsize text; /* offset, where `taker` and `on` are NULL */
    const char *on;
    gsize flag;
    Taker taker;
} WORDS[] = {
#define TEXT(word, member)                                                                                             \
    {                                                                                                                  \
        word, offsetof(NxFormat, member), NULL, 0, NULL                                                                \
    }
#define FLAG(word, value, member)                                                                                      \
    {                                                                                                                  \
        word, 0, value, offsetof(NxFormat, member), NULL                                                               \
    }
#define TAKE(word, taker)                                                                                              \
    {                                                                                                                  \
        word, 0, NULL, 0, taker                                                                                        \
    }
    TEXT("says", help),
    TEXT("extension", extension),
    TEXT("start", start),
    TEXT("without", without),
    TEXT("list", list),
    FLAG("head", "no", headless),
    FLAG("ends", "crlf", crlf),
    FLAG("trim", "yes", trim),
    FLAG("key", "lower", lower),
    FLAG("forms", "both", both),
    FLAG("ascii", "yes", ascii),
    FLAG("folds", "yes", folds),
    FLAG("reads", "yes", reads),
    FLAG("events", "yes", events),
    TAKE("load", take_load),
    TAKE("line", take_written),
    TAKE("columns", take_written),
    TAKE("removal", take_removal),
    TAKE("separator", take_separator),
    TAKE("quotes", take_quotes),
    TAKE("decisions", take_decisions),
    TAKE("domain", take_domain),
    TAKE("finds", take_finds),
    TAKE("lists", take_lists),
    TAKE("read", take_read),
    TAKE("marks", take_marks),
    TAKE("kind", take_kind),
    TAKE("refusals", take_refusals),
    TAKE("most", take_bound),
    TAKE("bytes", take_bound),
#undef TEXT
#undef FLAG
#undef TAKE
};

static void set_text(char **text, const char *value)
{
    g_free(*text);
    *text = g_strdup(value);
}

static const char *take_word(NxFormat *format, const char *key, const char *value)
{
    if ((g_str_has_prefix(key, "say.") || g_str_has_prefix(key, "each.")) && strchr(key, '.')[1])
        return take_choice(format, key, value);
    for (guint i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        if (!g_str_equal(WORDS[i].key, key))
            continue;
        if (WORDS[i].taker)
            return WORDS[i].taker(format, key, value);
        if (!WORDS[i].on) {
            set_text(G_STRUCT_MEMBER_P(format, WORDS[i].text), value);
            return NULL;
        }
        G_STRUCT_MEMBER(gboolean, format, WORDS[i].flag) = g_str_equal(value, WORDS[i].on);
        return g_str_equal(value, WORDS[i].on) ? NULL : N_("this word has another value");
    }
    return N_("there is no such word");
}

static NxFormat *new_format(const char *name)
{
    NxFormat *format = g_new0(NxFormat, 1);
    format->name = g_strdup(name);
    format->help = g_strdup("");
    format->extension = g_strdup("txt");
    format->start = g_strdup("");
    format->without = g_strdup("");
    format->load = g_ptr_array_new_with_free_func(g_free);
    format->choices = g_ptr_array_new_with_free_func(free_choice);
    format->finds = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    format->lists = g_ptr_array_new_with_free_func(g_free);
    format->read = g_ptr_array_new_with_free_func(free_read_column);
    format->marks = g_ptr_array_new_with_free_func(free_mark);
    return format;
}

void nx_format_free(NxFormat *format)
{
    char *const texts[] = {format->name, format->help, format->extension, format->start, format->without, format->list};
    GPtrArray *const arrays[] = {format->load, format->choices, format->finds,   format->lists,
                                 format->read, format->marks,   format->columns, format->removal};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    for (guint i = 0; i < G_N_ELEMENTS(arrays); i++)
        if (arrays[i])
            g_ptr_array_unref(arrays[i]);
    nx_template_free(format->domain);
    g_strfreev(format->refusals);
    g_free(format);
}

const NxFormatChoice *nx_format_choice(const NxFormat *format, const char *word)
{
    for (guint i = 0; i < format->choices->len; i++) {
        const NxFormatChoice *choice = format->choices->pdata[i];
        if (g_str_equal(choice->word, word))
            return choice;
    }
    return NULL;
}

/* A field is the address, one of a record, or a choice of the format's own. */
static gboolean is_known(const NxFormat *format, const NxPiece *piece)
{
    return piece->literal || piece->field || g_str_equal(piece->word, NX_FIELD_ADDRESS) ||
           nx_format_choice(format, piece->word);
}

static const char *unknown_field(const NxFormat *format, const GPtrArray *columns)
{
    for (guint i = 0; columns && i < columns->len; i++) {
        const NxFormatColumn *column = columns->pdata[i];
        for (guint k = 0; k < column->text->pieces->len; k++)
            if (!is_known(format, column->text->pieces->pdata[k]))
                return ((const NxPiece *)column->text->pieces->pdata[k])->word;
    }
    return NULL;
}

/* Why a section that was read is no format; NULL if it is one. */
static const char *fault_of(const NxFormat *format)
{
    if (!*format->name)
        return N_("a format has a name: [format NAME]");
    if (!format->columns && !format->reads)
        return N_("a format is written or read");
    if (unknown_field(format, format->columns) || unknown_field(format, format->removal))
        return N_("there is no such field");
    return NULL;
}

static void complain(NxProblems *problems, const char *name, guint line, const char *reason, const char *what)
{
    g_autofree char *where = g_strdup_printf("%s:%u", name, line);
    nx_problems_add(problems, where, "%s: %s", what, nx_tr(reason));
}

typedef struct {
    GPtrArray *formats;
    NxFormat *format; /* of the section that is being read */
    guint line;       /* of its name */
    gboolean wrong;
    NxProblems *problems;
    const char *name;
} File;

static void end_section(File *file)
{
    if (!file->format)
        return;
    const char *fault = file->wrong ? NULL : fault_of(file->format);
    if (fault)
        complain(file->problems, file->name, file->line, fault, file->format->name);
    if (file->wrong || fault)
        nx_format_free(file->format);
    else
        g_ptr_array_add(file->formats, file->format);
    file->format = NULL;
}

static void take_data_line(File *file, const NxDataLine *line)
{
    if (line->kind == NX_DATA_SECTION) {
        end_section(file);
        file->format = new_format(line->argument);
        file->line = line->line;
        file->wrong = !g_str_equal(line->section, "format");
        if (file->wrong)
            complain(file->problems, file->name, line->line, N_("a section is [format NAME]"), line->section);
        return;
    }
    const char *why = file->format ? take_word(file->format, line->key, line->value) : N_("a section is [format NAME]");
    file->wrong |= why != NULL;
    if (why)
        complain(file->problems, file->name, line->line, why, line->key);
}

GPtrArray *nx_format_table_read(GBytes *bytes, const char *name, NxProblems *problems)
{
    File file = {
        .formats = g_ptr_array_new_with_free_func((GDestroyNotify)nx_format_free), .problems = problems, .name = name};
    NxDataReader *reader = nx_data_reader_new(bytes, name, problems);
    NxDataLine line;
    while (nx_data_reader_next(reader, &line))
        take_data_line(&file, &line);
    end_section(&file);
    nx_data_reader_free(reader);
    return file.formats;
}
