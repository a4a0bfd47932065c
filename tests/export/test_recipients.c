/* Lists of recipients: what shows their shape, whom a row names, and what must not pass for something else. */
#include <nixie/recipients.h>
#include <string.h>

/* "ann@one.example" a recipient by its key, "-" nobody, "?" unreadable; ":" before it the line it begins on; "!" and
 * the message where the list ends in an error. */
static char *read_as(const NxRecipientsShape *shape, const char *text)
{
    g_autoptr(GError) error = NULL;
    GString *said = g_string_new(NULL), *bytes = g_string_new(NULL);
    g_autoptr(NxRecipients) list = nx_recipients_new(shape, text, strlen(text), &error);
    NxRow row;
    while (list && nx_recipients_next(list, &row, &error)) {
        const char *what = row.kind == NX_ROW_RECIPIENT ? row.key : row.kind == NX_ROW_NOBODY ? "-" : "?";
        g_string_append_printf(said, "%s%u:%s", said->len ? " " : "", row.line, what);
        g_string_append_len(bytes, row.at, (gssize)row.len);
        g_assert_cmpint(row.why != NULL, ==, row.kind == NX_ROW_UNREADABLE);
    }
    if (error)
        g_string_append_printf(said, "%s!%s", said->len ? " " : "", error->message);
    else
        g_assert_cmpstr(bytes->str, ==, text); /* rows are all of the list */
    g_string_free(bytes, TRUE);
    return g_string_free(said, FALSE);
}

typedef struct {
    const char *text, *said;
    NxRecipientsShape shape;
} Case;

static void assert_cases(const Case *cases, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *said = read_as(&cases[i].shape, cases[i].text);
        g_assert_cmpstr(said, ==, cases[i].said);
    }
}

#define ASSERT_CASES(cases) assert_cases(cases, G_N_ELEMENTS(cases))

static void a_plain_list_is_read_line_by_line(void)
{
    static const Case CASES[] = {
        {"", "", {0}},
        {"Ann@One.example", "1:ann@one.example", {0}},
        {"ann@one.example\r\n\r\n# a@b.example\nbob@two.example\n", "1:ann@one.example 2:- 3:- 4:bob@two.example", {0}},
        {"People\nann@one.example\nnobody\n", "1:- 2:ann@one.example 3:?", {0}},
        {"# all\nPeople\nann@one.example\n", "1:- 2:- 3:ann@one.example", {0}},
        {"\xEF\xBB\xBF"
         "ann@one.example\n",
         "1:- 1:ann@one.example",
         {0}},
        {"ann@one.example\nbob@two.example,Bob\n\"cyd@two.example\",x\n",
         "1:ann@one.example 2:bob@two.example 3:cyd@two.example",
         {0}},
        /* two on one line: whoever is asked about, the other goes unasked */
        {"ann@one.example\nbob@two.example, cyd@two.example\n", "1:ann@one.example 2:?", {0}},
    };
    ASSERT_CASES(CASES);
}

static void a_name_may_stand_before_an_address(void)
{
    static const Case CASES[] = {
        {"Ann Berg <Ann@one.example>\n", "1:ann@one.example", {0}},
        {"\"Berg, Ann\" <ann@one.example>\n<bob@two.example>\n", "1:ann@one.example 2:bob@two.example", {0}},
        {"Berg, Ann <ann@one.example>\n", "1:ann@one.example", {0}},
        {"ann@one.example <ANN@one.example>\n\"ann@one.example\" <ann@one.example>\n",
         "1:ann@one.example 2:ann@one.example",
         {0}},
        {"Ann <ann@one.example>\nBob <bob@two.example\nCyd <cyd>\ndan@x.example <eve@y.example>\n",
         "1:ann@one.example 2:? 3:? 4:?",
         {0}},
        {"Ann <ann@one.example>, Bob <bob@two.example>\nx\n",
         "!several columns may hold the addresses: name the one that is meant",
         {0}},
    };
    ASSERT_CASES(CASES);
}

static void the_separator_and_the_column_are_found(void)
{
    static const Case CASES[] = {
        {"name;email;note\nAnn;ann@one.example;a,b\n", "1:- 2:ann@one.example", {0}},
        {"name\temail\nAnn, B\tann@one.example\n", "1:- 2:ann@one.example", {0}},
        {"name,whom\nAnn,ann@one.example\n", "1:- 2:ann@one.example", {0}},
        {"ann@one.example;Ann\nbob@two.example;Bob\n", "1:ann@one.example 2:bob@two.example", {0}},
        {"Ann;Berg <ann@one.example>;x\n", "1:ann@one.example", {0}},
        /* a postal address is none */
        {"address,email\n12 High St,ann@one.example\n", "1:- 2:ann@one.example", {0}},
        {"name;email\n;\nAnn;ann@one.example\n", "1:- 2:- 3:ann@one.example", {0}},
        {"email;name\n;Ann\nbob@two.example;Bob\n", "1:- 2:? 3:bob@two.example", {0}},
        {"email;by\nann@one.example;boss@x.example\n", "1:- 2:ann@one.example", {0}},
        {"to;by\nann@one.example;boss@x.example\n", "1:- !several", {0}},
        {"address;mail_to\nHigh St;ann@one.example\n", "1:- !several", {0}},
        {"name;town\nAnn;Bonn\n", "1:- !none", {0}},
        {"name;email\n", "1:-", {0}},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *said = read_as(&CASES[i].shape, CASES[i].text);
        const char *several = strstr(CASES[i].said, "!several"), *none = strstr(CASES[i].said, "!none");
        if (several || none) /* refused before the first row */
            g_assert_true(g_str_has_prefix(said, several ? "!several columns" : "!no column holds"));
        else
            g_assert_cmpstr(said, ==, CASES[i].said);
    }
}

static void a_column_may_be_named(void)
{
    static const Case CASES[] = {
        {"to;by\nann@one.example;boss@x.example\n", "1:- 2:boss@x.example", {"BY", FALSE}},
        {"to;by\nann@one.example;boss@x.example\n", "1:- 2:boss@x.example", {"2", FALSE}},
        {"ann@one.example;boss@x.example\n", "1:boss@x.example", {"2", FALSE}},
        {"to;by\nann@one.example\n", "1:- 2:?", {"2", FALSE}},
        {"to;by\nann@one.example;x\n", "!there is no column whom; the first row has: to, by", {"whom", FALSE}},
        {"mail\nann@one.example\n", "1:- 2:ann@one.example", {"mail", FALSE}},
        {"e@mail;by\nann@one.example;x@y.example\n", "1:- 2:ann@one.example", {"e@mail", FALSE}},
    };
    ASSERT_CASES(CASES);
}

static void cells_stand_in_quotes(void)
{
    static const Case CASES[] = {
        {"a;b\n\"x;y\";\"ann@one.example\"\n", "1:- 2:ann@one.example", {0}},
        {"a,b\n\"two\nlines\",ann@one.example\nz,bob@two.example\n", "1:- 2:ann@one.example 4:bob@two.example", {0}},
        {"a,b\n\"\"\"A\"\" Berg\",\"\"\"Ann \"\"\"\" B\"\" <ann@one.example>\"\n", "1:- 2:ann@one.example", {0}},
        {"\"email\"\n\"ann@one.example\"\n", "1:- 2:ann@one.example", {NULL, TRUE}},
        {"x\n\"#1\"\n#ann@one.example\n", "1:- 2:? 3:#ann@one.example", {"x", TRUE}},
        /* a quote in a name closes nothing */
        {"a,b\n5\" disk,ann@one.example\nx,bob@two.example\n", "1:- 2:ann@one.example 3:bob@two.example", {0}},
        {"a,b\n\"Ann\" B,ann@one.example\n", "1:- 2:ann@one.example", {0}},
        /* an open one would let all behind it through as one row */
        {"a,b\n\"x,ann@one.example\ny,bob@two.example\n",
         "1:- !line 2: a quote is not closed where it should be",
         {"b", 0}},
        {"a,b\n\"x,ann@one.example\n\"y\",bob@two.example\n",
         "1:- !line 2: a quote is not closed where it should be",
         {"b", FALSE}},
    };
    ASSERT_CASES(CASES);
}

static void lines_of_json_have_a_field(void)
{
    static const Case CASES[] = {
        {"{\"id\":1,\"Email\":\"Ann@one.example\"}\n\n{\"email\":\"Bob <bob@two.example>\"}\n",
         "1:ann@one.example 2:- 3:bob@two.example",
         {0}},
        {"{\"to\":\"ann@one.example\",\"email\":\"x@y.example\"}\n{\"email\":\"x@y.example\"}\n",
         "1:ann@one.example 2:?",
         {"to", FALSE}},
        {"{\"email\":null}\n{\"email\":7}\n{\"email\":[\"a@b.example\"]}\n{\"email\"\nann@one.example\n",
         "1:? 2:? 3:? 4:? 5:?",
         {0}},
    };
    ASSERT_CASES(CASES);
}

static void sixteen_bits_a_character_are_refused(void)
{
    static const char LITTLE[] = "\xFF\xFE"
                                 "a\0@\0b\0",
                      BIG[] = "\xFE\xFF"
                              "\0a\0@\0b";
    const NxRecipientsShape shape = {0};
    g_autoptr(GError) little = NULL, big = NULL;
    g_assert_null(nx_recipients_new(&shape, LITTLE, sizeof LITTLE, &little));
    g_assert_error(little, NX_ERROR, NX_ERROR_SYNTAX);
    g_assert_null(nx_recipients_new(&shape, BIG, sizeof BIG, &big));
    g_assert_error(big, NX_ERROR, NX_ERROR_SYNTAX);
    g_autoptr(NxRecipients) one = nx_recipients_new(&shape, "\xFF", 1, NULL);
    g_assert_nonnull(one);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recipients/a plain list is read line by line", a_plain_list_is_read_line_by_line);
    g_test_add_func("/recipients/a name may stand before an address", a_name_may_stand_before_an_address);
    g_test_add_func("/recipients/separator and column are found", the_separator_and_the_column_are_found);
    g_test_add_func("/recipients/a column may be named", a_column_may_be_named);
    g_test_add_func("/recipients/cells stand in quotes", cells_stand_in_quotes);
    g_test_add_func("/recipients/lines of JSON have a field", lines_of_json_have_a_field);
    g_test_add_func("/recipients/sixteen bits a character are refused", sixteen_bits_a_character_are_refused);
    return g_test_run();
}
