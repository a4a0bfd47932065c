/* What was sent: Message-IDs, and for whom each was, as the operator's own records have them.
 *
 * Filled by the caller, from a list, a command or the log of a relay; closed, and from then on immutable, for any
 * thread. Who guesses a Message-ID cannot make it stand here. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef struct NxSent NxSent;
NxSent *nx_sent_new(void);
NxSent *nx_sent_ref(NxSent *sent);
void nx_sent_unref(NxSent *sent); /* NULL: nothing */

typedef enum {
    NX_SENT_TAKEN,
    NX_SENT_WRONG, /* no Message-ID, or no address beside it: left out */
    NX_SENT_FULL,  /* no more fits (NX_MAX_SENT): left out */
} NxSentResult;
#define NX_MAX_SENT 20000000u /* pairs */
/* `message_id` with or without brackets; `recipient` NULL: not known. */
NxSentResult nx_sent_add(NxSent *sent, const char *message_id, const char *recipient);
/* "MESSAGE-ID TAB RECIPIENT", or the Message-ID alone; white space at either end is nothing. */
NxSentResult nx_sent_add_line(NxSent *sent, const char *line);
/* Nothing is added behind it. */
void nx_sent_close(NxSent *sent);

/* Of a closed one; `sent` NULL: nothing is known. Was such a message sent, at all, and to that address? */
gboolean nx_sent_has(const NxSent *sent, const char *message_id);
gboolean nx_sent_names(const NxSent *sent, const char *message_id, const char *address_key);
/* The key of the one address it was sent to; NULL where there is none, or more. Borrowed. */
const char *nx_sent_sole(const NxSent *sent, const char *message_id);

G_END_DECLS
