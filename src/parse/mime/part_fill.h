/* What fills a part list: GMime, which reads whatever there is, and a slicer, which cuts what is written as usual and
 * hands over the rest. What they share of it is here; nobody above the list needs it. */
#pragma once
#include "parse/mime/parts.h"

G_BEGIN_DECLS

/* One buffer on its way into the list. */
typedef struct {
    NxPartList *list;
    guint buffer;
    NxBytes bytes; /* of that buffer */
} NxPartFill;

void nx_part_fill_init(NxPartFill *fill, NxPartList *list, guint buffer);
/* The part of that number, good until another is added. */
NxPart *nx_part_fill_at(NxPartFill *fill, guint part);
/* A copy that lives as long as the list; NULL of NULL. */
const char *nx_part_fill_keep(NxPartList *list, const char *text);
/* Appends a header of this buffer. */
void nx_part_fill_header(NxPartFill *fill, NxBytes name, gsize value_at, gsize value_len);
/* Cuts the header block that begins at `begin` into the list; returns where the body begins. A line that is no field
 * belongs to nothing. */
gsize nx_part_fill_headers(NxPartFill *fill, NxPart *part, gsize begin);
/* Where the line "--BOUNDARY" next stands at or behind `from`; the end of the buffer if nowhere. */
gsize nx_part_fill_boundary(NxBytes bytes, const char *boundary, gsize from);

/* Adds the message of a buffer, whose parts stand in `parent` at `depth`. */
void nx_parts_by_gmime(NxPartList *list, guint buffer, guint parent, guint depth);
/* The same for the first buffer; FALSE where something is not as usual: then the list holds rubbish, and GMime is to
 * read the message. */
gboolean nx_parts_by_slicer(NxPartList *list);

/* The list by one of both alone, for tests; by the slicer NULL where it hands over. */
NxPartList *nx_part_list_by_gmime(GBytes *message);
NxPartList *nx_part_list_by_slicer(GBytes *message);

G_END_DECLS
