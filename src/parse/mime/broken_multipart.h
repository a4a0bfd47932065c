/* The body of a multipart that could not be taken apart, as text. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Takes the parts out of it that nobody can read (pictures, programs: whatever is neither text nor a message), where
 * their boundaries still stand. In place. */
void nx_broken_multipart_text(char *body);

G_END_DECLS
