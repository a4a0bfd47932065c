/* An answer of a name server as it comes over the wire (RFC 1035 4.1), read with bounds: whatever is in it is a
 * stranger's. */
#pragma once
#include <gio/gio.h>

/* What was asked: numbers of types as in RFC 1035 3.2.2 and RFC 3596. */
typedef enum { NX_DNS_A = 1, NX_DNS_SOA = 6, NX_DNS_MX = 15, NX_DNS_AAAA = 28 } NxDnsType;

/* How it ended. */
typedef enum {
    NX_DNS_OK,       /* there are records of that type */
    NX_DNS_NODATA,   /* the name is there, such records are not */
    NX_DNS_NXDOMAIN, /* there is no such name */
    NX_DNS_SERVFAIL, /* the server could not find out, or what it said is no answer */
    NX_DNS_REFUSED,
    NX_DNS_TIMEOUT,
    NX_DNS_BAD_NAME, /* no name that can be asked about; nobody was */
} NxDnsOutcome;

/* A host that takes mail. */
typedef struct {
    guint preference;
    char *host; /* in lower case; "" is RFC 7505's null MX; NULL: its name is none that a mail server can have */
} NxDnsMx;

enum { NX_DNS_MAX_RECORDS = 64 }; /* of one answer; what is behind them is left out */

typedef struct {
    NxDnsOutcome outcome;
    GArray *mx;           /* of NxDnsMx, by preference, equal ones as they came; NULL where not asked */
    GPtrArray *addresses; /* of GInetAddress; NULL where not asked */
    guint32 ttl;          /* seconds, the least of all that was used; 0 where there is nothing */
} NxDnsAnswer;

/* Reads what answers a question for `type`. */
void nx_dns_answer_read(NxDnsAnswer *answer, NxDnsType type, const guint8 *bytes, gsize len);
void nx_dns_answer_clear(NxDnsAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NxDnsAnswer, nx_dns_answer_clear)
