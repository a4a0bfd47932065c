/* The limit language. */
#include <nixie/catalog.h>
#include <nixie/text.h>

#define NOW ((NxTime)1763719200) /* 2025-11-21T10:00:00Z */

static const char *const ALIASES[] = {"info@alias.example", NULL};

typedef struct {
    NxEvent event;
    NxSuggestion suggestion;
    NxStanding standing;
    NxFacts facts;
} Row;

/* A full mailbox at mail.example.org that bounced three times and is paused until tomorrow. */
static void set_up(Row *row, gconstpointer data)
{
    (void)data;
    row->event = (NxEvent){
        .kind = NX_KIND_BOUNCE,
        .aliases = ALIASES,
        .recipient = "Taro@mail.example.org",
        .final_recipient = "taro@inner.example.org",
        .reporting_mta = "mta.sender.example",
        .mailer = "postfix",
        .subject = "Undelivered Mail Returned to Sender",
        .original_subject = "Rechnung für November",
        .place = {.name = "cur/1700000033.33.host:2,S", .index = 7},
        .verdict = {.rule = "full.over-quota", .status_source = NX_STATUS_FROM_FIELD},
        .action = NX_ACTION_FAILED,
        .counted = TRUE,
        .fresh = TRUE,
    };
    row->suggestion = (NxSuggestion){.kind = NX_ADVICE_RETRY, .confidence = NX_LIKELY, .not_before = NOW + NX_DAY};
    row->standing =
        (NxStanding){.decision = NX_DECISION_RETRY, .not_before = NOW + NX_DAY, .attempt = 2, .attempts = 4, .seen = 3};
    row->facts = (NxFacts){
        .event = &row->event,
        .suggestion = &row->suggestion,
        .standing = &row->standing,
        .recipient = "Taro@mail.example.org",
        .domain = "mail.example.org",
        .provider = "google",
        .diagnostic = "552 5.2.2 mailbox is OVER QUOTA (try later)",
        .reason = NX_REASON_MAILBOXFULL,
        .klass = NX_CLASS_SOFT,
        .status = {5, 2, 2},
        .reply_code = 552,
        .arrived = NOW - 3 * NX_DAY,
    };
}

static gboolean matches(const Row *row, const char *text)
{
    g_autoptr(GError) error = NULL;
    NxQuery *query = nx_query_parse(text, NULL, &error);
    g_assert_no_error(error);
    gboolean found = nx_query_match(query, &row->facts, 7 * NX_DAY, NOW);
    nx_query_free(query);
    return found;
}

static void check(const Row *row, const char *const *yes, const char *const *no)
{
    for (; *yes; yes++)
        if (!matches(row, *yes))
            g_error("\"%s\" lets the row through no longer", *yes);
    for (; *no; no++)
        if (matches(row, *no))
            g_error("\"%s\" lets the row through", *no);
}
#define CHECK(row, yes, no) check(row, (const char *const[]){yes NULL}, (const char *const[]){no NULL})
#define LIST(...) __VA_ARGS__,

static void names(Row *row, gconstpointer data)
{
    (void)data;
    CHECK(row,
          LIST("", "   ", "class:soft", "CLASS:Soft", "class:s", "reason:mailboxfull", "reason:mailbox*", "kind:bounce",
               "advice:retry", "suggested:retry"),
          LIST("class:hard", "class:h", "reason:user*", "kind:delay", "advice:suppress", "decision:hold"));
    CHECK(row,
          LIST("decision:retry", "action:failed", "confidence:likely", "status_source:field", "provider:google",
               "provider:GOO*"),
          LIST("confidence:certain", "status_source:text", "provider:goo", "origin:ours"));
}

static void numbers(Row *row, gconstpointer data)
{
    (void)data;
    CHECK(row,
          LIST("seen:>2", "seen:3", "seen:>=3", "seen:<4", "seen:<=3", "seen:2..5", "seen:..3", "seen:3..",
               "reply_code:550..559", "index:7", "attempt:2"),
          LIST("seen:>3", "seen:<3", "seen:4..5", "seen:..2", "reply_code:550", "index:8"));
    CHECK(row, LIST("status:5.2.2", "status:5.2.*", "status:5.2", "status:5", "status:*.2.2", "status:5.X.2"),
          LIST("status:5.2.1", "status:4", "status:5.1"));
}

static void times(Row *row, gconstpointer data)
{
    (void)data;
    CHECK(row,
          LIST("age:<7d", "age:>2d", "age:2d..5d", "age:7d", "after:2025-11-18", "after:2025-11-01",
               "before:2025-11-19", "arrived:2025-11-18"),
          LIST("age:>7d", "age:<24h", "age:2d", "after:2025-11-19", "before:2025-11-18", "arrived:2025-11-17",
               "arrived:>2025-11-18"));
    CHECK(row,
          LIST("arrived:2025-11-17..2025-11-18", "arrived:>=2025-11-18", "not_before:2025-11-22",
               "not_before:>2025-11-21"),
          LIST("arrived:<2025-11-18", "not_before:<2025-11-22"));
}

static void domains(Row *row, gconstpointer data)
{
    (void)data;
    CHECK(row, LIST("domain:mail.example.org", "domain:example.org", "domain:EXAMPLE.ORG", "domain:*.org"),
          LIST("domain:ample.org", "domain:inner.mail.example.org", "domain:example.com"));
    CHECK(row, LIST("mta:mta.sender.example", "mta:*.example"), LIST("mta:sender.example", "mta:-"));
    row->event.remote_mta = "mx.example.org";
    CHECK(row, LIST("mta:mx.example.org", "reporting_mta:mta.*"), LIST("mta:mta.sender.example"));
}

static void words(Row *row, gconstpointer data)
{
    (void)data;
    CHECK(row,
          LIST("quota", "QUOTA", "\"over quota\"", "taro", "inner.example", "alias.example", "FÜR", "\"rechnung für\"",
               "ov*quota", "\"(try later)\""),
          LIST("\"over  quota\"", "undelivered", "jiro", "quo*taro"));
    CHECK(row,
          LIST("recipient:taro@mail.example.org", "recipient:*@mail*", "aliases:info@*", "subject:returned",
               "diagnostic:\"over quota\"", "file:17*S"),
          LIST("recipient:taro", "aliases:info", "subject:quota", "message_id:*", "file:cur*"));
    CHECK(row, LIST("rule:full.*", "cause:google/mailboxfull", "cause:*/mailboxfull", "!mailbox:*"),
          LIST("rule:full", "cause:-/mailboxfull"));
}

static void flags(Row *row, gconstpointer data)
{
    (void)data;
    CHECK(row, LIST("is:paused", "is:new"),
          LIST("is:undecided", "is:due", "is:suppressed", "is:held", "is:certain", "is:tagged", "is:protected"));
    row->standing.not_before = NOW;
    CHECK(row, LIST("is:due", "is:paused"), LIST("is:undecided", "is:recovered"));
    row->standing.attempt_sent = TRUE;
    row->standing.attempt_sent_at = NOW - 8 * NX_DAY;
    CHECK(row, LIST("is:recovered"), LIST("is:due"));
    row->standing = (NxStanding){.is_protected = TRUE};
    row->suggestion.confidence = NX_CERTAIN;
    row->facts.tagged = TRUE;
    CHECK(row, LIST("is:undecided", "is:decidable", "is:protected", "is:certain", "is:tagged"),
          LIST("is:paused", "is:ignored"));
    row->standing.left = NX_LEFT_NOBODY;
    CHECK(row, LIST("is:undecided"), LIST("is:decidable")); /* nothing that could be decided */
    row->standing = (NxStanding){.decision = NX_DECISION_HOLD};
    CHECK(row, LIST("is:held"), LIST("is:decidable"));
    row->facts.standing = NULL;
    CHECK(row, LIST("is:undecided"), LIST("is:decidable")); /* it names nobody */
}

static void why_it_is_left(Row *row, gconstpointer data)
{
    (void)data;
    CHECK(row, LIST("left:-", "!left:guard"), LIST("left:nobody", "left:decided"));
    for (guint left = NX_LEFT_NOT + 1; left < NX_N_LEFTS; left++) {
        g_autofree char *asked = g_strdup_printf("left:%s", nx_left_name((NxLeft)left));
        for (guint is = NX_LEFT_NOT; is < NX_N_LEFTS; is++) {
            row->standing.left = (NxLeft)is;
            g_assert_cmpint(matches(row, asked), ==, is == left);
        }
    }
    row->facts.standing = NULL;
    CHECK(row, LIST("left:nobody"), LIST("left:-"));
}

static void logic(Row *row, gconstpointer data)
{
    (void)data;
    CHECK(row,
          LIST("class:soft quota", "class:hard or quota", "class:hard OR class:soft", "!class:hard",
               "!(class:hard or class:block)", "!!quota", "class:soft and quota", "(class:hard or class:soft) taro",
               "class:hard jiro or quota", "\"or\" or quota"),
          LIST("class:hard quota", "class:hard or jiro", "!class:soft", "class:soft !quota",
               "class:soft (jiro or hanako)", "or*mm"));
}

static void unknown(Row *row, gconstpointer data)
{
    (void)data;
    CHECK(row, LIST("remote_mta:-", "message_id:-", "inferred_status:-", "!domain:-", "note:-"),
          LIST("domain:-", "status:-", "decision:-", "remote_mta:*"));
    row->facts.status = NX_STATUS_NONE;
    row->facts.domain = NULL;
    row->standing.decision = NX_DECISION_NONE;
    CHECK(row, LIST("status:-", "domain:-", "decision:-"), LIST("status:5", "domain:*", "!status:-"));
    row->facts.event = NULL; /* a record of the ledger */
    CHECK(row, LIST("mailer:-", "index:-", "kind:-", "quota", "class:soft"),
          LIST("mailer:*", "index:7", "kind:bounce", "is:new"));
}

static void errors(void)
{
    static const struct {
        const char *query;
        guint column;
        const char *names; /* what the message has in it */
    } CASES[] = {
        {"colour:red", 1, "colour"},
        {"quota colour:red", 7, "colour"},
        {"class:", 7, "class"},
        {"class:purple", 7, "purple"},
        {"für class:purple", 11, "purple"},
        {"status:five", 8, "five"},
        {"status:5.1.1.1", 8, "5.1.1.1"},
        {"seen:many", 6, "many"},
        {"seen:>", 6, ">"},
        {"age:old", 5, "old"},
        {"after:yesterday", 7, "yesterday"},
        {"is:happy", 4, "happy"},
        {"(quota", 1, "closed"},
        {"quota)", 6, "opened"},
        {"\"quota", 1, "quote"},
        {"quota or", 9, "missing"},
        {"or quota", 1, NULL},
        {"!", 2, "missing"},
        {"()", 2, "missing"},
        {"seen:2...5", 6, "2...5"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GError) error = NULL;
        guint column = 0;
        NxQuery *query = nx_query_parse(CASES[i].query, &column, &error);
        if (!CASES[i].names) { /* a word of the language where a word can stand is a word */
            g_assert_nonnull(query);
            nx_query_free(query);
            continue;
        }
        g_assert_null(query);
        g_assert_error(error, NX_ERROR, NX_ERROR_SYNTAX);
        g_assert_cmpuint(column, ==, CASES[i].column);
        g_autofree char *begin = g_strdup_printf("column %u: ", CASES[i].column);
        g_assert_true(g_str_has_prefix(error->message, begin));
        g_assert_nonnull(strstr(error->message, CASES[i].names));
    }
}

static void deep(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 2000; i++)
        g_string_append(text, "!(");
    g_autoptr(GError) error = NULL;
    g_assert_null(nx_query_parse(text->str, NULL, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_SYNTAX);
    g_clear_error(&error);
    g_assert_null(nx_query_parse("caf\xe9", NULL, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_SYNTAX);
}

static void ledger(void)
{
    static const char *const NEEDS[] = {"seen:>2", "is:undecided", "quota or advice:hold", "!(decision:-)"},
                             *const NOT[] = {"class:hard", "is:tagged", "quota", ""};
    for (guint i = 0; i < G_N_ELEMENTS(NEEDS); i++) {
        NxQuery *query = nx_query_parse(NEEDS[i], NULL, NULL);
        g_assert_true(nx_query_needs_ledger(query));
        nx_query_free(query);
        query = nx_query_parse(NOT[i], NULL, NULL);
        g_assert_false(nx_query_needs_ledger(query));
        nx_query_free(query);
    }
}

static void completion(void)
{
    NxCatalog *catalog = nx_catalog_new();
    g_auto(GStrv) names_of = nx_query_complete(catalog, "class:hard (do");
    g_assert_cmpstr(names_of[0], ==, "domain:");
    g_assert_null(names_of[1]);
    g_auto(GStrv) values = nx_query_complete(catalog, "quota is:und");
    g_assert_cmpstr(values[0], ==, "is:undecided");
    g_assert_null(values[1]);
    g_auto(GStrv) classes = nx_query_complete(catalog, "class:");
    g_assert_cmpuint(g_strv_length(classes), ==, NX_N_CLASSES);
    g_auto(GStrv) nothing = nx_query_complete(catalog, "colour:r");
    g_assert_null(nothing[0]);
    nx_catalog_free(catalog);
}

#define ROW(path, test) g_test_add(path, Row, NULL, set_up, test, NULL)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ROW("/query/names may be cut short or have a star", names);
    ROW("/query/numbers are compared, and codes by their parts", numbers);
    ROW("/query/a date is a whole day, an age reaches up to now", times);
    ROW("/query/a domain has those below it", domains);
    ROW("/query/words are looked for in diagnostic, addresses and subject, whatever their case", words);
    ROW("/query/is asks for decisions and states", flags);
    ROW("/query/left asks why the advice is not taken", why_it_is_left);
    ROW("/query/or binds weaker than and, and weaker than not", logic);
    ROW("/query/a dash asks for what is not known", unknown);
    g_test_add_func("/query/errors name the column", errors);
    g_test_add_func("/query/nesting has a bound", deep);
    g_test_add_func("/query/it knows whether the ledger is needed", ledger);
    g_test_add_func("/query/completion gives whole words", completion);
    return g_test_run();
}
