/* Questions: what is about to happen, in numbers, and the keys that answer. Any other key cancels. */
#pragma once
#include "tui/layout.h"
#include "tui/terminal/key.h"
#include "tui/view.h"

typedef struct NxQuestion NxQuestion;
typedef void (*NxAnswer)(NxInspector *in, NxKey key, gpointer data); /* `key`: the one that chose it */

/* `data` is the question's from here on. */
NxQuestion *nx_question_new(NxInspector *in, char *title, gpointer data, GDestroyNotify free_data);
void nx_question_free(NxQuestion *question);
void nx_question_line(NxQuestion *question, char *line); /* takes it over; NULL and "" add nothing */
/* `keeps`: the question stays after this answer (to look at the list first). */
void nx_question_choice(NxQuestion *question, NxKey key, char *label, NxAnswer answer, gboolean keeps);
/* Makes it the inspector's, who takes it over. */
void nx_question_ask(NxQuestion *question);
/* Is it before the operator now, or behind a view opened from it? */
gboolean nx_question_is_active(const NxQuestion *question);
void nx_question_key(NxQuestion *question, NxKey key);
void nx_question_draw(const NxQuestion *question, NxCells *cells, const NxFrame *frame);
