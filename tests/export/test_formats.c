/* Formats of lists, written and read. */
#include <nixie/address.h>
#include <nixie/export.h>
#include <nixie/text.h>
#include <json-glib/json-glib.h>

#define NOW ((NxTime)1763719200) /* 2025-11-21T10:00:00Z */

static NxRecord *record(const char *address, NxDecision decision)
{
    NxRecord *r = g_new0(NxRecord, 1);
    r->spelling = g_strdup(address);
    r->key = nx_address_key(address, -1);
    r->decision = decision;
    r->reason = NX_REASON_USERUNKNOWN;
    r->klass = NX_CLASS_HARD;
    r->status = (NxStatus){5, 1, 1};
    r->reply_code = 550;
    r->first_seen = NOW - NX_DAY;
    r->last_seen = NOW;
    r->seen = 2;
    r->diagnostic = g_strdup("550 5.1.1 no such user");
    return r;
}

static GPtrArray *records(void)
{
    GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    g_ptr_array_add(list, record("Anna@Example.org", NX_DECISION_SUPPRESS));
    NxRecord *paused = record("作者@例え.example", NX_DECISION_RETRY);
    paused->not_before = NOW + NX_DAY;
    paused->attempt = 3;
    g_ptr_array_add(list, paused);
    NxRecord *held = record("=cmd|x@example.org", NX_DECISION_HOLD);
    g_free(held->diagnostic);
    held->diagnostic = g_strdup("=HYPERLINK(\"http://x.example\"), \"quoted\"\nnext");
    g_ptr_array_add(list, held);
    return list;
}

static GString *written(const char *format, const GPtrArray *list, guint left, NxProblems *problems)
{
    GString *out = g_string_new(NULL);
    g_autoptr(GPtrArray) written = nx_export_write(nx_format_find(format), list, &(NxExportStyle){0}, out, problems);
    g_assert_cmpuint(list->len - written->len, ==, left);
    return out;
}

static GPtrArray *read_back(const char *format, const char *text, guint bad, NxProblems *problems)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    guint before = nx_problems_count(problems);
    GPtrArray *imported = nx_import_read(nx_format_find(format), bytes, "LIST", problems);
    g_assert_cmpuint(nx_problems_count(problems) - before, ==, bad);
    return imported;
}

static void round_trip(gconstpointer format)
{
    NxProblems *problems = nx_problems_new();
    g_autoptr(GPtrArray) list = records();
    GString *out = written(format, list, 0, problems);
    g_autoptr(GPtrArray) imported = read_back(format, out->str, 0, problems);
    g_assert_cmpuint(imported->len, ==, list->len);
    for (guint i = 0; i < list->len; i++) {
        const NxRecord *before = list->pdata[i];
        const NxImported *after = imported->pdata[i];
        g_assert_cmpstr(after->key, ==, before->key);
        g_assert_cmpstr(after->spelling, ==, before->spelling);
        g_assert_cmpint(after->decision, ==, before->decision);
        g_assert_cmpint(after->reason, ==, before->reason);
        g_assert_cmpint(after->klass, ==, before->klass);
        g_assert_true(nx_status_equal(after->status, before->status));
        g_assert_cmpint(after->not_before, ==, before->not_before);
        g_assert_cmpuint(after->attempt, ==, before->attempt);
    }
    g_assert_cmpstr(((const NxImported *)imported->pdata[0])->diagnostic, ==, "550 5.1.1 no such user");
    g_string_free(out, TRUE);
    nx_problems_free(problems);
}

static void csv_guard(void)
{
    g_autoptr(GPtrArray) list = records();
    GString *out = written("csv", list, 0, NULL);
    g_auto(GStrv) lines = g_strsplit(out->str, "\r\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 5); /* names, three records, what stands behind the last line end */
    g_assert_true(g_str_has_prefix(
        lines[0], "address,decision,reason,class,status,reply_code,diagnostic,domain,first_seen,last_seen,count,"));
    g_assert_true(g_str_has_prefix(lines[1], "\"Anna@Example.org\",suppress,userunknown,hard,5.1.1,550,"));
    g_assert_true(g_str_has_prefix(lines[3], "\"=cmd|x@example.org\",hold,"));
    g_assert_nonnull(strstr(lines[3], "\"'=HYPERLINK(\"\"http://x.example\"\"), \"\"quoted\"\"\\x0Anext\""));
    g_string_free(out, TRUE);
}

static void text_refuses(void)
{
    NxProblems *problems = nx_problems_new();
    g_autoptr(GPtrArray) list = records();
    g_ptr_array_add(list, record("\"a, b\"@example.org", NX_DECISION_SUPPRESS));
    g_ptr_array_add(list, record("|prog@example.org", NX_DECISION_SUPPRESS));
    GString *out = written("text", list, 2, problems);
    g_assert_cmpstr(out->str, ==, "Anna@Example.org\n作者@例え.example\n=cmd|x@example.org\n");
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 2);
    g_assert_nonnull(strstr(lines[0], "a, b"));
    g_assert_nonnull(strstr(lines[1], "|prog@example.org"));
    /* The others are those that were written, in their order. */
    g_autoptr(GPtrArray) written = nx_export_write(nx_format_find("text"), list, &(NxExportStyle){0}, out, NULL);
    for (guint i = 0; i < written->len; i++)
        g_assert_true(written->pdata[i] == list->pdata[i]);
    g_string_free(out, TRUE);
    nx_problems_free(problems);
}

static void jsonl_is_json(void)
{
    g_autoptr(GPtrArray) list = records();
    GString *out = written("jsonl", list, 0, NULL);
    g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 4);
    for (guint i = 0; i < 3; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(JsonNode) node = json_from_string(lines[i], &error);
        g_assert_no_error(error);
        JsonObject *object = json_node_get_object(node);
        g_assert_cmpuint(json_object_get_size(object), ==, 28);
        g_assert_cmpint(json_object_get_int_member(object, "count"), ==, 2);
        g_assert_cmpint(json_object_get_null_member(object, "not_before"), ==, i != 1);
        g_assert_true(json_object_get_null_member(object, "rule"));
    }
    g_string_free(out, TRUE);
}

static void foreign_csv(void)
{
    static const char *const LISTS[] = {
        "email\na@b.example\nc@d.example\n",
        "Created,Email Address,Reason\r\n2025-01-01,a@b.example,\"bounced, twice\"\r\n2025-01-02,\"c@d.example\",\r\n",
        "\357\273\277a@b.example\n\nc@d.example",
        "\"a@b.example\",x\nc@d.example,y\n",
    };
    for (guint i = 0; i < G_N_ELEMENTS(LISTS); i++) {
        NxProblems *problems = nx_problems_new();
        g_autoptr(GPtrArray) imported = read_back("csv", LISTS[i], 0, problems);
        g_assert_cmpuint(imported->len, ==, 2);
        g_assert_cmpstr(((const NxImported *)imported->pdata[0])->key, ==, "a@b.example");
        g_assert_cmpstr(((const NxImported *)imported->pdata[1])->key, ==, "c@d.example");
        g_assert_cmpint(((const NxImported *)imported->pdata[0])->decision, ==, NX_DECISION_SUPPRESS);
        nx_problems_free(problems);
    }
}

static void bad_lines(void)
{
    static const struct {
        const char *format, *text, *where;
        guint good;
    } CASES[] = {
        {"text", "a@b.example\nno address\n# a comment\n\nc@d.example\n", "LIST:2: ", 2},
        {"csv", "email,x\na@b.example,\"two\nlines\"\nnothing,1\nc@d.example\n", "LIST:4: ", 2},
        {"jsonl", "{\"address\":\"a@b.example\"}\n[1]\n{\"email\":\"c@d.example\"}\n", "LIST:2[1]: ", 2},
        {"jsonl", "{\"address\":\"a@b.example\"\n", "LIST:1: ", 0},
        {"jsonl", "{\"address\":\"a@b.example\",\"decision\":null}\n{\"email\":\"c@d.example\"}\n", "LIST:1: ", 1},
        {"csv", "address,decision\na@b.example,\nc@d.example,hold\n", "LIST:2: ", 1},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        NxProblems *problems = nx_problems_new();
        g_autoptr(GPtrArray) imported = read_back(CASES[i].format, CASES[i].text, 1, problems);
        g_assert_cmpuint(imported->len, ==, CASES[i].good);
        g_auto(GStrv) lines = nx_problems_take(problems);
        g_assert_true(g_str_has_prefix(lines[0], CASES[i].where));
        nx_problems_free(problems);
    }
}

static void hostile(void)
{
    NxProblems *problems = nx_problems_new();
    g_autoptr(GString) deep = g_string_new("{\"address\":");
    for (guint i = 0; i < 100000; i++)
        g_string_append_c(deep, '[');
    g_autoptr(GPtrArray) imported = read_back("jsonl", deep->str, 1, problems);
    g_assert_cmpuint(imported->len, ==, 0);
    const guint8 zero[] = "a@b.example\0@c\nc@d.example\n";
    g_autoptr(GBytes) bytes = g_bytes_new(zero, sizeof zero - 1);
    for (guint i = 0; nx_formats()[i]; i++) {
        if (!nx_format_can_read(nx_formats()[i]))
            continue;
        g_autoptr(GPtrArray) some = nx_import_read(nx_formats()[i], bytes, "LIST", problems);
        for (guint k = 0; k < some->len; k++)
            g_assert_cmpstr(((const NxImported *)some->pdata[k])->key, ==, "c@d.example");
    }
    nx_problems_free(problems);
}

/* What each makes of one record, to the byte. */
static const struct {
    const char *format, *text;
} WRITTEN[] = {
    {"text", "anna@example.org\n"},
    {"csv", "address,decision,reason,class,status,reply_code,diagnostic,domain,first_seen,last_seen,count,not_before,"
            "attempt,file,rule,scope,cause,note,since,until,by,provider,plan,attempts,sent_at,evidence,original_"
            "message_id,delivered\r\n\"anna@example.org\",suppress,userunknown,hard,5.1.1,550,550 5.1.1 no such "
            "user,example.org,2025-11-20T10:00:00Z,2025-11-21T10:00:00Z,2,,,,,,,,,,person,,,,,,,\r\n"},
    {"json",
     "{\"addresses\":[{\"address\":\"anna@example.org\",\"decision\":\"suppress\",\"reason\":\"userunknown\","
     "\"class\":\"hard\",\"status\":\"5.1.1\",\"reply_code\":\"550\",\"diagnostic\":\"550 5.1.1 no such "
     "user\",\"domain\":\"example.org\",\"first_seen\":\"2025-11-20T10:00:00Z\",\"last_seen\":\"2025-11-21T10:"
     "00:00Z\",\"count\":2,\"not_before\":null,\"attempt\":null,\"file\":null,\"rule\":null,\"scope\":null,\"cause\":"
     "null,\"note\":null,\"since\":null,\"until\":null,\"by\":\"person\",\"provider\":null,\"plan\":null,\"attempts\":"
     "null,\"sent_at\":null,\"evidence\":null,\"original_message_id\":null,\"delivered\":null}]}\n"},
    {"jsonl",
     "{\"address\":\"anna@example.org\",\"decision\":\"suppress\",\"reason\":\"userunknown\",\"class\":"
     "\"hard\",\"status\":\"5.1.1\",\"reply_code\":\"550\",\"diagnostic\":\"550 5.1.1 no such "
     "user\",\"domain\":\"example.org\",\"first_seen\":\"2025-11-20T10:00:00Z\",\"last_seen\":\"2025-11-21T10:"
     "00:00Z\",\"count\":2,\"not_before\":null,\"attempt\":null,\"file\":null,\"rule\":null,\"scope\":null,\"cause\":"
     "null,\"note\":null,\"since\":null,\"until\":null,\"by\":\"person\",\"provider\":null,\"plan\":null,\"attempts\":"
     "null,\"sent_at\":null,\"evidence\":null,\"original_message_id\":null,\"delivered\":null}\n"},
    {"tsv",
     "address\tdecision\treason\tclass\tstatus\treply_code\tdiagnostic\tdomain\tfirst_seen\tlast_"
     "seen\tcount\tnot_"
     "before\tattempt\tfile\trule\tscope\tcause\tnote\tsince\tuntil\tby\tprovider\tplan\tattempts\tsent_"
     "at\tevidence\toriginal_message_id\tdelivered\nanna@example.org\tsuppress\tuserunknown\thard\t5.1."
     "1\t550\t550 5.1.1 no such "
     "user\texample.org\t2025-11-20T10:00:00Z\t2025-11-21T10:00:00Z\t2\t\t\t\t\t\t\t\t\t\tperson\t\t\t\t\t\t\t\n"},
};

static void our_own_to_the_byte(void)
{
    g_autoptr(GPtrArray) plain = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    g_ptr_array_add(plain, record("anna@example.org", NX_DECISION_SUPPRESS));
    for (guint i = 0; i < G_N_ELEMENTS(WRITTEN); i++) {
        g_autoptr(GString) out = written(WRITTEN[i].format, plain, 0, NULL);
        g_assert_cmpstr(out->str, ==, WRITTEN[i].text);
    }
}

/* Those that the manual promises, by these names. */
static const char *const PROMISED[] = {
    "text",       "csv",       "tsv",      "jsonl",   "postfix-access", "postfix-transport", "exim",   "sendmail",
    "opensmtpd",  "rspamd",    "mailman",  "sympa",   "listmonk",       "phplist",           "mautic", "civicrm",
    "ses-csv",    "ses-jsonl", "sendgrid", "mailgun", "postmark",       "sparkpost",         "brevo",  "mailchimp",
    "cloudflare", "resend",    "sisimai"};

/* A format of which something is missing is named here. */
static void complete(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(PROMISED); i++) {
        g_test_message("%s", PROMISED[i]);
        g_assert_nonnull(nx_format_find(PROMISED[i]));
        g_assert_true(nx_format_can_write(nx_format_find(PROMISED[i])));
    }
    for (guint n = 0; nx_formats()[n]; n++) {
        const NxFormat *format = nx_formats()[n];
        const char *const *lines;
        g_test_message("%s", nx_format_name(format));
        g_assert_true(nx_format_find(nx_format_name(format)) == format);
        g_assert_true(*nx_format_help(format));
        g_assert_true(*nx_format_extension(format));
        g_assert_cmpuint(nx_format_load(format, &lines), ==, 2);
        g_assert_true(nx_format_can_write(format) || nx_format_can_read(format));
    }
    g_assert_null(nx_format_find("xls"));
}

static void a_record_stands_whole_in_its_row(void)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    NxRecord *paused = record("Anna@Example.org", NX_DECISION_RETRY);
    paused->not_before = NOW + NX_DAY;
    paused->attempt = 3;
    paused->file = g_strdup("cur/1");
    paused->rule = g_strdup("full.mailbox");
    g_ptr_array_add(list, paused);
    NxRecord *bare = record("bob@example.org", NX_DECISION_SUPPRESS);
    bare->status = NX_STATUS_NONE;
    bare->reply_code = 0;
    bare->first_seen = bare->last_seen = NX_TIME_UNKNOWN;
    bare->not_before = NOW; /* of no retry */
    bare->attempt = 2;
    bare->seen = 0;
    g_clear_pointer(&bare->diagnostic, g_free);
    g_ptr_array_add(list, bare);
    static const char *const FORMATS
        [] = {"tsv", "csv", "jsonl"},
 *const ROWS[] = {
     "address\tdecision\treason\tclass\tstatus\treply_code\tdiagnostic\tdomain\tfirst_seen\tlast_seen\tcount\t"
     "not_before\tattempt\tfile\trule\tscope\tcause\tnote\tsince\tuntil\tby\tprovider\tplan\tattempts\tsent_"
     "at\tevidence\toriginal_message_id\tdelivered\n"
     "Anna@Example.org\tretry\tuserunknown\thard\t5.1.1\t550\t550 5.1.1 no such user\texample.org\t"
     "2025-11-20T10:00:00Z\t2025-11-21T10:00:00Z\t2\t2025-11-22T10:00:00Z\t3\tcur/"
     "1\tfull.mailbox\t\t\t\t\t\tperson\t\t\t\t\t\t\t\n"
     "bob@example.org\tsuppress\tuserunknown\thard\t\t\t\texample.org\t\t\t0\t\t\t\t\t\t\t\t\t\tperson\t\t\t\t\t\t\t\n",
     "address,decision,reason,class,status,reply_code,diagnostic,domain,first_seen,last_seen,count,"
     "not_before,attempt,file,rule,scope,cause,note,since,until,by,provider,plan,attempts,sent_at,evidence,original_"
     "message_id,delivered\r\n"
     "\"Anna@Example.org\",retry,userunknown,hard,5.1.1,550,550 5.1.1 no such user,example.org,"
     "2025-11-20T10:00:00Z,2025-11-21T10:00:00Z,2,2025-11-22T10:00:00Z,3,cur/1,full.mailbox,,,,,,person,,,,,,,\r\n"
     "\"bob@example.org\",suppress,userunknown,hard,,,,example.org,,,0,,,,,,,,,,person,,,,,,,\r\n",
     "{\"address\":\"Anna@Example.org\",\"decision\":\"retry\",\"reason\":\"userunknown\",\"class\":\"hard\","
     "\"status\":\"5.1.1\",\"reply_code\":\"550\",\"diagnostic\":\"550 5.1.1 no such user\","
     "\"domain\":\"example.org\",\"first_seen\":\"2025-11-20T10:00:00Z\",\"last_seen\":\"2025-11-21T10:00:00Z\","
     "\"count\":2,\"not_before\":\"2025-11-22T10:00:00Z\",\"attempt\":3,\"file\":\"cur/1\","
     "\"rule\":\"full.mailbox\",\"scope\":null,\"cause\":null,\"note\":null,\"since\":null,\"until\":null,\"by\":"
     "\"person\",\"provider\":null,\"plan\":null,\"attempts\":null,\"sent_at\":null,\"evidence\":null,\"original_"
     "message_id\":null,\"delivered\":null}\n"
     "{\"address\":\"bob@example.org\",\"decision\":\"suppress\",\"reason\":\"userunknown\",\"class\":\"hard\","
     "\"status\":null,\"reply_code\":null,\"diagnostic\":null,\"domain\":\"example.org\",\"first_seen\":null,"
     "\"last_seen\":null,\"count\":0,\"not_before\":null,\"attempt\":null,\"file\":null,\"rule\":null,\"scope\":null,"
     "\"cause\":null,\"note\":null,\"since\":null,\"until\":null,\"by\":\"person\",\"provider\":null,\"plan\":null,"
     "\"attempts\":null,\"sent_at\":null,\"evidence\":null,\"original_message_id\":null,\"delivered\":null}\n",
 };
    for (guint i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
        g_autoptr(GString) out = written(FORMATS[i], list, 0, NULL);
        g_assert_cmpstr(out->str, ==, ROWS[i]);
    }
}

/* What is read of a list of one line, or of two where the first has the names. */
static NxImported *only_line(const char *format, const char *text, GPtrArray **imported)
{
    *imported = read_back(format, text, 0, NULL);
    g_assert_cmpuint((*imported)->len, ==, 1);
    return (*imported)->pdata[0];
}

static void each_field_of_a_list_is_read(void)
{
    static const char *const
        FORMATS[] = {"csv", "tsv", "jsonl"},
        *const LISTS[] = {
            "Address,Decision,Reason,Class,Status,Reply_Code,Diagnostic,Not_Before,Attempt,File,Rule\n"
            "Ann@a.example,retry,mailboxfull,soft,4.2.2,452,full,2025-11-22T10:00:00Z,3,cur/1,full.mailbox\n",
            "address\tdecision\treason\tclass\tstatus\treply_code\tdiagnostic\tnot_before\tattempt\tfile\trule\n"
            "Ann@a.example\tretry\tmailboxfull\tsoft\t4.2.2\t452\tfull\t2025-11-22T10:00:00Z\t3\tcur/"
            "1\tfull.mailbox\t\t\t\t\t\tperson\t\t\t\t\t\t\t\n",
            "\r\n{\"Recipient\":\"Ann@a.example\",\"decision\":\"retry\",\"reason\":\"mailboxfull\",\"class\":\"soft\","
            "\"status\":\"4.2.2\",\"reply_code\":452,\"diagnostic\":\"full\",\"not_before\":\"2025-11-22T10:00:00Z\","
            "\"attempt\":3,\"file\":\"cur/1\",\"rule\":\"full.mailbox\",\"other\":[1],\"more\":true}\r\n",
        };
    for (guint i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
        g_autoptr(GPtrArray) imported = NULL;
        const NxImported *one = only_line(FORMATS[i], LISTS[i], &imported);
        g_assert_cmpstr(one->key, ==, "ann@a.example");
        g_assert_cmpstr(one->spelling, ==, "Ann@a.example");
        g_assert_true(one->is_said);
        g_assert_cmpint(one->decision, ==, NX_DECISION_RETRY);
        g_assert_cmpint(one->reason, ==, NX_REASON_MAILBOXFULL);
        g_assert_cmpint(one->klass, ==, NX_CLASS_SOFT);
        g_assert_true(nx_status_equal(one->status, (NxStatus){4, 2, 2}));
        g_assert_cmpuint(one->reply_code, ==, 452);
        g_assert_cmpstr(one->diagnostic, ==, "full");
        g_assert_cmpint(one->not_before, ==, NOW + NX_DAY);
        g_assert_cmpuint(one->attempt, ==, 3);
        g_assert_cmpstr(one->file, ==, "cur/1");
        g_assert_cmpstr(one->rule, ==, "full.mailbox");
    }
}

static void what_is_no_word_of_ours_says_nothing(void)
{
    static const struct {
        const char *cells;
        guint attempt, reply_code;
    } LINES[] = {{"Bounced,x,-1,-1", 0, 0}, {"Bounced,x,1000,999", 1000, 999}, {"Bounced,x,1001,1000", 1000, 999}};
    for (guint i = 0; i < G_N_ELEMENTS(LINES); i++) {
        g_autofree char *text =
            g_strconcat("address,decision,diagnostic,attempt,reply_code,rule\na@b.example,", LINES[i].cells, NULL);
        g_autoptr(GPtrArray) imported = NULL;
        const NxImported *one = only_line("csv", text, &imported);
        g_assert_cmpint(one->decision, ==, NX_DECISION_SUPPRESS);
        g_assert_false(one->is_said);
        g_assert_cmpuint(one->attempt, ==, LINES[i].attempt);
        g_assert_cmpuint(one->reply_code, ==, LINES[i].reply_code);
        g_assert_null(one->rule); /* the line ends before it */
    }
}

static void every_name_of_the_address_is_understood(void)
{
    static const char *const NAMES[] = {"address",       "email",        "e-mail",    "email address",
                                        "email_address", "emailaddress", "recipient", "mail"};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        g_autofree char *text = g_strdup_printf("diagnostic, %s \nfull,a@b.example\n", NAMES[i]);
        g_autoptr(GPtrArray) imported = NULL;
        const NxImported *one = only_line("csv", text, &imported);
        g_assert_cmpstr(one->key, ==, "a@b.example");
        g_assert_cmpstr(one->diagnostic, ==, "full");
    }
    static const char *const MEMBERS[] = {"address", "email", "recipient", "EMail"};
    for (guint i = 0; i < G_N_ELEMENTS(MEMBERS); i++) {
        g_autofree char *text = g_strdup_printf("{\"%s\":\"a@b.example\"}", MEMBERS[i]);
        g_autoptr(GPtrArray) imported = NULL;
        g_assert_cmpstr(only_line("jsonl", text, &imported)->key, ==, "a@b.example");
    }
}

static void only_the_apostrophe_that_guards_a_cell_goes(void)
{
    static const struct {
        const char *format, *cell, *read;
    } CASES[] = {
        {"csv", "'=1", "=1"}, {"csv", "'+1", "+1"}, {"csv", "'-1", "-1"}, {"csv", "'@1", "@1"},   {"csv", "'1", "'1"},
        {"csv", "'", "'"},    {"csv", "=1", "=1"},  {"tsv", "'=1", "=1"}, {"csv", "''=1", "'=1"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const char *between = g_str_equal(CASES[i].format, "csv") ? "," : "\t";
        g_autofree char *text =
            g_strconcat("address", between, "rule\na@b.example", between, CASES[i].cell, "\n", NULL);
        g_autoptr(GPtrArray) imported = NULL;
        g_assert_cmpstr(only_line(CASES[i].format, text, &imported)->rule, ==, CASES[i].read);
    }
}

static void a_list_without_names_says_nothing_but_addresses(void)
{
    g_autoptr(GPtrArray) imported = NULL;
    const NxImported *one = only_line("csv", "a@b.example,hold,full\n", &imported);
    g_assert_cmpint(one->decision, ==, NX_DECISION_SUPPRESS);
    g_assert_false(one->is_said);
    g_assert_null(one->diagnostic);
    for (guint i = 0; nx_formats()[i]; i++) {
        g_autoptr(GPtrArray) none = read_back(nx_format_name(nx_formats()[i]), "", 0, NULL);
        g_assert_cmpuint(none->len, ==, 0);
    }
}

/* An object may open a thousand brackets, itself among them. */
static void a_line_of_json_has_a_bound_on_its_depth(void)
{
    for (guint n = 999; n <= 1000; n++) {
        NxProblems *problems = nx_problems_new();
        g_autofree char *brackets = g_strnfill(n, n % 2 ? '[' : '{');
        g_autofree char *text = g_strdup_printf("{\"address\":\"a@b.example\",\"rule\":\"%s\"}\n", brackets);
        g_autoptr(GPtrArray) imported = read_back("jsonl", text, n > 999, problems);
        g_assert_cmpuint(imported->len, ==, n > 999 ? 0 : 1);
        nx_problems_free(problems);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/export/csv read back changes nothing", "csv", round_trip);
    g_test_add_data_func("/export/tsv read back changes nothing", "tsv", round_trip);
    g_test_add_data_func("/export/jsonl read back changes nothing", "jsonl", round_trip);
    g_test_add_func("/export/csv guards text against formulas and leaves addresses alone", csv_guard);
    g_test_add_func("/export/text refuses what could be more than an address", text_refuses);
    g_test_add_func("/export/jsonl has all fields, null where not known", jsonl_is_json);
    g_test_add_func("/import/lists of other programs are understood", foreign_csv);
    g_test_add_func("/import/a bad line is named by its number", bad_lines);
    g_test_add_func("/import/hostile lists do no harm", hostile);
    g_test_add_func("/export/our own formats to the byte", our_own_to_the_byte);
    g_test_add_func("/export/no format lacks a name, a help, an extension or a writer", complete);
    g_test_add_func("/export/a record stands whole in its row", a_record_stands_whole_in_its_row);
    g_test_add_func("/import/each field of a list is read", each_field_of_a_list_is_read);
    g_test_add_func("/import/what is no word of ours says nothing", what_is_no_word_of_ours_says_nothing);
    g_test_add_func("/import/every name of the address is understood", every_name_of_the_address_is_understood);
    g_test_add_func("/import/only the apostrophe that guards a cell goes", only_the_apostrophe_that_guards_a_cell_goes);
    g_test_add_func("/import/a list without names says nothing but addresses",
                    a_list_without_names_says_nothing_but_addresses);
    g_test_add_func("/import/a line of JSON has a bound on its depth", a_line_of_json_has_a_bound_on_its_depth);
    return g_test_run();
}
