/* SHA-256 by libcrypto, which uses what the processor has for it. Any thread. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define NX_SHA256_SIZE 32 /* bytes */

void nx_sha256(const void *at, gsize len, guint8 digest[NX_SHA256_SIZE]);

G_END_DECLS
