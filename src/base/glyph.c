#include "glyph.h"

typedef struct {
    gunichar first, last;
} Range;

/* Letters and marks by their Unicode category, yet nothing is seen of them (Default_Ignorable_Code_Point that is neither
 * control, format nor unassigned). Sorted. */
static const Range INVISIBLE[] = {
    {0x034F, 0x034F}, {0x115F, 0x1160},     {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x3164, 0x3164},   {0xFE00, 0xFE0F},
    {0xFFA0, 0xFFA0}, {0xFFF9, 0xFFFD - 1}, {0x1D159, 0x1D159}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

static gboolean is_invisible(gunichar c)
{
    for (gsize i = 0; i < G_N_ELEMENTS(INVISIBLE) && c >= INVISIBLE[i].first; i++)
        if (c <= INVISIBLE[i].last)
            return TRUE;
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
    if (is_invisible(c))
        return NX_GLYPH_HIDDEN;
    if (g_unichar_iszerowidth(c))
        return NX_GLYPH_MARK;
    return g_unichar_iswide(c) ? NX_GLYPH_WIDE : NX_GLYPH_BASE;
}
