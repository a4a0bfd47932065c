/* Lists of words by which mail is known (signs.tsv). */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef enum {
    NX_WORDS_SUBJECT,
    NX_WORDS_DAEMON,
    NX_WORDS_SHARED,
    NX_WORDS_NAME,
    NX_WORDS_SHARED_NAME,
    NX_WORDS_ANSWER,
    NX_WORDS_FORWARD,
    NX_WORDS_ORIGINAL,
    NX_WORDS_PASSED_ON,
    NX_WORDS_BOXED,
    NX_WORDS_SENT,
    NX_WORDS_DESK,
    NX_WORDS_BULLET,
    NX_WORDS_LEAD,
    NX_WORDS_AUTO_HEADER,
    NX_WORDS_AUTO_NAME,
    NX_WORDS_ROBOT,
    NX_WORDS_HIDDEN_FIELD,
    NX_WORDS_SHOWN_FIELD,
    NX_WORDS_RETURNED_TYPE,
    NX_WORDS_NO_TEXT,
    NX_WORDS_TEXT_TYPE,
    NX_WORDS_TEXT_NAME,
    NX_WORDS_OTHER_REPORT,
    NX_WORDS_OBSERVED_SUBJECT,
    NX_WORDS_OBSERVED,
    NX_N_WORDS
} NxSignWords;

/* Ends with NULL. */
const char *const *nx_sign_words(NxSignWords list);
/* Does one of the words stand in `text` (lower case)? */
gboolean nx_sign_words_in(NxSignWords list, const char *text);
/* Is one of them all of `address` (lower case, or NULL) in front of its '@'? */
gboolean nx_sign_words_is_local(NxSignWords list, const char *address);

G_END_DECLS
