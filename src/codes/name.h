/* What an article's name is the name of. */
#pragma once
#include "codes/words.h"
#include <nixie/codes.h>

G_BEGIN_DECLS

typedef struct {
    NxArticleKind kind;
    char text[64];   /* canonical: "5.2.1", "X.2.1", "550", "userunknown", "microsoft/s3150" */
    NxStatus status; /* of a code; klass 0 for X */
    guint reply;     /* of a reply code */
    NxReason reason; /* of a reason */
} NxName;

/* FALSE if `text` is neither [245X].N.N, 200 to 599, a reason, a provider, a topic nor of the shape of a signature's
 * name. White space around it and case do not matter. */
gboolean nx_name_read(const NxWords *words, const char *text, NxName *name);
/* "X.2.1" */
char *nx_name_any_class(NxStatus status);

G_END_DECLS
