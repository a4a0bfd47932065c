/* What stands first on a page: who acts, what to do now, what not to do (first.tsv). */
#include "codes/first.h"
#include "codes/signature.h"
#include <nixie/data.h>
#include <nixie/text.h>
#include <string.h>

static const char *const NOW[NX_N_LANGS] = {"now_en", "now_de"}, *const NOT[NX_N_LANGS] = {"not_en", "not_de"};

static void first_free(gpointer data)
{
    NxFirst *first = data;
    for (guint lang = 0; lang < NX_N_LANGS; lang++) {
        g_free(first->now[lang]);
        g_free(first->avoid[lang]);
    }
    g_free(first);
}

static gboolean read_actor(const char *text, NxActor *actor)
{
    for (*actor = 0; text && *actor < NX_N_ACTORS; (*actor)++)
        if (strcmp(nx_actor_name(*actor), text) == 0)
            return TRUE;
    return FALSE;
}

static const char *take_row(gpointer into, const NxTable *table, guint row)
{
    const char *name = nx_table_cell(table, row, "name");
    NxActor actor;
    if (!name || !*name)
        return nx_tr("a row without a name");
    if (g_hash_table_contains(into, name))
        return nx_tr("a name that stands here already");
    if (!read_actor(nx_table_cell(table, row, "who"), &actor))
        return nx_tr("nobody is called so who could act");
    for (guint lang = 0; lang < NX_N_LANGS; lang++)
        if (!*nx_table_cell(table, row, NOW[lang]) || !*nx_table_cell(table, row, NOT[lang]))
            return nx_tr("a language is empty");
    NxFirst *first = g_new0(NxFirst, 1);
    first->actor = actor;
    for (guint lang = 0; lang < NX_N_LANGS; lang++) {
        first->now[lang] = g_strdup(nx_table_cell(table, row, NOW[lang]));
        first->avoid[lang] = g_strdup(nx_table_cell(table, row, NOT[lang]));
    }
    g_hash_table_insert(into, g_strdup(name), first);
    return NULL;
}

GHashTable *nx_firsts_new(NxProblems *problems)
{
    GHashTable *firsts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, first_free);
    nx_table_read("first.tsv", take_row, firsts, problems);
    return firsts;
}

/* A temporary one may have a row of its own. */
static const NxFirst *of_reason(const NxCodes *codes, NxReason reason, guint klass)
{
    g_autofree char *temporary = g_strdup_printf("%s.4", nx_reason_name(reason));
    const NxFirst *first = klass == 4 ? g_hash_table_lookup(codes->firsts, temporary) : NULL;
    return first ? first : g_hash_table_lookup(codes->firsts, nx_reason_name(reason));
}

static const NxFirst *of_reply(const NxCodes *codes, guint reply)
{
    guint klass = reply / 100;
    if (klass == 3)
        return g_hash_table_lookup(codes->firsts, "reply.3");
    return of_reason(codes, klass == 2 ? NX_REASON_DELIVERED : nx_judge_reply(codes->judge, reply), klass);
}

static const NxFirst *of_status(const NxCodes *codes, NxStatus status)
{
    NxStatus asked = status;
    asked.klass = status.klass ? status.klass : 5; /* "X.2.1" */
    if (asked.klass == 2)
        return of_reason(codes, NX_REASON_DELIVERED, 2);
    return of_reason(codes, nx_judge_code(codes->judge, asked, NULL, NULL), asked.klass);
}

const NxFirst *nx_first_of(const NxCodes *codes, const NxName *name)
{
    const NxFirst *own = g_hash_table_lookup(codes->firsts, name->text);
    if (own)
        return own;
    switch (name->kind) {
    case NX_ARTICLE_CODE: return of_status(codes, name->status);
    case NX_ARTICLE_REPLY: return of_reply(codes, name->reply);
    case NX_ARTICLE_REASON: return of_reason(codes, name->reason, 5);
    case NX_ARTICLE_PROVIDER: return g_hash_table_lookup(codes->firsts, "provider");
    case NX_ARTICLE_TOPIC:
    case NX_ARTICLE_SIGNATURE: return NULL;
    }
    return NULL;
}

static void add_line(GString *out, const NxCodes *codes, const char *label, NxLang lang, const char *text)
{
    g_string_append_printf(out, "- **%s:** %s\n", nx_words_label(codes->words, "label", label, lang), text);
}

char *nx_first_text(const NxCodes *codes, const char *actor, const char *now, const char *avoid, NxLang lang)
{
    GString *out = g_string_new(NULL);
    add_line(out, codes, "who", lang, nx_words_label(codes->words, "who", actor, lang));
    add_line(out, codes, "now", lang, now);
    if (avoid)
        add_line(out, codes, "not", lang, avoid);
    return g_string_free(out, FALSE);
}
