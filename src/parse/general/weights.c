/* The reader of general.weights, which refuses what it does not know, and the sums of weights. */
#include "parse/general/weights.h"
#include <nixie/data.h>
#include <nixie/library.h>
#include <nixie/text.h>

#define FILE_NAME "general.weights"

/* ---- Sections ---------------------------------------------------------------------------------------------------- */

static const struct {
    const char *section, *name;
} SECTIONS[NX_N_WEIGHTS] = {
#define NX_WEIGHT_SECTION(id, section, name) [NX_WEIGHT_##id] = {section, name},
    NX_WEIGHTS(NX_WEIGHT_SECTION)};

G_STATIC_ASSERT(NX_N_WEIGHTS <= 8 * sizeof(NxCircumstances));

char *nx_weight_section(NxWeightName name)
{
    return g_strconcat(SECTIONS[name].section, " ", SECTIONS[name].name, NULL);
}

static gboolean parse_section(const NxDataLine *line, NxWeightName *name)
{
    for (guint i = 0; i < NX_N_WEIGHTS; i++) {
        *name = (NxWeightName)i;
        if (strcmp(SECTIONS[i].section, line->section) == 0 && strcmp(SECTIONS[i].name, line->argument) == 0)
            return TRUE;
    }
    return FALSE;
}

/* ---- Keys of one ------------------------------------------------------------------------------------------------- */

static gboolean parse_weight(const char *value, gint *weight)
{
    gint64 number;
    if (!g_ascii_string_to_signed(value, 10, G_MININT, G_MAXINT, &number, NULL) || number == 0)
        return FALSE;
    *weight = (gint)number;
    return TRUE;
}

/* "|" ends a line of an example, with the blank behind it. */
static gboolean take_text(char **to, const char *value)
{
    if (*to || !*value)
        return FALSE;
    g_autoptr(GString) text = g_string_new(value);
    g_string_replace(text, "| ", "\n", 0);
    g_string_replace(text, "|", "\n", 0);
    *to = g_strdup(text->str);
    return TRUE;
}

static gboolean take_key(NxWeight *row, const char *key, const char *value)
{
    const struct {
        const char *key;
        char **text;
    } texts[] = {{"why", &row->why}, {"example", &row->example}, {"not", &row->near_miss}};
    if (strcmp(key, "weight") == 0)
        return row->weight == 0 && parse_weight(value, &row->weight);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        if (strcmp(texts[i].key, key) == 0)
            return take_text(texts[i].text, value);
    return FALSE;
}

/* ---- The table --------------------------------------------------------------------------------------------------- */

static void clear_row(NxWeight *row)
{
    g_free(row->why);
    g_free(row->example);
    g_free(row->near_miss);
    *row = (NxWeight){0};
}

typedef struct {
    NxWeights *weights;
    NxProblems *problems;
    NxWeight *row; /* the section that is being read, NULL: none, or one that was refused */
    guint line;    /* where it begins */
} Reading;

static void complain(const Reading *reading, guint line, const char *why, const char *what)
{
    g_autofree char *where = g_strdup_printf(FILE_NAME ":%u", line);
    nx_problems_add(reading->problems, where, "%s: %s", why, what);
}

static void refuse(Reading *reading, guint line, const char *why, const char *what)
{
    complain(reading, line, why, what);
    if (reading->row)
        clear_row(reading->row);
    reading->row = NULL;
}

static void end_section(Reading *reading)
{
    const NxWeight *row = reading->row;
    if (row && !(row->weight && row->why && row->example && row->near_miss))
        refuse(reading, reading->line, nx_tr("a weight needs all of these"), "weight, why, example, not");
}

static void begin_section(Reading *reading, const NxDataLine *line)
{
    NxWeightName name;
    g_autofree char *section = g_strconcat(line->section, " ", line->argument, NULL);
    reading->row = NULL;
    reading->line = line->line;
    if (!parse_section(line, &name))
        refuse(reading, line->line, nx_tr("nothing of that name is weighed"), section);
    else if (reading->weights->all[name].weight)
        refuse(reading, line->line, nx_tr("it has a weight already"), section);
    else
        reading->row = &reading->weights->all[name];
}

static void look_for_missing(const Reading *reading)
{
    for (guint i = 0; i < NX_N_WEIGHTS; i++) {
        g_autofree char *section = nx_weight_section((NxWeightName)i);
        if (!reading->weights->all[i].weight)
            nx_problems_add(reading->problems, FILE_NAME, nx_tr("[%s] has no weight"), section);
    }
}

NxWeights *nx_weights_read(GBytes *bytes, NxProblems *problems)
{
    Reading reading = {g_new0(NxWeights, 1), problems, NULL, 0};
    NxDataReader *lines = nx_data_reader_new(bytes, FILE_NAME, problems);
    for (NxDataLine line; nx_data_reader_next(lines, &line);) {
        if (line.kind == NX_DATA_SECTION) {
            end_section(&reading);
            begin_section(&reading, &line);
        } else if (reading.row && !take_key(reading.row, line.key, line.value)) {
            refuse(&reading, line.line, nx_tr("no weight, sentence or example"), line.key);
        }
    }
    end_section(&reading);
    look_for_missing(&reading);
    nx_data_reader_free(lines);
    return reading.weights;
}

NxWeights *nx_weights_new(NxProblems *problems)
{
    g_autoptr(GBytes) bytes = nx_library_embedded(FILE_NAME);
    return nx_weights_read(bytes, problems);
}

void nx_weights_free(NxWeights *weights)
{
    if (!weights)
        return;
    for (guint i = 0; i < NX_N_WEIGHTS; i++)
        clear_row(&weights->all[i]);
    g_free(weights);
}

gint nx_weights_sum(const NxWeights *weights, NxCircumstances holds)
{
    gint sum = 0;
    for (guint i = 0; i < NX_N_WEIGHTS; i++)
        sum += holds >> i & 1 ? weights->all[i].weight : 0;
    return sum;
}

gboolean nx_weights_reach(const NxWeights *weights, NxCircumstances holds, NxWeightName enough)
{
    return nx_weights_sum(weights, holds) >= weights->all[enough].weight;
}
