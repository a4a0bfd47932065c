/* answers.tsv: its short forms are spelt out, each row becomes a pattern. */
#include "parse/notice/answer_forms.h"
#include "parse/notice/day.h"
#include <nixie/data.h>
#include <nixie/text.h>

#define MAX_FINDS 16 /* places of one row that are looked at */
#define WEEKDAY "(?:[\\p{L}-]+[.,]?\\s){0,3}?"
#define NUMERIC                                                                                                        \
    "\\d{4}-\\d{1,2}-\\d{1,2}|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{1,2}\\.\\s?\\d{1,2}\\.?|\\d{1,2}/\\d{1,2}"
#define NAMED                                                                                                          \
    "\\d{1,2}(?:\\.|st|nd|rd|th|er|º|ª)?\\s?(?:of\\s|de\\s|d[’'])?{month}\\.?,?(?:\\s(?:de\\s|del\\s)?\\d{4})?|"   \
    "{month}\\.?\\s\\d{1,2}(?:st|nd|rd|th)?(?!\\d),?(?:\\s\\d{4})?"
#define EASTERN "(?:\\d{4}\\s?[年년]\\s?)?\\d{1,2}\\s?[月월]\\s?\\d{1,2}\\s?[日일号號]"
#define DAY EASTERN "|" NUMERIC "|" NAMED

/* {month} within them is the name of a month. */
static const struct {
    const char *name, *pattern;
} SHORT[] = {
    {"{date}", "(?<date>" DAY ")"},
    {"{any}", "(?:" DAY "|\\d{1,2}\\.?(?:st|nd|rd|th|er)?)"},
    {"{gap}", WEEKDAY},
    {"{address}", "[<\"'(]?(?:mailto:)?(?<address>[^\\s<>\"'(),;:\\[\\]]{1,64}@[\\p{L}\\p{N}.-]{1,255}[\\p{L}\\p{N}])"},
};

typedef struct {
    NxPattern *pattern;
    gboolean english;
    gboolean dated, addressed; /* nothing it finds counts but with a day in it, an address */
} Row;

struct NxAnswerForms {
    GArray *rows[NX_N_ANSWER_PARTS]; /* of Row */
};

static const char *const PARTS[NX_N_ANSWER_PARTS] = {
    [NX_ANSWER_SUBJECT] = "subject", [NX_ANSWER_HINT] = "hint",         [NX_ANSWER_BODY] = "body",
    [NX_ANSWER_LEAD] = "lead",       [NX_ANSWER_DEPARTED] = "departed", [NX_ANSWER_TAIL] = "tail",
    [NX_ANSWER_UNTIL] = "until",     [NX_ANSWER_ADDRESS] = "address",
};

static gboolean is_anchored(NxAnswerPart part)
{
    return part <= NX_ANSWER_LEAD;
}

static void row_clear(gpointer data)
{
    nx_pattern_free(((Row *)data)->pattern);
}

/* A blank of the table is any white space, "blank?" none or some; in a class it is one character. */
static void append_blank(GString *out, const char **at, gboolean in_class)
{
    if (!in_class && (*at)[1] == '?')
        (*at)++;
    g_string_append(out, in_class ? "\\s" : **at == '?' ? "\\s*" : "\\s+");
    (*at)++;
}

static gboolean append_short(GString *out, const char **at)
{
    for (gsize i = 0; i < G_N_ELEMENTS(SHORT); i++)
        if (g_str_has_prefix(*at, SHORT[i].name)) {
            g_autoptr(GString) pattern = g_string_new(SHORT[i].pattern);
            g_autofree char *months = nx_day_months();
            g_string_replace(pattern, "{month}", months, 0);
            g_string_append(out, pattern->str);
            *at += strlen(SHORT[i].name);
            return TRUE;
        }
    return FALSE;
}

/* Words are parted by blanks, but not in the East. */
static char *spell_out(NxAnswerPart part, const char *lang, const char *pattern)
{
    static const char *const UNPARTED[] = {"ja", "zh", "ko", NULL};
    GString *out = g_string_new("(*UCP)");
    g_string_append(out, is_anchored(part)                 ? "\\A(?:"
                         : g_strv_contains(UNPARTED, lang) ? "(?:"
                                                           : "(?<![\\p{L}\\p{N}])(?:");
    gboolean in_class = FALSE;
    for (const char *at = pattern; *at;) {
        if (*at == '\\' && at[1]) {
            g_string_append_len(out, at, 2);
            at += 2;
            continue;
        }
        in_class = *at == '[' ? TRUE : *at == ']' ? FALSE : in_class;
        if (*at == ' ')
            append_blank(out, &at, in_class);
        else if (in_class || *at != '{' || !append_short(out, &at))
            g_string_append_c(out, *at++);
    }
    g_string_append_c(out, ')');
    return g_string_free(out, FALSE);
}

static const char *take_row(gpointer into, const NxTable *table, guint row)
{
    NxAnswerForms *forms = into;
    const char *what = nx_table_cell(table, row, "what"), *pattern = nx_table_cell(table, row, "pattern"),
               *lang = nx_table_cell(table, row, "lang");
    for (guint part = 0; *pattern && part < NX_N_ANSWER_PARTS; part++) {
        if (strcmp(what, PARTS[part]) != 0)
            continue;
        g_autofree char *text = spell_out(part, lang, pattern), *error = NULL;
        Row taken = {nx_pattern_new(text, &error), strcmp(lang, "en") == 0,
                     part == NX_ANSWER_UNTIL && strstr(pattern, "{date}"),
                     part == NX_ANSWER_ADDRESS && strstr(pattern, "{address}")};
        if (!taken.pattern)
            return nx_tr("the pattern does not compile");
        g_array_append_val(forms->rows[part], taken);
        return NULL;
    }
    return nx_tr("a row is a part of an answer and a pattern for it");
}

NxAnswerForms *nx_answer_forms_new(NxProblems *problems)
{
    NxAnswerForms *forms = g_new0(NxAnswerForms, 1);
    for (guint part = 0; part < NX_N_ANSWER_PARTS; part++) {
        forms->rows[part] = g_array_new(FALSE, FALSE, sizeof(Row));
        g_array_set_clear_func(forms->rows[part], row_clear);
    }
    nx_table_read("answers.tsv", take_row, forms, problems);
    return forms;
}

void nx_answer_forms_free(NxAnswerForms *forms)
{
    if (!forms)
        return;
    for (guint part = 0; part < NX_N_ANSWER_PARTS; part++)
        g_array_unref(forms->rows[part]);
    g_free(forms);
}

gsize nx_answer_forms_begin(const NxAnswerForms *forms, NxAnswerPart part, const char *text, gsize len)
{
    gsize longest = 0, at, end;
    NxMatch *match = nx_match_new();
    for (guint i = 0; i < forms->rows[part]->len; i++) {
        if (!nx_pattern_find(g_array_index(forms->rows[part], Row, i).pattern, match, text, len, 0))
            continue;
        nx_match_span(match, &at, &end);
        longest = MAX(longest, end);
    }
    nx_match_free(match);
    return longest;
}

static void read_group(const NxPattern *pattern, const NxMatch *match, NxAnswerFound *found)
{
    found->text = NULL;
    for (guint i = 0; i < nx_pattern_names(pattern) && !found->text; i++)
        nx_match_group(match, i, &found->text, &found->len);
}

static gboolean find_row(const Row *row, NxMatch *match, NxBytes text, NxAnswerTaker take, gpointer data)
{
    gsize from = 0, at;
    for (guint i = 0; i < MAX_FINDS && nx_pattern_find(row->pattern, match, text.at, text.len, from); i++) {
        NxAnswerFound found = {.english = row->english};
        read_group(row->pattern, match, &found);
        if (take(&found, data))
            return TRUE;
        nx_match_span(match, &at, &from);
        if (from == at)
            break;
    }
    return FALSE;
}

static gboolean has_digit(const char *text, gsize len)
{
    for (const char *at = text; at < text + len; at = g_utf8_next_char(at))
        if ((guchar)*at < 0x80 ? g_ascii_isdigit(*at) : g_unichar_isdigit(g_utf8_get_char(at)))
            return TRUE;
    return FALSE;
}

gboolean nx_answer_forms_find(const NxAnswerForms *forms, NxAnswerPart part, const char *text, gsize len,
                              NxAnswerTaker take, gpointer data)
{
    gboolean taken = FALSE, digit = has_digit(text, len), sign = len && memchr(text, '@', len);
    NxMatch *match = nx_match_new();
    for (guint i = 0; i < forms->rows[part]->len && !taken; i++) {
        const Row *row = &g_array_index(forms->rows[part], Row, i);
        taken = (digit || !row->dated) && (sign || !row->addressed) &&
                find_row(row, match, (NxBytes){text, len}, take, data);
    }
    nx_match_free(match);
    return taken;
}
