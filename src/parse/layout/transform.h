/* What may be done to a value that a layout cut out. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

#define NX_TRANSFORMS(X)                                                                                               \
    X(ANGLE, "angle")     /* what is in the last angle brackets */                                                     \
    X(UNQUOTE, "unquote") /* without quotes around it */                                                               \
    X(XTEXT, "xtext")     /* RFC 3461 4 */                                                                             \
    X(PERCENT, "percent") /* "%40" decoded */                                                                          \
    X(ROUTE, "route")     /* without "@relay.example:" */                                                              \
    X(X400, "x400")       /* the address in "/RFC-822=ann(a)example.com/O=..." (RFC 2156) */
#define NX_TRANSFORM_ENUM(id, name) NX_TRANSFORM_##id,
typedef enum { NX_TRANSFORMS(NX_TRANSFORM_ENUM) NX_N_TRANSFORMS } NxTransform;
gboolean nx_transform_parse(const char *name, NxTransform *transform);

/* Where there is nothing to do, a copy. Caller frees. */
char *nx_transform_apply(NxTransform transform, const char *value);

G_END_DECLS
