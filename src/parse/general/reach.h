/* How far the general reader looks from an address, and why no farther. Bounds on the work itself are in limits.h. */
#pragma once

/* Bytes of a label or of the name beside an address. "Recipient that could not be reached because of the error below:"
 * takes 56; what is longer is a sentence. */
#define NX_REACH_LABEL 60
/* Bytes of a sentence to either side of a word in it: lawyers' footers are one of 2,000, and speak of everything. */
#define NX_REACH_SENTENCE 600
/* Bytes in front of an address in which words tell that it is somebody to write to. */
#define NX_REACH_CONTACT 300
/* Bytes of a whole notice that says it in a word, "User <ann@example.com> unknown": so much of it speaks of nothing
 * else. */
#define NX_REACH_SHORT_TEXT 300
/* Words marked in front of an address that may announce it, and lines above it; in a list they count from its first. */
#define NX_REACH_MARKS 30
#define NX_REACH_LINES 12
/* Bytes in which "to" and the like end right before an address, brackets between them included. */
#define NX_REACH_TO_WORD 24
/* Bytes behind an address in which what happened begins: "<ann@example.com> was rejected". */
#define NX_REACH_BEHIND 12
/* Bytes behind an address in which "sender" says whose it is: "<ann@example.com>: domain of sender does not exist". */
#define NX_REACH_SENDER 40
/* Names of one person in front of an address: "Ann Maria van Other <ann@example.com>". */
#define NX_REACH_NAMES 4
/* Places that name an address, looked at for what a server said of it; later ones repeat. */
#define NX_REACH_PLACES 8
/* Lines above an address, looked through for the heading of its list. */
#define NX_REACH_LIST 32
/* Bytes of a word such as "Delivered" that stands alone behind an address. */
#define NX_REACH_STATE 24
/* Bytes of a diagnosis that is no SMTP reply: a paragraph. */
#define NX_REACH_NOTE 600
