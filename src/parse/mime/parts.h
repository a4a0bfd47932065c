/* The part list, the seam between MIME and everything that reads mail.
 *
 * A message is a flat list of parts in the order of its bytes. Spans refer to numbered buffers: 0 is the message with
 * its line ends turned to LF, each decoded inner message (a base64 message/rfc822) is the next. The slicer fills
 * the list (parts_slicer.c), and GMime where a message is not written as usual (parts_gmime.c); nothing above it knows
 * which. What is beyond the bounds of bounds.h is left out, and the list says
 * so in `cuts`. */
#pragma once
#include <nixie/report.h>
#include <nixie/text.h>

G_BEGIN_DECLS

#define NX_NO_PART G_MAXUINT

typedef struct {
    guint buffer;
    gsize at, len; /* bytes */
} NxExtent;

typedef enum { NX_ENCODING_NONE, NX_ENCODING_BASE64, NX_ENCODING_QP, NX_ENCODING_UUENCODE } NxEncoding;

typedef struct {
    const char *name; /* as it came, without the colon */
    NxExtent value;   /* behind the colon, still folded and encoded */
} NxHeader;

typedef struct {
    const char *name; /* lower case */
    const char *value;
} NxParam;

typedef struct {
    const char *type; /* "text/plain", lower case, never NULL: without a Content-Type what RFC 2045 and 2046 assume */
    guint first_param, n_params;
    NxEncoding encoding;
    const char *charset; /* as it came, or NULL */
    guint first_header, n_headers;
    NxExtent headers; /* the header block without the blank line */
    NxExtent body;    /* still encoded */
    guint depth;      /* 0: the message itself */
    guint parent;     /* the part it stands in, NX_NO_PART for the first */
    guint end;        /* number of the first part that is not inside it */
    gboolean message; /* the top of a message: of this one, or the one inside a message/rfc822 part (its parent) */
    gboolean broken;  /* a multipart that could not be taken apart: read its body as it stands */
} NxPart;

typedef struct {
    GPtrArray *buffers; /* of GBytes */
    GArray *parts;      /* of NxPart; at least one */
    GArray *headers;    /* of NxHeader */
    GArray *params;     /* of NxParam */
    GStringChunk *strings;
    NxCuts cuts; /* what is left out */
} NxPartList;

/* Never NULL, never fails: what is no MIME is one text/plain part. Of a message that ends in mid-line inside a
 * multipart or in its header, as one does that is still being written, the half line is in no part: half an address is
 * another. */
NxPartList *nx_part_list_new(GBytes *message);
void nx_part_list_free(NxPartList *list);

/* For who fills a list: makes that true of one that is whole but for it. */
void nx_part_list_drop_half_line(NxPartList *list);

guint nx_part_list_count(const NxPartList *list);
const NxPart *nx_part_list_get(const NxPartList *list, guint part);
NxBytes nx_part_list_bytes(const NxPartList *list, NxExtent span); /* borrowed from the list */

/* The `nth` (0-based) header of that name, unfolded and decoded to text, NULL if there is none. Caller frees. */
char *nx_part_header(const NxPartList *list, const NxPart *part, const char *name, guint nth);
/* Borrowed; NULL if there is none. */
const char *nx_part_param(const NxPartList *list, const NxPart *part, const char *name);
gboolean nx_part_is(const NxPart *part, const char *type);
/* Is it of the type that a delivery status has, or that some give it? */
gboolean nx_part_is_status(const NxPart *part);

/* Does it stand inside a returned or attached message? */
gboolean nx_part_is_inner(const NxPartList *list, guint part);

/* The body with its transfer encoding undone, at most NX_MAX_BODY bytes. Caller unrefs. */
GBytes *nx_part_decode(const NxPartList *list, const NxPart *part);
/* The same as text, by the part's charset. Caller frees. */
char *nx_part_text(const NxPartList *list, const NxPart *part);

G_END_DECLS
