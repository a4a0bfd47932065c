/* Whom the words of a refusal are about: asked before any rule may say that somebody is dead (doc/DESIGN.md 4).
 *
 * Three things tell it, surest first: what was answered (in answer to MAIL nothing is said of a recipient); which
 * addresses and domains the text names (a reply that names only the sender's is about the sender); and the words
 * ([about] in rules/). */
#pragma once
#include "judge/judge.h"

typedef struct {
    const NxCanonical *text; /* borrowed */
    NxAbout answered;        /* by the command that was answered; UNKNOWN: it tells nothing */
    NxAbout named;           /* by the addresses and domains that stand there */
    gboolean names_address;  /* the recipient's address is one of them */
    NxAbout whole;           /* by words that hold for the whole reply */
    GArray *marks;           /* of NxAboutMark, in the order of their rules */
    GArray *addresses;       /* of NxAboutMark: those that stand there, in their order; OTHER: nobody knows it */
} NxAboutText;

/* Words that hold for their clause, or an address. */
typedef struct {
    NxAbout party;
    guint at, len; /* bytes of the canonical text */
    gboolean rest; /* for all that follows in it, whoever else is named there */
} NxAboutMark;

/* `source` is what `scan`'s text was made of; NULL: whom it names tells nothing (a notice greets its reader). */
void nx_about_text_init(NxAboutText *about, const NxCase *self, const NxRuleScan *scan, const char *source);
void nx_about_text_clear(NxAboutText *about);
/* Whom the words in [at, at + len) of the canonical text are about. */
NxAbout nx_about_text_at(const NxAboutText *about, guint at, guint len);
/* Whose address what the words in [at, at + len) say is said of: RECIPIENT, SENDER, OTHER for one that is neither (of
 * somebody behind the recipient); UNKNOWN: there is none. */
NxAbout nx_about_text_address(const NxAboutText *about, guint at, guint len);
/* Whom the text as a whole is about: whom it speaks of first; UNKNOWN where that is the recipient and others follow. */
NxAbout nx_about_text_whole(const NxAboutText *about);
/* May words about `party` say that an address is dead? */
gboolean nx_about_may_bury(NxAbout party);
