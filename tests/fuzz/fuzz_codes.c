/* Any words as what is asked of the knowledge base: an article, names near to it, a search, a pattern. */
#include "fuzz/fuzz.h"

static void render(const NxCodes *codes, const NxArticle *article)
{
    for (NxArticleFormat format = NX_ARTICLE_TEXT; format <= NX_ARTICLE_JSON; format++) {
        g_autofree char *text = nx_article_write(codes, article, "en", format, 60);
        g_assert_true(g_utf8_validate(text, -1, NULL));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static NxCodes *codes;
    const NxFuzzGround *ground = nx_fuzz_ground();
    if (!codes)
        codes = nx_codes_new(ground->library, ground->judge, NULL);
    g_autofree char *text = nx_fuzz_text(data, size);
    const NxArticle *article = nx_codes_find(codes, text, "de");
    if (article)
        render(codes, article);
    g_auto(GStrv) near = nx_codes_suggest(codes, text, "en"), like = nx_codes_match(codes, text),
                  found = nx_codes_search(codes, text, "en", NX_SEARCH_TITLES);
    g_assert_true(near && like && found);
    NxReport *report = nx_reader_read_line(ground->reader, text);
    NxVerdict verdict;
    nx_judge_event(ground->judge, report, 0, &verdict);
    char **names = NULL;
    if (nx_codes_asked(codes, text, &verdict, "en", &names) == NX_ASKED_WORDS)
        g_strfreev(names);
    g_autofree char *override = nx_codes_override(codes, report, 0, &verdict, "en");
    g_assert_true(!override || g_utf8_validate(override, -1, NULL));
    nx_report_free(report);
    return 0;
}
