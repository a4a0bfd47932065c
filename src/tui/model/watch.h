/* Tells when others write to the mailboxes that are open. */
#pragma once
#include <nixie/mailbox.h>

typedef struct NxWatch NxWatch;
/* `look` is called on the main loop: soon after something came, not more often than a few times a second, and once more
 * when all has been still for as long as a message may be held back. */
NxWatch *nx_watch_new(void (*look)(gpointer user), gpointer user);
void nx_watch_free(NxWatch *watch);
/* From here on this one, too. Where it cannot be watched (a network file system, no watches left) nothing is told. */
void nx_watch_add(NxWatch *watch, const NxMailbox *mailbox);
/* As if something had come. */
void nx_watch_poke(NxWatch *watch);
