/* The table of fields, with a getter for each. */
#include "catalog/flag.h"
#include <nixie/check_result.h>
#include <nixie/event_field.h>
#include <nixie/text.h>

/* ---- Getters ----------------------------------------------------------------------------------------------------- */
#define EVENT(member) (facts->event ? facts->event->member : NULL)
#define GET_TEXT(field, expression)                                                                                    \
    static gboolean get_##field(const NxFacts *facts, NxEventValue *value)                                             \
    {                                                                                                                  \
        value->text = expression;                                                                                      \
        return value->text != NULL;                                                                                    \
    }
#define GET_NUMBER(field, known, expression)                                                                           \
    static gboolean get_##field(const NxFacts *facts, NxEventValue *value)                                             \
    {                                                                                                                  \
        if (!(known))                                                                                                  \
            return FALSE;                                                                                              \
        value->number = (gint64)(expression);                                                                          \
        return TRUE;                                                                                                   \
    }
#define GET_STATUS(field, expression)                                                                                  \
    static gboolean get_##field(const NxFacts *facts, NxEventValue *value)                                             \
    {                                                                                                                  \
        value->status = expression;                                                                                    \
        return value->status.klass != 0;                                                                               \
    }

GET_TEXT(mailbox, facts->mailbox ? nx_mailbox_path(facts->mailbox) : NULL)
GET_NUMBER(index, facts->event, facts->event->place.index)
GET_NUMBER(offset, facts->event, facts->event->place.offset)
GET_TEXT(message_id, EVENT(message_id))
GET_TEXT(original_message_id, EVENT(original_message_id))
GET_TEXT(envelope_id, EVENT(envelope_id))
GET_TEXT(list_id, EVENT(list_id))
GET_TEXT(stream, EVENT(stream))
GET_TEXT(subject, EVENT(subject))
GET_TEXT(original_subject, EVENT(original_subject))
GET_TEXT(original_from, EVENT(original_from))
GET_NUMBER(arrived, facts->arrived != NX_TIME_UNKNOWN, facts->arrived)
GET_NUMBER(kind, facts->event, facts->event->kind)
GET_NUMBER(origin, facts->event, facts->event->origin)
GET_NUMBER(proof, facts->event, facts->event->proof)
GET_NUMBER(about, facts->event && facts->event->verdict.about, facts->event->verdict.about)
GET_TEXT(recipient, facts->recipient)
GET_TEXT(original_recipient, EVENT(original_recipient))
GET_TEXT(final_recipient, EVENT(final_recipient))
GET_NUMBER(action, facts->event && facts->event->action != NX_ACTION_NONE, facts->event->action)
GET_STATUS(status, facts->status)
GET_NUMBER(status_source, facts->event && facts->event->verdict.status_source != NX_STATUS_FROM_NONE,
           facts->event->verdict.status_source)
GET_STATUS(inferred_status, facts->event ? facts->event->verdict.inferred_status : NX_STATUS_NONE)
GET_NUMBER(reply_code, facts->reply_code != 0, facts->reply_code)
GET_TEXT(diagnostic, facts->diagnostic)
GET_TEXT(evidence, EVENT(evidence))
GET_TEXT(reporting_mta, EVENT(reporting_mta))
GET_TEXT(remote_mta, EVENT(remote_mta))
GET_TEXT(mta, facts->event ? nx_event_mta(facts->event) : NULL)
GET_TEXT(mailer, EVENT(mailer))
GET_TEXT(provider, facts->provider)
GET_TEXT(domain, facts->domain)
GET_NUMBER(reason, TRUE, facts->reason)
GET_NUMBER(class, TRUE, facts->klass)
GET_NUMBER(suggested, facts->suggestion, facts->suggestion->kind)
GET_NUMBER(not_before, facts->suggestion && facts->suggestion->not_before != NX_TIME_UNKNOWN,
           facts->suggestion->not_before)
GET_NUMBER(confidence, facts->suggestion, facts->suggestion->confidence)
GET_TEXT(rule, EVENT(verdict.rule))
GET_TEXT(layout, EVENT(layout))
GET_NUMBER(left, facts->event && (!facts->standing || facts->standing->left != NX_LEFT_NOT),
           facts->standing ? facts->standing->left : NX_LEFT_NOBODY)
GET_NUMBER(decision, facts->standing && facts->standing->decision != NX_DECISION_NONE, facts->standing->decision)
GET_NUMBER(attempt, facts->standing && facts->standing->attempt != 0, facts->standing->attempt)
GET_NUMBER(away_until, facts->event && facts->event->away_until != NX_TIME_UNKNOWN, facts->event->away_until)
GET_TEXT(new_address, EVENT(new_address))
GET_NUMBER(departed, facts->event && facts->event->departed, TRUE)
GET_NUMBER(seen, facts->standing, facts->standing->seen)
GET_NUMBER(episodes, facts->standing && facts->standing->episodes != 0, facts->standing->episodes)
#define GET_EVENT_TIME(field)                                                                                          \
    GET_NUMBER(field, facts->event && facts->event->field != NX_TIME_UNKNOWN, facts->event->field)
GET_EVENT_TIME(last_attempt)
GET_EVENT_TIME(will_retry_until)
GET_EVENT_TIME(arrival_date)
GET_TEXT(final_log_id, EVENT(final_log_id))
GET_TEXT(diagnostic_type, EVENT(diagnostic_type))
GET_TEXT(return_path, EVENT(return_path))
/* Of a row it is only known that there is a note. */
GET_TEXT(note, facts->note || !facts->standing || !facts->standing->has_note ? facts->note : "")

static gboolean get_base_name(const NxFacts *facts, NxEventValue *value)
{
    const char *name = EVENT(place.name), *slash = name ? strrchr(name, '/') : NULL;
    value->text = slash ? slash + 1 : name;
    return name != NULL;
}

static gboolean get_file(const NxFacts *facts, NxEventValue *value)
{
    if (!facts->mailbox)
        return FALSE;
    g_autofree char *name = nx_mailbox_place_name(facts->mailbox, &facts->event->place, NX_PLACE_SHORT);
    g_strlcpy(value->buffer, name, sizeof value->buffer);
    value->text = value->buffer;
    return TRUE;
}

static gboolean get_aliases(const NxFacts *facts, NxEventValue *value)
{
    value->list = EVENT(aliases);
    return value->list && value->list[0];
}

static gboolean get_cut(const NxFacts *facts, NxEventValue *value)
{
    value->list = EVENT(cut);
    return value->list && value->list[0];
}

static gboolean get_cause(const NxFacts *facts, NxEventValue *value)
{
    value->text = facts->cause;
    if (facts->cause || !facts->event)
        return facts->cause != NULL;
    g_snprintf(value->buffer, sizeof value->buffer, "%s/%s", facts->provider ? facts->provider : "-",
               nx_reason_name(facts->reason));
    value->text = value->buffer;
    return TRUE;
}

/* Its reason and its result: check:no_domain and check:invalid ask for the same row. */
static gboolean get_check(const NxFacts *facts, NxEventValue *value)
{
    value->list = nx_check_reason_names((NxCheckReason)facts->check_reason);
    return facts->check_reason != NX_CHECK_NOT_ASKED;
}

/* Of an address that waits, the decision's date; else the suggestion's. */
static gboolean get_waiting_until(const NxFacts *facts, NxEventValue *value)
{
    const NxStanding *standing = facts->standing;
    if (!standing || standing->decision != NX_DECISION_RETRY || standing->not_before == NX_TIME_UNKNOWN)
        return get_not_before(facts, value);
    value->number = standing->not_before;
    return TRUE;
}

/* ---- Names of choices -------------------------------------------------------------------------------------------- */
#define CHOICE(what, type, end)                                                                                        \
    static const char *choice_##what(guint value)                                                                      \
    {                                                                                                                  \
        return value < (guint)(end) ? nx_##what##_name((type)value) : NULL;                                            \
    }
/* Value 0 of these is "not known". */
#define CHOICE_OR_NONE(what, type, end)                                                                                \
    static const char *choice_##what(guint value)                                                                      \
    {                                                                                                                  \
        return value == 0 ? "" : value < (guint)(end) ? nx_##what##_name((type)value) : NULL;                          \
    }
CHOICE(kind, NxKind, NX_N_KINDS)
CHOICE(origin, NxOrigin, NX_N_ORIGINS)
CHOICE(proof, NxProof, NX_N_PROOFS)
CHOICE_OR_NONE(about, NxAbout, NX_N_ABOUTS)
CHOICE(reason, NxReason, NX_N_REASONS)
CHOICE(class, NxClass, NX_N_CLASSES)
CHOICE(advice, NxAdviceKind, NX_N_ADVICES)
CHOICE(confidence, NxConfidence, NX_CERTAIN + 1)
CHOICE_OR_NONE(action, NxAction, NX_N_ACTIONS)
CHOICE_OR_NONE(status_source, NxStatusSource, NX_STATUS_FROM_TEXT + 1)
CHOICE_OR_NONE(decision, NxDecision, NX_N_DECISIONS)
CHOICE_OR_NONE(left, NxLeft, NX_N_LEFTS)

static const char *choice_truth(guint value)
{
    return value == FALSE ? "" : value == TRUE ? "true" : NULL;
}

/* ---- The table --------------------------------------------------------------------------------------------------- */
#define FIELD_OF(n, t, getter) .name = #n, .type = NX_VALUE_##t, .get = get_##getter
#define FIELD(n, t) FIELD_OF(n, t, n)
#define REPORT(says) .description = says
#define REPORT_ALWAYS(says) .description = says, .always = TRUE
#define ASK(how, s, h) .ask = NX_ASK_##how, .sample = s, .help = h

/* In the order of `report` (doc/DESIGN.md 7): what stands there keeps its place, a new one comes behind. What is only
 * asked stands beside what it is about. */
static const NxEventField FIELDS[] = {
    {.name = "is",
     .type = NX_VALUE_FLAG,
     .choice = nx_flag_name,
     ASK(FLAG, "is:undecided", N_("how things stand")),
     .rank = 1,
     .needs_ledger = TRUE},
    {FIELD(file, TEXT), REPORT_ALWAYS("Base name of the message's file; NAME:INDEX in an mbox"),
     ASK(TEXT, "file:17*", N_("the message's file")), .asked = get_base_name},
    {FIELD(mailbox, TEXT), REPORT_ALWAYS("The mailbox as it was given"),
     ASK(TEXT, "mailbox:*/spool", N_("the mailbox, as it was given"))},
    {FIELD(index, NUMBER),
     REPORT_ALWAYS("Place of the message in its mailbox, from 1; files in byte order of their names"),
     ASK(NUMBER, "index:1..50", N_("place in the mailbox"))},
    {FIELD(offset, NUMBER), REPORT_ALWAYS("Byte at which the message begins in an mbox; 0 elsewhere"),
     ASK(NUMBER, "offset:0", N_("byte in the mbox"))},
    {FIELD(message_id, TEXT), REPORT("Message-ID of the bounce itself, with angle brackets"),
     ASK(TEXT, "message_id:<*@example.org>", N_("Message-ID of the bounce"))},
    {FIELD(original_message_id, TEXT), REPORT("Message-ID of the message that came back"),
     ASK(TEXT, "original_message_id:<*>", N_("Message-ID of the original"))},
    {FIELD(envelope_id, TEXT), REPORT("Original-Envelope-Id, decoded"),
     ASK(TEXT, "envelope_id:*", N_("Original-Envelope-Id"))},
    {FIELD(list_id, TEXT), REPORT("List-Id of the original, without phrase and brackets"),
     ASK(TEXT, "list_id:news.example.org", N_("List-Id of the original"))},
    {FIELD(stream, TEXT), ASK(TEXT, "stream:monthly*", N_("the list, else the sender of the original")), .rank = 27},
    {FIELD(subject, TEXT), REPORT("Subject of the bounce, decoded"),
     ASK(WORDS, "subject:undeliverable", N_("words of the bounce's subject"))},
    {FIELD(original_subject, TEXT), ASK(WORDS, "original_subject:invoice", N_("words of the original's subject"))},
    {FIELD(original_from, TEXT), ASK(TEXT, "original_from:*@example.org*", N_("sender of the original"))},
    {FIELD(arrived, TIME), REPORT("When the bounce arrived, in UTC"),
     ASK(TIME, "arrived:2026-11-20", N_("when it arrived: a day, >DATE, DATE..DATE")), .rank = 24,
     .column =
         {.place = 10, .name = "date", .title = N_("Date"), .cells = 5, .wide = 10, .most = 7, .gap = 2, .yields = 3}},
    {FIELD_OF(age, TIME, arrived), ASK(AGE, "age:<7d", N_("how long ago it arrived: <24h >2w 2d..5d")), .rank = 7},
    {FIELD_OF(after, TIME, arrived), ASK(AFTER, "after:2026-11-01", N_("arrived on that day or later")), .rank = 8},
    {FIELD_OF(before, TIME, arrived), ASK(BEFORE, "before:2026-11-01", N_("arrived before that day")), .rank = 9},
    {FIELD(kind, CHOICE), .choice = choice_kind, REPORT_ALWAYS("What the message is for this recipient"),
     ASK(CHOICE, "kind:delay", N_("what the message is")), .rank = 18},
    {FIELD(origin, CHOICE), .choice = choice_origin, REPORT_ALWAYS("Whether it answers the operator's own mail"),
     ASK(CHOICE, "origin:ours", N_("whether it answers your own mail")), .rank = 19},
    {FIELD(recipient, ADDRESS), REPORT("The address that a decision would be about; null if the message names nobody"),
     ASK(TEXT, "recipient:info@*", N_("the address")), .rank = 14,
     .column = {.place = 50, .title = N_("Recipient"), .narrow = 6, .cells = 34, .most = NX_COLUMN_REST, .gap = 2}},
    {FIELD(original_recipient, ADDRESS), REPORT("Original-Recipient, decoded by its type"),
     ASK(TEXT, "original_recipient:*", N_("Original-Recipient"))},
    {FIELD(final_recipient, ADDRESS), REPORT("Final-Recipient, decoded by its type"),
     ASK(TEXT, "final_recipient:*", N_("Final-Recipient"))},
    {FIELD(aliases, LIST), REPORT("Other names of the same recipient"),
     ASK(LIST, "aliases:*@example.org", N_("other names of the recipient"))},
    {FIELD(action, CHOICE), .choice = choice_action, REPORT("The Action field"),
     ASK(CHOICE, "action:failed", N_("the Action field")), .rank = 26},
    {FIELD(status, STATUS), REPORT("The status code that was said"),
     ASK(STATUS, "status:5.1.*", N_("the status code; 5.1 means 5.1.*")), .rank = 5,
     .column = {.place = 20, .title = N_("Status"), .narrow = 6, .cells = 7, .gap = 2, .yields = 1}},
    {FIELD(status_source, CHOICE), .choice = choice_status_source, REPORT("Where it was said"),
     ASK(CHOICE, "status_source:text", N_("where the status was said"))},
    {FIELD(inferred_status, STATUS), REPORT("A status that nobody said, where status is null"),
     ASK(STATUS, "inferred_status:5.0.0", N_("the status, where none was said"))},
    {FIELD(reply_code, CODE), REPORT("The SMTP reply code, as a string"),
     ASK(NUMBER, "reply_code:550..559", N_("the SMTP reply code")), .rank = 25},
    {FIELD(diagnostic, TEXT), REPORT("What the other side wrote, unfolded"),
     ASK(WORDS, "diagnostic:\"over quota\"", N_("words of the diagnostic")), .rank = 15},
    {FIELD(evidence, TEXT), ASK(WORDS, "evidence:quota", N_("the words that decided"))},
    {FIELD(reporting_mta, TEXT), REPORT("Host that wrote the report"),
     ASK(TEXT, "reporting_mta:*", N_("Reporting-MTA"))},
    {FIELD(remote_mta, TEXT), REPORT("Host that answered"), ASK(TEXT, "remote_mta:*", N_("Remote-MTA"))},
    {FIELD(mta, TEXT), ASK(TEXT, "mta:mx.example.org", N_("the remote MTA, else the reporting one")), .rank = 12,
     .column = {.place = 60, .title = N_("MTA"), .cells = 24, .most = 40, .gap = 2, .yields = 5}},
    {FIELD(mailer, TEXT), REPORT("Software that wrote the notice"),
     ASK(TEXT, "mailer:postfix", N_("the software that wrote the notice"))},
    {FIELD(provider, TEXT), REPORT("Party that wrote the diagnostic, from a fixed list"),
     ASK(TEXT, "provider:google", N_("who wrote the diagnostic")), .rank = 13},
    {FIELD(domain, TEXT), REPORT("The recipient's whole domain, as an A-label in lower case"),
     ASK(DOMAIN, "domain:example.org", N_("the recipient's domain, with those below it")), .rank = 4},
    {FIELD(reason, CHOICE), .choice = choice_reason, REPORT_ALWAYS("Why it came back"),
     ASK(CHOICE, "reason:userunknown", N_("why it came back")), .rank = 3,
     .column = {.place = 40, .title = N_("Reason"), .cells = 16, .gap = 2, .yields = 4, .fits = N_("user unknown")}},
    {FIELD(class, CHOICE), .choice = choice_class, REPORT_ALWAYS("Who is at fault"),
     ASK(CHOICE, "class:hard", N_("who is at fault")), .rank = 2,
     .column = {.place = 30, .title = N_("Class"), .narrow = 2, .cells = 6, .gap = 1}},
    {FIELD(cause, TEXT), ASK(TEXT, "cause:*/blocked", N_("provider and reason, as release takes it")), .rank = 16},
    {FIELD(suggested, CHOICE), .choice = choice_advice, REPORT_ALWAYS("The advice, after history and guards"),
     ASK(CHOICE, "suggested:hold", N_("as advice")), .rank = 21, .needs_ledger = TRUE},
    {FIELD_OF(advice, CHOICE, suggested), .choice = choice_advice, ASK(CHOICE, "advice:retry", N_("what is suggested")),
     .rank = 10, .needs_ledger = TRUE},
    {FIELD(left, CHOICE), .choice = choice_left,
     ASK(CHOICE, "left:guard", N_("why the advice is not taken in bulk; - where it is")), .rank = 10,
     .needs_ledger = TRUE},
    {FIELD(not_before, TIME), REPORT("Date of the advice, whatever is decided, in UTC"),
     ASK(TIME, "not_before:<2026-12-01", N_("when to try again")), .asked = get_waiting_until, .rank = 22,
     .needs_ledger = TRUE},
    {FIELD(attempt, NUMBER), ASK(NUMBER, "attempt:>=3", N_("which attempt comes next")), .rank = 23,
     .needs_ledger = TRUE},
    {FIELD(confidence, CHOICE), .choice = choice_confidence,
     REPORT_ALWAYS("How sure the verdict is, after history and guards"),
     ASK(CHOICE, "confidence:guess", N_("how sure the verdict is")), .rank = 20, .needs_ledger = TRUE},
    {FIELD(rule, TEXT), REPORT("What decided: a rule's id, or code:, provider:, subject:, class:, kind: and a name"),
     ASK(TEXT, "rule:full.*", N_("the rule that decided"))},
    {FIELD(layout, TEXT), REPORT("The layout that cut the text of the notice"),
     ASK(TEXT, "layout:*", N_("the layout that read it"))},
    {FIELD(decision, CHOICE), .choice = choice_decision, REPORT("What the operator decided about the address"),
     ASK(CHOICE, "decision:hold", N_("what was decided")), .rank = 11, .needs_ledger = TRUE},
    {FIELD(proof, CHOICE), .choice = choice_proof, REPORT_ALWAYS("What shows that it answers the operator's own mail"),
     ASK(CHOICE, "proof:relay", N_("what shows that it answers your own mail"))},
    {FIELD(about, CHOICE), .choice = choice_about, REPORT("Whom or what the words of the refusal are about"),
     ASK(CHOICE, "about:sender", N_("whom or what the words are about"))},
    {FIELD(last_attempt, TIME), REPORT("Last-Attempt-Date, in UTC"),
     ASK(TIME, "last_attempt:2026-11-20", N_("when it was last tried"))},
    {FIELD(will_retry_until, TIME), REPORT("Will-Retry-Until, in UTC"),
     ASK(TIME, "will_retry_until:>2026-11-20", N_("until when the mail system goes on trying"))},
    {FIELD(final_log_id, TEXT), REPORT("Final-Log-ID, the name of the transaction in the log of the mail system"),
     ASK(TEXT, "final_log_id:*", N_("Final-Log-ID"))},
    {FIELD(arrival_date, TIME), REPORT("Arrival-Date: when the message came to the system that reports, in UTC"),
     ASK(TIME, "arrival_date:2026-11-20", N_("when the message came to the system that reports"))},
    {FIELD(diagnostic_type, TEXT), REPORT("Type of the Diagnostic-Code, in lower case: smtp, x-unix, ..."),
     ASK(TEXT, "diagnostic_type:x-*", N_("the type of the diagnostic"))},
    {FIELD(return_path, ADDRESS), REPORT("Return-Path of the bounce itself, without brackets; <> where it is empty"),
     ASK(TEXT, "return_path:<>", N_("Return-Path of the bounce"))},
    {FIELD(cut, LIST),
     REPORT("What of the message was too much and is left out: message, headers, parts, text, "
            "recipients, fields, diagnostic"),
     ASK(LIST, "cut:recipients", N_("what of the message was too much to be read"))},
    {FIELD(away_until, TIME),
     REPORT("The day that an absence ends, or on which somebody is back, by an automatic answer"),
     ASK(TIME, "away_until:>2026-12-01", N_("until when somebody is away"))},
    {FIELD(new_address, ADDRESS), REPORT("The new address that an automatic answer tells"),
     ASK(TEXT, "new_address:*", N_("the new address that an automatic answer tells"))},
    {FIELD(departed, TRUTH), .choice = choice_truth,
     REPORT("True where an automatic answer says that somebody has left, or that nobody reads there"),
     ASK(CHOICE, "departed:true", N_("an automatic answer says that nobody is there any more"))},
    {FIELD(episodes, NUMBER),
     REPORT("How often the address has begun to fail: runs of its events that no sign of life parts"),
     ASK(NUMBER, "episodes:>3", N_("how often the address has failed and come back")), .needs_ledger = TRUE},
    {FIELD(check, LIST), ASK(LIST, "check:invalid", N_("what a check of its address said: a result or a reason")),
     .rank = 28, .needs_ledger = TRUE},
    {FIELD(note, TEXT), ASK(WORDS, "note:left", N_("words of the note; - for none")), .rank = 17, .needs_ledger = TRUE},
    {FIELD(seen, NUMBER), ASK(NUMBER, "seen:>2", N_("how many events the address has: >2 <5 2..5")), .rank = 6,
     .needs_ledger = TRUE, .column = {.place = 70, .title = N_("Seen"), .cells = 5, .gap = 1, .yields = 2}},
};

const NxEventField *nx_event_fields(guint *n)
{
    *n = G_N_ELEMENTS(FIELDS);
    return FIELDS;
}

const NxEventField *nx_event_field_find(const char *name, gsize len)
{
    for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++)
        if (strlen(FIELDS[i].name) == len && g_ascii_strncasecmp(FIELDS[i].name, name, len) == 0)
            return &FIELDS[i];
    return NULL;
}

/* A tie stays as in the table: the sort is stable. */
static gint by_rank(gconstpointer x, gconstpointer y)
{
    guint a = (*(const NxEventField *const *)x)->rank, b = (*(const NxEventField *const *)y)->rank;
    return !a != !b ? (a ? -1 : 1) : (gint)a - (gint)b;
}

static gint by_place(gconstpointer x, gconstpointer y)
{
    return (*(const NxEventField *const *)x)->column.place - (*(const NxEventField *const *)y)->column.place;
}

GPtrArray *nx_event_fields_asked(void)
{
    GPtrArray *fields = g_ptr_array_new();
    for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++)
        if (FIELDS[i].ask != NX_ASK_NOT)
            g_ptr_array_add(fields, (gpointer)&FIELDS[i]);
    g_ptr_array_sort(fields, by_rank);
    return fields;
}

GPtrArray *nx_event_fields_shown(void)
{
    GPtrArray *fields = g_ptr_array_new();
    for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++)
        if (FIELDS[i].column.place != 0)
            g_ptr_array_add(fields, (gpointer)&FIELDS[i]);
    g_ptr_array_sort(fields, by_place);
    return fields;
}
