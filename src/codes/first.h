/* What stands first on a page, which is read in twenty seconds. */
#pragma once
#include "codes/article_store.h"

G_BEGIN_DECLS

typedef struct {
    NxActor actor;
    char *now[NX_N_LANGS], *avoid[NX_N_LANGS];
} NxFirst;
/* By name of an article or reason; the table owns them. */
GHashTable *nx_firsts_new(NxProblems *problems);
/* That of the name, else of what it stands for; NULL: none is known (a signature says it itself). */
const NxFirst *nx_first_of(const NxCodes *codes, const NxName *name);
/* Its three lines as Markdown; `avoid` may be NULL. Caller frees. */
char *nx_first_text(const NxCodes *codes, const char *actor, const char *now, const char *avoid, NxLang lang);

G_END_DECLS
