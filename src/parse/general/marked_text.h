/* A text with its words marked: its lines and sentences, and what they speak of. */
#pragma once
#include "parse/general/phrases.h"

G_BEGIN_DECLS

typedef struct {
    const char *text; /* borrowed */
    gsize len;
    char *folded;  /* the same in lower case, byte for byte */
    GArray *marks; /* of NxMark, in order */
    guint counts[NX_N_PHRASES];
} NxMarkedText;

/* Looks at `text` up to `len`, at most NX_MAX_MARKED_TEXT bytes. */
NxMarkedText *nx_marked_text_new(const char *text, gsize len);
void nx_marked_text_free(NxMarkedText *marked);

/* Lines: where the one around `at` begins and ends, where the next one begins (`len` if there is none), what comes
 * behind bullets and blanks, nothing but white space, a rule of dashes. */
gsize nx_marked_text_line_start(const NxMarkedText *marked, gsize at);
gsize nx_marked_text_line_end(const NxMarkedText *marked, gsize at);
gsize nx_marked_text_next_line(const NxMarkedText *marked, gsize at);
gsize nx_marked_text_skip_lead(const NxMarkedText *marked, gsize at, gsize end);
gboolean nx_marked_text_is_blank(const NxMarkedText *marked, gsize at, gsize end);
gboolean nx_marked_text_is_rule(const NxMarkedText *marked, gsize at, gsize end);
/* The sentence, and the lines up to blank ones, around `at`. */
void nx_marked_text_sentence(const NxMarkedText *marked, gsize at, gsize *start, gsize *end);
void nx_marked_text_paragraph(const NxMarkedText *marked, gsize at, gsize *start, gsize *end);

/* Do these words, in lower case, end at `to` and begin at `from` or behind it? */
gboolean nx_marked_text_ends(const NxMarkedText *marked, gsize from, gsize to, const char *words);
/* The first mark at or behind `at`. */
guint nx_marked_text_first_mark(const NxMarkedText *marked, gsize at);
/* Is a word of that sort in [at, end)? */
gboolean nx_marked_text_has(const NxMarkedText *marked, gsize at, gsize end, NxPhraseKind word);
/* Does a word of that sort end at `end`, or reach beyond it: "cannot reach ann@..."? */
gboolean nx_marked_text_ends_phrase(const NxMarkedText *marked, gsize end, NxPhraseKind word);

typedef enum {
    NX_TROUBLE_NONE,
    NX_TROUBLE_SOME,  /* words that speak of a problem, and of other things too */
    NX_TROUBLE_CLEAR, /* a failure, a delay or a delivery, or a reply or status of one */
} NxTrouble;
/* What [at, end) speaks of. */
NxTrouble nx_marked_text_trouble(const NxMarkedText *marked, gsize at, gsize end);

G_END_DECLS
