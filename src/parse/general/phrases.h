/* The words of notices (phrases.tsv), and where they stand in a text. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* See phrases.tsv for what they mean. Those before NX_PHRASE_RECIPIENT are looked for in running text, the others
 * beside an address. */
#define NX_PHRASES(X)                                                                                                  \
    X(FAILURE, "failure")                                                                                              \
    X(WEAK, "weak")                                                                                                    \
    X(FINAL, "final")                                                                                                  \
    X(DELAY, "delay")                                                                                                  \
    X(DELIVERED, "delivered")                                                                                          \
    X(LIST, "list")                                                                                                    \
    X(CONTACT, "contact")                                                                                              \
    X(ALIAS, "alias")                                                                                                  \
    X(ADDRESSED, "addressed")                                                                                          \
    X(ANSWER, "answer")                                                                                                \
    X(DIGEST, "digest")                                                                                                \
    X(MAIL, "mail")                                                                                                    \
    X(AUTOMATIC, "automatic")                                                                                          \
    X(PERSON, "person")                                                                                                \
    X(RECIPIENT, "recipient")                                                                                          \
    X(SENDER, "sender")                                                                                                \
    X(BY, "by")                                                                                                        \
    X(TO, "to")                                                                                                        \
    X(TO_BEHIND, "to-behind")                                                                                          \
    X(OUTCOME, "outcome")                                                                                              \
    X(FAILED, "failed")
#define NX_PHRASE_ENUM(id, name) NX_PHRASE_##id,
typedef enum { NX_PHRASES(NX_PHRASE_ENUM) NX_N_PHRASES } NxPhraseKind;

typedef struct {
    gsize at, end; /* bytes */
    NxPhraseKind word;
} NxMark;

/* In lower case, byte for byte: what would change its length stays as it is. Caller frees. */
char *nx_phrases_fold(const char *text, gsize len);

/* All words in folded text, in order: an array of NxMark, at most NX_MAX_MARKS. The table is compiled at the first call
 * (nx_library_new must have been called) and kept. Caller unrefs. */
GArray *nx_phrases_mark(const char *folded, gsize len);

/* Is the folded text, "final recipient" or "empfänger", a label of that sort (RECIPIENT or SENDER)? It may go on after
 * a blank or bracket. */
gboolean nx_phrases_is_label(const char *folded, gsize len, NxPhraseKind word);

/* Does a whole word of that sort (BY or TO) end at `end`, and begin at `from` or behind it? */
gboolean nx_phrases_word_ends(const char *folded, gsize from, gsize end, NxPhraseKind word);
/* Does the text begin with one of that sort (TO_BEHIND)? */
gboolean nx_phrases_word_begins(const char *text, gsize len, NxPhraseKind word);

G_END_DECLS
