/* Bytes of any charset to text. Nothing vanishes: what cannot be decoded stays visible as \xHH. */
#pragma once
#include <nixie/text.h>

G_BEGIN_DECLS

/* `charset` as the mail names it, misspelt perhaps; NULL or unknown: UTF-8 where it is that, ISO-2022-JP where its
 * escapes stand, what charset_guess.h finds plausible, else windows-1252. Caller frees. */
char *nx_charset_text(const char *charset, NxBytes bytes);

/* Is it nothing but ASCII without NUL and escapes, as nearly all headers are? */
gboolean nx_charset_is_plain(NxBytes bytes);

G_END_DECLS
