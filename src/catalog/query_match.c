#include "catalog/query.h"
#include <nixie/address.h>

/* `pattern` is lower case; '*' stands for any bytes. Goes back to the last '*' only, so the work is at most len *
 * strlen(pattern). */
static gboolean glob(const char *text, const char *pattern)
{
    const char *star = NULL, *again = NULL;
    while (*text) {
        if (*pattern == '*') {
            star = ++pattern;
            again = text;
        } else if (g_ascii_tolower(*text) == *pattern) {
            text++;
            pattern++;
        } else if (star) {
            pattern = star;
            text = ++again;
        } else {
            return FALSE;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

static gboolean text_matches(const NxNode *node, const char *text, gboolean anywhere)
{
    if (!text)
        return FALSE;
    g_autofree char *folded = node->folded ? g_utf8_casefold(text, -1) : NULL;
    const char *whole = folded ? folded : text;
    if (node->wild)
        return glob(whole, node->text);
    return anywhere ? strcasestr(whole, node->text) != NULL : g_ascii_strcasecmp(whole, node->text) == 0;
}

static gboolean list_matches(const NxNode *node, const char *const *list, gboolean anywhere)
{
    for (; *list; list++)
        if (text_matches(node, *list, anywhere))
            return TRUE;
    return FALSE;
}

/* Words without a field: diagnostic, addresses, subject of the original. */
static gboolean words_match(const NxNode *node, const NxFacts *facts)
{
    const NxEvent *e = facts->event;
    if (text_matches(node, facts->diagnostic, TRUE) || text_matches(node, facts->recipient, TRUE))
        return TRUE;
    return e && (text_matches(node, e->original_subject, TRUE) || text_matches(node, e->original_recipient, TRUE) ||
                 text_matches(node, e->final_recipient, TRUE) || list_matches(node, e->aliases, TRUE));
}

static gboolean test_text(const NxNode *node, const NxFacts *facts)
{
    char buffer[NX_LIMIT_BUFFER];
    const char *text = node->field->text(facts, buffer);
    if (node->unknown || !text)
        return node->unknown == !text;
    if (node->field->kind == NX_LIMIT_DOMAIN && node->key && nx_domain_within(text, node->key))
        return TRUE;
    return text_matches(node, text, node->field->kind == NX_LIMIT_WORDS);
}

static gboolean test_list(const NxNode *node, const NxFacts *facts)
{
    gboolean some = facts->event && facts->event->aliases[0];
    return node->unknown ? !some : some && list_matches(node, facts->event->aliases, FALSE);
}

static gboolean status_fits(const NxNode *node, gint64 value)
{
    const gint parts[3] = {(gint)(value >> 32), (gint)(value >> 16 & 0xffff), (gint)(value & 0xffff)};
    for (guint i = 0; i < 3; i++)
        if (node->parts[i] != -1 && node->parts[i] != parts[i])
            return FALSE;
    return TRUE;
}

static gboolean test_number(const NxNode *node, const NxLimitContext *asked)
{
    gint64 value = 0;
    gboolean known = node->field->number(asked, &value);
    if (node->unknown || !known)
        return node->unknown == !known;
    switch (node->field->kind) {
    case NX_LIMIT_CHOICE: return (node->mask >> value & 1) != 0;
    case NX_LIMIT_FLAG: return (node->mask & (guint64)value) != 0;
    case NX_LIMIT_STATUS: return status_fits(node, value);
    default: return value >= node->low && value <= node->high;
    }
}

static gboolean node_matches(const NxNode *node, const NxLimitContext *asked)
{
    switch (node->type) {
    case NX_NODE_ALL:
        for (guint i = 0; i < node->children->len; i++)
            if (!node_matches(node->children->pdata[i], asked))
                return FALSE;
        return TRUE;
    case NX_NODE_ANY:
        for (guint i = 0; i < node->children->len; i++)
            if (node_matches(node->children->pdata[i], asked))
                return TRUE;
        return FALSE;
    case NX_NODE_NOT: return !node_matches(node->children->pdata[0], asked);
    case NX_NODE_WORDS: return words_match(node, asked->facts);
    case NX_NODE_TEST: break;
    }
    if (node->field->number)
        return test_number(node, asked);
    return node->field->text ? test_text(node, asked->facts) : test_list(node, asked->facts);
}

gboolean nx_query_match(const NxQuery *query, const NxFacts *facts, NxTime settle, NxTime now)
{
    NxLimitContext asked = {facts, settle, now};
    return !query->root || node_matches(query->root, &asked);
}
