/* What speaks for a bounce, or against it, before a word of the body is read. */
#pragma once
#include "parse/notice/notice.h"

G_BEGIN_DECLS

/* From the headers and the kinds of parts; needs subject, from, return_path, text and headers of the notice. */
NxSign nx_signs_read(const NxNotice *notice);
/* Does a subject, in small letters, begin as those of messages that somebody passes on: "fwd:", "wg:", "tr:"? */
gboolean nx_signs_is_forward(const char *subject);
/* Does its sender take mail at the address it came from? Systems that write notices seldom do, people always. */
gboolean nx_signs_is_answerable(const NxNotice *notice);
/* Did a mail system write it? What looks like a delivery status in its text is one then. */
gboolean nx_signs_are_strong(NxSign signs);
/* Do they suffice to look for a failure in running text? */
gboolean nx_signs_suffice(NxSign signs);

G_END_DECLS
