/* Addresses in running text. Where one begins and ends, in sentences, lists, tables, angle brackets and SMTP
 * lines. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    gsize at, end; /* bytes of the address itself, without brackets, quotes around it, source route or "rfc822;" */
    gsize outer, outer_end; /* the same with its angle brackets or quotes */
    gboolean bracketed;     /* stands in angle brackets */
} NxMention;

/* The next address in `text` at or behind *from, which is moved behind it. What only looks like one (a URL's user,
 * `mailto:`, a domain that cannot be) is passed over. FALSE at the end. */
gboolean nx_mention_next(const char *text, gsize len, gsize *from, NxMention *mention);

G_END_DECLS
