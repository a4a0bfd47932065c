/* Records: lines one under the other, each with a label, as programs write them: "For: ann@...", "Outcome: refused". */
#pragma once
#include "parse/general/marked_text.h"

G_BEGIN_DECLS

/* Does a line in [at, end), which begins and ends with lines, have a label of an outcome, and a value that tells of a
 * failure? */
gboolean nx_record_fails(const NxMarkedText *marked, gsize at, gsize end);

/* Of the record around `line`, which names a recipient: does that recipient's own part of it, up to `end` or the lines
 * above that name nobody, tell of a failure? */
gboolean nx_record_fails_around(const NxMarkedText *marked, gsize line, gsize end);

/* Where the field ends that tells of the outcome at or behind `at`, and where its value begins: FALSE if there is none
 * up to `end`. It ends before the next line that has a label and is indented no deeper. */
gboolean nx_record_outcome(const NxMarkedText *marked, gsize at, gsize end, gsize *value, gsize *stop);

/* Is the line at `line` a field of the sender's? */
gboolean nx_record_is_others(const NxMarkedText *marked, gsize line);

/* Is there a record that names a recipient under a label, and tells of a failure? Quoted ones are none. */
gboolean nx_record_is_in(const NxMarkedText *marked);

G_END_DECLS
