/* A name server on 127.0.0.1, by UDP and TCP on one port, that says what a script tells it to. It asks nobody.
 *
 * A line of the script is NAME TYPE WHAT: NAME is a domain, "*.domain" for all below it, or "*"; TYPE is mx, a, aaaa,
 * soa or any. The nearest name is taken, and of its lines that of the type before `any`; without one the name does not
 * exist. WHAT is one of
 *   mx N HOST [N HOST]...   ("." is the null MX)      a ADDRESS...     aaaa ADDRESS...     soa
 *   cname NAME    and, behind it, what is said of that name
 *   referral      (to servers of somebody else: who says so does not know)
 *   nodata nx servfail refused drop garbage
 * with any of these in front: late MS, ttl N, tc (cut by UDP, whole by TCP), wrongid (with another id, then silence),
 * and, in front of all, empty (SERVFAIL to the first who asks) or once (silence to all others). */
#pragma once
#include <glib.h>

typedef struct NxFakeDns NxFakeDns;
NxFakeDns *nx_fake_dns_new(const char *script);
void nx_fake_dns_free(NxFakeDns *dns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxFakeDns, nx_fake_dns_free)
/* "127.0.0.1:5301"; borrowed. */
const char *nx_fake_dns_place(const NxFakeDns *dns);
/* How often it was asked, by "mx corp.example" or, NULL, at all; by TCP alone. */
guint nx_fake_dns_asked(NxFakeDns *dns, const char *what);
guint nx_fake_dns_asked_by_tcp(NxFakeDns *dns);
/* How many questions waited for a late answer at once, at most. */
guint nx_fake_dns_at_once(NxFakeDns *dns);
/* Every answer comes later by 1/2 to 3/2 of `mean_ms`, and so many of a thousand questions are lost: as a network does,
 * drawn by a fixed seed. */
void nx_fake_dns_network(NxFakeDns *dns, guint mean_ms, guint lost);
