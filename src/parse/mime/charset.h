/* Bytes of any charset to text, and encoded-words (RFC 2047). Nothing vanishes: what cannot be decoded stays
 * visible as \xHH. */
#pragma once
#include <nixie/text.h>

G_BEGIN_DECLS

/* `charset` as the mail names it, misspelt perhaps; NULL or unknown: UTF-8 where it is that, ISO-2022-JP where its
 * escapes stand, what guess.h finds plausible, else windows-1252. Caller frees. */
char *nx_charset_text(const char *charset, NxBytes bytes);
/* A header's or field's bytes to text: unfolded, encoded-words decoded, raw 8-bit bytes guessed; at most
 * NX_MAX_HEADER_VALUE bytes are looked at. Caller frees. */
char *nx_charset_header(NxBytes bytes);

G_END_DECLS
