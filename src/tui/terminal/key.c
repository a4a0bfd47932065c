/* Keys and chords, to and from their names. */
#include "tui/terminal/key.h"
#include <string.h>

static const struct {
    const char *name;
    NxKey key;
} NAMES[] = {
    {"Space", ' '},
    {"Equals", '='},
    {"Semicolon", ';'},
    {"Hash", '#'},
    {"Tab", NX_KEY_TAB},
    {"Enter", NX_KEY_ENTER},
    {"Return", NX_KEY_ENTER},
    {"Esc", NX_KEY_ESC},
    {"Escape", NX_KEY_ESC},
    {"Up", NX_KEY_UP},
    {"Down", NX_KEY_DOWN},
    {"Left", NX_KEY_LEFT},
    {"Right", NX_KEY_RIGHT},
    {"Home", NX_KEY_HOME},
    {"End", NX_KEY_END},
    {"PgUp", NX_KEY_PGUP},
    {"PgDn", NX_KEY_PGDN},
    {"Insert", NX_KEY_INSERT},
    {"Delete", NX_KEY_DELETE},
    {"Del", NX_KEY_DELETE},
    {"Backspace", NX_KEY_BACKSPACE},
    {"BackTab", NX_KEY_BACKTAB},
    {"S-Tab", NX_KEY_BACKTAB},
    {"Bracketleft", '['},
    {"Bracketright", ']'},
};

char *nx_key_name(NxKey key)
{
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        if (NAMES[i].key == key && (key <= ' ' || key >= NX_KEY_UP))
            return g_strdup(NAMES[i].name);
    }
    if (key >= NX_KEY_F1 && key <= NX_KEY_LAST)
        return g_strdup_printf("F%u", key - NX_KEY_F1 + 1);
    if (key < 32)
        return g_strdup_printf("^%c", (char)(key + 64));
    if (key >= 0x110000 || !g_unichar_isprint(key))
        return g_strdup_printf("U+%04X", key);
    char utf8[8] = {0};
    g_unichar_to_utf8(key, utf8);
    return g_strdup(utf8);
}

static gboolean parse_long(const char *name, gsize len, NxKey *key)
{
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        if (strlen(NAMES[i].name) == len && g_ascii_strncasecmp(NAMES[i].name, name, len) == 0) {
            *key = NAMES[i].key;
            return TRUE;
        }
    }
    if (len == 2 && name[0] == '^' && g_ascii_toupper(name[1]) >= '@' && g_ascii_toupper(name[1]) <= '_') {
        *key = (NxKey)g_ascii_toupper(name[1]) - 64;
        return *key != NX_KEY_NONE;
    }
    if (len >= 2 && len <= 3 && g_ascii_toupper(name[0]) == 'F') {
        guint number = 0;
        for (gsize i = 1; i < len; i++) {
            if (!g_ascii_isdigit(name[i]))
                return FALSE;
            number = number * 10 + (guint)(name[i] - '0');
        }
        *key = NX_KEY_F1 + number - 1;
        return number >= 1 && number <= 12;
    }
    return FALSE;
}

gboolean nx_key_parse(const char *name, gssize length, NxKey *key)
{
    gsize len = length < 0 ? strlen(name) : (gsize)length;
    if (len == 0)
        return FALSE;
    gunichar c = g_utf8_get_char_validated(name, (gssize)len);
    if (c < 0x110000 && (gsize)(g_utf8_next_char(name) - name) == len) {
        *key = c;
        return g_unichar_isprint(c);
    }
    return parse_long(name, len, key);
}

gboolean nx_chord_parse(const char *text, gssize length, NxChord *chord)
{
    gsize len = length < 0 ? strlen(text) : (gsize)length;
    g_autofree char *copy = g_strstrip(g_strndup(text, len));
    *chord = (NxChord){0};
    if (nx_key_parse(copy, -1, &chord->key[0])) {
        chord->n = 1;
        return TRUE;
    }
    if (strlen(copy) == 2 && g_ascii_isalnum(copy[0]) && g_ascii_isgraph(copy[1])) {
        *chord = (NxChord){.key = {(NxKey)copy[0], (NxKey)copy[1]}, .n = 2};
        return TRUE;
    }
    g_auto(GStrv) words = g_strsplit_set(copy, " \t", -1);
    for (guint i = 0; words[i]; i++) {
        if (!*words[i])
            continue;
        if (chord->n == NX_CHORD_MAX || !nx_key_parse(words[i], -1, &chord->key[chord->n]))
            return FALSE;
        chord->n++;
    }
    return chord->n > 0;
}

char *nx_chord_name(const NxChord *chord)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < chord->n; i++) {
        g_autofree char *name = nx_key_name(chord->key[i]);
        /* Two single characters are written as they are typed: gg, bd. */
        if (i > 0 && !(chord->key[i] < 128 && chord->key[i] > 32 && chord->key[i - 1] < 128 && chord->key[i - 1] > 32))
            g_string_append_c(text, ' ');
        g_string_append(text, name);
    }
    return g_string_free(text, FALSE);
}
