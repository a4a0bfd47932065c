/* Reads as much of a pattern as is needed to tell which words it cannot match without.
 *
 * A sequence needs each of its parts, so the best part will do; an alternation needs one of its branches, so all branches must
 * give something. What is not understood gives nothing, which is always right and only slower. */
#include "judge/literal.h"
#include <string.h>

enum {
    SHORTEST = 3, /* a literal of fewer bytes stands in too much text to help */
    MOST = 48,    /* literals of one pattern */
    DEEPEST = 16, /* nested groups that are followed */
};

typedef struct {
    const char *at, *end;
    guint depth;
    gboolean lost; /* an escape whose extent is not known here */
} Scan;

static GPtrArray *read_alternation(Scan *scan);

static gsize weight(const GPtrArray *set)
{
    gsize least = G_MAXSIZE;
    for (guint i = 0; set && i < set->len; i++)
        least = MIN(least, strlen(g_ptr_array_index(set, i)));
    return set && set->len ? least : 0;
}

/* Keeps the better of two sets, frees the other. */
static GPtrArray *better(GPtrArray *a, GPtrArray *b)
{
    if (!a || (b && weight(b) > weight(a)) || (b && weight(b) == weight(a) && b->len < a->len)) {
        g_clear_pointer(&a, g_ptr_array_unref);
        return b;
    }
    g_clear_pointer(&b, g_ptr_array_unref);
    return a;
}

static GPtrArray *flush(GString *run, GPtrArray *best)
{
    if (run->len >= SHORTEST) {
        GPtrArray *one = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(one, g_utf8_strdown(run->str, (gssize)run->len));
        best = better(best, one);
    }
    g_string_truncate(run, 0);
    return best;
}

/* Passes over a quantifier; TRUE if what it stands behind may be absent. `any` tells whether there was one. */
static gboolean read_quantifier(Scan *scan, gboolean *any)
{
    gboolean optional = FALSE;
    *any = FALSE;
    if (scan->at >= scan->end)
        return FALSE;
    if (strchr("?*+", *scan->at)) {
        optional = *scan->at != '+';
        scan->at++;
        *any = TRUE;
    } else if (*scan->at == '{' && scan->at + 1 < scan->end && (g_ascii_isdigit(scan->at[1]) || scan->at[1] == ',')) {
        optional = scan->at[1] == '0' || scan->at[1] == ',';
        while (scan->at < scan->end && *scan->at != '}')
            scan->at++;
        scan->at += scan->at < scan->end;
        *any = TRUE;
    }
    if (*any && scan->at < scan->end && strchr("?+", *scan->at))
        scan->at++;
    return optional;
}

static void skip_class(Scan *scan)
{
    scan->at++;
    if (scan->at < scan->end && *scan->at == '^')
        scan->at++;
    if (scan->at < scan->end && *scan->at == ']')
        scan->at++;
    while (scan->at < scan->end && *scan->at != ']')
        scan->at += *scan->at == '\\' && scan->at + 1 < scan->end ? 2 : 1;
    scan->at += scan->at < scan->end;
}

/* A group; looked-at text that is not part of the match gives nothing. */
static GPtrArray *read_group(Scan *scan)
{
    gboolean counts = TRUE;
    scan->at++;
    if (scan->at < scan->end && *scan->at == '?') {
        scan->at++;
        if (scan->at < scan->end && *scan->at == ':')
            scan->at++;
        else
            counts = FALSE;
    }
    GPtrArray *set = read_alternation(scan);
    scan->at += scan->at < scan->end;
    if (!counts)
        g_clear_pointer(&set, g_ptr_array_unref);
    return set;
}

/* One escaped character that stands for itself is added to the run; all others end it. */
static gboolean read_escape(Scan *scan, GString *run)
{
    scan->at++;
    if (scan->at >= scan->end)
        return FALSE;
    char c = *scan->at++;
    if (g_ascii_isalnum(c)) {
        scan->lost |= strchr("bBdDsSwWAzZhHvVRK", c) == NULL;
        return FALSE;
    }
    g_string_append_c(run, c);
    return TRUE;
}

/* The last character of a run belongs to the quantifier behind it. */
static void drop_last(GString *run)
{
    if (run->len)
        g_string_truncate(run, (gsize)(g_utf8_find_prev_char(run->str, run->str + run->len) - run->str));
}

static GPtrArray *read_sequence(Scan *scan)
{
    GPtrArray *best = NULL;
    GString *run = g_string_new(NULL);
    while (scan->at < scan->end && *scan->at != '|' && *scan->at != ')') {
        gboolean any, literal = FALSE;
        if (*scan->at == '(') {
            best = flush(run, best);
            GPtrArray *set = ++scan->depth < DEEPEST ? read_group(scan) : NULL;
            scan->depth--;
            if (read_quantifier(scan, &any))
                g_clear_pointer(&set, g_ptr_array_unref);
            best = better(best, set);
            continue;
        }
        if (*scan->at == '[') {
            best = flush(run, best);
            skip_class(scan);
        } else if (*scan->at == '\\') {
            literal = read_escape(scan, run);
        } else if (strchr(".^$", *scan->at)) {
            scan->at++;
        } else {
            const char *next = g_utf8_next_char(scan->at);
            g_string_append_len(run, scan->at, next - scan->at);
            scan->at = next;
            literal = TRUE;
        }
        gboolean optional = read_quantifier(scan, &any);
        if (literal && optional)
            drop_last(run);
        if (!literal || any)
            best = flush(run, best);
    }
    best = flush(run, best);
    g_string_free(run, TRUE);
    return best;
}

static GPtrArray *read_alternation(Scan *scan)
{
    GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
    for (;;) {
        GPtrArray *branch = read_sequence(scan);
        if (!branch)
            g_clear_pointer(&all, g_ptr_array_unref);
        for (guint i = 0; all && branch && i < branch->len; i++)
            g_ptr_array_add(all, g_strdup(g_ptr_array_index(branch, i)));
        g_clear_pointer(&branch, g_ptr_array_unref);
        if (scan->at >= scan->end || *scan->at != '|')
            break;
        scan->at++;
    }
    if (all && (all->len == 0 || all->len > MOST))
        g_clear_pointer(&all, g_ptr_array_unref);
    return all;
}

GPtrArray *nx_literals_required(const char *pattern)
{
    /* Options within a pattern, quoting and comments change how the rest reads: leave those to PCRE2 alone. */
    if (strstr(pattern, "(?#") || strstr(pattern, "\\Q") || strstr(pattern, "(?x") || strstr(pattern, "(*"))
        return NULL;
    Scan scan = {.at = pattern, .end = pattern + strlen(pattern)};
    GPtrArray *set = read_alternation(&scan);
    if (set && (scan.lost || scan.at < scan.end))
        g_clear_pointer(&set, g_ptr_array_unref);
    return set;
}
