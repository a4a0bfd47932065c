/* The party that wrote a diagnostic, from a fixed list (providers.tsv). */
#pragma once
#include <nixie/error.h>
#include <nixie/library.h>

G_BEGIN_DECLS

typedef struct NxProviders NxProviders;

NxProviders *nx_providers_new(NxProblems *problems);
void nx_providers_free(NxProviders *providers);

/* By the name of a mail host, "gmail-smtp-in.l.google.com"; NULL if it is nobody's we know. Borrowed from
 * `providers`. */
const char *nx_providers_by_host(const NxProviders *providers, const char *host);
/* By the domain key of a recipient, "gmail.com". */
const char *nx_providers_by_domain(const NxProviders *providers, const char *domain);
/* By the software that wrote a notice, where its own words are the diagnostic. */
const char *nx_providers_by_mailer(const NxProviders *providers, const char *mailer);

/* Host in the diagnostic, Remote-MTA, recipient's domain, Reporting-MTA unless it is ours. Any may be NULL. */
const char *nx_providers_find(const NxProviders *providers, const NxLibrary *library, const char *answered,
                              const char *remote_mta, const char *domain, const char *reporting_mta);

G_END_DECLS
