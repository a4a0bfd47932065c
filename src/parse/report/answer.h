/* What a server answered about a recipient, where only the text that people read tells it. */
#pragma once
#include "parse/notice/notice.h"
#include "parse/smtp/smtp.h"

G_BEGIN_DECLS

typedef struct {
    const char *const *names; /* of the recipient, ends with NULL */
    const char *note;         /* the text near one of them, or NULL */
    gboolean alone;           /* the notice speaks of nobody else */
} NxAnswered;

/* Looks near the recipient's name, behind the command that names it, and, where it is alone, in the whole text. Only
 * refusals (4xx, 5xx) are answers. FALSE and nothing to clear if there is none; else caller clears. */
gboolean nx_answer_read(NxSmtp *smtp, const NxNotice *notice, const NxAnswered *whose);

/* The whole reply of which `diagnostic` is the first line, "550-5.1.1 ...", where the text quotes all of it; behind the
 * command that names the recipient if it is there. NULL else. Caller frees. */
char *nx_answer_complete(const NxNotice *notice, const char *const *names, const char *diagnostic);

G_END_DECLS
