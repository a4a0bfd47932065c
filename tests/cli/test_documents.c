/* The documents say what the program does: manual page, schema, demo. */
#include "cli/verb.h"
#include "export/record.h"
#include <nixie/export.h>
#include <nixie/nixie.h>
#include <json-glib/json-glib.h>
#include <tui/tui.h>

static char *document(const char *name)
{
    char *text;
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "doc", name, NULL);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

/* ---- The manual page --------------------------------------------------------------------------------------------- */

static void test_manual_has_all_commands(void)
{
    g_autofree char *manual = document("nixie.1");
    for (const NxVerb *verb = nx_verbs(); verb->name; verb++) {
        g_autofree char *pattern = g_strdup_printf("(?m)^\\.It Cm (\\w+ \\| )*%s\\b", verb->name);
        if (!g_regex_match_simple(pattern, manual, 0, 0))
            g_error("no command in the manual: %s", verb->name);
    }
}

/* The first line that is in `wanted` and not in `found`; NULL if only their order differs. Caller frees. */
static char *first_missing(const char *wanted, const char *found)
{
    g_auto(GStrv) lines = g_strsplit(wanted, "\n", -1), there = g_strsplit(found, "\n", -1);
    for (guint i = 0; lines[i]; i++)
        if (!g_strv_contains((const char *const *)there, lines[i]))
            return g_strdup(lines[i]);
    return NULL;
}

/* `found`, a part of `text`, which is all of a document, is to be `wanted`, which the program says of itself. With
 * NIXIE_UPDATE set it is written anew. */
static void assert_written(const char *name, const char *text, const char *found, gsize len, const char *wanted)
{
    g_autofree char *now = g_strndup(found, len);
    if (g_str_equal(now, wanted))
        return;
    g_autofree char *missing = first_missing(wanted, now);
    if (!g_getenv("NIXIE_UPDATE"))
        g_error("doc/%s is behind: run this test with NIXIE_UPDATE=1. %s %s", name,
                missing ? "It lacks" : "Only the order is another.", missing ? missing : "");
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "doc", name, NULL);
    g_autofree char *anew = g_strdup_printf("%.*s%s%s", (int)(found - text), text, wanted, found + len);
    g_assert_true(g_file_set_contents(path, anew, -1, NULL));
}

/* Parts of the manual between two comments are copies. */
static void assert_copied(const char *part, const char *wanted)
{
    g_autofree char *manual = document("nixie.1");
    g_autofree char *first = g_strdup_printf(".\\\" %s: made by tests/cli/test_documents\n", part),
                    *last = g_strdup_printf(".\\\" %s: end\n", part);
    const char *begin = strstr(manual, first), *end = strstr(manual, last);
    g_assert_true(begin && end && begin < end);
    begin += strlen(first);
    assert_written("nixie.1", manual, begin, (gsize)(end - begin), wanted);
}

static void test_manual_has_all_actions(void)
{
    g_autofree char *actions = nx_tui_manual();
    assert_copied("actions", actions);
}

static void add_escaped(GString *out, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "\\", -1);
    g_autofree char *escaped = g_strjoinv("\\e", parts);
    g_string_append(out, escaped);
}

static void test_manual_has_all_fields(void)
{
    g_autoptr(GPtrArray) fields = nx_event_fields_asked();
    g_autoptr(GString) items = g_string_new(NULL);
    for (guint i = 0; i < fields->len; i++) {
        const NxEventField *field = fields->pdata[i];
        g_autofree char *help = nx_event_field_help(field);
        g_string_append(items, ".It Li ");
        add_escaped(items, field->sample);
        g_string_append_c(items, '\n');
        add_escaped(items, help);
        g_string_append_c(items, '\n');
    }
    assert_copied("fields", items->str);
}

static void test_manual_has_all_mailboxes(void)
{
    g_autoptr(GString) items = g_string_new(NULL);
    const char *label, *help;
    for (guint i = 0; nx_mailbox_explain(i, &label, &help); i++)
        g_string_append_printf(items, ".It %s\n%s\n", label, help);
    assert_copied("mailboxes", items->str);
}

static void test_manual_has_all_index_columns(void)
{
    g_autoptr(GPtrArray) fields = nx_event_fields_shown();
    g_autoptr(GString) names = g_string_new("of");
    for (guint i = 0; i < fields->len; i++) {
        const NxEventField *field = fields->pdata[i];
        const char *name = field->column.name ? field->column.name : field->name;
        g_string_append_printf(names, "%s %s", i ? "," : "", name);
    }
    g_string_append(names, ".\n");
    assert_copied("index", names->str);
}

static void test_manual_has_all_formats(void)
{
    g_autoptr(GString) items = g_string_new(NULL), columns = g_string_new(NULL);
    for (const NxFormat *const *format = nx_formats(); *format; format++)
        g_string_append_printf(items, ".It Cm %s\n%s%s\n", nx_format_name(*format), nx_format_help(*format),
                               nx_format_can_read(*format) ? nx_format_can_write(*format) ? "" : " (cannot be exported)"
                                                           : " (cannot be imported)");
    for (const NxRecordColumn *column = nx_record_columns(); column->name; column++)
        g_string_append_printf(columns, "%s%s", column->name, column[1].name ? ", " : ".\n");
    assert_copied("formats", items->str);
    assert_copied("columns", columns->str);
}

/* ---- The schema -------------------------------------------------------------------------------------------------- */

static void append_names(GString *out, const NxEventField *field)
{
    const char *name;
    g_string_append(out, ", \"enum\": [");
    for (guint i = 0, n = 0; (name = field->choice(i)); i++)
        if (*name)
            g_string_append_printf(out, "%s\"%s\"", n++ ? ", " : "", name);
    g_string_append(out, field->always ? "]" : ", null]");
}

/* What a value looks like beyond its type. */
static void append_shape(GString *out, const NxEventField *field)
{
    switch (field->type) {
    case NX_VALUE_LIST: g_string_append(out, ", \"items\": {\"type\": \"string\"}"); break;
    case NX_VALUE_NUMBER: g_string_append(out, ", \"minimum\": 0"); break;
    case NX_VALUE_CODE: g_string_append(out, ", \"pattern\": \"^[2-5][0-9]{2}$\""); break;
    case NX_VALUE_TIME: g_string_append(out, ", \"format\": \"date-time\""); break;
    case NX_VALUE_STATUS: g_string_append(out, ", \"pattern\": \"^[245]\\\\.[0-9]{1,3}\\\\.[0-9]{1,3}$\""); break;
    case NX_VALUE_CHOICE: append_names(out, field); break;
    case NX_VALUE_TEXT:
    case NX_VALUE_TRUTH:
    case NX_VALUE_ADDRESS:
    case NX_VALUE_FLAG: break;
    }
}

static void append_property(GString *out, const NxEventField *field)
{
    const char *type = field->type == NX_VALUE_LIST     ? "array"
                       : field->type == NX_VALUE_NUMBER ? "integer"
                       : field->type == NX_VALUE_TRUTH  ? "boolean"
                                                        : "string";
    gboolean null = !field->always && field->type != NX_VALUE_LIST;
    g_string_append_printf(out, "%s    \"%s\": {\"description\": \"%s\", \"type\": ", out->len ? ",\n" : "",
                           field->name, field->description);
    g_string_append_printf(out, null ? "[\"%s\", \"null\"]" : "\"%s\"", type);
    append_shape(out, field);
    g_string_append_c(out, '}');
}

/* doc/report.schema.json as the table of fields has it. */
static char *schema_text(void)
{
    guint n, in_report = 0;
    const NxEventField *fields = nx_event_fields(&n);
    g_autoptr(GString) properties = g_string_new(NULL);
    g_autoptr(GString) required = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        if (!fields[i].description)
            continue;
        append_property(properties, &fields[i]);
        g_string_append_printf(required, "%s\"%s\"",
                               in_report == 0  ? "    "
                               : in_report % 8 ? ", "
                                               : ",\n    ",
                               fields[i].name);
        in_report++;
    }
    return g_strdup_printf("{\n"
                           "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                           "  \"title\": \"nixie report --format jsonl: a line\",\n"
                           "  \"description\": \"One event: one recipient of one message. Every line has every field; "
                           "what is not known is null.\",\n"
                           "  \"type\": \"object\",\n"
                           "  \"properties\": {\n%s\n  },\n"
                           "  \"required\": [\n%s\n  ],\n"
                           "  \"additionalProperties\": false\n"
                           "}\n",
                           properties->str, required->str);
}

static void test_schema_has_all_fields(void)
{
    g_autofree char *found = document("report.schema.json"), *wanted = schema_text();
    g_autoptr(JsonParser) parser = json_parser_new();
    g_assert_true(json_parser_load_from_data(parser, wanted, -1, NULL));
    assert_written("report.schema.json", found, found, strlen(found), wanted);
}

/* ---- The demo ---------------------------------------------------------------------------------------------------- */

#define DEMO_NOW ((NxTime)1795255200) /* 2026-11-21T10:00:00Z, as in doc/demo/run */
#define DEMO_FROM (DEMO_NOW - 15 * NX_DAY)

typedef struct {
    guint messages, kinds[NX_N_KINDS], classes[NX_N_CLASSES], nameless;
} Tally;

/* Nobody's mail can come of it. */
static gboolean is_reserved(const char *domain)
{
    static const char *const endings[] = {"example", "test", "invalid", "example.com", "example.org", "example.net"};
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *below = g_strconcat(".", endings[i], NULL);
        if (g_str_equal(domain, endings[i]) || g_str_has_suffix(domain, below))
            return TRUE;
    }
    return FALSE;
}

static void take_report(Tally *tally, const NxReport *report, const NxJudge *judge)
{
    tally->messages++;
    g_assert_cmpint(report->arrived, >, DEMO_FROM);
    g_assert_cmpint(report->arrived, <, DEMO_NOW);
    tally->nameless += report->n_recipients == 0;
    for (guint i = 0; i < report->n_recipients; i++) {
        const NxRecipient *recipient = &report->recipients[i];
        NxVerdict verdict;
        nx_judge_event(judge, report, i, &verdict);
        tally->kinds[recipient->kind]++;
        tally->classes[verdict.klass]++;
        if (recipient->key && !is_reserved(strrchr(recipient->key, '@') + 1))
            g_error("%s: this could be somebody's", recipient->key);
    }
}

static void read_folder(Tally *tally, const NxReader *reader, const NxJudge *judge, const char *folder)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "doc", "demo", "mailbox", folder, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    g_assert_nonnull(dir);
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        char *text;
        gsize len;
        g_assert_true(g_file_get_contents(file, &text, &len, NULL));
        g_autoptr(GBytes) bytes = g_bytes_new_take(text, len);
        NxEnvelope envelope = {.now = DEMO_NOW};
        NxReport *report = nx_reader_read(reader, bytes, &envelope, NULL);
        g_assert_nonnull(report);
        take_report(tally, report, judge);
        nx_report_free(report);
    }
}

static void test_demo(void)
{
    NxSettings settings = {0};
    nx_settings_add(&settings.own_domains, "harbour.example", NULL);
    nx_settings_add(&settings.own_mta, "mail.harbour.example", NULL);
    nx_settings_add(&settings.own_mta, "relay.harbour.example", NULL);
    nx_settings_add(&settings.own_domains, "news.harbour.example", NULL);
    nx_settings_add(&settings.own_domains, "shop.harbour.example", NULL);
    NxLibrary *library = nx_library_new(&settings, NULL);
    NxReader *reader = nx_reader_new(library, NULL);
    NxJudge *judge = nx_judge_new(library, NULL);
    Tally tally = {0};
    read_folder(&tally, reader, judge, "new");
    read_folder(&tally, reader, judge, "cur");
    g_assert_cmpuint(tally.messages, ==, 40);
    g_assert_cmpuint(tally.nameless, ==, 1);
    g_assert_cmpuint(tally.kinds[NX_KIND_FEEDBACK], ==, 1);
    g_assert_cmpuint(tally.kinds[NX_KIND_AUTOREPLY], ==, 1);
    g_assert_cmpuint(tally.kinds[NX_KIND_DELAY], ==, 1);
    g_assert_cmpuint(tally.kinds[NX_KIND_BOUNCE], ==, 40);
    g_assert_cmpuint(tally.classes[NX_CLASS_BLOCK], >=, 9); /* what the hint over the groups speaks of */
    nx_judge_free(judge);
    nx_reader_free(reader);
    nx_library_unref(library);
    nx_settings_clear(&settings);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/documents/the manual has all commands", test_manual_has_all_commands);
    g_test_add_func("/documents/the manual has all actions and their keys", test_manual_has_all_actions);
    g_test_add_func("/documents/the manual has all fields of a limit", test_manual_has_all_fields);
    g_test_add_func("/documents/the manual has all kinds of mailbox", test_manual_has_all_mailboxes);
    g_test_add_func("/documents/the manual has all columns of the index", test_manual_has_all_index_columns);
    g_test_add_func("/documents/the manual has all formats", test_manual_has_all_formats);
    g_test_add_func("/documents/the schema has the fields of report, in their order", test_schema_has_all_fields);
    g_test_add_func("/documents/the demo has forty messages, and none could reach anybody", test_demo);
    return g_test_run();
}
