/* The notice: what readers of text (layouts, the general reader) see of a message. All text is valid UTF-8 with
 * LF line ends, bounded by bounds.h, and borrowed: it lives until the report is built. */
#pragma once
#include "parse/mime/parts.h"
#include "parse/notice/headers.h"
#include "parse/notice/nearby_text.h"
#include <nixie/library.h>

G_BEGIN_DECLS

/* What speaks for a bounce before a word of the body is read; bits. */
typedef enum {
    NX_SIGN_NONE = 0,
    NX_SIGN_REPORT = 1 << 0,        /* multipart/report, or a delivery-status part */
    NX_SIGN_NULL_PATH = 1 << 1,     /* Return-Path: <> */
    NX_SIGN_DAEMON = 1 << 2,        /* From (or Return-Path) is a mail system: MAILER-DAEMON, postmaster, ... */
    NX_SIGN_SUBJECT = 1 << 3,       /* a subject that notices of failure or delay have, unless a person wrote it */
    NX_SIGN_AUTO = 1 << 4,          /* Auto-Submitted: auto-replied or auto-generated */
    NX_SIGN_FAILED_HEADER = 1 << 5, /* X-Failed-Recipients */
    NX_SIGN_RETURNED = 1 << 6,      /* a part holds the returned message, or its headers */
    NX_SIGN_QUOTED = 1 << 7,        /* a person forwarded or quoted a notice: against */
    NX_SIGN_LIST = 1 << 8,          /* a List- header on what no mail system sent: against */
    NX_SIGN_MAILER = 1 << 9,        /* NX_SIGN_DAEMON, by a name that people and desks never have */
    NX_SIGN_ANSWER = 1 << 10,       /* a subject as answers have, on what no mail system sent: against */
    NX_SIGN_OBSERVED = 1 << 11,     /* tells of others' mail, of a queue, of a service: no notice, whatever it quotes */
} NxSign;

/* What is made when it is first asked for, of the thread that reads the notice. */
typedef struct {
    char *text; /* nx_notice_raw */
    gsize original;
    NxNearbyIndex *index; /* nx_notice_index */
} NxNoticeLazy;

typedef struct {
    const char *text;    /* decoded human text: text/plain parts in order, without the returned message and attachments;
                         where there is no    plain text, the HTML turned to text; where there is but one part, of another
                         type, the raw body */
    const char *html;    /* the HTML parts turned to text, "" if there are none */
    gsize text_original; /* byte in `text` where the returned message begins in running text (its end if it does not) */
    gsize html_original; /* the same for `html` */

    const char *subject, *from, *to;       /* decoded, "" where there is none */
    const char *from_address, *to_address; /* keys of the first address there, or NULL */
    const char *return_path;               /* without brackets, "" for <>, NULL where there is none */
    NxSign signs;
    gboolean has_status; /* a delivery-status part was read */

    const char *const
        *original_recipients; /* keys of To and Cc of the returned message, own addresses left out; ends with NULL */
    const char *const *original_lists; /* keys of its Sender and List-Post; ends with NULL */
    const char *original_list_id;      /* List-Id as it came, or NULL */
    const char *original_from;         /* key, or NULL */

    const NxPartList *list; /* the message itself is part 0 */
    const NxLibrary *library;
    NxCuts cuts; /* what of headers and text is left out */
    NxNoticeLazy *lazy;
    GHashTable *own;    /* keys of addresses that the notice came to or from */
    NxHeaders *headers; /* of the message itself */
} NxNotice;

/* The `nth` (0-based) header of that name (any case) of the message itself; NULL if there is none. */
const char *nx_notice_header(const NxNotice *notice, const char *name, guint nth);
/* The whole body as it stands, as text: boundaries, encodings and all. *original (may be NULL): where the returned
 * message begins in it. Made when it is first asked for; of the thread that reads the notice. */
const char *nx_notice_raw(const NxNotice *notice, gsize *original);
/* Where which address stands in the text; the same. */
NxNearbyIndex *nx_notice_index(const NxNotice *notice);
/* Is it an address of the operator (configured, or the one that the notice came to), or its sender's? Such are never
 * recipients. */
gboolean nx_notice_is_own(const NxNotice *notice, const char *address);
/* Is it the list that the returned message went through (RFC 2369, RFC 2919), or of a configured domain? Such are never
 * named in the place of somebody who cannot be read. `notice` may be NULL. */
gboolean nx_notice_is_list(const NxNotice *notice, const char *key);
/* Is it among To and Cc of the returned message? */
gboolean nx_notice_is_original_recipient(const NxNotice *notice, const char *address);

G_END_DECLS
