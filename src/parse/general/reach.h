/* How far the general reader looks from an address, and why no farther. Bounds on the work itself are in bounds.h. */
#pragma once

/* Bytes of a label, of a phrase that ends at an address, or of the name beside it: what is longer is a sentence. */
#define NX_REACH_LABEL 60
/* Bytes of the shortest word that labels a recipient inside a sentence, "the user ann@...": shorter ones with an "s"
 * behind them are other words, "ans" and "dos". */
#define NX_REACH_LABEL_WORD 4
/* Digits of the number in a numbered list: longer ones are dates, ids and sizes. */
#define NX_REACH_NUMBER 3
/* Bytes of a sentence to either side of a word in it: what is longer has no end that was found, a
 * footer without full stops or a dump of something, and speaks of everything. */
#define NX_REACH_SENTENCE 600
/* Bytes in front of an address in which words tell that it is somebody to write to. */
#define NX_REACH_CONTACT 300
/* Bytes of a whole notice that says it in a word, "User <ann@example.com> unknown": a longer one speaks of other
 * things, too. */
#define NX_REACH_SHORT_TEXT 300
/* Words marked in front of an address that may announce it, and lines above it, which in a list count from its first
 * address: farther off stands another paragraph's heading. */
#define NX_REACH_MARKS 30
#define NX_REACH_LINES 12
/* Blanks and brackets behind an address that set off what follows, as in a table: a single one parts words of a
 * sentence. */
#define NX_REACH_GAP 2
/* Equal signs in a row that make a rule, "---": two of them are a dash. */
#define NX_REACH_RULE 3
/* Bytes behind an address in which what happened begins: "<ann@example.com> was rejected". */
#define NX_REACH_BEHIND 12
/* Bytes behind an address in which "sender" says whose it is: "<ann@example.com>: domain of sender does not exist". */
#define NX_REACH_SENDER 40
/* Names of one person in front of an address: "Ann Maria van Other <ann@example.com>". */
#define NX_REACH_NAMES 4
/* Places that name an address, looked at for what a server said of it; later ones repeat. */
#define NX_REACH_PLACES 8
/* Sentences that tell of a failure, tried as what happened to one recipient: where more than these name others, each
 * line is about one. */
#define NX_REACH_TOLD 100
/* Lines above an address, looked through for the heading of its list. */
#define NX_REACH_LIST 32
/* Bytes of a word such as "Delivered" that stands alone behind an address. */
#define NX_REACH_STATE 24
/* Bytes at the beginning of a text in which a notice that nothing else shows to be one says what happened: who writes
 * of other things comes to it later. */
#define NX_REACH_ANNOUNCEMENT 800
/* Bytes from a word of a message to one of its failure, within which one speaks of the other. */
#define NX_REACH_TOGETHER 160
/* Bytes of a diagnosis that is no SMTP reply: a paragraph. */
#define NX_REACH_NOTE 600
