/* The places where a text tells what happened, in the order in which they are tried. */
#include "parse/general/diagnosis.h"
#include "parse/bounds.h"
#include "parse/general/reach.h"
#include "parse/general/record.h"
#include "parse/smtp/smtp.h"
#include <nixie/address.h>

/* One recipient, whose diagnosis is looked for. */
typedef struct {
    const NxReportBuilder *builder;
    NxDraft *draft;
    const NxCandidates *candidates;
} Diagnosis;

static char *cut_text(const NxMarkedText *marked, gsize at, gsize end)
{
    while (at < end && strchr(" \t\n:;,.>)]\"'-|=*", marked->text[at]))
        at++;
    g_autofree char *piece = g_strndup(marked->text + at, MIN(end - at, NX_REACH_NOTE));
    char *squeezed = nx_text_squeeze(piece);
    const char *valid;
    if (!g_utf8_validate(squeezed, -1, &valid))
        squeezed[valid - squeezed] = '\0';
    return squeezed;
}

static void set_reply(NxDraft *draft, guint reply)
{
    char digits[16];
    g_snprintf(digits, sizeof digits, "%u", reply);
    if (reply)
        nx_draft_fill(draft, NX_DRAFT_REPLY, digits);
}

/* Fills in what [at, end) says in SMTP; FALSE if it says nothing. */
static gboolean take_smtp(NxDraft *draft, const NxMarkedText *marked, gsize at, gsize end)
{
    NxSmtp smtp;
    nx_smtp_read(&smtp, marked->text + at, (gssize)(end - at));
    gboolean found = nx_smtp_is_refusal(smtp.reply, smtp.status);
    if (found) {
        g_autofree char *text = smtp.reply ? g_strdup(smtp.text) : cut_text(marked, at, end);
        nx_draft_fill(draft, NX_DRAFT_DIAGNOSTIC, text);
        nx_draft_fill(draft, NX_DRAFT_COMMAND, nx_command_name(smtp.command));
        set_reply(draft, smtp.reply);
        char status[NX_STATUS_TEXT_SIZE] = "";
        if (smtp.status.klass)
            nx_status_text(smtp.status, status);
        if (*status)
            nx_draft_fill(draft, NX_DRAFT_TEXT_STATUS, status); /* it may stand before the reply */
        nx_draft_fill(draft, NX_DRAFT_REMOTE_MTA, smtp.host);
    }
    nx_smtp_clear(&smtp);
    return found;
}

/* A line elsewhere that quotes the server's words about that address: "550 5.1.1 <ann@...>: unknown", ">>> RCPT
 * TO:<ann@...>" and what follows. */
static gboolean take_reply(NxDraft *draft, const NxCandidates *candidates, const char *key)
{
    guint tried = 0;
    for (guint i = 0; i < candidates->list->len && tried < NX_REACH_PLACES; i++) {
        const NxCandidate *candidate = nx_candidates_get(candidates, i);
        gsize at = candidate->mention.outer_end;
        if (!g_str_equal(candidate->key, key) ||
            (candidate->role != NX_ROLE_REPLY && candidate->role != NX_ROLE_TRANSCRIPT &&
             candidate->role != NX_ROLE_SENTENCE))
            continue;
        tried++;
        if (take_smtp(draft, candidates->marked, MAX(candidate->line, at > NX_MAX_BLOCK ? at - NX_MAX_BLOCK : 0),
                      MIN(candidate->block_end, at + NX_MAX_BLOCK)))
            return TRUE;
    }
    return FALSE;
}

/* Does [at, end) name another recipient too? Then it is the heading of a list, and says of nobody what happened. */
static gboolean names_another(const Diagnosis *self, gsize at, gsize end)
{
    for (guint i = 0; i < self->candidates->list->len; i++) {
        const NxCandidate *candidate = nx_candidates_get(self->candidates, i);
        if (candidate->mention.at < at || candidate->mention.at >= end)
            continue;
        const NxDraft *named = nx_builder_find(self->builder, candidate->key);
        if (named && named != self->draft)
            return TRUE;
    }
    return FALSE;
}

/* The sentence that says in words what happened: the one of the candidate, else the first one of the text. */
static gboolean take_sentence(const Diagnosis *self, const NxCandidate *candidate)
{
    const NxMarkedText *marked = self->candidates->marked;
    for (guint i = 0, tried = 0; i <= marked->marks->len && tried < NX_REACH_TOLD; i++) {
        gsize start, end;
        if (i == 0 && candidate)
            nx_marked_text_sentence(marked, candidate->mention.at, &start, &end);
        else if (i > 0 && g_array_index(marked->marks, NxMark, i - 1).word == NX_PHRASE_FAILURE)
            nx_marked_text_sentence(marked, g_array_index(marked->marks, NxMark, i - 1).at, &start, &end);
        else
            continue;
        tried++;
        if (!nx_marked_text_has(marked, start, end, NX_PHRASE_FAILURE) ||
            names_another(self, nx_marked_text_line_start(marked, start), end))
            continue;
        g_autofree char *text = cut_text(marked, start, end);
        nx_draft_fill(self->draft, NX_DRAFT_DIAGNOSTIC, text);
        return TRUE;
    }
    return FALSE;
}

/* Of a record whose fields stand one under the other: where the field ends in which a server speaks, "Answer: 550 this
 * account is closed"; what stands behind it are other fields. `end` where there is none. */
static gsize answer_end(const NxMarkedText *marked, gsize at, gsize end)
{
    gsize value, stop;
    for (gsize from = at; from < end && nx_record_outcome(marked, from, end, &value, &stop); from = stop + 1) {
        gboolean words = FALSE;
        for (gsize i = value; i + 1 < stop && !words; i++)
            words = g_ascii_isalpha(marked->text[i]) && g_ascii_isalpha(marked->text[i + 1]);
        if (words && nx_smtp_has_refusal(marked->text + value, (gssize)(stop - value)))
            return stop;
    }
    return end;
}

/* [at, end) of a record without the lines that are about others, "Sender: ann@example.com": what is said of them is
 * not said of the recipient. Caller frees. */
static char *cut_record(const NxMarkedText *marked, gsize at, gsize end)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (gsize line = at; line < end; line = nx_marked_text_next_line(marked, line)) {
        gsize stop = MIN(nx_marked_text_line_end(marked, line), end);
        if (!nx_record_is_others(marked, line) || line == at)
            g_string_append_printf(out, "%.*s\n", (int)(stop - line), marked->text + line);
    }
    NxMarkedText kept = {.text = out->str, .len = out->len};
    return cut_text(&kept, 0, out->len);
}

/* The words of its own block, beside a diagnostic that says other things. */
static void take_note(NxDraft *draft, const NxMarkedText *marked, gsize at, gsize end)
{
    g_autofree char *text = cut_text(marked, at, end);
    const char *diagnostic = nx_draft_get(draft, NX_DRAFT_DIAGNOSTIC);
    if (*text && (!diagnostic || (!strstr(diagnostic, text) && !strstr(text, diagnostic))))
        nx_draft_fill(draft, NX_DRAFT_NOTE, text);
}

/* Beside a sentence that only says that it failed: a field that says why, "Reason: no such user", else the next
 * sentence that tells of a failure. Where nobody else is named. */
static void take_cause(const Diagnosis *self)
{
    const NxMarkedText *marked = self->candidates->marked;
    gsize at, end;
    if (nx_record_outcome(marked, 0, marked->len, &at, &end)) {
        take_note(self->draft, marked, at, end);
        return;
    }
    for (guint i = 0; i < MIN(marked->marks->len, NX_REACH_TOLD) && !nx_draft_get(self->draft, NX_DRAFT_NOTE); i++) {
        if (g_array_index(marked->marks, NxMark, i).word != NX_PHRASE_FAILURE)
            continue;
        nx_marked_text_sentence(marked, g_array_index(marked->marks, NxMark, i).at, &at, &end);
        take_note(self->draft, marked, at, end);
    }
}

/* The lines right above a recipient that stands alone, "Recipient(s) not found in address list:", if they announce it
 * and speak of a failure. */
static void take_heading(NxDraft *draft, const NxMarkedText *marked, const NxCandidate *candidate)
{
    gsize end = candidate->line, start;
    while (end > 0 && g_ascii_isspace(marked->text[end - 1]))
        end--;
    if (end == 0 || marked->text[end - 1] != ':')
        return;
    nx_marked_text_sentence(marked, end - 1, &start, &(gsize){0});
    if (start < end && nx_marked_text_has(marked, start, end, NX_PHRASE_FAILURE))
        take_note(draft, marked, start, end);
}

/* What the text says about one recipient. `candidate`: where it stands, NULL where it does not; `only`: nobody else is
 * named. */
static void diagnose(const Diagnosis *self, const NxCandidate *candidate, gboolean only)
{
    NxDraft *draft = self->draft;
    const NxCandidates *candidates = self->candidates;
    const NxMarkedText *marked = candidates->marked;
    gboolean had = nx_draft_get(draft, NX_DRAFT_DIAGNOSTIC) != NULL,
             block = candidate && candidate->role >= NX_ROLE_HEADING;
    gsize at = block ? candidate->block : 0, end = block ? candidate->block_end : 0;
    gsize stop = block && candidate->role == NX_ROLE_LABEL ? answer_end(marked, at, end) : end;
    if (!had && !(end > at && take_smtp(draft, marked, at, stop)) &&
        !(candidate && take_reply(draft, candidates, candidate->key)) &&
        !(only && take_smtp(draft, marked, 0, marked->len))) {
        const char *words = nx_draft_get(draft, NX_DRAFT_STATUS_WORDS);
        g_autofree char *text = words ? g_strdup(words) : end > at ? cut_record(marked, at, end) : NULL;
        if (text && *text)
            nx_draft_fill(draft, NX_DRAFT_DIAGNOSTIC, text);
        else
            take_sentence(self, candidate);
        if (only && !block)
            take_cause(self);
    } else if (!had && stop < end) {
        take_smtp(draft, marked, at, end); /* a status in a field behind it */
    }
    if (end > at)
        take_note(draft, marked, at, end);
    if (candidate && candidate->role == NX_ROLE_HEADING)
        take_heading(draft, marked, candidate);
}

void nx_diagnosis_fill(NxReportBuilder *builder, const NxCandidates *candidates)
{
    guint n = nx_builder_count(builder);
    for (guint i = 0; i < n; i++) {
        NxDraft *draft = nx_builder_get(builder, i);
        const char *address = nx_draft_get(draft, NX_DRAFT_RECIPIENT);
        if (!address)
            address = nx_draft_get(draft, NX_DRAFT_FINAL);
        g_autofree char *key = address ? nx_address_key(address, -1) : NULL;
        const NxCandidate *candidate = key ? nx_candidates_best(candidates, key) : NULL;
        Diagnosis self = {builder, draft, candidates};
        if (candidate || n == 1)
            diagnose(&self, candidate, n == 1);
    }
}
