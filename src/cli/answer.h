/* Answers of commands: text for people, or one JSON document on a line, which doc/commands.schema.json describes. */
#pragma once
#include "cli/app.h"
#include <nixie/json.h>

/* What --format says: "text", which is meant without it (NULL), or "json". FALSE (said, status set) if neither. */
gboolean nx_answer_parse(NxApp *app, const char *format, gboolean *is_json);
/* The document, to be filled with members. */
GString *nx_answer_new(void);
/* Ends it and puts it out; takes it. */
void nx_answer_put(GString *answer);
