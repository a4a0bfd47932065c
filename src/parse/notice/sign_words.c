/* signs.tsv, read once for all threads. */
#include "parse/notice/sign_words.h"
#include <nixie/data.h>

static gpointer read_lists(G_GNUC_UNUSED gpointer data)
{
    static const char *const NAMES[NX_N_WORDS] = {
        [NX_WORDS_SUBJECT] = "subject",
        [NX_WORDS_DAEMON] = "daemon",
        [NX_WORDS_SHARED] = "shared",
        [NX_WORDS_NAME] = "name",
        [NX_WORDS_SHARED_NAME] = "shared-name",
        [NX_WORDS_ANSWER] = "answer",
        [NX_WORDS_FORWARD] = "forward",
        [NX_WORDS_ORIGINAL] = "original",
        [NX_WORDS_PASSED_ON] = "passed-on",
        [NX_WORDS_BOXED] = "boxed",
        [NX_WORDS_SENT] = "sent",
        [NX_WORDS_DESK] = "desk",
        [NX_WORDS_BULLET] = "bullet",
        [NX_WORDS_LEAD] = "lead",
        [NX_WORDS_AUTO_HEADER] = "auto-header",
        [NX_WORDS_AUTO_NAME] = "auto-name",
        [NX_WORDS_ROBOT] = "robot",
        [NX_WORDS_HIDDEN_FIELD] = "hidden-field",
        [NX_WORDS_SHOWN_FIELD] = "shown-field",
        [NX_WORDS_RETURNED_TYPE] = "returned-type",
        [NX_WORDS_NO_TEXT] = "no-text",
        [NX_WORDS_TEXT_TYPE] = "text-type",
        [NX_WORDS_TEXT_NAME] = "text-name",
        [NX_WORDS_OTHER_REPORT] = "other-report",
        [NX_WORDS_OBSERVED_SUBJECT] = "observed-subject",
        [NX_WORDS_OBSERVED] = "observed",
    };
    const NxWordTable table = {"signs.tsv", "sign", NAMES, NX_N_WORDS};
    return (gpointer)nx_word_lists_read(&table);
}

static const char *const *const *get_lists(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, read_lists, NULL);
}

const char *const *nx_sign_words(NxSignWords list)
{
    return get_lists()[list];
}

gboolean nx_sign_words_in(NxSignWords list, const char *text)
{
    for (const char *const *word = nx_sign_words(list); *word; word++)
        if (strstr(text, *word))
            return TRUE;
    return FALSE;
}

gboolean nx_sign_words_is_local(NxSignWords list, const char *address)
{
    gsize len = address ? strcspn(address, "@") : 0;
    for (const char *const *word = nx_sign_words(list); *word; word++)
        if (strlen(*word) == len && strncmp(address, *word, len) == 0)
            return TRUE;
    return FALSE;
}
