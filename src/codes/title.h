/* What things are called where they stand beside others. */
#pragma once
#include "codes/article_store.h"

G_BEGIN_DECLS

/* What an article about this name is called where it stands beside others, "4.2.1 Mailbox temporarily disabled". Caller
 * frees. */
char *nx_codes_line(const NxCodes *codes, const NxName *name, NxLang lang);
/* The title of whatever the name is the name of, never NULL; borrowed. */
const char *nx_codes_name_title(const NxCodes *codes, const NxName *name, NxLang lang);

G_END_DECLS
