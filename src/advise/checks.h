/* What checks say of addresses and their domains, and what follows for the advice: it may be lowered by it, and is
 * never raised. */
#pragma once
#include <nixie/advise.h>
#include <nixie/check.h>

typedef struct NxChecks NxChecks;
/* `library` is borrowed. What is wrong in a list of the user's is complained of here. */
NxChecks *nx_checks_new(const NxLibrary *library, NxProblems *problems);
void nx_checks_free(NxChecks *checks);
/* What is known of a domain; the newer stands. Takes `facts` over. */
void nx_checks_add(NxChecks *checks, NxDomainFacts *facts);
/* NULL: nobody has asked. Borrowed until more is added. */
const NxDomainFacts *nx_checks_of(const NxChecks *checks, const char *domain);
/* Tells the catalog's addresses what is known of them: all of them after something was added, else those from where the
 * last call ended. */
gboolean nx_checks_tell(NxChecks *checks, NxCatalog *catalog, guint max); /* at most so many; FALSE: all are told */

/* What a check makes of an event's words, as of `now`. */
typedef enum {
    NX_WORD_NOTHING,   /* it has nothing to say about them */
    NX_WORD_UNCHECKED, /* that the domain is unknown is one resolver's word: ours has not said so on two days */
    NX_WORD_CONFIRMED, /* ours has */
    NX_WORD_ANSWERS,   /* the domain has answered since */
} NxCheckWord;
NxCheckWord nx_checks_word(const NxChecks *checks, const NxEvent *event, NxTime now);
/* "the domain answers, mx1.example (google), 2026-11-21 14:02": what a check says of the address of an event. NULL:
 * nothing was asked, and its name says nothing. Translated, safe to print; caller frees. */
char *nx_checks_words(const NxChecks *checks, const char *address_key);
/* Whether that speaks about the reason why an event came back, and so belongs to its evidence. */
gboolean nx_checks_is_evidence(const NxChecks *checks, const NxEvent *event, const char *address_key);
