/* JSON (RFC 8259) read where it stands: values are spans of the text, nothing is built. Linear in the text, whatever is
 * in it; what nests deeper than NX_JSON_DEPTH is none. */
#pragma once
#include <nixie/text.h>

G_BEGIN_DECLS

#define NX_JSON_DEPTH 64

typedef enum {
    NX_JSON_WHOLE,
    NX_JSON_CUT, /* what is there is right as far as it goes */
    NX_JSON_BAD,
} NxJsonEnd;
/* Bytes of the value that begins at text.at, in *len; of one that is BAD, up to what makes it so. */
NxJsonEnd nx_json_scan(NxBytes text, gsize *len);

/* The functions below take values that nx_json_scan has seen to be whole, or parts of such. */

/* The next element of an array, member of an object: `rest` is at first what nx_json_inside gives. Names are as they
 * stand, without their quotes. */
NxBytes nx_json_inside(NxBytes value);
gboolean nx_json_next(NxBytes *rest, NxBytes *value);
gboolean nx_json_next_member(NxBytes *rest, NxBytes *name, NxBytes *value);
/* Is it an object ('{'), an array ('['), a string ('"')? */
gboolean nx_json_is(NxBytes value, char first);

/* Calls `take` for each value at the path: names parted by dots, "[]" behind one for each element of the array there
 * ("message.to[]"). Names are compared byte by byte. FALSE: `take` said so, which ends it. */
typedef gboolean (*NxJsonTake)(NxBytes value, gpointer user);
gboolean nx_json_each(NxBytes value, const char *path, NxJsonTake take, gpointer user);
/* The first of them that is not null. */
gboolean nx_json_find(NxBytes value, const char *path, NxBytes *found);
/* A string without quotes and escapes, a number or a truth as it stands; NULL for all else. Text as in text.h;
 * surrogates alone become U+FFFD. Caller frees. */
char *nx_json_text_of(NxBytes value);
/* The same of a string in bytes, which may hold anything. Caller frees. */
char *nx_json_bytes_of(NxBytes value, gsize *len);

G_END_DECLS
