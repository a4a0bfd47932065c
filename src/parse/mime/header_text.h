/* Headers as people read them. */
#pragma once
#include <nixie/text.h>

G_BEGIN_DECLS

/* A header's or field's bytes to text: unfolded, encoded-words decoded (RFC 2047, with RFC 2231's language), raw 8-bit
 * bytes guessed; at most NX_MAX_HEADER_VALUE bytes are looked at. Caller frees. */
char *nx_header_text(NxBytes bytes);

G_END_DECLS
