/* HTML to the text that a person would read: lines where the page breaks them, entities decoded, markup gone. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* `html` is text. At most NX_MAX_TEXT bytes come out. What looks like a tag and holds '@' is kept: an address in angle
 * brackets that nobody escaped. Caller frees. */
char *nx_html_text(const char *html);

G_END_DECLS
