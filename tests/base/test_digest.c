/* SHA-256 (FIPS 180-4), by its published examples. */
#include "base/digest.h"
#include <string.h>

static void check(const char *text, gsize len, const char *hex)
{
    guint8 digest[NX_SHA256_SIZE];
    g_autoptr(GString) found = g_string_new(NULL);
    nx_sha256(text, len, digest);
    for (gsize i = 0; i < sizeof digest; i++)
        g_string_append_printf(found, "%02x", digest[i]);
    g_assert_cmpstr(found->str, ==, hex);
}

static void test_examples(void)
{
    static const char LONG[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    check("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check(NULL, 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check(LONG, strlen(LONG), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/digest/the published examples", test_examples);
    return g_test_run();
}
