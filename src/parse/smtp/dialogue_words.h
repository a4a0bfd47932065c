/* Words by which a mail dialogue is known in a text (dialogue.tsv). */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum { NX_HIT_REPLY, NX_HIT_COMMAND, NX_HIT_ANSWERED, NX_HIT_HOST, NX_N_HITS } NxHitKind;

typedef struct {
    char *words;
    gsize len;
    NxHitKind kind;
    guint value;    /* of a command, NxCommand */
    gboolean exact; /* in this case only */
} NxDialoguePhrase;

#define NX_DIALOGUE_LETTERS 26
typedef struct {
    GArray *phrases[NX_DIALOGUE_LETTERS]; /* of NxDialoguePhrase, by their first letter */
    GPtrArray *units;                     /* what numbers count that are no codes: "bytes" */
} NxDialogueWords;

const NxDialogueWords *nx_dialogue_words(void);

G_END_DECLS
