/* The language of messages and articles: --lang, configuration, locale, in that order. */
#pragma once
#include <glib.h>

/* Sets the locale as the environment says; works where it was never generated. */
void nx_language_set_up(void);
/* Takes the language `wanted` ("de", "de_AT", "en"); NULL: that of the locale. */
void nx_language_choose(const char *wanted);
/* Is there an article language of that name? */
gboolean nx_language_known(const char *name);
/* "en" or "de": what was chosen. */
const char *nx_language(void);
/* Can the terminal show what is not ASCII? */
gboolean nx_language_is_utf8(void);
