/* Mail addresses and domains (RFC 5321 4.1.2, RFC 6531, RFC 5890).
 *
 * The key of an address decides whether two are the same: ASCII letters of the local part in lower case, '@', the
 * domain as lower-case A-label without a trailing dot; source routes dropped, needless quotes removed, +tags kept.
 * The spelling is what was found, less route, angle brackets and needless quotes; exports write it. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The key, or NULL for what is no address (no '@', X.400, a pipe, white space, a domain that no name system knows).
 * Caller frees. */
char *nx_address_key(const char *text, gssize len);
/* The spelling; NULL only for empty text. What is no address comes back trimmed. Caller frees. */
char *nx_address_spelling(const char *text, gssize len);
/* Is `key` that of `text`? NULL has none. */
gboolean nx_address_is(const char *text, const char *key);
/* The domain inside a key: borrowed from it. */
const char *nx_address_domain(const char *key);

/* Lower-case A-label of a domain (literals in [] kept), or NULL. An all-ASCII name that libidn2 refuses is kept in
 * lower case if its labels are non-empty and have no white space or control. Caller frees. */
char *nx_domain_key(const char *text, gssize len);
/* The domain in Unicode (RFC 5890 2.3.2.1), whose key is `domain_key`; NULL if it has no such form. Caller frees. */
char *nx_domain_unicode(const char *domain_key);
/* The name one can register, by the public suffix list, else the last two labels. Caller frees. */
char *nx_domain_registrable(const char *domain_key);
/* Is `domain_key` the domain `parent` or below it? */
gboolean nx_domain_within(const char *domain_key, const char *parent);

/* Addresses in running text: `text` with `by` in the place of each that `is_one` knows by its key; NULL where there is
 * none. One that is written for an envelope is found, too (bounce+ann=example.org@...). `inside`: also where it is part
 * of something longer, as of a Message-ID; else "joann@..." is not "ann@...". A
 * text that is made to hold very many that it could be is `by` as a whole. Caller frees. */
typedef gboolean (*NxAddressTest)(const char *key, gpointer user);
char *nx_address_scrub(const char *text, gboolean inside, const char *by, NxAddressTest is_one, gpointer user);

G_END_DECLS
