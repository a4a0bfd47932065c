/* Which charset was meant where none is declared. */
#pragma once
#include <nixie/text.h>

G_BEGIN_DECLS

/* A charset that all of the bytes are valid in and whose commonest characters they are full of, by the name that iconv
 * knows. NULL where none is that plausible: what is guessed wrong reads worse than bytes that stay visible. */
const char *nx_charset_guess(NxBytes bytes);

G_END_DECLS
