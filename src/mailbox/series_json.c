/* Services' notifications in JSON: one value is held in memory at a time. */
#include "base/json_text.h"
#include "mailbox/envelope.h"
#include "mailbox/file.h"
#include "mailbox/mbox.h"
#include "mailbox/series_type.h"
#include <nixie/text.h>
#include <string.h>

#define BLOCK ((gsize)256 * 1024)
#define VALUE_MAX ((gsize)64 * 1024 * 1024)
/* Each of the notifications in one string is found by opening that string: their number times its bytes is bounded. */
#define WORK_MAX ((gsize)1 << 30)

typedef struct {
    char *block;   /* bytes of the file */
    goffset start; /* where they begin, */
    gsize len;     /* how many they are, */
    gsize room;    /* and may be */
    guint line;    /* of the byte `counted` */
    goffset counted;
    GQueue found; /* NxPlace *: of the value read last, not given yet */
} Json;

static gpointer new_json(const NxSeriesSpec *spec)
{
    Json *json = g_new0(Json, 1);
    json->room = BLOCK;
    json->block = g_malloc(json->room);
    json->start = json->counted = spec->from;
    json->line = 1;
    g_queue_init(&json->found);
    return json;
}

static void free_json(gpointer state)
{
    Json *json = state;
    g_queue_clear_full(&json->found, g_free);
    g_free(json->block);
    g_free(json);
}

/* ---- Bytes ------------------------------------------------------------------------------------------------------- */

/* What is in memory from `at` on. */
static NxBytes rest_at(const Json *json, goffset at)
{
    gsize skip = (gsize)(at - json->start);
    return (NxBytes){json->block + skip, json->len - skip};
}

/* Counts the lines that were passed. What is passed is in memory. */
static void count_lines(Json *json, goffset to)
{
    NxBytes rest = rest_at(json, MAX(json->counted, json->start));
    const char *at = rest.at, *end = json->block + (to - json->start);
    while (at < end && (at = memchr(at, '\n', (gsize)(end - at)))) {
        json->line++;
        at++;
    }
    json->counted = to;
}

/* Holds what begins at `at`: as much as there is room for. */
static gboolean fill(Json *json, const NxSeriesSpec *spec, goffset at, GError **error)
{
    NxBytes rest = at >= json->start && at <= json->start + (goffset)json->len ? rest_at(json, at) : (NxBytes){NULL, 0};
    if (rest.len)
        memmove(json->block, rest.at, rest.len);
    json->start = at;
    json->len = (gsize)MIN(spec->end - at, (goffset)json->room);
    rest.len = MIN(rest.len, json->len);
    return nx_file_read(spec->fd, at + (goffset)rest.len, json->block + rest.len, json->len - rest.len, error);
}

static gboolean is_all(const Json *json, const NxSeriesSpec *spec)
{
    return json->start + (goffset)json->len >= spec->end;
}

/* ---- What stands between values ---------------------------------------------------------------------------------- */

/* Arrays of notifications are walked as they stand; RFC 7464 puts a record separator in front of each. */
static gboolean is_between(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' || c == '[' || c == ']' || c == '\x1e';
}

/* Moves to where a value begins; FALSE at the end. */
static gboolean skip_between(Json *json, NxSeriesSpec *spec, GError **error)
{
    for (;;) {
        NxBytes rest = rest_at(json, spec->from);
        gsize skip = 0;
        while (skip < rest.len && is_between(rest.at[skip]))
            skip++;
        spec->from += (goffset)skip;
        count_lines(json, spec->from);
        if (skip < rest.len)
            return TRUE;
        if (spec->from >= spec->end || !fill(json, spec, spec->from, error))
            return FALSE;
    }
}

/* ---- A value ----------------------------------------------------------------------------------------------------- */

/* Scans what begins at spec->from, and holds all of it. FALSE where the file could not be read. */
static gboolean scan(Json *json, NxSeriesSpec *spec, gsize *len, NxJsonEnd *end, GError **error)
{
    for (;;) {
        NxBytes rest = rest_at(json, spec->from);
        *end = nx_json_is(rest, '{') ? nx_json_scan(rest, len) : NX_JSON_BAD;
        if (*end != NX_JSON_CUT || is_all(json, spec) || rest.len >= VALUE_MAX)
            break;
        if (rest.len * 2 > json->room) { /* so that a long one is read twice at most */
            json->room *= 2;
            json->block = g_realloc(json->block, json->room);
        }
        if (!fill(json, spec, spec->from, error))
            return FALSE;
    }
    *len = *end == NX_JSON_BAD && !nx_json_is(rest_at(json, spec->from), '{') ? 0 : *len;
    return TRUE;
}

typedef struct {
    Json *json;
    const char *last; /* the literal of the notification before */
    guint part, most;
    gboolean full;
} Taking;

static gboolean take(NxBytes literal, NxBytes notification, gpointer user)
{
    Taking *taking = user;
    Json *json = taking->json;
    (void)notification;
    taking->part = literal.at == taking->last ? taking->part + 1 : 0;
    taking->last = literal.at;
    taking->full = taking->part > 0 && (taking->part >= G_MAXUINT16 || taking->part * literal.len >= WORK_MAX);
    if (taking->full)
        return FALSE;
    NxPlace *place = g_new0(NxPlace, 1);
    place->entry = NX_ENTRY_JSON;
    place->part = (guint16)taking->part;
    place->offset = json->start + (literal.at - json->block);
    place->size = (goffset)literal.len;
    place->digest = nx_mbox_digest(literal.at, MIN(literal.len, NX_DIGEST_BYTES));
    g_queue_push_tail(&json->found, place);
    return TRUE;
}

static void complain(const Json *json, const NxSeriesSpec *spec, const char *reason, NxProblems *problems)
{
    nx_series_complain(spec, json->line, reason, problems);
}

/* ---- What is none ------------------------------------------------------------------------------------------------ */

/* An object begins here whose first name is a word: no string can hold that, its quotes would be escaped. */
static gboolean begins_object(const char *at, const char *end)
{
    if (at >= end || *at != '{')
        return FALSE;
    for (at++; at < end && strchr(" \t\r\n", *at ? *at : 'x');)
        at++;
    return end - at > 1 && *at == '"' && (g_ascii_isalpha(at[1]) || at[1] == '_' || at[1] == '$');
}

/* Where the next object may begin behind what is none: at the beginning of a line, or behind one that ends. The file's
 * end where nowhere. */
static gboolean find_next(Json *json, NxSeriesSpec *spec, goffset from, goffset *next, GError **error)
{
    enum { AHEAD = 64 };
    *next = from;
    for (;;) {
        NxBytes rest = rest_at(json, *next);
        const char *end = rest.at + rest.len;
        for (const char *at = rest.at; at < end && (is_all(json, spec) || end - at > AHEAD); at++) {
            gboolean bounded = at > json->block && (at[-1] == '\n' || at[-1] == '}' || at[-1] == '\x1e');
            if (bounded && begins_object(at, end)) {
                *next = json->start + (at - json->block);
                return TRUE;
            }
        }
        if (is_all(json, spec)) {
            *next = spec->end;
            return TRUE;
        }
        *next = json->start + (goffset)json->len - AHEAD;
        count_lines(json, *next - 1);
        if (!fill(json, spec, *next - 1, error))
            return FALSE;
    }
}

/* SES's notifications were torn by what carried them, and are read as far as they go. */
static gboolean is_torn_notification(NxBytes bytes)
{
    static const char *const NAMES[] = {"notificationType", "eventType"};
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (nx_json_is(bytes, '{') && memmem(bytes.at, bytes.len, NAMES[i], strlen(NAMES[i])))
            return TRUE;
    return FALSE;
}

static gboolean pass_over(Json *json, NxSeriesSpec *spec, gsize len, NxJsonEnd end, NxProblems *problems,
                          GError **error)
{
    goffset next, begin = spec->from;
    NxBytes bytes = rest_at(json, begin);
    gboolean torn = bytes.len < VALUE_MAX && is_torn_notification((NxBytes){bytes.at, MIN(len, bytes.len)});
    gboolean is_object = nx_json_is(bytes, '{');
    complain(json, spec,
             !is_object           ? nx_tr("is no JSON: left out up to the next object")
             : len >= VALUE_MAX   ? nx_tr("an object is too large: left out")
             : end == NX_JSON_CUT ? nx_tr("an object is cut off")
                                  : nx_tr("an object is broken: left out up to the next"),
             problems);
    if (!find_next(json, spec, begin + (goffset)MAX(len, 1), &next, error))
        return FALSE;
    if (torn && begin >= json->start) {
        Taking taking = {.json = json};
        take((NxBytes){rest_at(json, begin).at, (gsize)(next - begin)}, (NxBytes){NULL, 0}, &taking);
    }
    spec->from = next;
    count_lines(json, next);
    return TRUE;
}

/* ---- The series -------------------------------------------------------------------------------------------------- */

static gboolean next_in_json(gpointer state, NxSeriesSpec *spec, NxPlace *place, NxProblems *problems, GError **error)
{
    Json *json = state;
    while (g_queue_is_empty(&json->found)) {
        gsize len;
        NxJsonEnd end;
        if (!skip_between(json, spec, error) || !scan(json, spec, &len, &end, error))
            return FALSE;
        if (end != NX_JSON_WHOLE) {
            if (!pass_over(json, spec, len, end, problems, error))
                return FALSE;
            continue;
        }
        Taking taking = {.json = json};
        NxBytes value = {rest_at(json, spec->from).at, len};
        nx_envelope_open(value, take, &taking);
        if (taking.full)
            complain(json, spec, nx_tr("an object holds too many notifications: the first are taken"), problems);
        spec->from += (goffset)len;
        count_lines(json, spec->from);
    }
    g_autofree NxPlace *found = g_queue_pop_head(&json->found);
    *place = *found;
    return TRUE;
}

const NxSeriesType NX_SERIES_JSON = {NX_SNIFF_JSON, new_json, free_json, next_in_json};
