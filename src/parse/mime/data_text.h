/* Text made of data: bodies of JSON (RFC 8259) and XML, as mail services post them, a line "label: value" for each
 * value. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Names are taken apart, "recipientAddress" is "recipient address"; names such as "address" follow that of what they
 * stand in, "recipient address"; a blank line parts objects of an array, and elements that hold others. Broken or cut
 * data gives what can be read of it. `content`: valid UTF-8. NULL if it begins as neither. Linear time. Caller frees.
 */
char *nx_data_text(const char *content);

G_END_DECLS
