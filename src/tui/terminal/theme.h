/* Themes: what each look is painted with. Data (themes/NAME.theme); the default uses the terminal's own colours. */
#pragma once
#include "tui/terminal/look.h"
#include <nixie/library.h>

typedef enum {
    NX_PAINT_BOLD = 1 << 0,
    NX_PAINT_DIM = 1 << 1,
    NX_PAINT_UNDERLINE = 1 << 2,
    NX_PAINT_REVERSE = 1 << 3,
} NxPaintFlags;

#define NX_COLOUR_OWN (-1) /* the terminal's own */
typedef struct {
    gint16 rich, poor; /* for 256 colours, and for 8 */
} NxColour;
typedef struct {
    NxColour ink, ground;
    guint8 flags;
} NxPaint;
typedef struct {
    char *name;
    NxPaint paint[NX_N_LOOKS];
} NxTheme;

/* The theme of that name (NULL: "default"), the user's before ours. What is wrong in it is complained of and left as it
 * was; an unknown name gives the default. Never NULL. */
NxTheme *nx_theme_load(const NxLibrary *library, const char *name, NxProblems *problems);
void nx_theme_free(NxTheme *theme);
