/* The code points that are not drawn though their category says so, and the width of the others. */
#include "base/glyph.h"

typedef struct {
    gunichar first, last;
} Range;

/* Letters and marks by their Unicode category, and yet not to be drawn. Sorted. */
static const Range UNDRAWN[] = {
    /* Nothing is seen of them: Default_Ignorable_Code_Point that is neither control, format nor unassigned. */
    {0x034F, 0x034F},
    /* From Unicode 15, which GLib 2.74 knows and the C library's wcwidth of the same Debian does not: curses would not
       draw them. */
    {0x0CF3, 0x0CF3},
    {0x0ECE, 0x0ECE},
    /* Hangul fillers, Khmer and Mongolian ignorables. */
    {0x115F, 0x1160},
    {0x17B4, 0x17B5},
    {0x180B, 0x180F},
    {0x3164, 0x3164},
    /* One cell for GLib and the terminals, two for wcwidth: what stands behind them would stand askew. */
    {0x3248, 0x324F},
    {0x4DC0, 0x4DFF},
    /* Variation selectors, the half-width filler, annotations. */
    {0xFE00, 0xFE0F},
    {0xFFA0, 0xFFA0},
    {0xFFF9, 0xFFFC},
    /* Unicode 15 again. */
    {0x10EFD, 0x10EFF},
    {0x1123F, 0x11241},
    {0x11B00, 0x11B09},
    {0x11F00, 0x11F59},
    {0x1342F, 0x1342F},
    {0x13440, 0x13455},
    {0x1B132, 0x1B132},
    {0x1B155, 0x1B155},
    {0x1D159, 0x1D159},
    {0x1D173, 0x1D17A},
    {0x1D2C0, 0x1D2D3},
    {0x1DF25, 0x1DF2A},
    {0x1E030, 0x1E06D},
    {0x1E08F, 0x1E08F},
    {0x1E4D0, 0x1E4F9},
    {0x1F6DC, 0x1F6DC},
    {0x1F774, 0x1F776},
    {0x1F77B, 0x1F77F},
    {0x1F7D9, 0x1F7D9},
    {0x1FA75, 0x1FA77},
    {0x1FA87, 0x1FA88},
    {0x1FAAD, 0x1FAAF},
    {0x1FABB, 0x1FABD},
    {0x1FABF, 0x1FABF},
    {0x1FACE, 0x1FACF},
    {0x1FADA, 0x1FADB},
    {0x1FAE8, 0x1FAE8},
    {0x1FAF7, 0x1FAF8},
    {0x2B739, 0x2B739},
    {0x31350, 0x323AF},
    /* Tags and further variation selectors. */
    {0xE0000, 0xE0FFF},
};

static gboolean is_undrawn(gunichar c)
{
    gsize low = 0, high = G_N_ELEMENTS(UNDRAWN);
    while (low < high) {
        gsize middle = (low + high) / 2;
        if (c > UNDRAWN[middle].last)
            low = middle + 1;
        else if (c < UNDRAWN[middle].first)
            high = middle;
        else
            return TRUE;
    }
    return FALSE;
}

NxGlyph nx_glyph_of(gunichar c)
{
    if (c >= 0x20 && c < 0x7F)
        return NX_GLYPH_BASE;
    switch (g_unichar_type(c)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR: return NX_GLYPH_HIDDEN;
    default: break;
    }
    if (c < 0x300)
        return NX_GLYPH_BASE;
    if (is_undrawn(c))
        return NX_GLYPH_HIDDEN;
    if (g_unichar_iszerowidth(c))
        return NX_GLYPH_MARK;
    return g_unichar_iswide(c) ? NX_GLYPH_WIDE : NX_GLYPH_BASE;
}
