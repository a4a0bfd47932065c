/* What sayings are made of, put together: each noun and each statement of a language makes a refusal that is believed,
 * and the same said of a thing buries nobody. */
#include <nixie/data.h>
#include <nixie/verdict.h>
#include <string.h>

typedef struct {
    NxLibrary *library;
    NxJudge *judge;
    GHashTable *lists; /* "SENSE LANGUAGE" -> GPtrArray of terms */
} Book;

static void take_terms(Book *book, const NxDataLine *line)
{
    g_auto(GStrv) parts = g_strsplit(line->value, ",", -1);
    g_autofree char *key = g_strdup_printf("%s %s", line->argument, line->key);
    GPtrArray *list = g_hash_table_lookup(book->lists, key);
    if (!list) {
        list = g_ptr_array_new_with_free_func(g_free);
        g_hash_table_insert(book->lists, g_steal_pointer(&key), list);
    }
    for (char **part = parts; *part; part++)
        if (!strchr(*part, '*') && !strchr(*part, '<')) /* a stem is no word, a placeholder no text */
            g_ptr_array_add(list, g_strdup(g_strstrip(*part)));
}

static void book_init(Book *book)
{
    NxSettings settings = {0};
    NxProblems *problems = nx_problems_new();
    book->library = nx_library_new(&settings, problems);
    book->judge = nx_judge_new(book->library, problems);
    book->lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    GPtrArray *files = nx_library_files(book->library, "rules", problems);
    for (guint i = 0; i < files->len; i++) {
        const NxDataFile *file = g_ptr_array_index(files, i);
        NxDataReader *reader = nx_data_reader_new(file->bytes, file->origin, problems);
        NxDataLine line;
        while (nx_data_reader_next(reader, &line))
            if (line.kind == NX_DATA_PAIR && strcmp(line.section, "terms") == 0)
                take_terms(book, &line);
        nx_data_reader_free(reader);
    }
    g_ptr_array_unref(files);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    nx_problems_free(problems);
}

static void book_clear(Book *book)
{
    g_hash_table_unref(book->lists);
    nx_judge_free(book->judge);
    nx_library_unref(book->library);
}

static NxVerdict verdict_on(const Book *book, const char *text)
{
    static const char *const NONE[] = {NULL};
    NxRecipient recipient = {.kind = NX_KIND_BOUNCE,
                             .source = NX_SOURCE_DSN,
                             .recipient = "ann.lee@dest.example",
                             .key = "ann.lee@dest.example",
                             .aliases = NONE,
                             .action = NX_ACTION_FAILED,
                             .diagnostic = text,
                             .reply_code = nx_reply_find(text, -1, NULL),
                             .command = NX_COMMAND_RCPT};
    nx_status_find(text, -1, &recipient.diagnostic_status, NULL, NULL);
    NxReport report = {.kind = NX_KIND_BOUNCE, .recipients = &recipient, .n_recipients = 1};
    NxVerdict verdict;
    nx_judge_event(book->judge, &report, 0, &verdict);
    return verdict;
}

static const char *const LANGUAGES[] = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ru", "uk", "sv", "da",
                                        "no", "fi", "hu", "ro", "el", "tr", "vi", "id", "ar", "he", "ja", "zh", "ko"};

typedef struct {
    guint all, suppress;
} Counts;

/* Each word of `nouns` and each of `statements` in three company. */
static Counts count(const Book *book, const char *language, const char *nouns, const char *statements, gboolean wanted)
{
    enum { COMPANY = 3 };
    Counts counts = {0};
    g_autofree char *noun_key = g_strdup_printf("%s %s", nouns, language);
    g_autofree char *statement_key = g_strdup_printf("%s %s", statements, language);
    const GPtrArray *of = g_hash_table_lookup(book->lists, noun_key);
    const GPtrArray *said = g_hash_table_lookup(book->lists, statement_key);
    if (!of || !said || !of->len || !said->len)
        return counts;
    guint n = COMPANY * MAX(of->len, said->len);
    for (guint i = 0; i < n; i++) {
        g_autofree char *text =
            g_strdup_printf("550 %s %s", (const char *)g_ptr_array_index(of, i % of->len),
                            (const char *)g_ptr_array_index(said, (i + i / MAX(of->len, said->len)) % said->len));
        NxVerdict verdict = verdict_on(book, text);
        gboolean suppress = verdict.advice == NX_ADVICE_SUPPRESS;
        counts.all++;
        counts.suppress += suppress;
        if (suppress != wanted)
            g_test_message("%s: %s by %s", text, nx_reason_name(verdict.reason), verdict.rule);
    }
    return counts;
}

static void test_persons(void)
{
    static const char *const STATEMENTS[] = {"gone", "shut", "went"};
    Book book;
    book_init(&book);
    for (guint i = 0; i < G_N_ELEMENTS(LANGUAGES); i++)
        for (guint k = 0; k < G_N_ELEMENTS(STATEMENTS); k++) {
            Counts counts = count(&book, LANGUAGES[i], "person", STATEMENTS[k], TRUE);
            g_test_message("%s %s: %u of %u", LANGUAGES[i], STATEMENTS[k], counts.suppress, counts.all);
            g_assert_cmpuint(100 * counts.suppress, >=, 95 * counts.all);
        }
    book_clear(&book);
}

static void test_things(void)
{
    static const char *const STATEMENTS[] = {"gone", "shut", "refused", "invalid"};
    Book book;
    book_init(&book);
    for (guint i = 0; i < G_N_ELEMENTS(LANGUAGES); i++)
        for (guint k = 0; k < G_N_ELEMENTS(STATEMENTS); k++) {
            Counts counts = count(&book, LANGUAGES[i], "thing", STATEMENTS[k], FALSE);
            g_test_message("%s %s of things: %u of %u", LANGUAGES[i], STATEMENTS[k], counts.suppress, counts.all);
            g_assert_cmpuint(100 * counts.suppress, <=, 4 * counts.all);
        }
    book_clear(&book);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/judge/terms/whoever is said to be gone is believed gone, in each language", test_persons);
    g_test_add_func("/judge/terms/what is said of a thing buries nobody", test_things);
    return g_test_run();
}
