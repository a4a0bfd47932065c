/* A line of [terms SENSE], a saying and a text, parted by newlines: what is found lies within the text, in its order.
 */
#include "fuzz/fuzz.h"
#include "judge/saying.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *whole = nx_fuzz_text(data, size);
    g_auto(GStrv) lines = g_strsplit(whole, "\n", 4);
    if (g_strv_length(lines) < 4)
        return 0;
    NxTerms *terms = nx_terms_new();
    g_autofree char *first = nx_terms_take(terms, "person", lines[0]), *second = nx_terms_take(terms, "gone", lines[1]);
    g_assert_true(!first || *first);
    g_assert_true(!second || *second);
    nx_terms_seal(terms);
    NxCanonical text;
    nx_canonical_init(&text, lines[3], strlen(lines[3]), "ann");
    g_autoptr(GArray) found = nx_terms_find(terms, &text, "ann");
    guint end = 0, len = (guint)strlen(text.text);
    for (guint i = 0; i < found->len; i++) {
        const NxTerm *term = &g_array_index(found, NxTerm, i);
        g_assert_cmpuint(term->at, >=, end);
        end = term->at + term->len;
        g_assert_cmpuint(end, <=, len);
    }
    NxSaying saying;
    g_autofree char *why = nx_saying_read(&saying, terms, lines[2]);
    guint at, width;
    if (!why && nx_saying_match(&saying, found, &text, 0, &at, &width))
        g_assert_cmpuint(at + width, <=, len);
    nx_canonical_clear(&text);
    nx_terms_free(terms);
    return 0;
}
