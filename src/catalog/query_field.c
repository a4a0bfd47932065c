/* The fields that a limit can ask for, in one table: parser, matcher, completion, help and manual page read it. */
#include "catalog/query.h"
#include <nixie/text.h>

#define EVENT_TEXT(name)                                                                                               \
    static const char *text_##name(const NxFacts *facts, char buffer[NX_LIMIT_BUFFER])                                 \
    {                                                                                                                  \
        (void)buffer;                                                                                                  \
        return facts->event ? facts->event->name : NULL;                                                               \
    }
EVENT_TEXT(message_id)
EVENT_TEXT(original_message_id)
EVENT_TEXT(original_from)
EVENT_TEXT(original_subject)
EVENT_TEXT(original_recipient)
EVENT_TEXT(final_recipient)
EVENT_TEXT(envelope_id)
EVENT_TEXT(list_id)
EVENT_TEXT(subject)
EVENT_TEXT(reporting_mta)
EVENT_TEXT(remote_mta)
EVENT_TEXT(mailer)
EVENT_TEXT(layout)
EVENT_TEXT(stream)
EVENT_TEXT(evidence)

#define FACT_TEXT(name)                                                                                                \
    static const char *text_##name(const NxFacts *facts, char buffer[NX_LIMIT_BUFFER])                                 \
    {                                                                                                                  \
        (void)buffer;                                                                                                  \
        return facts->name;                                                                                            \
    }
FACT_TEXT(recipient)
FACT_TEXT(domain)
FACT_TEXT(provider)
FACT_TEXT(diagnostic)
FACT_TEXT(mailbox)

static const char *text_file(const NxFacts *facts, char buffer[NX_LIMIT_BUFFER])
{
    (void)buffer;
    const char *name = facts->event ? facts->event->place.name : NULL;
    const char *slash = name ? strrchr(name, '/') : NULL;
    return slash ? slash + 1 : name;
}

static const char *text_rule(const NxFacts *facts, char buffer[NX_LIMIT_BUFFER])
{
    (void)buffer;
    return facts->event ? facts->event->verdict.rule : NULL;
}

static const char *text_mta(const NxFacts *facts, char buffer[NX_LIMIT_BUFFER])
{
    const char *remote = text_remote_mta(facts, buffer);
    return remote ? remote : text_reporting_mta(facts, buffer);
}

static const char *text_cause(const NxFacts *facts, char buffer[NX_LIMIT_BUFFER])
{
    if (facts->cause || !facts->event)
        return facts->cause;
    g_snprintf(buffer, NX_LIMIT_BUFFER, "%s/%s", facts->provider ? facts->provider : "-",
               nx_reason_name(facts->reason));
    return buffer;
}

/* Of a row it is only known that there is a note. */
static const char *text_note(const NxFacts *facts, char buffer[NX_LIMIT_BUFFER])
{
    (void)buffer;
    return facts->note || !facts->standing || !facts->standing->has_note ? facts->note : "";
}

static gboolean of_event(const NxLimitContext *asked, gint64 *value, gint64 found)
{
    (void)asked;
    *value = found;
    return TRUE;
}
#define EVENT_NUMBER(name, expression, known)                                                                          \
    static gboolean number_##name(const NxLimitContext *asked, gint64 *value)                                          \
    {                                                                                                                  \
        const NxEvent *e = asked->facts->event;                                                                        \
        return e && (known) && of_event(asked, value, (gint64)(expression));                                           \
    }
EVENT_NUMBER(index, e->place.index, TRUE)
EVENT_NUMBER(offset, e->place.offset, TRUE)
EVENT_NUMBER(kind, e->kind, TRUE)
EVENT_NUMBER(origin, e->origin, TRUE)
EVENT_NUMBER(action, e->action, e->action != NX_ACTION_NONE)
EVENT_NUMBER(status_source, e->verdict.status_source, e->verdict.status_source != NX_STATUS_FROM_NONE)

#define FACT_NUMBER(name, expression, known)                                                                           \
    static gboolean number_##name(const NxLimitContext *asked, gint64 *value)                                          \
    {                                                                                                                  \
        const NxFacts *f = asked->facts;                                                                               \
        return (known) && of_event(asked, value, (gint64)(expression));                                                \
    }
FACT_NUMBER(reason, f->reason, TRUE)
FACT_NUMBER(class, f->klass, TRUE)
FACT_NUMBER(reply_code, f->reply_code, f->reply_code != 0)
FACT_NUMBER(arrived, f->arrived, f->arrived != NX_TIME_UNKNOWN)
FACT_NUMBER(suggested, f->suggestion->kind, f->suggestion)
FACT_NUMBER(confidence, f->suggestion ? f->suggestion->confidence : f->event->verdict.confidence,
            f->suggestion || f->event)
FACT_NUMBER(decision, f->standing->decision, f->standing && f->standing->decision != NX_DECISION_NONE)
FACT_NUMBER(attempt, f->standing->attempt, f->standing && f->standing->attempt)
FACT_NUMBER(seen, f->standing->seen, f->standing)

static gboolean number_status(const NxLimitContext *asked, gint64 *value)
{
    NxStatus s = asked->facts->status;
    return s.klass && of_event(asked, value, (gint64)s.klass << 32 | (gint64)s.subject << 16 | s.detail);
}

static gboolean number_inferred(const NxLimitContext *asked, gint64 *value)
{
    NxStatus s = asked->facts->event ? asked->facts->event->verdict.inferred_status : NX_STATUS_NONE;
    return s.klass && of_event(asked, value, (gint64)s.klass << 32 | (gint64)s.subject << 16 | s.detail);
}

/* Of an address that waits, the decision's date; else the suggestion's. */
static gboolean number_not_before(const NxLimitContext *asked, gint64 *value)
{
    const NxFacts *f = asked->facts;
    NxTime time = f->standing && f->standing->decision == NX_DECISION_RETRY ? f->standing->not_before : NX_TIME_UNKNOWN;
    if (time == NX_TIME_UNKNOWN && f->suggestion)
        time = f->suggestion->not_before;
    return time != NX_TIME_UNKNOWN && of_event(asked, value, time);
}

static gboolean number_age(const NxLimitContext *asked, gint64 *value)
{
    return asked->facts->arrived != NX_TIME_UNKNOWN &&
           of_event(asked, value, MAX(asked->now - asked->facts->arrived, 0));
}

#define NAMES(what, type, first, end)                                                                                  \
    static const char *name_##what(guint value)                                                                        \
    {                                                                                                                  \
        return value + (first) < (guint)(end) ? nx_##what##_name((type)(value + (first))) : NULL;                      \
    }
NAMES(kind, NxKind, 0, NX_N_KINDS)
NAMES(reason, NxReason, 0, NX_N_REASONS)
NAMES(class, NxClass, 0, NX_N_CLASSES)
NAMES(advice, NxAdviceKind, 0, NX_N_ADVICES)
NAMES(origin, NxOrigin, 0, NX_ORIGIN_FOREIGN + 1)
NAMES(confidence, NxConfidence, 0, NX_CERTAIN + 1)

/* Value 0 of these has no name: it is "not known". */
#define NAMES_FROM_1(what, type, end)                                                                                  \
    static const char *name_##what(guint value)                                                                        \
    {                                                                                                                  \
        return value == 0 ? "" : value < (guint)(end) ? nx_##what##_name((type)value) : NULL;                          \
    }
NAMES_FROM_1(decision, NxDecision, NX_N_DECISIONS)
NAMES_FROM_1(action, NxAction, NX_ACTION_EXPANDED + 1)
NAMES_FROM_1(status_source, NxStatusSource, NX_STATUS_FROM_TEXT + 1)

typedef enum {
    UNDECIDED,
    SUPPRESSED,
    PAUSED,
    HELD,
    IGNORED,
    DUE,
    PROTECTED,
    NEW,
    TAGGED,
    CERTAIN,
    RECOVERED,
    NAMELESS,
    COUNTED,
    N_FLAGS
} Flag;

static const char *name_flag(guint value)
{
    static const char *const NAMES_OF[N_FLAGS] = {"undecided", "suppressed", "paused", "held",   "ignored",
                                                  "due",       "protected",  "new",    "tagged", "certain",
                                                  "recovered", "nameless",   "counted"};
    return value < N_FLAGS ? NAMES_OF[value] : NULL;
}

gboolean nx_limit_flag_needs_ledger(guint64 flags)
{
    return (flags & ~(1u << TAGGED | 1u << NAMELESS | 1u << COUNTED)) != 0;
}

/* All flags of a row as one mask. A retry whose date is past is due as well as paused: the decision stands until it is
 * handed over. */
static gboolean number_flags(const NxLimitContext *asked, gint64 *value)
{
    static const NxStanding NOTHING;
    const NxFacts *f = asked->facts;
    const NxStanding *s = f->standing ? f->standing : &NOTHING;
    gint64 confidence = NX_GUESS;
    NxPhase phase =
        nx_retry_phase(s->decision, s->not_before, s->attempt_sent, s->attempt_sent_at, asked->settle, asked->now);
    guint mask = 1u << (s->decision == NX_DECISION_NONE ? UNDECIDED : UNDECIDED + s->decision);
    mask |= (guint)(phase == NX_PHASE_DUE) << DUE | (guint)(phase == NX_PHASE_RECOVERED) << RECOVERED;
    mask |= (guint)(s->is_protected != 0) << PROTECTED | (guint)(f->tagged != 0) << TAGGED;
    if (number_confidence(asked, &confidence))
        mask |= (guint)(confidence == NX_CERTAIN) << CERTAIN;
    if (f->event)
        mask |= (guint)(f->event->fresh != 0) << NEW | (guint)(f->event->counted != 0) << COUNTED |
                (guint)(!f->recipient) << NAMELESS;
    *value = mask;
    return TRUE;
}
G_STATIC_ASSERT(SUPPRESSED - UNDECIDED == NX_DECISION_SUPPRESS && PAUSED - UNDECIDED == NX_DECISION_RETRY);
G_STATIC_ASSERT(HELD - UNDECIDED == NX_DECISION_HOLD && IGNORED - UNDECIDED == NX_DECISION_IGNORE);

#define TEXT(n, s, h)                                                                                                  \
    {                                                                                                                  \
        .shown = {#n, s, h}, .kind = NX_LIMIT_TEXT, .text = text_##n                                                   \
    }
#define WORDS(n, s, h)                                                                                                 \
    {                                                                                                                  \
        .shown = {#n, s, h}, .kind = NX_LIMIT_WORDS, .text = text_##n                                                  \
    }
#define CHOICE(n, s, h, ledger, names)                                                                                 \
    {                                                                                                                  \
        .shown = {#n, s, h}, .kind = NX_LIMIT_CHOICE, .needs_ledger = ledger, .number = number_##n,                    \
        .name = name_##names                                                                                           \
    }
#define NUMBER(n, s, h, ledger)                                                                                        \
    {                                                                                                                  \
        .shown = {#n, s, h}, .kind = NX_LIMIT_NUMBER, .needs_ledger = ledger, .number = number_##n                     \
    }

/* The commonest first: help and completion keep this order. */
static const NxLimitField FIELDS[] = {
    {.shown = {"is", "is:undecided", N_("undecided suppressed paused held ignored due protected new tagged certain")},
     .kind = NX_LIMIT_FLAG,
     .needs_ledger = TRUE,
     .number = number_flags,
     .name = name_flag},
    CHOICE(class, "class:hard", N_("hard soft block complaint auto-reply none"), FALSE, class),
    CHOICE(reason, "reason:userunknown", N_("why it came back"), FALSE, reason),
    {.shown = {"domain", "domain:example.org", N_("the recipient's domain, with those below it")},
     .kind = NX_LIMIT_DOMAIN,
     .text = text_domain},
    {.shown = {"status", "status:5.1.*", N_("the status code; 5.1 means 5.1.*")},
     .kind = NX_LIMIT_STATUS,
     .number = number_status},
    NUMBER(seen, "seen:>2", N_("how many events the address has: >2 <5 2..5"), TRUE),
    {.shown = {"age", "age:<7d", N_("how long ago it arrived: <24h >2w 2d..5d")},
     .kind = NX_LIMIT_AGE,
     .number = number_age},
    {.shown = {"after", "after:2026-11-01", N_("arrived on that day or later")},
     .kind = NX_LIMIT_AFTER,
     .number = number_arrived},
    {.shown = {"before", "before:2026-11-01", N_("arrived before that day")},
     .kind = NX_LIMIT_BEFORE,
     .number = number_arrived},
    {.shown = {"advice", "advice:retry", N_("what is suggested: suppress retry hold review ignore")},
     .kind = NX_LIMIT_CHOICE,
     .needs_ledger = TRUE,
     .number = number_suggested,
     .name = name_advice},
    CHOICE(decision, "decision:hold", N_("what was decided: suppress retry hold ignore"), TRUE, decision),
    TEXT(mta, "mta:mx.example.org", N_("the remote MTA, else the reporting one")),
    TEXT(provider, "provider:google", N_("who wrote the diagnostic")),
    TEXT(recipient, "recipient:info@*", N_("the address")),
    WORDS(diagnostic, "diagnostic:\"over quota\"", N_("words of the diagnostic")),
    {.shown = {"cause", "cause:*/blocked", N_("provider and reason, as release takes it")},
     .kind = NX_LIMIT_TEXT,
     .text = text_cause},
    {.shown = {"note", "note:left", N_("words of the note; - for none")},
     .kind = NX_LIMIT_WORDS,
     .needs_ledger = TRUE,
     .text = text_note},
    CHOICE(kind, "kind:delay", N_("bounce delay delivered feedback autoreply not-a-bounce unknown"), FALSE, kind),
    CHOICE(origin, "origin:ours", N_("ours foreign unproven"), FALSE, origin),
    CHOICE(confidence, "confidence:guess", N_("certain likely guess"), TRUE, confidence),
    CHOICE(suggested, "suggested:hold", N_("as advice:"), TRUE, advice),
    {.shown = {"not_before", "not_before:<2026-12-01", N_("when to try again")},
     .kind = NX_LIMIT_TIME,
     .needs_ledger = TRUE,
     .number = number_not_before},
    NUMBER(attempt, "attempt:>=3", N_("which attempt comes next"), TRUE),
    {.shown = {"arrived", "arrived:2026-11-20", N_("when it arrived: a day, >DATE, DATE..DATE")},
     .kind = NX_LIMIT_TIME,
     .number = number_arrived},
    NUMBER(reply_code, "reply_code:550..559", N_("the SMTP reply code"), FALSE),
    CHOICE(action, "action:failed", N_("failed delayed delivered relayed expanded"), FALSE, action),
    TEXT(stream, "stream:monthly*", N_("the list, else the sender of the original")),
    TEXT(list_id, "list_id:news.example.org", N_("List-Id of the original")),
    WORDS(subject, "subject:undeliverable", N_("words of the bounce's subject")),
    WORDS(original_subject, "original_subject:invoice", N_("words of the original's subject")),
    TEXT(original_from, "original_from:*@example.org*", N_("sender of the original")),
    TEXT(original_recipient, "original_recipient:*", N_("Original-Recipient")),
    TEXT(final_recipient, "final_recipient:*", N_("Final-Recipient")),
    {.shown = {"aliases", "aliases:*@example.org", N_("other names of the recipient")}, .kind = NX_LIMIT_LIST},
    TEXT(mailer, "mailer:postfix", N_("the software that wrote the notice")),
    TEXT(reporting_mta, "reporting_mta:*", N_("Reporting-MTA")),
    TEXT(remote_mta, "remote_mta:*", N_("Remote-MTA")),
    TEXT(rule, "rule:full.*", N_("the rule that decided")),
    TEXT(layout, "layout:*", N_("the layout that read it")),
    WORDS(evidence, "evidence:quota", N_("the words that decided")),
    CHOICE(status_source, "status_source:text", N_("field diagnostic text"), FALSE, status_source),
    {.shown = {"inferred_status", "inferred_status:5.0.0", N_("the status, where none was said")},
     .kind = NX_LIMIT_STATUS,
     .number = number_inferred},
    TEXT(message_id, "message_id:<*@example.org>", N_("Message-ID of the bounce")),
    TEXT(original_message_id, "original_message_id:<*>", N_("Message-ID of the original")),
    TEXT(envelope_id, "envelope_id:*", N_("Original-Envelope-Id")),
    TEXT(mailbox, "mailbox:*/spool", N_("the mailbox, as it was given")),
    TEXT(file, "file:17*", N_("the message's file")),
    NUMBER(index, "index:1..50", N_("place in the mailbox"), FALSE),
    NUMBER(offset, "offset:0", N_("byte in the mbox"), FALSE),
};

const NxLimitField *nx_limit_fields(guint *n)
{
    *n = G_N_ELEMENTS(FIELDS);
    return FIELDS;
}

const NxLimitField *nx_limit_field(const char *name, gsize len)
{
    for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++)
        if (strlen(FIELDS[i].shown.name) == len && g_ascii_strncasecmp(FIELDS[i].shown.name, name, len) == 0)
            return &FIELDS[i];
    return NULL;
}

const NxQueryField *nx_query_fields(guint *n)
{
    static gsize made;
    static NxQueryField shown[G_N_ELEMENTS(FIELDS)];
    if (g_once_init_enter(&made)) {
        for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++)
            shown[i] = FIELDS[i].shown;
        g_once_init_leave(&made, 1);
    }
    *n = G_N_ELEMENTS(FIELDS);
    return shown;
}
