/* The names of the knowledge base, and which of them is near to what somebody typed. */
#include "codes/article_store.h"
#include "codes/title.h"

#define MAX_SUGGESTIONS 8
#define LEAST_NAME 5 /* bytes of "5.1.1": what is typed behind a shorter name tells nothing of it */
#define MAX_ASKED 64 /* bytes: whoever types more looks for no name */

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_codes(const NxCodes *codes, GPtrArray *names)
{
    static const char CLASSES[] = "245X";
    for (guint i = 0; i < nx_registry_length(codes->registry); i++) {
        NxStatus status = nx_registry_at(codes->registry, i)->status;
        for (const char *klass = CLASSES; *klass; klass++)
            g_ptr_array_add(names, g_strdup_printf("%c.%u.%u", *klass, status.subject, status.detail));
    }
}

static void add_place(const NxCodes *codes, const char *place, GPtrArray *names)
{
    g_autoptr(GPtrArray) found = nx_words_names(codes->words, place);
    for (guint i = 0; i < found->len; i++)
        g_ptr_array_add(names, g_strdup(found->pdata[i]));
}

static void add_replies(const NxCodes *codes, GPtrArray *names)
{
    g_autoptr(GPtrArray) found = nx_words_names(codes->words, "reply");
    for (guint i = 0; i < found->len; i++)
        if (strlen(found->pdata[i]) == 3)
            g_ptr_array_add(names, g_strdup(found->pdata[i]));
}

/* Codes that a provider uses and no registry has. */
static void add_codes_of_providers(const NxCodes *codes, GPtrArray *names)
{
    for (guint i = 0; i < nx_judge_provider_codes(codes->judge); i++) {
        NxName name;
        if (nx_name_read(codes->words, nx_judge_provider_code(codes->judge, i)->code, &name))
            g_ptr_array_add(names, g_strdup(name.text));
    }
}

static void add_written(const NxCodes *codes, GPtrArray *names)
{
    for (guint lang = 0; lang < NX_N_LANGS; lang++) {
        GHashTable *const tables[] = {codes->files[lang], codes->written[lang]};
        g_rec_mutex_lock((GRecMutex *)&codes->lock);
        for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
            GHashTableIter iter;
            gpointer name;
            g_hash_table_iter_init(&iter, tables[i]);
            while (g_hash_table_iter_next(&iter, &name, NULL))
                g_ptr_array_add(names, g_strdup(name));
        }
        g_rec_mutex_unlock((GRecMutex *)&codes->lock);
    }
}

static void add_signatures(const NxCodes *codes, GPtrArray *names)
{
    for (guint i = 0; i < nx_signatures_count(codes->signatures); i++)
        g_ptr_array_add(names, g_strdup(nx_signatures_at(codes->signatures, i)->name));
}

char **nx_codes_names(const NxCodes *codes)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    add_codes(codes, names);
    add_replies(codes, names);
    for (guint i = 0; i < NX_N_REASONS; i++)
        g_ptr_array_add(names, g_strdup(nx_reason_name(i)));
    add_place(codes, "provider", names);
    add_place(codes, "topic", names);
    add_codes_of_providers(codes, names);
    add_signatures(codes, names);
    add_written(codes, names);
    g_ptr_array_sort(names, by_name);
    g_autoptr(GStrvBuilder) unique = g_strv_builder_new();
    for (guint i = 0; i < names->len; i++)
        if (i == 0 || strcmp(names->pdata[i], names->pdata[i - 1]) != 0)
            g_strv_builder_add(unique, names->pdata[i]);
    return g_strv_builder_end(unique);
}

/* Levenshtein's distance, in bytes. */
static guint distance(const char *a, const char *b)
{
    guint row[MAX_ASKED + 1];
    gsize width = strlen(b);
    g_return_val_if_fail(width <= MAX_ASKED, G_MAXUINT);
    for (guint j = 0; j <= width; j++)
        row[j] = j;
    for (guint i = 0; a[i]; i++) {
        guint diagonal = row[0];
        row[0] = i + 1;
        for (guint j = 0; j < width; j++) {
            guint above = row[j + 1];
            guint best = MIN(above, row[j]) + 1;
            row[j + 1] = MIN(best, diagonal + (a[i] != b[j]));
            diagonal = above;
        }
    }
    return row[width];
}

typedef struct {
    guint rank; /* smaller is nearer */
    char *name; /* borrowed */
} Candidate;

static int by_rank(gconstpointer a, gconstpointer b)
{
    const Candidate *left = a, *right = b;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return strcmp(left->name, right->name);
}

/* G_MAXUINT: too far apart to be a slip of the finger. */
static guint slips(const char *candidate, const char *asked)
{
    guint apart = strlen(candidate) <= MAX_ASKED ? distance(candidate, asked) : G_MAXUINT;
    return apart <= 1 + strlen(asked) / 5 ? apart : G_MAXUINT;
}

/* Names that begin so, then titles that hold it, names that it begins with, and last names and titles that are a slip
 * of the finger away; G_MAXUINT: none of these. */
static guint rank_of(const NxCodes *codes, const char *candidate, const char *asked, NxLang lang)
{
    g_autofree char *lower = g_ascii_strdown(candidate, -1);
    if (g_str_has_prefix(lower, asked))
        return strlen(lower) - strlen(asked);
    NxName name;
    gboolean known = nx_name_read(codes->words, candidate, &name);
    g_autofree char *title = known ? g_utf8_casefold(nx_codes_name_title(codes, &name, lang), -1) : g_strdup("");
    if (strlen(asked) >= 3 && strstr(title, asked))
        return 100;
    if (strlen(lower) >= LEAST_NAME && g_str_has_prefix(asked, lower))
        return 150 + strlen(asked) - strlen(lower);
    guint name_slips = slips(lower, asked), title_slips = slips(title, asked);
    if (name_slips != G_MAXUINT)
        return 200 + name_slips;
    return title_slips != G_MAXUINT ? 300 + title_slips : G_MAXUINT;
}

char **nx_codes_suggest(const NxCodes *codes, const char *text, const char *language)
{
    g_autoptr(GStrvBuilder) nearest = g_strv_builder_new();
    g_autofree char *folded = text ? g_utf8_casefold(text, -1) : g_strdup("");
    const char *asked = g_strstrip(folded);
    if (!*asked || strlen(asked) > MAX_ASKED)
        return g_strv_builder_end(nearest);
    g_auto(GStrv) names = nx_codes_names(codes);
    g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    for (char **at = names; *at; at++) {
        Candidate candidate = {rank_of(codes, *at, asked, nx_lang_parse(language)), *at};
        if (candidate.rank != G_MAXUINT)
            g_array_append_val(candidates, candidate);
    }
    g_array_sort(candidates, by_rank);
    for (guint i = 0; i < candidates->len && i < MAX_SUGGESTIONS; i++)
        g_strv_builder_add(nearest, g_array_index(candidates, Candidate, i).name);
    return g_strv_builder_end(nearest);
}
