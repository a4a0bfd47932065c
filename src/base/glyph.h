/* What one code point is on a grid of cells. The only place that knows. */
#pragma once
#include <glib.h>

typedef enum {
    NX_GLYPH_HIDDEN, /* never drawn as it is: it would move the cursor, reorder its neighbours, or not be seen */
    NX_GLYPH_MARK,   /* stands on the base before it and takes no cell of its own */
    NX_GLYPH_BASE,   /* one cell */
    NX_GLYPH_WIDE,   /* two cells */
} NxGlyph;

NxGlyph nx_glyph_of(gunichar c);
