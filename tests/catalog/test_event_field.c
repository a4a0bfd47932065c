/* The table of fields: every row is whole, every getter gives what it is named after. */
#include "fixture.h"
#include <nixie/event_field.h>
#include <nixie/text.h>

static const char *const ALIASES[] = {"also@a.example", "info@a.example", NULL};

static const char *const CUT[] = {"text", "recipients", NULL};

/* A value of its own in every member that a field is read from. */
static const NxEvent EVENT = {
    .place = {.name = "folder/box", .index = 7, .offset = 4096},
    .arrived = NOW,
    .kind = NX_KIND_DELAY,
    .origin = NX_ORIGIN_FOREIGN,
    .proof = NX_PROOF_RELAY,
    .action = NX_ACTION_DELAYED,
    .verdict = {.status_source = NX_STATUS_FROM_TEXT,
                .inferred_status = {4, 0, 0},
                .rule = "full.quota",
                .about = NX_ABOUT_HOST},
    .original_recipient = "original@a.example",
    .final_recipient = "final@a.example",
    .aliases = ALIASES,
    .evidence = "the evidence",
    .reporting_mta = "reporting.example",
    .remote_mta = "remote.example",
    .mailer = "a mailer",
    .layout = "a layout",
    .message_id = "<bounce@a.example>",
    .subject = "the subject",
    .original_message_id = "<original@a.example>",
    .original_subject = "the original's subject",
    .original_from = "from@a.example",
    .list_id = "list.a.example",
    .stream = "the stream",
    .envelope_id = "envelope 1",
    .last_attempt = NOW - NX_DAY,
    .will_retry_until = NOW + 2 * NX_DAY,
    .arrival_date = NOW - 2 * NX_DAY,
    .final_log_id = "log 1",
    .diagnostic_type = "x-unix",
    .return_path = "<>",
    .cut = CUT,
    .away_until = NOW + 3 * NX_DAY,
    .new_address = "new@a.example",
    .departed = TRUE,
};
static const NxSuggestion SUGGESTION = {NX_ADVICE_HOLD, NX_CERTAIN, 0, 0, 0, NOW + NX_DAY};
static const NxStanding STANDING = {
    .decision = NX_DECISION_RETRY, .attempt = 3, .seen = 5, .episodes = 2, .has_note = TRUE, .left = NX_LEFT_USED_UP};

static NxFacts facts_of(NxMailbox *mailbox)
{
    return (NxFacts){
        .event = &EVENT,
        .suggestion = &SUGGESTION,
        .mailbox = mailbox,
        .standing = &STANDING,
        .recipient = "recipient@a.example",
        .domain = "a.example",
        .provider = "google",
        .cause = "google/blocked",
        .diagnostic = "the diagnostic",
        .note = "the note",
        .reason = NX_REASON_BLOCKED,
        .klass = NX_CLASS_BLOCK,
        .status = {4, 7, 1},
        .reply_code = 421,
        .arrived = NOW,
    };
}

/* What each gives for those facts, as text. */
static const char *const VALUES[][2] = {
    {"file", "box:7"},
    {"mailbox", "PATH"},
    {"index", "7"},
    {"offset", "4096"},
    {"message_id", "<bounce@a.example>"},
    {"original_message_id", "<original@a.example>"},
    {"envelope_id", "envelope 1"},
    {"list_id", "list.a.example"},
    {"stream", "the stream"},
    {"subject", "the subject"},
    {"original_subject", "the original's subject"},
    {"original_from", "from@a.example"},
    {"arrived", "2025-11-21T10:00:00Z"},
    {"age", "2025-11-21T10:00:00Z"},
    {"after", "2025-11-21T10:00:00Z"},
    {"before", "2025-11-21T10:00:00Z"},
    {"kind", "delay"},
    {"origin", "foreign"},
    {"proof", "relay"},
    {"about", "host"},
    {"recipient", "recipient@a.example"},
    {"original_recipient", "original@a.example"},
    {"final_recipient", "final@a.example"},
    {"action", "delayed"},
    {"status", "4.7.1"},
    {"status_source", "text"},
    {"inferred_status", "4.0.0"},
    {"reply_code", "421"},
    {"diagnostic", "the diagnostic"},
    {"evidence", "the evidence"},
    {"reporting_mta", "reporting.example"},
    {"remote_mta", "remote.example"},
    {"mta", "remote.example"},
    {"mailer", "a mailer"},
    {"provider", "google"},
    {"domain", "a.example"},
    {"reason", "blocked"},
    {"class", "block"},
    {"cause", "google/blocked"},
    {"suggested", "hold"},
    {"advice", "hold"},
    {"not_before", "2025-11-22T10:00:00Z"},
    {"attempt", "3"},
    {"confidence", "certain"},
    {"rule", "full.quota"},
    {"layout", "a layout"},
    {"decision", "retry"},
    {"left", "used-up"},
    {"last_attempt", "2025-11-20T10:00:00Z"},
    {"will_retry_until", "2025-11-23T10:00:00Z"},
    {"final_log_id", "log 1"},
    {"arrival_date", "2025-11-19T10:00:00Z"},
    {"diagnostic_type", "x-unix"},
    {"return_path", "<>"},
    {"away_until", "2025-11-24T10:00:00Z"},
    {"new_address", "new@a.example"},
    {"departed", "true"},
    {"note", "the note"},
    {"seen", "5"},
    {"episodes", "2"},
};

static const char *value_of(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(VALUES); i++)
        if (g_str_equal(VALUES[i][0], name))
            return VALUES[i][1];
    g_error("%s: VALUES of this test does not say what it gives", name);
}

static gboolean is_one_value(const NxEventField *field)
{
    return field->type != NX_VALUE_LIST && field->type != NX_VALUE_FLAG;
}

static NxMailbox *open_box(void)
{
    g_autofree char *path = nx_test_file("box", "From a@b.example Fri Nov 21 10:00:00 2025\nSubject: one\n\ntext\n");
    NxMailbox *mailbox = nx_mailbox_open(path, NULL);
    g_assert_nonnull(mailbox);
    return mailbox;
}

static void values(void)
{
    NxMailbox *mailbox = open_box();
    NxFacts facts = facts_of(mailbox);
    guint n;
    const NxEventField *fields = nx_event_fields(&n);
    for (guint i = 0; i < n; i++) {
        if (!is_one_value(&fields[i]))
            continue;
        NxEventValue value;
        const char *found = nx_event_field_text(&fields[i], &facts, &value), *wanted = value_of(fields[i].name);
        if (g_str_equal(fields[i].name, "mailbox"))
            wanted = nx_mailbox_path(mailbox);
        if (g_strcmp0(found, wanted) != 0)
            g_error("%s: \"%s\", not \"%s\"", fields[i].name, found, wanted);
    }
    NxEventValue value;
    g_assert_true(nx_event_field_find("aliases", 7)->get(&facts, &value));
    g_assert_cmpstr(value.list[1], ==, "info@a.example");
    g_assert_true(nx_event_field_find("cut", 3)->get(&facts, &value));
    g_assert_cmpstr(value.list[1], ==, "recipients");
    nx_mailbox_unref(mailbox);
}

static void nothing(void)
{
    static const char *const NO_ALIASES[] = {NULL};
    static const NxEvent EMPTY = {.place = {.name = "one"}, .aliases = NO_ALIASES, .cut = NO_ALIASES};
    static const NxStanding NOTHING;
    static const char *const OF_RECORDS[] = {"reason", "class", NULL};
    static const char *const OF_EVENTS[] = {"cause", "index",  "offset", "kind", "origin",
                                            "proof", "reason", "class",  "seen", NULL};
    NxFacts row = {.event = &EMPTY, .standing = &NOTHING}, record = {0};
    guint n;
    const NxEventField *fields = nx_event_fields(&n);
    for (guint i = 0; i < n; i++) {
        NxEventValue value;
        if (!fields[i].get)
            continue;
        if (fields[i].get(&row, &value) != g_strv_contains(OF_EVENTS, fields[i].name))
            g_error("%s: known of an event that says nothing, or not known of every event", fields[i].name);
        if (fields[i].get(&record, &value) != g_strv_contains(OF_RECORDS, fields[i].name))
            g_error("%s: known of a record that says nothing, or not known of every record", fields[i].name);
    }
}

/* ---- The rows ---------------------------------------------------------------------------------------------------- */
#define NEED(field, condition)                                                                                         \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            g_error("%s: this does not hold: %s", (field)->name, #condition);                                          \
    } while (0)

/* The types whose values a way of asking can compare. */
static gboolean can_be_asked(NxAsk ask, NxEventValueType type)
{
    switch (ask) {
    case NX_ASK_NOT: return TRUE;
    case NX_ASK_TEXT:
    case NX_ASK_WORDS:
    case NX_ASK_DOMAIN: return type == NX_VALUE_TEXT || type == NX_VALUE_ADDRESS;
    case NX_ASK_LIST: return type == NX_VALUE_LIST;
    case NX_ASK_CHOICE: return type == NX_VALUE_CHOICE || type == NX_VALUE_TRUTH;
    case NX_ASK_FLAG: return type == NX_VALUE_FLAG;
    case NX_ASK_STATUS: return type == NX_VALUE_STATUS;
    case NX_ASK_NUMBER: return type == NX_VALUE_NUMBER || type == NX_VALUE_CODE;
    case NX_ASK_TIME:
    case NX_ASK_AGE:
    case NX_ASK_AFTER:
    case NX_ASK_BEFORE: return type == NX_VALUE_TIME;
    }
    return FALSE;
}

static void check_question(const NxEventField *field)
{
    g_autoptr(GError) error = NULL;
    NEED(field, field->sample && g_str_has_prefix(field->sample, field->name));
    NEED(field, field->sample[strlen(field->name)] == ':');
    NEED(field, field->help && *field->help);
    NEED(field, can_be_asked(field->ask, field->type));
    NxQuery *query = nx_query_parse(field->sample, NULL, &error);
    NEED(field, query);
    NEED(field, field->type == NX_VALUE_FLAG || nx_query_needs_ledger(query) == field->needs_ledger);
    nx_query_free(query);
}

static void whole_rows(void)
{
    guint n;
    const NxEventField *fields = nx_event_fields(&n);
    for (guint i = 0; i < n; i++) {
        const NxEventField *field = &fields[i];
        gboolean names =
            field->type == NX_VALUE_CHOICE || field->type == NX_VALUE_TRUTH || field->type == NX_VALUE_FLAG;
        NEED(field, strspn(field->name, "abcdefghijklmnopqrstuvwxyz_") == strlen(field->name));
        NEED(field, nx_event_field_find(field->name, strlen(field->name)) == field); /* no two of one name */
        NEED(field, field->description || field->ask != NX_ASK_NOT || field->column.place);
        NEED(field, !field->description || (*field->description && !strpbrk(field->description, "\"\\")));
        NEED(field, (field->get != NULL) == (field->type != NX_VALUE_FLAG));
        NEED(field, (field->choice != NULL) == names);
        NEED(field, field->get || (!field->description && !field->column.place));
        NEED(field, field->ask != NX_ASK_NOT || (!field->sample && !field->asked && !field->rank));
        if (field->ask != NX_ASK_NOT)
            check_question(field);
    }
}

static void order_of_help(void)
{
    g_autoptr(GPtrArray) fields = nx_event_fields_asked();
    const NxEventField *first = fields->pdata[0], *last = fields->pdata[fields->len - 1];
    guint n, asked = 0;
    const NxEventField *all = nx_event_fields(&n);
    for (guint i = 0; i < n; i++)
        asked += all[i].ask != NX_ASK_NOT;
    g_assert_cmpuint(fields->len, ==, asked);
    g_assert_cmpuint(first->rank, ==, 1);
    g_assert_cmpuint(last->rank, ==, 0);
    for (guint i = 1; i < fields->len; i++) {
        const NxEventField *before = fields->pdata[i - 1], *field = fields->pdata[i];
        NEED(field, before->rank == 0 ? field->rank == 0 : field->rank == 0 || before->rank <= field->rank);
        NEED(field, before->rank != field->rank || before < field);
    }
}

static void columns(void)
{
    g_autoptr(GPtrArray) fields = nx_event_fields_shown();
    guint n, shown = 0, rest = 0;
    const NxEventField *all = nx_event_fields(&n);
    for (guint i = 0; i < n; i++)
        shown += all[i].column.place > 0;
    g_assert_cmpuint(fields->len, ==, shown);
    for (guint i = 0; i < fields->len; i++) {
        const NxEventField *field = fields->pdata[i];
        const NxEventField *before = i ? fields->pdata[i - 1] : NULL;
        NEED(field, field->type != NX_VALUE_LIST);
        NEED(field, field->column.title && *field->column.title);
        NEED(field, field->column.cells > 0 && field->column.narrow <= field->column.cells);
        NEED(field, !before || before->column.place < field->column.place);
        NEED(field, field->column.wide == 0 || field->column.wide > field->column.cells);
        NEED(field, field->column.most == 0 || field->column.most > field->column.cells);
        NEED(field, field->column.gap >= 1 && field->column.gap <= 2);
        rest += field->column.most == NX_COLUMN_REST;
    }
    g_assert_cmpuint(rest, ==, 1);
}

static void help(void)
{
    g_autofree char *advice = nx_event_field_help(nx_event_field_find("advice", 6)),
                    *source = nx_event_field_help(nx_event_field_find("status_source", 13)),
                    *reason = nx_event_field_help(nx_event_field_find("reason", 6)),
                    *note = nx_event_field_help(nx_event_field_find("note", 4));
    g_assert_cmpstr(advice, ==, "what is suggested: ignore suppress retry hold review");
    g_assert_cmpstr(source, ==, "where the status was said: field diagnostic text");
    g_assert_cmpstr(reason, ==, "why it came back");
    g_assert_cmpstr(note, ==, "words of the note; - for none");
}

/* ---- In a catalog ------------------------------------------------------------------------------------------------ */
static const NxBounce BOUNCES[] = {
    {.recipient = "a@one.example", .status = "5.1.1", .diagnostic = "550 5.1.1 no such user", .arrived = NOW},
    {.recipient = "b@one.example", .status = "5.1.1", .diagnostic = "550 5.1.1 no such user", .arrived = NOW},
    {.recipient = "c@two.example", .status = "4.2.2", .diagnostic = "452 4.2.2 over quota", .arrived = NOW},
};

static void assert_completes(const Fixture *fixture, const char *text, const char *wanted)
{
    g_auto(GStrv) words = nx_query_complete(fixture->catalog, text);
    g_autofree char *found = g_strjoinv(" ", words);
    g_assert_cmpstr(found, ==, wanted);
}

static void completion(Fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture_fill_with(fixture, "bounces", BOUNCES, G_N_ELEMENTS(BOUNCES));
    assert_completes(fixture, "i", "is: index: inferred_status:");
    assert_completes(fixture, "class:hard (se", "seen:");
    assert_completes(fixture, "domain:", "domain:one.example domain:two.example");
    assert_completes(fixture, "domain:t", "domain:two.example");
    assert_completes(fixture, "status:", "status:5.1.1 status:4.2.2");
    assert_completes(fixture, "inferred_status:", "");
    assert_completes(fixture, "reply_code:", "");
    assert_completes(fixture, "is:un", "is:undecided");
    assert_completes(fixture, "status_source:", "status_source:field status_source:diagnostic status_source:text");
}

/* ---- From mail --------------------------------------------------------------------------------------------------- */

/* What no message tells: ledger and advice fill it. */
static const char *const NOT_FROM_MAIL[] = {"not_before", "attempt", "episodes", "decision", "note", "check", NULL};

/* Does any event tell more of it than one of which nothing is known? */
static gboolean is_filled(const NxEventField *field, const NxCatalog *catalog)
{
    static const char *const NO_ALIASES[] = {NULL};
    static const NxEvent EMPTY = {.aliases = NO_ALIASES};
    static const NxStanding NOTHING;
    NxFacts facts = {.event = &EMPTY, .standing = &NOTHING, .arrived = EMPTY.arrived};
    NxEventValue value;
    g_autofree char *empty = is_one_value(field) ? g_strdup(nx_event_field_text(field, &facts, &value)) : NULL;
    for (guint32 i = 0; i < nx_catalog_n_events(catalog); i++) {
        nx_catalog_facts(catalog, i, &facts);
        if (field->type == NX_VALUE_LIST ? field->get(&facts, &value)
                                         : g_strcmp0(nx_event_field_text(field, &facts, &value), empty) != 0)
            return TRUE;
    }
    return FALSE;
}

static void set_up_own(Fixture *fixture, gconstpointer data)
{
    (void)data;
    NxSettings settings = {0};
    nx_settings_add(&settings.own_domains, "news.example", NULL);
    fixture_set_up_with(fixture, &settings);
    nx_settings_clear(&settings);
}

/* What a row is read from, from the message to the member of the event that holds it. */
static void filled_from_mail(Fixture *fixture, gconstpointer data)
{
    static const char *const FOLDERS[] = {"parse", "layouts", "notifications", "away"};
    (void)data;
    g_autofree char *words = g_strnfill(10000, 'x'); /* more than is kept */
    NxBounce wordy = BOUNCES[0];
    wordy.diagnostic = words;
    fixture_fill_with(fixture, "bounces", BOUNCES, G_N_ELEMENTS(BOUNCES));
    fixture_fill_with(fixture, "wordy", &wordy, 1);
    for (guint i = 0; i < G_N_ELEMENTS(FOLDERS); i++) {
        g_autofree char *path = g_test_build_filename(G_TEST_DIST, "mailboxes", FOLDERS[i], NULL);
        fixture_fill(fixture, path);
    }
    guint n;
    const NxEventField *fields = nx_event_fields(&n);
    g_autoptr(GString) wrong = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        if (fields[i].get && is_filled(&fields[i], fixture->catalog) == g_strv_contains(NOT_FROM_MAIL, fields[i].name))
            g_string_append_printf(wrong, " %s", fields[i].name);
    if (wrong->len)
        g_test_fail_printf("no fixture fills, or one does though NOT_FROM_MAIL has it:%s", wrong->str);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/event-field/each gives the value that it is named after", values);
    g_test_add_func("/event-field/what is not known is not made up", nothing);
    g_test_add_func("/event-field/every row is whole", whole_rows);
    g_test_add_func("/event-field/help has the commonest first", order_of_help);
    g_test_add_func("/event-field/every column of the index has its title and a place of its own", columns);
    g_test_add_func("/event-field/help names the choices unless they are many", help);
    g_test_add("/event-field/completion gives values that are there, of the field that is asked", Fixture, NULL,
               fixture_set_up, completion, fixture_tear_down);
    g_test_add("/event-field/each but what others fill is read from some message", Fixture, NULL, set_up_own,
               filled_from_mail, fixture_tear_down);
    return g_test_run();
}
