/* Any bytes as an article: its front matter and sections, and its Markdown by itself. */
#include "codes/article.h"
#include "codes/markdown.h"
#include "codes/words.h"
#include "fuzz/fuzz.h"

static void check_blocks(const char *text)
{
    g_autoptr(GPtrArray) blocks = nx_markdown_blocks(text);
    for (guint i = 0; i < blocks->len; i++) {
        const NxBlock *block = blocks->pdata[i];
        g_assert_cmpuint(block->line, >=, 1);
        g_autoptr(GArray) spans = nx_markdown_spans(block->text);
        gsize shown = 0;
        for (guint k = 0; k < spans->len; k++)
            shown += strlen(g_array_index(spans, NxSpan, k).text);
        g_assert_cmpuint(shown, <=, strlen(block->text));
        nx_markdown_fault(block);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static NxWords *words;
    if (!words) {
        nx_fuzz_ground();
        words = nx_words_new(NULL);
    }
    g_autofree char *text = nx_fuzz_text(data, size);
    check_blocks(text);
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    const NxDataFile file = {.name = (char *)"5.2.1.md", .origin = (char *)"5.2.1.md", .bytes = bytes};
    NxProblems *problems = nx_problems_new();
    NxArticle *article = nx_article_read(&file, NX_LANG_EN, words, problems);
    g_assert_true(article || nx_problems_count(problems) > 0);
    nx_article_free(article);
    nx_fuzz_check_problems(problems);
    nx_problems_free(problems);
    return 0;
}
