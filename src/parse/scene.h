/* nixie: a text with its words and addresses marked, and what speaks for each address being a recipient. */
#pragma once
#include "parse/mention.h"
#include "parse/notice.h"
#include "parse/phrases.h"

G_BEGIN_DECLS

/* How an address stands in the text. */
typedef enum {
    NX_ROLE_NONE,       /* sender, contact, message id, the operator's own */
    NX_ROLE_ALIAS,      /* "(generated from ann@example.com)" */
    NX_ROLE_SENTENCE,   /* in running words */
    NX_ROLE_REPLY,      /* inside what a server said */
    NX_ROLE_HEADING,    /* alone, or first on its line */
    NX_ROLE_LABEL,      /* "Recipient: ann@example.com" */
    NX_ROLE_TRANSCRIPT, /* "RCPT TO:<ann@example.com>" */
} NxRole;

typedef struct {
    NxMention mention;
    gsize line, line_end; /* its line */
    NxRole role;
    gboolean confirmed; /* the returned message was addressed to it */
    gboolean own;       /* the notice was sent to it, or by it */
    gint score;
    char *key; /* owned */
} NxFigure;

typedef struct {
    const NxNotice *notice; /* borrowed, as the text */
    const char *text;
    gsize len;
    char *folded;
    GArray *marks;   /* of NxMark */
    GArray *figures; /* of NxFigure, in order */
    guint counts[NX_N_PHRASES];
} NxScene;

/* From this score on a figure is a recipient. */
#define NX_FIGURE_ENOUGH 5
/* From this one on also the address that the notice was sent to, if nobody else is: somebody had written to himself. */
#define NX_FIGURE_CERTAIN 9

/* Looks at `text` up to `len`, at most NX_LIMIT_SCENE bytes. */
NxScene *nx_scene_new(const NxNotice *notice, const char *text, gsize len);
void nx_scene_free(NxScene *scene);

const NxFigure *nx_scene_figure(const NxScene *scene, guint i);
/* Lines: where the one around `at` begins and ends, what comes behind bullets and blanks, nothing but white space, a rule of dashes. */
gsize nx_scene_line_start(const NxScene *scene, gsize at);
gsize nx_scene_line_end(const NxScene *scene, gsize at);
gsize nx_scene_skip_lead(const NxScene *scene, gsize at, gsize end);
gboolean nx_scene_is_blank(const NxScene *scene, gsize at, gsize end);
gboolean nx_scene_is_rule(const NxScene *scene, gsize at, gsize end);

/* The first mark at or behind `at`. */
guint nx_scene_first_mark(const NxScene *scene, gsize at);
/* Does [at, end) speak of a failure (2), of some problem (1) or of nothing (0)? */
gint nx_scene_trouble(const NxScene *scene, gsize at, gsize end);
/* Is a word of that sort in [at, end)? */
gboolean nx_scene_has(const NxScene *scene, gsize at, gsize end, NxPhraseKind word);
/* The lines that belong to the figure: what follows it up to the next one or a blank line. */
void nx_scene_block(const NxScene *scene, const NxFigure *figure, gsize *at, gsize *end);
/* The reply code that follows "RCPT TO:<ann@...>" before the next command; 0 if none does. */
guint nx_scene_answer(const NxScene *scene, const NxFigure *figure);
/* The sentence around `at`. */
void nx_scene_sentence(const NxScene *scene, gsize at, gsize *start, gsize *end);

G_END_DECLS
