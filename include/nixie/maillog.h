/* The logs of mail servers, line by line: what became of which message for whom.
 *
 * A log is half foreign text: what a remote server answered, and the addresses themselves, stand in it as others wrote
 * them. So each format is read by its own fields from the left, and what stands behind its last field (in parentheses,
 * behind "said:", "stat=", a colon) is text and never structure.
 *
 * Known: Postfix, Exim, Sendmail, qmail (and netqmail), OpenSMTPD, Haraka, masqmail, Courier, dma; with the head of
 * syslog (RFC 3164, RFC 5424's time), of multilog (TAI64N) or the program's own; and PowerMTA's accounting files. */
#pragma once
#include <nixie/library.h>
#include <nixie/status.h>
#include <nixie/time.h>

G_BEGIN_DECLS

typedef enum {
    NX_LOG_SENT,     /* taken by the next host, or put into a mailbox of this one */
    NX_LOG_DEFERRED, /* will be tried again */
    NX_LOG_BOUNCED,  /* given up */
    NX_N_LOG_RESULTS
} NxLogResult;
/* "sent" "deferred" "bounced" */
const char *nx_log_result_name(NxLogResult result);

/* What a line says of one recipient. Strings are borrowed until the next line and may be NULL where marked. */
typedef struct {
    NxLogResult result;
    NxTime at;              /* as logged, never after the reader's now; now where the line has no time */
    const char *software;   /* "postfix" */
    const char *server;     /* NULL; the machine that logged it, as syslog's head names it */
    const char *recipient;  /* whom the message was for: before any alias of this machine */
    const char *target;     /* NULL; where it went instead */
    const char *queue_id;   /* NULL */
    const char *message_id; /* NULL; where an earlier line told it */
    const char *sender;     /* NULL; the same of MAIL FROM, "" for <> */
    const char *host;       /* NULL: none was asked, or it has no name; else that of the next host, or its address */
    gboolean local;         /* it ended on this machine: in a mailbox, a program, a file */
    NxStatus status;        /* 0.0.0: not told */
    const char *text;       /* NULL; what the host answered, or the server said: foreign */
    const char *before;     /* NULL; the earlier lines that told of it, each with its end (nx_log_reader_keep_lines) */
} NxLogLine;
typedef void (*NxLogFunc)(const NxLogLine *line, gpointer user);

typedef struct NxLogReader NxLogReader;
/* Lines go to `take`. Of `now` see NxLogLine; syslog's times without a year are the newest not after it. */
NxLogReader *nx_log_reader_new(NxTime now, NxLogFunc take, gpointer user);
void nx_log_reader_free(NxLogReader *reader);
/* From here on only failures and deferrals are told, and with them the lines in which earlier ones told of their
 * message: read by a new reader, in their order and then the line itself, these say the same. */
void nx_log_reader_keep_lines(NxLogReader *reader);

typedef enum {
    NX_LOG_UNDERSTOOD, /* of a known program, whether it told of a recipient or not */
    NX_LOG_NAMELESS,   /* tells what became of a message, but not of whose: it was understood as far as it goes */
    NX_LOG_UNKNOWN,    /* of no program that is known, or torn */
} NxLogVerdict;
/* One line, without its end; calls `take` for each recipient that it tells of. What is longer than NX_MAX_LOG_LINE is
 * unknown. */
#define NX_MAX_LOG_LINE ((gsize)64 << 10)
NxLogVerdict nx_log_reader_line(NxLogReader *reader, const char *line, gsize len);

/* Is it a log, by how it begins? One of the first lines must have the head that a log's have. */
gboolean nx_log_is(const char *head, gsize len);

/* Does the line prove that the address is alive: did a host of the recipient's own domain take the mail, or was it put
 * into a mailbox of ours? A relay or filter of ours takes everything, and so does a smarthost: what is neither below
 * the recipient's domain nor a server of the provider that holds that domain (nx_providers) proves nothing. */
gboolean nx_log_line_proves_life(const NxLogLine *line, const NxLibrary *library);

G_END_DECLS
