/* The set of signatures, and which of them an answer bears. */
#include "codes/signatures.h"
#include <nixie/text.h>
#include <string.h>

enum {
    TEXT_MAX = 16 * 1024, /* bytes of an answer that are looked at */
    LEAST_PART = 4,       /* letters and digits of what is looked for within a token */
};

struct NxSignatures {
    GPtrArray *all;     /* of NxSignature */
    GPtrArray *parties; /* of NxSignatureParty */
    GHashTable *names;  /* name -> NxSignature; the first of a name */
};

NxSignatures *nx_signatures_new(const NxLibrary *library, NxProblems *problems)
{
    NxSignatures *set = g_new0(NxSignatures, 1);
    set->all = g_ptr_array_new_with_free_func(nx_signature_free);
    set->parties = g_ptr_array_new_with_free_func(nx_signature_party_free);
    set->names = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) files = nx_library_files(library, "signatures", problems);
    for (guint i = 0; i < files->len; i++)
        g_ptr_array_add(set->parties, nx_signatures_read(files->pdata[i], set->all, problems));
    for (guint i = 0; i < set->all->len; i++) {
        NxSignature *signature = set->all->pdata[i];
        if (!g_hash_table_contains(set->names, signature->name))
            g_hash_table_insert(set->names, signature->name, signature);
    }
    return set;
}

void nx_signatures_free(NxSignatures *set)
{
    if (!set)
        return;
    g_hash_table_unref(set->names);
    g_ptr_array_unref(set->all);
    g_ptr_array_unref(set->parties);
    g_free(set);
}

guint nx_signatures_count(const NxSignatures *set)
{
    return set->all->len;
}

const NxSignature *nx_signatures_at(const NxSignatures *set, guint i)
{
    return i < set->all->len ? set->all->pdata[i] : NULL;
}

const NxSignature *nx_signatures_find(const NxSignatures *set, const char *name)
{
    return g_hash_table_lookup(set->names, name);
}

const char *nx_signatures_party(const NxSignatures *set, const char *file, NxLang lang)
{
    for (guint i = 0; i < set->parties->len; i++) {
        const NxSignatureParty *party = set->parties->pdata[i];
        if (strcmp(party->file, file) == 0)
            return party->title[lang];
    }
    return NULL;
}

/* ---- Of an answer ------------------------------------------------------------------------------------------------ */

/* The better of two is the larger. */
typedef struct {
    enum { NOTHING, BY_CODE, BY_RULE, BY_TOKEN, BY_WORDS } how;
    gboolean decided; /* its rule did */
    guint literal;
    const NxSignature *signature;
    guint at, len; /* of the answer, in bytes */
} Hit;

static gboolean is_better(const Hit *left, const Hit *right)
{
    if (left->how != right->how)
        return left->how > right->how;
    if (left->decided != right->decided)
        return left->decided;
    return left->literal > right->literal;
}

static gboolean is_party(const NxSignature *signature, const NxSpoken *said)
{
    const NxSignatureParty *party = signature->party;
    return (said->provider && g_strv_contains((const char *const *)party->providers, said->provider)) ||
           (said->mailer && g_strv_contains((const char *const *)party->mailers, said->mailer));
}

/* The best of its marks. */
static void look_for(const NxSignature *signature, const NxSpoken *said, const NxSignatureText *seen, Hit *hit)
{
    gboolean party = is_party(signature, said);
    gboolean beside = !*signature->beside || nx_signature_codes_fit(signature->beside, said->status, said->reply);
    for (guint i = 0; i < signature->marks->len; i++) {
        const NxSignatureMark *mark = signature->marks->pdata[i];
        Hit found = {party ? BY_WORDS : BY_TOKEN, hit->decided, mark->literal, signature, 0, 0};
        if ((mark->token || (party && beside)) && is_better(&found, hit) &&
            nx_signature_mark_find(mark, seen, &found.at, &found.len))
            *hit = found;
    }
    if (party && hit->how < BY_CODE && nx_signature_codes_fit(signature->codes, said->status, said->reply))
        *hit = (Hit){BY_CODE, hit->decided, 0, signature, 0, 0};
}

/* The one signature that names the rule; NULL if several do. */
static const NxSignature *of_rule(const NxSignatures *set, const char *rule)
{
    const NxSignature *one = NULL;
    for (guint i = 0; rule && i < set->all->len; i++) {
        const NxSignature *signature = set->all->pdata[i];
        if (!g_strv_contains((const char *const *)signature->rules, rule))
            continue;
        if (one)
            return NULL;
        one = signature;
    }
    return one;
}

static Hit best_of(const NxSignatures *set, const NxSpoken *said, const NxSignatureText *seen)
{
    Hit best = {NOTHING, FALSE, 0, NULL, 0, 0};
    for (guint i = 0; i < set->all->len; i++) {
        const NxSignature *signature = set->all->pdata[i];
        Hit hit = {.decided = said->rule && g_strv_contains((const char *const *)signature->rules, said->rule)};
        look_for(signature, said, seen, &hit);
        if (is_better(&hit, &best))
            best = hit;
    }
    const NxSignature *kin = best.how < BY_RULE ? of_rule(set, said->rule) : NULL;
    return kin ? (Hit){BY_RULE, TRUE, 0, kin, 0, 0} : best;
}

const NxSignature *nx_signatures_said(const NxSignatures *set, const NxSpoken *said, guint *at, guint *len)
{
    g_autofree char *cut = g_strndup(said->text ? said->text : "", TEXT_MAX);
    NxSignatureText seen;
    nx_signature_text_init(&seen, cut);
    Hit best = best_of(set, said, &seen);
    nx_signature_text_clear(&seen);
    if (at)
        *at = best.at;
    if (len)
        *len = best.len;
    return best.signature;
}

/* ---- As somebody types it ---------------------------------------------------------------------------------------- */

/* Letters and digits alone, folded: "(S3150)", "s3150" and "S 3150" are one. */
static char *bare(const char *text)
{
    g_autofree char *folded = g_utf8_casefold(text, -1);
    GString *out = g_string_new(NULL);
    for (const char *at = folded; *at; at = g_utf8_next_char(at))
        if (g_unichar_isalnum(g_utf8_get_char(at)))
            g_string_append_unichar(out, g_utf8_get_char(at));
    return g_string_free(out, FALSE);
}

/* Smaller is nearer, an NxTyped or more; 0: not at all. */
static guint nearness(const NxSignature *signature, const char *typed)
{
    guint near = 0;
    for (guint i = 0; i < signature->marks->len + signature->aliases->len; i++) {
        const NxSignatureMark *mark = i < signature->marks->len ? signature->marks->pdata[i] : NULL;
        g_autofree char *text = bare(mark ? mark->written : signature->aliases->pdata[i - signature->marks->len]);
        guint found = 0;
        if (strcmp(text, typed) == 0)
            found = !mark || mark->token ? NX_TYPED_TOKEN : NX_TYPED_WORDS;
        else if (mark && strlen(typed) >= LEAST_PART && strstr(text, typed))
            found = NX_TYPED_PART + (guint)(strlen(text) - strlen(typed));
        if (found && (!near || found < near))
            near = found;
    }
    return near;
}

typedef struct {
    guint near, order;
    const NxSignature *signature;
} Typed;

static int by_nearness(gconstpointer a, gconstpointer b)
{
    const Typed *left = a, *right = b;
    if (left->near != right->near)
        return left->near < right->near ? -1 : 1;
    return left->order < right->order ? -1 : 1;
}

GPtrArray *nx_signatures_typed(const NxSignatures *set, const char *typed, NxTyped how)
{
    GPtrArray *found = g_ptr_array_new();
    g_autofree char *asked = bare(typed);
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Typed));
    for (guint i = 0; *asked && i < set->all->len; i++) {
        Typed row = {nearness(set->all->pdata[i], asked), i, set->all->pdata[i]};
        if (row.near && (row.near == (guint)how || (how == NX_TYPED_PART && row.near > NX_TYPED_PART)))
            g_array_append_val(list, row);
    }
    g_array_sort(list, by_nearness);
    for (guint i = 0; i < list->len; i++)
        g_ptr_array_add(found, (gpointer)g_array_index(list, Typed, i).signature);
    return found;
}
