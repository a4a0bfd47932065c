/* Questions: what is about to happen, in numbers, and the keys that answer. Any other key cancels. */
#pragma once
#include "tui/layout.h"
#include "tui/terminal/key.h"
#include "tui/view.h"

typedef struct NxQuestion NxQuestion;
typedef void (*NxAnswer)(NxInspector *in, NxKey key, gpointer data); /* `key`: the one that chose it */

/* Takes `title` over; `data` is the question's from here on. */
NxQuestion *nx_question_new(char *title, gpointer data, GDestroyNotify free_data);
void nx_question_free(NxQuestion *question);
void nx_question_line(NxQuestion *question, char *line); /* takes it over; NULL and "" add nothing */
/* `keeps`: the question stays after this answer (to look at the list first). */
void nx_question_sample(NxQuestion *question, char *line); /* likewise, of what is cut rather than wrapped */
void nx_question_choice(NxQuestion *question, NxKey key, char *label, NxAnswer answer, gboolean keeps);
/* What a key answers; NULL where it is none of the choices, which cancels. *keeps as the choice says. */
NxAnswer nx_question_answer(const NxQuestion *question, NxKey key, gboolean *keeps);
gpointer nx_question_data(const NxQuestion *question);
void nx_question_draw(const NxQuestion *question, NxCells *cells, const NxFrame *frame);
