/* Reads as much of a pattern as is needed to tell which words it cannot match without.
 *
 * A sequence needs each of its parts; inside a group the best part will do. An alternation needs one of its branches,
 * so all of them must give something. What is not understood gives nothing, which is always right and only slower. */
#include "judge/literal.h"
#include <string.h>

enum {
    SHORTEST = 2, /* a literal of fewer bytes stands in too much text to help */
    MOST = 200,   /* literals of one set */
    DEEPEST = 16, /* nested groups that are followed */
};

typedef struct {
    const char *at, *end;
    guint depth;
    gboolean lost; /* something whose extent or meaning is not known here */
} Scan;

/* What was found in a sequence so far: all sets, or the best alone. */
typedef struct {
    GPtrArray *sets; /* NULL: keep the best */
    GPtrArray *best;
} Found;

static GPtrArray *read_alternation(Scan *scan);

static gsize weight(const GPtrArray *set)
{
    gsize least = G_MAXSIZE;
    for (guint i = 0; set && i < set->len; i++)
        least = MIN(least, strlen(g_ptr_array_index(set, i)));
    return set && set->len ? least : 0;
}

static void keep(Found *found, GPtrArray *set)
{
    if (!set)
        return;
    if (found->sets) {
        g_ptr_array_add(found->sets, set);
        return;
    }
    gboolean better =
        weight(set) > weight(found->best) || (weight(set) == weight(found->best) && set->len < found->best->len);
    if (better)
        g_clear_pointer(&found->best, g_ptr_array_unref);
    if (!found->best)
        found->best = set;
    else
        g_ptr_array_unref(set);
}

static void flush(GString *run, Found *found)
{
    if (run->len >= SHORTEST) {
        GPtrArray *one = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(one, g_utf8_strdown(run->str, (gssize)run->len));
        keep(found, one);
    }
    g_string_truncate(run, 0);
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
    while (scan->at < scan->end && *scan->at != ']') {
        scan->lost |= *scan->at == '['; /* "[:alpha:]" */
        scan->at += *scan->at == '\\' && scan->at + 1 < scan->end ? 2 : 1;
    }
    scan->at += scan->at < scan->end;
}

/* Bytes of the class at `at` if it is of one character alone, as "[eé]" is once accents are gone: "[ee]". */
static gsize single_class(const Scan *scan, const char **letter, gsize *len)
{
    const char *at = scan->at + 1;
    *letter = at;
    *len = at < scan->end ? (gsize)(g_utf8_next_char(at) - at) : 0;
    if (!*len || strchr("^]\\-[", *at))
        return 0;
    while (at < scan->end && (gsize)(scan->end - at) >= *len && memcmp(at, *letter, *len) == 0)
        at += *len;
    return at < scan->end && *at == ']' ? (gsize)(at + 1 - scan->at) : 0;
}

static void give_up(Scan *scan)
{
    scan->lost = TRUE;
    scan->at = scan->end;
}

/* A group; looked-at text that is not part of the match gives nothing. */
static GPtrArray *read_group(Scan *scan)
{
    gboolean counts = TRUE;
    if (scan->depth >= DEEPEST) {
        give_up(scan);
        return NULL;
    }
    scan->at++;
    if (scan->at < scan->end && *scan->at == '?') {
        scan->at++;
        if (scan->at < scan->end && *scan->at == ':')
            scan->at++;
        else
            counts = FALSE;
    }
    scan->depth++;
    GPtrArray *set = read_alternation(scan);
    scan->depth--;
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

/* One piece that is no group: TRUE if it was a character that stands for itself, which is then in the run. */
static gboolean read_piece(Scan *scan, GString *run, Found *found)
{
    const char *letter;
    gsize len, width = *scan->at == '[' ? single_class(scan, &letter, &len) : 0;
    if (width) {
        g_string_append_len(run, letter, (gssize)len);
        scan->at += width;
        return TRUE;
    }
    if (*scan->at == '[') {
        flush(run, found);
        skip_class(scan);
        return FALSE;
    }
    if (*scan->at == '\\')
        return read_escape(scan, run);
    if (strchr(".^$", *scan->at)) {
        scan->at++;
        return FALSE;
    }
    const char *next = g_utf8_next_char(scan->at);
    g_string_append_len(run, scan->at, next - scan->at);
    scan->at = next;
    return TRUE;
}

static void read_sequence(Scan *scan, Found *found)
{
    GString *run = g_string_new(NULL);
    while (scan->at < scan->end && *scan->at != '|' && *scan->at != ')') {
        gboolean any;
        if (*scan->at == '(') {
            flush(run, found);
            GPtrArray *set = read_group(scan);
            if (read_quantifier(scan, &any))
                g_clear_pointer(&set, g_ptr_array_unref);
            keep(found, set);
            continue;
        }
        gboolean literal = read_piece(scan, run, found);
        gboolean optional = read_quantifier(scan, &any);
        if (literal && optional)
            drop_last(run);
        if (!literal || any)
            flush(run, found);
    }
    flush(run, found);
    g_string_free(run, TRUE);
}

/* The words of which one stands in whatever the alternation matches; NULL: none can be told. */
static GPtrArray *read_alternation(Scan *scan)
{
    GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
    for (;;) {
        Found found = {0};
        read_sequence(scan, &found);
        if (!found.best)
            g_clear_pointer(&all, g_ptr_array_unref);
        for (guint i = 0; all && i < found.best->len; i++)
            g_ptr_array_add(all, g_strdup(g_ptr_array_index(found.best, i)));
        g_clear_pointer(&found.best, g_ptr_array_unref);
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
    GPtrArray *branches = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    gboolean all = TRUE;
    for (;;) {
        Found found = {.sets = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref)};
        read_sequence(&scan, &found);
        all &= found.sets->len > 0;
        g_ptr_array_add(branches, found.sets);
        if (scan.at >= scan.end || *scan.at != '|')
            break;
        scan.at++;
    }
    if (!all || scan.lost || scan.at < scan.end)
        g_clear_pointer(&branches, g_ptr_array_unref);
    return branches;
}
