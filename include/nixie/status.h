/* Reply codes (RFC 5321 4.2) and enhanced status codes (RFC 3463 2, RFC 5248). */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* class.subject.detail; klass 0: none. */
typedef struct {
    guint8 klass;    /* 2, 4 or 5 */
    guint16 subject; /* 0 to 999 */
    guint16 detail;  /* 0 to 999 */
} NxStatus;

#define NX_STATUS_NONE ((NxStatus){0, 0, 0})
#define NX_STATUS_TEXT_SIZE 12 /* "5.999.999" and NUL */

/* All of `text` is a status, or a status followed by white space or a comment (as in Status: fields). */
gboolean nx_status_parse(const char *text, gssize len, NxStatus *status);
/* The first status standing free in running text: exactly three parts, no digit, letter or dot against it, no IP
 * address. `at` and `width` (may be NULL) say where, in bytes. */
gboolean nx_status_find(const char *text, gssize len, NxStatus *status, gsize *at, gsize *width);
gboolean nx_status_equal(NxStatus a, NxStatus b);
/* Says something beyond its class: neither X.0.0 nor X.S.0. */
gboolean nx_status_is_specific(NxStatus status);
/* Writes "5.1.1", or "" for none; returns `out`. */
char *nx_status_text(NxStatus status, char out[NX_STATUS_TEXT_SIZE]);

/* The first reply code standing where a reply starts (line start, after "said: ", "SMTP; ", "<<< ", "#", "(" ...): 200
 * to 599, else 0. */
guint nx_reply_find(const char *text, gssize len, gsize *at);

G_END_DECLS
