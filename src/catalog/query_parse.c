/* Limits by recursive descent: or < and < not < term. Every error names the column of what is wrong. */
#include "catalog/flag.h"
#include "catalog/query.h"
#include <nixie/address.h>
#include <nixie/text.h>

enum {
    MAX_DEPTH = 64, /* of parentheses and '!' */
    MAX_BYTES = 8192,
};

typedef struct {
    const char *text, *at;
    guint depth;
    gboolean needs_ledger;
    guint *column;
    GError **error;
} Parser;

static void node_free(gpointer data)
{
    NxNode *node = data;
    if (!node)
        return;
    if (node->children)
        g_ptr_array_unref(node->children);
    g_free(node->text);
    g_free(node->key);
    g_free(node);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxNode, node_free)

static NxNode *node_new(NxNodeType type)
{
    NxNode *node = g_new0(NxNode, 1);
    node->type = type;
    if (type <= NX_NODE_NOT)
        node->children = g_ptr_array_new_with_free_func(node_free);
    return node;
}

/* Always NULL, so that a parser can return it. `at` stands where the fault is; `what` may be NULL or goes where the %s
 * of `format` is. */
static NxNode *fail(Parser *p, const char *at, const char *format, const char *what)
{
    guint column = (guint)g_utf8_pointer_to_offset(p->text, at) + 1;
    g_autofree char *shown = what ? nx_safe_screen(what, -1, NX_SAFE_NONE, 60) : NULL;
    g_autofree char *reason = shown ? g_strdup_printf(nx_tr(format), shown) : g_strdup(nx_tr(format));
    if (p->column)
        *p->column = column;
    g_set_error(p->error, NX_ERROR, NX_ERROR_SYNTAX, nx_tr("column %u: %s"), column, reason);
    return NULL;
}

static void skip_space(Parser *p)
{
    while (g_ascii_isspace(*p->at))
        p->at++;
}

static gboolean ends_word(char c)
{
    return c == '\0' || g_ascii_isspace(c) || c == '(' || c == ')';
}

/* Is the next word `word`? Then it is passed over. */
static gboolean take_word(Parser *p, const char *word)
{
    gsize len = strlen(word);
    skip_space(p);
    if (g_ascii_strncasecmp(p->at, word, len) != 0 || !ends_word(p->at[len]))
        return FALSE;
    p->at += len;
    return TRUE;
}

/* What stands in quotes from here; NULL with an error if they do not close. */
static char *take_quoted(Parser *p)
{
    const char *open = p->at++;
    g_autoptr(GString) words = g_string_new(NULL);
    for (; *p->at && *p->at != '"'; p->at++) {
        if (*p->at == '\\' && (p->at[1] == '"' || p->at[1] == '\\'))
            p->at++;
        g_string_append_c(words, *p->at);
    }
    if (!*p->at) {
        fail(p, open, N_("the closing quote is missing"), NULL);
        return NULL;
    }
    p->at++;
    return g_strdup(words->str);
}

static char *take_value(Parser *p)
{
    const char *start = p->at;
    while (*p->at && !g_ascii_isspace(*p->at) && *p->at != ')')
        p->at++;
    return g_strndup(start, (gsize)(p->at - start));
}

/* Sets the pattern, folded where letters beyond ASCII need it; `around` finds it anywhere. */
static void set_pattern(NxNode *node, const char *value, gboolean around)
{
    node->wild = strchr(value, '*') != NULL;
    node->folded = !g_str_is_ascii(value);
    g_autofree char *folded = node->folded ? g_utf8_casefold(value, -1) : g_ascii_strdown(value, -1);
    node->text = around && node->wild ? g_strconcat("*", folded, "*", NULL) : g_strdup(folded);
}

/* Does `name` fit a value: the same, or with its '*', or (where `prefix`) beginning with it? */
static gboolean name_fits(const char *name, const char *value, gboolean prefix)
{
    if (strchr(value, '*'))
        return g_pattern_match_simple(value, name);
    return prefix ? g_str_has_prefix(name, value) : g_str_equal(name, value);
}

static gboolean parse_choice(Parser *p, NxNode *node, const char *start, const char *value)
{
    g_autofree char *low = g_ascii_strdown(value, -1);
    const char *name;
    for (guint prefix = 0; prefix < 2 && !node->mask; prefix++)
        for (guint i = 0; (name = node->field->choice(i)); i++)
            if (*name && name_fits(name, low, prefix == 1))
                node->mask |= (guint64)1 << i;
    if (node->mask && *low)
        return TRUE;
    fail(p, start, N_("no such value: %s"), value);
    return FALSE;
}

static gboolean parse_status(Parser *p, NxNode *node, const char *start, const char *value)
{
    g_auto(GStrv) parts = g_strsplit(value, ".", -1);
    guint n = g_strv_length(parts);
    gboolean good = n >= 1 && n <= 3;
    for (guint i = 0; i < 3 && good; i++) {
        guint64 number = 0;
        gboolean any = i < n && (g_str_equal(parts[i], "*") || g_ascii_strcasecmp(parts[i], "x") == 0);
        good = i >= n || any || g_ascii_string_to_unsigned(parts[i], 10, 0, 999, &number, NULL);
        node->parts[i] = i >= n || any ? -1 : (gint16)number;
    }
    if (!good)
        fail(p, start, N_("a status looks like 5.1.1 or 5.1.*, not %s"), value);
    return good;
}

/* A value of a number or time as the span it stands for: a bare date is its whole day. */
static gboolean parse_span(NxAsk ask, const char *value, gint64 *low, gint64 *high)
{
    guint64 number;
    switch (ask) {
    case NX_ASK_NUMBER:
        if (!g_ascii_string_to_unsigned(value, 10, 0, G_MAXINT64, &number, NULL))
            return FALSE;
        *low = *high = (gint64)number;
        return TRUE;
    case NX_ASK_AGE: {
        gboolean good = nx_duration_parse(value, low);
        *high = *low;
        return good;
    }
    default: break;
    }
    if (!nx_time_parse(value, low))
        return FALSE;
    *high = *low;
    int year, month, day;
    if (strlen(value) == 10 && sscanf(value, "%4d-%2d-%2d", &year, &month, &day) == 3) {
        g_autoptr(GDateTime) midnight = g_date_time_new_local(year, month, day, 0, 0, 0);
        g_autoptr(GDateTime) next = midnight ? g_date_time_add_days(midnight, 1) : NULL;
        *high = next ? g_date_time_to_unix(next) - 1 : *low;
    }
    return TRUE;
}

/* "A..B", either of which may be missing. */
static gboolean parse_range(NxNode *node, const char *value, const char *dots)
{
    g_autofree char *from = g_strndup(value, (gsize)(dots - value));
    const char *to = dots + 2;
    gint64 unused;
    node->low = G_MININT64;
    node->high = G_MAXINT64;
    return (*from || *to) && (!*from || parse_span(node->field->ask, from, &node->low, &unused)) &&
           (!*to || parse_span(node->field->ask, to, &unused, &node->high));
}

static gboolean parse_comparison(NxNode *node, const char *value)
{
    char op = *value == '<' || *value == '>' || *value == '=' ? *value++ : '=';
    gboolean or_equal = op != '=' && *value == '=';
    gint64 low, high;
    if (!parse_span(node->field->ask, value + or_equal, &low, &high))
        return FALSE;
    node->low = op == '<' ? G_MININT64 : op == '>' && !or_equal ? high + 1 : low;
    node->high = op == '>' ? G_MAXINT64 : op == '<' && !or_equal ? low - 1 : high;
    return TRUE;
}

static gboolean parse_number(Parser *p, NxNode *node, const char *start, const char *value)
{
    static const char *const SHAPES[NX_ASK_BEFORE + 1] = {
        [NX_ASK_NUMBER] = N_("a number looks like 3, >2 or 2..5, not %s"),
        [NX_ASK_AGE] = N_("an age looks like <7d, >24h or 2d..5d, not %s"),
        [NX_ASK_TIME] = N_("a date looks like 2026-11-21, not %s"),
        [NX_ASK_AFTER] = N_("a date looks like 2026-11-21, not %s"),
        [NX_ASK_BEFORE] = N_("a date looks like 2026-11-21, not %s"),
    };
    NxAsk ask = node->field->ask;
    const char *dots = strstr(value, "..");
    gint64 low;
    gboolean good;
    switch (ask) {
    case NX_ASK_AFTER:
    case NX_ASK_BEFORE:
        good = parse_span(ask, value, &low, &node->high);
        node->low = ask == NX_ASK_AFTER ? low : G_MININT64;
        node->high = ask == NX_ASK_AFTER ? G_MAXINT64 : low - 1;
        break;
    default:
        good = dots ? parse_range(node, value, dots) : parse_comparison(node, value);
        if (good && ask == NX_ASK_AGE && g_ascii_isdigit(*value) && !dots)
            node->low = 0; /* age:7d is what came within a week */
    }
    if (!good)
        fail(p, start, SHAPES[ask], value);
    return good;
}

/* Takes the value into `node`; FALSE with an error if it is none of its field. */
static gboolean parse_value(Parser *p, NxNode *node, const char *start, const char *value)
{
    switch (node->field->ask) {
    case NX_ASK_CHOICE:
    case NX_ASK_FLAG: return parse_choice(p, node, start, value);
    case NX_ASK_STATUS: return parse_status(p, node, start, value);
    case NX_ASK_NUMBER:
    case NX_ASK_AGE:
    case NX_ASK_TIME:
    case NX_ASK_AFTER:
    case NX_ASK_BEFORE: return parse_number(p, node, start, value);
    case NX_ASK_DOMAIN: node->key = strchr(value, '*') ? NULL : nx_domain_key(value, -1); break;
    case NX_ASK_TEXT:
    case NX_ASK_WORDS:
    case NX_ASK_LIST: break;
    case NX_ASK_NOT: g_assert_not_reached();
    }
    set_pattern(node, value, node->field->ask == NX_ASK_WORDS);
    return TRUE;
}

/* `field` and its colon are passed over already. */
static NxNode *parse_test(Parser *p, const NxEventField *field)
{
    const char *start = p->at;
    gboolean quoted = *start == '"';
    g_autofree char *value = quoted ? take_quoted(p) : take_value(p);
    if (!value)
        return NULL;
    if (!*value)
        return fail(p, start, N_("a value is missing behind %s:"), field->name);
    g_autoptr(NxNode) node = node_new(NX_NODE_TEST);
    node->field = field;
    node->unknown = !quoted && g_str_equal(value, "-");
    if (!node->unknown && !parse_value(p, node, start, value))
        return NULL;
    p->needs_ledger |= field->ask == NX_ASK_FLAG ? nx_flags_need_ledger(node->mask) : field->needs_ledger;
    return g_steal_pointer(&node);
}

static NxNode *parse_words(Parser *p)
{
    g_autofree char *words = *p->at == '"' ? take_quoted(p) : NULL;
    if (!words && p->error && *p->error)
        return NULL;
    if (!words) {
        const char *start = p->at;
        while (!ends_word(*p->at))
            p->at++;
        words = g_strndup(start, (gsize)(p->at - start));
    }
    NxNode *node = node_new(NX_NODE_WORDS);
    set_pattern(node, words, TRUE);
    return node;
}

static NxNode *parse_any(Parser *p);

static NxNode *parse_term(Parser *p)
{
    const char *start = p->at, *end = start;
    while (g_ascii_isalnum(*end) || *end == '_' || *end == '-')
        end++;
    if (*end != ':' || end == start)
        return parse_words(p);
    const NxEventField *field = nx_event_field_find(start, (gsize)(end - start));
    if (!field || field->ask == NX_ASK_NOT) {
        g_autofree char *name = g_strndup(start, (gsize)(end - start));
        return fail(p, start, N_("no such field: %s (put words with a colon in quotes)"), name);
    }
    p->at = end + 1;
    return parse_test(p, field);
}

static NxNode *parse_group(Parser *p)
{
    const char *open = p->at++;
    g_autoptr(NxNode) inner = parse_any(p);
    if (!inner)
        return NULL;
    skip_space(p);
    if (*p->at != ')')
        return fail(p, open, N_("this parenthesis is not closed"), NULL);
    p->at++;
    return g_steal_pointer(&inner);
}

static NxNode *parse_not(Parser *p)
{
    skip_space(p);
    const char *at = p->at;
    if (*at != '!' && *at != '(')
        return *at == '\0' || *at == ')' ? fail(p, at, N_("something to look for is missing here"), NULL)
                                         : parse_term(p);
    if (p->depth == MAX_DEPTH)
        return fail(p, at, N_("this is nested too deeply"), NULL);
    p->depth++;
    NxNode *node = NULL;
    if (*at == '(') {
        node = parse_group(p);
    } else {
        p->at++;
        NxNode *inner = parse_not(p);
        if (inner) {
            node = node_new(NX_NODE_NOT);
            g_ptr_array_add(node->children, inner);
        }
    }
    p->depth--;
    return node;
}

static NxNode *parse_all(Parser *p)
{
    g_autoptr(NxNode) all = node_new(NX_NODE_ALL);
    for (;;) {
        NxNode *child = parse_not(p);
        if (!child)
            return NULL;
        g_ptr_array_add(all->children, child);
        const char *before = p->at;
        if (take_word(p, "and"))
            continue;
        skip_space(p);
        gboolean ends = *p->at == '\0' || *p->at == ')' || take_word(p, "or");
        if (ends) {
            p->at = before;
            return g_steal_pointer(&all);
        }
    }
}

static NxNode *parse_any(Parser *p)
{
    g_autoptr(NxNode) any = node_new(NX_NODE_ANY);
    do {
        NxNode *child = parse_all(p);
        if (!child)
            return NULL;
        g_ptr_array_add(any->children, child);
    } while (take_word(p, "or"));
    return g_steal_pointer(&any);
}

NxQuery *nx_query_parse(const char *text, guint *column, GError **error)
{
    GError *problem = NULL;
    Parser p = {.text = text, .at = text, .column = column, .error = &problem};
    NxNode *root = NULL;
    skip_space(&p);
    if (!g_utf8_validate(text, -1, NULL) || strlen(text) > MAX_BYTES) {
        p.text = p.at = "";
        fail(&p, p.at, N_("this is too long or no text"), NULL);
    } else if (*p.at) {
        root = parse_any(&p);
        if (root && *p.at) {
            g_clear_pointer(&root, node_free);
            fail(&p, p.at, N_("this parenthesis was never opened"), NULL);
        }
    }
    if (problem) {
        g_propagate_error(error, problem);
        return NULL;
    }
    NxQuery *query = g_new0(NxQuery, 1);
    query->root = root;
    query->needs_ledger = p.needs_ledger;
    return query;
}

void nx_query_free(NxQuery *query)
{
    if (!query)
        return;
    node_free(query->root);
    g_free(query);
}

gboolean nx_query_needs_ledger(const NxQuery *query)
{
    return query->needs_ledger;
}
