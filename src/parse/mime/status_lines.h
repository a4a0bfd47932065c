/* Fields of a delivery status (RFC 3464) that stand as lines in running text. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The line that begins with that field's name and a colon, any case; NULL if there is none. */
const char *nx_status_lines_find(const char *text, const char *name);
/* Is any of the fields there that a delivery status has? */
gboolean nx_status_lines_are_any(const char *text);
/* Are fields there that name a recipient and say what became of it? */
gboolean nx_status_lines_in(const char *text);
/* The same, each quoted with ">"? Somebody forwarded a delivery status: nobody's bounce but his. */
gboolean nx_status_lines_quoted_in(const char *text);

G_END_DECLS
