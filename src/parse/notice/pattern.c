/* PCRE2 behind a few functions, and the plain words without which a pattern cannot match. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "parse/notice/pattern.h"
#include "parse/bounds.h"
#include <nixie/text.h>
#include <pcre2.h>

#define MAX_GROUPS 32
#define MIN_LITERAL 4

struct NxPattern {
    pcre2_code *code;
    gsize jit; /* done at the first match: most patterns are never tried */
    guint n;
    char **names;
    guint *numbers;
    char *literal;
};

struct NxMatch {
    const NxPattern *pattern;
    const char *text;
    pcre2_match_data *data;
    pcre2_match_context *context;
};

/* ---- Words that must be there ------------------------------------------------------------------------------------ */

/* Past a class, group, escape or count that begins at `at`; at the end of the text if it has none. */
static const char *skip_item(const char *at)
{
    if (*at == '\\')
        return at[1] ? at + 2 : at + 1;
    if (*at == '{') {
        at += strcspn(at, "}");
        return *at ? at + 1 : at;
    }
    if (*at == '[') {
        at += at[1] == '^' ? 2 : 1;
        for (at += *at == ']'; *at && *at != ']'; at++)
            at += *at == '\\' && at[1];
        return *at ? at + 1 : at;
    }
    guint depth = 0;
    for (; *at; at++) {
        if (*at == '\\' && at[1])
            at++;
        else if (*at == '[')
            at = skip_item(at) - 1;
        else if (*at == '(')
            depth++;
        else if (*at == ')' && --depth == 0)
            return at + 1;
    }
    return at;
}

/* Options that change how the rest of a pattern reads, "(?x)" and "(?^)". */
static gboolean changes_syntax(const char *group)
{
    gsize options = strspn(group + 2, "imnsJUx^-");
    return memchr(group + 2, 'x', options) || memchr(group + 2, '^', options);
}

/* Comments, verbs, quotes, POSIX classes, and escapes with an argument behind them are not read here. */
static gboolean is_beyond_us(const char *text)
{
    for (const char *at = text; *at; at++) {
        if (g_str_has_prefix(at, "(?#") || g_str_has_prefix(at, "(*") ||
            (g_str_has_prefix(at, "(?") && changes_syntax(at)) ||
            (g_str_has_prefix(at, "[:") && g_ascii_isalpha(at[2])))
            return TRUE;
        if (*at == '\\' && at[1] && (!g_ascii_isalnum(at[1]) || strchr("bBdDsSwWAzZhHvVRKXGnrtfea", at[1])))
            at++;
        else if (*at == '\\')
            return TRUE;
    }
    return FALSE;
}

/* The longest run of plain characters outside groups, none where the pattern has alternatives at its top. */
static char *find_literal(const char *text)
{
    if (is_beyond_us(text))
        return g_strdup("");
    GString *best = g_string_new(NULL), *run = g_string_new(NULL);
    for (const char *at = text;;) {
        gboolean escaped = *at == '\\' && at[1] && (guchar)at[1] < 0x80 && !g_ascii_isalnum(at[1]);
        gboolean plain = escaped || (*at && (guchar)*at < 0x80 && !strchr("\\[](){}.*+?|^$", *at));
        if (plain) {
            g_string_append_c(run, g_ascii_tolower(escaped ? at[1] : *at));
            at += escaped ? 2 : 1;
            continue;
        }
        if (*at && strchr("*?{", *at) && run->len)
            g_string_truncate(run, run->len - 1);
        if (run->len > best->len)
            g_string_assign(best, run->str);
        g_string_truncate(run, 0);
        if (!*at)
            break;
        if (*at == '|') {
            g_string_truncate(best, 0);
            break;
        }
        at = strchr("\\[({", *at) ? skip_item(at) : at + 1;
    }
    g_string_free(run, TRUE);
    if (best->len < MIN_LITERAL)
        g_string_truncate(best, 0);
    return g_string_free(best, FALSE);
}

/* ---- The pattern ------------------------------------------------------------------------------------------------- */

static void read_names(NxPattern *pattern)
{
    guint32 n = 0, width = 0;
    PCRE2_SPTR table = NULL;
    pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMECOUNT, &n);
    pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMEENTRYSIZE, &width);
    pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMETABLE, &table);
    pattern->n = n;
    pattern->names = g_new0(char *, n + 1);
    pattern->numbers = g_new0(guint, n + 1);
    for (guint i = 0; i < n; i++) {
        pattern->numbers[i] = (guint)table[i * width] << 8 | table[i * width + 1];
        pattern->names[i] = g_strdup((const char *)table + i * width + 2);
    }
}

NxPattern *nx_pattern_new(const char *text, char **error)
{
    int code;
    PCRE2_SIZE at;
    guint32 groups = 0;
    guint32 options = PCRE2_UTF | PCRE2_MULTILINE | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C | PCRE2_DUPNAMES;
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, options, &code, &at, NULL);
    if (!compiled) {
        char message[256];
        pcre2_get_error_message(code, (PCRE2_UCHAR *)message, sizeof message);
        *error = g_strdup_printf(nx_tr("%s at character %u of the pattern"), message, (guint)at + 1);
        return NULL;
    }
    pcre2_pattern_info(compiled, PCRE2_INFO_CAPTURECOUNT, &groups);
    if (groups >= MAX_GROUPS) {
        *error = g_strdup_printf(nx_tr("the pattern has %u groups, %u are allowed"), groups, MAX_GROUPS - 1);
        pcre2_code_free(compiled);
        return NULL;
    }
    NxPattern *pattern = g_new0(NxPattern, 1);
    pattern->code = compiled;
    pattern->literal = find_literal(text);
    read_names(pattern);
    return pattern;
}

void nx_pattern_free(NxPattern *pattern)
{
    if (!pattern)
        return;
    pcre2_code_free(pattern->code);
    g_strfreev(pattern->names);
    g_free(pattern->numbers);
    g_free(pattern->literal);
    g_free(pattern);
}

guint nx_pattern_names(const NxPattern *pattern)
{
    return pattern->n;
}

const char *nx_pattern_name(const NxPattern *pattern, guint i)
{
    return pattern->names[i];
}

const char *nx_pattern_literal(const NxPattern *pattern)
{
    return pattern->literal;
}

/* ---- Matching ---------------------------------------------------------------------------------------------------- */

NxMatch *nx_match_new(void)
{
    NxMatch *match = g_new0(NxMatch, 1);
    match->data = pcre2_match_data_create(MAX_GROUPS, NULL);
    match->context = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(match->context, NX_MAX_MATCH);
    pcre2_set_depth_limit(match->context, NX_MAX_MATCH_DEPTH);
    pcre2_set_heap_limit(match->context, NX_MAX_MATCH_HEAP);
    return match;
}

void nx_match_free(NxMatch *match)
{
    pcre2_match_data_free(match->data);
    pcre2_match_context_free(match->context);
    g_free(match);
}

/* No thread matches before one has compiled it. */
static void compile_jit(const NxPattern *pattern)
{
    gsize *jit = (gsize *)&pattern->jit;
    if (g_once_init_enter(jit)) {
        pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
        g_once_init_leave(jit, 1);
    }
}

gboolean nx_pattern_find(const NxPattern *pattern, NxMatch *match, const char *text, gsize len, gsize from)
{
    compile_jit(pattern);
    match->pattern = pattern;
    match->text = text;
    return from <= len &&
           pcre2_match(pattern->code, (PCRE2_SPTR)text, len, from, PCRE2_NO_UTF_CHECK, match->data, match->context) > 0;
}

void nx_match_span(const NxMatch *match, gsize *at, gsize *end)
{
    const PCRE2_SIZE *spans = pcre2_get_ovector_pointer(match->data);
    *at = spans[0];
    *end = MAX(spans[0], spans[1]);
}

gboolean nx_match_group(const NxMatch *match, guint i, const char **at, gsize *len)
{
    const PCRE2_SIZE *spans = pcre2_get_ovector_pointer(match->data);
    guint number = match->pattern->numbers[i];
    if (spans[2 * number] == PCRE2_UNSET || spans[2 * number + 1] < spans[2 * number])
        return FALSE;
    *at = match->text + spans[2 * number];
    *len = spans[2 * number + 1] - spans[2 * number];
    return TRUE;
}
