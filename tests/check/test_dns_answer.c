/* Answers as they come over the wire, whole, cut at every byte, and made to do harm. */
#include "check/dns_answer.h"
#include <string.h>

#define HEAD(flags, records) "\x12\x34" flags "\x00\x01" records "\x00\x00\x00\x00"
#define QUESTION                                                                                                       \
    "\x01"                                                                                                             \
    "d\x00\x00\x0f\x00\x01"
#define RECORD(type, ttl, len) "\xc0\x0c\x00" type "\x00\x01" ttl "\x00" len

typedef struct {
    const char *bytes;
    gsize len;
} Packet;
#define PACKET(text) ((Packet){text, sizeof(text) - 1})

static void read_packet(NxDnsAnswer *answer, NxDnsType type, Packet packet)
{
    /* Of just that size, so that a byte beyond it is noticed. */
    g_autofree guint8 *exact = g_memdup2(packet.bytes, packet.len);
    nx_dns_answer_read(answer, type, exact, packet.len);
}

static const NxDnsMx *mx_of(const NxDnsAnswer *answer, guint i)
{
    g_assert_cmpuint(i, <, answer->mx->len);
    return &g_array_index(answer->mx, NxDnsMx, i);
}

/* Two mail servers, whose names point back into the question, one after the other. */
static const char TWO[] = HEAD("\x81\x80", "\x00\x02")
    QUESTION RECORD("\x0f", "\x00\x00\x02\x58", "\x07") "\x00\x14\x02MX\xc0\x0c" RECORD("\x0f", "\x00\x00\x01\x2c",
                                                                                        "\x04") "\x00\x0a\xc0\x21";

static void mail_servers_are_read_by_preference(void)
{
    g_auto(NxDnsAnswer) answer = {0};
    read_packet(&answer, NX_DNS_MX, PACKET(TWO));
    g_assert_cmpint(answer.outcome, ==, NX_DNS_OK);
    g_assert_cmpuint(answer.mx->len, ==, 2);
    g_assert_cmpuint(mx_of(&answer, 0)->preference, ==, 10);
    g_assert_cmpuint(mx_of(&answer, 1)->preference, ==, 20);
    g_assert_cmpstr(mx_of(&answer, 1)->host, ==, "mx.d");
    g_assert_cmpuint(answer.ttl, ==, 300);
}

/* Cut short it says what is in it, or that nobody knows; never that something is not there. */
static void a_cut_answer_denies_nothing(void)
{
    for (gsize len = 0; len < sizeof TWO - 1; len++) {
        g_auto(NxDnsAnswer) answer = {0};
        read_packet(&answer, NX_DNS_MX, (Packet){TWO, len});
        g_assert_true(answer.outcome == NX_DNS_SERVFAIL || (answer.outcome == NX_DNS_OK && answer.mx->len == 1));
    }
}

static void codes_are_told_apart(void)
{
    static const struct {
        const char *flags;
        NxDnsOutcome outcome;
    } CASES[] = {
        {"\x81\x80", NX_DNS_NODATA},   {"\x81\x83", NX_DNS_NXDOMAIN}, {"\x81\x82", NX_DNS_SERVFAIL},
        {"\x81\x85", NX_DNS_REFUSED},  {"\x81\x81", NX_DNS_SERVFAIL}, {"\x81\x84", NX_DNS_SERVFAIL},
        {"\x83\x80", NX_DNS_SERVFAIL}, {"\x01\x80", NX_DNS_SERVFAIL}, /* cut; a question */
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char bytes[] = HEAD("\x81\x80", "\x00\x00") QUESTION;
        memcpy(bytes + 2, CASES[i].flags, 2);
        g_auto(NxDnsAnswer) answer = {0};
        read_packet(&answer, NX_DNS_MX, PACKET(bytes));
        g_assert_cmpint(answer.outcome, ==, CASES[i].outcome);
    }
    /* It cannot be there and not be there. */
    char both[sizeof TWO];
    memcpy(both, TWO, sizeof TWO);
    both[3] = (char)0x83;
    g_auto(NxDnsAnswer) answer = {0};
    read_packet(&answer, NX_DNS_MX, PACKET(both));
    g_assert_cmpint(answer.outcome, ==, NX_DNS_SERVFAIL);
}

static void addresses_have_their_size(void)
{
    static const struct {
        NxDnsType type;
        Packet packet;
        const char *address; /* NULL: none */
    } CASES[] = {
        {NX_DNS_A,
         PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x01", "\0\0\0\x3c", "\x04") "\xc0\x00\x02\x01"),
         "192.0.2.1"},
        {NX_DNS_A, PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x01", "\0\0\0\x3c", "\x03") "\xc0\x00\x02"),
         NULL},
        {NX_DNS_A,
         PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x01", "\0\0\0\x3c", "\x05") "\xc0\x00\x02\x01\x07"),
         NULL},
        {NX_DNS_AAAA,
         PACKET(HEAD("\x81\x80", "\x00\x01")
                    QUESTION RECORD("\x1c", "\0\0\0\x3c", "\x10") "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01"),
         "2001:db8::1"},
        /* Of another type, and of another class. */
        {NX_DNS_A,
         PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x1c", "\0\0\0\x3c", "\x04") "\xc0\x00\x02\x01"), NULL},
        {NX_DNS_A,
         PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION "\xc0\x0c\x00\x01\x00\x03\0\0\0\x3c\x00\x04\xc0\x00\x02\x01"),
         NULL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(NxDnsAnswer) answer = {0};
        read_packet(&answer, CASES[i].type, CASES[i].packet);
        g_assert_cmpuint(answer.addresses->len, ==, CASES[i].address ? 1 : 0);
        g_autofree char *text = CASES[i].address ? g_inet_address_to_string(answer.addresses->pdata[0]) : NULL;
        g_assert_cmpstr(text, ==, CASES[i].address);
        g_assert_cmpint(answer.outcome, ==, CASES[i].address ? NX_DNS_OK : NX_DNS_NODATA);
    }
}

/* The name of a host is a stranger's: what none can have is none, "" is RFC 7505's. */
static void names_are_hosts_or_nothing(void)
{
    static const struct {
        Packet packet;
        const char *host; /* NULL: none; "-": the record is not one */
    } CASES[] = {
        {PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x0f", "\0\0\0\x3c", "\x03") "\x00\x00\x00"), ""},
        {PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x0f", "\0\0\0\x3c", "\x06") "\x00\x00\x02"
                                                                                           "A_\x00"),
         "a_"},
        {PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x0f", "\0\0\0\x3c", "\x06") "\x00\x00\x02"
                                                                                           "a\x1b\x00"),
         NULL},
        {PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x0f", "\0\0\0\x3c", "\x06") "\x00\x00\x02"
                                                                                           "a.\x00"),
         NULL},
        {PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x0f", "\0\0\0\x3c", "\x06") "\x00\x00\x02"
                                                                                           "a\x00\x00"),
         NULL},
        {PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x0f", "\0\0\0\x3c", "\x0b") "\x00\x00\x01"
                                                                                           "1\x01"
                                                                                           "2\x01"
                                                                                           "3\x01"
                                                                                           "4\x00"),
         NULL},
        /* It points at itself, forward, beyond the end; it ends within a label; a label of a kind that there is not. */
        {PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x0f", "\0\0\0\x3c", "\x04") "\x00\x00\xc0\x21"), "-"},
        {PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x0f", "\0\0\0\x3c", "\x04") "\x00\x00\xc0\x30"), "-"},
        {PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x0f", "\0\0\0\x3c", "\x04") "\x00\x00\xff\xff"), "-"},
        {PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x0f", "\0\0\0\x3c", "\x05") "\x00\x00\x09"
                                                                                           "ab"),
         "-"},
        {PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x0f", "\0\0\0\x3c", "\x05") "\x00\x00\x42"
                                                                                           "ab"),
         "-"},
        {PACKET(HEAD("\x81\x80", "\x00\x01") QUESTION RECORD("\x0f", "\0\0\0\x3c", "\x01") "\x00"), "-"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(NxDnsAnswer) answer = {0};
        read_packet(&answer, NX_DNS_MX, CASES[i].packet);
        if (g_strcmp0(CASES[i].host, "-") == 0)
            g_assert_cmpuint(answer.mx->len, ==, 0);
        else
            g_assert_cmpstr(mx_of(&answer, 0)->host, ==, CASES[i].host);
    }
}

/* RFC 2308 2.2: that there are no records of that type says who shows the zone's SOA, or shows nothing at all. */
static void a_referral_denies_nothing(void)
{
#define BESIDE(n) "\x12\x34\x81\x80\x00\x01\x00\x00" n "\x00\x00"
#define NS RECORD("\x02", "\x00\x00\x00\x3c", "\x02") "\xc0\x0c"
#define SOA RECORD("\x06", "\x00\x00\x00\x3c", "\x02") "\x00\x00"
    static const struct {
        Packet packet;
        NxDnsOutcome outcome;
    } CASES[] = {
        {PACKET(BESIDE("\x00\x00") QUESTION), NX_DNS_NODATA},
        {PACKET(BESIDE("\x00\x01") QUESTION NS), NX_DNS_SERVFAIL},
        {PACKET(BESIDE("\x00\x01") QUESTION SOA), NX_DNS_NODATA},
        {PACKET(BESIDE("\x00\x02") QUESTION SOA NS), NX_DNS_NODATA},
        {PACKET(BESIDE("\x00\x02") QUESTION NS SOA), NX_DNS_NODATA},
        {PACKET(BESIDE("\x00\x02") QUESTION NS NS), NX_DNS_SERVFAIL},
        {PACKET(BESIDE("\x00\x02") QUESTION NS "\xc0"), NX_DNS_SERVFAIL},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_auto(NxDnsAnswer) answer = {0};
        read_packet(&answer, NX_DNS_MX, CASES[i].packet);
        if (answer.outcome != CASES[i].outcome)
            g_error("%u: %d", i, answer.outcome);
    }
}

static void no_more_than_so_many_are_taken(void)
{
    enum { RECORDS = NX_DNS_MAX_RECORDS + 1 };
    static const char ONE[] = RECORD("\x0f", "\0\0\0\x3c", "\x03") "\x00\x00\x00";
    GByteArray *bytes = g_byte_array_new();
    g_byte_array_append(bytes, (const guint8 *)(HEAD("\x81\x80", "\x00\x41") QUESTION),
                        sizeof(HEAD("\x81\x80", "\x00\x41") QUESTION) - 1);
    for (guint i = 0; i < RECORDS; i++)
        g_byte_array_append(bytes, (const guint8 *)ONE, sizeof ONE - 1);
    g_auto(NxDnsAnswer) answer = {0};
    nx_dns_answer_read(&answer, NX_DNS_MX, bytes->data, bytes->len);
    g_assert_cmpuint(answer.mx->len, ==, NX_DNS_MAX_RECORDS);
    g_byte_array_unref(bytes);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/dns-answer/mx", mail_servers_are_read_by_preference);
    g_test_add_func("/check/dns-answer/cut", a_cut_answer_denies_nothing);
    g_test_add_func("/check/dns-answer/codes", codes_are_told_apart);
    g_test_add_func("/check/dns-answer/addresses", addresses_have_their_size);
    g_test_add_func("/check/dns-answer/names", names_are_hosts_or_nothing);
    g_test_add_func("/check/dns-answer/referral", a_referral_denies_nothing);
    g_test_add_func("/check/dns-answer/bound", no_more_than_so_many_are_taken);
    return g_test_run();
}
