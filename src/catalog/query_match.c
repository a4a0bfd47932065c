/* Does a row pass a limit? */
#include "catalog/flag.h"
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

static gboolean status_fits(const NxNode *node, NxStatus status)
{
    const gint parts[3] = {status.klass, status.subject, status.detail};
    for (guint i = 0; i < 3; i++)
        if (node->parts[i] != -1 && node->parts[i] != parts[i])
            return FALSE;
    return TRUE;
}

static gboolean is_between(const NxNode *node, gint64 value)
{
    return value >= node->low && value <= node->high;
}

static gboolean value_fits(const NxNode *node, const NxEventValue *value, NxTime now)
{
    switch (node->field->ask) {
    case NX_ASK_TEXT: return text_matches(node, value->text, FALSE);
    case NX_ASK_WORDS: return text_matches(node, value->text, TRUE);
    case NX_ASK_LIST: return list_matches(node, value->list, FALSE);
    case NX_ASK_DOMAIN:
        return (node->key && nx_domain_within(value->text, node->key)) || text_matches(node, value->text, FALSE);
    case NX_ASK_CHOICE: return (node->mask >> value->number & 1) != 0;
    case NX_ASK_STATUS: return status_fits(node, value->status);
    case NX_ASK_AGE: return is_between(node, MAX(now - value->number, 0));
    case NX_ASK_NUMBER:
    case NX_ASK_TIME:
    case NX_ASK_AFTER:
    case NX_ASK_BEFORE: return is_between(node, value->number);
    case NX_ASK_FLAG:
    case NX_ASK_NOT: break;
    }
    g_assert_not_reached();
}

static gboolean test_matches(const NxNode *node, const NxLimitContext *asked)
{
    const NxEventField *field = node->field;
    if (field->ask == NX_ASK_FLAG)
        return nx_flags_hold(node->mask, asked);
    NxEventValue value;
    gboolean known = (field->asked ? field->asked : field->get)(asked->facts, &value);
    return node->unknown || !known ? node->unknown == !known : value_fits(node, &value, asked->now);
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
    case NX_NODE_TEST: return test_matches(node, asked);
    }
    g_assert_not_reached();
}

gboolean nx_query_match(const NxQuery *query, const NxFacts *facts, NxTime settle, NxTime now)
{
    NxLimitContext asked = {facts, settle, now};
    return !query->root || node_matches(query->root, &asked);
}
