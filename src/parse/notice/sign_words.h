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
    NX_WORDS_VACATION,
    NX_WORDS_ORIGINAL,
    NX_WORDS_PASSED_ON,
    NX_WORDS_SENT,
    NX_N_WORDS
} NxSignWords;

/* Ends with NULL; read from the embedded data when first asked for. Any thread. */
const char *const *nx_sign_words(NxSignWords list);
/* Does one of the words stand in `text` (lower case)? */
gboolean nx_sign_words_in(NxSignWords list, const char *text);

G_END_DECLS
