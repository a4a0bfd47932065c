/* Where things stand by the XDG rules. Callers free. */
#pragma once
#include <glib.h>

char *nx_path_config(void); /* nixie.conf */
char *nx_path_data(void);   /* the user's rules.d, layouts.d, codes, themes */
char *nx_path_ledger(void);
char *nx_path_session(void); /* the inspector keeps its limits and what was typed beside it */
