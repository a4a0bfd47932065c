/* dialogue.tsv, read once for all threads; phrases by their first letter. */
#include "parse/smtp/dialogue_words.h"
#include <nixie/data.h>
#include <nixie/report.h>
#include <nixie/text.h>

static gboolean parse_kind(const char *name, NxHitKind *kind)
{
    static const char *const NAMES[] = {
        [NX_HIT_COMMAND] = "command", [NX_HIT_ANSWERED] = "answered", [NX_HIT_HOST] = "host"};
    G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_HITS);
    for (guint i = NX_HIT_COMMAND; i <= NX_HIT_HOST; i++)
        if (g_str_equal(name, NAMES[i])) {
            *kind = (NxHitKind)i;
            return TRUE;
        }
    return FALSE;
}

static const char *take_phrase(NxDialogueWords *to, const NxTable *table, guint row)
{
    const char *words = nx_table_cell(table, row, "words"), *command = nx_table_cell(table, row, "command"),
               *exact = nx_table_cell(table, row, "case");
    NxDialoguePhrase phrase = {.exact = g_str_equal(exact, "exact"), .value = nx_command_parse(command)};
    if (!parse_kind(nx_table_cell(table, row, "kind"), &phrase.kind) || !g_ascii_isalpha(*words))
        return nx_tr("a row is command, answered, host or unit, and words that begin with a letter");
    if (*exact && !phrase.exact)
        return nx_tr("the case is exact, or nothing");
    if ((phrase.kind == NX_HIT_HOST) != (phrase.value == NX_COMMAND_NONE))
        return nx_tr("a command is named where one is meant, and nowhere else");
    phrase.words = g_strconcat(words, phrase.kind == NX_HIT_HOST ? " " : "", NULL);
    phrase.len = strlen(phrase.words);
    g_array_append_val(to->phrases[g_ascii_tolower(*words) - 'a'], phrase);
    return NULL;
}

static const char *take_row(gpointer into, const NxTable *table, guint row)
{
    NxDialogueWords *to = into;
    if (!g_str_equal(nx_table_cell(table, row, "kind"), "unit"))
        return take_phrase(to, table, row);
    const char *unit = nx_table_cell(table, row, "words");
    if (*unit)
        g_ptr_array_add(to->units, g_strdup(unit));
    return *unit ? NULL : nx_tr("the unit is missing");
}

static gpointer read_words(G_GNUC_UNUSED gpointer data)
{
    NxDialogueWords *words = g_new0(NxDialogueWords, 1);
    for (guint i = 0; i < NX_DIALOGUE_LETTERS; i++)
        words->phrases[i] = g_array_new(FALSE, FALSE, sizeof(NxDialoguePhrase));
    words->units = g_ptr_array_new();
    nx_table_read("dialogue.tsv", take_row, words, NULL);
    return words;
}

static const NxDialogueWords *get_words(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, read_words, NULL);
}

const NxDialogueWords *nx_dialogue_words(void)
{
    return get_words();
}
