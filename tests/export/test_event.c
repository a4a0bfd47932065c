/* Events as JSON, cells, lines and paths. */
#include "catalog/fixture.h"
#include <nixie/event_field.h>
#include <nixie/export.h>
#include <nixie/text.h>
#include <json-glib/json-glib.h>

/* People have programs that read these by their place: it is for good, new ones come behind. */
#define FIELDS                                                                                                         \
    "file mailbox index offset message_id original_message_id envelope_id list_id subject arrived kind origin "        \
    "recipient original_recipient final_recipient aliases action status status_source inferred_status reply_code "     \
    "diagnostic reporting_mta remote_mta mailer provider domain reason class suggested not_before confidence rule "    \
    "layout decision"

static const NxBounce BOUNCES[] = {
    {.recipient = "Anna@b.example",
     .status = "5.1.1",
     .diagnostic = "550 5.1.1 \"no\\such\" user",
     .remote_mta = "mx.b.example",
     .arrived = NOW - NX_HOUR},
    {.status = "5.0.0", .arrived = NOW},
    {.recipient = "c@d.example",
     .status = "4.2.2",
     .diagnostic = "452 4.2.2 \x1b[31mfull\x1b]0;x\x07 \xc2\x9b"
                   "31m \xe2\x80\xae",
     .arrived = NOW},
};

static JsonObject *object_of(const Fixture *fixture, guint32 event, JsonNode **node)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *json = nx_event_json(fixture->catalog, event);
    g_assert_null(strchr(json, '\n'));
    *node = json_from_string(json, &error);
    g_assert_no_error(error);
    return json_node_get_object(*node);
}

/* The head of a table, as words. */
static char *head_of(gboolean csv)
{
    g_autoptr(GString) head = g_string_new(NULL);
    nx_event_head(csv, head);
    return g_strdelimit(g_strdup(g_strchomp(head->str)), ",\t", ' ');
}

static void fields(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture_fill_with(fixture, "box", BOUNCES, 3);
    g_autofree char *csv = head_of(TRUE), *tsv = head_of(FALSE);
    g_assert_true(g_str_has_prefix(csv, FIELDS));
    g_assert_cmpstr(csv, ==, tsv);
    for (guint32 i = 0; i < 3; i++) {
        JsonNode *node;
        g_autoptr(GList) members = json_object_get_members(object_of(fixture, i, &node));
        g_autoptr(GString) found = g_string_new(NULL);
        for (const GList *at = members; at; at = at->next)
            g_string_append_printf(found, "%s%s", found->len ? " " : "", (const char *)at->data);
        g_assert_cmpstr(found->str, ==, csv);
        json_node_unref(node);
    }
}

/* As the schema says of it. */
static void assert_has_type(const NxEventField *field, JsonNode *member)
{
    GType type = json_node_get_value_type(member);
    gboolean good = field->type == NX_VALUE_LIST     ? JSON_NODE_HOLDS_ARRAY(member)
                    : JSON_NODE_HOLDS_NULL(member)   ? !field->always
                    : field->type == NX_VALUE_NUMBER ? type == G_TYPE_INT64
                    : field->type == NX_VALUE_TRUTH  ? type == G_TYPE_BOOLEAN
                                                     : type == G_TYPE_STRING;
    if (!good)
        g_error("%s: %s", field->name, json_node_type_name(member));
}

static void types(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture_fill_with(fixture, "box", BOUNCES, 3);
    for (guint32 i = 0; i < 3; i++) {
        JsonNode *node;
        JsonObject *object = object_of(fixture, i, &node);
        guint n;
        const NxEventField *all = nx_event_fields(&n);
        for (guint f = 0; f < n; f++)
            if (all[f].description)
                assert_has_type(&all[f], json_object_get_member(object, all[f].name));
        json_node_unref(node);
    }
}

static void values(Fixture *fixture, gconstpointer data)
{
    (void)data;
    JsonNode *node;
    fixture_fill_with(fixture, "box", BOUNCES, 3);
    JsonObject *object = object_of(fixture, 0, &node);
    g_assert_cmpstr(json_object_get_string_member(object, "file"), ==, "box:1");
    g_assert_cmpint(json_object_get_int_member(object, "index"), ==, 1);
    g_assert_cmpstr(json_object_get_string_member(object, "arrived"), ==, "2025-11-21T09:00:00Z");
    g_assert_cmpstr(json_object_get_string_member(object, "recipient"), ==, "Anna@b.example");
    g_assert_cmpstr(json_object_get_string_member(object, "status"), ==, "5.1.1");
    g_assert_cmpstr(json_object_get_string_member(object, "reply_code"), ==, "550");
    g_assert_cmpstr(json_object_get_string_member(object, "diagnostic"), ==, "550 5.1.1 \"no\\such\" user");
    g_assert_cmpstr(json_object_get_string_member(object, "reason"), ==, "userunknown");
    g_assert_true(json_object_get_null_member(object, "decision"));
    g_assert_cmpuint(json_array_get_length(json_object_get_array_member(object, "aliases")), ==, 0);
    json_node_unref(node);

    object = object_of(fixture, 1, &node);
    g_assert_true(json_object_get_null_member(object, "recipient"));
    g_assert_true(json_object_get_null_member(object, "domain"));
    g_assert_true(json_object_get_null_member(object, "original_message_id"));
    json_node_unref(node);
}

static void hostile(Fixture *fixture, gconstpointer data)
{
    (void)data;
    JsonNode *node;
    fixture_fill_with(fixture, "hostile", BOUNCES, 3);
    g_autofree char *json = nx_event_json(fixture->catalog, 2), *line = nx_event_line(fixture->catalog, 2);
    for (const char *at = json; *at; at++)
        g_assert_true((guchar)*at >= 0x20 && *at != 0x7F);
    g_assert_null(strstr(json, "\xc2\x9b"));
    g_assert_nonnull(strstr(json, "\\u001b[31mfull"));
    const char *diagnostic = json_object_get_string_member(object_of(fixture, 2, &node), "diagnostic");
    g_assert_cmpstr(diagnostic, ==, nx_catalog_event(fixture->catalog, 2)->diagnostic);
    json_node_unref(node);
    g_assert_null(strchr(line, '\x1b'));
    g_assert_null(strstr(line, "\xe2\x80\xae"));
    g_assert_nonnull(strstr(line, "\\x1B[31mfull"));
}

static void lines(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture_fill_with(fixture, "box", BOUNCES, 3);
    g_autofree char *line = nx_event_line(fixture->catalog, 0), *nobody = nx_event_line(fixture->catalog, 1);
    g_auto(GStrv) words = g_strsplit_set(line, " ", 2);
    g_assert_cmpstr(words[0], ==, "Anna@b.example");
    g_assert_nonnull(strstr(line, "hard"));
    g_assert_nonnull(strstr(line, "user unknown"));
    g_assert_nonnull(strstr(line, "  5.1.1 "));
    g_assert_true(g_str_has_suffix(line, "550 5.1.1 \"no\\such\" user"));
    g_assert_true(g_str_has_prefix(nobody, "(nobody)"));
}

static void rows(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture_fill_with(fixture, "box", BOUNCES, 3);
    g_autofree char *head = head_of(FALSE);
    g_autoptr(GString) csv = g_string_new(NULL);
    g_autoptr(GString) tsv = g_string_new(NULL);
    nx_event_row(fixture->catalog, 0, TRUE, csv);
    nx_event_row(fixture->catalog, 2, FALSE, tsv);
    g_assert_nonnull(strstr(csv->str, ",\"Anna@b.example\","));
    g_assert_true(g_str_has_suffix(csv->str, "\r\n"));
    g_auto(GStrv) names = g_strsplit(head, " ", -1), cells = g_strsplit(tsv->str, "\t", -1);
    g_assert_cmpuint(g_strv_length(names), ==, g_strv_length(cells));
    g_assert_cmpstr(cells[12], ==, "c@d.example");
    g_assert_null(strchr(tsv->str, '\x1b'));
}

static void paths(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *text = nx_bounce_text(&BOUNCES[0]), *file = nx_test_file("folder/one.eml", text),
                    *folder = g_path_get_dirname(file);
    fixture_fill(fixture, folder);
    fixture_fill_with(fixture, "box", BOUNCES, 1);
    g_autofree char *first = nx_event_path(fixture->catalog, 0), *second = nx_event_path(fixture->catalog, 1),
                    *box = nx_test_path("box");
    g_assert_cmpstr(first, ==, file);
    g_assert_cmpstr(second, ==, box);
    JsonNode *node;
    g_assert_cmpstr(json_object_get_string_member(object_of(fixture, 0, &node), "file"), ==, "one.eml");
    json_node_unref(node);
}

#define FIXTURE(path, test) g_test_add(path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)

static void whole_lines(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture_fill_with(fixture, "box", BOUNCES, 3);
    NxSuggestion sure = *nx_catalog_suggestion(fixture->catalog, 0), guess = sure;
    sure.confidence = NX_LIKELY;
    guess.confidence = NX_GUESS;
    nx_catalog_suggest(fixture->catalog, 0, &sure);
    g_autofree char *likely = nx_event_line(fixture->catalog, 0);
    nx_catalog_suggest(fixture->catalog, 0, &guess);
    g_autofree char *guessed = nx_event_line(fixture->catalog, 0), *silent = nx_event_line(fixture->catalog, 1);
    g_assert_cmpstr(likely, ==,
                    "Anna@b.example                      hard    user unknown         5.1.1   "
                    "550 5.1.1 \"no\\such\" user");
    g_assert_cmpstr(guessed, ==,
                    "Anna@b.example                      hard?   user unknown         5.1.1   "
                    "550 5.1.1 \"no\\such\" user");
    g_assert_true(g_str_has_suffix(silent, "  -"));
}

static void aliases(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const char *const TWO[] = {"info@b.example", "sales@b.example", NULL};
    fixture_fill_with(fixture, "box", BOUNCES, 1);
    ((NxEvent *)nx_catalog_event(fixture->catalog, 0))->aliases = TWO;
    g_autoptr(GString) tsv = g_string_new(NULL);
    nx_event_row(fixture->catalog, 0, FALSE, tsv);
    g_assert_nonnull(strstr(tsv->str, "\tinfo@b.example sales@b.example\t"));
    g_autofree char *json = nx_event_json(fixture->catalog, 0);
    g_assert_nonnull(strstr(json, "\"aliases\":[\"info@b.example\",\"sales@b.example\"],"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    FIXTURE("/event/all fields stand in their order, known or not", fields);
    FIXTURE("/event/every value has the type that the schema says, and is null only where it may be", types);
    FIXTURE("/event/values are those of the message", values);
    FIXTURE("/event/hostile text is data in JSON and harmless in a line", hostile);
    FIXTURE("/event/a line has recipient, class, reason, status and diagnostic", lines);
    FIXTURE("/event/cells are made safe for csv and tsv", rows);
    FIXTURE("/event/the path is the file's", paths);
    FIXTURE("/event/a line has its columns, and a mark where it is a guess", whole_lines);
    FIXTURE("/event/aliases stand in one cell and in one list", aliases);
    return g_test_run();
}
