/* Cuts the records of a layout out of a text, line by line, and hands them over to the report. */
#include "parse/layout/extract.h"
#include "base/line.h"
#include "parse/bounds.h"
#include "parse/layout/transform.h"
#include "parse/mime/field_set.h"
#include "parse/notice/mention.h"
#include "parse/smtp/smtp.h"
#include <nixie/address.h>
#include <nixie/text.h>

#define MAX_LABEL 80 /* bytes of a label */

typedef struct {
    char *fields[NX_N_DRAFT_FIELDS];
    char *message[NX_N_MESSAGE_FIELDS];
    gboolean refused; /* a reply or status of a failure was found */
} Extract;

static void extract_free(gpointer data)
{
    Extract *extract = data;
    for (guint i = 0; i < NX_N_DRAFT_FIELDS; i++)
        g_free(extract->fields[i]);
    for (guint i = 0; i < NX_N_MESSAGE_FIELDS; i++)
        g_free(extract->message[i]);
    g_free(extract);
}

/* ---- Values ------------------------------------------------------------------------------------------------------ */

/* Keeps the first value of a field; an empty one is none. */
static void keep(Extract *extract, NxTarget target, const char *at, gsize len, gboolean replace)
{
    char **slot = target.message ? &extract->message[target.field] : &extract->fields[target.field];
    g_autofree char *piece = g_strndup(at, MIN(len, NX_MAX_DIAGNOSTIC + 1)), *value = nx_text_squeeze(piece);
    if (!*value || (*slot && !replace))
        return;
    g_free(*slot);
    *slot = g_steal_pointer(&value);
}

static void keep_groups(Extract *extract, const NxCutter *cutter, const NxMatch *match, gboolean replace)
{
    for (guint i = 0; i < cutter->targets->len; i++) {
        const char *at;
        gsize len;
        if (nx_match_group(match, i, &at, &len))
            keep(extract, g_array_index(cutter->targets, NxTarget, i), at, len, replace);
    }
}

/* "dns;mx.example.com (TCP|192.0.2.1|25)" to the host. */
static void plain_host(char **value)
{
    char *host = *value ? nx_field_host(*value) : NULL;
    if (!host)
        return;
    host[strcspn(host, " \t(")] = '\0';
    g_free(*value);
    *value = host;
}

static void transform(Extract *extract, const GArray *transforms)
{
    for (guint i = 0; i < transforms->len; i++) {
        const NxTransforms *entry = &g_array_index(transforms, NxTransforms, i);
        char **slot =
            entry->target.message ? &extract->message[entry->target.field] : &extract->fields[entry->target.field];
        if (!*slot)
            continue;
        char *value = nx_transform_apply(entry->transform, *slot);
        g_free(*slot);
        *slot = value;
    }
}

/* ---- Lines ------------------------------------------------------------------------------------------------------- */

static guint indent_of(const char *text, gsize at, gsize end)
{
    guint indent = 0;
    for (; at < end && (text[at] == ' ' || text[at] == '\t'); at++)
        indent = text[at] == '\t' ? (indent / 8 + 1) * 8 : indent + 1;
    return indent;
}

static gboolean is_blank(const char *text, gsize at, gsize end)
{
    while (at < end && g_ascii_isspace(text[at]))
        at++;
    return at == end;
}

/* Where the record that begins at `at` ends; `next`: where the next one starts. */
static gsize record_end(const NxRecordForm *record, const char *text, gsize at, gsize next)
{
    gsize end = MIN(nx_line_end(text, next, at), next);
    next = MIN(next, at + NX_MAX_RECORD);
    if (record->continues == NX_CONTINUES_NEXT)
        return next;
    while (end < next && record->continues != NX_CONTINUES_NOT) {
        gsize stop = nx_line_end(text, next, end + 1);
        if (is_blank(text, end + 1, stop))
            break;
        if (record->continues == NX_CONTINUES_INDENT && indent_of(text, end + 1, stop) <= record->indent)
            break;
        end = stop;
    }
    return end;
}

/* ---- Labels ------------------------------------------------------------------------------------------------------ */

/* The label that the line [at, end) begins with, NULL if none; *value: where its value begins. */
static const NxLabel *label_at(const NxLayout *layout, const char *text, gsize at, gsize end, gsize *value)
{
    while (at < end && strchr(" \t*-|>", text[at]))
        at++;
    const char *colon = memchr(text + at, ':', end - at), *wide = g_strstr_len(text + at, (gssize)(end - at), "：");
    if (wide && (!colon || wide < colon))
        colon = wide;
    if (!colon || (gsize)(colon - text) - at > MAX_LABEL)
        return NULL;
    *value = (gsize)(colon - text) + (colon == wide ? strlen("：") : 1);
    g_autofree char *folded = g_strchomp(g_utf8_strdown(text + at, colon - text - (gssize)at));
    for (guint i = 0; i < layout->labels->len; i++)
        if (g_str_equal(folded, g_array_index(layout->labels, NxLabel, i).text))
            return &g_array_index(layout->labels, NxLabel, i);
    return NULL;
}

static gboolean names_recipient(const NxLabel *label)
{
    return !label->target.message &&
           (label->target.field == NX_DRAFT_RECIPIENT || label->target.field == NX_DRAFT_FINAL);
}

/* Where the value of a label ends: lines that are indented deeper than it, or the next line where its own has
 * nothing. */
static gsize value_end(const NxLayout *layout, const char *text, gsize line, gsize value, gsize end)
{
    gsize stop = nx_line_end(text, end, value), other;
    guint indent = indent_of(text, line, stop);
    while (stop < end) {
        gsize next = nx_line_end(text, end, stop + 1);
        gboolean more = indent_of(text, stop + 1, next) > indent || is_blank(text, value, stop);
        if (is_blank(text, stop + 1, next) || label_at(layout, text, stop + 1, next, &other) || !more)
            break;
        stop = next;
    }
    return stop;
}

static void keep_labels(Extract *extract, const NxLayout *layout, const char *text, gsize at, gsize end)
{
    for (gsize line = at; line < end; line = nx_line_behind(text, end, line)) {
        gsize value;
        const NxLabel *label = label_at(layout, text, line, nx_line_end(text, end, line), &value);
        if (label)
            keep(extract, label->target, text + value, value_end(layout, text, line, value, end) - value, FALSE);
    }
}

/* ---- Records ----------------------------------------------------------------------------------------------------- */

/* The search for where records start: by pattern, or by the label of the recipient. */
typedef struct {
    const NxLayout *layout;
    const NxRecordForm *record;
    const char *text;
    gsize from, end; /* the section */
    NxMatch *match;
    gsize *sticky_at; /* of each sticky cutter: where its next search begins */
} Search;

static gboolean find_start(Search *search, gsize from, gsize *at, gsize *body)
{
    if (search->record->start.pattern) {
        if (!nx_pattern_find(search->record->start.pattern, search->match, search->text, search->end, from))
            return FALSE;
        nx_match_span(search->match, at, body);
        return TRUE;
    }
    for (; from < search->end; from = nx_line_behind(search->text, search->end, from)) {
        gsize value;
        const NxLabel *label =
            label_at(search->layout, search->text, from, nx_line_end(search->text, search->end, from), &value);
        if (label && names_recipient(label)) {
            *at = *body = from;
            return TRUE;
        }
    }
    return FALSE;
}

/* Sets what the sticky lines before `at` say; each replaces the one before. */
static void stick(Search *search, gsize at, Extract *sticky)
{
    for (guint i = 0; i < search->record->sticky->len; i++) {
        const NxCutter *cutter = &g_array_index(search->record->sticky, NxCutter, i);
        gsize begin, end;
        while (search->sticky_at[i] < at &&
               nx_pattern_find(cutter->pattern, search->match, search->text, at, search->sticky_at[i])) {
            nx_match_span(search->match, &begin, &end);
            keep_groups(sticky, cutter, search->match, TRUE);
            search->sticky_at[i] = MAX(end, begin + 1);
        }
    }
}

static void take_smtp(Extract *extract, const char *text, gsize len)
{
    NxSmtp smtp;
    nx_smtp_read(&smtp, text, (gssize)len);
    const char *command = nx_command_name(smtp.command);
    extract->refused = nx_smtp_is_refusal(smtp.reply, smtp.status);
    if (smtp.reply)
        keep(extract, (NxTarget){FALSE, NX_DRAFT_DIAGNOSTIC}, smtp.text, strlen(smtp.text), TRUE);
    else
        keep(extract, (NxTarget){FALSE, NX_DRAFT_DIAGNOSTIC}, text, len, FALSE);
    if (command)
        keep(extract, (NxTarget){FALSE, NX_DRAFT_COMMAND}, command, strlen(command), FALSE);
    if (smtp.host)
        keep(extract, (NxTarget){FALSE, NX_DRAFT_REMOTE_MTA}, smtp.host, strlen(smtp.host), FALSE);
    nx_smtp_clear(&smtp);
}

static void fill_from(Extract *extract, const Extract *sticky)
{
    for (guint i = 0; i < NX_N_DRAFT_FIELDS; i++)
        if (!extract->fields[i])
            extract->fields[i] = g_strdup(sticky->fields[i]);
    for (guint i = 0; i < NX_N_MESSAGE_FIELDS; i++)
        if (!extract->message[i])
            extract->message[i] = g_strdup(sticky->message[i]);
}

/* Reads what stands between `body` and `end`. */
static void read_body(Extract *extract, const Search *search, gsize body, gsize end)
{
    const NxRecordForm *record = search->record;
    for (guint i = 0; i < record->also->len; i++) {
        const NxCutter *cutter = &g_array_index(record->also, NxCutter, i);
        gsize at, stop;
        if (!nx_pattern_find(cutter->pattern, search->match, search->text, end, body))
            continue;
        keep_groups(extract, cutter, search->match, FALSE);
        nx_match_span(search->match, &at, &stop);
        if (is_blank(search->text, body, at))
            body = stop;
    }
    keep_labels(extract, search->layout, search->text, body, end);
    const char *diagnostic = extract->fields[NX_DRAFT_DIAGNOSTIC];
    if (diagnostic) {
        g_autofree char *copy = g_strdup(diagnostic);
        take_smtp(extract, copy, strlen(copy));
    } else if (record->quotes && record->start.pattern && !is_blank(search->text, body, end)) {
        take_smtp(extract, search->text + body, end - body);
        keep(extract, (NxTarget){FALSE, NX_DRAFT_NOTE}, search->text + body, MIN(end - body, NX_MAX_NOTE), FALSE);
    } else if (extract->fields[NX_DRAFT_NOTE]) {
        extract->fields[NX_DRAFT_DIAGNOSTIC] = g_steal_pointer(&extract->fields[NX_DRAFT_NOTE]);
    }
}

static void cut_record(Search *search, GPtrArray *extracts)
{
    gsize at, body, next, next_body, from = search->from;
    Extract *sticky = g_new0(Extract, 1);
    gboolean found = find_start(search, from, &at, &body);
    while (found &&
           extracts->len <= NX_MAX_RECIPIENTS) { /* one more than are taken: then it is known that some are not */
        Extract *extract = g_new0(Extract, 1);
        stick(search, at, sticky);
        if (search->record->start.pattern &&
            nx_pattern_find(search->record->start.pattern, search->match, search->text, search->end, at))
            keep_groups(extract, &search->record->start, search->match, FALSE);
        from = MAX(body, at + 1);
        if (!search->record->start.pattern)
            from = nx_line_behind(search->text, search->end, at);
        found = from < search->end && find_start(search, from, &next, &next_body);
        gsize limit = found ? next : search->end;
        gsize end = search->record->start.pattern ? record_end(search->record, search->text, MIN(body, limit), limit)
                                                  : MIN(limit, at + NX_MAX_RECORD);
        read_body(extract, search, MIN(body, end), end);
        transform(extract, search->record->transforms);
        plain_host(&extract->fields[NX_DRAFT_REMOTE_MTA]);
        fill_from(extract, sticky);
        const char *said = extract->fields[NX_DRAFT_DIAGNOSTIC];
        extract->refused |= said && nx_reply_find(said, -1, NULL) != 0;
        g_ptr_array_add(extracts, extract);
        at = next;
        body = next_body;
    }
    extract_free(sticky);
}

static gboolean find_section(const NxLayout *layout, const char *name, const char *text, gsize len, NxMatch *match,
                             gsize *from, gsize *end)
{
    for (guint i = 0; i < layout->sections->len; i++) {
        const NxSectionForm *section = &g_array_index(layout->sections, NxSectionForm, i);
        gsize at, stop;
        if (!g_str_equal(section->name, name))
            continue;
        if (!nx_pattern_find(section->begin, match, text, len, 0))
            return FALSE;
        nx_match_span(match, &at, from);
        *end = len;
        if (section->end && nx_pattern_find(section->end, match, text, len, *from))
            nx_match_span(match, end, &stop);
        return TRUE;
    }
    return FALSE;
}

/* ---- Sections that are joined by address ------------------------------------------------------------------------- */

/* Where the lines begin that name an address first, by its key. */
static GHashTable *find_quotes(const char *text, gsize from, gsize end)
{
    GHashTable *quotes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    NxMention mention;
    for (gsize next = from; nx_mention_next(text, end, &next, &mention);) {
        char *key = nx_address_key(text + mention.at, (gssize)(mention.end - mention.at));
        gsize line = MAX(from, nx_line_start(text, mention.at));
        if (key && !g_hash_table_contains(quotes, key))
            g_hash_table_insert(quotes, key, GSIZE_TO_POINTER(line));
        else
            g_free(key);
    }
    return quotes;
}

/* The host of "... while talking to mx.example.net.:" before `at`. */
static void take_host(Extract *extract, const char *text, gsize from, gsize at)
{
    static const char TALKING[] = "while talking to ";
    from = MAX(from, at > NX_MAX_RECORD ? at - NX_MAX_RECORD : 0);
    const char *found = g_strrstr_len(text + from, (gssize)(at - from), TALKING);
    if (!found)
        return;
    found += strlen(TALKING);
    gsize len = 0;
    while (found + len < text + at && !g_ascii_isspace(found[len]))
        len++;
    while (len && strchr(".:", found[len - 1]))
        len--;
    keep(extract, (NxTarget){FALSE, NX_DRAFT_REMOTE_MTA}, found, len, FALSE);
}

/* Is it a line that the session itself has: what was sent and answered, replies, where it was? */
static gboolean is_session_line(const char *at, gsize len)
{
    static const char *const SESSION[] = {"<<<", ">>>", "..."};
    for (guint i = 0; i < G_N_ELEMENTS(SESSION); i++)
        if (len >= strlen(SESSION[i]) && strncmp(at, SESSION[i], strlen(SESSION[i])) == 0)
            return TRUE;
    return len >= 4 && g_ascii_isdigit(at[0]) && g_ascii_isdigit(at[1]) && g_ascii_isdigit(at[2]) &&
           strchr(" -", at[3]) != NULL;
}

/* What the agent that delivers there printed, before Sendmail's own line at `at` said what that means. */
static void take_agents_words(Extract *extract, const char *text, gsize from, gsize at)
{
    gsize first = at;
    while (first > from && at - first < NX_MAX_NOTE) {
        gsize line = MAX(from, nx_line_start(text, first - 1));
        if (is_blank(text, line, first) || is_session_line(text + line, first - line))
            break;
        first = line;
    }
    keep(extract, (NxTarget){FALSE, NX_DRAFT_NOTE}, text + first, MIN(at - first, NX_MAX_NOTE), FALSE);
}

static void join_section(GPtrArray *extracts, const char *text, gsize from, gsize end)
{
    g_autoptr(GHashTable) quotes = find_quotes(text, from, end);
    for (guint i = 0; i < extracts->len; i++) {
        Extract *extract = extracts->pdata[i];
        const char *address = extract->fields[NX_DRAFT_RECIPIENT];
        g_autofree char *key = address ? nx_address_key(address, -1) : NULL;
        gpointer line = NULL;
        gboolean quoted = key && g_hash_table_lookup_extended(quotes, key, NULL, &line);
        gsize at = quoted ? GPOINTER_TO_SIZE(line) : from;
        if (!quoted && extracts->len > 1)
            continue;
        take_host(extract, text, from, at);
        if (quoted)
            take_agents_words(extract, text, from, at);
        if (!extract->refused)
            take_smtp(extract, text + at, MIN(end - at, NX_MAX_BLOCK));
    }
}

static void join(GPtrArray *extracts, const NxLayout *layout, const char *text, gsize len, NxMatch *match)
{
    for (guint i = 0; i < layout->join->len; i++) {
        gsize from, end;
        if (find_section(layout, layout->join->pdata[i], text, len, match, &from, &end))
            join_section(extracts, text, from, end);
    }
}

GPtrArray *nx_extracts_new(const NxLayout *layout, const char *text, gsize len, NxMatch *match)
{
    GPtrArray *extracts = g_ptr_array_new_with_free_func(extract_free);
    for (guint i = 0; i < layout->records->len; i++) {
        Search search = {.layout = layout,
                         .record = &g_array_index(layout->records, NxRecordForm, i),
                         .text = text,
                         .end = len,
                         .match = match};
        if (search.record->section &&
            !find_section(layout, search.record->section, text, len, match, &search.from, &search.end))
            continue;
        search.sticky_at = g_new0(gsize, search.record->sticky->len + 1);
        for (guint k = 0; k < search.record->sticky->len; k++)
            search.sticky_at[k] = search.from;
        cut_record(&search, extracts);
        g_free(search.sticky_at);
    }
    join(extracts, layout, text, len, match);
    return extracts;
}

/* ---- Into the report --------------------------------------------------------------------------------------------- */

/* Before the words of a delivery-status part are replaced: the reply code in them stays the answer that was given, they
 * themselves a note. */
static void keep_diagnostic(NxDraft *draft)
{
    const char *said = nx_draft_get(draft, NX_DRAFT_DIAGNOSTIC);
    guint reply = said ? nx_reply_find(said, -1, NULL) : 0;
    g_autofree char *code = reply ? g_strdup_printf("%u", reply) : NULL;
    nx_draft_fill(draft, NX_DRAFT_REPLY, code);
    nx_draft_fill(draft, NX_DRAFT_NOTE, said);
}

static void set_fields(NxDraft *draft, const Extract *extract, const NxLayout *layout, gboolean ours)
{
    for (guint i = 0; i < NX_N_DRAFT_FIELDS; i++) {
        if (!extract->fields[i] || (i == NX_DRAFT_RECIPIENT))
            continue;
        if (!ours && layout->override[i] && i == NX_DRAFT_DIAGNOSTIC)
            keep_diagnostic(draft);
        if ((!ours && layout->override[i]) || i == NX_DRAFT_ALIAS)
            nx_draft_set(draft, (NxDraftField)i, extract->fields[i]);
        else
            nx_draft_fill(draft, (NxDraftField)i, extract->fields[i]);
    }
}

/* One answer below a list of several: does it name one of them, or the domain of one? Of the others it says nothing
 * then. */
typedef struct {
    gboolean address, domain;
} Named;

static Named named_in(const char *said, const char *address)
{
    const char *at = said ? strrchr(address, '@') : NULL;
    return (Named){said && strcasestr(said, address), at && strcasestr(said, at + 1)};
}

static gboolean is_about_another(const char *said, const char *address, Named any)
{
    Named self = named_in(said, address);
    return (any.address && !self.address) || (any.domain && !self.domain);
}

/* `any`: what the answer names of the list that the address stands in. */
static gboolean add_recipient(const Extract *extract, const char *address, Named any, const NxLayout *layout,
                              NxKind kind, NxReportBuilder *builder)
{
    NxDraft *draft = nx_builder_find(builder, address);
    if (!draft) {
        draft = nx_builder_add_recipient(builder, address, NX_SOURCE_LAYOUT, layout->id);
        if (draft && !extract->fields[NX_DRAFT_ACTION])
            nx_draft_set_kind(draft, kind);
    }
    if (draft) {
        if (!is_about_another(extract->fields[NX_DRAFT_DIAGNOSTIC], address, any))
            set_fields(draft, extract, layout, TRUE);
        nx_draft_set_own_lookup(draft, layout->own_lookup);
    }
    return draft != NULL;
}

/* The group `recipient` may hold several addresses: "ann@example.com, bob@example.com". */
static guint add_recipients(const Extract *extract, const NxLayout *layout, NxKind kind, NxReportBuilder *builder)
{
    const char *value =
        extract->fields[NX_DRAFT_RECIPIENT] ? extract->fields[NX_DRAFT_RECIPIENT] : extract->fields[NX_DRAFT_FINAL];
    NxMention mention;
    guint n = 0;
    if (!value)
        return 0;
    g_autoptr(GPtrArray) addresses = g_ptr_array_new_with_free_func(g_free);
    Named any = {FALSE, FALSE};
    for (gsize from = 0, len = strlen(value); nx_mention_next(value, len, &from, &mention);) {
        char *address = g_strndup(value + mention.at, mention.end - mention.at);
        Named found = named_in(extract->fields[NX_DRAFT_DIAGNOSTIC], address);
        any = (Named){any.address || found.address, any.domain || found.domain};
        g_ptr_array_add(addresses, address);
    }
    for (guint i = 0; i < addresses->len; i++)
        n += add_recipient(extract, addresses->pdata[i], any, layout, kind, builder);
    return addresses->len ? n : (guint)add_recipient(extract, value, any, layout, kind, builder);
}

/* The recipient named before that the record speaks of. */
static NxDraft *find_beside(const Extract *extract, const NxReportBuilder *builder, gboolean only)
{
    static const NxDraftField NAMES[] = {NX_DRAFT_RECIPIENT, NX_DRAFT_ALIAS, NX_DRAFT_FINAL, NX_DRAFT_ORIGINAL};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        NxDraft *draft = extract->fields[NAMES[i]] ? nx_builder_find(builder, extract->fields[NAMES[i]]) : NULL;
        if (draft)
            return draft;
    }
    return only && nx_builder_count(builder) == 1 ? nx_builder_get(builder, 0) : NULL;
}

static gboolean fill_beside(const Extract *extract, const NxLayout *layout, NxKind kind, const NxReportBuilder *builder,
                            gboolean only)
{
    NxDraft *draft = find_beside(extract, builder, only);
    if (!draft)
        return FALSE;
    set_fields(draft, extract, layout, FALSE);
    nx_draft_set_layout(draft, layout->id);
    if (nx_draft_source(draft) == NX_SOURCE_HEADER && nx_draft_kind(draft) == NX_KIND_UNKNOWN)
        nx_draft_set_kind(draft, kind);
    return TRUE;
}

/* Do all of them speak of one recipient? */
static gboolean name_one(const GPtrArray *extracts)
{
    for (guint i = 1; i < extracts->len; i++) {
        const Extract *extract = extracts->pdata[i], *first = extracts->pdata[0];
        if (g_strcmp0(extract->fields[NX_DRAFT_RECIPIENT], first->fields[NX_DRAFT_RECIPIENT]) != 0)
            return FALSE;
    }
    return extracts->len > 0;
}

gboolean nx_extracts_hand_over(GPtrArray *extracts, const NxLayout *layout, NxKind kind, NxReportBuilder *builder)
{
    gboolean beside = nx_builder_count(builder) > 0, one = name_one(extracts);
    guint n = 0;
    for (guint i = 0; i < extracts->len; i++) {
        const Extract *extract = extracts->pdata[i];
        guint taken = beside ? (guint)fill_beside(extract, layout, kind, builder, one)
                             : add_recipients(extract, layout, kind, builder);
        for (guint k = 0; k < NX_N_MESSAGE_FIELDS && taken; k++)
            nx_builder_fill_message(builder, (NxMessageField)k, extract->message[k]);
        n += taken;
    }
    if (n && layout->mailer)
        nx_builder_set_mailer(builder, layout->mailer);
    return n > 0;
}
