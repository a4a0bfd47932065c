/* Settings as the library keeps them: copied, defaults filled in, addresses and domains as keys. */
#pragma once
#include <nixie/library.h>

/* Fills `to` (empty) from `from`; what is wrong is complained of and left out. */
void nx_settings_adopt(NxSettings *to, const NxSettings *from, NxProblems *problems);
/* An IP address in its usual form; NULL if it is none. Caller frees. */
char *nx_settings_ip(const char *text, gsize len);
