/* Any bytes as an answer of a name server: names that are given out are hosts, and what is not there is not denied by
 * an answer that does not hold together. */
#include "check/dns_answer.h"
#include "fuzz/fuzz.h"
#include <string.h>

static void look_at_host(const NxDnsMx *mx)
{
    g_assert_cmpuint(mx->preference, <=, G_MAXUINT16);
    for (const char *c = mx->host; c && *c; c++)
        g_assert_true(g_ascii_isalnum(*c) || strchr("-_.", *c));
    g_assert_true(!mx->host || strlen(mx->host) < 256);
}

static void look(NxDnsType type, const uint8_t *data, size_t size)
{
    NxDnsAnswer answer;
    nx_dns_answer_read(&answer, type, data, size);
    guint n = answer.mx ? answer.mx->len : answer.addresses ? answer.addresses->len : 0;
    g_assert_cmpuint(n, <=, NX_DNS_MAX_RECORDS);
    g_assert_true(type == NX_DNS_SOA || n == 0 || answer.outcome != NX_DNS_NODATA);
    g_assert_true(n == 0 || answer.outcome != NX_DNS_NXDOMAIN);
    for (guint i = 0; answer.mx && i < n; i++)
        look_at_host(&g_array_index(answer.mx, NxDnsMx, i));
    nx_dns_answer_clear(&answer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const NxDnsType TYPES[] = {NX_DNS_MX, NX_DNS_A, NX_DNS_AAAA, NX_DNS_SOA};
    for (guint i = 0; i < G_N_ELEMENTS(TYPES); i++)
        look(TYPES[i], data, size);
    return 0;
}
