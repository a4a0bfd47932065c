/* One walk over the bytes; what is open is a stack of names, and nothing calls itself. */
#include "parse/mime/data_text.h"
#include "parse/bounds.h"
#include "parse/mime/html.h"
#include <string.h>

typedef struct {
    GString *out;
    const char *at;
    char *key;       /* the name whose value is due, or NULL */
    GPtrArray *open; /* names of what is open, owned; "" where it has none */
    char before;     /* the last mark: one of "{[:,", or 0 */
} Walk;

/* Bytes of a name: what is longer is none, and would be written before each of its values. */
enum { LONGEST_NAME = 60 };

static void walk_init(Walk *walk, const char *content)
{
    *walk = (Walk){.out = g_string_new(NULL), .at = content, .open = g_ptr_array_new_with_free_func(g_free)};
}

static char *walk_finish(Walk *walk)
{
    g_free(walk->key);
    g_ptr_array_unref(walk->open);
    return g_string_free(walk->out, FALSE);
}

static void push(Walk *walk, const char *name)
{
    if (walk->open->len < NX_MAX_JSON_DEPTH)
        g_ptr_array_add(walk->open, g_strdup(strlen(name) < LONGEST_NAME ? name : ""));
}

static void pop(Walk *walk)
{
    if (walk->open->len)
        g_ptr_array_set_size(walk->open, (gint)walk->open->len - 1);
}

/* The name of what is open, `up` levels above the innermost. */
static const char *open_name(const Walk *walk, guint up)
{
    return walk->open->len > up ? g_ptr_array_index(walk->open, walk->open->len - 1 - up) : "";
}

static void put_gap(Walk *walk)
{
    gsize len = walk->out->len;
    if (len > 1 && walk->out->str[len - 2] != '\n')
        g_string_append_c(walk->out, '\n');
}

/* "hub:recipientAddress", "recipient_address": "recipient address". */
static void put_name(GString *out, const char *name)
{
    const char *colon = strrchr(name, ':');
    for (const char *at = colon ? colon + 1 : name; *at; at++) {
        gboolean hump = g_ascii_isupper(*at) && out->len && g_ascii_islower(out->str[out->len - 1]);
        if (hump || strchr("_-.", *at))
            g_string_append_c(out, ' ');
        if (!strchr("_-.", *at))
            g_string_append_c(out, *at);
    }
}

/* Names that say what sort of value it is, and not whose. */
static gboolean is_general(const char *name)
{
    static const char *const GENERAL[] = {"address", "email", "mail", "value", "addr", "name", "smtp", "text", NULL};
    const char *colon = strrchr(name, ':');
    g_autofree char *lower = g_ascii_strdown(colon ? colon + 1 : name, -1);
    return g_strv_contains(GENERAL, lower);
}

/* A line of its own. `outer`: the name of what the value stands in. */
static void put_value(Walk *walk, const char *outer, const char *name, const char *value)
{
    gsize from = walk->out->len;
    if (!*value || strlen(name) >= LONGEST_NAME)
        return;
    if (is_general(name) && *outer) {
        put_name(walk->out, outer);
        g_string_append_c(walk->out, ' ');
    }
    put_name(walk->out, name);
    g_string_append(walk->out, walk->out->len > from ? ": " : "");
    for (; *value; value++)
        g_string_append_c(walk->out, *value == '\n' ? ' ' : *value);
    g_string_append_c(walk->out, '\n');
}

/* ---- JSON -------------------------------------------------------------------------------------------------------- */

static gunichar read_escape(const char **at)
{
    static const char NAMES[] = "nrtbf", MEANT[] = "\n\n\t  ";
    char c = *(*at)++;
    const char *name = strchr(NAMES, c);
    if (c != 'u')
        return name ? (gunichar)(guchar)MEANT[name - NAMES] : (gunichar)(guchar)c;
    gunichar value = 0;
    for (guint i = 0; i < 4 && g_ascii_isxdigit(**at); i++)
        value = value * 16 + (gunichar)g_ascii_xdigit_value(*(*at)++);
    return value && g_unichar_validate(value) ? value : ' ';
}

/* The string whose quote mark `at` stands on; behind it then. */
static char *read_string(const char **at)
{
    GString *out = g_string_new(NULL);
    for ((*at)++; **at && **at != '"';) {
        if (**at == '\\' && (*at)[1] && (guchar)(*at)[1] < 0x80) {
            (*at)++;
            g_string_append_unichar(out, read_escape(at));
        } else {
            g_string_append_c(out, *(*at)++);
        }
    }
    *at += **at == '"';
    return g_string_free(out, FALSE);
}

/* A value of the name that is due, or of an array of that name. */
static void put_json(Walk *walk, const char *value)
{
    if (walk->key)
        put_value(walk, open_name(walk, 0), walk->key, value);
    else
        put_value(walk, open_name(walk, 1), open_name(walk, 0), value);
    g_clear_pointer(&walk->key, g_free);
}

static void read_json_string(Walk *walk)
{
    g_autofree char *text = read_string(&walk->at);
    while (g_ascii_isspace(*walk->at))
        walk->at++;
    if (*walk->at != ':') {
        put_json(walk, text);
        return;
    }
    g_free(walk->key);
    walk->key = g_steal_pointer(&text);
}

static void read_json_mark(Walk *walk)
{
    char mark = *walk->at++;
    if (mark == '{' && walk->before != ':')
        put_gap(walk);
    if (mark == '{' || mark == '[')
        push(walk, walk->key ? walk->key : open_name(walk, 0));
    else if (mark != ',' && mark != ':')
        pop(walk);
    if (mark != ':')
        g_clear_pointer(&walk->key, g_free);
    walk->before = mark;
}

static char *read_json(const char *content)
{
    Walk walk;
    walk_init(&walk, content);
    while (*walk.at && walk.out->len < NX_MAX_TEXT) {
        if (*walk.at == '"') {
            read_json_string(&walk);
        } else if (strchr("{}[],:", *walk.at)) {
            read_json_mark(&walk);
        } else if (g_ascii_isspace(*walk.at)) {
            walk.at++;
        } else {
            gsize len = strcspn(walk.at, "{}[],:\" \t\n");
            g_autofree char *word = g_strndup(walk.at, len);
            walk.at += len;
            if (!g_str_equal(word, "null"))
                put_json(&walk, word);
        }
    }
    return walk_finish(&walk);
}

/* ---- XML --------------------------------------------------------------------------------------------------------- */

/* "552" or "5.3.4", that stand beside a text of theirs. */
static gboolean is_code(const char *value)
{
    gsize digits = strspn(value, "0123456789.");
    return digits >= 3 && digits < 10 && !value[digits] && strchr("245", *value);
}

/* The attributes in [at, end) of the innermost element, as values; codes go before its text, where it has one. */
static void read_attributes(Walk *walk, const char *at, const char *end, GString *codes)
{
    while (at < end) {
        at += strspn(at, " \t\n/");
        gsize name = strcspn(at, "= \t\n>");
        const char *quote = at + name + (at[name] == '=');
        if (quote >= end || name == 0 || at[name] != '=' || !strchr("\"'", *quote))
            return;
        const char *close = memchr(quote + 1, *quote, (gsize)(end - quote - 1));
        if (!close)
            return;
        g_autofree char *key = g_strndup(at, name);
        g_autofree char *raw = g_strndup(quote + 1, (gsize)(close - quote - 1));
        g_autofree char *value = nx_html_text(raw);
        if (codes && is_code(value))
            g_string_append_printf(codes, "%s ", value);
        else if (!g_str_has_prefix(key, "xmlns"))
            put_value(walk, open_name(walk, 0), key, value);
        at = close + 1;
    }
}

/* The element that `at` stands on, and the text that follows its tag. */
static void read_element(Walk *walk)
{
    const char *end = strchr(walk->at, '>'), *name = walk->at + 1;
    if (!end) {
        walk->at += strlen(walk->at);
        return;
    }
    gsize len = strcspn(name, " \t\n/>"), text = strcspn(end + 1, "<");
    gboolean closed = end[-1] == '/', data = g_str_has_prefix(end + 1, "<![CDATA[");
    g_autofree char *word = g_strndup(name, len), *raw = g_strndup(end + 1, text);
    g_autofree char *content = closed || data ? g_strdup("") : g_strstrip(nx_html_text(raw));
    g_autoptr(GString) codes = g_string_new(NULL);
    if (!closed && !*content && end[1 + text] == '<' && !strchr("/!", end[2 + text]))
        put_gap(walk);
    push(walk, word);
    read_attributes(walk, name + len, end, *content ? codes : NULL);
    g_string_append(codes, content);
    if (*content)
        put_value(walk, open_name(walk, 1), word, codes->str);
    if (closed)
        pop(walk);
    walk->at = closed ? end + 1 : end + 1 + text;
}

/* Past a comment, a declaration, or the characters of CDATA, which are a value. */
static void read_other(Walk *walk)
{
    gboolean data = g_str_has_prefix(walk->at, "<![CDATA["), comment = g_str_has_prefix(walk->at, "<!--");
    const char *mark = data ? "]]>" : comment ? "-->" : ">", *end = strstr(walk->at, mark);
    if (data) {
        g_autofree char *value = g_strndup(walk->at + 9, end ? (gsize)(end - walk->at - 9) : strlen(walk->at + 9));
        put_value(walk, open_name(walk, 1), open_name(walk, 0), value);
    }
    walk->at = end ? end + strlen(mark) : walk->at + strlen(walk->at);
}

static char *read_xml(const char *content)
{
    Walk walk;
    walk_init(&walk, content);
    while (walk.out->len < NX_MAX_TEXT && (walk.at = strchr(walk.at, '<')) != NULL) {
        if (walk.at[1] == '/') {
            pop(&walk);
            walk.at++;
        } else if (walk.at[1] == '!' || walk.at[1] == '?') {
            read_other(&walk);
        } else {
            read_element(&walk);
        }
    }
    return walk_finish(&walk);
}

char *nx_data_text(const char *content)
{
    const char *at = content + strspn(content, " \t\n");
    if (g_str_has_prefix(at, "<?xml") && !strstr(at, "<html"))
        return read_xml(at);
    char next = *at == '{' || *at == '[' ? at[1 + strspn(at + 1, " \t\n")] : '\0';
    return next == '"' || next == '{' ? read_json(at) : NULL;
}
