/* A wrong row in a table of words is refused by name and line, and the others are read. */
#include "parse/fields/service.h"
#include "parse/general/phrases.h"
#include "parse/mime/charset_guess.h"
#include "parse/mime/charset_name.h"
#include "parse/mime/field_set.h"
#include "parse/mime/html_words.h"
#include "parse/notice/answer_forms.h"
#include "parse/notice/day.h"
#include "parse/notice/mailer.h"
#include "parse/notice/sign_words.h"
#include "parse/smtp/dialogue_words.h"
#include "spoilt.h"
#include <string.h>

static void read_signs(void)
{
    g_assert_true(nx_sign_words_in(NX_WORDS_SUBJECT, "undelivered mail"));
    g_assert_true(nx_sign_words_is_local(NX_WORDS_DESK, "helpdesk@example.com"));
    g_assert_false(nx_sign_words_is_local(NX_WORDS_DESK, "helpdesks@example.com"));
}

static void read_phrases(void)
{
    g_assert_true(nx_phrases_is_label("empfänger", strlen("empfänger"), NX_PHRASE_RECIPIENT));
    g_assert_true(nx_phrases_word_ends("mail an", 0, strlen("mail an"), NX_PHRASE_TO));
    g_assert_false(nx_phrases_word_ends("mann", 0, strlen("mann"), NX_PHRASE_TO));
}

static void read_dialogue(void)
{
    const NxDialogueWords *words = nx_dialogue_words();
    const NxDialoguePhrase *first = &g_array_index(words->phrases['b' - 'a'], NxDialoguePhrase, 0);
    g_assert_cmpstr(first->words, ==, "BDAT");
    g_assert_true(first->exact);
    g_assert_cmpstr(g_ptr_array_index(words->units, 0), ==, "bytes");
}

static void read_charsets(void)
{
    g_assert_true(nx_charset_name_tells_nothing("us-ascii"));
    g_assert_cmpstr(nx_charset_name_known("shift-jis"), ==, "CP932");
    g_autofree char *meant = nx_charset_name_meant("iso8859_15");
    g_assert_cmpstr(meant, ==, "ISO-8859-15");
}

static void read_guesses(void)
{
    const char text[] = "\xd0\xd2\xc9\xd7\xc5\xd4 \xd0\xcf\xde\xd4\xc1"; /* "привет почта" */
    g_assert_cmpstr(nx_charset_guess((NxBytes){text, strlen(text)}), ==, "KOI8-R");
}

static void read_html(void)
{
    g_assert_cmpint(nx_html_tag("STYLE", 5)->kind, ==, NX_TAG_SKIP);
    g_assert_null(nx_html_tag("span", 4));
    g_assert_cmpuint(nx_html_entity("nbsp;", 4), ==, ' ');
    g_assert_cmpuint(nx_html_entity("auml;", 4), ==, 0xe4);
    g_assert_cmpuint(nx_html_entity("aumlaut;", 7), ==, 0);
}

static void read_actions(void)
{
    g_assert_cmpint(nx_field_action("deliverable (no)"), ==, NX_ACTION_NONE);
    g_assert_cmpint(nx_field_action("delivered"), ==, NX_ACTION_DELIVERED);
}

static void read_mailers(void)
{
    nx_mailers_free(nx_mailers_new(NULL));
}

static void read_answers(void)
{
    NxAnswerForms *forms = nx_answer_forms_new(NULL);
    g_assert_cmpuint(nx_answer_forms_begin(forms, NX_ANSWER_SUBJECT, "Automatic reply: x", 18), >, 0);
    nx_answer_forms_free(forms);
}

static void read_months(void)
{
    g_assert_cmpint(nx_day_read("7 December 2026", 15, TRUE, NX_TIME_UNKNOWN), ==, 1796601600);
}

static void read_services(void)
{
    static const char TEXT[] = "{\"event\":\"open\",\"sg_event_id\":1}";
    NxServiceEvent event;
    g_assert_true(nx_service_read(&event, NULL, (NxBytes){TEXT, strlen(TEXT)}));
    g_assert_cmpint(event.nobody, ==, NX_KIND_NOT_A_BOUNCE);
}

static const char NO_WORD[] = "a row is the name of a list and a word for it";

static const NxSpoilt TABLES[] = {
    {"src/parse/signs.tsv", "moon\tfull", NO_WORD, read_signs},
    {"src/parse/signs.tsv", "subject\t", NO_WORD, read_signs},
    {"src/parse/signs.tsv", "subject\ta\tb", "more cells than columns; passed over", read_signs},
    {"src/parse/phrases.tsv", "moon\ten\tfull", "there is no such kind of phrase", read_phrases},
    {"src/parse/phrases.tsv", "failure\ten\tx", "the phrase is too short to be found in a text", read_phrases},
    {"src/parse/phrases.tsv", "recipient\ten\t", "the phrase is too short to be found in a text", read_phrases},
    {"src/parse/dialogue.tsv", "moon\tfull",
     "a row is command, answered, host or unit, and words that begin with a letter", read_dialogue},
    {"src/parse/dialogue.tsv", "host\t[full]",
     "a row is command, answered, host or unit, and words that begin with a letter", read_dialogue},
    {"src/parse/dialogue.tsv", "command\tGO\tDATA\tloud", "the case is exact, or nothing", read_dialogue},
    {"src/parse/dialogue.tsv", "command\tGO\tGO", "a command is named where one is meant, and nowhere else",
     read_dialogue},
    {"src/parse/dialogue.tsv", "host\tgo to\tDATA", "a command is named where one is meant, and nowhere else",
     read_dialogue},
    {"src/parse/dialogue.tsv", "unit", "the unit is missing", read_dialogue},
    {"src/parse/charsets.tsv", "name\tmoon", "a row is none and a name, or name or family with what iconv calls it",
     read_charsets},
    {"src/parse/charsets.tsv", "none\tmoon\tUTF-8",
     "a row is none and a name, or name or family with what iconv calls it", read_charsets},
    {"src/parse/charset-guesses.tsv", "script\tmoon", "a script needs a name and characters", read_guesses},
    {"src/parse/charset-guesses.tsv", "charset\tMOON\tlunar\t20",
     "a charset needs a name, a script from further up and a percentage", read_guesses},
    {"src/parse/charset-guesses.tsv", "charset\tMOON\thanzi\t101",
     "a charset needs a name, a script from further up and a percentage", read_guesses},
    {"src/parse/charset-guesses.tsv", "moon\tfull", "a row is a script, an alphabet or a charset", read_guesses},
    {"src/parse/html.tsv", "tag\tspan\tfull",
     "a tag needs a name and what it does: break, block, cell, pre, skip, link", read_html},
    {"src/parse/html.tsv", "entity\taumlaut\tae", "an entity needs a name and a single character", read_html},
    {"src/parse/html.tsv", "moon\tfull", "a row is a tag or an entity", read_html},
    {"src/parse/action-words.tsv", "eaten\tate", NO_WORD, read_actions},
    {"src/parse/answers.tsv", "moon\ten\tfull", "a row is a part of an answer and a pattern for it", read_answers},
    {"src/parse/answers.tsv", "subject\ten\t", "a row is a part of an answer and a pattern for it", read_answers},
    {"src/parse/answers.tsv", "subject\ten\t(full", "the pattern does not compile", read_answers},
    {"src/parse/services.tsv", "moon\tphase\tfull", "is no field of a notification", read_services},
    {"src/parse/services.tsv", "moon\tstatus\t", "has no service or path", read_services},
    {"src/parse/services.tsv", "moon\tkind\tphase\tfull=shining", "names a kind that is none", read_services},
    {"src/parse/services.tsv", "moon\tkind\tphase\t", "names no event", read_services},
    {"src/parse/months.tsv", "13\tmoon", NO_WORD, read_months},
    {"src/parse/mailers.tsv", "moon\ttext", "a row is a mailer, text, field or a header, and what stands in it",
     read_mailers},
    {"src/parse/mailers.tsv", "\tx-moon\tfull", "a row is a mailer, text, field or a header, and what stands in it",
     read_mailers},
};

int main(int argc, char **argv)
{
    return nx_spoilt_run(argc, argv, "parse", TABLES, G_N_ELEMENTS(TABLES));
}
