/* An address in a marked text, and how the words around it read: what stands before it on its line, who is announced,
 * what follows. */
#pragma once
#include "parse/general/marked_text.h"
#include "parse/general/weights.h"
#include "parse/notice/mention.h"

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
    NX_N_ROLES
} NxRole;

typedef struct {
    char *key; /* owned */
    NxMention mention;
    gsize line, line_end; /* its line */
    gsize reach;          /* where the lines above it begin that may announce it */
    gboolean confirmed;   /* the returned message was addressed to it */
    gboolean own;         /* the notice was sent to it, or by it */
    gboolean home;        /* of the domain that wrote the notice: more likely in its signature than its recipient */
    NxRole role;
    gsize block, block_end; /* what belongs to it: from behind it the lines up to the next one or a blank line, or what
                             * stands below the list that it is in */
    NxCircumstances holds;  /* what speaks for its being a recipient, and against it; 0: it cannot be one */
    gint score;             /* what that weighs */
} NxCandidate;

/* Its line: are there only other addresses, commas and bullets before it? Is what follows a reason or nothing, and not
 * the rest of a sentence? Is it "Ann Other <ann@...>" and nothing else? Is it quoted? */
gboolean nx_candidate_is_first(const NxMarkedText *marked, const NxCandidate *candidate);
gboolean nx_candidate_stands_alone(const NxMarkedText *marked, const NxCandidate *candidate);
gboolean nx_candidate_is_named(const NxMarkedText *marked, const NxCandidate *candidate);
gboolean nx_candidate_is_quoted(const NxMarkedText *marked, const NxCandidate *candidate);

/* "to ann@...", "an", "à", "para", "...へ", "...宛": words that make an address of a sentence the one that the message
 * was for. */
gboolean nx_candidate_has_to_word(const NxMarkedText *marked, const NxCandidate *candidate);
/* "Your message to ann@...": the message was for it, whatever sentence says what became of it. */
gboolean nx_candidate_is_addressed(const NxMarkedText *marked, const NxCandidate *candidate);

typedef enum {
    NX_ANNOUNCED_NOT,
    NX_ANNOUNCED_VAGUELY, /* somewhere above it */
    NX_ANNOUNCED_ABOVE,   /* right above it */
    NX_ANNOUNCED_CLEARLY, /* "... these recipients:" */
    NX_N_ANNOUNCED
} NxAnnounced;
/* Does what goes before announce recipients? */
NxAnnounced nx_candidate_announced(const NxMarkedText *marked, const NxCandidate *candidate);

/* The reply code that follows "RCPT TO:<ann@...>" before the next command; 0 if none does. */
guint nx_candidate_answer(const NxMarkedText *marked, const NxCandidate *candidate);

G_END_DECLS
