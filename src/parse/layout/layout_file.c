/* The sections and keys of a layout's file, each with its function; what is wrong is named with file and line. */
#include "parse/layout/layout_file.h"
#include <nixie/text.h>

typedef struct {
    NxLayout *layout;
    const char *name;
    guint line;
    NxProblems *problems;
    GPtrArray *disabled;
    gboolean wrong, empty;
    NxRecordForm *record; /* the one that is being read */
} Loader;

static void complain(Loader *loader, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void complain(Loader *loader, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    char *reason = g_strdup_vprintf(format, list);
    va_end(list);
    char *where = g_strdup_printf("%s:%u", loader->name, loader->line);
    nx_problems_add(loader->problems, where, "%s", reason);
    g_free(where);
    g_free(reason);
    loader->wrong = TRUE;
}

/* ---- Values ------------------------------------------------------------------------------------------------------ */

static NxPattern *read_pattern(Loader *loader, const char *text)
{
    char *error = NULL;
    NxPattern *pattern = *text ? nx_pattern_new(text, &error) : NULL;
    if (!pattern)
        complain(loader, "%s", error ? error : nx_tr("a pattern is missing"));
    g_free(error);
    return pattern;
}

/* Takes the first word off. */
static char *take_word(const char **text)
{
    gsize len = strcspn(*text, " \t");
    char *word = g_ascii_strdown(*text, (gssize)len);
    *text += len;
    *text += strspn(*text, " \t");
    return word;
}

static gboolean parse_target(const char *name, NxTarget *target)
{
    NxDraftField field;
    NxMessageField message;
    if (nx_draft_field_parse(name, &field))
        *target = (NxTarget){FALSE, field};
    else if (nx_message_field_parse(name, &message))
        *target = (NxTarget){TRUE, message};
    else
        return FALSE;
    return TRUE;
}

/* "body PATTERN" or "header NAME PATTERN" */
static void read_condition(Loader *loader, GArray *conditions, const char *value)
{
    NxCondition condition = {0};
    char *place = take_word(&value);
    if (g_str_equal(place, "header"))
        condition.header = take_word(&value);
    else if (!g_str_equal(place, "body"))
        complain(loader, nx_tr("\"%s\" is no place to look in: body or header NAME"), place);
    g_free(place);
    condition.pattern = read_pattern(loader, value);
    g_array_append_val(conditions, condition);
}

static void read_cutter(Loader *loader, NxCutter *cutter, const char *value)
{
    cutter->pattern = read_pattern(loader, value);
    cutter->targets = g_array_new(FALSE, FALSE, sizeof(NxTarget));
    if (!cutter->pattern)
        return;
    for (guint i = 0; i < nx_pattern_names(cutter->pattern); i++) {
        NxTarget target;
        if (parse_target(nx_pattern_name(cutter->pattern, i), &target))
            g_array_append_val(cutter->targets, target);
        else
            complain(loader, nx_tr("\"%s\" is no field of a report"), nx_pattern_name(cutter->pattern, i));
    }
}

static void add_cutter(Loader *loader, GArray *cutters, const char *value)
{
    NxCutter cutter = {0};
    read_cutter(loader, &cutter, value);
    g_array_append_val(cutters, cutter);
}

static void read_once(Loader *loader, NxPattern **pattern, const char *key, const char *value)
{
    if (*pattern)
        complain(loader, nx_tr("%s is given twice"), key);
    else
        *pattern = read_pattern(loader, value);
}

/* ---- Sections ---------------------------------------------------------------------------------------------------- */

static void read_beside(Loader *loader, const char *value)
{
    char *how = take_word(&value);
    gboolean override = g_str_equal(how, "override");
    if (!override && !g_str_equal(how, "fill"))
        complain(loader, nx_tr("beside is fill or override, then fields, not \"%s\""), how);
    g_free(how);
    while (*value) {
        char *name = take_word(&value);
        NxDraftField field;
        if (nx_draft_field_parse(name, &field))
            loader->layout->override[field] = override;
        else
            complain(loader, nx_tr("\"%s\" is no field of a recipient"), name);
        g_free(name);
    }
}

static gboolean on_layout(Loader *loader, const char *key, const char *value)
{
    NxLayout *layout = loader->layout;
    if (g_str_equal(key, "id") || g_str_equal(key, "mailer")) {
        char **slot = *key == 'i' ? &layout->id : &layout->mailer;
        if (*slot)
            complain(loader, nx_tr("%s is given twice"), key);
        g_free(*slot);
        *slot = g_strdup(value);
    } else if (g_str_equal(key, "beside")) {
        read_beside(loader, value);
    } else if (g_str_equal(key, "lookup")) {
        layout->own_lookup = g_str_equal(value, "own");
        if (!layout->own_lookup)
            complain(loader, nx_tr("lookup is own, not \"%s\""), value);
    } else {
        return g_str_equal(key, "sources");
    }
    return TRUE;
}

static gboolean on_recognise(Loader *loader, const char *key, const char *value)
{
    NxLayout *layout = loader->layout;
    if (g_str_equal(key, "signs")) {
        layout->unsigned_notices = g_str_equal(value, "no");
        if (!layout->unsigned_notices && !g_str_equal(value, "yes"))
            complain(loader, nx_tr("signs is yes or no, not \"%s\""), value);
        return TRUE;
    }
    GArray *list = g_str_equal(key, "all")   ? layout->all
                   : g_str_equal(key, "any") ? layout->any
                   : g_str_equal(key, "not") ? layout->none
                                             : NULL;
    if (list)
        read_condition(loader, list, value);
    return list != NULL;
}

static gboolean on_text(Loader *loader, const char *key, const char *value)
{
    static const char *const SOURCES[NX_N_TEXTS] = {"plain", "html", "raw"};
    if (!g_str_equal(key, "use"))
        return FALSE;
    for (guint i = 0; i < NX_N_TEXTS; i++) {
        if (g_str_equal(value, SOURCES[i])) {
            loader->layout->text = (NxTextSource)i;
            return TRUE;
        }
    }
    complain(loader, nx_tr("use is plain, html or raw, not \"%s\""), value);
    return TRUE;
}

static gboolean on_original(Loader *loader, const char *key, const char *value)
{
    if (!g_str_equal(key, "begin"))
        return FALSE;
    read_once(loader, &loader->layout->original, key, value);
    return TRUE;
}

static gboolean on_section(Loader *loader, const char *key, const char *value)
{
    NxSectionForm *section = &g_array_index(loader->layout->sections, NxSectionForm, loader->layout->sections->len - 1);
    NxPattern **slot = g_str_equal(key, "begin") ? &section->begin : g_str_equal(key, "end") ? &section->end : NULL;
    if (slot)
        read_once(loader, slot, key, value);
    return slot != NULL;
}

static void read_continues(Loader *loader, const char *value)
{
    NxRecordForm *record = loader->record;
    const char *number = g_str_has_prefix(value, "indent > ") ? value + strlen("indent > ") : NULL;
    guint64 indent = 0;
    if (g_str_equal(value, "no"))
        record->continues = NX_CONTINUES_NOT;
    else if (g_str_equal(value, "until blank"))
        record->continues = NX_CONTINUES_BLANK;
    else if (g_str_equal(value, "until next"))
        record->continues = NX_CONTINUES_NEXT;
    else if (number && g_ascii_string_to_unsigned(number, 10, 0, 100, &indent, NULL))
        record->continues = NX_CONTINUES_INDENT;
    else
        complain(loader, nx_tr("continues is no, indent > N, until blank or until next, not \"%s\""), value);
    record->indent = (guint)indent;
}

/* "recipient angle unquote": a field and what is done to it, in order. */
static void read_transform(Loader *loader, const char *value)
{
    NxTransforms entry = {0};
    char *field = take_word(&value);
    if (!parse_target(field, &entry.target))
        complain(loader, nx_tr("\"%s\" is no field of a report"), field);
    g_free(field);
    while (*value) {
        char *name = take_word(&value);
        if (nx_transform_parse(name, &entry.transform))
            g_array_append_val(loader->record->transforms, entry);
        else
            complain(loader, nx_tr("\"%s\" is no transform"), name);
        g_free(name);
    }
}

static gboolean on_record(Loader *loader, const char *key, const char *value)
{
    NxRecordForm *record = loader->record;
    if (g_str_equal(key, "start") && record->start.pattern)
        complain(loader, nx_tr("start is given twice"));
    else if (g_str_equal(key, "start"))
        read_cutter(loader, &record->start, value);
    else if (g_str_equal(key, "also"))
        add_cutter(loader, record->also, value);
    else if (g_str_equal(key, "section") && !record->section)
        record->section = g_strdup(value);
    else if (g_str_equal(key, "continues"))
        read_continues(loader, value);
    else if (g_str_equal(key, "transform"))
        read_transform(loader, value);
    else if (g_str_equal(key, "read") && (g_str_equal(value, "yes") || g_str_equal(value, "no")))
        record->quotes = g_str_equal(value, "yes");
    else
        return FALSE;
    return TRUE;
}

static gboolean on_sticky(Loader *loader, const char *key, const char *value)
{
    if (!g_str_equal(key, "line"))
        return FALSE;
    if (loader->record)
        add_cutter(loader, loader->record->sticky, value);
    else
        complain(loader, nx_tr("[sticky] stands after the [record] that it belongs to"));
    return TRUE;
}

static gboolean on_join(Loader *loader, const char *key, const char *value)
{
    if (!g_str_equal(key, "section"))
        return FALSE;
    g_ptr_array_add(loader->layout->join, g_strdup(value));
    return TRUE;
}

static gboolean on_labels(Loader *loader, const char *key, const char *value)
{
    NxLabel label = {0};
    if (!parse_target(key, &label.target))
        return FALSE;
    char **words = g_strsplit(value, ";", -1);
    for (guint i = 0; words[i]; i++) {
        char *word = g_strstrip(words[i]);
        if (!*word)
            continue;
        label.text = g_utf8_strdown(word, -1);
        g_array_append_val(loader->layout->labels, label);
    }
    g_strfreev(words);
    return TRUE;
}

static gboolean on_kind(Loader *loader, const char *key, const char *value)
{
    GArray *list = g_str_equal(key, "delay")       ? loader->layout->delay
                   : g_str_equal(key, "delivered") ? loader->layout->delivered
                                                   : NULL;
    if (list)
        read_condition(loader, list, value);
    return list != NULL;
}

static gboolean on_top(Loader *loader, const char *key, const char *value)
{
    if (!g_str_equal(key, "disable"))
        return FALSE;
    if (loader->disabled)
        g_ptr_array_add(loader->disabled, g_strdup(value));
    return TRUE;
}

static const struct {
    const char *name;
    gboolean prefix;
    gboolean (*on_pair)(Loader *loader, const char *key, const char *value); /* FALSE: no such key */
} SECTIONS[] = {
    {"", FALSE, on_top},          {"layout", FALSE, on_layout},     {"recognise", FALSE, on_recognise},
    {"text", FALSE, on_text},     {"original", FALSE, on_original}, {"section", FALSE, on_section},
    {"record", FALSE, on_record}, {"sticky", FALSE, on_sticky},     {"join", FALSE, on_join},
    {"labels.", TRUE, on_labels}, {"kind", FALSE, on_kind},
};

static gint find_section(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(SECTIONS); i++)
        if (SECTIONS[i].prefix ? g_str_has_prefix(name, SECTIONS[i].name) : g_str_equal(name, SECTIONS[i].name))
            return (gint)i;
    return -1;
}

/* ---- Making and freeing ------------------------------------------------------------------------------------------ */

static void clear_condition(gpointer data)
{
    g_free(((NxCondition *)data)->header);
    nx_pattern_free(((NxCondition *)data)->pattern);
}

static void clear_cutter(gpointer data)
{
    NxCutter *cutter = data;
    nx_pattern_free(cutter->pattern);
    if (cutter->targets)
        g_array_unref(cutter->targets);
}

static void clear_section(gpointer data)
{
    NxSectionForm *section = data;
    g_free(section->name);
    nx_pattern_free(section->begin);
    nx_pattern_free(section->end);
}

static void clear_record(gpointer data)
{
    NxRecordForm *record = data;
    g_free(record->section);
    clear_cutter(&record->start);
    g_array_unref(record->also);
    g_array_unref(record->sticky);
    g_array_unref(record->transforms);
}

static void clear_label(gpointer data)
{
    g_free(((NxLabel *)data)->text);
}

static GArray *list_new(gsize size, GDestroyNotify clear)
{
    GArray *list = g_array_new(FALSE, TRUE, (guint)size);
    g_array_set_clear_func(list, clear);
    return list;
}

static void open_section(Loader *loader, const NxDataLine *line)
{
    NxLayout *layout = loader->layout;
    loader->empty = FALSE;
    if (find_section(line->section) < 0)
        complain(loader, nx_tr("there is no section [%s]"), line->section);
    if (g_str_equal(line->section, "section")) {
        NxSectionForm section = {.name = g_strdup(line->argument)};
        g_array_append_val(layout->sections, section);
    } else if (g_str_equal(line->section, "record")) {
        NxRecordForm record = {.quotes = TRUE};
        record.also = list_new(sizeof(NxCutter), clear_cutter);
        record.sticky = list_new(sizeof(NxCutter), clear_cutter);
        record.transforms = g_array_new(FALSE, FALSE, sizeof(NxTransforms));
        g_array_append_val(layout->records, record);
        loader->record = &g_array_index(layout->records, NxRecordForm, layout->records->len - 1);
    }
}

static gboolean has_section(const NxLayout *layout, const char *name)
{
    for (guint i = 0; i < layout->sections->len; i++)
        if (g_str_equal(g_array_index(layout->sections, NxSectionForm, i).name, name))
            return TRUE;
    return FALSE;
}

/* What a layout as a whole must have. */
static void check_layout(Loader *loader)
{
    const NxLayout *layout = loader->layout;
    if (!layout->id || !*layout->id)
        complain(loader, nx_tr("the layout has no id"));
    if (!layout->all->len && !layout->any->len)
        complain(loader, nx_tr("nothing says how to recognise it: [recognise] all or any"));
    if (!layout->records->len)
        complain(loader, nx_tr("there is no [record]"));
    for (guint i = 0; i < layout->sections->len; i++)
        if (!g_array_index(layout->sections, NxSectionForm, i).begin)
            complain(loader, nx_tr("[section %s] has no begin"),
                     g_array_index(layout->sections, NxSectionForm, i).name);
    for (guint i = 0; i < layout->records->len; i++) {
        const NxRecordForm *record = &g_array_index(layout->records, NxRecordForm, i);
        if (record->section && !has_section(layout, record->section))
            complain(loader, nx_tr("[record] names a section \"%s\" that is not there"), record->section);
        if (!record->start.pattern && !layout->labels->len)
            complain(loader, nx_tr("[record] has no start, and there are no [labels]"));
    }
    for (guint i = 0; i < layout->join->len; i++)
        if (!has_section(layout, layout->join->pdata[i]))
            complain(loader, nx_tr("[join] names a section \"%s\" that is not there"),
                     (const char *)layout->join->pdata[i]);
}

/* A line that the data file's reader complained of makes the file wrong, too. */
static guint pass_on(NxProblems *complaints, NxProblems *problems)
{
    char **lines = nx_problems_take(complaints);
    guint n = g_strv_length(lines);
    for (guint i = 0; i < n; i++)
        nx_problems_add(problems, NULL, "%s", lines[i]);
    g_strfreev(lines);
    nx_problems_free(complaints);
    return n;
}

NxLayout *nx_layout_new(GBytes *bytes, const char *origin, GPtrArray *disabled, NxProblems *problems)
{
    NxLayout *layout = g_new0(NxLayout, 1);
    Loader loader = {.layout = layout, .name = origin, .disabled = disabled, .empty = TRUE};
    layout->origin = g_strdup(origin);
    layout->all = list_new(sizeof(NxCondition), clear_condition);
    layout->any = list_new(sizeof(NxCondition), clear_condition);
    layout->none = list_new(sizeof(NxCondition), clear_condition);
    layout->delay = list_new(sizeof(NxCondition), clear_condition);
    layout->delivered = list_new(sizeof(NxCondition), clear_condition);
    layout->sections = list_new(sizeof(NxSectionForm), clear_section);
    layout->records = list_new(sizeof(NxRecordForm), clear_record);
    layout->labels = list_new(sizeof(NxLabel), clear_label);
    layout->join = g_ptr_array_new_with_free_func(g_free);
    NxProblems *complaints = nx_problems_new();
    NxDataReader *reader = nx_data_reader_new(bytes, origin, complaints);
    loader.problems = complaints;
    for (NxDataLine line; nx_data_reader_next(reader, &line);) {
        loader.line = line.line;
        gint section = find_section(line.section);
        if (line.kind == NX_DATA_SECTION)
            open_section(&loader, &line);
        else if (section >= 0 && !SECTIONS[section].on_pair(&loader, line.key, line.value))
            complain(&loader, nx_tr("there is no key \"%s\" here"), line.key);
    }
    nx_data_reader_free(reader);
    if (!loader.empty && !loader.wrong)
        check_layout(&loader);
    gboolean good = pass_on(complaints, problems) == 0 && !loader.empty;
    if (good)
        return layout;
    nx_layout_free(layout);
    return NULL;
}

void nx_layout_free(NxLayout *layout)
{
    if (!layout)
        return;
    g_free(layout->id);
    g_free(layout->mailer);
    g_free(layout->origin);
    GArray *lists[] = {layout->all,       layout->any,      layout->none,    layout->delay,
                       layout->delivered, layout->sections, layout->records, layout->labels};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        g_array_unref(lists[i]);
    nx_pattern_free(layout->original);
    g_ptr_array_unref(layout->join);
    g_free(layout);
}
