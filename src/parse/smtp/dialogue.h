/* A text searched for what a mail dialogue leaves in it: replies, commands, hosts, and where each stands. */
#pragma once
#include "parse/bounds.h"
#include "parse/smtp/dialogue_words.h"
#include <nixie/report.h>

G_BEGIN_DECLS

/* Something of the dialogue in the text: a reply, a command before its reply, a command named after its reply, a
 * host. */
typedef struct {
    NxHitKind kind;
    guint value; /* reply code or NxCommand */
    gsize at, end;
} NxHit;

typedef struct {
    const NxDialogueWords *words;
    const char *text;
    gsize len;
    NxHit hits[NX_MAX_SMTP_HITS];
    guint n;
} NxDialogue;

void nx_dialogue_scan(NxDialogue *scan, const char *text, gsize len);

/* The reply code that stands at `at`, 0 if none does. */
guint nx_dialogue_code_at(const NxDialogue *scan, gsize at);
/* The status behind a code: "550 5.1.1", "550-5.7.1", "550 550 5.1.1", "550-'5.1.1". FALSE if there is none that
 * fits. */
gboolean nx_dialogue_status_behind(const NxDialogue *scan, gsize at, guint code, NxStatus *status);
/* Where the status stands that some write in front of the code, "5.1.1 550 User unknown"; `at` if none does. */
gsize nx_dialogue_status_before(const NxDialogue *scan, gsize at, guint code);
gboolean nx_dialogue_starts(const NxDialogue *scan, gsize at, const char *words, gboolean exact);

G_END_DECLS
