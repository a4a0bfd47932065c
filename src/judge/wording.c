/* Patterns folded as texts are, bounded by words and clauses, and matched within limits. */
#include "judge/wording.h"
#include "judge/figure.h"
#include "judge/walk.h"
#include <string.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <nixie/text.h>
#include <pcre2.h>

struct NxWording {
    char *pattern;
    gboolean compares; /* it has groups called `more` and `less` */
    pcre2_code *code;  /* atomic; NULL: not compiled yet */
};

/* A text written to make a pattern run for ever ends here, as no match. */
enum { MATCH_LIMIT = 20000, DEPTH_LIMIT = 500 };

/* Groups that are looked at, and places of a text that are tried, where figures are compared. */
enum { MOST_GROUPS = 32, MOST_PLACES = 16 };

/* Escapes, classes and group names in which upper case is no letter of the text. */
static gboolean has_case_of_its_own(const char *pattern)
{
    static const char *const MARKS[] = {"\\p", "\\P", "\\N", "\\x", "\\o", "\\k", "\\g", "(?P", "(?<", "(?'", "[:"};
    for (guint i = 0; i < G_N_ELEMENTS(MARKS); i++) {
        if (strstr(pattern, MARKS[i]))
            return TRUE;
    }
    return FALSE;
}

/* The pattern as the text it is tried on: small letters without accents. What follows a backslash stays (\S is not
 * \s). */
static char *folded(const char *pattern)
{
    GString *out = g_string_sized_new(strlen(pattern) + 1);
    gboolean keep = has_case_of_its_own(pattern);
    for (const char *p = pattern; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '\\' && p[1]) {
            g_string_append_c(out, '\\');
            c = g_utf8_get_char(++p);
        } else if (c >= 0x80 || !keep) {
            c = nx_walk_fold(c);
        }
        g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

/* Patterns of plain small letters need neither case nor Unicode, which is three times as fast. */
static guint32 options_for(const char *pattern)
{
    guint32 options = 0;
    for (const char *p = pattern; *p; p++) {
        if ((guint8)*p >= 0x80)
            options |= PCRE2_UTF | PCRE2_UCP;
        else if (g_ascii_isupper(*p) && (p == pattern || p[-1] != '\\'))
            options |= PCRE2_CASELESS;
    }
    return strstr(pattern, "\\p") || strstr(pattern, "\\P") || strstr(pattern, "\\x{") ? options | PCRE2_UTF | PCRE2_UCP
                                                                                       : options;
}

/* ---- Edges ------------------------------------------------------------------------------------------------------- */

/* Letters of scripts that put blanks between words. Two of them side by side are inside one word. */
#define LETTER "[a-z0-9_]"
#define LETTER_UTF "[a-z0-9_\\p{Latin}\\p{Greek}\\p{Cyrillic}]"
/* A pattern begins and ends at a word: one that is to begin or end inside of one says `\w*`. */
#define BEGIN(L) "(?:(?<!" L ")|(?!" L "))(?:"
#define END(L) ")(?:(?!" L ")|(?<!" L "))"
/* What a bare dot stands for in a pattern: anything but the end of a clause. */
#define FILLER "(?:[^.;!?]|\\.(?! |$)|(?<=\\.)\\.)"

/* One that begins with a letter anyway: what stands before it decides, and the search for it can go from one such
 * letter to the next. */
#define BEGIN_LETTER(L) "(?<!" L ")(?:"

/* Does each of its alternatives begin with a letter, which is not optional? */
static gboolean begins_with_letters(const char *pattern)
{
    gboolean first = TRUE, inside = FALSE;
    guint depth = 0;
    for (const char *p = pattern; *p; p++) {
        if (first && (!g_ascii_isalnum(*p) || strchr("?*{", p[1]))) /* strchr: the end of the pattern, too */
            return FALSE;
        first = !inside && !depth && *p == '|';
        if (*p == '\\' && p[1])
            p++;
        else if (inside || *p == '[')
            inside = *p != ']' || (p[-1] == '[' && inside);
        else
            depth += (*p == '(') - (*p == ')');
    }
    return !first;
}

static gboolean is_repeated(const char *dot)
{
    return dot[1] && strchr("{*+?", dot[1]) != NULL;
}

/* The pattern as it is compiled: from word to word, and no filler spans a clause. */
static char *bounded(const char *pattern)
{
    gboolean utf = options_for(pattern) & PCRE2_UTF;
    GString *out = g_string_new(begins_with_letters(pattern) ? (utf ? BEGIN_LETTER(LETTER_UTF) : BEGIN_LETTER(LETTER))
                                : utf                        ? BEGIN(LETTER_UTF)
                                                             : BEGIN(LETTER));
    gboolean inside = FALSE; /* a class */
    for (const char *p = pattern; *p; p++) {
        if (*p == '\\' && p[1]) {
            g_string_append_len(out, p++, 2);
            continue;
        }
        inside = inside ? *p != ']' : *p == '[';
        if (*p == '.' && !inside && is_repeated(p))
            g_string_append(out, FILLER);
        else
            g_string_append_c(out, *p);
    }
    return g_string_free(g_string_append(out, utf ? END(LETTER_UTF) : END(LETTER)), FALSE);
}

static pcre2_code *compile_as_is(const char *pattern, int *error, PCRE2_SIZE *at)
{
    return pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options_for(pattern), error, at, NULL);
}

static pcre2_code *compile(const char *pattern, char **why)
{
    int error;
    PCRE2_SIZE at;
    g_autofree char *whole = bounded(pattern);
    pcre2_code *code = compile_as_is(whole, &error, &at);
    if (code) {
        pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
        return code;
    }
    if (why) { /* what stands around the pattern shall not count in the place of its fault */
        PCRE2_UCHAR text[160] = "";
        pcre2_code_free(compile_as_is(pattern, &error, &at));
        pcre2_get_error_message(error, text, sizeof text);
        *why = g_strdup_printf(nx_tr("match, character %u: %s"), (guint)at + 1, (const char *)text);
    }
    return NULL;
}

NxWording *nx_wording_new_trusted(const char *source)
{
    NxWording *wording = g_new0(NxWording, 1);
    wording->pattern = folded(source);
    wording->compares = strstr(source, "(?<more>") && strstr(source, "(?<less>");
    return wording;
}

NxWording *nx_wording_new(const char *source, char **why)
{
    NxWording *wording = nx_wording_new_trusted(source);
    wording->code = compile(wording->pattern, why);
    if (!wording->code)
        g_clear_pointer(&wording, nx_wording_free);
    return wording;
}

void nx_wording_free(NxWording *wording)
{
    if (!wording)
        return;
    g_free(wording->pattern);
    pcre2_code_free(wording->code);
    g_free(wording);
}

const char *nx_wording_pattern(const NxWording *wording)
{
    return wording->pattern;
}

char *nx_wording_fault(NxWording *wording)
{
    char *why = NULL;
    pcre2_code_free(compile(wording->pattern, &why));
    return why;
}

/* Whoever compiles first publishes; another thread that did the same throws its copy away. */
static pcre2_code *code_of(NxWording *wording)
{
    pcre2_code *code = g_atomic_pointer_get(&wording->code);
    if (code)
        return code;
    code = compile(wording->pattern, NULL);
    if (code && !g_atomic_pointer_compare_and_exchange(&wording->code, NULL, code)) {
        pcre2_code_free(code);
        code = g_atomic_pointer_get(&wording->code);
    }
    return code;
}

/* What a thread needs to match. */
typedef struct {
    pcre2_match_data *data;
    pcre2_match_context *limits;
} Matcher;

static void matcher_free(gpointer data)
{
    Matcher *matcher = data;
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->limits);
    g_free(matcher);
}

static Matcher *matcher_of_thread(void)
{
    static GPrivate own = G_PRIVATE_INIT(matcher_free);
    Matcher *matcher = g_private_get(&own);
    if (!matcher) {
        matcher = g_new0(Matcher, 1);
        matcher->data = pcre2_match_data_create(MOST_GROUPS, NULL);
        matcher->limits = pcre2_match_context_create(NULL);
        pcre2_set_match_limit(matcher->limits, MATCH_LIMIT);
        pcre2_set_depth_limit(matcher->limits, DEPTH_LIMIT);
        g_private_set(&own, matcher);
    }
    return matcher;
}

static gboolean inside_char(const NxCanonical *text, gsize at)
{
    return at < text->len && ((guint8)text->text[at] & 0xC0) == 0x80;
}

static double figure_in(const pcre2_code *code, const Matcher *matcher, const NxCanonical *text, const char *group)
{
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(matcher->data);
    int n = pcre2_substring_number_from_name(code, (PCRE2_SPTR)group);
    if (n < 0 || n >= MOST_GROUPS || bounds[2 * n] == PCRE2_UNSET)
        return 0;
    return nx_figure_read(text->text + bounds[2 * n], bounds[2 * n + 1] - bounds[2 * n]);
}

/* Is it the place where what is to be more is more? */
static gboolean compare(const NxWording *wording, const pcre2_code *code, const Matcher *matcher,
                        const NxCanonical *text)
{
    return !wording->compares || figure_in(code, matcher, text, "more") > figure_in(code, matcher, text, "less");
}

static gboolean find(NxWording *wording, const Matcher *matcher, const NxCanonical *text, guint from)
{
    pcre2_code *code = code_of(wording);
    for (guint place = 0; code && from <= text->len && place < MOST_PLACES; place++) {
        if (pcre2_match(code, (PCRE2_SPTR)text->text, text->len, from, PCRE2_NO_UTF_CHECK, matcher->data,
                        matcher->limits) < 0)
            return FALSE;
        if (compare(wording, code, matcher, text))
            return TRUE;
        from = (guint)pcre2_get_ovector_pointer(matcher->data)[0] + 1;
        while (inside_char(text, from))
            from++;
    }
    return FALSE;
}

gboolean nx_wording_match(NxWording *wording, const NxCanonical *text, guint from, guint *at, guint *len)
{
    Matcher *matcher = matcher_of_thread();
    if (!find(wording, matcher, text, from))
        return FALSE;
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(matcher->data);
    gsize start = bounds[0], end = MAX(bounds[0], bounds[1]);
    while (start && inside_char(text, start))
        start--;
    while (inside_char(text, end))
        end++;
    *at = (guint)start;
    *len = (guint)(end - start);
    return TRUE;
}
