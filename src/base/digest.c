/* The algorithm is looked for once; libcrypto reads no configuration for it. */
#include "base/digest.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>

static const EVP_MD *sha256(void)
{
    static gsize once;
    if (g_once_init_enter(&once)) {
        OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL);
        g_once_init_leave(&once, (gsize)EVP_MD_fetch(NULL, "SHA256", NULL));
    }
    return (const EVP_MD *)once;
}

void nx_sha256(const void *at, gsize len, guint8 digest[NX_SHA256_SIZE])
{
    int done = EVP_Digest(len ? at : "", len, digest, NULL, sha256(), NULL);
    g_assert(done == 1); /* there is nothing in it that could fail but a broken library */
}
