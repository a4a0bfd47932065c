/* Reads a theme line by line on top of the default. */
#include "tui/terminal/theme.h"
#include <nixie/data.h>
#include <nixie/text.h>

static const char *const LOOK_NAMES[NX_N_LOOKS] = {
#define NX_LOOK_NAME(id, name) name,
    NX_LOOKS(NX_LOOK_NAME)};

static const char *const COLOURS[] = {"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};

static gboolean parse_colour(const char *word, gint16 *colour)
{
    if (g_str_equal(word, "own")) {
        *colour = NX_COLOUR_OWN;
        return TRUE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(COLOURS); i++) {
        if (g_str_equal(word, COLOURS[i])) {
            *colour = (gint16)i;
            return TRUE;
        }
    }
    guint64 number;
    if (!g_ascii_string_to_unsigned(word, 10, 0, 255, &number, NULL))
        return FALSE;
    *colour = (gint16)number;
    return TRUE;
}

/* "203|red": the first for 256 colours, the second for 8. */
static gboolean parse_colours(const char *word, NxColour *colour)
{
    g_auto(GStrv) parts = g_strsplit(word, "|", 2);
    NxColour read;
    if (!parse_colour(parts[0], &read.rich))
        return FALSE;
    read.poor = read.rich < 8 ? read.rich : NX_COLOUR_OWN;
    if (parts[1] && (!parse_colour(parts[1], &read.poor) || read.poor > 7))
        return FALSE;
    *colour = read;
    return TRUE;
}

static gboolean parse_flag(const char *word, guint8 *flags)
{
    static const struct {
        const char *name;
        guint8 flag;
    } KNOWN[] = {{"bold", NX_PAINT_BOLD},
                 {"dim", NX_PAINT_DIM},
                 {"underline", NX_PAINT_UNDERLINE},
                 {"reverse", NX_PAINT_REVERSE},
                 {"plain", 0}};
    for (guint i = 0; i < G_N_ELEMENTS(KNOWN); i++) {
        if (g_str_equal(word, KNOWN[i].name)) {
            *flags |= KNOWN[i].flag;
            return TRUE;
        }
    }
    return FALSE;
}

static const NxPaint UNPAINTED = {.ink = {NX_COLOUR_OWN, NX_COLOUR_OWN}, .ground = {NX_COLOUR_OWN, NX_COLOUR_OWN}};

/* `bad` gets the word that is none, for the caller to free. */
static gboolean parse_paint(const char *value, NxPaint *paint, char **bad)
{
    g_auto(GStrv) words = g_strsplit_set(value, " \t", -1);
    NxPaint read = UNPAINTED;
    gboolean ground = FALSE;
    for (guint i = 0; words[i]; i++) {
        if (!*words[i])
            continue;
        if (g_str_equal(words[i], "on")) {
            ground = TRUE;
            continue;
        }
        if (parse_flag(words[i], &read.flags))
            continue;
        if (!parse_colours(words[i], ground ? &read.ground : &read.ink)) {
            *bad = g_strdup(words[i]);
            return FALSE;
        }
    }
    *paint = read;
    return TRUE;
}

static void read_line(NxTheme *theme, const NxDataLine *line, const char *origin, NxProblems *problems)
{
    g_autofree char *where = g_strdup_printf("%s:%u", origin, line->line);
    for (guint look = 0; look < NX_N_LOOKS; look++) {
        if (!g_str_equal(line->key, LOOK_NAMES[look]))
            continue;
        g_autofree char *bad = NULL;
        if (!parse_paint(line->value, &theme->paint[look], &bad))
            nx_problems_add(problems, where, nx_tr("no colour or attribute is called \"%s\""), bad);
        return;
    }
    nx_problems_add(problems, where, nx_tr("no look is called \"%s\""), line->key);
}

static void read_file(NxTheme *theme, const NxDataFile *file, NxProblems *problems)
{
    NxDataReader *reader = nx_data_reader_new(file->bytes, file->origin, problems);
    NxDataLine line;
    while (nx_data_reader_next(reader, &line)) {
        if (line.kind == NX_DATA_PAIR && g_str_equal(line.section, "looks"))
            read_line(theme, &line, file->origin, problems);
    }
    nx_data_reader_free(reader);
}

static gboolean read_named(NxTheme *theme, const NxLibrary *library, const char *name, NxProblems *problems)
{
    g_autofree char *wanted = g_strconcat(name, ".theme", NULL);
    g_autoptr(GPtrArray) files = nx_library_files(library, "themes", problems);
    for (guint i = 0; files && i < files->len; i++) {
        const NxDataFile *file = g_ptr_array_index(files, i);
        if (g_str_equal(file->name, wanted)) {
            read_file(theme, file, problems);
            return TRUE;
        }
    }
    return FALSE;
}

NxTheme *nx_theme_load(const NxLibrary *library, const char *name, NxProblems *problems)
{
    NxTheme *theme = g_new0(NxTheme, 1);
    for (guint i = 0; i < NX_N_LOOKS; i++)
        theme->paint[i] = UNPAINTED;
    theme->name = g_strdup(name && *name ? name : "default");
    if (read_named(theme, library, theme->name, problems))
        return theme;
    nx_problems_add(problems, NULL, nx_tr("no theme is called \"%s\"; the default stands"), theme->name);
    g_free(theme->name);
    theme->name = g_strdup("default");
    read_named(theme, library, theme->name, problems);
    return theme;
}

void nx_theme_free(NxTheme *theme)
{
    if (!theme)
        return;
    g_free(theme->name);
    g_free(theme);
}
