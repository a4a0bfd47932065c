/* The header of one part by the names of its fields; a value is decoded when it is first asked for, since few of them
 * ever are. Of one thread. */
#pragma once
#include "parse/mime/parts.h"

G_BEGIN_DECLS

typedef struct NxHeaders NxHeaders;

/* Both are borrowed and have to live as long. */
NxHeaders *nx_headers_new(const NxPartList *list, const NxPart *part);
void nx_headers_free(NxHeaders *headers);

/* The `nth` (0-based) value of that name (any case) as text; NULL if there is none. Borrowed, as all of it. */
const char *nx_headers_get(NxHeaders *headers, const char *name, guint nth);
/* The same with its ASCII letters in lower case. */
const char *nx_headers_get_lower(NxHeaders *headers, const char *name, guint nth);

guint nx_headers_count(const NxHeaders *headers);
/* As it came. */
const char *nx_headers_name(const NxHeaders *headers, guint i);

G_END_DECLS
