/* Settings as the library keeps them: copied, defaults filled in, addresses and domains as keys. */
#pragma once
#include <nixie/library.h>

/* Fills `to` (empty) from `from`; what is wrong is complained of and left out. */
void nx_settings_adopt(NxSettings *to, const NxSettings *from, NxProblems *problems);
