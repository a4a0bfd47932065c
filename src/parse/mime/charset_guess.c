/* Tries the charsets of charset-guesses.tsv and counts how common the characters are that come out. */
#include "parse/mime/charset_guess.h"
#include <nixie/data.h>

enum {
    SAMPLE = 8 << 10, /* bytes that are looked at */
    FEW = 4,          /* fewer characters beyond ASCII tell nothing */
    FEW_LETTERS = 8,  /* the same of an alphabet, whose bytes are those of any other */
};

/* ---- What tells -------------------------------------------------------------------------------------------------- */

typedef struct {
    char *name;
    GString *characters; /* common ones */
    gboolean alphabet;
} Script;

typedef struct {
    char *charset;
    guint script;  /* its place */
    guint percent; /* of the characters beyond ASCII that have to be common ones */
} Candidate;

typedef struct {
    GArray *scripts;    /* of Script */
    GArray *candidates; /* of Candidate */
} Guesses;

/* Its place among the scripts, their number if it is none. */
static guint find_script(const Guesses *guesses, const char *name)
{
    guint i = 0;
    while (i < guesses->scripts->len && !g_str_equal(g_array_index(guesses->scripts, Script, i).name, name))
        i++;
    return i;
}

static const char *take_script(Guesses *to, const char *name, const char *characters, gboolean alphabet)
{
    guint i = find_script(to, name);
    if (!*name || !*characters)
        return nx_tr("a script needs a name and characters");
    if (i == to->scripts->len) {
        Script script = {g_strdup(name), g_string_new(NULL), alphabet};
        g_array_append_val(to->scripts, script);
    }
    g_string_append(g_array_index(to->scripts, Script, i).characters, characters);
    return NULL;
}

static const char *take_charset(Guesses *to, const char *name, const char *script, const char *percent)
{
    guint64 number;
    Candidate candidate = {.script = find_script(to, script)};
    if (!*name || candidate.script == to->scripts->len ||
        !g_ascii_string_to_unsigned(percent, 10, 1, 100, &number, NULL))
        return nx_tr("a charset needs a name, a script from further up and a percentage");
    candidate.charset = g_strdup(name);
    candidate.percent = (guint)number;
    g_array_append_val(to->candidates, candidate);
    return NULL;
}

static const char *take_row(gpointer into, const NxTable *table, guint row)
{
    const char *kind = nx_table_cell(table, row, "kind"), *name = nx_table_cell(table, row, "name");
    gboolean alphabet = g_str_equal(kind, "alphabet");
    if (alphabet || g_str_equal(kind, "script"))
        return take_script(into, name, nx_table_cell(table, row, "characters"), alphabet);
    if (g_str_equal(kind, "charset"))
        return take_charset(into, name, nx_table_cell(table, row, "script"), nx_table_cell(table, row, "percent"));
    return nx_tr("a row is a script, an alphabet or a charset");
}

static gpointer read_guesses(G_GNUC_UNUSED gpointer data)
{
    Guesses *guesses = g_new(Guesses, 1);
    guesses->scripts = g_array_new(FALSE, FALSE, sizeof(Script));
    guesses->candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    nx_table_read("charset-guesses.tsv", take_row, guesses, NULL);
    return guesses;
}

static const Guesses *get_guesses(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, read_guesses, NULL);
}

/* ---- Trying one -------------------------------------------------------------------------------------------------- */

/* How many of 100 characters beyond ASCII are common ones; 0 if the bytes are not valid or too few. Full-width
 * punctuation counts for nobody. */
static guint percent_common(const Candidate *candidate, const Script *script, NxBytes bytes)
{
    gsize read;
    g_autofree char *text = g_convert(bytes.at, (gssize)bytes.len, "UTF-8", candidate->charset, &read, NULL, NULL);
    guint all = 0, common = 0;
    for (const char *at = text ? text : ""; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c < 0x80 || (c >= 0x3000 && c <= 0x3020) || (c >= 0xff01 && c <= 0xff60))
            continue;
        all++;
        common += g_utf8_strchr(script->characters->str, -1, c) != NULL;
    }
    return all < (script->alphabet ? FEW_LETTERS : FEW) ? 0 : 100 * common / all;
}

/* Do the bytes beyond ASCII stand together, as in words of another alphabet, and not one by one among ASCII letters, as
 * accents do? */
static gboolean has_words(NxBytes bytes)
{
    guint all = 0, joined = 0;
    for (gsize i = 0; i < bytes.len; i++) {
        if ((guint8)bytes.at[i] < 0x80)
            continue;
        all++;
        joined += (i > 0 && (guint8)bytes.at[i - 1] >= 0x80) || (i + 1 < bytes.len && (guint8)bytes.at[i + 1] >= 0x80);
    }
    return all > 0 && 100 * joined / all >= 80;
}

const char *nx_charset_guess(NxBytes bytes)
{
    const char *best = NULL;
    guint most = 100; /* in hundredths of what a candidate needs */
    bytes.len = MIN(bytes.len, SAMPLE);
    gboolean words = has_words(bytes);
    const Guesses *guesses = get_guesses();
    for (guint i = 0; i < guesses->candidates->len; i++) {
        const Candidate *candidate = &g_array_index(guesses->candidates, Candidate, i);
        const Script *script = &g_array_index(guesses->scripts, Script, candidate->script);
        guint percent = script->alphabet && !words ? 0 : percent_common(candidate, script, bytes);
        if (100 * percent / candidate->percent >= most) {
            most = 100 * percent / candidate->percent + 1;
            best = candidate->charset;
        }
    }
    return best;
}
