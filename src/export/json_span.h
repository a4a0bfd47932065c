/* Values of JSON found in their bytes, without reading what is in them: of documents with very many. */
#pragma once
#include <nixie/text.h>

/* Cuts the next value off, behind blanks and commas. FALSE at the end, and where what stands there never ends or is no
 * value: then something is left of `rest`. Spans borrow. */
gboolean nx_json_span_next(NxBytes *rest, NxBytes *value);
/* The inside of an object or a list. */
NxBytes nx_json_span_inside(NxBytes value);
/* Cuts the next member off what is inside an object; `name` is as it is written, between its quotes. */
gboolean nx_json_span_member(NxBytes *inside, NxBytes *name, NxBytes *value);
