/* A report under construction. Readers (delivery-status, feedback, headers, layouts, the general reader) add
 * recipients and say what they found as text; types, keys, statuses and kinds are worked out once, when the report is
 * built. */
#pragma once
#include <nixie/report.h>

G_BEGIN_DECLS

/* Fields of one recipient. The names (nx_draft_field_parse) are what named groups in layouts are called. */
#define NX_DRAFT_FIELDS(X)                                                                                             \
    X(RECIPIENT, "recipient") /* the address the text names; needed where no DSN field gives one */                    \
    X(ORIGINAL, "original")   /* Original-Recipient, its address */                                                    \
    X(ORIGINAL_TYPE, "original_type")                                                                                  \
    X(FINAL, "final") /* Final-Recipient, its address */                                                               \
    X(FINAL_TYPE, "final_type")                                                                                        \
    X(PARENT, "parent") /* the alias or list that it was made from */                                                  \
    X(ALIAS, "alias")   /* another name of it; may be set several times */                                             \
    X(ACTION, "action")                                                                                                \
    X(STATUS, "status")             /* the Status: field, or what stands where one would */                            \
    X(STATUS_WORDS, "status_words") /* what stands behind the code there: the diagnostic where there is none */        \
    X(DIAGNOSTIC, "diagnostic")                                                                                        \
    X(DIAGNOSTIC_TYPE, "diagnostic_type")                                                                              \
    X(REPLY, "reply")             /* where the diagnostic does not hold it */                                          \
    X(TEXT_STATUS, "text_status") /* an enhanced code in human text */                                                 \
    X(COMMAND, "command")                                                                                              \
    X(NOTE, "note")                                                                                                    \
    X(REMOTE_MTA, "remote_mta")                                                                                        \
    X(LOG_ID, "log_id")                                                                                                \
    X(LAST_ATTEMPT, "last_attempt") /* an RFC 5322 date */                                                             \
    X(RETRY_UNTIL, "retry_until")   /* an RFC 5322 date */                                                             \
    X(MAILER, "mailer")
#define NX_DRAFT_FIELD_ENUM(id, name) NX_DRAFT_##id,
typedef enum { NX_DRAFT_FIELDS(NX_DRAFT_FIELD_ENUM) NX_N_DRAFT_FIELDS } NxDraftField;
gboolean nx_draft_field_parse(const char *name, NxDraftField *field);

/* Fields of the message. */
#define NX_MESSAGE_FIELDS(X)                                                                                           \
    X(REPORTING_MTA, "reporting_mta")                                                                                  \
    X(DSN_GATEWAY, "dsn_gateway")                                                                                      \
    X(RECEIVED_FROM, "received_from")                                                                                  \
    X(ENVELOPE_ID, "envelope_id")                                                                                      \
    X(ARRIVAL_DATE, "arrival_date")                                                                                    \
    X(FEEDBACK_TYPE, "feedback_type")                                                                                  \
    X(ORIGINAL_ID, "original_id") /* Message-ID of the returned message; brackets are added if missing */              \
    X(ORIGINAL_FROM, "original_from")                                                                                  \
    X(ORIGINAL_TO, "original_to")                                                                                      \
    X(ORIGINAL_CC, "original_cc")                                                                                      \
    X(ORIGINAL_SUBJECT, "original_subject")                                                                            \
    X(ORIGINAL_DATE, "original_date")
#define NX_MESSAGE_FIELD_ENUM(id, name) NX_MESSAGE_##id,
typedef enum { NX_MESSAGE_FIELDS(NX_MESSAGE_FIELD_ENUM) NX_N_MESSAGE_FIELDS } NxMessageField;
gboolean nx_message_field_parse(const char *name, NxMessageField *field);

typedef struct NxReportBuilder NxReportBuilder;
typedef struct NxDraft NxDraft; /* one recipient; lives as long as the builder */

/* `library` is borrowed. The builder goes to the report (assemble.h), else caller frees. */
NxReportBuilder *nx_builder_new(const NxLibrary *library);
void nx_builder_free(NxReportBuilder *builder);

/* The recipient of that address (compared by key, against every name a draft has), NULL if nobody named it yet. */
NxDraft *nx_builder_find(const NxReportBuilder *builder, const char *address);
/* A new recipient, also where one of that address exists (a DSN may name it twice); readers of text ask nx_builder_find
 * first. `address` may be NULL (only DSN groups without one). NULL where the bound on recipients is reached or the
 * address is the operator's own. `layout` is the layout's id, or NULL. */
NxDraft *nx_builder_add_recipient(NxReportBuilder *builder, const char *address, NxSource source, const char *layout);
guint nx_builder_count(const NxReportBuilder *builder);
NxDraft *nx_builder_get(const NxReportBuilder *builder, guint i);

/* Does any field give it an address? */
gboolean nx_draft_is_named(const NxDraft *draft);
/* What was set so far; NULL if nothing. Borrowed. Empty values are never kept. */
const char *nx_draft_get(const NxDraft *draft, NxDraftField field);
void nx_draft_set(NxDraft *draft, NxDraftField field, const char *value);  /* replaces (ALIAS: adds) */
void nx_draft_fill(NxDraft *draft, NxDraftField field, const char *value); /* only where nothing is set */
/* NX_KIND_UNKNOWN, the default: worked out from action and status (nx_draft_tells_kind). */
void nx_draft_set_kind(NxDraft *draft, NxKind kind);
NxKind nx_draft_kind(const NxDraft *draft);
NxSource nx_draft_source(const NxDraft *draft);
/* The layout that filled in a DSN's recipient: kept as `layout` while the source stays. */
void nx_draft_set_layout(NxDraft *draft, const char *layout);
/* The mail system that wrote the notice hosts mailboxes: see NxRecipient.own_lookup. */
void nx_draft_set_own_lookup(NxDraft *draft, gboolean own);
/* An X- or unknown field as it came. */
void nx_draft_add_field(NxDraft *draft, const char *name, const char *value);

const char *nx_builder_message(const NxReportBuilder *builder, NxMessageField field);
void nx_builder_fill_message(NxReportBuilder *builder, NxMessageField field, const char *value);
/* X- and unknown fields of the message as they came: adds one; all, of NxField. */
void nx_builder_add_field(NxReportBuilder *builder, const char *name, const char *value);
const GArray *nx_builder_fields(const NxReportBuilder *builder);
/* The software that wrote the notice, for every recipient that has none of its own. */
void nx_builder_set_mailer(NxReportBuilder *builder, const char *mailer);

/* Something is left out, being beyond a bound. */
void nx_builder_cut(NxReportBuilder *builder, NxCut cut);

/* When all has been read: what groups without a name say goes to the recipients that have one. */
void nx_builder_settle_nameless(NxReportBuilder *builder);

G_END_DECLS
