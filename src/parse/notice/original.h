/* The returned message: its headers, wherever the notice put them. */
#pragma once
#include "parse/mime/parts.h"

G_BEGIN_DECLS

/* Decoded headers; NULL where there is none. All owned. */
typedef struct {
    char *message_id, *from, *to, *cc, *subject, *date, *list_id, *feedback_id;
    char *sender, *list_post;
    char *reported; /* the recipient that a feedback service wrote into the copy (X-HmXmrOriginalRecipient) */
} NxOriginalHeaders;

/* Byte in running text where the returned message begins: behind a line that says so, or at a block of header lines.
 * strlen(text) if nowhere. */
gsize nx_original_begins(const char *text);
/* From a message/rfc822 or header part, else from `text` (the notice's running text), which begins at `begins`. */
void nx_original_headers_read(NxOriginalHeaders *headers, const NxPartList *list, const char *text, gsize begins);
void nx_original_headers_clear(NxOriginalHeaders *headers);

G_END_DECLS
