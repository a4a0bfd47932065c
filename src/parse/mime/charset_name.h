/* What iconv calls the charsets that mail names (charsets.tsv). All names in lower case. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Is it none, or one that many mails have without meaning it: "us-ascii", "unknown"? */
gboolean nx_charset_name_tells_nothing(const char *name);
/* What iconv calls it, `name` itself if nothing else is known. */
const char *nx_charset_name_known(const char *name);
/* What was meant by "utf 8", "iso8859_15", "win-1250", "latin 2": a family and its number, however they are joined.
 * NULL if it is none. Caller frees. */
char *nx_charset_name_meant(const char *name);

G_END_DECLS
