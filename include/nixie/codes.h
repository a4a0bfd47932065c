/* The knowledge base. Finds and renders what a code, reason or provider means.
 *
 * Articles are Markdown with front matter in doc/codes/LANG (embedded, overridden by the user's codes/LANG); a code
 * without one gets registry, subject and class from codes.tsv: never "no explanation". */
#pragma once
#include <nixie/verdict.h>

G_BEGIN_DECLS

typedef struct NxCodes NxCodes;
/* Any thread: what is made later is cached behind a lock. `judge` is borrowed: type, category, advice and plan in
 * articles come from its policy. */
NxCodes *nx_codes_new(const NxLibrary *library, const NxJudge *judge, NxProblems *problems);
void nx_codes_free(NxCodes *codes);

typedef enum {
    NX_ARTICLE_CODE,
    NX_ARTICLE_REPLY,
    NX_ARTICLE_REASON,
    NX_ARTICLE_PROVIDER,
    NX_ARTICLE_TOPIC,     /* what is none of these and asked for: "greylisting" */
    NX_ARTICLE_SIGNATURE, /* what a mail system writes that says more than its code: "microsoft/s3150" */
} NxArticleKind;

typedef struct NxArticle NxArticle; /* borrowed from NxCodes, or made from the registry and cached there */
const char *nx_article_name(const NxArticle *article);  /* "5.2.1", "550", "userunknown", "google", "microsoft/s3150" */
const char *nx_article_title(const NxArticle *article); /* in its language */
NxArticleKind nx_article_kind(const NxArticle *article);
gboolean nx_article_is_written(const NxArticle *article); /* FALSE: made from registry, subject and class */
const char *const *nx_article_related(const NxArticle *article);

/* The article for a code ("5.2.1", "550", "X.2.1"), a reason or a provider, in `lang` ("en", "de"; else English). NULL
 * if `name` is none of them. Unknown codes of a known shape never give NULL. Safe from any thread. */
const NxArticle *nx_codes_find(const NxCodes *codes, const char *name, const char *lang);
/* Names near to what was asked, best first; the caller owns the vector (g_strfreev). */
char **nx_codes_suggest(const NxCodes *codes, const char *name, const char *lang);
/* All names, sorted; the caller owns the vector. */
char **nx_codes_names(const NxCodes *codes);
/* Names that a pattern fits, in the order of their numbers: "5.7.*" or "5.7.x", "5.*", "X.2.*", "55*" or "55x",
 * "user*". Empty if it fits none, or is no pattern. The caller owns the vector. */
char **nx_codes_match(const NxCodes *codes, const char *pattern);
/* Names of the articles that all of a few words stand in, best first, at most a screen of them; looked for in `lang`,
 * then in the other languages. Titles alone, or the articles' text. Empty if there are none. The caller owns the
 * vector. */
typedef enum { NX_SEARCH_TITLES, NX_SEARCH_TEXTS } NxSearchPlace;
char **nx_codes_search(const NxCodes *codes, const char *words, const char *lang, NxSearchPlace place);
/* The pages of what somebody types: of a token or alias of a signature, then of what a synonym stands for; best first,
 * empty if there is none. The caller owns the vector. */
char **nx_codes_typed(const NxCodes *codes, const char *text);
/* A provider and a code or reply: "microsoft 5.4.1", in any order. */
typedef struct {
    char provider[64], code[NX_STATUS_TEXT_SIZE];
    NxStatus status;
    guint reply;
} NxPartyCode;
/* FALSE if the words are anything else. */
gboolean nx_codes_provider_code(const NxCodes *codes, char *const *words, NxPartyCode *out);
/* The signatures that the provider has for it; the caller owns the vector. */
char **nx_codes_of_party(const NxCodes *codes, const NxPartyCode *asked);
/* What the provider means by it, in a sentence. Caller frees. */
char *nx_codes_party_sentence(const NxCodes *codes, const NxPartyCode *asked, const char *lang);
/* What a text asks for that is no name and no pattern: what has a code is a line to be judged, and so is what is long;
 * of the rest titles know best, then a rule on several words, then the articles. `verdict` is the one on the text, read
 * as a line. Of NX_ASKED_WORDS *names gets the articles' names, for the caller to free. */
typedef enum { NX_ASKED_NOTHING, NX_ASKED_LINE, NX_ASKED_WORDS } NxAsked;
NxAsked nx_codes_asked(const NxCodes *codes, const char *text, const NxVerdict *verdict, const char *lang,
                       char ***names);
/* The article of the signature that the answer about recipient `i` bears; NULL if there is none. *field (may be NULL)
 * gets what it stands in, *at and *len where, in bytes; 0 length: the code or the rule tells, no words. */
const NxArticle *nx_codes_signature(const NxCodes *codes, const NxReport *report, guint i, const NxVerdict *verdict,
                                    const char *lang, NxEvidenceField *field, guint *at, guint *len);
/* How the verdict on recipient `i` came to differ from what its code means by itself, in sentences of `lang`: "5.2.1 by
 * itself stands for suspend (disabled). Rule ... makes it ..., because the text says: ...". NULL where it does not
 * differ. Caller frees. */
char *nx_codes_override(const NxCodes *codes, const NxReport *report, guint i, const NxVerdict *verdict,
                        const char *lang);
/* The registry's name for a code, "Mailbox disabled"; never NULL. `lang` picks the language. Borrowed. */
const char *nx_codes_title(const NxCodes *codes, NxStatus status, const char *lang);

/* A rendered article: lines with spans, for a terminal of `width` columns or for cells. */
typedef enum {
    NX_STYLE_PLAIN,
    NX_STYLE_TITLE,
    NX_STYLE_HEADING,
    NX_STYLE_STRONG,
    NX_STYLE_CODE,
    NX_STYLE_LINK,
    NX_STYLE_DIM,
    NX_N_STYLES
} NxStyle;
typedef struct {
    NxStyle style;
    char *text; /* safe for a screen */
    char *link; /* article name, for NX_STYLE_LINK; else NULL */
} NxSpan;
typedef struct {
    GPtrArray *lines; /* of GArray of NxSpan; owns them */
} NxPage;
NxPage *nx_article_render(const NxCodes *codes, const NxArticle *article, const char *lang, guint width);
/* An event to be explained. */
typedef struct {
    const NxReport *report;
    guint recipient; /* of the report */
    const NxVerdict *verdict;
    const char *advice; /* a sentence; NULL: what the policy says */
    const char *seen;   /* how often it was seen; NULL: not known */
} NxDecided;
/* The page of one event: what to do first, what decided and whether code and provider disagree, the answer with the
 * words marked, and the pages of signature, reason, provider and code. Caller frees. */
NxPage *nx_codes_event_page(const NxCodes *codes, const NxDecided *event, const char *lang, guint width);
/* Only its title, who acts and what it means. */
NxPage *nx_article_render_short(const NxCodes *codes, const NxArticle *article, const char *lang, guint width);
void nx_page_free(NxPage *page);

typedef enum { NX_ARTICLE_TEXT, NX_ARTICLE_MARKDOWN, NX_ARTICLE_JSON } NxArticleFormat;
char *nx_article_write(const NxCodes *codes, const NxArticle *article, const char *lang, NxArticleFormat format,
                       guint width);
/* Several names with their titles, a line each; in JSON a list of objects with name, kind and title. Caller frees. */
char *nx_codes_write_list(const NxCodes *codes, const char *const *names, const char *lang, NxArticleFormat format,
                          guint width);
/* The same, each with the line of its page that some words stand in. */
char *nx_codes_write_found(const NxCodes *codes, const char *const *names, const char *words, const char *lang,
                           NxArticleFormat format, guint width);

G_END_DECLS
