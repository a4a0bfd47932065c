/* Reports. What one message says, per recipient, field by field; nothing judged yet.
 *
 * Reading is a pure function of the bytes, the place they came from and the library. A report owns every string it
 * points to; all are text (see text.h), NULL where not known, never invented. */
#pragma once
#include <nixie/library.h>
#include <nixie/mailbox.h>
#include <nixie/status.h>

G_BEGIN_DECLS

/* Weakest first: the kind of a message is the strongest of its recipients'. */
typedef enum {
    NX_KIND_UNKNOWN,      /* a bounce that names nobody, or nothing that can be told */
    NX_KIND_NOT_A_BOUNCE, /* ordinary mail */
    NX_KIND_AUTOREPLY,    /* RFC 3834: vacation, challenge, MDN (RFC 8098) */
    NX_KIND_DELIVERED,    /* delivered, relayed, expanded (RFC 3464 2.3.3) */
    NX_KIND_DELAY,        /* still being tried */
    NX_KIND_FEEDBACK,     /* ARF (RFC 5965) */
    NX_KIND_BOUNCE,       /* a failure */
    NX_N_KINDS
} NxKind;
const char *nx_kind_name(NxKind kind); /* "not-a-bounce"; as in JSON, never translated */

typedef enum {
    NX_ACTION_NONE,
    NX_ACTION_FAILED,
    NX_ACTION_DELAYED,
    NX_ACTION_DELIVERED,
    NX_ACTION_RELAYED,
    NX_ACTION_EXPANDED,
    NX_N_ACTIONS
} NxAction;
const char *nx_action_name(NxAction action); /* "failed"; NULL for none */

typedef enum { NX_ORIGIN_UNPROVEN, NX_ORIGIN_OURS, NX_ORIGIN_FOREIGN, NX_N_ORIGINS } NxOrigin;
const char *nx_origin_name(NxOrigin origin);

/* What shows that the origin is ours, best first. The first two prove it alone; the others can be worked out by whoever
 * got one mail of the list. */
typedef enum {
    NX_PROOF_NONE,
    NX_PROOF_SECRET,     /* it came to an address that only we can make: a keyed hash, or BATV */
    NX_PROOF_RELAY,      /* a mail server of ours wrote it, and only servers of ours passed it on */
    NX_PROOF_VERP,       /* it came to an address of a plain form that names the recipient */
    NX_PROOF_SENT,       /* the original's Message-ID is on the list of what was sent */
    NX_PROOF_MESSAGE_ID, /* the original's Message-ID and From are of domains of ours */
    NX_N_PROOFS
} NxProof;
const char *nx_proof_name(NxProof proof); /* "message-id" */
gboolean nx_proof_stands_alone(NxProof proof);
/* Sentences for people, untranslated: what it is, and what would prove more (NULL: nothing needs to). */
const char *nx_proof_text(NxProof proof);
const char *nx_proof_more(NxProof proof);

/* What the recipient was read from, most reliable first. */
typedef enum {
    NX_SOURCE_DSN,     /* a delivery-status part */
    NX_SOURCE_ARF,     /* a feedback-report part */
    NX_SOURCE_HEADER,  /* X-Failed-Recipients */
    NX_SOURCE_LAYOUT,  /* a layout of a known mail system */
    NX_SOURCE_GENERAL, /* the general reader: a guess */
    NX_SOURCE_NONE,    /* the message names nobody */
    NX_N_SOURCES
} NxSource;
const char *nx_source_name(NxSource source);

/* The SMTP command that was answered (RFC 5321 4.1.1). */
typedef enum {
    NX_COMMAND_NONE,
    NX_COMMAND_CONN,
    NX_COMMAND_EHLO,
    NX_COMMAND_AUTH,
    NX_COMMAND_STARTTLS,
    NX_COMMAND_MAIL,
    NX_COMMAND_RCPT,
    NX_COMMAND_DATA,
    NX_N_COMMANDS
} NxCommand;
const char *nx_command_name(NxCommand command); /* "RCPT"; NULL for none */
NxCommand
nx_command_parse(const char *text); /* the command that `text` (NULL: none) begins with, any case: "rcpt to" */

/* What of a message is left out, being beyond a bound (src/parse/bounds.h), in the order of the road. */
typedef enum {
    NX_CUT_MESSAGE,    /* its end */
    NX_CUT_HEADERS,    /* header lines, or the end of one */
    NX_CUT_PARTS,      /* MIME parts, or what is in them */
    NX_CUT_TEXT,       /* the end of the text that people read */
    NX_CUT_RECIPIENTS, /* recipients that it names */
    NX_CUT_FIELDS,     /* fields of a recipient, or the end of one */
    NX_CUT_DIAGNOSTIC, /* the end of a diagnostic */
    NX_N_CUTS
} NxCut;
typedef guint NxCuts; /* bits, 1 << NxCut */
#define NX_CUT_BIT(cut) (1u << (cut))
const char *nx_cut_name(NxCut cut); /* "recipients"; as in JSON, never translated */
char *nx_cuts_text(NxCuts cuts);    /* a sentence for people; NULL where nothing was cut. Caller frees. */

/* A field as it came. */
typedef struct {
    const char *name;
    const char *value; /* unfolded, decoded */
} NxField;

typedef struct {
    NxKind kind;
    NxSource source;
    const char *layout; /* id, where source is a layout */

    /* Which address: doc/DESIGN.md 1. */
    const char *recipient;          /* spelling of what the operator decides about */
    const char *key;                /* its key, NULL: cannot be decided about */
    const char *original_recipient; /* RFC 3464 2.3.1, the address, decoded by its type */
    const char *original_type;      /* "rfc822", "utf-8", ... lower case */
    const char *final_recipient;    /* RFC 3464 2.3.2 */
    const char *final_type;
    const char *const *aliases; /* other names of the same recipient; never NULL, ends with NULL */

    NxAction action;             /* RFC 3464 2.3.3, spellings normalised */
    const char *action_raw;      /* as it came */
    NxStatus status;             /* RFC 3464 2.3.4, the Status: field */
    NxStatus diagnostic_status;  /* the first fitting one in the diagnostic */
    NxStatus text_status;        /* the one in the human text near this recipient */
    const char *diagnostic_type; /* RFC 3464 2.3.6 "smtp", "x-unix", ... lower case, NULL if none */
    const char *diagnostic;      /* unfolded; from the field, else what layout or general reader cut */
    const char *note;            /* human text near this recipient that says more than the diagnostic, or NULL */
    guint reply_code;            /* 200 to 599, 0 none */
    NxCommand command;
    gboolean fanned_out; /* another failed than the address that was mailed: one of those behind it, of several maybe */
    gboolean sent;       /* the list of what was sent names it for the original's Message-ID */
    gboolean own_lookup; /* no server was asked: the mail system that wrote the notice looked into its own directory */
    const char *remote_mta; /* RFC 3464 2.3.5, host */
    const char *final_log_id;
    NxTime last_attempt;
    NxTime will_retry_until;
    const NxField *fields; /* X- and unknown fields of its group */
    guint n_fields;

    const char *mailer;   /* software that wrote the notice: "postfix", "exim", ... */
    const char *provider; /* party that wrote the diagnostic, one of nx_providers: "google", ... */
} NxRecipient;

typedef struct {
    const char *message_id;               /* with angle brackets, as all message ids here */
    const char *from, *to, *cc, *subject; /* decoded */
    const char *from_key;                 /* address key of From */
    const char *to_key;                   /* address key if To and Cc together name exactly one address */
    const char *list_id;                  /* RFC 2919, without brackets and phrase */
    const char *feedback_id;
    NxTime date;
} NxOriginal;

typedef struct NxNamed NxNamed;

typedef struct NxReport {
    NxKind kind;
    gboolean forwarded; /* somebody passed on a notice that was sent to another: what it says is to be looked at, never
                           acted on */
    NxOrigin origin;
    NxProof proof;
    NxTime arrived; /* topmost Received, `From ` line, Maildir name, Date, now; never after now */
    const char *message_id, *from, *to, *subject, *return_path;
    guint8 sha256[32]; /* of the bytes with line ends normalised */

    /* RFC 3464 2.2 */
    const char *envelope_id; /* Original-Envelope-Id, xtext decoded */
    const char *reporting_mta, *dsn_gateway, *received_from_mta;
    NxTime arrival_date;
    const NxField *fields; /* X- and unknown per-message fields */
    guint n_fields;

    const char *feedback_type; /* RFC 5965 7.3 "abuse"; of RFC 6591 and others too; lower case */
    NxOriginal original;
    /* What an automatic answer says of whom it answers for. */
    NxTime away_until; /* midnight UTC of the day that the absence ends, or on which somebody is back */
    const char *new_address;
    gboolean departed;    /* has left for good, or the mailbox is no longer read */
    const char *answered; /* Message-ID of what it answers, as In-Reply-To has it */
    const char *text;     /* what a person reads: the notice, decoded, bounded, without the returned original */
    NxCuts cuts;          /* not all was read */
    guint part, parts;    /* the delivery-status part is `part` of `parts`, 0 if there is none */

    const NxRecipient *recipients;
    guint n_recipients;   /* 0: names nobody */
    const NxNamed *named; /* their names as sets; NULL: they are walked */
} NxReport;

/* Is it an address key of the recipient's: its own, original, final, an alias? Of any recipient's of the report? */
gboolean nx_recipient_is_named(const NxRecipient *recipient, const char *key);
gboolean nx_report_names_address(const NxReport *report, const char *key);
/* Is it the domain of a recipient's key, a recipient as it is spelled? */
gboolean nx_report_names_domain(const NxReport *report, const char *domain);
gboolean nx_report_names_word(const NxReport *report, const char *word);

/* A party that writes diagnostics. */
typedef struct {
    const char *name;    /* "google" */
    const char *hosts;   /* its mail servers, separated by blanks, "" if none; a name stands for all below it */
    const char *domains; /* likewise, of the addresses that it holds */
} NxProvider;
/* All that a report can name, in the order of their list, src/parse/providers.tsv, which is read at the first call
 * (nx_library_new must have been called) and kept. */
const NxProvider *nx_providers(guint *n);

/* Compiled layouts and tables. Immutable, any thread. */
typedef struct NxReader NxReader;
NxReader *nx_reader_new(const NxLibrary *library, NxProblems *problems);
void nx_reader_free(NxReader *reader);

typedef struct {
    NxTime from_line; /* see NxPlace */
    NxTime maildir;
    NxTime now;
    NxEntry entry; /* what the bytes are; NX_ENTRY_MAIL where they stand in no mailbox */
} NxEnvelope;

/* Reads one message. Never fails for what is in it: what cannot be read is a report of kind `unknown`. NULL with
 * NX_ERROR_EMPTY for no bytes and NX_ERROR_NO_MAILBOX where no header line can be found. Caller frees. */
NxReport *nx_reader_read(const NxReader *reader, GBytes *message, const NxEnvelope *envelope, GError **error);
/* What is known beside a pasted text; it outranks what the text says. NULL and NX_COMMAND_NONE: not known. */
typedef struct {
    const char *provider; /* of nx_providers, borrowed by the report */
    const char *host;     /* who answered */
    const char *domain;   /* of the recipient */
    NxCommand command;    /* that was answered */
} NxPasteHints;
/* A pasted text as a report: a reply or diagnostic, also behind "Diagnostic-Code:", "smtp;" or "host ... said:"; a line
 * of a mail log; the fields of a delivery status, or a whole notice. All but the last two have one recipient (its
 * address from the text, or none), of kind `bounce` but for a log's line of what was sent. An answer with a reply
 * code whose command is not told is taken as one to RCPT, as most in a log are. `hints` may be NULL. Caller frees. */
NxReport *nx_reader_read_pasted(const NxReader *reader, const char *text, const NxPasteHints *hints);
/* The same without hints. */
NxReport *nx_reader_read_line(const NxReader *reader, const char *line);
void nx_report_free(NxReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxReport, nx_report_free)

/* The event key of recipient `i` (doc/DESIGN.md 1): "KEY\x1fWHAT"; NULL without an address key. That of an
 * automatic answer is that of a bounce of the message that it answers, where it names it. Caller frees. */
char *nx_report_event_key(const NxReport *report, guint i);
/* The same of a message that is known by its Message-ID (with its brackets) alone. Caller frees. */
char *nx_event_key(const char *address_key, const char *message_id);
/* List-Id, else the original's sender, else NULL: what `group by stream` groups by. Borrowed. */
const char *nx_report_stream(const NxReport *report);

/* For the raw view: all headers, the delivery-status parts, or everything, as text; newlines kept. Caller frees. */
typedef enum { NX_RAW_HEADERS, NX_RAW_STATUS, NX_RAW_ALL } NxRawPart;
char *nx_reader_raw(const NxReader *reader, GBytes *message, NxRawPart part);

G_END_DECLS
