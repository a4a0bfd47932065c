/* The registry of enhanced status codes (RFC 5248), from codes.tsv. */
#pragma once
#include <nixie/error.h>
#include <nixie/status.h>

G_BEGIN_DECLS

typedef struct {
    NxStatus status; /* klass 0 */
    char *name;      /* as the registry calls it */
    char **replies;  /* basic reply codes that go with it; never NULL */
    char **defined;  /* "RFC 3463"; never NULL */
} NxRegistered;

typedef struct NxRegistry NxRegistry;
NxRegistry *nx_registry_new(NxProblems *problems);
void nx_registry_free(NxRegistry *registry);
guint nx_registry_length(const NxRegistry *registry);
const NxRegistered *nx_registry_at(const NxRegistry *registry, guint i);
/* Whatever the class; NULL if it is not registered. */
const NxRegistered *nx_registry_find(const NxRegistry *registry, NxStatus status);

G_END_DECLS
