/* A text with its words and addresses marked, and what speaks for each address being a recipient. */
#pragma once
#include "parse/general/phrases.h"
#include "parse/notice/mention.h"
#include "parse/notice/notice.h"

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
} NxCandidate;

typedef struct {
    const NxNotice *notice; /* borrowed, as the text */
    const char *text;
    gsize len;
    char *folded;
    GArray *marks;      /* of NxMark */
    GArray *candidates; /* of NxCandidate, in order */
    guint counts[NX_N_PHRASES];
} NxMarkedText;

/* From this score on a candidate is a recipient. */
#define NX_CANDIDATE_ENOUGH 5
/* From this one on also the address that the notice was sent to, if nobody else is: somebody had written to himself. */
#define NX_CANDIDATE_CERTAIN 9

/* Looks at `text` up to `len`, at most NX_MAX_MARKED_TEXT bytes. */
NxMarkedText *nx_marked_text_new(const NxNotice *notice, const char *text, gsize len);
void nx_marked_text_free(NxMarkedText *marked);

const NxCandidate *nx_marked_text_candidate(const NxMarkedText *marked, guint i);
/* Lines: where the one around `at` begins and ends, what comes behind bullets and blanks, nothing but white space, a
 * rule of dashes. */
gsize nx_marked_text_line_start(const NxMarkedText *marked, gsize at);
gsize nx_marked_text_line_end(const NxMarkedText *marked, gsize at);
gsize nx_marked_text_skip_lead(const NxMarkedText *marked, gsize at, gsize end);
gboolean nx_marked_text_is_blank(const NxMarkedText *marked, gsize at, gsize end);
gboolean nx_marked_text_is_rule(const NxMarkedText *marked, gsize at, gsize end);

/* The first mark at or behind `at`. */
guint nx_marked_text_first_mark(const NxMarkedText *marked, gsize at);
/* Does [at, end) speak of a failure (2), of some problem (1) or of nothing (0)? */
gint nx_marked_text_trouble(const NxMarkedText *marked, gsize at, gsize end);
/* Is a word of that sort in [at, end)? */
gboolean nx_marked_text_has(const NxMarkedText *marked, gsize at, gsize end, NxPhraseKind word);
/* The lines that belong to the candidate: what follows it up to the next one or a blank line. */
void nx_marked_text_block(const NxMarkedText *marked, const NxCandidate *candidate, gsize *at, gsize *end);
/* The reply code that follows "RCPT TO:<ann@...>" before the next command; 0 if none does. */
guint nx_marked_text_answer(const NxMarkedText *marked, const NxCandidate *candidate);
/* The sentence around `at`. */
void nx_marked_text_sentence(const NxMarkedText *marked, gsize at, gsize *start, gsize *end);

G_END_DECLS
