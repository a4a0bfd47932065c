/* The party that wrote a diagnostic, from a fixed list (providers.tsv). */
#pragma once
#include <nixie/library.h>

G_BEGIN_DECLS

typedef struct NxProviders NxProviders;

/* The list: see nx_providers. What it finds is borrowed and stays. */
const NxProviders *nx_providers_get(void);

/* By the name of a mail host, "gmail-smtp-in.l.google.com"; NULL if it is nobody's we know. */
const char *nx_providers_by_host(const NxProviders *providers, const char *host);
/* By the domain key of a recipient, "gmail.com". */
const char *nx_providers_by_domain(const NxProviders *providers, const char *domain);
/* By the software that wrote a notice, where its own words are the diagnostic. */
const char *nx_providers_by_mailer(const NxProviders *providers, const char *mailer);

/* Host in the diagnostic, Remote-MTA, recipient's domain, Reporting-MTA unless it is ours. Any may be NULL. */
const char *nx_providers_find(const NxProviders *providers, const NxLibrary *library, const char *answered,
                              const char *remote_mta, const char *domain, const char *reporting_mta);

G_END_DECLS
