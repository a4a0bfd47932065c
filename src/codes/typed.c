/* What somebody types: tokens and aliases of signatures, and words that stand for something else. */
#include "codes/article_store.h"
#include <nixie/data.h>
#include <nixie/text.h>
#include <string.h>

enum { MAX_TYPED = 120, MOST_FOUND = 12 }; /* bytes; names */

/* ---- Synonyms ---------------------------------------------------------------------------------------------------- */

static const char *take_synonym(gpointer into, const NxTable *table, guint row)
{
    GHashTable *synonyms = into;
    const char *word = nx_table_cell(table, row, "word"), *names = nx_table_cell(table, row, "names");
    if (!word || !*word || !names || !*names)
        return nx_tr("a row without a name");
    g_autofree char *folded = g_utf8_casefold(word, -1);
    if (g_hash_table_contains(synonyms, folded))
        return nx_tr("a name that stands here already");
    g_hash_table_insert(synonyms, g_steal_pointer(&folded), g_strsplit(names, " ", -1));
    return NULL;
}

GHashTable *nx_synonyms_new(NxProblems *problems)
{
    GHashTable *synonyms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
    nx_table_read("synonyms.tsv", take_synonym, synonyms, problems);
    return synonyms;
}

/* ---- Finding ----------------------------------------------------------------------------------------------------- */

static void add_signatures(const NxCodes *codes, const char *typed, NxTyped how, GPtrArray *names)
{
    g_autoptr(GPtrArray) found = nx_signatures_typed(codes->signatures, typed, how);
    for (guint i = 0; i < found->len && i < MOST_FOUND; i++)
        g_ptr_array_add(names, g_strdup(((const NxSignature *)found->pdata[i])->name));
}

static void add_synonyms(const NxCodes *codes, const char *typed, GPtrArray *names)
{
    g_autofree char *squeezed = nx_text_squeeze(typed);
    g_autofree char *folded = g_utf8_casefold(squeezed, -1);
    char **found = g_hash_table_lookup(codes->synonyms, folded);
    for (char **at = found; at && *at; at++)
        g_ptr_array_add(names, g_strdup(*at));
}

/* One word that a token with places for digits stands in, "OFR006_506", with or without its brackets. */
static void add_tokens(const NxCodes *codes, const char *typed, GPtrArray *names)
{
    static const char *const AROUND[][2] = {{"", ""}, {"(", ")"}, {"[", "]"}};
    for (guint i = 0; i < G_N_ELEMENTS(AROUND) && !names->len && !strpbrk(typed, " \t\n"); i++) {
        g_autofree char *text = g_strconcat(AROUND[i][0], typed, AROUND[i][1], NULL);
        NxSpoken said = {.text = text};
        const NxSignature *signature = nx_signatures_said(codes->signatures, &said, NULL, NULL);
        if (signature)
            g_ptr_array_add(names, g_strdup(signature->name));
    }
}

/* Letters alone, and small ones, are a word of a language. */
static gboolean is_token(const char *text)
{
    gboolean mixed = FALSE;
    for (const char *at = text; *at; at++) {
        if (g_ascii_isspace(*at))
            return FALSE;
        mixed |= g_ascii_isdigit(*at) || g_ascii_isupper(*at) || strchr("_#:=", *at);
    }
    return mixed;
}

char **nx_codes_typed(const NxCodes *codes, const char *text)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    if (text && *text && strlen(text) <= MAX_TYPED) {
        add_signatures(codes, text, NX_TYPED_TOKEN, names);
        add_synonyms(codes, text, names);
        add_signatures(codes, text, NX_TYPED_WORDS, names);
        if (!names->len)
            add_tokens(codes, text, names);
        if (!names->len && is_token(text))
            add_signatures(codes, text, NX_TYPED_PART, names);
    }
    g_autoptr(GStrvBuilder) all = g_strv_builder_new();
    for (guint i = 0; i < names->len && i < MOST_FOUND; i++)
        g_strv_builder_add(all, names->pdata[i]);
    return g_strv_builder_end(all);
}

/* ---- A provider's code ------------------------------------------------------------------------------------------- */

gboolean nx_codes_provider_code(const NxCodes *codes, char *const *words, NxPartyCode *out)
{
    NxName name;
    *out = (NxPartyCode){0};
    for (char *const *at = words; *at; at++) {
        if (!nx_name_read(codes->words, *at, &name))
            return FALSE;
        if (name.kind == NX_ARTICLE_PROVIDER && !*out->provider)
            g_strlcpy(out->provider, name.text, sizeof out->provider);
        else if ((name.kind == NX_ARTICLE_CODE || name.kind == NX_ARTICLE_REPLY) && !*out->code)
            g_strlcpy(out->code, name.text, sizeof out->code), out->status = name.status, out->reply = name.reply;
        else
            return FALSE;
    }
    return *out->provider && *out->code;
}

char **nx_codes_of_party(const NxCodes *codes, const NxPartyCode *asked)
{
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    for (guint i = 0; i < nx_signatures_count(codes->signatures); i++) {
        const NxSignature *signature = nx_signatures_at(codes->signatures, i);
        if (g_strv_contains((const char *const *)signature->party->providers, asked->provider) &&
            nx_signature_has_code(signature, asked->status, asked->reply))
            g_strv_builder_add(names, signature->name);
    }
    return g_strv_builder_end(names);
}

char *nx_codes_party_sentence(const NxCodes *codes, const NxPartyCode *asked, const char *language)
{
    NxLang lang = nx_lang_parse(language);
    const char *rule = NULL;
    NxReason reason = asked->status.klass ? nx_judge_code(codes->judge, asked->status, asked->provider, &rule)
                                          : nx_judge_reply(codes->judge, asked->reply);
    g_autofree char *label = g_strdup_printf("%s (%s)", nx_reason_name(reason),
                                             nx_words_label(codes->words, "reason", nx_reason_name(reason), lang));
    gboolean own = rule && g_str_has_prefix(rule, "provider:");
    return nx_words_fill(nx_words_label(codes->words, "label", own ? "party-code" : "party-code-plain", lang),
                         "provider", nx_words_label(codes->words, "provider", asked->provider, lang), "code",
                         asked->code, "reason", label, NULL);
}
