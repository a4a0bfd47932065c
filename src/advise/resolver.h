/* `hostunknown` at many domains at once: a broken name server makes every domain unknown. */
#pragma once
#include <nixie/catalog.h>

typedef struct NxResolver NxResolver;

NxResolver *nx_resolver_new(void);
void nx_resolver_free(NxResolver *resolver);
/* Counts one failure. Its domain must outlive the resolver. */
void nx_resolver_count(NxResolver *resolver, const NxEvent *event);
void nx_resolver_judge(NxResolver *resolver);
gboolean nx_resolver_is_broken(const NxResolver *resolver, NxTime arrived);
