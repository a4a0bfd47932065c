/* What automatic answers say, in the languages of answers.tsv: how their subjects and first sentences begin, and the
 * words around what they tell. Immutable once made; any thread. */
#pragma once
#include "parse/notice/pattern.h"
#include <nixie/error.h>

G_BEGIN_DECLS

typedef enum {
    NX_ANSWER_SUBJECT,  /* a subject that begins so is one of an automatic answer */
    NX_ANSWER_HINT,     /* the same, where a second sign says so, too */
    NX_ANSWER_BODY,     /* a first sentence that begins so is one of an automatic answer */
    NX_ANSWER_LEAD,     /* what may stand before it: a greeting, thanks */
    NX_ANSWER_DEPARTED, /* that somebody has left, or that nobody reads there */
    NX_ANSWER_TAIL,     /* what such an answer goes on with, and a person seldom */
    NX_ANSWER_UNTIL,    /* when the absence ends: group "date" */
    NX_ANSWER_ADDRESS,  /* the new address: group "address" */
    NX_N_ANSWER_PARTS
} NxAnswerPart;

typedef struct NxAnswerForms NxAnswerForms;
NxAnswerForms *nx_answer_forms_new(NxProblems *problems);
void nx_answer_forms_free(NxAnswerForms *forms);

/* Bytes of the longest form of `part` that `text` begins with; 0: it begins with none. `text` is NFC. */
gsize nx_answer_forms_begin(const NxAnswerForms *forms, NxAnswerPart part, const char *text, gsize len);

/* Where a form stands anywhere in a text. */
typedef struct {
    const char *text; /* its named group, in the text that was searched; NULL where it has none */
    gsize len;
    gboolean english; /* where 7/12 may be July */
} NxAnswerFound;
/* Calls `take` with each form of `part` in text[0, len) that is found, one language after the other, until one is
 * taken; FALSE if none was. */
typedef gboolean (*NxAnswerTaker)(const NxAnswerFound *found, gpointer data);
gboolean nx_answer_forms_find(const NxAnswerForms *forms, NxAnswerPart part, const char *text, gsize len,
                              NxAnswerTaker take, gpointer data);

G_END_DECLS
