/* What the readers of single formats share: the head of a line, its fields from the left, and what earlier lines said
 * of a message. */
#pragma once
#include <nixie/maillog.h>
#include <nixie/text.h>

/* ---- A line, read from the left ---------------------------------------------------------------------------------- */
/* What is left of a line. Every function below moves `at` on if it says TRUE and leaves it if not. */
typedef struct {
    const char *at, *end;
} NxLogText;

gboolean nx_log_skip(NxLogText *text, const char *literal);
void nx_log_blanks(NxLogText *text);
/* Up to one of `stops`, not empty; the stop is left. */
gboolean nx_log_word(NxLogText *text, const char *stops, NxBytes *word);
/* "<ann@example.com>", without the brackets; a quoted local part may hold any of them (RFC 5321 4.1.2). May be empty.
 */
gboolean nx_log_angle(NxLogText *text, NxBytes *inside);
/* An address without brackets, up to white space or one of `stops` outside quotes. */
gboolean nx_log_address(NxLogText *text, const char *stops, NxBytes *address);
/* "...": with backslashes in it. */
gboolean nx_log_quoted(NxLogText *text, NxBytes *inside);
NxBytes nx_log_rest(const NxLogText *text);
/* "mx.example.com[192.0.2.1]:25", "mx.example.com. [192.0.2.1]", "192.0.2.1 (mx.example.com)" to the name, else the
 * address; NULL where nothing is left. Caller frees. */
char *nx_log_host(NxBytes text);

/* ---- What is said of it ------------------------------------------------------------------------------------------ */
typedef struct {
    NxTime at;
    NxBytes server;  /* the machine, by syslog's head; empty: not told */
    NxBytes program; /* of syslog's tag, "postfix/smtp"; empty: the line has no such head */
    NxBytes ident;   /* what the tag has in brackets: a process, or dma's queue id */
    NxLogText text;  /* behind the head */
} NxLogHead;
/* What stands behind syslog's head may have a time of the program's own in front; FALSE, and the head as it was, if
 * not. */
gboolean nx_log_head_skip_own_time(NxLogHead *head);

/* A recipient as a format finds it: empty bytes are not known. */
typedef struct {
    NxLogResult result;
    NxBytes recipient, target, queue_id, host, text;
    NxBytes message_id, sender; /* where the line itself tells them; else what is remembered for the queue id */
    NxStatus status;
    gboolean local;
} NxLogFound;
void nx_log_take(NxLogReader *reader, const NxLogHead *head, const NxLogFound *found);

/* What is known of a message, or of a delivery, by the name its server gave it. */
typedef enum {
    NX_LOG_MEMO_MESSAGE_ID,
    NX_LOG_MEMO_SENDER,
    NX_LOG_MEMO_RECIPIENT,
    NX_LOG_MEMO_DELIVERY,
    NX_LOG_MEMO_HEADING, /* what the columns of a table are */
    NX_N_LOG_MEMOS
} NxLogMemo;
void nx_log_remember(NxLogReader *reader, NxLogMemo memo, NxBytes name, NxBytes value);
/* NULL: nothing. Borrowed until the next is remembered. */
const char *nx_log_recall(NxLogReader *reader, NxLogMemo memo, NxBytes name);

gboolean nx_bytes_equal(NxBytes bytes, const char *text);

/* ---- The formats ------------------------------------------------------------------------------------------------- */
typedef struct {
    const char *name;
    gboolean (*claims)(const NxLogHead *head); /* is it a line of this program? */
    NxLogVerdict (*read)(NxLogReader *reader, const NxLogHead *head);
} NxLogFormat;
extern const NxLogFormat nx_log_postfix, nx_log_sendmail, nx_log_exim, nx_log_masqmail, nx_log_qmail, nx_log_opensmtpd,
    nx_log_haraka, nx_log_courier, nx_log_dma, nx_log_powermta;
