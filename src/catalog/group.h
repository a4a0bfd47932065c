/* A group as the catalog makes it: what hints need beside what is shown. */
#pragma once
#include <nixie/catalog.h>

typedef struct {
    NxGroup group;   /* first: what callers see */
    NxClass klass;   /* the commonest class */
    NxStatus status; /* what most events of that class have, or none */
} NxRichGroup;
