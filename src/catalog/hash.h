/* A keyed hash (SipHash-1-3): what is hashed here comes out of mail, and whoever writes it may choose strings that fall
 * together in a hash without a key. */
#pragma once
#include <glib.h>

guint64 nx_hash(gconstpointer bytes, gsize len);
/* For GHashTable. */
guint nx_hash_text(gconstpointer text);
